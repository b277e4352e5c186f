/* hosting.h - where documents stand besides an agency's own pages: viewers that show a document, and shared storage that holds it.
 *
 *   viewer   an address whose parameter is another address: what counts is the document behind it
 *   share    a link to shared storage; its `form` says how the document itself is asked for (download form), and whether at all
 *
 * Hosts, paths and download forms are rule data (viewers: and shares: in rules/common, docs/RULE-FORMAT.md): they change with the services, not
 * with this program. All functions are pure and take canonical URLs; a NULL hosting knows nothing.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_HOSTING_H
#define OIT_RULES_HOSTING_H

#include "base/buf.h"
#include "rules/rules.h"

struct hosting_texts {
    const struct str *items;
    size_t n;
};

struct hosting_viewer {
    const char *id;
    struct hosting_texts hosts, paths, parameters;
};

enum hosting_access {
    HOSTING_CLOSED, /* known, but not to be read by a program: recognised, never asked for */
    HOSTING_FILE,   /* the download form answers with the document */
    HOSTING_PAGE,   /* the link itself answers with a page that is the document */
    HOSTING_LIST,   /* ... with a list of documents */
};

struct hosting_form {
    struct hosting_texts paths;
    enum hosting_access access;
    struct str address;       /* template of the address to ask for; absent: the link itself */
    struct hosting_texts set; /* "name=value": parameters set in the link instead */
};

struct hosting_share {
    const char *id;
    struct words title, advice;
    struct hosting_texts hosts;
    struct hosting_texts content; /* where its answers may redirect to besides its own hosts */
    struct hosting_texts login;   /* a redirect to one of these asks for a login */
    struct hosting_texts confirm; /* a page with a link that has one of these parameters asks "download anyway?" */
    const struct hosting_form *forms;
    size_t n_forms;
    bool is_service;              /* no storage but an online form: a page as any, only asked for as shares are */
    bool obeys_robots;            /* robots.txt of the host is asked even for a document the agency links itself */
};

/* channel   a chat window, LINE, Messenger, a map: known by the address of a link or script, or by a class name of the page */
struct hosting_channel {
    const char *id;
    unsigned detect; /* a DETECT_ bit (findings.h); 0: known, and none */
    struct hosting_texts hosts, paths /* none: every path */, classes;
};

struct hosting {
    const struct hosting_viewer *viewers;
    size_t n_viewers;
    const struct hosting_share *shares;
    size_t n_shares;
    const struct hosting_channel *channels;
    size_t n_channels;
};

/* The channel behind an address; NULL when it is none that is known. */
const struct hosting_channel *hosting_channel_of(const struct hosting *hosting, struct str url);
const struct hosting_channel *hosting_channel_of_class(const struct hosting *hosting, struct str class_names);

/* Appends the address that a known viewer shows, through viewers in viewers; false when url is no viewer's. */
bool hosting_viewed(const struct hosting *hosting, struct str url, struct buf *out);

/* The share a link leads to, and its form; NULL when it is none. */
const struct hosting_share *hosting_share_of(const struct hosting *hosting, struct str url, const struct hosting_form **ret_form);
/* Appends the address to ask for. False: HOSTING_CLOSED, or it cannot be made. */
bool hosting_address(const struct hosting_form *form, struct str url, struct buf *out);
bool hosting_may_lead_to(const struct hosting_share *share, struct str url);
/* A redirect inside a share: from one of its hosts (or of where its content lies) to another. */
bool hosting_may_follow(const struct hosting *hosting, struct str from, struct str to);
bool hosting_is_login(const struct hosting_share *share, struct str url);
bool hosting_confirms(const struct hosting_share *share, struct str url);

/* Does text stand for host and path? "*" any run of bytes, "{name}" a run without '/'. For tests and the loader. */
bool hosting_path_matches(struct str pattern, struct str path);

#endif

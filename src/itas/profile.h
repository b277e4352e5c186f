/* profile.h - what an agency tells the program once: its site, names and hosts, the year, target, IIT and EIT, limits, who owns which item, the
 * calendar of its ITAS work, where to send word. A YAML file (docs/PROFILE.th.md).
 *
 * Texts live in the profile's arena and are as written; absent is NULL, 0 or NAN. Secrets never stand in a profile, only where they are.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_PROFILE_H
#define OIT_ITAS_PROFILE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "oitcheck/report.h"

struct profile_item { /* under `items:`, by its code as written ("O16", "ข้อ 16", "๑๖") */
    const char *code;
    const char *words[N_OFFICER_FIELDS];
    int line;
};

struct profile_owner {
    const char *name;
    const char *contact; /* telephone, e-mail ...: for people */
};

struct profile_stage {
    const char *id;          /* one of calendar.h's, or the agency's own */
    struct oit_words title;  /* NULL: calendar.h's */
    struct clock_date from, to; /* year_ce 0: not said */
    int line;
};

struct profile_mail {
    const char *server;      /* smtp://mail.example.go.th:587, smtps://...; NULL: no mail */
    const char *from;
    const char *const *to; size_t n_to;
    const char *user;
    const char *password_file, *password_env; /* where the secret is */
    const char *tls;         /* required (default) | try | off */
    const char *cacert;
};

struct profile_webhook {
    const char *kind;        /* json | line | slack | teams | discord */
    const char *url;         /* or where it is, since it holds a secret: */
    const char *url_file, *url_env;
    const char *token_file, *token_env; /* line: the channel access token; json: a bearer token */
    const char *to;          /* line: user, group or room id */
    const char *cacert;      /* root certificates to trust there; NULL: the system's */
    int line;
};

struct profile {
    struct arena arena;
    const char *path;        /* as opened */
    const char *site;        /* start URL as written */
    const char *const *names; size_t n_names; /* of the agency, the official one first */
    const char *const *hosts; size_t n_hosts; /* its own besides the start URL's */
    int fiscal_year_be;      /* 0: by the clock */
    double target;           /* of OIT; NAN: the scheme's */
    double iit, eit, ita_target;
    const char *rules, *rules_local, *db, *output, *language;
    struct {
        uint32_t pages, depth, connections;  /* 0: default */
        int time_s, timeout_ms;              /* -1: not said; time 0: no limit */
        size_t size_bytes;                   /* 0: default */
        double rate;                         /* NAN: default; 0: no limit */
    } limits;
    struct profile_item *items; size_t n_items;
    struct profile_owner *owners; size_t n_owners;
    struct profile_stage *stages; size_t n_stages;
    struct {
        int every_s;         /* 0: not said */
        struct clock_date from, to;
        const char *second;  /* a page on another network: answers it while the site does not, this machine's network is well */
        const char *rdap;    /* where domains are asked about, the name goes behind it: "https://rdap.example/domain/" (RFC 9082); NULL: nobody is asked */
    } watch;
    struct profile_mail mail;
    struct profile_webhook *webhooks; size_t n_webhooks;
    const char *event_log;   /* notify: event_log: one line an event; "-": standard error */
};

/* OIT_ERR_CONFIG with file:line:column; the first error is told. Relative paths in it are taken from its own folder. Free with profile_free. */
enum oit_code profile_load(const char *path, struct profile **ret_profile, struct err *err);
enum oit_code profile_parse(struct str text, const char *path, struct profile **ret_profile, struct err *err); /* path: for messages and relative paths */
void profile_free(struct profile *profile); /* NULL is fine */

/* "accept" "รับ" "not-applicable" "ไม่ใช้กับหน่วยงาน" ...; DECISION_NONE for other words. */
enum oit_decision decision_from(struct str words);

#endif

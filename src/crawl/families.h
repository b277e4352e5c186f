/* families.h - what is known of the families of URLs (family_name.h): how many there are, what those that were read brought, and when a family is a
 * trap: calendars without end, pages that repeat, links that grow by themselves.
 *
 * A family is cut by what its own pages taught, and only where it grew by itself: pages found from pages of the same family. A list that is found
 * once and read once may be as long as it likes. What promises an item is never cut here.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_FAMILIES_H
#define OIT_CRAWL_FAMILIES_H

#include "base/arena.h"
#include "base/str.h"

enum trap {
    TRAP_NONE,
    TRAP_REPEATED, /* "/a/b/a/b/a/b/": a relative link that grows by itself */
    TRAP_DEEP,     /* folders without end */
    TRAP_CALENDAR, /* months and days without anything in them, or too many of them */
    TRAP_EQUAL,    /* page after page with the same text, or with none */
    TRAP_FACETS,   /* filters and orders of one list: nothing that is not known already */
    TRAP_BUDGET,   /* too many of one kind */
    N_TRAPS
};

/* From here on a link names an item or an index: never cut, never put last. */
enum { FAMILY_PROMISING = 45 };

struct family_page { /* a page that was read */
    uint64_t text_hash, simhash;
    uint64_t outside;     /* of the set of links in its text that lead out of the family; 0: none */
    uint32_t n_outside;   /* their number */
    uint32_t n_letters;
    bool is_chained;      /* found on a page of its own family */
    bool is_same_program; /* found on a page of the same program, with whatever parameters */
    bool brings_new;      /* a URL outside its family that nobody knew */
    bool brings_promise;  /* a link, or its own title, that promises an item */
    bool names_item;      /* a new link names an item by its own words, or its own title does */
    bool is_list;         /* mostly words of links */
    bool is_not_found;    /* a page that says there is none */
};

struct cut_family {
    const char *name, *example; /* example: one URL that was not asked for */
    enum trap trap;
    uint32_t n_seen, n_read, n_cut;
};

struct families;

struct families *families_new(uint32_t max_family);
void families_free(struct families *families);

/* A new URL: its family (a number), and TRAP_NONE when it may be asked for. Counts it. */
enum trap families_admit(struct families *families, struct str url, uint8_t promise, uint32_t *ret_family);
/* Its turn has come: still TRAP_NONE? Counts it when it is cut now. */
enum trap families_still(struct families *families, uint32_t family, struct str url, uint8_t promise);
void families_read(struct families *families, uint32_t family, const struct family_page *page);
/* Of one path, whatever its parameters: both have some. */
bool families_same_program(const struct families *families, uint32_t a, uint32_t b);
/* A link to one of its URLs stands in a list with pages (1 2 3 ... last). */
void families_note_archive(struct families *families, uint32_t family);
bool families_is_paged(const struct families *families, uint32_t family); /* "page=7" */
/* A menu leads to one of its URLs: one program serves menus and archives, so the family tells neither. */
void families_note_menu(struct families *families, uint32_t family);
bool families_is_archive(const struct families *families, uint32_t family); /* many do */
/* 0-300: how far its waiting URLs are put back, because many were read and brought little. */
uint16_t families_penalty(const struct families *families, uint32_t family);
/* Those with URLs that were cut, most URLs first, at most max; texts in the arena of families. */
size_t families_cut(struct families *families, struct cut_family *ret_cut, size_t max);

const char *trap_name(enum trap trap); /* "calendar" ...: an enumeration of the report */

#endif

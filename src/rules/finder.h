/* finder.h - one document while its findings are made: shared by the find_*.c files, nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_FINDER_H
#define OIT_RULES_FINDER_H

#include "rules/findings.h"
#include "rules/hits.h"
#include "rules/score.h"
#include "rules/seen_blocks.h"

enum { SNIPPET_BYTES = 200, LABEL_BYTES = 120, NAMING_BYTES = 300, MAX_NAMINGS = 4000, MAX_ELEMENT_HITS = 4000, MAX_VOCABULARY_HITS = 60,
       NO_CHANNELS = 64 };

struct block_note { /* what is known of a block beside the document's own facts */
    bool in_criterion, has_link, has_entry_link, is_label;
    bool has_digit; /* of ZONE_MAIN */
    bool may_name;    /* a name or all words of a combo stand in it: worth a look by the classifier */
    bool has_name;    /* a name or pattern that could be certain */
    bool is_listed;   /* an entry of a list of contents or of an outline, or the head of a blank form: names only */
    bool ends_titles; /* a foreword, a list of contents, a first part begins: what the document is called stands above */
    bool is_named_part; /* ... and more stands in it: that part's name, or the end of the title */
    bool in_title_block; /* one of the first lines */
    bool has_outline; /* says which parts a text has */
    bool has_packing; /* generic words, fillers, words of hubs */
    uint32_t link; /* the first one in it, when has_link */
};

struct finder {
    const struct scheme *scheme;
    const struct matcher *matcher;
    struct classifier *classifier;
    struct pattern_scratch *patterns;
    struct scorer *scorer; /* for may_name */
    struct seen_blocks *seen;
    struct norm norm, path_norm;
    struct buf paths;
    struct buf text, readable, masked; /* joining and quoting */
    struct buf address;                /* behind a viewer */
    const char *snippet_around; size_t snippet_from; struct str snippet; /* the last one made */
    struct str *agency_names; size_t n_agency_names; /* tight; owned */
    uint8_t *element_main, *element_other;           /* hits of this document, by element */
    uint32_t *element_heading;                       /* last heading and how many under it: cap of hits a section */
    uint8_t *element_section;
    struct table_fill *fills;                        /* find_value.c: by table, of this document */
    bool wants_person, wants_money, wants_link_text;
    uint64_t no_channel[NO_CHANNELS];                /* hashes of addresses that are no channel of anybody */
    /* of the document at hand */
    const struct document *doc;
    struct findings *out;
    struct arena *arena;
    size_t n_origin; /* bytes of its URL up to the path */
    struct block_note *notes; size_t notes_capacity;
    struct naming *namings; size_t n_namings, namings_capacity;
    struct element_hit *hits; size_t n_hits, hits_capacity;
    struct vocabulary_hit vocabulary[MAX_VOCABULARY_HITS]; size_t n_vocabulary;
    uint32_t title_hits; /* bit set of vocabulary ids seen in title or h1 */
    uint32_t main_hits;  /* ... in ZONE_MAIN */
    int http_status;     /* with which it came */
};

/* find_text.c: elements, vocabulary, hashes, counts: one pass over the text. */
void find_in_text(struct finder *f);
/* find_add.c */
struct str find_snippet(struct finder *f, struct str quote, struct str around); /* at most 200 bytes around quote, which stands in around */
/* Has the element been found so often, in this zone or under this heading, that one more place says nothing new? */
bool find_is_enough(const struct finder *f, uint16_t element, unsigned where, uint32_t block);
void find_add_element(struct finder *f, uint16_t element, unsigned where, uint32_t block, bool is_negative, struct str quote, struct str around);
/* find_value.c: has the field that `quote` names in the block a value? */
bool find_has_value(struct finder *f, enum element_value need, uint32_t block, struct str quote);
bool find_is_end_of_text(const struct document *doc, uint32_t block); /* hardly anything follows */
uint32_t find_contents_end(const struct document *doc, uint32_t block); /* the block behind the list of contents that begins with `block` */
bool find_marks_are_damaged(const struct norm_form *tight); /* find_damage.c */
/* find_headers.c: names of columns that stand in several header rows or lines, a line of *out each; *ret_paths is for the caller to free. */
struct header_path {
    uint32_t block;    /* the lowest cell, or the second line */
    uint32_t from, to; /* in *out */
    uint32_t seam;     /* in *out, between two lines: only what stands on both counts; 0: none */
};
size_t find_header_paths(const struct document *doc, struct buf *out, struct header_path **ret_paths);
/* find_titles.c: what the document calls itself, and its headings. */
void find_titles(struct finder *f);
/* find_year_column.c: what every row of a table says; nothing when they differ. */
struct year_statement find_year_column(struct finder *f);
/* find_blank.c: a form nobody has filled in. After find_detected. */
bool find_is_blank(const struct finder *f);
enum oit_fault find_answer(struct finder *f, int status); /* find_answer.c; FAULT_NONE: it is what was asked for */
bool find_is_unticked(struct str before); /* a box nobody has ticked stands last in it */
/* find_links.c: links and bare declarations. */
void find_links(struct finder *f);
bool find_is_document_link(const struct doc_link *link); /* its address ends as files end, or it is offered for download */
/* find_rows.c: what the page declares, row by row; after titles and links. */
void find_rows(struct finder *f);
/* find_detect.c: contacts, forms, images, tables, lists ... */
void find_detected(struct finder *f);
/* A link's address, behind any viewer: a map, LINE, Messenger ...? */
void find_channel(struct finder *f, const struct doc_link *link);

/* Is it worth asking the classifier about a text that stands in this block? Not for most blocks of most pages. */
bool find_is_telling(const struct finder *f, uint32_t block);
struct naming *find_add_naming(struct finder *f, enum naming_place place, enum doc_zone zone, struct str text, const struct classification *a);
struct year_statement find_context_year(const struct finder *f, uint32_t heading);
struct str find_kept(struct finder *f, struct str text, size_t max_bytes); /* squeezed copy in the arena */

#endif

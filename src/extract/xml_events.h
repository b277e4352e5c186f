/* xml_events.h - one XML part of an office file as a sequence of start tags, end tags and text.
 *
 * A small reader of our own: linear in the input whatever it holds (200,000 attributes of one tag, 64 MB of nesting), no entity but the five of XML and
 * numbers, nothing is ever fetched. A document type declaration ends the part with FAULT_DAMAGED: no office program writes one, only
 * entity bombs and XXE do. What is cut off or not well-formed gives what came; open elements are ended. The encoding is
 * decided first (charset.h). Names are told by namespace, not by prefix; Strict OOXML and ODF's older ones are the same.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_XML_EVENTS_H
#define OIT_EXTRACT_XML_EVENTS_H

#include "base/buf.h"
#include "base/limits.h"
#include "oitcheck/codes.h"

enum xml_space {
    XML_NONE,  /* no namespace */
    XML_OTHER, /* one not listed here */
    XML_W, XML_W14, XML_S /* spreadsheetml */, XML_P /* presentationml */, XML_A /* drawingml */, XML_R /* r:id, r:embed */, XML_RELS, XML_TYPES,
    XML_MC, XML_CORE /* cp: */, XML_DC, XML_DCTERMS, XML_V /* VML */, XML_WP, XML_WPS, XML_PIC, XML_XDR, XML_M /* formulas */,
    XML_OFFICE, XML_TEXT_NS, XML_TABLE, XML_DRAW, XML_STYLE, XML_FO, XML_XLINK, XML_PRESENTATION, XML_SVG, XML_META, XML_NUMBER, XML_MANIFEST,
};

enum xml_kind { XML_START, XML_END, XML_TEXT };

struct xml_attribute {
    enum xml_space space;
    struct str name, value; /* value: not decoded; xml_attr decodes */
};

struct xml_open {
    struct str name; /* with its prefix, as written */
    enum xml_space space;
    uint16_t n_local; /* bytes of name behind the prefix */
    uint16_t n_namespaces; /* in force outside */
};

struct xml_events {
    /* the event */
    enum xml_kind kind;
    enum xml_space space;
    struct str name; /* without prefix; of starts and ends */
    struct str text; /* decoded clean UTF-8; a long text may come in pieces */
    size_t depth;    /* open elements, of a start and its end with itself: the root has 1 */
    struct xml_attribute attributes[LIMIT_XML_ATTRIBUTES];
    size_t n_attributes;

    enum oit_fault fault; /* FAULT_NONE, FAULT_DAMAGED (not well-formed, cut off, DTD), FAULT_PARSER_LIMIT (depth, nodes) */

    /* its own */
    const char *p, *end;
    size_t n_events;
    bool is_ending; /* the event was <x/>: its end comes next */
    bool is_done, has_root;
    struct xml_open open[LIMIT_XML_DEPTH];
    struct {
        struct str prefix;
        enum xml_space space;
    } namespaces[LIMIT_XML_NAMESPACES];
    size_t n_namespaces;
    struct buf converted, decoded, value;
};

void xml_events_init(struct xml_events *e, struct str bytes); /* the bytes must stay until done */
void xml_events_done(struct xml_events *e);

/* False at the end. Each start has its end. */
bool xml_next(struct xml_events *e);
/* After a start: passes over everything up to its end, which becomes the event. */
void xml_skip(struct xml_events *e);

/* Where the reader is, to come back to: what stands inside a paragraph but is read behind it. The caller frees; valid until done. Nodes that are
 * read twice count twice. */
struct xml_place;
struct xml_place *xml_place_new(const struct xml_events *e);
void xml_place_go(struct xml_events *e, const struct xml_place *place); /* the event of that place is the event again */
void xml_place_free(struct xml_place *place);

bool xml_is(const struct xml_events *e, enum xml_space space, const char *name);
/* The value decoded, or STR_NONE; valid until the next call or event. */
struct str xml_attr(struct xml_events *e, enum xml_space space, const char *name);
/* As a number: decimal digits with an optional '-' (further text behind, as in "12pt", is left); otherwise `other`. */
long xml_attr_long(struct xml_events *e, enum xml_space space, const char *name, long other);

/* Names as numbers: the index in the table, or n when it is none of them. */
struct xml_name {
    enum xml_space space;
    const char *name;
};
size_t xml_name_index(const struct xml_events *e, const struct xml_name *names, size_t n);

#endif

/* report.h - the result of one check, as every output shows it. Mirrors the report JSON (interface.md, "oitcheck-report/1") field by field.
 *
 * Made by assess, rendered by report, kept by store as JSON. All memory belongs to one arena; texts are NUL-terminated UTF-8, NULL = absent
 * (JSON null). Years are Buddhist era. Times are UTC seconds; 0 = absent. A score that is absent (unknown) is NAN.
 * SPDX-License-Identifier: MIT
 */
#ifndef OITCHECK_REPORT_H
#define OITCHECK_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "oitcheck/codes.h"

struct oit_words {
    const char *th, *en;
};

struct oit_reason_entry {
    enum oit_reason code;
    struct oit_words text; /* the label of wording.md with its detail filled in: "พบของปีอื่น (2566)" */
};

/* Why a document was taken for the item, or nearly: shown by explain. All of it may be absent (reports before these fields). */
struct oit_name_match { /* one title, heading or label that names the item */
    const char *text;   /* all of it */
    const char *place;  /* title | heading | first-lines | file-name | link | row | entry | link-heading | link-file */
    const char *url;    /* the page or document it stands on */
    const char *by;     /* official-name | accepted-name | pattern | words | weak-name | similar */
    const char *name;   /* the words of it that are the name; several are joined by " + " */
    const char *rest;   /* what else it says */
    int percent;        /* 0-100; from 60 it may be the item, from 80 it surely is */
    bool inherited;     /* it names the page that leads to the document, not the link itself */
    struct oit_words of; /* the other item or near document it names; NULL: it names this item */
};
struct oit_year_match { /* the year that was bound to it */
    int from_be, to_be;  /* 0: none was read */
    const char *words;   /* "ปีงบประมาณ พ.ศ. 2566"; NULL: known, but not word by word */
    const char *text;    /* the title or label they stand in */
    const char *place;   /* own-title | own-heading | document | label | label-heading | source-page | dates */
    const char *url;
    bool certain;        /* four digits or a date */
    const char *fit;     /* fits | wrong | not-stated; NULL: absent */
};
struct oit_trace {
    struct oit_name_match *names; size_t n_names; /* its own title first, then what leads to it */
    struct oit_year_match year;
};

struct oit_evidence {
    const char *url, *title, *kind; /* kind: "html", "pdf" ... */
    int fiscal_year_be;             /* 0 = absent */
    double confidence;              /* 0..1 */
    uint32_t page;                  /* 0 = absent */
    const char *snippet;            /* readable, masked */
    const char *const *path; size_t n_path; /* click path: URLs from the start page to it */
    int http_status;
    const char *sha256;
    const char *last_modified;      /* ISO date or NULL */
    const char *text_source;        /* text | ocr | label */
    struct oit_trace trace;
    bool is_unverified;             /* of a host whose certificate could not be verified */
    const char *fingerprint;        /* of what it says: a file's SHA-256, of a web page a hash of its main text (a counter on it changes nothing); NULL: not known, or a report before this field */
    const char *const *path_labels; /* what is clicked on to get to path[i] (the title where the link has no words), "" where it is not known; NULL: no path, or a report before this field */
};

enum oit_element_state { OIT_ELEMENT_FOUND, OIT_ELEMENT_NOT_FOUND, OIT_ELEMENT_NOT_CHECKABLE };

struct oit_element {
    const char *id;
    struct oit_words text;
    bool required, assumed;
    enum oit_element_state state; /* found | not-found | not-checkable */
    const char *url;
    uint32_t page;
    const char *snippet;
};

struct oit_candidate {
    const char *url, *title;
    enum oit_reason rejected;
    int fiscal_year_be;
    struct oit_words text; /* why, for people */
    struct oit_trace trace;
    int elements_found;    /* required elements that stand in it; -1: nobody looked */
};

struct oit_declared_row { /* a row of the agency's index that declares the item */
    const char *index_url;
    const char *code, *label;  /* as printed; code NULL: none */
    int fiscal_year_be;        /* stated in the row; 0 = absent */
    const char *const *targets; size_t n_targets;
    enum oit_declared_state state;
};

struct oit_declared { /* DECLARED_NONE: no index was read as this year's */
    enum oit_declared_state state;
    struct oit_declared_row *rows; size_t n_rows;
};

struct oit_index { /* a page, or several together, on which the agency lists items */
    const char *url, *title;
    int fiscal_year_be;  /* 0 = not stated */
    const char *scheme;  /* id of a list (of another assessment: of the rules' parallel lists), "other", or NULL when nothing tells */
    const char *form;    /* table | list | cards | headings | paragraphs | groups (a page a group) | menu | unread */
    bool is_used;        /* it is the index of the judged year and list: its rows are declarations */
    uint32_t n_pages, n_rows, n_items; /* n_items: of the judged list that it names */
    struct oit_words list; /* the list of another assessment, by its name; NULL: none */
};

/* What the agency's officers say of an item: the white columns of their workbook, the profile, `oitcheck decide`. Word for word. */
enum oit_officer_field {
    OFFICER_OWNER,       /* ผู้รับผิดชอบ: the unit that prepares the item */
    OFFICER_COORDINATOR, /* ผู้ประสาน */
    OFFICER_DUE,         /* กำหนดส่งภายใน, as written; internal_due below is the day it means */
    OFFICER_URL,         /* URL ที่จะกรอก: one a line */
    OFFICER_EXPLANATION, /* คำอธิบาย */
    OFFICER_DECISION,    /* ผลพิจารณา: รับ | ไม่รับ | ไม่ใช้กับหน่วยงาน, as written */
    OFFICER_NOTE,        /* หมายเหตุ */
    N_OFFICER_FIELDS
};
const char *oit_officer_name(enum oit_officer_field field); /* "owner": in report JSON and in the store; never renamed */

enum oit_decision { DECISION_NONE, DECISION_ACCEPT, DECISION_REJECT, DECISION_NOT_APPLICABLE };

struct oit_officer {
    const char *words[N_OFFICER_FIELDS]; /* NULL: nothing said */
    enum oit_decision decision;
    bool is_outdated;         /* decided on evidence that has changed since: it counts no more, and the report asks for a new look */
    const char *internal_due; /* "2024-03-31" or NULL */
};

/* What stands behind the URLs entered in ITAS for an item (assessors look at nothing else). is_known false: nothing was submitted. */
struct oit_entered_url {
    const char *url;
    uint32_t marks;      /* bit set of enum oit_entered_mark */
    int http_status;     /* now; 0: no answer or not asked */
    const char *fault;   /* json name, NULL: none */
    const char *sha256, *sha256_then; /* now and when it was submitted; NULL: unknown */
    const char *last_modified;
    const char *const *path; size_t n_path; /* click path from the start page; 0: none known */
};
struct oit_entered {
    bool is_known;
    enum oit_status status;   /* by the entered links alone */
    double score_low, score_high;
    uint32_t marks;           /* of the item and of all its URLs */
    struct oit_words label;   /* the one line people see in the column "ตามลิงก์ที่กรอก ITAS" */
    struct oit_entered_url *urls; size_t n_urls;
};

struct oit_item {
    const char *code;
    struct oit_words title;
    const char *group;
    enum oit_status status;
    double confidence;
    bool review;           /* a person should look */
    unsigned review_rank;  /* 1: where a look is most useful; 0: none needed */
    uint32_t cautions;     /* bit set of enum oit_caution: what lowers the confidence */
    const char *due;       /* "2024-03-31" or NULL */
    const char *due_state; /* "none" | "upcoming" | "overdue" | "met" */
    double score, score_low, score_high; /* score NAN when unknown */
    double gain, gain_ita;
    struct oit_words label;  /* the one label people see (wording.md) */
    struct oit_words advice; /* what to do next; "" when published */
    struct oit_words owner;
    struct oit_reason_entry *reasons; size_t n_reasons; /* most telling first */
    struct oit_evidence *evidence;    size_t n_evidence;
    struct oit_element *elements;     size_t n_elements;
    struct oit_candidate *candidates; size_t n_candidates;
    struct oit_declared declared;
    double weight;               /* in its group, where that one weighs; 1 else */
    double max_score;            /* its highest level */
    struct oit_officer officer;  /* never in the stored report: laid over it when it is shown (run/overlay.h), as are the next two */
    struct oit_entered entered;
    double decided_low, decided_high; /* with the officers' decision; NAN: not applicable. Only when report->decided.is_known */
};

struct oit_group {
    const char *code;
    struct oit_words title;
    double score, low, high;
    struct oit_group *groups; size_t n_groups;
    const char *aggregate; /* mean | sum | weighted | min; NULL (reports before this field): mean */
    double weight;
};

struct oit_unread {
    const char *url, *code, *referrer, *label;
    const char *const *items; size_t n_items; /* codes of the items it could hold */
};

struct oit_trap { /* a family of URLs that was cut */
    const char *family;      /* "https://www.example.go.th/calendar?month=*" */
    const char *reason;      /* repeated | deep | calendar | equal | facets | budget */
    struct oit_words text;
    uint32_t seen, read, cut; /* URLs: known, read, not asked for */
    const char *example;     /* one that was not asked for */
};

struct oit_notice { /* what is to be said of the site as a whole */
    const char *code;            /* "robots-hides" ... */
    bool is_warning;             /* the verdicts cannot be read without it; else a note */
    struct oit_words text, advice; /* advice NULL: none */
    const char *const *urls; size_t n_urls; /* the first ones by byte order */
    uint32_t n_all_urls;
    const char *const *items; size_t n_items; /* codes of items it may concern */
};

struct oit_points {
    bool is_known;
    double low, high;
    const char *reaches_target; /* yes | no | maybe */
    uint32_t n_items;           /* that count (not applicable ones are left out) */
};

struct oit_trend_point {
    const char *run;
    int64_t started;
    bool complete;
    double low, high;
    uint32_t n_published, n_partial, n_missing, n_unknown;
    bool other_rules; /* judged by other rules or another version than this run: no repair, no loss is read from it */
};

struct oit_report {
    struct { const char *name, *version; } tool;
    struct {
        const char *scheme, *revision, *sha256;
        bool confirmed_for_year;
        struct oit_words title;
        size_t n_items, n_confirmed_criteria, n_assumed_criteria; /* elements */
        struct oit_words score_name, assessor; /* "OIT"; whose assessment this is not. NULL: OIT */
        bool is_gregorian; /* people see years of the Christian era; the numbers here stay BE */
    } rules;
    struct { const char *url, *final_url, *name; } site;
    int fiscal_year_be;
    const char *as_of; /* "2026-11-20" */
    struct {
        const char *id;
        int64_t started, finished;
        bool complete;
        const char *stop_reason; /* frontier-empty | max-pages | max-time | max-depth | signal | quick | failures | only | start-failed | robots | blocked */
        uint32_t fetched, html, documents, ocr_pages, failed, skipped;
        const char *const *cut_families; size_t n_cut_families;
        uint32_t unchanged; /* of the fetched: the server said that they are as an earlier run has them */
        const struct oit_trap *traps; size_t n_traps; /* the same families, and why */
    } run;
    struct {
        double total, low, high, target;
        const char *target_source;  /* "default" | "profile" */
        const char *reaches_target; /* "yes" | "no" | "maybe" */
        struct oit_group *groups; size_t n_groups; /* below the root */
        const char *aggregate;      /* of the root */
    } score;
    struct oit_item *items;    size_t n_items;
    struct oit_unread *unread; size_t n_unread;
    struct oit_unread *faults; size_t n_faults; /* dead links; items empty */
    struct oit_index *indexes; size_t n_indexes; /* of the judged year first */
    struct oit_notice *notices; size_t n_notices; /* warnings first */

    /* Laid over a judged report when it is shown (run/overlay.h): what officers, profile, submission and earlier runs add. */
    struct oit_points decided;  /* with the officers' decisions; is_known false: nobody decided anything */
    struct oit_points entered;  /* by the links entered in ITAS */
    struct {
        const char *id;         /* NULL: nothing was submitted for this fiscal year */
        const char *date;       /* "2024-04-22" */
        int64_t made;           /* when `oitcheck submit` froze it */
        uint32_t n_urls, n_items;
    } submission;
    struct {
        double iit, eit, target; /* NAN: the profile says nothing */
        double oit_needed;       /* for the target; NAN: IIT or EIT not known; may be above 100 */
        double ita_low, ita_high; /* expected; NAN likewise */
    } ita;
    struct {
        const char *id;          /* NULL: the profile has no calendar, or no stage is running or ahead */
        struct oit_words title;
        const char *from, *to;   /* "2024-03-01" */
        int days_left;           /* to its end; below 0: it is over */
        bool is_running;         /* else it is the next one */
        const char *command;     /* the one to type */
    } stage;
    struct oit_trend_point *trend; size_t n_trend; /* runs of the same fiscal year, oldest first, this one last */
};

struct buf;
/* Appends a sentence for a terminal of that many columns: clean, broken only where Thai, a URL or a space allows it. The cursor stands in column `at`; further
 * lines begin there. */
void oit_wrap(const char *sentence, size_t at, size_t columns, struct buf *out);

#endif

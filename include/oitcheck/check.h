/* check.h - documents someone holds, judged as one item before they are published: the result of `oitcheck check`. Mirrors its JSON
 * (schema/check-1.schema.json). Memory as in report.h: one arena, NULL = absent, years Buddhist era.
 * SPDX-License-Identifier: MIT
 */
#ifndef OITCHECK_CHECK_H
#define OITCHECK_CHECK_H

#include "oitcheck/report.h"

enum oit_check_result {
    OIT_CHECK_COMPLETE, /* all that is asked for was found */
    OIT_CHECK_LACKING,  /* something is missing, of another year, another item */
    OIT_CHECK_UNSURE,   /* a person must look, or what is left stands on web pages */
};

enum oit_file_state {
    OIT_FILE_COUNTS,     /* right item, right year: its elements count */
    OIT_FILE_NO_YEAR,    /* right item, but nothing tells its year */
    OIT_FILE_PICTURE,    /* a picture where the item allows one: a person must look */
    OIT_FILE_OTHER_ITEM,
    OIT_FILE_OTHER_YEAR,
    OIT_FILE_NO_CONTENT, /* a promise, the text of the criterion, a bare title */
    OIT_FILE_LEADS_ON,   /* a saved page that only leads to other documents */
    OIT_FILE_UNREAD,     /* fault says why */
    OIT_FILE_NOT_OPENED, /* the file is not there or may not be read: error says why */
};

enum oit_file_year { OIT_YEAR_RIGHT, OIT_YEAR_WRONG, OIT_YEAR_NOT_STATED, OIT_YEAR_NOT_ASKED };

/* Why an element could not be looked at in a file. */
enum oit_check_why { OIT_WHY_NONE, OIT_WHY_ON_WEB, OIT_WHY_BY_EYE, OIT_WHY_UNREAD };

struct oit_check_file {
    const char *name;       /* as it was given */
    const char *kind;       /* "pdf" ...; NULL when not opened */
    const char *title;
    enum oit_file_state state;
    enum oit_fault fault;   /* of the file, also where it was read in part */
    struct oit_words error; /* OIT_FILE_NOT_OPENED */
    struct oit_words text;  /* why it does not count; "" */
    enum oit_file_year year;
    int year_from_be, year_to_be; /* 0: none read */
    const char *looks_like; /* code of another item its title and text name; NULL */
    struct oit_words looks_like_title; /* of that item, or of a near document; NULL texts: none */
    uint32_t n_pages, n_scan_pages;
    const char *scan_pages; /* "2-5, 8"; NULL when it is not known which */
    bool is_cut;            /* too large or too complicated to be read to its end */
    const char *text_source; /* text | ocr */
    uint32_t n_ocr_pages;    /* read from pictures */
    unsigned ocr_confidence; /* percent; 0: none */
    uint32_t n_unseen_links; /* a saved page: documents it names for the item that were not given */
};

struct oit_check_element {
    struct oit_element element;  /* url is not used */
    enum oit_check_why why;      /* state is not-checkable */
    size_t file;                 /* 1-based: where the quote stands; 0: none */
    uint64_t in_files;           /* bit i: file i + 1 has it too (at most 64 files) */
};

struct oit_check {
    struct { const char *name, *version; } tool;
    struct {
        const char *scheme, *revision, *sha256;
        bool confirmed_for_year, is_gregorian;
    } rules;
    int fiscal_year_be, wanted_year_be; /* wanted: the year the item's document must be of; 0: any */
    const char *as_of;
    const char *code;
    struct oit_words title, label, advice;
    const char *due; /* "2024-03-31" or NULL */
    enum oit_check_result result;
    enum oit_status status;   /* what a scan would say of these documents */
    enum oit_reason reason;
    double confidence;
    size_t n_required, n_found; /* elements that must be there */
    struct oit_check_element *elements; size_t n_elements;
    struct oit_check_file *files; size_t n_files;
};

#endif

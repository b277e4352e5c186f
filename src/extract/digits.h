/* digits.h - years in Thai and Arabic digits, read from the picture of a page.
 *
 * tesseract's Thai data has no ๔ ๖ ๗ ๘ ๙: it prints another digit, with confidence (๒๕๖๘ comes out as ๒๕๒๕). So years of a scanned page are
 * read here, by a reader of connected components with a small network of our own, and a second time by tesseract with our own
 * ocr/thd.traineddata; what both say is evidence.
 *
 * How a page is put together (all functions are pure; the pictures and tool runs are worker's):
 *
 *   digits_read(pgm)            -> struct digit_years     in the sandbox; crosses the process border as lines: digits_write, digits_parse
 *   tesseract -l thd  (TSV)     -+
 *   tesseract -l tha  (TSV)     -+-> digits_page()        -> words with repaired years, and the list of years of the page
 *
 * Call of the second model: tesseract IMAGE out --tessdata-dir OURS -l thd --dpi N --psm 3 -c tessedit_create_tsv=1, OMP_THREAD_LIMIT=1. It prints
 * Thai digits as A-J and other letters as k; digits_page knows. All TSVs and the reader must have seen the same picture: boxes are
 * its pixels.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_DIGITS_H
#define OIT_EXTRACT_DIGITS_H

#include "base/arena.h"
#include "base/buf.h"

enum digit_script { DIGITS_THAI, DIGITS_ARABIC };

struct digit_box { /* pixels; y grows downwards */
    uint32_t x, y, w, h;
};

struct digit_year {
    enum digit_script script;
    int year_be;       /* 2400-2600 */
    double confidence; /* of the least certain digit, 0-1 */
    struct digit_box box;
};

struct digit_years {
    struct digit_year *items; /* by line, left to right */
    size_t n;
};

/* ---- the reader ------------------------------------------------------------------------------------------------------------------ */

enum digits_fault {
    DIGITS_READ,      /* also when the page shows no year */
    DIGITS_NO_IMAGE,  /* not an 8-bit PGM (P5), cut short, zero-sized */
    DIGITS_TOO_LARGE, /* more than LIMIT_DIGITS_PIXELS, or so full of specks that it is no page (LIMIT_DIGITS_RUNS, _PARTS) */
};

/* Years of an 8-bit PGM. Bounded in time and memory on any input: about 0.3 s and 75 MB for A4 at 300 dpi. Best at 300 dpi; below 12 px of
 * x-height (150 dpi) expect none. *ret_years is empty unless DIGITS_READ. */
enum digits_fault digits_read(struct str pgm, struct arena *arena, struct digit_years *ret_years);

/* One line a year, "T 2567 0.980 x y w h" (A: Arabic digits). parse skips lines it does not understand. */
void digits_write(const struct digit_years *years, struct buf *out);
void digits_parse(struct str lines, struct arena *arena, struct digit_years *ret_years);

/* ---- years of a page ------------------------------------------------------------------------------------------------------------- */

enum digit_agreement {
    DIGITS_AGREED,   /* two readers say the same: evidence */
    DIGITS_ONCE,     /* our reader alone, and sure of it: shown as unconfirmed, never enough for a verdict "right year" or "wrong year" */
    DIGITS_CONFLICT, /* two readers differ: the year is unknown; year_be is what our reader says */
};

struct fused_year {
    enum digit_script script;
    enum digit_agreement agreement;
    int year_be;
    double confidence; /* of our reader; of what agrees without it: 0.9 */
    struct digit_box box;
};

struct fused_years {
    struct fused_year *items; /* by line, left to right */
    size_t n;
};

/* Our reader's years with those of the second model (its TSV; STR_NONE when it did not run: then nothing is agreed but Arabic years). tha_tsv
 * adds its vote for years in Arabic digits only. What only one tesseract model saw is left out. */
void digits_fuse(const struct digit_years *reader, struct str thd_tsv, struct str tha_tsv, struct arena *arena,
                 struct fused_years *ret_years);

/* ---- text of a page -------------------------------------------------------------------------------------------------------------- */

enum page_digits {
    PAGE_PLAIN,    /* the row as tesseract gave it; it has no year and no Thai digit */
    PAGE_AGREED,   /* the row is an agreed year */
    PAGE_ONCE,     /* the row is a year read once */
    PAGE_CONFLICT, /* the row is a year two readers differ about: its text is "????" */
};

struct page_word {
    uint32_t block, paragraph, line; /* numbers of tesseract; a change begins a new one */
    struct digit_box box;
    double confidence; /* 0-1 */
    struct str text;   /* UTF-8. A year in its own digits. Other Thai digits of `tha`, and its unconfirmed 24xx-25xx, are "?" each: most
                          would be wrong */
    enum page_digits digits;
    int year_be;           /* of PAGE_AGREED and PAGE_ONCE, else 0 */
    bool has_space_before; /* join words of a line with or without a blank */
};

struct page_text {
    struct page_word *words; /* in tesseract's order of reading */
    size_t n_words;
    struct fused_years years; /* those that lie in no line of the page too: without a neighbour, so never evidence */
    double confidence;        /* mean over the words, 0-1 */
};

/* tesseract's `tha` TSV (one row a cluster, not a word) with its years replaced by what digits_fuse found at the same place. */
void digits_page(struct str tha_tsv, const struct digit_years *reader, struct str thd_tsv, struct arena *arena, struct page_text *ret_page);

#endif

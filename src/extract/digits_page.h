/* digits_page.h - what the files of the digit reader share. Coordinates are pixels, y grows downwards.
 *
 *   image: PGM -> smoothed gray, ink as runs        components: runs -> parts (8-connected) with their body height
 *   patch: part or piece of one -> 483 values       net: values -> class      cut: part -> digits, touching ones cut apart
 *   chains: digits -> years of one view   read: years of all views
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_DIGITS_PAGE_H
#define OIT_EXTRACT_DIGITS_PAGE_H

#include "digits.h"

struct digits_image {
    int width, height;
    const uint8_t *pixels; /* of the PGM, borrowed; width * height */
    uint8_t *gray;         /* smoothed for the view that is looked at; as many */
};

struct digits_run { /* ink from x up to before end in one row */
    int x, end;
    uint32_t part; /* before labelling: a run it belongs with; after: number of the component */
};

struct digits_ink {
    struct digits_run *runs;
    size_t n_runs, capacity;
    uint32_t *row_start; /* height + 1 of them */
};

struct digits_part {
    int x, y, w, h;
    uint32_t n_ink;
    uint32_t component; /* as in digits_run.part */
    int body_height;    /* median height of what stands beside it on its line */
};

struct digits_parts {
    struct digits_part *items; /* those that may be digits, by band and x */
    size_t n;
    struct digits_part *marks; /* small ones: full stops, commas, specks; by band and x */
    size_t n_marks;
    int median_height;
};

enum digits_fault digits_image_read(struct str pgm, struct digits_image *ret_image); /* gray: free() */
enum { DIGITS_VIEWS = 2 }; /* ways to look at a page; see digits_image.c */
/* Smooths as the view wants and finds the ink; false when there are more than LIMIT_DIGITS_RUNS. Free runs and row_start either way. */
bool digits_image_ink(struct digits_image *image, int view, struct digits_ink *ret_ink);

/* Labels the runs and measures the parts; false when there are more than LIMIT_DIGITS_PARTS. Free items and marks either way. */
bool digits_components(const struct digits_image *image, struct digits_ink *ink, struct digits_parts *ret_parts);

/* Index of the first of n parts (sorted by band and x) whose band is `band` and whose x is not less than x. A band is all parts whose
 * vertical centre lies in [band * DIGITS_BAND, (band + 1) * DIGITS_BAND). */
enum { DIGITS_BAND = 32 };
size_t digits_first_in_band(const struct digits_part *items, size_t n, int band, int x);
int digits_band(const struct digits_part *part);
/* Median height of the parts on the line of `part`, which need not be one of them. */
int digits_body_height(const struct digits_parts *parts, const struct digits_part *part);
void digits_sort(struct digits_part *items, size_t n);

/* ---- one glyph --------------------------------------------------------------------------------------------------------------------- */

enum {
    DIGITS_MAX_W = 400, /* of a part: ten touching digits of a heading */
    DIGITS_MAX_H = 150, /* 72 pt at 300 dpi */
    DIGITS_GRID_W = 20,
    DIGITS_GRID_H = 24,
    DIGITS_GRID = DIGITS_GRID_W * DIGITS_GRID_H,
    DIGITS_INPUTS = DIGITS_GRID + 3,
    DIGITS_HIDDEN = 80,
    DIGITS_CLASSES = 21, /* 0-9 Thai, 10-19 Arabic, 20 none of them */
    DIGITS_OTHER = 20,
};

/* The ink of a part, other parts blanked: gray of its strokes and of one pixel around them. */
struct digits_patch {
    int w, h;
    uint8_t strength[DIGITS_MAX_H][DIGITS_MAX_W]; /* 0 paper - 255 darkest of the patch */
    bool is_ink[DIGITS_MAX_H][DIGITS_MAX_W];
    int column_ink[DIGITS_MAX_W];
};

/* Fills the patch from a box; component UINT32_MAX takes the ink of all. The box must lie in the image and be at most DIGITS_MAX_W x _H. */
void digits_patch_take(const struct digits_image *image, const struct digits_ink *ink, int x, int y, int w, int h, uint32_t component,
                       struct digits_patch *ret_patch);

struct digits_values {
    uint8_t grid[DIGITS_GRID]; /* 0-255 for 0-1 */
    float shape[3];            /* width to height (at most 3), height to body height (at most 3), 1 */
    int top, bottom;           /* rows of the patch that have ink: [top, bottom) */
};

/* Values of the columns [from, to) of the patch; false when they have no ink. */
bool digits_patch_values(const struct digits_patch *patch, int from, int to, int body_height, struct digits_values *ret_values);

struct digits_net; /* the table, unpacked for use */
struct digits_net *digits_net_new(void);
void digits_net_free(struct digits_net *net);
/* The most probable class; its probability in *ret_p. */
int digits_net_class(const struct digits_net *net, const struct digits_values *values, float *ret_p);

/* The table (digits_table.c, written by tools/digits/train.py): a weight is value * scale. */
extern const int8_t digits_table_hidden[DIGITS_INPUTS * DIGITS_HIDDEN]; /* by input, then hidden unit */
extern const int8_t digits_table_output[DIGITS_HIDDEN * DIGITS_CLASSES];
extern const float digits_table_hidden_scale, digits_table_output_scale;
extern const float digits_table_hidden_bias[DIGITS_HIDDEN], digits_table_output_bias[DIGITS_CLASSES];

struct digits_glyph { /* one digit on the page */
    struct digits_part place; /* its box */
    int class;                /* 0-19 */
    float p;
};

struct digits_cutter {
    const struct digits_image *image;
    const struct digits_ink *ink;
    const struct digits_net *net;
    struct digits_patch patch;
    size_t n_looks; /* network runs left: LIMIT_DIGITS_LOOKS at the start */
};

enum { DIGITS_MAX_CUT = 16 }; /* digits out of one part */
/* The digits a part shows, left to right; 0 when it is something else. */
size_t digits_cut(struct digits_cutter *cutter, const struct digits_part *part, struct digits_glyph ret_glyphs[static DIGITS_MAX_CUT]);

struct digits_glyphs {
    struct digits_glyph *items;
    size_t n, capacity;
};

/* The years that glyphs standing side by side make, at most max; returns how many. */
size_t digits_chain_years(const struct digits_glyphs *glyphs, const struct digits_parts *parts, size_t max, struct digit_year *ret_years);

#endif

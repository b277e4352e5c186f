/* rtf.c - Rich Text Format as word processors write it.
 *
 * A group is a state that ends with it; what a group is for (its destination) is told by its first word, unknown ones marked \* are passed over. Notes
 * and text boxes stand behind the paragraph they hang on. Cells tell their right edges; columns are found when the table ends. Thai letters
 * come as \'hh in code page 874 or as \u: in a document with a Thai font or code page every byte of the Thai range is Thai, whatever
 * font Word thinks it has there.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "extract/doc_title.h"
#include "extract/extract_internal.h"
#include "extract/flow.h"
#include "extract/rtf_token.h"
#include "text/codepage.h"
#include "text/repair.h"
#include "text/thai.h"
#include "text/utf8.h"

enum {
    MAX_GROUPS = 256,       /* open groups; Word reaches 20 */
    MAX_CELLS = 256,        /* of one row; Word has 63 */
    MAX_STYLES = 1024,
    MAX_DEFERRED = 32,      /* notes and boxes of one paragraph */
    MAX_DEFERRED_DEPTH = 3, /* a note in a text box */
    RUN_MAX_BYTES = 4096,
    TWIPS_PER_PIXEL = 15,
    DEFAULT_CELL_TWIPS = 1500,
    FIRST_TRAIL_UNIT = 0xDC00,
};

enum destination {
    DEST_BODY, DEST_SKIP, DEST_SHAPE /* holds boxes, its own text is data */, DEST_STYLES, DEST_STYLE, DEST_INFO, DEST_TITLE, DEST_FIELD, DEST_INSTRUCTION,
    DEST_RESULT, DEST_PICTURE, DEST_MARGIN,
};

struct group {
    enum destination destination;
    bool is_bold, is_thai_bold, is_hidden, is_deleted;
    int unicode_skip; /* \uc */
};

struct rtf_cell {
    uint32_t right;
    bool continues_above, continues_left;
};

struct rtf {
    struct flow f;
    struct document *doc;
    struct rtf_tokens tokens;
    struct group groups[MAX_GROUPS];
    size_t n_groups, n_deep;
    bool is_thai, is_star, in_table, is_list, has_title_row, is_pending_paragraph;
    uint8_t level;
    int style;            /* of the style group at hand */
    int n_to_skip;        /* characters behind \u for readers without Unicode */
    uint32_t lead_unit;   /* first half of a surrogate pair */
    struct buf run;       /* text not yet told to flow */
    struct buf word;      /* instruction, title or style name */
    struct str link;      /* of the field at hand, in the arena */
    struct rtf_cell cells[MAX_CELLS], next_cell;
    size_t n_cells, cell; /* cell: index of the open or next one of the row */
    bool has_row, is_cell_open;
    uint32_t n_told_pages;
    long picture_width, picture_height;
    struct {
        uint8_t level;
        bool is_bold;
    } styles[MAX_STYLES];
    const char *deferred[MAX_DEFERRED];
    size_t n_deferred, deferred_depth;
};

static struct group *top(struct rtf *r)
{
    return &r->groups[r->n_groups - 1];
}

static bool takes_text(const struct rtf *r)
{
    enum destination d = r->groups[r->n_groups - 1].destination;
    return d == DEST_BODY || d == DEST_RESULT || d == DEST_MARGIN || d == DEST_FIELD;
}

static bool takes_words(const struct rtf *r)
{
    enum destination d = r->groups[r->n_groups - 1].destination;
    return d == DEST_INSTRUCTION || d == DEST_TITLE || d == DEST_STYLE;
}

/* ---- tables ---- */

static void open_cell(struct rtf *r)
{
    if (r->is_cell_open)
        return;
    if (!r->f.n_tables)
        flow_table(&r->f);
    if (!r->has_row) {
        flow_row(&r->f);
        if (r->has_title_row)
            flow_row_is_header(&r->f);
        r->has_row = true;
        r->cell = 0;
    }
    uint32_t left = r->cell ? r->cells[r->cell - 1].right : 0;
    if (r->cell >= r->n_cells) { /* no definition of this cell: a column behind the last */
        if (r->cell >= MAX_CELLS)
            return;
        r->cells[r->cell] = (struct rtf_cell){.right = left + DEFAULT_CELL_TWIPS};
        r->n_cells = r->cell + 1;
    }
    const struct rtf_cell *cell = &r->cells[r->cell];
    if (cell->continues_left && r->f.n_cells)
        r->f.cells[r->f.n_cells - 1].right = cell->right;
    else
        flow_cell_at(&r->f, left, cell->right > left ? cell->right : left + 1, cell->continues_above);
    r->is_cell_open = true;
}

static void close_table(struct rtf *r)
{
    while (r->f.n_tables)
        flow_table_end(&r->f);
    r->has_row = r->is_cell_open = false;
}

static void end_cell(struct rtf *r)
{
    open_cell(r);
    flow_cell_end(&r->f);
    r->is_cell_open = false;
    r->cell += r->cell < MAX_CELLS;
}

static void end_row(struct rtf *r)
{
    if (r->f.n_tables)
        flow_row_end(&r->f);
    r->has_row = r->is_cell_open = false;
    r->cell = 0;
}

static void define_cell(struct rtf *r, int32_t right)
{
    if (r->n_cells >= MAX_CELLS)
        return;
    r->next_cell.right = right > 0 ? (uint32_t)right : 0;
    r->cells[r->n_cells++] = r->next_cell;
    r->next_cell = (struct rtf_cell){0};
}

/* ---- text ---- */

static void flush(struct rtf *r)
{
    if (!r->run.n)
        return;
    const struct group *g = top(r);
    if (takes_words(r)) {
        (void)buf_add_str(&r->word, buf_str(&r->run));
    } else if (takes_text(r) && !g->is_hidden && !g->is_deleted) {
        bool is_body = g->destination != DEST_MARGIN && r->f.zone == ZONE_MAIN;
        if (is_body && r->in_table)
            open_cell(r);
        else if (is_body && r->f.n_tables)
            close_table(r);
        if (r->is_pending_paragraph)
            flow_paragraph(&r->f, (struct flow_style){.level = r->level, .is_list = r->is_list});
        r->is_pending_paragraph = false;
        flow_text(&r->f, buf_str(&r->run), g->is_bold || g->is_thai_bold);
    }
    buf_clear(&r->run);
}

static void add_code_point(struct rtf *r, uint32_t c)
{
    char encoded[4];
    struct str one = {encoded, utf8_encode(c, encoded)};
    if (c == '\t' || c == '\n')
        (void)buf_add_char(&r->run, ' ');
    else
        utf8_clean(one, &r->run);
    if (r->run.n >= RUN_MAX_BYTES)
        flush(r);
}

static void add_byte(struct rtf *r, unsigned char byte)
{
    if (r->n_to_skip) {
        r->n_to_skip--;
        return;
    }
    add_code_point(r, r->is_thai && (byte >= 0xA0 || byte < 0x80) ? codepage_874(byte) : codepage_1252(byte));
}

/* Plain text: ASCII, or bytes of the code page where a program did not care to escape them; some write UTF-8. */
static void add_text(struct rtf *r, struct str text)
{
    bool is_utf8 = !r->n_to_skip && str_find_c(text, "\xE0\xB8") != STR_NPOS && utf8_is_valid(text);
    size_t length = 1;
    for (size_t i = 0; i < text.n; i += length) {
        if (is_utf8)
            add_code_point(r, utf8_decode(text.p + i, text.n - i, &length));
        else
            add_byte(r, (unsigned char)text.p[i]);
    }
}

static void add_unit(struct rtf *r, int32_t value)
{
    uint32_t unit = (uint32_t)value & 0xFFFF;
    if (unit >= 0xD800 && unit < FIRST_TRAIL_UNIT) {
        r->lead_unit = unit;
    } else if (unit >= FIRST_TRAIL_UNIT && unit < 0xE000) {
        if (r->lead_unit)
            add_code_point(r, 0x10000 + ((r->lead_unit - 0xD800) << 10) + (unit - FIRST_TRAIL_UNIT));
        r->lead_unit = 0;
    } else {
        add_code_point(r, unit);
    }
    r->n_to_skip = top(r)->unicode_skip;
}

static void run_deferred(struct rtf *r);

static void end_paragraph(struct rtf *r)
{
    flush(r);
    flow_paragraph_end(&r->f);
    r->is_pending_paragraph = true;
    run_deferred(r);
}

/* ---- groups ---- */

/* header, footer, and those of left, right and first pages; "headery" is a distance. */
static bool is_margin(struct str name)
{
    if (!str_starts_c(name, "header") && !str_starts_c(name, "footer"))
        return false;
    return name.n == 6 || (name.n == 7 && strchr("lrf", name.p[6]));
}

/* What the first word of a group says it is for; false when the word is an ordinary one. */
static bool set_destination(struct rtf *r, struct str name)
{
    static const struct {
        const char *name;
        enum destination destination;
    } known[] = {
        {"fonttbl", DEST_SKIP},  {"colortbl", DEST_SKIP},   {"stylesheet", DEST_STYLES}, {"info", DEST_INFO},        {"title", DEST_TITLE},
        {"pict", DEST_PICTURE},  {"objdata", DEST_SKIP},    {"objclass", DEST_SKIP},     {"fldinst", DEST_INSTRUCTION}, {"fldrslt", DEST_RESULT},
        {"field", DEST_FIELD},   {"shpinst", DEST_SHAPE},   {"shp", DEST_SHAPE},         {"shprslt", DEST_SKIP},     {"nonshppict", DEST_SKIP},
        {"sp", DEST_SKIP},       {"listtext", DEST_SKIP},   {"pntext", DEST_SKIP},       {"xe", DEST_SKIP},          {"tc", DEST_SKIP},
        {"bkmkstart", DEST_SKIP}, {"bkmkend", DEST_SKIP},   {"filetbl", DEST_SKIP},      {"revtbl", DEST_SKIP},      {"rxe", DEST_SKIP},
        {"txe", DEST_SKIP},      {"private1", DEST_SKIP},   {"atrfstart", DEST_SKIP},    {"atrfend", DEST_SKIP},     {"annotation", DEST_SKIP},
        {"atnid", DEST_SKIP},    {"atnauthor", DEST_SKIP},  {"pn", DEST_SKIP},           {"ftnsep", DEST_SKIP},      {"ftnsepc", DEST_SKIP},
        {"aftnsep", DEST_SKIP},  {"template", DEST_SKIP},   {"do", DEST_SHAPE},          {"dptxbxtext", DEST_BODY},
    };
    struct group *g = top(r);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!str_eq_c(name, known[i].name))
            continue;
        if (g->destination != DEST_SKIP)
            g->destination = known[i].destination;
        if (takes_words(r))
            buf_clear(&r->word);
        if (known[i].destination == DEST_FIELD)
            r->link = STR_NONE;
        if (known[i].destination == DEST_PICTURE)
            r->picture_width = r->picture_height = 0;
        if (g->destination == DEST_RESULT && r->link.n) {
            if (r->in_table && r->f.zone == ZONE_MAIN)
                open_cell(r);
            if (r->is_pending_paragraph)
                flow_paragraph(&r->f, (struct flow_style){.level = r->level, .is_list = r->is_list});
            r->is_pending_paragraph = false;
            flow_link(&r->f, r->link);
        }
        return true;
    }
    return false;
}

/* {\footnote ...}, {\shptxt ...}: read behind the paragraph. The group itself is passed over now. */
static bool defer(struct rtf *r, struct str name)
{
    bool is_box = str_eq_c(name, "shptxt") && top(r)->destination == DEST_SHAPE;
    bool is_note = str_eq_c(name, "footnote") && takes_text(r);
    if (!is_box && !is_note)
        return false;
    if (r->n_deferred < MAX_DEFERRED && r->deferred_depth < MAX_DEFERRED_DEPTH)
        r->deferred[r->n_deferred++] = r->tokens.p;
    else
        r->doc->is_cut = true;
    top(r)->destination = DEST_SKIP;
    return true;
}

static void begin_margin(struct rtf *r, struct str name)
{
    end_paragraph(r);
    close_table(r);
    top(r)->destination = DEST_MARGIN;
    r->in_table = false;
    r->f.zone = name.p[0] == 'h' ? ZONE_HEADER : ZONE_FOOTER;
}

static void open_group(struct rtf *r)
{
    flush(r);
    r->is_star = false;
    r->n_to_skip = 0;
    if (r->n_groups >= MAX_GROUPS) {
        r->n_deep++;
        return;
    }
    r->groups[r->n_groups] = r->groups[r->n_groups - 1];
    struct group *g = &r->groups[r->n_groups++];
    if (g->destination == DEST_STYLES) {
        g->destination = DEST_STYLE;
        r->style = 0;
        buf_clear(&r->word);
    } else if (g->destination == DEST_INFO) {
        g->destination = DEST_SKIP; /* unless it turns out to be the title */
    }
}

static void take_style(struct rtf *r)
{
    struct str name = str_trim(buf_str(&r->word));
    if (r->style < 0 || r->style >= MAX_STYLES)
        return;
    if (str_starts_nocase_c(name, "heading ") && name.n > 8 && name.p[8] >= '1' && name.p[8] <= '9')
        r->styles[r->style].level = (uint8_t)(name.p[8] <= '6' ? name.p[8] - '0' : 6);
    else if (str_starts_nocase_c(name, "title"))
        r->styles[r->style].level = 1;
    r->styles[r->style].is_bold = top(r)->is_bold || top(r)->is_thai_bold;
}

static void take_title(struct rtf *r)
{
    struct buf line;
    buf_init(&line, LIMIT_LABEL_BYTES * 4);
    utf8_squeeze(buf_str(&r->word), &line);
    line.n = line.n ? repair_in_place(line.p, line.n) : 0;
    struct str title = useful_title(utf8_prefix(buf_str(&line), LIMIT_LABEL_BYTES));
    if (title.n)
        r->doc->title = arena_str(r->doc->arena, title);
    buf_done(&line);
}

static void close_group(struct rtf *r)
{
    flush(r);
    r->n_to_skip = 0;
    if (r->n_deep) {
        r->n_deep--;
        return;
    }
    if (r->n_groups < 2)
        return; /* one too many */
    const struct group *g = top(r), *outer = g - 1;
    bool is_end = g->destination != outer->destination || g->destination == DEST_STYLE;
    if (is_end && g->destination == DEST_INSTRUCTION)
        r->link = arena_str(r->doc->arena, flow_field_address(buf_str(&r->word)));
    else if (is_end && g->destination == DEST_RESULT)
        flow_link_end(&r->f);
    else if (is_end && g->destination == DEST_TITLE)
        take_title(r);
    else if (g->destination == DEST_STYLE && outer->destination == DEST_STYLES)
        take_style(r);
    else if (is_end && g->destination == DEST_PICTURE)
        flow_image(&r->f, r->picture_width / TWIPS_PER_PIXEL, r->picture_height / TWIPS_PER_PIXEL, STR_NONE, STR_NONE);
    if (is_end && g->destination == DEST_MARGIN) {
        end_paragraph(r);
        r->f.zone = ZONE_MAIN;
    }
    r->n_groups--;
}

/* ---- words ---- */

enum word {
    K_PAR, K_SECT, K_LINE, K_TAB, K_CELL, K_ROW, K_NESTCELL, K_NESTROW, K_PAGE, K_PAGEBB, K_PARD, K_PLAIN, K_INTBL, K_TROWD, K_CELLX, K_CLVMRG, K_CLMRG, K_TRHDR,
    K_B, K_AB, K_V, K_DELETED, K_U, K_UC, K_ANSICPG, K_FCHARSET, K_DEFLANG, K_LS, K_S, K_OUTLINE, K_PICW, K_PICH, K_NOFPAGES, K_DASH, K_ENDASH, K_BULLET, K_LQUOTE,
    K_RQUOTE, K_LDQUOTE, K_RDQUOTE, N_WORDS,
};

static const char *const words[N_WORDS] = {
    [K_PAR] = "par",         [K_SECT] = "sect",           [K_LINE] = "line",         [K_TAB] = "tab",             [K_CELL] = "cell",
    [K_ROW] = "row",         [K_NESTCELL] = "nestcell",   [K_NESTROW] = "nestrow",   [K_PAGE] = "page",           [K_PAGEBB] = "pagebb",
    [K_PARD] = "pard",       [K_PLAIN] = "plain",         [K_INTBL] = "intbl",       [K_TROWD] = "trowd",         [K_CELLX] = "cellx",
    [K_CLVMRG] = "clvmrg",   [K_CLMRG] = "clmrg",         [K_TRHDR] = "trhdr",       [K_B] = "b",                 [K_AB] = "ab",
    [K_V] = "v",             [K_DELETED] = "deleted",     [K_U] = "u",               [K_UC] = "uc",               [K_ANSICPG] = "ansicpg",
    [K_FCHARSET] = "fcharset", [K_DEFLANG] = "deflang",   [K_LS] = "ls",             [K_S] = "s",                 [K_OUTLINE] = "outlinelevel",
    [K_PICW] = "picwgoal",   [K_PICH] = "pichgoal",       [K_NOFPAGES] = "nofpages", [K_DASH] = "emdash",         [K_ENDASH] = "endash",
    [K_BULLET] = "bullet",   [K_LQUOTE] = "lquote",       [K_RQUOTE] = "rquote",     [K_LDQUOTE] = "ldblquote",   [K_RDQUOTE] = "rdblquote",
};

static bool is_on(const struct rtf_token *token)
{
    return !token->has_value || token->value != 0;
}

static void set_style(struct rtf *r, int32_t number)
{
    if (top(r)->destination == DEST_STYLE) {
        r->style = number;
    } else if (number >= 0 && number < MAX_STYLES) {
        r->level = r->styles[number].level;
        top(r)->is_bold |= r->styles[number].is_bold;
    }
}

static void break_page(struct rtf *r)
{
    if (r->f.page && takes_text(r))
        r->f.page++;
}

static void word(struct rtf *r, size_t what, const struct rtf_token *token)
{
    struct group *g = top(r);
    bool has_text = takes_text(r);
    switch (what) {
    case K_PAR:
    case K_SECT:
        if (has_text)
            end_paragraph(r);
        break;
    case K_LINE:
    case K_TAB:
    case K_NESTCELL:
    case K_NESTROW:
        if (has_text)
            flow_space(&r->f);
        break;
    case K_CELL:
        if (has_text && r->in_table) {
            flush(r);
            end_cell(r);
            r->is_pending_paragraph = true;
            run_deferred(r);
        }
        break;
    case K_ROW:
        if (has_text)
            end_row(r);
        break;
    case K_PAGE:
        if (has_text)
            flow_space(&r->f);
        break_page(r);
        break;
    case K_PAGEBB: break_page(r); break;
    case K_PARD:
        if (!has_text)
            break;
        r->in_table = r->is_list = false;
        r->level = 0;
        break;
    case K_PLAIN: g->is_bold = g->is_thai_bold = g->is_hidden = g->is_deleted = false; break;
    case K_INTBL: r->in_table |= has_text && g->destination != DEST_MARGIN; break;
    case K_TROWD:
        if (!has_text)
            break; /* of a table inside a cell */
        r->n_cells = 0;
        r->next_cell = (struct rtf_cell){0};
        r->has_title_row = false;
        break;
    case K_CELLX:
        if (has_text)
            define_cell(r, token->value);
        break;
    case K_CLVMRG: r->next_cell.continues_above |= has_text; break;
    case K_CLMRG: r->next_cell.continues_left |= has_text; break;
    case K_TRHDR: r->has_title_row |= has_text; break;
    case K_B: g->is_bold = is_on(token); break;
    case K_AB: g->is_thai_bold = is_on(token); break;
    case K_V: g->is_hidden = is_on(token); break;
    case K_DELETED: g->is_deleted = is_on(token); break;
    case K_U:
        if (has_text || takes_words(r))
            add_unit(r, token->value);
        break;
    case K_UC: g->unicode_skip = token->value < 0 ? 0 : token->value > 8 ? 8 : token->value; break;
    case K_ANSICPG: r->is_thai |= token->value == 874; break;
    case K_FCHARSET: r->is_thai |= token->value == 222; break;
    case K_DEFLANG: r->is_thai |= token->value == 1054; break;
    case K_LS: r->is_list = has_text ? token->value > 0 : r->is_list; break;
    case K_S: set_style(r, token->value); break;
    case K_OUTLINE: {
        uint8_t level = (uint8_t)(token->value < 0 || token->value > 8 ? 0 : token->value < 6 ? token->value + 1 : 6);
        if (g->destination == DEST_STYLE && r->style >= 0 && r->style < MAX_STYLES)
            r->styles[r->style].level = level;
        else if (has_text)
            r->level = level;
        break;
    }
    case K_PICW: r->picture_width = token->value; break;
    case K_PICH: r->picture_height = token->value; break;
    case K_NOFPAGES: r->n_told_pages = token->value > 0 ? (uint32_t)token->value : 0; break;
    case K_DASH:
    case K_ENDASH:
    case K_BULLET:
    case K_LQUOTE:
    case K_RQUOTE:
    case K_LDQUOTE:
    case K_RDQUOTE: {
        static const uint16_t signs[] = {0x2014, 0x2013, 0x2022, 0x2018, 0x2019, 0x201C, 0x201D};
        if (has_text || takes_words(r))
            add_code_point(r, signs[what - K_DASH]);
        break;
    }
    default: break;
    }
}

static bool makes_text(size_t what)
{
    return what == K_U || (what >= K_DASH && what <= K_RDQUOTE);
}

static void control_word(struct rtf *r, const struct rtf_token *token)
{
    if (r->n_to_skip) { /* a word counts as one character */
        r->n_to_skip--;
        return;
    }
    size_t what = 0;
    while (what < N_WORDS && !str_eq_c(token->name, words[what]))
        what++;
    if (!makes_text(what))
        flush(r);
    bool was_star = r->is_star;
    r->is_star = false;
    if (what < N_WORDS) {
        word(r, what, token);
        return;
    }
    bool is_information = r->n_groups > 1 && r->groups[r->n_groups - 2].destination == DEST_INFO;
    bool is_title = str_eq_c(token->name, "title"), is_choice = str_eq_c(token->name, "upr") || str_eq_c(token->name, "ud"); /* plain and Unicode form */
    if (is_information && (is_title || is_choice))
        top(r)->destination = DEST_INFO;
    if (top(r)->destination == DEST_SKIP || (is_title && !is_information) || is_choice)
        return;
    if (is_margin(token->name) && takes_text(r) && !r->deferred_depth && r->n_groups > 1) {
        begin_margin(r, token->name);
        return;
    }
    if (defer(r, token->name) || set_destination(r, token->name))
        return;
    if (was_star && !str_eq_c(token->name, "shppict"))
        top(r)->destination = DEST_SKIP;
}

static void symbol(struct rtf *r, int32_t c)
{
    if (c == '*') {
        r->is_star = true;
        return;
    }
    if (r->n_to_skip) {
        r->n_to_skip--;
        return;
    }
    if (!takes_text(r) && !takes_words(r))
        return;
    if (c == '~' || c == '\n' || c == '\r' || c == '\t')
        add_code_point(r, ' ');
    else if (c == '_')
        add_code_point(r, '-');
    else if (c == '{' || c == '}' || c == '\\')
        add_code_point(r, (uint32_t)c);
}

/* Up to the end, or to the end of the group that is open at n_groups == until. */
static void read_tokens(struct rtf *r, size_t until)
{
    struct rtf_token token;
    while (!r->f.b.is_cut && rtf_next(&r->tokens, &token)) {
        bool is_dead = r->n_deep > 0 && token.kind != RTF_OPEN && token.kind != RTF_CLOSE;
        if (is_dead)
            continue;
        switch (token.kind) {
        case RTF_OPEN: open_group(r); break;
        case RTF_CLOSE: {
            bool is_last = !r->n_deep && until && r->n_groups == until;
            close_group(r);
            if (is_last)
                return;
            break;
        }
        case RTF_WORD: control_word(r, &token); break;
        case RTF_SYMBOL: symbol(r, token.value); break;
        case RTF_BYTE:
            if (takes_text(r) || takes_words(r))
                add_byte(r, (unsigned char)token.value);
            break;
        case RTF_TEXT:
            if (takes_text(r) || takes_words(r))
                add_text(r, token.text);
            break;
        }
    }
}

/* Notes and boxes of the paragraph that has just ended: each is read from behind its first word to its group's end. */
static void run_deferred(struct rtf *r)
{
    if (!r->n_deferred || r->n_groups >= MAX_GROUPS || r->deferred_depth >= MAX_DEFERRED_DEPTH)
        return;
    const char *places[MAX_DEFERRED], *here = r->tokens.p;
    size_t n = r->n_deferred, n_groups = r->n_groups;
    bool in_table = r->in_table, is_list = r->is_list;
    uint8_t level = r->level;
    memcpy(places, r->deferred, n * sizeof *places);
    r->n_deferred = 0;
    r->deferred_depth++;
    for (size_t i = 0; i < n; i++) {
        r->tokens.p = places[i];
        r->groups[r->n_groups] = (struct group){.destination = DEST_BODY, .unicode_skip = 1};
        r->n_groups++;
        r->in_table = in_table && r->is_cell_open;
        r->is_list = false;
        r->level = 0;
        read_tokens(r, r->n_groups);
        flush(r);
        flow_paragraph_end(&r->f);
        r->is_pending_paragraph = true;
        r->n_groups = n_groups;
        r->n_deep = 0;
    }
    r->deferred_depth--;
    r->tokens.p = here;
    r->in_table = in_table;
    r->is_list = is_list;
    r->level = level;
}

void rtf_extract(const struct extract_input *input, struct document *doc)
{
    struct rtf *r = mem_alloc(sizeof *r);
    size_t at = str_find_c(str_sub(input->bytes, 0, 1024), "{\\rtf");
    struct str bytes = str_from_pos(input->bytes, at == STR_NPOS ? 0 : at);
    r->doc = doc;
    r->tokens = (struct rtf_tokens){bytes.p, bytes.p + bytes.n};
    r->groups[0] = (struct group){.destination = DEST_BODY, .unicode_skip = 1};
    r->n_groups = 1;
    r->is_pending_paragraph = true;
    buf_init(&r->run, RUN_MAX_BYTES * 2);
    buf_init(&r->word, RUN_MAX_BYTES * 2);
    flow_init(&r->f, input, doc, bytes.n * 3 + 1024); /* a raw byte of Thai becomes three */
    r->f.page = 1;
    read_tokens(r, 0);
    bool is_whole = r->n_groups == 1 && !r->n_deep;
    end_paragraph(r);
    close_table(r);
    doc->n_pages = r->n_told_pages;
    for (size_t i = 0; i < r->f.b.n_blocks && r->f.page != r->n_told_pages; i++)
        r->f.b.blocks[i].page = 0; /* breaks by hand alone are no page numbers */
    for (size_t i = 0; i < r->f.b.n_tables && r->f.page != r->n_told_pages; i++)
        r->f.b.tables[i].page = 0;
    if (!is_whole && !r->f.b.is_cut)
        doc->fault = FAULT_DAMAGED; /* cut off */
    if (r->f.b.is_cut)
        doc->fault = doc->fault == FAULT_NONE ? FAULT_PARSER_LIMIT : doc->fault;
    doc->is_cut |= doc->fault != FAULT_NONE;
    flow_done(&r->f);
    buf_done(&r->run);
    buf_done(&r->word);
    free(r);
}

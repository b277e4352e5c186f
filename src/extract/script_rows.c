/* script_rows.c - the rows a page's script holds, as rows of HTML.
 * SPDX-License-Identifier: MIT
 */
#include "script_rows.h"

#include "base/limits.h"
#include "extract/data_words.h"

enum { CELLS_MAX = 12, ADDRESSES_MAX = 6, CODE_MAX_BYTES = 24, ADDRESS_MAX_BYTES = 2048, TITLE_MAX_BYTES = 400, SECTION_ROWS = 3 };

struct row {
    const struct script_value *cells[CELLS_MAX]; /* in order; with the title */
    size_t n_cells;
    const struct script_value *title;
    struct str addresses[ADDRESSES_MAX];
    size_t n_addresses;
    const struct script_value *lists[ADDRESSES_MAX]; /* lists of rows inside it */
    size_t n_lists;
    bool is_unsure, has_markup_link, is_numbered;
};

struct writer {
    const struct script_glues *g;
    struct buf *out;
    struct rows_said said;
    struct buf address;
};

static bool is_container(const struct script_value *v)
{
    return v->kind == VALUE_OBJECT || v->kind == VALUE_LIST;
}

static bool is_list_of_rows(const struct script_value *v)
{
    return v->kind == VALUE_LIST && v->child && is_container(v->child);
}

/* Keys of what a program needs and nobody reads. */
static bool is_internal(struct str key)
{
    static const char *const words[] = {"id", "uuid", "slug", "icon", "class", "color", "colour", "type", "style", "target", "width", "height", "sort", "order", "key"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase_c(key, words[i]))
            return true;
    return str_ends_c(key, "_id") || str_ends_c(key, "Id");
}

/* "O12", "12/2567", "1,500.00": a digit and little else. */
static bool is_code(struct str s)
{
    bool has_digit = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        has_digit |= c >= '0' && c <= '9';
        if (c == '{' || c == '#' || c == '<' || c == '_')
            return false;
    }
    return has_digit && s.n <= CODE_MAX_BYTES;
}

/* ---- one row ---- */

/* The address a value becomes; STR_NONE. *ret_unsure: it is one, but of which folder only a script elsewhere knows. */
static struct str address_of(struct writer *w, const struct script_value *v, bool *ret_unsure)
{
    const struct script_glue *glue = script_glue_of(w->g, v->key);
    bool has_space = false;
    for (size_t i = 0; i < v->text.n; i++)
        has_space |= (unsigned char)v->text.p[i] <= ' ' || v->text.p[i] == '<' || v->text.p[i] == '"';
    if (!v->text.n || v->text.n > ADDRESS_MAX_BYTES)
        return STR_NONE;
    bool is_whole = str_starts_nocase_c(v->text, "http://") || str_starts_nocase_c(v->text, "https://");
    if (glue && (!has_space || data_is_document_name(v->text)) && !(is_whole && glue->prefix.n)) {
        buf_clear(&w->address);
        (void)buf_add_str(&w->address, glue->prefix);
        for (size_t i = 0; i < v->text.n; i++)
            (void)buf_add_c(&w->address, v->text.p[i] == ' ' ? "%20" : (char[]){v->text.p[i], '\0'});
        (void)buf_add_str(&w->address, glue->suffix);
        return buf_str(&w->address);
    }
    if (v->kind != VALUE_TEXT || has_space || !data_is_address(v->key, v->text))
        return STR_NONE;
    if (v->text.p[0] != '/' && v->text.p[0] != '.' && !is_whole) {
        *ret_unsure = true;
        return STR_NONE;
    }
    return v->text;
}

static bool is_image_name(struct str s)
{
    static const char *const endings[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_nocase_c(s, endings[i]))
            return true;
    return false;
}

static void take_value(struct writer *w, struct row *row, const struct script_value *v, struct arena *arena)
{
    struct str address = v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER ? address_of(w, v, &row->is_unsure) : STR_NONE;
    if (address.n) {
        if (row->n_addresses < ADDRESSES_MAX && !is_image_name(address))
            row->addresses[row->n_addresses++] = arena_str(arena, address);
        return;
    }
    bool is_markup = v->kind == VALUE_TEXT && data_has_markup(v->text);
    bool is_words = v->kind == VALUE_TEXT && (is_markup || data_is_readable(v->text));
    bool is_number = (v->kind == VALUE_NUMBER || v->kind == VALUE_TEXT) && !is_words && !is_internal(v->key) && is_code(v->text);
    if ((!is_words && !is_number) || row->n_cells >= CELLS_MAX)
        return;
    row->has_markup_link |= is_markup && str_find_nocase_c(v->text, "href") != STR_NPOS;
    row->is_numbered |= is_number;
    row->cells[row->n_cells++] = v;
    bool is_title = is_words && !is_markup && v->text.n <= TITLE_MAX_BYTES;
    bool is_better = is_title && (!row->title || (data_names_title(v->key) && !data_names_title(row->title->key)) ||
                                  (!data_names_title(row->title->key) && v->text.n > row->title->text.n));
    if (is_better)
        row->title = v;
}

/* What an object or list says by itself; an object inside it (file: {url: ...}) belongs to it. */
static void take_row(struct writer *w, struct row *row, const struct script_value *v, unsigned depth, struct arena *arena)
{
    for (const struct script_value *child = v->child; child; child = child->next) {
        if (!is_container(child))
            take_value(w, row, child, arena);
        else if (is_list_of_rows(child) && row->n_lists < ADDRESSES_MAX)
            row->lists[row->n_lists++] = child;
        else if (depth < 2 && (child->kind == VALUE_OBJECT || v->kind == VALUE_OBJECT))
            take_row(w, row, child, depth + 1, arena);
    }
}

static void put(struct writer *w, const char *text)
{
    if (w->out)
        (void)buf_add_c(w->out, text);
}

static void put_value(struct writer *w, const struct script_value *v)
{
    if (!w->out)
        return;
    if (v->kind == VALUE_TEXT && data_has_markup(v->text))
        (void)buf_add_str(w->out, v->text);
    else
        data_add_escaped(w->out, v->text);
}

static void put_link(struct writer *w, struct str address, const struct script_value *title)
{
    put(w, "<a href=\"");
    if (w->out)
        data_add_escaped(w->out, address);
    put(w, "\">");
    size_t slash = str_rchr(address, '/');
    if (title)
        put_value(w, title);
    else if (w->out)
        data_add_escaped(w->out, slash == STR_NPOS ? address : str_from_pos(address, slash + 1));
    put(w, "</a>");
}

/* ---- lists ---- */

static void write_list(struct writer *w, const struct script_value *list, enum rows_place place, unsigned depth);

static void write_row(struct writer *w, const struct row *row, enum rows_place place, unsigned depth)
{
    const char *cell = place == ROWS_IN_LIST ? " " : "<td>", *cell_end = place == ROWS_IN_LIST ? " " : "</td>";
    put(w, place == ROWS_IN_LIST ? "<li>" : "<tr>");
    for (size_t i = 0; i < row->n_cells; i++) {
        put(w, cell);
        if (row->cells[i] == row->title && row->n_addresses)
            put_link(w, row->addresses[0], row->title);
        else
            put_value(w, row->cells[i]);
        put(w, cell_end);
    }
    for (size_t i = row->title ? 1 : 0; i < row->n_addresses; i++) {
        put(w, cell);
        put_link(w, row->addresses[i], NULL);
        put(w, cell_end);
    }
    for (size_t i = 0; i < row->n_lists; i++) {
        put(w, cell);
        put(w, "<ul>");
        write_list(w, row->lists[i], ROWS_IN_LIST, depth + 1);
        put(w, "</ul>");
        put(w, cell_end);
    }
    put(w, place == ROWS_IN_LIST ? "</li>\n" : "</tr>\n");
}

static bool is_section(const struct row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n_lists; i++)
        n += row->lists[i]->n_children;
    return row->n_lists > 0 && row->n_addresses == 0 && (n >= SECTION_ROWS || !row->is_numbered);
}

static void note_row(struct writer *w, const struct row *row)
{
    bool is_text_row = row->n_cells >= 2 && row->title;
    bool has_address = row->n_addresses > 0 || row->has_markup_link;
    w->said.n_rows += is_text_row || (has_address && row->n_cells > 0);
    w->said.n_links += has_address && (row->n_cells > 0 || row->has_markup_link);
    w->said.n_unsure += row->is_unsure && !has_address;
    if (!w->said.first_address.p && row->n_addresses)
        w->said.first_address = row->addresses[0];
}

static void write_list(struct writer *w, const struct script_value *list, enum rows_place place, unsigned depth)
{
    struct arena *arena = w->g->arena;
    bool in_table = false;
    if (depth >= LIMIT_JSON_DEPTH)
        return;
    for (const struct script_value *v = list->child; v; v = v->next) {
        struct row row = {0};
        if (!is_container(v))
            continue;
        take_row(w, &row, v, 0, arena);
        bool is_part = is_section(&row) && place == ROWS_ANYWHERE;
        bool needs_table = place == ROWS_ANYWHERE && !is_part;
        if (in_table != needs_table && place == ROWS_ANYWHERE)
            put(w, needs_table ? "<table>\n" : "</table>\n");
        in_table = needs_table;
        note_row(w, &row);
        if (!is_part && (row.n_cells >= 2 || row.n_addresses || row.has_markup_link || row.n_lists || (row.n_cells && w->said.n_links > 0))) {
            write_row(w, &row, place, depth);
        }
        for (size_t i = 0; i < row.n_cells && is_part; i++) {
            put(w, row.cells[i] == row.title ? "<h3>" : "<p>");
            put_value(w, row.cells[i]);
            put(w, row.cells[i] == row.title ? "</h3>\n" : "</p>\n");
        }
        for (size_t i = 0; i < row.n_lists && is_part; i++)
            write_list(w, row.lists[i], place, depth + 1);
    }
    if (in_table)
        put(w, "</table>\n");
}

/* "2567", "แผนงาน": a key that people are shown above its list. */
static bool is_heading_key(struct str key)
{
    return data_is_readable(key) || (key.n == 4 && str_starts_c(key, "25"));
}

static void write_any(struct writer *w, const struct script_value *v, enum rows_place place, unsigned depth)
{
    if (is_list_of_rows(v)) {
        write_list(w, v, place, depth);
        return;
    }
    if (depth >= LIMIT_JSON_DEPTH)
        return;
    const struct script_value *title = NULL;
    for (const struct script_value *child = v->child; child; child = child->next)
        if (child->kind == VALUE_TEXT && data_names_title(child->key) && data_is_readable(child->text) && !title)
            title = child;
    for (const struct script_value *child = v->child; child; child = child->next) {
        if (!is_container(child))
            continue;
        bool is_headed = place == ROWS_ANYWHERE && (title || is_heading_key(child->key));
        if (is_headed) {
            put(w, "<h3>");
            if (is_heading_key(child->key) && w->out)
                data_add_escaped(w->out, child->key);
            else if (title)
                put_value(w, title);
            put(w, "</h3>\n");
            title = NULL;
        }
        write_any(w, child, place, depth + 1);
    }
}

struct rows_said script_rows_write(const struct script_value *root, const struct script_glues *g, enum rows_place place, struct buf *out)
{
    struct writer w = {.g = g, .out = out};
    buf_init(&w.address, 3 * ADDRESS_MAX_BYTES + 2 * LIMIT_LABEL_BYTES);
    write_any(&w, root, place, 0);
    buf_done(&w.address);
    return w.said;
}

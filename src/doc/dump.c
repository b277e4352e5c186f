/* dump.c - a document as text for golden tests: one line per block, table, link, form, contact, image; stable and readable in a diff.
 * SPDX-License-Identifier: MIT
 */
#include "document.h"

static const char *const zone_names[] = {"main", "header", "menu", "aside", "breadcrumb", "footer"};
static const char *const block_names[] = {"heading", "paragraph", "item", "cell", "caption", "option", "label"};
static const char *const via_names[] = {"a",      "area", "iframe", "frame", "embed", "refresh",
                                        "script", "form", "image",  "rel",   "data", "hint", "asked", "sitemap", "feed"};
static const char *const target_names[] = {"url", "self", "anchor", "mail", "phone", "other"};
static const char *const contact_names[] = {"phone", "email", "address", "map", "line", "widget", "fax"};
#define NAME(names, value) ((size_t)(value) < sizeof(names) / sizeof *(names) ? (names)[(size_t)(value)] : "?")

static void add_text(struct buf *out, const char *name, struct str s)
{
    if (!s.p)
        return;
    (void)buf_addf(out, " %s\"", name);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n')
            (void)buf_add_c(out, "\\n");
        else if (s.p[i] == '"' || s.p[i] == '\\')
            (void)buf_addf(out, "\\%c", s.p[i]);
        else
            (void)buf_add_char(out, s.p[i]);
    }
    (void)buf_add_char(out, '"');
}

static void add_index(struct buf *out, const char *name, uint32_t index)
{
    if (index != DOC_NONE)
        (void)buf_addf(out, " %s%u", name, (unsigned)index);
}

static void add_flag(struct buf *out, const char *name, bool is_set)
{
    if (is_set)
        (void)buf_addf(out, " %s", name);
}

static void dump_head(const struct document *doc, struct buf *out)
{
    char scratch[16];
    (void)buf_addf(out, "document %s", doc_kind_name(doc->kind));
    add_text(out, "url=", doc->url);
    add_text(out, "title=", doc->title);
    add_text(out, "file=", doc->file_name);
    add_text(out, "language=", doc->language);
    add_text(out, "generator=", doc->generator);
    add_text(out, "canonical=", doc->canonical_url);
    add_text(out, "refresh=", doc->refresh_url);
    if (doc->n_pages)
        (void)buf_addf(out, " pages=%u image-pages=%u", (unsigned)doc->n_pages, (unsigned)doc->n_image_pages);
    if (doc->n_ocr_pages)
        (void)buf_addf(out, " ocr-pages=%u ocr=%u", (unsigned)doc->n_ocr_pages, (unsigned)doc->ocr_confidence);
    if (doc->n_scripts)
        (void)buf_addf(out, " scripts=%u", (unsigned)doc->n_scripts);
    add_flag(out, "shell", doc->is_shell);
    add_flag(out, "noindex", doc->is_noindex);
    add_flag(out, "nofollow", doc->is_nofollow);
    add_flag(out, "cut", doc->is_cut);
    if (doc->fault != FAULT_NONE)
        (void)buf_addf(out, " fault=%s", oit_fault_name(doc->fault, 0, scratch));
    if (doc->text_source && strcmp(doc->text_source, "text") != 0)
        (void)buf_addf(out, " source=%s", doc->text_source);
    (void)buf_add_char(out, '\n');
}

static void dump_blocks(const struct document *doc, struct buf *out)
{
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *block = &doc->blocks[i];
        (void)buf_addf(out, "b%zu %s", i, NAME(block_names, block->kind));
        if (block->kind == BLOCK_HEADING)
            (void)buf_addf(out, "%u", (unsigned)block->level);
        if (block->zone != ZONE_MAIN)
            (void)buf_addf(out, " %s", NAME(zone_names, block->zone));
        if (block->page)
            (void)buf_addf(out, " page%u", (unsigned)block->page);
        add_flag(out, "first", block->is_first_line);
        if (block->ocr)
            (void)buf_addf(out, " ocr%u", (unsigned)block->ocr);
        add_index(out, "under=b", block->heading);
        if (block->table != DOC_NONE)
            (void)buf_addf(out, " t%u[%u,%u]", (unsigned)block->table, (unsigned)block->row, (unsigned)block->column);
        add_index(out, "i", block->item);
        add_text(out, "", doc_block_text(doc, (uint32_t)i));
        (void)buf_add_char(out, '\n');
    }
}

static void dump_tables(const struct document *doc, struct buf *out)
{
    for (size_t i = 0; i < doc->n_tables; i++) {
        const struct doc_table *table = &doc->tables[i];
        (void)buf_addf(out, "t%zu %ux%u header-rows=%u header-columns=%u", i, (unsigned)table->n_rows,
                       (unsigned)table->n_columns, (unsigned)table->n_header_rows, (unsigned)table->n_header_columns);
        add_index(out, "under=b", table->heading);
        if (table->page)
            (void)buf_addf(out, " page%u", (unsigned)table->page);
        for (size_t row = 0; row < table->n_rows; row++) {
            (void)buf_add_c(out, " /");
            for (size_t column = 0; column < table->n_columns; column++) {
                uint32_t block = table->grid[row * table->n_columns + column];
                if (block == DOC_NONE)
                    (void)buf_add_c(out, " -");
                else
                    (void)buf_addf(out, " b%u", (unsigned)block);
            }
        }
        (void)buf_add_char(out, '\n');
    }
}

static void dump_links(const struct document *doc, struct buf *out)
{
    for (size_t i = 0; i < doc->n_links; i++) {
        const struct doc_link *link = &doc->links[i];
        (void)buf_addf(out, "link %s %s", NAME(via_names, link->via), NAME(target_names, link->target));
        if (link->zone != ZONE_MAIN)
            (void)buf_addf(out, " %s", NAME(zone_names, link->zone));
        add_flag(out, "nofollow", link->is_nofollow);
        add_flag(out, "download", link->is_download);
        add_text(out, "url=", link->url);
        add_text(out, "anchor=", link->anchor);
        add_text(out, "title=", link->title);
        add_text(out, "row=", link->row);
        add_text(out, "item=", link->item);
        add_index(out, "under=b", link->heading);
        add_index(out, "in=b", link->block);
        (void)buf_add_char(out, '\n');
    }
}

static void dump_rest(const struct document *doc, struct buf *out)
{
    for (size_t i = 0; i < doc->n_forms; i++) {
        const struct doc_form *form = &doc->forms[i];
        (void)buf_addf(out, "form fields=%u", (unsigned)form->n_fields);
        add_flag(out, "password", form->has_password);
        add_flag(out, "textarea", form->has_textarea);
        add_flag(out, "file", form->has_file);
        add_flag(out, "email", form->has_email);
        add_flag(out, "search", form->is_search);
        add_text(out, "action=", form->action);
        add_text(out, "labels=", form->labels);
        add_index(out, "at=b", form->block);
        (void)buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < doc->n_contacts; i++) {
        (void)buf_addf(out, "contact %s", NAME(contact_names, doc->contacts[i].kind));
        add_text(out, "", doc->contacts[i].text);
        add_index(out, "in=b", doc->contacts[i].block);
        (void)buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < doc->n_images; i++) {
        const struct doc_image *image = &doc->images[i];
        (void)buf_addf(out, "image %ux%u", (unsigned)image->width, (unsigned)image->height);
        if (image->zone != ZONE_MAIN)
            (void)buf_addf(out, " %s", NAME(zone_names, image->zone));
        add_text(out, "url=", image->url);
        add_text(out, "alt=", image->alt);
        add_index(out, "under=b", image->heading);
        (void)buf_add_char(out, '\n');
    }
}

void doc_dump(const struct document *doc, struct buf *out)
{
    dump_head(doc, out);
    dump_blocks(doc, out);
    dump_tables(doc, out);
    dump_links(doc, out);
    dump_rest(doc, out);
}

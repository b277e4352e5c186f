/* exchange.c - the packed forms of tool requests and answers.
 * SPDX-License-Identifier: MIT
 */
#include "worker/exchange.h"

#include "base/pack.h"

enum { MIN_PAGE_BYTES = 8, MIN_FILE_BYTES = 3 }; /* packed */

void extract_request_pack(const struct extract_request *request, struct buf *out)
{
    pack_u64(out, (uint64_t)request->need);
    pack_u64(out, request->part);
    pack_u64(out, request->dpi);
    pack_u64(out, request->is_image);
    pack_u64(out, request->wants_links);
    pack_u64(out, request->n_pages);
    for (size_t i = 0; i < request->n_pages; i++)
        pack_u64(out, request->pages[i]);
    pack_str(out, request->bytes);
}

bool extract_request_unpack(struct str packed, struct extract_request *ret_request)
{
    struct unpack u = {packed, false};
    uint64_t need = unpack_u64(&u);
    if (need == NEED_NOTHING || need >= N_EXTRACT_NEEDS)
        return false;
    struct extract_request request = {.need = (enum extract_need)need, .part = unpack_u32(&u)};
    request.dpi = unpack_u32(&u);
    request.is_image = unpack_u64(&u) != 0;
    request.wants_links = unpack_u64(&u) != 0;
    request.n_pages = unpack_count(&u, 1);
    if (request.n_pages > LIMIT_OCR_PAGES)
        return false;
    for (size_t i = 0; i < request.n_pages; i++)
        request.pages[i] = unpack_u32(&u);
    request.bytes = unpack_str(&u);
    if (u.is_bad || u.rest.n != 0)
        return false;
    *ret_request = request;
    return true;
}

void extract_tools_pack(const struct extract_tools *tools, struct buf *out)
{
    pack_u64(out, (uint64_t)tools->need);
    pack_u64(out, tools->part);
    pack_u64(out, (uint64_t)tools->fault);
    const struct str texts[] = {tools->pdf_info, tools->pdf_links, tools->pdf_raw, tools->pdf_layout, tools->text, tools->doc_xml};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        pack_str(out, texts[i]);
    pack_u64(out, tools->n_pages);
    for (size_t i = 0; i < tools->n_pages; i++) {
        const struct extract_scan_page *page = &tools->pages[i];
        const uint64_t numbers[] = {page->page, page->width, page->height, page->dpi, (uint64_t)page->fault};
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++)
            pack_u64(out, numbers[k]);
        pack_str(out, page->tsv);
        pack_str(out, page->digits);
        pack_str(out, page->digits_tsv);
    }
    pack_u64(out, tools->n_files);
    for (size_t i = 0; i < tools->n_files; i++) {
        pack_u64(out, (uint64_t)tools->files[i].fault);
        pack_str(out, tools->files[i].name);
        pack_str(out, tools->files[i].bytes);
    }
}

static enum oit_fault unpack_fault(struct unpack *u)
{
    uint64_t fault = unpack_u64(u);
    u->is_bad |= fault >= N_OIT_FAULTS;
    return u->is_bad ? FAULT_NONE : (enum oit_fault)fault;
}

static void unpack_pages(struct unpack *u, struct arena *arena, struct extract_tools *tools)
{
    tools->n_pages = unpack_count(u, MIN_PAGE_BYTES);
    struct extract_scan_page *pages = ARENA_ARRAY(arena, struct extract_scan_page, tools->n_pages);
    for (size_t i = 0; i < tools->n_pages; i++) {
        struct extract_scan_page *page = &pages[i];
        uint32_t *const numbers[] = {&page->page, &page->width, &page->height, &page->dpi};
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++)
            *numbers[k] = unpack_u32(u);
        page->fault = unpack_fault(u);
        page->tsv = unpack_str(u);
        page->digits = unpack_str(u);
        page->digits_tsv = unpack_str(u);
    }
    tools->pages = pages;
}

static void unpack_files(struct unpack *u, struct arena *arena, struct extract_tools *tools)
{
    tools->n_files = unpack_count(u, MIN_FILE_BYTES);
    struct extract_file *files = ARENA_ARRAY(arena, struct extract_file, tools->n_files);
    for (size_t i = 0; i < tools->n_files; i++) {
        files[i].fault = unpack_fault(u);
        files[i].name = unpack_str(u);
        files[i].bytes = unpack_str(u);
    }
    tools->files = files;
}

static void unpack_one(struct unpack *u, struct arena *arena, struct extract_tools *tools)
{
    uint64_t need = unpack_u64(u);
    u->is_bad |= need >= N_EXTRACT_NEEDS;
    tools->need = u->is_bad ? NEED_NOTHING : (enum extract_need)need;
    tools->part = unpack_u32(u);
    tools->fault = unpack_fault(u);
    struct str *const texts[] = {&tools->pdf_info, &tools->pdf_links, &tools->pdf_raw, &tools->pdf_layout, &tools->text, &tools->doc_xml};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = unpack_str(u);
    unpack_pages(u, arena, tools);
    unpack_files(u, arena, tools);
}

bool extract_tools_unpack(struct str packed, struct arena *arena, const struct extract_tools **ret_tools, size_t *ret_n)
{
    struct unpack u = {packed, false};
    struct extract_tools *tools = ARENA_ARRAY(arena, struct extract_tools, LIMIT_TOOL_RUNS);
    size_t n = 0;
    while (u.rest.n > 0 && !u.is_bad && n < LIMIT_TOOL_RUNS)
        unpack_one(&u, arena, &tools[n++]);
    *ret_tools = tools;
    *ret_n = n;
    return !u.is_bad && u.rest.n == 0;
}

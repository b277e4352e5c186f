/* check_json.c - the result of `oitcheck check` as "oitcheck-check/1".
 * SPDX-License-Identifier: MIT
 */
#include "check.h"

#include "json_writer.h"

static void write_words(struct json_writer *w, const char *key, struct oit_words words)
{
    if (!words.th || !*words.th) {
        jw_null(w, key);
        return;
    }
    jw_words(w, key, words.th, words.en);
}

static void write_year(struct json_writer *w, const char *key, int year_be)
{
    jw_uint_or_null(w, key, year_be > 0 ? (uint64_t)year_be : 0);
}

static void write_head(struct json_writer *w, const struct oit_check *check)
{
    static const char *const results[] = {[OIT_CHECK_COMPLETE] = "complete", [OIT_CHECK_LACKING] = "lacking", [OIT_CHECK_UNSURE] = "unsure"};
    jw_text(w, "schema", "oitcheck-check/1");
    jw_begin(w, "tool", '{');
    jw_text(w, "name", check->tool.name);
    jw_text(w, "version", check->tool.version);
    jw_end(w, '}');
    jw_begin(w, "rules", '{');
    jw_text(w, "scheme", check->rules.scheme);
    jw_text(w, "revision", check->rules.revision);
    jw_text(w, "sha256", check->rules.sha256);
    jw_bool(w, "confirmed_for_year", check->rules.confirmed_for_year);
    jw_end(w, '}');
    write_year(w, "fiscal_year_be", check->fiscal_year_be);
    jw_text(w, "as_of", check->as_of);
    jw_begin(w, "item", '{');
    jw_text(w, "code", check->code);
    write_words(w, "title", check->title);
    write_year(w, "wanted_year_be", check->wanted_year_be);
    jw_text(w, "due", check->due);
    jw_end(w, '}');
    jw_text(w, "result", results[check->result]);
    jw_text(w, "status", oit_status_name(check->status));
    jw_text(w, "reason", oit_reason_name(check->reason));
    write_words(w, "label", check->label);
    write_words(w, "advice", check->advice);
    jw_double(w, "confidence", check->confidence);
    jw_uint(w, "elements_required", check->n_required);
    jw_uint(w, "elements_found", check->n_found);
}

static void write_element(struct json_writer *w, const struct oit_check_element *e)
{
    static const char *const states[] = {[OIT_ELEMENT_FOUND] = "found", [OIT_ELEMENT_NOT_FOUND] = "not-found", [OIT_ELEMENT_NOT_CHECKABLE] = "not-checkable"};
    static const char *const whys[] = {[OIT_WHY_NONE] = NULL, [OIT_WHY_ON_WEB] = "on-web", [OIT_WHY_BY_EYE] = "by-eye", [OIT_WHY_UNREAD] = "unread"};
    jw_begin(w, NULL, '{');
    jw_text(w, "id", e->element.id);
    jw_text(w, "th", e->element.text.th);
    jw_text(w, "en", e->element.text.en);
    jw_bool(w, "required", e->element.required);
    jw_bool(w, "assumed", e->element.assumed);
    jw_text(w, "state", states[e->element.state]);
    jw_text(w, "why", whys[e->why]);
    jw_uint_or_null(w, "file", e->file);
    jw_uint_or_null(w, "page", e->element.page);
    jw_text(w, "snippet", e->element.snippet);
    jw_begin(w, "in_files", '[');
    for (size_t i = 0; i < 64; i++)
        if (e->in_files >> i & 1)
            jw_uint(w, NULL, i + 1);
    jw_end(w, ']');
    jw_end(w, '}');
}

static void write_file(struct json_writer *w, const struct oit_check_file *file)
{
    static const char *const states[] = {[OIT_FILE_COUNTS] = "counts",          [OIT_FILE_NO_YEAR] = "no-year",       [OIT_FILE_PICTURE] = "picture",
                                         [OIT_FILE_OTHER_ITEM] = "other-item",  [OIT_FILE_OTHER_YEAR] = "other-year", [OIT_FILE_NO_CONTENT] = "no-content",
                                         [OIT_FILE_LEADS_ON] = "leads-on",      [OIT_FILE_UNREAD] = "unread",         [OIT_FILE_NOT_OPENED] = "not-opened"};
    static const char *const years[] = {[OIT_YEAR_RIGHT] = "right", [OIT_YEAR_WRONG] = "wrong", [OIT_YEAR_NOT_STATED] = "not-stated", [OIT_YEAR_NOT_ASKED] = "not-asked"};
    char scratch[16];
    jw_begin(w, NULL, '{');
    jw_text(w, "file", file->name);
    jw_text(w, "kind", file->kind);
    jw_text(w, "title", file->title);
    jw_text(w, "state", states[file->state]);
    jw_text(w, "fault", file->fault == FAULT_NONE ? NULL : oit_fault_name(file->fault, 0, scratch));
    write_words(w, "error", file->error);
    write_words(w, "why", file->text);
    jw_text(w, "year", years[file->year]);
    write_year(w, "year_from_be", file->year_from_be);
    write_year(w, "year_to_be", file->year_to_be);
    jw_text(w, "looks_like", file->looks_like);
    write_words(w, "looks_like_title", file->looks_like_title);
    jw_uint_or_null(w, "pages", file->n_pages);
    jw_uint(w, "scan_pages", file->n_scan_pages);
    jw_text(w, "scan_page_list", file->scan_pages);
    jw_text(w, "text_source", file->text_source);
    jw_uint(w, "ocr_pages", file->n_ocr_pages);
    if (file->ocr_confidence)
        jw_double(w, "ocr_confidence", file->ocr_confidence / 100.0);
    else
        jw_null(w, "ocr_confidence");
    jw_bool(w, "cut", file->is_cut);
    jw_uint(w, "unseen_links", file->n_unseen_links);
    jw_end(w, '}');
}

void check_json(const struct oit_check *check, struct buf *out)
{
    struct json_writer w = {.out = out};
    jw_begin(&w, NULL, '{');
    write_head(&w, check);
    jw_begin(&w, "elements", '[');
    for (size_t i = 0; i < check->n_elements; i++)
        write_element(&w, &check->elements[i]);
    jw_end(&w, ']');
    jw_begin(&w, "files", '[');
    for (size_t i = 0; i < check->n_files; i++)
        write_file(&w, &check->files[i]);
    jw_end(&w, ']');
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
}

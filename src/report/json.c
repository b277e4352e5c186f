/* json.c - report.json: the report as "oitcheck-report/1", in the order of its definition. What people need beyond that definition (label, advice,
 * owner; titles and counts of the rules) follows at the end of its object: fields are added, never changed.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include "base/limits.h"
#include "json_office.h"
#include "json_writer.h"

static void write_words(struct json_writer *w, const char *key, struct oit_words words)
{
    if (!words.th && !words.en) {
        jw_null(w, key);
        return;
    }
    jw_words(w, key, words.th, words.en);
}

static void write_year(struct json_writer *w, const char *key, int year_be)
{
    jw_uint_or_null(w, key, year_be > 0 ? (uint64_t)year_be : 0);
}

static bool is_said(struct oit_words words)
{
    return (words.th && *words.th) || (words.en && *words.en);
}

static void write_origin(struct json_writer *w, const struct oit_report *report)
{
    jw_begin(w, "tool", '{');
    jw_text(w, "name", report->tool.name);
    jw_text(w, "version", report->tool.version);
    jw_end(w, '}');
    jw_begin(w, "rules", '{');
    jw_text(w, "scheme", report->rules.scheme);
    jw_text(w, "revision", report->rules.revision);
    jw_text(w, "sha256", report->rules.sha256);
    jw_bool(w, "confirmed_for_year", report->rules.confirmed_for_year);
    jw_text(w, "calendar", report->rules.is_gregorian ? "gregorian" : "buddhist");
    write_words(w, "title", report->rules.title);
    if (is_said(report->rules.score_name))
        write_words(w, "score_name", report->rules.score_name);
    if (is_said(report->rules.assessor))
        write_words(w, "assessor", report->rules.assessor);
    jw_uint(w, "items", report->rules.n_items);
    jw_uint(w, "criteria_confirmed", report->rules.n_confirmed_criteria);
    jw_uint(w, "criteria_assumed", report->rules.n_assumed_criteria);
    jw_end(w, '}');
    jw_begin(w, "site", '{');
    jw_text(w, "url", report->site.url);
    jw_text(w, "final_url", report->site.final_url);
    jw_text(w, "name", report->site.name);
    jw_end(w, '}');
    write_year(w, "fiscal_year_be", report->fiscal_year_be);
    jw_text(w, "as_of", report->as_of);
}

static void write_traps(struct json_writer *w, const struct oit_report *report)
{
    jw_begin(w, "traps", '[');
    for (size_t i = 0; i < report->run.n_traps; i++) {
        const struct oit_trap *trap = &report->run.traps[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "family", trap->family);
        jw_text(w, "reason", trap->reason);
        jw_text(w, "th", trap->text.th);
        jw_text(w, "en", trap->text.en);
        jw_uint(w, "seen", trap->seen);
        jw_uint(w, "read", trap->read);
        jw_uint(w, "cut", trap->cut);
        jw_text(w, "example", trap->example);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_run(struct json_writer *w, const struct oit_report *report)
{
    jw_begin(w, "run", '{');
    jw_text(w, "id", report->run.id);
    jw_time(w, "started", report->run.started);
    jw_time(w, "finished", report->run.finished);
    jw_bool(w, "complete", report->run.complete);
    jw_text(w, "stop_reason", report->run.stop_reason);
    jw_uint(w, "fetched", report->run.fetched);
    jw_uint(w, "html", report->run.html);
    jw_uint(w, "documents", report->run.documents);
    jw_uint(w, "ocr_pages", report->run.ocr_pages);
    jw_uint(w, "failed", report->run.failed);
    jw_uint(w, "skipped", report->run.skipped);
    jw_texts(w, "cut_families", report->run.cut_families, report->run.n_cut_families);
    jw_uint(w, "unchanged", report->run.unchanged);
    write_traps(w, report);
    jw_end(w, '}');
}

static void write_groups(struct json_writer *w, const struct oit_group *groups, size_t n, int depth)
{
    jw_begin(w, "groups", '[');
    for (size_t i = 0; i < n; i++) {
        jw_begin(w, NULL, '{');
        jw_text(w, "code", groups[i].code);
        write_words(w, "title", groups[i].title);
        jw_double(w, "score", groups[i].score);
        jw_double(w, "low", groups[i].low);
        jw_double(w, "high", groups[i].high);
        if (groups[i].n_groups && depth < LIMIT_GROUP_DEPTH)
            write_groups(w, groups[i].groups, groups[i].n_groups, depth + 1);
        jw_text(w, "aggregate", groups[i].aggregate);
        jw_double(w, "weight", groups[i].weight);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_score(struct json_writer *w, const struct oit_report *report)
{
    jw_begin(w, "score", '{');
    jw_double(w, "total", report->score.total);
    jw_double(w, "low", report->score.low);
    jw_double(w, "high", report->score.high);
    jw_double(w, "target", report->score.target);
    jw_text(w, "target_source", report->score.target_source);
    jw_text(w, "reaches_target", report->score.reaches_target);
    write_groups(w, report->score.groups, report->score.n_groups, 1);
    jw_text(w, "aggregate", report->score.aggregate);
    jw_end(w, '}');
}

static void write_reasons(struct json_writer *w, const struct oit_item *item)
{
    jw_begin(w, "reasons", '[');
    for (size_t i = 0; i < item->n_reasons; i++) {
        jw_begin(w, NULL, '{');
        jw_text(w, "code", oit_reason_name(item->reasons[i].code));
        jw_text(w, "th", item->reasons[i].text.th);
        jw_text(w, "en", item->reasons[i].text.en);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_name_match(struct json_writer *w, const struct oit_name_match *name)
{
    jw_begin(w, NULL, '{');
    jw_text(w, "text", name->text);
    jw_text(w, "place", name->place);
    jw_text(w, "url", name->url);
    jw_text(w, "by", name->by);
    jw_text(w, "name", name->name);
    jw_text(w, "rest", name->rest);
    jw_uint(w, "percent", name->percent > 0 ? (uint64_t)name->percent : 0);
    jw_bool(w, "inherited", name->inherited);
    write_words(w, "of", name->of);
    jw_end(w, '}');
}

/* The names and the year an entry rests on; nothing when the report has none. */
static void write_trace(struct json_writer *w, const struct oit_trace *trace)
{
    const struct oit_year_match *year = &trace->year;
    if (trace->names) {
        jw_begin(w, "names", '[');
        for (size_t i = 0; i < trace->n_names; i++)
            write_name_match(w, &trace->names[i]);
        jw_end(w, ']');
    }
    if (!year->fit)
        return;
    jw_begin(w, "year", '{');
    write_year(w, "from_be", year->from_be);
    write_year(w, "to_be", year->to_be);
    jw_text(w, "words", year->words);
    jw_text(w, "text", year->text);
    jw_text(w, "place", year->place);
    jw_text(w, "url", year->url);
    jw_bool(w, "certain", year->certain);
    jw_text(w, "fit", year->fit);
    jw_end(w, '}');
}

static void write_evidence(struct json_writer *w, const struct oit_item *item)
{
    jw_begin(w, "evidence", '[');
    for (size_t i = 0; i < item->n_evidence; i++) {
        const struct oit_evidence *evidence = &item->evidence[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "url", evidence->url);
        jw_text(w, "title", evidence->title);
        jw_text(w, "kind", evidence->kind);
        write_year(w, "fiscal_year_be", evidence->fiscal_year_be);
        jw_double(w, "confidence", evidence->confidence);
        jw_uint_or_null(w, "page", evidence->page);
        jw_text(w, "snippet", evidence->snippet);
        jw_texts(w, "path", evidence->path, evidence->n_path);
        jw_uint_or_null(w, "http_status", evidence->http_status > 0 ? (uint64_t)evidence->http_status : 0);
        jw_text(w, "sha256", evidence->sha256);
        jw_text(w, "last_modified", evidence->last_modified);
        jw_text(w, "text_source", evidence->text_source);
        write_trace(w, &evidence->trace);
        jw_bool(w, "tls_unverified", evidence->is_unverified);
        jw_text(w, "fingerprint", evidence->fingerprint);
        jw_texts(w, "path_labels", evidence->path_labels, evidence->path_labels ? evidence->n_path : 0);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_elements(struct json_writer *w, const struct oit_item *item)
{
    static const char *const states[] = {"found", "not-found", "not-checkable"};
    jw_begin(w, "elements", '[');
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct oit_element *element = &item->elements[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "id", element->id);
        jw_text(w, "th", element->text.th);
        jw_text(w, "en", element->text.en);
        jw_bool(w, "required", element->required);
        jw_bool(w, "assumed", element->assumed);
        jw_text(w, "state", states[element->state]);
        jw_text(w, "url", element->url);
        jw_uint_or_null(w, "page", element->page);
        jw_text(w, "snippet", element->snippet);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_candidates(struct json_writer *w, const struct oit_item *item)
{
    jw_begin(w, "candidates", '[');
    for (size_t i = 0; i < item->n_candidates; i++) {
        const struct oit_candidate *candidate = &item->candidates[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "url", candidate->url);
        jw_text(w, "title", candidate->title);
        jw_text(w, "rejected", oit_reason_name(candidate->rejected));
        write_year(w, "fiscal_year_be", candidate->fiscal_year_be);
        jw_text(w, "th", candidate->text.th);
        jw_text(w, "en", candidate->text.en);
        write_trace(w, &candidate->trace);
        if (candidate->elements_found >= 0)
            jw_uint(w, "elements_found", (uint64_t)candidate->elements_found);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_declared(struct json_writer *w, const struct oit_declared *declared)
{
    if (declared->state == DECLARED_NONE) {
        jw_null(w, "declared");
        return;
    }
    jw_begin(w, "declared", '{');
    jw_text(w, "state", oit_declared_name(declared->state));
    jw_begin(w, "rows", '[');
    for (size_t i = 0; i < declared->n_rows; i++) {
        const struct oit_declared_row *row = &declared->rows[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "index_url", row->index_url);
        jw_text(w, "code", row->code);
        jw_text(w, "label", row->label);
        write_year(w, "fiscal_year_be", row->fiscal_year_be);
        jw_texts(w, "targets", row->targets, row->n_targets);
        jw_text(w, "state", oit_declared_name(row->state));
        jw_end(w, '}');
    }
    jw_end(w, ']');
    jw_end(w, '}');
}

static void write_indexes(struct json_writer *w, const struct oit_report *report)
{
    jw_begin(w, "indexes", '[');
    for (size_t i = 0; i < report->n_indexes; i++) {
        const struct oit_index *index = &report->indexes[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "url", index->url);
        jw_text(w, "title", index->title);
        write_year(w, "fiscal_year_be", index->fiscal_year_be);
        jw_text(w, "scheme", index->scheme);
        jw_text(w, "form", index->form);
        jw_bool(w, "is_used", index->is_used);
        jw_uint(w, "pages", index->n_pages);
        jw_uint(w, "rows", index->n_rows);
        jw_uint(w, "items", index->n_items);
        write_words(w, "list", index->list);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_cautions(struct json_writer *w, const struct oit_item *item)
{
    jw_begin(w, "cautions", '[');
    for (unsigned i = 0; i < N_OIT_CAUTIONS; i++) {
        if (!(item->cautions >> i & 1))
            continue;
        jw_begin(w, NULL, '{');
        jw_text(w, "code", oit_caution_name((enum oit_caution)i));
        jw_text(w, "th", oit_caution_th((enum oit_caution)i));
        jw_text(w, "en", oit_caution_en((enum oit_caution)i));
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_item(struct json_writer *w, const char *key, const struct oit_item *item, const struct oit_report *report)
{
    jw_begin(w, key, '{');
    jw_text(w, "code", item->code);
    write_words(w, "title", item->title);
    jw_text(w, "group", item->group);
    jw_text(w, "status", oit_status_name(item->status));
    jw_double(w, "confidence", item->confidence);
    jw_bool(w, "review", item->review);
    jw_text(w, "due", item->due);
    jw_text(w, "due_state", item->due_state);
    jw_double(w, "score", item->score);
    jw_double(w, "score_low", item->score_low);
    jw_double(w, "score_high", item->score_high);
    jw_double(w, "gain", item->gain);
    jw_double(w, "gain_ita", item->gain_ita);
    write_reasons(w, item);
    write_evidence(w, item);
    write_elements(w, item);
    write_candidates(w, item);
    write_words(w, "label", item->label);
    write_words(w, "advice", item->advice);
    write_words(w, "owner", item->owner);
    jw_uint_or_null(w, "review_rank", item->review_rank);
    write_cautions(w, item);
    write_declared(w, &item->declared);
    jw_double(w, "weight", item->weight);
    jw_double(w, "max_score", item->max_score);
    json_office_item(w, item, report);
    jw_end(w, '}');
}

void report_json_item(struct json_writer *w, const char *key, const struct oit_item *item)
{
    write_item(w, key, item, NULL);
}

static void write_unread(struct json_writer *w, const char *key, const struct oit_unread *unread, size_t n, bool with_items)
{
    jw_begin(w, key, '[');
    for (size_t i = 0; i < n; i++) {
        jw_begin(w, NULL, '{');
        jw_text(w, "url", unread[i].url);
        jw_text(w, "code", unread[i].code);
        jw_text(w, "referrer", unread[i].referrer);
        jw_text(w, "label", unread[i].label);
        if (with_items)
            jw_texts(w, "items", unread[i].items, unread[i].n_items);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void write_notices(struct json_writer *w, const struct oit_report *report)
{
    jw_begin(w, "notices", '[');
    for (size_t i = 0; i < report->n_notices; i++) {
        const struct oit_notice *notice = &report->notices[i];
        jw_begin(w, NULL, '{');
        jw_text(w, "code", notice->code);
        jw_text(w, "level", notice->is_warning ? "warning" : "note");
        jw_text(w, "th", notice->text.th);
        jw_text(w, "en", notice->text.en);
        jw_text(w, "advice_th", notice->advice.th);
        jw_text(w, "advice_en", notice->advice.en);
        jw_texts(w, "urls", notice->urls, notice->n_urls);
        jw_uint(w, "url_count", notice->n_all_urls);
        jw_texts(w, "items", notice->items, notice->n_items);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

void report_json(const struct oit_report *report, struct buf *out)
{
    struct json_writer w = {.out = out};
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", REPORT_SCHEMA);
    write_origin(&w, report);
    write_run(&w, report);
    write_score(&w, report);
    jw_begin(&w, "items", '[');
    for (size_t i = 0; i < report->n_items; i++)
        write_item(&w, NULL, &report->items[i], report);
    jw_end(&w, ']');
    write_unread(&w, "unread", report->unread, report->n_unread, true);
    write_unread(&w, "faults", report->faults, report->n_faults, false);
    write_indexes(&w, report);
    write_notices(&w, report);
    json_office(&w, report);
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
}

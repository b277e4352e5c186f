/* diff_json.c - a comparison as JSON, schema oitcheck-diff/1: what did not change is counted, not listed.
 * SPDX-License-Identifier: MIT
 */
#include "diff.h"

#include "json_writer.h"

static void write_run(struct json_writer *w, const char *key, const struct oit_report *report, bool is_cut)
{
    jw_begin(w, key, '{');
    jw_text(w, "run", report->run.id);
    jw_time(w, "started", report->run.started);
    jw_text(w, "site", report->site.url);
    jw_bool(w, "complete", report->run.complete);
    jw_bool(w, "cut", is_cut);
    jw_text(w, "version", report->tool.version);
    jw_text(w, "revision", report->rules.revision);
    jw_text(w, "rules_sha256", report->rules.sha256);
    jw_double(w, "low", report->score.low);
    jw_double(w, "high", report->score.high);
    jw_end(w, '}');
}

static void write_state(struct json_writer *w, const char *key, const struct oit_item *item)
{
    if (!item) {
        jw_null(w, key);
        return;
    }
    jw_begin(w, key, '{');
    jw_text(w, "status", oit_status_name(item->status));
    jw_text(w, "reason", item->n_reasons ? oit_reason_name(item->reasons[0].code) : NULL);
    jw_words(w, "label", item->label.th, item->label.en);
    jw_end(w, '}');
}

static void write_evidence(struct json_writer *w, const struct compare_evidence *e)
{
    const struct oit_evidence none = {0}, *before = e->before ? e->before : &none, *after = e->after ? e->after : &none;
    jw_begin(w, NULL, '{');
    jw_text(w, "kind", compare_evidence_name(e->kind));
    jw_bool(w, "page", e->is_page);
    jw_bool(w, "may_be_counter", e->may_be_counter);
    jw_bool(w, "gone", e->is_gone);
    jw_text(w, "url_before", before->url);
    jw_text(w, "url", after->url);
    jw_text(w, "title_before", before->title);
    jw_text(w, "title", after->title);
    jw_text(w, "sha256_before", before->sha256);
    jw_text(w, "sha256", after->sha256);
    jw_text(w, "fingerprint_before", before->fingerprint);
    jw_text(w, "fingerprint", after->fingerprint);
    jw_text(w, "last_modified_before", before->last_modified);
    jw_text(w, "last_modified", after->last_modified);
    jw_end(w, '}');
}

static void write_elements(struct json_writer *w, const char *key, const struct oit_element *const *elements, size_t n)
{
    jw_begin(w, key, '[');
    for (size_t i = 0; i < n; i++)
        jw_text(w, NULL, elements[i]->id);
    jw_end(w, ']');
}

static void write_item(struct json_writer *w, const struct compare_item *item)
{
    static const char *const changes[] = {"status", "reason", "elements", "evidence"};
    jw_begin(w, NULL, '{');
    jw_text(w, "code", diff_code(item));
    jw_words(w, "title", diff_title(item).th, diff_title(item).en);
    jw_text(w, "kind", compare_kind_name(item->kind));
    jw_begin(w, "changes", '[');
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (item->changes >> i & 1)
            jw_text(w, NULL, changes[i]);
    jw_end(w, ']');
    write_state(w, "before", item->before);
    write_state(w, "after", item->after);
    jw_begin(w, "evidence", '[');
    for (size_t i = 0; i < item->n_evidence; i++)
        write_evidence(w, &item->evidence[i]);
    jw_end(w, ']');
    write_elements(w, "elements_found", item->found, item->n_found);
    write_elements(w, "elements_lacking", item->lacking, item->n_lacking);
    jw_end(w, '}');
}

void report_diff_json(const struct comparison *c, struct buf *out)
{
    struct json_writer w = {.out = out};
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", DIFF_SCHEMA);
    jw_text(&w, "site", c->after->site.url);
    jw_uint(&w, "fiscal_year_be", c->after->fiscal_year_be > 0 ? (uint64_t)c->after->fiscal_year_be : 0);
    jw_text(&w, "scheme", c->after->rules.scheme);
    jw_bool(&w, "same", c->is_same);
    jw_bool(&w, "other_rules", c->other_rules);
    jw_bool(&w, "other_version", c->other_version);
    write_run(&w, "before", c->before, c->before_is_cut);
    write_run(&w, "after", c->after, c->after_is_cut);
    jw_begin(&w, "counts", '{');
    for (int i = 0; i < N_COMPARE_KINDS; i++)
        jw_uint(&w, compare_kind_name((enum compare_kind)i), c->counts[i]);
    jw_end(&w, '}');
    jw_begin(&w, "items", '[');
    for (size_t i = 0; i < c->n_items; i++)
        if (c->items[i].kind != COMPARE_SAME)
            write_item(&w, &c->items[i]);
    jw_end(&w, ']');
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
}

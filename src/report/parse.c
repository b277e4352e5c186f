/* parse.c - reads report.json back into a report (store keeps reports as JSON; render, list and diff read them).
 *
 * Tolerant as a reader should be: unknown members are skipped, absent ones are absent, new values of an enumeration become the value that
 * claims least. Only what is no report of this schema at all is an error.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <jansson.h>
#include <math.h>

#include "base/clock.h"
#include "base/limits.h"

static const char *get_text(const json_t *object, const char *key, struct arena *arena)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return NULL;
    return arena_text(arena, (struct str){json_string_value(value), json_string_length(value)});
}

static double get_double(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static uint32_t get_uint(const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));
    return value > 0 && value <= UINT32_MAX ? (uint32_t)value : 0;
}

static int get_int(const json_t *object, const char *key)
{
    uint32_t value = get_uint(object, key);
    return value <= INT32_MAX ? (int)value : 0;
}

static bool get_bool(const json_t *object, const char *key)
{
    return json_is_true(json_object_get(object, key));
}

static struct oit_words get_words(const json_t *object, struct arena *arena)
{
    return (struct oit_words){.th = get_text(object, "th", arena), .en = get_text(object, "en", arena)};
}

static struct oit_words get_words_of(const json_t *object, const char *key, struct arena *arena)
{
    return get_words(json_object_get(object, key), arena);
}

static bool read_two(const char *p, int *ret_value)
{
    uint64_t value;
    if (!str_to_u64((struct str){p, 2}, 99, &value))
        return false;
    *ret_value = (int)value;
    return true;
}

/* "2026-11-20T02:00:00Z" and nothing else; 0 when it is not that. */
static int64_t get_time(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value) || json_string_length(value) != 20)
        return 0;
    const char *p = json_string_value(value);
    uint64_t year;
    int month, day, hour, minute, second;
    if (!str_to_u64((struct str){p, 4}, 9999, &year) || !read_two(p + 5, &month) || !read_two(p + 8, &day) ||
        !read_two(p + 11, &hour) || !read_two(p + 14, &minute) || !read_two(p + 17, &second))
        return 0;
    struct clock_date date = {.year_ce = (int)year, .month = month, .day = day};
    if (!clock_date_is_valid(date))
        return 0;
    return clock_date_days(date) * 86400 + hour * 3600 + minute * 60 + second;
}

static const char *const *get_texts(const json_t *object, const char *key, struct arena *arena, size_t *ret_n)
{
    const json_t *array = json_object_get(object, key);
    size_t n = json_array_size(array);
    const char **texts = ARENA_ARRAY(arena, const char *, n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(array, i));
        texts[i] = arena_text(arena, str_from(text ? text : ""));
    }
    *ret_n = n;
    return texts;
}

static enum oit_status status_from(const char *name)
{
    for (int i = OIT_PUBLISHED; name && i <= OIT_UNKNOWN; i++)
        if (strcmp(name, oit_status_name((enum oit_status)i)) == 0)
            return (enum oit_status)i;
    return OIT_UNKNOWN;
}

static enum oit_reason reason_from(const char *name)
{
    int i = 0;
    while (name && i < N_OIT_REASONS && strcmp(name, oit_reason_name((enum oit_reason)i)) != 0)
        i++;
    return name ? (enum oit_reason)i : N_OIT_REASONS;
}

static enum oit_element_state state_from(const char *name)
{
    if (name && strcmp(name, "found") == 0)
        return OIT_ELEMENT_FOUND;
    return name && strcmp(name, "not-found") == 0 ? OIT_ELEMENT_NOT_FOUND : OIT_ELEMENT_NOT_CHECKABLE;
}

static struct oit_group *get_groups(const json_t *object, struct arena *arena, int depth, size_t *ret_n)
{
    const json_t *array = json_object_get(object, "groups");
    size_t n = depth <= LIMIT_GROUP_DEPTH ? json_array_size(array) : 0;
    *ret_n = n;
    if (!n)
        return NULL;
    struct oit_group *groups = ARENA_ARRAY(arena, struct oit_group, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *entry = json_array_get(array, i);
        groups[i].code = get_text(entry, "code", arena);
        groups[i].title = get_words_of(entry, "title", arena);
        groups[i].score = get_double(entry, "score");
        groups[i].low = get_double(entry, "low");
        groups[i].high = get_double(entry, "high");
        groups[i].aggregate = get_text(entry, "aggregate", arena);
        groups[i].weight = get_double(entry, "weight");
        groups[i].groups = get_groups(entry, arena, depth + 1, &groups[i].n_groups);
    }
    return groups;
}

static void read_reasons(const json_t *array, struct arena *arena, struct oit_item *item)
{
    item->n_reasons = json_array_size(array);
    item->reasons = ARENA_ARRAY(arena, struct oit_reason_entry, item->n_reasons + 1);
    for (size_t i = 0; i < item->n_reasons; i++) {
        const json_t *entry = json_array_get(array, i);
        item->reasons[i].code = reason_from(json_string_value(json_object_get(entry, "code")));
        item->reasons[i].text = get_words(entry, arena);
    }
}

static struct oit_trace get_trace(const json_t *entry, struct arena *arena)
{
    const json_t *names = json_object_get(entry, "names"), *year = json_object_get(entry, "year");
    struct oit_trace trace = {.n_names = json_array_size(names)};
    if (json_is_array(names))
        trace.names = ARENA_ARRAY(arena, struct oit_name_match, trace.n_names + 1);
    for (size_t i = 0; i < trace.n_names; i++) {
        const json_t *name = json_array_get(names, i);
        trace.names[i] = (struct oit_name_match){.text = get_text(name, "text", arena),
                                                 .place = get_text(name, "place", arena),
                                                 .url = get_text(name, "url", arena),
                                                 .by = get_text(name, "by", arena),
                                                 .name = get_text(name, "name", arena),
                                                 .rest = get_text(name, "rest", arena),
                                                 .percent = get_int(name, "percent"),
                                                 .inherited = get_bool(name, "inherited"),
                                                 .of = get_words_of(name, "of", arena)};
    }
    if (json_is_object(year))
        trace.year = (struct oit_year_match){.from_be = get_int(year, "from_be"),
                                             .to_be = get_int(year, "to_be"),
                                             .words = get_text(year, "words", arena),
                                             .text = get_text(year, "text", arena),
                                             .place = get_text(year, "place", arena),
                                             .url = get_text(year, "url", arena),
                                             .certain = get_bool(year, "certain"),
                                             .fit = get_text(year, "fit", arena)};
    return trace;
}

static void read_evidence(const json_t *array, struct arena *arena, struct oit_item *item)
{
    item->n_evidence = json_array_size(array);
    item->evidence = ARENA_ARRAY(arena, struct oit_evidence, item->n_evidence + 1);
    for (size_t i = 0; i < item->n_evidence; i++) {
        const json_t *entry = json_array_get(array, i);
        struct oit_evidence *evidence = &item->evidence[i];
        evidence->url = get_text(entry, "url", arena);
        evidence->title = get_text(entry, "title", arena);
        evidence->kind = get_text(entry, "kind", arena);
        evidence->fiscal_year_be = get_int(entry, "fiscal_year_be");
        evidence->confidence = get_double(entry, "confidence");
        evidence->page = get_uint(entry, "page");
        evidence->snippet = get_text(entry, "snippet", arena);
        evidence->path = get_texts(entry, "path", arena, &evidence->n_path);
        evidence->http_status = get_int(entry, "http_status");
        evidence->sha256 = get_text(entry, "sha256", arena);
        evidence->last_modified = get_text(entry, "last_modified", arena);
        evidence->text_source = get_text(entry, "text_source", arena);
        evidence->trace = get_trace(entry, arena);
        evidence->is_unverified = json_is_true(json_object_get(entry, "tls_unverified"));
        evidence->fingerprint = get_text(entry, "fingerprint", arena);
        size_t n_labels;
        evidence->path_labels = get_texts(entry, "path_labels", arena, &n_labels);
        if (n_labels != evidence->n_path || n_labels == 0)
            evidence->path_labels = NULL;
    }
}

static void read_elements(const json_t *array, struct arena *arena, struct oit_item *item)
{
    item->n_elements = json_array_size(array);
    item->elements = ARENA_ARRAY(arena, struct oit_element, item->n_elements + 1);
    for (size_t i = 0; i < item->n_elements; i++) {
        const json_t *entry = json_array_get(array, i);
        struct oit_element *element = &item->elements[i];
        element->id = get_text(entry, "id", arena);
        element->text = get_words(entry, arena);
        element->required = get_bool(entry, "required");
        element->assumed = get_bool(entry, "assumed");
        element->state = state_from(json_string_value(json_object_get(entry, "state")));
        element->url = get_text(entry, "url", arena);
        element->page = get_uint(entry, "page");
        element->snippet = get_text(entry, "snippet", arena);
    }
}

static void read_candidates(const json_t *array, struct arena *arena, struct oit_item *item)
{
    item->n_candidates = json_array_size(array);
    item->candidates = ARENA_ARRAY(arena, struct oit_candidate, item->n_candidates + 1);
    for (size_t i = 0; i < item->n_candidates; i++) {
        const json_t *entry = json_array_get(array, i);
        struct oit_candidate *candidate = &item->candidates[i];
        candidate->url = get_text(entry, "url", arena);
        candidate->title = get_text(entry, "title", arena);
        candidate->rejected = reason_from(json_string_value(json_object_get(entry, "rejected")));
        candidate->fiscal_year_be = get_int(entry, "fiscal_year_be");
        candidate->text = get_words(entry, arena);
        candidate->trace = get_trace(entry, arena);
        candidate->elements_found = json_is_integer(json_object_get(entry, "elements_found")) ? get_int(entry, "elements_found") : -1;
    }
}

static uint32_t get_cautions(const json_t *array)
{
    uint32_t cautions = 0;
    for (size_t i = 0; i < json_array_size(array); i++) {
        enum oit_caution caution = oit_caution_from_name(json_string_value(json_object_get(json_array_get(array, i), "code")));
        cautions |= caution < N_OIT_CAUTIONS ? UINT32_C(1) << caution : 0;
    }
    return cautions;
}

static enum oit_declared_state declared_from(const char *name)
{
    for (int i = 0; name && i < N_OIT_DECLARED_STATES; i++)
        if (strcmp(name, oit_declared_name((enum oit_declared_state)i)) == 0)
            return (enum oit_declared_state)i;
    return name ? DECLARED_UNREAD : DECLARED_NONE;
}

static void read_declared(const json_t *entry, struct arena *arena, struct oit_declared *declared)
{
    const json_t *rows = json_object_get(entry, "rows");
    declared->state = declared_from(json_string_value(json_object_get(entry, "state")));
    declared->n_rows = json_array_size(rows);
    declared->rows = ARENA_ARRAY(arena, struct oit_declared_row, declared->n_rows + 1);
    for (size_t i = 0; i < declared->n_rows; i++) {
        const json_t *from = json_array_get(rows, i);
        struct oit_declared_row *row = &declared->rows[i];
        row->index_url = get_text(from, "index_url", arena);
        row->code = get_text(from, "code", arena);
        row->label = get_text(from, "label", arena);
        row->fiscal_year_be = get_int(from, "fiscal_year_be");
        row->targets = get_texts(from, "targets", arena, &row->n_targets);
        row->state = declared_from(json_string_value(json_object_get(from, "state")));
    }
}

static struct oit_index *get_indexes(const json_t *array, struct arena *arena, size_t *ret_n)
{
    size_t n = json_array_size(array);
    struct oit_index *indexes = ARENA_ARRAY(arena, struct oit_index, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *entry = json_array_get(array, i);
        indexes[i].url = get_text(entry, "url", arena);
        indexes[i].title = get_text(entry, "title", arena);
        indexes[i].fiscal_year_be = get_int(entry, "fiscal_year_be");
        indexes[i].scheme = get_text(entry, "scheme", arena);
        indexes[i].form = get_text(entry, "form", arena);
        indexes[i].is_used = get_bool(entry, "is_used");
        indexes[i].n_pages = get_uint(entry, "pages");
        indexes[i].n_rows = get_uint(entry, "rows");
        indexes[i].n_items = get_uint(entry, "items");
        indexes[i].list = get_words_of(entry, "list", arena);
    }
    *ret_n = n;
    return indexes;
}

static void read_item(const json_t *entry, struct arena *arena, struct oit_item *item)
{
    const char *code = get_text(entry, "code", arena);
    item->code = code ? code : ""; /* every output names its items */
    item->title = get_words_of(entry, "title", arena);
    item->group = get_text(entry, "group", arena);
    item->status = status_from(json_string_value(json_object_get(entry, "status")));
    item->confidence = get_double(entry, "confidence");
    item->review = get_bool(entry, "review");
    item->due = get_text(entry, "due", arena);
    item->due_state = get_text(entry, "due_state", arena);
    item->score = get_double(entry, "score");
    item->score_low = get_double(entry, "score_low");
    item->score_high = get_double(entry, "score_high");
    item->gain = get_double(entry, "gain");
    item->gain_ita = get_double(entry, "gain_ita");
    read_reasons(json_object_get(entry, "reasons"), arena, item);
    read_evidence(json_object_get(entry, "evidence"), arena, item);
    read_elements(json_object_get(entry, "elements"), arena, item);
    read_candidates(json_object_get(entry, "candidates"), arena, item);
    item->label = get_words_of(entry, "label", arena);
    item->advice = get_words_of(entry, "advice", arena);
    item->owner = get_words_of(entry, "owner", arena);
    item->review_rank = get_uint(entry, "review_rank");
    item->cautions = get_cautions(json_object_get(entry, "cautions"));
    read_declared(json_object_get(entry, "declared"), arena, &item->declared);
    item->weight = get_double(entry, "weight");
    item->max_score = get_double(entry, "max_score");
}

static struct oit_unread *get_unread(const json_t *array, struct arena *arena, size_t *ret_n)
{
    size_t n = json_array_size(array);
    struct oit_unread *unread = ARENA_ARRAY(arena, struct oit_unread, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *entry = json_array_get(array, i);
        unread[i].url = get_text(entry, "url", arena);
        unread[i].code = get_text(entry, "code", arena);
        unread[i].referrer = get_text(entry, "referrer", arena);
        unread[i].label = get_text(entry, "label", arena);
        unread[i].items = get_texts(entry, "items", arena, &unread[i].n_items);
    }
    *ret_n = n;
    return unread;
}

static struct oit_notice *get_notices(const json_t *array, struct arena *arena, size_t *ret_n)
{
    size_t n = json_array_size(array);
    struct oit_notice *notices = ARENA_ARRAY(arena, struct oit_notice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *entry = json_array_get(array, i);
        const char *level = json_string_value(json_object_get(entry, "level"));
        notices[i].code = get_text(entry, "code", arena);
        notices[i].is_warning = level && strcmp(level, "warning") == 0;
        notices[i].text = (struct oit_words){get_text(entry, "th", arena), get_text(entry, "en", arena)};
        notices[i].advice = (struct oit_words){get_text(entry, "advice_th", arena), get_text(entry, "advice_en", arena)};
        notices[i].urls = get_texts(entry, "urls", arena, &notices[i].n_urls);
        notices[i].n_all_urls = get_uint(entry, "url_count");
        notices[i].items = get_texts(entry, "items", arena, &notices[i].n_items);
    }
    *ret_n = n;
    return notices;
}

static void read_origin(const json_t *root, struct arena *arena, struct oit_report *report)
{
    const json_t *tool = json_object_get(root, "tool");
    report->tool.name = get_text(tool, "name", arena);
    report->tool.version = get_text(tool, "version", arena);
    const json_t *rules = json_object_get(root, "rules");
    report->rules.scheme = get_text(rules, "scheme", arena);
    report->rules.revision = get_text(rules, "revision", arena);
    report->rules.sha256 = get_text(rules, "sha256", arena);
    report->rules.confirmed_for_year = get_bool(rules, "confirmed_for_year");
    const char *calendar = get_text(rules, "calendar", arena); /* reports before this member: buddhist */
    report->rules.is_gregorian = calendar && strcmp(calendar, "gregorian") == 0;
    report->rules.title = get_words_of(rules, "title", arena);
    report->rules.score_name = get_words_of(rules, "score_name", arena);
    report->rules.assessor = get_words_of(rules, "assessor", arena);
    report->rules.n_items = get_uint(rules, "items");
    report->rules.n_confirmed_criteria = get_uint(rules, "criteria_confirmed");
    report->rules.n_assumed_criteria = get_uint(rules, "criteria_assumed");
    const json_t *site = json_object_get(root, "site");
    report->site.url = get_text(site, "url", arena);
    report->site.final_url = get_text(site, "final_url", arena);
    report->site.name = get_text(site, "name", arena);
    report->fiscal_year_be = get_int(root, "fiscal_year_be");
    report->as_of = get_text(root, "as_of", arena);
}

static void read_traps(const json_t *run, struct arena *arena, struct oit_report *report)
{
    const json_t *list = json_object_get(run, "traps"); /* reports before this member: none */
    size_t n = json_array_size(list);
    struct oit_trap *traps = ARENA_ARRAY(arena, struct oit_trap, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *trap = json_array_get(list, i);
        traps[i] = (struct oit_trap){.family = get_text(trap, "family", arena),
                                     .reason = get_text(trap, "reason", arena),
                                     .text = {get_text(trap, "th", arena), get_text(trap, "en", arena)},
                                     .seen = get_uint(trap, "seen"),
                                     .read = get_uint(trap, "read"),
                                     .cut = get_uint(trap, "cut"),
                                     .example = get_text(trap, "example", arena)};
    }
    report->run.traps = traps;
    report->run.n_traps = n;
}

static void read_run(const json_t *run, struct arena *arena, struct oit_report *report)
{
    report->run.id = get_text(run, "id", arena);
    report->run.started = get_time(run, "started");
    report->run.finished = get_time(run, "finished");
    report->run.complete = get_bool(run, "complete");
    report->run.stop_reason = get_text(run, "stop_reason", arena);
    report->run.fetched = get_uint(run, "fetched");
    report->run.html = get_uint(run, "html");
    report->run.documents = get_uint(run, "documents");
    report->run.ocr_pages = get_uint(run, "ocr_pages");
    report->run.failed = get_uint(run, "failed");
    report->run.skipped = get_uint(run, "skipped");
    report->run.unchanged = get_uint(run, "unchanged");
    report->run.cut_families = get_texts(run, "cut_families", arena, &report->run.n_cut_families);
    read_traps(run, arena, report);
}

static void read_score(const json_t *score, struct arena *arena, struct oit_report *report)
{
    report->score.total = get_double(score, "total");
    report->score.low = get_double(score, "low");
    report->score.high = get_double(score, "high");
    report->score.target = get_double(score, "target");
    report->score.target_source = get_text(score, "target_source", arena);
    report->score.reaches_target = get_text(score, "reaches_target", arena);
    report->score.aggregate = get_text(score, "aggregate", arena);
    report->score.groups = get_groups(score, arena, 1, &report->score.n_groups);
}

enum oit_code report_parse(struct str json, struct arena *arena, struct oit_report *ret_report, struct err *err)
{
    if (!json.p || json.n > LIMIT_REPORT_BYTES)
        return err_set(err, OIT_ERR_LOCAL, "รายงานที่เก็บไว้ว่างหรือใหญ่เกินไป ให้ตรวจใหม่", "the stored report is empty or too large; scan again");
    json_error_t where;
    json_t *root = json_loadb(json.p, json.n, 0, &where);
    if (!root)
        return err_set(err, OIT_ERR_LOCAL, "รายงานที่เก็บไว้เสียหายที่บรรทัด %d ให้ตรวจใหม่",
                       "the stored report is damaged at line %d; scan again", where.line);
    const char *schema = json_string_value(json_object_get(root, "schema"));
    if (!schema || strcmp(schema, REPORT_SCHEMA) != 0) {
        json_decref(root);
        return err_set(err, OIT_ERR_LOCAL, "รายงานที่เก็บไว้เป็นรูปแบบอื่น ไม่ใช่ '%s' ให้ใช้โปรแกรมรุ่นใหม่กว่าหรือตรวจใหม่",
                       "the stored report is not of schema '%s'; use a newer program or scan again", REPORT_SCHEMA);
    }
    struct oit_report report = {.fiscal_year_be = 0};
    read_origin(root, arena, &report);
    read_run(json_object_get(root, "run"), arena, &report);
    read_score(json_object_get(root, "score"), arena, &report);
    const json_t *items = json_object_get(root, "items");
    report.n_items = json_array_size(items);
    report.items = ARENA_ARRAY(arena, struct oit_item, report.n_items + 1);
    for (size_t i = 0; i < report.n_items; i++)
        read_item(json_array_get(items, i), arena, &report.items[i]);
    report.unread = get_unread(json_object_get(root, "unread"), arena, &report.n_unread);
    report.indexes = get_indexes(json_object_get(root, "indexes"), arena, &report.n_indexes);
    report.notices = get_notices(json_object_get(root, "notices"), arena, &report.n_notices);
    report.faults = get_unread(json_object_get(root, "faults"), arena, &report.n_faults);
    json_decref(root);
    *ret_report = report;
    return OIT_OK;
}

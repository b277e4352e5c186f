/* two_runs.c - stored runs found by what people type.
 *
 * Two runs are put in order of time: `oitcheck list` shows the newest first, and whoever copies from it would else read every repair as a loss.
 * SPDX-License-Identifier: MIT
 */
#include "run/two_runs.h"

#include "base/file.h"
#include "base/limits.h"
#include "report/report.h"
#include "run/judgement.h"
#include "run/stored_report.h"
#include "store/run_numbers.h"

bool two_runs_is_file(const char *word)
{
    return str_ends_nocase_c(str_from(word), ".json") || strchr(word, '/') || file_exists(word);
}

enum oit_code two_runs_file(const char *path, struct arena *arena, struct oit_report *ret_report, struct err *err)
{
    struct buf bytes;
    buf_init(&bytes, LIMIT_REPORT_FILE_BYTES);
    enum oit_code code = file_read(path, &bytes, err);
    if (code != OIT_OK)
        code = err_at(err, OIT_ERR_USAGE, path, "เปิดแฟ้มรายงานไม่ได้ ตรวจชื่อแฟ้ม (แฟ้ม report.json มาจาก oitcheck scan URL --output DIR)",
                      "cannot open this report; check its name (report.json comes from: oitcheck scan URL --output DIR)");
    else if (report_parse(buf_str(&bytes), arena, ret_report, NULL) != OIT_OK)
        code = err_at(err, OIT_ERR_USAGE, path, "แฟ้มนี้ไม่ใช่ report.json ของโปรแกรม (แฟ้ม report.json มาจาก oitcheck scan URL --output DIR)",
                      "this is no report.json of the program (it comes from: oitcheck scan URL --output DIR)");
    buf_done(&bytes);
    return code;
}

static enum oit_code read_report(struct store *store, int64_t row, struct arena *arena, struct oit_report *ret_report, struct err *err)
{
    struct arena scratch;
    const char *json = NULL;
    arena_init(&scratch);
    enum oit_code code = store_report_get(store, row, &scratch, &json, err);
    if (code == OIT_OK)
        code = stored_report_read(json, arena, ret_report, err);
    arena_done(&scratch);
    return code;
}

static bool is_whole(const struct store_run_brief *run)
{
    struct str reason = str_from(run->stop_reason);
    return run->complete && !str_eq_c(reason, "only") && !str_eq_c(reason, "quick");
}

enum oit_code two_runs_before(struct store *store, const struct two_runs_choice *choice, struct arena *arena, bool *ret_found, bool *ret_other_year,
                              struct oit_report *ret_report, struct err *err)
{
    struct store_run_brief *runs = NULL;
    const struct store_run_brief *chosen = NULL;
    size_t n = 0;
    struct store_run_choice all = {.site = choice->of->site.url, .before = choice->of->run.started + 1, .max = LIMIT_TREND_RUNS};
    enum oit_code code = store_runs_brief(store, &all, arena, &runs, &n, err);
    bool is_past = !choice->of->run.id; /* of runs of one second, which share their id, only the newest is the one itself */
    *ret_found = *ret_other_year = false;
    for (size_t i = 0; code == OIT_OK && i < n; i++) {
        bool is_itself = !is_past && str_eq(str_from(runs[i].id), str_from(choice->of->run.id));
        is_past = is_past || is_itself;
        if (!runs[i].has_report || is_itself)
            continue;
        if (runs[i].fiscal_year_be != choice->of->fiscal_year_be) {
            *ret_other_year = true;
            continue;
        }
        if (!chosen || (choice->prefers_whole && !is_whole(chosen) && is_whole(&runs[i])))
            chosen = &runs[i];
    }
    *ret_found = chosen != NULL;
    return code == OIT_OK && chosen ? read_report(store, chosen->row, arena, ret_report, err) : code;
}

static enum oit_code no_earlier(bool other_year, struct err *err)
{
    if (other_year)
        return err_set(err, OIT_ERR_USAGE, "ผลครั้งก่อนเป็นของปีงบประมาณอื่นทั้งหมด จึงเทียบกันไม่ได้: ตรวจปีงบประมาณเดียวกันอีกครั้งก่อน",
                       "all earlier runs are of other fiscal years and are not compared: check the same fiscal year once more first");
    return err_set(err, OIT_ERR_USAGE, "มีผลตรวจเพียงครั้งเดียว ยังไม่มีอะไรให้เทียบ: ตรวจอีกครั้งก่อน ดูรายการ: oitcheck list",
                   "there is only one run, nothing to compare with: check once more; see: oitcheck list");
}

/* A word of `diff`: a file, or a run within the store. */
static enum oit_code read_word(struct store *store, const struct oit_options *options, const char *word, struct arena *arena, struct oit_report *ret_report,
                               struct err *err)
{
    struct store_run run;
    struct oit_options choice = *options;
    if (word && two_runs_is_file(word))
        return two_runs_file(word, arena, ret_report, err);
    choice.run = word ? word : options->run;
    if (word && strcmp(word, "latest") != 0 && strcmp(word, "previous") != 0 && !options->site)
        choice.url = NULL; /* an id names its site itself */
    enum oit_code code = judgement_find_run(store, &choice, arena, &run, err);
    if (code == OIT_OK && !word)
        code = site_choice_tell(store, &choice, run.site, SITE_SAID, err);
    return code == OIT_OK ? read_report(store, run.row, arena, ret_report, err) : code;
}

static enum oit_code find_in_store(const struct oit_options *options, const char *const *words, size_t n_words, struct arena *arena, struct oit_report *before,
                                   struct oit_report *after, struct err *err)
{
    struct store *store = NULL;
    enum oit_code code = setup_store_exists(options, err);
    if (code == OIT_OK)
        code = store_open(options->db, &store, err);
    if (code == OIT_OK)
        code = read_word(store, options, n_words == 2 ? words[1] : NULL, arena, after, err);
    bool is_latest = false;
    if (code == OIT_OK && n_words > 0) {
        code = read_word(store, options, words[0], arena, before, err);
        is_latest = code == OIT_OK && n_words == 1 && before->run.id && after->run.id && strcmp(before->run.id, after->run.id) == 0;
    }
    if (code == OIT_OK && (n_words == 0 || is_latest)) {
        bool found = false, other_year = false;
        code = two_runs_before(store, &(struct two_runs_choice){.of = after}, arena, &found, &other_year, before, err);
        if (code == OIT_OK && !found)
            code = no_earlier(other_year, err);
    }
    store_close(store);
    return code;
}

enum oit_code two_runs_find(const struct oit_options *options, const char *const *words, size_t n_words, struct arena *arena, struct oit_report *ret_before,
                            struct oit_report *ret_after, struct err *err)
{
    enum oit_code code;
    if (n_words == 2 && two_runs_is_file(words[0]) && two_runs_is_file(words[1])) {
        code = two_runs_file(words[0], arena, ret_before, err);
        if (code == OIT_OK)
            code = two_runs_file(words[1], arena, ret_after, err);
    } else {
        code = find_in_store(options, words, n_words, arena, ret_before, ret_after, err);
    }
    if (code == OIT_OK && ret_before->run.started > ret_after->run.started) {
        struct oit_report earlier = *ret_after;
        *ret_after = *ret_before;
        *ret_before = earlier;
    }
    return code;
}

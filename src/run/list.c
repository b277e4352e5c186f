/* list.c - which runs are stored.
 * SPDX-License-Identifier: MIT
 */
#include "base/messages.h"
#include "report/json_writer.h"
#include "run/setup.h"
#include "store/store.h"
#include "text/years.h"

int oit_list_runs(const struct oit_options *options, enum oit_format format, struct buf *out, struct err *err)
{
    enum { MAX_RUNS = 1000 };
    struct store *store = NULL;
    struct arena arena;
    arena_init(&arena);
    struct store_run *runs = NULL;
    size_t n = 0;
    enum oit_code code = store_open(options->db, &store, err);
    if (code == OIT_OK)
        code = store_runs(store, options->site, MAX_RUNS, &arena, &runs, &n, err);
    for (size_t i = 0; code == OIT_OK && i < n; i++) {
        char time[21];
        clock_iso_utc(runs[i].started, time);
        if (format == OIT_FORMAT_JSON) {
            struct json_writer json = {.out = out, .is_compact = true};
            jw_begin(&json, NULL, '{');
            jw_text(&json, "id", runs[i].id);
            jw_text(&json, "site", runs[i].site);
            jw_text(&json, "started", time);
            jw_uint(&json, "fiscal_year_be", (uint64_t)runs[i].fiscal_year_be);
            jw_bool(&json, "complete", runs[i].complete);
            jw_end(&json, '}');
            (void)buf_add_char(out, '\n');
        } else {
            int hour, minute;
            char day[48];
            clock_bangkok_hm(runs[i].started, &hour, &minute);
            (options->language == OIT_EN ? years_date_en : years_date_th)(clock_date_bangkok(runs[i].started), day, sizeof day);
            (void)buf_addf(out, "%s  %s %02d:%02d  %s  %d  %s\n", runs[i].id, day, hour, minute, runs[i].site, runs[i].fiscal_year_be,
                           runs[i].complete ? "" : msg_in(options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_INCOMPLETE));
        }
    }
    if (code == OIT_OK && n == 0 && format != OIT_FORMAT_JSON)
        (void)buf_addf(out, "%s\n", msg_in(options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_EXPLAIN_NO_RUN));
    store_close(store);
    arena_done(&arena);
    return (int)code;
}

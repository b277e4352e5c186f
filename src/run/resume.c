/* resume.c - which run --resume goes on with.
 * SPDX-License-Identifier: MIT
 */
#include "resume.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/messages.h"
#include "text/years.h"

enum { LOOKED_AT = 12 };

static bool is_cut_only(const struct store_run *run)
{
    return run->finished == 0 && run->stop_reason && strcmp(run->stop_reason, "only") == 0;
}

static enum resume_kind kind_of(const struct store_run *run)
{
    if (run->complete && run->finished != 0 && run->report_json)
        return RESUME_COMPLETE;
    return run->complete ? RESUME_JUDGING : RESUME_CRAWL;
}

static bool count_visit(void *context, const struct store_visit *visit)
{
    size_t *n = context;
    *n += visit->fault == FAULT_NONE;
    return true;
}

enum oit_code resume_find(struct store *store, const char *site, struct arena *arena, struct resume_plan *ret_plan, struct err *err)
{
    struct store_run *runs;
    size_t n = 0;
    *ret_plan = (struct resume_plan){.kind = RESUME_NOTHING};
    enum oit_code code = store_runs(store, site, LOOKED_AT, arena, &runs, &n, err);
    for (size_t i = 0; code == OIT_OK && i < n; i++) {
        if (is_cut_only(&runs[i]))
            continue;
        ret_plan->run = runs[i];
        ret_plan->kind = kind_of(&runs[i]);
        break;
    }
    if (code == OIT_OK && ret_plan->kind > RESUME_COMPLETE)
        code = store_visits(store, ret_plan->run.row, 0, count_visit, &ret_plan->n_visits, err);
    return code;
}

static void write_time(int64_t at, enum oit_language language, char out[static 96])
{
    char date[48] = "";
    int hour = 0, minute = 0;
    if (language == OIT_EN)
        years_date_en(clock_date_bangkok(at), date, sizeof date);
    else
        years_date_th(clock_date_bangkok(at), date, sizeof date);
    clock_bangkok_hm(at, &hour, &minute);
    (void)snprintf(out, 96, "%s %02d:%02d%s", date, hour, minute, language == OIT_EN ? "" : " น.");
}

void resume_tell(const struct resume_plan *plan, bool has_other_rules, enum oit_language language)
{
    static const enum msg sentences[] = {[RESUME_NOTHING] = MSG_RESUME_NOTHING, [RESUME_COMPLETE] = MSG_RESUME_COMPLETE, [RESUME_CRAWL] = MSG_RESUME_CRAWL,
                                         [RESUME_JUDGING] = MSG_RESUME_JUDGING};
    enum msg_language in = language == OIT_EN ? MSG_EN : MSG_TH;
    char when[96] = "", count[24];
    struct buf line;
    buf_init(&line, 0);
    if (plan->kind != RESUME_NOTHING)
        write_time(plan->run.started, language, when);
    (void)snprintf(count, sizeof count, "%zu", plan->n_visits);
    msg_add(&line, in, sentences[plan->kind], MSG_ARGS(when, count));
    (void)buf_add_char(&line, '\n');
    if (has_other_rules) {
        msg_add(&line, in, MSG_RESUME_OTHER_RULES, NULL);
        (void)buf_add_char(&line, '\n');
    }
    (void)fputs(buf_str(&line).p, stderr);
    buf_done(&line);
}

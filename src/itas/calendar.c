/* calendar.c - where the agency's ITAS work stands on a day.
 *
 * Each stage is first given the days it lacks, then the running one is chosen. Usual months are habit (FY2564-2568), never shown as official.
 * SPDX-License-Identifier: MIT
 */
#include "itas/calendar.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rules/schema.h"
#include "text/years.h"

const struct calendar_kind calendar_kinds[] = {
    {"assign", {"มอบหมาย", "assign the items to bureaus"}, "import itas.xlsx", NULL, 12, 1, 1, 31},
    {"collect", {"สำนักส่งข้อมูล", "bureaus hand in"}, "remind", NULL, 2, 1, 3, 31},
    {"check-links", {"ตรวจลิงก์", "check the links"}, "scan", "verify", 4, 1, 4, 10},
    {"approve", {"อนุมัติ", "approval by the executive"}, "remind --output remind", NULL, 4, 11, 4, 20},
    {"enter", {"กรอก ITAS", "entry in ITAS"}, "submit itas.xlsx", "verify", 4, 21, 4, 30},
    {"assess", {"ผู้ประเมินตรวจ", "assessors check"}, "watch", NULL, 5, 1, 6, 15},
    {"appeal", {"อุทธรณ์", "objections"}, "bundle --output bundle", NULL, 6, 16, 6, 30},
    {"results", {"ประกาศผล", "results"}, "history", NULL, 7, 1, 8, 31},
};
const size_t calendar_n_kinds = sizeof calendar_kinds / sizeof *calendar_kinds;

/* Blanks aside, ASCII case aside. */
static bool same_words(struct str a, const char *b)
{
    struct str other = str_from(b);
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == ' ' || a.p[i] == '-' || a.p[i] == '_'))
            i++;
        while (k < other.n && (other.p[k] == ' ' || other.p[k] == '-' || other.p[k] == '_'))
            k++;
        if (i == a.n || k == other.n)
            return i == a.n && k == other.n;
        if (!str_eq_nocase(str_sub(a, i++, 1), str_sub(other, k++, 1)))
            return false;
    }
}

const struct calendar_kind *calendar_kind_of(struct str words)
{
    for (size_t i = 0; i < calendar_n_kinds && words.n; i++)
        if (same_words(words, calendar_kinds[i].id) || same_words(words, calendar_kinds[i].title.th))
            return &calendar_kinds[i];
    return NULL;
}

const char *calendar_nearest(struct str words)
{
    const char *ids[sizeof calendar_kinds / sizeof *calendar_kinds + 1] = {NULL};
    for (size_t i = 0; i < calendar_n_kinds; i++)
        ids[i] = calendar_kinds[i].id;
    return schema_nearest(words, ids);
}

struct span {
    const struct profile_stage *stage;
    int64_t from, to; /* days; INT64_MIN, INT64_MAX: not known yet */
};

static int compare_spans(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    int64_t p = x->from != INT64_MIN ? x->from : x->to, q = y->from != INT64_MIN ? y->from : y->to;
    return p != q ? (p < q ? -1 : 1) : x->stage < y->stage ? -1 : x->stage > y->stage;
}

/* In order of their days. Returns how many have any. */
static size_t read_spans(const struct profile *profile, struct span *spans)
{
    size_t n = 0;
    for (size_t i = 0; i < profile->n_stages; i++) {
        const struct profile_stage *stage = &profile->stages[i];
        if (stage->from.year_ce || stage->to.year_ce)
            spans[n++] = (struct span){stage, stage->from.year_ce ? clock_date_days(stage->from) : INT64_MIN,
                                       stage->to.year_ce ? clock_date_days(stage->to) : INT64_MAX};
    }
    if (n > 1)
        qsort(spans, n, sizeof *spans, compare_spans);
    return n;
}

/* The latest end before this one's; the first day of the fiscal year it ends in when there is none. */
static int64_t begin_before(const struct span *spans, size_t n, const struct span *span)
{
    int64_t begin = INT64_MIN;
    for (size_t i = 0; i < n; i++) {
        int64_t end = spans[i].to != INT64_MAX ? spans[i].to : spans[i].from;
        if (&spans[i] != span && end < span->to && end + 1 > begin)
            begin = end + 1;
    }
    return begin != INT64_MIN ? begin : clock_date_days(years_fiscal_start(years_fiscal_of(span->stage->to)));
}

static int64_t end_after(const struct span *spans, size_t n, const struct span *span)
{
    int64_t end = INT64_MAX;
    for (size_t i = 0; i < n; i++) {
        int64_t next = spans[i].from != INT64_MIN ? spans[i].from : spans[i].to;
        if (&spans[i] != span && next > span->from && next - 1 < end)
            end = next - 1;
    }
    return end != INT64_MAX ? end : span->from;
}

static void fill_spans(struct span *spans, size_t n)
{
    struct span *filled = mem_copy(spans, n * sizeof *spans);
    for (size_t i = 0; i < n; i++) { /* by what was written, not by what was filled in */
        if (spans[i].from == INT64_MIN)
            filled[i].from = begin_before(spans, n, &spans[i]);
        if (spans[i].to == INT64_MAX)
            filled[i].to = end_after(spans, n, &spans[i]);
    }
    memcpy(spans, filled, n * sizeof *spans);
    free(filled);
}

static bool runs_on(const struct span *span, int64_t day)
{
    return span->from <= day && day <= span->to;
}

static bool is_better(const struct span *a, const struct span *b, int64_t day)
{
    if (!b)
        return true;
    if (runs_on(a, day) != runs_on(b, day))
        return runs_on(a, day);
    if (!runs_on(a, day))
        return a->from != b->from ? a->from < b->from : a->to < b->to;
    return a->to != b->to ? a->to < b->to : a->from > b->from;
}

static struct clock_date date_of(int64_t day)
{
    return clock_date_bangkok(day * 86400);
}

bool calendar_at(const struct profile *profile, struct clock_date today, struct calendar_now *ret_now)
{
    int64_t day = clock_date_days(today);
    struct span *spans = mem_alloc((profile->n_stages + 1) * sizeof *spans);
    size_t n = read_spans(profile, spans);
    const struct span *best = NULL;
    fill_spans(spans, n);
    for (size_t i = 0; i < n; i++)
        if (spans[i].to >= day && is_better(&spans[i], best, day))
            best = &spans[i];
    if (best) {
        const struct calendar_kind *kind = calendar_kind_of(str_from(best->stage->id));
        bool is_running = runs_on(best, day);
        *ret_now = (struct calendar_now){.stage = best->stage, .from = date_of(best->from), .to = date_of(best->to), .days_left = (int)(best->to - day),
                                         .days_until = is_running ? 0 : (int)(best->from - day), .is_running = is_running,
                                         .title = {best->stage->title.th ? best->stage->title.th : kind ? kind->title.th : best->stage->id,
                                                   best->stage->title.en ? best->stage->title.en : kind ? kind->title.en : best->stage->id}};
    }
    free(spans);
    return best != NULL;
}

/* A path to type: quoted where a shell would take it apart. */
static void add_path(struct buf *out, const char *path)
{
    bool is_plain = true;
    for (const char *p = path; *p; p++)
        is_plain = is_plain && !strchr(" \t\n'\"\\$`&|;<>()*?[]#~!{}", *p);
    (void)buf_add_c(out, is_plain ? "" : "'");
    for (const char *p = path; *p; p++)
        if (*p == '\'')
            (void)buf_add_c(out, "'\\''");
        else
            (void)buf_add_char(out, *p);
    (void)buf_add_c(out, is_plain ? "" : "'");
}

struct str calendar_command(const struct profile *profile, const struct calendar_now *now, bool is_submitted, struct arena *arena)
{
    const struct calendar_kind *kind = calendar_kind_of(str_from(now->stage->id));
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "oitcheck %s", !kind ? "remind" : is_submitted && kind->after ? kind->after : kind->command);
    if (profile->path) {
        (void)buf_add_c(&text, " --profile ");
        add_path(&text, profile->path);
    }
    struct str command = arena_str(arena, buf_str(&text));
    buf_done(&text);
    return command;
}

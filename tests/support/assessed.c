/* assessed.c - see assessed.h.
 * SPDX-License-Identifier: MIT
 */
#include "assessed.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *code;
    size_t first, last; /* items */
} groups[] = {{"9.1", 1, 6}, {"9.2", 7, 13}, {"9.3", 14, 17}, {"9.4", 18, 21}, {"9.5", 22, 25}, {"10.1", 26, 31}, {"10.2", 32, 35}};

static const struct {
    size_t item;
    double score;
    const char *label_th, *label_en, *owner_th, *owner_en;
} lacking[] = {{11, 50, "พบแต่ไม่ครบ (ขาด: ค่าธรรมเนียม)", "found but incomplete (lacking: fees)", "สำนักบริการ", "service bureau"},
               {16, 0, "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1)", "a near document was found, but it is not this item", "กองคลัง", "finance"},
               {17, 0, "ไม่พบ", "not found", "กองคลัง", "finance"},
               {19, 0, "พบของปีอื่น (2565)", "found for another year (2565)", "กองบุคคล", "personnel"},
               {30, 0, "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (ความเสี่ยงทั่วไป)", "a near document was found", "ศูนย์ต่อต้านการทุจริต", "integrity centre"}};

static void fill_item(struct arena *arena, struct oit_item *item, size_t number, const char *group)
{
    *item = (struct oit_item){.code = arena_printf(arena, "O%zu", number).p, .group = group, .status = OIT_PUBLISHED, .confidence = 0.9, .due_state = "met", .score = 100,
                              .score_low = 100, .score_high = 100, .weight = 1, .max_score = 100,
                              .title = {arena_printf(arena, "เรื่องที่ %zu", number).p, arena_printf(arena, "matter %zu", number).p},
                              .label = {"เผยแพร่ครบ", "published in full"}, .advice = {"", ""}, .owner = {"สำนักอำนวยการ", "central bureau"}};
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (lacking[i].item == number) {
            item->status = lacking[i].score > 0 ? OIT_PARTIAL : OIT_MISSING;
            item->score = item->score_low = item->score_high = lacking[i].score;
            item->label = (struct oit_words){lacking[i].label_th, lacking[i].label_en};
            item->owner = (struct oit_words){lacking[i].owner_th, lacking[i].owner_en};
            item->advice = (struct oit_words){"เผยแพร่เอกสารของปีนี้ให้ครบ", "publish this year's document in full"};
            item->gain = 1;
        }
}

struct oit_report *assessed_report(struct arena *arena)
{
    struct oit_report *report = ARENA_NEW(arena, struct oit_report);
    struct oit_group *top = ARENA_ARRAY(arena, struct oit_group, 2), *low = ARENA_ARRAY(arena, struct oit_group, 7);
    report->items = ARENA_ARRAY(arena, struct oit_item, 35);
    for (size_t g = 0; g < 7; g++) {
        low[g] = (struct oit_group){.code = groups[g].code, .aggregate = "mean", .weight = 1};
        for (size_t i = groups[g].first; i <= groups[g].last; i++)
            fill_item(arena, &report->items[report->n_items++], i, groups[g].code);
    }
    top[0] = (struct oit_group){.code = "9", .aggregate = "mean", .weight = 1, .groups = low, .n_groups = 5};
    top[1] = (struct oit_group){.code = "10", .aggregate = "mean", .weight = 1, .groups = low + 5, .n_groups = 2};
    report->score.groups = top;
    report->score.n_groups = 2;
    report->score.aggregate = "mean";
    report->score.total = report->score.low = report->score.high = 87.619047619047619;
    report->score.target = 85;
    report->score.target_source = "default";
    report->score.reaches_target = "yes";
    report->ita.iit = 84.148;
    report->ita.eit = 80.135;
    report->ita.target = 85;
    report->ita.oit_needed = (85 - 0.3 * 84.148 - 0.3 * 80.135) / 0.4;
    report->ita.ita_low = report->ita.ita_high = 0.3 * 84.148 + 0.3 * 80.135 + 0.4 * report->score.low;
    report->fiscal_year_be = 2567;
    report->as_of = "2024-04-10";
    report->site.url = report->site.final_url = "https://www.agency.example.go.th/";
    report->site.name = "สำนักงานตัวอย่าง";
    report->run.id = "20240410T020000Z-www.agency.example.go.th";
    report->run.complete = true;
    report->run.stop_reason = "frontier-empty";
    report->tool.name = "oitcheck";
    report->tool.version = "0.1.0";
    report->rules.scheme = "2567";
    report->rules.revision = "2567.1";
    report->rules.n_items = 35;
    report->rules.confirmed_for_year = true;
    return report;
}

struct oit_item *assessed_item(struct oit_report *report, const char *code)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (strcmp(report->items[i].code, code) == 0)
            return &report->items[i];
    return NULL;
}

int assessed_begin(void **state)
{
    static struct assessed assessed;
    arena_init(&assessed.arena);
    assessed.report = assessed_report(&assessed.arena);
    *state = &assessed;
    return 0;
}

int assessed_end(void **state)
{
    struct assessed *assessed = *state;
    arena_done(&assessed->arena);
    return 0;
}

/* traps.c - families of URLs that were cut.
 * SPDX-License-Identifier: MIT
 */
#include "traps.h"

/* Calendars, albums and filters are as they should be: said, without advice. */
static const struct trap_row {
    const char *reason, *code;
    enum msg says, advice;
} TRAPS[] = {
    {"repeated", "trap-repeated", MSG_TRAP_REPEATED, MSG_TRAP_REPEATED_ADVICE},
    {"deep", "trap-deep", MSG_TRAP_DEEP, MSG_TRAP_REPEATED_ADVICE},
    {"calendar", "trap-calendar", MSG_TRAP_CALENDAR, N_MESSAGES},
    {"equal", "trap-equal", MSG_TRAP_EQUAL, N_MESSAGES},
    {"facets", "trap-facets", MSG_TRAP_FACETS, N_MESSAGES},
    {"budget", "trap-budget", MSG_TRAP_BUDGET, MSG_TRAP_BUDGET_ADVICE},
};

static const struct trap_row *row_of(const char *reason)
{
    const size_t n = sizeof TRAPS / sizeof *TRAPS;
    for (size_t i = 0; reason && i < n; i++)
        if (strcmp(TRAPS[i].reason, reason) == 0)
            return &TRAPS[i];
    return &TRAPS[n - 1];
}

struct oit_words trap_words(const char *reason)
{
    const struct trap_row *row = row_of(reason);
    return (struct oit_words){msg_th(row->says), msg_en(row->says)};
}

struct notice trap_notice(const char *reason)
{
    const struct trap_row *row = row_of(reason);
    return (struct notice){.code = row->code, .says = row->says, .advice = row->advice};
}

void traps_pack(const struct oit_trap *traps, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(out, "%s %s %u %u %u %s\n", traps[i].family, traps[i].reason, traps[i].seen, traps[i].read, traps[i].cut, traps[i].example);
}

static uint32_t number_of(struct str word)
{
    uint64_t value = 0;
    return str_to_u64(word, UINT32_MAX, &value) ? (uint32_t)value : 0;
}

void traps_unpack_line(struct str line, struct arena *arena, struct oit_trap *ret_trap)
{
    struct str family = str_cut(&line, ' ');
    const struct trap_row *row = row_of(line.n ? arena_text(arena, str_cut(&line, ' ')) : NULL);
    *ret_trap = (struct oit_trap){.family = arena_text(arena, family), .reason = row->reason, .text = {msg_th(row->says), msg_en(row->says)}};
    ret_trap->seen = number_of(str_cut(&line, ' '));
    ret_trap->read = number_of(str_cut(&line, ' '));
    ret_trap->cut = number_of(str_cut(&line, ' '));
    ret_trap->example = line.n ? arena_text(arena, line) : ret_trap->family;
}

const char *const *traps_families(const struct oit_trap *traps, size_t n, struct arena *arena)
{
    const char **names = ARENA_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = traps[i].family;
    return names;
}

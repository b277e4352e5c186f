/* fuzz_profile.c - any bytes as an agency's profile: refused with a place, or read, and then its calendar is asked for days around its own.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "itas/calendar.h"
#include "itas/profile.h"
#include "text/years.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct profile *profile, struct clock_date day)
{
    struct calendar_now now;
    struct arena arena;
    arena_init(&arena);
    if (clock_date_is_valid(day) && calendar_at(profile, day, &now)) {
        assert(now.days_left >= 0 && now.days_until >= 0 && now.title.th && now.title.en);
        assert(now.is_running == (now.days_until == 0) && clock_date_cmp(now.from, now.to) <= 0);
        assert(str_starts_c(calendar_command(profile, &now, false, &arena), "oitcheck "));
    }
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct profile *profile = NULL;
    struct err err = {.code = OIT_OK};
    if (profile_parse((struct str){(const char *)data, size}, "fuzz.yaml", &profile, &err) != OIT_OK) {
        assert(!profile && err.th[0] && err.en[0]);
        return 0;
    }
    assert(profile->site && *profile->site);
    for (size_t i = 0; i < profile->n_stages; i++) {
        assert(profile->stages[i].id);
        ask(profile, profile->stages[i].from);
        ask(profile, profile->stages[i].to);
    }
    ask(profile, (struct clock_date){2024, 4, 10});
    profile_free(profile);
    return 0;
}

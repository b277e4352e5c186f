/* The similarity hash: the same bits as 64 counters would give, for any number of hashes.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rules/simhash.h"

static void bits_are_those_of_counters(void **state)
{
    (void)state;
    for (uint32_t n = 0; n < 300; n += n < 40 ? 1 : 37) {
        struct simhash s = {0};
        uint32_t count[64] = {0};
        for (uint32_t i = 0; i < n; i++) {
            uint64_t hash = simhash_mix(i % 97 * 65537u + n);
            simhash_add(&s, hash);
            for (unsigned bit = 0; bit < 64; bit++)
                count[bit] += (uint32_t)(hash >> bit & 1);
        }
        uint64_t wanted = 0;
        for (unsigned bit = 0; bit < 64; bit++)
            wanted |= (uint64_t)(count[bit] * 2 > n) << bit;
        assert_true(simhash_value(&s) == wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bits_are_those_of_counters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_confidence.c - a caution never raises confidence, and reviews come where the doubt times the stake is largest.
 * SPDX-License-Identifier: MIT
 */
#include "assess/confidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assess/score.h"

static void every_caution_costs(void **state)
{
    (void)state;
    for (int status = OIT_PUBLISHED; status <= OIT_UNKNOWN; status++)
        for (unsigned i = 0; i < N_OIT_CAUTIONS; i++) {
            double sure = confidence_of((enum oit_status)status, 0), less = confidence_of((enum oit_status)status, UINT32_C(1) << i);
            assert_true(sure > 0 && sure < 1);
            assert_true(less <= sure);
        }
    assert_true(confidence_of(OIT_PUBLISHED, 0) > CONFIDENCE_REVIEW);
    assert_true(confidence_of(OIT_PUBLISHED, (UINT32_C(1) << N_OIT_CAUTIONS) - 1) < CONFIDENCE_REVIEW);
}

static void caution_names_are_read_back(void **state)
{
    (void)state;
    for (unsigned i = 0; i < N_OIT_CAUTIONS; i++) {
        assert_int_equal(oit_caution_from_name(oit_caution_name((enum oit_caution)i)), i);
        assert_true(oit_caution_th((enum oit_caution)i)[0] && oit_caution_en((enum oit_caution)i)[0]);
    }
    assert_int_equal(oit_caution_from_name("no such"), N_OIT_CAUTIONS);
    assert_int_equal(oit_caution_from_name(NULL), N_OIT_CAUTIONS);
}

/* Two items of equal doubt: the one whose group has fewer items weighs more. */
static void the_largest_stake_times_doubt_goes_first(void **state)
{
    (void)state;
    struct scheme *scheme = NULL;
    assert_int_equal(scheme_load("rules/2567", NULL, &scheme, NULL, NULL), OIT_OK);
    struct oit_item items[64] = {{0}};
    struct score_range ranges[64];
    struct oit_report report = {.items = items, .n_items = scheme->n_items};
    uint16_t o8 = scheme_item_as_typed(scheme, STR_LIT("O8")), o32 = scheme_item_as_typed(scheme, STR_LIT("O32")), o1 = scheme_item_as_typed(scheme, STR_LIT("O1"));
    for (size_t i = 0; i < scheme->n_items; i++) {
        ranges[i] = (struct score_range){100, 100};
        items[i] = (struct oit_item){.status = OIT_PUBLISHED, .confidence = 0.99};
    }
    items[o8].review = items[o32].review = items[o1].review = true;
    items[o8].confidence = items[o32].confidence = 0.7;
    items[o1].status = OIT_UNKNOWN;
    confidence_rank_reviews(scheme, ranges, &report);
    assert_int_equal(items[o32].review_rank, 1);
    assert_int_equal(items[o1].review_rank, 2); /* open: either may be true */
    assert_int_equal(items[o8].review_rank, 3);
    assert_int_equal(items[o8 + 1].review_rank, 0);
    scheme_free(scheme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_caution_costs),
        cmocka_unit_test(caution_names_are_read_back),
        cmocka_unit_test(the_largest_stake_times_doubt_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

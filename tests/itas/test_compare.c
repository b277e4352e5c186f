/* test_compare.c - what is said to have changed between two reports, and above all what is not.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "itas/compare.h"

/* A report of one item, by hand. */
struct one {
    struct oit_report report;
    struct oit_item item;
    struct oit_reason_entry reason;
    struct oit_evidence evidence[2];
    struct oit_element elements[3];
    struct oit_unread fault;
};

static void fill(struct one *o, enum oit_status status, enum oit_reason reason)
{
    *o = (struct one){0};
    o->reason.code = reason;
    o->evidence[0] = (struct oit_evidence){.url = "http://a.example.go.th/plan.pdf", .title = "แผน", .kind = "pdf", .sha256 = "aa"};
    o->item = (struct oit_item){.code = "O7", .status = status, .reasons = &o->reason, .n_reasons = 1, .evidence = o->evidence};
    o->item.n_evidence = status == OIT_PUBLISHED || status == OIT_PARTIAL;
    o->report.tool.version = "1";
    o->report.rules.scheme = "2567";
    o->report.rules.revision = "2567.1";
    o->report.rules.sha256 = "r1";
    o->report.site.url = "http://a.example.go.th/";
    o->report.fiscal_year_be = 2567;
    o->report.run.complete = true;
    o->report.run.stop_reason = "frontier-empty";
    o->report.run.started = 1719700000; /* 30 June 2024 */
    o->report.items = &o->item;
    o->report.n_items = 1;
}

static void add_elements(struct one *o, enum oit_element_state first, enum oit_element_state second)
{
    o->elements[0] = (struct oit_element){.id = "steps", .required = true, .state = first};
    o->elements[1] = (struct oit_element){.id = "fee", .required = true, .state = second};
    o->item.elements = o->elements;
    o->item.n_elements = 2;
}

static struct arena arena;

static struct comparison compare(const struct one *before, const struct one *after)
{
    struct comparison c;
    compare_reports(&before->report, &after->report, &arena, &c);
    return c;
}

static enum compare_kind kind(const struct one *before, const struct one *after)
{
    struct comparison c = compare(before, after);
    assert_int_equal(c.bar, COMPARE_NO_BAR);
    assert_int_equal(c.n_items, 1);
    assert_int_equal(c.counts[c.items[0].kind], 1);
    assert_int_equal(c.is_same, c.items[0].kind == COMPARE_SAME);
    return c.items[0].kind;
}

static int setup(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void transitions_have_their_kinds(void **state)
{
    static const struct {
        enum oit_status before;
        enum oit_reason before_reason;
        enum oit_status after;
        enum oit_reason after_reason;
        enum compare_kind kind;
    } rows[] = {
        {OIT_PUBLISHED, REASON_COMPLETE, OIT_PUBLISHED, REASON_COMPLETE, COMPARE_SAME},
        {OIT_MISSING, REASON_NO_CANDIDATE, OIT_MISSING, REASON_NO_CANDIDATE, COMPARE_SAME},
        {OIT_UNKNOWN, REASON_FETCH_FAILED, OIT_UNKNOWN, REASON_FETCH_FAILED, COMPARE_SAME},
        {OIT_PUBLISHED, REASON_COMPLETE, OIT_MISSING, REASON_DEAD_LINK, COMPARE_WORSENED},
        {OIT_PUBLISHED, REASON_COMPLETE, OIT_PARTIAL, REASON_ELEMENTS_MISSING, COMPARE_WORSENED},
        {OIT_PARTIAL, REASON_ELEMENTS_MISSING, OIT_MISSING, REASON_NO_CANDIDATE, COMPARE_WORSENED},
        {OIT_MISSING, REASON_WRONG_YEAR, OIT_PARTIAL, REASON_ELEMENTS_MISSING, COMPARE_IMPROVED},
        {OIT_MISSING, REASON_NO_CANDIDATE, OIT_PUBLISHED, REASON_COMPLETE, COMPARE_IMPROVED},
        {OIT_UNKNOWN, REASON_LOGIN_REQUIRED, OIT_PUBLISHED, REASON_COMPLETE, COMPARE_IMPROVED},
        {OIT_UNKNOWN, REASON_BUDGET_EXHAUSTED, OIT_PUBLISHED, REASON_COMPLETE, COMPARE_KNOWN},
        {OIT_UNKNOWN, REASON_FETCH_FAILED, OIT_MISSING, REASON_NO_CANDIDATE, COMPARE_KNOWN},
        {OIT_PUBLISHED, REASON_COMPLETE, OIT_UNKNOWN, REASON_FETCH_FAILED, COMPARE_UNREAD},
        {OIT_PUBLISHED, REASON_COMPLETE, OIT_UNKNOWN, REASON_LOGIN_REQUIRED, COMPARE_UNREAD},
        {OIT_MISSING, REASON_NO_CANDIDATE, OIT_UNKNOWN, REASON_NO_TEXT, COMPARE_UNREAD},
        {OIT_UNKNOWN, REASON_FETCH_FAILED, OIT_UNKNOWN, REASON_LOGIN_REQUIRED, COMPARE_UNREAD},
        {OIT_UNKNOWN, REASON_NOT_YET_DUE, OIT_MISSING, REASON_NO_CANDIDATE, COMPARE_DUE},
        {OIT_UNKNOWN, REASON_NOT_YET_DUE, OIT_PARTIAL, REASON_ELEMENTS_MISSING, COMPARE_DUE},
        {OIT_UNKNOWN, REASON_NOT_YET_DUE, OIT_PUBLISHED, REASON_COMPLETE, COMPARE_IMPROVED},
        {OIT_UNKNOWN, REASON_NOT_YET_DUE, OIT_UNKNOWN, REASON_FETCH_FAILED, COMPARE_UNREAD},
        {OIT_PUBLISHED, REASON_COMPLETE, OIT_UNKNOWN, REASON_NOT_YET_DUE, COMPARE_DUE},
        {OIT_MISSING, REASON_NO_CANDIDATE, OIT_MISSING, REASON_WRONG_YEAR, COMPARE_EVIDENCE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct one before, after;
        fill(&before, rows[i].before, rows[i].before_reason);
        fill(&after, rows[i].after, rows[i].after_reason);
        if (kind(&before, &after) != rows[i].kind)
            fail_msg("row %zu: %s, not %s", i, compare_kind_name(kind(&before, &after)), compare_kind_name(rows[i].kind));
    }
}

static void cut_checks_lose_nothing(void **state)
{
    static const char *const reasons[] = {"max-time", "only", "quick", "signal"};
    (void)state;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        struct one before, after;
        fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
        fill(&after, OIT_PARTIAL, REASON_ELEMENTS_MISSING);
        add_elements(&before, OIT_ELEMENT_FOUND, OIT_ELEMENT_FOUND);
        add_elements(&after, OIT_ELEMENT_FOUND, OIT_ELEMENT_NOT_FOUND);
        after.report.run.stop_reason = reasons[i];
        after.report.run.complete = i == 1;
        assert_int_equal(kind(&before, &after), COMPARE_UNREAD);
    }
    struct one before, after;
    fill(&before, OIT_PARTIAL, REASON_ELEMENTS_MISSING);
    fill(&after, OIT_PUBLISHED, REASON_COMPLETE);
    before.report.run.complete = false;
    assert_int_equal(kind(&before, &after), COMPARE_KNOWN);
    before.report.run.complete = true;
    before.report.run.stop_reason = "only"; /* it stands on a whole check: what it lacked was lacking */
    assert_int_equal(kind(&before, &after), COMPARE_IMPROVED);
    before.report.run.stop_reason = "quick";
    assert_int_equal(kind(&before, &after), COMPARE_KNOWN);
}

static void removed_evidence_of_a_cut_check_is_not_gone(void **state)
{
    struct one before, after;
    (void)state;
    fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
    fill(&after, OIT_PUBLISHED, REASON_COMPLETE);
    before.evidence[1] = (struct oit_evidence){.url = "http://a.example.go.th/more.pdf", .kind = "pdf", .sha256 = "bb"};
    before.item.n_evidence = 2;
    assert_int_equal(kind(&before, &after), COMPARE_EVIDENCE);
    after.report.run.complete = false;
    assert_int_equal(kind(&before, &after), COMPARE_SAME);
}

static void other_rules_take_the_blame_unless_the_site_changed(void **state)
{
    struct one before, after;
    (void)state;
    for (int what = 0; what < 3; what++) {
        fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
        fill(&after, OIT_MISSING, REASON_WRONG_ITEM);
        if (what == 0)
            after.report.rules.sha256 = "r2";
        else if (what == 1)
            after.report.tool.version = "2";
        else
            after.report.rules.revision = "2567.2";
        assert_int_equal(kind(&before, &after), COMPARE_RULES);
        assert_int_equal(kind(&after, &before), COMPARE_RULES);
        /* the document's address answers that it is gone: whatever the rules say, this is a loss */
        after.fault = (struct oit_unread){.url = "http://a.example.go.th/plan.pdf", .code = "http-404"};
        after.report.faults = &after.fault;
        after.report.n_faults = 1;
        assert_int_equal(kind(&before, &after), COMPARE_WORSENED);
    }
    fill(&before, OIT_MISSING, REASON_NO_CANDIDATE);
    fill(&after, OIT_PUBLISHED, REASON_COMPLETE);
    after.report.rules.sha256 = "r2";
    after.evidence[0].last_modified = "2024-06-29";
    assert_int_equal(kind(&before, &after), COMPARE_RULES);
    after.evidence[0].last_modified = "2024-07-02"; /* newer than the check before */
    assert_int_equal(kind(&before, &after), COMPARE_IMPROVED);
}

static void other_years_and_schemes_are_not_compared(void **state)
{
    struct one before, after;
    (void)state;
    fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
    fill(&after, OIT_MISSING, REASON_NO_CANDIDATE);
    after.report.fiscal_year_be = 2568;
    struct comparison c = compare(&before, &after);
    assert_int_equal(c.bar, COMPARE_OTHER_YEAR);
    assert_int_equal(c.n_items, 0);
    assert_int_equal(c.counts[COMPARE_WORSENED], 0);
    assert_false(c.is_same);
    after.report.fiscal_year_be = 2567;
    after.report.rules.scheme = "2569";
    assert_int_equal(compare(&before, &after).bar, COMPARE_OTHER_SCHEME);
}

static void evidence_is_followed_by_address_and_content(void **state)
{
    static const struct {
        const char *url, *sha256, *title;
        size_t n;
        enum compare_evidence_kind kind;
    } rows[] = {
        {"http://a.example.go.th/plan.pdf", "aa", "แผน", 0, EVIDENCE_ADDED},
        {"http://a.example.go.th/plan.pdf", "bb", "แผน", 1, EVIDENCE_CONTENT},
        {"http://a.example.go.th/plan.pdf", "aa", "แผน ฉบับแก้ไข", 1, EVIDENCE_TITLE},
        {"http://a.example.go.th/new/plan.pdf", "aa", "แผน", 1, EVIDENCE_MOVED},
        {"http://a.example.go.th/other.pdf", "bb", "แผน", 2, EVIDENCE_REMOVED},
        {"https://stage.example.go.th/plan.pdf", "aa", "แผน", 1, EVIDENCE_MOVED}, /* another site's */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct one before, after;
        fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
        fill(&after, OIT_PUBLISHED, REASON_COMPLETE);
        after.evidence[0].url = rows[i].url;
        after.evidence[0].sha256 = rows[i].sha256;
        after.evidence[0].title = rows[i].title;
        struct comparison c = compare(&before, &after);
        assert_int_equal(c.items[0].n_evidence, rows[i].n);
        assert_int_equal(c.items[0].kind, rows[i].n ? COMPARE_EVIDENCE : COMPARE_SAME);
        if (rows[i].n)
            assert_int_equal(c.items[0].evidence[0].kind, rows[i].kind);
    }
}

/* A page with a counter has other bytes each time; what it says is what counts, where the reports know it. */
static void a_counter_is_no_change_where_the_words_are_known(void **state)
{
    struct one before, after;
    (void)state;
    fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
    fill(&after, OIT_PUBLISHED, REASON_COMPLETE);
    before.evidence[0].kind = after.evidence[0].kind = "html";
    after.evidence[0].sha256 = "bb";
    struct comparison c = compare(&before, &after);
    assert_int_equal(c.items[0].kind, COMPARE_EVIDENCE);
    assert_true(c.items[0].evidence[0].may_be_counter);
    before.evidence[0].fingerprint = "text-1";
    after.evidence[0].fingerprint = "text-1";
    assert_int_equal(kind(&before, &after), COMPARE_SAME);
    after.evidence[0].fingerprint = "text-2";
    c = compare(&before, &after);
    assert_int_equal(c.items[0].evidence[0].kind, EVIDENCE_CONTENT);
    assert_false(c.items[0].evidence[0].may_be_counter);
}

static void the_same_site_elsewhere_has_the_same_documents(void **state)
{
    struct one before, after;
    (void)state;
    fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
    fill(&after, OIT_PUBLISHED, REASON_COMPLETE);
    after.report.site.url = "http://127.0.0.1:8080/";
    after.evidence[0].url = "http://127.0.0.1:8080/plan.pdf";
    assert_int_equal(kind(&before, &after), COMPARE_SAME);
    assert_true(compare(&before, &after).other_site);
}

static void elements_tell_better_from_worse(void **state)
{
    struct one before, after;
    (void)state;
    fill(&before, OIT_PARTIAL, REASON_ELEMENTS_MISSING);
    fill(&after, OIT_PARTIAL, REASON_ELEMENTS_MISSING);
    add_elements(&before, OIT_ELEMENT_NOT_FOUND, OIT_ELEMENT_NOT_FOUND);
    add_elements(&after, OIT_ELEMENT_FOUND, OIT_ELEMENT_NOT_FOUND);
    assert_int_equal(kind(&before, &after), COMPARE_IMPROVED);
    assert_int_equal(kind(&after, &before), COMPARE_WORSENED);
    struct comparison c = compare(&before, &after);
    assert_int_equal(c.items[0].n_found, 1);
    assert_string_equal(c.items[0].found[0]->id, "steps");
    add_elements(&before, OIT_ELEMENT_NOT_FOUND, OIT_ELEMENT_FOUND);
    assert_int_equal(kind(&before, &after), COMPARE_EVIDENCE); /* one came, one went */
    add_elements(&after, OIT_ELEMENT_NOT_FOUND, OIT_ELEMENT_NOT_CHECKABLE);
    assert_int_equal(kind(&before, &after), COMPARE_SAME);     /* what nobody could look at has not gone */
}

static void lists_of_other_items_are_the_rules_doing(void **state)
{
    struct one before, after;
    (void)state;
    fill(&before, OIT_PUBLISHED, REASON_COMPLETE);
    fill(&after, OIT_PUBLISHED, REASON_COMPLETE);
    after.item.code = "O8";
    struct comparison c = compare(&before, &after);
    assert_int_equal(c.n_items, 2);
    assert_int_equal(c.counts[COMPARE_RULES], 2);
    assert_null(c.items[0].before);
    assert_null(c.items[1].after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(transitions_have_their_kinds, setup, teardown),
        cmocka_unit_test_setup_teardown(cut_checks_lose_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(removed_evidence_of_a_cut_check_is_not_gone, setup, teardown),
        cmocka_unit_test_setup_teardown(other_rules_take_the_blame_unless_the_site_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(other_years_and_schemes_are_not_compared, setup, teardown),
        cmocka_unit_test_setup_teardown(evidence_is_followed_by_address_and_content, setup, teardown),
        cmocka_unit_test_setup_teardown(a_counter_is_no_change_where_the_words_are_known, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_site_elsewhere_has_the_same_documents, setup, teardown),
        cmocka_unit_test_setup_teardown(elements_tell_better_from_worse, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_of_other_items_are_the_rules_doing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

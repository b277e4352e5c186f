/* test_large_site.c - a site keeps little of each page: links packed, menus once, blocks of single pages forgotten; and says the same as before.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "assess/site_parts.h"
#include "base/limits.h"
#include "rules/rules.h"

#define HOST "http://www.big.go.th"
enum { N_MENU = 30, OWN_LINKS = 12, OWN_BLOCKS = 90 };

static struct scheme *scheme;

static int load_scheme(void **state)
{
    (void)state;
    return scheme_load("rules/2567", NULL, &scheme, NULL, NULL) == OIT_OK ? 0 : -1;
}

static int free_scheme(void **state)
{
    (void)state;
    scheme_free(scheme);
    return 0;
}

static struct str url_of(struct arena *arena, unsigned number)
{
    return number ? arena_printf(arena, HOST "/%c/%u.html", (char)('a' + number % 26), number) : STR_LIT(HOST "/");
}

/* A page with a menu, links of its own (every third without a name), blocks of its own, and one block of every third page. */
static void add_page(struct site *site, unsigned number, unsigned n_pages, bool has_template)
{
    struct arena arena;
    arena_init(&arena);
    struct link_fact links[N_MENU + OWN_LINKS];
    struct element_hit hits[OWN_BLOCKS + 1];
    for (unsigned i = 0; i < N_MENU; i++)
        links[i] = (struct link_fact){.url = url_of(&arena, i % n_pages), .via = VIA_A, .target = TARGET_URL, .zone = ZONE_MENU, .naming = DOC_NONE};
    for (unsigned i = 0; i < OWN_LINKS; i++)
        links[N_MENU + i] = (struct link_fact){.url = url_of(&arena, (number * 5 + i * 17 + 1) % n_pages),
                                               .via = i % 5 == 4 ? VIA_EMBED : VIA_A,
                                               .target = TARGET_URL,
                                               .zone = i % 4 == 3 ? ZONE_ASIDE : ZONE_MAIN,
                                               .block = i * 3,
                                               .is_mute = i % 3 == 0,
                                               .naming = DOC_NONE};
    for (unsigned i = 0; i < OWN_BLOCKS; i++)
        hits[i] = (struct element_hit){.zone = ZONE_MAIN, .block_hash = (uint64_t)(number * OWN_BLOCKS + i + 1) * UINT64_C(0x9E3779B97F4A7C15)};
    hits[OWN_BLOCKS] = (struct element_hit){.zone = ZONE_MAIN, .block_hash = has_template ? 4711 : 0};
    struct findings findings = {.kind = DOC_HTML, .text_source = "text", .title = STR_LIT("หน้า"), .links = links, .n_links = N_MENU + OWN_LINKS,
                                .elements = hits, .n_elements = OWN_BLOCKS + 1};
    site_add(site, &(struct site_visit){.url = url_of(&arena, number), .is_start = number == 0, .http_status = 200, .findings = &findings});
    arena_done(&arena);
}

static void make_site(struct site *site, unsigned n_pages)
{
    site_init(site, scheme);
    for (unsigned i = 0; i < n_pages; i++)
        add_page(site, i, n_pages, i % 5 < 2);
    site_seal(site);
}

static uint32_t page_of(const struct site *site, struct arena *arena, unsigned number)
{
    return site_find(site, url_of(arena, number));
}

static void test_links_come_back(void **state)
{
    (void)state;
    enum { N = 300 };
    struct site site;
    struct arena arena;
    arena_init(&arena);
    make_site(&site, N);
    for (unsigned number = 0; number < N; number++) {
        uint32_t from = page_of(&site, &arena, number);
        bool expected[N] = {false};
        size_t n_inner = 0;
        for (unsigned i = 0; i < N_MENU; i++)
            expected[i] = i != number;
        for (unsigned i = 0; i < OWN_LINKS; i++) {
            unsigned to = (number * 5 + i * 17 + 1) % N;
            expected[to] |= to != number;
            n_inner += to != number && i % 4 != 3;
        }
        for (unsigned to = 0; to < N; to++)
            assert_int_equal(site_links_to(&site, from, page_of(&site, &arena, to)), expected[to]);
        struct site_inner inner[SITE_INNER_LINKS];
        assert_int_equal(site_inner(&site, &site.pages[from], inner), n_inner);
        for (size_t k = 0; k < n_inner; k++) {
            unsigned i = inner[k].block / 3;
            assert_true(str_eq(inner[k].url, url_of(&arena, (number * 5 + i * 17 + 1) % N)));
            assert_int_equal(inner[k].via, i % 5 == 4 ? VIA_EMBED : VIA_A);
            assert_int_equal(inner[k].is_mute, i % 3 == 0);
        }
        assert_true(site.pages[from].shows_frame);
        assert_int_equal(site.pages[from].clicks, number == 0 ? 0 : number < N_MENU ? 1 : site.pages[from].clicks);
        assert_true(site.pages[from].clicks <= 4);
    }
    assert_true(site.runs.n < N_MENU * 2 + N); /* the menu once, and once without each of its own pages */
    arena_done(&arena);
    site_done(&site);
}

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* As on a list of news: picture, title and "read more" lead to one page. */
static struct site_link any_link(uint32_t *state, uint32_t n_urls)
{
    uint32_t kind = next(state) % 8;
    return (struct site_link){.url = next(state) % n_urls,
                              .is_click = kind > 0,
                              .is_open = kind == 1,
                              .is_door = kind == 1 || kind == 2,
                              .is_asked = kind == 3,
                              .is_inner = kind >= 6,
                              .is_mute = kind == 7 && next(state) % 2,
                              .via = kind == 7 && next(state) % 3 == 0 ? VIA_EMBED : VIA_A,
                              .block = kind >= 6 ? next(state) % 50 : 0};
}

static bool is_same(const struct site_link *a, const struct site_link *b)
{
    return a->url == b->url && a->is_click == b->is_click && a->is_open == b->is_open && a->is_door == b->is_door && a->is_asked == b->is_asked &&
           a->is_inner == b->is_inner && (!a->is_inner || (a->is_mute == b->is_mute && a->via == b->via && a->block == b->block));
}

static bool is_among(const struct site_link *links, size_t n, const struct site_link *link)
{
    for (size_t i = 0; i < n; i++)
        if (is_same(&links[i], link))
            return true;
    return false;
}

/* Whatever was said comes back, in order: inner links every time, others at least once. */
static void test_links_said_again(void **state)
{
    (void)state;
    enum { N = 200, ROUNDS = 400 };
    uint32_t random = 7;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct site site;
        struct site_link said[N], expected[N];
        struct site_link_writer writer = {.n_run = 0};
        size_t n_expected = 0, n_read = 0;
        uint32_t n_urls = 2 + round % 60; /* fewer than are remembered: nothing is forgotten between */
        site_init(&site, scheme);
        for (size_t i = 0; i < N; i++) {
            said[i] = any_link(&random, n_urls);
            if (said[i].is_inner || !is_among(said, i, &said[i]))
                expected[n_expected++] = said[i];
            site_links_add(&site, &writer, &said[i], true);
        }
        struct site_page page = {.links = site_links_end(&site, &writer)};
        struct site_link_reader reader = site_links_of(&site, &page);
        struct site_link link;
        for (size_t i = 0; site_links_next(&reader, &link); n_read++) /* in the order in which they were said */
            for (i += n_read > 0; i < N && !is_same(&said[i], &link); i++)
                assert_true(i + 1 < N);
        for (size_t i = 0; i < n_expected; i++) {
            size_t n_said = 0, n_back = 0;
            for (size_t k = 0; k < N; k++)
                n_said += is_same(&said[k], &expected[i]);
            reader = site_links_of(&site, &page);
            while (site_links_next(&reader, &link))
                n_back += is_same(&link, &expected[i]);
            assert_true(expected[i].is_inner ? n_back == n_said : n_back >= 1 && n_back <= n_said);
        }
        assert_true(n_read <= N);
        site_done(&site);
    }
}

/* What the template says on two of five pages is found among far more blocks than are counted, and nothing else is. */
static void test_template_of_a_large_site(void **state)
{
    (void)state;
    enum { N = 4000 };
    struct site site;
    site_init(&site, scheme);
    assert_true((size_t)N * OWN_BLOCKS > 2 * LIMIT_SITE_BLOCKS);
    for (unsigned i = 0; i < N; i++) {
        add_page(&site, i, N, i % 5 < 2);
        assert_true(site.blocks.capacity <= 2 * LIMIT_SITE_BLOCKS);
    }
    site_seal(&site);
    assert_true(site_is_boilerplate(&site, 4711, ZONE_MAIN));
    assert_false(site_is_boilerplate(&site, 4711, ZONE_FOOTER));
    for (unsigned i = 1; i < 1000; i++)
        assert_false(site_is_boilerplate(&site, (uint64_t)i * UINT64_C(0x9E3779B97F4A7C15), ZONE_MAIN));
    site_done(&site);
}

/* Bytes of the site's own, for a page of 42 links: a URL, a title, a few bytes a link. */
static void test_memory_of_a_page(void **state)
{
    (void)state;
    enum { N = 4000, MOST = 430 };
    struct site site;
    make_site(&site, N);
    size_t bytes = site.arena.total_bytes + site.n_pages * sizeof *site.pages + site.urls.n * 24 + site.urls.n_slots * 4;
    assert_true(bytes / N < MOST);
    site_done(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_links_come_back),
        cmocka_unit_test(test_links_said_again),
        cmocka_unit_test(test_template_of_a_large_site),
        cmocka_unit_test(test_memory_of_a_page),
    };
    return cmocka_run_group_tests(tests, load_scheme, free_scheme);
}

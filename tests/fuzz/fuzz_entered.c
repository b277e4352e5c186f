/* fuzz_entered.c - what officers write into the two columns of ITAS: any bytes as the cell of addresses and as the explanation (up to a line "==="), and the
 * rest as the page on which its ways are followed.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "common.h"
#include "run/entered_text.h"
#include "url/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_addresses(struct str cell, struct arena *arena)
{
    struct entered_address addresses[LIMIT_ENTERED_URLS];
    struct str spellings[ENTERED_SPELLINGS];
    struct buf again;
    buf_init(&again, 0);
    size_t n = entered_addresses(cell, arena, addresses);
    assert(n <= LIMIT_ENTERED_URLS);
    for (size_t i = 0; i < n; i++) {
        if (!addresses[i].url)
            continue;
        struct str url = str_from(addresses[i].url);
        buf_clear(&again);
        assert(url_from_user(url, &again) == URL_OK && str_eq(buf_str(&again), url));
        assert(entered_same_page(url, url));
        (void)entered_is_home(url, STR_LIT("https://www.agency.go.th/"));
        assert(entered_spellings(url, arena, spellings) <= ENTERED_SPELLINGS);
    }
    buf_done(&again);
}

static void follow(struct str explanation, const struct document *page)
{
    struct entered_way ways[ENTERED_WAYS];
    size_t n = entered_ways(explanation, ways);
    (void)entered_explains(explanation);
    assert(n <= ENTERED_WAYS);
    for (size_t i = 0; i < n; i++) {
        assert(ways[i].n > 0 && ways[i].n <= LIMIT_ENTERED_STEPS);
        for (size_t k = 0; k < ways[i].n; k++) {
            struct str url = STR_NONE;
            assert(ways[i].steps[k].n > 0);
            enum entered_step leads = entered_follow(page, ways[i].steps[k], &url);
            assert((leads == LEADS_ON) == (url.n > 0));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    size_t at = str_find_c(all, "\n===\n");
    struct str words = at == STR_NPOS ? all : str_sub(all, 0, at), html = at == STR_NPOS ? STR_LIT("<a href=a>x</a>") : str_from_pos(all, at + 5);
    struct arena arena;
    struct document page;
    arena_init(&arena);
    read_addresses(words, &arena);
    struct extract_input input = {.bytes = html, .url = STR_LIT("https://www.agency.go.th/"), .content_type = STR_LIT("text/html")};
    if (extract_document(&input, &arena, &page).need == NEED_NOTHING) {
        follow(words, &page);
        (void)entered_fingerprint(&page, &arena);
    }
    arena_done(&arena);
    return 0;
}

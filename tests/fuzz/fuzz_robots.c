/* fuzz_robots.c - a path in the first line, robots.txt behind it; and what pages say to search engines.
 *
 * Build as fuzz_text.c.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/limits.h"
#include "fetch/robots.h"
#include "text/robots_words.h"
#include "text/utf8.h"
#include "url/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct str BASE = {"https://www.agency.go.th/", 25};

/* Who is forbidden something is forbidden it by a line that can be shown. */
static void check(const struct robots *r, struct str url)
{
    struct robots_line line;
    bool has_line = robots_line_for(r, url, &line), allows = robots_allows(r, url);
    assert(!has_line || (line.number > 0 && utf8_is_valid(line.text) && line.text.n <= 200 && str_chr(line.text, '\n') == STR_NPOS));
    assert(robots_state(r) == ROBOTS_RULES || !has_line);
    assert(robots_state(r) != ROBOTS_NONE || allows);
    assert(robots_delay_ms(r) >= 0 && robots_delay_ms(r) <= 1000 * LIMIT_CRAWL_DELAY_S && robots_n_sitemaps(r) <= LIMIT_ROBOTS_SITEMAPS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct str path = str_cut(&text, '\n');
    struct robots_words words = {0};
    struct buf url, again;
    buf_init(&url, 0);
    buf_init(&again, 0);
    robots_words_read(path, &words);
    struct robots *r = robots_new(FAULT_NONE, 200, text), *cut = robots_new(FAULT_PROTOCOL, 200, text);
    if (url_resolve(BASE, path, &url) == URL_OK) {
        check(r, buf_str(&url));
        check(cut, buf_str(&url));
    }
    check(r, BASE);
    /* A rule says the same of a path whatever escapes are in it. */
    buf_clear(&url);
    (void)buf_addf(&again, "%.*s/", STR_ARG(str_sub(BASE, 0, BASE.n - 1)));
    for (size_t i = 0; i < path.n && i < 200; i++)
        (void)buf_addf(&again, "%%%02x", (unsigned char)path.p[i]);
    if (url_resolve(STR_NONE, buf_str(&again), &url) == URL_OK) {
        bool before = robots_allows(r, buf_str(&url));
        buf_clear(&again);
        (void)buf_add_str(&again, buf_str(&url));
        assert(robots_allows(r, buf_str(&again)) == before);
    }
    robots_free(r);
    robots_free(cut);
    buf_done(&url);
    buf_done(&again);
    return 0;
}

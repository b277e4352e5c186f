/* fuzz_url.c - any bytes as reference, header and robots.txt; what must hold for all of them is asserted.
 *
 * Build as fuzz_text.c.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "base/limits.h"
#include "fetch/guard.h"
#include "fetch/headers.h"
#include "fetch/robots.h"
#include "url/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct str BASE = {"https://www.agency.go.th/th/about/page.php?id=5", 47};

static void check_canonical(struct str url)
{
    struct buf again, text;
    struct url_parts parts;
    char scratch[8];
    bool is_address;
    buf_init(&again, 0);
    buf_init(&text, 0);
    assert(url.n <= LIMIT_URL_BYTES && url_split(url, &parts) && parts.host.n > 0 && parts.path.p[0] == '/');
    assert(str_find_c(parts.path, "/../") == STR_NPOS && str_chr(url, '#') == STR_NPOS);
    for (size_t i = 0; i < url.n; i++)
        assert(url.p[i] > 0x20 && url.p[i] < 0x7f);
    assert(url_resolve(STR_NONE, url, &again) == URL_OK && str_eq(buf_str(&again), url));
    url_file_name(url, &text);
    url_readable(url, &text);
    (void)url_extension(url, scratch);
    (void)url_registrable(parts.host);
    (void)url_is_public_suffix(parts.host);
    (void)guard_text_is_public(parts.host, &is_address);
    buf_done(&again);
    buf_done(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    struct buf out;
    buf_init(&out, 0);
    if (url_resolve(BASE, input, &out) == URL_OK)
        check_canonical(buf_str(&out));
    buf_clear(&out);
    if (url_from_user(input, &out) == URL_OK)
        check_canonical(buf_str(&out));
    buf_clear(&out);
    headers_file_name(input, &out);
    (void)headers_retry_after_s(input, 0);

    struct headers headers;
    struct str rest = input;
    headers_init(&headers);
    while (rest.p && headers_add_line(&headers, str_cut(&rest, '\n')))
        ;
    for (int i = 0; i < N_HEADERS; i++)
        assert(headers_value(&headers, (enum header_name)i).n <= LIMIT_URL_BYTES);
    headers_done(&headers);

    struct robots *robots = robots_new(FAULT_NONE, 200, input);
    (void)robots_allows(robots, BASE);
    robots_free(robots);
    buf_done(&out);
    return 0;
}

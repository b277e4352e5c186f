/* fuzz_hosting.c - a path pattern, an address template, a reference: whatever they are, what comes out is a canonical address or nothing.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "rules/hosting.h"
#include "url/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct str ANY = {"*", 1}, PARAMETERS[] = {{"url", 3}, {"file", 4}}, SET = {"dl=1", 4};

static void check_canonical(struct str url)
{
    struct url_parts parts;
    assert(url_split(url, &parts) && parts.host.n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str reference = {(const char *)data, size}, pattern = str_cut(&reference, '\n'), address = str_cut(&reference, '\n');
    struct hosting_viewer viewer = {.hosts = {&ANY, 1}, .paths = {&pattern, 1}, .parameters = {PARAMETERS, 2}};
    struct hosting_form forms[] = {{.paths = {&pattern, 1}, .access = HOSTING_FILE, .address = address}, {.paths = {&ANY, 1}, .access = HOSTING_FILE, .set = {&SET, 1}}};
    struct hosting_share share = {.hosts = {&ANY, 1}, .content = {&pattern, 1}, .login = {&address, 1}, .confirm = {PARAMETERS, 1}, .forms = forms, .n_forms = 2};
    struct hosting hosting = {.viewers = &viewer, .n_viewers = 1, .shares = &share, .n_shares = 1};
    struct buf url, out;
    buf_init(&url, 0);
    buf_init(&out, 0);
    if (reference.p && url_resolve(STR_LIT("https://www.agency.go.th/a/b.php?x=1"), reference, &url) == URL_OK) {
        const struct hosting_form *form = NULL;
        if (hosting_viewed(&hosting, buf_str(&url), &out))
            check_canonical(buf_str(&out));
        buf_clear(&out);
        if (hosting_share_of(&hosting, buf_str(&url), &form) && hosting_address(form, buf_str(&url), &out))
            check_canonical(buf_str(&out));
        buf_clear(&out);
        if (url_document_behind(buf_str(&url), true, &out))
            assert(url_is_document(buf_str(&out)));
        (void)hosting_is_login(&share, buf_str(&url));
        (void)hosting_may_follow(&hosting, buf_str(&url), buf_str(&url));
        (void)hosting_confirms(&share, buf_str(&url));
    }
    buf_done(&url);
    buf_done(&out);
    return 0;
}

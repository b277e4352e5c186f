/* fuzz_shares.c - any URL held against viewers and shared storage of the rules, and any pattern against any path.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "rules/hosting.h"
#include "url/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct scheme *scheme;

static void load_rules(void)
{
    struct err err = {0};
    if (scheme_load("rules/2567", NULL, &scheme, NULL, &err) != OIT_OK) {
        (void)fprintf(stderr, "run it from the top of the tree: %s: %s\n", err.where, err.en);
        abort();
    }
}

static void try_url(struct str url)
{
    const struct hosting *hosting = scheme->hosting;
    const struct hosting_form *form = NULL;
    struct buf out;
    buf_init(&out, 0);
    (void)hosting_viewed(hosting, url, &out);
    buf_clear(&out);
    (void)url_document_behind(url, true, &out);
    buf_clear(&out);
    const struct hosting_share *share = hosting_share_of(hosting, url, &form);
    if (share) {
        (void)hosting_may_lead_to(share, url);
        (void)hosting_is_login(share, url);
        (void)hosting_confirms(share, url);
    }
    if (share && form && hosting_address(form, url, &out) && (!str_starts_c(buf_str(&out), "http") || memchr(out.p, '\n', out.n)))
        abort(); /* what is asked for is a URL */
    (void)hosting_may_follow(hosting, url, STR_LIT("https://drive.google.com/x"));
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!scheme)
        load_rules();
    struct str all = {(const char *)data, size}, rest = all;
    struct buf url;
    buf_init(&url, 0);
    if (url_resolve(STR_LIT("https://docs.google.com/"), all, &url) == URL_OK)
        try_url(buf_str(&url));
    buf_done(&url);
    struct str pattern = str_cut(&rest, '\n');
    (void)hosting_path_matches(pattern, rest);
    return 0;
}

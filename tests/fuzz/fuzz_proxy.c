/* fuzz_proxy.c - any bytes as a request of the browser to our proxy.
 *
 * Build as fuzz_text.c.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "base/limits.h"
#include "render/proxy_request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct proxy_head head;
    struct buf url;
    struct str input = {(const char *)data, size};
    buf_init(&url, LIMIT_URL_BYTES);
    if (proxy_head_read(input, &head) == PROXY_COMPLETE) {
        assert(head.n_bytes <= size && head.n_bytes <= LIMIT_RENDER_HEAD_BYTES + 4 && head.method.n > 0 && head.target.n > 0);
        if (proxy_head_url(&head, STR_NONE, &url))
            assert(str_starts_c(buf_str(&url), "http"));
        if (proxy_head_url(&head, STR_LIT("www.own.example.go.th:443"), &url))
            assert(str_starts_c(buf_str(&url), "https://www.own.example.go.th"));
    }
    buf_done(&url);
    return 0;
}

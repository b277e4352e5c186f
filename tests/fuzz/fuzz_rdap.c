/* fuzz_rdap.c - any bytes as a registry's answer: a time that can be shown, or none.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <stdint.h>

#include "base/clock.h"
#include "itas/rdap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t ends_at = 0;
    char time[21];
    if (rdap_expiration((struct str){(const char *)data, size}, STR_LIT("www.agency.go.th"), &ends_at)) {
        assert(ends_at > 0);
        clock_iso_utc(ends_at, time);
    }
    return 0;
}

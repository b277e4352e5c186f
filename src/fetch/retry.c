/* retry.c - what is asked again, how often, and when.
 * SPDX-License-Identifier: MIT
 */
#include "retry.h"

#include "fetch.h"

enum { QUICK_TO_HEAL = 2, SLOW_OR_RARE = 1 };

/* 408 and 425 ask for it; 502-504 and 520-524 come from what stands before the server while that restarts. */
static bool is_gateway(int status)
{
    return (status >= 502 && status <= 504) || (status >= 520 && status <= 524) || status == 408 || status == 425;
}

int retry_most(enum oit_fault fault, int http_status, bool is_cut_off)
{
    if (is_cut_off)
        return QUICK_TO_HEAL;
    if (fault == FAULT_HTTP && (http_status == 429 || is_gateway(http_status)))
        return QUICK_TO_HEAL;
    if (fault == FAULT_HTTP) /* a broken script mostly stays broken */
        return http_status >= 500 && http_status != 501 && http_status != 505 ? SLOW_OR_RARE : 0;
    enum oit_fault family = oit_fault_family(fault);
    if (family == FAULT_CONNECT)
        return QUICK_TO_HEAL;
    return family == FAULT_DNS || fault == FAULT_TIMEOUT ? SLOW_OR_RARE : 0;
}

bool fetch_may_heal(enum oit_fault fault, int http_status)
{
    return fault == FAULT_PROTOCOL || fault == FAULT_MAINTENANCE || retry_most(fault, http_status, false) > 0;
}

int64_t retry_delay_ms(int64_t base_ms, int n_done, unsigned *seed)
{
    int64_t delay_ms = base_ms << (n_done < 10 ? n_done : 10);
    *seed = *seed * 1664525u + 1013904223u;
    return delay_ms * 3 / 4 + delay_ms * (int64_t)(*seed >> 16 & 1023) / 2048;
}

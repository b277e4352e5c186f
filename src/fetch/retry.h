/* retry.h - what is asked again, how often, and when. Inside the room only.
 *
 * In one go a request is repeated once or twice, each time after twice the delay; what then still fails may be tried once more at the end of a run
 * (fetch_may_heal), when minutes have passed. Certificates, 404, 403, too large bodies do not heal.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_RETRY_H
#define OIT_FETCH_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "oitcheck/codes.h"

/* How often it is repeated in one go; is_cut_off: the answer broke off in the middle. */
int retry_most(enum oit_fault fault, int http_status, bool is_cut_off);
/* Before the repetition after n_done ones: base, then doubled, a quarter more or less, so that what failed together does not come back together. */
int64_t retry_delay_ms(int64_t base_ms, int n_done, unsigned *seed);

#endif

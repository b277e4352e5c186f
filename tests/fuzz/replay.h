/* replay.h - the table of fuzz targets that the Makefile writes for test_replay.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_FUZZ_REPLAY_H
#define OIT_TESTS_FUZZ_REPLAY_H

#include <stddef.h>
#include <stdint.h>

struct replay_target {
    const char *name; /* fuzz_NAME.c, fixtures/fuzz/NAME */
    int (*fn)(const uint8_t *data, size_t size);
};
extern const struct replay_target replay_targets[];
extern const size_t replay_n_targets;

#endif

/* preloaded_names.h - the programs started from now on ask tests/guest/names.c instead of the system's resolver (LD_PRELOAD).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_PRELOADED_NAMES_H
#define OIT_TESTS_SUPPORT_PRELOADED_NAMES_H

#include <stdbool.h>

/* names: lines "NAME ANSWER ANSWER ...", kept in folder; public: "ADDRESS PORT TIMES" or NULL: as before (names.c). False where a sanitizer must be loaded
 * first: then the test can say nothing. The test program must depend on names.so (Makefile). */
bool preload_names(const char *folder, const char *names, const char *public);
void unload_names(void);

#endif

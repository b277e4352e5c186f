/* setup.h - what every command needs first: the scheme, the fiscal year, the day, the store's run.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_SETUP_H
#define OIT_RUN_SETUP_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "oitcheck/commands.h"
#include "rules/rules.h"

struct setup {
    struct clock_date as_of;
    int fiscal_year_be;
    char *rules_dir;
    struct scheme *scheme;
};

/* The day, the fiscal year and the scheme for it. setup_done takes what setup_make left after an error too. */
enum oit_code setup_make(const struct oit_options *options, struct setup *ret_setup, struct err *err);
void setup_done(struct setup *setup);
/* For commands that only read: a mistyped --db is an error, not a new empty store. */
enum oit_code setup_store_exists(const struct oit_options *options, struct err *err);

/* Folder that holds the installed schemes ("rules" beside the source tree's build, else the data folder). Caller frees; NULL when none is found. */
char *setup_rules_root(void);
/* Folder of our tesseract model for Thai digits (ocr/thd.traineddata), NULL: none. Found once, then remembered. */
const char *setup_ocr_folder(void);

/* The agency's names that workers look for in documents: the profile's, and what the start page calls itself (NULL: it does not). Borrowed. */
enum { SETUP_MAX_NAMES = 32 };
struct agency_names {
    const char *list[SETUP_MAX_NAMES];
    size_t n;
};
struct agency_names setup_agency_names(const struct oit_options *options, const char *site_name);

struct oit_result {
    struct arena arena;
    struct oit_report report;
    struct scheme *scheme;  /* texts of the report live in it */
    char *rules_dir;
};
struct oit_result *result_new(void);

#endif

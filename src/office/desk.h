/* desk.h - what the commands of the officers' work begin with: the store, the run that was chosen, and its report with everything laid over it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_DESK_H
#define OIT_OFFICE_DESK_H

#include "base/messages.h"
#include "oitcheck/office.h"
#include "run/site_choice.h"
#include "store/officers.h"

struct desk {
    const struct oit_options *options;
    enum msg_language language;
    struct arena arena;
    struct store *store;
    struct store_run run;
    struct oit_report report; /* in arena */
};

/* Always followed by desk_close, whatever it returns. */
enum oit_code desk_open(const struct oit_options *options, enum site_manner manner, struct desk *ret_desk, struct err *err);
void desk_close(struct desk *desk);
/* Words are kept by fiscal year: OIT_ERR_USAGE when a year was asked for of which there is no run. */
enum oit_code desk_may_write(const struct desk *desk, struct err *err);

/* One word an officer says: kept until desk_say. A decision is bound to the evidence of the run. */
struct desk_words {
    struct store_officer_word *items;
    size_t n, capacity;
    const char *source; /* "import งาน.xlsx" */
};
void desk_word(struct desk *desk, struct desk_words *words, size_t item, enum oit_officer_field field, const char *value);
/* The last word is a decision on what an earlier check had found: it counts only when it is confirmed. False: it rests on no evidence. */
bool desk_word_is_of_before(struct desk_words *words);
/* Appends what would change, a line a word: before and after, on one line each and short. */
void desk_tell(struct desk *desk, const struct desk_words *words, struct buf *out);
void desk_whose(struct desk *desk, struct buf *out); /* whose words these are: the agency and the year, a line */
/* All or none; not with --dry-run. */
enum oit_code desk_say(struct desk *desk, const struct desk_words *words, struct err *err);
size_t desk_items(const struct desk_words *words); /* how many items they are about */
/* "คะแนนจากการตรวจ 87.62 คะแนนหลังพิจารณา 90.12", by what is stored now; a line. */
enum oit_code desk_score(struct desk *desk, struct buf *out, struct err *err);
void desk_line(struct desk *desk, struct buf *out, enum msg id, const char *const *args); /* a message and a line break */
/* At most so much of a text on one line: clean, line breaks as a sign. */
void desk_short(struct str text, size_t max_bytes, struct buf *out);

#endif

/* messages.c - the texts people read, and the table from verdict to label.
 * SPDX-License-Identifier: MIT
 */
#include "messages.h"

static const struct message {
    const char *th, *en;
} messages[] = {
#define M(id, th, en) [id] = {th, en},
#include "messages.def"
#undef M
};

const char *msg_th(enum msg id)
{
    return id < N_MESSAGES ? messages[id].th : "";
}

const char *msg_en(enum msg id)
{
    return id < N_MESSAGES ? messages[id].en : "";
}

const char *msg_in(enum msg_language language, enum msg id)
{
    return language == MSG_EN ? msg_en(id) : msg_th(id);
}

static const char *argument(const char *const *args, char digit)
{
    for (int i = 1; args && *args; i++, args++)
        if (i == digit - '0')
            return *args;
    return "";
}

void msg_add(struct buf *out, enum msg_language language, enum msg id, const char *const *args)
{
    for (const char *p = msg_in(language, id); *p; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
            (void)buf_add_c(out, argument(args, p[1]));
            p += 2;
        } else {
            (void)buf_add_char(out, *p);
        }
    }
}

/* Status and reason to label. The first row that fits counts; because: what {1} says when there is no detail. */
static const struct label_row {
    enum oit_status status;
    enum oit_reason reason; /* N_OIT_REASONS: any */
    enum msg plain, detailed, because;
} labels[] = {
    {OIT_PUBLISHED, REASON_NOT_LINKED, MSG_LABEL_NOT_LINKED, N_MESSAGES, N_MESSAGES},
    {OIT_PUBLISHED, REASON_CHECK_BY_EYE, MSG_LABEL_PUBLISHED_BY_EYE, N_MESSAGES, N_MESSAGES},
    {OIT_PUBLISHED, REASON_ASSUMED_CRITERION, MSG_LABEL_ASSUMED, N_MESSAGES, N_MESSAGES},
    {OIT_PUBLISHED, REASON_SHARED_STORAGE, MSG_LABEL_SHARED_PLAIN, MSG_LABEL_SHARED, N_MESSAGES},
    {OIT_PUBLISHED, REASON_NOT_IN_INDEX, MSG_LABEL_NOT_IN_INDEX, N_MESSAGES, N_MESSAGES},
    {OIT_PUBLISHED, REASON_INDEX_ELSEWHERE, MSG_LABEL_INDEX_ELSEWHERE, N_MESSAGES, N_MESSAGES},
    {OIT_PARTIAL, REASON_NOT_IN_INDEX, MSG_LABEL_NOT_IN_INDEX, N_MESSAGES, N_MESSAGES},
    {OIT_PARTIAL, REASON_INDEX_ELSEWHERE, MSG_LABEL_INDEX_ELSEWHERE, N_MESSAGES, N_MESSAGES},
    {OIT_PUBLISHED, N_OIT_REASONS, MSG_LABEL_PUBLISHED, N_MESSAGES, N_MESSAGES},
    {OIT_PARTIAL, N_OIT_REASONS, MSG_LABEL_PARTIAL_PLAIN, MSG_LABEL_PARTIAL, N_MESSAGES},
    {OIT_MISSING, REASON_WRONG_YEAR, MSG_LABEL_WRONG_YEAR_PLAIN, MSG_LABEL_WRONG_YEAR, N_MESSAGES},
    {OIT_MISSING, REASON_WRONG_ITEM, MSG_LABEL_WRONG_ITEM_PLAIN, MSG_LABEL_WRONG_ITEM, N_MESSAGES},
    {OIT_MISSING, REASON_PLACEHOLDER, MSG_LABEL_PLACEHOLDER, N_MESSAGES, N_MESSAGES},
    {OIT_MISSING, REASON_CRITERION_TEXT_ONLY, MSG_LABEL_CRITERION_TEXT, N_MESSAGES, N_MESSAGES},
    {OIT_MISSING, REASON_DECLARED_ONLY, MSG_LABEL_DECLARED_ONLY, N_MESSAGES, N_MESSAGES},
    {OIT_MISSING, REASON_DEAD_LINK, MSG_LABEL_DEAD_LINK, N_MESSAGES, N_MESSAGES},
    {OIT_MISSING, N_OIT_REASONS, MSG_LABEL_NO_CANDIDATE, N_MESSAGES, N_MESSAGES},
    {OIT_UNKNOWN, REASON_NOT_YET_DUE, MSG_LABEL_NOT_YET_DUE_PLAIN, MSG_LABEL_NOT_YET_DUE, N_MESSAGES},
    {OIT_UNKNOWN, REASON_BUDGET_EXHAUSTED, MSG_LABEL_BUDGET, N_MESSAGES, N_MESSAGES},
    {OIT_UNKNOWN, REASON_LOGIN_REQUIRED, MSG_LABEL_UNKNOWN_PLAIN, MSG_LABEL_UNKNOWN, MSG_BECAUSE_LOGIN},
    {OIT_UNKNOWN, REASON_NO_TEXT, MSG_LABEL_UNKNOWN_PLAIN, MSG_LABEL_UNKNOWN, MSG_BECAUSE_NO_TEXT},
    {OIT_UNKNOWN, REASON_FETCH_FAILED, MSG_LABEL_UNKNOWN_PLAIN, MSG_LABEL_UNKNOWN, MSG_BECAUSE_FETCH},
    {OIT_UNKNOWN, REASON_BLOCKED_BY_ROBOTS, MSG_LABEL_UNKNOWN_PLAIN, MSG_LABEL_UNKNOWN, MSG_BECAUSE_ROBOTS},
    {OIT_UNKNOWN, REASON_EXTERNAL_UNREACHABLE, MSG_LABEL_UNKNOWN_PLAIN, MSG_LABEL_UNKNOWN, MSG_BECAUSE_EXTERNAL},
    {OIT_UNKNOWN, REASON_CHECK_BY_EYE, MSG_LABEL_UNKNOWN_PLAIN, MSG_LABEL_UNKNOWN, MSG_BECAUSE_BY_EYE},
    {OIT_UNKNOWN, N_OIT_REASONS, MSG_LABEL_UNKNOWN_PLAIN, MSG_LABEL_UNKNOWN, N_MESSAGES},
};

static void add_label(struct buf *out, enum msg_language language, const struct label_row *row, const char *detail)
{
    if (!out)
        return;
    if ((!detail || !*detail) && row->because != N_MESSAGES)
        detail = msg_in(language, row->because);
    if (!detail || !*detail || row->detailed == N_MESSAGES)
        (void)buf_add_c(out, msg_in(language, row->plain));
    else
        msg_add(out, language, row->detailed, MSG_ARGS(detail));
}

void label_for(enum oit_status status, enum oit_reason reason, const char *detail_th, const char *detail_en, struct buf *th,
               struct buf *en)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const struct label_row *row = &labels[i];
        if (row->status != status || (row->reason != reason && row->reason != N_OIT_REASONS))
            continue;
        add_label(th, MSG_TH, row, detail_th);
        add_label(en, MSG_EN, row, detail_en);
        return;
    }
}

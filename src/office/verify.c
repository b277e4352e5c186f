/* verify.c - the entered links looked at afresh: still there, unchanged, of the right item and year, open to everybody?
 * SPDX-License-Identifier: MIT
 */
#include "base/clock.h"
#include "office/entered.h"
#include "run/crawler.h"
#include "run/entered_look.h"

static enum oit_code look(struct entered_session *s, struct err *err)
{
    bool found = false;
    struct entered_look_wish wish = {.options = &s->options, .store = s->store, .pool = s->pool, .scheme = s->setup.scheme, .fiscal_year_be = s->setup.fiscal_year_be,
                                     .as_of = s->setup.as_of, .site = s->run.site, .run = &s->run, .made_by = "verify"};
    enum oit_code code = entered_look_again(&wish, &found, err);
    if (code == OIT_OK && !found)
        code = err_set(err, OIT_ERR_USAGE, "ยังไม่มีลิงก์ที่บันทึกไว้ของปีงบประมาณ %d เริ่มด้วย: oitcheck submit SHEET", "nothing was submitted for fiscal year %d yet; begin with: oitcheck submit SHEET",
                       s->setup.fiscal_year_be);
    return code;
}

static bool has_findings(const struct oit_report *report)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (receipt_is_doubtful(&report->items[i]) || report->items[i].entered.marks != 0)
            return true;
    return false;
}

int oit_verify(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct entered_session s;
    struct receipt receipt;
    bool found = false;
    enum oit_code code = entered_session_open(command->options, SITE_SAID, &s, err);
    if (code == OIT_OK)
        code = look(&s, err);
    if (code == OIT_OK)
        code = entered_session_show(&s, err);
    if (code == OIT_OK)
        code = entered_receipt(&s, clock_now_s(), &found, &receipt, err);
    if (code == OIT_OK && found) {
        *ret_exit = has_findings(&s.report) ? 1 : 0;
        if (!command->options->quiet || *ret_exit || command->options->output)
            code = entered_show(command, &s, &receipt, "verify", out, err);
    }
    entered_session_done(&s);
    return (int)code;
}

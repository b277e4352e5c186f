/* rules_command.c - are the rule files right? Messages with file, line and column, then the examples.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/messages.h"
#include "run/setup.h"

int oit_rules_check(const struct oit_options *options, struct buf *out, size_t *ret_errors, struct err *err)
{
    struct setup setup;
    *ret_errors = 0;
    struct oit_options find = *options;
    char *root = options->rules_dir ? NULL : setup_rules_root();
    char *dir = options->rules_dir ? mem_text(str_from(options->rules_dir)) : NULL;
    setup = (struct setup){0};
    if (!dir && root)
        dir = scheme_choose(root, find.fiscal_year_be ? find.fiscal_year_be : 9999);
    free(root);
    if (!dir)
        return (int)err_set(err, OIT_ERR_CONFIG, "ไม่พบแฟ้มเกณฑ์ ระบุโฟลเดอร์ด้วย --rules", "no rule files found; name their folder with --rules");
    struct rule_messages *messages = NULL;
    struct err load_error = {0};
    enum oit_code code = scheme_load(dir, options->rules_local, &setup.scheme, &messages, &load_error);
    if (code == OIT_OK && messages)
        *ret_errors += scheme_run_examples(setup.scheme, messages);
    for (size_t i = 0; messages && i < messages->n; i++) {
        const struct rule_message *m = &messages->items[i];
        *ret_errors += code != OIT_OK && m->is_error;
        (void)buf_addf(out, "%s:%d:%d: %s: %s\n", m->file, m->line, m->column, msg_in(options->language == OIT_EN ? MSG_EN : MSG_TH, m->is_error ? MSG_RULE_ERROR : MSG_RULE_WARNING),
                       options->language == OIT_EN ? m->text.en : m->text.th);
        if (options->language != OIT_EN)
            (void)buf_addf(out, "    %s\n", m->text.en);
    }
    if (code != OIT_OK && (!messages || messages->n == 0) && err)
        *err = load_error;
    if (code == OIT_OK && *ret_errors == 0) {
        char items[16], elements[16];
        (void)snprintf(items, sizeof items, "%zu", setup.scheme->n_items);
        (void)snprintf(elements, sizeof elements, "%zu", setup.scheme->n_elements);
        msg_add(out, options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_RULES_FINE, MSG_ARGS(setup.scheme->id, items, elements));
        (void)buf_add_char(out, '\n');
        if (options->verbose) {
            char kilobytes[24];
            (void)snprintf(kilobytes, sizeof kilobytes, "%zu", scheme_compiled_bytes(setup.scheme) / 1024);
            msg_add(out, options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_RULES_SIZE, MSG_ARGS(kilobytes));
            (void)buf_add_char(out, '\n');
        }
    }
    bool is_said = messages && messages->n > 0;
    rule_messages_free(messages);
    setup_done(&setup);
    free(dir);
    if (code != OIT_OK && is_said) {
        *ret_errors = *ret_errors ? *ret_errors : 1;
        return OIT_OK;
    }
    return (int)code;
}

/* rules_command.c - are the rule files right? Messages with file, line and column, the most serious first; the examples; what is doubtful; and which
 * verdicts of a stored crawl these rules turn.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/messages.h"
#include "report/report.h"
#include "rules/lint.h"
#include "run/judgement.h"
#include "run/setup.h"
#include "run/turned.h"

struct checking {
    const struct oit_options *options;
    enum msg_language language;
    char *dir;
    struct scheme *scheme;
    struct rule_messages *messages;
    struct rule_book *book;
    size_t n_errors;
    struct buf *out;
};

static bool wants_verdicts(const struct oit_options *options)
{
    return options->db || options->site || options->run;
}

/* The rules a stored run was judged by: they are what was changed. NULL: not installed, or no such run. */
static char *rules_of_run(const struct oit_options *options, const char *root)
{
    struct store *store = NULL;
    struct store_run run;
    struct arena arena;
    struct buf path;
    arena_init(&arena);
    buf_init(&path, 0);
    char *dir = NULL;
    if (setup_store_exists(options, NULL) == OIT_OK && store_open(options->db, &store, NULL) == OIT_OK &&
        judgement_find_run(store, options, &arena, &run, NULL) == OIT_OK && run.scheme && str_chr(str_from(run.scheme), '/') == STR_NPOS) {
        (void)buf_addf(&path, "%s/%s", root, run.scheme);
        dir = file_is_dir(path.p) ? mem_text(buf_str(&path)) : NULL;
    }
    store_close(store);
    buf_done(&path);
    arena_done(&arena);
    return dir;
}

static char *find_rules(const struct oit_options *options)
{
    if (options->rules_dir)
        return mem_text(str_from(options->rules_dir));
    char *root = setup_rules_root();
    char *dir = root && wants_verdicts(options) && !options->fiscal_year_be ? rules_of_run(options, root) : NULL;
    if (root && !dir)
        dir = scheme_choose(root, options->fiscal_year_be ? options->fiscal_year_be : 9999);
    free(root);
    return dir;
}

static void say_messages(struct checking *c, bool has_failed)
{
    for (size_t i = 0; c->messages && i < c->messages->n; i++) {
        const struct rule_message *m = &c->messages->items[i];
        c->n_errors += has_failed && m->is_error;
        (void)buf_addf(c->out, "%s:%d:%d: %s: %s\n", m->file, m->line, m->column, msg_in(c->language, m->is_error ? MSG_RULE_ERROR : MSG_RULE_WARNING),
                       c->language == MSG_EN ? m->text.en : m->text.th);
        if (c->language != MSG_EN)
            (void)buf_addf(c->out, "    %s\n", m->text.en);
    }
}

static void say_fine(const struct checking *c)
{
    char items[16], elements[16];
    (void)snprintf(items, sizeof items, "%zu", c->scheme->n_items);
    (void)snprintf(elements, sizeof elements, "%zu", c->scheme->n_elements);
    msg_add(c->out, c->language, MSG_RULES_FINE, MSG_ARGS(c->scheme->id, items, elements));
    (void)buf_add_char(c->out, '\n');
    if (!c->options->verbose)
        return;
    char kilobytes[24];
    (void)snprintf(kilobytes, sizeof kilobytes, "%zu", scheme_compiled_bytes(c->scheme) / 1024);
    msg_add(c->out, c->language, MSG_RULES_SIZE, MSG_ARGS(kilobytes));
    (void)buf_add_char(c->out, '\n');
}

/* A scheme that loads: its examples, what is doubtful, what it turns. */
static enum oit_code check_loaded(struct checking *c, size_t *ret_turned, struct err *err)
{
    struct turned turned = {.elements = NULL};
    struct buf verdicts;
    buf_init(&verdicts, 0);
    enum oit_code code = OIT_OK;
    c->n_errors += scheme_run_examples(c->scheme, c->messages);
    if (wants_verdicts(c->options))
        code = turned_verdicts(c->options, c->scheme, &verdicts, &turned, err);
    c->n_errors += scheme_lint(c->scheme, c->book, turned.elements, c->options->verbose, c->messages);
    say_messages(c, false);
    if (c->n_errors == 0)
        say_fine(c);
    (void)buf_add_str(c->out, buf_str(&verdicts));
    *ret_turned = turned.n;
    free(turned.elements);
    buf_done(&verdicts);
    return code;
}

int oit_rules_check(const struct oit_options *options, struct buf *out, size_t *ret_errors, size_t *ret_turned, struct err *err)
{
    struct checking c = {.options = options, .language = options->language == OIT_EN ? MSG_EN : MSG_TH, .dir = find_rules(options), .out = out};
    *ret_errors = *ret_turned = 0;
    if (!c.dir)
        return (int)err_set(err, OIT_ERR_CONFIG, "ไม่พบแฟ้มเกณฑ์ ระบุโฟลเดอร์ด้วย --rules", "no rule files found; name their folder with --rules");
    struct err load_error = {0};
    enum oit_code code = scheme_load_with_book(c.dir, options->rules_local, &c.scheme, &c.messages, &c.book, &load_error);
    bool is_said = code != OIT_OK && c.messages && c.messages->n > 0;
    if (code == OIT_OK) {
        code = check_loaded(&c, ret_turned, err);
    } else if (is_said) {
        say_messages(&c, true);
        c.n_errors = c.n_errors ? c.n_errors : 1;
        code = OIT_OK;
    } else if (err) {
        *err = load_error;
    }
    *ret_errors = c.n_errors;
    rule_messages_free(c.messages);
    rule_book_free(c.book);
    scheme_free(c.scheme);
    free(c.dir);
    return (int)code;
}

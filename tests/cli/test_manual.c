/* test_manual.c - help, manual page and completions say the same, since they come from the same tables; shells and man read what we wrote.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <cmocka.h>

#include "base/file.h"
#include "cli/cli.h"
#include "../support/program.h"
#include "../support/tmp.h"

static void says(const char *const *arguments, struct program_run *run)
{
    program_run(arguments, NULL, run);
    assert_int_equal(run->code, 0);
}

static bool has(const struct program_run *run, const char *text)
{
    return str_find_c(buf_str(&run->out), text) != STR_NPOS;
}

static void every_option_and_command_stands_everywhere(void **state)
{
    (void)state;
    struct program_run help, th, en, bash, zsh, fish;
    const struct cli_option *options;
    char text[120];
    says((const char *const[]){"--help", NULL}, &help);
    says((const char *const[]){"manual", NULL}, &th);
    says((const char *const[]){"manual", "--lang", "en", NULL}, &en);
    says((const char *const[]){"completion", "bash", NULL}, &bash);
    says((const char *const[]){"completion", "zsh", NULL}, &zsh);
    says((const char *const[]){"completion", "fish", NULL}, &fish);
    size_t n = cli_options(&options), n_named = 0;
    for (size_t i = 0; i < n; i++) {
        if (!options[i].name)
            continue;
        n_named++;
        (void)snprintf(text, sizeof text, "--%s", options[i].name);
        if (!has(&help, text) || !has(&bash, text) || !has(&zsh, text))
            fail_msg("%s is not everywhere", text);
        (void)snprintf(text, sizeof text, "-l %s ", options[i].name);
        assert_true(has(&fish, text));
    }
    assert_true(n_named > 40);
    for (size_t i = 0; i < cli_n_commands; i++) {
        (void)snprintf(text, sizeof text, ".TP\n\\fB%s\\fR", cli_commands[i].name);
        if (!has(&th, text) || !has(&en, text) || !has(&bash, cli_commands[i].name) || !has(&zsh, cli_commands[i].name) || !has(&fish, cli_commands[i].name))
            fail_msg("%s is not everywhere", cli_commands[i].name);
    }
    program_done(&help), program_done(&th), program_done(&en), program_done(&bash), program_done(&zsh), program_done(&fish);
}

static void help_of_a_command_shows_what_matters_to_it(void **state)
{
    (void)state;
    struct program_run run;
    says((const char *const[]){"history", "--help", "--lang", "en", NULL}, &run);
    assert_true(has(&run, "--from DATE") && has(&run, "--db FILE"));
    assert_false(has(&run, "--tls-insecure"));
    assert_false(has(&run, "--every"));
    program_done(&run);
    says((const char *const[]){"watch", "--help", "--lang", "en", NULL}, &run);
    assert_true(has(&run, "--every TIME") && has(&run, "--cacert FILE"));
    program_done(&run);
}

static void help_may_be_asked_for_by_its_name(void **state)
{
    (void)state;
    struct program_run by_name, by_option;
    says((const char *const[]){"help", "watch", NULL}, &by_name);
    says((const char *const[]){"watch", "--help", NULL}, &by_option);
    assert_true(str_eq(buf_str(&by_name.out), buf_str(&by_option.out)));
    program_done(&by_name);
    program_done(&by_option);
}

static int shell(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void bash_completes(void **state)
{
    (void)state;
    char *folder = tmp_folder(), *path = tmp_path(folder, "completion"), command[600];
    struct program_run run;
    says((const char *const[]){"completion", "bash", NULL}, &run);
    assert_int_equal(file_write(path, buf_str(&run.out), NULL), OIT_OK);
    static const struct {
        const char *words;
        int at;
        const char *expected;
    } cases[] = {{"oitcheck scan --format x", 3, "xlsx"}, {"oitcheck rem", 1, "remind"}, {"oitcheck scan --fiscal", 2, "--fiscal-year"},
                 {"oitcheck scan --fail-on reg", 3, "regression"}, {"oitcheck completion fi", 2, "fish"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        (void)snprintf(command, sizeof command, "bash -c '. %s; COMP_WORDS=(%s); COMP_CWORD=%d; _oitcheck; [ \"${COMPREPLY[*]}\" = \"%s\" ]'", path, cases[i].words,
                       cases[i].at, cases[i].expected);
        if (shell(command) != 0)
            fail_msg("%s does not complete to %s", cases[i].words, cases[i].expected);
    }
    program_done(&run);
    free(path);
    tmp_remove(folder);
}

static void an_unknown_shell_is_wrong_usage(void **state)
{
    (void)state;
    struct program_run run;
    program_run((const char *const[]){"completion", "csh", NULL}, NULL, &run);
    assert_int_equal(run.code, 2);
    assert_true(str_find_c(buf_str(&run.err), "bash, zsh or fish") != STR_NPOS);
    program_done(&run);
}

/* No line of ours may be taken for a request, and none of the escapes left open. */
static void the_manual_holds_only_requests_we_know(void **state)
{
    (void)state;
    static const char *const known[] = {".TH ", ".SH ", ".SS ", ".TP", ".br", ".nh", ".ad l", ".B ", ".I ", ".\\\" "};
    for (int lang = 0; lang < 2; lang++) {
        struct program_run run;
        says((const char *const[]){"manual", "--lang", lang ? "en" : "th", NULL}, &run);
        struct str rest = buf_str(&run.out);
        while (rest.n) {
            struct str line = str_cut(&rest, '\n');
            bool is_known = line.n == 0 || (line.p[0] != '.' && line.p[0] != '\'');
            for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                is_known |= str_starts_c(line, known[i]);
            if (!is_known)
                fail_msg("not a request of ours: %.*s", STR_ARG(line));
        }
        program_done(&run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_and_command_stands_everywhere), cmocka_unit_test(help_of_a_command_shows_what_matters_to_it),
        cmocka_unit_test(bash_completes), cmocka_unit_test(help_may_be_asked_for_by_its_name), cmocka_unit_test(an_unknown_shell_is_wrong_usage), cmocka_unit_test(the_manual_holds_only_requests_we_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

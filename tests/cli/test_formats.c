/* test_formats.c - a format that a command cannot print is refused (exit 2, both languages name what it prints), before anything is done.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/cli.h"
#include "../support/program.h"
#include "../support/tmp.h"

static void run_one(const struct cli_command *command, const char *with, const char *format, struct program_run *run)
{
    const char *words[12] = {command->name};
    size_t n = 1;
    if (with)
        words[n++] = with;
    words[n++] = "--format";
    words[n++] = format;
    words[n++] = "--db";
    words[n++] = "/nowhere/at/all.db";
    program_run(words, NULL, run);
}

static bool has_name(const char *names, const char *name)
{
    for (struct str rest = str_from(names); rest.p;)
        if (str_eq_c(str_cut(&rest, ' '), name))
            return true;
    return false;
}

static void expect(const struct cli_command *command, const char *with, const char *formats)
{
    for (size_t i = 0; formats && cli_format_names[i]; i++) {
        struct program_run run;
        if (has_name(formats, cli_format_names[i]))
            continue;
        run_one(command, with, cli_format_names[i], &run);
        if (run.code != EXIT_USAGE || run.out.n || str_find_c(buf_str(&run.err), "พิมพ์ได้เป็น --format text") == STR_NPOS || str_find_c(buf_str(&run.err), "prints --format text") == STR_NPOS)
            fail_msg("%s %s --format %s: exit %d, said: %s", command->name, with ? with : "", cli_format_names[i], run.code, run.err.p);
        program_done(&run);
    }
}

static void what_cannot_be_printed_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_n_commands; i++)
        expect(&cli_commands[i], NULL, cli_formats(cli_commands[i].name, NULL));
    for (size_t i = 0; i < cli_n_commands; i++) {
        if (strcmp(cli_commands[i].name, "explain") == 0)
            expect(&cli_commands[i], "--all", cli_formats("explain", "all"));
        if (strcmp(cli_commands[i].name, "report") == 0)
            expect(&cli_commands[i], "--availability", cli_formats("report", "availability"));
    }
}

/* Every command but those that print the report itself says what it prints, and help offers nothing else. */
static void help_offers_what_is_printed(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_n_commands; i++) {
        const char *formats = cli_formats(cli_commands[i].name, NULL);
        struct program_run run;
        program_run((const char *const[]){cli_commands[i].name, "--help", NULL}, NULL, &run);
        bool prints_report = has_name("scan assess report", cli_commands[i].name);
        assert_int_equal(prints_report, formats == NULL);
        if (formats && (str_find_c(buf_str(&run.out), "sarif") != STR_NPOS) != has_name(formats, "sarif"))
            fail_msg("%s --help: %s", cli_commands[i].name, run.out.p);
        program_done(&run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_printed_is_refused),
        cmocka_unit_test(help_offers_what_is_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

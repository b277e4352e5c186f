/* main.c - the command line's entry: parse, find the subcommand, run it.
 * SPDX-License-Identifier: MIT
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "cli.h"
#include "oitcheck/office.h"

static const char *command_name(size_t i)
{
    return cli_commands[i].name;
}

static const struct cli_command *find_command(const char *name)
{
    for (size_t i = 0; i < cli_n_commands; i++)
        if (strcmp(cli_commands[i].name, name) == 0)
            return &cli_commands[i];
    return NULL;
}

static int help(enum oit_language language, const struct cli_command *about)
{
    struct buf out;
    buf_init(&out, 0);
    cli_help(language, about, &out);
    (void)fwrite(out.p, 1, out.n, stdout);
    buf_done(&out);
    return cli_end_output();
}

static int unknown_command(const char *word)
{
    struct err err;
    const char *near = cli_nearest(word, command_name, cli_n_commands);
    if (near)
        (void)err_set(&err, OIT_ERR_USAGE, "ไม่รู้จักคำสั่ง '%s' หมายถึง '%s' หรือไม่ (ดูทั้งหมด: oitcheck --help)", "unknown command '%s'; did you mean '%s'? (see oitcheck --help)", word, near);
    else
        (void)err_set(&err, OIT_ERR_USAGE, "ไม่รู้จักคำสั่ง '%s' (ดูทั้งหมด: oitcheck --help)", "unknown command '%s' (see oitcheck --help)", word);
    cli_complain(&err);
    return EXIT_USAGE;
}

/* A site named beside a profile must be the profile's, and is then taken as the profile spells it: one site, one key in the store. */
static int run_command(const struct cli_command *command, struct cli *cli)
{
    struct err err = {0};
    bool is_init = strcmp(command->name, "init") == 0; /* makes a profile, of whatever site */
    bool takes_site = !is_init && (strcmp(command->arguments, "[SITE]") == 0 || strcmp(command->arguments, "URL") == 0);
    bool names_site = takes_site && cli->n_words == 2;
    const char *site = names_site ? cli->words[1] : cli->options.site;
    if (cli_format_fits(cli, &err) != OIT_OK) {
        cli_complain(&err);
        return oit_exit_code(err.code);
    }
    if (oit_options_check(&cli->options, &err) != OIT_OK || (!is_init && oit_profile_fits(&cli->options, site, &err) != OIT_OK)) {
        cli_complain(&err);
        return oit_exit_code(err.code);
    }
    if (cli->options.profile && names_site)
        cli->words[1] = cli->options.url;
    if (cli->options.profile && cli->options.site)
        cli->options.site = cli->options.url;
    return command->run(cli);
}

int main(int argc, char **argv)
{
    static struct cli cli;
    struct err err = {0};
    int code = EXIT_USAGE;
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files (ulimit -f, LimitFSIZE=) is said like a full disk */
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        (void)printf("oitcheck %s\n", OIT_VERSION);
        return cli_end_output();
    }
    if (cli_parse(argc, argv, &cli, &err) != OIT_OK) {
        cli_complain(&err);
    } else if (cli.wants_help) {
        code = help(cli.options.language, cli.n_words ? find_command(cli.words[0]) : NULL);
    } else if (cli.n_words && strcmp(cli.words[0], "help") == 0) { /* as git and others have it: help, help scan */
        code = help(cli.options.language, cli.n_words > 1 ? find_command(cli.words[1]) : NULL);
    } else if (cli.n_words == 0) {
        (void)help(cli.options.language, NULL);
    } else {
        const struct cli_command *command = find_command(cli.words[0]);
        code = command ? run_command(command, &cli) : unknown_command(cli.words[0]);
    }
    free(cli.words);
    oit_profile_close(&cli.options);
    return code;
}

/* cli.h - the command line: parsed words, and one function a subcommand. It sees include/oitcheck and base only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CLI_CLI_H
#define OIT_CLI_CLI_H

#include "base/err.h"
#include "oitcheck/commands.h"

enum { EXIT_FINE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2 };
enum { CLI_MAX_WORDS = 4096, CLI_MAX_LIST = 64 };

struct cli_command;

struct cli {
    struct oit_options options;
    enum oit_format format;
    enum oit_fail_on fail_on;
    bool wants_help, is_titles, is_all;
    const char *resolve[CLI_MAX_LIST], *headers[CLI_MAX_LIST];
    const char **words; /* what is no option, subcommand first */
    size_t n_words;
};

struct cli_command {
    const char *name, *arguments, *th, *en;
    int (*run)(struct cli *cli);
    const char *examples; /* lines to type, or NULL */
};

/* Options of the command line (options.c). OIT_ERR_USAGE with a sentence that names the near miss. */
enum oit_code cli_parse(int argc, char **argv, struct cli *ret_cli, struct err *err);
/* The options, from which help (help.c), manual page (manual.c) and completions (completion.c) are made; a row without a name is a group's heading. */
struct cli_option {
    const char *name, *argument, *group; /* argument NULL: a switch; "a|b": one of these; of a heading: the group */
    const char *th, *en;
};
size_t cli_options(const struct cli_option **ret_options);
/* Does the group matter to the command? All do to a command nobody listed. */
bool cli_group_matters(const char *command, const char *group);

/* Which formats a command prints (formats.c), by name with a blank between; NULL: all. with: "all", "availability" or NULL. */
const char *cli_formats(const char *command, const char *with);
extern const char *const cli_format_names[]; /* by enum oit_format; ends with NULL */
/* OIT_ERR_USAGE with what the command prints instead, when --format asks for something else. */
enum oit_code cli_format_fits(const struct cli *cli, struct err *err);

void cli_help(enum oit_language language, const struct cli_command *about, struct buf *out); /* about NULL: all */
void cli_manual(enum oit_language language, struct buf *out); /* oitcheck(1), for man */
/* False: not a shell of which we know how it completes (bash, zsh, fish). */
bool cli_completion(const char *shell, struct buf *out);

extern const struct cli_command cli_commands[];
extern const size_t cli_n_commands;

int cli_end_output(void); /* flushes standard output; an exit code: EXIT_FINE, or of a local failure, which was said */
void cli_complain(const struct err *err); /* both languages, on standard error */
/* The nearest of n names to word (edit distance at most 3, 2 for short words), or NULL. */
const char *cli_nearest(const char *word, const char *(*name_at)(size_t), size_t n);

#endif

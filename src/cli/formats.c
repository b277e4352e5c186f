/* formats.c - which command prints which formats: what it cannot is refused before anything is done, never printed as something else.
 * SPDX-License-Identifier: MIT
 */
#include "base/buf.h"
#include "cli.h"

const char *const cli_format_names[] = {"text", "json", "csv", "html", "line", "xlsx", "junit", "sarif", "hub", NULL};

/* with: a switch that makes it another product. A command that is not here prints the report itself, in all formats. */
static const struct {
    const char *command, *with, *formats;
} formats_of[] = {
    {"list", NULL, "text json"},
    {"check", NULL, "text json"},
    {"explain", NULL, "text json"},
    {"explain", "all", "text html"},
    {"classify", NULL, "text json"}, /* JSON Lines in both */
    {"rules", NULL, "text"},
    {"doctor", NULL, "text"},
    {"init", NULL, "text"},
    {"import", NULL, "text json"},
    {"decide", NULL, "text json"},
    {"submit", NULL, "text json csv html xlsx junit sarif"},
    {"verify", NULL, "text json csv html xlsx junit sarif"},
    {"watch", NULL, "text json"},
    {"report", "availability", "text line json csv html"},
    {"remind", NULL, "text json html"},
    {"diff", NULL, "text json html"},
    {"history", NULL, "text json html xlsx"},
    {"bundle", NULL, "text json"},
    {"notify", NULL, "text"},
    {"manual", NULL, "text"},
    {"completion", NULL, "text"},
};

const char *cli_formats(const char *command, const char *with)
{
    for (size_t i = 0; i < sizeof formats_of / sizeof *formats_of; i++)
        if (strcmp(formats_of[i].command, command) == 0 && strcmp(formats_of[i].with ? formats_of[i].with : "", with ? with : "") == 0)
            return formats_of[i].formats;
    return NULL;
}

/* "text, json or html" */
static void add_list(const char *formats, const char *last, const char *between, struct buf *out)
{
    struct str rest = str_from(formats);
    for (bool is_first = true; rest.p; is_first = false) {
        struct str name = str_cut(&rest, ' ');
        (void)buf_add_c(out, is_first ? "" : rest.p ? between : last);
        (void)buf_add_str(out, name);
    }
}

enum oit_code cli_format_fits(const struct cli *cli, struct err *err)
{
    const char *command = cli->words[0];
    const char *with = strcmp(command, "explain") == 0 && cli->is_all ? "all" : strcmp(command, "report") == 0 && cli->options.availability ? "availability" : NULL;
    const char *formats = cli_formats(command, with);
    struct str rest = str_from(formats ? formats : "");
    if (!formats)
        return OIT_OK;
    while (rest.p)
        if (str_eq_c(str_cut(&rest, ' '), cli_format_names[cli->format]))
            return OIT_OK;
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    (void)buf_addf(&th, "%s%s%s พิมพ์ได้เป็น --format ", command, with ? " --" : "", with ? with : "");
    (void)buf_addf(&en, "%s%s%s prints --format ", command, with ? " --" : "", with ? with : "");
    add_list(formats, " หรือ ", " ", &th);
    add_list(formats, " or ", ", ", &en);
    (void)buf_addf(&th, " ไม่มี %s", cli_format_names[cli->format]);
    (void)buf_addf(&en, ", not %s", cli_format_names[cli->format]);
    enum oit_code code = err_set(err, OIT_ERR_USAGE, "%s%.0s", "%.0s%s", th.p, en.p);
    buf_done(&th);
    buf_done(&en);
    return code;
}

/* main.c - the command line's entry: parse, find the subcommand, run it.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "cli.h"
#include "oitcheck/office.h"

enum { MAX_DISTANCE = 3, MAX_DISTANCE_SHORT = 2, SHORT_WORD = 7, MAX_NAME = 32 };

void cli_complain(const struct err *err)
{
    (void)fprintf(stderr, "oitcheck: %s%s%s\n", err->where[0] ? err->where : "", err->where[0] ? ": " : "", err->th);
    (void)fprintf(stderr, "          %s\n", err->en);
}

static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t row[MAX_NAME + 1];
    if (n > MAX_NAME || m > MAX_NAME)
        return MAX_NAME;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t above = row[j];
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            size_t least = row[j - 1] < above ? row[j - 1] + 1 : above + 1;
            row[j] = change < least ? change : least;
            diagonal = above;
        }
    }
    return row[m];
}

const char *cli_nearest(const char *word, const char *(*name_at)(size_t), size_t n)
{
    const char *best = NULL;
    size_t least = (strlen(word) > SHORT_WORD ? MAX_DISTANCE : MAX_DISTANCE_SHORT) + 1;
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, name_at(i));
        if (d < least && d < strlen(word)) {
            least = d;
            best = name_at(i);
        }
    }
    return best;
}

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

static void add_command(const struct cli_command *command, bool th, struct buf *out)
{
    struct buf left;
    buf_init(&left, 0);
    (void)buf_addf(&left, "%s %s", command->name, command->arguments);
    (void)buf_addf(out, "  %-28s %s\n", buf_str(&left).p, th ? command->th : command->en);
    buf_done(&left);
}

/* about: NULL, or the one command that was asked about. */
static void help(enum oit_language language, const struct cli_command *about)
{
    struct buf out;
    buf_init(&out, 0);
    bool th = language != OIT_EN;
    (void)buf_addf(&out, "oitcheck %s - %s\n\n", OIT_VERSION,
                   th ? "ตรวจว่าเว็บไซต์หน่วยงานเปิดเผยข้อมูล OIT ครบทุกข้อหรือไม่" : "does an agency's website publish all OIT disclosures?");
    if (!about)
        (void)buf_addf(&out, "%s\n", th ? "เริ่มต้น:  oitcheck scan https://www.example.go.th --output ./รายงาน\n" : "Start with:  oitcheck scan https://www.example.go.th --output ./report\n");
    (void)buf_addf(&out, "%s\n", th ? "คำสั่ง:" : "Commands:");
    for (size_t i = 0; i < cli_n_commands; i++)
        if (!about || about == &cli_commands[i])
            add_command(&cli_commands[i], th, &out);
    if (about && about->examples)
        (void)buf_addf(&out, "\n%s\n%s", th ? "ตัวอย่าง:" : "Examples:", about->examples);
    (void)buf_addf(&out, "\n%s\n", th ? "ตัวเลือก:" : "Options:");
    cli_options_help(language, &out);
    (void)buf_addf(&out, "\n%s\n", th ? "รหัสจบ: 0 ไม่มีสิ่งที่ต้องแก้  1 มีข้อที่ต้องแก้  2 สั่งผิดหรือแฟ้มเกณฑ์ผิด  3 ตรวจไม่ครบ (ตรวจต่อ: --resume)  4 เปิดหน้าแรกไม่ได้  5 มีการตรวจเว็บไซต์นี้อยู่แล้ว  6 ดิสก์หรือที่เก็บผลมีปัญหา"
                                      : "Exit codes: 0 fine, 1 findings, 2 usage or rule file, 3 incomplete (go on: --resume), 4 start page failed, 5 this site is being checked already, 6 disk or store failure");
    (void)fwrite(out.p, 1, out.n, stdout);
    buf_done(&out);
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

int main(int argc, char **argv)
{
    static struct cli cli;
    struct err err = {0};
    int code = EXIT_USAGE;
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        (void)printf("oitcheck %s\n", OIT_VERSION);
        return EXIT_FINE;
    }
    if (cli_parse(argc, argv, &cli, &err) != OIT_OK) {
        cli_complain(&err);
    } else if (cli.wants_help) {
        help(cli.options.language, cli.n_words ? find_command(cli.words[0]) : NULL);
        code = EXIT_FINE;
    } else if (cli.n_words == 0) {
        help(cli.options.language, NULL);
    } else {
        const struct cli_command *command = find_command(cli.words[0]);
        code = command ? command->run(&cli) : unknown_command(cli.words[0]);
    }
    free(cli.words);
    oit_profile_close(&cli.options);
    return code;
}

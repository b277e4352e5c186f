/* help.c - --help: all commands and options, or one command with the options that matter to it.
 * SPDX-License-Identifier: MIT
 */
#include "base/buf.h"
#include "cli.h"

enum { LEFT = 28 };

/* Groups of options (rows of options.c) by command; a command that is not here takes all. */
static const struct {
    const char *command, *groups;
} groups_of[] = {
    {"scan", "judge store show reach network read end talk"},
    {"assess", "judge store show end read talk"},
    {"report", "judge store show end talk"},
    {"list", "store show talk"},
    {"check", "judge show read talk"},
    {"explain", "judge store show other talk"},
    {"classify", "judge show read other talk"},
    {"rules", "judge store show talk"},
    {"doctor", "show talk"},
    {"init", "judge show network talk"},
    {"import", "judge store show talk"},
    {"decide", "judge store show work talk"},
    {"submit", "judge store show network work talk"},
    {"verify", "judge store show network read talk"},
    {"watch", "judge store show network work talk"},
    {"remind", "judge store show work talk"},
    {"diff", "judge store show talk"},
    {"history", "judge store show work talk"},
    {"bundle", "judge store show read work talk"},
    {"manual", "show"},
    {"completion", "talk"},
};

static bool has_word(const char *words, const char *word)
{
    struct str rest = str_from(words);
    while (rest.n)
        if (str_eq_c(str_cut(&rest, ' '), word))
            return true;
    return false;
}

bool cli_group_matters(const char *command, const char *group)
{
    for (size_t i = 0; i < sizeof groups_of / sizeof *groups_of; i++)
        if (strcmp(groups_of[i].command, command) == 0)
            return has_word(groups_of[i].groups, group);
    return true;
}

/* What stands left and does not fit gets a line of its own. */
static void add_line(struct buf *out, const struct buf *left, const char *text)
{
    if (left->n > LEFT)
        (void)buf_addf(out, "  %s\n  %*s %s\n", left->p, LEFT, "", text);
    else
        (void)buf_addf(out, "  %-*s %s\n", LEFT, left->p, text);
}

static void add_command(const struct cli_command *command, bool th, struct buf *out)
{
    struct buf left;
    buf_init(&left, 0);
    (void)buf_addf(&left, "%s%s%s", command->name, *command->arguments ? " " : "", command->arguments);
    add_line(out, &left, th ? command->th : command->en);
    buf_done(&left);
}

/* "history: from this day" is for history only, "watch, history: ..." for both; other texts are for all. */
static bool is_for(const struct cli_option *option, const struct cli_command *about)
{
    struct str rest = str_from(option->en), commands = str_cut(&rest, ':');
    if (!rest.p)
        return true;
    bool names_command = false;
    while (commands.n) {
        struct str name = str_trim(str_cut(&commands, ','));
        if (str_eq_c(name, about->name))
            return true;
        for (size_t i = 0; i < cli_n_commands; i++)
            names_command |= str_eq_c(name, cli_commands[i].name);
    }
    return !names_command;
}

static void add_options(bool th, const struct cli_command *about, struct buf *out)
{
    const struct cli_option *options;
    size_t n = cli_options(&options);
    for (size_t i = 0; i < n; i++) {
        if (about && (!cli_group_matters(about->name, options[i].group) || (options[i].name && !is_for(&options[i], about))))
            continue;
        if (!options[i].name) {
            (void)buf_addf(out, "\n%s\n", th ? options[i].th : options[i].en);
            continue;
        }
        const char *formats = about && strcmp(options[i].name, "format") == 0 ? cli_formats(about->name, NULL) : NULL;
        if (formats && strcmp(formats, "text") == 0)
            continue; /* nothing to choose */
        struct buf left;
        buf_init(&left, 0);
        (void)buf_addf(&left, "--%s%s", options[i].name, options[i].argument ? " " : "");
        for (const char *p = formats; p && *p; p++)
            (void)buf_add_char(&left, *p == ' ' ? '|' : *p);
        if (!formats)
            (void)buf_add_c(&left, options[i].argument ? options[i].argument : "");
        add_line(out, &left, formats ? (th ? "รูปแบบที่พิมพ์" : "what goes to standard output") : th ? options[i].th : options[i].en);
        buf_done(&left);
    }
}

void cli_help(enum oit_language language, const struct cli_command *about, struct buf *out)
{
    bool th = language != OIT_EN;
    (void)buf_addf(out, "oitcheck %s - %s\n\n", OIT_VERSION,
                   th ? "ตรวจว่าเว็บไซต์หน่วยงานเปิดเผยข้อมูล OIT ครบทุกข้อหรือไม่" : "does an agency's website publish all OIT disclosures?");
    if (!about)
        (void)buf_addf(out, "%s\n", th ? "เริ่มต้น:  oitcheck scan https://www.example.go.th --output ./รายงาน\n" : "Start with:  oitcheck scan https://www.example.go.th --output ./report\n");
    (void)buf_addf(out, "%s\n", about ? (th ? "คำสั่ง:" : "Command:") : th ? "คำสั่ง:" : "Commands:");
    for (size_t i = 0; i < cli_n_commands; i++)
        if (!about || about == &cli_commands[i])
            add_command(&cli_commands[i], th, out);
    if (about && about->examples)
        (void)buf_addf(out, "\n%s\n%s", th ? "ตัวอย่าง:" : "Examples:", about->examples);
    add_options(th, about, out);
    (void)buf_addf(out, "\n%s\n", th ? "รหัสจบ: 0 ไม่มีสิ่งที่ต้องแก้  1 มีข้อที่ต้องแก้  2 สั่งผิดหรือแฟ้มเกณฑ์ผิด  3 ตรวจไม่ครบ (ตรวจต่อ: --resume)  4 เปิดหน้าแรกไม่ได้  5 มีการตรวจเว็บไซต์นี้อยู่แล้ว  6 ดิสก์หรือที่เก็บผลมีปัญหา"
                                     : "Exit codes: 0 fine, 1 findings, 2 usage or rule file, 3 incomplete (go on: --resume), 4 start page failed, 5 this site is being checked already, 6 disk or store failure");
    if (about)
        (void)buf_addf(out, "%s\n", th ? "ตัวเลือกทั้งหมด: oitcheck --help" : "All options: oitcheck --help");
}

/* manual.c - oitcheck(1) for man, in Thai or English, from the same tables as --help. Written for groff's man macros (man(7)).
 * SPDX-License-Identifier: MIT
 */
#include "base/buf.h"
#include "cli.h"

/* A backslash begins an escape, "-" would become a hyphen, and a line's first "." or "'" a request. */
static void add_text(struct buf *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        (void)buf_add_c(out, "\\&");
    for (; *text; text++) {
        if (*text == '\\')
            (void)buf_add_c(out, "\\e");
        else if (*text == '-')
            (void)buf_add_c(out, "\\-");
        else
            (void)buf_add_char(out, *text);
    }
}

static void section(struct buf *out, const char *title)
{
    (void)buf_addf(out, ".SH %s\n", title);
}

static void entry(struct buf *out, const char *name, const char *argument, const char *text)
{
    (void)buf_add_c(out, ".TP\n\\fB");
    add_text(out, name);
    (void)buf_add_c(out, "\\fR");
    if (argument && *argument) {
        (void)buf_add_c(out, " \\fI");
        add_text(out, argument);
        (void)buf_add_c(out, "\\fR");
    }
    (void)buf_add_char(out, '\n');
    add_text(out, text);
    (void)buf_add_char(out, '\n');
}

static void examples_of(struct buf *out, const char *lines)
{
    struct str rest = str_from(lines);
    while (rest.n) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct buf text;
        buf_init(&text, 0);
        (void)buf_add_str(&text, line);
        if (line.n) {
            (void)buf_add_c(out, ".br\n");
            add_text(out, text.p);
            (void)buf_add_char(out, '\n');
        }
        buf_done(&text);
    }
}

static void commands(bool th, struct buf *out)
{
    section(out, th ? "คำสั่ง" : "COMMANDS");
    for (size_t i = 0; i < cli_n_commands; i++) {
        entry(out, cli_commands[i].name, cli_commands[i].arguments, th ? cli_commands[i].th : cli_commands[i].en);
        if (cli_commands[i].examples)
            examples_of(out, cli_commands[i].examples);
    }
}

static void options_of(bool th, struct buf *out)
{
    const struct cli_option *options;
    size_t n = cli_options(&options);
    section(out, th ? "ตัวเลือก" : "OPTIONS");
    for (size_t i = 0; i < n; i++) {
        if (!options[i].name) {
            (void)buf_addf(out, ".SS %s\n", th ? options[i].th : options[i].en);
            continue;
        }
        struct buf name;
        buf_init(&name, 0);
        (void)buf_addf(&name, "--%s", options[i].name);
        entry(out, name.p, options[i].argument, th ? options[i].th : options[i].en);
        buf_done(&name);
    }
}

static void exit_codes(bool th, struct buf *out)
{
    static const char *const rows[][3] = {
        {"0", "ตรวจครบ ไม่มีสิ่งที่ต้องแก้", "checked to the end, nothing that --fail-on names"},
        {"1", "ตรวจครบ มีข้อที่ต้องแก้ (diff, verify: มีสิ่งที่ต่างหรือต้องดู)", "checked to the end, something is to be mended (diff, verify: something differs or needs a look)"},
        {"2", "สั่งผิด โปรไฟล์หรือแฟ้มเกณฑ์ผิด ยังไม่ได้ตรวจ", "wrong usage, profile or rule file; nothing was checked"},
        {"3", "ตรวจไม่ครบ ตรวจต่อได้ด้วย --resume", "incomplete; go on with --resume"},
        {"4", "เปิดหน้าแรกไม่ได้", "the start page could not be checked at all"},
        {"5", "มีการตรวจเว็บไซต์นี้อยู่แล้ว", "another check of this site is running"},
        {"6", "ดิสก์ สิทธิ์ หรือที่เก็บผลมีปัญหา รายงานครั้งก่อนยังอยู่", "disk, permission or store failure; the last good report is untouched"},
    };
    section(out, th ? "รหัสจบ" : "EXIT STATUS");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        entry(out, rows[i][0], NULL, rows[i][th ? 1 : 2]);
}

static void files(bool th, struct buf *out)
{
    section(out, th ? "แฟ้มและตัวแปรแวดล้อม" : "FILES AND ENVIRONMENT");
    entry(out, "$XDG_STATE_HOME/oitcheck/oitcheck.db", NULL,
          th ? "ที่เก็บผล (ถ้าไม่ได้ตั้งตัวแปร: ~/.local/state/oitcheck/oitcheck.db)" : "the store (without the variable: ~/.local/state/oitcheck/oitcheck.db)");
    entry(out, OIT_DATADIR "/rules", NULL, th ? "แฟ้มเกณฑ์ที่ติดตั้งมากับโปรแกรม" : "the rule files that come with the program");
    entry(out, "NO_COLOR", NULL, th ? "ตั้งไว้แล้วไม่ใช้สี" : "no colours when set");
}

void cli_manual(enum oit_language language, struct buf *out)
{
    bool th = language != OIT_EN;
    (void)buf_addf(out, ".\\\" -*- coding: UTF-8 -*-\n.TH OITCHECK 1 \"\" \"oitcheck %s\" \"%s\"\n.nh\n.ad l\n", OIT_VERSION, th ? "คำสั่งผู้ใช้" : "User Commands");
    section(out, th ? "ชื่อ" : "NAME");
    add_text(out, "oitcheck");
    (void)buf_add_c(out, " \\- ");
    add_text(out, th ? "ตรวจว่าเว็บไซต์หน่วยงานเปิดเผยข้อมูล OIT ครบทุกข้อหรือไม่" : "does an agency's website publish all OIT disclosures?");
    (void)buf_add_char(out, '\n');
    section(out, th ? "รูปแบบ" : "SYNOPSIS");
    (void)buf_add_c(out, ".B oitcheck\n.I command\n[\\fIargument\\fR ...] [\\fB\\-\\-option\\fR [\\fIvalue\\fR] ...]\n");
    section(out, th ? "คำอธิบาย" : "DESCRIPTION");
    add_text(out, th ? "อ่านเว็บไซต์ของหน่วยงานและเอกสารในนั้น เทียบกับเกณฑ์ OIT ของปีที่ตรวจ แล้วบอกว่าข้อใดเผยแพร่ครบ ไม่ครบ ไม่พบ หรือตรวจไม่ได้ พร้อมหลักฐาน เหตุผล สิ่งที่ต้องแก้ และคะแนนที่คาด ไม่ต้องติดตั้งบนเครื่องแม่ข่ายเว็บ"
                     : "Reads an agency's website and its documents, holds them against the OIT criteria of the year, and tells which items are published, partial, missing or could "
                       "not be checked, with evidence, reasons, advice and the expected score. Nothing is installed on the web server.");
    (void)buf_add_char(out, '\n');
    commands(th, out);
    options_of(th, out);
    exit_codes(th, out);
    files(th, out);
}

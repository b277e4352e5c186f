/* commands.c - one function a subcommand.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/messages.h"
#include "cli.h"
#include "oitcheck/doctor.h"
#include "oitcheck/office.h"

static int fail(const struct err *err)
{
    cli_complain(err);
    return oit_exit_code(err->code);
}

/* What was promised to standard output must have got there: a full disk behind a redirection is a failure. */
int cli_end_output(void)
{
    struct err err = {0};
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_FINE;
    (void)err_set(&err, OIT_ERR_LOCAL, "เขียนผลออกไม่ได้ (%s): ตรวจเนื้อที่ดิสก์และปลายทางที่ส่งผลไป", "cannot write the output (%s): check disk space and where it goes",
                  strerror(errno));
    return fail(&err);
}

static int put(const struct buf *out)
{
    (void)fwrite(out->p ? out->p : "", 1, out->n, stdout);
    return cli_end_output();
}

static int terminal_width(void)
{
    struct winsize size;
    return isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 40 ? size.ws_col : 0;
}

static int usage(const char *th, const char *en)
{
    struct err err;
    (void)err_set(&err, OIT_ERR_USAGE, "%s%.0s", "%.0s%s", th, en);
    return fail(&err);
}

/* With a baseline only what got worse than it fails, unless nothing shall. An incomplete check stays incomplete. */
static int exit_code_of(const struct cli *cli, const struct oit_report *report)
{
    enum oit_fail_on fail_on = cli->options.baseline && cli->fail_on == OIT_FAIL_ANY ? OIT_FAIL_REGRESSION : cli->fail_on;
    int code = oit_report_exit_code(report, fail_on);
    if (fail_on != OIT_FAIL_REGRESSION)
        return code;
    struct buf words;
    struct err err = {0};
    size_t n = 0;
    buf_init(&words, 0);
    int failed = oit_regressions(&cli->options, report, &words, &n, &err) == OIT_OK ? EXIT_FINE : fail(&err);
    if (n > 0 || !cli->options.quiet)
        (void)fwrite(words.p ? words.p : "", 1, words.n, stderr);
    buf_done(&words);
    return failed ? failed : code ? code : n ? EXIT_FINDINGS : EXIT_FINE;
}

static int show_report(const struct cli *cli, struct oit_result *result)
{
    const struct oit_report *report = oit_result_report(result);
    struct buf out;
    buf_init(&out, 0);
    bool use_colour = isatty(STDOUT_FILENO) == 1 && !getenv("NO_COLOR");
    struct err err = {0};
    if (cli->format == OIT_FORMAT_XLSX && isatty(STDOUT_FILENO) == 1)
        (void)err_set(&err, OIT_ERR_USAGE, "สมุดงานพิมพ์ลงจอไม่ได้ ส่งลงแฟ้ม: เติม > itas.xlsx", "a workbook is not for a terminal: send it to a file with > itas.xlsx");
    else if (oit_render(report, cli->format, &cli->options, use_colour, terminal_width(), &out) != OIT_OK)
        (void)err_set(&err, OIT_ERR_LOCAL, "เขียนสมุดงานไม่ได้: ตรวจเนื้อที่ดิสก์และโฟลเดอร์ชั่วคราว", "cannot write the workbook: check disk space and the folder for temporary files");
    int failed = err.code != OIT_OK ? fail(&err) : put(&out);
    buf_done(&out);
    int code = exit_code_of(cli, report);
    oit_result_free(result);
    return failed ? failed : code;
}

static void on_signal(int signal_number)
{
    (void)signal_number;
    oit_stop();
}

static void watch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND}; /* a second Ctrl-C ends at once */
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGHUP, &action, NULL);
}

static int show_plan(const struct cli *cli)
{
    struct buf out;
    struct err err = {0};
    buf_init(&out, 0);
    int code = oit_scan_plan(&cli->options, &out, &err) == OIT_OK ? put(&out) : fail(&err);
    buf_done(&out);
    return code;
}

/* One command of the ITAS work (office.h). */
static int run_office(struct cli *cli, oit_command_fn fn)
{
    struct oit_command command = {.options = &cli->options, .format = cli->format, .words = cli->words, .n_words = cli->n_words,
                                  .use_colour = isatty(STDOUT_FILENO) == 1 && !getenv("NO_COLOR"), .width = terminal_width()};
    struct buf out;
    struct err err = {0};
    int exit_code = EXIT_FINE;
    buf_init(&out, 0);
    watch_signals();
    int failed = fn(&command, &out, &exit_code, &err) == OIT_OK ? EXIT_FINE : fail(&err);
    int code = put(&out);
    buf_done(&out);
    return failed ? failed : code ? code : exit_code;
}

#define OFFICE_COMMAND(name)                                                                                           \
    static int command_##name(struct cli *cli)                                                                         \
    {                                                                                                                  \
        return run_office(cli, oit_##name);                                                                            \
    }
OFFICE_COMMAND(init)
OFFICE_COMMAND(import)
OFFICE_COMMAND(decide)
OFFICE_COMMAND(submit)
OFFICE_COMMAND(verify)
OFFICE_COMMAND(watch)
OFFICE_COMMAND(remind)
OFFICE_COMMAND(diff)
OFFICE_COMMAND(history)
OFFICE_COMMAND(bundle)
OFFICE_COMMAND(notify)

/* With --quiet cron reads what is printed: what changed, and nothing when nothing did. Who asks for a format gets that. */
static bool prints_changes(const struct cli *cli)
{
    return cli->options.quiet && cli->format == OIT_FORMAT_TEXT;
}

/* Those whom the profile names, and cron: never in the way of the result. */
static int tell_after_scan(const struct cli *cli, int code, const struct err *err, const struct oit_report *report)
{
    struct buf out;
    buf_init(&out, 0);
    oit_tell_after_scan(&cli->options, code, err, report, &out);
    int failed = prints_changes(cli) ? put(&out) : EXIT_FINE;
    buf_done(&out);
    return failed;
}

static int end_quietly(const struct cli *cli, struct oit_result *result)
{
    int code = exit_code_of(cli, oit_result_report(result));
    oit_result_free(result);
    return code;
}

static int command_scan(struct cli *cli)
{
    if (cli->n_words == 1 && cli->options.url) /* the profile's */
        cli->words[cli->n_words++] = cli->options.url;
    if (cli->n_words != 2)
        return usage("บอกที่อยู่เว็บไซต์หนึ่งแห่ง: oitcheck scan https://www.example.go.th", "name one web address: oitcheck scan https://www.example.go.th");
    cli->options.url = cli->words[1];
    if (cli->options.no_robots && !cli->options.quiet)
        (void)fprintf(stderr, "%s\n", msg_in(cli->options.language == OIT_EN ? MSG_EN : MSG_TH, MSG_NO_ROBOTS));
    if (cli->options.dry_run)
        return show_plan(cli);
    if (cli->options.notify && !oit_has_receivers(&cli->options))
        return usage("--notify: โปรไฟล์ยังไม่มีผู้รับแจ้ง เพิ่มส่วน notify ในโปรไฟล์ แล้วลอง: oitcheck notify test",
                     "--notify: the profile names nobody to tell; add a notify section to it, then try: oitcheck notify test");
    watch_signals();
    struct oit_result *result = NULL;
    struct err err = {0};
    if (oit_baseline_check(&cli->options, &err) != OIT_OK)
        return fail(&err);
    int code = oit_scan(&cli->options, &result, &err);
    int untold = tell_after_scan(cli, code, &err, code == OIT_OK ? oit_result_report(result) : NULL);
    if (code != OIT_OK)
        return fail(&err);
    int exit_code = prints_changes(cli) ? end_quietly(cli, result) : show_report(cli, result);
    return untold ? untold : exit_code;
}

static int command_assess(struct cli *cli)
{
    struct oit_result *result = NULL;
    struct err err = {0};
    if (cli->n_words > 1)
        cli->options.site = cli->words[1];
    return oit_assess(&cli->options, &result, &err) == OIT_OK ? show_report(cli, result) : fail(&err);
}

static int command_report(struct cli *cli)
{
    if (cli->options.availability)
        return run_office(cli, oit_availability);
    struct oit_result *result = NULL;
    struct err err = {0};
    if (cli->n_words > 1)
        cli->options.site = cli->words[1];
    return oit_report_stored(&cli->options, &result, &err) == OIT_OK ? show_report(cli, result) : fail(&err);
}

static int command_list(struct cli *cli)
{
    struct buf out;
    struct err err = {0};
    buf_init(&out, 0);
    int code = oit_list_runs(&cli->options, cli->format, &out, &err) == OIT_OK ? put(&out) : fail(&err);
    buf_done(&out);
    return code;
}

static int command_explain(struct cli *cli)
{
    if (cli->n_words < 2 && !cli->is_all)
        return usage("บอกข้อที่จะอธิบาย: oitcheck explain O16 หรือทุกข้อ: oitcheck explain --all --format html",
                     "name the item: oitcheck explain O16, or all: oitcheck explain --all --format html");
    if (cli->n_words > 1 && cli->is_all)
        return usage("เลือกอย่างเดียว: ข้อเดียว หรือ --all", "one or the other: an item, or --all");
    struct buf out;
    struct err err = {0};
    buf_init(&out, 0);
    cli->options.width = terminal_width();
    int code = cli->is_all ? oit_checklist(&cli->options, cli->format, &out, &err) == OIT_OK ? put(&out) : fail(&err) : oit_explain(&cli->options, cli->format, cli->words[1], cli->n_words > 2 ? cli->words[2] : NULL, &out, &err) == OIT_OK ? put(&out) : fail(&err);
    buf_done(&out);
    return code;
}

static int command_classify(struct cli *cli)
{
    struct err err = {0};
    if (cli->is_titles)
        return oit_classify_titles(&cli->options, stdin, stdout, &err) == OIT_OK ? cli_end_output() : fail(&err);
    if (cli->n_words < 2)
        return usage("บอกแฟ้มที่จะจำแนก หรือใช้ --titles แล้วส่งชื่อเรื่องทางข้อมูลเข้า", "name the files, or use --titles and give titles on standard input");
    struct buf out;
    buf_init(&out, 0);
    bool any_unread = false;
    int code = oit_classify_files(&cli->options, cli->words + 1, cli->n_words - 1, &out, &any_unread, &err) == OIT_OK ? EXIT_FINE : fail(&err);
    int failed = put(&out);
    buf_done(&out);
    return code ? code : failed ? failed : any_unread ? EXIT_FINDINGS : EXIT_FINE;
}

static int command_check(struct cli *cli)
{
    if (cli->n_words < 2)
        return usage("บอกข้อและไฟล์: oitcheck check O16 รายงาน.pdf", "name the item and the files: oitcheck check O16 report.pdf");
    struct oit_check_run *run = NULL;
    struct err err = {0};
    if (oit_check_files(&cli->options, cli->words + 1, cli->n_words - 1, &run, &err) != OIT_OK)
        return fail(&err);
    const struct oit_check *check = oit_check_of(run);
    for (size_t i = 0; i < check->n_files; i++)
        if (check->files[i].state == OIT_FILE_NOT_OPENED)
            (void)fprintf(stderr, "oitcheck: %s\n          %s\n", check->files[i].error.th, check->files[i].error.en);
    struct buf out;
    buf_init(&out, 0);
    bool use_colour = isatty(STDOUT_FILENO) == 1 && !getenv("NO_COLOR");
    oit_check_render(check, cli->format, &cli->options, use_colour, terminal_width(), &out);
    int failed = put(&out);
    int code = oit_check_exit_code(check);
    buf_done(&out);
    oit_check_run_free(run);
    return failed ? failed : code;
}

static int command_rules(struct cli *cli)
{
    if (cli->n_words != 2 || strcmp(cli->words[1], "check") != 0)
        return usage("ใช้: oitcheck rules check", "use: oitcheck rules check");
    struct buf out;
    struct err err = {0};
    size_t n_errors = 0, n_turned = 0;
    buf_init(&out, 0);
    int failed = oit_rules_check(&cli->options, &out, &n_errors, &n_turned, &err) == OIT_OK ? EXIT_FINE : fail(&err);
    int code = put(&out);
    buf_done(&out);
    return failed ? failed : code ? code : n_errors ? EXIT_USAGE : n_turned ? EXIT_FINDINGS : EXIT_FINE;
}

static int command_doctor(struct cli *cli)
{
    struct buf out;
    struct err err = {0};
    int worst = 0;
    buf_init(&out, 0);
    int code = oit_doctor(&cli->options, &out, &worst, &err) == OIT_OK ? put(&out) : fail(&err);
    buf_done(&out);
    return code ? code : worst;
}

static int command_manual(struct cli *cli)
{
    struct buf out;
    buf_init(&out, 0);
    cli_manual(cli->options.language, &out);
    int code = put(&out);
    buf_done(&out);
    return code;
}

static int command_completion(struct cli *cli)
{
    struct buf out;
    buf_init(&out, 0);
    int code = cli->n_words == 2 && cli_completion(cli->words[1], &out) ? put(&out)
                                                                        : usage("บอกเชลล์: oitcheck completion bash หรือ zsh หรือ fish", "name the shell: oitcheck completion bash, zsh or fish");
    buf_done(&out);
    return code;
}

const struct cli_command cli_commands[] = {
    {"scan", "URL", "ตรวจเว็บไซต์ แล้วเก็บผลและทำรายงาน ครั้งต่อไปขอเฉพาะที่เปลี่ยน", "check a site, store and report; the next time only what has changed is asked for", command_scan,
     "  oitcheck scan https://www.example.go.th --output report\n"
     "  oitcheck scan https://www.example.go.th --resume\n"
     "  oitcheck scan https://www.example.go.th --only O16,O30\n"},
    {"assess", "[SITE]", "ตัดสินจากที่เก็บไว้อีกครั้งด้วยเกณฑ์ปัจจุบัน ไม่ใช้เครือข่าย", "judge the stored crawl again with the rules as they are now; no network", command_assess, NULL},
    {"report", "[SITE]", "แสดงผลที่เก็บไว้", "show a stored run", command_report, NULL},
    {"list", "", "รายการครั้งที่ตรวจ", "stored runs", command_list, NULL},
    {"check", "ITEM FILE...", "ก่อนเผยแพร่: ไฟล์เหล่านี้ครบตามข้อนี้หรือไม่ ขาดอะไร", "before publishing: are these files a complete document of the item, what is lacking", command_check,
     "  oitcheck check O16 procurement_67.xlsx\n"
     "  oitcheck check O8 plan_67.pdf progress_6m.pdf --fiscal-year 2567\n"
     "  oitcheck check 4 contact.html --format json\n"},
    {"explain", "ITEM [URL] | --all", "ข้อนี้ต้องมีอะไร และทำไมผลเป็นเช่นนี้; ทุกข้อเป็นรายการตรวจสำหรับพิมพ์", "what an item asks for, and why it was judged so; all items as a checklist to print",
     command_explain,
     "  oitcheck explain O16\n"
     "  oitcheck explain O16 https://www.example.go.th/files/report.pdf\n"
     "  oitcheck explain --all --format html --fiscal-year 2567 > checklist.html\n"},
    {"classify", "FILE... | --titles", "เอกสารหรือชื่อเรื่องนี้คือข้อใด", "which item is this document or title", command_classify, NULL},
    {"rules", "check", "ตรวจแฟ้มเกณฑ์: ที่ผิด ที่น่าสงสัย และผลตรวจที่เก็บไว้ข้อใดจะเปลี่ยน", "lint the rule files: errors, doubts, and which stored verdicts they turn", command_rules,
     "  oitcheck rules check\n"
     "  oitcheck rules check --rules-local our-rules\n"
     "  oitcheck rules check --rules-local our-rules --site www.example.go.th\n"},
    {"init", "URL", "ดูเว็บไซต์คร่าว ๆ แล้วเขียนโปรไฟล์ของหน่วยงานให้แก้ต่อ", "look at the site and write a profile of the agency to be edited", command_init,
     "  oitcheck init https://www.example.go.th\n"
     "  oitcheck init https://www.example.go.th --output agency.yaml\n"},
    {"import", "SHEET", "นำเข้าสมุดงานของเจ้าหน้าที่ (XLSX CSV ODS) หรือรายชื่อผู้รับผิดชอบ", "read the officers' workbook (XLSX, CSV, ODS), or a list of owners", command_import,
     "  oitcheck import itas.xlsx --profile agency.yaml\n"},
    {"decide", "[ITEM... [DECISION]]", "บันทึกผลพิจารณาของคน: รับ ไม่รับ ไม่ใช้กับหน่วยงาน", "record a person's decision: accept, reject, not-applicable", command_decide,
     "  oitcheck decide O1 O2 รับ --note 'เห็นแผนผังแล้ว'\n  oitcheck decide O16 --owner 'กองคลัง'\n  oitcheck decide O1 ยกเลิก\n  oitcheck decide\n"},
    {"submit", "SHEET", "บันทึกลิงก์ที่กรอกใน ITAS ตามสภาพวันนั้น และพิมพ์ใบรับ", "freeze what was entered in ITAS as it stands, and print a receipt", command_submit,
     "  oitcheck submit itas.xlsx --date 30/4/2567 --profile agency.yaml\n"},
    {"verify", "", "ตรวจลิงก์ที่กรอกไว้ว่ายังเหมือนวันที่กรอก", "check the entered links: still there, unchanged, of the right item and year", command_verify, NULL},
    {"watch", "[SITE]", "เฝ้าหน้าแรกและลิงก์ที่กรอกไว้ระหว่างช่วงประเมิน", "watch the home page and the entered links during the assessment", command_watch,
     "  oitcheck watch --profile agency.yaml --once\n"},
    {"remind", "[SITE]", "ข้อความทวงงานรายผู้รับผิดชอบ และหน้าเดียวสำหรับผู้บริหาร", "a reminder for each owner, and one page for the executive", command_remind,
     "  oitcheck remind --profile agency.yaml --owner 'กองคลัง'\n"
     "  oitcheck remind --profile agency.yaml --output remind\n"},
    {"diff", "[RUN [RUN]]", "ผลตรวจสองครั้งต่างกันที่ใด", "what differs between two runs", command_diff,
     "  oitcheck diff\n"
     "  oitcheck diff march/report.json april/report.json --format html > diff.html\n"},
    {"history", "[SITE]", "สรุปผลการติดตามในช่วงเวลา", "what happened over a period", command_history,
     "  oitcheck history --from 1/10/2566 --to 31/3/2567 --output report\n"},
    {"notify", "[test]", "ทดลองส่งข้อความถึงผู้รับแจ้งในโปรไฟล์", "try the profile's notification settings: a message to everybody", command_notify,
     "  oitcheck notify test --profile agency.yaml\n"},
    {"bundle", "[SITE]", "รวมหลักฐานเป็นแฟ้มเดียวสำหรับอุทธรณ์หรือเก็บ", "all evidence in one file, for an objection or the archive", command_bundle,
     "  oitcheck bundle --item O16 --output o16.zip\n"
     "  oitcheck bundle --output report\n"},
    {"doctor", "", "ตรวจความพร้อมของโปรแกรม", "self check", command_doctor, NULL},
    {"manual", "", "คู่มือในรูปแบบของ man", "the manual page: oitcheck manual --lang en | man -l -", command_manual, "  oitcheck manual --lang en | man -l -\n"},
    {"completion", "bash|zsh|fish", "ให้เชลล์เติมคำสั่งและตัวเลือกให้", "lets the shell complete commands and options", command_completion,
     "  oitcheck completion bash > ~/.local/share/bash-completion/completions/oitcheck\n"},
};
const size_t cli_n_commands = sizeof cli_commands / sizeof *cli_commands;

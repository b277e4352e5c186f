/* options.c - the options: one table row each, from which parsing and help come.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "cli.h"
#include "oitcheck/office.h"

/* A row without a name is the heading of those that follow; its argument is the group's name (cli_command_groups). */
struct option_row {
    const char *name, *argument; /* argument NULL: a switch; "a|b": one of these */
    bool (*apply)(struct cli *cli, const char *value);
    const char *th, *en;
};

/* --- values ------------------------------------------------------------------------------------------------------------------- */

static bool number(const char *text, uint64_t max, uint64_t *ret_value)
{
    return str_to_u64(str_from(text), max, ret_value);
}

static bool choice(const char *value, const char *const *names, int *ret_index)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], value) == 0) {
            *ret_index = i;
            return true;
        }
    return false;
}

/* --- one function an option --------------------------------------------------------------------------------------------------- */

#define TEXT_OPTION(function, field)                                                                                   \
    static bool function(struct cli *cli, const char *value)                                                          \
    {                                                                                                                  \
        cli->options.field = value;                                                                                    \
        return *value != '\0';                                                                                         \
    }
#define SWITCH_OPTION(function, target)                                                                                \
    static bool function(struct cli *cli, const char *value)                                                          \
    {                                                                                                                  \
        (void)value;                                                                                                   \
        cli->target = true;                                                                                            \
        return true;                                                                                                   \
    }

TEXT_OPTION(set_rules, rules_dir)
TEXT_OPTION(set_rules_local, rules_local)
TEXT_OPTION(set_as_of, as_of)
TEXT_OPTION(set_db, db)
TEXT_OPTION(set_site, site)
TEXT_OPTION(set_run, run)
TEXT_OPTION(set_output, output)
TEXT_OPTION(set_owner, owner)
TEXT_OPTION(set_date, date)
TEXT_OPTION(set_from, from)
TEXT_OPTION(set_to, to)
TEXT_OPTION(set_item, item)
TEXT_OPTION(set_baseline, baseline)
TEXT_OPTION(set_note, note)
TEXT_OPTION(set_only, only)
TEXT_OPTION(set_user_agent, user_agent)
TEXT_OPTION(set_cacert, cacert)
TEXT_OPTION(set_proxy, proxy)
SWITCH_OPTION(set_quick, options.quick)
SWITCH_OPTION(set_allow_private, options.allow_private)
SWITCH_OPTION(set_no_robots, options.no_robots)
SWITCH_OPTION(set_tls_insecure, options.tls_insecure)
SWITCH_OPTION(set_quiet, options.quiet)
SWITCH_OPTION(set_dry_run, options.dry_run)
SWITCH_OPTION(set_resume, options.resume)
SWITCH_OPTION(set_once, options.once)
SWITCH_OPTION(set_availability, options.availability)
SWITCH_OPTION(set_notify, options.notify)
SWITCH_OPTION(set_no_notify, options.no_notify)
TEXT_OPTION(set_event_log, event_log)
SWITCH_OPTION(set_help, wants_help)
SWITCH_OPTION(set_titles, is_titles)
SWITCH_OPTION(set_all, is_all)

static bool set_verbose(struct cli *cli, const char *value)
{
    (void)value;
    cli->options.verbose = true;
    return log_configure("info");
}

static bool set_log(struct cli *cli, const char *value)
{
    (void)cli;
    return log_configure(value);
}

static bool set_fiscal_year(struct cli *cli, const char *value)
{
    return quantity_year_be(str_from(value), &cli->options.fiscal_year_be);
}

static bool set_format(struct cli *cli, const char *value)
{
    int index = 0;
    bool ok = choice(value, cli_format_names, &index);
    cli->format = (enum oit_format)index;
    return ok;
}

static bool set_lang(struct cli *cli, const char *value)
{
    static const char *const names[] = {"th", "en", NULL};
    int index = 0;
    bool ok = choice(value, names, &index);
    cli->options.language = (enum oit_language)index;
    return ok;
}

static bool set_fail_on(struct cli *cli, const char *value)
{
    static const char *const names[] = {"any", "missing", "overdue", "regression", "never", NULL};
    int index = 0;
    bool ok = choice(value, names, &index);
    cli->fail_on = (enum oit_fail_on)index;
    return ok;
}

static bool set_max_pages(struct cli *cli, const char *value)
{
    uint64_t n;
    if (!number(value, 10000000, &n) || n == 0)
        return false;
    cli->options.max_pages = (uint32_t)n;
    return true;
}

static bool set_max_depth(struct cli *cli, const char *value)
{
    uint64_t n;
    if (!number(value, 1000, &n) || n == 0)
        return false;
    cli->options.max_depth = (uint32_t)n;
    return true;
}

static bool set_max_time(struct cli *cli, const char *value)
{
    int64_t ms;
    if (!quantity_duration_ms(str_from(value), &ms) || ms < 1)
        return false;
    cli->options.max_time_s = (int)((ms + 999) / 1000);
    return true;
}

static bool set_every(struct cli *cli, const char *value)
{
    int64_t ms;
    if (!quantity_duration_ms(str_from(value), &ms) || ms < 1000)
        return false;
    cli->options.every_s = (int)(ms / 1000);
    return true;
}

static bool set_confirm(struct cli *cli, const char *value)
{
    int64_t ms;
    if (!quantity_duration_ms(str_from(value), &ms) || ms > 3600000)
        return false;
    cli->options.confirm_s = (int)((ms + 999) / 1000);
    return true;
}

/* Opened before all other options were looked at (cli_parse): what the command line says stands over it. */
static bool set_profile(struct cli *cli, const char *value)
{
    (void)cli;
    return *value != '\0';
}

static bool set_timeout(struct cli *cli, const char *value)
{
    int64_t ms;
    if (!quantity_duration_ms(str_from(value), &ms) || ms < 1 || ms > 3600000)
        return false;
    cli->options.timeout_ms = (int)ms;
    return true;
}

static bool set_max_size(struct cli *cli, const char *value)
{
    return quantity_size_bytes(str_from(value), &cli->options.max_size_bytes);
}

static bool set_rate(struct cli *cli, const char *value)
{
    char *end;
    double rate = strtod(value, &end);
    cli->options.rate = rate;
    return end != value && *end == '\0' && rate >= 0 && rate <= 100000;
}

static bool set_connections(struct cli *cli, const char *value)
{
    uint64_t n;
    if (!number(value, 256, &n) || n == 0)
        return false;
    cli->options.connections = (int)n;
    return true;
}

static bool set_resolve(struct cli *cli, const char *value)
{
    if (cli->options.n_resolve == CLI_MAX_LIST)
        return false;
    cli->resolve[cli->options.n_resolve++] = value;
    return true;
}

static bool set_header(struct cli *cli, const char *value)
{
    if (cli->options.n_headers == CLI_MAX_LIST || !strchr(value, ':') || strpbrk(value, "\r\n"))
        return false;
    cli->headers[cli->options.n_headers++] = value;
    return true;
}

static bool set_ocr(struct cli *cli, const char *value)
{
    static const char *const names[] = {"auto", "off", "force", NULL};
    int index = 0;
    bool ok = choice(value, names, &index);
    cli->options.ocr = (enum oit_ocr)index;
    return ok;
}

static bool set_render(struct cli *cli, const char *value)
{
    cli->options.no_render = strcmp(value, "off") == 0;
    return cli->options.no_render || strcmp(value, "auto") == 0;
}

static const struct option_row rows[] = {
    {NULL, "judge", NULL, "เกณฑ์และปี", "Criteria and year"},
    {"profile", "FILE", set_profile, "โปรไฟล์ของหน่วยงาน (สร้างด้วย oitcheck init URL)", "the agency's profile (made by oitcheck init URL)"},
    {"rules", "DIR", set_rules, "โฟลเดอร์เกณฑ์ (ปกติใช้เกณฑ์ใหม่สุดที่ไม่เกินปีงบประมาณ)", "rule scheme folder (default: the newest not later than the fiscal year)"},
    {"rules-local", "DIR", set_rules_local, "ส่วนเพิ่มของหน่วยงาน ไม่แก้แฟ้มที่ติดตั้งมา", "the agency's own additions; shipped files stay as they are"},
    {"fiscal-year", "YEAR", set_fiscal_year, "ปีงบประมาณที่จะตรวจ (พ.ศ.)", "Buddhist-era fiscal year to judge for"},
    {"as-of", "DATE", set_as_of, "ตรวจเสมือนเป็นวันนั้น เช่น 2026-11-20", "judge as on that day"},
    {NULL, "store", NULL, "ที่เก็บผล", "The store"},
    {"db", "FILE", set_db, "แฟ้มเก็บผล", "the store"},
    {"site", "URL", set_site, "เลือกเว็บไซต์ในที่เก็บผล", "site within the store"},
    {"run", "ID", set_run, "เลือกครั้งที่ตรวจ: รหัส latest หรือ previous", "run within the store: an id, latest or previous"},
    {NULL, "show", NULL, "ผลที่ออกมา", "What comes out"},
    {"output", "DIR", set_output, "เขียนรายงานลงโฟลเดอร์นี้", "write report.json, report.html, report.csv there"},
    {"format", "text|json|csv|html|line|xlsx|junit|sarif|hub", set_format, "รูปแบบที่พิมพ์: text json csv html line (ประโยคเดียว) xlsx junit sarif hub (หน้ารายการสำหรับวางในเว็บไซต์)", "what goes to standard output: text json csv html line (one sentence) xlsx junit sarif hub (index page for a CMS)"},
    {"lang", "th|en", set_lang, "ภาษา: th en", "language: th en"},
    {NULL, "reach", NULL, "ตรวจแค่ไหน", "How far"},
    {"only", "ITEMS", set_only, "ตรวจซ้ำเฉพาะข้อ เช่น O11,O16", "visit again what these items rest on, nothing else"},
    {"quick", NULL, set_quick, "คำตอบแรก: ไม่เกิน 200 หน้าหรือ 2 นาที", "a first answer: at most 200 requests or 2 minutes"},
    {"max-pages", "N", set_max_pages, "จำนวนหน้าสูงสุด (20000)", "at most so many pages (20000)"},
    {"max-depth", "N", set_max_depth, "จำนวนคลิกจากหน้าแรกสูงสุด (20)", "at most so many clicks from the start (20)"},
    {"max-time", "TIME", set_max_time, "เวลาสูงสุด เช่น 90s 15m 2h (2h)", "at most so long (2h)"},
    {"max-size", "BYTES", set_max_size, "ขนาดแฟ้มสูงสุด เช่น 500K 20M (50M)", "largest file read (50M)"},
    {NULL, "network", NULL, "เครือข่าย", "Network"},
    {"timeout", "TIME", set_timeout, "เวลารอคำตอบหนึ่งครั้ง (30s)", "for one request (30s)"},
    {"rate", "R", set_rate, "คำขอต่อวินาทีต่อเครื่องแม่ข่าย (2; 0 คือไม่จำกัด)", "requests a second to one server (2; 0: no limit)"},
    {"connections", "N", set_connections, "จำนวนการเชื่อมต่อพร้อมกัน (4)", "parallel transfers (4)"},
    {"resolve", "HOST:PORT:ADDR", set_resolve, "กำหนดที่อยู่ของเครื่องเอง ใช้ซ้ำได้", "use this address for the host; repeatable"},
    {"allow-private", NULL, set_allow_private, "ยอมให้ลิงก์ไปเครือข่ายภายใน", "let links lead to private addresses"},
    {"no-robots", NULL, set_no_robots, "ไม่ทำตาม robots.txt (เฉพาะเว็บไซต์ของหน่วยงานเอง)", "do not obey robots.txt: for an agency's own site only"},
    {"user-agent", "TEXT", set_user_agent, "ชื่อที่แจ้งเว็บไซต์", "how the program introduces itself"},
    {"header", "'NAME: VALUE'", set_header, "ส่งหัวข้อเพิ่มไปเว็บไซต์เริ่มต้นเท่านั้น", "extra header, start origin only"},
    {"cacert", "FILE", set_cacert, "ใบรับรองรากที่เชื่อถือ", "trusted root certificates"},
    {"tls-insecure", NULL, set_tls_insecure, "ไม่ตรวจใบรับรอง", "do not verify certificates"},
    {"proxy", "URL", set_proxy, "ผ่านพร็อกซี", "through this proxy"},
    {NULL, "read", NULL, "สคริปต์และภาพสแกน", "Scripts and scans"},
    {"render", "auto|off", set_render, "หน้าที่สร้างด้วยสคริปต์: เปิดด้วย chromium ถ้าติดตั้งไว้ (auto) หรือไม่เปิด (off)", "pages made by script: opened in chromium where it is installed (auto), or left unread (off)"},
    {"ocr", "auto|off|force", set_ocr, "เอกสารภาพสแกน: อ่านเมื่อเปลี่ยนผลได้ ไม่อ่าน อ่านเสมอ", "scans: read where it can change a verdict, never, always"},
    {NULL, "end", NULL, "รหัสจบ", "Exit code"},
    {"fail-on", "any|missing|overdue|regression|never", set_fail_on, "เมื่อใดให้จบด้วยรหัส 1: any missing overdue regression never", "what makes exit 1: any missing overdue regression never"},
    {"baseline", "FILE", set_baseline, "เทียบกับ report.json นี้: ถือว่าผิดเฉพาะข้อที่แย่ลง", "hold against this report.json: only what got worse fails"},
    {NULL, "work", NULL, "งาน ITAS", "The ITAS work"},
    {"owner", "NAME", set_owner, "remind: เฉพาะผู้รับผิดชอบนี้; decide: ผู้รับผิดชอบของข้อ", "remind: this owner only; decide: the owner of the item"},
    {"date", "DATE", set_date, "submit: วันที่กรอกใน ITAS", "submit: the day it was entered in ITAS"},
    {"from", "DATE", set_from, "history, report --availability: ตั้งแต่วันที่ (พ.ศ. ได้)", "history, report --availability: from this day"},
    {"to", "DATE", set_to, "history, report --availability: ถึงวันที่ (พ.ศ. ได้)", "history, report --availability: to this day"},
    {"item", "ITEM", set_item, "bundle: เฉพาะข้อนี้", "bundle: this item only"},
    {"note", "TEXT", set_note, "decide: หมายเหตุ", "decide: a note"},
    {"every", "TIME", set_every, "watch: ห่างกันเท่าใด 15m ถึง 60m", "watch: how far apart, 15m to 60m"},
    {"confirm", "TIME", set_confirm, "watch: ล่มเมื่อลอง 3 ครั้งในเวลานี้แล้วไม่สำเร็จ (10m)", "watch: an outage is one when 3 tries over this time failed (10m)"},
    {"once", NULL, set_once, "watch: รอบเดียวแล้วจบ (สำหรับ cron)", "watch: one round, then end (for cron)"},
    {"availability", NULL, set_availability, "report: เว็บไซต์เปิดได้กี่เปอร์เซ็นต์ และล่มเมื่อใด", "report: how much of the time the site could be opened, and its outages"},
    {"notify", NULL, set_notify, "scan: ต้องมีผู้รับแจ้งในโปรไฟล์ (ถ้ามีก็แจ้งอยู่แล้ว ไม่ต้องสั่ง)", "scan: insist that the profile names somebody to tell (whoever it names is told anyway)"},
    {"no-notify", NULL, set_no_notify, "scan: ครั้งนี้ไม่แจ้งผู้ใด", "scan: tell nobody this time"},
    {NULL, "other", NULL, "เฉพาะบางคำสั่ง", "Of single commands"},
    {"titles", NULL, set_titles, "จำแนกชื่อเรื่องจากข้อมูลเข้า บรรทัดละชื่อ", "classify: titles on standard input, one a line"},
    {"all", NULL, set_all, "explain: ทุกข้อเป็นรายการตรวจสำหรับพิมพ์ ไม่ต้องมีเว็บไซต์", "explain: every item as a checklist to print, without any site"},
    {"resume", NULL, set_resume, "ตรวจต่อจากครั้งล่าสุดที่ค้างหรืออ่านไม่ครบ หน้าที่อ่านแล้วไม่ขอซ้ำ", "go on with the last check if it was interrupted or incomplete; pages it read are not asked for again"},
    {"dry-run", NULL, set_dry_run, "บอกว่าจะทำอะไร แต่ไม่ทำ", "say what would be done"},
    {NULL, "talk", NULL, "ระหว่างทาง", "On the way"},
    {"quiet", NULL, set_quiet, "ไม่พูดระหว่างทาง และ scan พิมพ์เฉพาะสิ่งที่เปลี่ยนจากครั้งก่อน (สำหรับ cron)", "no talk on the way; scan prints only what changed since the last check (for cron)"},
    {"event-log", "FILE", set_event_log, "บันทึกเหตุการณ์ลงแฟ้ม บรรทัดละเหตุการณ์ (- คือทางข้อผิดพลาด)", "one line an event to this file (-: standard error, as journald reads it)"},
    {"verbose", NULL, set_verbose, "บอกรายละเอียด", "more talk"},
    {"log", "SPEC", set_log, "บันทึกสำหรับนักพัฒนา", "developer log: debug, or room=level,..."},
    {"help", NULL, set_help, "หน้านี้", "this page"},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static const char *row_name(size_t i)
{
    return rows[i].name ? rows[i].name : "";
}

/* --- parsing ------------------------------------------------------------------------------------------------------------------ */

static enum oit_code unknown_option(const char *word, struct str name, struct err *err)
{
    char *text = mem_text(name);
    const char *near = cli_nearest(text, row_name, N_ROWS);
    free(text);
    if (near)
        return err_set(err, OIT_ERR_USAGE, "ไม่รู้จักตัวเลือก '%s' หมายถึง --%s หรือไม่ (ดูทั้งหมด: oitcheck --help)",
                       "unknown option '%s'; did you mean --%s? (see oitcheck --help)", word, near);
    return err_set(err, OIT_ERR_USAGE, "ไม่รู้จักตัวเลือก '%s' (ดูทั้งหมด: oitcheck --help)", "unknown option '%s' (see oitcheck --help)", word);
}

/* "%.0s" skips the other language's words: both formats take the same arguments. */
static enum oit_code bad_value(const struct option_row *row, const char *value, struct err *err)
{
    return err_set(err, OIT_ERR_USAGE, "ค่าของ --%s ใช้ไม่ได้: '%s' (--%s %s: %s%.0s)", "bad value for --%s: '%s' (--%s %s: %.0s%s)", row->name, value,
                   row->name, row->argument ? row->argument : "", row->th, row->en);
}

static enum oit_code parse_option(int argc, char **argv, int *at, struct cli *cli, struct err *err)
{
    const char *word = argv[*at];
    struct str value = str_from(word + 2);
    struct str name = str_cut(&value, '=');
    for (size_t i = 0; i < N_ROWS; i++) {
        const struct option_row *row = &rows[i];
        if (!row->name || !str_eq_c(name, row->name))
            continue;
        const char *text = value.p;
        if (row->argument && !text && *at + 1 < argc)
            text = argv[++*at];
        if (row->argument && !text)
            return err_set(err, OIT_ERR_USAGE, "ตัวเลือก --%s ต้องมีค่า: --%s %s", "option --%s needs a value: --%s %s", row->name, row->name, row->argument);
        if (!row->argument && value.p)
            return err_set(err, OIT_ERR_USAGE, "ตัวเลือก --%s ไม่รับค่า", "option --%s takes no value", row->name);
        if (!row->apply(cli, text))
            return bad_value(row, text ? text : "", err);
        return OIT_OK;
    }
    return unknown_option(word, name, err);
}

/* The profile gives defaults, so it is read before any other option, wherever it stands. */
static enum oit_code open_profile(int argc, char **argv, struct cli *cli, struct err *err)
{
    static const char name[] = "--profile";
    const char *path = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], name) == 0 && i + 1 < argc)
            path = argv[++i];
        else if (strncmp(argv[i], name, sizeof name - 1) == 0 && argv[i][sizeof name - 1] == '=')
            path = argv[i] + sizeof name;
    }
    return path && *path ? (enum oit_code)oit_profile_open(path, &cli->options, err) : OIT_OK;
}

enum oit_code cli_parse(int argc, char **argv, struct cli *ret_cli, struct err *err)
{
    oit_options_init(&ret_cli->options);
    enum oit_code opened = open_profile(argc, argv, ret_cli, err);
    if (opened != OIT_OK)
        return opened;
    ret_cli->options.is_terminal = isatty(STDERR_FILENO) == 1;
    ret_cli->words = mem_alloc((size_t)argc * sizeof *ret_cli->words);
    bool only_words = false;
    for (int i = 1; i < argc; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0) {
            only_words = true;
        } else if (!only_words && strcmp(argv[i], "-h") == 0) {
            ret_cli->wants_help = true;
        } else if (!only_words && strncmp(argv[i], "--", 2) == 0) {
            enum oit_code code = parse_option(argc, argv, &i, ret_cli, err);
            if (code != OIT_OK)
                return code;
        } else if (!only_words && argv[i][0] == '-' && argv[i][1]) {
            return err_set(err, OIT_ERR_USAGE, "ไม่รู้จักตัวเลือก '%s' ตัวเลือกทุกตัวเขียนเต็ม เช่น --help", "unknown option '%s'; options are written in full, as --help", argv[i]);
        } else {
            ret_cli->words[ret_cli->n_words++] = argv[i];
        }
    }
    ret_cli->options.resolve = ret_cli->resolve;
    ret_cli->options.headers = ret_cli->headers;
    return OIT_OK;
}

size_t cli_options(const struct cli_option **ret_options)
{
    static struct cli_option options[N_ROWS];
    const char *group = "";
    size_t n = 0;
    for (size_t i = 0; i < N_ROWS; i++) {
        group = rows[i].name ? group : rows[i].argument;
        options[n++] = (struct cli_option){.name = rows[i].name, .argument = rows[i].argument, .group = group, .th = rows[i].th, .en = rows[i].en};
    }
    *ret_options = options;
    return n;
}

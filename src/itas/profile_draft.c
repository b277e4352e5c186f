/* profile_draft.c - the commented profile of a first look.
 * SPDX-License-Identifier: MIT
 */
#include "itas/profile_draft.h"

#include <stdio.h>

#include "itas/calendar.h"
#include "text/utf8.h"
#include "text/years.h"

enum { BE_MINUS_CE = 543, MAX_TEXT = 400 };

/* One line of any text: for a comment. */
static void add_plain(struct buf *out, const char *text)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(utf8_prefix(str_from(text ? text : ""), MAX_TEXT), &clean);
    (void)buf_add_str(out, buf_str(&clean));
    buf_done(&clean);
}

/* "..." of YAML: whatever stands in it. */
static void add_quoted(struct buf *out, const char *text)
{
    struct buf plain;
    buf_init(&plain, 0);
    add_plain(&plain, text);
    (void)buf_add_char(out, '"');
    for (size_t i = 0; i < plain.n; i++) {
        if (plain.p[i] == '"' || plain.p[i] == '\\')
            (void)buf_add_char(out, '\\');
        (void)buf_add_char(out, plain.p[i]);
    }
    (void)buf_add_char(out, '"');
    buf_done(&plain);
}

static void head(const struct draft_facts *f, struct buf *out)
{
    char day[64];
    years_date_th(f->day, day, sizeof day);
    (void)buf_addf(out,
                   "# โปรไฟล์ของหน่วยงาน สร้างเมื่อ %s จากการดูเว็บไซต์คร่าว ๆ %u หน้า: อ่านและแก้ให้ถูกก่อนใช้ (วิธีเขียน: docs/PROFILE.th.md)\n"
                   "# The agency's profile, from a first look: read it and put it right before use (docs/PROFILE.th.md).\n"
                   "# บรรทัดที่ขึ้นต้นด้วย # ไม่มีผล ถ้าจะใช้ให้ลบ # ตัวแรกออก / lines that begin with # do nothing: take the # away to use one.\n"
                   "# ห้ามใส่รหัสผ่านในแฟ้มนี้ ใส่ชื่อแฟ้มที่เก็บรหัสแทน / never a password here: name the file that holds it.\n\n",
                   day, (unsigned)f->n_pages);
}

static void site(const struct draft_facts *f, struct buf *out)
{
    (void)buf_add_c(out, "# เว็บไซต์หลักที่ลงทะเบียนไว้ใน ITAS / the main website, as registered in ITAS\nsite: ");
    add_quoted(out, f->site);
    (void)buf_add_c(out, "\n\n# ชื่อหน่วยงาน ชื่อทางการก่อน แล้วตามด้วยชื่อย่อที่ใช้ในเอกสาร / the agency's names, the official one first\n");
    (void)buf_add_c(out, f->name && *f->name ? "names:\n  - " : "#names:\n#  - ชื่อทางการของหน่วยงาน\n");
    if (f->name && *f->name) {
        add_quoted(out, f->name);
        (void)buf_add_char(out, '\n');
    }
    (void)buf_add_c(out, "#  - ชื่อย่อ\n\n");
}

static void host_list(const char *const *hosts, size_t n, const char *lead, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        (void)buf_add_c(out, lead);
        add_quoted(out, hosts[i]);
        (void)buf_add_char(out, '\n');
    }
}

static void hosts(const struct draft_facts *f, struct buf *out)
{
    (void)buf_add_c(out, "# เครื่องอื่นของหน่วยงานเอง เช่น ita. oit. และเครื่องเก็บเอกสาร เฉพาะของหน่วยงานเดียว (ที่ใช้ร่วมกันให้บอกโฟลเดอร์)\n"
                         "# the agency's other hosts, its own only (of a shared one name the folder)\n");
    (void)buf_add_c(out, f->n_hosts ? "hosts:\n" : "#hosts:\n");
    host_list(f->hosts, f->n_hosts, "  - ", out);
    if (f->n_maybe)
        (void)buf_add_c(out, "# อาจเป็นของหน่วยงาน ยังไม่แน่ใจ / may be the agency's own:\n");
    host_list(f->maybe, f->n_maybe, "#  - ", out);
    if (!f->n_hosts && !f->n_maybe)
        (void)buf_add_c(out, "#  - ita.example.go.th\n#  - sites.google.com/example/\n");
    if (f->n_others)
        (void)buf_add_c(out, "# พบลิงก์ของข้อ OIT ไปที่นี่ด้วย ถ้าเป็นที่ฝากไฟล์ที่ใช้ร่วมกันไม่ต้องใส่ / links of items lead here too; leave shared storage out:\n");
    for (size_t i = 0; i < f->n_others; i++) {
        (void)buf_add_c(out, "# - ");
        add_plain(out, f->others[i]);
        (void)buf_add_char(out, '\n');
    }
    (void)buf_add_char(out, '\n');
}

static void year(const struct draft_facts *f, struct buf *out)
{
    if (f->index_url) {
        (void)buf_add_c(out, "# หน้ารายการ OIT ที่พบ / the index page that was found: ");
        add_plain(out, f->index_url);
        if (f->index_year_be)
            (void)buf_addf(out, " (ปี %d)", f->index_year_be);
        (void)buf_add_char(out, '\n');
    } else {
        (void)buf_add_c(out, "# ยังไม่พบหน้ารายการ OIT ในหน้าที่ดู / no index page was seen in this look\n");
    }
    (void)buf_addf(out, "# ปีงบประมาณที่ประเมิน เปลี่ยนเมื่อขึ้นปีใหม่ / the fiscal year, to be changed each year\nfiscal_year: %d\n\n", f->fiscal_year_be);
    (void)buf_add_c(out, "# เป้าหมายของ OIT / the target of OIT\n#target: 85\n\n"
                         "# คะแนน IIT และ EIT (ปีล่าสุดหรือที่คาด) และเป้าหมาย ITA: โปรแกรมจะบอกว่าแก้ข้อใดจึงถึง\n"
                         "# IIT and EIT, and the target of ITA: which items are enough to reach it\n#ita:\n#  iit: 84.15\n#  eit: 80.14\n#  target: 85\n\n");
}

static void places(struct buf *out)
{
    (void)buf_add_c(out, "# ที่เก็บผลและรายงาน นับจากโฟลเดอร์ของแฟ้มนี้ / store and reports, from this file's folder\n#db: oitcheck.db\n#output: report\n"
                         "# เกณฑ์ของหน่วยงานเองเพิ่มจากที่ติดตั้งมา / the agency's own additions to the rules\n#rules_local: our-rules\n"
                         "# ภาษาของรายงาน th หรือ en / language of reports\n#language: th\n\n"
                         "# ขีดจำกัดการไล่อ่าน (ค่าปกติ) / limits of a check (the usual ones)\n#limits:\n#  pages: 20000\n#  depth: 20\n#  connections: 4\n#  time: 2h\n"
                         "#  timeout: 30s\n#  size: 50M\n#  rate: 2\n\n");
}

static void people(const struct draft_facts *f, struct buf *out)
{
    (void)buf_add_c(out, "# ผู้รับผิดชอบและที่ติดต่อ / owners and how to reach them\n#owners:\n#  - {name: \"กองคลัง\", contact: \"โทร 1234\"}\n\n"
                         "# แต่ละข้อ: ผู้รับผิดชอบ (ที่เขียนไว้คือหน่วยที่มักทำ) ใส่เพิ่มได้: coordinator: due: urls: explanation: decision: note:\n"
                         "# each item: its owner (what stands here is the usual one); also: coordinator, due, urls, explanation, decision, note\n#items:\n");
    for (size_t i = 0; i < f->n_items; i++) {
        (void)buf_addf(out, "#  %s: {owner: ", f->items[i].code);
        add_quoted(out, f->items[i].owner.th);
        (void)buf_add_c(out, "} # ");
        add_plain(out, f->items[i].title.th);
        (void)buf_add_char(out, '\n');
    }
    if (!f->n_items)
        (void)buf_add_c(out, "#  O16: {owner: \"กองคลัง\", due: 31/3/2567}\n");
    (void)buf_add_char(out, '\n');
}

static void add_day(struct buf *out, const struct draft_facts *f, int month, int day)
{
    int year_be = f->fiscal_year_be - (month >= YEARS_THAI_FIRST_MONTH);
    (void)buf_addf(out, "%d/%d/%d", day, month, year_be);
}

static void stages(const struct draft_facts *f, struct buf *out)
{
    const struct calendar_kind *assessed = NULL;
    (void)buf_add_c(out, "# ปฏิทินงาน: วันที่ข้างล่างเป็นช่วงที่มักเป็นเท่านั้น (สมมติ) ไม่ใช่ประกาศของสำนักงาน ป.ป.ช. แก้ตามประกาศของปีนี้\n"
                         "# the calendar: these dates are habit (ASSUMED), not official: put in those of this year's announcement\n#calendar:\n");
    for (size_t i = 0; i < calendar_n_kinds; i++) {
        const struct calendar_kind *kind = &calendar_kinds[i];
        (void)buf_addf(out, "#  - {stage: %s, from: ", kind->id);
        add_day(out, f, kind->from_month, kind->from_day);
        (void)buf_add_c(out, ", to: ");
        add_day(out, f, kind->to_month, kind->to_day);
        (void)buf_addf(out, "} # %s\n", kind->title.th);
        if (strcmp(kind->id, "assess") == 0)
            assessed = kind;
    }
    (void)buf_add_c(out, "#  - {stage: meeting, title: {th: ประชุมคณะทำงาน, en: working group}, from: ");
    add_day(out, f, 1, 15);
    (void)buf_add_c(out, "} # ขั้นตอนของหน่วยงานเอง\n\n# เฝ้าหน้าแรกและลิงก์ที่กรอกไว้ระหว่างประเมิน / watching during the assessment\n#watch:\n#  every: 30m\n#  from: ");
    add_day(out, f, assessed ? assessed->from_month : 5, 1);
    (void)buf_add_c(out, "\n#  to: ");
    add_day(out, f, assessed ? assessed->to_month : 6, assessed ? assessed->to_day : 15);
    (void)buf_add_c(out, "\n# หน้าเว็บบนเครือข่ายอื่น ใช้ยืนยันว่าเครื่องนี้ยังมีเครือข่าย / a page on another network\n#  second: https://www.example.org/\n\n");
}

static void notify(struct buf *out)
{
    (void)buf_add_c(out, "# แจ้งเมื่อผลแย่ลงหรือดีขึ้น: อีเมลหรือปลายทางอื่น ความลับอยู่ในแฟ้มหรือตัวแปรเท่านั้น\n"
                         "# telling people: mail or webhooks; secrets only in files or environment variables\n#notify:\n#  mail:\n"
                         "#    server: \"smtp://mail.example.go.th:587\"\n#    from: ita@example.go.th\n#    to: [webmaster@example.go.th]\n#    user: ita\n"
                         "#    password_file: mail.secret\n#    tls: required\n#  webhooks:\n"
                         "#    - {kind: line, token_file: line.secret, to: \"รหัสกลุ่ม\"}\n#    - {kind: json, url_file: hook.url}\n");
}

void profile_draft(const struct draft_facts *facts, struct buf *out)
{
    head(facts, out);
    site(facts, out);
    hosts(facts, out);
    year(facts, out);
    places(out);
    people(facts, out);
    stages(facts, out);
    notify(out);
}

/* robots_stop.c - see robots_stop.h.
 * SPDX-License-Identifier: MIT
 */
#include "robots_stop.h"

#include "text/utf8.h"
#include "url/url.h"

enum { LINE_SHOWN_BYTES = 100 };

/* Both formats take the same arguments: "%.0s" skips the other language's words. */
enum oit_code robots_stop(const char *url, const struct crawl_outcome *outcome, struct err *err)
{
    char scratch[16];
    struct url_parts parts = {0};
    (void)url_split(outcome->final_url, &parts);
    if (outcome->robots_line)
        return err_at(err, OIT_ERR_START, url,
                      "%.*s/robots.txt บรรทัดที่ %u (%.*s) ไม่ให้โปรแกรมอ่านหน้าแรก จึงหยุดโดยไม่อ่านหน้าใด ไม่ได้แปลว่าไม่ได้เผยแพร่: ถ้าเป็นเว็บไซต์ของหน่วยงานเอง "
                      "ให้ผู้ดูแลเว็บเพิ่มสองบรรทัดนี้ใน robots.txt คือ 'User-agent: oitcheck' และ 'Allow: /' แล้วตรวจใหม่ หรือสั่งตรวจด้วย --no-robots",
                      "%.*s/robots.txt line %u (%.*s) does not let programs read the start page, so nothing was read; this does not mean that nothing is "
                      "published: if it is your own site, have the webmaster add two lines to robots.txt, 'User-agent: oitcheck' and 'Allow: /', and check "
                      "again, or check with --no-robots",
                      STR_ARG(parts.origin), outcome->robots_line, STR_ARG(utf8_prefix(outcome->robots_text, LINE_SHOWN_BYTES)));
    return err_at(err, OIT_ERR_START, url,
                  "อ่าน %.*s/robots.txt ไม่ได้แม้ลองซ้ำ เพราะ%s%.0s (%s) จึงไม่ทราบว่าเว็บไซต์ให้อ่านหรือไม่ และหยุดโดยไม่อ่านหน้าใด ไม่ได้แปลว่าไม่ได้เผยแพร่: "
                  "ลองใหม่ภายหลัง ถ้ายังเป็นอยู่ให้ผู้ดูแลเว็บทำให้ที่อยู่นี้ตอบได้ (ไม่มีไฟล์ให้ตอบ 404) หรือถ้าเป็นเว็บไซต์ของหน่วยงานเองสั่งตรวจด้วย --no-robots",
                  "%.*s/robots.txt could not be read, tried again and again: %.0s%s (%s); whether reading is allowed is not known, so nothing was read; this does "
                  "not mean that nothing is published: try again later; if it stays so, have the webmaster make this address answer (404 when there is no "
                  "such file), or, if it is your own site, check with --no-robots",
                  STR_ARG(parts.origin), oit_fault_th(outcome->start_fault), oit_fault_en(outcome->start_fault),
                  oit_fault_name(outcome->start_fault, outcome->start_status, scratch));
}

/* codes.h - the words of the report: statuses, reasons, faults. Their names are the report schema's enumerations (interface.md);
 * they are never renamed, only added.
 * SPDX-License-Identifier: MIT
 */
#ifndef OITCHECK_CODES_H
#define OITCHECK_CODES_H

#include <stdbool.h>

enum oit_status { OIT_PUBLISHED, OIT_PARTIAL, OIT_MISSING, OIT_UNKNOWN };

/* X(enumerator, json name) */
#define OIT_REASONS(X)                                                                                                 \
    X(REASON_COMPLETE, "complete")                                                                                     \
    X(REASON_NOT_LINKED, "not-linked")                                                                                 \
    X(REASON_CHECK_BY_EYE, "check-by-eye")                                                                             \
    X(REASON_ASSUMED_CRITERION, "assumed-criterion")                                                                   \
    X(REASON_SHARED_STORAGE, "shared-storage")                                                                         \
    X(REASON_ELEMENTS_MISSING, "elements-missing")                                                                     \
    X(REASON_NO_CANDIDATE, "no-candidate")                                                                             \
    X(REASON_WRONG_YEAR, "wrong-year")                                                                                 \
    X(REASON_WRONG_ITEM, "wrong-item")                                                                                 \
    X(REASON_PLACEHOLDER, "placeholder")                                                                               \
    X(REASON_CRITERION_TEXT_ONLY, "criterion-text-only")                                                               \
    X(REASON_DECLARED_ONLY, "declared-only")                                                                           \
    X(REASON_DEAD_LINK, "dead-link")                                                                                   \
    X(REASON_LOGIN_REQUIRED, "login-required")                                                                         \
    X(REASON_NO_TEXT, "no-text")                                                                                       \
    X(REASON_FETCH_FAILED, "fetch-failed")                                                                             \
    X(REASON_BLOCKED_BY_ROBOTS, "blocked-by-robots")                                                                   \
    X(REASON_EXTERNAL_UNREACHABLE, "external-unreachable")                                                             \
    X(REASON_BUDGET_EXHAUSTED, "budget-exhausted")                                                                     \
    X(REASON_NOT_YET_DUE, "not-yet-due")                                                                               \
    X(REASON_NOT_IN_INDEX, "not-in-index")                                                                             \
    X(REASON_INDEX_ELSEWHERE, "index-elsewhere")

enum oit_reason {
#define X(enumerator, name) enumerator,
    OIT_REASONS(X)
#undef X
        N_OIT_REASONS
};

/* What a row of the agency's own index leads to. X(enumerator, json name) */
#define OIT_DECLARED_STATES(X)                                                                                         \
    X(DECLARED_NONE, "none")                   /* there is no index for the year */                                    \
    X(DECLARED_PROVED, "proved")                                                                                       \
    X(DECLARED_INCOMPLETE, "incomplete")       /* the right document, which lacks elements */                          \
    X(DECLARED_UNREAD, "unread")                                                                                       \
    X(DECLARED_WRONG_YEAR, "wrong-year")                                                                               \
    X(DECLARED_WRONG_ITEM, "wrong-item")                                                                               \
    X(DECLARED_DEAD, "dead")                                                                                           \
    X(DECLARED_CRITERION_ONLY, "criterion-only")                                                                       \
    X(DECLARED_NO_TARGET, "no-target")                                                                                 \
    X(DECLARED_ELSEWHERE, "elsewhere")         /* of an item: proved by what the index does not link */                \
    X(DECLARED_NOT_LISTED, "not-listed")       /* of an item: no row, and nothing found */

enum oit_declared_state {
#define X(enumerator, name) enumerator,
    OIT_DECLARED_STATES(X)
#undef X
        N_OIT_DECLARED_STATES
};
const char *oit_declared_name(enum oit_declared_state state);

/* What is to be said of a link entered in ITAS. X(enumerator, json name, Thai, English). */
#define OIT_ENTERED_MARKS(X)                                                                                           \
    X(ENTERED_NOT_ENTERED, "not-entered", "มีบนเว็บไซต์ แต่ไม่ได้กรอกลิงก์", "on the site, but its link was not entered") \
    X(ENTERED_CHANGED, "changed-since", "เนื้อหาเปลี่ยนไปหลังวันที่กรอก", "changed since it was entered") \
    X(ENTERED_GONE, "gone", "ลิงก์ที่กรอกเปิดไม่พบแล้ว", "the entered link is gone") \
    X(ENTERED_HOME_ONLY, "home-without-explanation", "กรอกหน้าหลักโดยไม่มีคำอธิบายเส้นทาง", "the home page was entered without an explanation") \
    X(ENTERED_WRONG_ITEM, "wrong-item", "ลิงก์ที่กรอกเป็นของข้ออื่น", "the entered link shows another item") \
    X(ENTERED_WRONG_YEAR, "wrong-year", "ลิงก์ที่กรอกเป็นของปีอื่น", "the entered link shows another year") \
    X(ENTERED_NOT_PUBLIC, "not-public", "ลิงก์ที่กรอกเปิดได้เฉพาะผู้มีสิทธิ์", "the entered link is not open to the public") \
    X(ENTERED_UNREACHABLE, "unreachable", "เปิดลิงก์ที่กรอกไม่ได้ในขณะนี้", "the entered link cannot be opened now") \
    X(ENTERED_INCOMPLETE, "incomplete", "ลิงก์ที่กรอกแสดงข้อมูลไม่ครบ", "the entered link does not show everything")

enum oit_entered_mark {
#define X(enumerator, name, th, en) enumerator,
    OIT_ENTERED_MARKS(X)
#undef X
        N_OIT_ENTERED_MARKS
};
const char *oit_entered_name(enum oit_entered_mark mark);
const char *oit_entered_th(enum oit_entered_mark mark);
const char *oit_entered_en(enum oit_entered_mark mark);

/* Why one URL gave nothing (or not all). X(enumerator, json name, class, Thai, English): class says what it means for a verdict.
 * HTTP statuses are FAULT_HTTP with the number beside it; their json name is "http-404". */
#define OIT_FAULTS(X)                                                                                                  \
    X(FAULT_NONE, "none", FAULT_IS_FINE, "", "")                                                                       \
    X(FAULT_HTTP, "http", FAULT_IS_UNREAD, "เซิร์ฟเวอร์ตอบว่าเปิดไม่ได้", "the server answered with an error")         \
    X(FAULT_SOFT_404, "soft-404", FAULT_IS_DEAD, "หน้าแจ้งว่าไม่พบแต่ระบบตอบว่าปกติ", "a not-found page answered as OK") \
    X(FAULT_DNS, "dns", FAULT_IS_UNREAD, "หาที่อยู่ของเครื่องแม่ข่ายไม่พบ", "the host name could not be resolved")      \
    X(FAULT_CONNECT, "connect", FAULT_IS_UNREAD, "ติดต่อเครื่องแม่ข่ายไม่ได้", "the server refused or dropped the connection") \
    X(FAULT_TIMEOUT, "timeout", FAULT_IS_UNREAD, "เปิดหรืออ่านนานเกินกำหนด", "opening or reading it took too long")       \
    X(FAULT_TLS, "tls", FAULT_IS_UNREAD, "ใบรับรองความปลอดภัยของเว็บไซต์มีปัญหา", "the certificate or TLS failed")       \
    X(FAULT_PROTOCOL, "protocol", FAULT_IS_UNREAD, "เครื่องแม่ข่ายตอบผิดรูปแบบ", "the server's answer was broken")       \
    X(FAULT_REDIRECT_LOOP, "redirect-loop", FAULT_IS_UNREAD, "ลิงก์ส่งต่อวนไม่รู้จบ", "redirects go round in circles")   \
    X(FAULT_BAD_URL, "bad-url", FAULT_IS_DEAD, "ลิงก์เขียนผิดรูปแบบ", "the link is not a URL")                          \
    X(FAULT_REFUSED_ADDRESS, "refused-address", FAULT_IS_UNREAD, "ลิงก์ชี้ไปเครือข่ายภายใน จึงไม่เปิด", "the link leads to a private address and was not opened") \
    X(FAULT_TOO_LARGE, "too-large", FAULT_IS_UNREAD, "แฟ้มใหญ่เกินขนาดที่กำหนด", "larger than the limit")                \
    X(FAULT_EMPTY, "empty", FAULT_IS_UNREAD, "หน้าหรือแฟ้มว่างเปล่า", "the page or file is empty")                      \
    X(FAULT_ROBOTS, "robots", FAULT_IS_UNREAD, "robots.txt ของเว็บไซต์ไม่ให้โปรแกรมอ่าน", "robots.txt does not allow it") \
    X(FAULT_LOGIN, "login-required", FAULT_IS_UNREAD, "ต้องเข้าสู่ระบบ", "a login is required")                         \
    X(FAULT_BLOCKED, "blocked", FAULT_IS_UNREAD, "เว็บไซต์หรือโฮสติ้งปิดกั้นโปรแกรม", "the site or its hosting blocks programs") \
    X(FAULT_MAINTENANCE, "maintenance", FAULT_IS_UNREAD, "เว็บไซต์ปิดปรับปรุงชั่วคราว", "the site is under maintenance") \
    X(FAULT_BUDGET, "budget", FAULT_IS_UNREAD, "หยุดก่อนอ่านครบตามเวลาที่กำหนด", "not read before the budget ended")     \
    X(FAULT_EXTERNAL, "external", FAULT_IS_UNREAD, "อยู่บนเว็บไซต์อื่นที่ไม่ได้อ่าน", "on another site, not read")        \
    X(FAULT_NO_TEXT, "no-text", FAULT_IS_UNREAD, "ไฟล์ภาพ อ่านข้อความไม่ได้", "a picture without text")                 \
    X(FAULT_ENCRYPTED, "encrypted", FAULT_IS_UNREAD, "แฟ้มใส่รหัสผ่าน", "the file is encrypted")                         \
    X(FAULT_DAMAGED, "damaged", FAULT_IS_UNREAD, "แฟ้มเสียหาย อ่านไม่ได้", "the file is damaged")                        \
    X(FAULT_UNSUPPORTED, "unsupported", FAULT_IS_UNREAD, "ชนิดแฟ้มที่โปรแกรมยังอ่านไม่ได้", "a file type that is not read yet") \
    X(FAULT_PARSER_LIMIT, "parser-limit", FAULT_IS_UNREAD, "แฟ้มซับซ้อนเกินขีดจำกัด", "a parser limit was reached")        \
    X(FAULT_PARSER_CRASH, "parser-crash", FAULT_IS_UNREAD, "โปรแกรมอ่านแฟ้มนี้ล้มเหลว", "reading this file failed")      \
    X(FAULT_TOOL_MISSING, "tool-missing", FAULT_IS_UNREAD, "ไม่มีโปรแกรมเสริมสำหรับอ่านแฟ้มชนิดนี้", "the program that reads this type is not installed") \
    X(FAULT_SCRIPT_MADE, "script-made", FAULT_IS_UNREAD, "เนื้อหาสร้างด้วยสคริปต์ โปรแกรมยังอ่านไม่ได้", "the content is made by script and was not read") \
    X(FAULT_SCAN_UNREAD, "scan-unread", FAULT_IS_UNREAD, "เป็นเอกสารภาพสแกนที่ยังไม่ได้อ่าน ครบเวลาหรือถูกสั่งหยุดก่อน", "a scan that was not read before time ran out or the run was stopped") \
    /* kinds of dns, connect and tls (oit_fault_family) */                                                             \
    X(FAULT_DNS_TEMPORARY, "dns-temporary", FAULT_IS_UNREAD, "ระบบชื่อเครื่องแม่ข่ายไม่ตอบในเวลานั้น", "the name servers did not answer at that time") \
    X(FAULT_CONNECT_REFUSED, "connect-refused", FAULT_IS_UNREAD, "เครื่องแม่ข่ายไม่รับการติดต่อ", "the server does not accept connections") \
    X(FAULT_CONNECT_RESET, "connect-reset", FAULT_IS_UNREAD, "เครื่องแม่ข่ายตัดการติดต่อกลางคัน", "the server dropped the connection") \
    X(FAULT_CONNECT_UNREACHABLE, "connect-unreachable", FAULT_IS_UNREAD, "ไม่มีเส้นทางไปถึงเครื่องแม่ข่าย", "there is no route to the server") \
    X(FAULT_TLS_EXPIRED, "tls-expired", FAULT_IS_UNREAD, "ใบรับรองความปลอดภัยของเว็บไซต์หมดอายุ", "the site's certificate has expired") \
    X(FAULT_TLS_NOT_YET_VALID, "tls-not-yet-valid", FAULT_IS_UNREAD, "ใบรับรองความปลอดภัยของเว็บไซต์ยังไม่ถึงวันเริ่มใช้", "the site's certificate is not valid yet") \
    X(FAULT_TLS_WRONG_HOST, "tls-wrong-host", FAULT_IS_UNREAD, "ใบรับรองความปลอดภัยเป็นของเว็บไซต์ชื่ออื่น", "the certificate is for another host name") \
    X(FAULT_TLS_SELF_SIGNED, "tls-self-signed", FAULT_IS_UNREAD, "ใบรับรองความปลอดภัยออกให้ตนเอง ไม่มีผู้ใดรับรอง", "the certificate is signed by itself, by nobody else") \
    X(FAULT_TLS_UNTRUSTED, "tls-untrusted", FAULT_IS_UNREAD, "ผู้ออกใบรับรองความปลอดภัยไม่เป็นที่ยอมรับทั่วไป", "the certificate's issuer is not trusted") \
    X(FAULT_TLS_INCOMPLETE_CHAIN, "tls-incomplete-chain", FAULT_IS_UNREAD, "เครื่องแม่ข่ายส่งใบรับรองความปลอดภัยไม่ครบชุด", "the server does not send its whole certificate chain") \
    X(FAULT_TLS_REVOKED, "tls-revoked", FAULT_IS_UNREAD, "ใบรับรองความปลอดภัยถูกเพิกถอน", "the certificate has been revoked") \
    X(FAULT_TLS_WEAK, "tls-weak", FAULT_IS_UNREAD, "ใบรับรองความปลอดภัยใช้กุญแจหรือลายเซ็นที่อ่อนเกินไป", "the certificate has too weak a key or signature") \
    X(FAULT_TLS_OLD_PROTOCOL, "tls-old-protocol", FAULT_IS_UNREAD, "เว็บไซต์เข้ารหัสด้วยมาตรฐานรุ่นเก่าที่เลิกใช้แล้ว", "the site speaks only an outdated version of TLS") \
    X(FAULT_TLS_HANDSHAKE, "tls-handshake", FAULT_IS_UNREAD, "ตกลงการเชื่อมต่อแบบเข้ารหัสกับเครื่องแม่ข่ายไม่ได้", "the TLS handshake failed") \
    X(FAULT_TLS_NOT_SPOKEN, "tls-not-spoken", FAULT_IS_UNREAD, "เครื่องแม่ข่ายไม่ได้ให้บริการแบบเข้ารหัสที่ที่อยู่นี้", "the server does not speak TLS at this address") \
    X(FAULT_REFUSED_PORT, "refused-port", FAULT_IS_UNREAD, "ลิงก์ชี้ไปบริการที่ไม่ใช่เว็บ จึงไม่เปิด", "the link leads to a port that is not for the web and was not opened") \
    /* answers that are pages, told by rule data (rules/common/answers.yaml) */                                        \
    X(FAULT_CHALLENGE, "challenge", FAULT_IS_UNREAD, "เว็บไซต์ให้พิสูจน์ก่อนว่าเป็นคน โปรแกรมจึงเข้าไม่ได้", "the site asks to prove that one is human") \
    X(FAULT_HOSTING_PAGE, "hosting-page", FAULT_IS_UNREAD, "เป็นหน้าของผู้ให้บริการโฮสติ้ง ไม่ใช่หน้าของหน่วยงาน", "a page of the hosting, not of the agency") \
    X(FAULT_PARKED_DOMAIN, "parked-domain", FAULT_IS_UNREAD, "ชื่อเว็บไซต์ถูกประกาศขายหรือยังไม่มีผู้ใช้", "the domain is parked or for sale") \
    X(FAULT_SITE_ERROR, "site-error", FAULT_IS_UNREAD, "ระบบของเว็บไซต์ขัดข้อง แสดงข้อความผิดพลาดแทนเนื้อหา", "the site shows an error of its software in place of content")

enum oit_fault {
#define X(enumerator, name, class, th, en) enumerator,
    OIT_FAULTS(X)
#undef X
        N_OIT_FAULTS
};

enum oit_fault_class { FAULT_IS_FINE, FAULT_IS_DEAD, FAULT_IS_UNREAD };

/* What makes a verdict less certain than its label sounds. X(enumerator, json name, Thai, English). */
#define OIT_CAUTIONS(X)                                                                                                \
    X(CAUTION_TITLE_SILENT, "title-silent", "ชื่อในเอกสารเองไม่ได้บอกว่าเป็นข้อนี้ มีแต่ชื่อลิงก์", "the document's own title does not name the item, only the link does") \
    X(CAUTION_WEAK_NAME, "weak-name", "ชื่อใกล้เคียงกับชื่อข้อ แต่ไม่ตรงชัด", "the name fits the item only loosely") \
    X(CAUTION_UNNAMED_LINK, "unnamed-link", "ลิงก์ไม่มีชื่อ อาศัยชื่อของหน้าที่ลิงก์อยู่", "the link has no name of its own; the page it stands on gave it") \
    X(CAUTION_PART_OF_PAGE, "part-of-page", "เป็นส่วนหนึ่งของหน้าที่รวมหลายข้อ", "it is part of a page that holds several items") \
    X(CAUTION_YEAR_AROUND, "year-around", "ปีมาจากข้อความรอบลิงก์ ไม่ใช่จากตัวเอกสาร", "its year stands around the link, not in the document") \
    X(CAUTION_YEAR_UNCERTAIN, "year-uncertain", "ปีที่พบไม่ชัดว่าเป็นปีของเอกสาร", "the year found may not be the document's") \
    X(CAUTION_YEAR_BY_DATES, "year-by-dates", "ปีอ่านจากวันที่ในเนื้อหาเท่านั้น", "its year was told by dates in the text only") \
    X(CAUTION_LABEL_ELEMENTS, "elements-in-label", "องค์ประกอบบางข้อพบในชื่อลิงก์ ไม่ใช่ในเอกสาร", "an element was found in the link's label, not in the document") \
    X(CAUTION_LITTLE_CHECKED, "little-checked", "ข้อนี้มีองค์ประกอบให้โปรแกรมตรวจน้อย", "the item has few elements a program can check") \
    X(CAUTION_SEVERAL_DOCUMENTS, "several-documents", "องค์ประกอบกระจายอยู่หลายเอกสาร", "its elements stand in several documents") \
    X(CAUTION_READ_BY_OCR, "read-by-ocr", "เป็นภาพสแกน อ่านข้อความจากภาพ", "a scan: its text was read from pictures") \
    X(CAUTION_PICTURE, "picture", "เป็นภาพที่โปรแกรมอ่านไม่ได้", "a picture a program cannot read") \
    X(CAUTION_AGENCY_UNSEEN, "agency-unseen", "อยู่บนเว็บไซต์อื่นและไม่พบชื่อหน่วยงาน", "it stands on another site and does not carry the agency's name") \
    X(CAUTION_RIVAL, "rival", "มีเอกสารชื่อเหมือนกันอีกฉบับที่ไม่นับเป็นข้อนี้ อาจสับสนกันได้", "another document of the same name was rejected") \
    X(CAUTION_ONE_LACKING, "one-lacking", "ขาดองค์ประกอบเดียว อาจเขียนด้วยคำอื่น", "one element only is lacking; it may stand there in other words") \
    X(CAUTION_ASSUMED_LACKING, "assumed-lacking", "องค์ประกอบที่ขาดเป็นเกณฑ์ที่ยังไม่ยืนยัน", "what is lacking is asked by an unconfirmed criterion only") \
    X(CAUTION_NOTHING_NEAR, "nothing-near", "ไม่พบแม้เอกสารใกล้เคียง อาจใช้ชื่ออื่น", "nothing near was found either; it may be called otherwise") \
    X(CAUTION_UNREAD_AROUND, "unread-around", "มีหน้าหรือแฟ้มบางส่วนของเว็บไซต์ที่อ่านไม่ได้", "some pages or files of the site could not be read") \
    X(CAUTION_CONTENT_FITS, "content-fits", "เอกสารที่ไม่นับมีเนื้อหาตรงเกือบครบ", "the rejected document holds most of what is asked")

enum oit_caution {
#define X(enumerator, name, th, en) enumerator,
    OIT_CAUTIONS(X)
#undef X
        N_OIT_CAUTIONS
};

const char *oit_caution_name(enum oit_caution caution);
const char *oit_caution_th(enum oit_caution caution);
const char *oit_caution_en(enum oit_caution caution);
enum oit_caution oit_caution_from_name(const char *name); /* N_OIT_CAUTIONS when not known */
const char *oit_status_name(enum oit_status status); /* "published" ... */
const char *oit_reason_name(enum oit_reason reason);
/* http_status is looked at for FAULT_HTTP only: 404 and 410 are dead, all else unread. */
enum oit_fault_class oit_fault_class(enum oit_fault fault, int http_status);
/* Does the answer say "not you" or "not so fast"? 403, 429, 503 (with whatever body) and challenge pages: five in a row on the start host and
 * the run stops (wording.md). A login or a 404 is an answer about one page, not about us. */
bool oit_fault_is_refusal(enum oit_fault fault, int http_status);
/* FAULT_DNS, FAULT_CONNECT or FAULT_TLS for their kinds; else the fault itself. */
enum oit_fault oit_fault_family(enum oit_fault fault);
/* What the owner of the site can do about it; NULL where there is nothing to say. */
const char *oit_fault_advice_th(enum oit_fault fault);
const char *oit_fault_advice_en(enum oit_fault fault);
/* "http-403", "timeout" ...; the text lives in scratch for FAULT_HTTP, else it is static. */
const char *oit_fault_name(enum oit_fault fault, int http_status, char scratch[static 16]);
enum oit_fault oit_fault_from_name(const char *name, int *ret_http_status); /* FAULT_NONE when not known */
const char *oit_fault_th(enum oit_fault fault);
const char *oit_fault_en(enum oit_fault fault);

#endif

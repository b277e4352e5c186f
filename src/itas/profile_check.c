/* profile_check.c - what the table of a profile's keys cannot say: secrets, addresses, names of stages and kinds, keys that belong together.
 *
 * Whether an item stands in the scheme is not known here: office/profile_options.c asks when the fiscal year is known.
 * SPDX-License-Identifier: MIT
 */
#include "itas/profile_parts.h"

#include <stdarg.h>
#include <stdio.h>

#include "itas/calendar.h"
#include "rules/rules.h"
#include "rules/schema.h"
#include "url/url.h"

enum { MAX_DEPTH = 8, MAX_TEXT = 600 };

void profile_wrong(struct messages *messages, const struct yaml_node *node, const char *th_format, const char *en_format, ...)
{
    char th[MAX_TEXT], en[MAX_TEXT];
    va_list args, again;
    va_start(args, en_format);
    va_copy(again, args);
    (void)vsnprintf(th, sizeof th, th_format, args);
    (void)vsnprintf(en, sizeof en, en_format, again);
    va_end(again);
    va_end(args);
    messages_add_plain(messages, node->file, node->line, node->column, th, en);
}

static bool is_one_of(struct str text, const char *const *names)
{
    for (; *names; names++)
        if (str_eq_nocase_c(text, *names))
            return true;
    return false;
}

/* "a, b, c" */
static const char *listed(const char *const *names, char ret_text[static 200])
{
    int n = 0;
    for (; *names && n >= 0 && n < 180; names++)
        n += snprintf(ret_text + n, 200 - (size_t)n, "%s%s", n ? ", " : "", *names);
    return ret_text;
}

static void check_choice(const struct yaml_node *node, const char *const *names, struct messages *m)
{
    char all[200];
    if (!node || !node->text.n || is_one_of(node->text, names))
        return;
    const char *near = schema_nearest(node->text, names);
    if (near)
        profile_wrong(m, node, "ไม่รู้จัก '%.*s' หมายถึง '%s' หรือไม่ (ใช้ได้: %s)", "unknown '%.*s'; did you mean '%s'? (known: %s)", STR_ARG(node->text), near,
                      listed(names, all));
    else
        profile_wrong(m, node, "ไม่รู้จัก '%.*s' (ใช้ได้: %s)", "unknown '%.*s' (known: %s)", STR_ARG(node->text), listed(names, all));
}

/* --- secrets ------------------------------------------------------------------------------------------------------------------ */

static bool find_secrets(const struct yaml_node *node, unsigned depth, struct messages *m)
{
    static const char *const passwords[] = {"password", "passwd", "pass", "pwd", "secret", "รหัสผ่าน", NULL};
    static const char *const tokens[] = {"token", "access_token", "channel_access_token", "api_key", "apikey", "key", NULL};
    bool is_fine = true;
    for (const struct yaml_node *child = node->first; child && depth < MAX_DEPTH; child = child->next) {
        bool is_password = node->kind == YAML_MAP && is_one_of(child->key, passwords), is_token = node->kind == YAML_MAP && is_one_of(child->key, tokens);
        const char *name = is_password ? "password" : "token";
        if (is_password || is_token) {
            profile_wrong(m, child,
                          "ห้ามใส่ความลับ (%.*s) ในโปรไฟล์: เก็บไว้ในแฟ้มที่อ่านได้คนเดียวแล้วเขียน %s_file: ชื่อแฟ้ม หรือเขียน %s_env: ชื่อตัวแปรสภาพแวดล้อม แล้วเปลี่ยนความลับนั้นถ้าส่งแฟ้มนี้ให้ใครไปแล้ว",
                          "a secret (%.*s) never stands in a profile: keep it in a file that only you can read and write %s_file: FILE, or %s_env: VARIABLE; and change "
                          "that secret if this file was given to anybody",
                          STR_ARG(child->key), name, name);
            is_fine = false;
        }
        is_fine = find_secrets(child, depth + 1, m) && is_fine;
    }
    return is_fine;
}

bool profile_has_no_secret(const struct yaml_node *root, struct messages *messages)
{
    return find_secrets(root, 0, messages);
}

/* --- addresses ---------------------------------------------------------------------------------------------------------------- */

static bool is_web_address(struct str text)
{
    struct buf url;
    buf_init(&url, 0);
    bool is_good = url_from_user(str_trim(text), &url) == URL_OK;
    buf_done(&url);
    return is_good;
}

static void check_site(const struct yaml_node *node, struct messages *m)
{
    if (node && !is_web_address(node->text))
        profile_wrong(m, node, "'%.*s' ไม่ใช่ที่อยู่เว็บไซต์ เขียนเช่น https://www.example.go.th", "'%.*s' is not a web address: write one like https://www.example.go.th",
                      STR_ARG(node->text));
}

static void check_hosts(const struct yaml_node *list, struct messages *m)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        struct url_named named;
        struct buf scratch;
        buf_init(&scratch, 0);
        if (!url_named_host(node->text, &scratch, &named))
            profile_wrong(m, node,
                          "'%.*s' ไม่ใช่ชื่อเครื่องของหน่วยงานเดียว เขียนเช่น docs.example.go.th ถ้าใช้ร่วมกับผู้อื่นให้บอกโฟลเดอร์ด้วย เช่น sites.google.com/example/",
                          "'%.*s' is not the host of one agency: write one like docs.example.go.th; of a shared host name the folder, as sites.google.com/example/",
                          STR_ARG(node->text));
        buf_done(&scratch);
    }
}

/* --- items, calendar ---------------------------------------------------------------------------------------------------------- */

static bool has_digit(struct str text)
{
    bool found = false;
    for (size_t i = 0; i < text.n; i++)
        found = found || (text.p[i] >= '0' && text.p[i] <= '9') ||
                (i + 2 < text.n && text.p[i] == '\xe0' && text.p[i + 1] == '\xb9' && (unsigned char)text.p[i + 2] >= 0x90 && (unsigned char)text.p[i + 2] <= 0x99);
    return found;
}

static void check_item(const struct yaml_node *map, const struct yaml_node *node, struct messages *m)
{
    const struct yaml_node place = {.file = node->file, .line = node->key_line, .column = node->key_column};
    if (!has_digit(node->key))
        profile_wrong(m, &place, "'%.*s' ไม่ใช่เลขข้อ เขียนเช่น O16", "'%.*s' is not an item: write one like O16", STR_ARG(node->key));
    for (const struct yaml_node *other = map->first; other != node; other = other->next) {
        if (item_code_same(node->key, other->key.p) || item_code_same(other->key, node->key.p)) {
            profile_wrong(m, &place, "ข้อ '%.*s' เขียนไว้แล้วที่บรรทัด %d: รวมไว้ที่เดียว", "item '%.*s' stands already on line %d: write it once", STR_ARG(node->key),
                          other->key_line);
            break;
        }
    }
    const struct yaml_node *urls = yaml_get(node, "urls");
    for (const struct yaml_node *url = urls ? urls->first : NULL; url; url = url->next)
        check_site(url, m);
}

static void check_stage(const struct yaml_node *node, struct messages *m)
{
    const struct yaml_node *stage = yaml_get(node, "stage");
    if (!stage || calendar_kind_of(stage->text) || (yaml_get(node, "title") && stage->text.n))
        return;
    const char *near = calendar_nearest(stage->text);
    const char *names[16] = {NULL};
    char all[200];
    for (size_t i = 0; i < calendar_n_kinds && i < 15; i++)
        names[i] = calendar_kinds[i].id;
    if (near)
        profile_wrong(m, stage, "ไม่รู้จักขั้นตอน '%.*s' หมายถึง '%s' หรือไม่; ขั้นตอนของหน่วยงานเองต้องมี title: {th: ..., en: ...}",
                      "unknown stage '%.*s'; did you mean '%s'? a stage of your own needs title: {th: ..., en: ...}", STR_ARG(stage->text), near);
    else
        profile_wrong(m, stage, "ไม่รู้จักขั้นตอน '%.*s' ใช้ได้: %s หรือเป็นของหน่วยงานเองโดยมี title: {th: ..., en: ...}",
                      "unknown stage '%.*s'; known: %s; a stage of your own needs title: {th: ..., en: ...}", STR_ARG(stage->text), listed(names, all));
}

/* --- word to people ----------------------------------------------------------------------------------------------------------- */

static void check_both(const struct yaml_node *map, const char *a, const char *b, struct messages *m)
{
    const struct yaml_node *second = yaml_get(map, b);
    if (yaml_get(map, a) && second)
        profile_wrong(m, second, "มีทั้ง %s และ %s: เลือกอย่างเดียว", "both %s and %s: choose one", a, b);
}

static void check_address(const struct yaml_node *node, struct messages *m)
{
    bool is_good = node->text.n && str_chr(node->text, '@') != STR_NPOS && str_chr(node->text, '\n') == STR_NPOS && str_chr(node->text, '\r') == STR_NPOS;
    if (!is_good)
        profile_wrong(m, node, "ไม่ใช่ที่อยู่อีเมล เขียนเช่น ita@example.go.th", "not a mail address: write one like ita@example.go.th");
}

static void check_mail(const struct yaml_node *mail, struct messages *m)
{
    static const char *const tls[] = {"required", "try", "off", NULL};
    const struct yaml_node *server = yaml_get(mail, "server"), *from = yaml_get(mail, "from"), *to = yaml_get(mail, "to");
    if (!mail)
        return;
    if (server && !str_starts_nocase_c(server->text, "smtp://") && !str_starts_nocase_c(server->text, "smtps://"))
        profile_wrong(m, server, "เครื่องส่งอีเมลเขียนเช่น smtp://mail.example.go.th:587", "write the mail server like smtp://mail.example.go.th:587");
    else if (server && str_chr(server->text, '@') != STR_NPOS)
        profile_wrong(m, server, "ห้ามใส่ชื่อและรหัสผ่านในที่อยู่ของเครื่องส่งอีเมล: เขียน user: ชื่อ และ password_file: ชื่อแฟ้ม",
                      "no user or password in the mail server's address: write user: NAME and password_file: FILE");
    if (from)
        check_address(from, m);
    for (const struct yaml_node *node = to ? to->first : NULL; node; node = node->next)
        check_address(node, m);
    if (to && !to->first)
        profile_wrong(m, to, "ไม่มีผู้รับอีเมล เขียนเช่น to: [ita@example.go.th]", "nobody to send mail to: write like to: [ita@example.go.th]");
    check_choice(yaml_get(mail, "tls"), tls, m);
    check_both(mail, "password_file", "password_env", m);
}

static void check_webhook(const struct yaml_node *node, struct messages *m)
{
    static const char *const kinds[] = {"json", "line", "slack", "teams", "discord", NULL};
    const struct yaml_node *kind = yaml_get(node, "kind");
    check_choice(kind, kinds, m);
    check_both(node, "url", "url_file", m);
    check_both(node, "url", "url_env", m);
    check_both(node, "url_file", "url_env", m);
    check_both(node, "token_file", "token_env", m);
    bool is_line = kind && str_eq_nocase_c(kind->text, "line");
    if (!is_line && !yaml_get(node, "url") && !yaml_get(node, "url_file") && !yaml_get(node, "url_env"))
        profile_wrong(m, node, "ขาดที่อยู่ปลายทาง: url_file: แฟ้มที่เก็บที่อยู่ หรือ url_env: ชื่อตัวแปร หรือ url: ถ้าที่อยู่ไม่ใช่ความลับ",
                      "no address: url_file: FILE that holds it, url_env: VARIABLE, or url: where it is no secret");
    if (is_line && !(yaml_get(node, "token_file") || yaml_get(node, "token_env")))
        profile_wrong(m, node, "ปลายทาง line ต้องมี token_file: แฟ้มที่เก็บรหัส หรือ token_env: ชื่อตัวแปร", "line needs token_file: FILE, or token_env: VARIABLE");
    if (is_line && !yaml_get(node, "to"))
        profile_wrong(m, node, "ปลายทาง line ต้องมี to: รหัสผู้รับหรือกลุ่ม", "line needs to: the id of a user, group or room");
    const struct yaml_node *url = yaml_get(node, "url");
    if (url)
        check_site(url, m);
}

void profile_check(const struct yaml_node *root, struct messages *m)
{
    static const char *const languages[] = {"th", "en", NULL};
    const struct yaml_node *items = yaml_get(root, "items"), *calendar = yaml_get(root, "calendar"), *notify = yaml_get(root, "notify");
    const struct yaml_node *owners = yaml_get(root, "owners"), *webhooks = yaml_get(notify, "webhooks");
    check_site(yaml_get(root, "site"), m);
    check_hosts(yaml_get(root, "hosts"), m);
    check_choice(yaml_get(root, "language"), languages, m);
    for (const struct yaml_node *node = owners ? owners->first : NULL; node; node = node->next)
        if (!str_trim(yaml_get(node, "name")->text).n)
            profile_wrong(m, node, "ผู้รับผิดชอบไม่มีชื่อ", "an owner without a name");
    for (const struct yaml_node *node = items ? items->first : NULL; node; node = node->next)
        check_item(items, node, m);
    for (const struct yaml_node *node = calendar ? calendar->first : NULL; node; node = node->next)
        check_stage(node, m);
    check_mail(yaml_get(notify, "mail"), m);
    for (const struct yaml_node *node = webhooks ? webhooks->first : NULL; node; node = node->next)
        check_webhook(node, m);
}

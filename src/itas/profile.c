/* profile.c - the agency's profile read from YAML. The tables of keys are its grammar; docs/PROFILE.th.md is the same in prose.
 * SPDX-License-Identifier: MIT
 */
#include "itas/profile.h"

#include "itas/profile_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "rules/schema.h"
#include "text/years.h"

static const struct schema_key ita_keys[] = {{"iit", SHAPE_TEXT, NULL, false}, {"eit", SHAPE_TEXT, NULL, false}, {"target", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key limit_keys[] = {{"pages", SHAPE_TEXT, NULL, false}, {"depth", SHAPE_TEXT, NULL, false}, {"connections", SHAPE_TEXT, NULL, false},
                                               {"time", SHAPE_TEXT, NULL, false}, {"timeout", SHAPE_TEXT, NULL, false}, {"size", SHAPE_TEXT, NULL, false},
                                               {"rate", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key item_keys[] = {{"owner", SHAPE_TEXT, NULL, false}, {"coordinator", SHAPE_TEXT, NULL, false}, {"due", SHAPE_TEXT, NULL, false},
                                              {"urls", SHAPE_TEXTS, NULL, false}, {"explanation", SHAPE_TEXT, NULL, false},
                                              {"decision", SHAPE_TEXT, NULL, false}, {"note", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key owner_keys[] = {{"name", SHAPE_TEXT, NULL, true}, {"contact", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key stage_keys[] = {{"stage", SHAPE_TEXT, NULL, true}, {"title", SHAPE_WORDS, NULL, false}, {"from", SHAPE_TEXT, NULL, false},
                                               {"to", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key watch_keys[] = {{"every", SHAPE_TEXT, NULL, false}, {"from", SHAPE_TEXT, NULL, false}, {"to", SHAPE_TEXT, NULL, false},
                                               {"second", SHAPE_TEXT, NULL, false}, {"rdap", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key mail_keys[] = {{"server", SHAPE_TEXT, NULL, true}, {"from", SHAPE_TEXT, NULL, true}, {"to", SHAPE_TEXTS, NULL, true},
                                              {"user", SHAPE_TEXT, NULL, false}, {"password_file", SHAPE_TEXT, NULL, false},
                                              {"password_env", SHAPE_TEXT, NULL, false}, {"tls", SHAPE_TEXT, NULL, false}, {"cacert", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key webhook_keys[] = {{"kind", SHAPE_TEXT, NULL, true}, {"url", SHAPE_TEXT, NULL, false}, {"url_file", SHAPE_TEXT, NULL, false},
                                                 {"url_env", SHAPE_TEXT, NULL, false}, {"token_file", SHAPE_TEXT, NULL, false},
                                                 {"token_env", SHAPE_TEXT, NULL, false}, {"to", SHAPE_TEXT, NULL, false}, {"cacert", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key notify_keys[] = {{"mail", SHAPE_MAP, mail_keys, false}, {"webhooks", SHAPE_MAPS, webhook_keys, false},
                                                {"event_log", SHAPE_TEXT, NULL, false}, {0}};
static const struct schema_key profile_keys[] = {
    {"site", SHAPE_TEXT, NULL, true},          {"names", SHAPE_TEXTS, NULL, false},  {"hosts", SHAPE_TEXTS, NULL, false},
    {"fiscal_year", SHAPE_TEXT, NULL, false}, {"target", SHAPE_TEXT, NULL, false}, {"ita", SHAPE_MAP, ita_keys, false},
    {"rules", SHAPE_TEXT, NULL, false},        {"rules_local", SHAPE_TEXT, NULL, false}, {"db", SHAPE_TEXT, NULL, false},
    {"output", SHAPE_TEXT, NULL, false},       {"language", SHAPE_TEXT, NULL, false}, {"limits", SHAPE_MAP, limit_keys, false},
    {"owners", SHAPE_MAPS, owner_keys, false}, {"items", SHAPE_MAP_BY_NAME, item_keys, false}, {"calendar", SHAPE_MAPS, stage_keys, false},
    {"watch", SHAPE_MAP, watch_keys, false},   {"notify", SHAPE_MAP, notify_keys, false}, {0}};

struct reader {
    struct profile *profile;
    struct messages messages;
};

static void wrong(struct reader *r, const struct yaml_node *node, const char *th, const char *en)
{
    messages_add_plain(&r->messages, node->file, node->line, node->column, th, en);
}

static const char *text_at(struct reader *r, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    return node && node->text.n ? arena_text(&r->profile->arena, node->text) : NULL;
}

/* A path in the profile is taken from the profile's folder: cron starts the program anywhere. */
static const char *path_at(struct reader *r, const struct yaml_node *map, const char *key)
{
    const char *path = text_at(r, map, key);
    struct str folder = str_from(r->profile->path);
    size_t slash = str_rchr(folder, '/');
    if (!path || *path == '/' || slash == STR_NPOS)
        return path;
    return arena_printf(&r->profile->arena, "%.*s/%s", (int)slash, folder.p, path).p;
}

static const char *const *texts_at(struct reader *r, const struct yaml_node *map, const char *key, size_t *ret_n)
{
    const struct yaml_node *list = yaml_get(map, key);
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    const char **texts = ARENA_ARRAY(&r->profile->arena, const char *, n + 1);
    *ret_n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        if (node->text.n)
            texts[(*ret_n)++] = arena_text(&r->profile->arena, node->text);
    return texts;
}

/* "๒๕๖๗" is 2567: people type what their keyboard gives. */
static struct str ascii_digits(struct reader *r, struct str text)
{
    char *copy = arena_text(&r->profile->arena, str_trim(text)), *to = copy;
    for (const char *p = copy; *p; p++) {
        bool is_thai_digit = p[0] == '\xe0' && p[1] == '\xb9' && (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x99;
        *to++ = is_thai_digit ? (char)('0' + ((unsigned char)p[2] - 0x90)) : *p;
        p += is_thai_digit ? 2 : 0;
    }
    *to = '\0';
    return str_from(copy);
}

static double number_from(struct reader *r, const struct yaml_node *map, const char *key, double min, double max)
{
    const struct yaml_node *node = yaml_get(map, key);
    double value = NAN;
    if (node && (!quantity_decimal(ascii_digits(r, node->text), max, &value) || value < min))
        profile_wrong(&r->messages, node, "'%s' ต้องเป็นตัวเลขตั้งแต่ %.10g ถึง %.10g", "'%s' must be a number from %.10g to %.10g", key, min, max);
    return value;
}

static double number_at(struct reader *r, const struct yaml_node *map, const char *key, double max)
{
    return number_from(r, map, key, 0, max);
}

static struct clock_date day_at(struct reader *r, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    struct clock_date day = {0, 0, 0};
    if (node && !years_parse_day(str_trim(node->text), &day))
        wrong(r, node, "อ่านวันที่ไม่ได้ เขียนเช่น 2026-03-31 หรือ 31/3/2569", "not a date: write 2026-03-31 or 31/3/2569");
    return day;
}

static int duration_at(struct reader *r, const struct yaml_node *map, const char *key, int absent)
{
    const struct yaml_node *node = yaml_get(map, key);
    int64_t ms = 0;
    if (!node)
        return absent;
    if (!quantity_duration_ms(ascii_digits(r, node->text), &ms))
        wrong(r, node, "อ่านระยะเวลาไม่ได้ เขียนเช่น 90s 15m 2h", "not a length of time: write 90s, 15m or 2h");
    return (int)((ms + 999) / 1000);
}

static void read_limits(struct reader *r, const struct yaml_node *map)
{
    struct profile *p = r->profile;
    double pages = number_from(r, map, "pages", 1, 1e6), depth = number_from(r, map, "depth", 1, 1000), connections = number_from(r, map, "connections", 1, 256);
    p->limits.pages = isnan(pages) ? 0 : (uint32_t)pages;
    p->limits.depth = isnan(depth) ? 0 : (uint32_t)depth;
    p->limits.connections = isnan(connections) ? 0 : (uint32_t)connections;
    p->limits.time_s = duration_at(r, map, "time", -1);
    int timeout_s = duration_at(r, map, "timeout", -1);
    p->limits.timeout_ms = timeout_s < 0 ? -1 : timeout_s * 1000;
    p->limits.rate = number_at(r, map, "rate", 100000);
    const struct yaml_node *size = yaml_get(map, "size");
    if (size && !quantity_size_bytes(ascii_digits(r, size->text), &p->limits.size_bytes))
        wrong(r, size, "อ่านขนาดไม่ได้ เขียนเช่น 500K 20M", "not a size: write 500K or 20M");
}

enum oit_decision decision_from(struct str words)
{
    static const struct {
        const char *word;
        enum oit_decision decision;
    } known[] = {{"รับ", DECISION_ACCEPT},      {"accept", DECISION_ACCEPT}, {"ไม่รับ", DECISION_REJECT}, {"reject", DECISION_REJECT},
                 {"ไม่ใช้กับหน่วยงาน", DECISION_NOT_APPLICABLE}, {"not-applicable", DECISION_NOT_APPLICABLE}, {"ไม่ใช้", DECISION_NOT_APPLICABLE}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq_nocase_c(str_trim(words), known[i].word))
            return known[i].decision;
    return DECISION_NONE;
}

static const char *joined(struct reader *r, const struct yaml_node *list)
{
    struct buf text;
    buf_init(&text, 0);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        (void)buf_add_c(&text, text.n ? "\n" : "");
        (void)buf_add_str(&text, node->text);
    }
    const char *result = text.n ? arena_text(&r->profile->arena, buf_str(&text)) : NULL;
    buf_done(&text);
    return result;
}

static void read_items(struct reader *r, const struct yaml_node *map)
{
    struct profile *p = r->profile;
    size_t n = 0;
    for (const struct yaml_node *node = map ? map->first : NULL; node; node = node->next)
        n++;
    p->items = ARENA_ARRAY(&p->arena, struct profile_item, n + 1);
    for (const struct yaml_node *node = map ? map->first : NULL; node; node = node->next) {
        struct profile_item *item = &p->items[p->n_items++];
        item->code = arena_text(&p->arena, node->key);
        item->line = node->key_line;
        if (node->kind != YAML_MAP) {
            wrong(r, node, "ใต้ข้อต้องเป็นคีย์ เช่น owner: สำนักบริหารกลาง", "an item holds keys, as owner: Central Bureau");
            continue;
        }
        item->words[OFFICER_OWNER] = text_at(r, node, "owner");
        item->words[OFFICER_COORDINATOR] = text_at(r, node, "coordinator");
        item->words[OFFICER_DUE] = text_at(r, node, "due");
        item->words[OFFICER_URL] = joined(r, yaml_get(node, "urls"));
        item->words[OFFICER_EXPLANATION] = text_at(r, node, "explanation");
        item->words[OFFICER_DECISION] = text_at(r, node, "decision");
        item->words[OFFICER_NOTE] = text_at(r, node, "note");
        const struct yaml_node *decision = yaml_get(node, "decision");
        if (decision && decision->text.n && decision_from(decision->text) == DECISION_NONE)
            wrong(r, decision, "ผลพิจารณาต้องเป็น รับ ไม่รับ หรือ ไม่ใช้กับหน่วยงาน", "a decision is accept, reject or not-applicable");
        (void)day_at(r, node, "due");
    }
}

static void read_owners(struct reader *r, const struct yaml_node *list)
{
    struct profile *p = r->profile;
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    p->owners = ARENA_ARRAY(&p->arena, struct profile_owner, n + 1);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        p->owners[p->n_owners++] = (struct profile_owner){text_at(r, node, "name"), text_at(r, node, "contact")};
}

static void read_stages(struct reader *r, const struct yaml_node *list)
{
    struct profile *p = r->profile;
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    p->stages = ARENA_ARRAY(&p->arena, struct profile_stage, n + 1);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        const struct yaml_node *title = yaml_get(node, "title");
        struct profile_stage *stage = &p->stages[p->n_stages++];
        *stage = (struct profile_stage){.id = text_at(r, node, "stage"), .from = day_at(r, node, "from"), .to = day_at(r, node, "to"), .line = node->line,
                                        .title = {text_at(r, title, "th"), text_at(r, title, "en")}};
        if (stage->from.year_ce && stage->to.year_ce && clock_date_cmp(stage->to, stage->from) < 0)
            wrong(r, node, "วันสิ้นสุดมาก่อนวันเริ่ม", "it ends before it begins");
    }
}

static void read_notify(struct reader *r, const struct yaml_node *notify)
{
    struct profile *p = r->profile;
    const struct yaml_node *mail = yaml_get(notify, "mail"), *list = yaml_get(notify, "webhooks");
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    p->webhooks = ARENA_ARRAY(&p->arena, struct profile_webhook, n + 1);
    const char *event_log = text_at(r, notify, "event_log");
    p->event_log = event_log && strcmp(event_log, "-") == 0 ? event_log : path_at(r, notify, "event_log");
    if (mail) {
        p->mail = (struct profile_mail){.server = text_at(r, mail, "server"), .from = text_at(r, mail, "from"), .user = text_at(r, mail, "user"),
                                        .password_file = path_at(r, mail, "password_file"), .password_env = text_at(r, mail, "password_env"),
                                        .tls = text_at(r, mail, "tls"), .cacert = path_at(r, mail, "cacert")};
        p->mail.to = texts_at(r, mail, "to", &p->mail.n_to);
    }
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        p->webhooks[p->n_webhooks++] = (struct profile_webhook){
            .kind = text_at(r, node, "kind"), .url = text_at(r, node, "url"), .url_file = path_at(r, node, "url_file"), .url_env = text_at(r, node, "url_env"),
            .token_file = path_at(r, node, "token_file"), .token_env = text_at(r, node, "token_env"), .to = text_at(r, node, "to"), .cacert = path_at(r, node, "cacert"), .line = node->line};
}

static void read_all(struct reader *r, const struct yaml_node *root)
{
    struct profile *p = r->profile;
    const struct yaml_node *year = yaml_get(root, "fiscal_year"), *ita = yaml_get(root, "ita"), *watch = yaml_get(root, "watch");
    p->site = text_at(r, root, "site");
    p->names = texts_at(r, root, "names", &p->n_names);
    p->hosts = texts_at(r, root, "hosts", &p->n_hosts);
    if (year && !quantity_year_be(ascii_digits(r, year->text), &p->fiscal_year_be))
        wrong(r, year, "ปีงบประมาณเขียนเช่น 2569", "a fiscal year is written like 2569");
    p->target = number_at(r, root, "target", 100);
    p->iit = number_at(r, ita, "iit", 100);
    p->eit = number_at(r, ita, "eit", 100);
    p->ita_target = number_at(r, ita, "target", 100);
    p->rules = path_at(r, root, "rules");
    p->rules_local = path_at(r, root, "rules_local");
    p->db = path_at(r, root, "db");
    p->output = path_at(r, root, "output");
    p->language = text_at(r, root, "language");
    read_limits(r, yaml_get(root, "limits"));
    read_owners(r, yaml_get(root, "owners"));
    read_items(r, yaml_get(root, "items"));
    read_stages(r, yaml_get(root, "calendar"));
    p->watch.every_s = duration_at(r, watch, "every", 0);
    p->watch.from = day_at(r, watch, "from");
    p->watch.to = day_at(r, watch, "to");
    p->watch.second = text_at(r, watch, "second");
    p->watch.rdap = text_at(r, watch, "rdap");
    if (p->watch.from.year_ce && p->watch.to.year_ce && clock_date_cmp(p->watch.to, p->watch.from) < 0)
        wrong(r, watch, "วันสิ้นสุดมาก่อนวันเริ่ม", "it ends before it begins");
    read_notify(r, yaml_get(root, "notify"));
}

static enum oit_code first_error(const struct reader *r, struct err *err)
{
    size_t n_more = r->messages.n_errors - 1;
    for (size_t i = 0; r->messages.out && i < r->messages.out->n; i++) {
        const struct rule_message *m = &r->messages.out->items[i];
        if (!m->is_error)
            continue;
        char where[512];
        (void)snprintf(where, sizeof where, "%s:%d:%d", m->file, m->line, m->column);
        if (n_more == 0)
            return err_at(err, OIT_ERR_CONFIG, where, "%s%.0s", "%.0s%s", m->text.th, m->text.en);
        return err_at(err, OIT_ERR_CONFIG, where, "%s%.0s (ผิดอีก %zu แห่ง)", "%.0s%s (%zu more)", m->text.th, m->text.en, n_more);
    }
    return err_at(err, OIT_ERR_CONFIG, r->profile->path, "อ่านแฟ้มโปรไฟล์ไม่ได้", "the profile cannot be read");
}

enum oit_code profile_parse(struct str text, const char *path, struct profile **ret_profile, struct err *err)
{
    enum oit_code code = OIT_OK;
    struct reader r = {.profile = mem_alloc(sizeof *r.profile)};
    struct arena tree;
    arena_init(&r.profile->arena);
    arena_init(&tree);
    messages_init(&r.messages);
    r.messages.document = "docs/PROFILE.th.md";
    r.profile->path = arena_text(&r.profile->arena, str_from(path));
    struct yaml_node *root = yaml_read(text, r.profile->path, &tree, &r.messages);
    if (root && profile_has_no_secret(root, &r.messages) && schema_check(root, profile_keys, &r.messages)) {
        read_all(&r, root);
        profile_check(root, &r.messages);
    }
    if (!root || r.messages.n_errors)
        code = first_error(&r, err);
    if (code == OIT_OK)
        *ret_profile = r.profile;
    else
        profile_free(r.profile);
    messages_done(&r.messages);
    arena_done(&tree);
    return code;
}

enum oit_code profile_load(const char *path, struct profile **ret_profile, struct err *err)
{
    struct buf bytes;
    buf_init(&bytes, LIMIT_RULE_FILE_BYTES);
    enum oit_code code = file_read(path, &bytes, err);
    if (code == OIT_OK)
        code = profile_parse(buf_str(&bytes), path, ret_profile, err);
    else
        code = err_at(err, OIT_ERR_CONFIG, path, "เปิดแฟ้มโปรไฟล์ '%s' ไม่ได้: ตรวจชื่อแฟ้มและสิทธิ์ หรือสร้างใหม่ด้วย oitcheck init URL",
                      "cannot open the profile '%s': check its name and permissions, or make one with oitcheck init URL", path);
    buf_done(&bytes);
    return code;
}

void profile_free(struct profile *profile)
{
    if (!profile)
        return;
    arena_done(&profile->arena);
    free(profile);
}

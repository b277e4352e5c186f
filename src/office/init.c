/* init.c - a first look at a site, and a commented profile of its agency.
 *
 * The look is an ordinary check cut short (a few dozen requests, in a store of its own that is thrown away), or the site's stored run when there is one. What
 * was seen is written down, everything else stands in the profile commented out. An existing file is never overwritten.
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/messages.h"
#include "crawl/scope.h"
#include "itas/profile.h"
#include "itas/profile_draft.h"
#include "oitcheck/office.h"
#include "report/report.h"
#include "run/setup.h"
#include "store/store.h"
#include "text/utf8.h"
#include "url/url.h"

enum { LOOK_PAGES = 36, LOOK_SECONDS = 90, MAX_HOSTS = 20 };

struct host_list {
    const char *list[MAX_HOSTS];
    size_t n;
};

struct look {
    const struct oit_command *command;
    struct arena arena;
    struct buf start;          /* canonical */
    const char *path;          /* where the profile goes */
    char folder[64];           /* of the throw-away store; "": none */
    struct store *store;
    struct store_run run;
    struct oit_result *result; /* of a fresh look */
    const struct oit_report *report;
    struct oit_report stored;
    struct scope *scope;
    struct host_list own, maybe, others;
    bool is_stored;
};

/* --- where the profile goes --------------------------------------------------------------------------------------------------- */

static enum oit_code choose_path(struct look *l, struct err *err)
{
    const char *output = l->command->options->output;
    bool is_file = output && (str_ends_nocase_c(str_from(output), ".yaml") || str_ends_nocase_c(str_from(output), ".yml")) && !file_is_dir(output);
    l->path = !output ? "agency.yaml" : is_file ? output : arena_printf(&l->arena, "%s/agency.yaml", output).p;
    if (!file_exists(l->path))
        return OIT_OK;
    return err_at(err, OIT_ERR_USAGE, l->path, "มีแฟ้มนี้อยู่แล้ว ไม่เขียนทับ: แก้แฟ้มเดิม หรือบอกชื่ออื่นด้วย --output ชื่อแฟ้ม.yaml",
                  "this file is there already and is not overwritten: edit it, or name another with --output FILE.yaml");
}

static enum oit_code make_folder_of(const char *path, struct err *err)
{
    size_t slash = str_rchr(str_from(path), '/');
    if (slash == STR_NPOS || slash == 0)
        return OIT_OK;
    struct buf folder;
    buf_init(&folder, 0);
    (void)buf_add_str(&folder, str_sub(str_from(path), 0, slash));
    enum oit_code code = file_make_dirs(folder.p, err);
    buf_done(&folder);
    return code;
}

/* --- looking ------------------------------------------------------------------------------------------------------------------ */

/* The newest stored run of the site that has a report; anything wrong with the store: none. */
static bool take_stored(struct look *l)
{
    const char *db = l->command->options->db;
    bool found = false;
    if (db && !file_exists(db))
        return false;
    if (store_open(db, &l->store, NULL) != OIT_OK)
        return false;
    if (store_run_find(l->store, buf_str(&l->start).p, NULL, &l->arena, &found, &l->run, NULL) == OIT_OK && found && l->run.report_json &&
        report_parse(str_from(l->run.report_json), &l->arena, &l->stored, NULL) == OIT_OK) {
        l->report = &l->stored;
        l->is_stored = true;
        return true;
    }
    store_close(l->store);
    l->store = NULL;
    return false;
}

static enum oit_code make_store_folder(struct look *l, struct err *err)
{
    const char *parent = getenv("TMPDIR");
    struct str base = str_from(parent && *parent ? parent : "/tmp");
    if (base.n > sizeof l->folder - 20)
        base = STR_LIT("/tmp");
    (void)snprintf(l->folder, sizeof l->folder, "%.*s/oitcheck-XXXXXX", STR_ARG(base));
    if (mkdtemp(l->folder))
        return OIT_OK;
    l->folder[0] = '\0';
    return err_set(err, OIT_ERR_LOCAL, "สร้างโฟลเดอร์ชั่วคราวไม่ได้ (%s): ตรวจเนื้อที่ดิสก์และ TMPDIR", "cannot make a temporary folder (%s): check disk space and TMPDIR", strerror(errno));
}

static void remove_store_folder(struct look *l)
{
    if (!l->folder[0])
        return;
    DIR *dir = opendir(l->folder);
    for (const struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir))
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir)
        (void)closedir(dir);
    (void)rmdir(l->folder);
}

static void tell(const struct look *l, enum msg id, const char *const *args)
{
    struct buf line;
    if (l->command->options->quiet)
        return;
    buf_init(&line, 0);
    msg_add(&line, l->command->options->language == OIT_EN ? MSG_EN : MSG_TH, id, args);
    (void)fprintf(stderr, "oitcheck: %s\n", buf_str(&line).p);
    buf_done(&line);
}

static enum oit_code look_fresh(struct look *l, struct err *err)
{
    struct oit_options options = *l->command->options;
    char pages[16];
    bool found = false;
    enum oit_code code = make_store_folder(l, err);
    if (code != OIT_OK)
        return code;
    options.url = l->command->words[1];
    options.db = arena_printf(&l->arena, "%s/look.db", l->folder).p;
    options.output = options.only = options.site = options.run = NULL;
    options.quick = true;
    options.resume = options.dry_run = false;
    options.max_pages = LOOK_PAGES;
    options.max_time_s = LOOK_SECONDS;
    options.ocr = OIT_OCR_OFF;
    options.no_render = true;
    options.profile = NULL;
    (void)snprintf(pages, sizeof pages, "%d", LOOK_PAGES);
    tell(l, MSG_INIT_LOOKING, MSG_ARGS(pages));
    options.quiet = true;
    code = (enum oit_code)oit_scan(&options, &l->result, err);
    if (code != OIT_OK)
        return code;
    l->report = oit_result_report(l->result);
    code = store_open(options.db, &l->store, err);
    if (code == OIT_OK)
        code = store_run_find(l->store, buf_str(&l->start).p, NULL, &l->arena, &found, &l->run, err);
    return code;
}

/* --- whose hosts -------------------------------------------------------------------------------------------------------------- */

static void note_in(struct look *l, struct host_list *list, struct str host)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq_nocase_c(host, list->list[i]))
            return;
    if (list->n < MAX_HOSTS)
        list->list[list->n++] = arena_text(&l->arena, host);
}

static bool is_in(const struct host_list *list, struct str host)
{
    bool found = false;
    for (size_t i = 0; i < list->n; i++)
        found = found || str_eq_nocase_c(host, list->list[i]);
    return found;
}

/* is_ours: the look read it as the agency's own. */
static void note_host(struct look *l, struct str url, bool is_ours)
{
    struct url_parts parts, start;
    if (!url_split(url, &parts) || !url_split(buf_str(&l->start), &start) || url_same_host_or_www(parts.host, start.host))
        return;
    struct str host = str_from_pos(parts.origin, str_find_c(parts.origin, "://") + 3);
    enum scope_class class = scope_of(l->scope, url);
    if (class == SCOPE_OWN || (class == SCOPE_POSSIBLE && is_ours))
        note_in(l, &l->own, host);
    else
        note_in(l, class == SCOPE_POSSIBLE ? &l->maybe : &l->others, host);
}

static bool note_visit(void *context, const struct store_visit *visit)
{
    struct look *l = context;
    if (visit->has_content && visit->fault == FAULT_NONE)
        note_host(l, visit->final_url.n ? visit->final_url : visit->url, !visit->is_external);
    return true;
}

/* Own ones first, so that what a link only mentions does not stand among the doubtful. */
static enum oit_code find_hosts(struct look *l, struct err *err)
{
    l->scope = scope_new(buf_str(&l->start));
    if (l->report->site.final_url)
        scope_add_start(l->scope, str_from(l->report->site.final_url));
    enum oit_code code = store_visits(l->store, l->run.row, 0, note_visit, l, err);
    const struct oit_report *report = l->report;
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        for (size_t k = 0; k < item->n_evidence; k++)
            note_host(l, str_from(item->evidence[k].url), false);
        for (size_t k = 0; k < item->declared.n_rows; k++)
            for (size_t t = 0; t < item->declared.rows[k].n_targets; t++)
                note_host(l, str_from(item->declared.rows[k].targets[t]), false);
    }
    for (size_t i = 0; i < report->n_unread; i++)
        note_host(l, str_from(report->unread[i].url), false);
    size_t n = 0;
    for (size_t i = 0; i < l->maybe.n; i++)
        if (!is_in(&l->own, str_from(l->maybe.list[i])))
            l->maybe.list[n++] = l->maybe.list[i];
    l->maybe.n = n;
    return code;
}

/* --- writing ------------------------------------------------------------------------------------------------------------------ */

static uint32_t index_rank(const struct oit_index *index)
{
    bool is_list = index->form && strcmp(index->form, "menu") != 0 && strcmp(index->form, "unread") != 0;
    return (index->is_used ? 1u << 20 : 0) + (is_list ? index->n_items + 1 : 0);
}

/* That of the judged year; else the one that names most items. A menu is none. */
static const struct oit_index *best_index(const struct oit_report *report)
{
    const struct oit_index *best = NULL;
    for (size_t i = 0; i < report->n_indexes; i++)
        if (index_rank(&report->indexes[i]) > (best ? index_rank(best) : 0))
            best = &report->indexes[i];
    return best;
}

/* As typed; as the server has it where only the scheme or "www." differs: that is what runs will be kept under. */
static const char *site_of(const struct look *l)
{
    struct url_parts typed, final;
    struct str final_url = str_from(l->report->site.final_url);
    bool is_same = !l->is_stored && url_split(buf_str(&l->start), &typed) && url_split(final_url, &final) && url_same_host_or_www(typed.host, final.host) &&
                   str_eq(typed.path, final.path) && str_eq(typed.query, final.query);
    return is_same ? final_url.p : buf_str(&l->start).p;
}

static enum oit_code write_profile(struct look *l, const struct setup *setup, struct err *err)
{
    const struct oit_index *index = best_index(l->report);
    struct draft_item *items = ARENA_ARRAY(&l->arena, struct draft_item, setup->scheme->n_items + 1);
    for (size_t i = 0; i < setup->scheme->n_items; i++) {
        const struct scheme_item *item = &setup->scheme->items[i];
        items[i] = (struct draft_item){item->code, {item->title.th, item->title.en}, {item->owner.th, item->owner.en}};
    }
    struct draft_facts facts = {.site = site_of(l), .name = l->report->site.name, .hosts = l->own.list, .n_hosts = l->own.n, .maybe = l->maybe.list,
                                .n_maybe = l->maybe.n, .others = l->others.list, .n_others = l->others.n, .index_url = index ? index->url : NULL,
                                .index_year_be = index ? index->fiscal_year_be : 0, .fiscal_year_be = setup->fiscal_year_be, .day = setup->as_of,
                                .n_pages = l->report->run.fetched, .items = items, .n_items = setup->scheme->n_items};
    struct buf text;
    struct profile *profile = NULL;
    buf_init(&text, 0);
    profile_draft(&facts, &text);
    enum oit_code code = profile_parse(buf_str(&text), l->path, &profile, err); /* what we write must be what we read */
    profile_free(profile);
    if (code == OIT_OK)
        code = make_folder_of(l->path, err);
    if (code == OIT_OK && file_exists(l->path)) /* made while we looked */
        code = choose_path(l, err);
    if (code == OIT_OK)
        code = file_write(l->path, buf_str(&text), err);
    buf_done(&text);
    return code;
}

static const char *joined(struct look *l, const struct host_list *hosts)
{
    const char *all = "";
    for (size_t i = 0; i < hosts->n; i++)
        all = arena_printf(&l->arena, "%s%s%s", all, *all ? ", " : "", hosts->list[i]).p;
    return *all ? all : "-";
}

static void say(const struct look *l, enum msg id, const char *text, struct buf *out)
{
    struct buf line;
    buf_init(&line, 0);
    msg_add(&line, l->command->options->language == OIT_EN ? MSG_EN : MSG_TH, id, MSG_ARGS(text));
    utf8_terminal(buf_str(&line), out);
    (void)buf_add_char(out, '\n');
    buf_done(&line);
}

static void summarise(struct look *l, const struct setup *setup, struct buf *out)
{
    const struct oit_index *index = best_index(l->report);
    bool is_english = l->command->options->language == OIT_EN;
    char year[16];
    (void)snprintf(year, sizeof year, "%d", setup->fiscal_year_be);
    say(l, MSG_INIT_WROTE, l->path, out);
    say(l, MSG_INIT_NAME, l->report->site.name && *l->report->site.name ? l->report->site.name : msg_in(is_english ? MSG_EN : MSG_TH, MSG_INIT_NOT_SEEN), out);
    say(l, MSG_INIT_HOSTS, joined(l, &l->own), out);
    say(l, MSG_INIT_INDEX, index && index->url ? index->url : msg_in(is_english ? MSG_EN : MSG_TH, MSG_INIT_NOT_SEEN), out);
    say(l, MSG_INIT_YEAR, year, out);
    say(l, MSG_INIT_NEXT, l->path, out);
}

int oit_init(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct look l = {.command = command};
    struct setup setup = {0};
    *ret_exit = 0;
    if (command->n_words != 2)
        return err_set(err, OIT_ERR_USAGE, "บอกที่อยู่เว็บไซต์หนึ่งแห่ง: oitcheck init https://www.example.go.th", "name one web address: oitcheck init https://www.example.go.th");
    arena_init(&l.arena);
    buf_init(&l.start, 0);
    enum oit_code code = OIT_OK;
    if (url_from_user(str_from(command->words[1]), &l.start) != URL_OK)
        code = err_set(err, OIT_ERR_USAGE, "'%s' ไม่ใช่ที่อยู่เว็บไซต์ พิมพ์เช่น https://www.example.go.th", "'%s' is not a web address: write one like https://www.example.go.th",
                       command->words[1]);
    if (code == OIT_OK)
        code = choose_path(&l, err);
    if (code == OIT_OK)
        code = setup_make(command->options, &setup, err);
    if (code == OIT_OK && !take_stored(&l))
        code = look_fresh(&l, err);
    if (code == OIT_OK)
        code = find_hosts(&l, err);
    if (code == OIT_OK)
        code = write_profile(&l, &setup, err);
    if (code == OIT_OK)
        summarise(&l, &setup, out);
    scope_free(l.scope);
    store_close(l.store);
    remove_store_folder(&l);
    oit_result_free(l.result);
    setup_done(&setup);
    buf_done(&l.start);
    arena_done(&l.arena);
    return (int)code;
}

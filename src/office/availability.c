/* availability.c - report --availability: how much of the time the site could be opened.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/file.h"
#include "itas/profile.h"
#include "office/watched_time.h"
#include "oitcheck/office.h"
#include "run/setup.h"
#include "run/site_choice.h"
#include "store/watching.h"
#include "text/years.h"
#include "url/url.h"

enum { DAY_S = 86400, BANGKOK_S = 7 * 3600 };

static enum oit_code read_day(const char *text, const char *option, bool is_end, int64_t *ret, struct err *err)
{
    struct clock_date day;
    if (!text)
        return OIT_OK;
    if (!years_parse_date(str_from(text), &day))
        return err_set(err, OIT_ERR_USAGE, "อ่านวันที่ใน --%s ไม่ได้: '%s' เขียนเช่น 1/5/2570 หรือ 2027-05-01", "--%s is not a date: '%s'; write 2027-05-01 or 1/5/2570", option, text);
    *ret = clock_date_days(day) * DAY_S - BANGKOK_S + (is_end ? DAY_S : 0);
    return OIT_OK;
}

/* The site that was named, else the only one that was ever watched. */
static enum oit_code choose_site(struct store *store, const struct oit_command *command, struct arena *arena, const char **ret_site, struct err *err)
{
    const struct oit_options *o = command->options;
    const char *typed = command->n_words > 1 ? command->words[1] : o->site ? o->site : o->url;
    struct buf site;
    enum oit_code code = OIT_OK;
    buf_init(&site, 0);
    size_t n;
    if (typed)
        code = site_choice_find(store, typed, arena, ret_site, &n, err);
    if (*ret_site || code != OIT_OK)
        ; /* a site that was checked */
    else if (typed && url_from_user(str_from(typed), &site) == URL_OK)
        *ret_site = arena_text(arena, buf_str(&site));
    else if (typed)
        code = err_set(err, OIT_ERR_USAGE, "'%s' ไม่ใช่ที่อยู่เว็บ: เขียนเช่น https://www.example.go.th", "'%s' is not a web address: write it like https://www.example.go.th", typed);
    else
        code = store_watched_site(store, arena, ret_site, err);
    buf_done(&site);
    if (code == OIT_OK && !*ret_site)
        code = err_set(err, OIT_ERR_USAGE, "บอกเว็บไซต์ด้วย --profile หรือ --site URL (ยังไม่เคยเฝ้า หรือเฝ้าไว้หลายเว็บไซต์)",
                       "name the site with --profile or --site URL (none was watched, or several were)");
    return code;
}

static enum oit_code name_site(struct store *store, const struct oit_options *o, struct arena *arena, struct availability_page *page, struct err *err)
{
    struct store_run run;
    bool found = false;
    if (o->profile && o->profile->n_names) {
        page->site_name = o->profile->names[0];
        return OIT_OK;
    }
    enum oit_code code = store_run_find(store, page->site_url, NULL, arena, &found, &run, err);
    page->site_name = code == OIT_OK && found ? run.site_name : NULL;
    return code;
}

static enum oit_code render(const struct availability_page *page, enum oit_format format, enum report_language language, struct buf *out, struct err *err)
{
    if (format == OIT_FORMAT_TEXT || format == OIT_FORMAT_LINE)
        availability_text(page, language, out);
    else if (format == OIT_FORMAT_JSON)
        availability_json(page, out);
    else if (format == OIT_FORMAT_CSV)
        availability_csv(page, language, out);
    else if (format == OIT_FORMAT_HTML)
        availability_html(page, language, out);
    else
        return err_set(err, OIT_ERR_USAGE, "--availability มีรูปแบบ text json csv html เท่านั้น", "--availability comes as text, json, csv or html");
    return OIT_OK;
}

static enum oit_code write_one(const struct availability_page *page, const char *folder, const char *name, enum oit_format format, enum report_language language,
                               struct err *err)
{
    struct buf bytes, path;
    buf_init(&bytes, 0);
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/%s", folder, name);
    enum oit_code code = render(page, format, language, &bytes, err);
    if (code == OIT_OK)
        code = file_write(path.p, buf_str(&bytes), err);
    buf_done(&path);
    buf_done(&bytes);
    return code;
}

static enum oit_code write_files(const struct availability_page *page, const char *folder, enum report_language language, struct err *err)
{
    enum oit_code code = file_make_dirs(folder, err);
    if (code == OIT_OK)
        code = write_one(page, folder, "availability.html", OIT_FORMAT_HTML, language, err);
    if (code == OIT_OK)
        code = write_one(page, folder, "availability.csv", OIT_FORMAT_CSV, language, err);
    return code == OIT_OK ? write_one(page, folder, "availability.json", OIT_FORMAT_JSON, language, err) : code;
}

int oit_availability(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    const struct oit_options *o = command->options;
    enum report_language language = o->language == OIT_EN ? REPORT_EN : REPORT_TH;
    struct store *store = NULL;
    struct arena arena;
    struct availability_page page = {0};
    const char *site = NULL;
    int64_t from = 0, to = 0;
    (void)ret_exit;
    arena_init(&arena);
    enum oit_code code = read_day(o->from, "from", false, &from, err);
    if (code == OIT_OK)
        code = read_day(o->to, "to", true, &to, err);
    if (code == OIT_OK && from && to && to <= from)
        code = err_set(err, OIT_ERR_USAGE, "--to มาก่อน --from", "--to lies before --from");
    if (code == OIT_OK)
        code = setup_store_exists(o, err);
    if (code == OIT_OK)
        code = store_open(o->db, &store, err);
    if (code == OIT_OK)
        code = choose_site(store, command, &arena, &site, err);
    if (code == OIT_OK)
        code = watched_time(store, site, from, to, &arena, &page, err);
    if (code == OIT_OK && page.n_addresses == 0)
        code = err_set(err, OIT_ERR_USAGE, "ไม่มีผลการเฝ้า '%s' ในช่วงนั้น: เริ่มเฝ้าด้วย oitcheck watch", "'%s' was not watched in that time: begin with oitcheck watch", site);
    if (code == OIT_OK)
        code = name_site(store, o, &arena, &page, err);
    if (code == OIT_OK && o->output)
        code = write_files(&page, o->output, language, err);
    if (code == OIT_OK)
        code = render(&page, command->format, language, out, err);
    store_close(store);
    arena_done(&arena);
    return (int)code;
}

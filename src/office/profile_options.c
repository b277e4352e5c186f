/* profile_options.c - the profile's values become the defaults of the options.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>

#include "base/err.h"
#include "itas/profile.h"
#include "oitcheck/office.h"
#include "rules/rules.h"
#include "run/setup.h"
#include "url/url.h"

static void take_limits(const struct profile *p, struct oit_options *o)
{
    if (p->limits.pages)
        o->max_pages = p->limits.pages;
    if (p->limits.depth)
        o->max_depth = p->limits.depth;
    if (p->limits.connections)
        o->connections = (int)p->limits.connections;
    if (p->limits.time_s >= 0)
        o->max_time_s = p->limits.time_s;
    if (p->limits.timeout_ms > 0)
        o->timeout_ms = p->limits.timeout_ms;
    if (p->limits.size_bytes)
        o->max_size_bytes = p->limits.size_bytes;
    if (!isnan(p->limits.rate))
        o->rate = p->limits.rate;
}

int oit_profile_open(const char *path, struct oit_options *options, struct err *err)
{
    struct profile *profile = NULL;
    enum oit_code code = profile_load(path, &profile, err);
    if (code != OIT_OK)
        return (int)code;
    options->profile = profile;
    options->url = profile->site;
    options->fiscal_year_be = profile->fiscal_year_be;
    options->rules_dir = profile->rules;
    options->rules_local = profile->rules_local;
    options->db = profile->db;
    options->output = profile->output;
    if (profile->language)
        options->language = strcmp(profile->language, "en") == 0 ? OIT_EN : OIT_TH;
    options->hosts = profile->hosts;
    options->n_hosts = profile->n_hosts;
    options->names = profile->names;
    options->n_names = profile->n_names;
    options->every_s = profile->watch.every_s;
    take_limits(profile, options);
    return OIT_OK;
}

/* Scheme, "www." and a last slash aside: what people leave out. A word without a dot is a name of the site within the store. */
static bool is_same_site(const struct profile *profile, const char *named)
{
    struct buf own, other;
    struct url_parts a, b;
    bool is_same = false;
    buf_init(&own, 0);
    buf_init(&other, 0);
    if (str_chr(str_from(named), '.') == STR_NPOS) {
        is_same = str_find_nocase_c(str_from(profile->site), named) != STR_NPOS;
        for (size_t i = 0; i < profile->n_names; i++)
            is_same = is_same || str_find_c(str_from(profile->names[i]), named) != STR_NPOS;
    } else if (url_from_user(str_from(profile->site), &own) == URL_OK && url_from_user(str_from(named), &other) == URL_OK && url_split(buf_str(&own), &a) &&
               url_split(buf_str(&other), &b)) {
        bool is_web = (a.port == 80 || a.port == 443) && (b.port == 80 || b.port == 443);
        while (a.path.n && a.path.p[a.path.n - 1] == '/')
            a.path.n--;
        while (b.path.n && b.path.p[b.path.n - 1] == '/')
            b.path.n--;
        is_same = url_same_host_or_www(a.host, b.host) && (a.port == b.port || is_web) && str_eq(a.path, b.path) && str_eq(a.query, b.query);
    }
    buf_done(&own);
    buf_done(&other);
    return is_same;
}

static enum oit_code unknown_item(const struct profile *profile, const struct profile_item *item, const struct setup *setup, struct err *err)
{
    char where[400];
    uint16_t near;
    (void)snprintf(where, sizeof where, "%s:%d:3", profile->path, item->line);
    const char *year = setup->scheme->id;
    if (scheme_items_near(setup->scheme, str_from(item->code), &near, 1) == 1)
        return err_at(err, OIT_ERR_CONFIG, where, "เกณฑ์ปี %s ไม่มีข้อ '%s' หมายถึง %s หรือไม่ ถ้าเป็นข้อของปีอื่น ให้ระบุปีด้วย fiscal_year: ในโปรไฟล์ หรือ --fiscal-year",
                      "the list of %s has no item '%s'; did you mean %s? if it is of another year, say so with fiscal_year: in the profile, or --fiscal-year", year, item->code,
                      setup->scheme->items[near].code);
    return err_at(err, OIT_ERR_CONFIG, where, "เกณฑ์ปี %s ไม่มีข้อ '%s' (มี %s ถึง %s) ถ้าเป็นข้อของปีอื่น ให้ระบุปีด้วย fiscal_year: ในโปรไฟล์ หรือ --fiscal-year",
                  "the list of %s has no item '%s' (it has %s to %s); if it is of another year, say so with fiscal_year: in the profile, or --fiscal-year", year, item->code,
                  setup->scheme->items[0].code, setup->scheme->items[setup->scheme->n_items - 1].code);
}

static enum oit_code check_items(const struct oit_options *options, struct err *err)
{
    const struct profile *profile = options->profile;
    struct setup setup;
    enum oit_code code = setup_make(options, &setup, err);
    for (size_t i = 0; code == OIT_OK && i < profile->n_items; i++)
        if (scheme_item_as_typed(setup.scheme, str_from(profile->items[i].code)) == NO_INDEX)
            code = unknown_item(profile, &profile->items[i], &setup, err);
    setup_done(&setup);
    return code;
}

int oit_profile_fits(const struct oit_options *options, const char *site, struct err *err)
{
    const struct profile *profile = options->profile;
    if (!profile)
        return OIT_OK;
    if (site && !is_same_site(profile, site))
        return (int)err_at(err, OIT_ERR_USAGE, profile->path,
                           "โปรไฟล์นี้เป็นของ %s ไม่ใช่ '%s': ใช้โปรไฟล์ของเว็บไซต์นั้น หรือสร้างใหม่ด้วย oitcheck init %s",
                           "this profile is of %s, not of '%s': use that site's own, or make one with oitcheck init %s", profile->site, site, site);
    return profile->n_items ? (int)check_items(options, err) : OIT_OK;
}

void oit_profile_close(struct oit_options *options)
{
    profile_free((struct profile *)(uintptr_t)options->profile);
    options->profile = NULL;
}

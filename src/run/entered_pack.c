/* entered_pack.c - a look as the store keeps it, and a look made again.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/pack.h"
#include "run/entered_look.h"
#include "run/entered_text.h"

enum { VERSION = 1, CENTI = 100 /* scores are kept in hundredths */ };

/* --- packing ---------------------------------------------------------------------------------------------------------------------- */

static void pack_url(const struct oit_entered_url *url, struct buf *out)
{
    pack_str(out, str_from(url->url));
    pack_u64(out, url->marks);
    pack_u64(out, url->http_status > 0 ? (uint64_t)url->http_status : 0);
    pack_str(out, str_from(url->fault));
    pack_str(out, str_from(url->sha256));
    pack_str(out, str_from(url->sha256_then));
    pack_str(out, str_from(url->last_modified));
    pack_u64(out, url->n_path);
    for (size_t i = 0; i < url->n_path; i++)
        pack_str(out, str_from(url->path[i]));
}

void entered_look_pack(const struct entered_look *look, struct buf *out)
{
    pack_u64(out, VERSION);
    pack_u64(out, look->n_items);
    for (size_t i = 0; i < look->n_items; i++) {
        const struct oit_entered *e = &look->items[i].entered;
        pack_str(out, str_from(look->items[i].code));
        pack_u64(out, e->status);
        pack_u64(out, (uint64_t)(e->score_low * CENTI + 0.5));
        pack_u64(out, (uint64_t)(e->score_high * CENTI + 0.5));
        pack_u64(out, e->marks);
        pack_str(out, str_from(e->label.th));
        pack_str(out, str_from(e->label.en));
        pack_u64(out, e->n_urls);
        for (size_t k = 0; k < e->n_urls; k++)
            pack_url(&e->urls[k], out);
    }
}

static const char *text(struct unpack *u, struct arena *arena)
{
    struct str s = unpack_str(u);
    return s.p ? arena_text(arena, s) : NULL;
}

static void unpack_url(struct unpack *u, struct arena *arena, struct oit_entered_url *url)
{
    url->url = text(u, arena);
    url->marks = unpack_u32(u);
    url->http_status = (int)(unpack_u32(u) & 0xffff);
    url->fault = text(u, arena);
    url->sha256 = text(u, arena);
    url->sha256_then = text(u, arena);
    url->last_modified = text(u, arena);
    url->n_path = unpack_count(u, 1);
    const char **path = ARENA_ARRAY(arena, const char *, url->n_path + 1);
    for (size_t i = 0; i < url->n_path; i++)
        path[i] = text(u, arena);
    url->path = path;
}

bool entered_look_unpack(struct str packed, struct arena *arena, struct entered_look *ret_look)
{
    enum { LEAST_ITEM = 8, LEAST_URL = 8 };
    struct unpack u = {.rest = packed};
    if (unpack_u64(&u) != VERSION)
        return false;
    *ret_look = (struct entered_look){.n_items = unpack_count(&u, LEAST_ITEM)};
    ret_look->items = ARENA_ARRAY(arena, struct entered_verdict, ret_look->n_items + 1);
    for (size_t i = 0; i < ret_look->n_items && !u.is_bad; i++) {
        struct oit_entered *e = &ret_look->items[i].entered;
        ret_look->items[i].code = text(&u, arena);
        uint32_t status = unpack_u32(&u);
        u.is_bad |= status > OIT_UNKNOWN;
        e->is_known = true;
        e->status = (enum oit_status)status;
        e->score_low = (double)unpack_u32(&u) / CENTI;
        e->score_high = (double)unpack_u32(&u) / CENTI;
        e->marks = unpack_u32(&u);
        e->label.th = text(&u, arena);
        e->label.en = text(&u, arena);
        e->n_urls = unpack_count(&u, LEAST_URL);
        e->urls = ARENA_ARRAY(arena, struct oit_entered_url, e->n_urls + 1);
        for (size_t k = 0; k < e->n_urls && !u.is_bad; k++)
            unpack_url(&u, arena, &e->urls[k]);
    }
    return !u.is_bad;
}

/* --- looking again ------------------------------------------------------------------------------------------------------------------ */

static enum oit_code keep(const struct entered_look_wish *wish, const struct store_submission *submission, const struct entered_look *look, struct err *err)
{
    struct buf packed;
    buf_init(&packed, 0);
    entered_look_pack(look, &packed);
    enum oit_code code = store_look_put(wish->store, submission->row,
                                        &(struct store_look){.made_at = clock_now_s(), .made_by = wish->made_by, .run = wish->run ? wish->run->id : NULL, .packed = buf_str(&packed)}, err);
    buf_done(&packed);
    return code;
}

enum oit_code entered_look_again(const struct entered_look_wish *wish, bool *ret_found, struct err *err)
{
    struct arena arena;
    struct store_submission submission;
    struct store_submission_url *urls = NULL;
    size_t n = 0;
    arena_init(&arena);
    enum oit_code code = store_submission_latest(wish->store, wish->site, wish->fiscal_year_be, &arena, ret_found, &submission, err);
    if (code == OIT_OK && *ret_found)
        code = store_submission_urls(wish->store, submission.row, true, &arena, &urls, &n, err);
    if (code == OIT_OK && *ret_found) {
        const char *agency = wish->run && wish->run->site_name ? wish->run->site_name : submission.agency;
        struct entered_pages_input input = {.options = wish->options, .scheme = wish->scheme, .pool = wish->pool, .store = wish->store, .run = wish->run,
                                            .home = str_from(submission.home_url), .home_final = wish->run ? str_from(wish->run->final_url) : STR_NONE,
                                            .uses_visits = wish->uses_visits};
        struct entered_pages *pages = entered_pages_new(&input, err);
        struct entered_look look = {.n_items = 0};
        code = pages ? entered_look_make(&(struct entered_look_input){.pages = pages, .scheme = wish->scheme, .fiscal_year_be = wish->fiscal_year_be, .as_of = wish->as_of,
                                                                      .agency_name = str_from(agency), .home = input.home, .store = wish->store, .run = wish->run,
                                                                      .urls = urls, .n_urls = n},
                                         &arena, &look, err)
                     : err && err->code ? err->code : OIT_ERR_LOCAL;
        if (code == OIT_OK)
            code = keep(wish, &submission, &look, err);
        entered_pages_free(pages);
    }
    arena_done(&arena);
    return code;
}

/* bundle_pictures.c - pictures of web pages, by chromium in its house without doors (render/browser.h), of the bytes in the store and of nothing else: the
 * site is not asked again, so a picture cannot show what came later. Scripts do not run, and what
 * the page would load stays away.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <poll.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/limits.h"
#include "render/browser.h"
#include "render/proxy.h"

enum { PICTURE_WIDTH = 1280, PICTURE_HEIGHT = 4000 /* longer pages are cut below */, VIRTUAL_MS = 500, STEP_MS = 50, FAILURES_MAX = 3 };

struct camera {
    struct bundle_maker *m;
    const char *program;
    struct proxy_keys *keys;
    size_t n_taken, n_tried, n_failed_in_row;
    int64_t until_ms;
    bool is_broken; /* does not start here */
};

static bool is_page(const struct bundle_file *file)
{
    return file->name && !file->is_step && file->kind && strcmp(file->kind, "html") == 0;
}

/* A picture shows what was received: scripts, which would ask for more and put "failed" in its place, are switched off by a line in front. (Without any
 * script engine the browser takes no picture.) Text in UTF-16 would not bear the line. */
static void add_still(struct str page, struct buf *out)
{
    bool has_bom = str_starts_c(page, "\xEF\xBB\xBF");
    if (has_bom)
        page = str_from_pos(page, 3);
    (void)buf_add_c(out, has_bom ? "\xEF\xBB\xBF" : "");
    if (!str_starts_c(page, "\xFF\xFE") && !str_starts_c(page, "\xFE\xFF"))
        (void)buf_add_c(out, "<!DOCTYPE html><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">");
    (void)buf_add_str(out, page);
}

/* The page itself; everything else is not there. */
static void answer(struct proxy *proxy, const struct proxy_request *q, const struct bundle_source *source, struct str bytes)
{
    const struct bundle_file *file = source->file;
    struct proxy_answer none = {.status = 404};
    struct proxy_answer page = {.status = 200, .body = bytes,
                                .content_type = file->is_rendered || !file->content_type ? STR_LIT("text/html; charset=utf-8") : str_from(file->content_type)};
    proxy_answer(proxy, q->id, str_eq_c(q->url, file->url) && q->is_navigation ? &page : &none);
}

static enum browser_state show(const struct camera *c, const struct bundle_source *source, struct str bytes, struct buf *ret_png)
{
    struct browser browser;
    struct proxy *proxy = NULL;
    struct url_parts parts = {0};
    struct proxy_request request;
    struct browser_options options = {.program = c->program, .spki = proxy_keys_spki(c->keys), .user_agent = "oitcheck/" OIT_VERSION, .limit_ms = LIMIT_BUNDLE_PICTURE_MS,
                                      .virtual_ms = VIRTUAL_MS, .max_dom_bytes = LIMIT_BUNDLE_PICTURE_BYTES, .memory_mb = LIMIT_RENDER_MEMORY_MB,
                                      .picture_width = PICTURE_WIDTH, .picture_height = PICTURE_HEIGHT};
    if (!url_split(str_from(source->file->url), &parts) || !browser_start(&options, str_from(source->file->url), &browser))
        return BROWSER_FAILED;
    enum browser_state state;
    while ((state = browser_step(&browser)) == BROWSER_WORKS) {
        struct pollfd fds[2 + PROXY_MAX_FDS];
        if (!proxy && browser.listener >= 0) {
            proxy = proxy_new(browser.listener, c->keys, parts.host, str_eq_c(parts.scheme, "https") ? parts.port : 0);
            browser.listener = -1; /* the proxy's now */
        }
        size_t n = browser_poll_fds(&browser, fds, 2);
        n += proxy ? proxy_poll_fds(proxy, fds + n, PROXY_MAX_FDS) : 0;
        (void)poll(fds, (nfds_t)n, STEP_MS);
        if (!proxy)
            continue;
        proxy_step(proxy);
        while (proxy_next(proxy, &request))
            answer(proxy, &request, source, bytes);
    }
    if (state == BROWSER_DONE && !str_starts_c(buf_str(&browser.dom), "\x89PNG\r\n"))
        state = BROWSER_FAILED;
    if (state == BROWSER_DONE)
        (void)buf_add_str(ret_png, buf_str(&browser.dom));
    proxy_free(proxy);
    browser_end(&browser);
    return state;
}

static const char *picture_name(struct bundle_maker *m, const char *file_name)
{
    struct str name = str_from(file_name), base = str_from_pos(name, str_rchr(name, '/') + 1);
    if (str_ends_c(base, ".html"))
        base.n -= 5;
    return arena_printf(&m->arena, "pictures/%s%.*s.png", str_starts_c(name, "submitted/") ? "submitted-" : "", STR_ARG(base)).p;
}

static enum oit_code take(struct camera *c, size_t at)
{
    struct bundle_maker *m = c->m;
    const struct bundle_source *source = &m->sources[at];
    struct bundle_file *file = source->file;
    struct arena scratch;
    struct str wire, plain, kind;
    struct buf png, still;
    for (size_t i = 0; i < at; i++) /* the same file in the bundle */
        if (m->sources[i].file->picture && strcmp(m->sources[i].file->name, file->name) == 0)
            file->picture = m->sources[i].file->picture;
    if (file->picture)
        return OIT_OK;
    arena_init(&scratch);
    buf_init(&png, 0);
    buf_init(&still, 0);
    enum oit_code code = bundle_bytes(m, source, &scratch, &wire);
    if (code == OIT_OK && wire.p && bundle_decode(m, file, wire, &plain, &kind)) {
        add_still(plain, &still);
        c->n_tried++;
        enum browser_state state = show(c, source, buf_str(&still), &png);
        c->n_failed_in_row = state == BROWSER_DONE ? 0 : c->n_failed_in_row + 1;
        c->is_broken = state == BROWSER_NO_HOUSE || c->n_failed_in_row >= FAILURES_MAX;
        if (state == BROWSER_DONE) {
            c->n_taken++;
            file->picture = picture_name(m, file->name);
            code = zip_add(m->zip, file->picture, file->fetched_at, buf_str(&png), m->err);
        }
    }
    buf_done(&png);
    buf_done(&still);
    arena_done(&scratch);
    return code;
}

static const char *sentence(struct bundle_maker *m, enum msg_language language, enum msg id)
{
    struct buf text;
    buf_init(&text, 0);
    msg_add(&text, language, id, MSG_ARGS("apt-get install chromium chromium-sandbox"));
    const char *copy = arena_text(&m->arena, buf_str(&text));
    buf_done(&text);
    return copy;
}

static void say(struct bundle_maker *m, enum msg id)
{
    m->bundle.picture_note = (struct oit_words){sentence(m, MSG_TH, id), sentence(m, MSG_EN, id)};
}

enum oit_code bundle_pictures(struct bundle_maker *m)
{
    struct camera c = {.m = m, .program = browser_program(), .until_ms = clock_mono_ms() + LIMIT_BUNDLE_PICTURES_MS};
    enum oit_code code = OIT_OK;
    size_t n_pages = 0;
    for (size_t i = 0; i < m->n_sources; i++)
        n_pages += is_page(m->sources[i].file);
    if (n_pages == 0 || m->options->no_render || !c.program) {
        say(m, m->options->no_render ? MSG_BUNDLE_PICTURES_OFF : n_pages == 0 ? MSG_BUNDLE_PICTURES_NONE_NEEDED : MSG_BUNDLE_PICTURES_NO_BROWSER);
        return OIT_OK;
    }
    c.keys = proxy_keys_new();
    for (size_t i = 0; code == OIT_OK && c.keys && !c.is_broken && i < m->n_sources && c.n_tried < LIMIT_BUNDLE_PICTURES && clock_mono_ms() < c.until_ms; i++)
        if (is_page(m->sources[i].file))
            code = take(&c, i);
    proxy_keys_free(c.keys);
    m->bundle.has_pictures = c.n_taken > 0;
    say(m, c.n_taken ? MSG_BUNDLE_PICTURES_HOW : MSG_BUNDLE_PICTURES_FAILED);
    return code;
}

/* html_a4.c - see html_a4.h.
 *
 * Paper is black on white whatever the reader's screen prefers; greys stay dark enough to survive a photocopy.
 * SPDX-License-Identifier: MIT
 */
#include "html_a4.h"

#ifndef OIT_VERSION
#define OIT_VERSION "0"
#endif

#define PAGE_PORTRAIT  "@media print{@page{size:A4 portrait;margin:13mm 13mm 15mm}}\n"
#define PAGE_LANDSCAPE "@media print{@page{size:A4 landscape;margin:12mm 13mm 13mm}}\n"

#define STYLE_SCREEN \
    ":root{color-scheme:light;--ground:#fff;--card:#fff;--ink:#111;--soft:#444;--line:#888;--link:#003d82;--good:#17652c;--good-g:#e2f4e6;" \
    "--warn:#7a4a00;--warn-g:#fff0d2;--bad:#a3161a;--bad-g:#fde7e7;--ask:#34468a;--ask-g:#e7ebfa;--later:#4b5563;--later-g:#e9edf2;" \
    "--bar:#2f7d46;--bar-high:#a9d5b5;--track:#e3e7ee;--goal:#111}*{box-sizing:border-box}\n" \
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}" \
    "body{margin:0 auto;padding:1.4rem;max-width:920px;background:#fff;color:var(--ink);font:16px/1.6 \"Sarabun\",\"Noto Sans Thai\",\"Leelawadee UI\",Thonburi," \
    "Tahoma,system-ui,sans-serif;overflow-wrap:anywhere}\n" \
    "a{color:var(--link)}a:focus-visible{outline:3px solid var(--link);outline-offset:2px}small,.fine{color:var(--soft);font-size:.86em;font-weight:400}\n" \
    "h1{font-size:1.45rem;line-height:1.4;margin:0}h2{font-size:1.12rem;line-height:1.5;margin:1.2rem 0 .4rem}h3{font-size:1rem;margin:.8rem 0 .2rem}" \
    "p{margin:.3rem 0}ul,ol{margin:.3rem 0;padding-left:1.4rem}\n" \
    "header{border-bottom:2px solid #111;padding-bottom:.5rem;margin-bottom:.8rem}.agency{font-weight:600;margin:0}.meta{color:var(--soft);font-size:.9rem;margin:0}" \
    "footer{border-top:1px solid var(--line);margin-top:1.4rem;padding-top:.4rem;color:var(--soft);font-size:.85rem}\n" \
    "table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.4rem 0}table.narrow{width:auto}caption{text-align:left;color:var(--soft);font-size:.9rem;padding-bottom:.3rem}" \
    "th,td{border:1px solid var(--line);padding:.25rem .45rem;text-align:left;vertical-align:top}thead th{background:#eee}\n" \
    ".number{text-align:right;font-variant-numeric:tabular-nums}.day,.code{white-space:nowrap}.code{font-weight:700}.empty{height:2.1em;min-width:5em}.wide{width:68%}" \
    ".mono{font-family:ui-monospace,\"DejaVu Sans Mono\",Consolas,monospace;font-size:.85em}.big{font-size:1.9rem;font-weight:700;line-height:1.3}\n" \
    ".facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;margin:.3rem 0}.facts dt{font-weight:600}.facts dd{margin:0}" \
    ".counts{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:.4rem 0}.counts li{border:1px solid currentColor;border-radius:6px;padding:.15rem .7rem;min-width:6rem}" \
    ".counts b{display:block;font-size:1.35rem;line-height:1.35}\n" \
    ".good{color:var(--good);background:var(--good-g)}.warn{color:var(--warn);background:var(--warn-g)}.bad{color:var(--bad);background:var(--bad-g)}" \
    ".ask{color:var(--ask);background:var(--ask-g)}.later{color:var(--later);background:var(--later-g)}.good small,.warn small,.bad small,.ask small,.later small{color:inherit}" \
    ".tag{border:1px solid currentColor;border-radius:4px;padding:0 .35rem;font-size:.85em;display:inline-block}" \
    ".note{border:1px solid var(--line);border-left-width:5px;border-radius:4px;padding:.4rem .7rem;margin:.6rem 0;color:var(--ink)}\n" \
    ".box{border:1px solid #555;border-radius:6px;padding:.6rem .8rem;margin:.6rem 0}.columns{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.4rem 1.4rem}" \
    ".tick{font-size:1.15em;margin-right:.35em}.mark{font-weight:700}.status{display:inline-flex;gap:.4rem;border-radius:4px;padding:0 .4rem;font-weight:600}" \
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n" \
    ".signatures{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem 2rem;margin:2rem 0 .4rem;font-size:.95rem}.signatures p{margin:.35rem 0;display:flex;gap:.4rem}" \
    ".signatures .line{flex:1;border-bottom:1px dotted #333}.signatures .who{justify-content:center;font-weight:600}\n" \
    ".bar{width:100%;height:.7rem;display:block}.bar .track{fill:var(--track)}.bar .high{fill:var(--bar-high)}.bar .low{fill:var(--bar)}.bar .goal{fill:var(--goal)}" \
    ".gauge{width:150px;max-width:100%;height:auto}.gauge circle.track{stroke:var(--track)}.gauge .high{stroke:var(--bar-high)}.gauge .low{stroke:var(--bar)}" \
    ".gauge .goal{stroke:var(--goal)}.gauge text{text-anchor:middle}svg text{fill:var(--ink)}.gauge .points{font-size:25px;font-weight:700}.gauge .upto{font-size:14px}\n"

#define STYLE_PHONE \
    "@media screen and (max-width:640px){body{padding:.8rem}.columns{grid-template-columns:1fr}.facts{grid-template-columns:1fr}.facts dd{margin-bottom:.3rem}" \
    ".stack thead{position:absolute;left:-9999px}.stack,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:auto}.stack tr{border:1px solid var(--line);margin:.5rem 0;padding:.3rem .5rem}" \
    ".stack th,.stack td{border:0;padding:.15rem 0;text-align:left}.stack td:empty{display:none}.stack td[data-head]:not(:empty)::before{content:attr(data-head);display:block;color:var(--soft);font-size:.82rem}}\n"

#define STYLE_PRINT \
    "@media print{html{font-size:9.5pt}body{padding:0;max-width:none;font-size:1rem;line-height:1.45;print-color-adjust:exact;-webkit-print-color-adjust:exact}" \
    ".box,tr,li,dl,.note,.signatures,svg{break-inside:avoid}h1,h2,h3,caption{break-after:avoid}thead{display:table-header-group}.break{break-before:page}" \
    "th,td{padding:.6mm 1.3mm}a{color:inherit;text-decoration:none}.screen{display:none}}\n"

static const char *const portrait[] = {STYLE_SCREEN, STYLE_PHONE, STYLE_PRINT, PAGE_PORTRAIT, NULL};
static const char *const landscape[] = {STYLE_SCREEN, STYLE_PHONE, STYLE_PRINT, PAGE_LANDSCAPE, NULL};

static const struct oit_report no_report = {.tool = {"oitcheck", OIT_VERSION}};

static const char *name_of(const struct html_a4 *page)
{
    const struct oit_report *report = page->report ? page->report : &no_report;
    if (page->site_name && *page->site_name)
        return page->site_name;
    return report->site.name && *report->site.name ? report->site.name : "";
}

static const char *url_of(const struct html_a4 *page)
{
    if (page->site_url)
        return page->site_url;
    return page->report ? page->report->site.url : NULL;
}

static void page_head(struct html *h, const struct html_a4 *page)
{
    const char *name = name_of(page), *url = url_of(page);
    char when[VIEW_TEXT_SIZE];
    html_raw(h, "<body>\n<header>\n<p class=\"agency\">");
    html_text(h, name);
    if (url && *url) {
        html_raw(h, *name ? " <span class=\"fine\">" : "<span>");
        html_link(h, url, NULL);
        html_raw(h, "</span>");
    }
    html_raw(h, "</p>\n<h1>");
    html_words(h, page->title);
    html_raw(h, "</h1>\n");
    if (page->subtitle && *page->subtitle)
        html_element(h, "p", NULL, page->subtitle);
    if (page->made) {
        html_raw(h, "<p class=\"meta\">");
        view_time(&h->view, page->made, when);
        html_msg_args(h, MSG_A4_MADE_ON, MSG_ARGS(when));
        html_raw(h, "</p>\n");
    }
    html_raw(h, "</header>\n<main>\n");
}

void html_a4_open(struct html *h, const struct html_a4 *page, enum report_language language, struct buf *out)
{
    struct buf title;
    *h = (struct html){.out = out};
    view_init(&h->view, page->report ? page->report : &no_report, language);
    buf_init(&title, 0);
    (void)buf_addf(&title, "%s%s%s", view_words(&h->view, page->title), *name_of(page) ? " - " : "", name_of(page));
    html_document_head(h, page->is_landscape ? landscape : portrait, title.p);
    buf_done(&title);
    page_head(h, page);
}

void html_a4_close(struct html *h, const struct html_a4 *page)
{
    const struct oit_report *report = h->view.report;
    html_raw(h, "</main>\n<footer>\n");
    if (page->foot && *page->foot)
        html_element(h, "p", NULL, page->foot);
    html_raw(h, "<p>");
    const char *version = report->tool.version ? report->tool.version : OIT_VERSION;
    if (report->rules.revision)
        html_msg_args(h, MSG_HTML_TOOL, MSG_ARGS(version, report->rules.revision));
    else
        html_msg_args(h, MSG_A4_TOOL, MSG_ARGS(version));
    html_raw(h, "</p>\n</footer>\n</body>\n</html>\n");
    view_done(&h->view);
}

static void line_to_fill(struct html *h, enum msg id)
{
    html_raw(h, "<p><span>");
    html_msg(h, id);
    html_raw(h, "</span><span class=\"line\"></span></p>");
}

void html_a4_signatures(struct html *h, const struct oit_words *roles, size_t n)
{
    html_raw(h, "<div class=\"signatures\">\n");
    for (size_t i = 0; i < n; i++) {
        html_raw(h, "<div>");
        line_to_fill(h, MSG_A4_SIGNED);
        line_to_fill(h, MSG_A4_NAME);
        line_to_fill(h, MSG_A4_POSITION);
        line_to_fill(h, MSG_A4_DATE);
        html_raw(h, "<p class=\"who\"><span>");
        html_words(h, roles[i]);
        html_raw(h, "</span></p></div>\n");
    }
    html_raw(h, "</div>\n");
}

void html_a4_column(struct html *h, enum msg id, const char *class)
{
    (void)buf_addf(h->out, "<th scope=\"col\"%s%s%s>", class ? " class=\"" : "", class ? class : "", class ? "\"" : "");
    html_words(h, (struct oit_words){msg_th(id), msg_en(id)});
    html_raw(h, "</th>");
}

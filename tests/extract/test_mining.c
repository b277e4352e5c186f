/* test_mining.c - addresses that stand in a page without a link: of routers, click handlers, menus to choose from, templates, the data of frameworks; and what
 * looks like one and is none.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/extract.h"

static void read_page(const char *html, struct arena *arena, struct document *ret_doc)
{
    struct extract_input input = {.bytes = str_from(html), .url = STR_LIT("http://www.agency.go.th/ita/oit.php"), .content_type = STR_LIT("text/html; charset=utf-8")};
    arena_init(arena);
    assert_int_equal(extract_document(&input, arena, ret_doc).need, NEED_NOTHING);
}

struct mined {
    const char *html, *url, *anchor; /* anchor NULL: none is asked for */
};

#define OIT "http://www.agency.go.th/oit/12"

static const struct mined mined[] = {
    {"<div id=app><router-link to=\"/oit/12\">แผนปฏิบัติการ</router-link></div>", OIT, "แผนปฏิบัติการ"},
    {"<nuxt-link class=x to='/oit/12'>แผนปฏิบัติการ</nuxt-link>", OIT, "แผนปฏิบัติการ"},
    {"<a routerLink=\"/oit/12\">แผนปฏิบัติการ</a>", OIT, "แผนปฏิบัติการ"},
    {"<tr onclick=\"goTo('/oit/12')\"><td>แผนปฏิบัติการ</td></tr>", OIT, NULL},
    {"<div class=card onclick='return openPage(\"/oit/12\", true)'>แผนปฏิบัติการ</div>", OIT, "แผนปฏิบัติการ"},
    {"<button onclick=\"location.assign('/oit/12')\">แผนปฏิบัติการ</button>", OIT, "แผนปฏิบัติการ"},
    {"<li data-link=\"/oit/12\">แผนปฏิบัติการ</li>", OIT, "แผนปฏิบัติการ"},
    {"<tr data-href=\"/oit/12\"><td>แผนปฏิบัติการ</td></tr>", OIT, NULL},
    {"<select id=y><option>เลือกปี</option><option value=\"/oit/12\">2567</option></select>", OIT, "2567"},
    {"<select name=y onchange='window.location = this.value'><option value=\"../oit/12\">2567</option></select>", OIT, "2567"},
    {"<select><option value='oit2567.php'>2567</option></select>", "http://www.agency.go.th/ita/oit2567.php", "2567"},
    {"<template id=t><li><a class=x href=\"/oit/12\">แผนปฏิบัติการ</a></li></template>", OIT, NULL},
    {"<x-card><template shadowrootmode=open><p><a href=/oit/12>แผนปฏิบัติการ</a></p></template></x-card>", OIT, "แผนปฏิบัติการ"},
    {"<div id=__next></div><script id=__NEXT_DATA__ type='application/json'>{\"props\":{\"pageProps\":{\"docs\":[{\"slug\":\"/oit/12\",\"name\":\"แผนปฏิบัติการ\"}]}}}</script>", OIT, "แผนปฏิบัติการ"},
    {"<body><div></div><script>self.__next_f.push([1,\"1:\\\"$S\\\"\\n5:[\\\"$\\\",\\\"li\\\",\\\"1\\\",{\\\"children\\\":[\\\"$\\\",\\\"$L7\\\",null,{\\\"href\\\":\\\"/oi\"])</script>"
     "<script>self.__next_f.push([1,\"t/12\\\",\\\"children\\\":\\\"แผนปฏิบัติการ\\\"}]}]\\n\"])</script>", OIT, "แผนปฏิบัติการ"},
    {"<body><div></div><script>self.__next_f.push([1,\"5:[\\\"$\\\",\\\"$La\\\",null,{\\\"rows\\\":[{\\\"title\\\":\\\"แผนปฏิบัติการ\\\",\\\"url\\\":\\\"/oit/12\\\"}]}]\\n\"])</script>", OIT, "แผนปฏิบัติการ"},
    {"<div id=__nuxt></div><script>window.__NUXT__=(function(a){return {data:[{docs:[{title:\"แผนปฏิบัติการ\",url:\"\\u002Foit\\u002F12\"}]}]}}(1))</script>", OIT, "แผนปฏิบัติการ"},
};

static void addresses_without_a_link_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mined / sizeof *mined; i++) {
        struct arena arena;
        struct document doc;
        read_page(mined[i].html, &arena, &doc);
        const struct doc_link *link = NULL;
        for (size_t k = 0; k < doc.n_links && !link; k++)
            if (doc.links[k].target == TARGET_URL && str_eq_c(doc.links[k].url, mined[i].url))
                link = &doc.links[k];
        if (!link)
            fail_msg("%s: no link to %s", mined[i].html, mined[i].url);
        else if (mined[i].anchor && !str_eq_c(link->anchor, mined[i].anchor))
            fail_msg("%s: called '%.*s'", mined[i].html, STR_ARG(link->anchor));
        arena_done(&arena);
    }
}

/* Each would be a request for nothing. */
static const char *const no_addresses[] = {
    "<router-link to=\"/oit/:id\">x</router-link>",
    "<router-link :to=\"'/oit/' + id\">x</router-link>",
    "<svg><animate from=0 to=/100></svg><p to=1>x</p>",
    "<button onclick=\"toggle('menu')\">x</button>",
    "<button onclick=\"$.post('/save/like')\">x</button>",
    "<button onclick=\"fetch('/count/hit')\">x</button>",
    "<button onclick=\"go('/oit/' + id)\">x</button>",
    "<button onclick=\"say('ก/ข')\">x</button>",
    "<select name=rate><option value=1>1/10</option><option value='a/b'>x</option></select>",
    "<template><a href=\"/oit/${id}\">x</a><a href=\"/oit/{{id}}\">y</a><a href='#top'>z</a><a href='<%= u %>'>w</a></template>",
    "<script>self.__next_f.push([1,\"5:[{\\\"u\\\":\\\"/fi\"])</script><script>self.__next_f.push([1,\"les/a.pdf\\\"}]\"])</script>",
};

static void nothing_is_made_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof no_addresses / sizeof *no_addresses; i++) {
        struct arena arena;
        struct document doc;
        read_page(no_addresses[i], &arena, &doc);
        for (size_t k = 0; k < doc.n_links; k++)
            if (doc.links[k].target == TARGET_URL)
                fail_msg("%s: leads to %.*s", no_addresses[i], STR_ARG(doc.links[k].url));
        arena_done(&arena);
    }
}

static void server_made_text_is_not_read_twice(void **state)
{
    struct arena arena;
    struct document doc;
    (void)state;
    read_page("<main><h1>OIT</h1><ul><li><a href=\"/oit/12\">แผนปฏิบัติการ</a></li></ul></main><script>self.__next_f.push([1,\"5:[\\\"$\\\",\\\"a\\\",null,"
              "{\\\"href\\\":\\\"/oit/12\\\",\\\"children\\\":\\\"แผนปฏิบัติการ\\\"}]\\n\"])</script>",
              &arena, &doc);
    assert_int_equal(doc.n_links, 1);
    assert_int_equal(doc.n_blocks, 2);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_without_a_link_are_found),
        cmocka_unit_test(nothing_is_made_up),
        cmocka_unit_test(server_made_text_is_not_read_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

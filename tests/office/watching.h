/* watching.h - a site that testd serves and `oitcheck watch` of it, for the tests of the watch.
 *
 * --confirm 0 makes the three tries follow each other at once: what is tested is what they lead to, the ten minutes are tested in tests/itas.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_OFFICE_WATCHING_H
#define OIT_TESTS_OFFICE_WATCHING_H

#include <stdio.h>
#include <stdlib.h>

#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/file.h"

#define HOME "<html><head><title>สำนักงานตัวอย่าง</title></head><body><h1>สำนักงานตัวอย่าง</h1><p>ยินดีต้อนรับสู่เว็บไซต์ของสำนักงาน</p><a href=\"plan.html\">แผน</a></body></html>"
#define PLAN "<html><head><title>แผนปฏิบัติการ</title></head><body><h1>แผนปฏิบัติการ ปี 2567</h1><p>โครงการและงบประมาณของปีนี้ทั้งหมด</p></body></html>"

static const struct server_file site[] __attribute__((unused)) = {{"index.html", HOME}, {"plan.html", PLAN}, {"report.pdf", "%PDF-1.4 first edition"}, {NULL, NULL}};

struct fixture {
    struct server *server;
    char *folder, *db, *profile;
    struct program_run run;
};

static inline struct fixture *begin(const char *scenario)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->server = server_start_files(site, scenario);
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "oit.db");
    f->profile = tmp_path(f->folder, "agency.yaml");
    return f;
}

static inline void end(struct fixture *f)
{
    program_done(&f->run);
    server_stop(f->server);
    tmp_remove(f->folder);
    free(f->db);
    free(f->profile);
    free(f);
}

static inline void profile_of(struct fixture *f, const char *url, const char *more)
{
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "site: %s\ndb: %s\n%s", url, f->db, more);
    assert_int_equal(file_write(f->profile, buf_str(&text), NULL), OIT_OK);
    buf_done(&text);
}

static inline void profile_is(struct fixture *f, const char *more)
{
    profile_of(f, server_url(f->server), more);
}

static inline void watch(struct fixture *f, const char *const *more)
{
    const char *argv[32] = {"watch", "--once", "--quiet", "--confirm", "0", "--rate", "0", "--timeout", "2s", "--db", f->db, "--site", server_url(f->server)};
    size_t n = 13;
    while (more && *more)
        argv[n++] = *more++;
    program_done(&f->run);
    program_run(argv, NULL, &f->run);
    if (f->run.code > 1)
        (void)fprintf(stderr, "%s%s", f->run.err.p ? f->run.err.p : "", f->run.out.p ? f->run.out.p : "");
}

static inline size_t count(const struct buf *text, const char *what)
{
    size_t n = 0;
    struct str rest = buf_str(text);
    for (size_t at; (at = str_find_c(rest, what)) != STR_NPOS; n++)
        rest = str_from_pos(rest, at + 1);
    return n;
}

static inline void expect_out(struct fixture *f, const char *what)
{
    program_expect(&f->run, what);
}

#endif

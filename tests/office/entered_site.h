/* entered_site.h - the demo agency in a folder of the test program's own, checked once; each test begins with that check, writes a sheet of entered links and
 * changes the site behind them.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_OFFICE_ENTERED_SITE_H
#define OIT_TESTS_OFFICE_ENTERED_SITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"

struct entered_site {
    struct server *server;
    char *folder, *site, *db, *sheet;
    char drive[64], accounts[64];
    struct buf rows;
    struct program_run run; /* the last one */
    bool has_run;
    json_t *json;           /* of the last one with --format json */
};

static inline void es_run(struct entered_site *s, const char *const *words)
{
    const char *all[40];
    size_t n = 0;
    for (; words[n]; n++)
        all[n] = words[n];
    const char *const more[] = {"--db", s->db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", "--rate", "0", "--quiet",
                                "--resolve", s->drive, "--resolve", s->accounts, "--timeout", "2s", NULL};
    for (size_t i = 0; more[i]; i++)
        all[n++] = more[i];
    all[n] = NULL;
    if (s->has_run)
        program_done(&s->run);
    program_run(all, NULL, &s->run);
    s->has_run = true;
    json_decref(s->json);
    s->json = s->run.out.n && s->run.out.p[0] == '{' ? json_loads(s->run.out.p, 0, NULL) : NULL;
}
#define RUN(s, ...) es_run(s, (const char *const[]){__VA_ARGS__, NULL})

static struct entered_site shared; /* server, site and first check of all tests of the program */

static inline void es_copy(const char *from, const char *to)
{
    struct buf command;
    buf_init(&command, 0);
    (void)buf_addf(&command, "cp -r '%s' '%s'", from, to);
    assert_int_equal(system(command.p), 0);
    buf_done(&command);
}

static inline void es_group_begin(const char *scenario)
{
    shared = (struct entered_site){.folder = tmp_folder()};
    shared.site = tmp_path(shared.folder, "site");
    shared.db = tmp_path(shared.folder, "db");
    es_copy("fixtures/demo/site", shared.site);
    shared.server = server_start_dir(shared.site, scenario);
    (void)snprintf(shared.drive, sizeof shared.drive, "drive.google.com:%d:127.0.0.1", server_port(shared.server));
    (void)snprintf(shared.accounts, sizeof shared.accounts, "accounts.google.com:%d:127.0.0.1", server_port(shared.server));
    RUN(&shared, "scan", server_url(shared.server), "--format", "line");
    assert_int_equal(shared.run.code, 1);
}

static inline int es_group_end(void **state)
{
    (void)state;
    program_done(&shared.run);
    server_stop(shared.server);
    free(shared.site);
    free(shared.db);
    tmp_remove(shared.folder);
    return 0;
}

static inline void es_begin(struct entered_site *s)
{
    *s = (struct entered_site){.server = shared.server, .site = shared.site, .folder = tmp_folder()};
    memcpy(s->drive, shared.drive, sizeof s->drive);
    memcpy(s->accounts, shared.accounts, sizeof s->accounts);
    s->db = tmp_path(s->folder, "db");
    s->sheet = tmp_path(s->folder, "sheet.csv");
    es_copy(shared.db, s->db);
    buf_init(&s->rows, 0);
}

static inline void es_end(struct entered_site *s)
{
    if (s->has_run)
        program_done(&s->run);
    json_decref(s->json);
    buf_done(&s->rows);
    free(s->db);
    free(s->sheet);
    tmp_remove(s->folder);
}

/* One row of the sheet; urls as typed, "@" stands for the site's origin. */
static inline void es_enter(struct entered_site *s, const char *item, const char *urls, const char *explanation)
{
    struct str origin = str_from(server_url(s->server));
    origin.n--; /* the slash */
    if (!s->rows.n)
        (void)buf_add_c(&s->rows, "ข้อ,URL ที่จะกรอก,คำอธิบาย\r\n");
    (void)buf_addf(&s->rows, "%s,\"", item);
    for (const char *p = urls; *p; p++)
        if (*p == '@')
            (void)buf_add_str(&s->rows, origin);
        else
            (void)buf_add_char(&s->rows, *p);
    (void)buf_addf(&s->rows, "\",\"%s\"\r\n", explanation);
}

static inline void es_submit(struct entered_site *s, const char *format)
{
    assert_int_equal(file_write(s->sheet, buf_str(&s->rows), NULL), OIT_OK);
    RUN(s, "submit", s->sheet, "--date", "30/4/2567", "--format", format);
    if (s->run.code != 0)
        fail_msg("submit: exit %d: %s", s->run.code, s->run.err.p ? s->run.err.p : "");
}

static inline void es_write(struct entered_site *s, const char *path, const char *body)
{
    char *full = tmp_path(s->site, path);
    assert_int_equal(file_write(full, str_from(body), NULL), OIT_OK);
    free(full);
}

static inline void es_remove(struct entered_site *s, const char *path)
{
    char *full = tmp_path(s->site, path);
    assert_int_equal(remove(full), 0);
    free(full);
}

/* Replaces one text in a file of the site. */
static inline void es_edit(struct entered_site *s, const char *path, const char *from, const char *to)
{
    char *full = tmp_path(s->site, path);
    struct buf old, edited;
    buf_init(&old, 0);
    buf_init(&edited, 0);
    assert_int_equal(file_read(full, &old, NULL), OIT_OK);
    size_t at = str_find_c(buf_str(&old), from);
    assert_true(at != STR_NPOS);
    (void)buf_add(&edited, old.p, at);
    (void)buf_add_c(&edited, to);
    (void)buf_add_str(&edited, str_from_pos(buf_str(&old), at + strlen(from)));
    assert_int_equal(file_write(full, buf_str(&edited), NULL), OIT_OK);
    buf_done(&old);
    buf_done(&edited);
    free(full);
}

static inline json_t *es_item(struct entered_site *s, const char *code)
{
    size_t i;
    json_t *item;
    if (!s->json)
        fail_msg("no report: exit %d, said %s", s->run.code, s->run.err.p ? s->run.err.p : "");
    json_array_foreach(json_object_get(s->json, "items"), i, item)
        if (strcmp(json_string_value(json_object_get(item, "code")), code) == 0)
            return json_object_get(item, "entered");
    fail_msg("no item %s", code);
    return NULL;
}

static inline void es_marks(json_t *of, struct buf *out)
{
    size_t i;
    json_t *mark;
    json_array_foreach(json_object_get(of, "marks"), i, mark)
        (void)buf_addf(out, "%s%s", out->n ? " " : "", json_string_value(mark));
}

/* "published", or "missing gone": status of the entered column and marks of the item. */
static inline void es_expect(struct entered_site *s, const char *code, const char *expected)
{
    struct buf got, marks;
    buf_init(&got, 0);
    buf_init(&marks, 0);
    json_t *entered = es_item(s, code);
    const char *status = json_string_value(json_object_get(entered, "status"));
    es_marks(entered, &marks);
    (void)buf_addf(&got, "%s%s%s", status ? status : "(none)", marks.n ? " " : "", marks.n ? marks.p : "");
    if (!str_eq_c(buf_str(&got), expected))
        fail_msg("%s: %s, not %s (%s)", code, got.p, expected, json_string_value(json_object_get(entered, "th")));
    buf_done(&got);
    buf_done(&marks);
}

static inline double es_score(struct entered_site *s, const char *column, const char *end)
{
    return json_number_value(json_object_get(json_object_get(s->json, column), end));
}

#endif

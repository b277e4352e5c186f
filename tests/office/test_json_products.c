/* test_json_products.c - what commands print with --format json parses, stands in its schema, and is alone on standard output; what people read in Thai has
 * no word of another language. One store, the demo agency's.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/program.h"
#include "../support/schema.h"
#include "../support/server.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"
#include "base/file.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static struct fixture {
    char *folder, *db, *sheet, *wrong, *zip;
    struct server *server;
} f;

static void run(const char *const *words, int code, struct program_run *ret_run)
{
    const char *all[24] = {NULL};
    size_t n = 0;
    for (; words[n]; n++)
        all[n] = words[n];
    all[n++] = "--db";
    all[n++] = f.db;
    program_run(all, NULL, ret_run);
    if (code >= 0 && ret_run->code != code)
        fail_msg("%s: exit %d, not %d: %s", words[0], ret_run->code, code, ret_run->err.p);
}

static int setup(void **state)
{
    struct program_run r;
    (void)state;
    f.folder = tmp_folder();
    f.db = tmp_path(f.folder, "db");
    f.sheet = tmp_path(f.folder, "sheet.csv");
    f.wrong = tmp_path(f.folder, "wrong.csv");
    f.zip = tmp_path(f.folder, "o1.zip");
    f.server = server_start_dir("fixtures/demo/site", NULL);
    run(WORDS("scan", server_url(f.server), "--fiscal-year", "2567", "--as-of", "2024-06-30", "--rate", "0", "--ocr", "off", "--quiet"), 1, &r);
    program_done(&r);
    struct buf csv;
    buf_init(&csv, 0);
    (void)buf_addf(&csv, "ข้อ,ผู้รับผิดชอบ,URL ที่จะกรอก\nO1,กองคลัง,%sabout/structure.html\nO4,สำนักปลัด,%scontact.html\n", server_url(f.server), server_url(f.server));
    assert_int_equal(file_write(f.sheet, buf_str(&csv), NULL), OIT_OK);
    assert_int_equal(file_write(f.wrong, STR_LIT("ข้อ,ผู้รับผิดชอบ,ผลพิจารณา\nO1,กองคลัง,อาจจะ\nO99,กองคลัง,รับ\n"), NULL), OIT_OK);
    buf_done(&csv);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    server_stop(f.server);
    free(f.db);
    free(f.sheet);
    free(f.wrong);
    free(f.zip);
    tmp_remove(f.folder);
    return 0;
}

/* words end with NULL; --format json is added. lines: each line is one document. */
static void fits(const char *schema, const char *const *words, int code, bool lines)
{
    const char *all[24] = {NULL};
    char path[200], message[300] = "";
    struct program_run r;
    size_t n = 0;
    for (; words[n]; n++)
        all[n] = words[n];
    all[n++] = "--format";
    all[n++] = "json";
    run(all, code, &r);
    (void)snprintf(path, sizeof path, "schema/%s-1.schema.json", schema);
    for (struct str rest = buf_str(&r.out); rest.p && rest.n;) {
        struct str one = lines ? str_cut(&rest, '\n') : rest;
        if (!json_schema_check(path, one, message, sizeof message))
            fail_msg("%s %s: %s", words[0], schema, message);
        rest = lines ? rest : STR_NONE;
    }
    assert_true(r.out.n > 2);
    program_done(&r);
}

static void json_stands_in_its_schema(void **state)
{
    (void)state;
    fits("list", WORDS("list"), 0, true);
    fits("officers", WORDS("decide"), 0, false);
    fits("officers", WORDS("import", f.sheet, "--dry-run"), 0, false);
    fits("officers", WORDS("import", f.sheet), 0, false);
    fits("officers", WORDS("import", f.wrong), 2, false);
    fits("officers", WORDS("decide", "O1", "รับ", "--note", "=1+1"), 0, false);
    fits("remind", WORDS("remind"), 0, false);
    fits("remind", WORDS("remind", "--owner", "กองคลัง", "--lang", "en"), 0, false);
    fits("report", WORDS("submit", f.sheet, "--date", "30/4/2567", "--rate", "0"), 0, false);
    fits("report", WORDS("verify", "--rate", "0"), -1, false);
    fits("watch", WORDS("watch", server_url(f.server), "--once", "--confirm", "0s", "--rate", "0"), 0, false);
    fits("availability", WORDS("report", server_url(f.server), "--availability"), -1, false);
    fits("bundle", WORDS("bundle", "--item", "O1", "--output", f.zip), 0, false);
    fits("history", WORDS("history", "--from", "1/10/2566", "--to", "30/9/2580"), 0, false);
    fits("report", WORDS("report"), 1, false);
}

static void what_watch_prints_as_json_is_one_look(void **state)
{
    struct program_run r;
    (void)state;
    run(WORDS("watch", server_url(f.server), "--format", "json"), 2, &r);
    assert_non_null(strstr(r.err.p, "oitcheck watch --once --format json"));
    program_done(&r);
}

/* Names that the criteria themselves use, and the command to type where a machine has no browser. */
static void blank_names(struct buf *text)
{
    static const char *const names[] = {"apt-get install chromium chromium-sandbox", "No Gift Policy", "Social Network", "Excel", "Q&A", "FAQ", "PDF", "Messenger", "Live Chat", "Chatbot", "Dos & Don'ts", "Dos & Don’ts", "E-Service", "คอลัมน์ A", "คอลัมน์ C"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (char *at = text->p; at && (at = strstr(at, names[i])) != NULL;)
            memset(at, ' ', strlen(names[i]));
}

/* Names, labels of links and what officers wrote are the site's own words: Thai in the demo. */
static void thai_is_thai(void **state)
{
    const char *const *const rows[] = {
        WORDS("import", f.sheet), WORDS("decide"), WORDS("decide", "O1", "ไม่รับ"), WORDS("submit", f.sheet, "--date", "30/4/2567", "--rate", "0"), WORDS("verify", "--rate", "0"),
        WORDS("remind"), WORDS("watch", server_url(f.server), "--once", "--confirm", "0s", "--rate", "0"), WORDS("report", server_url(f.server), "--availability"),
        WORDS("history", "--from", "1/10/2566", "--to", "30/9/2580"), WORDS("bundle", "--item", "O1", "--output", f.zip), WORDS("report", "--format", "line"),
        WORDS("watch", server_url(f.server), "--dry-run", "--once"), WORDS("import", f.wrong),
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct program_run r;
        char word[120];
        run(rows[i], -1, &r);
        blank_names(&r.out);
        if (thai_lint(buf_str(&r.out), word, sizeof word))
            fail_msg("%s: '%s' in: %s", rows[i][0], word, r.out.p);
        program_done(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_stands_in_its_schema),
        cmocka_unit_test(what_watch_prints_as_json_is_one_look),
        cmocka_unit_test(thai_is_thai),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

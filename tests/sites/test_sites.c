/* test_sites.c - the main job on the small sites of fixtures/sites: each is scanned, and the items in question must come out as its table says.
 *
 * A site shows one surprise of real agency sites (its expected.tsv begins with what is tested), many with their other side: what must not
 * count beside what must. Sites of indexes have a declared.tsv as well: which index is read, and what its rows lead to.
 * SPDX-License-Identifier: MIT
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "report/report.h"

enum { PATH_BYTES = 1024 };

struct site {
    char root[PATH_BYTES], start[PATH_BYTES];
    char year[16], as_of[32];
    char host[PATH_BYTES], second_host[PATH_BYTES], second_dir[PATH_BYTES]; /* empty: served as 127.0.0.1 only */
};

static void copy(char *to, struct str text)
{
    (void)snprintf(to, PATH_BYTES, "%.*s", STR_ARG(text));
}

/* "# hosts: www.a.example.go.th=. b.example.go.th=_b" */
static void read_hosts(struct site *site, struct str text)
{
    struct str second = text, first = str_cut(&second, ' '), folder = str_trim(second);
    copy(site->host, str_cut(&first, '='));
    copy(site->second_host, str_cut(&folder, '='));
    struct str name = str_cut(&folder, ' ');
    (void)snprintf(site->second_dir, PATH_BYTES, "%.500s/%.*s", site->root, STR_ARG(name));
}

static void read_head(struct site *site, struct str table)
{
    while (table.p && table.n > 0 && table.p[0] == '#') {
        struct str line = str_trim(str_cut(&table, '\n'));
        if (str_starts_c(line, "# start: "))
            copy(site->start, str_from_pos(line, strlen("# start: ")));
        if (str_starts_c(line, "# fiscal-year: "))
            (void)snprintf(site->year, sizeof site->year, "%.4s", line.p + strlen("# fiscal-year: "));
        if (str_starts_c(line, "# hosts: "))
            read_hosts(site, str_from_pos(line, strlen("# hosts: ")));
    }
    (void)snprintf(site->as_of, sizeof site->as_of, "%d-06-30", atoi(site->year) - 543); /* behind all due dates of the year */
}

static void scan_site(const struct site *site, const char *output, const char *db)
{
    struct server_root roots[] = {{NULL, site->root, NULL}, {site->second_host, site->second_dir, NULL}};
    struct server *server = server_start(roots, site->host[0] ? 2 : 1, NULL);
    char url[3 * PATH_BYTES], resolve[2 * PATH_BYTES], second_resolve[2 * PATH_BYTES];
    int port = server_port(server);
    (void)snprintf(url, sizeof url, "http://%s:%d%s", site->host[0] ? site->host : "127.0.0.1", port, site->start);
    (void)snprintf(resolve, sizeof resolve, "%s:%d:127.0.0.1", site->host[0] ? site->host : "a.invalid", port);
    (void)snprintf(second_resolve, sizeof second_resolve, "%s:%d:127.0.0.1", site->host[0] ? site->second_host : "b.invalid", port);
    struct program_run run;
    program_run((const char *const[]){"scan", url, "--fiscal-year", site->year, "--as-of", site->as_of, "--rate", "0", "--db", db, "--output", output,
                                      "--quiet", "--resolve", resolve, "--resolve", second_resolve, NULL},
                NULL, &run);
    program_done(&run);
    server_stop(server);
}

static struct str evidence_path(const struct oit_item *item, struct buf *decoded)
{
    struct str url = item->n_evidence > 0 ? str_from(item->evidence[0].url) : STR_NONE;
    size_t host = str_find_c(url, "://");
    struct str rest = host == STR_NPOS ? STR_NONE : str_from_pos(url, host + 3);
    rest = str_from_pos(rest, str_chr(rest, '/') == STR_NPOS ? rest.n : str_chr(rest, '/'));
    buf_clear(decoded);
    for (size_t i = 0; i < rest.n; i++) {
        unsigned byte;
        if (rest.p[i] == '%' && i + 2 < rest.n && sscanf((char[]){rest.p[i + 1], rest.p[i + 2], '\0'}, "%2x", &byte) == 1) {
            (void)buf_add_char(decoded, (char)byte);
            i += 2;
        } else {
            (void)buf_add_char(decoded, rest.p[i]);
        }
    }
    return buf_str(decoded);
}

static bool is_one_of(struct str alternatives, struct str word)
{
    while (alternatives.p)
        if (str_eq(str_cut(&alternatives, '|'), word))
            return true;
    return false;
}

static bool has_reason(const struct oit_item *item, struct str alternatives)
{
    for (size_t i = 0; i < item->n_reasons; i++)
        if (is_one_of(alternatives, str_from(oit_reason_name(item->reasons[i].code))))
            return true;
    return false;
}

/* One line of the table against the report; true when right. */
static bool check_row(const char *name, const struct oit_report *report, struct str line)
{
    struct str code = str_cut(&line, '\t'), status = str_cut(&line, '\t'), reason = str_cut(&line, '\t'), evidence = str_cut(&line, '\t');
    const struct oit_item *item = NULL;
    for (size_t i = 0; i < report->n_items; i++)
        if (str_eq_c(code, report->items[i].code))
            item = &report->items[i];
    assert_non_null(item);
    struct buf decoded;
    buf_init(&decoded, 0);
    struct str path = evidence_path(item, &decoded);
    bool is_right = str_eq_c(status, oit_status_name(item->status)) && (item->status == OIT_PUBLISHED || has_reason(item, reason)) &&
                    (evidence.n == 0 || is_one_of(evidence, path));
    if (!is_right)
        print_error("%s %s: %s %s %.*s, not %.*s %.*s %.*s\n", name, item->code, oit_status_name(item->status),
                    item->n_reasons ? oit_reason_name(item->reasons[0].code) : "-", STR_ARG(path), STR_ARG(status), STR_ARG(reason), STR_ARG(evidence));
    buf_done(&decoded);
    return is_right;
}

/* --- declared.tsv: the agency's index, declared versus proved ------------------------------------------------------------------ */

static struct str path_of(const char *url, struct buf *decoded)
{
    struct oit_evidence evidence = {.url = url ? url : ""};
    struct oit_item item = {.evidence = &evidence, .n_evidence = 1};
    return evidence_path(&item, decoded);
}

static bool is_index_there(const struct oit_report *report, struct str path, struct str year, struct str scheme, struct str form, struct str use)
{
    struct buf decoded;
    bool is_there = false;
    buf_init(&decoded, 0);
    for (size_t i = 0; i < report->n_indexes && !is_there; i++) {
        const struct oit_index *index = &report->indexes[i];
        char digits[16] = "-";
        if (index->fiscal_year_be)
            (void)snprintf(digits, sizeof digits, "%d", index->fiscal_year_be);
        is_there = str_eq(path_of(index->url, &decoded), path) && str_eq_c(year, digits) && (str_eq_c(scheme, "-") || str_eq(scheme, str_from(index->scheme))) &&
                   (form.n == 0 || str_eq_c(form, index->form)) && str_eq_c(use, index->is_used ? "used" : "not");
    }
    buf_done(&decoded);
    return is_there;
}

static const struct oit_declared *declared_of(const struct oit_report *report, struct str code)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (str_eq_c(code, report->items[i].code))
            return &report->items[i].declared;
    fail_msg("no item %.*s", STR_ARG(code));
    return NULL;
}

static bool is_row_there(const struct oit_declared *declared, struct str index, struct str state, struct str target)
{
    struct buf decoded;
    bool is_there = false;
    buf_init(&decoded, 0);
    for (size_t i = 0; i < declared->n_rows && !is_there; i++) {
        const struct oit_declared_row *row = &declared->rows[i];
        is_there = str_eq(path_of(row->index_url, &decoded), index) && str_eq_c(state, oit_declared_name(row->state)) && row->n_targets > 0 &&
                   str_eq(path_of(row->targets[0], &decoded), target);
    }
    buf_done(&decoded);
    return is_there;
}

/* One line of declared.tsv (fixtures/sites/hubs.py); true when right. */
static bool check_declared(const char *name, const struct oit_report *report, struct str line)
{
    struct str whole = line, kind = str_cut(&line, '\t'), a = str_cut(&line, '\t'), b = str_cut(&line, '\t'), c = str_cut(&line, '\t'),
               d = str_cut(&line, '\t'), e = str_cut(&line, '\t');
    bool is_right = true;
    const char *state = "";
    if (str_eq_c(kind, "index"))
        is_right = is_index_there(report, a, b, c, d, e);
    if (str_eq_c(kind, "row"))
        is_right = is_row_there(declared_of(report, a), b, c, d);
    if (str_eq_c(kind, "item")) {
        const struct oit_declared *declared = declared_of(report, a);
        state = declared->state == DECLARED_NONE ? "-" : oit_declared_name(declared->state);
        is_right = str_eq_c(b, state);
    }
    if (!is_right)
        print_error("%s declared: not %.*s %s\n", name, STR_ARG(whole), state);
    return is_right;
}

static size_t count_wrong_declared(const struct site *site, const char *name, const struct oit_report *report)
{
    char path[PATH_BYTES];
    struct buf table;
    size_t wrong = 0;
    (void)snprintf(path, sizeof path, "%.1000s/declared.tsv", site->root);
    buf_init(&table, 0);
    if (file_read(path, &table, NULL) == OIT_OK)
        for (struct str rest = buf_str(&table); rest.p;)
            wrong += !check_declared(name, report, str_cut(&rest, '\n'));
    buf_done(&table);
    return wrong;
}

/* "# index: /ita.html police": the page is an index of that list, and declares nothing for the judged one. */
static bool check_index(const char *name, const struct oit_report *report, struct str line)
{
    struct str path = str_cut(&line, ' '), list = str_trim(line);
    for (size_t i = 0; i < report->n_indexes; i++) {
        const struct oit_index *index = &report->indexes[i];
        struct str url = str_from(index->url);
        if (url.n >= path.n && str_eq(str_from_pos(url, url.n - path.n), path) && index->scheme && str_eq_c(list, index->scheme) && !index->is_used && index->list.th)
            return true;
    }
    print_error("%s: %.*s is no index of the list %.*s\n", name, STR_ARG(path), STR_ARG(list));
    return false;
}

static size_t count_wrong(const struct site *site, const char *name, const char *report_path, struct str table)
{
    struct buf json;
    struct arena arena;
    struct oit_report report;
    size_t wrong = 0;
    buf_init(&json, 0);
    arena_init(&arena);
    if (file_read(report_path, &json, NULL) != OIT_OK || report_parse(buf_str(&json), &arena, &report, NULL) != OIT_OK)
        fail_msg("%s: no report", name);
    while (table.p) {
        struct str line = str_cut(&table, '\n');
        if (line.n > 0 && line.p[0] == 'O')
            wrong += !check_row(name, &report, line);
        if (str_starts_c(line, "# index: "))
            wrong += !check_index(name, &report, str_from_pos(line, strlen("# index: ")));
    }
    wrong += count_wrong_declared(site, name, &report);
    arena_done(&arena);
    buf_done(&json);
    return wrong;
}

static size_t check_site(const char *table_path)
{
    struct site site = {.start = "/index.html", .year = "2567"};
    struct buf table;
    copy(site.root, str_sub(str_from(table_path), 0, (size_t)(strrchr(table_path, '/') - table_path)));
    buf_init(&table, 0);
    assert_int_equal(file_read(table_path, &table, NULL), OIT_OK);
    read_head(&site, buf_str(&table));
    char *folder = tmp_folder(), *db = tmp_path(folder, "db"), *report_path = tmp_path(folder, "report.json");
    scan_site(&site, folder, db);
    size_t wrong = count_wrong(&site, strrchr(site.root, '/') + 1, report_path, buf_str(&table));
    free(db);
    free(report_path);
    tmp_remove(folder);
    buf_done(&table);
    return wrong;
}

static void every_small_site_is_judged_right(void **state)
{
    (void)state;
    glob_t found;
    size_t wrong = 0;
    assert_int_equal(glob("fixtures/sites/*/expected*.tsv", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        wrong += check_site(found.gl_pathv[i]);
    globfree(&found);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_small_site_is_judged_right)};
    return cmocka_run_group_tests_name("small sites", tests, NULL, NULL);
}

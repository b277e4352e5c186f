/* test_hostile_files.c - hostile and broken files of every kind through the pool, tools and sandbox and all: each costs itself only.
 *
 * Two matrices. Damage: every file of fixtures/formats cut short, with bytes overwritten, under a wrong name. Malice: bombs, towers, loops and lies made
 * here. No worker dies, no job takes long, and a good file in between always reads as it did at the beginning.
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "../support/zip_writer.h"
#include "base/clock.h"
#include "base/file.h"
#include "worker/pool.h"

#define FOLDER "fixtures/formats"
#define W_NS " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define S_NS " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define ODF_NS " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"" \
               " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""

enum { LONGEST_MS = 25000 /* one job on a busy machine; the limits are 10 s for a parser and for each tool */, GOOD_EVERY = 16 };

struct fixture {
    struct pool *pool;
    struct buf good, first; /* a good file, and what it read like */
    size_t n_jobs;
};

static void dump_of(struct str packed, struct buf *out)
{
    struct page_result result;
    struct document doc;
    struct arena arena;
    arena_init(&arena);
    assert_true(page_result_unpack(packed, &result));
    assert_true(doc_unpack(result.document, &arena, &doc));
    doc_dump(&doc, out);
    arena_done(&arena);
}

static void read_good(struct fixture *f, struct buf *out)
{
    struct page_job job = {.url = STR_LIT("http://www.agency.go.th/good.docx"), .bytes = buf_str(&f->good), .wants_document = true};
    dump_of(pool_run(f->pool, &job), out);
}

static int setup(void **state)
{
    static struct fixture f;
    struct err err = {0};
    f = (struct fixture){0};
    buf_init(&f.good, 0);
    buf_init(&f.first, 0);
    assert_int_equal(file_read(FOLDER "/thai.docx", &f.good, &err), OIT_OK);
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 1}, &f.pool, &err), OIT_OK);
    read_good(&f, &f.first);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(pool_restarts(f->pool), 0);
    pool_free(f->pool);
    buf_done(&f->good);
    buf_done(&f->first);
    return 0;
}

/* The fault of the document, or of the job that left none. */
static enum oit_fault feed(struct fixture *f, const char *name, struct str bytes, const char *what, struct buf *ret_dump)
{
    struct buf url;
    struct page_result result;
    struct arena arena;
    struct document doc;
    buf_init(&url, 0);
    arena_init(&arena);
    (void)buf_addf(&url, "http://www.agency.go.th/files/%s", name);
    struct page_job job = {.url = buf_str(&url), .bytes = bytes, .file_name = str_from(name), .wants_document = true};
    int64_t before = clock_mono_ms();
    struct str packed = pool_run(f->pool, &job);
    int64_t ms = clock_mono_ms() - before;
    if (!page_result_unpack(packed, &result))
        fail_msg("%s, %s: no result", name, what);
    if (result.fault == FAULT_PARSER_CRASH || pool_restarts(f->pool) > 0)
        fail_msg("%s, %s: the worker died", name, what);
    if (ms > LONGEST_MS)
        fail_msg("%s, %s: %lld ms", name, what, (long long)ms);
    enum oit_fault fault = result.fault;
    if (result.document.n) {
        if (!doc_unpack(result.document, &arena, &doc))
            fail_msg("%s, %s: no document", name, what);
        fault = fault == FAULT_NONE ? doc.fault : fault;
        if (ret_dump)
            doc_dump(&doc, ret_dump);
    }
    arena_done(&arena);
    buf_done(&url);
    if (++f->n_jobs % GOOD_EVERY == 0) {
        struct buf again;
        buf_init(&again, 0);
        read_good(f, &again);
        if (!str_eq(buf_str(&again), buf_str(&f->first)))
            fail_msg("after %s, %s: a good file reads differently", name, what);
        buf_done(&again);
    }
    return fault;
}

/* --- damage ---------------------------------------------------------------------------------------------------------------------- */

/* The same every time: a small congruential generator. */
static void overwrite(struct buf *bytes, uint32_t seed)
{
    for (size_t i = 0; i < bytes->n / 200 + 4; i++) {
        seed = seed * 1664525 + 1013904223;
        bytes->p[(seed >> 4) % bytes->n] = (char)(seed >> 24);
    }
}

static void damage(struct fixture *f, const char *name, const char *path)
{
    struct buf bytes;
    buf_init(&bytes, 0);
    assert_int_equal(file_read(path, &bytes, NULL), OIT_OK);
    if (bytes.n > 0) {
        (void)feed(f, name, str_sub(buf_str(&bytes), 0, bytes.n / 3), "first third", NULL);
        (void)feed(f, name, str_sub(buf_str(&bytes), 0, bytes.n - 40 < bytes.n ? bytes.n - 40 : 0), "end cut", NULL);
        (void)feed(f, "wrong.pdf", buf_str(&bytes), name, NULL);
        overwrite(&bytes, (uint32_t)bytes.n);
        (void)feed(f, name, buf_str(&bytes), "overwritten", NULL);
    }
    buf_done(&bytes);
}

static void damaged_files_of_every_kind(void **state)
{
    struct fixture *f = *state;
    struct dirent **entries;
    int n = scandir(FOLDER, &entries, NULL, alphasort);
    size_t n_files = 0;
    for (int i = 0; i < n; i++) {
        char path[512];
        (void)snprintf(path, sizeof path, FOLDER "/%.255s", entries[i]->d_name);
        struct str name = str_from(entries[i]->d_name);
        if (str_starts_c(name, "thai.") || str_starts_c(name, "table.")) {
            damage(f, entries[i]->d_name, path);
            n_files++;
        }
        free(entries[i]);
    }
    free(entries);
    assert_true(n_files >= 16);
}

/* --- malice ---------------------------------------------------------------------------------------------------------------------- */

static void repeat(struct buf *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_add_c(out, text);
}

/* before, then middle n times, then after. */
static struct str sandwich(struct buf *out, const char *before, const char *middle, size_t n, const char *after)
{
    buf_clear(out);
    (void)buf_add_c(out, before);
    repeat(out, middle, n);
    (void)buf_add_c(out, after);
    return buf_str(out);
}

static enum oit_fault feed_docx(struct fixture *f, struct str document, unsigned lies, const char *what, struct buf *ret_dump)
{
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add_c(&w, "[Content_Types].xml",
                     "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" "
                     "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
    zip_writer_add(&w, "word/document.xml", document, lies);
    enum oit_fault fault = feed(f, "a.docx", zip_writer_end(&w), what, ret_dump);
    zip_writer_done(&w);
    return fault;
}

static enum oit_fault feed_xlsx(struct fixture *f, struct str sheet, const char *strings, const char *what)
{
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add_c(&w, "xl/workbook.xml", "<workbook" S_NS "><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
    zip_writer_add_c(&w, "xl/_rels/workbook.xml.rels",
                     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
                     "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
    zip_writer_add(&w, "xl/worksheets/sheet1.xml", sheet, ZIP_HONEST);
    zip_writer_add_c(&w, "xl/sharedStrings.xml", strings);
    enum oit_fault fault = feed(f, "a.xlsx", zip_writer_end(&w), what, NULL);
    zip_writer_done(&w);
    return fault;
}

static enum oit_fault feed_odf(struct fixture *f, const char *name, const char *type, struct str content, const char *what)
{
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add(&w, "mimetype", str_from(type), ZIP_STORED);
    zip_writer_add(&w, "content.xml", content, ZIP_HONEST);
    enum oit_fault fault = feed(f, name, zip_writer_end(&w), what, NULL);
    zip_writer_done(&w);
    return fault;
}

static void office_xml_of_an_enemy(void **state)
{
    struct fixture *f = *state;
    struct buf xml, dump;
    buf_init(&xml, 0);
    buf_init(&dump, 0);
    static const char laughs[] = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><w:document" W_NS
                                 "><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>";
    static const char curious[] = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document" W_NS "><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
    assert_int_not_equal(feed_docx(f, str_from(laughs), 0, "billion laughs", &dump), FAULT_NONE);
    assert_int_not_equal(feed_docx(f, str_from(curious), 0, "external entity", &dump), FAULT_NONE);
    assert_null(strstr(buf_str(&dump).p, "root:"));
    (void)feed_docx(f, sandwich(&xml, "<w:document" W_NS "><w:body>", "<w:tbl><w:tr><w:tc><w:p>", 200000, ""), 0, "200,000 tables in tables", NULL);
    (void)feed_docx(f, sandwich(&xml, "<w:document" W_NS "><w:body><w:p ", "a='' ", 200000, "/></w:body></w:document>"), 0, "200,000 attributes", NULL);
    (void)feed_docx(f, sandwich(&xml, "<w:document" W_NS "><w:body><w:tbl>", "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2147483647\"/></w:tcPr><w:p/></w:tc></w:tr>", 1000, ""), 0,
                    "cells over all columns", NULL);
    (void)feed_docx(f, sandwich(&xml, "<w:document" W_NS "><w:body>", "<w:p><w:r><w:t>ก</w:t></w:r></w:p>", 300000, "</w:body></w:document>"), 0, "300,000 paragraphs", NULL);
    (void)feed_docx(f, sandwich(&xml, "<w:document" W_NS "><w:body><w:p><w:r><w:t>", "ก", 100, "</w:t></w:r></w:p></w:body></w:document>"), ZIP_SMALL_SIZE, "lying size", NULL);
    (void)feed_docx(f, sandwich(&xml, "", "\0", 0, ""), 0, "empty part", NULL);
    (void)feed_docx(f, sandwich(&xml, "<w:document" W_NS "><w:body><w:p>", "                                                                ", 1500000, "</w:p>"), 0,
                    "96 MB of blanks", NULL);
    (void)feed_odf(f, "a.odt", "application/vnd.oasis.opendocument.text",
                   sandwich(&xml, "<office:document-content" ODF_NS "><office:body><office:text>", "<text:p><text:s text:c=\"2147483647\"/></text:p>", 1000, ""), "endless blanks");
    (void)feed_odf(f, "a.odt", "application/vnd.oasis.opendocument.text",
                   sandwich(&xml, "<office:document-content" ODF_NS "><office:body><office:text>", "<text:list><text:list-item>", 100000, ""), "lists in lists");
    (void)feed_odf(f, "a.ods", "application/vnd.oasis.opendocument.spreadsheet",
                   sandwich(&xml, "<office:document-content" ODF_NS "><office:body><office:spreadsheet><table:table>",
                            "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>ก</text:p></table:table-cell></table:table-row>",
                            50, ""),
                   "17 thousand million cells, 50 times");
    buf_done(&xml);
    buf_done(&dump);
}

static void sheets_of_an_enemy(void **state)
{
    struct fixture *f = *state;
    struct buf xml;
    buf_init(&xml, 0);
    (void)feed_xlsx(f, sandwich(&xml, "<worksheet" S_NS "><sheetData><row>", "<c r=\"XFD1048576\" t=\"s\"><v>4294967295</v></c>", 100000, ""), "<sst/>", "strings that are not there");
    (void)feed_xlsx(f, sandwich(&xml, "<worksheet" S_NS "><sheetData/><mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"/>", 50000, "</mergeCells></worksheet>"), "<sst/>", "merged over all");
    (void)feed_xlsx(f, sandwich(&xml, "<worksheet" S_NS "><sheetData>", "<row><c><v>1e308</v></c><c><v>-1e-308</v></c><c><v>nan</v></c></row>", 60000, ""), "<sst/>", "odd numbers");
    struct buf csv;
    buf_init(&csv, 0);
    repeat(&csv, "ก,", 1000000);
    (void)feed(f, "wide.csv", buf_str(&csv), "a million columns", NULL);
    buf_clear(&csv);
    (void)buf_add_c(&csv, "a,b\n\"");
    repeat(&csv, "x\n", 2000000);
    (void)feed(f, "open.csv", buf_str(&csv), "a quote that never ends", NULL);
    buf_done(&csv);
    buf_done(&xml);
}

static void text_formats_of_an_enemy(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *name, *before, *middle;
        size_t n;
        const char *after;
    } rows[] = {
        {"deep.html", "<html><body>", "<div><table><tr><td>", 100000, "x"},
        {"attributes.html", "<p ", "a=b ", 200000, ">x</p>"},
        {"deep.rtf", "{\\rtf1 ", "{", 500000, "x"},
        {"binary.rtf", "{\\rtf1 ", "{\\*\\blip\\bin2147483647 ", 1000, "x}"},
        {"rows.rtf", "{\\rtf1 ", "\\trowd\\cellx1\\cell\\row\\nesttableprops", 50000, "}"},
        {"unicode.rtf", "{\\rtf1\\uc32767 ", "\\u3585 ", 200000, "}"},
        {"deep.json", "", "[{\"a\":", 200000, "1"},
        {"laughs.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">]><urlset>", "<url><loc>&a;&a;&a;&a;&a;&a;&a;&a;</loc></url>", 20000, "</urlset>"},
        {"long.txt", "", "กกกกกกกกกกกกกกกกกกกกกกกกกกกกกก", 200000, ""},
        {"marks.txt", "ก", "\xe0\xb8\xb4\xe0\xb9\x88\xe0\xb9\x8d", 500000, ""},
        {"forms.html", "<form>", "<input name=a><select><option>x", 100000, ""},
        {"deep.pdf", "%PDF-1.4\n1 0 obj", "[<<", 200000, "\ntrailer<</Root 1 0 R>>"},
    };
    struct buf text;
    buf_init(&text, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        (void)feed(f, rows[i].name, sandwich(&text, rows[i].before, rows[i].middle, rows[i].n, rows[i].after), "tower", NULL);
    buf_done(&text);
}

static void archives_of_an_enemy(void **state)
{
    struct fixture *f = *state;
    struct zip_writer w, inner;
    struct buf zeros;
    char name[32];
    buf_init(&zeros, 0);
    (void)buf_reserve(&zeros, 40u << 20);
    memset(zeros.p, 'a', 40u << 20);
    zeros.n = 40u << 20;
    zip_writer_init(&w);
    for (int i = 0; i < 8; i++) {
        (void)snprintf(name, sizeof name, "%d.txt", i);
        zip_writer_add(&w, name, buf_str(&zeros), ZIP_SMALL_SIZE);
    }
    (void)feed(f, "bomb.zip", zip_writer_end(&w), "320 MB in 320 KB", NULL);
    zip_writer_init(&inner);
    zip_writer_add_c(&inner, "a.txt", "ข้างใน");
    struct str packed = zip_writer_end(&inner);
    zip_writer_done(&w);
    zip_writer_init(&w);
    for (int i = 0; i < 3000; i++) {
        (void)snprintf(name, sizeof name, "../../%d.zip", i);
        zip_writer_add(&w, name, packed, ZIP_HONEST);
    }
    (void)feed(f, "many.zip", zip_writer_end(&w), "3,000 archives", NULL);
    zip_writer_done(&w);
    zip_writer_done(&inner);
    zip_writer_init(&w);
    for (int i = 0; i < 40; i++) { /* each wants a tool */
        (void)snprintf(name, sizeof name, "%d.pdf", i);
        zip_writer_add_c(&w, name, "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>");
    }
    (void)feed(f, "tools.zip", zip_writer_end(&w), "40 broken PDFs", NULL);
    zip_writer_done(&w);
    buf_done(&zeros);
}

static void pictures_and_old_office_of_an_enemy(void **state)
{
    struct fixture *f = *state;
    const struct {
        const char *name;
        struct str bytes;
    } rows[] = {
        {"huge.png", STR_LIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0")},
        {"none.png", STR_LIT("\x89PNG\r\n\x1a\n")},
        {"huge.jpg", STR_LIT("\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x11\0")},
        {"loop.tif", STR_LIT("II*\0\x08\0\0\0\0\0\x08\0\0\0\x08\0\0\0")},
        {"cut.gif", STR_LIT("GIF89a\xff\xff\xff\xff\xff")},
        {"huge.bmp", STR_LIT("BM\xff\xff\xff\xff\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f\x01\0\x18\0")},
        {"cut.webp", STR_LIT("RIFF\xff\xff\xff\xffWEBPVP8L")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_not_equal(feed(f, rows[i].name, rows[i].bytes, "lying head", NULL), FAULT_NONE);
    struct buf ole; /* the head of an OLE container whose chains lead to themselves */
    buf_init(&ole, 0);
    (void)buf_add(&ole, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x3e\0\x03\0\xfe\xff\x09\0\x06\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 76);
    for (size_t i = 0; i < 20000; i++)
        (void)buf_add(&ole, i % 2 ? "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" : "W\0o\0r\0k\0b\0o\0o\0k\0\0\0\0\0\0\0\0\0", 24);
    (void)feed(f, "loop.doc", buf_str(&ole), "chains in a ring", NULL);
    (void)feed(f, "loop.xls", buf_str(&ole), "chains in a ring", NULL);
    (void)feed(f, "nothing.pdf", STR_LIT(""), "no byte", NULL);
    buf_clear(&ole);
    for (size_t i = 0; i < 1 << 20; i++)
        (void)buf_add_char(&ole, '\0');
    static const char *const names[] = {"zeros.pdf", "zeros.docx", "zeros.xls", "zeros.html", "zeros.txt", "zeros.png", "zeros.zip", "zeros"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)feed(f, names[i], buf_str(&ole), "a million NULs", NULL);
    buf_done(&ole);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {T(damaged_files_of_every_kind), T(office_xml_of_an_enemy), T(sheets_of_an_enemy),
                                       T(text_formats_of_an_enemy),    T(archives_of_an_enemy),   T(pictures_and_old_office_of_an_enemy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

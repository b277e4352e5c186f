/* bundle_finish.c - what stands around the files: WARC, index, draft, sums. The WARC is written record by record: all of it together may be large.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/mem.h"
#include "report/warc.h"

#define WARC_NAME "evidence.warc"

struct warc {
    struct bundle_maker *m;
    char info_id[WARC_ID_SIZE];
};

static enum oit_code put_record(struct warc *w, const struct warc_record *record, char ret_id[static WARC_ID_SIZE])
{
    struct buf head;
    buf_init(&head, 0);
    warc_head(record, ret_id, &head);
    enum oit_code code = zip_write(w->m->zip, buf_str(&head), w->m->err);
    if (code == OIT_OK)
        code = zip_write(w->m->zip, record->block, w->m->err);
    if (code == OIT_OK)
        code = zip_write(w->m->zip, STR_LIT(WARC_END), w->m->err);
    buf_done(&head);
    return code;
}

static enum oit_code put_info(struct warc *w)
{
    struct buf fields;
    const struct oit_report *report = &w->m->report;
    buf_init(&fields, 0);
    (void)buf_addf(&fields, "software: oitcheck/%s\r\nformat: WARC File Format 1.1\r\n"
                            "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n", OIT_VERSION);
    warc_field("isPartOf", str_from(w->m->run.id), &fields);
    warc_field("description", STR_LIT("evidence of open data disclosure (OIT). Records hold bodies as received, content coding included. Response headers were not kept as they "
                                      "were sent: those that were kept stand in the metadata record beside each body."), &fields);
    warc_field("agency", str_from(report->site.name), &fields);
    enum oit_code code = put_record(w, &(struct warc_record){.type = "warcinfo", .file_name = WARC_NAME, .utc_seconds = w->m->bundle.made, .content_type = WARC_FIELDS_TYPE,
                                                             .block = buf_str(&fields)}, w->info_id);
    buf_done(&fields);
    return code;
}

static enum oit_code put_metadata(struct warc *w, const struct bundle_file *file, const char *body_id)
{
    struct buf fields;
    char id[WARC_ID_SIZE], status[16];
    buf_init(&fields, 0);
    (void)snprintf(status, sizeof status, "%d", file->http_status);
    warc_field("via", str_from(file->referrer), &fields);
    warc_field("redirects", str_from(file->redirects), &fields);
    warc_field("http-status", str_from(file->http_status ? status : NULL), &fields);
    warc_field("http-content-type", str_from(file->is_rendered ? NULL : file->content_type), &fields);
    warc_field("http-content-encoding", str_from(file->content_encoding), &fields);
    warc_field("http-last-modified", str_from(file->last_modified), &fields);
    warc_field("http-etag", str_from(file->etag), &fields);
    warc_field("file-name", str_from(file->file_name), &fields);
    warc_field("file-in-bundle", str_from(file->name), &fields);
    warc_field("oitcheck-source", str_from(file->sent_by), &fields);
    warc_field("oitcheck-use", file->is_step ? STR_LIT("click path") : file->is_copy ? STR_LIT("copy made when it was submitted") : STR_LIT("evidence"), &fields);
    if (file->is_rendered)
        warc_field("oitcheck-note", STR_LIT("the page as a browser showed it after its scripts had run; the bytes of its empty form were not kept"), &fields);
    enum oit_code code = put_record(w, &(struct warc_record){.type = "metadata", .target = file->url, .utc_seconds = file->fetched_at, .content_type = WARC_FIELDS_TYPE,
                                                             .warcinfo_id = w->info_id, .concurrent_to = body_id, .block = buf_str(&fields)}, id);
    buf_done(&fields);
    return code;
}

static enum oit_code put_body(struct warc *w, const struct bundle_source *source)
{
    struct arena scratch;
    struct str wire = STR_NONE;
    char id[WARC_ID_SIZE], type[256];
    const struct bundle_file *file = source->file;
    arena_init(&scratch);
    enum oit_code code = bundle_bytes(w->m, source, &scratch, &wire);
    if (code == OIT_OK && wire.p) {
        code = put_record(w, &(struct warc_record){.type = file->is_rendered ? "conversion" : "resource", .target = file->url, .utc_seconds = file->fetched_at,
                                                   .content_type = file->is_rendered ? "text/html" : warc_media_type(str_from(file->content_type), str_from(file->content_encoding), type, sizeof type),
                                                   .warcinfo_id = w->info_id, .block = wire}, id);
        if (code == OIT_OK)
            code = put_metadata(w, file, id);
    }
    arena_done(&scratch);
    return code;
}

/* One page entered for two items was fetched once; its record, made twice, would have one id. */
static bool stands_already(const struct bundle_maker *m, size_t at)
{
    const struct bundle_file *file = m->sources[at].file;
    for (size_t i = 0; i < at; i++) {
        const struct bundle_file *other = m->sources[i].file;
        if (other->fetched_at == file->fetched_at && strcmp(other->url, file->url) == 0 && strcmp(other->wire_sha256, file->wire_sha256) == 0)
            return true;
    }
    return false;
}

static enum oit_code put_warc(struct bundle_maker *m)
{
    struct warc w = {.m = m};
    m->bundle.warc_name = WARC_NAME;
    enum oit_code code = zip_begin(m->zip, WARC_NAME, m->bundle.made, m->err);
    if (code == OIT_OK)
        code = put_info(&w);
    for (size_t i = 0; code == OIT_OK && i < m->n_sources; i++)
        if (!stands_already(m, i))
            code = put_body(&w, &m->sources[i]);
    return code == OIT_OK ? zip_end(m->zip, m->err) : code;
}

enum oit_code bundle_finish(struct bundle_maker *m)
{
    struct buf text;
    buf_init(&text, 0);
    enum oit_code code = put_warc(m);
    if (code == OIT_OK) {
        report_bundle_html(&m->bundle, m->language, &text);
        code = zip_add(m->zip, "index.html", m->bundle.made, buf_str(&text), m->err);
    }
    buf_clear(&text);
    if (code == OIT_OK) {
        (void)buf_add_c(&text, "\xEF\xBB\xBF"); /* a text in Thai, for programs of Windows */
        report_bundle_text(&m->bundle, m->language, &text);
        code = zip_add(m->zip, "explanation.txt", m->bundle.made, buf_str(&text), m->err);
    }
    buf_clear(&text);
    if (code == OIT_OK) {
        zip_sums(m->zip, &text);
        code = zip_add(m->zip, "SHA256SUMS", m->bundle.made, buf_str(&text), m->err);
    }
    buf_done(&text);
    return code;
}

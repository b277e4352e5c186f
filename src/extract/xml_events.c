/* xml_events.c - a pull reader for the XML of office files (XML 1.0 and Namespaces in XML, the parts office programs write).
 * SPDX-License-Identifier: MIT
 */
#include "xml_events.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/charset.h"
#include "text/utf8.h"

enum {
    ENTITY_MAX_BYTES = 12,   /* "&#x10FFFF;" */
    VALUE_MAX_BYTES = 64 * 1024, /* one decoded attribute; longer is cut */
    TEXT_STEP_BYTES = 1024 * 1024, /* one text event */
};

static const struct {
    const char *uri;
    enum xml_space space;
} known[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", XML_W},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", XML_W},
    {"http://schemas.microsoft.com/office/word/2010/wordml", XML_W14},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", XML_S},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", XML_S},
    {"http://schemas.openxmlformats.org/presentationml/2006/main", XML_P},
    {"http://purl.oclc.org/ooxml/presentationml/main", XML_P},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", XML_A},
    {"http://purl.oclc.org/ooxml/drawingml/main", XML_A},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", XML_R},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", XML_R},
    {"http://schemas.openxmlformats.org/package/2006/relationships", XML_RELS},
    {"http://schemas.openxmlformats.org/package/2006/content-types", XML_TYPES},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", XML_MC},
    {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", XML_CORE},
    {"http://purl.org/dc/elements/1.1/", XML_DC},
    {"http://purl.org/dc/terms/", XML_DCTERMS},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", XML_M},
    {"http://purl.oclc.org/ooxml/officeDocument/math", XML_M},
    {"urn:schemas-microsoft-com:vml", XML_V},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", XML_WP},
    {"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", XML_WP},
    {"http://schemas.microsoft.com/office/word/2010/wordprocessingShape", XML_WPS},
    {"http://schemas.openxmlformats.org/drawingml/2006/picture", XML_PIC},
    {"http://purl.oclc.org/ooxml/drawingml/picture", XML_PIC},
    {"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", XML_XDR},
    {"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", XML_XDR},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", XML_OFFICE},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", XML_TEXT_NS},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", XML_TABLE},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", XML_DRAW},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", XML_STYLE},
    {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", XML_FO},
    {"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0", XML_PRESENTATION},
    {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", XML_SVG},
    {"urn:oasis:names:tc:opendocument:xmlns:meta:1.0", XML_META},
    {"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", XML_NUMBER},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", XML_MANIFEST},
    {"http://www.w3.org/1999/xlink", XML_XLINK},
};

static enum xml_space space_of_uri(struct str uri)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq_c(uri, known[i].uri))
            return known[i].space;
    return uri.n ? XML_OTHER : XML_NONE;
}

void xml_events_init(struct xml_events *e, struct str bytes)
{
    memset(e, 0, sizeof *e);
    buf_init(&e->converted, (size_t)LIMIT_ZIP_ENTRY_BYTES * 2);
    buf_init(&e->decoded, (size_t)TEXT_STEP_BYTES + 64);
    buf_init(&e->value, VALUE_MAX_BYTES);
    if (utf8_plain_prefix(bytes) < bytes.n) {
        (void)charset_to_utf8(bytes, STR_LIT("utf-8"), &e->converted);
        bytes = buf_str(&e->converted);
    }
    e->p = bytes.p;
    e->end = bytes.p ? bytes.p + bytes.n : NULL;
}

void xml_events_done(struct xml_events *e)
{
    buf_done(&e->converted);
    buf_done(&e->decoded);
    buf_done(&e->value);
}

/* ---- text ---- */

static uint32_t numeric_entity(struct str body)
{
    uint32_t value = 0, base = 10;
    if (body.n && (body.p[0] | 0x20) == 'x') {
        base = 16;
        body = str_from_pos(body, 1);
    }
    for (size_t i = 0; i < body.n; i++) {
        unsigned char c = (unsigned char)body.p[i], low = c | 0x20;
        uint32_t digit = c >= '0' && c <= '9' ? c - (uint32_t)'0' : base == 16 && low >= 'a' && low <= 'f' ? low - 'a' + 10u : 99;
        if (digit >= base || value > 0x10FFFF)
            return UTF8_BAD;
        value = value * base + digit;
    }
    return body.n ? value : UTF8_BAD;
}

/* What "&...;" at p stands for: appended; its length in the source. A bare or unknown one is text. */
static size_t add_entity(const char *p, const char *end, struct buf *out)
{
    static const struct {
        const char *name;
        char c;
    } five[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    size_t max = (size_t)(end - p) < ENTITY_MAX_BYTES ? (size_t)(end - p) : ENTITY_MAX_BYTES;
    struct str rest = {p + 1, max - 1};
    size_t semicolon = str_chr(rest, ';');
    if (semicolon == STR_NPOS) {
        (void)buf_add_char(out, '&');
        return 1;
    }
    struct str body = str_sub(rest, 0, semicolon);
    if (body.n > 1 && body.p[0] == '#') {
        char encoded[4];
        struct buf *to = out;
        uint32_t c = numeric_entity(str_from_pos(body, 1));
        struct str one = {encoded, utf8_encode(c, encoded)};
        if (c >= ' ' || c == '\t' || c == '\n')
            utf8_clean(one, to); /* drops C1 and what is no character */
        return semicolon + 2;
    }
    for (size_t i = 0; i < sizeof five / sizeof *five; i++)
        if (str_eq_c(body, five[i].name)) {
            (void)buf_add_char(out, five[i].c);
            return semicolon + 2;
        }
    (void)buf_add_char(out, '&');
    return 1;
}

static struct str decode(struct str raw, struct buf *scratch)
{
    size_t amp = str_chr(raw, '&');
    if (amp == STR_NPOS)
        return raw;
    buf_clear(scratch);
    for (;;) {
        (void)buf_add_str(scratch, str_sub(raw, 0, amp));
        raw = str_from_pos(raw, amp);
        if (!raw.n)
            break;
        raw = str_from_pos(raw, add_entity(raw.p, raw.p + raw.n, scratch));
        amp = str_chr(raw, '&');
        if (amp == STR_NPOS)
            amp = raw.n;
    }
    return buf_str(scratch);
}

/* ---- tags ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool ends_name(char c)
{
    return is_space(c) || c == '>' || c == '/' || c == '=' || c == '<';
}

static struct str read_name(struct xml_events *e)
{
    const char *from = e->p;
    while (e->p < e->end && !ends_name(*e->p))
        e->p++;
    return (struct str){from, (size_t)(e->p - from)};
}

static void skip_space(struct xml_events *e)
{
    while (e->p < e->end && is_space(*e->p))
        e->p++;
}

static enum xml_space space_of_prefix(const struct xml_events *e, struct str prefix)
{
    for (size_t i = e->n_namespaces; i-- > 0;)
        if (str_eq(e->namespaces[i].prefix, prefix))
            return e->namespaces[i].space;
    return prefix.n ? XML_OTHER : XML_NONE;
}

static void declare(struct xml_events *e, struct str prefix, struct str uri)
{
    if (e->n_namespaces >= LIMIT_XML_NAMESPACES)
        return;
    e->namespaces[e->n_namespaces].prefix = prefix;
    e->namespaces[e->n_namespaces++].space = space_of_uri(decode(uri, &e->value));
}

/* Cuts the prefix off *name. */
static struct str cut_prefix(struct str *name)
{
    size_t colon = str_chr(*name, ':');
    if (colon == STR_NPOS)
        return (struct str){name->p, 0};
    struct str prefix = str_sub(*name, 0, colon);
    *name = str_from_pos(*name, colon + 1);
    return prefix;
}

static bool stop(struct xml_events *e, enum oit_fault fault)
{
    if (e->fault == FAULT_NONE)
        e->fault = fault;
    e->p = e->end; /* what is open is ended */
    return false;
}

/* The attributes up to '>' or '/>'; false when the input ends before. */
static bool read_attributes(struct xml_events *e, bool *ret_is_empty)
{
    e->n_attributes = 0;
    *ret_is_empty = false;
    for (;;) {
        skip_space(e);
        if (e->p >= e->end || *e->p == '<')
            return false;
        if (*e->p == '>') {
            e->p++;
            return true;
        }
        if (*e->p == '/' || *e->p == '=') {
            *ret_is_empty = *e->p == '/' && e->p + 1 < e->end && e->p[1] == '>';
            e->p++;
            continue;
        }
        struct str name = read_name(e), value = {e->p, 0};
        skip_space(e);
        if (e->p < e->end && *e->p == '=') {
            e->p++;
            skip_space(e);
            if (e->p >= e->end)
                return false;
            if (*e->p != '"' && *e->p != '\'')
                return false;
            char quote = *e->p++;
            const char *close = memchr(e->p, quote, (size_t)(e->end - e->p));
            if (!close)
                return false;
            value = (struct str){e->p, (size_t)(close - e->p)};
            e->p = close + 1;
        }
        if (str_eq_c(name, "xmlns"))
            declare(e, (struct str){name.p, 0}, value);
        else if (str_starts_c(name, "xmlns:"))
            declare(e, str_from_pos(name, 6), value);
        else if (e->n_attributes < LIMIT_XML_ATTRIBUTES)
            e->attributes[e->n_attributes++] = (struct xml_attribute){XML_NONE, name, value};
    }
}

static bool start_tag(struct xml_events *e)
{
    struct str name = read_name(e);
    size_t n_outside = e->n_namespaces;
    bool is_empty;
    if (e->depth >= LIMIT_XML_DEPTH)
        return stop(e, FAULT_PARSER_LIMIT);
    if (!name.n || !read_attributes(e, &is_empty))
        return stop(e, FAULT_DAMAGED);
    struct str local = name;
    struct str prefix = cut_prefix(&local);
    e->kind = XML_START;
    e->name = local;
    e->space = space_of_prefix(e, prefix);
    for (size_t i = 0; i < e->n_attributes; i++) {
        struct str attribute_prefix = cut_prefix(&e->attributes[i].name);
        e->attributes[i].space = attribute_prefix.n ? space_of_prefix(e, attribute_prefix) : XML_NONE;
    }
    e->open[e->depth++] = (struct xml_open){
        name, e->space, (uint16_t)(local.n < UINT16_MAX ? local.n : UINT16_MAX), (uint16_t)n_outside};
    e->has_root = true;
    e->is_ending = is_empty;
    return true;
}

/* Ends the innermost open element. depth is lowered at the next event, so that an end has its start's depth. */
static bool end_innermost(struct xml_events *e)
{
    const struct xml_open *open = &e->open[e->depth - 1];
    e->kind = XML_END;
    e->space = open->space;
    e->name = str_from_pos(open->name, open->name.n - open->n_local);
    e->n_attributes = 0;
    return true;
}

/* An end tag that is not the innermost one's: the open ones above its start were never ended; without a start it is dropped. */
static bool end_tag(struct xml_events *e, bool *ret_is_event)
{
    const char *tag = e->p - 2;
    struct str name = read_name(e);
    const char *close = memchr(e->p, '>', (size_t)(e->end - e->p));
    *ret_is_event = false;
    if (!close)
        return stop(e, FAULT_DAMAGED);
    e->p = close + 1;
    if (!e->depth || !str_eq(e->open[e->depth - 1].name, name)) {
        e->fault = FAULT_DAMAGED;
        bool has_start = false;
        for (size_t i = 0; i < e->depth; i++)
            has_start = has_start || str_eq(e->open[i].name, name);
        if (!has_start)
            return true;
        e->p = tag; /* read again when the inner one is ended */
    }
    *ret_is_event = true;
    return end_innermost(e);
}

/* "<!...", "<?...": CDATA is text, comments and instructions are passed over, a DTD is refused. */
static bool declaration(struct xml_events *e, bool *ret_is_event)
{
    struct str rest = {e->p, (size_t)(e->end - e->p)};
    const char *until = "?>";
    *ret_is_event = false;
    if (str_starts_c(rest, "<![CDATA[")) {
        size_t close = str_find_c(rest, "]]>");
        struct str text = str_sub(rest, 9, close == STR_NPOS ? rest.n : close - 9);
        e->p += close == STR_NPOS ? rest.n : close + 3;
        e->kind = XML_TEXT;
        e->text = text;
        *ret_is_event = true;
        return true;
    }
    if (str_starts_c(rest, "<!--"))
        until = "-->";
    else if (rest.p[1] == '!')
        return stop(e, FAULT_DAMAGED);
    size_t close = str_find_c(str_from_pos(rest, 2), until);
    if (close == STR_NPOS)
        return stop(e, FAULT_DAMAGED);
    e->p += 2 + close + strlen(until);
    return true;
}

static bool text_event(struct xml_events *e)
{
    size_t n = (size_t)(e->end - e->p);
    const char *tag = memchr(e->p, '<', n);
    if (tag)
        n = (size_t)(tag - e->p);
    if (n > TEXT_STEP_BYTES) { /* not within a character or an entity */
        n = TEXT_STEP_BYTES;
        while (((unsigned char)e->p[n] & 0xC0) == 0x80)
            n--;
        for (size_t i = n - ENTITY_MAX_BYTES; i < n; i++)
            if (e->p[i] == '&')
                n = i;
    }
    struct str raw = {e->p, n};
    e->p += n;
    e->kind = XML_TEXT;
    e->text = decode(raw, &e->decoded);
    if (!e->depth && str_trim(raw).n)
        e->fault = FAULT_DAMAGED; /* nothing stands outside the root */
    return e->depth > 0;
}

bool xml_next(struct xml_events *e)
{
    if (e->is_done)
        return false;
    if (e->kind == XML_END && e->depth) {
        e->depth--;
        e->n_namespaces = e->open[e->depth].n_namespaces;
    }
    if (e->is_ending) {
        e->is_ending = false;
        return end_innermost(e);
    }
    e->kind = XML_TEXT;
    e->n_attributes = 0;
    if (++e->n_events > LIMIT_XML_EVENTS)
        (void)stop(e, FAULT_PARSER_LIMIT);
    while (e->p < e->end) {
        bool is_event = true;
        if (*e->p != '<') {
            if (text_event(e))
                return true;
            continue;
        }
        if (e->p + 1 >= e->end) {
            (void)stop(e, FAULT_DAMAGED);
            break;
        }
        if (e->p[1] == '/') {
            e->p += 2;
            (void)end_tag(e, &is_event);
        } else if (e->p[1] == '!' || e->p[1] == '?') {
            (void)declaration(e, &is_event);
        } else {
            e->p++;
            is_event = start_tag(e);
        }
        if (is_event)
            return true;
    }
    if (e->depth) {
        if (e->fault == FAULT_NONE)
            e->fault = FAULT_DAMAGED;
        return end_innermost(e);
    }
    if (!e->has_root && e->fault == FAULT_NONE)
        e->fault = FAULT_DAMAGED;
    e->is_done = true;
    return false;
}

void xml_skip(struct xml_events *e)
{
    size_t depth = e->depth;
    while (!(e->kind == XML_END && e->depth == depth) && xml_next(e))
        continue;
}

struct xml_place {
    struct xml_events e;
};

struct xml_place *xml_place_new(const struct xml_events *e)
{
    return mem_copy(e, sizeof *e);
}

void xml_place_go(struct xml_events *e, const struct xml_place *place)
{
    struct xml_events now = *e;
    *e = place->e;
    e->fault = now.fault;
    e->n_events = now.n_events;
    e->converted = now.converted;
    e->decoded = now.decoded;
    e->value = now.value;
}

void xml_place_free(struct xml_place *place)
{
    free(place);
}

bool xml_is(const struct xml_events *e, enum xml_space space, const char *name)
{
    return e->kind != XML_TEXT && e->space == space && str_eq_c(e->name, name);
}

struct str xml_attr(struct xml_events *e, enum xml_space space, const char *name)
{
    for (size_t i = 0; i < e->n_attributes; i++)
        if (e->attributes[i].space == space && str_eq_c(e->attributes[i].name, name))
            return decode(e->attributes[i].value, &e->value);
    return STR_NONE;
}

long xml_attr_long(struct xml_events *e, enum xml_space space, const char *name, long other)
{
    struct str s = xml_attr(e, space, name);
    bool is_negative = str_starts_c(s, "-");
    long value = 0;
    size_t i = is_negative, from = i;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && value < 100000000; i++)
        value = value * 10 + (s.p[i] - '0');
    return i == from ? other : is_negative ? -value : value;
}

size_t xml_name_index(const struct xml_events *e, const struct xml_name *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].space == e->space && str_eq_c(e->name, names[i].name))
            return i;
    return n;
}

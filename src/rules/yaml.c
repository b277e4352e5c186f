/* yaml.c - a rule file as a tree of nodes, by libyaml's events.
 *
 * The bytes are looked at before libyaml sees them: a policy officer who saved the file as windows-874 or indented with a tab gets the
 * place and the cure, not the words of a parser. Depth is limited, so recursion is safe.
 * SPDX-License-Identifier: MIT
 */
#include "rules/yaml.h"

#include <yaml.h>

#include "base/limits.h"
#include "text/utf8.h"

struct reader {
    yaml_parser_t parser;
    const char *file;
    struct arena *arena;
    struct messages *messages;
    int depth;
};

static struct yaml_node *read_node(struct reader *r, const yaml_event_t *event);

static void complain(struct reader *r, yaml_mark_t mark, const char *th, const char *en)
{
    messages_add_plain(r->messages, r->file, (int)mark.line + 1, (int)mark.column + 1, th, en);
}

/* Line by line: bytes that are no UTF-8, control characters, and tabs that are not inside a comment. */
static bool check_bytes(struct str bytes, const char *file, struct messages *messages)
{
    int line = 1, column = 1;
    bool in_comment = false, is_clean = true;
    for (size_t i = 0; i < bytes.n;) {
        size_t length;
        uint32_t c = utf8_decode(bytes.p + i, bytes.n - i, &length);
        if (c == UTF8_BAD && length == 1) {
            messages_add(messages, MESSAGE_ERROR, file, line, column,
                         "มีไบต์ที่ไม่ใช่ UTF-8 (0x%02X) ให้บันทึกแฟ้มใหม่โดยเลือกรหัสอักขระ UTF-8",
                         "a byte that is not UTF-8 (0x%02X); save the file with the encoding UTF-8", (unsigned)(unsigned char)bytes.p[i]);
            return false;
        }
        if (c == '\t' && !in_comment) {
            messages_add(messages, MESSAGE_ERROR, file, line, column, "มีอักขระแท็บ ให้ใช้ช่องว่างแทน", "a tab; use spaces instead");
            is_clean = false;
        } else if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
            messages_add(messages, MESSAGE_ERROR, file, line, column, "มีอักขระควบคุมที่มองไม่เห็น (0x%02X) ให้ลบออก",
                         "an invisible control character (0x%02X); delete it", (unsigned)c);
            return false;
        }
        if (c == '#' && (column == 1 || bytes.p[i - 1] == ' '))
            in_comment = true;
        i += length;
        column++;
        if (c == '\n') {
            line++;
            column = 1;
            in_comment = false;
        }
    }
    return is_clean;
}

static struct yaml_node *new_node(struct reader *r, enum yaml_kind kind, yaml_mark_t mark)
{
    struct yaml_node *node = ARENA_NEW(r->arena, struct yaml_node);
    *node = (struct yaml_node){.kind = kind, .file = r->file, .line = (int)mark.line + 1, .column = (int)mark.column + 1};
    return node;
}

static bool next_event(struct reader *r, yaml_event_t *event)
{
    if (yaml_parser_parse(&r->parser, event))
        return true;
    const char *problem = r->parser.problem ? r->parser.problem : "unreadable";
    messages_add(r->messages, MESSAGE_ERROR, r->file, (int)r->parser.problem_mark.line + 1, (int)r->parser.problem_mark.column + 1,
                 "รูปแบบ YAML ไม่ถูกต้อง ตรวจการย่อหน้า เครื่องหมาย : และเครื่องหมายคำพูด (%s)",
                 "not valid YAML; check the indentation, the colons and the quotes (%s)", problem);
    return false;
}

/* Reads children until the end event; in a map a key comes before each. */
static bool read_children(struct reader *r, struct yaml_node *parent, yaml_event_type_t end)
{
    struct yaml_node **tail = &parent->first;
    for (;;) {
        yaml_event_t event;
        if (!next_event(r, &event))
            return false;
        if (event.type == end) {
            yaml_event_delete(&event);
            return true;
        }
        struct yaml_node *key = NULL;
        if (parent->kind == YAML_MAP) {
            key = read_node(r, &event);
            yaml_mark_t mark = event.start_mark;
            yaml_event_delete(&event);
            if (!key)
                return false;
            if (key->kind != YAML_TEXT) {
                complain(r, mark, "ชื่อคีย์ต้องเป็นข้อความ", "a key must be plain text");
                return false;
            }
            for (const struct yaml_node *other = parent->first; other; other = other->next)
                if (str_eq(other->key, key->text)) {
                    messages_add(r->messages, MESSAGE_ERROR, r->file, key->line, key->column,
                                 "คีย์ '%.*s' ซ้ำกับบรรทัด %d ให้รวมไว้ที่เดียว", "the key '%.*s' stands already in line %d; keep one",
                                 STR_ARG(key->text), other->key_line);
                    return false;
                }
            if (!next_event(r, &event))
                return false;
        }
        struct yaml_node *node = read_node(r, &event);
        yaml_event_delete(&event);
        if (!node)
            return false;
        if (key) {
            node->key = key->text;
            node->key_line = key->line;
            node->key_column = key->column;
        }
        *tail = node;
        tail = &node->next;
    }
}

static bool is_plain_tag(const yaml_char_t *tag)
{
    return tag == NULL;
}

static struct yaml_node *read_node(struct reader *r, const yaml_event_t *event)
{
    struct yaml_node *node = NULL;
    const yaml_char_t *anchor = NULL, *tag = NULL;
    yaml_mark_t mark = event->start_mark;
    if (event->type == YAML_ALIAS_EVENT) {
        complain(r, mark, "ไม่รับการอ้างชื่อแทน (*ชื่อ) ให้เขียนข้อความเต็ม", "aliases (*name) are not accepted; write the text in full");
        return NULL;
    }
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
        node = new_node(r, YAML_TEXT, mark);
        node->text = arena_str(r->arena, (struct str){(const char *)event->data.scalar.value, event->data.scalar.length});
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
        node = new_node(r, YAML_LIST, mark);
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
        node = new_node(r, YAML_MAP, mark);
    } else {
        complain(r, mark, "รูปแบบ YAML ไม่ถูกต้อง", "not valid YAML here");
        return NULL;
    }
    if (anchor) {
        complain(r, mark, "ไม่รับการตั้งชื่ออ้างอิง (&ชื่อ)", "anchors (&name) are not accepted");
        return NULL;
    }
    if (!is_plain_tag(tag)) {
        complain(r, mark, "ไม่รับแท็ก YAML (!ชื่อ) ทุกค่าเป็นข้อความ", "tags (!name) are not accepted; every value is text");
        return NULL;
    }
    if (node->kind == YAML_TEXT)
        return node;
    if (++r->depth > LIMIT_YAML_DEPTH) {
        complain(r, mark, "ย่อหน้าซ้อนลึกเกินไป", "nested too deeply");
        return NULL;
    }
    bool is_ok = read_children(r, node, node->kind == YAML_LIST ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT);
    r->depth--;
    return is_ok ? node : NULL;
}

static struct yaml_node *read_stream(struct reader *r)
{
    struct yaml_node *root = NULL;
    for (;;) {
        yaml_event_t event;
        if (!next_event(r, &event))
            return NULL;
        yaml_event_type_t type = event.type;
        yaml_mark_t mark = event.start_mark;
        bool is_node = type != YAML_STREAM_START_EVENT && type != YAML_STREAM_END_EVENT && type != YAML_DOCUMENT_START_EVENT &&
                       type != YAML_DOCUMENT_END_EVENT;
        if (is_node && root) {
            yaml_event_delete(&event);
            complain(r, mark, "แฟ้มหนึ่งมีได้เอกสารเดียว ลบเครื่องหมาย --- ที่สอง", "only one document a file; delete the second ---");
            return NULL;
        }
        if (is_node)
            root = read_node(r, &event);
        yaml_event_delete(&event);
        if (is_node && !root)
            return NULL;
        if (type == YAML_STREAM_END_EVENT)
            return root ? root : new_node(r, YAML_MAP, mark);
    }
}

struct yaml_node *yaml_read(struct str bytes, const char *file, struct arena *arena, struct messages *messages)
{
    if (bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0)
        bytes = str_from_pos(bytes, 3);
    if (!check_bytes(bytes, file, messages))
        return NULL;
    struct reader r = {.file = file, .arena = arena, .messages = messages};
    if (!yaml_parser_initialize(&r.parser))
        return NULL;
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n);
    struct yaml_node *root = read_stream(&r);
    yaml_parser_delete(&r.parser);
    if (root && root->kind == YAML_TEXT && root->text.n == 0)
        root->kind = YAML_MAP;
    return root;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (const struct yaml_node *node = map->first; node; node = node->next)
        if (str_eq_c(node->key, key))
            return node;
    return NULL;
}

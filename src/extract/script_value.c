/* script_value.c - a data literal of a script as a tree.
 * SPDX-License-Identifier: MIT
 */
#include "script_value.h"

#include "base/limits.h"

static const struct script_token *here(const struct script_reader *r)
{
    return &r->tokens[r->at < r->n ? r->at : r->n];
}

static bool is_sign(const struct script_token *token, char sign)
{
    return token->kind == SCRIPT_SIGN && token->sign == sign;
}

static bool ends_value(const struct script_token *t)
{
    return t->kind == SCRIPT_END || is_sign(t, ',') || is_sign(t, '}') || is_sign(t, ']') || is_sign(t, ')') || is_sign(t, ';');
}

/* Passes over an expression up to the sign behind it; false when code stands in it. */
static bool skip_expression(struct script_reader *r)
{
    unsigned depth = 0;
    for (; here(r)->kind != SCRIPT_END && r->n_steps > 0; r->at++, r->n_steps--) {
        const struct script_token *t = here(r);
        if (depth == 0 && ends_value(t))
            return true;
        if (is_sign(t, '{') || is_sign(t, ';'))
            return false;
        depth += is_sign(t, '(') || is_sign(t, '[');
        depth -= depth > 0 && (is_sign(t, ')') || is_sign(t, ']'));
    }
    return false;
}

static bool read_text(struct script_reader *r, struct script_value *value)
{
    struct buf text;
    buf_init(&text, LIMIT_TEXT_BYTES);
    bool is_known = true;
    for (;; r->at += 2) { /* 'a' + 'b' */
        const struct script_token *t = here(r);
        is_known = t->kind == SCRIPT_STRING || (t->kind == SCRIPT_TEMPLATE && str_find_c(t->text, "${") == STR_NPOS);
        if (!is_known)
            break;
        script_unescape(t->text, &text);
        if (r->at + 1 >= r->n || !is_sign(&r->tokens[r->at + 1], '+')) {
            r->at++;
            break;
        }
    }
    if (is_known && ends_value(here(r))) {
        value->kind = VALUE_TEXT;
        value->text = arena_str(r->arena, str_trim(buf_str(&text)));
    }
    buf_done(&text);
    return true;
}

static bool read_value(struct script_reader *r, struct script_value *value, unsigned depth);

static struct script_value *add_child(struct script_reader *r, struct script_value *parent, struct script_value **last)
{
    struct script_value *child = ARENA_NEW(r->arena, struct script_value);
    if (*last)
        (*last)->next = child;
    else
        parent->child = child;
    *last = child;
    parent->n_children++;
    return child;
}

static bool read_list(struct script_reader *r, struct script_value *value, unsigned depth)
{
    struct script_value *last = NULL;
    value->kind = VALUE_LIST;
    for (r->at++; !is_sign(here(r), ']');) {
        struct script_value *child = add_child(r, value, &last);
        child->key = arena_printf(r->arena, "%zu", value->n_children - 1);
        if (!is_sign(here(r), ',') && !read_value(r, child, depth + 1))
            return false;
        if (is_sign(here(r), ','))
            r->at++;
        else if (!is_sign(here(r), ']'))
            return false;
    }
    r->at++;
    return true;
}

static bool read_object(struct script_reader *r, struct script_value *value, unsigned depth)
{
    struct script_value *last = NULL;
    value->kind = VALUE_OBJECT;
    for (r->at++; !is_sign(here(r), '}');) {
        const struct script_token *key = here(r);
        if (key->kind != SCRIPT_NAME && key->kind != SCRIPT_STRING && key->kind != SCRIPT_NUMBER)
            return false;
        struct script_value *child = add_child(r, value, &last);
        struct buf name;
        buf_init(&name, LIMIT_LABEL_BYTES);
        script_unescape(key->text, &name);
        child->key = arena_str(r->arena, buf_str(&name));
        buf_done(&name);
        r->at++;
        if (is_sign(here(r), ':')) {
            r->at++;
            if (!read_value(r, child, depth + 1))
                return false;
        }
        if (is_sign(here(r), ','))
            r->at++;
        else if (!is_sign(here(r), '}'))
            return false; /* a method, or no object at all */
    }
    r->at++;
    return true;
}

static bool read_value(struct script_reader *r, struct script_value *value, unsigned depth)
{
    const struct script_token *t = here(r);
    if (depth >= LIMIT_JSON_DEPTH || r->n_steps == 0)
        return false;
    r->n_steps--;
    if (is_sign(t, '{'))
        return read_object(r, value, depth) && ends_value(here(r));
    if (is_sign(t, '['))
        return read_list(r, value, depth) && ends_value(here(r));
    if (t->kind == SCRIPT_STRING || t->kind == SCRIPT_TEMPLATE)
        (void)read_text(r, value);
    else if (t->kind == SCRIPT_NUMBER) {
        value->kind = VALUE_NUMBER;
        value->text = t->text;
        r->at++;
    }
    if (ends_value(here(r)) && value->kind != VALUE_OTHER)
        return true;
    value->kind = VALUE_OTHER;
    return skip_expression(r);
}

struct script_value *script_value_read(struct script_reader *r)
{
    size_t from = r->at;
    struct script_value *value = ARENA_NEW(r->arena, struct script_value);
    bool is_literal = is_sign(here(r), '{') ? read_object(r, value, 0) : is_sign(here(r), '[') && read_list(r, value, 0);
    if (is_literal)
        return value;
    r->at = from;
    return NULL;
}

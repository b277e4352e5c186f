/* html_form.c - forms: what can be typed into them and what they call themselves.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include "text/utf8.h"

uint32_t html_form_open(struct html_page *h)
{
    struct str action = arena_str(h->arena, html_value(h, ATTR_ACTION));
    bool is_search =
        str_eq_nocase_c(html_attr(&h->token, ATTR_ROLE), "search") || str_find_nocase_c(action, "search") != STR_NPOS;
    size_t n_links = h->b.n_links;
    if (action.n)
        html_link_plain(h, VIA_FORM, action, html_attr(&h->token, ATTR_TITLE));
    bool is_get = !str_eq_nocase_c(str_trim(html_attr(&h->token, ATTR_METHOD)), "post");
    h->asking_nothing = (struct html_get_form){.form = DOC_NONE, .link = is_get && h->b.n_links > n_links ? (uint32_t)n_links : DOC_NONE};
    struct doc_form *form = doc_builder_form(&h->b);
    if (!form)
        return DOC_NONE;
    enum url_result result;
    form->action = html_resolve(h, action, &result);
    form->is_search = is_search;
    form->block = (uint32_t)h->b.n_blocks;
    h->asking_nothing.form = (uint32_t)(h->b.n_forms - 1);
    return (uint32_t)(h->b.n_forms - 1);
}

/* One hidden field, as a browser sends it. */
static void add_hidden(struct html_page *h)
{
    struct html_get_form *get = &h->asking_nothing;
    struct str name = html_attr(&h->token, ATTR_NAME);
    if (get->link == DOC_NONE || !name.n || get->query.n > LIMIT_URL_BYTES)
        return;
    struct buf pair;
    buf_init(&pair, 2 * LIMIT_URL_BYTES);
    (void)buf_addf(&pair, "%.*s%s%.*s=", STR_ARG(get->query), get->query.n ? "&" : "", STR_ARG(name));
    struct str value = html_value(h, ATTR_VALUE);
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        (void)buf_addf(&pair, is_plain ? "%c" : "%%%02X", c);
    }
    get->query = arena_str(h->arena, buf_str(&pair));
    buf_done(&pair);
}

void html_form_close(struct html_page *h, uint32_t form)
{
    struct html_get_form get = h->asking_nothing;
    h->asking_nothing.link = DOC_NONE;
    if (get.form != form || get.link == DOC_NONE || !get.query.n || h->b.forms[form].n_fields > 0 || h->b.links[get.link].target != TARGET_URL)
        return;
    struct str url = h->b.links[get.link].url;
    struct str whole = arena_printf(h->arena, "%.*s%c%.*s", STR_ARG(url), memchr(url.p, '?', url.n) ? '&' : '?', STR_ARG(get.query));
    enum url_result result;
    url = html_resolve(h, whole, &result);
    if (result != URL_OK)
        return;
    h->b.links[get.link].url = url;
    h->b.links[get.link].via = VIA_SCRIPT;
    h->links[get.link].raw_end = h->b.n_raw; /* the words of its button */
}

static struct doc_form *form_here(struct html_page *h, bool make)
{
    for (size_t i = h->n_stack; i-- > 1;)
        if (h->stack[i].tag == TAG_FORM)
            return h->stack[i].form != DOC_NONE ? &h->b.forms[h->stack[i].form] : NULL;
    if (!h->implicit_form && make) {
        struct doc_form *form = doc_builder_form(&h->b);
        if (!form)
            return NULL;
        form->block = (uint32_t)h->b.n_blocks;
        h->implicit_form = (uint32_t)h->b.n_forms;
    }
    return h->implicit_form ? &h->b.forms[h->implicit_form - 1] : NULL;
}

bool html_in_form(struct html_page *h)
{
    for (size_t i = h->n_stack; i-- > 1;)
        if (h->stack[i].tag == TAG_FORM)
            return true;
    return false;
}

static void add_label(struct html_page *h, struct doc_form *form, struct str text)
{
    text = utf8_prefix(text, 150);
    if (!text.n || form->labels.n + text.n > LIMIT_LABEL_BYTES)
        return;
    form->labels = form->labels.n ? arena_printf(h->arena, "%.*s | %.*s", STR_ARG(form->labels), STR_ARG(text))
                                  : arena_str(h->arena, text);
}

void html_form_label(struct html_page *h, struct str text)
{
    struct doc_form *form = form_here(h, false);
    if (form)
        add_label(h, form, text);
}

void html_form_field(struct html_page *h)
{
    struct str type = str_trim(html_attr(&h->token, ATTR_TYPE));
    bool is_input = h->token.tag == TAG_INPUT;
    if (is_input && str_eq_nocase_c(type, "hidden")) {
        add_hidden(h);
        return;
    }
    struct doc_form *form = form_here(h, true);
    if (!form)
        return;
    bool is_button = is_input && (str_eq_nocase_c(type, "submit") || str_eq_nocase_c(type, "button") ||
                                  str_eq_nocase_c(type, "reset") || str_eq_nocase_c(type, "image"));
    if (is_button) {
        add_label(h, form, html_text_value(h, ATTR_VALUE));
        return;
    }
    if (form->n_fields < UINT16_MAX)
        form->n_fields++;
    struct str name = html_attr(&h->token, ATTR_NAME);
    form->has_textarea |= h->token.tag == TAG_TEXTAREA;
    form->has_password |= is_input && str_eq_nocase_c(type, "password");
    form->has_file |= is_input && str_eq_nocase_c(type, "file");
    form->has_email |= is_input && (str_eq_nocase_c(type, "email") || str_find_nocase_c(name, "mail") != STR_NPOS);
    form->is_search |=
        is_input && (str_eq_nocase_c(type, "search") || str_eq_nocase_c(name, "q") || str_eq_nocase_c(name, "s") ||
                     str_find_nocase_c(name, "search") != STR_NPOS || str_find_nocase_c(name, "keyword") != STR_NPOS);
    add_label(h, form, html_text_value(h, ATTR_PLACEHOLDER));
}

/* like.c - inheritance between items, as an operation on trees.
 *
 *   bases   each base without what `without` names, its elements marked as assumed
 *   join    several bases become one: the names and the elements of all, the rest of the first that has it
 *   add     what the item itself writes: names and phrases are added, everything else replaces
 *
 * A `not` that would forbid a name which comes from elsewhere (another base, the item itself) goes: what was the neighbour's word is now the item's own.
 * SPDX-License-Identifier: MIT
 */
#include "rules/like.h"

#include "base/str.h"

struct step { /* the way here, against circles */
    struct str scheme, code;
    const struct step *up;
};

struct like {
    const struct like_finder *f;
    struct yaml_node *origins; /* flat list of all bases */
};

/* Not inherited: what is the item's own by nature, or confirmed for the base's year only. */
static const char *const never[] = {"code", "like", "group", "weight", "source", "confusable", "levels_confirmed", "accept_assumed", NULL};
/* Not taken from a base one by one. */
static const char *const mixed[] = {"names", "elements", "examples", "accept", "form", "slips", NULL};

/* Said of the joined item only when every base says it. */
static const char *const of_both[] = {"whole", "closed", NULL};

static bool is_among(const char *const *names, struct str key)
{
    for (; *names; names++)
        if (str_eq_c(key, *names))
            return true;
    return false;
}

/* ---- trees ---- */

static struct yaml_node *copy(const struct like *l, const struct yaml_node *node)
{
    struct yaml_node *made = ARENA_NEW(l->f->arena, struct yaml_node);
    *made = *node;
    made->next = NULL;
    return made;
}

static struct yaml_node *empty(const struct like *l, enum yaml_kind kind, const struct yaml_node *place, const char *key)
{
    struct yaml_node *made = copy(l, place);
    made->kind = kind;
    made->first = NULL;
    made->text = STR_LIT("");
    made->key = key ? str_from(key) : place->key;
    return made;
}

static void append(struct yaml_node *parent, struct yaml_node *child)
{
    struct yaml_node **end = &parent->first;
    while (*end)
        end = &(*end)->next;
    *end = child;
}

static void append_all(const struct like *l, struct yaml_node *parent, const struct yaml_node *from)
{
    for (const struct yaml_node *node = from ? from->first : NULL; node; node = node->next)
        append(parent, copy(l, node));
}

static void put_text(const struct like *l, struct yaml_node *map, const char *key, const char *text)
{
    struct yaml_node *node = empty(l, YAML_TEXT, map, key);
    node->text = str_from(text);
    append(map, node);
}

static void put(const struct like *l, struct yaml_node *map, const struct yaml_node *value)
{
    if (value)
        append(map, copy(l, value));
}

static struct yaml_node *joined(const struct like *l, const char *key, const struct yaml_node *a, const struct yaml_node *b)
{
    struct yaml_node *list = empty(l, YAML_LIST, a ? a : b, key);
    append_all(l, list, a);
    append_all(l, list, b);
    return list;
}

static bool has_text(const struct yaml_node *list, struct str text)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        const struct yaml_node *value = node->kind == YAML_MAP ? yaml_get(node, "pattern") : node;
        if (value && str_eq(value->text, text))
            return true;
    }
    return false;
}

/* ---- without ---- */

static bool element_is(const struct yaml_node *element, struct str id)
{
    return str_eq(yaml_get(element, "id")->text, id);
}

static const struct yaml_node *find_element(const struct yaml_node *elements, struct str id)
{
    for (const struct yaml_node *node = elements ? elements->first : NULL; node; node = node->next)
        if (element_is(node, id))
            return node;
    return NULL;
}

static bool can_be_left_out(const struct yaml_node *base, struct str what)
{
    bool is_there = find_element(yaml_get(base, "elements"), what) || has_text(yaml_get(base, "accept"), what);
    for (const struct yaml_node *node = base->first; node && !is_there; node = node->next)
        is_there = str_eq(node->key, what) && !is_among(never, what);
    const struct yaml_node *names = yaml_get(base, "names");
    for (const struct yaml_node *list = names ? names->first : NULL; list && !is_there; list = list->next)
        is_there = (list->kind == YAML_LIST && has_text(list, what)) || str_eq(list->key, what);
    return is_there;
}

static void check_without(const struct like *l, const struct yaml_node *base, const struct yaml_node *without)
{
    for (const struct yaml_node *node = without ? without->first : NULL; node; node = node->next)
        if (!can_be_left_out(base, node->text))
            messages_add(l->f->messages, MESSAGE_ERROR, node->file, node->line, node->column,
                         "ต้นแบบไม่มี '%.*s' ให้ตัดออก: เขียนชื่อคีย์ id ขององค์ประกอบ หรือวลีของต้นแบบ",
                         "the base has no '%.*s' to leave out: write a key, an element's id or a phrase of the base", STR_ARG(node->text));
}

static struct yaml_node *names_without(const struct like *l, const struct yaml_node *names, const struct yaml_node *without)
{
    struct yaml_node *made = empty(l, YAML_MAP, names, "names");
    for (const struct yaml_node *list = names->first; list; list = list->next) {
        if (has_text(without, list->key))
            continue;
        if (list->kind != YAML_LIST) {
            append(made, copy(l, list));
            continue;
        }
        struct yaml_node *kept = empty(l, YAML_LIST, list, NULL);
        for (const struct yaml_node *node = list->first; node; node = node->next) {
            const struct yaml_node *text = node->kind == YAML_MAP ? yaml_get(node, "pattern") : node;
            if (!text || !has_text(without, text->text))
                append(kept, copy(l, node));
        }
        append(made, kept);
    }
    return made;
}

static struct yaml_node *with_assumed(const struct like *l, const struct yaml_node *element)
{
    struct yaml_node *made = empty(l, YAML_MAP, element, NULL);
    for (const struct yaml_node *node = element->first; node; node = node->next)
        if (!str_eq_c(node->key, "assumed"))
            append(made, copy(l, node));
    put_text(l, made, "assumed", "yes");
    return made;
}

static struct yaml_node *texts_without(const struct like *l, const struct yaml_node *list, const struct yaml_node *without)
{
    struct yaml_node *kept = empty(l, YAML_LIST, list, NULL);
    for (const struct yaml_node *node = list->first; node; node = node->next)
        if (!has_text(without, node->text))
            append(kept, copy(l, node));
    return kept;
}

/* What one base gives. */
static struct yaml_node *taken(const struct like *l, const struct yaml_node *base, const struct yaml_node *entry)
{
    const struct yaml_node *without = yaml_get(entry, "without"), *assumed = yaml_get(entry, "assumed");
    bool is_assumed = !assumed || str_eq_c(assumed->text, "yes");
    check_without(l, base, without);
    struct yaml_node *made = empty(l, YAML_MAP, base, NULL);
    for (const struct yaml_node *node = base->first; node; node = node->next) {
        if (is_among(never, node->key) || has_text(without, node->key))
            continue;
        if (str_eq_c(node->key, "names")) {
            append(made, names_without(l, node, without));
        } else if (str_eq_c(node->key, "elements")) {
            struct yaml_node *elements = empty(l, YAML_LIST, node, NULL);
            for (const struct yaml_node *element = node->first; element; element = element->next)
                if (!has_text(without, yaml_get(element, "id")->text))
                    append(elements, is_assumed ? with_assumed(l, element) : copy(l, element));
            append(made, elements);
        } else if (str_eq_c(node->key, "accept")) {
            append(made, texts_without(l, node, without));
        } else {
            append(made, copy(l, node));
        }
    }
    if (yaml_get(made, "accept") && (is_assumed || yaml_get(base, "accept_assumed")))
        put_text(l, made, "accept_assumed", "yes");
    return made;
}

/* ---- names ---- */

static bool stands_in(struct str word, const struct yaml_node *names)
{
    static const char *const lists[] = {"exact", "variants", NULL};
    for (size_t i = 0; lists[i]; i++) {
        const struct yaml_node *list = yaml_get(names, lists[i]);
        for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
            if (str_find(node->text, word) != STR_NPOS)
                return true;
    }
    return false;
}

/* The exclusions of `from` that do not forbid a name of `other`. A set ("@...") stays only when both have it or other is the item's own writing. */
static void append_nots(const struct like *l, struct yaml_node *list, const struct yaml_node *from, const struct yaml_node *other, bool keep_sets)
{
    const struct yaml_node *nots = yaml_get(from, "not");
    for (const struct yaml_node *node = nots ? nots->first : NULL; node; node = node->next) {
        bool is_set = node->text.n > 0 && node->text.p[0] == '@';
        bool stays = is_set ? keep_sets || has_text(yaml_get(other, "not"), node->text) : !stands_in(node->text, other);
        if (stays && !has_text(list, node->text))
            append(list, copy(l, node));
    }
}

/* One key of the names of both: lists are joined; what is yes or no is the item's own word, of two bases what they agree on. */
static void append_names(const struct like *l, struct yaml_node *made, const struct yaml_node *a, const struct yaml_node *b, bool b_is_own)
{
    const struct yaml_node *any = b ? b : a;
    if (any->kind == YAML_LIST)
        append(made, joined(l, any->key.p, a, b));
    else if (b_is_own || (a && b && str_eq(a->text, b->text)))
        append(made, copy(l, any));
}

static struct yaml_node *names_of_both(const struct like *l, const struct yaml_node *a, const struct yaml_node *b, bool b_is_own)
{
    if (!a || !b)
        return copy(l, a ? a : b);
    struct yaml_node *made = empty(l, YAML_MAP, b, "names");
    for (const struct yaml_node *node = a->first; node; node = node->next)
        if (!str_eq_c(node->key, "not"))
            append_names(l, made, node, yaml_get(b, node->key.p), b_is_own);
    for (const struct yaml_node *node = b->first; node; node = node->next)
        if (!str_eq_c(node->key, "not") && !yaml_get(a, node->key.p))
            append_names(l, made, NULL, node, b_is_own);
    struct yaml_node *nots = empty(l, YAML_LIST, b, "not");
    append_nots(l, nots, a, b, b_is_own);
    if (b_is_own)
        append_all(l, nots, yaml_get(b, "not"));
    else
        append_nots(l, nots, b, a, false);
    if (nots->first)
        append(made, nots);
    return made;
}

/* ---- several bases ---- */

static bool same_texts(const struct yaml_node *a, const struct yaml_node *b)
{
    const struct yaml_node *x = a ? a->first : NULL, *y = b ? b->first : NULL;
    while (x && y && str_eq(x->text, y->text)) {
        x = x->next;
        y = y->next;
    }
    return !x && !y;
}

/* accept: the base's own years, where the bases differ. */
static void append_elements(const struct like *l, struct yaml_node *list, const struct yaml_node *from, const struct yaml_node *accept,
                            struct str code)
{
    for (const struct yaml_node *element = from ? from->first : NULL; element; element = element->next) {
        struct yaml_node *made = empty(l, YAML_MAP, element, NULL);
        bool is_taken = find_element(list, yaml_get(element, "id")->text) != NULL;
        for (const struct yaml_node *node = element->first; node; node = node->next) {
            if (str_eq_c(node->key, "decides")) /* of one base: without it a document may still be the other's */
                continue;
            struct yaml_node *kept = copy(l, node);
            if (is_taken && str_eq_c(node->key, "id")) /* two bases call a part the same: the second's gets the base's code */
                kept->text = arena_printf(l->f->arena, "%.*s-%.*s", STR_ARG(node->text), STR_ARG(code));
            append(made, kept);
        }
        if (accept && !yaml_get(element, "accept"))
            put(l, made, accept);
        append(list, made);
    }
}

static struct yaml_node *forms_of_both(const struct like *l, const struct yaml_node *a, const struct yaml_node *b)
{
    static const char *const flags[] = {"image", "external", NULL};
    struct yaml_node *made = empty(l, YAML_MAP, a ? a : b, "form"), *kinds = joined(l, "kinds", NULL, made);
    append_all(l, kinds, yaml_get(a, "kinds"));
    for (const struct yaml_node *node = yaml_get(b, "kinds") ? yaml_get(b, "kinds")->first : NULL; node; node = node->next)
        if (!has_text(kinds, node->text))
            append(kinds, copy(l, node));
    append(made, kinds);
    for (size_t i = 0; flags[i]; i++) {
        const struct yaml_node *x = yaml_get(a, flags[i]), *y = yaml_get(b, flags[i]);
        bool is_yes = (x && str_eq_c(x->text, "yes")) || (y && str_eq_c(y->text, "yes"));
        put_text(l, made, flags[i], is_yes ? "yes" : "no");
    }
    return made;
}

static struct yaml_node *accept_of_both(const struct like *l, const struct yaml_node *a, const struct yaml_node *b)
{
    struct yaml_node *made = joined(l, "accept", a, NULL);
    for (const struct yaml_node *node = b->first; node; node = node->next)
        if (!has_text(made, node->text))
            append(made, copy(l, node));
    return made;
}

/* b joins a; code: b's. */
static struct yaml_node *both(const struct like *l, const struct yaml_node *a, const struct yaml_node *b, struct str code)
{
    struct yaml_node *made = empty(l, YAML_MAP, a, NULL);
    for (const struct yaml_node *node = a->first; node; node = node->next) /* whole: only what all are; against: what one is not, another may be */
        if (!is_among(mixed, node->key) && !str_eq_c(node->key, "against") && (!is_among(of_both, node->key) || yaml_get(b, node->key.p)))
            append(made, copy(l, node));
    for (const struct yaml_node *node = b->first; node; node = node->next)
        if (!is_among(mixed, node->key) && !str_eq_c(node->key, "against") && !is_among(of_both, node->key) && !yaml_get(made, node->key.p))
            append(made, copy(l, node));
    const struct yaml_node *accept_a = yaml_get(a, "accept"), *accept_b = yaml_get(b, "accept");
    bool differ = accept_a && accept_b && !same_texts(accept_a, accept_b);
    if (accept_a && accept_b)
        append(made, accept_of_both(l, accept_a, accept_b));
    else
        put(l, made, accept_a ? accept_a : accept_b);
    if (yaml_get(a, "names") || yaml_get(b, "names"))
        append(made, names_of_both(l, yaml_get(a, "names"), yaml_get(b, "names"), false));
    if (yaml_get(a, "form") || yaml_get(b, "form"))
        append(made, forms_of_both(l, yaml_get(a, "form"), yaml_get(b, "form")));
    struct yaml_node *elements = empty(l, YAML_LIST, a, "elements");
    append_elements(l, elements, yaml_get(a, "elements"), differ ? accept_a : NULL, STR_NONE);
    append_elements(l, elements, yaml_get(b, "elements"), differ ? accept_b : NULL, code);
    append(made, elements);
    if (yaml_get(a, "slips") || yaml_get(b, "slips"))
        append(made, joined(l, "slips", yaml_get(a, "slips"), yaml_get(b, "slips")));
    const struct yaml_node *match_a = yaml_get(yaml_get(a, "examples"), "match"), *match_b = yaml_get(yaml_get(b, "examples"), "match");
    if (match_a || match_b) {
        struct yaml_node *examples = empty(l, YAML_MAP, a, "examples");
        append(examples, joined(l, "match", match_a, match_b));
        append(made, examples);
    }
    return made;
}

/* ---- what the item itself writes ---- */

static struct yaml_node *element_of_both(const struct like *l, const struct yaml_node *base, const struct yaml_node *own)
{
    static const char *const lists[] = {"any", "patterns", "any_negative", NULL};
    struct yaml_node *made = empty(l, YAML_MAP, own, NULL);
    for (const struct yaml_node *node = base->first; node; node = node->next) {
        const struct yaml_node *mine = yaml_get(own, node->key.p);
        if (mine && is_among(lists, node->key))
            append(made, joined(l, node->key.p, node, mine));
        else
            append(made, copy(l, mine ? mine : node));
    }
    for (const struct yaml_node *node = own->first; node; node = node->next)
        if (!yaml_get(base, node->key.p))
            append(made, copy(l, node));
    return made;
}

static struct yaml_node *elements_of_both(const struct like *l, const struct yaml_node *base, const struct yaml_node *own)
{
    struct yaml_node *made = empty(l, YAML_LIST, own, "elements");
    for (const struct yaml_node *node = base ? base->first : NULL; node; node = node->next) {
        const struct yaml_node *mine = find_element(own, yaml_get(node, "id")->text);
        append(made, mine ? element_of_both(l, node, mine) : copy(l, node));
    }
    for (const struct yaml_node *node = own->first; node; node = node->next)
        if (!find_element(base, yaml_get(node, "id")->text))
            append(made, copy(l, node));
    return made;
}

/* Examples that must match are inherited: they test what is. Those that must not are of a world where the neighbours were others. */
static struct yaml_node *examples_of_both(const struct like *l, const struct yaml_node *base, const struct yaml_node *own)
{
    const struct yaml_node *match = yaml_get(base, "match"), *mine = yaml_get(own, "match");
    struct yaml_node *made = empty(l, YAML_MAP, own ? own : base, "examples");
    if (match || mine)
        append(made, joined(l, "match", match, mine));
    put(l, made, yaml_get(own, "reject"));
    put(l, made, yaml_get(own, "elements")); /* the base's are tried where they were written */
    put(l, made, yaml_get(own, "elements"));
    return made;
}

static void put_source(const struct like *l, struct yaml_node *made)
{
    struct str text = STR_LIT("ตามข้อ");
    for (const struct yaml_node *origin = l->origins->first; origin; origin = origin->next) {
        const struct yaml_node *code = yaml_get(origin, "item"), *scheme = yaml_get(origin, "scheme");
        if (code)
            text = arena_printf(l->f->arena, "%.*s %.*s ของเกณฑ์ %.*s", STR_ARG(text), STR_ARG(code->text), STR_ARG(scheme->text));
    }
    put_text(l, made, "source", arena_printf(l->f->arena, "%.*s; ยังไม่ยืนยัน", STR_ARG(text)).p);
}

static struct yaml_node *own_over(const struct like *l, const struct yaml_node *base, const struct yaml_node *own)
{
    struct yaml_node *made = empty(l, YAML_MAP, own, NULL);
    const struct yaml_node *names = yaml_get(own, "names"), *elements = yaml_get(own, "elements");
    for (const struct yaml_node *node = own->first; node; node = node->next)
        if (!is_among((const char *const[]){"like", "names", "elements", "examples", NULL}, node->key))
            append(made, copy(l, node));
    for (const struct yaml_node *node = base->first; node; node = node->next) {
        bool is_ours = str_eq_c(node->key, "accept_assumed") && yaml_get(own, "accept"); /* it speaks of the base's years */
        if (!is_among((const char *const[]){"names", "elements", "examples", NULL}, node->key) && !yaml_get(own, node->key.p) && !is_ours)
            append(made, copy(l, node));
    }
    if (names || yaml_get(base, "names"))
        append(made, names_of_both(l, yaml_get(base, "names"), names, true));
    if (elements)
        append(made, elements_of_both(l, yaml_get(base, "elements"), elements));
    else
        put(l, made, yaml_get(base, "elements"));
    if (yaml_get(own, "examples") || yaml_get(base, "examples"))
        append(made, examples_of_both(l, yaml_get(base, "examples"), yaml_get(own, "examples")));
    if (!yaml_get(own, "source"))
        put_source(l, made);
    l->origins->key = STR_LIT("like");
    append(made, l->origins);
    return made;
}

/* ---- the way up ---- */

static const struct yaml_node *resolve(const struct like_finder *f, struct str scheme, const struct yaml_node *item, const struct step *way);

static bool goes_round(const struct like_finder *f, const struct yaml_node *entry, struct str scheme, struct str code, const struct step *way)
{
    for (; way; way = way->up)
        if (str_eq(way->scheme, scheme) && str_eq(way->code, code)) {
            messages_add(f->messages, MESSAGE_ERROR, entry->file, entry->line, entry->column, "'like' วนกลับมาที่ข้อ %.*s ของเกณฑ์ %.*s",
                         "'like' comes back to item %.*s of scheme %.*s", STR_ARG(code), STR_ARG(scheme));
            return true;
        }
    return false;
}

/* The base one entry names; NULL after a message. */
static const struct yaml_node *base_of(const struct like_finder *f, struct str own_scheme, const struct yaml_node *entry, const struct step *way)
{
    const struct yaml_node *scheme = yaml_get(entry, "scheme"), *code = yaml_get(entry, "item"), *trap = yaml_get(entry, "trap");
    if (!code == !trap || (code && !scheme)) {
        messages_add_plain(f->messages, entry->file, entry->line, entry->column, "like ต้องมี scheme กับ item หรือมี trap อย่างใดอย่างหนึ่ง",
                           "like needs scheme and item, or trap");
        return NULL;
    }
    if (trap)
        return f->find_trap(f->user, trap, scheme ? scheme->text : own_scheme, trap->text);
    if (goes_round(f, entry, scheme->text, code->text, way))
        return NULL;
    const struct yaml_node *base = f->find_item(f->user, code, scheme->text, code->text);
    const struct step step = {scheme->text, code->text, way};
    return base && yaml_get(base, "like") ? resolve(f, scheme->text, base, &step) : base;
}

static const struct yaml_node *resolve(const struct like_finder *f, struct str scheme, const struct yaml_node *item, const struct step *way)
{
    const struct yaml_node *like = yaml_get(item, "like"), *entry = like->kind == YAML_LIST ? like->first : like;
    struct like l = {.f = f};
    l.origins = empty(&l, YAML_LIST, like, "like");
    struct yaml_node *all = NULL;
    for (; entry; entry = like->kind == YAML_LIST ? entry->next : NULL) {
        const struct yaml_node *base = base_of(f, scheme, entry, way), *code = yaml_get(entry, "item");
        if (!base)
            return NULL;
        append(l.origins, copy(&l, entry));
        if (code)
            append_all(&l, l.origins, yaml_get(base, "like"));
        struct yaml_node *part = taken(&l, base, entry);
        if (!code) { /* a trap gives its names only */
            struct yaml_node *names = empty(&l, YAML_MAP, base, NULL);
            put(&l, names, yaml_get(part, "names"));
            part = names;
        }
        all = all ? both(&l, all, part, code ? code->text : STR_LIT("trap")) : part;
    }
    if (!all) {
        messages_add_plain(f->messages, like->file, like->line, like->column, "like ต้องมีอย่างน้อยหนึ่งข้อ", "like needs at least one item");
        return NULL;
    }
    return own_over(&l, all, item);
}

const struct yaml_node *like_item(const struct like_finder *finder, struct str scheme, const struct yaml_node *item)
{
    const struct step self = {scheme, yaml_get(item, "code")->text, NULL};
    return resolve(finder, scheme, item, &self);
}

const struct yaml_node *like_trap(const struct like_finder *finder, const struct yaml_node *trap)
{
    const struct yaml_node *like = yaml_get(trap, "like");
    if (!like)
        return trap;
    const struct yaml_node *base = base_of(finder, STR_NONE, like, NULL);
    if (!base || !yaml_get(base, "names"))
        return NULL;
    struct like l = {.f = finder};
    struct yaml_node *made = empty(&l, YAML_MAP, trap, NULL);
    for (const struct yaml_node *node = trap->first; node; node = node->next)
        if (!is_among((const char *const[]){"like", "names", NULL}, node->key))
            append(made, copy(&l, node));
    if (!yaml_get(trap, "title"))
        put(&l, made, yaml_get(base, "title"));
    check_without(&l, base, yaml_get(like, "without"));
    struct yaml_node *names = names_without(&l, yaml_get(base, "names"), yaml_get(like, "without"));
    append(made, names_of_both(&l, names, yaml_get(trap, "names"), true));
    return made;
}

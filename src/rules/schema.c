/* schema.c - the tables of known keys, and the check of a file against them. docs/RULE-FORMAT.md is this table in prose.
 * SPDX-License-Identifier: MIT
 */
#include "rules/schema.h"

static const struct schema_key words_keys[] = {{"th", SHAPE_TEXT, NULL, true}, {"en", SHAPE_TEXT, NULL, true}, {0}};
static const struct schema_key pattern_keys[] = {
    {"pattern", SHAPE_TEXT, NULL, true}, {"form", SHAPE_TEXT, NULL, false}, {"strength", SHAPE_NUMBER, NULL, false}, {0}};
static const struct schema_key combo_keys[] = {{"all", SHAPE_TEXTS, NULL, false},   {"any", SHAPE_TEXTS, NULL, false},
                                               {"none", SHAPE_TEXTS, NULL, false},  {"head", SHAPE_TEXTS, NULL, false},
                                               {"strength", SHAPE_NUMBER, NULL, false}, {0}};
static const struct schema_key name_keys[] = {{"exact", SHAPE_TEXTS, NULL, false},     {"variants", SHAPE_TEXTS, NULL, false},
                                              {"patterns", SHAPE_PATTERNS, NULL, false}, {"combos", SHAPE_MAPS, combo_keys, false},
                                              {"weak", SHAPE_TEXTS, NULL, false},      {"not", SHAPE_TEXTS, NULL, false},
                                              {"matter", SHAPE_TEXTS, NULL, false},
                                              {0}};
static const struct schema_key overlay_name_keys[] = {{"exact", SHAPE_TEXTS, NULL, false},       {"variants", SHAPE_TEXTS, NULL, false},
                                                      {"patterns", SHAPE_PATTERNS, NULL, false}, {"combos", SHAPE_MAPS, combo_keys, false},
                                                      {"weak", SHAPE_TEXTS, NULL, false},        {0}};
static const struct schema_key phrase_keys[] = {{"phrases", SHAPE_TEXTS, NULL, false}, {"patterns", SHAPE_PATTERNS, NULL, false}, {0}};
static const struct schema_key head_keys[] = {
    {"phrases", SHAPE_TEXTS, NULL, true}, {"frame", SHAPE_YES_NO, NULL, false}, {"turns", SHAPE_YES_NO, NULL, false}, {"anywhere", SHAPE_YES_NO, NULL, false}, {"kind", SHAPE_TEXT, NULL, false}, {"also", SHAPE_TEXTS, NULL, false}, {0}};
static const struct schema_key example_keys[] = {{"match", SHAPE_TEXTS, NULL, false}, {"reject", SHAPE_TEXTS, NULL, false}, {0}};
static const struct schema_key trap_like_keys[] = {
    {"scheme", SHAPE_TEXT, NULL, true}, {"trap", SHAPE_TEXT, NULL, false}, {"item", SHAPE_TEXT, NULL, false}, {"without", SHAPE_TEXTS, NULL, false}, {0}};
static const struct schema_key item_example_keys[] = {{"match", SHAPE_TEXTS, NULL, false}, {"reject", SHAPE_TEXTS, NULL, false},
                                                      {"elements", SHAPE_TEXTS_BY_NAME, NULL, false}, {0}};
static const struct schema_key trap_keys[] = {{"id", SHAPE_TEXT, NULL, true},       {"title", SHAPE_WORDS, NULL, false}, /* both: or `like` */
                                              {"near", SHAPE_TEXTS, NULL, false},   {"names", SHAPE_MAP, name_keys, false},
                                              {"like", SHAPE_MAP, trap_like_keys, false},
                                              {"hub", SHAPE_YES_NO, NULL, false},
                                              {"examples", SHAPE_MAP, example_keys, false}, {0}};

static const struct schema_key viewer_keys[] = {{"id", SHAPE_TEXT, NULL, true},
                                                {"host", SHAPE_TEXTS, NULL, true},
                                                {"path", SHAPE_TEXTS, NULL, true},
                                                {"parameter", SHAPE_TEXTS, NULL, true},
                                                {0}};
static const struct schema_key share_form_keys[] = {{"path", SHAPE_TEXTS, NULL, true}, {"download", SHAPE_TEXT, NULL, false},
                                                    {"list", SHAPE_TEXT, NULL, false}, {"set", SHAPE_TEXTS, NULL, false},
                                                    {"page", SHAPE_YES_NO, NULL, false}, {0}};
static const struct schema_key share_keys[] = {{"id", SHAPE_TEXT, NULL, true},
                                               {"title", SHAPE_WORDS, NULL, true},
                                               {"host", SHAPE_TEXTS, NULL, true},
                                               {"forms", SHAPE_MAPS, share_form_keys, true},
                                               {"content", SHAPE_TEXTS, NULL, false},
                                               {"login", SHAPE_TEXTS, NULL, false},
                                               {"confirm", SHAPE_TEXTS, NULL, false},
                                               {"robots", SHAPE_YES_NO, NULL, false},
                                               {"service", SHAPE_YES_NO, NULL, false},
                                               {"advice", SHAPE_WORDS, NULL, false},
                                               {0}};

static const struct schema_key parallel_keys[] = {{"id", SHAPE_TEXT, NULL, true},        {"title", SHAPE_WORDS, NULL, true},
                                                  {"words", SHAPE_TEXTS, NULL, true},    {"with", SHAPE_TEXTS, NULL, false},
                                                  {"code_words", SHAPE_TEXTS, NULL, false}, {"titles", SHAPE_TEXTS, NULL, false},
                                                  {"numbers", SHAPE_TEXTS, NULL, false}, {0}};
static const struct schema_key channel_keys[] = {{"id", SHAPE_TEXT, NULL, true},
                                                 {"kind", SHAPE_TEXT, NULL, true},
                                                 {"host", SHAPE_TEXTS, NULL, false},
                                                 {"path", SHAPE_TEXTS, NULL, false},
                                                 {"class", SHAPE_TEXTS, NULL, false},
                                                 {0}};

static const struct schema_key answer_keys[] = {{"id", SHAPE_TEXT, NULL, true},     {"fault", SHAPE_TEXT, NULL, true},    {"title", SHAPE_TEXTS, NULL, false},
                                                {"text", SHAPE_TEXTS, NULL, false}, {"also", SHAPE_TEXTS, NULL, false},   {"mark", SHAPE_TEXTS, NULL, false},
                                                {"status", SHAPE_TEXTS, NULL, false}, {"most", SHAPE_NUMBER, NULL, false}, {0}};

const struct schema_key schema_common[] = {{"sets", SHAPE_TEXTS_BY_NAME, NULL, false},
                                           {"heads", SHAPE_MAP_BY_NAME, head_keys, false},
                                           {"vocabulary", SHAPE_MAP_BY_NAME, phrase_keys, false},
                                           {"traps", SHAPE_MAPS, trap_keys, false},
                                           {"codes_of", SHAPE_TEXT, NULL, false},
                                           {"parallel", SHAPE_MAPS, parallel_keys, false},
                                           {"viewers", SHAPE_MAPS, viewer_keys, false},
                                           {"shares", SHAPE_MAPS, share_keys, false},
                                           {"channels", SHAPE_MAPS, channel_keys, false},
                                           {"answers", SHAPE_MAPS, answer_keys, false},
                                           {0}};

#define GROUP_KEYS(child)                                                                                              \
    {                                                                                                                  \
        {"code", SHAPE_TEXT, NULL, true}, {"title", SHAPE_WORDS, NULL, false}, {"aggregate", SHAPE_TEXT, NULL, false}, \
            {"weight", SHAPE_NUMBER, NULL, false}, {"groups", SHAPE_MAPS, child, false}, {0}                           \
    }
static const struct schema_key group_keys[] = GROUP_KEYS(group_keys);

const struct schema_key schema_scheme[] = {{"id", SHAPE_TEXT, NULL, true},
                                           {"revision", SHAPE_TEXT, NULL, true},
                                           {"title", SHAPE_WORDS, NULL, true},
                                           {"confirmed_years", SHAPE_TEXTS, NULL, false},
                                           {"calendar", SHAPE_TEXT, NULL, false},
                                           {"score_name", SHAPE_WORDS, NULL, false},
                                           {"assessor", SHAPE_WORDS, NULL, false},
                                           {"year_starts", SHAPE_NUMBER, NULL, false},
                                           {"target", SHAPE_NUMBER, NULL, false},
                                           {"common", SHAPE_TEXTS, NULL, false},
                                           {"code_words", SHAPE_TEXTS, NULL, false},
                                           {"other_codes", SHAPE_TEXTS, NULL, false},
                                           {"groups", SHAPE_MAPS, group_keys, true},
                                           {"levels", SHAPE_TEXTS, NULL, false},
                                           {"sources", SHAPE_TEXTS, NULL, false},
                                           {"sets", SHAPE_TEXTS_BY_NAME, NULL, false},
                                           {"heads", SHAPE_MAP_BY_NAME, head_keys, false},
                                           {"vocabulary", SHAPE_MAP_BY_NAME, phrase_keys, false},
                                           {"traps", SHAPE_MAPS, trap_keys, false},
                                           {"without_traps", SHAPE_TEXTS, NULL, false},
                                           {"map", SHAPE_NUMBERS_MAP, NULL, false},
                                           {0}};

static const struct schema_key form_keys[] = {
    {"kinds", SHAPE_TEXTS, NULL, false}, {"image", SHAPE_YES_NO, NULL, false}, {"external", SHAPE_YES_NO, NULL, false}, {0}};
/* An element that is like an inherited one need not repeat its text. */
#define ELEMENT_KEYS(is_own)                                                                                           \
    {                                                                                                                  \
        {"id", SHAPE_TEXT, NULL, true}, {"text", SHAPE_WORDS, NULL, is_own},                                           \
            {"required", SHAPE_YES_NO, NULL, false}, {"assumed", SHAPE_YES_NO, NULL, false},                           \
            {"in", SHAPE_TEXTS, NULL, false}, {"any", SHAPE_TEXTS, NULL, false},                                       \
            {"patterns", SHAPE_PATTERNS, NULL, false}, {"detect", SHAPE_TEXTS, NULL, false},                           \
            {"min", SHAPE_NUMBER, NULL, false}, {"prose", SHAPE_NUMBER, NULL, false}, {"negative", SHAPE_YES_NO, NULL, false},                               \
            {"any_negative", SHAPE_TEXTS, NULL, false}, {"needs_human", SHAPE_YES_NO, NULL, false},                    \
            {"decides", SHAPE_YES_NO, NULL, false}, {"value", SHAPE_TEXT, NULL, false},                                \
            {"accept", SHAPE_TEXTS, NULL, false},                                                                      \
            {"note", SHAPE_WORDS, NULL, false}, {"source", SHAPE_TEXT, NULL, false}, {0}                               \
    }
static const struct schema_key element_keys[] = ELEMENT_KEYS(true), like_element_keys[] = ELEMENT_KEYS(false);
static const struct schema_key against_keys[] = {{"id", SHAPE_TEXT, NULL, true},         {"text", SHAPE_WORDS, NULL, true}, {"in", SHAPE_TEXTS, NULL, false},
                                                 {"any", SHAPE_TEXTS, NULL, false},      {"patterns", SHAPE_PATTERNS, NULL, false},
                                                 {"min", SHAPE_NUMBER, NULL, false},     {"unless", SHAPE_TEXTS, NULL, false}, {0}};
static const struct schema_key overlay_element_keys[] = {{"id", SHAPE_TEXT, NULL, true},
                                                         {"assumed", SHAPE_YES_NO, NULL, false},
                                                         {"any", SHAPE_TEXTS, NULL, false},
                                                         {"patterns", SHAPE_PATTERNS, NULL, false},
                                                         {"any_negative", SHAPE_TEXTS, NULL, false},
                                                         {0}};
static const struct schema_key confusable_keys[] = {{"item", SHAPE_TEXT, NULL, true}, {"note", SHAPE_WORDS, NULL, false}, {0}};

static const struct schema_key like_keys[] = {{"scheme", SHAPE_TEXT, NULL, false}, {"item", SHAPE_TEXT, NULL, false}, {"trap", SHAPE_TEXT, NULL, false},
                                              {"without", SHAPE_TEXTS, NULL, false}, {"assumed", SHAPE_YES_NO, NULL, false}, {0}};

/* is_own: the file must say it itself, since nothing is inherited. */
#define ITEM_KEYS(is_own, keys_of_elements)                                                                                              \
    {                                                                                                                  \
        {"code", SHAPE_TEXT, NULL, true}, {"like", SHAPE_MAP_OR_MAPS, like_keys, !(is_own)},                           \
            {"title", SHAPE_WORDS, NULL, is_own}, {"group", SHAPE_TEXT, NULL, true},                                   \
            {"weight", SHAPE_NUMBER, NULL, false}, {"kind", SHAPE_TEXT, NULL, false},                                  \
            {"levels", SHAPE_TEXTS, NULL, false}, {"levels_confirmed", SHAPE_YES_NO, NULL, false},                     \
            {"source", SHAPE_TEXT, NULL, false}, {"owner", SHAPE_WORDS, NULL, false},                                  \
            {"names", SHAPE_MAP, name_keys, is_own}, {"accept", SHAPE_TEXTS, NULL, is_own},                            \
            {"accept_assumed", SHAPE_YES_NO, NULL, false}, {"due", SHAPE_TEXT, NULL, false},                           \
            {"running", SHAPE_YES_NO, NULL, false}, {"whole", SHAPE_YES_NO, NULL, false}, {"closed", SHAPE_YES_NO, NULL, false}, \
            {"form", SHAPE_MAP, form_keys, false}, {"elements", SHAPE_MAPS, keys_of_elements, false},                        \
            {"against", SHAPE_MAPS, against_keys, false},                                                              \
            {"confusable", SHAPE_MAPS, confusable_keys, false}, {"advice", SHAPE_WORDS, NULL, false},                  \
            {"slips", SHAPE_MAPS, words_keys, false}, {"examples", SHAPE_MAP, item_example_keys, false}, {0}                                                     \
    }
const struct schema_key schema_item[] = ITEM_KEYS(true, element_keys), schema_like_item[] = ITEM_KEYS(false, like_element_keys);

const struct schema_key schema_overlay_item[] = {{"code", SHAPE_TEXT, NULL, true},
                                                 {"names", SHAPE_MAP, overlay_name_keys, false},
                                                 {"elements", SHAPE_MAPS, overlay_element_keys, false},
                                                 {"examples", SHAPE_MAP, example_keys, false},
                                                 {0}};

/* Edit distance of two short ASCII words, with a swap of neighbours as one; above 3: 4. */
static size_t word_distance(struct str a, struct str b)
{
    enum { MAX = 31 };
    if (a.n > MAX || b.n > MAX)
        return 4;
    size_t row[3][MAX + 1];
    for (size_t k = 0; k <= b.n; k++)
        row[0][k] = k;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *now = row[i % 3], *up = row[(i - 1) % 3], *up2 = row[(i + 1) % 3];
        now[0] = i;
        for (size_t k = 1; k <= b.n; k++) {
            size_t best = up[k - 1] + (a.p[i - 1] != b.p[k - 1]);
            best = up[k] + 1 < best ? up[k] + 1 : best;
            best = now[k - 1] + 1 < best ? now[k - 1] + 1 : best;
            if (i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1] && up2[k - 2] + 1 < best)
                best = up2[k - 2] + 1;
            now[k] = best;
        }
    }
    size_t distance = row[a.n % 3][b.n];
    return distance > 3 ? 4 : distance;
}

const char *schema_nearest(struct str word, const char *const *names)
{
    const char *best = NULL;
    size_t best_distance = word.n < 4 ? 2 : word.n < 7 ? 3 : 4; /* a suggestion must be nearer than this */
    for (; *names; names++) {
        size_t distance = word_distance(word, str_from(*names));
        if (distance < best_distance) {
            best_distance = distance;
            best = *names;
        }
    }
    return best;
}

static const char *nearest_key(struct str word, const struct schema_key *keys)
{
    enum { MAX_KEYS = 40 };
    const char *names[MAX_KEYS + 1];
    size_t n = 0;
    for (; keys[n].name && n < MAX_KEYS; n++)
        names[n] = keys[n].name;
    names[n] = NULL;
    return schema_nearest(word, names);
}

static bool wrong_shape(const struct yaml_node *node, struct messages *m, const char *th, const char *en)
{
    struct str name = node->key.p ? node->key : STR_LIT("-");
    struct arena scratch;
    arena_init(&scratch);
    struct str th_text = arena_printf(&scratch, "'%.*s' ต้องเป็น%s", STR_ARG(name), th);
    struct str en_text = arena_printf(&scratch, "'%.*s' must be %s", STR_ARG(name), en);
    messages_add_plain(m, node->file, node->line, node->column, th_text.p, en_text.p);
    arena_done(&scratch);
    return false;
}

static bool check_value(const struct yaml_node *node, const struct schema_key *key, struct messages *m);

static bool is_number(struct str s)
{
    size_t digits = 0, dots = 0;
    for (size_t i = 0; i < s.n; i++) {
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        dots += s.p[i] == '.';
    }
    return digits > 0 && dots <= 1 && digits + dots == s.n && s.n <= 12;
}

static bool check_children(const struct yaml_node *node, const struct schema_key *key, struct messages *m)
{
    bool is_ok = true;
    for (const struct yaml_node *child = node->first; child; child = child->next)
        is_ok = check_value(child, key, m) && is_ok;
    return is_ok;
}

static bool check_value(const struct yaml_node *node, const struct schema_key *key, struct messages *m)
{
    static const struct schema_key text = {"", SHAPE_TEXT, NULL, false}, texts = {"", SHAPE_TEXTS, NULL, false};
    switch (key->shape) {
    case SHAPE_TEXT:
        return node->kind == YAML_TEXT || wrong_shape(node, m, "ข้อความ", "text");
    case SHAPE_YES_NO:
        return (node->kind == YAML_TEXT && (str_eq_c(node->text, "yes") || str_eq_c(node->text, "no"))) ||
               wrong_shape(node, m, " yes หรือ no", "yes or no");
    case SHAPE_NUMBER:
        return (node->kind == YAML_TEXT && is_number(node->text)) || wrong_shape(node, m, "ตัวเลข", "a number");
    case SHAPE_WORDS:
        return node->kind == YAML_MAP ? schema_check(node, words_keys, m)
                                      : wrong_shape(node, m, " {th: ข้อความไทย, en: ข้อความอังกฤษ}", "{th: Thai text, en: English text}");
    case SHAPE_TEXTS:
        return node->kind == YAML_LIST ? check_children(node, &text, m)
                                       : wrong_shape(node, m, "รายการข้อความ [ก, ข]", "a list of texts [a, b]");
    case SHAPE_MAP:
        return node->kind == YAML_MAP ? schema_check(node, key->keys, m) : wrong_shape(node, m, "กลุ่มคีย์", "a mapping of keys");
    case SHAPE_MAPS: {
        const struct schema_key one = {"", SHAPE_MAP, key->keys, false};
        return node->kind == YAML_LIST ? check_children(node, &one, m)
                                       : wrong_shape(node, m, "รายการที่ขึ้นต้นด้วย -", "a list whose entries begin with -");
    }
    case SHAPE_MAP_OR_MAPS: {
        const struct schema_key one = {"", SHAPE_MAP, key->keys, false};
        return node->kind == YAML_LIST ? check_children(node, &one, m) : check_value(node, &one, m);
    }
    case SHAPE_TEXTS_BY_NAME:
        return node->kind == YAML_MAP ? check_children(node, &texts, m) : wrong_shape(node, m, "กลุ่มคีย์", "a mapping of keys");
    case SHAPE_MAP_BY_NAME: {
        if (node->kind != YAML_MAP)
            return wrong_shape(node, m, "กลุ่มคีย์", "a mapping of keys");
        const struct schema_key one = {"", SHAPE_MAP, key->keys, false};
        bool is_ok = true;
        for (const struct yaml_node *child = node->first; child; child = child->next)
            is_ok = check_value(child, child->kind == YAML_LIST ? &texts : &one, m) && is_ok;
        return is_ok;
    }
    case SHAPE_PATTERNS: {
        if (node->kind != YAML_LIST)
            return wrong_shape(node, m, "รายการรูปแบบ", "a list of patterns");
        const struct schema_key one = {"", SHAPE_MAP, pattern_keys, false};
        bool is_ok = true;
        for (const struct yaml_node *child = node->first; child; child = child->next)
            is_ok = check_value(child, child->kind == YAML_TEXT ? &text : &one, m) && is_ok;
        return is_ok;
    }
    case SHAPE_NUMBERS_MAP: {
        if (node->kind != YAML_MAP)
            return wrong_shape(node, m, "กลุ่มคีย์", "a mapping of keys");
        bool is_ok = true;
        for (const struct yaml_node *child = node->first; child; child = child->next) {
            if (child->kind != YAML_MAP)
                is_ok = wrong_shape(child, m, "กลุ่มคีย์", "a mapping of keys");
            for (const struct yaml_node *value = child->kind == YAML_MAP ? child->first : NULL; value; value = value->next)
                is_ok = check_value(value, value->kind == YAML_LIST ? &texts : &text, m) && is_ok;
        }
        return is_ok;
    }
    }
    return false;
}

bool schema_check(const struct yaml_node *map, const struct schema_key *keys, struct messages *m)
{
    if (map->kind != YAML_MAP)
        return wrong_shape(map, m, "กลุ่มคีย์", "a mapping of keys");
    bool is_ok = true;
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        const struct schema_key *key = keys;
        while (key->name && !str_eq_c(node->key, key->name))
            key++;
        if (key->name) {
            is_ok = check_value(node, key, m) && is_ok;
            continue;
        }
        const char *nearest = nearest_key(node->key, keys);
        if (nearest)
            messages_add(m, MESSAGE_ERROR, node->file, node->key_line, node->key_column, "ไม่รู้จักคีย์ '%.*s' หมายถึง '%s' หรือไม่",
                         "unknown key '%.*s'; did you mean '%s'?", STR_ARG(node->key), nearest);
        else
            messages_add(m, MESSAGE_ERROR, node->file, node->key_line, node->key_column,
                         "ไม่รู้จักคีย์ '%.*s' ดูคีย์ที่ใช้ได้ใน %s", "unknown key '%.*s'; see %s for the keys", STR_ARG(node->key),
                         m->document ? m->document : "docs/RULE-FORMAT.md");
        is_ok = false;
    }
    for (const struct schema_key *key = keys; key->name; key++)
        if (key->is_required && !yaml_get(map, key->name)) {
            messages_add(m, MESSAGE_ERROR, map->file, map->line, map->column, "ขาดคีย์ '%s'", "the key '%s' is missing", key->name);
            is_ok = false;
        }
    return is_ok;
}

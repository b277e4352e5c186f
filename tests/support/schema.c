/* schema.c - see schema.h.
 * SPDX-License-Identifier: MIT
 */
#include "schema.h"

#include <jansson.h>
#include <regex.h>
#include <stdio.h>

struct check {
    json_t *root; /* the schema */
    char path[512];
    char *message;
    size_t size;
};

static bool validate(struct check *c, json_t *schema, json_t *value);

static bool fail(struct check *c, const char *what, const char *detail)
{
    (void)snprintf(c->message, c->size, "%s: %s %s", c->path, what, detail);
    return false;
}

static bool validate_member(struct check *c, json_t *schema, json_t *value, const char *name)
{
    size_t n = strlen(c->path);
    (void)snprintf(c->path + n, sizeof c->path - n, "/%s", name);
    bool is_valid = validate(c, schema, value);
    c->path[n] = '\0';
    return is_valid;
}

static bool is_type(json_t *value, const char *type)
{
    static const struct {
        const char *name;
        json_type type;
    } types[] = {{"object", JSON_OBJECT}, {"array", JSON_ARRAY}, {"string", JSON_STRING}, {"null", JSON_NULL}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, type) == 0)
            return json_typeof(value) == types[i].type;
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(value);
    return strcmp(type, "integer") == 0 ? json_is_integer(value) : strcmp(type, "number") == 0 && json_is_number(value);
}

static bool check_type(struct check *c, json_t *rule, json_t *value)
{
    if (json_is_string(rule))
        return is_type(value, json_string_value(rule)) || fail(c, "is not of type", json_string_value(rule));
    for (size_t i = 0; i < json_array_size(rule); i++)
        if (is_type(value, json_string_value(json_array_get(rule, i))))
            return true;
    return fail(c, "is of none of the types", "");
}

static bool check_enum(struct check *c, json_t *rule, json_t *value)
{
    for (size_t i = 0; i < json_array_size(rule); i++)
        if (json_equal(json_array_get(rule, i), value))
            return true;
    return fail(c, "not in enum:", json_is_string(value) ? json_string_value(value) : "");
}

static bool check_required(struct check *c, json_t *rule, json_t *value)
{
    for (size_t i = 0; json_is_object(value) && i < json_array_size(rule); i++) {
        const char *name = json_string_value(json_array_get(rule, i));
        if (!json_object_get(value, name))
            return fail(c, "lacks", name);
    }
    return true;
}

static bool check_properties(struct check *c, json_t *rule, json_t *value)
{
    const char *name;
    json_t *member;
    if (!json_is_object(value))
        return true;
    void *iter = json_object_iter(value);
    for (; iter; iter = json_object_iter_next(value, iter)) {
        name = json_object_iter_key(iter);
        member = json_object_iter_value(iter);
        json_t *schema = json_object_get(rule, name);
        if (!schema)
            return fail(c, "has a member the schema does not name:", name);
        if (!validate_member(c, schema, member, name))
            return false;
    }
    return true;
}

static bool check_items(struct check *c, json_t *rule, json_t *value)
{
    for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++) {
        char name[24];
        (void)snprintf(name, sizeof name, "%zu", i);
        if (!validate_member(c, rule, json_array_get(value, i), name))
            return false;
    }
    return true;
}

static bool check_pattern(struct check *c, json_t *rule, json_t *value)
{
    regex_t regex;
    if (!json_is_string(value))
        return true;
    if (regcomp(&regex, json_string_value(rule), REG_EXTENDED | REG_NOSUB) != 0)
        return fail(c, "bad pattern in schema:", json_string_value(rule));
    bool is_match = regexec(&regex, json_string_value(value), 0, NULL, 0) == 0;
    regfree(&regex);
    return is_match || fail(c, "does not match:", json_string_value(value));
}

static bool check_minimum(struct check *c, json_t *rule, json_t *value)
{
    return !json_is_number(value) || json_number_value(value) >= json_number_value(rule) || fail(c, "is below minimum", "");
}

static bool check_maximum(struct check *c, json_t *rule, json_t *value)
{
    return !json_is_number(value) || json_number_value(value) <= json_number_value(rule) || fail(c, "is above maximum", "");
}

static bool check_const(struct check *c, json_t *rule, json_t *value)
{
    return json_equal(rule, value) || fail(c, "is not the constant", json_string_value(rule));
}

static bool check_any_of(struct check *c, json_t *rule, json_t *value)
{
    for (size_t i = 0; i < json_array_size(rule); i++)
        if (validate(c, json_array_get(rule, i), value))
            return true;
    return false; /* the last alternative's message stands */
}

static bool check_ref(struct check *c, json_t *rule, json_t *value)
{
    static const char prefix[] = "#/$defs/";
    const char *target = json_string_value(rule);
    json_t *schema = NULL;
    if (strncmp(target, prefix, sizeof prefix - 1) == 0)
        schema = json_object_get(json_object_get(c->root, "$defs"), target + sizeof prefix - 1);
    return schema ? validate(c, schema, value) : fail(c, "unknown $ref", target);
}

static bool check_nothing(struct check *c, json_t *rule, json_t *value)
{
    (void)c, (void)rule, (void)value;
    return true;
}

static const struct keyword {
    const char *name;
    bool (*check)(struct check *c, json_t *rule, json_t *value);
} keywords[] = {
    {"type", check_type},         {"enum", check_enum},       {"const", check_const},       {"required", check_required},
    {"properties", check_properties}, {"items", check_items}, {"minimum", check_minimum},   {"maximum", check_maximum},
    {"pattern", check_pattern},   {"anyOf", check_any_of},    {"$ref", check_ref},          {"description", check_nothing},
    {"title", check_nothing},     {"$schema", check_nothing}, {"$id", check_nothing},       {"$defs", check_nothing},
};

static bool validate(struct check *c, json_t *schema, json_t *value)
{
    void *iter = json_object_iter(schema);
    for (; iter; iter = json_object_iter_next(schema, iter)) {
        const struct keyword *keyword = NULL;
        for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
            if (strcmp(keywords[i].name, json_object_iter_key(iter)) == 0)
                keyword = &keywords[i];
        if (!keyword)
            return fail(c, "schema keyword that is not checked:", json_object_iter_key(iter));
        if (!keyword->check(c, json_object_iter_value(iter), value))
            return false;
    }
    return true;
}

bool json_schema_check(const char *schema_path, struct str json, char *ret_message, size_t size)
{
    json_error_t where;
    json_t *schema = json_load_file(schema_path, 0, &where);
    json_t *value = json_loadb(json.p ? json.p : "", json.n, 0, &where);
    struct check c = {.root = schema, .message = ret_message, .size = size};
    bool is_valid = schema && value ? validate(&c, schema, value) : fail(&c, "not JSON:", where.text);
    json_decref(schema);
    json_decref(value);
    return is_valid;
}

/* fuzz_rules_yaml.c - any bytes as a rule file: read, checked against every schema; and any bytes as a pattern.
 * SPDX-License-Identifier: MIT
 */
#include "rules/pattern.h"
#include "rules/schema.h"
#include "text/norm.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_pattern(struct str text, struct arena *arena)
{
    static const char subject[] = "\xA1\xA2\xA3 abc 123 \xA1\xA1";
    struct pattern_problem problem;
    struct pattern_scratch *scratch = pattern_scratch_new();
    for (unsigned form = NORM_TIGHT; form <= NORM_WEAK; form <<= 1) {
        struct pattern *pattern = pattern_new(text, form, arena, &problem);
        size_t from, to;
        if (pattern)
            (void)pattern_match(pattern, scratch, (const unsigned char *)subject, sizeof subject - 1, 0, false, &from, &to);
        pattern_free(pattern);
    }
    pattern_scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct arena arena;
    struct messages messages;
    arena_init(&arena);
    messages_init(&messages);
    const struct yaml_node *root = yaml_read(bytes, "fuzz.yaml", &arena, &messages);
    if (root) {
        (void)schema_check(root, schema_common, &messages);
        (void)schema_check(root, schema_scheme, &messages);
        (void)schema_check(root, schema_item, &messages);
        (void)schema_check(root, schema_overlay_item, &messages);
    }
    if (size < 200 && utf8_is_valid(bytes))
        try_pattern(bytes, &arena);
    messages_done(&messages);
    arena_done(&arena);
    return 0;
}

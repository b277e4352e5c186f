/* office.c - see office.h.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "office.h"

void office_answer(struct office *o, struct str bytes, const char *name, const struct extract_tools *tools, size_t n_tools)
{
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "http://www.agency.go.th/files/%s", name);
    struct extract_input input = {.bytes = bytes, .url = buf_str(&url), .tools = tools, .n_tools = n_tools};
    arena_init(&o->arena);
    buf_init(&o->dump, 0);
    o->request = extract_document(&input, &o->arena, &o->doc);
    doc_dump(&o->doc, &o->dump);
    buf_done(&url);
}

void office_read(struct office *o, struct str bytes, const char *name)
{
    office_answer(o, bytes, name, NULL, 0);
}

void office_done(struct office *o)
{
    arena_done(&o->arena);
    buf_done(&o->dump);
}

void office_expect(const struct office *o, const char *lines)
{
    if (str_find_c(buf_str(&o->dump), lines) != STR_NPOS)
        return;
    fprintf(stderr, "%s\n", o->dump.p); /* cmocka cuts long messages */
    fail_msg("not found:\n%s", lines);
}

void office_expect_not(const struct office *o, const char *text)
{
    if (str_find_c(buf_str(&o->dump), text) != STR_NPOS)
        fail_msg("must not be there:\n%s\nin:\n%s", text, o->dump.p);
}

void office_expect_fault(const struct office *o, enum oit_fault fault)
{
    if (o->doc.fault != fault)
        fail_msg("fault %d, not %d, in:\n%s", (int)o->doc.fault, (int)fault, o->dump.p);
}

/* office.h - reads a file a test has made and compares lines of the document's dump.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_OFFICE_H
#define OIT_TESTS_SUPPORT_OFFICE_H

#include "extract/extract.h"

struct office {
    struct arena arena;
    struct document doc;
    struct buf dump;
    struct extract_request request;
};

/* Extracts bytes as http://www.agency.go.th/files/NAME. */
void office_read(struct office *o, struct str bytes, const char *name);
void office_answer(struct office *o, struct str bytes, const char *name, const struct extract_tools *tools, size_t n_tools);
void office_done(struct office *o);

void office_expect(const struct office *o, const char *lines);  /* the dump holds them, one after the other */
void office_expect_not(const struct office *o, const char *text);
void office_expect_fault(const struct office *o, enum oit_fault fault);

#endif

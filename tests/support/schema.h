/* schema.h - validates JSON against the part of JSON Schema 2020-12 that our schemas use, so that `make test` needs no other tool: type, enum, const,
 * required, properties, items, minimum, maximum, pattern (POSIX extended), anyOf, $ref to #/$defs/...
 *
 * An unknown keyword is a failure, so a schema cannot quietly ask for more than is checked. Strict where the schema is tolerant: a member that
 * the schema does not name is a failure too (what we write must stand in it).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SCHEMA_H
#define OIT_TESTS_SCHEMA_H

#include "base/str.h"

/* True when json is valid. Else ret_message says where and what: "/items/3/status: not in enum". */
bool json_schema_check(const char *schema_path, struct str json, char *ret_message, size_t size);

#endif

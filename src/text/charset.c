/* charset.c - what encoding bytes are in, and their text as clean UTF-8.
 * SPDX-License-Identifier: MIT
 */
#include "charset.h"

#include "utf8.h"

struct charset_decision charset_decide(struct str bytes, struct str label)
{
    (void)label;
    return (struct charset_decision){.charset = CHARSET_UTF8, .n_bad = utf8_count_bad(bytes)};
}

struct charset_decision charset_to_utf8(struct str bytes, struct str label, struct buf *out)
{
    struct charset_decision decision = charset_decide(bytes, label);
    utf8_clean(bytes, out);
    return decision;
}

const char *charset_name(enum charset charset)
{
    static const char *const names[] = {"utf-8", "windows-874", "utf-16le", "utf-16be", "windows-1252", "utf-8+windows-874"};
    return names[charset];
}

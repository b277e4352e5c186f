/* url_spelling.c - what spellings of one page have in common.
 *
 * The server is asked with the spelling that stands in the link: one that looks its pages up by the whole query knows no other.
 * SPDX-License-Identifier: MIT
 */
#include "url.h"

enum { MAX_SORTED = 16 }; /* parameters; longer queries are forms with their answers, spelled one way */

static void sort(struct str *parameters, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0; k--) {
            struct str a = parameters[k - 1], b = parameters[k];
            /* by name alone: "a=2&a=1" is a list, and its order may matter */
            if (str_cmp(str_sub(a, 0, str_chr(a, '=')), str_sub(b, 0, str_chr(b, '='))) <= 0)
                break;
            parameters[k - 1] = b;
            parameters[k] = a;
        }
}

bool url_spelling_key(struct str canonical, struct buf *out)
{
    size_t mark = str_chr(canonical, '?');
    if (mark == STR_NPOS || str_chr(str_from_pos(canonical, mark), '&') == STR_NPOS)
        return false;
    struct str parameters[MAX_SORTED], query = str_from_pos(canonical, mark + 1);
    size_t n = 0;
    while (query.n > 0) {
        struct str parameter = str_cut(&query, '&');
        size_t equals = str_chr(parameter, '=');
        if (parameter.n == 0 || (equals != STR_NPOS && equals + 1 == parameter.n))
            continue;
        if (equals == STR_NPOS || n == MAX_SORTED)
            return false;
        parameters[n++] = parameter;
    }
    sort(parameters, n);
    (void)buf_add_str(out, str_sub(canonical, 0, mark));
    for (size_t i = 0; i < n; i++) {
        (void)buf_add_char(out, i ? '&' : '?');
        (void)buf_add_str(out, parameters[i]);
    }
    return true;
}

/* fuzz_xml_events.c - any bytes as a part of an office file: each start has its end, text is clean.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "extract/xml_events.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct xml_events e;
    size_t open = 0, n = 0;
    xml_events_init(&e, (struct str){(const char *)data, size});
    while (xml_next(&e)) {
        if (e.kind == XML_START) {
            open++;
            (void)xml_attr(&e, XML_NONE, "val");
            (void)xml_attr_long(&e, XML_W, "val", 0);
            if (e.depth != open)
                abort();
            if (++n % 7 == 0) {
                xml_skip(&e);
                if (e.kind != XML_END || e.depth != open)
                    abort();
                open--;
            }
        } else if (e.kind == XML_END) {
            if (open-- == 0)
                abort();
        } else if (!utf8_is_valid(e.text)) {
            abort();
        }
    }
    if (open != 0)
        abort();
    xml_events_done(&e);
    return 0;
}

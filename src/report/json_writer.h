/* json_writer.h - the writer lives in room text, where notify reaches it too.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_JSON_WRITER_H
#define OIT_REPORT_JSON_WRITER_H

#include "text/json_writer.h"

#endif

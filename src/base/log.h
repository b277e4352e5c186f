/* log.h - diagnostics for developers on standard error; silent unless asked for (--log, --verbose).
 *
 * People's messages are not logged here: they go through cli. --log SPEC is "debug", "info" or "room=level,room=level".
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_LOG_H
#define OIT_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_OFF, LOG_WARN, LOG_INFO, LOG_DEBUG };

bool log_configure(const char *spec); /* false: not understood */
bool log_is_on(const char *room, enum log_level level);
void log_at(const char *room, enum log_level level, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif

/* log.c - diagnostics for developers on standard error.
 * SPDX-License-Identifier: MIT
 */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>

#include "clock.h"
#include "str.h"

enum { MAX_ROOMS = 16, ROOM_BYTES = 16 };

static enum log_level everywhere = LOG_OFF;
static struct {
    char name[ROOM_BYTES];
    enum log_level level;
} rooms[MAX_ROOMS];
static size_t n_rooms;

static bool level_from(struct str word, enum log_level *ret_level)
{
    static const char *const names[] = {"off", "warn", "info", "debug"};
    for (int i = 0; i < 4; i++)
        if (str_eq_nocase_c(word, names[i])) {
            *ret_level = (enum log_level)i;
            return true;
        }
    return false;
}

bool log_configure(const char *spec)
{
    struct str rest = str_from(spec);
    while (rest.n > 0) {
        struct str part = str_cut(&rest, ',');
        struct str value = part;
        struct str room = str_cut(&value, '=');
        if (!value.p) {
            if (!level_from(room, &everywhere))
                return false;
            continue;
        }
        if (n_rooms == MAX_ROOMS || room.n == 0 || room.n >= ROOM_BYTES || !level_from(value, &rooms[n_rooms].level))
            return false;
        memcpy(rooms[n_rooms].name, room.p, room.n);
        rooms[n_rooms].name[room.n] = '\0';
        n_rooms++;
    }
    return true;
}

bool log_is_on(const char *room, enum log_level level)
{
    for (size_t i = 0; i < n_rooms; i++)
        if (strcmp(rooms[i].name, room) == 0)
            return level <= rooms[i].level;
    return level <= everywhere;
}

void log_at(const char *room, enum log_level level, const char *format, ...)
{
    if (!log_is_on(room, level))
        return;
    char line[2048];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(line, sizeof line, format, args);
    va_end(args);
    (void)fprintf(stderr, "[%lld %s] %s\n", (long long)clock_mono_ms(), room, line);
}

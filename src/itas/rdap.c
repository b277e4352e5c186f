/* rdap.c - when a domain's registration ends.
 * SPDX-License-Identifier: MIT
 */
#include "itas/rdap.h"

#include <jansson.h>
#include <stdio.h>
#include <time.h>

/* RFC 3339: "2027-05-01T23:59:59Z", "...+07:00", fractions of a second allowed. */
static bool parse_time(const char *text, int64_t *ret)
{
    struct tm tm = {0};
    int n = 0, hours = 0, minutes = 0;
    char sign = 'Z';
    if (sscanf(text, "%4d-%2d-%2d%*[Tt ]%2d:%2d:%2d%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &n) != 6 || n == 0)
        return false;
    text += n;
    if (*text == '.')
        text += 1 + strspn(text + 1, "0123456789");
    if (*text != 'Z' && *text != 'z' && sscanf(text, "%c%2d:%2d", &sign, &hours, &minutes) != 3)
        return false;
    if (tm.tm_year < 1990 || tm.tm_year > 9999 || tm.tm_mon < 1 || tm.tm_mon > 12 || tm.tm_mday < 1 || tm.tm_mday > 31)
        return false;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    int64_t away = (int64_t)hours * 3600 + (int64_t)minutes * 60;
    *ret = (int64_t)timegm(&tm) - (sign == '+' ? away : sign == '-' ? -away : 0);
    return true;
}

static bool is_about(const json_t *root, struct str domain)
{
    struct str name = str_from(json_string_value(json_object_get(root, "ldhName")));
    if (str_ends_c(name, "."))
        name = str_sub(name, 0, name.n - 1);
    return str_eq_nocase(name, domain);
}

bool rdap_expiration(struct str json, struct str domain, int64_t *ret_ends_at)
{
    bool found = false;
    json_t *root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES, NULL);
    const json_t *events = json_object_get(root, "events");
    for (size_t i = 0; is_about(root, domain) && i < json_array_size(events) && !found; i++) {
        const json_t *event = json_array_get(events, i);
        const char *action = json_string_value(json_object_get(event, "eventAction")), *date = json_string_value(json_object_get(event, "eventDate"));
        found = action && date && strcmp(action, "expiration") == 0 && parse_time(date, ret_ends_at);
    }
    json_decref(root);
    return found;
}

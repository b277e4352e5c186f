/* codes.c - names of statuses, reasons and faults.
 * SPDX-License-Identifier: MIT
 */
#include "oitcheck/codes.h"

#include <stdio.h>
#include <string.h>

#include "oitcheck/report.h"
#include "str.h"

static const struct fault_row {
    const char *name;
    enum oit_fault_class class;
    const char *th, *en;
} faults[] = {
#define X(enumerator, name, class, th, en) [enumerator] = {name, class, th, en},
    OIT_FAULTS(X)
#undef X
};

static const char *const reasons[] = {
#define X(enumerator, name) [enumerator] = name,
    OIT_REASONS(X)
#undef X
};

static const struct caution_row {
    const char *name, *th, *en;
} cautions[] = {
#define X(enumerator, name, th, en) [enumerator] = {name, th, en},
    OIT_CAUTIONS(X)
#undef X
};

const char *oit_caution_name(enum oit_caution caution)
{
    return caution < N_OIT_CAUTIONS ? cautions[caution].name : "unknown";
}

const char *oit_caution_th(enum oit_caution caution)
{
    return caution < N_OIT_CAUTIONS ? cautions[caution].th : "";
}

const char *oit_caution_en(enum oit_caution caution)
{
    return caution < N_OIT_CAUTIONS ? cautions[caution].en : "";
}

enum oit_caution oit_caution_from_name(const char *name)
{
    unsigned i = 0;
    while (name && i < N_OIT_CAUTIONS && strcmp(name, cautions[i].name) != 0)
        i++;
    return name ? (enum oit_caution)i : N_OIT_CAUTIONS;
}

const char *oit_declared_name(enum oit_declared_state state)
{
    static const char *const names[] = {
#define X(enumerator, name) [enumerator] = name,
        OIT_DECLARED_STATES(X)
#undef X
    };
    return state < N_OIT_DECLARED_STATES ? names[state] : "none";
}

const char *oit_status_name(enum oit_status status)
{
    static const char *const names[] = {"published", "partial", "missing", "unknown"};
    return names[status];
}

const char *oit_reason_name(enum oit_reason reason)
{
    return reason < N_OIT_REASONS ? reasons[reason] : "unknown";
}

enum oit_fault_class oit_fault_class(enum oit_fault fault, int http_status)
{
    if (fault == FAULT_HTTP)
        return http_status == 404 || http_status == 410 ? FAULT_IS_DEAD : FAULT_IS_UNREAD;
    return fault < N_OIT_FAULTS ? faults[fault].class : FAULT_IS_UNREAD;
}

bool oit_fault_is_refusal(enum oit_fault fault, int http_status)
{
    bool is_of_all = http_status == 403 || http_status == 429 || http_status == 503;
    return fault == FAULT_BLOCKED || fault == FAULT_CHALLENGE || (fault == FAULT_HTTP && is_of_all);
}

enum oit_fault oit_fault_family(enum oit_fault fault)
{
    if (fault == FAULT_DNS_TEMPORARY)
        return FAULT_DNS;
    if (fault >= FAULT_CONNECT_REFUSED && fault <= FAULT_CONNECT_UNREACHABLE)
        return FAULT_CONNECT;
    return fault >= FAULT_TLS_EXPIRED && fault <= FAULT_TLS_NOT_SPOKEN ? FAULT_TLS : fault;
}

const char *oit_fault_name(enum oit_fault fault, int http_status, char scratch[static 16])
{
    if (fault != FAULT_HTTP)
        return fault < N_OIT_FAULTS ? faults[fault].name : "unknown";
    (void)snprintf(scratch, 16, "http-%d", http_status % 1000);
    return scratch;
}

enum oit_fault oit_fault_from_name(const char *name, int *ret_http_status)
{
    struct str s = str_from(name);
    uint64_t number = 0;
    if (ret_http_status)
        *ret_http_status = 0;
    if (str_starts_c(s, "http-") && str_to_u64(str_from_pos(s, 5), 999, &number)) {
        if (ret_http_status)
            *ret_http_status = (int)number;
        return FAULT_HTTP;
    }
    for (int i = 0; i < N_OIT_FAULTS; i++)
        if (strcmp(faults[i].name, name) == 0)
            return (enum oit_fault)i;
    return FAULT_NONE;
}

const char *oit_fault_th(enum oit_fault fault)
{
    return fault < N_OIT_FAULTS ? faults[fault].th : "";
}

const char *oit_fault_en(enum oit_fault fault)
{
    return fault < N_OIT_FAULTS ? faults[fault].en : "";
}

static const struct {
    const char *name, *th, *en;
} entered_marks[] = {
#define X(enumerator, name, th, en) {name, th, en},
    OIT_ENTERED_MARKS(X)
#undef X
};

const char *oit_entered_name(enum oit_entered_mark mark)
{
    return entered_marks[mark].name;
}

const char *oit_entered_th(enum oit_entered_mark mark)
{
    return entered_marks[mark].th;
}

const char *oit_entered_en(enum oit_entered_mark mark)
{
    return entered_marks[mark].en;
}

const char *oit_officer_name(enum oit_officer_field field)
{
    static const char *const names[N_OFFICER_FIELDS] = {"owner", "coordinator", "due", "url", "explanation", "decision", "note"};
    return names[field];
}

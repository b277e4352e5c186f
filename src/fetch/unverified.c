/* unverified.c - own hosts whose certificate cannot be verified.
 * SPDX-License-Identifier: MIT
 */
#include "unverified.h"

/* A server that speaks no TLS cannot be helped; a revoked certificate says that its key is in other hands. */
static bool is_worth_reading(enum oit_fault fault)
{
    return oit_fault_family(fault) == FAULT_TLS && fault != FAULT_TLS_NOT_SPOKEN && fault != FAULT_TLS_REVOKED;
}

static bool is_own(const struct fetch *f, const struct job *j)
{
    struct url_parts parts;
    struct str url = job_url(j);
    if (j->is_for_chain || !url_split(url, &parts))
        return false;
    bool is_start = j->host->is_start || str_eq(parts.host, f->settings.start.host);
    return is_start || (f->is_own && f->is_own(f->ctx, url));
}

bool unverified_retry(struct fetch *f, struct transfer *t, enum oit_fault fault)
{
    struct job *j = t->job;
    if (f->settings.tls_insecure || t->is_unverified || !is_worth_reading(fault) || !is_own(f, j))
        return false;
    if (!j->host->is_unverified)
        j->host->tls_fault = fault;
    j->host->is_unverified = true;
    t->job = NULL;
    hosts_put(&f->hosts, j);
    return true;
}

enum oit_fault unverified_fault(struct transfer *t, enum oit_fault fault)
{
    struct job *j = t->job;
    if (t->is_unverified && oit_fault_family(fault) == FAULT_TLS)
        return j->host->tls_fault;
    j->was_unverified = j->was_unverified || t->is_unverified;
    return fault;
}

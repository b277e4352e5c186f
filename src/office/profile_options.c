/* profile_options.c - the profile's values become the defaults of the options.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/err.h"
#include "itas/profile.h"
#include "oitcheck/office.h"

static void take_limits(const struct profile *p, struct oit_options *o)
{
    if (p->limits.pages)
        o->max_pages = p->limits.pages;
    if (p->limits.depth)
        o->max_depth = p->limits.depth;
    if (p->limits.connections)
        o->connections = (int)p->limits.connections;
    if (p->limits.time_s >= 0)
        o->max_time_s = p->limits.time_s;
    if (p->limits.timeout_ms > 0)
        o->timeout_ms = p->limits.timeout_ms;
    if (p->limits.size_bytes)
        o->max_size_bytes = p->limits.size_bytes;
    if (!isnan(p->limits.rate))
        o->rate = p->limits.rate;
}

int oit_profile_open(const char *path, struct oit_options *options, struct err *err)
{
    struct profile *profile = NULL;
    enum oit_code code = profile_load(path, &profile, err);
    if (code != OIT_OK)
        return (int)code;
    options->profile = profile;
    options->url = profile->site;
    options->fiscal_year_be = profile->fiscal_year_be;
    options->rules_dir = profile->rules;
    options->rules_local = profile->rules_local;
    options->db = profile->db;
    options->output = profile->output;
    if (profile->language)
        options->language = strcmp(profile->language, "en") == 0 ? OIT_EN : OIT_TH;
    options->hosts = profile->hosts;
    options->n_hosts = profile->n_hosts;
    options->names = profile->names;
    options->n_names = profile->n_names;
    options->every_s = profile->watch.every_s;
    take_limits(profile, options);
    return OIT_OK;
}

void oit_profile_close(struct oit_options *options)
{
    profile_free((struct profile *)(uintptr_t)options->profile);
    options->profile = NULL;
}

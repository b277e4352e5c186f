/* url_noise.c - what is left out of a URL, judged in its canonical spelling.
 * SPDX-License-Identifier: MIT
 */
#include "url_noise.h"

enum { MIN_TOKEN_BYTES = 16 }; /* shorter values of "sid" are ids of sections and stories */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Servers put these into links by themselves, or advertising does; the page is the same without. */
static const char *const SESSION_NAMES[] = {"phpsessid",   "phpsessionid", "jsessionid", "aspsessionid", "asp.net_sessionid", "aspxautodetectcookiesupport",
                                            "cfid",        "cftoken",      "oscsid",     "oscadminid",   "zenid",             "zenadminid",
                                            "xtcsid",      "xtsid",        "mosesid",    "phpbb2mysql_sid", "phpbb3_sid",     "viewstateid"};
static const char *const TOKEN_NAMES[] = {"sid", "session", "sessionid", "session_id", "sess", "sessid", "sesskey", "csrf_token", "_token"};
static const char *const TRACKING_NAMES[] = {"fbclid",  "gclid",    "gclsrc",  "dclid",       "gbraid",      "wbraid",     "gad_source", "gad_campaignid", "srsltid",
                                             "msclkid", "yclid",    "ysclid",  "twclid",      "ttclid",      "li_fat_id",  "epik",       "igshid",         "igsh",
                                             "mc_cid",  "mc_eid",   "_ga",     "_gl",         "_gid",        "_gac",       "_hsenc",     "_hsmi",          "__hstc",
                                             "__hssc",  "__hsfp",   "mkt_tok", "vero_id",     "vero_conv",   "oly_enc_id", "oly_anon_id", "_openstat",     "wt_mc",
                                             "s_kwcid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "hsctatracking", "_branch_match_id", "_kx", "zanpid", "pk_campaign", "pk_kwd",
                                             "pk_source", "pk_medium", "pk_content"};
static const char *const TRACKING_BEGINNINGS[] = {"utm_", "piwik_", "mtm_", "matomo_", "hsa_", "aspsessionid"};

static bool is_one_of(struct str name, const char *const *names, size_t n_names)
{
    for (size_t i = 0; i < n_names; i++)
        if (str_eq_nocase_c(name, names[i]))
            return true;
    return false;
}

/* "sid=12" chooses a story, "sid=9f86d081884c7d65..." is a session. */
static bool looks_like_token(struct str value)
{
    size_t n_digits = 0, n_letters = 0;
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] >= '0' && value.p[i] <= '9')
            n_digits++;
        else if (is_letter(value.p[i]))
            n_letters++;
        else if (value.p[i] != '-' && value.p[i] != '_' && value.p[i] != ',')
            return false;
    }
    return value.n >= MIN_TOKEN_BYTES && n_digits >= 2 && n_letters >= 2;
}

bool url_is_noise(struct str parameter)
{
    struct str value = parameter;
    struct str name = str_cut(&value, '=');
    if (name.n < 3)
        return false;
    for (size_t i = 0; i < sizeof TRACKING_BEGINNINGS / sizeof *TRACKING_BEGINNINGS; i++)
        if (str_starts_nocase_c(name, TRACKING_BEGINNINGS[i]) && name.n > strlen(TRACKING_BEGINNINGS[i]))
            return true;
    return is_one_of(name, SESSION_NAMES, sizeof SESSION_NAMES / sizeof *SESSION_NAMES) ||
           is_one_of(name, TRACKING_NAMES, sizeof TRACKING_NAMES / sizeof *TRACKING_NAMES) ||
           (is_one_of(name, TOKEN_NAMES, sizeof TOKEN_NAMES / sizeof *TOKEN_NAMES) && looks_like_token(value));
}

/* "(S(lit3py55t21z5v55vlm25s55))", "(X(1)S(...))": where servers of one make keep the session without a cookie. */
bool url_is_session_segment(struct str s)
{
    if (s.n < 6 || s.p[0] != '(' || s.p[s.n - 1] != ')' || s.p[s.n - 2] != ')')
        return false;
    s = str_sub(s, 1, s.n - 2);
    while (s.n > 0) {
        size_t end = str_chr(s, ')');
        if (s.n < 4 || s.p[0] < 'A' || s.p[0] > 'Z' || s.p[1] != '(' || end == STR_NPOS)
            return false;
        s = str_from_pos(s, end + 1);
    }
    return true;
}


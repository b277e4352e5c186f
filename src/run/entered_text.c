/* entered_text.c - what officers write into the two columns of ITAS, read.
 * SPDX-License-Identifier: MIT
 */
#include "run/entered_text.h"

#include "url/url.h"

/* --- addresses ----------------------------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

static bool begins_address(struct str s)
{
    return str_starts_nocase_c(s, "http://") || str_starts_nocase_c(s, "https://") || str_starts_nocase_c(s, "www.");
}

/* Another address glued to the end of this one ("...a.pdfhttps://..."); one behind "=" or "/" is a part of it (a viewer, an archive). */
static size_t end_of_glued(struct str token)
{
    for (size_t i = 8; i + 8 < token.n; i++) {
        struct str rest = str_from_pos(token, i);
        bool is_new = (str_starts_nocase_c(rest, "http://") || str_starts_nocase_c(rest, "https://")) && !strchr("=/?&%", token.p[i - 1]);
        if (is_new)
            return i;
    }
    return token.n;
}

static struct str without_punctuation(struct str s)
{
    static const char *const tails[] = {",", ";", ")", "]", "}", ">", "\"", "'", ".", "”", "’", "»", "\xe2\x80\x8b"};
    bool is_cut = true;
    while (is_cut && s.n > 0) {
        is_cut = false;
        for (size_t i = 0; i < sizeof tails / sizeof *tails && !is_cut; i++) {
            bool is_pair = tails[i][0] == ')' && str_chr(s, '(') != STR_NPOS; /* "รายงาน_(1)" keeps its own */
            if (!str_ends_c(s, tails[i]) || is_pair)
                continue;
            s.n -= strlen(tails[i]);
            is_cut = true;
        }
    }
    return s;
}

/* Of a line that begins with an address: "…/แผน ปี 2567.pdf" is one address; "…/a.pdf (หน้า 3)" ends at the blank. */
static struct str whole_file_name(struct str line, struct str token)
{
    struct str all = without_punctuation(str_trim(line));
    if (all.n <= token.n || url_is_document(token))
        return token;
    struct str tail = str_from_pos(all, token.n);
    struct buf canonical;
    buf_init(&canonical, LIMIT_URL_BYTES);
    bool is_one = str_find_nocase_c(tail, "http") == STR_NPOS && str_find_nocase_c(tail, "www.") == STR_NPOS && str_chr(tail, ',') == STR_NPOS &&
                  url_from_user(all, &canonical) == URL_OK && url_is_document(buf_str(&canonical));
    buf_done(&canonical);
    return is_one ? all : token;
}

static void add_address(struct str typed, struct arena *arena, struct entered_address *addresses, size_t *n)
{
    struct buf canonical;
    buf_init(&canonical, LIMIT_URL_BYTES);
    bool is_url = url_from_user(typed, &canonical) == URL_OK;
    bool is_known = *n >= LIMIT_ENTERED_URLS;
    for (size_t i = 0; i < *n && !is_known; i++)
        is_known = is_url ? addresses[i].url && str_eq_c(buf_str(&canonical), addresses[i].url) : !addresses[i].url && str_eq_c(typed, addresses[i].typed);
    if (!is_known)
        addresses[(*n)++] = (struct entered_address){arena_text(arena, typed), is_url ? arena_text(arena, buf_str(&canonical)) : NULL};
    buf_done(&canonical);
}

/* "agency.go.th/ita", "HTTP:/agency.go.th": one word without Thai letters that holds a dot is meant as an address. */
static bool looks_meant(struct str word)
{
    size_t dot = str_chr(word, '.');
    for (size_t i = 0; i < word.n && i <= dot; i++)
        if ((unsigned char)word.p[i] >= 0x80)
            return false;
    return dot != STR_NPOS && dot > 0 && dot + 2 < word.n && word.n > 5;
}

static void read_line(struct str line, struct arena *arena, struct entered_address *addresses, size_t *n)
{
    size_t before = *n;
    for (size_t i = 0; i < line.n;) {
        struct str rest = str_from_pos(line, i);
        if (!begins_address(rest)) {
            i++;
            continue;
        }
        size_t end = 0;
        while (end < rest.n && !is_blank(rest.p[end]) && rest.p[end] != '<' && rest.p[end] != '"' &&
               !(rest.p[end] == ',' && end + 1 < rest.n && begins_address(str_from_pos(rest, end + 1))))
            end++;
        struct str token = str_sub(rest, 0, end);
        token.n = end_of_glued(token);
        end = token.n;
        token = without_punctuation(token);
        struct str whole = *n == before ? whole_file_name(rest, token) : token;
        add_address(whole, arena, addresses, n);
        i += whole.n > end ? whole.n : end > 0 ? end : 1;
    }
    struct str all = str_trim(line);
    bool has_blank = false;
    for (size_t i = 0; i < all.n; i++)
        has_blank |= is_blank(all.p[i]);
    if (*n == before && all.n > 0 && !has_blank && looks_meant(all))
        add_address(all, arena, addresses, n);
}

size_t entered_addresses(struct str cell, struct arena *arena, struct entered_address *ret_addresses)
{
    size_t n = 0;
    while (cell.n > 0)
        read_line(str_cut(&cell, '\n'), arena, ret_addresses, &n);
    return n;
}

/* --- spellings ----------------------------------------------------------------------------------------------------------------- */

/* The address without scheme, www. and closing slash; parameters in canonical order. */
static void page_key(struct str url, struct buf *out)
{
    struct buf ordered;
    buf_init(&ordered, LIMIT_URL_BYTES);
    if (url_spelling_key(url, &ordered))
        url = buf_str(&ordered);
    size_t host = str_find_c(url, "://");
    url = host == STR_NPOS ? url : str_from_pos(url, host + 3);
    if (str_starts_nocase_c(url, "www."))
        url = str_from_pos(url, 4);
    while (url.n > 0 && url.p[url.n - 1] == '/')
        url.n--;
    (void)buf_add_str(out, url);
    buf_done(&ordered);
}

bool entered_same_page(struct str a, struct str b)
{
    struct buf x, y;
    buf_init(&x, LIMIT_URL_BYTES);
    buf_init(&y, LIMIT_URL_BYTES);
    page_key(a, &x);
    page_key(b, &y);
    bool is_same = x.n > 0 && str_eq(buf_str(&x), buf_str(&y));
    buf_done(&x);
    buf_done(&y);
    return is_same;
}

bool entered_is_home(struct str url, struct str home)
{
    static const char *const names[] = {"index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "default.aspx", "default.asp", "home.html", "home.php"};
    if (entered_same_page(url, home))
        return true;
    struct url_parts parts;
    if (!url_split(url, &parts) || parts.query.p)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_ends_nocase_c(parts.path, names[i]) && parts.path.n > strlen(names[i]) && parts.path.p[parts.path.n - strlen(names[i]) - 1] == '/')
            return entered_same_page(str_sub(url, 0, url.n - strlen(names[i])), home);
    return false;
}

static void add_spelling(struct arena *arena, struct str *urls, size_t *n, const char *scheme, bool has_www, struct str host, struct str rest, bool has_slash)
{
    struct str url = arena_printf(arena, "%s://%s%.*s%.*s%s", scheme, has_www ? "www." : "", STR_ARG(host), STR_ARG(rest), has_slash ? "/" : "");
    for (size_t i = 0; i < *n; i++)
        if (str_eq(urls[i], url))
            return;
    if (*n < ENTERED_SPELLINGS)
        urls[(*n)++] = url;
}

size_t entered_spellings(struct str url, struct arena *arena, struct str *ret_urls)
{
    size_t n = 0, at = str_find_c(url, "://");
    ret_urls[n++] = url;
    if (at == STR_NPOS)
        return n;
    bool is_https = str_starts_c(url, "https:");
    struct str host = str_from_pos(url, at + 3);
    size_t slash = str_chr(host, '/');
    struct str path = slash == STR_NPOS ? STR_LIT("/") : str_from_pos(host, slash);
    host = str_sub(host, 0, slash);
    bool has_www = str_starts_nocase_c(host, "www."), has_query = str_chr(path, '?') != STR_NPOS, has_slash = path.n > 1 && path.p[path.n - 1] == '/';
    if (has_www)
        host = str_from_pos(host, 4);
    struct str bare = has_slash ? str_sub(path, 0, path.n - 1) : path;
    bool may_slash = !has_query && path.n > 1;
    for (int flip = 0; flip < 8; flip++) {
        bool slashed = may_slash && (has_slash != ((flip & 1) != 0)), www = has_www != ((flip & 4) != 0), https = is_https != ((flip & 2) != 0);
        add_spelling(arena, ret_urls, &n, https ? "https" : "http", www, host, bare, slashed);
    }
    return n;
}

/* fuzz_text.c - any bytes through the whole text room; what must hold for all of them is asserted.
 *
 * Build with clang: objects with -fsanitize=fuzzer-no-link,address,undefined, linked with
 * -fsanitize=fuzzer,address,undefined.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>

#include "text/charset.h"
#include "text/mask.h"
#include "text/norm.h"
#include "text/utf8.h"
#include "text/years.h"

enum { MENTIONS_MAX = 64, OUT_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_form(const struct norm_form *form, struct str text)
{
    for (size_t i = 0; i < form->n; i++)
        assert(form->raw[i] <= form->raw[i + 1] && form->p[i] != 0);
    assert(form->raw[form->n] == text.n);
    (void)norm_raw(form, text, 0, form->n);
    (void)norm_raw(form, text, form->n / 3, form->n / 2);
}

static void run_norm(struct str text)
{
    struct norm norm = {0};
    norm_make(&norm, text, NORM_ALL);
    check_form(&norm.tight, text);
    check_form(&norm.spaced, text);
    check_form(&norm.weak, text);
    norm_done(&norm);
    struct buf out;
    buf_init(&out, OUT_MAX);
    norm_skeleton(text, &out);
    buf_clear(&out);
    norm_readable(text, &out);
    assert(out.is_full || utf8_is_valid(buf_str(&out)) || !utf8_is_valid(text));
    buf_done(&out);
}

static void run_years(struct str text)
{
    struct year_mention mentions[MENTIONS_MAX];
    size_t n = years_find(text, mentions, MENTIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        assert(mentions[i].start < mentions[i].end && mentions[i].end <= text.n);
        assert(i == 0 || mentions[i].start >= mentions[i - 1].end);
        assert(mentions[i].from_be >= 2400 && mentions[i].from_be <= mentions[i].to_be && mentions[i].to_be <= 2700);
    }
    struct year_statement s = years_statement(text);
    assert((s.from_be == 0) == (s.to_be == 0));
    (void)years_in_name(text);
    struct clock_date date;
    if (years_parse_date(text, &date))
        assert(clock_date_is_valid(date));
    struct buf out;
    buf_init(&out, OUT_MAX);
    years_blank(text, &out);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct buf text, out;
    buf_init(&text, OUT_MAX);
    buf_init(&out, OUT_MAX);
    (void)charset_to_utf8(bytes, size % 3 == 0 ? STR_LIT("tis-620") : STR_NONE, &text);
    assert(utf8_is_valid(buf_str(&text)) && utf8_count_bad(buf_str(&text)) == 0);
    (void)utf8_prefix(buf_str(&text), size / 2);
    utf8_squeeze(buf_str(&text), &out);
    utf8_terminal(bytes, &out);
    buf_clear(&out);
    mask_personal(buf_str(&text), &out);
    run_norm(buf_str(&text));
    run_norm(bytes);
    run_years(buf_str(&text));
    run_years(bytes);
    buf_done(&text);
    buf_done(&out);
    return 0;
}

/* fuzz_letter.c - any bytes as subject, body, address and name in a message: every payload is JSON, no letter gets a header or recipient through them.
 * Parts are divided by lines "===": subject, body, url, agency, from, to.
 * SPDX-License-Identifier: MIT
 */
#include <assert.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "notify/mail_text.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *take(struct str *rest, struct arena *arena)
{
    static const char mark[] = "\n===\n";
    size_t at = str_find_c(*rest, mark);
    struct str part = at == STR_NPOS ? *rest : str_sub(*rest, 0, at);
    *rest = at == STR_NPOS ? STR_NONE : str_from_pos(*rest, at + sizeof mark - 1);
    size_t end = str_chr(part, '\0');
    return arena_text(arena, end == STR_NPOS ? part : str_sub(part, 0, end));
}

static void check_json(payload_fn payload, const struct payload_input *in)
{
    struct buf out;
    buf_init(&out, 0);
    payload(in, &out);
    json_t *root = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(root))
        abort();
    json_decref(root);
    buf_done(&out);
}

/* Header lines are ours by name or go on with a blank; each ends with CRLF; all is ASCII. */
static void check_letter(struct str letter)
{
    static const char *const names[] = {"Date: ", "From: ", "To: ", "Subject: ", "Message-ID: ", "MIME-Version: ", "Content-", "Auto-Submitted: ", "X-", "Precedence: "};
    unsigned n_to = 0;
    while (letter.n) {
        struct str line = str_cut(&letter, '\n');
        bool is_known = line.n > 1 && (line.p[0] == ' ' || line.p[0] == '\t');
        assert(line.n > 0 && line.p[line.n - 1] == '\r' && line.n <= 999);
        if (line.n == 1)
            break;
        for (size_t i = 0; i < line.n - 1; i++)
            assert((unsigned char)line.p[i] >= 0x20 && (unsigned char)line.p[i] < 0x7f);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            is_known |= str_starts_c(line, names[i]);
        assert(is_known);
        n_to += str_starts_c(line, "To: ");
    }
    assert(n_to == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct buf out;
    struct str rest = {(const char *)data, size};
    arena_init(&arena);
    buf_init(&out, 0);
    const char *subject = take(&rest, &arena), *body = take(&rest, &arena), *url = take(&rest, &arena), *agency = take(&rest, &arena);
    const char *from = take(&rest, &arena), *to = take(&rest, &arena);
    struct notification n = {.topic = "check", .level = NOTIFY_ALARM, .subject = {subject, subject}, .body = {body, body}, .url = url, .site = url};
    struct payload_input in = {.n = &n, .agency = *agency ? agency : NULL, .to = to, .is_english = size % 2 == 1, .now = 1712707200};
    check_json(payload_json, &in);
    check_json(payload_line, &in);
    check_json(payload_slack, &in);
    check_json(payload_teams, &in);
    check_json(payload_discord, &in);
    const char *sender = mail_address(from, &out) ? from : "oitcheck@example.go.th", *receiver = mail_address(to, &out) ? to : "a@example.go.th";
    buf_clear(&out);
    mail_compose(&in, sender, &receiver, 1, &out);
    check_letter(buf_str(&out));
    buf_done(&out);
    arena_done(&arena);
    return 0;
}

/* complain.c - what is said about a wrong command line: both languages, and the word that may have been meant.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli.h"
#include "oitcheck/report.h"

enum { SENTENCE_AT = 10 /* column: behind "oitcheck: " */, LEAST_COLUMNS = 40 };
enum { MAX_DISTANCE = 3, MAX_DISTANCE_SHORT = 2, SHORT_WORD = 7, MAX_NAME = 32 };

/* On a terminal a sentence breaks where it may, not in the middle of a command to type or between a letter and its mark; elsewhere it is one line. */
static void say(const char *where, const char *words)
{
    struct winsize size;
    bool is_terminal = isatty(STDERR_FILENO) == 1 && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > LEAST_COLUMNS;
    struct buf sentence, lines;
    buf_init(&sentence, 0);
    buf_init(&lines, 0);
    (void)buf_addf(&sentence, "%s%s%s", where, *where ? ": " : "", words);
    if (is_terminal && sentence.n) {
        oit_wrap(sentence.p, SENTENCE_AT, size.ws_col, &lines);
        (void)fprintf(stderr, "%s\n", lines.n ? lines.p : "");
    } else {
        (void)fprintf(stderr, "%s\n", sentence.n ? sentence.p : "");
    }
    buf_done(&lines);
    buf_done(&sentence);
}

void cli_complain(const struct err *err)
{
    (void)fputs("oitcheck: ", stderr);
    say(err->where, err->th);
    (void)fprintf(stderr, "%*s", SENTENCE_AT, "");
    say("", err->en);
}

static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t row[MAX_NAME + 1];
    if (n > MAX_NAME || m > MAX_NAME)
        return MAX_NAME;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t above = row[j];
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            size_t least = row[j - 1] < above ? row[j - 1] + 1 : above + 1;
            row[j] = change < least ? change : least;
            diagonal = above;
        }
    }
    return row[m];
}

const char *cli_nearest(const char *word, const char *(*name_at)(size_t), size_t n)
{
    const char *best = NULL;
    size_t least = (strlen(word) > SHORT_WORD ? MAX_DISTANCE : MAX_DISTANCE_SHORT) + 1;
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, name_at(i));
        if (d < least && d < strlen(word)) {
            least = d;
            best = name_at(i);
        }
    }
    return best;
}

/* officers.c - officers' words: append, and read the newest.
 * SPDX-License-Identifier: MIT
 */
#include "store/officers.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/db.h"

static const char *const field_names[N_OFFICER_FIELDS] = {"owner", "coordinator", "due", "url", "explanation", "decision", "note"};

static const char *text_of(sqlite3_stmt *statement, int column, struct arena *arena)
{
    struct str s = store_column_str(statement, column);
    return s.p ? arena_text(arena, s) : NULL;
}

static bool same_evidence(struct str stored, const char *evidence)
{
    return evidence ? str_eq_c(stored, evidence) : stored.p == NULL;
}

static enum oit_code put_word(struct store *store, sqlite3_stmt *newest, sqlite3_stmt *add, const char *site, int year, const struct store_officer_word *word,
                              bool *ret_is_new, struct err *err)
{
    *ret_is_new = false;
    (void)sqlite3_reset(newest);
    store_bind_c(newest, 1, site);
    (void)sqlite3_bind_int(newest, 2, year);
    store_bind_c(newest, 3, word->item);
    store_bind_c(newest, 4, field_names[word->field]);
    int step = sqlite3_step(newest);
    bool is_same = step == SQLITE_ROW ? str_eq_c(store_column_str(newest, 0), word->value) && same_evidence(store_column_str(newest, 1), word->evidence)
                                      : *word->value == '\0';
    (void)sqlite3_reset(newest);
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        return store_fail(store, err);
    if (is_same)
        return OIT_OK;
    (void)sqlite3_reset(add);
    store_bind_c(add, 1, site);
    (void)sqlite3_bind_int(add, 2, year);
    store_bind_c(add, 3, word->item);
    store_bind_c(add, 4, field_names[word->field]);
    store_bind_c(add, 5, word->value);
    store_bind_c(add, 6, word->source ? word->source : "");
    (void)sqlite3_bind_int64(add, 7, clock_now_s());
    store_bind_c(add, 8, word->evidence);
    *ret_is_new = true;
    return sqlite3_step(add) == SQLITE_DONE ? OIT_OK : store_fail(store, err);
}

enum oit_code store_officer_put(struct store *store, const char *site, int fiscal_year_be, const struct store_officer_word *words, size_t n,
                                size_t *ret_n_new, struct err *err)
{
    sqlite3_stmt *newest = NULL, *add = NULL;
    size_t n_new = 0;
    enum oit_code code = store_begin(store, err);
    if (code != OIT_OK)
        return code;
    code = store_prepare(store, "SELECT value, evidence FROM officer WHERE site = ?1 AND fiscal_year_be = ?2 AND item = ?3 AND field = ?4 ORDER BY row DESC LIMIT 1",
                         &newest, err);
    if (code == OIT_OK)
        code = store_prepare(store, "INSERT INTO officer(site, fiscal_year_be, item, field, value, source, said_at, evidence) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
                             &add, err);
    for (size_t i = 0; code == OIT_OK && i < n; i++) {
        bool is_new;
        code = put_word(store, newest, add, site, fiscal_year_be, &words[i], &is_new, err);
        n_new += is_new;
    }
    (void)sqlite3_finalize(newest);
    (void)sqlite3_finalize(add);
    code = store_end(store, code, err);
    if (code == OIT_OK && ret_n_new)
        *ret_n_new = n_new;
    return code;
}

static bool field_from(struct str name, enum oit_officer_field *ret_field)
{
    for (int i = 0; i < N_OFFICER_FIELDS; i++)
        if (str_eq_c(name, field_names[i])) {
            *ret_field = (enum oit_officer_field)i;
            return true;
        }
    return false;
}

enum oit_code store_officer_get(struct store *store, const char *site, int fiscal_year_be, struct arena *arena,
                                struct store_officer_word **ret_words, size_t *ret_n, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    struct store_officer_word *words = NULL;
    size_t n = 0, capacity = 0;
    enum oit_code code = store_prepare(store, "SELECT item, field, value, source, evidence, said_at FROM officer WHERE row IN "
                                              "(SELECT max(row) FROM officer WHERE site = ?1 AND fiscal_year_be = ?2 GROUP BY item, field) AND value <> '' "
                                              "ORDER BY item, field", &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, site);
    (void)sqlite3_bind_int(statement, 2, fiscal_year_be);
    int step;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        enum oit_officer_field field;
        if (!field_from(store_column_str(statement, 1), &field))
            continue; /* of a later program */
        MEM_GROW(words, n, capacity);
        words[n++] = (struct store_officer_word){.item = text_of(statement, 0, arena), .field = field, .value = text_of(statement, 2, arena),
                                                 .source = text_of(statement, 3, arena), .evidence = text_of(statement, 4, arena),
                                                 .said_at = sqlite3_column_int64(statement, 5)};
    }
    if (step != SQLITE_DONE)
        code = store_fail(store, err);
    (void)sqlite3_finalize(statement);
    if (code == OIT_OK) {
        *ret_words = ARENA_ARRAY(arena, struct store_officer_word, n + 1);
        if (n)
            memcpy(*ret_words, words, n * sizeof *words);
        *ret_n = n;
    }
    free(words);
    return code;
}

/* officers.c - officers' words: append, and read the newest.
 * SPDX-License-Identifier: MIT
 */
#include "store/officers.h"

#include "base/clock.h"
#include "store/db.h"

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
    store_bind_c(newest, 4, oit_officer_name(word->field));
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
    store_bind_c(add, 4, oit_officer_name(word->field));
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
        if (str_eq_c(name, oit_officer_name((enum oit_officer_field)i))) {
            *ret_field = (enum oit_officer_field)i;
            return true;
        }
    return false;
}

static bool read_word(sqlite3_stmt *s, struct arena *arena, void *ret_word)
{
    enum oit_officer_field field;
    if (!field_from(store_column_str(s, 1), &field))
        return false; /* of a later program */
    *(struct store_officer_word *)ret_word = (struct store_officer_word){
        .item = store_column_text(s, 0, arena),
        .field = field,
        .value = store_column_text(s, 2, arena),
        .source = store_column_text(s, 3, arena),
        .evidence = store_column_text(s, 4, arena),
        .said_at = sqlite3_column_int64(s, 5),
    };
    return true;
}

enum oit_code store_officer_get(struct store *store, const char *site, int fiscal_year_be, struct arena *arena,
                                struct store_officer_word **ret_words, size_t *ret_n, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    enum oit_code code = store_prepare(store, "SELECT item, field, value, source, evidence, said_at FROM officer WHERE row IN "
                                              "(SELECT max(row) FROM officer WHERE site = ?1 AND fiscal_year_be = ?2 GROUP BY item, field) AND value <> '' "
                                              "ORDER BY item, field", &statement, err);
    if (code != OIT_OK)
        return code;
    store_bind_c(statement, 1, site);
    (void)sqlite3_bind_int(statement, 2, fiscal_year_be);
    *ret_words = store_rows(store, statement, sizeof **ret_words, read_word, arena, ret_n, err);
    return *ret_words ? OIT_OK : OIT_ERR_LOCAL;
}

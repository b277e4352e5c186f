/* workbook_columns.c - see workbook_columns.h.
 * SPDX-License-Identifier: MIT
 */
#include "workbook_columns.h"

#include "base/buf.h"

static const struct {
    enum msg heading;
    double width;
} columns[N_WORKBOOK_COLUMNS] = {
    [WORKBOOK_ITEM] = {MSG_COLUMN_ITEM, 6},
    [WORKBOOK_TITLE] = {MSG_COLUMN_TITLE, 26},
    [WORKBOOK_LABEL] = {MSG_WORKBOOK_LABEL, 24},
    [WORKBOOK_LINK] = {MSG_WORKBOOK_LINK, 28},
    [WORKBOOK_PROPOSAL] = {MSG_WORKBOOK_PROPOSAL, 32},
    [WORKBOOK_LACKING] = {MSG_COLUMN_LACKING, 24},
    [WORKBOOK_RULE_DUE] = {MSG_WORKBOOK_RULE_DUE, 12},
    [WORKBOOK_DAYS_LEFT] = {MSG_WORKBOOK_DAYS_LEFT, 9},
    [WORKBOOK_SCORE] = {MSG_WORKBOOK_SCORE, 9},
    [WORKBOOK_DECIDED] = {MSG_WORKBOOK_DECIDED, 9},
    [WORKBOOK_OWNER] = {MSG_WORKBOOK_OWNER, 17},
    [WORKBOOK_COORDINATOR] = {MSG_WORKBOOK_COORDINATOR, 15},
    [WORKBOOK_DUE] = {MSG_WORKBOOK_DUE, 12},
    [WORKBOOK_URL] = {MSG_WORKBOOK_URL, 30},
    [WORKBOOK_EXPLANATION] = {MSG_WORKBOOK_EXPLANATION, 32},
    [WORKBOOK_DECISION] = {MSG_WORKBOOK_DECISION, 14},
    [WORKBOOK_NOTE] = {MSG_WORKBOOK_NOTE, 22},
    [WORKBOOK_ADVICE] = {MSG_COLUMN_ADVICE, 40},
    [WORKBOOK_STATUS] = {MSG_COLUMN_STATUS, 14},
    [WORKBOOK_PAGE] = {MSG_COLUMN_PAGE, 6},
    [WORKBOOK_YEAR] = {MSG_COLUMN_YEAR, 7},
    [WORKBOOK_DECLARED] = {MSG_DECLARED_COLUMN, 22},
    [WORKBOOK_RULE_OWNER] = {MSG_WORKBOOK_RULE_OWNER, 24},
    [WORKBOOK_CRITERIA] = {MSG_WORKBOOK_CRITERIA, 40},
};

/* Other headings of lists that agencies keep, reduced as heading_key does. */
static const struct {
    const char *key;
    enum workbook_column column;
} others[] = {
    {"ข้อที่", WORKBOOK_ITEM},       {"ข้อoit", WORKBOOK_ITEM},        {"รหัส", WORKBOOK_ITEM},           {"รหัสข้อ", WORKBOOK_ITEM},
    {"oit", WORKBOOK_ITEM},                  {"o", WORKBOOK_ITEM},              {"code", WORKBOOK_ITEM},
    {"ข้อo", WORKBOOK_ITEM},         {"หัวข้อ", WORKBOOK_TITLE},        {"ชื่อข้อ", WORKBOOK_TITLE},         {"รายการ", WORKBOOK_TITLE},
    {"ชื่อรายการ", WORKBOOK_TITLE},   {"ข้อมูล", WORKBOOK_TITLE},        {"หน่วยงานผู้รับผิดชอบ", WORKBOOK_OWNER}, {"หน่วยงานที่รับผิดชอบ", WORKBOOK_OWNER},
    {"หน่วยงานรับผิดชอบ", WORKBOOK_OWNER}, {"หน่วยรับผิดชอบ", WORKBOOK_OWNER}, {"สำนัก/กอง", WORKBOOK_OWNER}, {"เจ้าของข้อมูล", WORKBOOK_OWNER},
    {"ผู้ประสานงาน", WORKBOOK_COORDINATOR}, {"ผู้ติดต่อ", WORKBOOK_COORDINATOR}, {"กำหนดส่ง", WORKBOOK_DUE}, {"ส่งภายใน", WORKBOOK_DUE},
    {"ส่งภายในวันที่", WORKBOOK_DUE}, {"url", WORKBOOK_URL},             {"ลิงก์ที่จะกรอก", WORKBOOK_URL},     {"urlที่กรอก", WORKBOOK_URL},
    {"ลิงก์ที่กรอก", WORKBOOK_URL},
};

bool workbook_is_white(enum workbook_column column)
{
    return column >= WORKBOOK_OWNER && column <= WORKBOOK_NOTE;
}

enum oit_officer_field workbook_field(enum workbook_column column)
{
    return (enum oit_officer_field)(column - WORKBOOK_OWNER + OFFICER_OWNER);
}

enum workbook_column workbook_column_of(enum oit_officer_field field)
{
    return (enum workbook_column)(field - OFFICER_OWNER + WORKBOOK_OWNER);
}

enum msg workbook_heading(enum workbook_column column)
{
    return columns[column].heading;
}

double workbook_width(enum workbook_column column)
{
    return columns[column].width;
}

/* What tells headings apart: without blanks, signs around it and what stands in brackets at the end; ASCII in lower case. */
static void heading_key(struct str heading, struct buf *out)
{
    size_t bracket = str_chr(heading, '(');
    if (bracket != STR_NPOS && bracket > 0)
        heading = str_sub(heading, 0, bracket);
    for (size_t i = 0; i < heading.n; i++) {
        unsigned char c = (unsigned char)heading.p[i];
        bool is_wide_space = c == 0xC2 && i + 1 < heading.n && (unsigned char)heading.p[i + 1] == 0xA0;
        bool is_zero_width = c == 0xE2 && i + 2 < heading.n && (unsigned char)heading.p[i + 1] == 0x80 && (unsigned char)heading.p[i + 2] >= 0x8B &&
                             (unsigned char)heading.p[i + 2] <= 0x8D;
        is_zero_width = is_zero_width || str_starts_c(str_from_pos(heading, i), "\xEF\xBB\xBF"); /* files pasted together begin again with a mark */
        if (is_wide_space || is_zero_width)
            i += is_wide_space ? 1 : 2;
        else if (c > ' ' && c != ':' && c != '*' && c != '.' && c != '"')
            (void)buf_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : (char)c);
    }
}

static bool is_key_of(struct str key, const char *heading)
{
    struct buf own;
    buf_init(&own, 0);
    heading_key(str_from(heading), &own);
    bool is_same = str_eq(key, buf_str(&own));
    buf_done(&own);
    return is_same;
}

enum workbook_column workbook_column_from(struct str heading)
{
    enum { HEADING_MAX_BYTES = 300 };
    enum workbook_column found = N_WORKBOOK_COLUMNS;
    struct buf key;
    buf_init(&key, 0);
    if (heading.n <= HEADING_MAX_BYTES)
        heading_key(heading, &key);
    for (int i = 0; key.n && i < N_WORKBOOK_COLUMNS && found == N_WORKBOOK_COLUMNS; i++)
        if (is_key_of(buf_str(&key), msg_th(columns[i].heading)) || is_key_of(buf_str(&key), msg_en(columns[i].heading)))
            found = (enum workbook_column)i;
    for (size_t i = 0; key.n && i < sizeof others / sizeof *others && found == N_WORKBOOK_COLUMNS; i++)
        if (str_eq_c(buf_str(&key), others[i].key))
            found = others[i].column;
    buf_done(&key);
    return found;
}

bool workbook_needs_guard(struct str text)
{
    size_t i = 0;
    while (i < text.n && (text.p[i] == '\'' || text.p[i] == ' ' || text.p[i] == '\n'))
        i++;
    return i < text.n && strchr("=+-@\t\r", text.p[i]) && text.p[i];
}

struct str workbook_unguarded(struct str cell)
{
    bool is_guarded = cell.n && cell.p[0] == '\'' && workbook_needs_guard(str_from_pos(cell, 1));
    return is_guarded ? str_from_pos(cell, 1) : cell;
}

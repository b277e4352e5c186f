/* site_name.c - the agency's name, out of the start page's title.
 *
 * The title is cut at its separators; the part that begins like an agency's name wins, else the longest that is no greeting.
 * SPDX-License-Identifier: MIT
 */
#include "site_name.h"

static const char *const separators[] = {"|", " - ", " – ", " — ", "::", "»", "•", ">"};
static const char *const greetings[] = {"ยินดีต้อนรับเข้าสู่เว็บไซต์", "ยินดีต้อนรับสู่เว็บไซต์", "ยินดีต้อนรับเข้าสู่", "ยินดีต้อนรับสู่", "ยินดีต้อนรับ",
                                        "เว็บไซต์หลัก", "เว็บไซต์", "เว็บไซด์", "หน้าแรก", "หน้าหลัก", "welcome to", "welcome", "home page", "homepage",
                                        "home", "index", "main"};
static const char *const beginnings[] = {"สำนัก", "กรม", "กระทรวง", "เทศบาล", "องค์การ", "องค์กร", "อบต", "อบจ", "มหาวิทยาลัย", "วิทยาลัย", "โรงเรียน",
                                         "โรงพยาบาล", "สถาบัน", "สถานี", "จังหวัด", "อำเภอ", "ศูนย์", "การไฟฟ้า", "การประปา", "ธนาคาร", "กอง",
                                         "คณะ", "สภา", "ศาล", "เมือง", "มูลนิธิ", "บริษัท"};

static struct str strip_greetings(struct str part)
{
    bool changed = true;
    while (changed) {
        changed = false;
        part = str_trim(part);
        for (size_t i = 0; i < sizeof greetings / sizeof *greetings; i++)
            if (str_starts_nocase_c(part, greetings[i])) {
                part = str_from_pos(part, strlen(greetings[i]));
                changed = true;
            }
    }
    return part;
}

static struct str next_part(struct str *rest)
{
    size_t cut = STR_NPOS, length = 0;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        size_t at = str_find_c(*rest, separators[i]);
        if (at < cut) {
            cut = at;
            length = strlen(separators[i]);
        }
    }
    struct str part = cut == STR_NPOS ? *rest : str_sub(*rest, 0, cut);
    *rest = cut == STR_NPOS ? STR_NONE : str_from_pos(*rest, cut + length);
    return part;
}

void site_name_from_title(struct str title, struct buf *out)
{
    struct str best = STR_NONE, rest = title;
    bool best_is_agency = false;
    while (rest.n > 0) {
        struct str part = strip_greetings(next_part(&rest));
        bool is_agency = false;
        for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
            is_agency |= str_starts_c(part, beginnings[i]);
        if ((is_agency && !best_is_agency) || (is_agency == best_is_agency && part.n > best.n)) {
            best = part;
            best_is_agency = is_agency;
        }
    }
    (void)buf_add_str(out, best);
}

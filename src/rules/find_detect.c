/* find_detect.c - the built-in detectors: what is not a phrase. docs/RULE-FORMAT.md, detect:.
 * SPDX-License-Identifier: MIT
 */
#include "rules/finder.h"
#include "rules/hosting.h"
#include "text/utf8.h"
#include "url/url.h"

enum { BIG_PIXELS = 200, BODY_LETTERS = 80, LIST_ENTRIES = 3, MAX_PLACES = 12, NAME_BLOCK = 240, PORTRAIT_REACH = 4, MAX_DATE_BLOCKS = 400, DATE_BLOCK = 2000 };

struct detection {
    unsigned bit;
    unsigned where;
    uint32_t block;
    struct str quote, around;
};

static void emit(struct finder *f, const struct detection *d)
{
    for (uint16_t e = 0; e < f->scheme->n_elements; e++)
        if (f->scheme->elements[e].detect & d->bit)
            find_add_element(f, e, d->where, d->block, false, d->quote, d->around);
}

static void emit_block(struct finder *f, unsigned bit, unsigned where, uint32_t block)
{
    struct detection d = {.bit = bit, .where = where, .block = block};
    if (block < f->doc->n_blocks)
        d.quote = d.around = doc_block_text(f->doc, block);
    emit(f, &d);
}

/* A script of a map or of "like" buttons is no channel; one that opens a chat is. */
static unsigned widget_bit(const struct finder *f, struct str text)
{
    bool is_address = str_find_c(text, "://") != STR_NPOS;
    const struct hosting_channel *channel = is_address ? hosting_channel_of(f->scheme->hosting, text) : hosting_channel_of_class(f->scheme->hosting, text);
    return channel ? channel->detect & DETECT_CHAT : 0;
}

static void detect_contacts(struct finder *f)
{
    static const unsigned bits[] = {[CONTACT_PHONE] = DETECT_PHONE, [CONTACT_EMAIL] = DETECT_EMAIL, [CONTACT_ADDRESS] = DETECT_ADDRESS,
                                    [CONTACT_MAP] = DETECT_MAP,     [CONTACT_LINE] = DETECT_LINE,   [CONTACT_WIDGET] = 0, [CONTACT_FAX] = DETECT_FAX};
    for (size_t i = 0; i < f->doc->n_contacts; i++) {
        const struct doc_contact *contact = &f->doc->contacts[i];
        struct detection d = {.bit = bits[contact->kind], .where = IN_CONTACT, .block = contact->block, .quote = contact->text, .around = contact->text};
        if (contact->kind == CONTACT_WIDGET)
            d.bit = widget_bit(f, contact->text);
        if (d.bit)
            emit(f, &d);
    }
}

/* Canonical addresses of one origin begin with the same bytes: nearly all links of a page, told without taking them apart. */
static bool is_on_own_host(const struct finder *f, struct str url)
{
    size_t n = f->n_origin;
    return n > 0 && url.n >= n && memcmp(url.p, f->doc->url.p, n) == 0;
}

void find_channel(struct finder *f, const struct doc_link *link)
{
    if (link->target != TARGET_URL || doc_via_is_rel(link->via) || link->via == VIA_IMAGE || link->via == VIA_FORM || link->via == VIA_HINT || link->via == VIA_ASKED ||
        is_on_own_host(f, link->url))
        return;
    uint64_t key = str_hash_quick(link->url), *known = &f->no_channel[key % NO_CHANNELS]; /* the same partners are linked on every page */
    if (*known == key || url_same_origin(link->url, f->doc->url))
        return;
    const struct hosting_channel *channel = hosting_channel_of(f->scheme->hosting, link->url);
    if (!channel)
        *known = key;
    /* A picture or frame has no block of its own; the one behind it may be the footer's. */
    bool is_apart = link->block >= f->doc->n_blocks || f->doc->blocks[link->block].zone != link->zone;
    if (channel)
        emit(f, &(struct detection){.bit = channel->detect, .where = IN_CONTACT, .block = is_apart ? link->heading : link->block, .quote = link->url, .around = link->url});
}

static void detect_forms(struct finder *f)
{
    for (size_t i = 0; i < f->doc->n_forms; i++) {
        const struct doc_form *form = &f->doc->forms[i];
        f->out->has_password = f->out->has_password || form->has_password;
        f->out->has_textarea = f->out->has_textarea || form->has_textarea;
        if (form->is_search || form->has_password)
            continue;
        f->out->has_form = true;
        struct detection d = {.bit = DETECT_FORM, .where = IN_FORM, .block = form->block, .quote = form->labels, .around = form->labels};
        emit(f, &d);
        d.bit = DETECT_TEXTAREA;
        if (form->has_textarea)
            emit(f, &d);
    }
}

static bool is_big(const struct doc_image *image)
{
    if (image->zone != ZONE_MAIN)
        return false;
    bool is_small = (image->width && image->width < BIG_PIXELS) || (image->height && image->height < BIG_PIXELS);
    return !is_small;
}

/* "1. นาย...", "ชื่อ-สกุล : นาย...": what stands before a name in lists. */
static struct str skip_before_name(struct str text)
{
    static const char *const labels[] = {"ชื่อ", "-", "–", "นามสกุล", "สกุล", ":", " ", "(", ".", ")"};
    size_t at = 0;
    while (at < text.n && at < 3 && text.p[at] >= '0' && text.p[at] <= '9')
        at++;
    text = str_from_pos(text, at);
    unsigned char third = text.n > 2 ? (unsigned char)text.p[2] : 0; /* of the first letter: ช น ส begin a label */
    if (text.n && (unsigned char)text.p[0] == 0xE0 && third != 0x8A && third != 0x99 && third != 0xAA)
        return text;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_starts_c(text, labels[i])) {
            text = str_from_pos(text, strlen(labels[i]));
            i = (size_t)-1; /* from the beginning again */
        }
    return text;
}

/* A person's name: a title of address at the beginning and a space inside. */
static bool is_person(struct str whole)
{
    struct str text = skip_before_name(whole);
    static const char *const titles[] = {"นาย",  "นางสาว", "นาง", "น.ส.", "ดร.", "ผศ.", "รศ.", "ศ.", "ว่าที่", "พล.", "พ.ต.", "พ.อ.", "พ.ท.", "ร.ต.", "ร.อ.",
                                         "ร.ท.", "ส.ต.",   "จ.ส.", "ด.ต.", "พันตำรวจ", "พันเอก", "พันโท", "พันตรี", "ร้อย", "สิบ", "จ่าสิบ", "ดาบตำรวจ", "พลตำรวจ", "พลเอก", "พลโท",
                                         "พลตรี", "หม่อม", "ม.ร.ว.", "ม.ล.", "แพทย์หญิง", "ทันตแพทย์", "เภสัชกร", "ศาสตราจารย์", "รองศาสตราจารย์", "ผู้ช่วยศาสตราจารย์",
                                         "นพ.", "พญ.", "ทพ.", "ทพญ.", "ภก.", "ภญ.", "สพ.ญ.", "น.สพ.", "คุณ",
                                         "Mr.",  "Mrs.",   "Ms.",  "Miss ", "Dr.", "Prof."};
    static const char *const not_names[] = {"นายก", "นายอำเภอ", "นายทะเบียน", "นายช่าง", "นายจ้าง", "นายหน้า", "นายแบบ", "ร้อยละ", "ร้อยเอ็ด", "นางแบบ", "คุณภาพ", "คุณธรรม", "คุณสมบัติ", "คุณลักษณะ", "คุณค่า", "คุณสามารถ", "คุณต้อง"};
    /* Most blocks end here: the third byte of the first letter (or the first of a Latin one) is none of the titles' initials. */
    static const char initials[] = "\x99\x94\x9C\xA3\xA8\xA7\x9E\xAA\x88\xAB\xA1\x97\x81\x80\xA0\x84";
    if (text.n < 12 || ((unsigned char)text.p[0] == 0xE0 ? !memchr(initials, text.p[2], sizeof initials - 1) : text.p[0] != 'M' && text.p[0] != 'D' && text.p[0] != 'P'))
        return false;
    for (size_t i = 0; i < sizeof not_names / sizeof *not_names; i++)
        if (text.p[2] == not_names[i][2] && str_starts_c(text, not_names[i]))
            return false;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        if (text.p[2] != titles[i][2] || !str_starts_c(text, titles[i])) /* the third byte tells most apart */
            continue;
        struct str name = str_trim(str_from_pos(text, strlen(titles[i])));
        size_t space = str_chr(name, ' ');
        return space != STR_NPOS && space >= 6 && space <= 90 && name.n > space + 6;
    }
    return false;
}

static uint32_t detect_people(struct finder *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->doc->n_blocks && n < MAX_PLACES; i++) {
        const struct doc_block *b = &f->doc->blocks[i];
        if (b->n == 0 || b->n > NAME_BLOCK || b->zone == ZONE_FOOTER || b->zone == ZONE_MENU || !is_person(doc_block_text(f->doc, i)))
            continue;
        emit_block(f, DETECT_PERSON, IN_TEXT, i);
        n++;
    }
    return n;
}

static bool has_person_near(const struct finder *f, const struct doc_image *image)
{
    if (is_person(image->alt))
        return true;
    for (uint32_t i = image->block; i < f->doc->n_blocks && i < image->block + PORTRAIT_REACH; i++)
        if (is_person(doc_block_text(f->doc, i)))
            return true;
    return false;
}

static void detect_images(struct finder *f)
{
    size_t n_portraits = 0;
    for (size_t i = 0; i < f->doc->n_images; i++) {
        const struct doc_image *image = &f->doc->images[i];
        if (image->zone != ZONE_MAIN)
            continue;
        struct detection d = {.bit = DETECT_IMAGE, .where = IN_IMAGE, .block = image->block, .quote = image->alt, .around = image->alt};
        if (is_big(image)) {
            f->out->n_big_images++;
            if (f->out->n_big_images <= MAX_PLACES)
                emit(f, &d);
        }
        bool is_icon = (image->width && image->width < 48) || (image->height && image->height < 48);
        if (f->wants_person && !is_icon && n_portraits < MAX_PLACES && has_person_near(f, image)) {
            d.bit = DETECT_PORTRAIT;
            emit(f, &d);
            n_portraits++;
        }
    }
    if (f->doc->n_image_pages > 0 && f->doc->n_image_pages == f->doc->n_pages) {
        f->out->n_big_images++;
        emit_block(f, DETECT_IMAGE, IN_IMAGE, DOC_NONE);
    }
}

static void detect_structure(struct finder *f)
{
    const struct document *doc = f->doc;
    for (size_t i = 0, n = 0; i < doc->n_tables && n < MAX_PLACES; i++) {
        const struct doc_table *table = &doc->tables[i];
        uint32_t block = table->n_rows && table->n_columns ? table->grid[0] : DOC_NONE;
        if (table->n_rows >= 2 && table->n_columns >= 2) {
            emit_block(f, DETECT_TABLE, IN_TABLE, block);
            n++;
        }
    }
    uint32_t n_items = 0, n_links = 0, first_item = DOC_NONE, last_item = DOC_NONE;
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *b = &doc->blocks[i];
        if (b->zone != ZONE_MAIN || b->item == DOC_NONE || b->item == last_item)
            continue;
        last_item = b->item;
        n_items++;
        if (first_item == DOC_NONE)
            first_item = i;
    }
    for (size_t i = 0; i < doc->n_links; i++) {
        const struct doc_link *link = &doc->links[i];
        if (link->zone != ZONE_MAIN || link->target != TARGET_URL || doc_via_is_rel(link->via) || link->via == VIA_IMAGE || link->via == VIA_HINT || link->via == VIA_ASKED)
            continue;
        if (n_links++ < MAX_PLACES)
            emit_block(f, DETECT_LINK, IN_LINK, link->block);
        if (first_item == DOC_NONE)
            first_item = link->block;
    }
    if (n_items >= LIST_ENTRIES || n_links >= LIST_ENTRIES)
        emit_block(f, DETECT_LIST, IN_TEXT, first_item);
    if (f->out->n_letters >= BODY_LETTERS)
        for (uint32_t i = 0; i < doc->n_blocks; i++)
            if (doc->blocks[i].zone == ZONE_MAIN && doc->blocks[i].kind == BLOCK_PARAGRAPH && !f->notes[i].in_criterion) {
                emit_block(f, DETECT_BODY, IN_TEXT, i);
                break;
            }
}

/* Digits; in text of OCR those it could not read stand there as "?". */
static bool has_digit(struct str text, bool is_ocr)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if ((c >= '0' && c <= '9') || (is_ocr && c == '?') || (c == 0xE0 && i + 2 < text.n && (unsigned char)text.p[i + 1] == 0xB9 && (unsigned char)text.p[i + 2] >= 0x90 &&
                                       (unsigned char)text.p[i + 2] <= 0x99))
            return true;
    }
    return false;
}

static bool is_money(struct str text, bool is_ocr)
{
    for (struct str rest = text;;) {
        size_t at = str_find_c(rest, "บาท");
        if (at == STR_NPOS)
            return false;
        struct str before = str_sub(rest, at > 40 ? at - 40 : 0, at > 40 ? 40 : at);
        if (has_digit(before, is_ocr))
            return true;
        rest = str_from_pos(rest, at + 9);
    }
}

/* A full date has a month's name or abbreviation, or digits joined by a slash or dash: the dear search runs only there. */
static bool ends_month(struct str before, struct str rest) /* าคม, ค., ายน, ย., พันธ์, ก.พ. */
{
    switch ((unsigned char)rest.p[2]) {
    case 0x84: /* ค; all seven names end in าคม, while สังคม and ประชาคมนี้ are everywhere */
        return str_starts_c(rest, "ค.") || (str_starts_c(rest, "คม") && str_ends_c(before, "า"));
    case 0xA2: /* ย; โรงเรียน is no month */
        return str_starts_c(rest, "ย.") || (str_starts_c(rest, "ยน") && str_ends_c(before, "า"));
    case 0x9E: /* พ; พ.ศ. begins no date */
        return (str_starts_c(rest, "พ.") && (str_ends_c(before, ".") || str_ends_c(before, "ก"))) || str_starts_c(rest, "พันธ์");
    default:
        return false;
    }
}

static bool may_hold_date(struct str text)
{
    for (size_t i = 0; i + 1 < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == 0xE0) { /* Thai letters are three bytes */
            if (i + 3 < text.n && ends_month(str_sub(text, 0, i), str_from_pos(text, i)))
                return true;
            i += 2;
        } else if ((c == '/' || c == '-' || c == ' ') && i > 0 && text.p[i - 1] >= '0' && text.p[i - 1] <= '9' &&
                   ((text.p[i + 1] >= '0' && text.p[i + 1] <= '9') || (text.p[i + 1] >= 'A' && text.p[i + 1] <= 'S'))) {
            return true;
        }
    }
    return false;
}

/* Full dates of the text, and the span of fiscal years they lie in: how undated lists of activities show their year. */
static void detect_dates(struct finder *f)
{
    struct year_statement *span = &f->out->dates;
    size_t n_blocks = 0, n_dates = 0, n_money = 0;
    for (uint32_t i = 0; i < f->doc->n_blocks && n_blocks < MAX_DATE_BLOCKS; i++) {
        const struct doc_block *b = &f->doc->blocks[i];
        struct str text = doc_block_text(f->doc, i);
        if (b->zone != ZONE_MAIN || !(f->notes[i].has_digit || b->ocr))
            continue;
        n_blocks++;
        if (f->wants_money && n_money < MAX_PLACES && is_money(text, b->ocr != 0)) {
            emit_block(f, DETECT_MONEY, IN_TEXT, i);
            n_money++;
        }
        if (!may_hold_date(text))
            continue;
        struct year_mention mentions[16];
        size_t n = years_find(utf8_prefix(text, DATE_BLOCK), mentions, 16);
        for (size_t k = 0; k < n; k++) {
            bool is_sure = !b->ocr || !mentions[k].is_thai_digits;
            if (b->ocr && mentions[k].kind == YEAR_MONTH && n_dates++ < MAX_PLACES)
                emit_block(f, DETECT_DATE, IN_TEXT, i); /* "? ตุลาคม 2566": a date whose day could not be read */
            if (mentions[k].kind != YEAR_DATE || !is_sure)
                continue;
            int year = years_fiscal_of_from(mentions[k].date, f->scheme->first_month);
            if (span->from_be == 0 || year < span->from_be)
                span->from_be = year;
            if (year > span->to_be)
                span->to_be = year;
            span->is_fiscal = span->is_certain = true;
            if (n_dates++ < MAX_PLACES)
                emit_block(f, DETECT_DATE, IN_TEXT, i);
        }
    }
}

void find_detected(struct finder *f)
{
    detect_contacts(f);
    detect_forms(f);
    if (f->wants_person)
        (void)detect_people(f);
    detect_images(f);
    detect_structure(f);
    detect_dates(f);
}

/* test_elements.c - the shipped rules on invented pages in agencies' own words: what is there must be found, what is not must not (elements.tsv).
 * SPDX-License-Identifier: MIT
 */
#include "rules/findings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "../support/matching.h"
#include "extract/extract.h"

static struct findings of_page(struct arena *arena, struct str title, struct str body)
{
    struct str html = arena_printf(arena, "<title>%.*s</title><main><h1>%.*s</h1>%.*s</main>", (int)title.n, title.p, (int)title.n, title.p,
                                   (int)body.n, body.p);
    return matching_page(arena, html);
}

/* In how many places an element stands, as assess counts them. */
static size_t count_element(const struct findings *f, size_t element)
{
    size_t n = 0;
    uint32_t last = DOC_NONE;
    for (size_t i = 0; i < f->n_elements; i++) {
        const struct element_hit *hit = &f->elements[i];
        if (hit->element != element || hit->in_criterion)
            continue;
        n += n == 0 || hit->block != last;
        last = hit->block;
    }
    return n;
}

/* A misspelt element would never be missed. */
static void check_ids(uint16_t item, struct str list)
{
    while (list.n > 0) {
        struct str id = str_cut(&list, ' ');
        bool is_known = str_eq_c(id, "-");
        for (size_t i = 0; i < scheme->items[item].n_elements; i++)
            is_known |= str_eq_c(id, scheme->elements[scheme->items[item].first_element + i].id);
        if (!is_known)
            fail_msg("%s has no element %.*s", scheme->items[item].code, (int)id.n, id.p);
    }
}

static bool names_element(struct str list, const char *id)
{
    while (list.n > 0)
        if (str_eq_c(str_cut(&list, ' '), id))
            return true;
    return false;
}

/* Without a list of what lacks every required element must be found; with one, none of those it names. */
static size_t check_line(struct arena *arena, struct str line)
{
    if (line.n == 0 || line.p[0] == '#')
        return 0;
    struct str rest = line, code = str_cut(&rest, '\t'), lacking = str_cut(&rest, '\t'), title = str_cut(&rest, '\t');
    uint16_t item = scheme_item_by_code(scheme, arena_printf(arena, "%.*s", (int)code.n, code.p).p);
    assert_true(item < scheme->n_items);
    check_ids(item, lacking);
    struct findings f = of_page(arena, title, rest);
    size_t n_wrong = 0;
    for (size_t i = 0; i < scheme->items[item].n_elements; i++) {
        size_t at = scheme->items[item].first_element + i;
        const struct scheme_element *element = &scheme->elements[at];
        bool is_lacking = names_element(lacking, element->id), is_found = count_element(&f, at) >= element->min;
        bool is_wanted = str_eq_c(lacking, "-") && element->is_required && !element->needs_human;
        if ((is_wanted && !is_found) || (is_lacking && is_found)) {
            print_error("%s %s: %.*s\n", element->id, is_found ? "found" : "not found", (int)line.n, line.p);
            for (size_t k = 0; k < f.n_elements && is_lacking; k++)
                if (f.elements[k].element == at)
                    print_error("    in block %u, place %u: %.*s\n", f.elements[k].block, f.elements[k].where, (int)f.elements[k].snippet.n, f.elements[k].snippet.p);
            n_wrong++;
        }
    }
    return n_wrong;
}

static void elements_are_known_in_agencies_words(void **state)
{
    (void)state;
    struct err err = {0};
    struct buf bytes;
    struct arena arena;
    size_t n_wrong = 0;
    buf_init(&bytes, 1024 * 1024);
    assert_int_equal(file_read("tests/rules/elements.tsv", &bytes, &err), OIT_OK);
    arena_init(&arena);
    for (struct str rest = buf_str(&bytes); rest.n > 0;)
        n_wrong += check_line(&arena, str_cut(&rest, '\n'));
    assert_int_equal(n_wrong, 0);
    arena_done(&arena);
    buf_done(&bytes);
}

static bool promises(struct arena *arena, const char *body)
{
    struct findings f = of_page(arena, STR_LIT("สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"), str_from(body));
    for (size_t i = 0; i < f.n_vocabulary; i++)
        if (f.vocabulary[i].id == VOCAB_PROMISE)
            return true;
    return false;
}

static void a_lone_line_promises_and_a_status_cell_is_data(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_true(promises(&arena, "<p>อยู่ระหว่างดำเนินการ</p>"));
    assert_true(promises(&arena, "<p>กำลังดำเนินการ...</p>"));
    assert_false(promises(&arena, "<table><tr><th>เรื่อง</th><th>สถานะ</th></tr><tr><td>ก</td><td>อยู่ระหว่างดำเนินการ</td></tr></table>"));
    assert_false(promises(&arena, "<p>เรื่องที่อยู่ระหว่างดำเนินการ 2 เรื่อง</p>"));
    arena_done(&arena);
}

static void people_are_seen_in_lists_of_many_forms(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        bool is_person;
    } cases[] = {
        {"<p>นายสมชาย ใจดี</p>", true},
        {"<p>1. นายสมชาย ใจดี ผู้อำนวยการ</p>", true},
        {"<p>ชื่อ-สกุล : นพ.สมศักดิ์ มีสุข</p>", true},
        {"<p>ชื่อ นางสาวสุดา รักไทย</p>", true},
        {"<p>ภญ.สุดา รักไทย</p>", true},
        {"<p>คุณภาพการให้บริการ ของเรา ดีมาก</p>", false},
        {"<p>1. นายกเทศมนตรี รับเรื่อง จากประชาชน</p>", false},
        {"<p>ชื่อโครงการ พัฒนาบุคลากร ประจำปี</p>", false},
        {"<p>12</p>", false},
    };
    struct arena arena;
    arena_init(&arena);
    size_t name = scheme->items[scheme_item_by_code(scheme, "O2")].first_element;
    assert_string_equal(scheme->elements[name].id, "name");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct findings f = of_page(&arena, STR_LIT("คณะผู้บริหาร"), str_from(cases[i].body));
        if ((count_element(&f, name) > 0) != cases[i].is_person)
            fail_msg("%s", cases[i].body);
    }
    arena_done(&arena);
}

/* Words in running text may turn out to be a link's label; the address that a detector saw is one. */
static void what_a_detector_saw_is_kept_beside_many_words(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct findings f = of_page(&arena, STR_LIT("ข้อมูลการติดต่อ"),
                                STR_LIT("<p>ที่อยู่ : จังหวัดทุ่งทอง เลขที่ 99 หมู่ 4 ถนนราษฎร์บำรุง ตำบลในเมือง อำเภอเมือง จังหวัดทุ่งทอง 40000</p>"));
    size_t address = scheme->items[scheme_item_by_code(scheme, "O4")].first_element, n_words = 0, n_contacts = 0;
    assert_string_equal(scheme->elements[address].id, "address");
    for (size_t i = 0; i < f.n_elements; i++) {
        n_words += f.elements[i].element == address && f.elements[i].where == IN_TEXT;
        n_contacts += f.elements[i].element == address && f.elements[i].where == IN_CONTACT;
    }
    assert_int_equal(n_words, 1);
    assert_int_equal(n_contacts, 1);
    arena_done(&arena);
}

/* A blank form as PDF or text: the lines of its table are drawn, only its head is in the text. */
static void the_head_of_a_blank_form_is_no_data(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool has_period;
    } cases[] = {
        {"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\n\nเทศบาลตำบลทุ่งทอง\n\nที่ โครงการ/กิจกรรม งบประมาณ (บาท) ระยะเวลาดำเนินการ ผู้รับผิดชอบ\n", false},
        {"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\n\nที่ โครงการ/กิจกรรม งบประมาณ (บาท) ระยะเวลาดำเนินการ ผู้รับผิดชอบ\n\n"
         "1 อบรมวินัย 10,000 ม.ค. 67 สำนักปลัด\n", true},
        {"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\n\nโครงการหลักคืออบรมวินัยแก่บุคลากรทุกระดับ ไม่ใช้งบประมาณ ระยะเวลาดำเนินการตลอดปีงบประมาณ "
         "ผู้รับผิดชอบคือสำนักปลัดและทุกกอง\n", true},
        {"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\n\nโครงการอบรมวินัย งบประมาณ 9,000 บาท ระยะเวลาดำเนินการ เดือนมกราคม\n", true},
    };
    struct arena arena;
    arena_init(&arena);
    const struct scheme_item *plan = &scheme->items[scheme_item_by_code(scheme, "O32")];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document *doc = ARENA_NEW(&arena, struct document);
        struct findings f;
        struct extract_input input = {.bytes = str_from(cases[i].text), .url = STR_LIT("http://www.example.go.th/plan.txt"), .content_type = STR_LIT("text/plain; charset=utf-8")};
        (void)extract_document(&input, &arena, doc);
        findings_make(finder, doc, &arena, &f);
        bool has_period = false;
        for (size_t k = 0; k < plan->n_elements; k++)
            if (strcmp(scheme->elements[plan->first_element + k].id, "period") == 0)
                has_period = count_element(&f, plan->first_element + k) > 0;
        if (has_period != cases[i].has_period)
            fail_msg("%s", cases[i].text);
    }
    arena_done(&arena);
}

/* The act of which the agency was made is not the text of its duties, however many it grants; a text that cites its sections is. */
static void a_whole_act_is_not_the_text_of_duties(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_against;
    } cases[] = {
        {"<p>พระราชบัญญัติจัดตั้งสถาบันทดสอบ พ.ศ. ๒๕๔๐</p><p>มาตรา ๑ พระราชบัญญัตินี้เรียกว่า พระราชบัญญัติจัดตั้งสถาบันทดสอบ</p>"
         "<p>มาตรา ๒ ให้ใช้บังคับตั้งแต่วันถัดไป</p><p>มาตรา ๗ สถาบันมีหน้าที่และอำนาจตรวจสอบคุณภาพน้ำ</p><p>มาตรา ๓๐ ต้องระวางโทษปรับ</p>",
         true},
        {"<p>โดยที่เป็นการสมควรจัดตั้งองค์การมหาชน จึงทรงพระกรุณาโปรดเกล้าฯ ให้ตราพระราชกฤษฎีกาขึ้น</p><p>ในพระราชกฤษฎีกานี้ องค์การ หมายถึง องค์การจัดการน้ำ</p>"
         "<p>ให้นายกรัฐมนตรีรักษาการตามพระราชกฤษฎีกานี้</p>",
         true},
        {"<p>มาตรา 66 องค์การบริหารส่วนตำบลมีอำนาจหน้าที่ในการพัฒนาตำบล</p><p>มาตรา 67 มีหน้าที่ต้องทำ ดังต่อไปนี้</p><p>มาตรา 68 อาจจัดทำกิจการดังต่อไปนี้</p>"
         "<p>มาตรา 16 แห่งพระราชบัญญัติกำหนดแผนและขั้นตอนการกระจายอำนาจ</p>",
         false},
    };
    const struct scheme_item *duties = &scheme->items[scheme_item_by_code(scheme, "O3")];
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct findings f = of_page(&arena, STR_LIT("อำนาจหน้าที่"), str_from(cases[i].text));
        bool is_against = false;
        for (size_t k = duties->n_elements; k < (size_t)duties->n_elements + duties->n_against; k++)
            is_against |= count_element(&f, duties->first_element + k) >= scheme->elements[duties->first_element + k].min;
        if (is_against != cases[i].is_against)
            fail_msg("%s", cases[i].text);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_known_in_agencies_words),
        cmocka_unit_test(a_lone_line_promises_and_a_status_cell_is_data),
        cmocka_unit_test(people_are_seen_in_lists_of_many_forms),
        cmocka_unit_test(the_head_of_a_blank_form_is_no_data),
        cmocka_unit_test(a_whole_act_is_not_the_text_of_duties),
        cmocka_unit_test(what_a_detector_saw_is_kept_beside_many_words),
    };
    return cmocka_run_group_tests(tests, matching_load, matching_unload);
}

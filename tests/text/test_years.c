/* test_years.c - years, periods and dates as agencies write them.
 * SPDX-License-Identifier: MIT
 */
#include "text/years.h"

#include "cmocka_all.h"

static const char *const part_names[] = {"", " full", " half1", " half2", " quarter", " month"};

/* "2567", "2566-2570", "-" without a year; f: fiscal, ?: not certain; the part, with its number. */
static struct str shown(const struct year_statement *s, struct buf *out)
{
    buf_clear(out);
    if (s->from_be == 0)
        (void)buf_add_c(out, "-");
    else if (s->from_be == s->to_be)
        (void)buf_addf(out, "%d%s%s", s->from_be, s->is_fiscal ? "f" : "", s->is_certain ? "" : "?");
    else
        (void)buf_addf(out, "%d-%d%s%s", s->from_be, s->to_be, s->is_fiscal ? "f" : "", s->is_certain ? "" : "?");
    (void)buf_add_c(out, part_names[s->part]);
    if (s->part == PART_QUARTER)
        (void)buf_addf(out, "%d", s->quarter);
    if (s->part == PART_MONTH)
        (void)buf_addf(out, "%d", s->month);
    return buf_str(out);
}

struct row {
    const char *text, *want;
};

typedef struct year_statement (*statement_fn)(struct str text);

static void check_rows(const struct row *rows, size_t n, statement_fn statement)
{
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < n; i++) {
        struct year_statement s = statement(str_from(rows[i].text));
        assert_row_equal(rows[i].text, shown(&s, &out), str_from(rows[i].want));
    }
    buf_done(&out);
}

#define CHECK(rows, statement) check_rows((rows), sizeof(rows) / sizeof *(rows), (statement))

static void fiscal_years(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", "2567f"},
        {"แผนปฏิบัติการประจำปีงบประมาณพ.ศ.๒๕๖๗", "2567f"},
        {"ประจาปี งบประมาณ 2564", "2564f"},
        {"ปีงบประมาณ พ.ศ..2568", "2568f"},
        {"ปีงบประมาณ : 2568", "2568f"},
        {"ปีงบ 67", "2567f?"},
        {"รอบปีงบประมาณ พ.ศ.๒๕๖๒", "2562f"},
        {"แผนการใช้จ่ายงบประมาณ 2567", "2567f"},
        {"ปีการศึกษา 2566", "2566f"},
        {"ปีบัญชี 2567", "2567f"},
        {"FY2567", "2567f"},
        {"Annual report, fiscal year 2024", "2567f"},
        {"ปีงบประมาณ พ.ศ. 2566 - 2570", "2566-2570f"},
        {"ปีงบประมาณ 2567 โครงการอบรม", "2567f"},
        {"ปีงบประมาณ พ.ศ. 25 67", "2567f"},
        {"ประจำปีงบประมาณ ๒ ๕ ๖ ๗ รอบ ๖ เดือน", "2567f half1"},
        {"ปีงบประมาณ 67 68", "2567f?"},
    };
    CHECK(rows, years_statement);
}

static void plain_years(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"รายงานประจำปี2566", "2566"},
        {"ประจำปี พ.ศ. 2567", "2567"},
        {"ปี พ.ศ..2568", "2568"},
        {"สุจริต โปร่งใส ใสสะอาด ๒๕๖๗", "2567"},
        {"โครงการปี63", "2563?"},
        {"ITA ปี พ.ศ.2567", "2567"},
        {"พ.ศ.ITA2564", "2564"},
        {"ITA 2567", "2567"},
        {"ita67", "2567?"},
        {"OIT 14 ปี 67", "2567?"},
        {"2024", "2567"},
        {"ค.ศ. 2024", "2567"},
        {"อบต.คลองใหญ่ 2567", "2567"},
        {"ปี 2567 (1 ม.ค. - 30 มิ.ย.)", "2567"},
        {"ปี 2567 (1 ม.ค. 2567 - 31 ธ.ค. 2567)", "2567"},
        {"1 มกราคม 2567 - 31 ธันวาคม 2567", "2567"},
        {"O8-2567 แผน", "2567"},
        {"สำนักงาน ก.พ. ปี 2567", "2567"},
        {"ก.พ.ร. 2567", "2567"},
        {"ผลการประมวลผลข้อมูล พ.ศ. 2567", "2567"},
        {"ระเบียบวาระการประชุม พ.ศ. 2567", "2567"},
    };
    CHECK(rows, years_statement);
}

static void ranges(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)", "2566-2570"},
        {"แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๖ – พ.ศ. ๒๕๗๐", "2566-2570"},
        {"พ.ศ. 2566 ถึง พ.ศ. 2570", "2566-2570"},
        {"ยุทธศาสตร์ชาติ 20 ปี 2561-2580", "2561-2580"},
        {"ระยะ 5 ปี (2566 - 2570)", "2566-2570"},
        {"รายงานการวิเคราะห์ผลการประเมิน ITA ประจำปี 2566", "2566?"}, /* written in 2567 */
        {"แผนปฏิบัติการป้องกันการทุจริต - . 2566 2570", "2566-2570"}, /* the producer wrote the dash first */
        {"แผนพัฒนา 5 ปี 2566 2570 พ.ศ. –", "2566-2570"},
        {"แผนพัฒนา (พ.ศ. 2566 2570)", "2566-2570?"},
        {"รายงานประจำปี 2566 2567", "2566"}, /* next to each other: no span was torn */
        {"แผน 2566-70", "2566-2570"},
        {"แผน ปี 66-70", "2566-2570?"},
        {"Strategic plan 2023-2027", "2566-2570"},
        {"ปี 2566/2567", "2566-2567"},
        {"แผนพัฒนา (พ.ศ. 2566-2570) แก้ไข ครั้งที่ 1/2567", "2566-2570"},
        {"แผนพัฒนา (พ.ศ.2566-2570) เพิ่มเติม ครั้งที่ 1 พ.ศ. 2567", "2566-2570"},
        {"แผนพัฒนา (พ.ศ. 2566-2570) ฉบับทบทวน พ.ศ. 2567", "2566-2570"},
        {"แผนยุทธศาสตร์ พ.ศ. 2566 - 2570 (ฉบับปรับปรุง ปีงบประมาณ พ.ศ. 2567)", "2566-2570"},
        {"แผนดำเนินงาน ประจำปี 2567 ตามแผนพัฒนา พ.ศ. 2566-2570", "2567"},
    };
    CHECK(rows, years_statement);
}

static void halves_quarters_and_months(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"ปีงบประมาณ 2567 รอบ 6 เดือน (ตุลาคม 2566 - มีนาคม 2567)", "2567f half1"},
        {"สถิติเรื่องร้องเรียน รอบ 6 เดือนแรก", "- half1"},
        {"รอบ๖เดือนแรก ปีงบประมาณพ.ศ.๒๕๖๗", "2567f half1"},
        {"สถิติการให้บริการ (1 ต.ค. 66 – 31 มี.ค. 67)", "2567f half1"},
        {"(ต.ค.66-มี.ค.67)", "2567f half1"},
        {"ระหว่างวันที่ 1 ตุลาคม 2566 ถึงวันที่ 31 มีนาคม 2567", "2567f half1"},
        {"1/10/2566 - 31/3/2567", "2567f half1"},
        {"October 2023 - March 2024", "2567f half1"},
        {"6M 2567", "2567 half1"},
        {"ปีงบประมาณ 2567 (1 ต.ค. - 31 มี.ค.)", "2567f half1"},
        {"รายงาน 6 เดือน ตุลาคม 2566 - มีนาคม 2567", "2567f half1"},
        {"ครึ่งปีแรก พ.ศ. 2567", "2567 half1"},
        {"ไตรมาส 1-2", "- half1"},
        {"ไตรมาสที่ 1 และไตรมาสที่ 2 ปีงบประมาณ 2567", "2567f half1"},
        {"ปีงบประมาณ พ.ศ. 2566 ณ ไตรมาส 2", "2566f half1"},
        {"รายงานผล 6 เดือนหลัง ปีงบประมาณ 2566", "2566f half2"},
        {"รอบ 6 เดือน ครั้งที่ 2 ปีงบประมาณ 2566", "2566f half2"},
        {"รอบ 6 เดือน (เม.ย. - ก.ย. 2567)", "2567f half2"},
        {"ประจำปีงบประมาณ พ.ศ. 2567 รอบที่ 2", "2567f half2"},
        {"รายงานผลรอบ 12 เดือน", "- full"},
        {"1 ต.ค. 2565 - 30 ก.ย. 2566", "2566f full"},
        {"ความก้าวหน้า ไตรมาสที่ 2/2567", "2567 quarter2"},
        {"Q3/2567", "2567 quarter3"},
        {"1 ตุลาคม - 31 ธันวาคม 2566", "2567f quarter1"},
        {"ประจำเดือนตุลาคม 2566", "2567f month10"},
        {"สขร.1 เดือน ก.ย. 67", "2567f month9"},
        {"เดือนตุลาคม ปีงบประมาณ พ.ศ. 2567", "2567f month10"},
        {"1-31 มีนาคม 2567", "2567f month3"},
        {"ประจำเดือน 10/2566", "2567f month10"},
        {"1 ตค 66 - 31 มีค 67", "2567f half1"},
        {"ราย 6 เดือน ปี 2567", "2567 half1"},
        {"รอบ 1/2567", "2567 half1"},
        {"Q1-Q2/2567", "2567 half1"},
        {"Oct 23 - Mar 24", "2567f half1"},
        {"ประจำปีงบประมาณ พ.ศ. 2567 ไตรมาสที่ 1 – 2 (ตุลาคม 2566 – มีนาคม 2567)", "2567f half1"},
        {"ต.ค.-66", "2567f month10"},
        {"สัญญาเช่า ระยะเวลา 6 เดือน ปี 2567", "2567"},
    };
    CHECK(rows, years_statement);
}

static void dates_state_their_fiscal_year_last(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"ข้อมูล ณ วันที่ 31 มีนาคม 2567", "2567f"},
        {"ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2567", "2567f"},
        {"วันที่ 6 เดือนตุลาคม พ.ศ. 2566", "2567f"},
        {"ลงวันที่ 8/3/2567", "2567f"},
        {"2024-03-31", "2567f"},
        {"March 31, 2024", "2567f"},
        {"แผนปี 2567 ประกาศ ณ วันที่ 29 ธันวาคม 2566", "2567"},
        {"คำสั่งที่ 123/2567 เรื่อง แต่งตั้งคณะทำงาน", "2567"},
        {"ที่ 2567/2566", "2566"},
    };
    CHECK(rows, years_statement);
}

static void the_year_of_the_title_among_several(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"วิเคราะห์ผล ประจำปีงบประมาณ พ.ศ. 2566 และมาตรการ ประจำปีงบประมาณ พ.ศ. 2567", "2567f"},
        {"แผน ปีงบประมาณ 2567 ตามยุทธศาสตร์ชาติ (พ.ศ. 2561-2580)", "2567f"},
        {"ตามยุทธศาสตร์ชาติ (พ.ศ. 2561-2580) แผน ปีงบประมาณ 2567", "2567f"},
        {"รายงานผล ปีงบประมาณ 2566 (เปรียบเทียบ ปีงบประมาณ 2565)", "2566f"},
        {"มาตรการส่งเสริมคุณธรรม ปี 2567 จากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566", "2567"},
        {"แผนยุทธศาสตร์ (พ.ศ. ๒๕๖๖ - ๒๕๗๐) วิสัยทัศน์ เป็นเมืองน่าอยู่ภายในปี ๒๕๗๐", "2566-2570"},
        {"การนำผลการประเมิน ปีงบประมาณ 2566 ไปสู่การปฏิบัติ ปีงบประมาณ 2567", "2567f"},
        {"รายงานการติดตามแผนพัฒนา (พ.ศ. 2566-2570) ประจำปี พ.ศ. 2566", "2566"},
        {"แผน ปี 2566 และรายงานการติดตาม ปี 2567", "2567"},
    };
    CHECK(rows, years_statement);
}

static void law_years_state_nothing(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"พระราชบัญญัติการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. ๒๕๖๐", "-"},
        {"พรบ.คอมพิวเตอร์ 2550", "-"},
        {"ประมวลจริยธรรมข้าราชการพลเรือน พ.ศ. 2564", "-"},
        {"ระเบียบว่าด้วยพัสดุ พ.ศ. 2560 และที่แก้ไขเพิ่มเติม (ฉบับที่ 2) พ.ศ. 2561", "-"},
        {"รัฐธรรมนูญแห่งราชอาณาจักรไทย พุทธศักราช 2560", "-"},
        {"ประกาศคณะกรรมการ เรื่อง หลักเกณฑ์การรับทรัพย์สินโดยธรรมจรรยา พ.ศ. 2563", "-"},
        {"คู่มือตามพระราชบัญญัติการอำนวยความสะดวก พ.ศ. 2558 ประจำปี พ.ศ. 2567", "2567"},
        {"พ.ร.บ.ข้อมูลข่าวสารของราชการ พ.ศ. 2540 ประจำปีงบประมาณ พ.ศ. 2567", "2567f"},
        {"ข้อบัญญัติงบประมาณรายจ่ายประจำปี พ.ศ. 2567", "2567"},
        {"แผนส่งเสริมตามประมวลจริยธรรม ปี 2567", "2567"},
        {"แผนพัฒนา (แก้ไขเพิ่มเติม พ.ศ. 2567)", "2567"},
    };
    CHECK(rows, years_statement);
}

static void numbers_that_are_no_years(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"โทร 0 2141 3800", "-"},
        {"โทรศัพท์ 0 2141 2567", "-"},
        {"02-141-2567 ต่อ 2567", "-"},
        {"ค่าธรรมเนียม 2567 บาท", "-"},
        {"งบประมาณ 2,567 บาท", "-"},
        {"จำนวน 2567 ราย", "-"},
        {"2567 คน", "-"},
        {"เพศชาย 2567 คน", "-"},
        {"รหัสไปรษณีย์ 25670", "-"},
        {"1 2567 00001 23 4", "-"},
        {"มอก. 2541-2555", "-"},
        {"ISO 9001:2015", "-"},
        {"12.2567", "-"},
        {"ผู้สูงอายุ 60 ปี 65 ราย", "-"},
        {"แผน 3 ปี", "-"},
        {"OIT43", "-"},
        {"ข้อ 16", "-"},
        {"2479 2621 1936 9999", "-"},
        {"เลขที่ 2567", "-"},
        {"ว 2567", "-"},
        {"", "-"},
    };
    CHECK(rows, years_statement);
}

static void file_names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"ita67", "2567?"},
        {"ita2563", "2563"},
        {"O17MC66.html", "2566?"},
        {"O1-41MC66", "2566?"},
        {"ita_67_o12.pdf", "2567?"},
        {"o12_2567.pdf", "2567?"},
        {"2024", "2567?"},
        {"itafile67", "2567?"},
        {"ทรัพยากรบุคคล63", "2563?"},
        {"2567-03-11", "2567f?"},
        {"Scan2023-10-16_105945.pdf", "2567f?"},
        {"20240618152621", "2567?"},
        {"IMG_20231016_123.jpg", "2567?"},
        {"O11_ไตรมาสที่_2.pdf", "- quarter2"},
        {"รายงาน_ต.ค.66-มี.ค.67.pdf", "2567f half1"},
        {"แผน_ปีงบประมาณ_2567.pdf", "2567f"},
        {"report-1-2567-3.pdf", "2567?"},
        {"plan 2566-2570.pdf", "2566-2570"},
        {"file(66).pdf", "-"},
        {"spm-37", "-"},
        {"o66", "-"},
        {"1699432567.pdf", "-"},
        {"1048190271-school-oit", "-"},
        {"oit43", "-"},
    };
    CHECK(rows, years_in_name);
}

static void mentions_come_in_order_with_their_place(void **state)
{
    (void)state;
    static const char text[] =
        "พ.ร.บ.ก พ.ศ. 2540 แผน (พ.ศ. 2566-2570) ปีงบประมาณ 2567 ณ วันที่ 5 ต.ค. 66 ต.ค. 66 - มี.ค. 67 เดือน ก.ย. 67 ปี 2024";
    static const struct {
        enum year_kind kind;
        const char *quote;
        int from, to, fiscal_from, fiscal_to;
    } want[] = {
        {YEAR_LAW, "พ.ศ. 2540", 2540, 2540, 2540, 2540},
        {YEAR_RANGE, "พ.ศ. 2566-2570", 2566, 2570, 2566, 2570},
        {YEAR_FISCAL, "ปีงบประมาณ 2567", 2567, 2567, 2567, 2567},
        {YEAR_DATE, "ณ วันที่ 5 ต.ค. 66", 2566, 2566, 2567, 2567},
        {YEAR_PERIOD, "ต.ค. 66 - มี.ค. 67", 2566, 2567, 2567, 2567},
        {YEAR_MONTH, "เดือน ก.ย. 67", 2567, 2567, 2567, 2567},
        {YEAR_PLAIN, "ปี 2024", 2567, 2567, 2567, 2567},
    };
    struct year_mention got[16];
    size_t n = years_find(STR_LIT(text), got, 16);
    assert_int_equal(n, sizeof want / sizeof *want);
    for (size_t i = 0; i < n; i++) {
        assert_row_equal("quote", str_sub(STR_LIT(text), got[i].start, got[i].end - got[i].start),
                         str_from(want[i].quote));
        assert_int_equal(got[i].kind, want[i].kind);
        assert_int_equal(got[i].from_be, want[i].from);
        assert_int_equal(got[i].to_be, want[i].to);
        assert_int_equal(got[i].fiscal_from_be, want[i].fiscal_from);
        assert_int_equal(got[i].fiscal_to_be, want[i].fiscal_to);
    }
    assert_int_equal(got[3].date.day, 5);
    assert_int_equal(got[4].date.month, 10);
    assert_int_equal(got[4].date_end.day, 31);
    assert_int_equal(got[4].date_end.year_ce, 2024);
    assert_true(got[6].is_ce);
    assert_false(got[6].is_thai_digits);
    assert_true(years_statement(STR_LIT("ปีงบประมาณ ๒๕๖๗")).is_thai_digits);
    assert_int_equal(years_find(STR_LIT(text), got, 2), 2);
    assert_int_equal(years_find(STR_LIT("ก.ย. 67 \t\nก"), got, 2), 1);
    assert_int_equal(got[0].end, strlen("ก.ย. 67"));
}

static void blank_leaves_the_name(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", "แผนปฏิบัติการ"},
        {"รายงานผล ปีงบประมาณ 2567 รอบ 6 เดือน (ตุลาคม 2566 - มีนาคม 2567)", "รายงานผล"},
        {"ความก้าวหน้า ไตรมาสที่ 2/2567", "ความก้าวหน้า"},
        {"รายงานประจำปี 2566 เทศบาล", "รายงานเทศบาล"},
        {"แผนพัฒนา (พ.ศ. 2566-2570)", "แผนพัฒนา"},
        {"ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2567", "ประกาศ"},
        {"จำนวน 2567 ราย", "จำนวน2567ราย"},
        {"คู่มือการปฏิบัติงาน", "คู่มือการปฏิบัติงาน"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out, tight;
        buf_init(&out, 0);
        buf_init(&tight, 0);
        years_blank(str_from(rows[i].text), &out);
        for (size_t k = 0; k < out.n; k++)
            if (out.p[k] != ' ')
                (void)buf_add_char(&tight, out.p[k]);
        assert_row_equal(rows[i].text, buf_str(&tight), str_from(rows[i].want));
        buf_done(&out);
        buf_done(&tight);
    }
}

static void fiscal_years_begin_in_october(void **state)
{
    (void)state;
    assert_int_equal(years_fiscal_of((struct clock_date){2023, 9, 30}), 2566);
    assert_int_equal(years_fiscal_of((struct clock_date){2023, 10, 1}), 2567);
    assert_int_equal(years_fiscal_of(years_fiscal_start(2567)), 2567);
    assert_int_equal(years_fiscal_of(years_fiscal_end(2567)), 2567);
    assert_int_equal(clock_date_days(years_fiscal_start(2568)) - clock_date_days(years_fiscal_end(2567)), 1);
    struct clock_date half = years_first_half_end(2567);
    assert_int_equal(half.year_ce, 2024);
    assert_int_equal(half.month, 3);
    assert_int_equal(half.day, 31);
}

static struct year_statement calendar_year(struct str title)
{
    return years_statement_from(title, 1);
}

static void years_may_begin_in_january(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        int year_be;
        enum year_part part;
    } rows[] = {{"Minutes, 14 October 2024", 2567, PART_NONE},
                {"1 January - 30 June 2024", 2567, PART_FIRST_HALF},
                {"July - December 2024", 2567, PART_SECOND_HALF},
                {"January - March 2024", 2567, PART_QUARTER},
                {"ไตรมาสที่ 1-2 ปี 2567", 2567, PART_FIRST_HALF}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct year_statement s = calendar_year(str_from(rows[i].title));
        if (s.from_be != rows[i].year_be || s.to_be != rows[i].year_be || s.part != rows[i].part)
            fail_msg("%s: %d-%d part %d", rows[i].title, s.from_be, s.to_be, (int)s.part);
    }
    assert_int_equal(years_fiscal_of_from((struct clock_date){2024, 12, 31}, 1), 2567);
    assert_int_equal(years_fiscal_of_from((struct clock_date){2024, 4, 1}, 4), 2568);
    assert_int_equal(years_in_name_from(STR_LIT("minutes-20241014.pdf"), 1).from_be, 2567);
}

static void dates_for_people_and_from_them(void **state)
{
    (void)state;
    char text[64];
    years_date_th((struct clock_date){2026, 11, 20}, text, sizeof text);
    assert_string_equal(text, "20 พ.ย. 2569");
    years_date_en((struct clock_date){2026, 11, 20}, text, sizeof text);
    assert_string_equal(text, "20 Nov 2026");
    static const char *const good[] = {"2026-11-20",   "20/11/2569",       "20/11/2026",
                                       "20 พ.ย. 2569", "20 พฤศจิกายน 2569", " 20 Nov 2026 "};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct clock_date date = {0};
        if (!years_parse_date(str_from(good[i]), &date) || date.year_ce != 2026 || date.month != 11 || date.day != 20)
            fail_msg("'%s' is 20 Nov 2026", good[i]);
    }
    static const char *const bad[] = {"",          "2569",      "31/02/2569", "2026-13-01", "20 พ.ย.", "20 พ.ย. 2569 ก",
                                      "พ.ย. 2569", "yesterday", "20/11/69"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct clock_date date;
        if (years_parse_date(str_from(bad[i]), &date))
            fail_msg("'%s' is no date", bad[i]);
    }
}

static void title_that_wants_a_year_is_open(void **state)
{
    (void)state;
    static const char *const open[] = {"รายงานการรับของขวัญตามนโยบาย No Gift Policy ปีงบประมาณ", "มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ.", "แผนปฏิบัติราชการระยะ 5 ปี (พ.ศ. 2566 -", "รายงานประจำปี"};
    static const char *const whole[] = {"คู่มือการปฏิบัติงาน", "แผนปฏิบัติราชการ พ.ศ. 2566 - 2570", "รายงานผล ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", "โครงสร้างหน่วยงาน", ""};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        assert_true(years_is_open(str_from(open[i])));
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_false(years_is_open(str_from(whole[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_that_wants_a_year_is_open),
        cmocka_unit_test(fiscal_years),
        cmocka_unit_test(plain_years),
        cmocka_unit_test(ranges),
        cmocka_unit_test(halves_quarters_and_months),
        cmocka_unit_test(dates_state_their_fiscal_year_last),
        cmocka_unit_test(the_year_of_the_title_among_several),
        cmocka_unit_test(law_years_state_nothing),
        cmocka_unit_test(numbers_that_are_no_years),
        cmocka_unit_test(file_names),
        cmocka_unit_test(mentions_come_in_order_with_their_place),
        cmocka_unit_test(blank_leaves_the_name),
        cmocka_unit_test(fiscal_years_begin_in_october),
        cmocka_unit_test(years_may_begin_in_january),
        cmocka_unit_test(dates_for_people_and_from_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_answers_wild.c - pages in the words of people who never saw the rules: two dozen that an agency publishes and that speak of doors, walls and failures, and
 * three dozen that stand where a page should be.
 * SPDX-License-Identifier: MIT
 */
#include "rules/findings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/matching.h"

struct page {
    int status;
    enum oit_fault fault;
    const char *html;
};

static void assert_faults(const struct page *pages, size_t n)
{
    size_t n_wrong = 0;
    for (size_t i = 0; i < n; i++)
        n_wrong += !matching_fault_is(pages[i].status, pages[i].html, pages[i].fault);
    assert_int_equal(n_wrong, 0);
}

#define N(array) (sizeof(array) / sizeof *(array))

/* The template of a small agency, around what it says. */
#define PAGE(title, text) "<title>" title "</title><header><a href=/>หน้าแรก</a> <a href=/about>เกี่ยวกับเรา</a> <a href=/staff>บุคลากร</a> <a href=/plans>แผนงาน</a> <a href=/news>ข่าว</a></header><main>" text "</main><footer>องค์การบริหารส่วนตำบลบ้านสวน โทร. 0 5300 0000</footer>"

static void content_stays_content(void **state)
{
    (void)state;
    static const struct page pages[] = {
        /* manuals of services */
        {200, FAULT_NONE, PAGE("คู่มือการใช้งานระบบสารบรรณ", "<h1>วิธีเข้าใช้งานระบบสารบรรณอิเล็กทรอนิกส์</h1><ol><li>เปิดเว็บไซต์ระบบ</li><li>กรอกชื่อผู้ใช้และรหัสผ่าน แล้วกดเข้าสู่ระบบ</li>"
                               "<li>หากกรอกผิดเกิน 3 ครั้ง บัญชีจะถูกระงับ ให้ติดต่อผู้ดูแลระบบ</li><li>ถ้าขึ้นข้อความ Access Denied ให้แจ้งงานนิติการ</li></ol>")},
        {200, FAULT_NONE, PAGE("E-Service", "<h1>บริการออนไลน์ของเรา</h1><p>แจ้งไฟฟ้าสาธารณะดับ ขอรถน้ำ ขอถังขยะ ร้องเรียนร้องทุกข์ ใช้งานได้โดยไม่ต้องสมัครสมาชิก เจ้าหน้าที่ติดต่อกลับใน 3 วันทำการ</p>"
                               "<form action=/eservice/request><label>ชื่อ<input name=n></label><label>เรื่อง<textarea name=d></textarea></label></form>"
                               "<aside><form action=/login><input name=user><input type=password name=pass><button>เข้าสู่ระบบ</button></form></aside>")},
        {200, FAULT_NONE, PAGE("Service manual: online building permit", "<h1>How to apply for a building permit</h1><p>Step 1: please sign in with your ThaID account. Step 2: fill in form Kor.1. Step 3: pay the fee of "
                               "20 baht. If the page says that your session has expired, please login again. The municipality answers within 45 days.</p>")},
        /* news of maintenance, elsewhere or of other things */
        {200, FAULT_NONE, PAGE("ข่าวประชาสัมพันธ์", "<h1>ปิดปรับปรุงสนามกีฬากลาง</h1><p>องค์การบริหารส่วนตำบลขอแจ้งปิดให้บริการสนามกีฬากลางชั่วคราวเพื่อปรับปรุงพื้นสนาม ขออภัยในความไม่สะดวก</p>")},
        {200, FAULT_NONE, PAGE("ประกาศการไฟฟ้า", "<h1>แจ้งดับไฟเพื่อบำรุงรักษา</h1><p>การไฟฟ้าส่วนภูมิภาคจะดับกระแสไฟเพื่อบำรุงรักษาสายส่ง วันที่ 12 มิถุนายน เวลา 09.00-12.00 น. ขออภัยในความไม่สะดวก</p>")},
        {200, FAULT_NONE, PAGE("ประปาหมู่บ้าน", "<h1>ระบบประปาอยู่ระหว่างการปรับปรุง</h1><p>ระบบประปาหมู่ 4 อยู่ระหว่างการปรับปรุง น้ำจะไหลอ่อนถึงวันที่ 20</p>")},
        {200, FAULT_NONE, PAGE("Road works", "<h1>Road under construction</h1><p>The bridge at Moo 5 is under construction and will be open again in August. Please use the other road.</p>")},
        /* texts that quote errors */
        {200, FAULT_NONE, PAGE("ถามตอบ", "<h1>คำถามที่พบบ่อย</h1><h3>เปิดแบบฟอร์มแล้วขึ้น Page not found</h3><p>ให้กดปุ่มรีเฟรช หรือเปิดจากเมนูดาวน์โหลด</p><h3>ลืมรหัสผ่านทำอย่างไร</h3>"
                               "<p>กด ลืมรหัสผ่าน แล้วกรอกอีเมล ระบบจะส่งรหัสใหม่ให้ภายใน 5 นาที</p><h3>ต้องยืนยันว่าไม่ใช่หุ่นยนต์หรือไม่</h3><p>ต้องทำเครื่องหมายในช่องก่อนส่งคำขอ</p>")},
        {200, FAULT_NONE, PAGE("ประกาศความเป็นส่วนตัว", "<h1>นโยบายคุกกี้</h1><p>เว็บไซต์ใช้บริการของ Cloudflare และ reCAPTCHA เพื่อป้องกันการโจมตี คำขอที่ผิดปกติอาจถูกปฏิเสธ ท่านสามารถปิดคุกกี้ได้</p>")},
        {200, FAULT_NONE, PAGE("แผนรับมือภัยไซเบอร์", "<h1>มาตรการรักษาความมั่นคงปลอดภัยไซเบอร์</h1><p>ติดตั้ง Web Application Firewall ป้องกันการโจมตี คำขอที่ผิดกฎจะถูกปิดกั้นและบันทึกหมายเลขอ้างอิง ไอพีของผู้โจมตีถูกรายงานทุกเดือน</p>")},
        {200, FAULT_NONE, PAGE("จัดซื้อ", "<h1>ประกาศผู้ชนะ เช่าพื้นที่เว็บไซต์และจดชื่อโดเมน</h1><p>สัญญาเดิมโดเมนหมดอายุ 30 กันยายน ผู้ชนะ บริษัท ก จำกัด ราคา 9,000 บาท</p>")},
        {200, FAULT_NONE, PAGE("ระงับการจ่ายเงิน", "<h1>ประกาศรายชื่อผู้ถูกระงับเบี้ยยังชีพ</h1><p>บัญชีรายชื่อผู้สูงอายุที่บัญชีธนาคารถูกระงับ ให้มาติดต่อที่งานพัฒนาชุมชนภายในเดือนนี้</p>")},
        {200, FAULT_NONE, PAGE("ไม่พบผู้ทุจริต", "<h1>สถิติเรื่องร้องเรียนการทุจริต</h1><p>ปีงบประมาณ 2567 ไม่พบเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ จำนวน 0 เรื่อง</p>")},
        /* short pages */
        {200, FAULT_NONE, PAGE("ติดต่อเรา", "<p>โทร. 0 5300 0000</p>")},
        {200, FAULT_NONE, PAGE("สายด่วน", "<h1>สายตรงนายก</h1><p>กรุณารอสักครู่เมื่อโทรเข้า เจ้าหน้าที่จะโอนสายให้</p>")},
        {200, FAULT_NONE, PAGE("Contact", "<p>Please wait for an officer to call you back. Reference number: 053-000.</p>")},
        {200, FAULT_NONE, PAGE("ขาย", "<h1>โดเมนสเตชั่น</h1><p>ประกาศขายทอดตลาดรถยนต์ 2 คัน สนใจซื้อติดต่อกองคลัง</p>")},
        {200, FAULT_NONE, PAGE("ห้ามเข้า", "<h1>ประกาศห้ามเข้าพื้นที่เสี่ยงน้ำท่วม</h1><p>ไม่อนุญาตให้ประชาชนเข้าพื้นที่ ผู้ฝ่าฝืนจะถูกปิดกั้น หมายเลขอ้างอิง ปภ. 12/2567</p>")},
        {200, FAULT_NONE, PAGE("ความรู้", "<h1>รู้จักข้อความหลอกลวง</h1><p>หากมีเว็บไซต์ขึ้นว่า Your IP has been blocked หรือให้กดยืนยันว่าคุณเป็นมนุษย์แล้ววางคำสั่ง อย่าทำตาม นั่นคือมิจฉาชีพ</p>")},
        {200, FAULT_NONE, PAGE("Intranet", "<h1>ระบบภายใน</h1><p>รวมลิงก์ระบบงาน: <a href=https://egp.example.go.th>e-GP</a> <a href=https://laas.example.go.th>e-LAAS</a> บางระบบต้องลงชื่อเข้าใช้</p>")},
        {200, FAULT_NONE, PAGE("Stack", "<h1>อบรมการเขียนโปรแกรม</h1><p>หลักสูตร PHP และ MySQL เบื้องต้น เรื่อง fatal error, parse error และการอ่าน stack trace วันที่ 5 กรกฎาคม รับ 20 คน</p>")},
        {200, FAULT_NONE, PAGE("มาตรการ", "<h1>Security check at the gate</h1><p>Visitors please complete the security check at the gate and show their ID card. Thank you.</p>")},
        /* made by script, in the words of such programs */
        {200, FAULT_NONE, "<title>กรุณารอสักครู่</title><div id=app>กำลังโหลด...</div><noscript>This site requires JavaScript to work.</noscript><script src=/app.js></script>"},
        {200, FAULT_NONE, "<title>เทศบาล</title><div id=app></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/app.js></script>"},
        {200, FAULT_NONE, PAGE("ประกาศ", "<h1>แจ้งย้ายเว็บไซต์</h1><p>เว็บไซต์เดิมหมดอายุ ขอให้ใช้เว็บไซต์ใหม่ตั้งแต่วันนี้ <a href=https://new.example.go.th/>เว็บไซต์ใหม่</a></p>")},
    };
    assert_faults(pages, N(pages));
}

static void what_is_no_page_is_none(void **state)
{
    (void)state;
    static const struct page pages[] = {
        /* challenges */
        {200, FAULT_CHALLENGE, "<title>รอสักครู่...</title><p>เว็บไซต์กำลังตรวจสอบการเชื่อมต่อของคุณก่อนเข้าใช้งาน</p><p>โปรดเปิดใช้ JavaScript และคุกกี้</p><script src=/x.js></script>"},
        {200, FAULT_CHALLENGE, "<title>Human check</title><h1>Are you a robot?</h1><p>Tick the box to continue to the website.</p><form action=/verify-human method=post><input type=checkbox name=ok></form>"},
        {200, FAULT_CHALLENGE, "<title>ตรวจสอบ</title><p>กรุณายืนยันว่าท่านไม่ใช่บอท เพื่อเข้าสู่เว็บไซต์</p><form><input name=captcha></form>"},
        {200, FAULT_CHALLENGE, "<title>Verification</title><p>To continue, please confirm that you are a human being. Slide the puzzle to unlock.</p><script src=/c.js></script>"},
        {403, FAULT_CHALLENGE, "<title>Bot check</title><p>We are checking that your browser is not automated. You will be redirected in 5 seconds.</p>"},
        {200, FAULT_CHALLENGE, "<title></title><p>This process is automatic. Your browser will redirect to your requested content shortly.</p><script>/**/</script>"},
        {429, FAULT_CHALLENGE, "<title>Unusual activity</title><p>We have detected unusual activity from your network. Please solve the captcha to continue.</p>"},
        /* walls */
        {403, FAULT_BLOCKED, "<title>ปฏิเสธการเข้าใช้งาน</title><h1>ระบบรักษาความปลอดภัยได้ปฏิเสธคำขอของท่าน</h1><p>รหัสเหตุการณ์: 88123</p><p>IP: 192.0.2.1</p>"},
        {200, FAULT_BLOCKED, "<title>Blocked</title><h1>Your request was blocked</h1><p>The web application firewall stopped this request. ID 99-12.</p>"},
        {403, FAULT_BLOCKED, "<h1>เว็บไซต์นี้เปิดให้เข้าชมจากภายในประเทศไทยเท่านั้น</h1>"},
        {403, FAULT_BLOCKED, "<h1>Geo restricted</h1><p>This website can only be visited from within Thailand.</p>"},
        {200, FAULT_BLOCKED, "<title>Access denied</title><p>Your IP address 192.0.2.7 is on our blacklist.</p>"},
        /* logins */
        {200, FAULT_LOGIN, "<title>เข้าสู่ระบบ</title><main><form action=/do><input name=u placeholder=ชื่อผู้ใช้><input type=password name=p><button>ตกลง</button></form></main>"},
        {200, FAULT_LOGIN, "<title>Sign in</title><main><p>You have to sign in to see this page.</p></main>"},
        {200, FAULT_LOGIN, "<title>หนังสือเวียน</title><main><p>หน้านี้สำหรับบุคลากรเท่านั้น โปรดลงชื่อเข้าใช้งาน</p></main>"},
        {403, FAULT_LOGIN, "<h1>เฉพาะเจ้าหน้าที่</h1><p>ท่านต้องลงชื่อเข้าใช้งานก่อน</p>"},
        /* closed */
        {200, FAULT_MAINTENANCE, "<title>ปิดปรับปรุง</title><h1>เว็บไซต์อยู่ระหว่างการปรับปรุง</h1><p>จะเปิดให้บริการอีกครั้งเร็ว ๆ นี้</p>"},
        {200, FAULT_MAINTENANCE, "<h1>We'll be right back</h1><p>Our website is currently down for maintenance. Please come back later.</p>"},
        {200, FAULT_MAINTENANCE, "<h1>ขออภัย ขณะนี้เว็บไซต์ปิดปรับปรุงชั่วคราว</h1>"},
        {503, FAULT_MAINTENANCE, "<h1>ระบบกำลังอัปเกรด</h1><p>จะกลับมาให้บริการในเวลา 18.00 น.</p>"},
        {503, FAULT_MAINTENANCE, "<h1>We are upgrading our servers</h1><p>The site will be available again at 18:00.</p>"},
        /* errors of the software */
        {200, FAULT_SITE_ERROR, "<p>Connection failed: SQLSTATE[HY000] [2002] Connection refused</p>"},
        {200, FAULT_SITE_ERROR, "<p><b>Warning</b>: mysqli_connect(): (HY000/1045): Access denied for user 'web'@'localhost' in <b>/var/www/db.php</b> on line <b>7</b></p>"},
        {200, FAULT_SITE_ERROR, "<h1>Server Error in '/' Application.</h1><h2>Object reference not set to an instance of an object.</h2><p>Exception Details: System.NullReferenceException</p>"},
        {200, FAULT_SITE_ERROR, "<title>Whoops</title><p>Illuminate\\Database\\QueryException SQLSTATE[42S02]: Base table or view not found</p>"},
        {500, FAULT_SITE_ERROR, "<p>ไม่สามารถติดต่อกับฐานข้อมูลได้ในขณะนี้</p>"},
        {200, FAULT_SITE_ERROR, "<p>เชื่อมต่อกับฐานข้อมูลไม่สำเร็จ</p>"},
        /* pages of the hosting */
        {200, FAULT_HOSTING_PAGE, "<title>Suspended</title><h1>This website is suspended</h1><p>The owner should contact the billing department.</p>"},
        {200, FAULT_HOSTING_PAGE, "<h1>เว็บไซต์ถูกระงับชั่วคราว</h1><p>เนื่องจากค้างชำระค่าบริการ กรุณาติดต่อผู้ให้บริการโฮสติ้ง</p>"},
        {200, FAULT_HOSTING_PAGE, "<title>Index of /</title><h1>It works!</h1><p>This is the default web page for this server.</p>"},
        {200, FAULT_PARKED_DOMAIN, "<title>example.go.th</title><p>The domain example.go.th has expired. Is this your domain? Renew it now.</p>"},
        {200, FAULT_PARKED_DOMAIN, "<h1>โดเมนหมดอายุ</h1><p>โดเมนของท่านหมดอายุ กรุณาต่ออายุกับผู้ให้บริการ</p>"},
        /* soft not-found */
        {200, FAULT_SOFT_404, "<title>404</title><main><h1>Oops!</h1><p>We could not find the page you were looking for.</p></main>"},
        {200, FAULT_SOFT_404, "<title>ไม่พบหน้า</title><main><h1>ขออภัยค่ะ</h1><p>หน้าที่ท่านค้นหาอาจถูกลบหรือย้ายไปแล้ว</p></main>"},
        {200, FAULT_SOFT_404, "<title>เทศบาล</title><main><p>ไม่มีหน้าเว็บที่ท่านเรียก</p></main>"},
        {200, FAULT_SOFT_404, "<title>Error</title><main><p>The page does not exist or has been removed.</p></main>"},
    };
    assert_faults(pages, N(pages));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_stays_content),
        cmocka_unit_test(what_is_no_page_is_none),
    };
    return cmocka_run_group_tests_name("answers in the wild", tests, matching_load, matching_unload);
}

/* fault_advice.c - what the owner of a site can do about what kept us out. One or two sentences each: what to do, and whom to ask for it.
 * SPDX-License-Identifier: MIT
 */
#include "oitcheck/codes.h"

#include <stddef.h>

static const struct advice {
    const char *th, *en;
} advice[N_OIT_FAULTS] = {
    [FAULT_DNS] = {"ตรวจว่าชื่อเว็บไซต์สะกดถูกและยังต่ออายุอยู่ หากเป็นเว็บไซต์เก่า ให้แก้ลิงก์ไปที่อยู่ใหม่",
                   "check that the host name is spelled right and its registration has not lapsed; replace links to a former site"},
    [FAULT_DNS_TEMPORARY] = {"ลองตรวจอีกครั้ง หากยังเป็นอยู่ ให้ผู้ดูแลเครือข่ายตรวจเครื่องที่ให้บริการชื่อเว็บไซต์",
                             "try again later; if it stays so, have the site's name servers checked"},
    [FAULT_CONNECT] = {"ให้ผู้ดูแลระบบตรวจว่าเครื่องแม่ข่ายเปิดให้บริการจากภายนอกอยู่", "have the server checked: does it serve the public internet?"},
    [FAULT_CONNECT_REFUSED] = {"ให้ผู้ดูแลระบบตรวจว่าโปรแกรมเว็บทำงานอยู่ และไฟร์วอลล์เปิดให้บริการนี้จากภายนอก",
                               "have it checked that the web server runs and that the firewall lets the public reach it"},
    [FAULT_CONNECT_RESET] = {"ให้ผู้ดูแลระบบหรือโฮสติ้งตรวจบันทึกของไฟร์วอลล์ว่าตัดการติดต่อเพราะเหตุใด", "ask the hosting why its firewall or server drops these connections"},
    [FAULT_CONNECT_UNREACHABLE] = {"ให้ผู้ดูแลเครือข่ายตรวจว่าเครื่องแม่ข่ายยังอยู่ที่ที่อยู่เดิมและมีเส้นทางจากภายนอก",
                                   "have the network checked: is the server still at this address, and routed to the internet?"},
    [FAULT_TIMEOUT] = {"ให้ผู้ดูแลระบบตรวจว่าเครื่องแม่ข่ายทำงานช้าเพราะเหตุใด หรือปิดกั้นการติดต่อจากเครือข่ายที่ตรวจ", "have it checked why the server is so slow, or whether it drops this network's packets"},
    [FAULT_TLS] = {"ให้ผู้ดูแลระบบตรวจใบรับรองความปลอดภัยของเว็บไซต์", "have the site's certificate and TLS set-up checked"},
    [FAULT_TLS_EXPIRED] = {"ต่ออายุใบรับรองความปลอดภัย และตั้งให้ต่ออายุเองทุกครั้ง เบราว์เซอร์ของประชาชนเตือนไม่ให้เข้าเว็บไซต์นี้", "renew the certificate and have it renewed automatically; browsers warn every visitor away"},
    [FAULT_TLS_NOT_YET_VALID] = {"ตรวจวันเริ่มใช้ของใบรับรองความปลอดภัย และนาฬิกาของเครื่องที่ใช้ตรวจ", "check from when the certificate is valid, and the clock of the machine that checked"},
    [FAULT_TLS_WRONG_HOST] = {"ขอใบรับรองความปลอดภัยที่มีชื่อเว็บไซต์นี้ครบทุกชื่อที่เปิดใช้ ทั้งชื่อสั้นและชื่อเต็ม", "get a certificate that holds every name the site is reached by, with and without 'www.'"},
    [FAULT_TLS_SELF_SIGNED] = {"ติดตั้งใบรับรองความปลอดภัยจากผู้ออกที่เบราว์เซอร์ยอมรับ ซึ่งขอได้โดยไม่เสียค่าใช้จ่าย", "install a certificate of an issuer that browsers trust; there are free ones"},
    [FAULT_TLS_UNTRUSTED] = {"ติดตั้งใบรับรองความปลอดภัยจากผู้ออกที่เบราว์เซอร์ยอมรับ ซึ่งขอได้โดยไม่เสียค่าใช้จ่าย", "install a certificate of an issuer that browsers trust; there are free ones"},
    [FAULT_TLS_INCOMPLETE_CHAIN] = {"ให้ผู้ดูแลระบบติดตั้งใบรับรองของผู้ออกลำดับกลางบนเครื่องแม่ข่ายให้ครบชุด เพราะโทรศัพท์และโปรแกรมจำนวนมากเปิดเว็บไซต์นี้ไม่ได้",
                                    "install the intermediate certificate on the server: many phones and programs cannot open the site without it"},
    [FAULT_TLS_REVOKED] = {"ขอใบรับรองความปลอดภัยใหม่ เพราะใบเดิมถูกเพิกถอน", "get a new certificate: this one was revoked"},
    [FAULT_TLS_WEAK] = {"ขอใบรับรองความปลอดภัยใหม่ที่ใช้กุญแจอย่างน้อย 2048 บิตและลายเซ็นรุ่นปัจจุบัน", "get a new certificate with a key of at least 2048 bits and a signature of today"},
    [FAULT_TLS_OLD_PROTOCOL] = {"ให้ผู้ดูแลระบบเปิดการเข้ารหัสรุ่น 1.2 และ 1.3 เพราะเบราว์เซอร์ปัจจุบันเปิดเว็บไซต์นี้ไม่ได้", "switch on TLS 1.2 and 1.3: browsers of today cannot open the site"},
    [FAULT_TLS_HANDSHAKE] = {"ให้ผู้ดูแลระบบตรวจการตั้งค่าการเข้ารหัสของเครื่องแม่ข่าย", "have the server's TLS configuration checked"},
    [FAULT_TLS_NOT_SPOKEN] = {"แก้ลิงก์ให้ขึ้นต้นด้วย http:// หรือเปิดการเข้ารหัสบนเครื่องแม่ข่าย", "switch on TLS on the server, or mend links that begin with https://"},
    [FAULT_BLOCKED] = {"ขอให้โฮสติ้งหรือผู้ดูแลไฟร์วอลล์ยอมให้ที่อยู่ของเครื่องที่ใช้ตรวจเข้าอ่านได้", "ask the hosting or whoever runs the firewall to let the checking machine's address read the site"},
    [FAULT_CHALLENGE] = {"ขอให้โฮสติ้งหรือผู้ดูแลไฟร์วอลล์ยกเว้นที่อยู่ของเครื่องที่ใช้ตรวจจากหน้าพิสูจน์ว่าเป็นคน", "ask the hosting to except the checking machine's address from the challenge"},
    [FAULT_MAINTENANCE] = {"ตรวจอีกครั้งเมื่อเว็บไซต์เปิดให้บริการแล้ว", "check again when the site is open"},
    [FAULT_HOSTING_PAGE] = {"ติดต่อผู้ให้บริการโฮสติ้ง ตรวจว่าบัญชียังใช้งานได้และเว็บไซต์ติดตั้งครบ", "ask the hosting whether the account is active and the site is installed"},
    [FAULT_PARKED_DOMAIN] = {"ตรวจว่าชื่อเว็บไซต์ยังต่ออายุอยู่และเป็นของหน่วยงาน แล้วแก้ลิงก์ที่ชี้มาที่นี่", "check that the domain is still registered to the agency, and mend links that lead here"},
    [FAULT_SITE_ERROR] = {"ให้ผู้พัฒนาเว็บไซต์แก้ข้อผิดพลาดของระบบหรือฐานข้อมูลที่แสดงในหน้านี้", "have the error of software or database mended that this page shows"},
};

const char *oit_fault_advice_th(enum oit_fault fault)
{
    return fault < N_OIT_FAULTS ? advice[fault].th : NULL;
}

const char *oit_fault_advice_en(enum oit_fault fault)
{
    return fault < N_OIT_FAULTS ? advice[fault].en : NULL;
}

/* codepage.c - the single-byte encodings of Thai and Western pages.
 * SPDX-License-Identifier: MIT
 */
#include "codepage.h"

#include "thai.h"
#include "utf8.h"

static const uint16_t signs_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

uint32_t codepage_1252(unsigned char byte)
{
    if (byte < 0x80 || byte >= 0xA0)
        return byte;
    uint32_t sign = signs_1252[byte - 0x80];
    return sign ? sign : UTF8_BAD;
}

uint32_t codepage_874(unsigned char byte)
{
    if (byte < 0x80 || byte == 0xA0)
        return byte;
    if (thai_is_tis(byte))
        return thai_code_point(byte);
    if (byte == 0x80 || byte == 0x85 || (byte >= 0x91 && byte <= 0x97))
        return codepage_1252(byte);
    return UTF8_BAD;
}

static int sign_byte(uint32_t code_point)
{
    for (int i = 0; i < 32; i++)
        if (signs_1252[i] == code_point)
            return 0x80 + i;
    return -1;
}

int codepage_1252_byte(uint32_t code_point)
{
    if (code_point <= 0xFF)
        return (int)code_point;
    return sign_byte(code_point);
}

int codepage_874_byte(uint32_t code_point)
{
    if (code_point <= 0xA0)
        return (int)code_point;
    if (code_point >= 0x0E01 && code_point <= 0x0E5B)
        return (int)(code_point - 0x0E01 + TIS_FIRST);
    return sign_byte(code_point);
}

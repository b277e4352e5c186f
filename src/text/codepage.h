/* codepage.h - the single-byte encodings of Thai and Western pages.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_CODEPAGE_H
#define OIT_TEXT_CODEPAGE_H

#include <stdint.h>

/* windows-874: TIS-620 and a few signs in 0x80-0x9F. Holes give U+FFFD. */
uint32_t codepage_874(unsigned char byte);
/* windows-1252; its five holes give U+FFFD. */
uint32_t codepage_1252(unsigned char byte);
/* Back: the byte that code_point is in the code page, C1 controls as themselves (browsers show holes so); -1 when there
 * is none. */
int codepage_874_byte(uint32_t code_point);
int codepage_1252_byte(uint32_t code_point);

#endif

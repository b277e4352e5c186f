/* programs.c - the table of foreign programs and builtin functions.
 * SPDX-License-Identifier: MIT
 */
#include "worker/programs.h"

#include "base/limits.h"
#include "extract/image_page.h"
#include "extract/xls_cells.h"

const struct executable tool_executables[N_TOOL_EXECUTABLES] = {
    [EXE_PDFINFO] = {"pdfinfo", "poppler-utils"},     [EXE_PDFTOTEXT] = {"pdftotext", "poppler-utils"},
    [EXE_PDFTOPPM] = {"pdftoppm", "poppler-utils"},   [EXE_PDFDETACH] = {"pdfdetach", "poppler-utils"},
    [EXE_PDFTOHTML] = {"pdftohtml", "poppler-utils"},
    [EXE_ANTIWORD] = {"antiword", "antiword"},        [EXE_TESSERACT] = {"tesseract", "tesseract-ocr tesseract-ocr-tha"},
};

#define INPUT_NAME "/proc/self/fd/0" /* for programs that want a name; never one from the web */

const struct program tool_programs[N_TOOL_PROGRAMS] = {
    [TOOL_PDF_INFO] = {EXE_PDFINFO, NULL, {"-enc", "UTF-8", "-"}, LIMIT_TEXT_BYTES, false},
    [TOOL_PDF_LINKS] = {EXE_PDFTOHTML, NULL, {"-xml", "-i", "-stdout", "-enc", "UTF-8", "%f", "%l", INPUT_NAME}, LIMIT_TEXT_BYTES, false},
    [TOOL_PDF_RAW] = {EXE_PDFTOTEXT, NULL, {"-raw", "-enc", "UTF-8", "%f", "%l", "-", "-"}, LIMIT_TEXT_BYTES, false},
    [TOOL_PDF_LAYOUT] = {EXE_PDFTOTEXT, NULL, {"-layout", "-enc", "UTF-8", "%f", "%l", "-", "-"}, LIMIT_TEXT_BYTES, false},
    [TOOL_PDF_FILE_LIST] = {EXE_PDFDETACH, NULL, {"-list", "-enc", "UTF-8", INPUT_NAME}, LIMIT_TEXT_BYTES, false},
    [TOOL_PDF_FILE] = {EXE_PDFDETACH, NULL, {"-save", "%n", "-o", "/proc/self/fd/1", INPUT_NAME}, LIMIT_INFLATED_BYTES, true},
    /* A paragraph on one line; the character mapping must be named, the locale is empty. */
    [TOOL_DOC_TEXT] = {EXE_ANTIWORD, NULL, {"-m", "UTF-8.txt", "-w", "0", INPUT_NAME}, LIMIT_TEXT_BYTES, false},
    [TOOL_DOC_XML] = {EXE_ANTIWORD, NULL, {"-m", "UTF-8.txt", "-x", "db", INPUT_NAME}, LIMIT_TEXT_BYTES, false},
    [TOOL_XLS_CELLS] = {EXE_NONE, xls_cells, {NULL}, LIMIT_TEXT_BYTES, false},
    [TOOL_PDF_PAGE] = {EXE_PDFTOPPM, NULL, {"%r", "-gray", "%f", "%l", "-singlefile", "-"}, LIMIT_IMAGE_BYTES, false},
    [TOOL_IMAGE_PAGE] = {EXE_NONE, image_page, {NULL}, LIMIT_IMAGE_BYTES, false},
    [TOOL_OCR_THAI] = {EXE_TESSERACT, NULL, {"stdin", "stdout", "-l", "tha+eng", "--dpi", "%d", "-c", "tessedit_create_tsv=1"}, LIMIT_TEXT_BYTES, false},
    [TOOL_DIGITS] = {EXE_NONE, builtin_digits, {NULL}, LIMIT_TEXT_BYTES, false},
    [TOOL_OCR_DIGITS] = {EXE_TESSERACT, NULL,
                         {"stdin", "stdout", "-l", "thd", "--tessdata-dir", "%t", "--dpi", "%d", "-c", "tessedit_create_tsv=1"}, LIMIT_TEXT_BYTES, false},
};

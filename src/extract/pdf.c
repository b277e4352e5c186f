/* pdf.c - stub. */
#include "extract_internal.h"
void pdf_extract(const struct extract_tools *tools, struct document *doc)
{
    doc->fault = tools->fault == FAULT_NONE ? FAULT_NO_TEXT : tools->fault;
}

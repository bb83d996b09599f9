/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/report_css.h"

/* The assembler takes the file in, with its path from the project's folder, where make runs. */
__asm__(".pushsection .rodata\n"
        "report_css_start:\n"
        ".incbin \"tamtam/report.css\"\n"
        "report_css_end:\n"
        ".byte 0\n"
        ".popsection\n");

extern const char report_css_start[], report_css_end[];

struct str report_css(void)
{
    return (struct str){report_css_start, (size_t)(report_css_end - report_css_start)};
}

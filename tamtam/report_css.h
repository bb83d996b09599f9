/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The style of HTML reports: report.css, which the build puts into the program. */
#ifndef TAMTAM_REPORT_CSS_H
#define TAMTAM_REPORT_CSS_H

#include "base/str.h"

struct str report_css(void);

#endif

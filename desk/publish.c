/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/publish.h"

#include "base/file.h"
#include "tamtam/write_html.h"

const struct value_name format_names[] = {
    [FORMAT_HTML] = {"html", "webpagina"}, [FORMAT_PDF] = {"pdf", "PDF"},    [FORMAT_TXT] = {"txt", "tekst"},
    [FORMAT_JSON] = {"json", "JSON"},      [FORMAT_EML] = {"eml", "e-mail"}, [FORMAT_COUNT] = {NULL, NULL},
};

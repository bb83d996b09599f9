/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Publishing: a document becomes files, in the formats that are wanted. */
#ifndef DESK_PUBLISH_H
#define DESK_PUBLISH_H

#include <stdio.h>

#include "base/values.h"
#include "tamtam/report.h"

enum format { FORMAT_HTML, FORMAT_PDF, FORMAT_TXT, FORMAT_JSON, FORMAT_EML, FORMAT_COUNT };
/* "html", "pdf", ... with their Dutch labels. */
extern const struct value_name format_names[];

/*
 * Writes `name`.html and so on into a folder, which is made where there is none; prints each file's path to `told` (NULL: nothing).
 * A file is whole or the old one.
 */
int publish_files(const struct document *d, const struct municipality *town, const char *folder, const char *name,
                  const bool wanted[FORMAT_COUNT], FILE *told, struct err *err);

/* The bytes of one format, added to `out`. */
int publish_bytes(const struct document *d, const struct municipality *town, enum format format, struct buf *out, struct err *err);

#endif

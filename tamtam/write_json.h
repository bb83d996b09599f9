/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A document as JSON: its head and tree of blocks with their data, for other programs. Of joined tones only the sum is
 * told. */
#ifndef TAMTAM_WRITE_JSON_H
#define TAMTAM_WRITE_JSON_H

#include "tamtam/document.h"

/* Adds one JSON object and a newline; keys in a fixed order. */
void write_json(const struct document *d, struct buf *out);

#endif

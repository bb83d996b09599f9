/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Changes in the text of a configuration file (ini.h). What they don't touch stays as it is, with its remarks. */
#ifndef BASE_INI_EDIT_H
#define BASE_INI_EDIT_H

#include "base/buf.h"

/*
 * Gives a key in the first section of a kind this value, in place of all its lines; the section and the line are added where they are
 * missing. An empty value takes the line out. The value stays one line: its control characters and a backslash at its end become blanks.
 */
void ini_edit_set(struct buf *text, const char *kind, const char *key, struct str value);
/* Takes out the sections of a kind and an argument (empty: all of the kind), each with the remarks right above it; how many they were. */
int ini_edit_remove(struct buf *text, const char *kind, struct str argument);

/*
 * The sections of these kinds (the list ends with NULL), each with the remarks right above it, as they stand. ini_edit_replace() puts
 * other text in their place, where the first of them stood or at the end; it gives the line on which that text begins.
 */
void ini_edit_read(const struct buf *text, const char *const *kinds, struct buf *part);
int ini_edit_replace(struct buf *text, const char *const *kinds, struct str part);

#endif

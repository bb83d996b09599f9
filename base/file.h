/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Whole files: reading with a ceiling, and writing so that the old file stays whole until the new one is. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/* Adds the bytes of a file ("-" is stdin) to `out`, whose ceiling holds. */
int file_read(const char *path, struct buf *out, struct err *err);
/* Writes by way of a temporary file beside it, synced and renamed. */
int file_write(const char *path, struct str bytes, struct err *err);
/* The same for what its owner alone may read. */
int file_write_secret(const char *path, struct str bytes, struct err *err);
/* Makes a folder and those above it; one that exists is well. */
int file_make_folder(const char *path, struct err *err);
/* Is there anything at that path? */
bool file_exists(const char *path);
/* "folder/name" in the arena. */
char *file_path(struct arena *a, const char *folder, const char *name);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/house.h"

#include <stdlib.h>

#include "base/file.h"

const char *house_file(struct arena *a, const char *name)
{
    char *real = realpath("/proc/self/exe", NULL);
    struct str folder = str_of(real);
    const char *beside;

    while (folder.n && folder.p[folder.n - 1] != '/')
        folder.n--;
    beside = str_printf(a, "%.*s../%s", STR_ARG(folder), name).p;
    free(real);
    return file_exists(beside) ? beside : file_path(a, TAMTAM_PREFIX "/share/tamtam", name);
}

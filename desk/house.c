/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/house.h"

#include <stdlib.h>

#include "base/file.h"

/* Seen from the program: build/tamtam, build/check/tamtam, PREFIX/bin/tamtam, and a unit test in build/tests/unit or build/check/tests/unit. */
static const char *const places[] = {"..", "../..", "../share/tamtam", "../../..", "../../../.."};
enum { PLACES = sizeof places / sizeof *places };

const char *house_file(struct arena *a, const char *name)
{
    char *real = realpath("/proc/self/exe", NULL);
    struct str folder = str_of(real);
    const char *path = name;

    while (folder.n && folder.p[folder.n - 1] != '/')
        folder.n--;
    for (int i = 0; i < PLACES; i++) {
        path = str_printf(a, "%.*s%s/%s", STR_ARG(folder), places[i], name).p;
        if (file_exists(path))
            break;
    }
    free(real);
    return path;
}

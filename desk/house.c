/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/house.h"

#include <stdlib.h>

#include "base/file.h"

/* Beside the build folder (build/tamtam, build/check/tamtam, build/check/tests/unit/test_desk), or installed. */
const char *house_file(struct arena *a, const char *name)
{
    static const char *const beside[] = {"..", "../..", "../../../.."};
    char *real = realpath("/proc/self/exe", NULL);
    struct str folder = str_of(real);
    const char *found = NULL;

    while (folder.n && folder.p[folder.n - 1] != '/')
        folder.n--;
    for (size_t i = 0; i < sizeof beside / sizeof *beside && !found; i++) {
        found = str_printf(a, "%.*s%s/%s", STR_ARG(folder), beside[i], name).p;
        if (!file_exists(found))
            found = NULL;
    }
    free(real);
    return found ? found : file_path(a, TAMTAM_PREFIX "/share/tamtam", name);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Any bytes as a configuration file: as sections and keys, as lists, and as a tamtam.conf. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/municipality.h"
#include "listener/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(struct str part, const struct ini *ini)
{
    if (part.n && !part.p)
        abort();
    if (part.n > ini->arena.total)
        abort();
}

static void walk(struct ini *ini)
{
    static const char *const known[] = {"name", "alias", "street", NULL};
    struct faults faults = {0};
    struct str value;

    for (int i = 0; i < ini->n; i++) {
        struct ini_section *s = &ini->sections[i];
        struct ini_cursor cursor = {0};

        check_inside(s->kind, ini);
        check_inside(s->argument, ini);
        while (ini_next(s, "street", &cursor, &value))
            if (value.n == 0 || str_trim(value).n != value.n)
                abort();
        ini_get(s, "name", NULL);
        ini_tell_unknown(ini, s, known, &faults);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/tamtam_fuzz_XXXXXX";
    struct str text = {(const char *)data, size};
    struct ini ini = {0};
    struct municipality town;
    struct sources sources = {0};
    struct faults faults = {0};
    struct err err;
    int fd = mkstemp(path);

    ini_parse(&ini, "f.conf", text, &faults);
    walk(&ini);
    ini_release(&ini);
    if (fd < 0 || close(fd) || file_write(path, text, &err))
        abort();
    if (municipality_read(&town, path, &faults, &err) == 0) {
        sources_parse(&sources, "feeds.conf", text, &town, &faults);
        municipality_actor(&town, str_sub(text, 0, 40));
        sources_release(&sources);
    }
    municipality_release(&town);
    unlink(path);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Any bytes as a line of JSON: as an entry, as marks there and back, and as JSON that is written again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/record.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct district districts[] = {{.name = STR_INIT("Centrum")}, {.name = STR_INIT("Noord")}};
static struct person people[] = {{.name = STR_INIT("Anna de Wit")}};
static const struct municipality town = {.districts = districts, .ndistricts = 2, .people = people, .npeople = 1};

/* What is written of a record can be read, and is written as the same again. */
static void check_written(const json_t *object)
{
    struct err err;
    char *text = json_dumps(object, RECORD_STYLE);
    json_t *again = text ? record_parse(str_of(text), &err) : NULL;
    char *second = again ? json_dumps(again, RECORD_STYLE) : NULL;

    if (!second || strcmp(text, second) != 0)
        abort();
    json_decref(again);
    free(second);
    free(text);
}

/* Marks that were read and written twice are the same both times. */
static void check_marks(const json_t *object, struct arena *a)
{
    struct marks m;
    json_t *once, *twice;

    record_marks(&m, object, &town, a);
    once = record_of_marks(&m, &town);
    record_marks(&m, once, &town, a);
    twice = record_of_marks(&m, &town);
    if (!json_equal(once, twice))
        abort();
    json_decref(once);
    json_decref(twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct entry e;
    struct marks m = {.lang = "nl"};
    struct err err;
    json_t *object = record_parse((struct str){(const char *)data, size}, &err);

    if (object) {
        check_written(object);
        if (record_entry(&e, object, &a, &err) == 0 && (!utf8_valid(e.text) || !utf8_valid(e.title)))
            abort();
        check_marks(object, &a);
        record_set_marks(object, &m, &town);
        if (json_object_get(object, "why") || json_object_get(object, "issue"))
            abort();
        json_decref(object);
    } else if (strlen(err.text) == 0) {
        abort();
    }
    arena_release(&a);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/publish.h"

#include "base/file.h"
#include "tamtam/look.h"
#include "tamtam/write_html.h"

const struct value_name format_names[] = {
    [FORMAT_HTML] = {"html", "webpagina"}, [FORMAT_PDF] = {"pdf", "PDF"},    [FORMAT_TXT] = {"txt", "tekst"},
    [FORMAT_JSON] = {"json", "JSON"},      [FORMAT_EML] = {"eml", "e-mail"}, [FORMAT_COUNT] = {NULL, NULL},
};

static int write_format(const struct document *d, const struct municipality *town, enum format format, struct buf *out,
                        struct err *err)
{
    struct look look;

    look_make(&look, town->colour_1, town->colour_2, (struct str){0});
    switch (format) {
    case FORMAT_HTML:
        write_html(d, &look, out);
        return 0;
    default:
        return err_set(err, "no such format");
    }
}

int publish_files(const struct document *d, const struct municipality *town, const char *folder, const char *name,
                  const bool wanted[FORMAT_COUNT], FILE *told, struct err *err)
{
    struct arena a = {0};
    int result = file_make_folder(folder, err);

    for (int i = 0; i < FORMAT_COUNT && result == 0; i++) {
        const char *path = str_printf(&a, "%s/%s.%s", folder, name, format_names[i].name).p;
        struct buf bytes = {0};

        if (!wanted[i])
            continue;
        result = write_format(d, town, (enum format)i, &bytes, err) || file_write(path, buf_str(&bytes), err) ? -1 : 0;
        buf_release(&bytes);
        if (result == 0 && told)
            fprintf(told, "%s\n", path);
    }
    arena_release(&a);
    return result;
}

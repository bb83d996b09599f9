/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/publish.h"

#include "base/file.h"
#include "tamtam/look.h"
#include "tamtam/write_html.h"
#include "tamtam/write_json.h"
#include "tamtam/write_mail.h"
#include "tamtam/write_pdf.h"
#include "tamtam/write_text.h"

enum { MAX_LOGO_BYTES = 256 << 10 };

/* What a writer gets. */
struct writing {
    const struct document *d;
    const struct municipality *town;
    struct look look;
    const char *name; /* of the files */
};

static int as_html(const struct writing *w, struct buf *out, struct err *err)
{
    (void)err;
    write_html(w->d, &w->look, out);
    return 0;
}

static int as_pdf(const struct writing *w, struct buf *out, struct err *err)
{
    return write_pdf(w->d, &w->look, w->town->pages, out, err);
}

static int as_text(const struct writing *w, struct buf *out, struct err *err)
{
    (void)err;
    write_text(w->d, out);
    return 0;
}

static int as_json(const struct writing *w, struct buf *out, struct err *err)
{
    (void)err;
    write_json(w->d, out);
    return 0;
}

/* A message to nobody in particular: whoever sends it fills in the rest. */
static int as_mail(const struct writing *w, struct buf *out, struct err *err)
{
    struct arena a = {0};
    struct str contact = w->town->contact.n ? w->town->contact : STR("tamtam@localhost");
    struct mail mail = {
        .from = str_printf(&a, "Nieuwsredactie %.*s <%.*s>", STR_ARG(w->town->name), STR_ARG(contact)),
        .to = contact,
        .message_id = str_printf(&a, "%s.%.*s", w->name, STR_ARG(contact)),
        .date = w->d->head.created,
    };
    int result = write_mail(w->d, &w->look, &mail, out, err);

    arena_release(&a);
    return result;
}

const struct value_name format_names[] = {
    [FORMAT_HTML] = {"html", "webpagina"}, [FORMAT_PDF] = {"pdf", "PDF"},    [FORMAT_TXT] = {"txt", "tekst"},
    [FORMAT_JSON] = {"json", "JSON"},      [FORMAT_EML] = {"eml", "e-mail"}, [FORMAT_COUNT] = {NULL, NULL},
};

static int (*const writers[FORMAT_COUNT])(const struct writing *w, struct buf *out, struct err *err) = {
    [FORMAT_HTML] = as_html, [FORMAT_PDF] = as_pdf, [FORMAT_TXT] = as_text, [FORMAT_JSON] = as_json, [FORMAT_EML] = as_mail,
};

/* The logo of tamtam.conf, or empty: a sign in the two colours stands for it. */
static int read_logo(const struct municipality *town, struct buf *logo, struct err *err)
{
    struct arena a = {0};
    int result = 0;

    logo->max = MAX_LOGO_BYTES;
    if (town->logo.n)
        result = file_read(str_c(&a, town->logo), logo, err);
    arena_release(&a);
    return result;
}

static int publish_one(const struct writing *w, enum format format, const char *folder, FILE *told, struct err *err)
{
    struct arena a = {0};
    const char *path = str_printf(&a, "%s/%s.%s", folder, w->name, format_names[format].name).p;
    struct buf bytes = {0};
    int result = writers[format](w, &bytes, err) || file_write(path, buf_str(&bytes), err) ? -1 : 0;

    if (result == 0 && told)
        fprintf(told, "%s\n", path);
    buf_release(&bytes);
    arena_release(&a);
    return result;
}

int publish_files(const struct document *d, const struct municipality *town, const char *folder, const char *name,
                  const bool wanted[FORMAT_COUNT], FILE *told, struct err *err)
{
    struct writing w = {.d = d, .town = town, .name = name};
    struct buf logo = {0};
    int result = read_logo(town, &logo, err) || file_make_folder(folder, err) ? -1 : 0;

    look_make(&w.look, town->colour_1, town->colour_2, buf_str(&logo));
    for (int i = 0; i < FORMAT_COUNT && result == 0; i++)
        if (wanted[i])
            result = publish_one(&w, (enum format)i, folder, told, err);
    buf_release(&logo);
    return result;
}

int publish_bytes(const struct document *d, const struct municipality *town, enum format format, struct buf *out, struct err *err)
{
    struct writing w = {.d = d, .town = town, .name = "tamtam"};
    struct buf logo = {0};
    int result = read_logo(town, &logo, err);

    look_make(&w.look, town->colour_1, town->colour_2, buf_str(&logo));
    if (result == 0)
        result = writers[format](&w, out, err);
    buf_release(&logo);
    return result;
}

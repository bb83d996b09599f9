/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/static.h"

#include "base/file.h"
#include "newsroom/page.h"
#include "tamtam/look.h"

enum { MOST_LOGO = 256 * 1024 };

#define CSS "text/css; charset=utf-8"
#define JS "text/javascript; charset=utf-8"

/* Each file: the label of its bytes, its name, its type. */
#define STATIC_FILES(X)                                                                                      \
    X(newsroom_css, "newsroom.css", CSS)                                                                     \
    X(donker_css, "donker.css", CSS)                                                                         \
    X(openapi_json, "openapi.json", "application/json")                                                      \
    X(live_js, "live.js", JS)                                                                                \
    X(muur_js, "muur.js", JS)

/* The assembler takes the files in, with their paths from the project's folder, where make runs. */
#define TAKE_IN(label, name, type)                                                                           \
    __asm__(".pushsection .rodata\n"                                                                         \
            "static_" #label "_start:\n"                                                                     \
            ".incbin \"newsroom/static/" name "\"\n"                                                         \
            "static_" #label "_end:\n"                                                                       \
            ".byte 0\n"                                                                                      \
            ".popsection\n");                                                                                \
    extern const char static_##label##_start[], static_##label##_end[];

STATIC_FILES(TAKE_IN)

static const struct static_file {
    const char *name, *type;
    const char *start, *end;
} files[] = {
#define FILE_ROW(label, name, type) {name, type, static_##label##_start, static_##label##_end},
    STATIC_FILES(FILE_ROW)
};
enum { FILES = sizeof files / sizeof *files };

static struct str bytes_of(const struct static_file *file)
{
    return (struct str){file->start, (size_t)(file->end - file->start)};
}

static const struct static_file *file_of(struct str name)
{
    for (int i = 0; i < FILES; i++)
        if (str_is(name, files[i].name))
            return &files[i];
    return NULL;
}

static struct str hash_of(struct arena *a, struct str bytes)
{
    return str_printf(a, "%016llx", str_hash(bytes));
}

struct str static_bytes(const char *name)
{
    const struct static_file *file = file_of(str_of(name));

    return file ? bytes_of(file) : (struct str){0};
}

struct str static_path(struct arena *a, const char *name)
{
    const struct static_file *file = file_of(str_of(name));

    return file ? str_printf(a, "/static/%s/%s", hash_of(a, bytes_of(file)).p, name) : (struct str){0};
}

int static_page(struct visit *v, struct answer *a, struct err *err)
{
    const struct static_file *file = file_of(v->parts[1]);

    (void)err;
    if (!file || !str_eq(v->parts[0], hash_of(&v->arena, bytes_of(file))))
        return answer_not_found(v, a);
    a->type = file->type;
    a->cache = CACHE_FOREVER;
    buf_add(&a->body, bytes_of(file));
    return 0;
}

static void put_colours(struct buf *out, const char *selector, const struct look *look, enum medium medium)
{
    /* What can be read in a colour on paper can be read in the colour of paper on it. */
    static const struct {
        enum look_colour colour;
        const char *token; /* NULL: the colour's own */
    } ours[] = {
        {COLOUR_ACTION, NULL},
        {COLOUR_ACTION_HOVER, NULL},
        {COLOUR_ACTION, "--basis-color-action-1-inverse-bg-default"},
        {COLOUR_PAPER, "--basis-color-action-1-inverse-color-default"},
        {COLOUR_HOUSE_1, NULL},
        {COLOUR_HOUSE_2, NULL},
    };

    buf_printf(out, "%s{", selector);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        buf_printf(out, "%s:", ours[i].token ? ours[i].token : look_token(ours[i].colour));
        colour_hex(out, look->colours[medium][ours[i].colour]);
        buf_putc(out, ';');
    }
    buf_puts(out, "}\n");
}

int static_house_style(struct visit *v, struct answer *a, struct err *err)
{
    const struct municipality *town = &v->desk->town;
    struct look look;
    struct buf style = {0};

    (void)err;
    look_make(&look, town->colour_1, town->colour_2, (struct str){0});
    put_colours(&style, ":root", &look, MEDIUM_LIGHT);
    buf_puts(&style, "@media (prefers-color-scheme:dark){\n");
    put_colours(&style, ":root", &look, MEDIUM_DARK);
    buf_puts(&style, "}\n");
    put_colours(&style, ":root[data-thema=donker]", &look, MEDIUM_DARK);
    a->type = CSS;
    if (!answer_unchanged(v, a, hash_of(&v->arena, buf_str(&style))))
        buf_add(&a->body, buf_str(&style));
    buf_release(&style);
    return 0;
}

int static_logo(struct visit *v, struct answer *a, struct err *err)
{
    struct str logo = v->desk->town.logo;
    struct buf bytes = {.max = MOST_LOGO};
    int failed;

    if (logo.n == 0)
        return answer_not_found(v, a);
    failed = file_read(str_c(&v->arena, logo), &bytes, err);
    a->type = "image/svg+xml";
    if (!failed && !answer_unchanged(v, a, hash_of(&v->arena, buf_str(&bytes))))
        buf_add(&a->body, buf_str(&bytes));
    buf_release(&bytes);
    return failed;
}

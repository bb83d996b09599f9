/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/gold.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/record.h"

enum { PROGRESS_POSTS = 500 };

/* A file while it is read. */
struct reading_gold {
    struct gold *g;
    const char *path;
    int64_t line;
    struct gold_town *town; /* of lines that name none */
    struct arena arena;
};

static int leave_out_learned(struct desk *d, struct faults *faults, struct err *err)
{
    scratch_free(d->scratch);
    analyser_free(d->analyser);
    d->scratch = NULL;
    d->analyser = NULL;
    if (analyser_new_unlearned(&d->analyser, d->lexicon_folders, &d->town, faults, err))
        return -1;
    d->scratch = scratch_new(d->analyser);
    return 0;
}

/* The newsroom in a folder, opened when it wasn't yet. */
static struct gold_town *find_town(struct gold *g, const char *folder, struct err *err)
{
    struct faults faults = cli_faults();
    struct gold_town *town;

    for (int i = 0; i < g->n; i++)
        if (strcmp(g->v[i]->folder, folder) == 0)
            return g->v[i];
    MEM_GROW(g->v, g->n, g->cap);
    town = g->v[g->n++] = mem_calloc(1, sizeof *town);
    town->folder = str_c(&g->cli->arena, str_of(folder));
    if (desk_open(&town->desk, folder, DESK_STUDY, false, &faults, err) ||
        (g->unlearned && leave_out_learned(&town->desk, &faults, err)))
        return NULL;
    return town;
}

int gold_open(struct gold *g, struct err *err)
{
    return find_town(g, g->cli->dir, err) ? 0 : -1;
}

void gold_close(struct gold *g)
{
    for (int i = 0; i < g->n; i++) {
        desk_close(&g->v[i]->desk);
        free(g->v[i]);
    }
    free(g->v);
    g->v = NULL;
    g->n = g->cap = 0;
}

static bool is_folder_name(struct str name)
{
    return name.n && name.p[0] != '.' && !memchr(name.p, '/', name.n);
}

/* The newsroom that a line belongs to. */
static struct gold_town *town_of(struct reading_gold *r, const json_t *object, struct err *err)
{
    struct str name = record_text(&r->arena, object, "municipality");
    const char *folder;

    if (!r->g->towns || name.n == 0)
        return r->town;
    if (!is_folder_name(name)) {
        err_set(err, "municipality '%.*s' is no name of a folder", STR_ARG(name));
        return NULL;
    }
    folder = file_path(&r->arena, r->g->towns, str_c(&r->arena, name));
    if (!file_exists(folder)) {
        err_set(err, "there is no newsroom %s", folder);
        return NULL;
    }
    return find_town(r->g, folder, err);
}

static int read_post(struct reading_gold *r, struct str text, struct err *err)
{
    json_t *object = record_parse(text, err);
    struct gold_town *town = object ? town_of(r, object, err) : NULL;
    struct labelled post;
    int failed = !town || labelled_read(&post, object, &town->desk.town, &r->arena, err);

    if (!failed && post.known == 0) {
        r->g->unlabelled++;
    } else if (!failed) {
        r->g->take(r->g->context, town, object, &post);
        town->posts++;
        r->g->posts++;
    }
    json_decref(object);
    return failed ? -1 : 0;
}

static int read_lines(struct reading_gold *r, FILE *file, struct err *err)
{
    struct err why;
    char *line = NULL;
    size_t size = 0;
    ssize_t n;

    for (r->line = 1; (n = getline(&line, &size, file)) >= 0; r->line++) {
        struct str text = str_trim((struct str){line, (size_t)n});

        if (text.n && read_post(r, text, &why)) {
            fprintf(stderr, "%s:%lld: %s\n", r->path, (long long)r->line, why.text);
            r->g->bad++;
        }
        if (r->line % PROGRESS_POSTS == 0)
            cli_progress(r->g->cli, "posts", r->g->posts, 0);
        arena_clear(&r->arena);
    }
    free(line);
    return ferror(file) ? err_set(err, "%s: %s", r->path, strerror(errno)) : 0;
}

int gold_read(struct gold *g, const char *argument, struct err *err)
{
    struct reading_gold r = {.g = g, .path = argument, .town = g->v[0]};
    const char *divider = strchr(argument, '=');
    FILE *file;
    int result;

    if (divider && !file_exists(argument)) {
        struct str folder = {argument, (size_t)(divider - argument)};

        r.path = divider + 1;
        r.town = find_town(g, str_c(&g->cli->arena, folder), err);
        if (!r.town)
            return -1;
    }
    file = fopen(r.path, "r");
    if (!file)
        return err_set(err, "%s: %s", r.path, strerror(errno));
    result = read_lines(&r, file, err);
    fclose(file);
    arena_release(&r.arena);
    return result;
}

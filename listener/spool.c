/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "listener/asker.h"
#include "listener/import.h"

enum { MOST_FILES = 200 /* of one turn */ };

struct spool {
    struct asking *q;
    const char *folder;
    struct buf faults; /* of the file at hand, a line each */
    int files, bad;
    bool stopped;
};

static int is_wanted(const struct dirent *d)
{
    struct str name = str_of(d->d_name);

    return !str_starts(name, STR(".")) && !str_ends(name, STR(".part")) && !str_ends(name, STR(".tmp"));
}

static void note_fault(void *context, const char *text)
{
    struct spool *s = context;

    buf_printf(&s->faults, "%s\n", text);
}

static int take(void *context, const struct entry *e, int line)
{
    struct spool *s = context;
    const struct poll_hooks *hooks = s->q->hooks;

    (void)line;
    s->q->result->entries++;
    s->stopped = hooks->entry && hooks->entry(hooks->context, s->q->item, e) != 0;
    return s->stopped;
}

/* A name that is free in a folder: NAME, NAME.1, NAME.2 ... */
static char *free_path(struct arena *a, const char *folder, const char *name)
{
    char *path = file_path(a, folder, name);

    for (int i = 1; file_exists(path); i++)
        path = file_path(a, folder, str_c(a, str_printf(a, "%s.%d", name, i)));
    return path;
}

/* Moves a file to done/ or bad/, there with its faults beside it. */
static int put_away(struct spool *s, const char *path, const char *name, const char *place, struct arena *a, struct err *err)
{
    const char *folder = file_path(a, s->folder, place);
    char *to;

    if (file_make_folder(folder, err))
        return -1;
    to = free_path(a, folder, name);
    if (s->faults.n && file_write(str_c(a, str_printf(a, "%s.uitleg.txt", to)), buf_str(&s->faults), err))
        return -1;
    return rename(path, to) == 0 ? 0 : err_set(err, "%s: %s", path, strerror(errno));
}

/* Reads one file, has it kept, and only then puts it away: what breaks off in between is read again, and known. */
static int take_file(struct spool *s, const char *name, struct err *err)
{
    const struct source *source = s->q->item->source;
    const struct poll_hooks *hooks = s->q->hooks;
    struct faults faults = {note_fault, s, 0};
    struct arena a = {0};
    const char *path = file_path(&a, s->folder, name);
    const char *map = source->map.n ? str_c(&a, source->map) : NULL;
    struct stat st;
    struct err why;
    int result = 0;

    buf_clear(&s->faults);
    if (lstat(path, &st) || !S_ISREG(st.st_mode)) {
        arena_release(&a);
        return 0;
    }
    s->files++;
    s->q->result->bytes += st.st_size;
    if (import_file((enum import_kind)source->import, path, map, take, s, &faults, &why))
        note_fault(s, why.text);
    if (!s->stopped && hooks->keep && hooks->keep(hooks->context))
        s->stopped = true;
    if (!s->stopped)
        result = put_away(s, path, name, s->faults.n ? "bad" : "done", &a, err);
    arena_release(&a);
    return result;
}

/* How many files wait in bad/ for a person. */
static int count_bad(const struct spool *s)
{
    struct arena a = {0};
    struct dirent **names = NULL;
    int n = scandir(file_path(&a, s->folder, "bad"), &names, is_wanted, NULL);
    int bad = 0;

    for (int i = 0; i < n; i++) {
        bad += !str_ends(str_of(names[i]->d_name), STR(".uitleg.txt"));
        free(names[i]);
    }
    free(names);
    arena_release(&a);
    return bad;
}

static void set_result(struct spool *s, int failed, const struct err *why)
{
    struct fetch_result *result = s->q->result;
    int bad = count_bad(s);

    result->status = failed ? 0 : 200;
    result->outcome = failed ? FETCH_FOLDER : s->stopped ? FETCH_STOPPED : s->files ? FETCH_OK : FETCH_UNCHANGED;
    if (failed)
        result->detail = str_copy(s->q->a, str_of(why->text));
    else if (bad)
        result->detail = str_printf(s->q->a, "%d bestand%s met fouten in %s/bad, met uitleg ernaast", bad, bad == 1 ? "" : "en",
                                    s->folder);
}

void spool_ask(struct asking *q)
{
    struct spool s = {.q = q, .folder = str_c(q->a, q->item->source->url)};
    struct dirent **names = NULL;
    struct err err;
    int n = scandir(s.folder, &names, is_wanted, alphasort);
    int failed = n < 0 ? err_set(&err, "%s: %s", s.folder, strerror(errno)) : 0;

    for (int i = 0; i < n; i++) {
        if (!failed && !s.stopped && s.files < MOST_FILES)
            failed = take_file(&s, names[i]->d_name, &err);
        free(names[i]);
    }
    free(names);
    set_result(&s, failed, &err);
    buf_release(&s.faults);
}

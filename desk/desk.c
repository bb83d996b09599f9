/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/desk.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "desk/capturer.h"
#include "desk/house.h"
#include "desk/line.h"
#include "tamtam/look.h"

/* DIR/lexicons.d, then those that ship with the program: the nearer overrides. */
static void find_lexicons(struct desk *d)
{
    d->lexicon_folders[0] = file_path(&d->arena, d->folder, "lexicons.d");
    d->lexicon_folders[1] = house_file(&d->arena, "lexicons");
    d->lexicon_folders[2] = NULL;
}

/* A path of tamtam.conf counts from the newsroom's folder. */
static struct str from_folder(struct desk *d, struct str path)
{
    return !path.n || path.p[0] == '/' ? path : str_of(file_path(&d->arena, d->folder, str_c(&d->arena, path)));
}

static int read_lexicons(struct desk *d, struct faults *faults, struct err *err)
{
    return analyser_new(&d->analyser, d->lexicon_folders, &d->town, faults, err);
}

static int read_configuration(struct desk *d, struct faults *faults, struct err *err)
{
    const char *feeds = file_path(&d->arena, d->folder, "feeds.conf");
    const char *town = file_path(&d->arena, d->folder, "tamtam.conf");

    if (municipality_read(&d->town, town, faults, err))
        return err_at(err, "this is no newsroom ('tamtam init %s' makes one)", d->folder);
    d->town.map = from_folder(d, d->town.map);
    d->town.logo = from_folder(d, d->town.logo);
    if (file_exists(feeds) && sources_read(&d->sources, feeds, &d->town, faults, err))
        return -1;
    if (!file_exists(d->lexicon_folders[1]))
        return err_set(err, "the lexicons are not found: neither beside the program nor in %s", d->lexicon_folders[1]);
    return 0;
}

static int open_store(struct desk *d, enum desk_use use, struct err *err)
{
    const char *path = file_path(&d->arena, d->folder, "tamtam.db");

    static const enum store_mode modes[] = {[DESK_READ] = STORE_READ,
                                            [DESK_EXPLAIN] = STORE_READ,
                                            [DESK_SIDE] = STORE_BESIDE,
                                            [DESK_WRITE] = STORE_CREATE,
                                            [DESK_LISTEN] = STORE_CREATE};

    return store_open(&d->store, path, modes[use], err);
}

int desk_open(struct desk *d, const char *folder, enum desk_use use, bool lenient, struct faults *faults,
              struct err *err)
{
    bool judges;

    d->folder = str_c(&d->arena, str_of(folder));
    find_lexicons(d);
    if (use == DESK_ACT)
        use = store_is_held(file_path(&d->arena, d->folder, "tamtam.db")) ? DESK_SIDE : DESK_WRITE;
    judges = use != DESK_READ && use != DESK_SIDE;
    if (read_configuration(d, faults, err) || (judges && read_lexicons(d, faults, err)))
        return -1;
    if (faults->count && !lenient)
        return err_set(err, "%d %s in de configuratie of de lexicons van %s; er is niets gedaan", faults->count,
                       faults->count == 1 ? "fout" : "fouten", folder);
    if (judges)
        d->scratch = scratch_new(d->analyser);
    if (use != DESK_STUDY && open_store(d, use, err))
        return -1;
    if (use == DESK_READ || use == DESK_SIDE || use == DESK_EXPLAIN)
        return 0;
    if (capturer_new(&d->capturer, d, err))
        return -1;
    d->batch = batch_new();
    d->asleep = use == DESK_LISTEN;
    return use == DESK_WRITE ? line_restore(d, err) : line_start(d);
}

/* The old one keeps its place in memory until the new one stands: analyser and grouper know their municipality by its address. */
int desk_reload(struct desk *d, struct faults *faults, struct err *err)
{
    struct desk old;
    int failed;

    if (desk_flush(d, err))
        return -1;
    old = *d;
    *d = (struct desk){.store = old.store, .counts = old.counts};
    memcpy(d->stages, old.stages, sizeof d->stages);
    d->folder = str_c(&d->arena, str_of(old.folder));
    find_lexicons(d);
    failed = read_configuration(d, faults, err) || read_lexicons(d, faults, err) ||
             (faults->count && err_set(err, "%d %s", faults->count, faults->count == 1 ? "fout" : "fouten")) ||
             capturer_new(&d->capturer, d, err);
    if (!failed) {
        d->scratch = scratch_new(d->analyser);
        d->batch = batch_new();
        failed = line_restore(d, err);
    }
    if (failed) {
        d->store = NULL;
        desk_close(d);
        *d = old;
        return -1;
    }
    old.store = NULL;
    desk_close(&old);
    return 0;
}

/* A house colour that cannot be read on white is no fault: reports darken it for links and kickers. That is said. */
static void warn_of_colour(const struct desk *d, struct faults *faults)
{
    struct look look;
    struct buf hex = {0};
    int count = faults->count;

    look_make(&look, d->town.colour_1, d->town.colour_2, (struct str){0});
    colour_hex(&hex, look.colours[MEDIUM_LIGHT][COLOUR_ACTION]);
    if (look.mended)
        faults_add(faults, d->town.ini.path, 0,
                   "let op, geen fout: colour_1 = %.*s is op wit niet goed te lezen; links en koppen krijgen %s", STR_ARG(d->town.colour_1),
                   buf_c(&hex));
    faults->count = count;
    buf_release(&hex);
}

int desk_check(const char *folder, struct faults *faults, struct err *err)
{
    struct desk d = {0};
    int result;

    d.folder = str_c(&d.arena, str_of(folder));
    find_lexicons(&d);
    result = read_configuration(&d, faults, err) || read_lexicons(&d, faults, err) ? -1 : 0;
    if (result == 0)
        warn_of_colour(&d, faults);
    desk_close(&d);
    return result;
}

int desk_open_beside(struct desk *d, const struct desk *house, struct err *err)
{
    struct arena path = {0};
    int failed;

    *d = (struct desk){.folder = house->folder, .town = house->town, .sources = house->sources, .analyser = house->analyser, .beside = true};
    memcpy(d->lexicon_folders, house->lexicon_folders, sizeof d->lexicon_folders);
    d->scratch = scratch_new(d->analyser);
    failed = store_open(&d->store, file_path(&path, d->folder, "tamtam.db"), STORE_BESIDE, err) || store_map(d->store, err);
    arena_release(&path);
    return failed;
}

void desk_close(struct desk *d)
{
    batch_free(d->batch);
    capturer_free(d->capturer);
    grouper_free(d->grouper);
    context_free(d->context);
    scratch_free(d->scratch);
    store_close(d->store);
    free(d->own_posts.v);
    if (!d->beside) {
        analyser_free(d->analyser);
        sources_release(&d->sources);
        municipality_release(&d->town);
    }
    arena_release(&d->whys);
    arena_release(&d->arena);
    *d = (struct desk){0};
}

int desk_audit(struct desk *d, const char *action, struct str object, const char *result, struct str actor, int64_t now,
               struct err *err)
{
    struct audit_row row = {.action = str_of(action),
                            .object = object,
                            .result = str_of(result),
                            .origin = STR("command line"),
                            .actor = actor,
                            .time = now};

    if (store_begin(d->store, err))
        return -1;
    if (store_add_audit(d->store, &row, err)) {
        store_roll_back(d->store);
        return -1;
    }
    return store_commit(d->store, err);
}

const char *desk_words(struct desk *d, const char *name)
{
    const char *own = file_path(&d->arena, file_path(&d->arena, d->lexicon_folders[0], "words"), name);

    return file_exists(own) ? own : file_path(&d->arena, file_path(&d->arena, d->lexicon_folders[1], "words"), name);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What an administrator changes from the newsroom in tamtam.conf, feeds.conf and places.conf: the file is read, changed in those places
 * alone, judged as `tamtam check` does, and then written whole or not at all. A running daemon reads it on SIGHUP. Who changes a file holds
 * the folder (flock) meanwhile, so that of two administrators at once the second reads what the first wrote.
 */
#ifndef DESK_SETTINGS_H
#define DESK_SETTINGS_H

#include "desk/desk.h"

/* `key = value` in the section [kind]; an empty value takes the line out. */
struct setting {
    const char *kind, *key;
    struct str value;
};

/* Who is told what is wrong: with setting `at`, or with none of them (-1), as a Dutch sentence. */
struct settings_fault {
    void (*told)(void *context, int at, const char *text);
    void *context;
    int n; /* out: how many there were */
};

/* Changes tamtam.conf. With a fault it stays as it is. -1 when it can't be read or written. */
int settings_change(const struct desk *d, const struct setting *settings, int n, struct settings_fault *fault, struct err *err);

/*
 * All sections of some kinds, as text that a person edits. `kinds` ends with NULL. A change is made on what was seen: its mark must
 * still be that of the file, otherwise a colleague was first, *stale is true and nothing is written. Faults come with `at` as the line
 * of the text (from 1), 0 for what is wrong elsewhere; other sections in the text are faults.
 */
int settings_part(const struct desk *d, const char *const *kinds, struct buf *part, struct err *err);
unsigned long long settings_part_mark(struct str part);
int settings_change_part(const struct desk *d, const char *const *kinds, unsigned long long seen, struct str part,
                         struct settings_fault *fault, bool *stale, struct err *err);

struct settings_places {
    int districts, streets;
};
/*
 * The districts from a public list (listener/gazetteer.h), by wijk or by buurt: places.conf is made anew, and the districts of tamtam.conf
 * that are not in it go. *why is a Dutch sentence when the list is no good (NULL otherwise), and nothing was changed.
 */
int settings_change_places(const struct desk *d, struct str list, bool by_buurt, struct settings_places *made, const char **why, struct err *err);

/* Takes a source out of feeds.conf; -1 also when there is none of that name. What it brought stays. */
int settings_drop_source(const struct desk *d, struct str name, struct err *err);

/* Where the password of the mail server is kept, in the newsroom's folder; in the arena. */
const char *settings_password_file(const struct desk *d, struct arena *a);

/* A letter by which an administrator sees that mail goes out; what became of it is in the outbox, of kind "proef". */
int settings_try_mail(struct desk *d, struct str to, int64_t now, struct err *err);

#endif

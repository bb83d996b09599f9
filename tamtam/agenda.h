/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The known agenda: dates that public posts (own channel, media, organisations) name for the coming days. Words of residents
 * are not looked at.
 */
#ifndef TAMTAM_AGENDA_H
#define TAMTAM_AGENDA_H

#include "store/store.h"

enum { AGENDA_AHEAD_DAYS = 14, AGENDA_BACK_DAYS = 14, AGENDA_MOST = 8 };

struct agenda_entry {
    int day;
    int minute;      /* after midnight, -1: not said */
    struct str what; /* the sentence that names the date (behind the issue's title where it only says where), or the headline */
    int64_t issue;   /* 0: none */
};

struct agenda {
    struct agenda_entry v[AGENDA_MOST]; /* by day and hour, one an issue and day */
    int n;
};

/*
 * What is on from the moment `now` on, as told by posts of the AGENDA_BACK_DAYS before. Text is copied to the arena.
 */
int agenda_read(struct agenda *agenda, struct store *store, const struct municipality *town, int64_t now, struct arena *a,
                struct err *err);

/*
 * The first date in a text that lies after `told` (the day it was written): "vrijdag 12 juni", "12 juni 2026", "13-3", "morgen",
 * "zaterdag", and with an hour also "vandaag", "vanmiddag" and "vanavond"; the hour that stands within 40 bytes of it (-1: none); and
 * the byte `at` where the date ends. false when there is none.
 */
bool agenda_date(struct str text, int told, int *day, int *minute, size_t *where);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Parts of the screen on the wall. */
#ifndef NEWSROOM_WALL_H
#define NEWSROOM_WALL_H

#include "newsroom/html.h"
#include "newsroom/web.h"
#include "store/now.h"

struct wall {
    struct visit *v;
    int64_t today, residents;       /* posts, duplicates left out */
    int64_t tone[SENTIMENT_COUNT];
    int64_t hours[24];              /* of today */
    double low[24], high[24];       /* what is normal in that hour */
    double normal_low, normal_high; /* up to now */
    int days_measured;              /* behind what is normal */
    int hour;                       /* of now, and how far it is (0..1) */
    double into_hour;
    const struct alert_now *alert;  /* the one that takes the screen; NULL: none */
    int nsignals;                   /* alerts that stand */
};

/* wall_parts.c: frame and parts of the ordinary day. Sections are closed by html_end. */
void wall_section(struct html *h, const char *id, const char *class, const char *heading, const char *note);
void wall_brand(struct html *h, struct visit *v, const char *date);
void wall_clock(struct html *h, struct visit *v);
/* At most so many bytes, cut at a word. */
struct str wall_short(struct visit *v, struct str text, size_t most);
int wall_put_webcare(struct html *h, struct wall *w, struct err *err);
int wall_put_districts(struct html *h, struct wall *w, struct err *err);
int wall_put_foot(struct html *h, struct wall *w, struct err *err);
/* The second screen: what comes in, and where. */
int wall_put_now(struct html *h, struct wall *w, struct err *err);
/* Pause and the other screen: shown on a pointer or the keyboard. */
void wall_put_controls(struct html *h, bool second);

/* wall_alert.c: what takes the screen. */
int wall_read_alert(struct wall *w, struct err *err);
int wall_put_alert(struct html *h, struct wall *w, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The figures of a window: what its posts add up to, as a whole and per issue. Reports say them in words; nothing here
 * knows a sentence. Duplicates (one story at several sources) count once, for reach they are counted apart.
 */
#ifndef TAMTAM_FIGURES_H
#define TAMTAM_FIGURES_H

#include "store/store.h"

enum { TREND_DAYS = 14 };

/* Counts of a set of posts. */
struct counts {
    int n;
    int tone[SENTIMENT_COUNT];
    int voices[VOICE_COUNT];
    int tone_of[VOICE_COUNT][SENTIMENT_COUNT];
    int themes[THEME_COUNT];
    int themes_of[VOICE_COUNT][THEME_COUNT];
    int frames[FRAME_COUNT];
    int frames_of[VOICE_COUNT][FRAME_COUNT];
    int intents[INTENT_COUNT];
    int intents_of[VOICE_COUNT][INTENT_COUNT];
    int crisis[CRISIS_COUNT];
    int channels[CHANNEL_COUNT];
    int addressed;
};

/* A name with a number: a publisher, a district, a topic. */
struct tallied {
    struct str name;
    int n;
};

/* What the posts of the window before were. */
struct earlier {
    int voices[VOICE_COUNT];
    int negative, negative_residents;
};

/* One issue in the window. */
struct issue_figures {
    struct stored_issue issue;
    struct counts counts;
    const struct stored_post **posts; /* by time, duplicates left out */
    int nposts;
    int copies;  /* duplicates of them */
    int before;  /* posts in the window of the same length before */
    struct earlier earlier; /* of those: figures_read alone */
    int64_t *times; /* of all its posts in the TREND_DAYS before the window's end, duplicates left out */
    int ntimes;
    double days[TREND_DAYS]; /* posts per 24 hours, the last ends with the window */
    int day;     /* 'dag n': calendar days since its first post, the first is 1 */
    bool is_new; /* its first post lies in the window */
};

struct figures {
    int64_t from, to; /* the window [from, to) */
    struct stored_post *posts; /* by time, duplicates too */
    int nposts, posts_cap;
    struct counts counts;      /* duplicates left out */
    int received;              /* with them */
    int before;                /* posts in the window of the same length before */
    double days[TREND_DAYS];
    int measured_days;         /* how many of these days lie after the first post that was ever counted */
    struct issue_figures *issues; /* most posts first */
    int nissues;
    int loose;                 /* posts of no issue */
    struct arena arena;        /* owns all of it */
};

/* Reads the window. `f` is zero-initialised; release it also after a failure. */
int figures_read(struct figures *f, struct store *store, const struct municipality *town, int64_t from, int64_t to, struct err *err);
void figures_release(struct figures *f);

/*
 * Where the posts of a matter come from. `each` calls `fn` for each post of [from, to), by time; `times`, where it is not NULL,
 * gives their times alone (duplicates left out, in the arena), which is faster where an index has them.
 */
struct post_source {
    int (*each)(void *context, int64_t from, int64_t to, stored_post_fn fn, void *fn_context, struct err *err);
    int (*times)(void *context, int64_t from, int64_t to, struct arena *a, int64_t **times, int *n, struct err *err);
    void *context;
};
/*
 * The same for the posts of one matter, an issue or a search: f->issues[0] is the matter, also where it has no posts, and all
 * counts are its own. `issue` gives what is known of it; first and last may be 0.
 */
int figures_read_matter(struct figures *f, const struct post_source *source, const struct stored_issue *issue, int64_t from,
                        int64_t to, struct err *err);

/* The same for an issue of the store. */
int figures_read_issue(struct figures *f, struct store *store, const struct municipality *town, const struct stored_issue *issue,
                       int64_t from, int64_t to, struct err *err);
/*
 * As figures_read_issue, but of the issue's posts only those that its rumours are read from: all that are marked so, and the last 500
 * of public actors.
 */
int figures_read_rumours(struct figures *f, struct store *store, const struct municipality *town, const struct stored_issue *issue,
                         int64_t from, int64_t to, struct err *err);

/* Counts one post in. */
void counts_add(struct counts *c, const struct stored_post *post);
/* The index of the highest count, ties by the first; -1 when all are 0. */
int counts_top(const int *counts, int n);
/* Public actors of a voice in an issue, with their number of posts, most first; in the arena. */
int tallied_actors(struct arena *a, const struct issue_figures *issue, enum voice voice, struct tallied **list);
/* Districts that the posts of an issue name; voice VOICE_NONE: all. */
int tallied_districts(struct arena *a, const struct issue_figures *issue, enum voice voice, const struct municipality *town,
                      struct tallied **list);
/* Topics (concepts) of the posts of an issue that a voice speaks of; VOICE_NONE: all. */
int tallied_topics(struct arena *a, const struct issue_figures *issue, enum voice voice, struct tallied **list);
bool has_topic(const struct stored_post *p, struct str topic);

/*
 * z = (now - before) / sqrt(now + before): the difference of two counts in its standard deviations (a conditional Poisson
 * test; reference notes). 0 when both are 0.
 */
double figures_z(int now, int before);

#endif

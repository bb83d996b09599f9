/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The state behind issues.h, for the files that make it up; nobody else includes this.
 *
 * A post in the window is an `item`. Every item is in one `cluster`; a cluster of one is a loose post, from two on it
 * is an issue and has an id. One inverted index (term -> the latest items that have it) finds what a post may belong
 * to: clusters come in by way of their items, so that moving and merging touch no index. The index and the document
 * frequencies follow from the live items and are not saved.
 */
#ifndef ANALYSIS_GROUPER_H
#define ANALYSIS_GROUPER_H

#include <string.h>

#include "analysis/alerts.h"
#include "analysis/issues.h"

#define NO_INDEX UINT32_MAX
#define APART (UINT32_MAX / 2) /* posts that an issue never has */

enum {
    WINDOW_DAYS = 35,      /* how long a post can draw others */
    WINDOW_ITEMS = 131072, /* and at most so many */
    RETOLD_DAYS = 7,       /* how long a text is known again by its words */
    LATE_DAYS = 2,         /* a post so far behind the clock is a back-fill */
    LEAP_DAYS = 14,        /* a post so far ahead of the clock moves it only when more follow */
    ITEM_TERMS = 96,       /* terms of a post that count */
    LEMMA_BITS = 24, /* of a number of a term of the dictionary; the weight has the other eight */
    SKETCH_HANDLES = 2,
    ITEM_HANDLES = 3 + SKETCH_HANDLES,
    PULSE_HOURS = 3, /* how fast 'just now' fades */
    FLOW_DAYS = 3,   /* and how fast the measure of a busy town does */
    ITEM_PLACES = 4,
    ITEM_PEOPLE = 4,
    SKETCH = 24,  /* smallest shingle hashes that stand for the text */
    LEAD = 128,   /* hashes that stand for the lead of a news item, at most */
    POSTING = 32, /* latest items kept per term; a power of two */
    RECENT = 8,  /* clusters that grew last */
    KIN = 8,      /* clusters near a post that alerts look at too */
    FEW = 2,      /* of these in place */
    BUDGET = 300, /* postings looked at for one post */
    SHELF = 2,    /* the same per place and theme */
    CLUSTER_PLACES = 6,
    CLUSTER_PEOPLE = 6,
    TITLE_BYTES = 96,
    TITLE_WORDS = 16 /* of a headline in grouper.told */
};

/* By what else than its terms an item is found: these are in the dictionary too, beyond enum term_kind. */
enum handle_kind { HANDLE_ID = TERM_KINDS, HANDLE_URL, HANDLE_AUTHOR, HANDLE_TEXT };

/* The evidence that a post belongs to a cluster; rows of grouping.tsv by these names. */
#define EVIDENCE(X)                                                                                                    \
    X(EV_BIAS, "bias")               /* 1 */                                                                           \
    X(EV_WORDS, "words")             /* log likelihood ratio of shared words, cluster against background */            \
    X(EV_WORDS_ROOT, "words_root")   /* its square root */                                                             \
    X(EV_MATCHES, "matches")         /* number of telling words */                                                     \
    X(EV_NAMES, "names")             /* the same ratio for names, streets, landmarks */                                \
    X(EV_CONCEPTS, "concepts")       /* ... for concepts */                                                            \
    X(EV_EXACT, "exact")             /* ... for links, tags, numbers */                                                \
    X(EV_BEST, "best")               /* cosine with the nearest post of the cluster */                                 \
    X(EV_TOP3, "top3")               /* mean cosine of the three nearest */                                            \
    X(EV_PLACE, "place")             /* log ratio of the best shared place */                                          \
    X(EV_PLACE_CLASH, "place_clash") /* both have places, none is shared */                                            \
    X(EV_NO_PLACE, "no_place")       /* the post names none */                                                         \
    X(EV_THEME, "theme")             /* log ratio of the best shared theme */                                          \
    X(EV_THEME_LIKELY, "theme_likely") /* log ratio of the two having a theme in common, by how far posts lean */          \
    X(EV_THEME_CLASH, "theme_clash")                                                                                   \
    X(EV_PERSON, "person")                                                                                             \
    X(EV_PERSON_CLASH, "person_clash")                                                                                 \
    X(EV_GAP, "gap")                 /* log hours since the cluster's last post */                                     \
    X(EV_SHARE, "share")             /* share of the cluster in what is said just now */                               \
    X(EV_BURST, "burst")             /* the same on a log scale */                                                     \
    X(EV_SIZE, "size")               /* log of its posts */                                                            \
    X(EV_ALONE, "alone")             /* it is one loose post */                                                        \
    X(EV_ACUTE, "acute")             /* acute words in both */                                                         \
    X(EV_PLACE_THEME, "place_theme") /* both shared */                                                                 \
    X(EV_THEME_BURST, "theme_burst")                                                                                   \
    X(EV_THEME_WORDS, "theme_words")                                                                                   \
    X(EV_FEW_WORDS, "few_words") /* hardly any shared word */                                                          \
    X(EV_NO_WORDS, "no_words")   /* none */                                                                            \
    X(EV_NEWS, "news")           /* a second news item on one matter says it in the same words */                      \
    X(EV_SEED, "seed")           /* the cluster holds a news item */                                                   \
    X(EV_CHATTER, "chatter")     /* either is small talk */                                                            \
    X(EV_REPLY, "reply")         /* answers a post of the cluster */                                                   \
    X(EV_AUTHOR, "author")       /* the same author, lately */                                                         \
    X(EV_COPY, "copy")           /* the same text or address */                                                        \
    X(EV_BUSY_BURST, "busy_burst") /* by the log of the posts a day of the whole stream */                             \
    X(EV_BUSY_ALONE, "busy_alone")                                                                                     \
    X(EV_BUSY_THEME, "busy_theme")                                                                                     \
    X(EV_AGAIN, "again")         /* the post is looked at again, later */                                              \
    X(EV_AGAIN_ALONE, "again_alone")                                                                                   \
    X(EV_AGAIN_BURST, "again_burst")                                                                                   \
    X(EV_GAP_SQUARED, "gap_squared") /* how evidence wears off, and what a burst or a large issue draws */             \
    X(EV_GAP_SIZE, "gap_size")                                                                                         \
    X(EV_GAP_THEME, "gap_theme")                                                                                       \
    X(EV_GAP_LIKELY, "gap_likely")                                                                                     \
    X(EV_BURST_ROOT, "burst_root")                                                                                     \
    X(EV_BURST_SIZE, "burst_size")                                                                                     \
    X(EV_CONTENT, "content")         /* log of how much of its own the post says */                                    \
    X(EV_CONTENT_GAP, "content_gap")                                                                                   \
    X(EV_CONTENT_BURST, "content_burst")

#define EVIDENCE_ENUM(id, name) id,
enum evidence { EVIDENCE(EVIDENCE_ENUM) EVIDENCE_COUNT };

/* What grouping.tsv sets. */
struct weights {
    float evidence[EVIDENCE_COUNT];
    float join;  /* log odds from which a post joins */
    float pull;  /* ... from which a loose post is drawn by what came after it */
    float merge; /* ... from which two issues become one */
};

enum item_flags {
    ITEM_NEWS = 1,
    ITEM_CHATTER = 2,
    ITEM_LATE = 4,  /* back-fill */
    ITEM_FIXED = 8, /* a person put it where it is */
    ITEM_COPY = 16, /* tells what another post of the author told */
    ITEM_FIRSTHAND = 32,
    ITEM_NEGATIVE = 64,
    ITEM_CRISIS = 128 /* carries a crisis mark */
};

struct item {
    int64_t seq, time;   /* time: UTC ms, own */
    int64_t original;    /* seq of the post whose story it repeats, 0: none */
    int64_t alert;       /* id of the alert that named it, 0: none */
    int64_t arrival;     /* the clock when it came */
    uint64_t author;     /* hash */
    uint64_t reply_to;   /* hash of an id, 0: none */
    uint32_t cluster;
    uint32_t terms; /* place in grouper.said: its terms, then its handles */
    uint32_t text;  /* place in grouper.told: its sketch, its lead, its title */
    uint32_t themes;
    uint32_t paper; /* of news: hash of its source, else its author; 0: unknown */
    float norm;     /* squared length of its term vector, when it came */
    float acute;
    uint16_t places[ITEM_PLACES], people[ITEM_PEOPLE];
    uint8_t leans[THEME_OVERIG]; /* how likely each theme is, in 255ths */
    uint8_t nterms, nhandles;
    uint8_t nheadline; /* of news: its first terms, those of the headline */
    uint8_t nsketch; /* numbers that its text is known again by, ascending */
    uint8_t nlead;   /* of news: those of its first words (issue_copy.c), ascending */
    uint8_t ntitle;  /* of news: its headline as the title of an issue, four bytes in each; 0: it makes none */
    uint8_t nplaces, npeople, flags, channel, voice;
};
_Static_assert(sizeof(struct item) == 128, "two lines of the cache; there are a hundred thousand");

/*
 * Lists of the items, one behind the other in the order in which these came, so that they go from the front. A list is known by
 * its place, which stays when those before it are gone.
 */
struct lists {
    uint32_t *v;    /* what is at a place is v[place - first] */
    uint32_t first; /* place of v[0] */
    uint32_t gone;  /* how many at the front are not needed any more */
    uint32_t n, cap;
};

/* Where a title comes from, the better later. */
enum title_rank {
    TITLE_NONE,
    TITLE_THEME,
    TITLE_CUT, /* a headline that had to be cut where it stops making sense */
    TITLE_TERMS,
    TITLE_HEADLINE,
    TITLE_BY_HAND
};

struct count {
    uint16_t what, n;
};

struct cluster {
    int64_t id;      /* 0: a loose post */
    uint32_t uid;    /* number of the cluster; the slot may be used again */
    uint32_t n;      /* live items, copies included */
    uint32_t total;  /* all items ever */
    uint32_t *items; /* numbers of the live ones, in the order they joined */
    uint32_t items_cap;
    int64_t first, last; /* UTC ms */
    float pulse;         /* posts just now, fading */
    int64_t pulse_time;
    float acute; /* sum over its items */
    uint16_t news, chatter;
    uint16_t themes[THEME_COUNT];
    uint32_t leans[THEME_OVERIG]; /* sums of its items' */
    struct count places[CLUSTER_PLACES], people[CLUSTER_PEOPLE];
    uint32_t own;       /* live items but for copies */
    struct {
        uint32_t uid, n;
    } refused; /* the cluster that it did not merge with, and how large that was */
    uint32_t looked; /* its posts when it was last looked at for a new core; APART: a person merged it, never */
    bool kept;       /* a person took a post out or put one in: no merging by itself */
    uint8_t title_rank; /* how good the title's origin is; TITLE_BY_HAND: a person gave it */
    uint8_t title_bytes;
    char title[TITLE_BYTES];
    int64_t title_item; /* seq of the post that the title comes from */
};

/* A term of the dictionary. Most are in a post or two: these have their postings in place. There are many: keep it small. */
struct lemma {
    uint64_t key;
    union {
        uint32_t few[FEW];
        uint32_t *many; /* ring of POSTING item numbers at most, when posting_cap > FEW */
    } posting;
    uint32_t df; /* live items that have it; 0: free to be thrown out */
    uint8_t posted, posting_cap; /* entries in use; latest is at `next` - 1 */
    uint8_t next;
    uint8_t kind;
};
_Static_assert(sizeof(struct lemma) == 24, "there are a million");

struct reference {
    uint32_t cluster, uid;
};

struct shelf {
    struct reference v[SHELF];
    int n;
};

struct renamed {
    int64_t from, into;
};

/* What one round of matching notes of a cluster that it touches. */
struct tally {
    uint32_t cluster;
    uint32_t term;    /* the term that met it last, */
    uint16_t k;       /* and how many of the cluster's items have it */
    uint16_t matches;
    float log_n; /* log of the cluster's items + 2 */
    float ratio[TERM_KINDS];
    float nearest[3];
    bool reply, copy, author, weighed;
};

struct candidate {
    uint32_t cluster, uid;
    float odds; /* log odds */
    float evidence[EVIDENCE_COUNT];
};

/* Terms that may stand in a title: concepts of the lexicon, streets and landmarks of tamtam.conf. Sorted by key. */
struct label {
    uint64_t key;
    struct str text;
    float weight; /* 1; less where it says little */
};

struct labels {
    struct label *v;
    int n, cap;
    struct arena arena;
};

/* Openings of sentences that papers put around a story, in small letters: tails.tsv. */
struct tails {
    struct str *v;
    int n, cap;
    struct arena arena;
};

struct grouper {
    const struct municipality *town;
    struct weights weights;
    struct labels labels;
    struct tails tails;
    int64_t clock; /* UTC ms, the latest credible time; TIME_NONE: no post yet */
    int ahead;     /* posts in a row that leapt ahead */
    int64_t next_issue;
    uint32_t next_uid;

    struct item *items; /* item number `no` is at items[no - first] */
    struct beside {     /* beside each item, close together: what the walk over postings needs */
        uint32_t cluster;
        float scale;    /* 1 / the length of its term vector */
        uint32_t round; /* of matching that met it last */
        float dot;      /* its product with the post at hand */
    } * beside;
    uint32_t first, nitems, items_cap;
    struct lists said; /* of each item: number of a term in the dictionary and, in the upper bits, its weight there in 255ths */
    struct lists told; /* what texts are known again by, as long as they are */
    uint32_t retold; /* items before this number are not known again by their text; not saved */
    uint32_t swept; /* terms after the last sweep */

    struct cluster *clusters;
    uint32_t nclusters, clusters_cap;
    uint32_t *free; /* slots */
    uint32_t nfree, free_cap;

    struct lemma *lemmas;
    uint32_t nlemmas, lemmas_cap;
    uint32_t *slots; /* open addressing: index + 1 of a lemma and, in the upper bits, some of its key; 0: free */
    uint32_t nslots;

    struct reference recent[RECENT];
    int nrecent;
    struct shelf *by_place; /* per district */
    struct shelf by_theme[THEME_COUNT];

    float pulse; /* of the whole stream */
    int64_t pulse_time;
    float flow; /* the same, fading in FLOW_DAYS: how busy this town is */
    int64_t flow_time, flow_start;
    uint32_t *places; /* live items per district, person, theme */
    uint32_t *people;
    uint32_t themes[THEME_COUNT];
    uint32_t leans[THEME_OVERIG];
    int64_t reviewed; /* UTC ms of the hour of the last review */

    struct renamed *renamed; /* sorted by from */
    uint32_t nrenamed, renamed_cap;

    struct alerts alerts;

    struct change *changes; /* of this step */
    int nchanges, changes_cap;
    struct arena arena; /* their text */

    /* Working memory of matching, by cluster and by item. */
    uint32_t round, term_round;
    struct tally *tallies; /* of the clusters that were touched */
    uint32_t ntallies, tallies_cap;
    struct aside {      /* beside each cluster, close together: */
        uint32_t round; /* of matching that touched it last, */
        uint32_t tally; /* the number of its tally, */
        float log_n;    /* and the log of its items + 2 */
    } * aside;
    uint32_t aside_cap;
    uint32_t *touched_items;
    uint32_t ntouched_items;
    struct reference kin[KIN]; /* clusters that the last post may be related to */
    int nkin;
    float busy;   /* log of the posts a day, 0 at thirty */
    float content; /* log of how much of its own the post at hand says, 0 of the usual length */
    float current; /* the stream's pulse at the time of the post at hand */
    float likely[THEME_OVERIG]; /* how far it leans to each theme against what is usual, */
    float likely_sum;          /* and in all */
    float around; /* posts around the one that is looked at again; -1: it is new */
    struct candidate *candidates;
    int ncandidates, candidates_cap;
    uint32_t copy; /* the item that tells the same, or NO_INDEX */
};

static inline struct item *item_at(const struct grouper *g, uint32_t no)
{
    return &g->items[no - g->first];
}

static inline const uint32_t *lists_at(const struct lists *l, uint32_t place)
{
    return &l->v[place - l->first];
}

static inline uint32_t said_lemma(uint32_t said)
{
    return said & ((1u << LEMMA_BITS) - 1);
}

static inline float said_weight(uint32_t said)
{
    return (float)(said >> LEMMA_BITS) / 255;
}

/* How acute its words are, 0..1. */
static inline float item_danger(const struct item *it)
{
    return it->acute < 0 ? 0 : it->acute > 1 ? 1 : it->acute;
}

static inline bool item_has(const struct grouper *g, const struct item *it, uint32_t lemma)
{
    const uint32_t *said = lists_at(&g->said, it->terms);

    for (int i = 0; i < it->nterms; i++)
        if (said_lemma(said[i]) == lemma)
            return true;
    return false;
}

/* What an item has in grouper.told. */
static inline uint32_t item_told(const struct item *it)
{
    return (uint32_t)(it->nsketch + it->nlead + it->ntitle);
}

static inline bool item_lives(const struct grouper *g, uint32_t no)
{
    return no - g->first < g->nitems;
}

/* The natural logarithm of a normal number above 0, to 1e-6; the same on every machine. */
static inline float quick_log(float x)
{
    uint32_t bits;
    float m, t, t2;
    int exponent;

    memcpy(&bits, &x, sizeof bits);
    exponent = (int)(bits >> 23) - 127;
    bits = (bits & 0x7fffff) | 0x3f800000; /* 1 <= m < 2 */
    memcpy(&m, &bits, sizeof m);
    if (m > 1.41421356f) {
        m *= 0.5f;
        exponent++;
    }
    t = (m - 1) / (m + 1); /* log m = 2 artanh t */
    t2 = t * t;
    return (float)exponent * 0.69314718f + 2 * t * (1 + t2 * (1 / 3.0f + t2 * (1 / 5.0f + t2 / 7)));
}

/* issue_match.c */

/* Makes an item of a post; its terms enter the dictionary. The caller adds it with grouper_add_item, before the next is made. */
void item_make(struct grouper *g, struct item *it, const struct post *post, const struct marks *marks,
               const struct terms *terms);
/* Lets go of what the text of an item is known again by; those before it have gone already. */
void item_forget_text(struct grouper *g, struct item *it);
/*
 * The clusters that an item may belong to, in g->candidates, the KIN best first. `self` is its number when it is in the
 * index already (it is left out of what it is compared with), or NO_INDEX.
 */
void match_find(struct grouper *g, const struct item *it, uint32_t self);
/* The log odds that an item of the window belongs to one given cluster. */
float match_one(struct grouper *g, uint32_t no, uint32_t cluster);
/* How much two items say in common: the cosine of their telling terms, 0..1. */
float item_cosine(const struct grouper *g, const struct item *a, const struct item *b);
/* Posts a day of the whole stream of late. */
float flow_of(const struct grouper *g);
/* What a pulse that was measured at `since` means at `now`: it fades both ways. */
float pulse_at(float pulse, int64_t since, int64_t now);

/* issue_lists.c */

/* Adds a list behind the others; returns its place. */
uint32_t lists_add(struct lists *l, const uint32_t *v, uint32_t n);
/* What stands before a place is not needed any more. */
void lists_drop(struct lists *l, uint32_t place);

/* issue_title.c */

/*
 * The headline of a post by a public actor who speaks for a medium or the municipality: its title, or its first line when
 * there is another. Whatever else carries a title is somebody's own sentence.
 */
struct str headline_of(const struct post *post);
/* Notes of an item of news its headline as a title, in `told`; how many numbers. */
uint32_t title_note(struct grouper *g, struct item *it, const struct post *post, uint32_t told[TITLE_WORDS]);

/* issue_copy.c: what tells the same */

void tails_read(struct tails *t, const char *const *folders);
void tails_release(struct tails *t);
/* Notes of an item what its text is known by again, in `told`; how many numbers. */
uint32_t copy_note(const struct grouper *g, struct item *it, const struct post *post, uint32_t told[SKETCH + LEAD]);
/* Headline and text as a whole are the same but for a fifth. */
bool copy_whole(const struct grouper *g, const struct item *a, const struct item *b);
/* Both are news, of two papers, and the lead of the shorter is in that of the other, with no other names or figures in each. */
bool copy_wire(const struct grouper *g, const struct item *a, const struct item *b);

/* issue_index.c: the dictionary */

/* The index of a term, added when it is new. */
uint32_t lemma_of(struct grouper *g, uint64_t key, int kind);
/* These terms will be asked for now: fetches their places from memory side by side. */
void index_expect(const struct grouper *g, const uint64_t *keys, int n);
/* The index of a term, or NO_INDEX. */
uint32_t lemma_find(const struct grouper *g, uint64_t key);
/* Share of the posts of this municipality that have it, with little sureness while there are few. */
float lemma_share(const struct grouper *g, const struct lemma *l);
/* The item number posted last but `back`; back < l->posted. It may be dead. */
static inline uint32_t index_posted(const struct lemma *l, int back)
{
    const uint32_t *ring = l->posting_cap > FEW ? l->posting.many : l->posting.few;

    return ring[(uint32_t)(l->next + POSTING - 1 - back) % POSTING];
}

void index_add(struct grouper *g, uint32_t no);
/* Takes an item's terms and handles out, those from number `from` on. */
void index_remove(struct grouper *g, const struct item *it, int from);
/* Throws out terms that no live item has. */
void index_sweep(struct grouper *g);
void index_release(struct grouper *g);

/* Postings and frequencies from the items. */
void index_rebuild(struct grouper *g);

/* issues.c */

/* A post comes: no changes yet, the clock moves, and what is too old goes. */
void grouper_start_step(struct grouper *g, const struct post *post);
/* When the item came, and whether that was late. */
void grouper_note_arrival(const struct grouper *g, struct item *it);
/* Makes a zeroed grouper an empty state; its weights are the caller's business. */
void grouper_prepare(struct grouper *g, const struct municipality *town);

/* issue_review.c */

/* Rivals for a post that was just placed: loose posts and issues that turn out to be on the same matter come along. */
void review_rivals(struct grouper *g, uint32_t no);
/* Posts that came before are looked at again at growing intervals: what they belong to may have come after them. */
void review_loose(struct grouper *g);
/* Gives the new core of the post's issue an issue of its own; true when it did. */
bool review_core(struct grouper *g, uint32_t no);

/* issue_cluster.c */

/* Tells an issue with its title. */
void grouper_tell(struct grouper *g, const struct cluster *c);
/* Lets go what is too old. */
void grouper_drop_old(struct grouper *g);
/* Issue `from` is known as `into` from now on. */
void grouper_rename(struct grouper *g, int64_t from, int64_t into);
/* All posts of one cluster join another, which takes over its id where it has none, and the better title. */
void grouper_join_all(struct grouper *g, uint32_t into, uint32_t from);

/* Adds an item's marks to what the whole town says (by = 1), or takes them off (-1). */
void count_marks(struct grouper *g, const struct item *it, int by);

/* The steps of grouper_post, apart, so that weights can be learned with the right answers. */
uint32_t grouper_add_item(struct grouper *g, const struct item *it);
void grouper_join(struct grouper *g, uint32_t no, uint32_t cluster);
void grouper_leave(struct grouper *g, uint32_t no);
uint32_t grouper_new_cluster(struct grouper *g);
/* Room beside each cluster. */
void aside_make_room(struct grouper *g);
/* Puts a cluster in front of those that grew last. */
void grouper_front(struct grouper *g, const struct item *it, uint32_t slot);
/* Moves the clock and lets go what is too old. */
void grouper_advance(struct grouper *g, int64_t time, int64_t seen);
/* Appends a change of this step. */
struct change *grouper_change(struct grouper *g, enum change_kind kind, int64_t issue);

/* issue_weights.c */
void weights_read(struct weights *w, const char *const *folders);
/* A weight as text; false when it is no number. */
bool weight_read(struct str s, float *f);
extern const char *const evidence_names[];
/* The key of a term of that text. */
uint64_t term_key(enum term_kind kind, struct str text);

/* issue_title.c */

/* Collects the names of concepts.tsv in the folders, as concept-titles.tsv writes them, and those of the town. */
void labels_read(struct labels *l, const char *const *folders, const struct municipality *town);
void labels_release(struct labels *l);

/* Improves the title with a post that just joined; true when it changed. */
bool title_improve(struct grouper *g, struct cluster *c, const struct item *it, const struct post *post);
/* A part of an issue became another one: a title that comes from a post of that part goes along. */
void title_follow(struct grouper *g, struct cluster *from, struct cluster *part);
/* Names an issue after its terms, where it has no better title; true when that changed. */
bool title_compose(struct grouper *g, struct cluster *c);
/* What posts are about and where; in the step's arena. Without a shared concept: their theme, or (concept_only)
 * nothing. */
struct str title_of_items(struct grouper *g, const struct item *const *items, int nitems, bool concept_only);
/* Sets it; `item` is the seq of the post it comes from, 0: none. */
void title_set(struct cluster *c, struct str title, enum title_rank rank, int64_t item);

#endif

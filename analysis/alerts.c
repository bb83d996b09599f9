/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/alerts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"

enum {
    SPAN_HOURS = 3,   /* what counts as now */
    QUIET_HOURS = 6,  /* without new evidence an alert is withdrawn */
    VOICES = 64,      /* authors told apart */
    MOST_NAMED = 200, /* posts named in an alert */
    RECENT_WATCHES = 50,
    ASKED_POSTS = 32,
    TITLE_ITEMS = 24,
    SAME_HOURS = 48, /* how long an alert takes in what is near */
    POOL = 64        /* marked posts that may be one matter */
};

/* What is said on a matter just now. Authors count once, by their most telling post. */
struct picture {
    int posts, authors, channels, cued, quarter_posts, quarter_authors, quarter_channels;
    double acute;  /* log likelihood ratio: an acute incident against ordinary talk */
    double chance; /* that the whole town says so much in this span */
    int64_t first;
    struct item *items[MOST_NAMED];
    int nitems;
    struct voice_seen {
        uint64_t author;
        double acute;
        bool quarter;
    } voices[VOICES];
    uint8_t places[2 * VOICES]; /* by a hash of the author: 1 + the index of the voice, 0: none */
    uint32_t channel_set, quarter_channel_set;
};

void alerts_start(struct alerts *a)
{
    *a = (struct alerts){.next_id = 1, .rates = {.hour = -1, .start = -1}};
}

void alerts_release(struct alerts *a)
{
    free(a->v);
    free(a->mutes);
}

/* ---- what is usual ---- */

static int rate_kind(int64_t time)
{
    return !when_is_workday(when_day(time));
}

static void rates_close_hour(struct rates *r)
{
    int64_t time = r->hour * WHEN_HOUR;
    int kind = rate_kind(time), hour = when_local(time).hour;

    r->hours[kind][hour] += 1;
    r->posts[kind][hour] += r->now;
    r->now = 0;
    r->hour++;
}

static void rates_advance(struct rates *r, int64_t clock)
{
    int64_t hour = clock / WHEN_HOUR;

    if (r->hour < 0 || hour - r->hour > 24 * LEAP_DAYS) {
        r->start = r->hour < 0 ? hour : r->start;
        r->hour = hour;
        r->now = 0;
    }
    while (r->hour < hour)
        rates_close_hour(r);
}

double rates_expected(const struct rates *r, int64_t time)
{
    static const double prior_rate = 1.5, prior_hours = 24, hour_worth = 6, whole_worth = 6;
    int kind = rate_kind(time), hour = when_local(time).hour;
    double posts = prior_rate * prior_hours, hours = prior_hours, whole, by_hour, here_posts = 0, here_hours = 0;

    for (int k = 0; k < RATE_KINDS; k++)
        for (int h = 0; h < 24; h++) {
            posts += r->posts[k][h];
            hours += r->hours[k][h];
        }
    whole = posts / hours;
    for (int k = 0; k < RATE_KINDS; k++) {
        here_posts += r->posts[k][hour];
        here_hours += r->hours[k][hour];
    }
    by_hour = (here_posts + whole_worth * whole) / (here_hours + whole_worth);
    return (r->posts[kind][hour] + hour_worth * by_hour) / (r->hours[kind][hour] + hour_worth);
}

double rates_tail(double expected, int n)
{
    /* Negative binomial: days differ more than chance alone; shape 4 makes a variance of m + m*m/4. */
    static const double shape = 4;
    double p = shape / (shape + expected), term = pow(p, shape), below = 0;

    for (int k = 0; k < n; k++) {
        below += term;
        term *= (shape + k) / (k + 1) * (1 - p);
    }
    return below < 1 ? 1 - below : 0;
}

/* ---- one matter now ---- */

/*
 * How much likelier a post is on an acute incident than in ordinary talk (log ratio), by its acute words and its crisis
 * mark; shares counted on the labelled corpora: 16 incidents, 3,236 other posts.
 */
static double cue_of(const struct item *it)
{
    bool acute = it->acute >= 0.45f, mark = (it->flags & ITEM_CRISIS) != 0;
    double cue = acute && mark ? 4.5 : mark ? 3.5 : acute ? 1.5 : -1;

    return cue + (it->flags & ITEM_FIRSTHAND && cue > 0 ? 0.7 : 0);
}

static void see_voice(struct picture *p, const struct item *it, bool quarter)
{
    double cue = cue_of(it);
    size_t place = it->author % (2 * VOICES);
    int at;

    while (p->places[place] && p->voices[p->places[place] - 1].author != it->author)
        place = (place + 1) % (2 * VOICES);
    at = p->places[place] ? p->places[place] - 1 : p->authors;
    if (at == VOICES)
        return;
    p->places[place] = (uint8_t)(at + 1);
    if (at == p->authors) {
        p->voices[p->authors++] = (struct voice_seen){.author = it->author, .acute = cue};
        p->acute += cue;
        p->cued += cue > 0;
    } else if (cue > p->voices[at].acute) {
        p->acute += cue - p->voices[at].acute;
        p->cued += cue > 0 && p->voices[at].acute <= 0;
        p->voices[at].acute = cue;
    }
    if (quarter && !p->voices[at].quarter) {
        p->voices[at].quarter = true;
        p->quarter_authors++;
    }
}

static void see_item(struct picture *p, struct item *it, int64_t now)
{
    bool quarter = it->time > now - 15 * WHEN_MINUTE;

    p->items[p->nitems++] = it;
    p->posts++;
    p->first = it->time < p->first ? it->time : p->first;
    p->channel_set |= 1u << it->channel;
    if (quarter) {
        p->quarter_posts++;
        p->quarter_channel_set |= 1u << it->channel;
    }
    see_voice(p, it, quarter);
}

/* Looks at the latest posts of a cluster; at all of them, or at those with acute cues alone. */
static void see_cluster(const struct grouper *g, struct picture *p, const struct cluster *c, bool cued_only)
{
    int64_t since = g->clock - (int64_t)SPAN_HOURS * WHEN_HOUR;

    for (uint32_t i = c->n; i-- > 0 && p->nitems < MOST_NAMED;) {
        struct item *it = item_at(g, c->items[i]);

        if (it->arrival < since)
            break;
        if (it->flags & (ITEM_COPY | ITEM_LATE) || it->time < since || (cued_only && cue_of(it) <= 0))
            continue;
        see_item(p, it, g->clock);
    }
}

static int bits(uint32_t set)
{
    int n = 0;

    for (; set; set &= set - 1)
        n++;
    return n;
}

/* What the whole town says as a rule from `first` to now. */
static double expected_in_span(const struct grouper *g, int64_t first)
{
    double hours = fmax((double)(g->clock - first) / WHEN_HOUR, 0.5), expected = 0;

    for (double h = 0; h < hours; h += 0.5)
        expected += 0.5 * rates_expected(&g->alerts.rates, g->clock - (int64_t)(h * WHEN_HOUR));
    return expected;
}

/* Is a third of what a cluster says now acute? A cheerful crowd is not made an incident by two who worry. */
static bool is_worried(const struct grouper *g, const struct cluster *c)
{
    int64_t since = g->clock - (int64_t)SPAN_HOURS * WHEN_HOUR;
    int cued = 0, all = 0;

    for (uint32_t i = c->n; i-- > 0 && all < ASKED_POSTS && item_at(g, c->items[i])->arrival >= since; all++)
        cued += cue_of(item_at(g, c->items[i])) > 0;
    return cued * 3 >= all;
}

static bool places_clash(const struct item *a, const struct item *b)
{
    for (int i = 0; i < a->nplaces; i++)
        for (int k = 0; k < b->nplaces; k++)
            if (a->places[i] == b->places[k])
                return false;
    return a->nplaces && b->nplaces;
}

/*
 * Early posts on an incident share few words, so that grouping may keep them apart. When posts with a crisis mark pile
 * up beyond chance, whatever issue they are in, they are seen as one matter, but for those that name another place.
 */
static void see_marked(const struct grouper *g, struct picture *p, const struct item *it, const struct cluster *home)
{
    static const double usual_share = 0.015, rare = 1e-3;
    struct item *found[POOL];
    int64_t since = g->clock - (int64_t)SPAN_HOURS * WHEN_HOUR;
    int n = 0;

    for (uint32_t i = g->nitems; i-- > 0 && n < POOL && g->items[i].arrival >= since;) {
        struct item *other = &g->items[i];

        if (other->flags & ITEM_CRISIS && !(other->flags & (ITEM_COPY | ITEM_LATE)) && other->time >= since &&
            !places_clash(it, other))
            found[n++] = other;
    }
    if (n < 3 || rates_tail(usual_share * expected_in_span(g, since), n) > rare)
        return;
    for (int i = 0; i < n; i++) {
        const struct cluster *c = &g->clusters[found[i]->cluster];
        bool seen = c == home || !is_worried(g, c);

        for (int k = 0; k < p->nitems && !seen; k++)
            seen = p->items[k] == found[i];
        if (!seen && p->nitems < MOST_NAMED)
            see_item(p, found[i], g->clock);
    }
}

static void look(const struct grouper *g, const struct item *it, const struct cluster *home, struct picture *p)
{
    memset(p, 0, sizeof *p);
    p->first = g->clock;
    see_cluster(g, p, home, false);
    for (int i = 0; i < g->nkin && cue_of(it) > 0; i++) {
        const struct cluster *c = &g->clusters[g->kin[i].cluster];

        if (c->uid == g->kin[i].uid && c != home && is_worried(g, c))
            see_cluster(g, p, c, true);
    }
    if (it->flags & ITEM_CRISIS)
        see_marked(g, p, it, home);
    p->channels = bits(p->channel_set);
    p->quarter_channels = bits(p->quarter_channel_set);
    p->chance = rates_tail(expected_in_span(g, p->first), p->posts);
}

static bool beyond_bound(const struct municipality *town, const struct picture *p)
{
    return p->quarter_posts >= town->posts_per_quarter && p->quarter_authors >= town->authors_per_quarter &&
           p->quarter_channels >= town->channels_per_quarter;
}

/* The level that the picture stands for; LEVEL_COUNT: none. */
static enum alert_level judge(const struct grouper *g, const struct picture *p)
{
    /* In the first week there is no baseline: volume says little, acute first-hand words as much as ever. */
    bool acute = p->authors >= 3 && p->cued >= 3 && p->acute - log10(fmax(p->chance, 1e-6)) >= 9;

    if (acute && beyond_bound(g->town, p))
        return LEVEL_CRISIS;
    if (acute)
        return LEVEL_WAARSCHUWING;
    if (p->authors >= 4 && p->posts >= 5 && p->chance < 0.003)
        return LEVEL_SIGNAAL;
    if (p->authors >= 2 && p->cued >= 2 && p->acute >= 5)
        return LEVEL_SIGNAAL;
    return LEVEL_COUNT;
}

/* ---- telling ---- */

static struct str reason(struct grouper *g, const struct picture *p, enum alert_level level)
{
    int minutes = (int)((g->clock - p->first) / WHEN_MINUTE) + 1;
    bool much = p->chance < 0.01, acute = level != LEVEL_SIGNAAL || p->cued >= 2;
    struct str count = str_printf(&g->arena, "%d berichten van %d afzenders op %d %s in %d minuten", p->posts,
                                  p->authors, p->channels, p->channels == 1 ? "kanaal" : "kanalen", minutes);

    if (acute)
        return str_printf(&g->arena, "%.*s%s, bij %d afzenders met acute taal.", STR_ARG(count),
                          much ? ", ongewoon veel voor dit uur" : "", p->cued);
    return str_printf(&g->arena, "%.*s, ongewoon veel voor dit uur.", STR_ARG(count));
}

static int earliest_first(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

    return a < b ? -1 : a > b;
}

/* What the posts have in common; an older issue that they came to rest in may be named after something else. */
static struct str alert_title(struct grouper *g, const struct cluster *c, const struct picture *p)
{
    const struct item *items[TITLE_ITEMS];
    int n = 0;
    struct str title;

    for (int i = 0; i < p->nitems && n < TITLE_ITEMS; i++)
        items[n++] = p->items[i];
    title = title_of_items(g, items, n, c->title_bytes > 0);
    return title.n ? title : str_copy(&g->arena, (struct str){c->title, c->title_bytes});
}

static void tell(struct grouper *g, const struct watch *w, enum alert_status status, const struct cluster *c,
                 const struct picture *p, struct str why)
{
    int n = p ? p->nitems : 0;
    int64_t *posts = arena_alloc(&g->arena, (size_t)(n + 1) * sizeof *posts);
    int at = g->nchanges;

    for (int i = 0; i < n; i++)
        posts[i] = p->items[i]->seq;
    qsort(posts, (size_t)n, sizeof *posts, earliest_first);
    grouper_change(g, CHANGE_ALERT, w->issue)->alert = (struct alert){.id = w->id,
                                                                      .status = status,
                                                                      .level = (enum alert_level)w->level,
                                                                      .time = g->clock,
                                                                      .issue = w->issue,
                                                                      .reason = why,
                                                                      .posts = posts,
                                                                      .nposts = n};
    if (c)
        g->changes[at].alert.title = alert_title(g, c, p);
}

static bool is_muted(const struct alerts *a, int64_t issue, int64_t now)
{
    for (uint32_t i = 0; i < a->nmutes; i++)
        if (issue && a->mutes[i].issue == issue && a->mutes[i].until > now)
            return true;
    return false;
}

/* Is one of the clusters near the post part of the alert's issue? */
static bool is_kin(const struct grouper *g, const struct watch *w)
{
    for (int i = 0; i < g->nkin && w->issue; i++) {
        const struct cluster *c = &g->clusters[g->kin[i].cluster];

        if (c->uid == g->kin[i].uid && c->id == w->issue)
            return true;
    }
    return false;
}

/* The alert on this matter: that of the issue, or a recent one that named part of what is seen now or whose issue is
 * near. */
static struct watch *watch_of(struct grouper *g, int64_t issue, const struct picture *p)
{
    struct alerts *a = &g->alerts;

    for (uint32_t i = a->n; i-- > 0;)
        if (issue && a->v[i].issue == issue)
            return &a->v[i];
    for (uint32_t i = a->n; i-- > 0 && i + RECENT_WATCHES >= a->n;) {
        int named = 0;

        if (g->clock - a->v[i].last > (int64_t)SAME_HOURS * WHEN_HOUR)
            continue;
        for (int k = 0; k < p->nitems; k++)
            named += p->items[k]->alert == a->v[i].id;
        if (named * 3 >= p->nitems || is_kin(g, &a->v[i]))
            return &a->v[i];
    }
    return NULL;
}

/* The cluster that most of what is seen is in. */
static const struct cluster *main_cluster(const struct grouper *g, const struct picture *p)
{
    uint32_t best = 0, slot = 0;

    for (int i = 0; i < p->nitems; i++) {
        uint32_t n = 0;

        for (int k = 0; k < p->nitems; k++)
            n += p->items[k]->cluster == p->items[i]->cluster;
        if (n > best) {
            best = n;
            slot = p->items[i]->cluster;
        }
    }
    return &g->clusters[slot];
}

static void raise_alert(struct grouper *g, struct picture *p, enum alert_level level)
{
    struct alerts *a = &g->alerts;
    const struct cluster *c = main_cluster(g, p);
    struct watch *w = watch_of(g, c->id, p);
    enum alert_status status = w ? ALERT_VERHOOGD : ALERT_NIEUW;

    if (!w) {
        MEM_GROW(a->v, a->n, a->cap);
        w = &a->v[a->n++];
        *w = (struct watch){.id = a->next_id++};
    }
    if (!w->issue)
        w->issue = c->id;
    w->last = g->clock;
    for (int i = 0; i < p->nitems; i++)
        p->items[i]->alert = w->id;
    if (w->open && level <= (enum alert_level)w->level)
        return;
    w->level = (uint8_t)level;
    w->raised = g->clock;
    w->open = true;
    tell(g, w, status, c, p, reason(g, p, level));
}

/* A post without acute cues can only show that an issue takes up much of what the town says. */
static bool worth_a_look(const struct grouper *g, const struct item *it, const struct cluster *c)
{
    return cue_of(it) > 0 || (c->pulse >= 3 && c->pulse >= 0.3f * g->pulse);
}

void alerts_post(struct grouper *g, uint32_t no)
{
    struct alerts *a = &g->alerts;
    const struct item *it = item_at(g, no);
    const struct cluster *c = &g->clusters[it->cluster];
    enum alert_level level;
    struct picture p;

    rates_advance(&a->rates, g->clock);
    if (it->flags & (ITEM_LATE | ITEM_COPY))
        return;
    a->rates.now++;
    if (is_muted(a, c->id, g->clock) || !worth_a_look(g, it, c))
        return;
    look(g, it, c, &p);
    level = judge(g, &p);
    if (level != LEVEL_COUNT)
        raise_alert(g, &p, level);
}

void alerts_tick(struct grouper *g, int64_t now)
{
    struct alerts *a = &g->alerts;

    rates_advance(&a->rates, g->clock);
    for (uint32_t i = 0; i < a->n; i++) {
        struct watch *w = &a->v[i];
        bool muted = is_muted(a, w->issue, now);

        if (!w->open || (!muted && now - w->last < (int64_t)QUIET_HOURS * WHEN_HOUR))
            continue;
        w->open = false;
        tell(g, w, ALERT_INGETROKKEN, NULL, NULL,
             muted ? STR("Een medewerker heeft dit onderwerp stil gezet.")
                   : STR("Al zes uur geen nieuwe berichten die hierop wijzen."));
    }
}

void alerts_merge(struct alerts *a, int64_t into, int64_t from)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (a->v[i].issue == from)
            a->v[i].issue = into;
    for (uint32_t i = 0; i < a->nmutes; i++)
        if (a->mutes[i].issue == from)
            a->mutes[i].issue = into;
}

void alerts_mute(struct alerts *a, int64_t issue, int64_t until)
{
    MEM_GROW(a->mutes, a->nmutes, a->mutes_cap);
    a->mutes[a->nmutes++] = (struct mute){issue, until};
}

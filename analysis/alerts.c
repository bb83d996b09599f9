/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/alerts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/alert_picture.h"
#include "base/when.h"

enum {
    QUIET_HOURS = 6, /* without new evidence an alert is withdrawn */
    RECENT_WATCHES = 50,
    TITLE_ITEMS = 24,
    SAME_HOURS = 48 /* how long an alert takes in what is near */
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

/* ---- telling ---- */

static struct str reason(struct grouper *g, const struct picture *p, enum alert_level level)
{
    int minutes = (int)((g->clock - p->first) / WHEN_MINUTE) + 1;
    bool much = p->chance < 0.01, acute = level != LEVEL_SIGNAAL || p->cued >= 2;
    struct arena *a = &g->arena;
    struct str span = minutes < 180 ? str_printf(a, "%d minuten", minutes) : str_printf(a, "%d uur", (minutes + 30) / 60);
    struct str text = str_printf(a, "%d berichten van %d afzenders op %d %s in %.*s", p->posts, p->authors, p->channels,
                                 p->channels == 1 ? "kanaal" : "kanalen", STR_ARG(span));

    if (much || !acute)
        text = str_printf(a, "%.*s, %s", STR_ARG(text),
                          has_baseline(g) ? "ongewoon veel voor dit uur" : "veel (nog geen week om mee te vergelijken)");
    if (acute)
        text = str_printf(a, "%.*s, bij %d afzenders met acute taal", STR_ARG(text), p->cued);
    if (p->copies)
        text = str_printf(a, "%.*s; %d %s niet meegeteld", STR_ARG(text), p->copies,
                          p->copies == 1 ? "gelijk bericht" : "gelijke berichten");
    return str_printf(a, "%.*s.", STR_ARG(text));
}

static int earliest_first(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

    return a < b ? -1 : a > b;
}

/* What the posts have in common; an issue that they came to rest in may be named after something else. */
static struct str alert_title(struct grouper *g, const struct cluster *c, const struct picture *p)
{
    const struct item *items[TITLE_ITEMS];
    int n = 0;
    bool own = c->title_rank == TITLE_BY_HAND;
    struct str title;

    for (int i = 0; i < p->nitems; i++) {
        own = own || p->items[i]->seq == c->title_item;
        if (n < TITLE_ITEMS)
            items[n++] = p->items[i];
    }
    title = title_of_items(g, items, n, own && c->title_bytes > 0);
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

/* The alert on this matter: that of the issue, or a recent one that named part of what is seen now or whose issue is near; once
 * withdrawn it must be on the same. */
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
        if ((named * 3 >= p->nitems || is_kin(g, &a->v[i])) && (a->v[i].open || is_same_matter(g, &a->v[i], p)))
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

/* The alert names the item; the earliest it names stay known. */
static void name_item(const struct grouper *g, struct watch *w, struct item *it)
{
    uint32_t no = g->first + (uint32_t)(it - g->items);
    int at = w->nfirst;

    it->alert = w->id;
    if (it->time > w->raised + WHEN_HOUR)
        return;
    while (at > 0 && w->first[at - 1] > no)
        at--;
    if (at == WATCH_FIRST)
        return;
    if (w->nfirst < WATCH_FIRST)
        w->nfirst++;
    memmove(&w->first[at + 1], &w->first[at], (size_t)(w->nfirst - 1 - at) * sizeof *w->first);
    w->first[at] = no;
}

static void raise_alert(struct grouper *g, const struct item *it, struct picture *p, enum alert_level level)
{
    struct alerts *a = &g->alerts;
    const struct cluster *c = main_cluster(g, p);
    struct watch *w = watch_of(g, c->id, p);
    enum alert_status status;
    struct picture own;
    int64_t issue = c->id;

    if (w && w->open && level != LEVEL_SIGNAAL && is_second(g, w, it, &own)) {
        const struct watch *first = w;

        p = &own;
        c = main_cluster(g, p);
        w = watch_of_second(g, first, p);
        issue = c->id == first->issue ? 0 : c->id;
    }
    status = w ? ALERT_VERHOOGD : ALERT_NIEUW;

    if (!w) {
        MEM_GROW(a->v, a->n, a->cap);
        w = &a->v[a->n++];
        *w = (struct watch){.id = a->next_id++, .raised = g->clock};
    }
    if (!w->issue)
        w->issue = issue;
    w->last = g->clock;
    for (int i = 0; i < p->nitems; i++)
        if (!p->items[i]->alert || p == &own)
            name_item(g, w, p->items[i]);
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

bool alerts_count(struct grouper *g, uint32_t no)
{
    const struct item *it = item_at(g, no);

    rates_advance(&g->alerts.rates, g->clock);
    if (it->flags & (ITEM_LATE | ITEM_COPY) || it->original)
        return false;
    g->alerts.rates.now++;
    return true;
}

void alerts_post(struct grouper *g, uint32_t no)
{
    struct alerts *a = &g->alerts;
    const struct item *it = item_at(g, no);
    const struct cluster *c = &g->clusters[it->cluster];
    enum alert_level level;
    struct picture p;

    if (!alerts_count(g, no) || is_muted(a, c->id, g->clock) || !worth_a_look(g, it, c))
        return;
    picture_look(g, it, c, &p);
    level = picture_level(g, &p);
    if (level == LEVEL_COUNT || level == LEVEL_SIGNAAL) {
        struct picture slow;

        picture_of_issue(g, c, &slow);
        if (is_acute_by_itself(g, &slow)) {
            p = slow;
            level = LEVEL_WAARSCHUWING;
        }
    }
    if (level != LEVEL_COUNT)
        raise_alert(g, it, &p, level);
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

void alerts_split(struct grouper *g, int64_t from, uint32_t part)
{
    for (uint32_t i = 0; i < g->alerts.n; i++) {
        struct watch *w = &g->alerts.v[i];
        int live = 0, moved = 0;

        for (int k = 0; k < w->nfirst && w->issue == from; k++)
            if (item_lives(g, w->first[k])) {
                live++;
                moved += item_at(g, w->first[k])->cluster == part;
            }
        if (moved * 2 > live) {
            w->issue = g->clusters[part].id;
            grouper_change(g, CHANGE_MATTER, w->issue)->other = w->id;
        }
    }
}

void alerts_mute(struct alerts *a, int64_t issue, int64_t until)
{
    MEM_GROW(a->mutes, a->nmutes, a->mutes_cap);
    a->mutes[a->nmutes++] = (struct mute){issue, until};
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/alert_picture.h"

#include <math.h>
#include <string.h>

#include "base/when.h"

enum {
    SPAN_HOURS = 3,  /* what counts as now */
    SLOW_HOURS = 24, /* ... of a matter that comes slowly */
    ASKED_POSTS = 32,
    POOL = 64,        /* marked posts that may be one matter */
    BASELINE_DAYS = 7 /* before that it is not known what is usual */
};

/*
 * By the acute danger in the words at the least, without and with a crisis mark. Without one it lies between what posts without a mark
 * tell and what all posts tell: in a town where the marks find less, acute words are all there is.
 */
static const struct {
    float acute;
    double plain, marked;
} cues[] = {
    {1.8f, 3.2, 4.4}, {1.4f, 2.6, 4.2}, {0.7f, 2.0, 4.2}, {0.25f, 0.4, 3.4}, {-0.9f, -1.1, 2.8}, {-INFINITY, -2.3, 2.6},
};

/* The share of ordinary posts that have a cue. */
static const double usual_cued = 0.1;

double cue_of(const struct item *it)
{
    int at = 0;
    double cue;

    while (it->acute < cues[at].acute)
        at++;
    cue = it->flags & ITEM_CRISIS ? cues[at].marked : cues[at].plain;
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

static int64_t story_of(const struct item *it)
{
    return it->original ? it->original : it->seq;
}

static bool is_told_already(const struct picture *p, const struct item *it)
{
    for (int i = 0; i < p->nitems; i++)
        if (story_of(p->items[i]) == story_of(it))
            return true;
    return false;
}

void picture_see(struct picture *p, struct item *it, int64_t now)
{
    bool quarter = it->time > now - 15 * WHEN_MINUTE;

    if (is_told_already(p, it)) {
        p->copies++;
        return;
    }
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
    for (uint32_t i = c->n; i-- > 0 && p->nitems < MOST_NAMED;) {
        struct item *it = item_at(g, c->items[i]);

        if (it->arrival < p->since)
            break;
        if (it->flags & ITEM_LATE || it->time < p->since || (cued_only && cue_of(it) <= 0))
            continue;
        picture_see(p, it, g->clock);
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
            picture_see(p, found[i], g->clock);
    }
}

static void start(struct picture *p, int64_t clock, int hours)
{
    memset(p, 0, sizeof *p);
    p->since = clock - (int64_t)hours * WHEN_HOUR;
    p->first = clock;
}

void picture_start_day(const struct grouper *g, struct picture *p)
{
    start(p, g->clock, SLOW_HOURS);
}

void picture_add_up(const struct grouper *g, struct picture *p)
{
    double expected = expected_in_span(g, p->first);

    p->channels = bits(p->channel_set);
    p->quarter_channels = bits(p->quarter_channel_set);
    p->chance = rates_tail(expected, p->posts);
    p->cued_chance = rates_tail(usual_cued * expected, p->cued);
}

void picture_of_issue(const struct grouper *g, const struct cluster *c, struct picture *p)
{
    start(p, g->clock, SLOW_HOURS);
    see_cluster(g, p, c, false);
    picture_add_up(g, p);
}

void picture_look(const struct grouper *g, const struct item *it, const struct cluster *home, struct picture *p)
{
    start(p, g->clock, SPAN_HOURS);
    see_cluster(g, p, home, false);
    for (int i = 0; i < g->nkin && cue_of(it) > 0; i++) {
        const struct cluster *c = &g->clusters[g->kin[i].cluster];

        if (c->uid == g->kin[i].uid && c != home && is_worried(g, c))
            see_cluster(g, p, c, true);
    }
    if (it->flags & ITEM_CRISIS)
        see_marked(g, p, it, home);
    picture_add_up(g, p);
}

static bool beyond_bound(const struct municipality *town, const struct picture *p)
{
    return p->quarter_posts >= town->posts_per_quarter && p->quarter_authors >= town->authors_per_quarter &&
           p->quarter_channels >= town->channels_per_quarter;
}

/* ---- what tamtam.conf asks for ---- */

struct demand {
    enum alert_level least;
    double evidence; /* 1: as a rule */
};

static int main_theme(const struct picture *p)
{
    int best = -1, most = 0;

    for (int t = 0; t < THEME_COUNT; t++) {
        int n = 0;

        for (int i = 0; i < p->nitems; i++)
            n += (int)(p->items[i]->themes >> t & 1);
        if (n > most) {
            most = n;
            best = t;
        }
    }
    return best;
}

/* The voice of more than half of it; -1: none. */
static int main_voice(const struct picture *p)
{
    for (int v = 0; v < VOICE_COUNT; v++) {
        int n = 0;

        for (int i = 0; i < p->nitems; i++)
            n += p->items[i]->voice == v;
        if (n * 2 > p->nitems)
            return v;
    }
    return -1;
}

static bool fits_hour(const struct alert_rule *rule, int64_t time)
{
    struct civil local = when_local(time);
    int minute = local.hour * 60 + local.minute;

    if (rule->from <= rule->to)
        return minute >= rule->from && minute < rule->to;
    return minute >= rule->from || minute < rule->to;
}

static struct demand demand_of(const struct grouper *g, const struct picture *p)
{
    struct demand d = {LEVEL_SIGNAAL, 1};
    int theme, voice;

    if (!g->town->nalert_rules)
        return d;
    theme = main_theme(p);
    voice = main_voice(p);
    for (int i = 0; i < g->town->nalert_rules; i++) {
        const struct alert_rule *rule = &g->town->alert_rules[i];

        if ((rule->kind == RULE_THEME && rule->which != theme) || (rule->kind == RULE_VOICE && rule->which != voice) ||
            (rule->kind == RULE_HOURS && !fits_hour(rule, g->clock)))
            continue;
        d.least = rule->least > d.least ? rule->least : d.least;
        d.evidence = fmax(d.evidence, rule->evidence / 100.0);
    }
    return d;
}

/* What a chance adds to the evidence: 0..6. */
static double surprise(double chance)
{
    return -log10(fmax(chance, 1e-6));
}

bool is_acute_by_itself(const struct grouper *g, const struct picture *p)
{
    struct demand d = demand_of(g, p);

    return p->authors >= 3 && p->cued >= 3 && p->acute + surprise(p->cued_chance) >= 12 * d.evidence && d.least <= LEVEL_WAARSCHUWING;
}

bool has_baseline(const struct grouper *g)
{
    return g->alerts.rates.hour - g->alerts.rates.start >= BASELINE_DAYS * 24;
}

/* Much, for this hour: in the first week much more is asked, as what is usual is not known. */
static bool is_crowd(const struct grouper *g, const struct picture *p, double evidence)
{
    double often = has_baseline(g) ? 1 : 2;

    return p->authors >= 4 * often * evidence && p->posts >= 5 * often * evidence && p->chance < 0.003 / often;
}

static bool is_acute(const struct picture *p, double evidence)
{
    return p->authors >= 3 && p->cued >= 3 && p->acute + surprise(fmin(p->chance, p->cued_chance)) >= 9.5 * evidence;
}

/* So many at once that two acute posts among them are enough: short cries of the first minutes hold few telling words. */
static bool is_surge(const struct picture *p, double evidence)
{
    return p->authors >= 6 * evidence && p->cued >= 2 && p->cued * 4 >= p->authors && p->chance < 1e-4;
}

/* Acute first-hand words say as much in the first week as ever. */
enum alert_level picture_level(const struct grouper *g, const struct picture *p)
{
    struct demand d = demand_of(g, p);
    bool acute = is_acute(p, d.evidence) || is_surge(p, d.evidence);
    enum alert_level level = LEVEL_COUNT;

    if (acute)
        level = beyond_bound(g->town, p) ? LEVEL_CRISIS : LEVEL_WAARSCHUWING;
    else if (is_crowd(g, p, d.evidence) || (p->authors >= 2 && p->cued >= 2 && p->acute >= 5 * d.evidence))
        level = LEVEL_SIGNAAL;
    return level < d.least ? LEVEL_COUNT : level;
}


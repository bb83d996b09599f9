/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Names for issues: the earliest news headline cut short, in time the one that says most of what the posts say; without any
 * what it is about and where, from the names of concepts and the places of tamtam.conf. Never a resident's sentence,
 * and no name that tamtam.conf does not give.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "analysis/tokens.h"
#include "base/file.h"
#include "base/utf8.h"

enum {
    TITLE_LENGTH = 60, /* bytes */
    ASKED = 24,    /* posts of an issue that are asked for its terms */
    UNSETTLED = 5, /* posts from which a better headline is looked for, */
    SETTLED = 64   /* and up to which */
};

/* ---- what may be named ---- */

static int by_key(const void *x, const void *y)
{
    const struct label *a = x, *b = y;

    return a->key < b->key ? -1 : a->key > b->key;
}

static void add_label(struct labels *l, uint64_t key, struct str text)
{
    MEM_GROW(l->v, l->n, l->cap);
    l->v[l->n++] = (struct label){key, text, 1};
}

static void add_concept(struct labels *l, struct str line)
{
    struct str mark, name;
    char *text;

    str_cut(&line, '\t');
    mark = str_cut(&line, '\t');
    if (!str_starts(mark, STR("concept:")))
        return;
    name = str_sub(mark, strlen("concept:"), mark.n);
    text = str_c(&l->arena, name);
    for (char *c = text; *c; c++)
        if (*c == '-')
            *c = ' ';
    add_label(l, term_key(TERM_CONCEPT, name), (struct str){text, name.n});
}

static void add_concepts(struct labels *l, const char *path)
{
    struct buf file = {0};
    struct str rest, before = {0};
    struct err err;

    if (file_exists(path) && file_read(path, &file, &err) == 0)
        for (rest = buf_str(&file); rest.n;) {
            struct str line = str_cut(&rest, '\n'), mark = line;

            str_cut(&mark, '\t');
            mark = str_cut(&mark, '\t');
            if (!str_eq(mark, before)) /* the entries of a concept stand together */
                add_concept(l, line);
            before = mark;
        }
    buf_release(&file);
}

/* A street or landmark, under the key that the scan gives a name: its normal form. */
static void add_name(struct labels *l, struct tokens *t, struct str name)
{
    const struct token *from, *to;

    tokens_cut(t, name);
    if (!t->n)
        return;
    from = &t->v[0];
    to = &t->v[t->n - 1];
    add_label(l, term_key(TERM_NAME, str_sub(buf_str(&t->fold), from->fold, to->fold + to->foldn - from->fold)), name);
}

static struct label *label_of(const struct labels *l, uint64_t key)
{
    struct label want = {.key = key};

    return l->n ? bsearch(&want, l->v, (size_t)l->n, sizeof want, by_key) : NULL;
}

/* concept-titles.tsv: concepts whose name is no phrase, and those that say little. */
static void read_titles(struct labels *l, const char *path)
{
    struct buf file = {0};
    struct str rest;
    struct err err;

    if (!file_exists(path) || file_read(path, &file, &err)) {
        buf_release(&file);
        return;
    }
    for (rest = buf_str(&file); rest.n;) {
        struct str line = str_cut(&rest, '\n'), name = str_cut(&line, '\t'), title = str_trim(str_cut(&line, '\t'));
        struct label *label = title.n ? label_of(l, term_key(TERM_CONCEPT, name)) : NULL;

        if (!label)
            continue;
        label->text = str_copy(&l->arena, title);
        if (!weight_read(str_trim(line), &label->weight))
            label->weight = 1;
    }
    buf_release(&file);
}

void labels_read(struct labels *l, const char *const *folders, const struct municipality *town)
{
    struct tokens t = {0};
    struct arena a = {0};
    int nfolders = 0;

    for (; folders && folders[nfolders]; nfolders++)
        add_concepts(l, file_path(&a, folders[nfolders], "concepts.tsv"));
    for (int i = 0; i < town->ndistricts; i++) {
        const struct district *d = &town->districts[i];

        for (int k = 0; k < d->streets.n; k++)
            add_name(l, &t, d->streets.v[k]);
        for (int k = 0; k < d->landmarks.n; k++)
            add_name(l, &t, d->landmarks.v[k]);
    }
    if (l->n)
        qsort(l->v, (size_t)l->n, sizeof *l->v, by_key);
    while (nfolders-- > 0) /* the nearer overrides */
        read_titles(l, file_path(&a, folders[nfolders], "words/concept-titles.tsv"));
    tokens_release(&t);
    arena_release(&a);
}

void labels_release(struct labels *l)
{
    free(l->v);
    arena_release(&l->arena);
    *l = (struct labels){0};
}

/* ---- composed of terms ---- */

struct asked {
    uint32_t lemma;
    float weight;
};

static int by_lemma(const void *x, const void *y)
{
    const struct asked *a = x, *b = y;

    return a->lemma < b->lemma ? -1 : a->lemma > b->lemma;
}

/* The best label of a kind: said in two posts at least, in many of them, and seldom elsewhere. */
static struct str best_label(const struct grouper *g, const struct item *const *items, int nitems, enum term_kind kind)
{
    struct asked *asked = mem_calloc((size_t)nitems * ITEM_TERMS + 1, sizeof *asked);
    int n = 0;
    float best = 0;
    struct str text = {0};

    for (int i = 0; i < nitems; i++) {
        const uint32_t *said = lists_at(&g->said, items[i]->terms);

        for (int k = 0; k < items[i]->nterms; k++)
            if (g->lemmas[said_lemma(said[k])].kind == kind)
                asked[n++] = (struct asked){said_lemma(said[k]), said_weight(said[k])};
    }
    qsort(asked, (size_t)n, sizeof *asked, by_lemma);
    for (int i = 0, j; i < n; i = j) {
        const struct lemma *l = &g->lemmas[asked[i].lemma];
        float sum = 0, score;
        const struct label *label;

        for (j = i; j < n && asked[j].lemma == asked[i].lemma; j++)
            sum += asked[j].weight;
        if (j - i < 2 || (j - i) * 4 < nitems || !(label = label_of(&g->labels, l->key)))
            continue;
        score = sum * -logf(lemma_share(g, l)) * label->weight;
        if (score > best || (score >= best && str_cmp(label->text, text) < 0)) {
            best = score;
            text = label->text;
        }
    }
    free(asked);
    return text;
}

/* The district that a third of the posts name. */
static struct str main_district(const struct grouper *g, const struct item *const *items, int nitems)
{
    int best = -1, most = 0;

    for (int d = 0; d < g->town->ndistricts; d++) {
        int n = 0;

        for (int i = 0; i < nitems; i++)
            for (int k = 0; k < items[i]->nplaces; k++)
                n += items[i]->places[k] == d;
        if (n > most && n * 3 >= nitems) {
            best = d;
            most = n;
        }
    }
    return best < 0 ? (struct str){0} : g->town->districts[best].name;
}

static struct str main_theme(const struct item *const *items, int nitems)
{
    int best = -1, most = 0;

    for (int t = 0; t < THEME_COUNT; t++) {
        int n = 0;

        for (int i = 0; i < nitems; i++)
            n += (int)(items[i]->themes >> t & 1);
        if (n > most) {
            best = t;
            most = n;
        }
    }
    return str_of(best < 0 ? "Berichten" : theme_names[best].label);
}

struct str title_of_items(struct grouper *g, const struct item *const *items, int nitems, bool concept_only)
{
    struct str what = best_label(g, items, nitems, TERM_CONCEPT), where = best_label(g, items, nitems, TERM_NAME);
    const char *between;
    char *text;

    if (!what.n && concept_only)
        return what;
    if (!what.n)
        what = main_theme(items, nitems);
    if (!where.n)
        where = main_district(g, items, nitems);
    if (str_find_nocase(what, where) >= 0)
        where = (struct str){0};
    else if (str_find_nocase(where, what) >= 0)
        what = (struct str){0};
    between = !what.n || !where.n ? "" : str_find(what, STR(" ")) < 0 ? " " : ", ";
    text = str_c(&g->arena, str_printf(&g->arena, "%.*s%s%.*s", STR_ARG(what), between, STR_ARG(where)));
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    return str_of(text);
}

static struct str compose(struct grouper *g, const struct cluster *c, bool concept_only)
{
    const struct item *items[ASKED];
    int n = 0;

    for (uint32_t i = c->n; i-- > 0 && n < ASKED; n++)
        items[n] = item_at(g, c->items[i]);
    return title_of_items(g, items, n, concept_only);
}

/* ---- taken from a headline ---- */

struct str headline_of(const struct post *post)
{
    struct str rest = post->text;

    if (!post_is_public(post) || (post->actor_voice != VOICE_MEDIA && post->actor_voice != VOICE_GEMEENTE))
        return (struct str){0};
    if (post->title.n)
        return str_trim(post->title);
    if (str_find(post->text, STR("\n")) < 0)
        return (struct str){0};
    return str_trim(str_cut(&rest, '\n'));
}

/* Up to a colon behind a phrase that says enough by itself: "Grote brand in de haven: sluit ramen en deuren". */
static struct str main_part(struct str line)
{
    enum { ENOUGH = 20 }; /* bytes */
    ptrdiff_t at = str_find(line, STR(": "));

    return at >= ENOUGH ? str_sub(line, 0, (size_t)at) : line;
}

/* Without a leading label ("Liveblog:", "Column -", "VIDEO |"): one short word before a separator. */
static struct str without_label(struct str line)
{
    static const char *const separators[] = {": ", " - ", " – ", " — ", " | "};

    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        ptrdiff_t at = str_find(line, str_of(separators[i]));

        if (at > 0 && at <= 12 && str_find(str_sub(line, 0, (size_t)at), STR(" ")) < 0)
            return str_trim(str_sub(line, (size_t)at + strlen(separators[i]), line.n));
    }
    return line;
}

/* Does it end with a word that leads on? */
static bool ends_open(struct str s)
{
    static const char *const words[] = {
        "van",  "voor", "in",   "op",    "aan",   "met",    "en",    "de",    "het",  "een",  "bij",   "door",
        "te",   "om",   "over", "uit",   "tot",   "na",     "dat",   "als",   "ook",  "die",  "of",    "niet",
        "naar", "tegen", "maar", "want", "omdat", "waar",   "is",    "zijn",  "was",  "wordt", "worden", "werd",
        "heeft", "hebben", "krijgt", "gaat", "gaan", "komt", "komen", "kan", "kunnen", "moet", "moeten", "wil", "willen", "zal",  "zich",
        "onder", "zonder", "per", "nog", "al", "er", "dan", "ten", "ter", "meer", "deze", "dit", "haar", "hun", "zijn"};
    size_t at = s.n;

    while (at > 0 && s.p[at - 1] != ' ')
        at--;
    for (size_t i = 0; at > 0 && i < sizeof words / sizeof *words; i++)
        if (s.n - at == strlen(words[i]) && str_find_nocase(s, str_of(words[i])) >= 0 &&
            str_find_nocase(str_sub(s, at, s.n), str_of(words[i])) == 0)
            return true;
    return at > 0 && s.n - at == 1; /* a lone sign */
}

static struct str drop_word(struct str s)
{
    while (s.n && s.p[s.n - 1] != ' ')
        s.n--;
    s = str_trim(s);
    while (s.n && strchr(",;:-", s.p[s.n - 1]))
        s = str_trim(str_sub(s, 0, s.n - 1));
    return s;
}

/* Cut at a clause where there is one, otherwise at a word that can end a phrase; `sound` tells which. */
static struct str cut_short(struct str line, bool *sound)
{
    static const char *const clauses[] = {", ", ": ", " – ", " — ", "; ", ". ", "? ", " omdat ", " nadat ", " terwijl "};
    enum { LEAST = 12 };
    struct str cut = utf8_prefix(line, TITLE_LENGTH);
    bool whole = cut.n == line.n;

    for (size_t i = 0; !whole && i < sizeof clauses / sizeof *clauses; i++) {
        ptrdiff_t at = str_find(cut, str_of(clauses[i]));

        if (at >= LEAST) {
            cut = str_sub(cut, 0, (size_t)at);
            whole = true;
        }
    }
    *sound = whole;
    if (!whole && line.p[cut.n] != ' ')
        cut = drop_word(cut);
    while (cut.n < line.n && ends_open(cut))
        cut = drop_word(cut);
    while (cut.n && strchr(".,;:", cut.p[cut.n - 1]))
        cut.n--;
    return cut;
}

/* Is there somebody in it, by first name and surname, whom tamtam.conf does not name? */
static bool names_somebody(const struct municipality *town, struct str line)
{
    struct tokens t = {0};
    bool found = false;

    tokens_cut(&t, line);
    for (int i = 1; i < t.n && !found; i++) {
        const struct token *a = &t.v[i - 1], *b = &t.v[i];
        struct str both = str_sub(line, a->at, b->at + b->n - a->at);

        if (a->kind != TOKEN_WORD || b->kind != TOKEN_WORD || !(a->flags & TOKEN_CAPITAL) ||
            !(b->flags & TOKEN_CAPITAL) || (a->flags | b->flags) & (TOKEN_CAPITALS | TOKEN_GAP) ||
            b->flags & TOKEN_COMMA || a->flags & TOKEN_START)
            continue;
        found = true;
        for (int k = 0; k < town->npeople; k++)
            found = found && str_find_nocase(town->people[k].name, both) < 0;
        for (int k = 0; k < town->nactors; k++)
            found = found && str_find_nocase(town->actors[k].name, both) < 0;
        for (int k = 0; k < town->ndistricts; k++) {
            const struct district *d = &town->districts[k];

            found = found && str_find_nocase(d->name, both) < 0;
            for (int n = 0; n < d->landmarks.n; n++)
                found = found && str_find_nocase(d->landmarks.v[n], both) < 0;
        }
    }
    tokens_release(&t);
    return found;
}

/* How much of what its headline says the posts of an issue say too, rare words above all. */
static float centrality(const struct grouper *g, const struct cluster *c, const struct item *it)
{
    const uint32_t *own = lists_at(&g->said, it->terms);
    uint32_t step = (c->n + ASKED - 1) / ASKED;
    float sum = 0, all = 1;

    for (int i = 0; i < it->nheadline; i++) {
        const struct lemma *l = &g->lemmas[said_lemma(own[i])];
        float weight = l->kind == TERM_NAME ? 0 : -logf(lemma_share(g, l));
        int asked = 0, said = 0;

        for (uint32_t k = 0; k < c->n; k += step, asked++) {
            const struct item *other = item_at(g, c->items[k]);

            said += other->seq != it->seq && item_has(g, other, said_lemma(own[i]));
        }
        all += weight * weight;
        sum += weight * weight * (float)said / (float)asked;
    }
    return sum / sqrtf(all);
}

static bool names_official(const struct municipality *town, struct str line)
{
    for (int i = 0; i < town->npeople; i++) {
        struct str surname = town->people[i].name;

        str_cut(&surname, ' ');
        if (surname.n && str_find_nocase(line, surname) >= 0)
            return true;
    }
    return false;
}

/* ---- */

void title_set(struct cluster *c, struct str title, enum title_rank rank, int64_t item)
{
    title = utf8_prefix(str_trim(title), TITLE_BYTES);
    memmove(c->title, title.n ? title.p : "", title.n);
    c->title_bytes = (uint8_t)title.n;
    c->title_rank = (uint8_t)rank;
    c->title_item = item;
}

bool title_compose(struct grouper *g, struct cluster *c)
{
    enum title_rank rank = TITLE_TERMS;
    struct str title;

    if (c->title_rank >= TITLE_HEADLINE)
        return false;
    title = compose(g, c, true);
    if (!title.n && c->title_rank < TITLE_CUT) {
        title = compose(g, c, false);
        rank = TITLE_THEME;
    }
    if (!title.n || str_eq(title, (struct str){c->title, c->title_bytes}))
        return false;
    title_set(c, title, rank, 0);
    return true;
}

/* Nothing but what somebody said? */
static bool is_quote(struct str line)
{
    static const char *const quotes[] = {"'", "\"", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D"};
    int begins = 0, ends = 0;

    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        begins += str_starts(line, str_of(quotes[i]));
        ends += str_ends(line, str_of(quotes[i]));
    }
    return begins && ends;
}

/* A headline as a title: short, and naming nobody. */
static struct str title_of_headline(struct grouper *g, const struct post *post, bool *sound)
{
    struct str cut = cut_short(main_part(without_label(headline_of(post))), sound);
    char *text;

    if (!cut.n || is_quote(cut) || names_somebody(g->town, cut))
        return (struct str){0};
    text = str_c(&g->arena, cut);
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    return (struct str){text, cut.n};
}

uint32_t title_note(struct grouper *g, struct item *it, const struct post *post, uint32_t told[TITLE_WORDS])
{
    bool sound = false;
    struct str title = it->flags & ITEM_NEWS ? title_of_headline(g, post, &sound) : (struct str){0};

    if (!sound || !title.n)
        return 0;
    it->ntitle = (uint8_t)((title.n + sizeof *told - 1) / sizeof *told);
    memset(told, 0, it->ntitle * sizeof *told);
    memcpy(told, title.p, title.n);
    return it->ntitle;
}

static struct str title_at(const struct grouper *g, const struct item *it)
{
    const char *title = (const char *)(lists_at(&g->told, it->text) + it->nsketch + it->nlead);

    return (struct str){title, strnlen(title, it->ntitle * sizeof(uint32_t))};
}

/*
 * Names an issue by the headline that says most of what its posts say. The one that it has gives way to what says much more; and
 * an issue is a matter, hardly ever a person in office.
 */
static bool choose_headline(struct grouper *g, struct cluster *c)
{
    static const float faith = 1.5f, of_person = 0.5f;
    const struct item *best = NULL;
    float most = 0;

    if (c->title_rank == TITLE_BY_HAND || c->n > SETTLED)
        return false;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct item *it = item_at(g, c->items[i]);
        bool is_now = it->seq == c->title_item;
        float own;

        if (!it->ntitle && !is_now)
            continue;
        own = centrality(g, c, it) * (is_now ? faith : names_official(g->town, title_at(g, it)) ? of_person : 1);
        if (own > most) {
            most = own;
            best = it;
        }
    }
    if (!best || best->seq == c->title_item)
        return false;
    title_set(c, title_at(g, best), TITLE_HEADLINE, best->seq);
    return true;
}

void title_follow(struct grouper *g, struct cluster *from, struct cluster *part)
{
    bool goes = false;

    for (uint32_t i = 0; i < part->n && from->title_item; i++)
        goes = goes || item_at(g, part->items[i])->seq == from->title_item;
    if (goes && from->title_rank != TITLE_BY_HAND) {
        title_set(part, (struct str){from->title, from->title_bytes}, (enum title_rank)from->title_rank, from->title_item);
        title_set(from, (struct str){0}, TITLE_NONE, 0);
        if (!choose_headline(g, from))
            title_compose(g, from);
    }
    choose_headline(g, part);
}

bool title_improve(struct grouper *g, struct cluster *c, const struct item *it, const struct post *post)
{
    bool sound = false;

    if (c->title_rank == TITLE_BY_HAND)
        return false;
    if (it->flags & ITEM_NEWS && c->n >= UNSETTLED && choose_headline(g, c))
        return true;
    if (it->flags & ITEM_NEWS && c->n < UNSETTLED && c->title_rank < TITLE_HEADLINE) {
        struct str title = title_of_headline(g, post, &sound);

        if (title.n && (sound || c->title_rank < TITLE_CUT)) {
            title_set(c, title, sound ? TITLE_HEADLINE : TITLE_CUT, it->seq);
            return true;
        }
    }
    return c->id && c->n <= ASKED && title_compose(g, c);
}

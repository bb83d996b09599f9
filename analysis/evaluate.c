/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/evaluate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/record.h"

enum { RESAMPLES = 1000, TONE_MISSES = 15, MISSES = 5, REASONS = 4, TEXT_SHOWN = 160 };

/* Right, wrongly given and missed. */
struct counts {
    long tp, fp, fn;
};

enum set_mark { SET_PLACES, SET_PEOPLE, SET_LEADERSHIP, SET_COUNT };

struct scored {
    uint64_t gold, given; /* bit per class */
    uint32_t known;       /* bit per enum class_group */
    struct counts sets[SET_COUNT];
    uint8_t channel, voice;
};

/* What weighed in. */
struct reason {
    struct str entry;
    float weight;
};

struct miss {
    int figure; /* index in figures */
    struct str id, text;
    struct reason reasons[REASONS];
    int nreasons;
    struct str gold, given; /* the values in words */
    float sureness;
};

struct evaluation {
    struct scored *v;
    int n, cap;
    struct miss *misses;
    int nmisses, misses_cap;
    struct arena arena;
};

/* The headline figures in their order; a group of classes, or a set. */
static const struct figure {
    const char *name, *dutch;
    int group, set; /* -1: not that */
    enum { MACRO_F1, MICRO_F1, ACCURACY } kind;
} figures[] = {
    {"sentiment", "sentiment (macro-F1)", GROUP_SENTIMENT, -1, MACRO_F1},
    {"sentiment_accuracy", "sentiment (aandeel goed)", GROUP_SENTIMENT, -1, ACCURACY},
    {"themes", "thema's (micro-F1)", GROUP_THEME, -1, MICRO_F1},
    {"places", "plaatsen (micro-F1)", -1, SET_PLACES, MICRO_F1},
    {"people", "bestuurders (micro-F1)", -1, SET_PEOPLE, MICRO_F1},
    {"leadership", "leiderschap (micro-F1)", -1, SET_LEADERSHIP, MICRO_F1},
    {"frames", "frames (micro-F1)", GROUP_FRAME, -1, MICRO_F1},
    {"crisis", "crisis (micro-F1)", GROUP_CRISIS, -1, MICRO_F1},
    {"intent", "intentie (macro-F1)", GROUP_INTENT, -1, MACRO_F1},
    {"group", "spreker (aandeel goed)", GROUP_VOICE, -1, ACCURACY},
};
enum { FIGURES = sizeof figures / sizeof *figures };

struct evaluation *evaluation_new(void)
{
    return mem_calloc(1, sizeof(struct evaluation));
}

void evaluation_free(struct evaluation *e)
{
    if (!e)
        return;
    free(e->v);
    free(e->misses);
    arena_release(&e->arena);
    free(e);
}

static uint64_t bits_of(const struct marks *m)
{
    return 1ull << (CLASS_SENTIMENT + (int)m->sentiment) | (uint64_t)m->themes << CLASS_THEME |
           (uint64_t)m->frames << CLASS_FRAME | (uint64_t)m->crisis << CLASS_CRISIS |
           1ull << (CLASS_INTENT + (int)m->intent) | 1ull << (CLASS_VOICE + (int)m->voice);
}

static void count_lists(struct counts *c, const uint16_t *gold, int ngold, const uint16_t *given, int ngiven)
{
    for (int i = 0; i < ngiven; i++)
        for (int k = 0; k < ngold; k++)
            c->tp += gold[k] == given[i];
    c->fp = ngiven - c->tp;
    c->fn = ngold - c->tp;
}

static void count_judgements(struct counts *c, const struct marks *gold, const struct marks *given)
{
    for (int i = 0; i < given->nleadership; i++)
        for (int k = 0; k < gold->nleadership; k++) {
            const struct judgement *a = &given->leadership[i], *b = &gold->leadership[k];

            c->tp += a->person == b->person && a->criterion == b->criterion && a->polarity == b->polarity;
        }
    c->fp = given->nleadership - c->tp;
    c->fn = gold->nleadership - c->tp;
}

/* The family of `why.mark` that a figure's marks have: "theme" of "theme:afval". */
static const char *family_of(const struct figure *f)
{
    static const char *const sets[SET_COUNT] = {"places", "people", "leader"};

    return f->set >= 0 ? sets[f->set] : class_ranges[f->group].name;
}

static bool is_reason(const struct why *w, const struct figure *f)
{
    struct str mark = w->mark;

    return str_is(str_cut(&mark, ':'), family_of(f));
}

static void add_reasons(struct evaluation *e, struct miss *m, const struct whys *whys)
{
    for (int i = 0; whys && i < whys->n && m->nreasons < REASONS; i++)
        if (is_reason(&whys->v[i], &figures[m->figure]))
            m->reasons[m->nreasons++] = (struct reason){str_copy(&e->arena, whys->v[i].entry), whys->v[i].weight};
}

static void add_value(struct buf *b, struct str value)
{
    buf_puts(b, b->n ? " + " : "");
    buf_add(b, value);
}

static void add_classes(struct buf *b, int group, uint64_t bits)
{
    const struct class_range *range = &class_ranges[group];

    for (int c = range->first; c < range->first + range->n; c++)
        if (bits >> c & 1)
            add_value(b, class_name(c));
}

/* Districts, people or judgements by their names in the municipality. */
static void add_names(struct buf *b, int set, const struct marks *m, const struct municipality *town)
{
    for (int i = 0; set == SET_PLACES && i < m->nplaces; i++)
        add_value(b, town->districts[m->places[i]].name);
    for (int i = 0; set == SET_PEOPLE && i < m->npeople; i++)
        add_value(b, town->people[m->people[i]].name);
    for (int i = 0; set == SET_LEADERSHIP && i < m->nleadership; i++) {
        const struct judgement *j = &m->leadership[i];

        add_value(b, town->people[j->person].name);
        buf_printf(b, " %s%s", criterion_names[j->criterion].name, j->polarity < 0 ? "-" : "+");
    }
}

static struct str values_of(struct evaluation *e, const struct figure *f, const struct marks *m, uint64_t bits, const struct municipality *town)
{
    struct buf b = {0};
    struct str text;

    if (f->set < 0)
        add_classes(&b, f->group, bits);
    else if (town)
        add_names(&b, f->set, m, town);
    text = b.n ? str_copy(&e->arena, buf_str(&b)) : STR("geen");
    buf_release(&b);
    return text;
}

/* How sure the program was: of the tone its score, of another mark the evidence for what it gave. */
static float sureness_of(const struct figure *f, const struct marks *marks, const struct whys *whys)
{
    float sum = 0;

    if (f->group == GROUP_SENTIMENT)
        return fabsf(marks->score);
    for (int i = 0; whys && i < whys->n; i++)
        if (is_reason(&whys->v[i], f))
            sum += whys->v[i].weight;
    return sum;
}

static void keep_miss(struct evaluation *e, int figure, const struct scored *s, const struct labelled *post, const struct marks *marks,
                      const struct whys *whys)
{
    const struct figure *f = &figures[figure];
    struct str text = str_sub(post->post.text, 0, TEXT_SHOWN);

    while (text.n && text.n < post->post.text.n && ((unsigned char)post->post.text.p[text.n] & 0xC0) == 0x80)
        text.n--;
    MEM_GROW(e->misses, e->nmisses, e->misses_cap);
    e->misses[e->nmisses++] = (struct miss){.figure = figure,
                                            .id = str_copy(&e->arena, post->post.id),
                                            .text = str_copy(&e->arena, text),
                                            .gold = values_of(e, f, &post->gold, s->gold, post->town),
                                            .given = values_of(e, f, marks, s->given, post->town),
                                            .sureness = sureness_of(f, marks, whys)};
    add_reasons(e, &e->misses[e->nmisses - 1], whys);
}

static bool is_missed(const struct figure *f, const struct scored *s)
{
    const struct class_range *range = f->set < 0 ? &class_ranges[f->group] : NULL;

    if (!range)
        return s->sets[f->set].fp || s->sets[f->set].fn;
    return s->known >> f->group & 1 && ((s->gold ^ s->given) >> range->first & ((1ull << range->n) - 1)) != 0;
}

void evaluation_add(struct evaluation *e, const struct labelled *post, const struct marks *marks,
                    const struct whys *whys)
{
    struct scored s = {.gold = bits_of(&post->gold), .given = bits_of(marks), .known = post->known};

    s.channel = (uint8_t)post->post.channel;
    s.voice = (uint8_t)post->gold.voice;
    count_lists(&s.sets[SET_PLACES], post->gold.places, post->gold.nplaces, marks->places, marks->nplaces);
    count_lists(&s.sets[SET_PEOPLE], post->gold.people, post->gold.npeople, marks->people, marks->npeople);
    count_judgements(&s.sets[SET_LEADERSHIP], &post->gold, marks);
    MEM_GROW(e->v, e->n, e->cap);
    e->v[e->n++] = s;
    for (int f = 0; f < FIGURES; f++)
        if (!(figures[f].kind == ACCURACY && figures[f].group == GROUP_SENTIMENT) && is_missed(&figures[f], &s))
            keep_miss(e, f, &s, post, marks, whys);
}

/* ---- counting */

static void add_counts(struct counts *sum, const struct counts *c)
{
    sum->tp += c->tp;
    sum->fp += c->fp;
    sum->fn += c->fn;
}

static void count_class(struct counts *c, const struct scored *s, int class)
{
    bool gold = s->gold >> class & 1, given = s->given >> class & 1;

    c->tp += gold && given;
    c->fp += given && !gold;
    c->fn += gold && !given;
}

static double f1_of(const struct counts *c)
{
    return c->tp ? 2.0 * (double)c->tp / (double)(2 * c->tp + c->fp + c->fn) : 0;
}

/* Measures something over the posts that `pick` numbers (NULL: all); -1 when none of them tells. */
typedef double (*measure_fn)(const struct evaluation *e, const void *what, const int *pick);

static const struct scored *picked(const struct evaluation *e, const int *pick, int i)
{
    return &e->v[pick ? pick[i] : i];
}

/* Measures a struct figure. */
static double figure_of(const struct evaluation *e, const void *what, const int *pick)
{
    const struct figure *f = what;
    struct counts all = {0}, classes[CLASS_COUNT] = {{0}};
    const struct class_range *range = f->group >= 0 ? &class_ranges[f->group] : NULL;
    double sum = 0;
    int n = 0;

    for (int i = 0; i < e->n; i++) {
        const struct scored *s = picked(e, pick, i);

        if (!range) {
            add_counts(&all, &s->sets[f->set]);
            n++;
        } else if (s->known >> f->group & 1) {
            for (int c = range->first; c < range->first + range->n; c++)
                count_class(&classes[c], s, c);
            n++;
        }
    }
    if (n == 0)
        return -1;
    if (!range)
        return f1_of(&all);
    n = 0;
    for (int c = range->first; c < range->first + range->n; c++) {
        add_counts(&all, &classes[c]);
        if (classes[c].tp + classes[c].fn == 0)
            continue;
        sum += f1_of(&classes[c]);
        n++;
    }
    if (f->kind == MACRO_F1)
        return n ? sum / n : -1;
    return f->kind == ACCURACY ? (double)all.tp / (double)(all.tp + all.fn) : f1_of(&all);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static struct counts counts_of(const struct evaluation *e, int class, const int *pick)
{
    struct counts c = {0};

    for (int i = 0; i < e->n; i++)
        if (picked(e, pick, i)->known >> class_group(class) & 1)
            count_class(&c, picked(e, pick, i), class);
    return c;
}

/* Measures the F1 of a class, an int. */
static double class_f1(const struct evaluation *e, const void *what, const int *pick)
{
    struct counts c = counts_of(e, *(const int *)what, pick);

    return c.tp + c.fp + c.fn ? f1_of(&c) : -1;
}

/* The posts of one channel or speaker. */
struct cut {
    bool by_voice;
    int value;
};

static bool is_in_cut(const struct scored *s, const struct cut *cut)
{
    return (cut->by_voice ? s->voice : s->channel) == cut->value && s->known >> GROUP_SENTIMENT & 1 &&
           (!cut->by_voice || s->known >> GROUP_VOICE & 1);
}

static int cut_size(const struct evaluation *e, const struct cut *cut)
{
    int n = 0;

    for (int i = 0; i < e->n; i++)
        n += is_in_cut(&e->v[i], cut);
    return n;
}

/* Measures the share of a struct cut whose sentiment is right. */
static double share_of(const struct evaluation *e, const void *what, const int *pick)
{
    int right = 0, n = 0;

    for (int i = 0; i < e->n; i++) {
        const struct scored *s = picked(e, pick, i);

        if (!is_in_cut(s, what))
            continue;
        right += (s->gold & s->given & ((1u << SENTIMENT_COUNT) - 1)) != 0;
        n++;
    }
    return n ? (double)right / n : -1;
}

/* A measure with its 95% interval; value -1: nothing to measure. */
struct measured {
    double value, low, high;
};

static struct measured measure(const struct evaluation *e, measure_fn fn, const void *what)
{
    struct measured m = {.value = fn(e, what, NULL)};
    double values[RESAMPLES];
    int *pick = mem_calloc((size_t)e->n + 1, sizeof *pick);
    uint64_t state = 20260302;
    int n = 0;

    for (int k = 0; k < RESAMPLES && m.value >= 0; k++) {
        for (int i = 0; i < e->n; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            pick[i] = (int)((state >> 33) % (uint64_t)e->n);
        }
        values[n] = fn(e, what, pick);
        n += values[n] >= 0;
    }
    free(pick);
    qsort(values, (size_t)n, sizeof *values, by_size);
    m.low = n ? values[n * 25 / 1000] : m.value;
    m.high = n ? values[n * 975 / 1000] : m.value;
    return m;
}

double evaluation_figure(const struct evaluation *e, const char *name)
{
    for (int i = 0; i < FIGURES; i++)
        if (strcmp(figures[i].name, name) == 0)
            return figure_of(e, &figures[i], NULL);
    return -1;
}

/* ---- telling */

static double precision_of(const struct counts *c)
{
    return c->tp ? (double)c->tp / (double)(c->tp + c->fp) : 0;
}

static double recall_of(const struct counts *c)
{
    return c->tp ? (double)c->tp / (double)(c->tp + c->fn) : 0;
}

/* Numbers from there on as Dutch readers write them: 0,81. */
static void put_commas(struct buf *out, size_t from)
{
    for (size_t i = from + 1; i + 1 < out->n; i++)
        if (out->p[i] == '.' && out->p[i - 1] >= '0' && out->p[i - 1] <= '9' && out->p[i + 1] >= '0' && out->p[i + 1] <= '9')
            out->p[i] = ',';
}

static void print_headlines(const struct evaluation *e, bool dutch, struct buf *out)
{
    if (dutch)
        buf_puts(out, "Hoe goed Tamtam berichten leest: wat het programma aan elk bericht gaf, naast wat mensen eraan gaven.\n"
                      "Precisie: welk deel van wat het programma gaf, klopt. Recall: welk deel van wat mensen gaven, het vond. F1: hun\n"
                      "harmonisch gemiddelde; macro telt elke klasse even zwaar, micro elk bericht. Het 95%-interval geeft de onzekerheid\n"
                      "(bootstrap over de berichten). Van berichten waarvan geleerd is, zeggen de cijfers niets over andere berichten.\n\n");
    buf_printf(out, dutch ? "%d berichten\n\n%-28s %8s   %s\n" : "%d posts\n\n%-28s %8s   %s\n", e->n,
               dutch ? "merk" : "mark", dutch ? "cijfer" : "figure", dutch ? "95%-interval" : "95% interval");
    for (int i = 0; i < FIGURES; i++) {
        struct measured m = measure(e, figure_of, &figures[i]);

        if (m.value >= 0)
            buf_printf(out, "%-28s %8.3f   %.3f - %.3f\n", dutch ? figures[i].dutch : figures[i].name, m.value, m.low, m.high);
    }
}

static void print_classes(const struct evaluation *e, bool dutch, struct buf *out)
{
    static const char *const marks[GROUP_COUNT] = {
        [GROUP_SENTIMENT] = "toon", [GROUP_THEME] = "thema", [GROUP_FRAME] = "frame",
        [GROUP_CRISIS] = "crisis", [GROUP_INTENT] = "intentie", [GROUP_VOICE] = "spreker"};

    buf_printf(out, "\n%-40s %9s %9s %9s   %-13s %6s\n", dutch ? "klasse" : "class", dutch ? "precisie" : "precision", "recall",
               "F1", dutch ? "95%-interval" : "95% interval", dutch ? "aantal" : "n");
    for (int class = 0; class < CLASS_LEADER; class ++) {
        struct counts c = counts_of(e, class, NULL);
        struct measured m = measure(e, class_f1, &class);
        enum class_group group = class_group(class);
        struct str name = dutch ? str_of(class_label(class)) : class_name(class);

        if (m.value >= 0)
            buf_printf(out, "%-10s %-29.*s %9.3f %9.3f %9.3f   %.3f - %.3f %6ld\n", dutch ? marks[group] : class_ranges[group].name,
                       STR_ARG(name), precision_of(&c), recall_of(&c), m.value, m.low, m.high, c.tp + c.fn);
    }
}

/* Sentiment per value of a table: the share that is right. */
static void print_shares(const struct evaluation *e, const struct value_name *table, bool by_voice, bool dutch,
                         struct buf *out)
{
    buf_printf(out, "\n%-28s %9s   %-13s %6s\n",
               by_voice ? dutch ? "sentiment per spreker" : "sentiment by speaker"
               : dutch  ? "sentiment per kanaal"
                        : "sentiment by channel",
               dutch ? "goed" : "right", dutch ? "95%-interval" : "95% interval", dutch ? "aantal" : "n");
    for (int value = 0; table[value].name; value++) {
        struct cut cut = {by_voice, value};
        struct measured m = measure(e, share_of, &cut);

        if (m.value >= 0)
            buf_printf(out, "%-28s %9.3f   %.3f - %.3f %6d\n", dutch ? table[value].label : table[value].name, m.value, m.low,
                       m.high, cut_size(e, &cut));
    }
}

static int by_sureness(const void *a, const void *b)
{
    const struct miss *x = a, *y = b;

    if (x->figure != y->figure)
        return x->figure < y->figure ? -1 : 1;
    return x->sureness != y->sureness ? (x->sureness < y->sureness) - (x->sureness > y->sureness) : str_cmp(x->id, y->id);
}

/* The misses of each mark, the surest first, as many as are shown; the caller frees them. */
static struct miss *worst_misses(const struct evaluation *e, int *n)
{
    struct miss *sorted = mem_calloc((size_t)e->nmisses + 1, sizeof *sorted);
    int of_figure = 0;

    for (int i = 0; i < e->nmisses; i++)
        sorted[i] = e->misses[i];
    qsort(sorted, (size_t)e->nmisses, sizeof *sorted, by_sureness);
    *n = 0;
    for (int i = 0; i < e->nmisses; i++) {
        of_figure = i && sorted[i].figure == sorted[i - 1].figure ? of_figure + 1 : 0;
        if (of_figure < (figures[sorted[i].figure].group == GROUP_SENTIMENT ? TONE_MISSES : MISSES))
            sorted[(*n)++] = sorted[i];
    }
    return sorted;
}

/* "@praise +0.62, stinkt +0.40" */
static void add_why(const struct miss *m, entry_teller *dutch, struct buf *out)
{
    for (int i = 0; i < m->nreasons; i++) {
        buf_puts(out, i ? ", " : "");
        if (dutch)
            dutch(out, m->reasons[i].entry);
        else
            buf_add(out, m->reasons[i].entry);
        size_t from = out->n;
        buf_printf(out, " %+.2f", (double)m->reasons[i].weight);
        if (dutch)
            put_commas(out, from);
    }
}

/* The Dutch form is attached to a public register: what residents wrote stays out of it. */
static void print_misses(const struct evaluation *e, entry_teller *dutch, struct buf *out)
{
    int n;
    struct miss *worst = worst_misses(e, &n);

    for (int i = 0; i < n; i++) {
        const struct miss *m = &worst[i];
        const struct figure *f = &figures[m->figure];

        if (i == 0 || m->figure != worst[i - 1].figure)
            buf_printf(out, "\n%s: %s\n", dutch ? "De grootste missers" : "The worst misses", dutch ? f->dutch : f->name);
        buf_printf(out, dutch ? "%.*s: %.*s, moet zijn %.*s" : "%.*s: %.*s, should be %.*s", STR_ARG(m->id), STR_ARG(m->given),
                   STR_ARG(m->gold));
        size_t from = out->n;
        buf_printf(out, " (%.2f)\n", (double)m->sureness);
        if (dutch)
            put_commas(out, from);
        else
            buf_printf(out, "  %.*s\n", STR_ARG(m->text));
        buf_puts(out, dutch ? "  want: " : "  because: ");
        add_why(m, dutch, out);
        buf_putc(out, '\n');
    }
    free(worst);
}

void evaluation_print(const struct evaluation *e, entry_teller *dutch, struct buf *out)
{
    size_t from = out->n;

    print_headlines(e, dutch, out);
    print_classes(e, dutch, out);
    print_shares(e, channel_names, false, dutch, out);
    print_shares(e, voice_names, true, dutch, out);
    if (dutch)
        put_commas(out, from);
    print_misses(e, dutch, out);
}

/* ---- as JSON */

static json_t *rounded(double value)
{
    return json_real(round(value * 10000) / 10000);
}

static void set_measured(json_t *object, const char *name, const struct measured *m)
{
    json_object_set_new(object, name, rounded(m->value));
    json_object_set_new(object, "low", rounded(m->low));
    json_object_set_new(object, "high", rounded(m->high));
}

static json_t *figures_json(const struct evaluation *e)
{
    json_t *array = json_array();

    for (int i = 0; i < FIGURES; i++) {
        struct measured m = measure(e, figure_of, &figures[i]);

        if (m.value < 0)
            continue;
        json_t *item = json_object();
        json_object_set_new(item, "name", json_string(figures[i].name));
        set_measured(item, "value", &m);
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *classes_json(const struct evaluation *e)
{
    json_t *array = json_array();

    for (int class = 0; class < CLASS_LEADER; class ++) {
        struct counts c = counts_of(e, class, NULL);
        struct measured m = measure(e, class_f1, &class);

        if (m.value < 0)
            continue;
        json_t *item = json_object();
        json_object_set_new(item, "mark", json_string(class_ranges[class_group(class)].name));
        json_object_set_new(item, "class", record_string(class_name(class)));
        json_object_set_new(item, "precision", rounded(precision_of(&c)));
        json_object_set_new(item, "recall", rounded(recall_of(&c)));
        set_measured(item, "f1", &m);
        json_object_set_new(item, "n", json_integer(c.tp + c.fn));
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *shares_json(const struct evaluation *e, const struct value_name *table, bool by_voice)
{
    json_t *array = json_array();

    for (int value = 0; table[value].name; value++) {
        struct cut cut = {by_voice, value};
        struct measured m = measure(e, share_of, &cut);

        if (m.value < 0)
            continue;
        json_t *item = json_object();
        json_object_set_new(item, "name", json_string(table[value].name));
        set_measured(item, "right", &m);
        json_object_set_new(item, "n", json_integer(cut_size(e, &cut)));
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *misses_json(const struct evaluation *e)
{
    int n;
    struct miss *worst = worst_misses(e, &n);
    json_t *array = json_array();

    for (int i = 0; i < n; i++) {
        json_t *item = json_object();
        struct buf why = {0};

        add_why(&worst[i], NULL, &why);
        json_object_set_new(item, "mark", json_string(figures[worst[i].figure].name));
        json_object_set_new(item, "id", record_string(worst[i].id));
        json_object_set_new(item, "given", record_string(worst[i].given));
        json_object_set_new(item, "label", record_string(worst[i].gold));
        json_object_set_new(item, "sureness", rounded((double)worst[i].sureness));
        json_object_set_new(item, "text", record_string(worst[i].text));
        json_object_set_new(item, "why", record_string(buf_str(&why)));
        buf_release(&why);
        json_array_append_new(array, item);
    }
    free(worst);
    return array;
}

json_t *evaluation_json(const struct evaluation *e)
{
    json_t *object = json_object();

    json_object_set_new(object, "posts", json_integer(e->n));
    json_object_set_new(object, "figures", figures_json(e));
    json_object_set_new(object, "classes", classes_json(e));
    json_object_set_new(object, "channels", shares_json(e, channel_names, false));
    json_object_set_new(object, "groups", shares_json(e, voice_names, true));
    json_object_set_new(object, "misses", misses_json(e));
    return object;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "base/record.h"
#include "base/when.h"
#include "desk/reason.h"
#include "desk/correct.h"
#include "tamtam/dutch.h"

/* A post with what is said of it, and the page that tells it. */
struct explaining {
    struct cli *cli;
    struct desk desk;
    struct stored_post post;
    struct marks now; /* by the lexicons of this moment */
    struct whys whys;
    struct str text; /* as analysis read it */
    struct buf page;
};

/* ---- values */

static void add_label(struct buf *b, const char *label)
{
    buf_printf(b, "%s%s", b->n && b->p[b->n - 1] != ' ' ? ", " : "", label);
}

static void add_set(struct buf *b, const struct value_name *names, uint32_t bits)
{
    for (int i = 0; names[i].name; i++)
        if (bits >> i & 1)
            add_label(b, names[i].label);
}

static void tone_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    (void)town;
    buf_printf(b, "%s (", sentiment_names[m->sentiment].label);
    dutch_decimal(b, (double)m->score, 2);
    buf_puts(b, " op een schaal van −1 tot 1)");
}

static void themes_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    (void)town;
    add_set(b, theme_names, m->themes);
}

static void places_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    for (int i = 0; i < m->nplaces; i++)
        buf_printf(b, "%s%.*s", i ? ", " : "", STR_ARG(town->districts[m->places[i]].name));
}

static void people_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    for (int i = 0; i < m->npeople; i++)
        buf_printf(b, "%s%.*s", i ? ", " : "", STR_ARG(town->people[m->people[i]].name));
}

static void leadership_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    for (int i = 0; i < m->nleadership; i++) {
        const struct judgement *j = &m->leadership[i];

        buf_printf(b, "%s%.*s: %s %s", i ? "; " : "", STR_ARG(town->people[j->person].name), criterion_names[j->criterion].label,
                   j->polarity > 0 ? "positief" : "negatief");
    }
}

static void frames_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    (void)town;
    add_set(b, frame_names, m->frames);
}

static void crisis_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    (void)town;
    add_set(b, crisis_names, m->crisis);
}

static void intent_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    (void)town;
    buf_puts(b, intent_names[m->intent].label);
}

static void voice_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    (void)town;
    buf_puts(b, voice_names[m->voice].label);
}

static void acute_value(struct buf *b, const struct marks *m, const struct municipality *town)
{
    (void)town;
    if (m->acute > 0)
        dutch_decimal(b, (double)m->acute, 2);
}

/* Each mark: its heading, its value, and the marks of its evidence. */
static const struct section {
    const char *heading;
    void (*value)(struct buf *b, const struct marks *m, const struct municipality *town);
    const char *evidence; /* "theme" also has "theme:afval" */
    const char *more;
} sections[] = {
    {"Toon", tone_value, "sentiment", "tone"},       {"Thema's", themes_value, "theme", NULL},
    {"Plaatsen", places_value, "places", NULL},      {"Bestuurders", people_value, "people", NULL},
    {"Leiderschap", leadership_value, "leader", NULL}, {"Frames", frames_value, "frame", NULL},
    {"Crisis", crisis_value, "crisis", NULL},        {"Acuut gevaar", acute_value, "acute", NULL},
    {"Intentie", intent_value, "intent", NULL},      {"Spreker", voice_value, "voice", NULL},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* ---- evidence */

static bool is_evidence(const struct why *w, const char *mark)
{
    struct str rest = w->mark, name = str_cut(&rest, ':');

    return mark && (str_is(name, mark) || (str_starts(name, str_of(mark)) && name.p[str_of(mark).n] == ' '));
}

/* "  +0,65  afval: “vuilniszakken”, woorden die beginnen met 'vuilnis' (themes.tsv)" */
static void tell_why(struct explaining *e, const struct why *w)
{
    struct buf *b = &e->page;
    struct str value = w->mark, name = str_cut(&value, ':');

    buf_puts(b, w->weight < 0 ? "  " : "  +");
    dutch_decimal(b, (double)w->weight, 2);
    buf_puts(b, "  ");
    for (size_t i = 0; i < value.n; i++)
        buf_putc(b, value.p[i] == '_' ? ' ' : value.p[i]);
    buf_puts(b, value.n ? ": " : "");
    if (w->n)
        buf_printf(b, "“%.*s”, ", STR_ARG(str_sub(e->text, w->at, w->n)));
    reason_entry(b, w->entry);
    if (str_is(name, "tone"))
        buf_puts(b, ", toon van het woord");
    else if (str_is(name, "tone (negated)"))
        buf_puts(b, ", omgekeerd door een ontkenning");
    buf_printf(b, " (%.*s)\n", STR_ARG(w->file));
}

static bool is_same(const struct why *a, const struct why *b)
{
    return str_eq(a->mark, b->mark) && str_eq(a->entry, b->entry) && str_eq(a->file, b->file) && a->at == b->at && a->n == b->n;
}

/* A street through two districts, or one word that names them twice, is told once. */
static bool was_told(const struct whys *whys, int i)
{
    for (int k = 0; k < i; k++)
        if (is_same(&whys->v[k], &whys->v[i]))
            return true;
    return false;
}

static void tell_evidence(struct explaining *e, const char *mark)
{
    for (int i = 0; i < e->whys.n; i++)
        if (is_evidence(&e->whys.v[i], mark) && !was_told(&e->whys, i))
            tell_why(e, &e->whys.v[i]);
}

static void tell_section(struct explaining *e, const struct section *s)
{
    struct buf held = {0}, now = {0};

    s->value(&held, &e->post.marks, &e->desk.town);
    s->value(&now, &e->now, &e->desk.town);
    buf_printf(&e->page, "\n%s: %s\n", s->heading, held.n ? buf_c(&held) : "geen");
    if (!str_eq(buf_str(&held), buf_str(&now)))
        buf_printf(&e->page, "  Het programma zegt nu: %s. De redenen hieronder horen daarbij.\n", now.n ? buf_c(&now) : "geen");
    tell_evidence(e, s->evidence);
    tell_evidence(e, s->more);
    if (s->value == voice_value && e->post.post.actor.n)
        buf_printf(&e->page, "  De schrijver staat in tamtam.conf: %.*s.\n", STR_ARG(e->post.post.actor));
    else if (s->value == voice_value && e->post.post.source_voice != VOICE_NONE)
        buf_puts(&e->page, "  Bepaald door de bron (feeds.conf).\n");
    buf_release(&held);
    buf_release(&now);
}

static void tell_topics(struct explaining *e)
{
    const struct marks *m = &e->post.marks;

    buf_puts(&e->page, "\nGaat over: ");
    for (int i = 0; i < m->ntopics; i++)
        buf_printf(&e->page, "%s%.*s", i ? ", " : "", STR_ARG(m->topics[i]));
    buf_puts(&e->page, m->ntopics ? "\n" : "niets dat in concepts.tsv staat\n");
}

/* A name, or a judgement of a person: "Pieter Hoekstra betrokkenheid -". */
static void add_item(struct buf *b, const json_t *item)
{
    static const char *const parts[] = {"person", "criterion", "polarity"};

    if (json_is_string(item))
        buf_puts(b, json_string_value(item));
    for (size_t i = 0; i < sizeof parts / sizeof *parts && json_is_object(item); i++) {
        const char *part = json_string_value(json_object_get(item, parts[i]));

        buf_printf(b, "%s%s", i ? " " : "", part ? part : "");
    }
}

/* The labels of a correction as the headings have them. */
static void add_labels(struct buf *b, struct str text)
{
    static const char *const words[][2] = {{"sentiment", "toon"}, {"themes", "thema's"}, {"intent", "intentie"},
                                           {"group", "spreker"},  {"frames", "frames"},  {"crisis", "crisis"},
                                           {"places", "plaatsen"}, {"people", "bestuurders"}, {"leadership", "leiderschap"}};
    struct err ignored;
    json_t *object = record_parse(text, &ignored);
    bool first = true;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const json_t *value = json_object_get(object, words[i][0]), *item;
        size_t k;

        if (!value)
            continue;
        buf_printf(b, "%s%s %s", first ? "" : "; ", words[i][1], json_is_string(value) ? json_string_value(value) : "");
        json_array_foreach(value, k, item) {
            buf_puts(b, k ? ", " : "");
            add_item(b, item);
        }
        if (json_is_array(value) && json_array_size(value) == 0)
            buf_puts(b, "geen");
        first = false;
    }
    json_decref(object);
}

static int tell_correction(void *context, const struct action *action)
{
    struct explaining *e = context;

    buf_printf(&e->page, "\nGecorrigeerd door %.*s op ", STR_ARG(action->who));
    dutch_date(&e->page, when_day(action->time));
    buf_puts(&e->page, ": ");
    add_labels(&e->page, action->text);
    buf_puts(&e->page, ".\n");
    return 0;
}

static int tell(struct explaining *e, struct err *err)
{
    const struct post *p = &e->post.post;

    buf_printf(&e->page, "Bericht %lld, %s, ", (long long)p->seq, channel_names[p->channel].label);
    dutch_date(&e->page, when_day(p->time));
    buf_printf(&e->page, "\n\n%.*s\n", STR_ARG(e->text));
    if (store_each_correction(e->desk.store, p->seq, tell_correction, e, err))
        return -1;
    buf_puts(&e->page, "\nPer merk de waarde, en daaronder wat ervoor pleit: het gewicht, de woorden in het bericht waarop het\n"
                       "berust, en de regel met het bestand waarin die staat. De gewichten uit learned.tsv zijn geleerd van\n"
                       "gemerkte berichten en tellen op tot de uitkomst; de regels uit andere bestanden zeggen op welke woorden\n"
                       "sommen als 'woorden van het thema' daarin rusten.\n");
    for (int i = 0; i < SECTIONS; i++)
        tell_section(e, &sections[i]);
    tell_topics(e);
    fwrite(e->page.p, 1, e->page.n, stdout);
    return 0;
}

/* ---- as JSON */

static int add_correction(void *context, const struct action *action)
{
    json_t *item = json_object();
    struct buf time = {0};
    struct err ignored;
    json_t *labels = record_parse(action->text, &ignored);

    when_print(&time, action->time);
    json_object_set_new(item, "by", record_string(action->who));
    json_object_set_new(item, "time", json_string(buf_c(&time)));
    json_object_set_new(item, "labels", labels ? labels : json_object());
    json_array_append_new(context, item);
    buf_release(&time);
    return 0;
}

static int print_json(struct explaining *e, struct err *err)
{
    json_t *object = json_object(), *corrections = json_array();
    int failed = store_each_correction(e->desk.store, e->post.post.seq, add_correction, corrections, err);

    json_object_set_new(object, "id", json_integer(e->post.post.seq));
    json_object_set_new(object, "text", record_string(e->text));
    json_object_set_new(object, "marks", record_of_marks(&e->post.marks, &e->desk.town));
    json_object_set_new(object, "corrections", corrections);
    json_object_set_new(object, "now", record_of_marks(&e->now, &e->desk.town));
    json_object_set_new(object, "why", reason_json(&e->whys, e->text));
    if (!failed) {
        json_dumpf(object, stdout, RECORD_STYLE);
        putchar('\n');
    }
    json_decref(object);
    return failed;
}

static int explain(struct explaining *e, int64_t seq, struct err *err)
{
    struct arena *a = &e->cli->arena;
    const struct post *p = &e->post.post;

    if (store_post(e->desk.store, a, seq, (struct str){0}, &e->desk.town, &e->post, err))
        return -1;
    if (p->seq == 0)
        return err_set(err, "there is no post %lld", (long long)seq);
    e->text = p->title.n ? str_printf(a, "%.*s\n%.*s", STR_ARG(p->title), STR_ARG(p->text)) : p->text;
    analyse_post(e->desk.analyser, e->desk.scratch, p, &e->now, NULL, &e->whys);
    return e->cli->json ? print_json(e, err) : tell(e, err);
}

int cmd_explain(struct cli *cli)
{
    struct explaining e = {.cli = cli};
    struct faults faults = {0};
    struct err err;
    long long seq;
    int failed;

    if (str_to_number(str_of(cli->arguments[0]), INT64_MAX, &seq))
        return cli_misused(cli, "ID is the number of a post, as 'tamtam search' shows it, not '%s'", cli->arguments[0]);
    failed = desk_open(&e.desk, cli->dir, DESK_EXPLAIN, true, &faults, &err) || explain(&e, seq, &err);
    desk_close(&e.desk);
    buf_release(&e.page);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "tamtam/dutch.h"

void words_posts(struct buf *b, int n)
{
    dutch_count(b, n);
    buf_puts(b, n == 1 ? " bericht" : " berichten");
}

void words_tone_counts(struct buf *b, const int tone[SENTIMENT_COUNT])
{
    for (int i = 0; i < SENTIMENT_COUNT; i++) {
        if (i)
            buf_puts(b, ", ");
        dutch_count(b, tone[i]);
        buf_printf(b, " %s", sentiment_names[i].label);
    }
}

const char *words_tone(const int tone[SENTIMENT_COUNT])
{
    int negative = tone[SENTIMENT_NEGATIEF], positive = tone[SENTIMENT_POSITIEF];
    int n = negative + tone[SENTIMENT_NEUTRAAL] + positive;

    if (n < LEAST_SHOWN)
        return "";
    if (negative * 100 >= 55 * n && negative >= 2 * positive)
        return "overwegend negatief";
    if (positive * 100 >= 55 * n && positive >= 2 * negative)
        return "overwegend positief";
    if (negative * 100 >= 30 * n && positive * 100 >= 30 * n)
        return "verdeeld";
    if (tone[SENTIMENT_NEUTRAAL] * 100 >= 70 * n)
        return "zakelijk";
    if (negative > positive + 1)
        return "gemengd, vaker negatief dan positief";
    if (positive > negative + 1)
        return "gemengd, vaker positief dan negatief";
    return "gemengd";
}

void words_trend(struct buf *b, int now, int before)
{
    static const struct {
        double z;
        const char *more, *less;
    } steps[] = {
        {1, "ongeveer gelijk", "ongeveer gelijk"},
        {1.5, "iets meer", "iets minder"},
        {2, "neemt toe", "neemt af"},
        {3, "duidelijk meer", "duidelijk minder"},
        {INFINITY, "sterk gestegen", "sterk gedaald"},
    };
    double z = figures_z(now, before);

    if (now == before) {
        buf_puts(b, "gelijk ");
    } else if (now >= LEAST_SHOWN || before >= LEAST_SHOWN) {
        int i = 0;

        while (fabs(z) >= steps[i].z)
            i++;
        buf_printf(b, "%s ", z > 0 ? steps[i].more : steps[i].less);
    }
    buf_puts(b, "(was ");
    dutch_count(b, before);
    buf_putc(b, ')');
}

void words_moment(struct buf *b, int64_t ms, int64_t now)
{
    int back = when_day(now) - when_day(ms);

    if (back > 0 && back < 7)
        buf_printf(b, "%s ", when_weekday_name(when_weekday(when_day(ms))));
    else if (back != 0) {
        dutch_date_short(b, when_day(ms));
        buf_putc(b, ' ');
    }
    buf_puts(b, "om ");
    dutch_hour(b, ms);
}

struct str words_channel(enum channel channel)
{
    switch (channel) {
    case CHANNEL_NEWS: return STR("nieuws");
    case CHANNEL_FORUM: return STR("fora");
    case CHANNEL_EMAIL: return STR("e-mail");
    case CHANNEL_NEWSPAPER: return STR("krant");
    case CHANNEL_OTHER: return STR("overige");
    default: return str_of(channel_names[channel].label);
    }
}

void words_list(struct buf *b, const struct str *words, int n)
{
    for (int i = 0; i < n; i++) {
        if (i)
            buf_puts(b, i == n - 1 ? " en " : ", ");
        buf_add(b, words[i]);
    }
}

struct str words_actor(struct str name, int n)
{
    return n > 1 && str_is(name, MUNICIPALITY_COUNCIL) ? STR("uit de raad") : name;
}

void words_names(struct buf *b, const struct tallied *list, int n, int most)
{
    for (int i = 0; i < n && i < most; i++) {
        struct str name = words_actor(list[i].name, list[i].n);
        bool begins = !b->n || str_ends(buf_str(b), STR(". "));

        if (i)
            buf_puts(b, ", ");
        if (begins && str_is(list[i].name, MUNICIPALITY_COUNCIL)) {
            buf_putc(b, (char)(name.p[0] - 'a' + 'A'));
            name = str_sub(name, 1, name.n);
        }
        buf_add(b, name);
        if (list[i].n > 1)
            buf_printf(b, " (%s)", DUTCH(list[i].n));
    }
    if (n > most)
        buf_printf(b, " en nog %d", n - most);
}

/* Concepts whose name is no Dutch phrase, by name; the weight says how much it tells of what is going on. */
static const struct topic {
    const char *concept, *title;
    double weight;
} topics[] = {
#include "topics.inc"
};

static int by_concept(const void *key, const void *row)
{
    const struct topic *t = row;

    return str_cmp(*(const struct str *)key, str_of(t->concept));
}

static const struct topic *topic_of(struct str concept)
{
    return bsearch(&concept, topics, sizeof topics / sizeof *topics, sizeof *topics, by_concept);
}

bool words_topic_tells(struct str topic)
{
    static const double least = 0.5;
    const struct topic *known = topic_of(topic);

    return !known || known->weight > least;
}

void words_topic(struct buf *b, struct str topic)
{
    const struct topic *known = topic_of(topic);

    if (known) {
        buf_puts(b, known->title);
        return;
    }
    for (size_t i = 0; i < topic.n; i++)
        buf_putc(b, topic.p[i] == '_' || topic.p[i] == '-' ? ' ' : topic.p[i]);
}

/* A line that goes on in lower case was only wrapped. */
static bool is_wrapped(struct str text, size_t line_end)
{
    struct str rest = str_trim(str_sub(text, line_end, text.n));

    return rest.n && rest.p[0] >= 'a' && rest.p[0] <= 'z';
}

/* How an answer to one person begins. */
static const char *const answer_openings[] = {"@",     "dank",  "bedankt", "beste", "hoi",  "hallo",   "dag ",    "geacht", "hi ",
                                              "goeie", "goede", "sorry",   "wat vervelend", "excuus",  "excuses", "fijn dat je", "stuur ons"};

bool words_may_quote(const struct stored_post *post)
{
    const struct post *p = &post->post;
    struct str text = str_trim(p->title.n ? p->title : p->text);

    if (!post_is_public(p) || post->marks.voice == VOICE_BEVOLKING || p->reply_to.n)
        return false;
    for (size_t i = 0; i < sizeof answer_openings / sizeof *answer_openings; i++) {
        struct str opening = str_of(answer_openings[i]);

        if (str_eq_nocase(str_sub(text, 0, opening.n), opening))
            return false;
    }
    return str_find(text, STR("[naam]")) < 0;
}

/* Stands a pictograph behind this blank, with a capital behind it? It does for a full stop: 'in één ochtend 💪 Rietlanden laat ...'. */
static bool is_stop_sign(struct str text, size_t blank)
{
    size_t next = blank + 1;

    if (text.p[blank] != ' ' || next == text.n || (unsigned char)text.p[next] < 0xf0)
        return false;
    while (next < text.n && ((unsigned char)text.p[next] >= 0x80 || text.p[next] == ' ' || text.p[next] == '"'))
        next++;
    return next < text.n && text.p[next] >= 'A' && text.p[next] <= 'Z';
}

/*
 * The first sentence of `least` bytes: up to a full stop, question or exclamation mark before a blank, a line end, or a pictograph that
 * stands for a stop.
 */
static struct str sentence_of(struct str text, size_t least)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool ends = (c == '.' || c == '?' || c == '!') && (i + 1 == text.n || text.p[i + 1] == ' ' || text.p[i + 1] == '\n');

        if (i >= least && is_stop_sign(text, i))
            return str_sub(text, 0, i);
        if (c == '\n' && i > 0 && !is_wrapped(text, i))
            return str_sub(text, 0, i);
        if (ends && i >= least)
            return str_sub(text, 0, c == '.' ? i : i + 1);
    }
    return text;
}

static struct str first_sentence(struct str text)
{
    return sentence_of(text, 20);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A word that says nothing without the next one: '… voor elke zak restafval in de'. */
static bool leads_on(struct str word)
{
    static const char *const words[] = {"de",   "het", "een", "zo’n", "in",  "op",   "van",  "voor", "met",   "aan",  "bij",
                                        "tot",  "te",  "en",  "of",   "om",  "door", "naar", "uit",  "over",  "als",  "dat",
                                        "die",  "hun", "zijn", "haar", "per", "tussen", "onder", "vanaf", "rond", "tegen", "hoe"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(word, str_of(words[i])))
            return true;
    return false;
}

/* A cut text without the blanks, commas and leading words at its end. */
static struct str without_loose_end(struct str text)
{
    for (;;) {
        size_t n = text.n, word;

        while (n > 0 && (text.p[n - 1] == ' ' || text.p[n - 1] == ',' || text.p[n - 1] == ';' || text.p[n - 1] == ':'))
            n--;
        for (word = n; word > 0 && text.p[word - 1] != ' ';)
            word--;
        if (word == 0 || !leads_on(str_sub(text, word, n - word)))
            return str_sub(text, 0, n);
        text = str_sub(text, 0, word);
    }
}

struct str words_cut(struct str text, size_t most, struct arena *a)
{
    size_t n;

    if (text.n <= most)
        return text;
    n = utf8_prefix(text, most).n;
    while (n > most / 2 && text.p[n] != ' ')
        n--;
    return str_printf(a, "%.*s…", STR_ARG(without_loose_end(str_sub(text, 0, n))));
}

/* What a newsroom puts before a title to say what kind of piece it is. */
static struct str without_rubric(struct str title)
{
    static const char *const rubrics[] = {"ingezonden", "ingezonden brief", "brief", "lezersbrief", "column", "opinie",     "live",    "liveblog",
                                          "update",     "video",            "breaking", "interview", "podcast", "nieuws"};
    static const char *const divided[] = {": ", " – ", " - ", " | "};

    for (size_t i = 0; i < sizeof rubrics / sizeof *rubrics; i++) {
        struct str rubric = str_of(rubrics[i]);
        struct str rest = str_sub(title, rubric.n, title.n);

        for (size_t k = 0; k < sizeof divided / sizeof *divided && str_eq_nocase(str_sub(title, 0, rubric.n), rubric); k++)
            if (str_starts(rest, str_of(divided[k])))
                return str_trim(str_sub(rest, str_of(divided[k]).n, rest.n));
    }
    return title;
}

/* 'Bewoners van de Kade [huisnummer] mogen naar huis': what was masked is not missed. */
static struct str without_mask(struct str text, struct arena *a)
{
    static const struct str mask = STR_INIT(" [huisnummer]");
    ptrdiff_t at = str_find(text, mask);

    while (at >= 0) {
        text = str_printf(a, "%.*s%.*s", (int)at, text.p, STR_ARG(str_sub(text, (size_t)at + mask.n, text.n)));
        at = str_find(text, mask);
    }
    return text;
}

/* Title and body of a post: the body may stand behind a line end in the text. */
static struct str title_of(const struct stored_post *post, struct str *body)
{
    *body = str_trim(post->post.text);
    if (post->post.title.n)
        return without_rubric(str_trim(post->post.title));
    struct str title = first_sentence(*body);
    *body = str_trim(str_sub(*body, title.n + 1, body->n));
    if (post->marks.voice == VOICE_GEMEENTE && str_ends(title, STR("?")) && body->n) { /* 'Woon je in de Bloemenwijk? ...' */
        title = first_sentence(*body);
        *body = str_trim(str_sub(*body, title.n + 1, body->n));
    }
    return without_rubric(str_trim(title));
}

struct str words_headline(const struct stored_post *post, size_t most, struct arena *a)
{
    struct str body;

    return words_cut(without_mask(title_of(post, &body), a), most, a);
}

/* The sentences at the start of a body that fit. */
static struct str first_sentences(struct str body, size_t most)
{
    size_t end = 0;

    while (end < body.n) {
        struct str rest = str_sub(body, end, body.n);
        struct str sentence = first_sentence(rest);
        size_t next = end + sentence.n + (sentence.n < rest.n);

        if (end && next > most)
            break;
        end = next;
        if (end < body.n && body.p[end - 1] == '\n')
            break;
        while (end < body.n && body.p[end] == ' ')
            end++;
    }
    return str_trim(str_sub(body, 0, end));
}

struct str words_lead(const struct stored_post *post, struct str title, size_t most, struct arena *a)
{
    struct str body;
    struct str headline = without_mask(title_of(post, &body), a);
    struct str sentence;

    body = without_mask(body, a);
    sentence = str_trim(first_sentence(body));
    if (sentence.n && words_same(headline, title)) {
        sentence = first_sentences(body, most);
        if (str_ends(sentence, STR(".")))
            sentence = str_sub(sentence, 0, sentence.n - 1);
        return words_cut(sentence, most, a);
    }
    if (sentence.n == 0 || headline.n + sentence.n > most)
        return words_cut(headline, most, a);
    return str_printf(a, "%.*s%s%.*s", STR_ARG(headline), strchr(".?!", headline.p[headline.n - 1]) ? " " : ". ", STR_ARG(sentence));
}

struct str words_short_title(struct str title)
{
    enum { LEAST = 12 };
    ptrdiff_t colon = str_find(title, STR(": "));

    return colon >= LEAST ? str_sub(title, 0, (size_t)colon) : title;
}

struct str words_source(struct str actor, struct arena *a)
{
    ptrdiff_t bracket = str_find(actor, STR(" ("));

    if (bracket < 0 || !str_ends(actor, STR(")")))
        return actor;
    return str_printf(a, "%.*s, %.*s", (int)bracket, actor.p, (int)(actor.n - (size_t)bracket - 3), actor.p + bracket + 2);
}

struct str words_sentence_at(struct str text, size_t at)
{
    size_t from = 0;

    while (from < text.n) {
        struct str rest = str_sub(text, from, text.n);
        struct str sentence = sentence_of(rest, 0);

        if (at < from + sentence.n + 1)
            return str_trim(sentence);
        from += sentence.n + 1;
    }
    return str_trim(text);
}

bool words_say_something(struct str words)
{
    enum { LEAST_WORDS = 4, MOST_ALIKE = 3 };
    int nwords = 0, capitals = 0, letters = 0, alike = 0;

    for (size_t i = 0; i < words.n; i++) {
        char c = words.p[i];

        nwords += is_letter(c) && (i == 0 || words.p[i - 1] == ' ');
        capitals += c >= 'A' && c <= 'Z';
        letters += is_letter(c);
        alike = i && c == words.p[i - 1] && c != ' ' && c != '.' ? alike + 1 : 0;
        if (alike >= MOST_ALIKE)
            return false;
    }
    return nwords >= LEAST_WORDS && capitals * 2 < letters;
}

bool words_same(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;

    return n > 0 && str_eq_nocase(str_sub(a, 0, n), str_sub(b, 0, n));
}

void words_quote(struct buf *b, struct str words)
{
    static const char *const inner[] = {"\"", "'", "‘", "’", "“", "”"};

    buf_puts(b, "‘");
    while (words.n) {
        size_t taken = 0;

        for (size_t i = 0; i < sizeof inner / sizeof *inner && !taken; i++)
            if (str_starts(words, str_of(inner[i])))
                taken = str_of(inner[i]).n;
        /* An apostrophe between letters is no quote. */
        bool letters = b->n && is_letter(b->p[b->n - 1]) && taken < words.n && is_letter(words.p[taken]);
        if (taken && !letters)
            buf_puts(b, "\"");
        else
            buf_add(b, str_sub(words, 0, taken ? taken : 1));
        words = str_sub(words, taken ? taken : 1, words.n);
    }
    buf_puts(b, "’");
}

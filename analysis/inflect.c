/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/inflect.h"

#include <stdio.h>
#include <string.h>

enum { WORD_BYTES = 64 };

static bool is_vowel(char c)
{
    return c && strchr("aeiouy", c);
}

static void add_form(struct forms *f, const char *stem, const char *ending)
{
    size_t n = strlen(stem), m = strlen(ending);
    char *form = f->v[f->n];

    if (f->n >= FORMS_MAX - 1 || n + m >= FORM_BYTES)
        return;
    memcpy(form, stem, n);
    memcpy(form + n, ending, m + 1);
    for (int i = 0; i < f->n; i++)
        if (strcmp(f->v[i], form) == 0)
            return;
    f->n++;
}

static bool ends(const char *word, const char *ending)
{
    size_t n = strlen(word), m = strlen(ending);

    return n >= m && strcmp(word + n - m, ending) == 0;
}

static bool ends_any(const char *word, const char *const *endings)
{
    for (; *endings; endings++)
        if (ends(word, *endings))
            return true;
    return false;
}

/* How many vowels stand right before the last letter. */
static size_t vowels_before_last(const char *word)
{
    size_t n = strlen(word), vowels = 0;

    while (vowels + 1 < n && is_vowel(word[n - 2 - vowels]))
        vowels++;
    return vowels;
}

/* Is the vowel of the last syllable short, as in "bus", with one consonant behind it? */
static bool is_short_closed(const char *word)
{
    size_t n = strlen(word);
    static const char *const unstressed[] = {"el", "er", "em", "en", "ig", "ik", "lijk", "es", "ing", NULL};

    if (n < 3 || is_vowel(word[n - 1]) || strchr("wxj", word[n - 1]) || vowels_before_last(word) != 1)
        return false;
    return n <= 4 || !ends_any(word, unstressed);
}

/* The stem before an ending with a vowel: straat-en -> strat-en, bus-en -> buss-en, brief-en -> briev-en, huis-en ->
 * huiz-en. */
static void open_stem(char *out, const char *word)
{
    size_t n = strlen(word);

    memcpy(out, word, n + 1);
    if (n < 3 || is_vowel(word[n - 1]))
        return;
    if (is_short_closed(word)) {
        out[n] = word[n - 1];
        out[n + 1] = '\0';
        return;
    }
    if (vowels_before_last(word) == 2 && word[n - 2] == word[n - 3] && strchr("aeou", word[n - 2])) {
        out[n - 2] = word[n - 1];
        out[--n] = '\0';
    }
    bool long_vowel = vowels_before_last(word) >= 2 || ends(word, "ijs") || ends(word, "ijf");
    if (out[n - 1] == 'f' && (long_vowel || ends(word, "lf") || ends(word, "rf")))
        out[n - 1] = 'v';
    else if (out[n - 1] == 's' && long_vowel)
        out[n - 1] = 'z';
}

static void add_open(struct forms *f, const char *word, const char *ending)
{
    char stem[WORD_BYTES + 2];

    open_stem(stem, word);
    add_form(f, stem, ending);
}

static void add_diminutive(struct forms *f, const char *word)
{
    size_t n = strlen(word);
    char last = word[n - 1];
    char stem[WORD_BYTES + 2];
    const char *ending = "je";

    memcpy(stem, word, n + 1);
    if (ends(word, "ing")) {
        stem[n - 1] = '\0';
        ending = "kje";
    } else if (is_short_closed(word) && strchr("lmnr", last)) {
        open_stem(stem, word);
        ending = "etje";
    } else if (last == 'm') {
        ending = "pje";
    } else if (is_vowel(last) || strchr("lnrw", last)) {
        if (strchr("aou", last)) {
            stem[n] = last;
            stem[n + 1] = '\0';
        }
        ending = "tje";
    }
    add_form(f, stem, ending);
    strcat(stem, ending);
    add_form(f, stem, "s");
}

static void inflect_noun(struct forms *f, const char *word)
{
    static const char *const with_s[] = {"el", "er", "em", "en", "je", "aar", "oir", "ier", "or", NULL};
    size_t n = strlen(word);

    if (ends(word, "heid")) {
        char stem[WORD_BYTES];

        snprintf(stem, sizeof stem, "%.*s", (int)(n - 3), word);
        add_form(f, stem, "eden");
    } else if (ends(word, "e")) {
        add_form(f, word, "s");
        add_form(f, word, "n");
    } else if (is_vowel(word[n - 1])) {
        add_form(f, word, "'s");
        add_form(f, word, "s");
        add_form(f, word, "en");
    } else {
        add_open(f, word, "en");
        if (ends_any(word, with_s))
            add_form(f, word, "en");
        add_form(f, word, "s");
    }
    add_diminutive(f, word);
}

static void inflect_adjective(struct forms *f, const char *word)
{
    size_t n = strlen(word);

    if (word[n - 1] == 'e') {
        add_form(f, word, "r");
        return;
    }
    add_open(f, word, "e");
    add_open(f, word, "er");
    add_open(f, word, "ere");
    if (word[n - 1] == 'r') {
        add_form(f, word, "der");
        add_form(f, word, "dere");
    }
    add_form(f, word, word[n - 1] == 's' ? "t" : "st");
    add_form(f, word, word[n - 1] == 's' ? "te" : "ste");
    add_form(f, word, "s");
}

/* The stem of an infinitive: maken -> maak, pakken -> pak, leven -> leef, reizen -> reis. */
static void verb_stem(char *out, const char *infinitive)
{
    size_t n = strlen(infinitive) - 2;

    memcpy(out, infinitive, n);
    out[n] = '\0';
    if (n < 2)
        return;
    static const char *const unstressed[] = {"el", "er", "en", "em", NULL};
    char last = out[n - 1];
    bool single = !is_vowel(last) && n >= 2 && is_vowel(out[n - 2]) && (n < 3 || !is_vowel(out[n - 3]));

    if (n >= 3 && last == out[n - 2] && !is_vowel(last)) {
        out[--n] = '\0';
    } else if (single && strchr("aeou", out[n - 2]) && !(n > 4 && ends_any(out, unstressed))) {
        out[n] = last;
        out[n - 1] = out[n - 2];
        out[++n] = '\0';
    }
    if (out[n - 1] == 'v')
        out[n - 1] = 'f';
    else if (out[n - 1] == 'z')
        out[n - 1] = 's';
}

/* The particle of a separable verb, "" when it has none. */
static const char *particle_of(const char *verb)
{
    static const char *const particles[] = {"achter", "samen", "tegen", "terug", "binnen", "vast", "stil",
                                            "dicht",  "kwijt", "klaar", "voor",  "door",   "over", "mee",
                                            "weg",    "neer",  "toe",   "aan",   "bij",    "uit",  "los",
                                            "vol",    "om",    "op",    "af",    "in",     "na",   NULL};

    for (int i = 0; particles[i]; i++) {
        size_t n = strlen(particles[i]);

        if (strncmp(verb, particles[i], n) == 0 && strlen(verb) >= n + 5)
            return particles[i];
    }
    return "";
}

static void add_participle(struct forms *f, const char *infinitive, const char *stem, const char *dental)
{
    static const char *const prefixes[] = {"be", "ge", "ver", "ont", "her", "er", NULL};
    const char *particle = particle_of(infinitive);
    const char *verb = stem + strlen(particle);
    bool prefixed = false;
    char form[2 * WORD_BYTES];

    for (int i = 0; prefixes[i]; i++)
        prefixed |= strncmp(verb, prefixes[i], strlen(prefixes[i])) == 0 && strlen(verb) > strlen(prefixes[i]) + 2;
    snprintf(form, sizeof form, "%s%s%s", particle, prefixed ? "" : "ge", verb);
    const char *ending = form[strlen(form) - 1] == dental[0] ? "" : dental;
    add_form(f, form, ending);
    strcat(form, ending);
    add_open(f, form, "e");
}

static void inflect_verb(struct forms *f, const char *word)
{
    char stem[WORD_BYTES + 2];
    size_t n = strlen(word);

    if (n < 5 || !ends(word, "en"))
        return;
    verb_stem(stem, word);
    char last = stem[strlen(stem) - 1], original = word[n - 3];
    bool voiceless = strchr("tkfsp", original) || ends(stem, "ch") || original == 'x';
    const char *dental = voiceless ? "t" : "d";

    add_form(f, stem, "");
    if (last != 't')
        add_form(f, stem, "t");
    add_form(f, stem, voiceless ? "te" : "de");
    add_form(f, stem, voiceless ? "ten" : "den");
    add_participle(f, word, stem, dental);
    add_form(f, word, "d");
    add_form(f, word, "de");
}

void inflect(struct forms *forms, struct str word, char pos)
{
    char c[WORD_BYTES];

    forms->n = 0;
    if (word.n < 2 || word.n >= WORD_BYTES - 12 || memchr(word.p, '\0', word.n))
        return;
    memcpy(c, word.p, word.n);
    c[word.n] = '\0';
    if (pos == 'n')
        inflect_noun(forms, c);
    else if (pos == 'a')
        inflect_adjective(forms, c);
    else if (pos == 'v')
        inflect_verb(forms, c);
}

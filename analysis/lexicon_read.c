/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The lexicon files: lines to entries, inflected forms, what a nearer folder replaces. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/features.h"
#include "analysis/inflect.h"
#include "analysis/lexicon_build.h"
#include "base/file.h"
#include "base/ini.h"

enum { COLUMNS = 5, FILE_MAX = 64 << 20, FOLDERS_MAX = 16, SAID_AT_FIRST = 1 << 18, OPEN_FILES = 8 };
static const char LEARNED[] = "learned.tsv";
enum column { COLUMN_ENTRY, COLUMN_MARK, COLUMN_WEIGHT, COLUMN_POS, COLUMN_NOTE };

/* A hand-written line that waits for its inflected forms. */
struct line {
    struct fact fact; /* its entry has the text */
    char pos;
};

/* What was said about a mark of an entry, and by which folder. */
struct said {
    uint64_t key;
    int16_t folder;
    int16_t weight; /* thousandths */
    uint32_t entry;
};

struct reader {
    struct lexicon *lx;
    struct faults *faults;
    const char *path;
    int folder, number;
    uint16_t file;
    int first_file, last_file;  /* of this folder, as far as begun */
    uint16_t open[OPEN_FILES];  /* that are being read, each for the one before it */
    int nopen;
    bool unlearned;          /* each learned.tsv is passed over */
    bool learned;            /* it is a learned.tsv */
    uint32_t learned_before; /* groups of classes that a nearer learned.tsv has */
    uint32_t learned_here;
    struct str row_text; /* the entry of the class line before, its key and its number */
    uint64_t row_key;
    uint32_t row_entry;
    struct line *lines;
    int nlines, lines_cap;
    struct said *said; /* open addressing */
    size_t said_size, said_used;
};

/* How a mark is written before the colon, what may stand behind it, and the bounds of its weight. */
static const struct mark_rule {
    const char *name;
    const struct value_name *values; /* of the argument; NULL: it has none */
    int least, most;                 /* thousandths */
} mark_rules[MARK_COUNT] = {
    [MARK_TONE] = {"tone", NULL, -1000, 1000},
    [MARK_NEGATOR] = {"negator", NULL, 0, 1000},
    [MARK_INTENSIFIER] = {"intensifier", NULL, 0, 5000},
    [MARK_DIMINISHER] = {"diminisher", NULL, 0, 5000},
    [MARK_CONTRAST] = {"contrast", NULL, 0, 1000},
    [MARK_IRREALIS] = {"irrealis", NULL, 0, 1000},
    [MARK_QUOTATION] = {"quotation", NULL, 0, 1000},
    [MARK_IRONY] = {"irony", NULL, 0, 1000},
    [MARK_QUESTION] = {"question", NULL, 0, 1000},
    [MARK_PRAISE] = {"praise", NULL, 0, 1000},
    [MARK_BADEVENT] = {"badevent", NULL, 0, 1000},
    [MARK_REVIEW] = {"review", NULL, 0, 1000},
    [MARK_TOLD] = {"told", NULL, 0, 1000},
    [MARK_RISE] = {"rise", NULL, 0, 1000},
    [MARK_FALL] = {"fall", NULL, 0, 1000},
    [MARK_GAIN] = {"gain", NULL, 0, 1000},
    [MARK_BURDEN] = {"burden", NULL, 0, 1000},
    [MARK_THEME] = {"theme", theme_names, 0, 1000},
    [MARK_FRAME] = {"frame", frame_names, 0, 1000},
    [MARK_LEADER] = {"leader", criterion_names, -1000, 1000},
    [MARK_CRISIS] = {"crisis", crisis_names, 0, 1000},
    [MARK_ACUTE] = {"acute", NULL, 0, 1000},
    [MARK_FIRSTHAND] = {"firsthand", NULL, 0, 1000},
    [MARK_HARMLESS] = {"harmless", NULL, -1000, 1000},
    [MARK_INTENT] = {"intent", intent_names, 0, 1000},
    [MARK_VOICE] = {"voice", voice_names, 0, 1000},
    [MARK_NEWSVERB] = {"newsverb", NULL, 0, 1000},
    [MARK_OFFICIALESE] = {"officialese", NULL, 0, 1000},
    [MARK_ROLE] = {"role", NULL, 0, 1000},
    [MARK_TITLE] = {"title", NULL, 0, 1000},
    [MARK_HOMONYM] = {"homonym", NULL, 0, 1000},
    [MARK_CONCEPT] = {"concept", NULL, 0, 1000},
    [MARK_CHATTER] = {"chatter", NULL, 0, 1000},
    [MARK_FILLER] = {"filler", NULL, 0, 1000},
    [MARK_STOP] = {"stop", NULL, 0, 1000},
    [MARK_LANG] = {"lang", NULL, 0, 1000},
};

static bool has_free_argument(int kind)
{
    return kind == MARK_CONCEPT || kind == MARK_LANG;
}

/* ---- what was said before */

static struct said *said_slot(struct said *table, size_t size, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (size - 1);

    while (table[i].key && table[i].key != key)
        i = (i + 1) & (size - 1);
    return &table[i];
}

static void grow_said(struct reader *r)
{
    size_t size = r->said_size ? r->said_size * 2 : SAID_AT_FIRST;
    struct said *table = mem_calloc_table(size, sizeof *table);

    for (size_t i = 0; i < r->said_size; i++)
        if (r->said[i].key)
            *said_slot(table, size, r->said[i].key) = r->said[i];
    free(r->said);
    r->said = table;
    r->said_size = size;
}

/* Remembers that a mark was said of a key; what was said before, or NULL when this is the first. */
static const struct said *say(struct reader *r, uint64_t key, const struct fact *fact)
{
    struct said *s;

    if (r->said_used * 4 >= r->said_size * 3)
        grow_said(r);
    key = (key * 0x9E3779B97F4A7C15u ^ ((uint64_t)fact->kind << 16 | (uint64_t)fact->arg)) * 0xBF58476D1CE4E5B9u | 1;
    s = said_slot(r->said, r->said_size, key);
    if (s->key)
        return s;
    *s = (struct said){key, (int16_t)r->folder, (int16_t)fact->weight, fact->entry};
    r->said_used++;
    return NULL;
}

/* ---- one line */

/* "-0.85" to -850; -1 when it is no number. */
static int read_weight(struct str s, int *weight)
{
    bool negative = s.n && s.p[0] == '-';
    long value = 0, scale = 1000;
    bool point = false, digits = false;

    for (size_t i = negative || (s.n && s.p[0] == '+'); i < s.n; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9' || value > 100000)
            return -1;
        digits = true;
        if (point) {
            scale /= 10;
            value += (s.p[i] - '0') * scale;
        } else {
            value = value * 10 + (s.p[i] - '0') * 1000;
        }
    }
    *weight = (int)(negative ? -value : value);
    return digits ? 0 : -1;
}

static int read_mark(struct reader *r, struct str mark, struct fact *fact)
{
    struct str rest = mark, name = str_cut(&rest, ':');

    for (int kind = 0; kind < MARK_COUNT; kind++) {
        const struct mark_rule *rule = &mark_rules[kind];
        int arg = 0;

        if (!rule->name || !str_is(name, rule->name))
            continue;
        if (rule->values)
            arg = value_of(rule->values, rest);
        else if (has_free_argument(kind))
            arg = rest.n ? lexicon_intern(r->lx, rest) : -1;
        if (arg < 0)
            return -1;
        fact->kind = (uint16_t)kind;
        fact->arg = (uint16_t)arg;
        return 0;
    }
    return -1;
}

/* The form of an entry's text, which loses its marks. */
static enum entry_form take_form(struct str *text)
{
    bool starts = text->p[0] == '*', stops = text->p[text->n - 1] == '*';

    if (text->p[0] == '~' && text->n > 1) {
        *text = str_sub(*text, 1, text->n);
        return FORM_STEM;
    }
    if (memchr(text->p, ' ', text->n))
        return FORM_WORDS;
    if (text->p[0] == '#' && text->n > 1) {
        *text = str_sub(*text, 1, text->n);
        return FORM_TAG;
    }
    if (text->n < 3 || (text->p[0] == ':') || !(starts || stops))
        return FORM_WORDS;
    *text = str_sub(*text, starts, text->n - starts - stops);
    return starts && stops ? FORM_INFIX : starts ? FORM_SUFFIX : FORM_PREFIX;
}

static bool is_pattern(struct str text)
{
    return text.n > 2 && text.p[0] == '/' && text.p[text.n - 1] == '/';
}

/*
 * The same mark twice in one folder: the first holds, and a person should choose. Two spellings of one word ('crèche', 'creche')
 * are well as long as they weigh the same.
 */
static void tell_double(struct reader *r, const struct said *before, struct str text, const struct fact *fact)
{
    const struct lexicon_line *other = lexicon_entry(r->lx, before->entry);
    const char *file = lexicon_file(r->lx, other->file);
    double weight = fact->weight / 1000.0, weight_before = before->weight / 1000.0;

    if (before->folder != r->folder)
        return;
    if (weight * weight_before < 0)
        faults_add(r->faults, r->path, r->number, "tegenspraak: '%.*s' weegt hier %+g, en in %s:%u ('%.*s') %+g; haal een van beide weg",
                   STR_ARG(text), weight, file, other->line, STR_ARG(other->text), weight_before);
    else if (str_eq(other->text, text))
        faults_add(r->faults, r->path, r->number, "'%.*s' staat met dit merk al in %s:%u; haal een van beide weg", STR_ARG(text), file,
                   other->line);
    else if (fact->weight != before->weight)
        faults_add(r->faults, r->path, r->number,
                   "'%.*s' vindt hetzelfde als '%.*s' in %s:%u, maar weegt %+g in plaats van %+g; haal een van beide weg", STR_ARG(text),
                   STR_ARG(other->text), file, other->line, weight, weight_before);
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A capital that stands for itself: not \W, nor behind (?i), nor in a name such as \p{L} or (?<Name>...). */
static bool has_capital(struct str pattern)
{
    if (str_find(pattern, STR("(?")) >= 0 || str_find(pattern, STR("\\p")) >= 0 || str_find(pattern, STR("\\P")) >= 0)
        return false;
    for (size_t i = 0; i < pattern.n; i++) {
        if (pattern.p[i] == '\\')
            i++;
        else if (is_capital(pattern.p[i]))
            return true;
    }
    return false;
}

/* A * that is fast to a word of a row, or a gap at an end; NULL when there is none. */
static const char *misplaced_gap(struct str text)
{
    struct str rest = text, word = {0};

    if (memchr(text.p, ' ', text.n) == NULL || memchr(text.p, '*', text.n) == NULL)
        return NULL;
    for (bool first = true; rest.n; first = false) {
        word = str_cut(&rest, ' ');
        if (first && str_is(word, "*"))
            return "een * aan het begin van een rij woorden vindt niets extra's; laat hem weg";
        if (word.n > 1 && memchr(word.p, '*', word.n))
            return "in een rij woorden is * een eigen woord ('had beter * gekund'); zet er spaties omheen";
    }
    return str_is(word, "*") ? "een * aan het eind van een rij woorden vindt niets extra's; laat hem weg" : NULL;
}

static void tell_never(struct reader *r, struct str text)
{
    faults_add(r->faults, r->path, r->number,
               "'%.*s' kan nooit gevonden worden: schrijf een woord, woorden met spaties, #tag, een emoji of /patroon/", STR_ARG(text));
}

static void read_pattern(struct reader *r, struct str text, struct fact *fact)
{
    struct err err;
    const struct said *before = say(r, str_hash(text), fact);

    if (before) {
        tell_double(r, before, text, fact);
        return;
    }
    if (has_capital(text))
        faults_add(r->faults, r->path, r->number, "'%.*s' kan nooit gevonden worden: een patroon ziet alleen kleine letters",
                   STR_ARG(text));
    else if (fact->weight && lexicon_add_pattern(r->lx, str_sub(text, 1, text.n - 2), fact, &err))
        faults_add(r->faults, r->path, r->number, "%s", err.text);
}

static uint32_t new_entry(struct reader *r, struct str text)
{
    return lexicon_add_entry(r->lx, &(struct lexicon_line){text, r->file, (uint32_t)r->number});
}

static void read_fact(struct reader *r, struct str text, struct fact *fact, char pos)
{
    struct str bare = text;
    enum entry_form form;
    const struct said *before;
    const char *gap;
    uint64_t key;

    fact->entry = new_entry(r, text);
    if (is_pattern(text)) {
        read_pattern(r, text, fact);
        return;
    }
    gap = misplaced_gap(text);
    if (gap) {
        faults_add(r->faults, r->path, r->number, "'%.*s': %s", STR_ARG(text), gap);
        return;
    }
    form = take_form(&bare);
    key = lexicon_key(r->lx, bare, form);
    if (key == 0) {
        tell_never(r, text);
        return;
    }
    lexicon_add_letters(r->lx, bare, fact);
    before = say(r, key, fact);
    if (before) {
        tell_double(r, before, text, fact);
        return;
    }
    if (fact->weight)
        lexicon_add_fact(r->lx, key, fact);
    if (pos != '-' && form == FORM_WORDS) {
        MEM_GROW(r->lines, r->nlines, r->lines_cap);
        r->lines[r->nlines++] = (struct line){*fact, pos};
    }
}

/* The number and key of a class line's entry; lines of one entry stand together. */
static uint32_t new_row(struct reader *r, struct str text)
{
    struct str bare = text;

    if (str_eq(text, r->row_text))
        return r->row_entry;
    r->row_text = text;
    r->row_entry = new_entry(r, text);
    if (text.p[0] != '@') {
        enum entry_form form = take_form(&bare);

        r->row_key = lexicon_key(r->lx, bare, form);
    }
    return r->row_entry;
}

/* ", bedoelt u 'afval'?" with the nearest of a table, or nothing. */
static const char *suggestion(struct arena *a, struct str word, const struct value_name *names)
{
    const char *list[64] = {NULL};
    const char *nearest;

    for (int i = 0; names[i].name && i < 63; i++)
        list[i] = names[i].name;
    nearest = ini_nearest(word, list);
    return nearest ? str_printf(a, ", bedoelt u '%s'?", nearest).p : "; zie lexicons/README.md";
}

static void tell_unknown_class(struct reader *r, struct str mark)
{
    struct str value = mark, name = str_cut(&value, '=');
    const char *groups[GROUP_COUNT + 1] = {NULL}, *nearest = NULL;

    for (int i = 0; i < GROUP_COUNT; i++) {
        groups[i] = class_ranges[i].name;
        if (str_is(name, groups[i])) {
            struct value_name values[CLASS_COUNT + 1] = {{0}};
            struct arena a = {0};

            for (int k = 0; k < class_ranges[i].n; k++)
                values[k].name = str_c(&a, class_name(class_ranges[i].first + k));
            faults_add(r->faults, r->path, r->number, "onbekende klasse '%.*s'%s", STR_ARG(mark), suggestion(&a, value, values));
            arena_release(&a);
            return;
        }
    }
    nearest = ini_nearest(name, groups);
    faults_add(r->faults, r->path, r->number, "onbekende klasse '%.*s'%s%s%s", STR_ARG(mark), nearest ? ", bedoelt u '" : "",
               nearest ? nearest : "; zie lexicons/README.md", nearest ? "=...'?" : "");
}

/* A mark that there is not: the name before the colon, or what stands behind it. */
static void tell_unknown_mark(struct reader *r, struct str mark)
{
    struct str value = mark, name = str_cut(&value, ':');
    struct value_name names[MARK_COUNT + 1] = {{0}};
    struct arena a = {0};
    int n = 0;

    for (int kind = 0; kind < MARK_COUNT; kind++) {
        const struct mark_rule *rule = &mark_rules[kind];

        if (rule->name && str_is(name, rule->name)) {
            if (rule->values)
                faults_add(r->faults, r->path, r->number, "onbekend merk '%.*s'%s", STR_ARG(mark), suggestion(&a, value, rule->values));
            else
                faults_add(r->faults, r->path, r->number, "na '%s:' hoort een naam, zoals %s:%s", rule->name, rule->name,
                           kind == MARK_LANG ? "nl" : "wegafsluiting");
            arena_release(&a);
            return;
        }
        if (rule->name)
            names[n++].name = rule->name;
    }
    faults_add(r->faults, r->path, r->number, "onbekend merk '%.*s'%s", STR_ARG(mark), suggestion(&a, name, names));
    arena_release(&a);
}

static void tell_wrong_weight(struct reader *r, struct str weight)
{
    if (memchr(weight.p, ',', weight.n))
        faults_add(r->faults, r->path, r->number, "gewicht '%.*s': schrijf een punt in plaats van een komma", STR_ARG(weight));
    else
        faults_add(r->faults, r->path, r->number, "gewicht '%.*s' is geen getal; schrijf bijvoorbeeld 0.5 of -0.5", STR_ARG(weight));
}

/* Where two lines weigh an entry for a class, the first, of the nearer folder, holds. */
static void read_class(struct reader *r, struct str text, struct str mark, int weight)
{
    int class = class_of(mark);

    if (class < 0) {
        tell_unknown_class(r, mark);
        return;
    }
    if (r->learned) {
        r->learned_here |= 1u << class_group(class);
        if (r->learned_before >> class_group(class) & 1)
            return;
    }
    if (str_starts(text, STR("@concept:"))) {
        struct str name = str_sub(text, strlen("@concept:"), text.n);

        lexicon_add_concept(r->lx, lexicon_intern(r->lx, name), class, weight, new_row(r, text));
        return;
    }
    if (text.p[0] == '@') {
        int feature = feature_of(text);

        if (feature < 0)
            faults_add(r->faults, r->path, r->number, "onbekend kenmerk '%.*s'; analysis/features.h noemt ze",
                       STR_ARG(text));
        else
            lexicon_add_feature(r->lx, feature, class, weight, new_row(r, text));
        return;
    }
    uint32_t entry = new_row(r, text);
    if (r->row_key == 0)
        tell_never(r, text);
    else
        lexicon_add_weight(r->lx, r->row_key, class, weight, entry);
}

static void read_line(struct reader *r, struct str line)
{
    struct str columns[COLUMNS] = {{0}};
    struct fact fact = {0};
    int weight = 1000;
    char pos;

    for (int i = 0; i < COLUMNS; i++)
        columns[i] = str_trim(str_cut(&line, '\t'));
    struct str entry = columns[COLUMN_ENTRY], mark = columns[COLUMN_MARK];
    if (entry.n == 0 || mark.n == 0 || line.n) {
        faults_add(r->faults, r->path, r->number, "een regel is: ingang, merk, gewicht, woordsoort en toelichting, met tabs ertussen");
        return;
    }
    if (columns[COLUMN_WEIGHT].n && read_weight(columns[COLUMN_WEIGHT], &weight)) {
        tell_wrong_weight(r, columns[COLUMN_WEIGHT]);
        return;
    }
    if (memchr(mark.p, '=', mark.n)) {
        if (weight < -32000 || weight > 32000)
            faults_add(r->faults, r->path, r->number, "het gewicht van een klasse ligt tussen -32 en 32");
        else
            read_class(r, entry, mark, weight);
        return;
    }
    if (read_mark(r, mark, &fact)) {
        tell_unknown_mark(r, mark);
        return;
    }
    const struct mark_rule *rule = &mark_rules[fact.kind];
    if (weight != 0 && (weight < rule->least || weight > rule->most)) {
        faults_add(r->faults, r->path, r->number, "het gewicht van %s ligt tussen %g en %g", rule->name, rule->least / 1000.0,
                   rule->most / 1000.0);
        return;
    }
    pos = columns[COLUMN_POS].n ? columns[COLUMN_POS].p[0] : '-';
    if (columns[COLUMN_POS].n > 1 || !strchr("nav-", pos)) {
        faults_add(r->faults, r->path, r->number, "woordsoort '%.*s' bestaat niet; schrijf n, a, v of -", STR_ARG(columns[COLUMN_POS]));
        return;
    }
    fact.weight = weight;
    read_fact(r, entry, &fact, pos);
}

/* ---- files and folders */

static void read_file(struct reader *r, const char *path, const char *name);

static bool was_begun(const struct reader *r, struct str name)
{
    for (int i = r->first_file; i <= r->last_file; i++)
        if (str_is(name, lexicon_file(r->lx, i)))
            return true;
    return false;
}

static bool is_open(const struct reader *r, struct str name)
{
    for (int i = 0; i < r->nopen; i++)
        if (str_is(name, lexicon_file(r->lx, r->open[i])))
            return true;
    return false;
}

static void tell_cycle(struct reader *r, struct str name)
{
    struct buf way = {0};

    for (int i = 0; i < r->nopen; i++)
        buf_printf(&way, "%s > ", lexicon_file(r->lx, r->open[i]));
    faults_add(r->faults, r->path, r->number, "dit bestand haalt zichzelf binnen: %s%.*s", buf_c(&way), STR_ARG(name));
    buf_release(&way);
}

/* '%include NAME': another file of the same folder at this place; one that was read before is not read again. */
static void read_include(struct reader *r, struct str name)
{
    const char *here = r->path, *path;
    int number = r->number;
    uint16_t file = r->file;
    struct arena a = {0};

    path = str_printf(&a, "%.*s%.*s", (int)(strrchr(here, '/') + 1 - here), here, STR_ARG(name)).p;

    if (name.n == 0 || name.p[0] == '.' || memchr(name.p, '/', name.n) || memchr(name.p, '\0', name.n)) {
        faults_add(r->faults, r->path, r->number, "schrijf %%include met de naam van een bestand in dezelfde map");
    } else if (is_open(r, name)) {
        tell_cycle(r, name);
    } else if (r->nopen == OPEN_FILES) {
        faults_add(r->faults, r->path, r->number, "%%include gaat hoogstens %d bestanden diep", OPEN_FILES);
    } else if (!file_exists(path)) {
        faults_add(r->faults, r->path, r->number, "%%include: er is geen bestand '%.*s' in deze map", STR_ARG(name));
    } else if (!was_begun(r, name)) {
        read_file(r, path, str_c(&a, name));
        r->path = here;
        r->number = number;
        r->file = file;
    }
    arena_release(&a);
}

static void read_text(struct reader *r, struct str text)
{
    static const struct str include = {"%include ", 9};
    bool header = true;

    for (r->number = 1; text.n; r->number++) {
        struct str line = str_cut(&text, '\n');

        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n == 0 || str_is(line, "#") || str_starts(line, STR("# ")))
            continue;
        if (header && !str_starts(line, STR("entry\tmark\tweight")))
            faults_add(r->faults, r->path, r->number,
                       "de eerste regel hoort de kolommen te noemen: entry, mark, weight, pos, note, met tabs ertussen");
        else if (!header && str_starts(line, include))
            read_include(r, str_trim(str_sub(line, include.n, line.n)));
        else if (!header)
            read_line(r, line);
        header = false;
    }
}

static void read_file(struct reader *r, const char *path, const char *name)
{
    struct buf bytes = {.max = FILE_MAX};
    struct err err;

    r->path = path;
    r->row_text = (struct str){0};
    r->last_file = r->file = lexicon_add_file(r->lx, name);
    r->open[r->nopen++] = r->file;
    r->learned = strcmp(lexicon_file(r->lx, r->open[0]), LEARNED) == 0;
    if (file_read(path, &bytes, &err) || bytes.full)
        faults_add(r->faults, path, 0, "%s", bytes.full ? "het bestand is te groot; deel het in bestanden van hoogstens 64 MB" : err.text);
    else
        read_text(r, buf_str(&bytes));
    r->nopen--;
    r->row_text = (struct str){0};
    buf_release(&bytes);
}

/* grouping.tsv has the same form but holds no words: issue_weights.c reads it. */
static int is_lexicon(const struct dirent *d)
{
    return d->d_name[0] != '.' && str_ends(str_of(d->d_name), STR(".tsv")) && strcmp(d->d_name, "grouping.tsv") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Forms by rule give way to what is written out. */
static void add_forms(struct reader *r)
{
    struct forms forms;

    for (int i = 0; i < r->nlines; i++) {
        const struct line *line = &r->lines[i];
        struct str text = lexicon_entry(r->lx, line->fact.entry)->text, head = text, last = text;

        while (memchr(last.p, ' ', last.n))
            str_cut(&last, ' ');
        head.n = text.n - last.n;
        inflect(&forms, last, line->pos);
        for (int f = 0; f < forms.n; f++) {
            char whole[2 * FORM_BYTES];
            size_t n = strlen(forms.v[f]);

            if (head.n + n > sizeof whole)
                continue;
            memcpy(whole, head.p, head.n);
            memcpy(whole + head.n, forms.v[f], n);
            uint64_t key = lexicon_key(r->lx, (struct str){whole, head.n + n}, FORM_WORDS);
            if (key && !say(r, key, &line->fact) && line->fact.weight)
                lexicon_add_fact(r->lx, key, &line->fact);
        }
    }
    r->nlines = 0;
}

/* Reads one folder; the number of lexicons in it. */
static int read_folder(struct reader *r, const char *folder)
{
    struct dirent **list = NULL;
    int n = scandir(folder, &list, is_lexicon, by_bytes);

    if (n < 0 && errno != ENOENT)
        faults_add(r->faults, folder, 0, "de map met lexicons is niet te lezen: %s", strerror(errno));
    r->learned_here = 0;
    r->first_file = r->last_file + 1;
    for (int i = 0; i < n; i++) {
        struct arena a = {0};

        if ((!r->unlearned || strcmp(list[i]->d_name, LEARNED)) && !was_begun(r, str_of(list[i]->d_name)))
            read_file(r, file_path(&a, folder, list[i]->d_name), list[i]->d_name);
        arena_release(&a);
        free(list[i]);
    }
    free(list);
    add_forms(r);
    r->learned_before |= r->learned_here;
    r->folder++;
    return n > 0 ? n : 0;
}

static int read_folders(struct reader *r, const char *const *folders, const struct municipality *town, struct lexicon **out,
                        struct err *err)
{
    int n = 0;

    r->lx = lexicon_empty();
    r->last_file = -1;
    for (int i = 0; folders[i] && i < FOLDERS_MAX; i++)
        n += read_folder(r, folders[i]);
    if (town)
        lexicon_add_town(r->lx, town);
    free(r->lines);
    free(r->said);
    lexicon_finish(r->lx);
    if (n == 0) {
        lexicon_free(r->lx);
        return err_set(err, "geen lexicon gevonden in %s", folders[0] ? folders[0] : "geen enkele map");
    }
    *out = r->lx;
    return 0;
}

int lexicon_new(struct lexicon **out, const char *const *folders, const struct municipality *town,
                struct faults *faults, struct err *err)
{
    struct reader r = {.faults = faults};

    return read_folders(&r, folders, town, out, err);
}

int lexicon_new_unlearned(struct lexicon **out, const char *const *folders, const struct municipality *town,
                          struct faults *faults, struct err *err)
{
    struct reader r = {.faults = faults, .unlearned = true};

    return read_folders(&r, folders, town, out, err);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The lexicon files: lines to entries, inflected forms, what a nearer folder replaces. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/features.h"
#include "analysis/inflect.h"
#include "analysis/lexicon_build.h"
#include "base/file.h"

enum { COLUMNS = 5, FILE_MAX = 64 << 20, FOLDERS_MAX = 16, SAID_AT_FIRST = 1 << 18 };
static const char LEARNED[] = "learned.tsv";
enum column { COLUMN_ENTRY, COLUMN_MARK, COLUMN_WEIGHT, COLUMN_POS, COLUMN_NOTE };

/* A hand-written line that waits for its inflected forms. */
struct line {
    struct str text;
    struct fact fact;
    char pos;
};

/* What was said about a mark of an entry, and by which folder. */
struct said {
    uint64_t key;
    int folder;
    uint32_t entry;
};

struct reader {
    struct lexicon *lx;
    struct faults *faults;
    const char *path;
    int folder, number;
    uint16_t file;
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
    [MARK_THEME] = {"theme", theme_names, 0, 1000},
    [MARK_FRAME] = {"frame", frame_names, 0, 1000},
    [MARK_LEADER] = {"leader", criterion_names, -1000, 1000},
    [MARK_CRISIS] = {"crisis", crisis_names, 0, 1000},
    [MARK_ACUTE] = {"acute", NULL, 0, 1000},
    [MARK_FIRSTHAND] = {"firsthand", NULL, 0, 1000},
    [MARK_HARMLESS] = {"harmless", NULL, 0, 1000},
    [MARK_INTENT] = {"intent", intent_names, 0, 1000},
    [MARK_VOICE] = {"voice", voice_names, 0, 1000},
    [MARK_NEWSVERB] = {"newsverb", NULL, 0, 1000},
    [MARK_OFFICIALESE] = {"officialese", NULL, 0, 1000},
    [MARK_ROLE] = {"role", NULL, 0, 1000},
    [MARK_TITLE] = {"title", NULL, 0, 1000},
    [MARK_HOMONYM] = {"homonym", NULL, 0, 1000},
    [MARK_CONCEPT] = {"concept", NULL, 0, 1000},
    [MARK_CHATTER] = {"chatter", NULL, 0, 1000},
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
    struct said *table = mem_calloc(size, sizeof *table);

    for (size_t i = 0; i < r->said_size; i++)
        if (r->said[i].key)
            *said_slot(table, size, r->said[i].key) = r->said[i];
    free(r->said);
    r->said = table;
    r->said_size = size;
}

/* Remembers that a mark was said of a key; what was said before, or NULL when this is the first. */
static const struct said *say(struct reader *r, uint64_t key, int kind, int arg, uint32_t entry)
{
    struct said *s;

    if (r->said_used * 2 >= r->said_size)
        grow_said(r);
    key = (key * 0x9E3779B97F4A7C15u ^ ((uint64_t)kind << 16 | (uint64_t)arg)) * 0xBF58476D1CE4E5B9u | 1;
    s = said_slot(r->said, r->said_size, key);
    if (s->key)
        return s;
    *s = (struct said){key, r->folder, entry};
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

static void tell_double(struct reader *r, const struct said *before, struct str text)
{
    const struct lexicon_line *other = lexicon_entry(r->lx, before->entry);

    if (before->folder == r->folder && str_eq(other->text, text))
        faults_add(r->faults, r->path, r->number, "'%.*s' stands in %s:%u already with this mark", STR_ARG(text),
                   lexicon_file(r->lx, other->file), other->line);
}

static void read_pattern(struct reader *r, struct str text, struct fact *fact)
{
    struct err err;
    const struct said *before = say(r, str_hash(text), fact->kind, fact->arg, fact->entry);

    if (before) {
        tell_double(r, before, text);
        return;
    }
    if (fact->weight && lexicon_add_pattern(r->lx, str_sub(text, 1, text.n - 2), fact, &err))
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
    uint64_t key;

    fact->entry = new_entry(r, text);
    if (is_pattern(text)) {
        read_pattern(r, text, fact);
        return;
    }
    form = take_form(&bare);
    key = lexicon_key(r->lx, bare, form);
    if (key == 0) {
        faults_add(r->faults, r->path, r->number, "entry '%.*s' can never match", STR_ARG(text));
        return;
    }
    before = say(r, key, fact->kind, fact->arg, fact->entry);
    if (before) {
        tell_double(r, before, text);
        return;
    }
    if (fact->weight)
        lexicon_add_fact(r->lx, key, fact);
    if (pos != '-' && form == FORM_WORDS) {
        MEM_GROW(r->lines, r->nlines, r->lines_cap);
        r->lines[r->nlines++] = (struct line){bare, *fact, pos};
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

/* Where two lines weigh an entry for a class, the first, of the nearer folder, holds. */
static void read_class(struct reader *r, struct str text, struct str mark, int weight)
{
    int class = class_of(mark);

    if (class < 0) {
        faults_add(r->faults, r->path, r->number, "unknown class '%.*s'", STR_ARG(mark));
        return;
    }
    if (r->learned) {
        r->learned_here |= 1u << class_group(class);
        if (r->learned_before >> class_group(class) & 1)
            return;
    }
    if (text.p[0] == '@') {
        int feature = feature_of(text);

        if (feature < 0)
            faults_add(r->faults, r->path, r->number, "unknown feature '%.*s'", STR_ARG(text));
        else
            lexicon_add_feature(r->lx, feature, class, weight, new_row(r, text));
        return;
    }
    uint32_t entry = new_row(r, text);
    if (r->row_key == 0)
        faults_add(r->faults, r->path, r->number, "entry '%.*s' can never match", STR_ARG(text));
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
    if (entry.n == 0 || mark.n == 0) {
        faults_add(r->faults, r->path, r->number, "a line is entry, mark, weight, pos and note with tabs between");
        return;
    }
    if (columns[COLUMN_WEIGHT].n && read_weight(columns[COLUMN_WEIGHT], &weight)) {
        faults_add(r->faults, r->path, r->number, "weight '%.*s' is no number", STR_ARG(columns[COLUMN_WEIGHT]));
        return;
    }
    if (memchr(mark.p, '=', mark.n)) {
        if (weight < -32000 || weight > 32000)
            faults_add(r->faults, r->path, r->number, "weight of a class is -32 to 32");
        else
            read_class(r, entry, mark, weight);
        return;
    }
    if (read_mark(r, mark, &fact)) {
        faults_add(r->faults, r->path, r->number, "unknown mark '%.*s'", STR_ARG(mark));
        return;
    }
    const struct mark_rule *rule = &mark_rules[fact.kind];
    if (weight != 0 && (weight < rule->least || weight > rule->most)) {
        faults_add(r->faults, r->path, r->number, "weight of %s is %g to %g", rule->name, rule->least / 1000.0,
                   rule->most / 1000.0);
        return;
    }
    pos = columns[COLUMN_POS].n ? columns[COLUMN_POS].p[0] : '-';
    if (columns[COLUMN_POS].n > 1 || !strchr("nav-", pos)) {
        faults_add(r->faults, r->path, r->number, "pos '%.*s' is none of n, a, v, -", STR_ARG(columns[COLUMN_POS]));
        return;
    }
    fact.weight = weight;
    read_fact(r, entry, &fact, pos);
}

/* ---- files and folders */

static void read_text(struct reader *r, struct str text)
{
    bool header = true;

    for (r->number = 1; text.n; r->number++) {
        struct str line = str_cut(&text, '\n');

        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n == 0 || str_is(line, "#") || str_starts(line, STR("# ")))
            continue;
        if (header && !str_starts(line, STR("entry\tmark\tweight")))
            faults_add(r->faults, r->path, r->number, "the columns' names are missing: entry, mark, weight, pos, note");
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
    r->file = lexicon_add_file(r->lx, name);
    r->learned = strcmp(name, LEARNED) == 0;
    if (file_read(path, &bytes, &err) || bytes.full)
        faults_add(r->faults, path, 0, "%s", bytes.full ? "the file is too large" : err.text);
    else
        read_text(r, str_copy(lexicon_arena(r->lx), buf_str(&bytes)));
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
        struct str text = line->text, head = text, last = text;

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
            if (key && !say(r, key, line->fact.kind, line->fact.arg, line->fact.entry) && line->fact.weight)
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

    r->learned_here = 0;
    for (int i = 0; i < n; i++) {
        struct arena a = {0};

        if (!r->unlearned || strcmp(list[i]->d_name, LEARNED))
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
    for (int i = 0; folders[i] && i < FOLDERS_MAX; i++)
        n += read_folder(r, folders[i]);
    if (town)
        lexicon_add_town(r->lx, town);
    lexicon_finish(r->lx);
    free(r->lines);
    free(r->said);
    if (n == 0) {
        lexicon_free(r->lx);
        return err_set(err, "no lexicon found in %s", folders[0] ? folders[0] : "no folder");
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

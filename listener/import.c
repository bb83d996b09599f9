/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/import.h"

#include <string.h>

#include "base/file.h"
#include "base/record.h"
#include "base/utf8.h"
#include "listener/csv.h"
#include "listener/date.h"
#include "listener/encoding.h"
#include "listener/html.h"
#include "listener/import_mail.h"

#define IMPORT_ROW(id, name, label) {name, label},
const struct value_name import_names[] = {IMPORT_KINDS(IMPORT_ROW){NULL, NULL}};

enum { MOST_BYTES = 1 << 29, MOST_ALTERNATIVES = 24 };

/* ---- fields and the columns they stand in ---- */

enum field {
    AS_ID,
    AS_TIME,
    AS_CLOCK,
    AS_CHANNEL,
    AS_SOURCE,
    AS_AUTHOR,
    AS_TITLE,
    AS_TEXT,
    AS_URL,
    AS_TAGS,
    AS_REPLY_TO,
    AS_LANG,
    AS_STATUS,
    FIELDS
};

/* Names of columns, lower case, the likeliest first, divided by '|'. */
struct mapping {
    const char *name;
    const char *channel; /* what such a file is, where no column tells */
    const char *columns[FIELDS];
};

/* clang-format off */
static const char *const field_names[FIELDS + 1] = {"id",  "time", "clock", "channel", "source",   "author",
                                                    "title", "text", "url",   "tags",    "reply_to", "lang",
                                                    "status"};

static const struct mapping usual = {
    .columns = {
        [AS_ID] = "id|zaaknummer|meldingnummer|nummer|kenmerk|contactnummer|document id|bericht id",
        [AS_TIME] = "time|datum|datum/tijd|datum en tijd|datumtijd|tijdstip|date|timestamp|aangemaakt op|aangemaakt|"
                    "ontvangen|geplaatst op|published|publicatiedatum|created_time|created",
        [AS_CLOCK] = "tijd|clock|uur",
        [AS_CHANNEL] = "channel|kanaal|contactkanaal|type|medium|platform|source type|bron type|brontype",
        [AS_SOURCE] = "source|bron|publicatie|titel publicatie|krant|source name",
        [AS_AUTHOR] = "author|auteur|afzender|naam|author name|gebruiker|gebruikersnaam|influencer|medewerker",
        [AS_TITLE] = "title|titel|kop|headline|onderwerp|subject",
        [AS_TEXT] = "text|tekst|bericht|omschrijving|inhoud|toelichting|notitie|message|content|bericht tekst|"
                    "hit sentence|snippet|samenvatting|comment|vraag",
        [AS_URL] = "url|link|permalink|adres|permalink_url",
        [AS_TAGS] = "tags|labels|trefwoorden|hashtags",
        [AS_REPLY_TO] = "reply_to|reactie op|parent id",
        [AS_LANG] = "source_lang|lang|taal|language",
        [AS_STATUS] = "status|afhandelstatus|zaakstatus|afhandeling|afgehandeld|state",
    },
};

/* What the exports of other tools call their columns; what isn't here is found by the usual names. */
static const struct mapping ready_mappings[] = {
    {"obi4wan", NULL,
     {[AS_TIME] = "datum|publicatiedatum|published",
      [AS_CLOCK] = "tijd",
      [AS_CHANNEL] = "brontype|bron type|mediatype|type",
      [AS_SOURCE] = "bron|website",
      [AS_AUTHOR] = "auteur|gebruikersnaam",
      [AS_TITLE] = "titel",
      [AS_TEXT] = "bericht|tekst|content|inhoud",
      [AS_URL] = "url|link",
      [AS_TAGS] = "tags|labels"}},
    {"coosto", NULL,
     {[AS_TIME] = "datum|date",
      [AS_CHANNEL] = "type|bron type",
      [AS_SOURCE] = "bron|source",
      [AS_AUTHOR] = "auteur|author",
      [AS_TITLE] = "titel|title",
      [AS_TEXT] = "bericht tekst|message text|tekst",
      [AS_URL] = "url"}},
    {"meltwater", NULL,
     {[AS_ID] = "document id",
      [AS_TIME] = "date",
      [AS_CLOCK] = "time",
      [AS_CHANNEL] = "source type|information type",
      [AS_SOURCE] = "source name|source",
      [AS_AUTHOR] = "author name|author handle|influencer",
      [AS_TITLE] = "title|headline",
      [AS_TEXT] = "hit sentence|opening text|content",
      [AS_URL] = "url",
      [AS_TAGS] = "hashtags",
      [AS_LANG] = "language"}},
    {"facebook-comments", "facebook",
     {[AS_ID] = "comment id|id|comment_id",
      [AS_TIME] = "created_time|date|datum",
      [AS_AUTHOR] = "from.name|name|profile name|author",
      [AS_TEXT] = "message|comment|reactie",
      [AS_URL] = "permalink_url|comment link",
      [AS_REPLY_TO] = "parent.id|parent_id"}},
};

/* What other tools call a channel, by a part of the word; a single letter is the whole of it. */
static const struct channel_word {
    const char *part;
    enum channel channel;
} channel_words[] = {
    {"mastodon", CHANNEL_MASTODON}, {"bluesky", CHANNEL_BLUESKY}, {"reddit", CHANNEL_REDDIT},
    {"youtube", CHANNEL_YOUTUBE}, {"facebook", CHANNEL_FACEBOOK}, {"instagram", CHANNEL_INSTAGRAM},
    {"print", CHANNEL_NEWSPAPER}, {"krant", CHANNEL_NEWSPAPER}, {"newspaper", CHANNEL_NEWSPAPER},
    {"nieuws", CHANNEL_NEWS}, {"news", CHANNEL_NEWS}, {"forum", CHANNEL_FORUM}, {"mail", CHANNEL_EMAIL},
    {"kcc", CHANNEL_KCC}, {"telefo", CHANNEL_KCC}, {"balie", CHANNEL_KCC}, {"phone", CHANNEL_KCC},
    {"fora", CHANNEL_FORUM}, {"x", CHANNEL_OTHER}, {"twitter", CHANNEL_OTHER}, {"tiktok", CHANNEL_OTHER},
    {"linkedin", CHANNEL_OTHER}, {"threads", CHANNEL_OTHER}, {"blog", CHANNEL_OTHER}, {"social", CHANNEL_OTHER},
};
/* clang-format on */

/* What other tools write for a language's tag. */
static const char *const language_words[][2] = {
    {"dutch", "nl"},   {"nederlands", "nl"}, {"english", "en"}, {"engels", "en"}, {"german", "de"},   {"duits", "de"},
    {"french", "fr"},  {"frans", "fr"},      {"turkish", "tr"}, {"turks", "tr"},  {"arabic", "ar"},   {"arabisch", "ar"},
    {"polish", "pl"},  {"pools", "pl"},      {"frisian", "fy"}, {"fries", "fy"},  {"spanish", "es"},  {"spaans", "es"},
};

struct reader {
    const char *path;
    import_fn fn;
    void *context;
    struct faults *faults;
    struct arena *a; /* of one row */
    struct mapping map;
    struct arena map_arena;
    const char *channel; /* standard of the kind, or NULL */
    bool contacts;       /* the kind is that of contact notes */
    int columns[FIELDS]; /* index of each field's column, -1: none */
    bool stopped;
};

static struct str fold(struct arena *a, struct str s)
{
    struct buf b = {0};

    utf8_fold(&b, str_trim(s));
    return buf_take(&b, a);
}

/* Which of the '|'-divided names stands in the header: the first name that does. */
static int column_of(const char *names, const struct str *header, int n)
{
    struct str rest = str_of(names);

    while (rest.n) {
        struct str name = str_cut(&rest, '|');

        for (int i = 0; i < n; i++)
            if (str_eq(name, header[i]))
                return i;
    }
    return -1;
}

static int field_of(struct str name)
{
    for (int f = 0; f < FIELDS; f++)
        if (str_is(name, field_names[f]))
            return f;
    return -1;
}

/* Reads 'coosto' or 'text=Omschrijving,...' into the reader's mapping. */
static int read_map(struct reader *r, const char *map, struct err *err)
{
    struct str rest = str_of(map);

    while (rest.n) {
        struct str column = str_trim(str_cut(&rest, ','));
        bool whole = !column.n || !memchr(column.p, '=', column.n);
        struct str name = whole ? column : str_trim(str_cut(&column, '='));
        int field = field_of(name);
        const struct mapping *ready = NULL;

        for (size_t i = 0; whole && i < sizeof ready_mappings / sizeof *ready_mappings; i++)
            if (str_is(name, ready_mappings[i].name))
                ready = &ready_mappings[i];
        if (ready)
            r->map = *ready;
        else if (!whole && field >= 0 && column.n)
            r->map.columns[field] = str_c(&r->map_arena, fold(&r->map_arena, column));
        else if (name.n)
            return err_set(
                err,
                "indeling '%.*s' is onbekend; schrijf veld=Kolom met als veld id, time, clock, channel, source, author, "
                "title, text, url, tags, reply_to, lang of status, of een van obi4wan, coosto, meltwater, facebook-comments",
                STR_ARG(name));
    }
    return 0;
}

/* A named column must be there; of the usual ones those that are. Text and time are needed. */
static int find_columns(struct reader *r, const struct str *header, int n, int line, struct err *err)
{
    for (int f = 0; f < FIELDS; f++) {
        const char *names = r->map.columns[f];

        r->columns[f] = names ? column_of(names, header, n) : -1;
        if (names && r->columns[f] < 0 && !r->map.name)
            return err_set(err, "%s:%d: er is geen kolom '%s' voor %s", r->path, line, names, field_names[f]);
        if (r->columns[f] < 0)
            r->columns[f] = column_of(usual.columns[f], header, n);
    }
    if (r->columns[AS_CLOCK] == r->columns[AS_TIME])
        r->columns[AS_CLOCK] = -1;
    for (int f = AS_TIME; f <= AS_TEXT; f += AS_TEXT - AS_TIME)
        if (r->columns[f] < 0)
            return err_set(err, "%s:%d: geen kolom is herkend als %s; noem haar met --map %s=Kolom, of met map in feeds.conf", r->path, line,
                           field_names[f], field_names[f]);
    return 0;
}

/* ---- rows ---- */

static const char *channel_of(struct reader *r, struct str word)
{
    if (value_of(channel_names, word) >= 0)
        return channel_names[value_of(channel_names, word)].name;
    for (size_t i = 0; word.n && i < sizeof channel_words / sizeof *channel_words; i++) {
        struct str part = str_of(channel_words[i].part);

        if (part.n == 1 ? str_eq_nocase(word, part) : str_find_nocase(word, part) >= 0)
            return channel_names[channel_words[i].channel].name;
    }
    return r->map.channel ? r->map.channel : r->channel;
}

static struct str language_of(struct str word)
{
    word = str_trim(word);
    for (size_t i = 0; i < sizeof language_words / sizeof *language_words; i++)
        if (str_eq_nocase(word, str_of(language_words[i][0])))
            return str_of(language_words[i][1]);
    return word;
}

static struct str clean_text(struct arena *a, struct str s)
{
    struct buf b = {0};

    html_or_text(&b, s, NULL);
    return buf_take(&b, a);
}

static void read_tags(struct entry *e, struct str tags, struct arena *a)
{
    enum { MOST_TAGS = 20 };

    if (tags.n == 0)
        return;
    e->tags.v = arena_alloc(a, MOST_TAGS * sizeof *e->tags.v);
    for (size_t i = 0; i < tags.n; i++)
        if (tags.p[i] == ';' || tags.p[i] == '|') {
            tags = str_copy(a, tags);
            for (size_t j = i; j < tags.n; j++)
                if (tags.p[j] == ';' || tags.p[j] == '|')
                    ((char *)(uintptr_t)tags.p)[j] = ',';
            break;
        }
    while (tags.n && e->tags.n < MOST_TAGS) {
        struct str tag = str_trim(str_cut(&tags, ','));

        if (tag.n)
            e->tags.v[e->tags.n++] = clean_text(a, tag);
    }
}

/* A row of contacts is a note of the desk that had them, whatever way they came in; a letter stays one. */
static const char *channel_in(struct reader *r, struct str word)
{
    const char *channel = channel_of(r, word);

    return r->contacts && !str_is(str_of(channel), channel_names[CHANNEL_EMAIL].name) ? channel_names[CHANNEL_KCC].name : channel;
}

/* A row's day and clock as one text, each as people write it or as a spreadsheet counts. */
static struct str when_of(struct arena *a, struct str day, struct str clock)
{
    struct buf b = {0};
    struct str result;

    if (!date_put_serial_day(&b, day, clock.n == 0))
        buf_add(&b, day);
    if (clock.n) {
        buf_putc(&b, ' ');
        if (!date_put_serial_clock(&b, clock))
            buf_add(&b, clock);
    }
    result = str_copy(a, buf_str(&b));
    buf_release(&b);
    return result;
}

/* Makes an entry of the values of a row, which are indexed by field, and hands it over. */
static void take_row(struct reader *r, const struct str *values, struct str row, int line)
{
    struct arena *a = r->a;
    struct str when = when_of(a, values[AS_TIME], values[AS_CLOCK]);
    struct entry e = {
        .guid = values[AS_ID].n ? values[AS_ID] : str_printf(a, "row:%016llx", str_hash(row)),
        .time = date_parse(when, true),
        .updated = TIME_NONE,
        .channel = str_of(channel_in(r, values[AS_CHANNEL])),
        .source = clean_text(a, values[AS_SOURCE]),
        .author = clean_text(a, values[AS_AUTHOR]),
        .title = clean_text(a, values[AS_TITLE]),
        .text = clean_text(a, values[AS_TEXT]),
        .url = str_trim(values[AS_URL]),
        .reply_to = values[AS_REPLY_TO],
        .lang = language_of(values[AS_LANG]),
        .status = values[AS_STATUS],
    };

    if (when.n == 0)
        faults_add(r->faults, r->path, line, "geen tijd in deze rij");
    else if (e.time == TIME_NONE)
        faults_add(r->faults, r->path, line, "'%.*s' is niet te lezen als tijd", STR_ARG(when));
    else if (e.text.n == 0 && e.title.n == 0)
        faults_add(r->faults, r->path, line, "geen tekst in deze rij");
    else {
        read_tags(&e, values[AS_TAGS], a);
        r->stopped = r->fn(r->context, &e, line) != 0;
    }
}

/* The empty rows that spreadsheets leave under a table. */
static bool is_blank(const struct str *cells, int n)
{
    for (int i = 0; i < n; i++)
        if (str_trim(cells[i]).n)
            return false;
    return true;
}

static int read_csv(struct reader *r, struct str text, struct err *err)
{
    struct str cells[CSV_MOST_COLUMNS];
    struct arena header_arena = {0};
    struct csv csv;
    int n, result;

    csv_open(&csv, text);
    n = csv_row(&csv, cells, CSV_MOST_COLUMNS, &header_arena, err);
    for (int i = 0; i < n; i++)
        cells[i] = fold(&header_arena, cells[i]);
    result = n <= 0 ? (n == 0 ? err_set(err, "%s: het bestand is leeg", r->path) : err_at(err, "%s:1", r->path))
                    : find_columns(r, cells, n, csv.line, err);
    arena_release(&header_arena);
    while (result == 0 && !r->stopped) {
        struct str values[FIELDS] = {0};
        struct str row = csv.rest;
        struct err fault;

        arena_clear(r->a);
        n = csv_row(&csv, cells, CSV_MOST_COLUMNS, r->a, &fault);
        if (n == 0)
            break;
        if (n < 0) {
            faults_add(r->faults, r->path, csv.line, "%s", fault.text);
            continue;
        }
        if (is_blank(cells, n))
            continue;
        for (int f = 0; f < FIELDS; f++)
            if (r->columns[f] >= 0 && r->columns[f] < n)
                values[f] = cells[r->columns[f]];
        take_row(r, values, str_sub(row, 0, row.n - csv.rest.n), csv.line);
    }
    return result;
}

/* ---- JSON lines ---- */

/* The member that a field stands in: by the mapping, then by the usual names; "from.name" goes down a level. */
static struct str member(struct reader *r, const json_t *object, int field)
{
    const char *lists[] = {r->map.columns[field], usual.columns[field]};

    for (int l = 0; l < 2; l++) {
        struct str rest = str_of(lists[l]);

        while (rest.n) {
            struct str name = str_cut(&rest, '|');
            const char *key;
            json_t *value;

            json_object_foreach((json_t *)(uintptr_t)object, key, value)
            {
                if (!str_eq(fold(r->a, str_of(key)), name))
                    continue;
                return record_text(r->a, object, key);
            }
            if (name.n && memchr(name.p, '.', name.n)) {
                struct str inner = name;
                const json_t *outer = json_object_get(object, str_c(r->a, str_cut(&inner, '.')));

                if (json_is_object(outer))
                    return record_text(r->a, outer, str_c(r->a, inner));
            }
        }
    }
    return (struct str){0};
}

static void take_mapped(struct reader *r, const json_t *object, struct str line_text, int line)
{
    struct str values[FIELDS];

    for (int f = 0; f < FIELDS; f++)
        values[f] = member(r, object, f);
    take_row(r, values, line_text, line);
}

static void take_post(struct reader *r, const json_t *object, int line)
{
    struct entry e;
    struct err fault;

    if (record_entry(&e, object, r->a, &fault))
        faults_add(r->faults, r->path, line, "%s", fault.text);
    else
        r->stopped = r->fn(r->context, &e, line) != 0;
}

static void read_json_lines(struct reader *r, struct str text, bool posts)
{
    for (int line = 1; text.n && !r->stopped; line++) {
        struct str row = str_trim(str_cut(&text, '\n'));
        struct err fault;
        json_t *object;

        if (row.n == 0)
            continue;
        arena_clear(r->a);
        object = record_parse(row, &fault);
        if (!object) {
            faults_add(r->faults, r->path, line, "%s", fault.text);
            continue;
        }
        if (posts)
            take_post(r, object, line);
        else
            take_mapped(r, object, row, line);
        json_decref(object);
    }
}

/* ---- files ---- */

static int read_table(struct reader *r, struct str bytes, struct err *err)
{
    struct encoding *encoding = encoding_new(str_sub(bytes, 0, 1024), (struct str){0});
    struct buf text = {.max = MOST_BYTES};
    int result = 0;

    encoding_push(encoding, bytes, true, &text);
    encoding_free(encoding);
    if (str_starts(str_trim(buf_str(&text)), STR("{")))
        read_json_lines(r, buf_str(&text), false);
    else
        result = read_csv(r, buf_str(&text), err);
    buf_release(&text);
    return result;
}

int import_text(enum import_kind kind, const char *path, struct str bytes, const char *map, import_fn fn, void *context,
                struct faults *faults, struct err *err)
{
    static const char *const channels[IMPORT_KIND_COUNT] = {[IMPORT_KCC] = "kcc", [IMPORT_CLIPPINGS] = "newspaper"};
    struct arena a = {0};
    struct reader r = {
        .path = path, .fn = fn, .context = context, .faults = faults, .a = &a, .channel = channels[kind], .contacts = kind == IMPORT_KCC};
    int result = map ? read_map(&r, map, err) : 0;

    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_sub(bytes, 3, bytes.n);
    if (result == 0 && kind == IMPORT_POSTS)
        read_json_lines(&r, bytes, true);
    else if (result == 0 && kind == IMPORT_MAIL)
        result = import_mail(path, bytes, fn, context, faults, err);
    else if (result == 0)
        result = read_table(&r, bytes, err);
    arena_release(&a);
    arena_release(&r.map_arena);
    return result;
}

int import_file(enum import_kind kind, const char *path, const char *map, import_fn fn, void *context,
                struct faults *faults, struct err *err)
{
    struct buf bytes = {.max = MOST_BYTES};
    int result = file_read(path, &bytes, err);

    if (result == 0)
        result = import_text(kind, path, buf_str(&bytes), map, fn, context, faults, err);
    buf_release(&bytes);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "listener/import.h"
#include "listener/url.h"

static const char *const kinds[] = {"rss",    "atom",    "rdf", "jsonfeed", "mastodon", "bluesky",
                                    "reddit", "youtube", "sru", "politie",  "imap", "spool", NULL};
static const char *const source_keys[] = {"url",     "kind",       "channel",  "name", "voice",         "lang",
                                          "purpose", "legal_base", "interval", "gap",  "allow_private", "password_file", "ca_file",
                                          "import",  "map",        NULL};
static const char *const default_keys[] = {"purpose", "legal_base", "interval", NULL};
static const char *const section_names[] = {"source", "defaults", NULL};

enum { SHORTEST_INTERVAL = 30 * WHEN_SECOND, LONGEST_GAP = 10 * WHEN_MINUTE };

/* ---- addresses that no program may read ---- */

static const char needs_login[] = "kan niet worden opgehaald: het antwoordt alleen wie inlogt; lees in plaats daarvan de "
                                  "exports in van een hulpmiddel dat er wel bij mag (tamtam import)";
static const char closed_group[] = "is een besloten groep: wat daar gezegd wordt is niet openbaar en mag niet gelezen "
                                   "worden; haal de bron weg";

/* Host (and its subdomains), the start of the path that matters, and why it is refused. */
static const struct refused {
    const char *host, *path, *why;
} refused_addresses[] = {
    {"facebook.com", "/groups", closed_group},
    {"facebook.com", "", needs_login},
    {"fb.com", "", needs_login},
    {"instagram.com", "", needs_login},
    {"x.com", "", needs_login},
    {"twitter.com", "", needs_login},
    {"linkedin.com", "", needs_login},
    {"tiktok.com", "", needs_login},
    {"threads.net", "", needs_login},
    {"nextdoor.com", "", closed_group},
    {"nextdoor.nl", "", closed_group},
    {"chat.whatsapp.com", "", closed_group},
    {"whatsapp.com", "/channel", needs_login},
    {"wa.me", "", closed_group},
    {"t.me", "/joinchat", closed_group},
    {"t.me", "/+", closed_group},
    {"telegram.me", "/joinchat", closed_group},
    {"discord.gg", "", closed_group},
    {"discord.com", "/invite", closed_group},
    {"discord.com", "/channels", closed_group},
    {"signal.group", "", closed_group},
    {"groups.google.com", "/a/", closed_group},
};

bool source_is_web(const struct source *source)
{
    return !str_is(source->kind, "imap") && !str_is(source->kind, "spool");
}

struct str source_host(struct arena *a, struct str url)
{
    size_t scheme = str_eq_nocase(str_sub(url, 0, 7), STR("http://"))    ? 7
                    : str_eq_nocase(str_sub(url, 0, 8), STR("https://")) ? 8
                                                                         : 0;
    struct str host = str_sub(url, scheme, url.n);
    size_t n = 0;

    if (scheme == 0)
        return (struct str){0};
    while (n < host.n && !strchr("/?#\\", host.p[n]))
        n++;
    host = str_sub(host, 0, n);
    while (host.n && memchr(host.p, '@', host.n))
        str_cut(&host, '@');
    if (str_ends(host, scheme == 7 ? STR(":80") : STR(":443")))
        host = str_sub(host, 0, host.n - (scheme == 7 ? 3 : 4));
    while (str_ends(host, STR(".")))
        host = str_sub(host, 0, host.n - 1);
    return str_lower(a, host);
}

/* What stands behind the host, "/" where nothing does. */
static struct str path_of(struct str url)
{
    ptrdiff_t start = str_find(url, STR("//"));
    struct str rest = str_sub(url, (size_t)(start + 2), url.n);

    while (rest.n && !strchr("/?#", rest.p[0]))
        rest = str_sub(rest, 1, rest.n);
    return rest.n ? rest : STR("/");
}

static bool is_host(struct str host, const char *name)
{
    struct str wanted = str_of(name);

    return str_eq(host, wanted) ||
           (str_ends(host, wanted) && host.n > wanted.n && host.p[host.n - wanted.n - 1] == '.');
}

const char *source_refusal(struct str url)
{
    struct arena a = {0};
    struct str host = source_host(&a, url);
    struct str name = str_cut(&host, ':');
    const char *why = NULL;

    if (name.n == 0)
        why = "is geen adres om op te halen; schrijf een adres dat met http:// of https:// begint, met een host";
    for (size_t i = 0; !why && i < sizeof refused_addresses / sizeof *refused_addresses; i++) {
        const struct refused *r = &refused_addresses[i];

        if (is_host(name, r->host) && str_eq_nocase(str_sub(path_of(url), 0, strlen(r->path)), str_of(r->path)))
            why = r->why;
    }
    for (size_t i = 0; !why && i < url.n; i++)
        if ((unsigned char)url.p[i] <= ' ')
            why = "bevat een spatie; schrijf %20 waar het adres er een nodig heeft";
    arena_release(&a);
    return why;
}

/* Networks by their host (and its subdomains), or how their paths begin and end on any host. */
static const struct network {
    const char *host, *path, *end;
    enum channel channel;
} networks[] = {
    {"reddit.com", "", "", CHANNEL_REDDIT},
    {"youtube.com", "", "", CHANNEL_YOUTUBE},
    {"bsky.app", "", "", CHANNEL_BLUESKY},
    {"", "/xrpc/app.bsky.", "", CHANNEL_BLUESKY},
    {"", "/tags/", ".rss", CHANNEL_MASTODON},
    {"", "/@", ".rss", CHANNEL_MASTODON},
    {"", "/api/v1/timelines/", "", CHANNEL_MASTODON},
    {"", "/api/v1/accounts/", "", CHANNEL_MASTODON},
};

enum channel source_channel(struct str url, struct str kind, enum channel other)
{
    struct arena a = {0};
    struct str host = source_host(&a, url);
    struct str name = str_cut(&host, ':');
    struct str path = name.n ? url_split(url).path : (struct str){0};
    int channel = kind.n ? value_of(channel_names, kind) : -1;

    for (size_t i = 0; channel < 0 && i < sizeof networks / sizeof *networks; i++) {
        const struct network *n = &networks[i];

        if ((*n->host == '\0' || is_host(name, n->host)) && str_starts(path, str_of(n->path)) && str_ends(path, str_of(n->end)))
            channel = (int)n->channel;
    }
    arena_release(&a);
    return channel < 0 ? other : (enum channel)channel;
}

/* ---- reading feeds.conf ---- */

struct reading {
    struct sources *list;
    const struct municipality *town;
    struct ini_section *defaults; /* or NULL */
    struct faults *faults;
    const char *path;
};

static struct str value(struct reading *r, struct ini_section *s, const char *key, int *line)
{
    struct str own = ini_get(s, key, line);

    return own.n || !r->defaults ? own : ini_get(r->defaults, key, line);
}

/* Index of a word in a NULL-ended list, -1 when it is another. */
static int index_of(const char *const *words, struct str word)
{
    for (int i = 0; words[i]; i++)
        if (str_is(word, words[i]))
            return i;
    return -1;
}

static void tell_values(struct reading *r, int line, const char *key, struct str got, const char *const *known)
{
    struct buf all = {0};
    const char *nearest = ini_nearest(got, known);

    for (int i = 0; known[i]; i++)
        buf_printf(&all, "%s%s", i ? ", " : "", known[i]);
    faults_add(r->faults, r->path, line, "%s '%.*s' is onbekend%s%s%s; schrijf een van %s", key, STR_ARG(got),
               nearest ? ", bedoelt u '" : "", nearest ? nearest : "", nearest ? "'?" : "", buf_c(&all));
    buf_release(&all);
}

/* Reads a value of one of base's tables; `standard` where none stands; -1 and a fault for an unknown one. */
static int read_value(struct reading *r, struct ini_section *s, const char *key, const struct value_name *table,
                      int standard)
{
    const char *known[32] = {NULL};
    int line = s->line;
    struct str word = value(r, s, key, &line);
    int found = word.n ? value_of(table, word) : standard;

    if (found >= 0)
        return found;
    for (int i = 0; table[i].name && i < 31; i++)
        known[i] = table[i].name;
    tell_values(r, line, key, word, known);
    return -1;
}

static int read_kind(struct reading *r, struct ini_section *s, struct source *source)
{
    int line = s->line;

    source->kind = value(r, s, "kind", &line);
    if (source->kind.n == 0 || index_of(kinds, source->kind) >= 0)
        return 0;
    tell_values(r, line, "kind", source->kind, kinds);
    return -1;
}

static int read_spans(struct reading *r, struct ini_section *s, struct source *source)
{
    int line = s->line;
    struct str interval = value(r, s, "interval", &line);
    struct str gap;

    if (interval.n && (when_parse_span(interval, &source->interval) || source->interval < SHORTEST_INTERVAL ||
                       source->interval > 7LL * WHEN_DAY)) {
        faults_add(r->faults, r->path, line,
                   "interval is een tijd van 30s tot 7d, zoals 90s, 30m, 2h of 1d, niet '%.*s'", STR_ARG(interval));
        return -1;
    }
    line = s->line;
    gap = value(r, s, "gap", &line);
    source->gap = SOURCE_GAP_STANDARD;
    if (gap.n && (when_parse_span(gap, &source->gap) || source->gap < 0 || source->gap > LONGEST_GAP)) {
        faults_add(r->faults, r->path, line, "gap is een tijd van 0s tot 10m, zoals 2s, niet '%.*s'", STR_ARG(gap));
        return -1;
    }
    return 0;
}

/* A path as it is meant in feeds.conf: from the folder that it stands in. */
static struct str path_from(struct reading *r, struct str path)
{
    const char *slash = strrchr(r->path, '/');

    if (str_starts(path, STR("file://")))
        path = str_sub(path, 7, path.n);
    if (path.n == 0 || path.p[0] == '/' || !slash)
        return path;
    return str_printf(&r->list->arena, "%.*s/%.*s", (int)(slash - r->path), r->path, STR_ARG(path));
}

/* imaps://user@host/BOX; a password has no place in it. */
static int read_mailbox(struct reading *r, struct ini_section *s, struct source *source, int line)
{
    struct str rest = str_sub(source->url, 8, source->url.n);
    struct str authority = str_cut(&rest, '/');
    struct str user = str_cut(&authority, '@');
    bool blank = strpbrk(str_c(&r->list->arena, source->url), " \t") != NULL;

    source->password_file = path_from(r, ini_get(s, "password_file", NULL));
    source->ca_file = path_from(r, ini_get(s, "ca_file", NULL));
    source->host = str_lower(&r->list->arena, authority);
    if (memchr(user.p ? user.p : "", ':', user.n)) {
        faults_add(r->faults, r->path, line, "een wachtwoord hoort niet in de url; zet het in een bestand en schrijf password_file = BESTAND");
        return -1;
    }
    if (str_eq_nocase(str_sub(source->url, 0, 8), STR("imaps://")) && user.n && authority.n && !blank)
        return 0;
    faults_add(r->faults, r->path, line, "de url van een mailbox is imaps://gebruiker@host/INBOX (een @ in de gebruiker als %%40), niet '%.*s'",
               STR_ARG(source->url));
    return -1;
}

static int read_spool(struct reading *r, struct ini_section *s, struct source *source, int line)
{
    static const enum channel channels[IMPORT_KIND_COUNT] = {
        [IMPORT_POSTS] = CHANNEL_OTHER, [IMPORT_KCC] = CHANNEL_KCC, [IMPORT_CLIPPINGS] = CHANNEL_NEWSPAPER, [IMPORT_MAIL] = CHANNEL_EMAIL};
    struct str kind = ini_get(s, "import", &line);

    source->url = path_from(r, source->url);
    source->map = ini_get(s, "map", NULL);
    source->import = value_of(import_names, kind);
    if (source->import >= 0) {
        source->channel = channels[source->import];
        return 0;
    }
    faults_add(r->faults, r->path, line, "een map met bestanden heeft import = posts, kcc, clippings of mail nodig%s%.*s%s", kind.n ? ", niet '" : "",
               STR_ARG(kind), kind.n ? "'" : "");
    return -1;
}

static int read_address(struct reading *r, struct ini_section *s, struct source *source)
{
    int line = s->line;
    const char *why;

    source->url = ini_get(s, "url", &line);
    source->channel = str_is(source->kind, "imap") ? CHANNEL_EMAIL : source_channel(source->url, source->kind, CHANNEL_OTHER);
    if (source->url.n == 0) {
        faults_add(r->faults, r->path, line, "[source %.*s] heeft geen url; schrijf url = %s", STR_ARG(source->name),
                   str_is(source->kind, "imap")    ? "imaps://..."
                   : str_is(source->kind, "spool") ? "de map met bestanden"
                                                   : "https://...");
        return -1;
    }
    if (str_is(source->kind, "imap"))
        return read_mailbox(r, s, source, line);
    if (str_is(source->kind, "spool"))
        return read_spool(r, s, source, line);
    why = source_refusal(source->url);
    if (why) {
        faults_add(r->faults, r->path, line, "%.*s %s", STR_ARG(source->url), why);
        return -1;
    }
    source->host = source_host(&r->list->arena, source->url);
    return 0;
}

/* The names of the purposes that tamtam.conf describes, for a message. */
static void print_purposes(struct buf *b, const struct municipality *town)
{
    for (int i = 0; i < town->npurposes; i++)
        buf_printf(b, "%s%.*s", i ? ", " : "", STR_ARG(town->purposes[i].name));
    if (town->npurposes == 0)
        buf_puts(b, "geen; voeg daar een sectie [purpose NAAM] toe");
}

static int read_purpose(struct reading *r, struct ini_section *s, struct source *source)
{
    struct buf known = {0};
    int line = s->line;

    source->purpose = value(r, s, "purpose", &line);
    source->legal_base = value(r, s, "legal_base", NULL);
    if (source->purpose.n == 0) {
        faults_add(r->faults, r->path, line,
                   "[source %.*s] heeft geen doel en wordt niet gelezen; schrijf purpose = NAAM, hier of in "
                   "[defaults], met de naam van een [purpose NAAM] uit tamtam.conf",
                   STR_ARG(source->name));
        return -1;
    }
    for (int i = 0; r->town && i < r->town->npurposes; i++) {
        if (!str_eq(r->town->purposes[i].name, source->purpose))
            continue;
        if (source->legal_base.n == 0)
            source->legal_base = r->town->purposes[i].legal_base;
        return 0;
    }
    if (!r->town)
        return 0;
    print_purposes(&known, r->town);
    faults_add(r->faults, r->path, line, "purpose '%.*s' staat niet in tamtam.conf; daar bekend: %s",
               STR_ARG(source->purpose), buf_c(&known));
    buf_release(&known);
    return -1;
}

static int read_privacy(struct reading *r, struct ini_section *s, struct source *source)
{
    int line = s->line;
    struct str word = ini_get(s, "allow_private", &line);

    source->allow_private = str_eq_nocase(word, STR("yes"));
    if (word.n == 0 || source->allow_private || str_eq_nocase(word, STR("no")))
        return 0;
    faults_add(r->faults, r->path, line, "allow_private is yes of no, niet '%.*s'", STR_ARG(word));
    return -1;
}

static int read_name(struct reading *r, struct ini_section *s, struct source *source)
{
    const struct source *twin;

    source->name = s->argument;
    if (source->name.n == 0 || memchr(source->name.p, ' ', source->name.n)) {
        faults_add(r->faults, r->path, s->line, "een bron heeft een korte naam zonder spaties nodig: [source nos]");
        return -1;
    }
    twin = source_of(r->list, source->name);
    if (twin)
        faults_add(r->faults, r->path, s->line,
                   "[source %.*s] staat hier twee keer, eerst op regel %d; geef haar een eigen naam",
                   STR_ARG(source->name), twin->line);
    return twin ? -1 : 0;
}

/* A source as far as it is without a fault: every fault in it is told, then it is kept or left out as a whole. */
static void read_source(struct reading *r, struct ini_section *s)
{
    struct source source = {.line = s->line};
    int channel, voice;
    int faulty = read_name(r, s, &source) | read_kind(r, s, &source) | read_address(r, s, &source) |
                 read_spans(r, s, &source) | read_purpose(r, s, &source) | read_privacy(r, s, &source);

    channel = read_value(r, s, "channel", channel_names, (int)source.channel);
    voice = read_value(r, s, "voice", voice_names, VOICE_NONE);
    source.publisher = ini_get(s, "name", NULL);
    source.lang = value(r, s, "lang", NULL);
    ini_tell_unknown(&r->list->ini, s, source_keys, r->faults);
    if (faulty || channel < 0 || voice < 0)
        return;
    source.channel = (enum channel)channel;
    source.voice = (enum voice)voice;
    MEM_GROW(r->list->v, r->list->n, r->list->cap);
    r->list->v[r->list->n++] = source;
}

static void find_defaults(struct reading *r)
{
    for (int i = 0; i < r->list->ini.n; i++) {
        struct ini_section *s = &r->list->ini.sections[i];

        if (!str_is(s->kind, "defaults"))
            continue;
        if (r->defaults)
            faults_add(r->faults, r->path, s->line, "[defaults] staat hier twee keer; zet beide in een sectie");
        r->defaults = s;
        r->list->default_purpose = ini_get(s, "purpose", NULL);
        r->list->default_legal_base = ini_get(s, "legal_base", NULL);
        for (int k = 0; default_keys[k]; k++)
            ini_get(s, default_keys[k], NULL);
        ini_tell_unknown(&r->list->ini, s, default_keys, r->faults);
    }
}

static void read_all(struct sources *list, const char *path, const struct municipality *town, struct faults *faults)
{
    struct reading r = {.list = list, .town = town, .faults = faults, .path = path};

    find_defaults(&r);
    for (int i = 0; i < list->ini.n; i++) {
        struct ini_section *s = &list->ini.sections[i];

        if (str_is(s->kind, "source"))
            read_source(&r, s);
        else if (!str_is(s->kind, "defaults"))
            tell_values(&r, s->line, "section", s->kind, section_names);
    }
}

int sources_read(struct sources *list, const char *path, const struct municipality *town, struct faults *faults,
                 struct err *err)
{
    *list = (struct sources){0};
    if (ini_read(&list->ini, path, faults, err))
        return -1;
    read_all(list, path, town, faults);
    return 0;
}

void sources_parse(struct sources *list, const char *path, struct str text, const struct municipality *town,
                   struct faults *faults)
{
    *list = (struct sources){0};
    ini_parse(&list->ini, path, text, faults);
    read_all(list, path, town, faults);
}

void sources_release(struct sources *list)
{
    free(list->v);
    ini_release(&list->ini);
    arena_release(&list->arena);
    *list = (struct sources){0};
}

struct source *source_of(const struct sources *list, struct str name)
{
    for (int i = 0; i < list->n; i++)
        if (str_eq(list->v[i].name, name))
            return &list->v[i];
    return NULL;
}

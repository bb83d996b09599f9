/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "listener/encoding.h"
#include "listener/feed_parts.h"
#include "listener/html.h"

enum { HEAD_BYTES = 1024, PIECE_BYTES = 64 << 10 };

#define FEED_KIND_NAME(id, name) name,
static const char *const kind_names[] = {FEED_KINDS(FEED_KIND_NAME)};

/* Kinds of feeds.conf that are networks: their feeds come in several formats, the content tells which. */
static const struct {
    const char *name;
    enum feed_kind kind;
} json_only[] = {
    {"jsonfeed", FEED_JSON},
    {"politie", FEED_POLITIE},
};

const char *feed_kind_name(enum feed_kind kind)
{
    return kind_names[kind];
}

static enum feed_kind wanted_kind(struct str name)
{
    for (size_t i = 0; i < sizeof json_only / sizeof *json_only; i++)
        if (str_is(name, json_only[i].name))
            return json_only[i].kind;
    return FEED_UNKNOWN;
}

struct feed *feed_new(const struct feed_hints *hints, feed_entry_fn fn, void *context)
{
    struct feed *f = mem_calloc(1, sizeof *f);

    f->fn = fn;
    f->context = context;
    f->base = str_copy(&f->arena, str_trim(hints->base_url));
    f->content_type = str_copy(&f->arena, hints->content_type);
    f->wanted = wanted_kind(hints->kind);
    f->big = hints->big;
    f->draft.words = hints->words;
    f->max_cpu_ns = (hints->max_cpu_ms ? hints->max_cpu_ms : FEED_MAX_CPU_MS) * (int64_t)1000000;
    draft_clear(&f->draft);
    return f;
}

void feed_free(struct feed *f)
{
    if (!f)
        return;
    feed_xml_free(f->xml);
    encoding_free(f->encoding);
    buf_release(&f->head);
    buf_release(&f->utf8);
    draft_release(&f->draft);
    arena_release(&f->arena);
    free(f);
}

bool feed_stopped(const struct feed *f)
{
    return f->stopped;
}

struct str feed_line(struct feed *f, struct str s, enum draft_form form)
{
    struct buf clean = {0};
    struct str line;

    s = utf8_prefix(str_trim(s), FEED_MAX_TITLE);
    if (form == FORM_PLAIN)
        utf8_clean(&clean, s);
    else
        html_or_text(&clean, s, NULL);
    for (size_t i = 0; i < clean.n; i++)
        if (clean.p[i] == '\n' || clean.p[i] == '\t')
            clean.p[i] = ' ';
    line = str_copy(&f->arena, str_trim(buf_str(&clean)));
    buf_release(&clean);
    return line;
}

void feed_set_lang(struct feed *f, struct str lang)
{
    lang = feed_line(f, lang, FORM_PLAIN);
    if (lang.n == 0 || lang.n > 35 || f->info.lang.n)
        return;
    f->info.lang = lang;
    f->draft.dutch =
        str_eq_nocase(str_sub(lang, 0, 2), STR("nl")) && (lang.n == 2 || lang.p[2] == '-' || lang.p[2] == '_');
}

void feed_begin(struct feed *f, struct str base)
{
    draft_clear(&f->draft);
    f->draft.base = base;
}

static void hand_over(struct feed *f)
{
    int64_t before = f->big ? 0 : when_cpu_ns();

    f->stopped = f->fn(f->context, &f->draft.e) != 0;
    f->cpu_ns -= f->big ? 0 : when_cpu_ns() - before;
}

int feed_emit(struct feed *f, struct err *err)
{
    struct draft *d = &f->draft;

    if (f->stopped)
        return 0;
    if (f->info.entries >= FEED_MAX_ENTRIES && !f->big)
        return err_set(err, "meer dan %d berichten", FEED_MAX_ENTRIES);
    draft_finish(d);
    if (d->e.author.n == 0)
        d->e.author = f->default_author;
    if (d->e.lang.n == 0)
        d->e.lang = f->info.lang;
    d->e.feed = f->info.title;
    f->info.entries++;
    hand_over(f);
    return 0;
}

/* How files begin that are no text. */
static const struct {
    struct str magic;
    const char *what;
} binaries[] = {
    {STR_INIT("\x1F\x8B"), "gzip: een keer te vaak ingepakt"},
    {STR_INIT("PK\x03\x04"), "een ZIP-bestand"},
    {STR_INIT("%PDF"), "een PDF-document"},
    {STR_INIT("\x89PNG"), "een plaatje (PNG)"},
    {STR_INIT("\xFF\xD8\xFF"), "een plaatje (JPEG)"},
    {STR_INIT("GIF8"), "een plaatje (GIF)"},
};

/* Says what a document is that is neither XML nor JSON. */
static int tell_other(struct str head, struct err *err)
{
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
        if (str_starts(head, binaries[i].magic))
            return err_set(err, "geen feed maar %s", binaries[i].what);
    return err_set(err, "geen feed: XML noch JSON");
}

/* The offset of the first character that isn't blank. */
static size_t first_mark(struct str s)
{
    size_t at = 0;

    while (at < s.n && (strchr(" \t\r\n\f", s.p[at]) || (unsigned char)s.p[at] == 0xEF ||
                        (unsigned char)s.p[at] == 0xBB || (unsigned char)s.p[at] == 0xBF))
        at++;
    return at;
}

/* Where the document begins in its head: junk before the XML declaration or the root is passed over. */
static ptrdiff_t start_of_xml(struct str head)
{
    static const char *const starts[] = {"<?xml", "<!doctype", "<rss", "<feed", "<rdf:RDF", "<channel"};
    const char *end;

    if (head.n == 0)
        return -1;
    end = head.p + head.n;
    for (const char *at = head.p; at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++)
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
            struct str here = str_sub(head, (size_t)(at - head.p), strlen(starts[i]));

            if (str_eq_nocase(here, str_of(starts[i])))
                return at - head.p;
        }
    return head.p[0] == '<' ? 0 : -1;
}

/* The head is complete: decides how the document is read. */
static int decide(struct feed *f, struct err *err)
{
    struct str head = buf_str(&f->head);
    struct buf text = {0};
    struct str start;
    ptrdiff_t xml;
    int result = 0;

    f->encoding = encoding_new(str_sub(head, 0, HEAD_BYTES), encoding_of_content_type(f->content_type));
    encoding_push(f->encoding, head, false, &text);
    start = str_sub(buf_str(&text), first_mark(buf_str(&text)), text.n);
    xml = start_of_xml(start);
    if (start.n == 0)
        result = err_set(err, head.n ? "geen feed: alleen witruimte" : "geen feed: leeg");
    else if (start.p[0] == '{' || start.p[0] == '[')
        f->json = true;
    else if (f->wanted != FEED_UNKNOWN)
        result = err_set(err, "geen JSON, zoals een bron met kind = %s geeft", feed_kind_name(f->wanted));
    else if (xml < 0)
        result = tell_other(head, err);
    else
        f->xml = feed_xml_new(f);
    buf_clear(&f->head);
    if (f->json)
        buf_add(&f->head, start);
    else if (f->xml)
        result = feed_xml_push(f->xml, str_sub(start, (size_t)xml, start.n), false, err);
    buf_release(&text);
    return result;
}

static int push_decided(struct feed *f, struct str bytes, bool end, struct err *err)
{
    if (f->json) {
        encoding_push(f->encoding, bytes, end, &f->head);
        if (f->head.n > FEED_MAX_JSON && !f->big)
            return err_set(err, "een JSON-document van meer dan %d MB", FEED_MAX_JSON >> 20);
        return 0;
    }
    buf_clear(&f->utf8);
    encoding_push(f->encoding, bytes, end, &f->utf8);
    return feed_xml_push(f->xml, buf_str(&f->utf8), end, err);
}

static int push_piece(struct feed *f, struct str bytes, struct err *err)
{
    if (f->xml || f->json)
        return push_decided(f, bytes, false, err);
    buf_add(&f->head, bytes);
    return f->head.n < HEAD_BYTES ? 0 : decide(f, err);
}

int feed_push(struct feed *f, struct str bytes, struct err *err)
{
    if (f->failed)
        return err_set(err, "het document is geweigerd");
    f->bytes += bytes.n;
    if (f->bytes > FEED_MAX_BYTES && !f->big) {
        f->failed = true;
        return err_set(err, "een document van meer dan %d MB", FEED_MAX_BYTES >> 20);
    }
    while (bytes.n && !f->stopped && !f->failed) {
        int64_t before = when_cpu_ns();

        f->failed = push_piece(f, str_sub(bytes, 0, PIECE_BYTES), err) != 0;
        f->cpu_ns += when_cpu_ns() - before;
        if (!f->failed && f->cpu_ns > f->max_cpu_ns && !f->big) {
            f->failed = true;
            err_set(err, "een document dat meer dan %d s leestijd kost", (int)(f->max_cpu_ns / 1000000000));
        }
        bytes = str_sub(bytes, PIECE_BYTES, bytes.n);
    }
    return f->failed ? -1 : 0;
}

static int finish(struct feed *f, struct err *err)
{
    if (!f->xml && !f->json && decide(f, err))
        return -1;
    if (push_decided(f, (struct str){0}, true, err))
        return -1;
    return f->json ? feed_json_read(f, buf_str(&f->head), err) : feed_xml_finish(f->xml, err);
}

int feed_end(struct feed *f, struct feed_info *info, struct err *err)
{
    int result = 0;

    if (f->failed)
        result = err_set(err, "het document is geweigerd");
    else if (!f->stopped)
        result = finish(f, err);
    f->failed = true;
    if (info)
        *info = f->info;
    return result;
}

int feed_parse(struct str document, const struct feed_hints *hints, feed_entry_fn fn, void *context, struct arena *a,
               struct feed_info *info, struct err *err)
{
    struct feed *f = feed_new(hints, fn, context);
    struct feed_info own = {0};
    int result = feed_push(f, document, err);

    if (result == 0)
        result = feed_end(f, &own, err);
    if (info) {
        *info = own;
        struct str *texts[] = {&info->title, &info->lang, &info->home, &info->next, &info->previous_archive};

        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            *texts[i] = a ? str_copy(a, *texts[i]) : (struct str){0};
    }
    feed_free(f);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/draft.h"

#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "listener/date.h"
#include "listener/feed_text.h"
#include "listener/html.h"
#include "listener/url.h"

void draft_clear(struct draft *d)
{
    struct draft empty = {.arena = d->arena, .text = d->text, .plain = d->plain, .dutch = d->dutch, .words = d->words};

    arena_clear(&empty.arena);
    buf_clear(&empty.text);
    buf_clear(&empty.plain);
    empty.e.time = TIME_NONE;
    empty.e.updated = TIME_NONE;
    *d = empty;
}

void draft_release(struct draft *d)
{
    arena_release(&d->arena);
    buf_release(&d->text);
    buf_release(&d->plain);
}

/* Is it one line already: clean, no markup, no blanks but single ones? */
static bool is_plain_line(struct str s, enum draft_form form)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\n' || s.p[i] == '\t' || (s.p[i] == ' ' && s.p[i - 1] == ' ') ||
            (form != FORM_PLAIN && (s.p[i] == '&' || s.p[i] == '<')))
            return false;
    return utf8_is_clean(s);
}

/* `s` as one line of plain text in the arena, cut to `max` bytes. */
static struct str line_of(struct draft *d, struct str s, enum draft_form form, size_t max)
{
    struct buf clean = {0};
    struct buf line = {.max = max};
    bool space = false;
    struct str copy;

    s = str_trim(s);
    if (s.n < max && is_plain_line(s, form))
        return str_copy(&d->arena, s);
    s = utf8_prefix(s, max * 4);
    if (form == FORM_PLAIN)
        utf8_mend(&clean, s);
    else if (form == FORM_MAYBE)
        html_or_text(&clean, s, NULL);
    else
        html_to_text(&clean, s, NULL);
    s = utf8_prefix(buf_str(&clean), max - 1);
    for (size_t i = 0; i < s.n; i++) {
        bool blank = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';

        if (!blank) {
            if (space && line.n)
                buf_putc(&line, ' ');
            buf_putc(&line, s.p[i]);
        }
        space = blank;
    }
    copy = str_copy(&d->arena, buf_str(&line));
    buf_release(&clean);
    buf_release(&line);
    return copy;
}

/* An address that may be handed on, or empty. */
static struct str safe_url(struct draft *d, struct str base, struct str url)
{
    struct buf clean = {0};
    struct str resolved;

    if (url.n == 0 || url.n > FEED_MAX_URL)
        return (struct str){0};
    resolved = url_resolve(&d->arena, base, url);
    if (!url_is_safe(resolved) || resolved.n > FEED_MAX_URL)
        return (struct str){0};
    if (!utf8_is_clean(resolved) && !utf8_valid(resolved)) {
        utf8_clean(&clean, resolved);
        resolved = buf_take(&clean, &d->arena);
    }
    return resolved;
}

/* "post@example.nl (Jan Jansen)" and "Jan Jansen <post@example.nl>" are Jan Jansen. */
static struct str name_of_author(struct str s)
{
    ptrdiff_t open = str_find(s, STR("("));
    ptrdiff_t at = str_find(s, STR("@"));

    if (at > 0 && open > at && s.p[s.n - 1] == ')' && (size_t)open + 2 < s.n)
        return str_trim(str_sub(s, (size_t)open + 1, s.n - (size_t)open - 2));
    open = str_find(s, STR("<"));
    if (open > 0 && at > open && s.p[s.n - 1] == '>')
        return str_trim(str_sub(s, 0, (size_t)open));
    return s;
}

static bool set_line(struct draft *d, struct str *field, struct str value, enum draft_form form)
{
    struct str line = line_of(d, value, form, FEED_MAX_TITLE);

    if (line.n)
        *field = line;
    return line.n > 0;
}

struct picture_title {
    struct draft *d;
    struct str line;
};

/* The picture of a title without words: its alt text or, where a reader wants all that stands there, its tag. */
static bool found_title(void *context, struct str src, struct str alt)
{
    struct picture_title *t = context;
    struct draft *d = t->d;
    struct buf tag = {.max = FEED_MAX_TITLE - 1};
    struct str url;

    if (t->line.n)
        return false;
    t->line = line_of(d, alt, FORM_PLAIN, FEED_MAX_TITLE);
    url = safe_url(d, d->base, src);
    if (t->line.n || url.n == 0 || d->words)
        return false;
    buf_puts(&tag, "<img src=\"");
    feed_text_escape(&tag, url);
    buf_puts(&tag, "\" />");
    if (!tag.full)
        t->line = str_copy(&d->arena, buf_str(&tag));
    buf_release(&tag);
    return false;
}

static bool set_title(struct draft *d, struct str value, enum draft_form form)
{
    struct picture_title t = {.d = d};
    const struct html_found found = {.picture = found_title, .context = &t};
    struct buf scratch = {0};

    if (set_line(d, &d->e.title, value, form))
        return true;
    value = utf8_prefix(value, FEED_MAX_TITLE);
    if (form == FORM_HTML)
        html_to_text(&scratch, value, &found);
    else if (form == FORM_MAYBE)
        html_or_text(&scratch, value, &found);
    buf_release(&scratch);
    if (t.line.n)
        d->e.title = t.line;
    return t.line.n > 0;
}

void draft_set(struct draft *d, enum draft_field field, int rank, struct str value, enum draft_form form)
{
    bool set = false;

    value = str_trim(value);
    if (value.n == 0 || rank <= d->rank[field])
        return;
    switch (field) {
    case FIELD_URL:
        value = safe_url(d, d->base, value);
        set = value.n > 0;
        if (set)
            d->e.url = value;
        break;
    case FIELD_GUID:
        set = set_line(d, &d->e.guid, value, FORM_PLAIN);
        break;
    case FIELD_TITLE:
        set = set_title(d, value, form);
        break;
    case FIELD_AUTHOR:
        set = set_line(d, &d->e.author, name_of_author(value), form);
        break;
    case FIELD_LANG:
        set = set_line(d, &d->e.lang, value, FORM_PLAIN);
        break;
    case FIELD_REPLY_TO:
        set = set_line(d, &d->e.reply_to, value, FORM_PLAIN);
        break;
    case FIELD_TEXT:
        buf_clear(&d->text);
        buf_add(&d->text, utf8_prefix(value, FEED_MAX_TEXT));
        d->form = form;
        set = true;
        break;
    case FIELD_HTML:
        d->e.html = str_copy(&d->arena, utf8_prefix(value, FEED_MAX_TEXT));
        set = true;
        break;
    case FIELD_TIME:
    case FIELD_UPDATED:
        draft_set_time(d, field, rank, date_parse(value, d->dutch));
        break;
    case FIELD_NONE:
    case FIELD_COUNT:
        break;
    }
    if (set)
        d->rank[field] = (unsigned char)rank;
}

void draft_set_time(struct draft *d, enum draft_field field, int rank, int64_t ms)
{
    if (ms == TIME_NONE || rank <= d->rank[field])
        return;
    *(field == FIELD_TIME ? &d->e.time : &d->e.updated) = ms;
    d->rank[field] = (unsigned char)rank;
}

static void add_to_list(struct draft *d, struct strs *list, struct str s)
{
    if (s.n == 0 || list->n >= FEED_MAX_LIST)
        return;
    for (int i = 0; i < list->n; i++)
        if (str_eq(list->v[i], s))
            return;
    if (!list->v) {
        list->v = arena_alloc(&d->arena, FEED_MAX_LIST * sizeof *list->v);
        list->cap = FEED_MAX_LIST;
    }
    list->v[list->n++] = s;
}

void draft_add_link(struct draft *d, struct str base, struct str url)
{
    if (d->e.links.n < FEED_MAX_LIST && url.n && url.p[0] != '#')
        add_to_list(d, &d->e.links, safe_url(d, base, url));
}

void draft_add_tag(struct draft *d, struct str tag)
{
    if (d->e.tags.n < FEED_MAX_LIST)
        add_to_list(d, &d->e.tags, line_of(d, tag, FORM_MAYBE, FEED_MAX_TITLE));
}

int draft_add_media(struct draft *d, struct str base, struct str url, struct str type, struct str alt)
{
    struct entry *e = &d->e;

    url = safe_url(d, base, url);
    if (url.n == 0 || e->nmedia >= FEED_MAX_LIST)
        return -1;
    for (int i = 0; i < e->nmedia; i++)
        if (str_eq(e->media[i].url, url)) {
            if (e->media[i].alt.n == 0)
                draft_set_alt(d, i, alt, FORM_PLAIN);
            return i;
        }
    if (!e->media) {
        e->media = arena_alloc(&d->arena, FEED_MAX_LIST * sizeof *e->media);
        e->media_cap = FEED_MAX_LIST;
    }
    e->media[e->nmedia] = (struct media){.url = url, .type = line_of(d, type, FORM_PLAIN, FEED_MAX_TITLE)};
    draft_set_alt(d, e->nmedia, alt, FORM_PLAIN);
    return e->nmedia++;
}

void draft_set_alt(struct draft *d, int medium, struct str alt, enum draft_form form)
{
    if (medium >= 0 && alt.n)
        d->e.media[medium].alt = line_of(d, alt, form, FEED_MAX_TITLE);
}

static void found_link(void *context, struct str href)
{
    struct draft *d = context;

    draft_add_link(d, d->base, href);
}

/* An emoji, or part of one: nothing but pictograms and what joins them. */
static bool is_emoji(struct str s)
{
    for (size_t at = 0; at < s.n;) {
        int kind = utf8proc_get_property(utf8_next(s, &at))->boundclass;

        if (kind != UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC && kind != UTF8PROC_BOUNDCLASS_EXTEND &&
            kind != UTF8PROC_BOUNDCLASS_ZWJ && kind != UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR)
            return false;
    }
    return s.n > 0;
}

/* The pictures that fora put in the place of ":-)". */
static bool is_emoticon(struct str s)
{
    return s.n >= 2 && s.n <= 4 && strchr(":;=", s.p[0]) && !memchr(s.p, ' ', s.n);
}

static bool found_picture(void *context, struct str src, struct str alt)
{
    struct draft *d = context;

    if (d->words && (is_emoji(alt) || is_emoticon(alt)))
        return true;
    draft_add_media(d, d->base, src, STR("image"), alt);
    return false;
}

/* Makes `plain` of a text. */
static void add_plain(struct draft *d, struct str text, enum draft_form form)
{
    const struct html_found found = {.link = found_link, .picture = found_picture, .context = d};

    if (form == FORM_PLAIN)
        utf8_mend(&d->plain, text);
    else if (form == FORM_MAYBE)
        html_or_text(&d->plain, text, &found);
    else
        html_to_text(&d->plain, text, &found);
}

/* Does it describe a picture: two words at least, not the name of a file? */
static bool describes(struct str alt)
{
    int words = 0;

    while (alt.n) {
        struct str word = str_cut(&alt, ' ');
        size_t at = 0;
        utf8proc_category_t k = word.n ? utf8proc_category(utf8_next(word, &at)) : UTF8PROC_CATEGORY_CN;

        words += k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
    }
    return words >= 2;
}

/* Adds to the text what its pictures show, where that isn't in it. */
static void add_pictures(struct draft *d)
{
    while (d->plain.n && (d->plain.p[d->plain.n - 1] == '\n' || d->plain.p[d->plain.n - 1] == ' '))
        d->plain.n--;
    for (int i = 0; i < d->e.nmedia; i++) {
        struct str alt = d->e.media[i].alt;

        if (!describes(alt) || str_find(buf_str(&d->plain), alt) >= 0)
            continue;
        buf_printf(&d->plain, "%s[afbeelding: %.*s]", d->plain.n ? "\n\n" : "", STR_ARG(alt));
    }
}

const struct entry *draft_finish(struct draft *d)
{
    struct str text = buf_str(&d->text);

    if (d->e.html.n) { /* its links and pictures count, its text only when there is no other */
        add_plain(d, d->e.html, FORM_HTML);
        if (text.n)
            buf_clear(&d->plain);
    }
    if (text.n)
        add_plain(d, text, d->form);
    if (d->words && d->e.title.n == 0 && d->e.nmedia)
        add_pictures(d);
    d->e.text = buf_str(&d->plain);
    if (d->e.html.n == 0 && (d->form == FORM_HTML || (d->form == FORM_MAYBE && html_is_likely(text))))
        d->e.html = text;
    if (d->e.time == TIME_NONE)
        d->e.time = d->e.updated;
    return &d->e;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* JSON documents: mended, parsed, and JSON Feed 1.0 and 1.1 read (https://www.jsonfeed.org/version/1.1/). */
#include <stdio.h>
#include <string.h>

#include "listener/feed_parts.h"
#include "listener/url.h"

enum { MOST_LEVELS = 64 };

const json_t *feed_json_at(const json_t *object, const char *path)
{
    struct str rest = str_of(path);

    while (rest.n && object) {
        struct str key = str_cut(&rest, '.');

        object = json_object_getn(object, key.p, key.n);
    }
    return object;
}

struct str feed_json_text(struct feed *f, const json_t *object, const char *path)
{
    const json_t *value = feed_json_at(object, path);

    if (json_is_string(value))
        return (struct str){json_string_value(value), json_string_length(value)};
    if (json_is_integer(value))
        return str_printf(&f->draft.arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_real(value))
        return str_printf(&f->draft.arena, "%.15g", json_real_value(value));
    return (struct str){0};
}

/* ---- JSON Feed */

static struct str author_of(struct feed *f, const json_t *object)
{
    const json_t *authors = json_object_get(object, "authors");
    const json_t *first = json_is_array(authors) ? json_array_get(authors, 0) : authors;
    struct str name = json_is_string(first) ? (struct str){json_string_value(first), json_string_length(first)}
                                            : feed_json_text(f, first, "name");

    if (name.n == 0)
        name = feed_json_text(f, object, "author.name");
    return name.n ? name : feed_json_text(f, object, "author");
}

static void add_attachments(struct feed *f, const json_t *item)
{
    struct draft *d = &f->draft;
    const json_t *attachment;
    size_t i;

    draft_add_media(d, f->base, feed_json_text(f, item, "image"), STR("image"), (struct str){0});
    draft_add_media(d, f->base, feed_json_text(f, item, "banner_image"), STR("image"), (struct str){0});
    json_array_foreach(json_object_get(item, "attachments"), i, attachment)
        draft_add_media(d, f->base, feed_json_text(f, attachment, "url"), feed_json_text(f, attachment, "mime_type"),
                        feed_json_text(f, attachment, "title"));
}

static void add_tags(struct feed *f, const json_t *tags)
{
    const json_t *tag;
    size_t i;

    json_array_foreach(tags, i, tag)
        if (json_is_string(tag))
            draft_add_tag(&f->draft, (struct str){json_string_value(tag), json_string_length(tag)});
}

static int read_item(struct feed *f, const json_t *item, struct err *err)
{
    static const struct {
        const char *key;
        enum draft_field field;
        int rank;
        enum draft_form form;
    } members[] = {
        {"id", FIELD_GUID, 9, FORM_PLAIN},
        {"url", FIELD_URL, 9, FORM_PLAIN},
        {"external_url", FIELD_URL, 5, FORM_PLAIN},
        {"title", FIELD_TITLE, 9, FORM_MAYBE},
        {"content_html", FIELD_TEXT, 9, FORM_HTML},
        {"content_text", FIELD_TEXT, 8, FORM_PLAIN},
        {"summary", FIELD_TEXT, 5, FORM_PLAIN},
        {"date_published", FIELD_TIME, 9, FORM_PLAIN},
        {"date_modified", FIELD_UPDATED, 9, FORM_PLAIN},
        {"language", FIELD_LANG, 9, FORM_PLAIN},
    };
    struct draft *d = &f->draft;

    feed_begin(f, f->base);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        draft_set(d, members[i].field, members[i].rank, feed_json_text(f, item, members[i].key), members[i].form);
    draft_set(d, FIELD_AUTHOR, 9, author_of(f, item), FORM_PLAIN);
    if (url_is_web(d->e.guid))
        draft_set(d, FIELD_URL, 2, d->e.guid, FORM_PLAIN);
    draft_add_link(d, f->base, feed_json_text(f, item, "external_url"));
    add_attachments(f, item);
    add_tags(f, json_object_get(item, "tags"));
    return feed_emit(f, err);
}

static struct str address(struct feed *f, const json_t *root, const char *key)
{
    struct str url = url_resolve(&f->arena, f->base, feed_json_text(f, root, key));

    return url_is_safe(url) ? url : (struct str){0};
}

static int read_feed(struct feed *f, const json_t *root, struct err *err)
{
    const json_t *item;
    size_t i;

    f->info.kind = FEED_JSON;
    f->info.title = feed_line(f, feed_json_text(f, root, "title"), FORM_PLAIN);
    f->info.home = address(f, root, "home_page_url");
    f->info.next = address(f, root, "next_url");
    if (str_eq(f->info.next, f->base))
        f->info.next = (struct str){0};
    f->default_author = feed_line(f, author_of(f, root), FORM_PLAIN);
    feed_set_lang(f, feed_json_text(f, root, "language"));
    json_array_foreach(json_object_get(root, "items"), i, item)
        if (json_is_object(item) && !f->stopped && read_item(f, item, err))
            return -1;
    return 0;
}

static bool is_json_feed(struct feed *f, const json_t *root)
{
    struct str version = feed_json_text(f, root, "version");

    return str_find(version, STR("jsonfeed")) >= 0 || json_is_array(json_object_get(root, "items"));
}

/* ---- Mending and parsing */

static int hex_value(struct str s)
{
    int value = 0;

    if (s.n < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = s.p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;

        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* An escape at the front of `s`: added, mended where the library would refuse all for it. Returns its length. */
static size_t add_escape(struct buf *out, struct str s)
{
    int high = s.n > 1 && s.p[1] == 'u' ? hex_value(str_sub(s, 2, s.n)) : -1;
    struct str next = str_sub(s, 6, s.n);
    int low = next.n > 1 && next.p[0] == '\\' && next.p[1] == 'u' ? hex_value(str_sub(next, 2, next.n)) : -1;

    if (high < 0) {
        buf_add(out, str_sub(s, 0, 2));
        return s.n < 2 ? s.n : 2;
    }
    if (high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
        buf_add(out, str_sub(s, 0, 12));
        return 12;
    }
    if (high == 0 || (high >= 0xD800 && high < 0xE000))
        buf_puts(out, "\\ufffd");
    else
        buf_add(out, str_sub(s, 0, 6));
    return 6;
}

/*
 * Half surrogates and \u0000 become U+FFFD, raw controls in strings blanks: common in feeds, refused by the
 * library. -1: more levels than may be.
 */
static int mend(struct buf *out, struct str s, struct err *err)
{
    bool quoted = false;
    int depth = 0;

    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];

        if (quoted && c == '\\') {
            i += add_escape(out, str_sub(s, i, s.n));
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '{' || c == '['))
            depth++;
        if (!quoted && (c == '}' || c == ']'))
            depth--;
        if (depth > MOST_LEVELS)
            return err_set(err, "JSON van meer dan %d lagen diep", MOST_LEVELS);
        buf_putc(out, (unsigned char)c < ' ' ? ' ' : c);
        i++;
    }
    return 0;
}

int feed_json_read(struct feed *f, struct str document, struct err *err)
{
    struct buf mended = {0};
    json_error_t where;
    json_t *root = NULL;
    int result = mend(&mended, document, err);

    if (result == 0) {
        root = json_loadb(buf_c(&mended), mended.n, JSON_DISABLE_EOF_CHECK, &where);
        if (!root)
            result = err_set(err, "geen JSON, vanaf byte %d", where.position);
    }
    buf_release(&mended);
    if (!root)
        return result;
    result = feed_api_read(f, root, err);
    if (result > 0 && is_json_feed(f, root))
        result = read_feed(f, root, err);
    else if (result > 0)
        result = err_set(err, "geen feed maar JSON van een ander soort");
    json_decref(root);
    return result;
}

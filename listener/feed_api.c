/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What platforms answer to a program: Mastodon's statuses, Bluesky's feeds and threads, Reddit's listings, politie.nl's
 * news. Each document is recognised by its form.
 */
#include <string.h>

#include "base/when.h"
#include "listener/feed_parts.h"
#include "listener/feed_text.h"
#include "listener/html.h"
#include "listener/url.h"

enum { MOST_THREAD_LEVELS = 50 };

struct member {
    const char *path;
    enum draft_field field;
    int rank;
    enum draft_form form;
};

static void set_members(struct feed *f, const json_t *object, const struct member *members, size_t n)
{
    for (size_t i = 0; i < n; i++)
        draft_set(&f->draft, members[i].field, members[i].rank, feed_json_text(f, object, members[i].path),
                  members[i].form);
}
#define SET_MEMBERS(f, object, members) set_members((f), (object), (members), sizeof (members) / sizeof *(members))

/* The display name, with the handle beside it: the name gives the speaker group away, the handle stays the same. */
static void set_author(struct feed *f, struct str name, struct str handle)
{
    struct draft *d = &f->draft;

    if (handle.n)
        handle = str_printf(&d->arena, "@%.*s", STR_ARG(str_sub(handle, 0, 500)));
    draft_set(d, FIELD_AUTHOR, 9, name, FORM_PLAIN);
    draft_set(d, FIELD_AUTHOR, 8, handle, FORM_PLAIN);
    d->e.handle = handle;
}

/* ---- Mastodon (docs.joinmastodon.org/entities/Status) */

static bool is_status(const json_t *object)
{
    return json_is_object(json_object_get(object, "account")) && json_object_get(object, "content") &&
           json_object_get(object, "created_at");
}

static const struct member status_members[] = {
    {"id", FIELD_GUID, 9, FORM_PLAIN},           {"url", FIELD_URL, 9, FORM_PLAIN},
    {"uri", FIELD_URL, 5, FORM_PLAIN},           {"spoiler_text", FIELD_TITLE, 9, FORM_PLAIN},
    {"created_at", FIELD_TIME, 9, FORM_PLAIN},   {"edited_at", FIELD_UPDATED, 9, FORM_PLAIN},
    {"language", FIELD_LANG, 9, FORM_PLAIN},     {"in_reply_to_id", FIELD_REPLY_TO, 9, FORM_PLAIN},
};

/* What a followers' or a direct message says isn't public, whoever could fetch it. */
static bool is_private(struct feed *f, const json_t *status)
{
    struct str visibility = feed_json_text(f, status, "visibility");

    return str_is(visibility, "private") || str_is(visibility, "direct");
}

/* The text with the answers of a poll behind it. */
static void set_words(struct feed *f, const json_t *status)
{
    const json_t *answers = feed_json_at(status, "poll.options");
    struct buf html = {.max = FEED_MAX_TEXT};
    const json_t *answer;
    size_t i;

    buf_add(&html, feed_json_text(f, status, "content"));
    if (json_array_size(answers))
        buf_puts(&html, "<ul>");
    json_array_foreach(answers, i, answer) {
        buf_puts(&html, "<li>");
        feed_text_escape(&html, feed_json_text(f, answer, "title"));
        buf_puts(&html, "</li>");
    }
    if (json_array_size(answers))
        buf_puts(&html, "</ul>");
    draft_set(&f->draft, FIELD_TEXT, 9, buf_str(&html), FORM_HTML);
    buf_release(&html);
}

/* A boost has no words of its own: those of the boosted status stand in it, under the booster's id and name. */
static int read_status(struct feed *f, const json_t *status, struct err *err)
{
    struct draft *d = &f->draft;
    const json_t *boosted = json_object_get(status, "reblog");
    const json_t *words = json_is_object(boosted) ? boosted : status;
    const json_t *item;
    size_t i;

    feed_begin(f, f->base);
    SET_MEMBERS(f, status, status_members);
    if (words != status)
        SET_MEMBERS(f, words, status_members);
    set_words(f, words);
    d->e.withheld = json_is_true(feed_json_at(words, "account.noindex"));
    set_author(f, feed_json_text(f, status, "account.display_name"), feed_json_text(f, status, "account.acct"));
    json_array_foreach(json_object_get(words, "media_attachments"), i, item)
        draft_add_media(d, f->base, feed_json_text(f, item, "url"), feed_json_text(f, item, "type"),
                        feed_json_text(f, item, "description"));
    json_array_foreach(json_object_get(words, "tags"), i, item)
        draft_add_tag(d, feed_json_text(f, item, "name"));
    draft_add_link(d, f->base, feed_json_text(f, words, "card.url"));
    return feed_emit(f, err);
}

static int read_statuses(struct feed *f, const json_t *statuses, struct err *err)
{
    const json_t *status;
    size_t i;

    json_array_foreach(statuses, i, status)
        if (is_status(status) && !is_private(f, status) && !f->stopped && read_status(f, status, err))
            return -1;
    return 0;
}

static int read_mastodon(struct feed *f, const json_t *root, struct err *err)
{
    static const char *const lists[] = {"ancestors", "statuses", "descendants"};

    f->info.kind = FEED_MASTODON;
    if (is_status(root))
        return is_private(f, root) ? 0 : read_status(f, root, err);
    if (json_is_array(root))
        return read_statuses(f, root, err);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (read_statuses(f, json_object_get(root, lists[i]), err))
            return -1;
    return 0;
}

static bool is_mastodon(const json_t *root)
{
    return is_status(root) || is_status(json_array_get(root, 0)) ||
           json_is_array(json_object_get(root, "descendants")) || json_is_array(json_object_get(root, "statuses"));
}

/* ---- Bluesky (lexicon app.bsky.feed) */

static const struct member post_members[] = {
    {"uri", FIELD_GUID, 9, FORM_PLAIN},
    {"record.text", FIELD_TEXT, 9, FORM_PLAIN},
    {"record.createdAt", FIELD_TIME, 9, FORM_PLAIN},
    {"indexedAt", FIELD_TIME, 5, FORM_PLAIN},
    {"record.reply.parent.uri", FIELD_REPLY_TO, 9, FORM_PLAIN},
};

/* The address on the site; a post is at://did/app.bsky.feed.post/KEY. */
static struct str post_address(struct feed *f, const json_t *post)
{
    struct str uri = feed_json_text(f, post, "uri");
    struct str handle = feed_json_text(f, post, "author.handle");
    size_t at = uri.n;

    if (handle.n == 0 || str_is(handle, "handle.invalid"))
        handle = feed_json_text(f, post, "author.did");
    while (at && uri.p[at - 1] != '/')
        at--;
    if (at == 0 || handle.n == 0)
        return (struct str){0};
    return str_printf(&f->draft.arena, "https://bsky.app/profile/%.*s/post/%.*s", STR_ARG(str_sub(handle, 0, 300)),
                      STR_ARG(str_sub(uri, at, 100)));
}

static void add_facets(struct feed *f, const json_t *facets)
{
    const json_t *facet;
    const json_t *feature;
    size_t i;
    size_t k;

    json_array_foreach(facets, i, facet)
        json_array_foreach(json_object_get(facet, "features"), k, feature) {
            draft_add_link(&f->draft, f->base, feed_json_text(f, feature, "uri"));
            draft_add_tag(&f->draft, feed_json_text(f, feature, "tag"));
        }
}

/* Pictures, films and cards, of the post itself or beside a quoted post. */
static void add_embed(struct feed *f, const json_t *embed)
{
    struct draft *d = &f->draft;
    const json_t *media = json_object_get(embed, "media");
    const json_t *image;
    size_t i;

    if (json_is_object(media))
        embed = media;
    json_array_foreach(json_object_get(embed, "images"), i, image) draft_add_media(
        d, f->base, feed_json_text(f, image, "fullsize"), STR("image"), feed_json_text(f, image, "alt"));
    draft_add_media(d, f->base, feed_json_text(f, embed, "playlist"), STR("video"), feed_json_text(f, embed, "alt"));
    draft_add_link(d, f->base, feed_json_text(f, embed, "external.uri"));
}

static void add_post_tags(struct feed *f, const json_t *tags)
{
    const json_t *tag;
    size_t i;

    json_array_foreach(tags, i, tag)
        if (json_is_string(tag))
            draft_add_tag(&f->draft, str_of(json_string_value(tag)));
}

/* Has the author asked for readers with an account alone? Bluesky leaves it to programs to obey. */
static bool is_withheld(struct feed *f, const json_t *post)
{
    const json_t *label;
    size_t i;

    json_array_foreach(feed_json_at(post, "author.labels"), i, label)
        if (str_is(feed_json_text(f, label, "val"), "!no-unauthenticated") && !json_is_true(json_object_get(label, "neg")))
            return true;
    return false;
}

static int read_post(struct feed *f, const json_t *post, struct err *err)
{
    struct draft *d = &f->draft;
    const json_t *langs = feed_json_at(post, "record.langs");

    feed_begin(f, f->base);
    SET_MEMBERS(f, post, post_members);
    draft_set(d, FIELD_URL, 9, post_address(f, post), FORM_PLAIN);
    if (json_is_string(json_array_get(langs, 0)))
        draft_set(d, FIELD_LANG, 9, str_of(json_string_value(json_array_get(langs, 0))), FORM_PLAIN);
    set_author(f, feed_json_text(f, post, "author.displayName"), feed_json_text(f, post, "author.handle"));
    add_facets(f, feed_json_at(post, "record.facets"));
    add_post_tags(f, feed_json_at(post, "record.tags"));
    add_embed(f, json_object_get(post, "embed"));
    d->e.withheld = is_withheld(f, post);
    return feed_emit(f, err);
}

static bool is_post(const json_t *post)
{
    return json_is_string(json_object_get(post, "uri")) && json_is_object(json_object_get(post, "record"));
}

static int read_posts(struct feed *f, const json_t *items, struct err *err)
{
    const json_t *item;
    size_t i;

    json_array_foreach(items, i, item) {
        const json_t *post = json_object_get(item, "post");

        if (!json_is_object(post))
            post = item;
        if (is_post(post) && !f->stopped && read_post(f, post, err))
            return -1;
    }
    return 0;
}

static int read_thread(struct feed *f, const json_t *thread, int level, struct err *err)
{
    const json_t *post = json_object_get(thread, "post");
    const json_t *parent = json_object_get(thread, "parent");
    const json_t *reply;
    size_t i;

    if (level > MOST_THREAD_LEVELS || f->stopped)
        return 0;
    if (parent && read_thread(f, parent, level + 1, err))
        return -1;
    if (is_post(post) && read_post(f, post, err))
        return -1;
    json_array_foreach(json_object_get(thread, "replies"), i, reply)
        if (read_thread(f, reply, level + 1, err))
            return -1;
    return 0;
}

static int read_bluesky(struct feed *f, const json_t *root, struct err *err)
{
    const json_t *thread = json_object_get(root, "thread");

    f->info.kind = FEED_BLUESKY;
    if (json_is_object(thread))
        return read_thread(f, thread, 0, err);
    if (read_posts(f, json_object_get(root, "feed"), err))
        return -1;
    return read_posts(f, json_object_get(root, "posts"), err);
}

static bool is_bluesky(const json_t *root)
{
    return json_is_array(json_object_get(root, "feed")) || json_is_array(json_object_get(root, "posts")) ||
           json_is_object(feed_json_at(root, "thread.post"));
}

/* ---- Reddit (t3 a submission, t1 a comment, t5 a subreddit) */

static const struct member thing_members[] = {
    {"name", FIELD_GUID, 9, FORM_PLAIN},
    {"title", FIELD_TITLE, 9, FORM_MAYBE},
    {"parent_id", FIELD_REPLY_TO, 9, FORM_PLAIN},
    {"created_utc", FIELD_TIME, 9, FORM_PLAIN},
};

/* Markdown, with its HTML beside it. */
static const char *const thing_texts[] = {"selftext", "body", "public_description"};
static const char *const thing_html[] = {"selftext_html", "body_html", "public_description_html"};

static void set_thing_time(struct feed *f, const json_t *data, const char *key, enum draft_field field)
{
    double seconds = json_number_value(json_object_get(data, key));

    if (seconds > 0 && seconds < 253402300800.0) /* the year 10000 */
        draft_set_time(&f->draft, field, 9, (int64_t)seconds * WHEN_SECOND);
}

/* Addresses on reddit.com are given without their host. */
static struct str on_reddit(struct feed *f, struct str path)
{
    return url_resolve(&f->draft.arena, STR("https://www.reddit.com/"), path);
}

/* The pictures of a gallery, in its order. */
static void add_gallery(struct feed *f, const json_t *data)
{
    const json_t *item;
    size_t i;

    json_array_foreach(feed_json_at(data, "gallery_data.items"), i, item) {
        const char *id = json_string_value(json_object_get(item, "media_id"));
        const json_t *picture = id ? json_object_get(json_object_get(data, "media_metadata"), id) : NULL;
        struct buf url = {0};

        html_unescape(&url, feed_json_text(f, picture, "s.u"));
        draft_add_media(&f->draft, f->base, buf_str(&url), STR("image"), feed_json_text(f, item, "caption"));
        buf_release(&url);
    }
}

static int read_thing(struct feed *f, const json_t *thing, struct err *err)
{
    struct draft *d = &f->draft;
    const json_t *data = json_object_get(thing, "data");
    struct str path;
    struct str author;

    feed_begin(f, f->base);
    SET_MEMBERS(f, data, thing_members);
    for (size_t i = 0; i < sizeof thing_texts / sizeof *thing_texts; i++) {
        struct buf text = {0};

        html_unescape(&text, feed_json_text(f, data, thing_texts[i]));
        draft_set(d, FIELD_TEXT, 9 - (int)i, buf_str(&text), FORM_PLAIN);
        buf_clear(&text);
        html_unescape(&text, feed_json_text(f, data, thing_html[i]));
        draft_set(d, FIELD_HTML, 9 - (int)i, buf_str(&text), FORM_HTML);
        buf_release(&text);
    }
    set_thing_time(f, data, "created_utc", FIELD_TIME);
    set_thing_time(f, data, "edited", FIELD_UPDATED);
    path = feed_json_text(f, data, "permalink");
    if (path.n == 0 && str_is(feed_json_text(f, thing, "kind"), "t5"))
        path = feed_json_text(f, data, "url");
    if (path.n)
        draft_set(d, FIELD_URL, 9, on_reddit(f, path), FORM_PLAIN);
    author = feed_json_text(f, data, "author");
    if (author.n && !str_is(author, "[deleted]"))
        set_author(f, (struct str){0}, author);
    draft_add_link(d, f->base, feed_json_text(f, data, "url_overridden_by_dest"));
    if (!json_is_true(json_object_get(data, "is_self")))
        draft_add_link(d, f->base, feed_json_text(f, data, "url"));
    draft_add_tag(d, feed_json_text(f, data, "link_flair_text"));
    add_gallery(f, data);
    return feed_emit(f, err);
}

static int read_listing(struct feed *f, const json_t *listing, int level, struct err *err)
{
    const json_t *thing;
    size_t i;

    json_array_foreach(feed_json_at(listing, "data.children"), i, thing) {
        const json_t *replies = feed_json_at(thing, "data.replies");

        if (str_is(feed_json_text(f, thing, "kind"), "more") || f->stopped)
            continue;
        if (read_thing(f, thing, err))
            return -1;
        if (json_is_object(replies) && level < MOST_THREAD_LEVELS && read_listing(f, replies, level + 1, err))
            return -1;
    }
    return 0;
}

static bool is_listing(const json_t *object)
{
    return json_is_array(feed_json_at(object, "data.children"));
}

static int read_reddit(struct feed *f, const json_t *root, struct err *err)
{
    const json_t *listing;
    size_t i;

    f->info.kind = FEED_REDDIT;
    if (!json_is_array(root))
        return read_listing(f, root, 0, err);
    json_array_foreach(root, i, listing)
        if (read_listing(f, listing, 0, err))
            return -1;
    return 0;
}

static bool is_reddit(const json_t *root)
{
    return is_listing(root) || is_listing(json_array_get(root, 0));
}

/* ---- politie.nl (api.politie.nl/v4) */

static const char *const police_lists[] = {"nieuwsberichten", "opsporingsberichten", "vermissingen",
                                           "gezochtepersonen"};

static const struct member police_members[] = {
    {"uid", FIELD_GUID, 9, FORM_PLAIN},
    {"url", FIELD_URL, 9, FORM_PLAIN},
    {"titel", FIELD_TITLE, 9, FORM_MAYBE},
    {"publicatiedatum", FIELD_TIME, 9, FORM_PLAIN},
};

static void add_part(struct buf *html, const char *element, struct str part)
{
    if (part.n == 0)
        return;
    buf_printf(html, "<%s>", element);
    buf_add(html, part);
    buf_printf(html, "</%s>\n", element);
}

static int read_police_news(struct feed *f, const json_t *news, struct err *err)
{
    struct draft *d = &f->draft;
    struct buf html = {.max = FEED_MAX_TEXT};
    const json_t *part;
    size_t i;

    feed_begin(f, f->base);
    d->dutch = true;
    SET_MEMBERS(f, news, police_members);
    draft_set(d, FIELD_LANG, 9, STR("nl"), FORM_PLAIN);
    add_part(&html, "p", feed_json_text(f, news, "introductie"));
    json_array_foreach(json_object_get(news, "alineas"), i, part) {
        add_part(&html, "h2", feed_json_text(f, part, "titel"));
        add_part(&html, "div", feed_json_text(f, part, "opgemaaktetekst"));
    }
    draft_set(d, FIELD_TEXT, 9, buf_str(&html), FORM_HTML);
    buf_release(&html);
    draft_add_media(d, f->base, feed_json_text(f, news, "afbeelding.url"), STR("image"),
                    feed_json_text(f, news, "afbeelding.alttext"));
    draft_add_tag(d, feed_json_text(f, news, "gebied"));
    add_post_tags(f, json_object_get(news, "tags"));
    return feed_emit(f, err);
}

static int read_police(struct feed *f, const json_t *root, struct err *err)
{
    f->info.kind = FEED_POLITIE;
    f->default_author = STR("Politie");
    feed_set_lang(f, STR("nl"));
    for (size_t k = 0; k < sizeof police_lists / sizeof *police_lists; k++) {
        const json_t *news;
        size_t i;

        json_array_foreach(json_object_get(root, police_lists[k]), i, news)
            if (json_is_object(news) && !f->stopped && read_police_news(f, news, err))
                return -1;
    }
    return 0;
}

static bool is_police(const json_t *root)
{
    for (size_t i = 0; i < sizeof police_lists / sizeof *police_lists; i++)
        if (json_is_array(json_object_get(root, police_lists[i])))
            return true;
    return false;
}

/* ---- Which of them */

static const struct {
    bool (*is)(const json_t *root);
    int (*read)(struct feed *f, const json_t *root, struct err *err);
} apis[] = {
    {is_mastodon, read_mastodon},
    {is_reddit, read_reddit},
    {is_police, read_police},
    {is_bluesky, read_bluesky},
};

/* Platforms say what is wrong in one of these. */
static const char *const error_members[] = {"error_description", "message", "error", "reason"};

int feed_api_read(struct feed *f, const json_t *root, struct err *err)
{
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        if (apis[i].is(root))
            return apis[i].read(f, root, err);
    if (json_is_array(root) && json_array_size(root) == 0)
        return 0;
    if (json_object_get(root, "items") || json_object_get(root, "version"))
        return 1;
    for (size_t i = 0; i < sizeof error_members / sizeof *error_members; i++) {
        struct str message = feed_json_text(f, root, error_members[i]);

        if (message.n)
            return err_set(err, "geen feed: de server zegt '%.*s'", STR_ARG(str_sub(message, 0, 200)));
    }
    return 1;
}

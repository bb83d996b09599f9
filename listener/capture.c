/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/capture.h"

#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "listener/mask.h"
#include "listener/url.h"

enum {
    MOST_TEXT = 64 << 10, /* bytes of a text */
    MOST_TITLE = 4 << 10,
    MOST_URL = 2 << 10,
    MOST_NAME = 256, /* bytes of an author's name that count */
    MOST_LIST = 50,  /* tags, links */
    MOST_MEDIA = 16,
    LEAST_STORY = 24 /* bytes of a title that can tell one story from another */
};

#define YEAR_2000 946684800000LL    /* UTC ms; earlier dates are a machine's default */
#define PLAY      (2 * WHEN_MINUTE) /* clocks differ */

static const struct seal_key no_key; /* where nothing is stored */

/* ---- identity ---- */

static bool is_uri(struct str s)
{
    return str_find(s, STR("://")) > 0 || str_starts(s, STR("tag:")) || str_starts(s, STR("urn:"));
}

/* A link to a home page tells no entry apart. */
static bool is_home_page(struct str url)
{
    struct url parts = url_split(url);

    return parts.query.n == 0 && (parts.path.n == 0 || str_is(parts.path, "/"));
}

static struct str source_name(const struct source *source, const struct entry *e)
{
    return e->source.n ? e->source : source ? source->name : (struct str){0};
}

/* A guid that is no address of its own is only unique within its source. */
static struct str scoped(struct arena *a, const struct source *source, const struct entry *e, struct str guid)
{
    struct str name = source_name(source, e);

    return is_uri(guid) ? guid : str_printf(a, "%.*s\n%.*s", STR_ARG(name), STR_ARG(guid));
}

static struct str hashed(const struct capture *c, const char *kind, struct str text, struct arena *a)
{
    return seal_hash(a, c->identity ? c->identity : &no_key, kind, text);
}

struct str capture_identity(const struct capture *c, const struct source *source, const struct entry *e, bool by_link,
                            struct arena *a)
{
    bool linked = e->url.n && !is_home_page(e->url);

    if (e->guid.n && !(by_link && linked))
        return c->identity ? hashed(c, "entry", scoped(a, source, e, e->guid), a) : e->guid;
    if (linked && e->time != TIME_NONE && !by_link)
        return hashed(c, "link", str_printf(a, "%.*s\n%lld", STR_ARG(e->url), (long long)e->time), a);
    if (linked)
        return hashed(c, "link", e->url, a);
    return hashed(
        c, "text",
        str_printf(a, "%.*s\n%.*s\n%.*s", STR_ARG(source_name(source, e)), STR_ARG(e->title), STR_ARG(e->text)), a);
}

struct str capture_url_key(const struct capture *c, struct str url, struct arena *a)
{
    if (!url_is_web(url) || is_home_page(url) || url.n > MOST_URL)
        return (struct str){0};
    return c->identity ? hashed(c, "url", url_normal(a, url), a) : url_normal(a, url);
}

/* Letters and digits of the folded title alone, before its host. */
static struct str story_key(const struct capture *c, struct str title, struct str url, struct arena *a)
{
    struct buf folded = {0}, kept = {0};
    struct str key = {0};

    utf8_fold(&folded, title);
    for (size_t i = 0; i < folded.n; i++)
        if ((folded.p[i] >= 'a' && folded.p[i] <= 'z') || (folded.p[i] >= '0' && folded.p[i] <= '9') || folded.p[i] < 0)
            buf_putc(&kept, folded.p[i]);
    if (kept.n >= LEAST_STORY) {
        struct str host = source_host(a, url);

        buf_putc(&kept, '\n');
        buf_add(&kept, host);
        key = hashed(c, "story", buf_str(&kept), a);
    }
    buf_release(&folded);
    buf_release(&kept);
    return key;
}

/* ---- authors ---- */

static int monday_of(int64_t time)
{
    int day = when_day(time);

    return day - when_weekday(day);
}

/* 'Name <address>': the address, else the whole. */
static struct str address_of(struct str author)
{
    struct str rest = author;

    str_cut(&rest, '<');
    return str_ends(rest, STR(">")) && rest.n > 1 ? str_sub(rest, 0, rest.n - 1) : author;
}

/* The public actor of a handle, an address or, where a source gives neither, a name. */
static const struct actor *actor_of(const struct municipality *town, struct str author)
{
    return author.n ? municipality_actor(town, address_of(author)) : NULL;
}

/* The form in which authors are compared. */
static void fold_author(struct buf *folded, struct str author)
{
    struct str name = utf8_prefix(address_of(str_trim(author)), MOST_NAME);

    if (str_starts(name, STR("@")))
        name = str_sub(name, 1, name.n);
    utf8_fold(folded, name);
}

struct str capture_objection(const struct capture *c, struct str author, struct arena *a)
{
    struct buf folded = {0};
    struct str hash = {0};

    fold_author(&folded, author);
    if (c->identity && folded.n)
        hash = seal_hash(a, c->identity, "objection", buf_str(&folded));
    buf_release(&folded);
    return hash;
}

struct str capture_pseudonym(const struct capture *c, struct str author, int64_t time, struct arena *a)
{
    struct buf folded = {0};
    struct str pseudonym;

    fold_author(&folded, author);
    if (c->author_key) {
        pseudonym = seal_hash(a, c->author_key(c->context, monday_of(time)), "author", buf_str(&folded));
    } else {
        buf_printf(&folded, "\n%d", monday_of(time));
        pseudonym = seal_hash(a, &no_key, "author", buf_str(&folded));
    }
    buf_release(&folded);
    return pseudonym;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c < 0;
}

/* A source whose entries are its publisher's own words, whoever's name stands under them. */
static bool speaks_for_itself(const struct source *source)
{
    return source && source->publisher.n && source->voice != VOICE_NONE && source->voice != VOICE_BEVOLKING;
}

static bool is_edited(enum channel channel)
{
    return channel == CHANNEL_NEWS || channel == CHANNEL_NEWSPAPER || channel == CHANNEL_YOUTUBE;
}

static enum channel channel_of(const struct source *source, const struct entry *e)
{
    int channel = e->channel.n ? value_of(channel_names, e->channel) : -1;

    if (channel >= 0)
        return (enum channel)channel;
    return source ? source->channel : CHANNEL_OTHER;
}

/* Where the networks put the account in an address. */
static const struct {
    const char *before;
    bool server; /* the handle ends in the address's host */
} profile_paths[] = {{"/users/", true}, {"/@", true}, {"/profile/", false}};

/* "@jan@server" of https://server/@jan/1 and https://server/users/jan/statuses/1, "@jan.example" of Bluesky's; else empty. */
static struct str handle_in(struct str url, struct arena *a)
{
    struct str path = url_split(url).path;
    struct str name = {0};
    bool server = false;

    for (size_t i = 0; i < sizeof profile_paths / sizeof *profile_paths && name.n == 0; i++) {
        if (!str_starts(path, str_of(profile_paths[i].before)))
            continue;
        server = profile_paths[i].server;
        path = str_sub(path, strlen(profile_paths[i].before), path.n);
        name = str_cut(&path, '/');
    }
    if (name.n == 0 || name.n > MOST_NAME)
        return (struct str){0};
    if (!server || memchr(name.p, '@', name.n))
        return str_printf(a, "@%.*s", STR_ARG(name));
    return str_printf(a, "@%.*s@%.*s", STR_ARG(name), STR_ARG(source_host(a, url)));
}

static bool has_server(struct str handle)
{
    return handle.n > 1 && memchr(handle.p + 1, '@', handle.n - 1);
}

struct str capture_author(const struct source *source, const struct entry *e, struct arena *a)
{
    enum channel channel = channel_of(source, e);
    bool network = channel == CHANNEL_MASTODON || channel == CHANNEL_BLUESKY;
    bool partial = channel == CHANNEL_MASTODON && e->handle.n && !has_server(e->handle);
    bool nobody = e->handle.n + e->author.n == 0 && network && !speaks_for_itself(source);
    struct str known = e->handle.n ? e->handle : e->author;
    struct str found = partial || nobody ? handle_in(e->url.n ? e->url : e->guid, a) : known;

    return found.n ? found : known;
}

struct str capture_name(const struct source *source, const struct entry *e, struct arena *a)
{
    return e->author.n ? e->author : capture_author(source, e, a);
}

/* The public actor, or else the pseudonym: of the author, then of the publisher. */
static void set_author(struct post *post, const struct capture *c, const struct source *source, struct str author,
                       enum voice voice_cue, struct arena *a)
{
    const struct actor *actor = actor_of(c->town, author);
    bool publisher = speaks_for_itself(source) && (author.n == 0 || is_edited(post->channel));

    post->actor_voice = VOICE_NONE;
    post->voice_cue = VOICE_NONE;
    if (!actor && publisher) {
        actor = municipality_actor(c->town, source->publisher);
        post->actor = source->publisher;
        post->actor_voice = source->voice;
    }
    if (actor) {
        post->actor = actor->name;
        post->actor_voice = actor->voice;
    }
    if (post->actor.n || author.n == 0)
        return;
    post->voice_cue = voice_cue;
    post->author = capture_pseudonym(c, author, post->time, a);
}

/* ---- time ---- */

static void set_time(struct captured *out, const struct entry *e, int64_t seen)
{
    int64_t time = e->time != TIME_NONE ? e->time : e->updated;

    if (seen == TIME_NONE)
        seen = time == TIME_NONE ? 0 : time;
    out->time_doubtful = time == TIME_NONE || time < YEAR_2000 || time > seen + WHEN_DAY;
    if (time == TIME_NONE || time < YEAR_2000 || time > seen + PLAY)
        time = seen;
    out->post.time = time;
    out->post.seen = seen;
}

/* ---- text ---- */

struct masking {
    struct mask mask;
    struct buf buf;
    bool own_channel;
};

static void see_own_channel(void *context)
{
    struct masking *m = context;

    m->own_channel = true;
}

/* Without what can't be seen and parts a word or a number that a mask must find. */
static struct str clean(struct str s, struct arena *a)
{
    struct buf b = {0};

    if (utf8_is_clean(s))
        return s;
    utf8_clean(&b, s);
    return buf_take(&b, a);
}

static struct str masked(struct masking *m, struct str text, size_t most, struct arena *a)
{
    text = clean(utf8_prefix(text, most), a);
    if (text.n == 0)
        return text;
    buf_clear(&m->buf);
    mask_text(&m->buf, text, &m->mask);
    return str_copy(a, buf_str(&m->buf));
}

static struct strs new_list(struct arena *a, int n)
{
    return n ? (struct strs){.v = arena_alloc(a, (size_t)n * sizeof(struct str))} : (struct strs){0};
}

static void set_tags(struct post *post, struct masking *m, const struct entry *e, struct arena *a)
{
    int n = e->tags.n < MOST_LIST ? e->tags.n : MOST_LIST;

    post->tags = new_list(a, n);
    for (int i = 0; i < n; i++)
        post->tags.v[post->tags.n++] = masked(m, e->tags.v[i], MOST_NAME, a);
}

/* Web addresses, but for those of a private person's account. */
static void set_links(struct post *post, struct masking *m, const struct entry *e, struct arena *a)
{
    int n = e->links.n < MOST_LIST ? e->links.n : MOST_LIST;

    post->links = new_list(a, n);
    for (int i = 0; i < n; i++) {
        struct str link = e->links.v[i];

        if (link.n <= MOST_URL && url_is_web(link) && !mask_is_profile(link, &m->mask))
            post->links.v[post->links.n++] = str_copy(a, link);
    }
}

/* Pictures and films by their address, with what they show in words. */
static void set_media(struct post *post, struct masking *m, const struct entry *e, struct arena *a)
{
    int n = e->nmedia < MOST_MEDIA ? e->nmedia : MOST_MEDIA;

    if (n == 0)
        return;
    post->media = arena_alloc(a, (size_t)n * sizeof *post->media);
    for (int i = 0; i < n; i++) {
        const struct media *medium = &e->media[i];

        if (medium->url.n <= MOST_URL && url_is_web(medium->url) && url_is_safe(medium->url) &&
            !mask_is_profile(medium->url, &m->mask))
            post->media[post->nmedia++] = (struct media){str_copy(a, medium->url), str_copy(a, utf8_prefix(medium->type, MOST_NAME)),
                                                         masked(m, medium->alt, MOST_TITLE, a)};
    }
}

/* Without the line that Reddit puts under a text: 'submitted by /u/NAME [link] [comments]'. */
static struct str without_signature(struct str text)
{
    static const char start[] = "submitted by";
    enum { START = sizeof start - 1, LONGEST = 200 };
    struct str end = str_trim(text);

    if (!str_ends(end, STR("comments]")) && !str_ends(end, STR("comment]")))
        return text;
    for (size_t at = end.n; at-- > 0 && end.n - at <= LONGEST;) {
        struct str line = str_sub(end, at, end.n);

        if (str_starts(line, str_of(start)) && str_find(line, STR("[link]")) > START)
            return str_trim(str_sub(end, 0, at));
    }
    return text;
}

static void set_text(struct post *post, const struct capture *c, const struct entry *e,
                     const struct capture_facts *facts, struct arena *a)
{
    struct masking m = {.mask = {.town = c->town, .own_channel = see_own_channel}};

    m.mask.context = &m;
    post->title = masked(&m, e->title, MOST_TITLE, a);
    post->text = masked(&m, without_signature(e->text), MOST_TEXT, a);
    post->addressed =
        post->actor_voice != VOICE_GEMEENTE &&
        (m.own_channel || facts->reply_to_own || post->channel == CHANNEL_EMAIL || post->channel == CHANNEL_KCC);
    set_tags(post, &m, e, a);
    set_links(post, &m, e, a);
    set_media(post, &m, e, a);
    buf_release(&m.buf);
}

/* A language tag as BCP 47 writes it; anything else is none. */
static struct str language(struct str lang)
{
    enum { LONGEST_TAG = 35 };

    if (lang.n > LONGEST_TAG)
        return (struct str){0};
    for (size_t i = 0; i < lang.n; i++)
        if (!is_name_byte(lang.p[i] | 32) && lang.p[i] != '-')
            return (struct str){0};
    return lang;
}

static struct entry clean_entry(const struct entry *e, struct arena *a)
{
    struct entry result = *e;

    result.title = clean(e->title, a);
    result.text = clean(e->text, a);
    result.author = clean(e->author, a);
    return result;
}

void capture_entry(struct captured *out, const struct capture *c, const struct source *source, const struct entry *raw,
                   const struct capture_facts *facts, struct arena *a)
{
    const struct entry cleaned = clean_entry(raw, a);
    const struct entry *e = &cleaned;
    struct post *post = &out->post;

    *out = (struct captured){0};
    set_time(out, e, facts->seen);
    post->id = capture_identity(c, source, e, facts->by_link, a);
    post->channel = channel_of(source, e);
    post->source = source_name(source, e);
    post->source_voice = source ? source->voice : VOICE_NONE;
    post->lang = language(e->lang.n || !source ? e->lang : source->lang);
    if (e->url.n <= MOST_URL && url_is_web(e->url))
        post->url = e->url;
    if (e->reply_to.n)
        post->reply_to = c->identity ? hashed(c, "entry", scoped(a, source, e, e->reply_to), a) : e->reply_to;
    out->author = capture_author(source, e, a);
    set_author(post, c, source, out->author, facts->voice_cue, a);
    set_text(post, c, e, facts, a);
    out->url_key = capture_url_key(c, e->url, a);
    out->story_key = story_key(c, e->title, e->url, a);
}

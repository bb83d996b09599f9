/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/feed_names.h"

/* The address begins so (but for case and http or https), or the prefix is this. */
static const struct {
    enum feed_space space;
    const char *address; /* without scheme */
    const char *prefix;
} spaces[] = {
    {SPACE_ATOM, "www.w3.org/2005/atom", "atom"},
    {SPACE_ATOM, "purl.org/atom/", "atom10"},
    {SPACE_ATOM, "purl.org/net/atom", "a10"},
    {SPACE_ATOM, "example.com/newformat#", "atom03"},
    {SPACE_CORE, "purl.org/rss/", "rss"},
    {SPACE_CORE, "purl.org/net/rss", NULL},
    {SPACE_CORE, "my.netscape.com/", NULL},
    {SPACE_CORE, "channel.netscape.com/", NULL},
    {SPACE_CORE, "backend.userland.com/", NULL},
    {SPACE_CORE, "blogs.law.harvard.edu/tech/rss", NULL},
    {SPACE_CORE, "cyber.law.harvard.edu/rss", NULL},
    {SPACE_CORE, "www.rssboard.org/", NULL},
    {SPACE_CORE, "purl.org/net/cdf", NULL},
    {SPACE_CONTENT, "purl.org/rss/1.0/modules/content", "content"},
    {SPACE_SYNDICATION, "purl.org/rss/1.0/modules/syndication", "sy"},
    {SPACE_OTHER, "purl.org/rss/1.0/modules/", NULL},
    {SPACE_THREAD, "purl.org/syndication/thread", "thr"},
    {SPACE_HISTORY, "purl.org/syndication/history", "fh"},
    {SPACE_TOMBSTONE, "purl.org/atompub/tombstones", "at"},
    {SPACE_RDF, "www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
    {SPACE_DC, "purl.org/dc/", "dc"},
    {SPACE_DC, "standaarden.overheid.nl/owms", "dcterms"},
    {SPACE_MEDIA, "search.yahoo.com/mrss", "media"},
    {SPACE_MEDIA, "www.rssboard.org/media-rss", NULL},
    {SPACE_MEDIA, "video.search.yahoo.com/mrss", NULL},
    {SPACE_ITUNES, "www.itunes.com/dtds/podcast", "itunes"},
    {SPACE_ITUNES, "www.google.com/schemas/play-podcasts", "googleplay"},
    {SPACE_FEEDBURNER, "rssnamespace.org/feedburner", "feedburner"},
    {SPACE_XHTML, "www.w3.org/1999/xhtml", "xhtml"},
    {SPACE_SRU, "docs.oasis-open.org/ns/search-ws/sruresponse", "sru"},
    {SPACE_SRU, "www.loc.gov/zing/srw", "srw"},
    {SPACE_SRU, "standaarden.overheid.nl/", "gzd"},
};

static const struct feed_rule rules[] = {
    /* Structure */
    {SPACE_CORE, "rss", DO_NOTHING, FIELD_NONE, 0, DO_NOTHING},
    {SPACE_CORE, "feed", DO_NOTHING, FIELD_NONE, 0, DO_FEED},
    {SPACE_CORE, "channel", DO_NOTHING, FIELD_NONE, 0, DO_FEED},
    {SPACE_CORE, "items", DO_SKIP, FIELD_NONE, 0, DO_NOTHING},
    {SPACE_CORE, "item", DO_ENTRY, FIELD_NONE, 0, DO_ENTRY},
    {SPACE_CORE, "entry", DO_ENTRY, FIELD_NONE, 0, DO_ENTRY},
    {SPACE_CORE, "source", DO_SKIP, FIELD_NONE, 0, DO_SKIP},
    {SPACE_CORE, "image", DO_SKIP, FIELD_NONE, 0, DO_SKIP},
    {SPACE_CORE, "textinput", DO_SKIP, FIELD_NONE, 0, DO_SKIP},
    {SPACE_CORE, "contributor", DO_SKIP, FIELD_NONE, 0, DO_SKIP},
    {SPACE_CORE, "deleted-entry", DO_DELETED, FIELD_NONE, 0, DO_DELETED},
    {SPACE_TOMBSTONE, "deleted-entry", DO_DELETED, FIELD_NONE, 0, DO_DELETED},
    /* RSS, Atom, CDF */
    {SPACE_CORE, "title", DO_FIELD, FIELD_TITLE, 9, DO_TITLE},
    {SPACE_CORE, "link", DO_LINK, FIELD_URL, 8, DO_LINK},
    {SPACE_CORE, "guid", DO_GUID, FIELD_GUID, 9, DO_NOTHING},
    {SPACE_CORE, "id", DO_FIELD, FIELD_GUID, 8, DO_NOTHING},
    {SPACE_CORE, "description", DO_FIELD, FIELD_TEXT, 5, DO_SKIP},
    {SPACE_CORE, "abstract", DO_FIELD, FIELD_TEXT, 4, DO_SKIP},
    {SPACE_CORE, "summary", DO_FIELD, FIELD_TEXT, 5, DO_SKIP},
    {SPACE_CORE, "content", DO_CONTENT, FIELD_TEXT, 8, DO_SKIP},
    {SPACE_CORE, "fullitem", DO_FIELD, FIELD_TEXT, 8, DO_SKIP},
    {SPACE_CORE, "fulltext", DO_FIELD, FIELD_TEXT, 7, DO_SKIP},
    {SPACE_CORE, "body", DO_FIELD, FIELD_TEXT, 7, DO_NOTHING},
    {SPACE_CORE, "pubdate", DO_FIELD, FIELD_TIME, 9, DO_NOTHING},
    {SPACE_CORE, "published", DO_FIELD, FIELD_TIME, 9, DO_NOTHING},
    {SPACE_CORE, "issued", DO_FIELD, FIELD_TIME, 9, DO_NOTHING},
    {SPACE_CORE, "created", DO_FIELD, FIELD_TIME, 6, DO_NOTHING},
    {SPACE_CORE, "updated", DO_FIELD, FIELD_UPDATED, 9, DO_NOTHING},
    {SPACE_CORE, "modified", DO_FIELD, FIELD_UPDATED, 8, DO_NOTHING},
    {SPACE_CORE, "date", DO_FIELD, FIELD_TIME, 5, DO_NOTHING},
    {SPACE_CORE, "author", DO_AUTHOR, FIELD_AUTHOR, 9, DO_AUTHOR},
    {SPACE_CORE, "name", DO_NAME, FIELD_AUTHOR, 9, DO_NAME},
    {SPACE_CORE, "category", DO_CATEGORY, FIELD_NONE, 0, DO_SKIP},
    {SPACE_CORE, "enclosure", DO_ENCLOSURE, FIELD_NONE, 0, DO_SKIP},
    {SPACE_CORE, "language", DO_FIELD, FIELD_LANG, 5, DO_LANGUAGE},
    {SPACE_CORE, "ttl", DO_NOTHING, FIELD_NONE, 0, DO_TTL},
    /* Modules */
    {SPACE_CONTENT, "encoded", DO_FIELD, FIELD_TEXT, 9, DO_SKIP},
    {SPACE_XHTML, "body", DO_FIELD, FIELD_TEXT, 7, DO_NOTHING},
    {SPACE_XHTML, "div", DO_FIELD, FIELD_TEXT, 6, DO_NOTHING},
    {SPACE_DC, "title", DO_FIELD, FIELD_TITLE, 5, DO_TITLE},
    {SPACE_DC, "creator", DO_FIELD, FIELD_AUTHOR, 8, DO_NOTHING},
    {SPACE_DC, "author", DO_FIELD, FIELD_AUTHOR, 7, DO_NOTHING},
    {SPACE_DC, "subject", DO_CATEGORY, FIELD_NONE, 0, DO_SKIP},
    {SPACE_DC, "date", DO_FIELD, FIELD_TIME, 7, DO_NOTHING},
    {SPACE_DC, "available", DO_FIELD, FIELD_TIME, 5, DO_NOTHING},
    {SPACE_DC, "issued", DO_FIELD, FIELD_TIME, 8, DO_NOTHING},
    {SPACE_DC, "created", DO_FIELD, FIELD_TIME, 4, DO_NOTHING},
    {SPACE_DC, "modified", DO_FIELD, FIELD_UPDATED, 7, DO_NOTHING},
    {SPACE_DC, "description", DO_FIELD, FIELD_TEXT, 4, DO_SKIP},
    {SPACE_DC, "abstract", DO_FIELD, FIELD_TEXT, 4, DO_SKIP},
    {SPACE_DC, "language", DO_FIELD, FIELD_LANG, 6, DO_LANGUAGE},
    {SPACE_DC, "identifier", DO_FIELD, FIELD_GUID, 2, DO_NOTHING},
    {SPACE_MEDIA, "content", DO_MEDIUM, FIELD_NONE, 0, DO_SKIP},
    {SPACE_MEDIA, "thumbnail", DO_THUMBNAIL, FIELD_NONE, 0, DO_SKIP},
    {SPACE_MEDIA, "title", DO_MEDIA_TEXT, FIELD_TITLE, 3, DO_SKIP},
    {SPACE_MEDIA, "description", DO_MEDIA_TEXT, FIELD_TEXT, 2, DO_SKIP},
    {SPACE_MEDIA, "text", DO_MEDIA_TEXT, FIELD_NONE, 0, DO_SKIP},
    {SPACE_ITUNES, "title", DO_FIELD, FIELD_TITLE, 4, DO_SKIP},
    {SPACE_ITUNES, "author", DO_FIELD, FIELD_AUTHOR, 5, DO_SKIP},
    {SPACE_ITUNES, "summary", DO_FIELD, FIELD_TEXT, 3, DO_SKIP},
    {SPACE_ITUNES, "description", DO_FIELD, FIELD_TEXT, 3, DO_SKIP},
    {SPACE_ITUNES, "subtitle", DO_FIELD, FIELD_TEXT, 1, DO_SKIP},
    {SPACE_ITUNES, "owner", DO_SKIP, FIELD_NONE, 0, DO_SKIP},
    {SPACE_THREAD, "in-reply-to", DO_REPLY, FIELD_REPLY_TO, 5, DO_SKIP},
    {SPACE_FEEDBURNER, "origlink", DO_ORIGIN, FIELD_URL, 5, DO_SKIP},
    {SPACE_HISTORY, "complete", DO_NOTHING, FIELD_NONE, 0, DO_COMPLETE},
    {SPACE_SYNDICATION, "updateperiod", DO_NOTHING, FIELD_NONE, 0, DO_PERIOD},
    {SPACE_SYNDICATION, "updatefrequency", DO_NOTHING, FIELD_NONE, 0, DO_FREQUENCY},
    /* SRU, as officielebekendmakingen.nl answers */
    {SPACE_SRU, "record", DO_NOTHING, FIELD_NONE, 0, DO_ENTRY},
    {SPACE_SRU, "preferredurl", DO_FIELD, FIELD_URL, 9, DO_NOTHING},
    {SPACE_SRU, "url", DO_FIELD, FIELD_URL, 7, DO_NOTHING},
    {SPACE_SRU, "itemurl", DO_FIELD, FIELD_URL, 6, DO_NOTHING},
    {SPACE_SRU, "nextrecordposition", DO_SKIP, FIELD_NONE, 0, DO_SKIP},
};

static struct str without_scheme(struct str uri)
{
    ptrdiff_t at = str_find(uri, STR("://"));

    return at < 0 ? uri : str_sub(uri, (size_t)at + 3, uri.n);
}

/* The longest address that fits, so that a module isn't taken for what it belongs to. */
static enum feed_space by_address(struct str uri)
{
    enum feed_space space = SPACE_OTHER;
    size_t longest = 0;

    uri = without_scheme(uri);
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        struct str address = str_of(spaces[i].address);

        if (address.n > longest && str_eq_nocase(str_sub(uri, 0, address.n), address)) {
            longest = address.n;
            space = spaces[i].space;
        }
    }
    return space;
}

enum feed_space feed_space_of(struct str uri, struct str prefix, struct str native)
{
    enum feed_space space = uri.n ? by_address(uri) : SPACE_OTHER;

    if (space == SPACE_ATOM || (space != SPACE_OTHER && space != SPACE_XHTML))
        return space;
    if (prefix.n == 0 && (uri.n == 0 || str_eq(uri, native)))
        return SPACE_CORE;
    if (space == SPACE_OTHER)
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
            if (spaces[i].prefix && str_eq_nocase(prefix, str_of(spaces[i].prefix)))
                return spaces[i].space;
    return space == SPACE_OTHER && native.n && str_eq(uri, native) ? SPACE_CORE : space;
}

const struct feed_rule *feed_rule_of(enum feed_space space, struct str name)
{
    if (space == SPACE_ATOM)
        space = SPACE_CORE;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].space == space && str_eq_nocase(name, str_of(rules[i].name)))
            return &rules[i];
    return NULL;
}

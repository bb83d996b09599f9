/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What the start of an element does: it opens an entry, or says something with its attributes. */
#include "listener/feed_xml.h"
#include "listener/url.h"

/* ---- Entries */

void feed_xml_close_entry(struct feed_xml *x)
{
    struct err err;

    if (!x->entry_open)
        return;
    x->entry_open = false;
    if (feed_emit(x->f, &err))
        feed_xml_fail(x, &err);
    if (x->f->stopped)
        xmlStopParser(x->parser);
}

static void open_entry(struct feed_xml *x, struct attributes a)
{
    struct draft *d = &x->f->draft;
    struct level *level = &x->levels[x->depth];

    feed_xml_close_entry(x);
    for (int i = 0; i < x->depth; i++) /* an entry in an entry ends it */
        if (x->levels[i].place == IN_ENTRY)
            x->levels[i] =
                (struct level){.place = IN_FEED, .base = x->levels[i].base, .based = x->levels[i].based, .medium = -1};
    level->author = false;
    feed_begin(x->f, level->base);
    x->is_feed = true;
    x->entry_open = true;
    x->entry_depth = x->depth;
    x->fields = 0;
    x->links = 0;
    level->place = IN_ENTRY;
    level->medium = -1;
    d->base = str_copy(&d->arena, level->base);
    draft_set(d, FIELD_GUID, 3, attribute(a, "about"), FORM_PLAIN);
    draft_set(d, FIELD_URL, 3, attribute(a, "href"), FORM_PLAIN);
    draft_set(d, FIELD_UPDATED, 3, attribute(a, "lastmod"), FORM_PLAIN);
    draft_set(d, FIELD_LANG, 4, attribute_of_xml(a, "lang"), FORM_PLAIN);
}

/* RFC 6721: an entry that is gone. */
static void deleted_entry(struct feed_xml *x, struct attributes a)
{
    struct draft *d = &x->f->draft;

    if (x->entry_open)
        return;
    open_entry(x, a);
    d->e.deleted = true;
    draft_set(d, FIELD_GUID, 9, attribute(a, "ref"), FORM_PLAIN);
    draft_set(d, FIELD_UPDATED, 9, attribute(a, "when"), FORM_PLAIN);
}

/* ---- Elements that say it with attributes */

static bool is_html_type(struct str type)
{
    return type.n == 0 || str_eq_nocase(type, STR("text/html")) || str_eq_nocase(type, STR("application/xhtml+xml"));
}

struct str feed_xml_resolved(struct feed_xml *x, struct str href)
{
    struct arena scratch = {0};
    struct str url = feed_line(x->f, url_resolve(&scratch, x->levels[x->depth].base, href), FORM_PLAIN);

    arena_release(&scratch);
    return url_is_safe(url) ? url : (struct str){0};
}

/*
 * The site's address. A document that came from another host than its site (a feed service) has addresses that are
 * relative to the site, unless it says otherwise.
 */
void feed_xml_set_home(struct feed_xml *x, struct str href)
{
    struct level *level = &x->levels[x->depth - 1];
    struct str home = feed_xml_resolved(x, href);

    x->f->info.home = home;
    if (level->based || !url_is_web(level->base) || !url_is_web(home))
        return;
    if (!str_eq_nocase(url_split(home).authority, url_split(level->base).authority))
        for (int i = 0; i < x->depth; i++)
            x->levels[i].base = home;
}

static void feed_link(struct feed_xml *x, struct str rel, struct str type, struct str href)
{
    struct feed_info *info = &x->f->info;

    if (str_is(rel, "next"))
        info->next = feed_xml_resolved(x, href);
    else if (str_is(rel, "prev-archive"))
        info->previous_archive = feed_xml_resolved(x, href);
    else if (str_is(rel, "alternate") && is_html_type(type) && info->home.n == 0)
        feed_xml_set_home(x, href);
}

void feed_xml_take_link(struct feed_xml *x, enum feed_space space, struct str rel, struct str type, struct str href, struct str title)
{
    struct draft *d = &x->f->draft;
    struct str base = x->levels[x->depth].base;
    struct arena scratch = {0};
    struct str url;

    if (href.n == 0)
        return;
    url = url_resolve(&scratch, base, href);
    if (str_is(rel, "alternate") && x->f->info.kind != FEED_ATOM && type.n == 0 && space == SPACE_CORE) {
        /* RSS that thinks it is Atom */
        draft_set(d, FIELD_URL, 8 + (x->links < 100 ? x->links++ : 100), url, FORM_PLAIN);
    } else if (str_is(rel, "alternate")) {
        draft_set(d, FIELD_URL, type.n == 0 ? 6 : is_html_type(type) ? 7 : 4, url, FORM_PLAIN);
    } else if (str_is(rel, "enclosure")) {
        draft_add_media(d, base, href, type, title);
        draft_set(d, FIELD_URL, 2, url, FORM_PLAIN);
    } else if (str_is(rel, "related") || str_is(rel, "via")) {
        draft_add_link(d, base, href);
    } else if (str_is(rel, "self")) {
        draft_set(d, FIELD_URL, 1, url, FORM_PLAIN);
    }
    arena_release(&scratch);
}

static void link_element(struct feed_xml *x, enum feed_space space, struct attributes a)
{
    struct str rel = attribute(a, "rel");
    struct str type = attribute(a, "type");
    struct str iana = STR("http://www.iana.org/assignments/relation/");

    if (str_starts(rel, iana))
        rel = str_sub(rel, iana.n, rel.n);
    if (rel.n == 0)
        rel = STR("alternate");
    if (x->levels[x->depth].place == IN_ENTRY)
        feed_xml_take_link(x, space, rel, type, str_trim(attribute(a, "href")), attribute(a, "title"));
    else
        feed_link(x, rel, type, attribute(a, "href"));
}

static void medium_element(struct feed_xml *x, enum feed_action action, struct attributes a)
{
    struct draft *d = &x->f->draft;
    struct level *level = &x->levels[x->depth];
    struct str url = str_trim(attribute(a, "url"));
    struct str type = attribute(a, "type");
    struct arena scratch = {0};

    if (type.n == 0)
        type = action == DO_THUMBNAIL ? STR("image") : attribute(a, "medium");
    if (action == DO_THUMBNAIL && level->medium >= 0)
        return;
    level->medium = draft_add_media(d, level->base, url, type, (struct str){0});
    if (action == DO_ENCLOSURE && level->medium >= 0)
        draft_set(d, FIELD_URL, 2, url_resolve(&scratch, level->base, url), FORM_PLAIN);
    arena_release(&scratch);
}

static void reply_element(struct feed_xml *x, struct attributes a)
{
    struct draft *d = &x->f->draft;

    draft_set(d, FIELD_REPLY_TO, 5, attribute(a, "ref"), FORM_PLAIN);
    draft_set(d, FIELD_REPLY_TO, 4, attribute(a, "href"), FORM_PLAIN);
}

/* ---- Acting on an element */

static void category_element(struct feed_xml *x, const struct feed_rule *rule, enum feed_space space,
                             struct attributes a)
{
    struct str label = attribute(a, "label");

    if (label.n == 0)
        label = attribute(a, "term");
    if (label.n)
        draft_add_tag(&x->f->draft, label);
    else
        feed_xml_begin_capture(x, rule, DO_CATEGORY, space, a);
}

void feed_xml_act(struct feed_xml *x, const struct feed_rule *rule, enum feed_space space, struct attributes a)
{
    struct level *level = &x->levels[x->depth];
    enum feed_action action = level->place == IN_ENTRY ? rule->in_entry : rule->in_feed;

    switch (action) {
    case DO_NOTHING:
        break;
    case DO_SKIP:
        level->place = IN_NOTHING;
        break;
    case DO_FEED:
        level->place = IN_FEED;
        x->is_feed = true;
        feed_set_lang(x->f, attribute_of_xml(a, "lang"));
        break;
    case DO_ENTRY:
        open_entry(x, a);
        break;
    case DO_DELETED:
        deleted_entry(x, a);
        break;
    case DO_LINK:
        if (attribute(a, "href").n)
            link_element(x, space, a);
        else
            feed_xml_begin_capture(x, rule, action, space, a);
        break;
    case DO_CATEGORY:
        category_element(x, rule, space, a);
        break;
    case DO_AUTHOR:
        level->author = true;
        x->named = false;
        buf_clear(&x->author);
        break;
    case DO_NAME:
        if (level->author)
            feed_xml_begin_capture(x, rule, action, space, a);
        break;
    case DO_ENCLOSURE:
    case DO_MEDIUM:
    case DO_THUMBNAIL:
        medium_element(x, action, a);
        break;
    case DO_REPLY:
        reply_element(x, a);
        feed_xml_begin_capture(x, rule, action, space, a);
        break;
    case DO_COMPLETE:
        x->f->info.complete = true;
        break;
    case DO_CONTENT:
        if (!str_starts(attribute(a, "type"), STR("multipart/"))) /* Atom 0.3: the parts are in it, each a content */
            feed_xml_begin_capture(x, rule, action, space, a);
        break;
    case DO_TITLE:
    case DO_LANGUAGE:
    case DO_TTL:
    case DO_PERIOD:
    case DO_FREQUENCY:
    case DO_FIELD:
    case DO_GUID:
    case DO_ORIGIN:
    case DO_MEDIA_TEXT:
        feed_xml_begin_capture(x, rule, action, space, a);
        break;
    }
}

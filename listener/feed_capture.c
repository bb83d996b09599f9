/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Where the text of an element goes. */
#include "listener/feed_xml.h"

#include <string.h>

#include "base/when.h"
#include "listener/url.h"

static enum permalink permalink_of(struct str value)
{
    if (str_eq_nocase(value, STR("false")))
        return PERMALINK_FALSE;
    return str_eq_nocase(value, STR("true")) ? PERMALINK_TRUE : PERMALINK_UNSAID;
}

static enum feed_manner manner_of(const struct feed_rule *rule, enum feed_action action, enum feed_space space,
                                  struct attributes a)
{
    struct str type = attribute(a, "type");
    struct str mode = attribute(a, "mode");
    bool typed = rule->field == FIELD_TITLE || rule->field == FIELD_TEXT || action == DO_TITLE;

    if (action == DO_CONTENT && attribute(a, "src").n)
        return AS_NOTHING;
    if (space == SPACE_CONTENT)
        return AS_HTML;
    if (space == SPACE_XHTML)
        return AS_MARKUP;
    if (space == SPACE_MEDIA) /* Media RSS: plain unless it says otherwise */
        return str_eq_nocase(type, STR("html")) ? AS_HTML : AS_TEXT;
    return typed ? feed_manner_of(type, mode, space == SPACE_ATOM ? AS_TEXT : AS_MAYBE) : AS_MAYBE;
}

void feed_xml_begin_capture(struct feed_xml *x, const struct feed_rule *rule, enum feed_action action,
                            enum feed_space space, struct attributes a)
{
    struct capture *c = &x->capture;

    c->rule = rule;
    c->action = action;
    c->depth = x->depth;
    c->permalink = permalink_of(attribute(a, "ispermalink"));
    c->rel = action == DO_LINK ? str_copy(&x->f->draft.arena, attribute(a, "rel")) : (struct str){0};
    c->type = action == DO_LINK ? str_copy(&x->f->draft.arena, attribute(a, "type")) : (struct str){0};
    feed_text_begin(&c->text, manner_of(rule, action, space, a));
    if (c->text.manner == AS_NOTHING) /* Atom's content that is elsewhere */
        draft_set(&x->f->draft, FIELD_URL, 3, feed_xml_resolved(x, attribute(a, "src")), FORM_PLAIN);
}

/* A web address, or a reference with a path or a query and without what no address has. */
static bool looks_like_address(struct str s)
{
    bool divided = false;

    if (url_is_absolute(s))
        return url_is_web(s);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] <= ' ' || strchr("<>\"\\^`{|}", s.p[i]))
            return false;
        divided |= s.p[i] == '/' || s.p[i] == '?';
    }
    return divided;
}

/* A guid is an address unless it says that it isn't; as many forget to say so, only what looks like one counts then. */
static void take_guid(struct feed_xml *x, struct str text, enum permalink permalink)
{
    struct draft *d = &x->f->draft;
    struct arena scratch = {0};

    text = str_trim(text);
    draft_set(d, FIELD_GUID, 9, text, FORM_PLAIN);
    if (permalink == PERMALINK_TRUE || (permalink == PERMALINK_UNSAID && looks_like_address(text)))
        draft_set(d, FIELD_URL, 3, url_resolve(&scratch, x->levels[x->depth].base, text), FORM_PLAIN);
    arena_release(&scratch);
}

static void take_field(struct feed_xml *x, const struct feed_rule *rule, struct str text, enum draft_form form)
{
    struct draft *d = &x->f->draft;
    const struct level *level = &x->levels[x->depth];
    struct arena scratch = {0};
    int rank = rule->rank;

    if (str_trim(text).n == 0)
        return;
    if (rule->in_entry == DO_LINK)
        rank += x->links < 100 ? x->links++ : 100;
    if ((rule->field == FIELD_TIME || rule->field == FIELD_UPDATED) && rank == d->rank[rule->field])
        d->rank[rule->field]--; /* of a date that stands there twice the last counts */
    if (rule->field == FIELD_URL || (rule->field == FIELD_GUID && level->based))
        text = url_resolve(&scratch, level->base, text);
    if (rule->in_entry == DO_ORIGIN)
        draft_add_link(d, level->base, text);
    if (rule->field == FIELD_TEXT && level->based && rank > d->rank[FIELD_TEXT] && !str_eq(d->base, level->base))
        d->base = str_copy(&d->arena, level->base); /* a content with an xml:base of its own */
    draft_set(d, rule->field, rank, text, form);
    if (rule->field == FIELD_GUID && url_is_absolute(str_trim(text)))
        draft_set(d, FIELD_URL, url_is_web(str_trim(text)) ? 2 : 1, text, FORM_PLAIN);
    arena_release(&scratch);
}

void feed_xml_take_name(struct feed_xml *x, struct str text)
{
    if (x->levels[x->depth].place == IN_ENTRY)
        draft_set(&x->f->draft, FIELD_AUTHOR, 9, text, FORM_MAYBE);
    else if (x->f->default_author.n == 0)
        x->f->default_author = feed_line(x->f, text, FORM_MAYBE);
    x->named = true;
}

static void take_media_text(struct feed_xml *x, const struct feed_rule *rule, struct str text, enum draft_form form)
{
    int medium = x->levels[x->depth].medium;

    if (medium >= 0 && (rule->field == FIELD_TEXT || x->f->draft.e.media[medium].alt.n == 0))
        draft_set_alt(&x->f->draft, medium, text, form);
    draft_set(&x->f->draft, rule->field, rule->rank, text, form);
}

/* The period of sy:updatePeriod. */
static int64_t period_of(struct str text)
{
    static const struct {
        const char *name;
        int64_t ms;
    } periods[] = {
        {"hourly", WHEN_HOUR}, {"daily", WHEN_DAY}, {"weekly", (int64_t)7 * WHEN_DAY}, {"monthly", (int64_t)30 * WHEN_DAY},
        {"yearly", (int64_t)365 * WHEN_DAY},
    };

    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (str_eq_nocase(text, str_of(periods[i].name)))
            return periods[i].ms;
    return 0;
}

/* What the feed says of itself. */
static void take_of_feed(struct feed_xml *x, enum feed_action action, struct str text, enum draft_form form)
{
    struct feed_info *info = &x->f->info;
    long long number = 0;

    text = str_trim(text);
    if (action == DO_TITLE && info->title.n == 0)
        info->title = feed_line(x->f, text, form);
    else if (action == DO_LANGUAGE)
        feed_set_lang(x->f, text);
    else if (action == DO_LINK && info->home.n == 0)
        feed_xml_set_home(x, text);
    else if (action == DO_TTL && str_to_number(text, 60 * 24 * 365, &number) == 0)
        info->ttl_ms = number * WHEN_MINUTE;
    else if (action == DO_PERIOD)
        x->period_ms = period_of(text);
    else if (action == DO_FREQUENCY && str_to_number(text, 10000, &number) == 0)
        x->frequency = number;
}

void feed_xml_end_capture(struct feed_xml *x)
{
    struct capture *c = &x->capture;
    const struct feed_rule *rule = c->rule;
    struct draft *d = &x->f->draft;
    bool in_entry = x->levels[x->depth].place == IN_ENTRY;
    enum draft_form form;
    struct str text = feed_text_end(&c->text, &form);

    c->rule = NULL;
    if (c->action == DO_NAME)
        feed_xml_take_name(x, text);
    else if (!in_entry)
        take_of_feed(x, c->action, text, form);
    else if (c->action == DO_GUID)
        take_guid(x, text, c->permalink);
    else if (c->action == DO_CATEGORY)
        draft_add_tag(d, text);
    else if (c->action == DO_MEDIA_TEXT)
        take_media_text(x, rule, text, form);
    else if (c->rel.n && !str_is(c->rel, "alternate"))
        feed_xml_take_link(x, SPACE_ATOM, c->rel, c->type, str_trim(text), (struct str){0});
    else if (c->action == DO_REPLY)
        draft_set(d, FIELD_REPLY_TO, 3, text, FORM_PLAIN);
    else
        take_field(x, rule, text, form);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* One post: its masked text, its marks, why it has them, and their correction. */
#include "base/record.h"
#include "newsroom/form.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"
#include "newsroom/why.h"

#include <stdlib.h>
#include <string.h>

static int find_post(struct visit *v, struct stored_post *post, struct err *err)
{
    int64_t seq;

    *post = (struct stored_post){.issue = 0};
    if (visit_number(v->parts[0], &seq))
        return 0;
    return store_post(v->desk->store, &v->arena, seq, (struct str){0}, &v->desk->town, post, err);
}

static void put_head(struct html *h, struct visit *v, const struct stored_post *post, const struct stored_issue *issue)
{
    html_open(h, "p", "mk");
    html_open(h, "span", NULL);
    html_textf(h, "%s, ", view_channel(post->post.channel));
    html_time(h, post->post.time);
    html_end(h);
    html_el(h, "span", NULL, "%s", voice_names[post->marks.voice].label);
    if (issue->id) {
        html_open(h, "span", NULL);
        html_text(h, STR("issue: "));
        html_link(h, NULL, issue->title, "/issues/%lld", (long long)issue->id);
        html_end(h);
    }
    html_end(h);
    html_open(h, "h1", NULL);
    view_post_words(h, v, post);
    html_end(h);
}

/* The marks that a correction can set besides the tone. */
static void put_corrections(struct html *h, struct visit *v, const struct stored_post *post)
{
    struct form f = {.v = v};
    const struct value_name *voices = voice_names;

    view_section(h, "corrigeer", "Corrigeer soort, stem of thema", NULL);
    form_begin(&f, h, "/berichten/%lld/merken", (long long)post->post.seq);
    form_select(&f, "soort", "Soort", str_of(intent_names[post->marks.intent].name), intent_names);
    form_select(&f, "stem", "Stem", str_of(voices[post->marks.voice].name), voices);
    html_open(h, "fieldset", "veld");
    html_el(h, "legend", NULL, "Thema’s");
    html_open(h, "div", "vinkjes");
    for (int i = 0; i < THEME_COUNT; i++) {
        html_open(h, "label", "vink");
        html_tag(h, "input");
        html_attr(h, "type", "checkbox");
        html_attr(h, "name", "thema");
        html_attr(h, "value", theme_names[i].name);
        html_flag(h, "checked", post->marks.themes >> i & 1);
        html_textf(h, " %s", theme_names[i].label);
        html_end(h);
    }
    html_end(h);
    html_end(h);
    form_hidden(&f, "themas", STR("ja"));
    form_end(&f, "Leg vast");
    html_end(h);
}

/* Pictures and films: by what they show, or else their kind, and only by link. */
static void put_media(struct html *h, const struct post *p)
{
    if (p->nmedia == 0)
        return;
    html_open(h, "ul", NULL);
    for (int i = 0; i < p->nmedia; i++) {
        const struct media *m = &p->media[i];

        html_open(h, "li", NULL);
        html_link_out(h, m->alt.n ? m->alt : str_starts(m->type, STR("video")) ? STR("Film") : STR("Beeld"), m->url);
        html_end(h);
    }
    html_end(h);
}

int page_post(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_post post;
    struct stored_issue issue = {.id = 0};
    struct html h;

    if (find_post(v, &post, err) || (post.issue && store_issue(v->desk->store, &v->arena, post.issue, &issue, err)))
        return -1;
    if (post.post.seq == 0)
        return answer_not_found(v, a);
    page_begin(&h, v, a, &(struct page){.title = "Bericht", .nav = "/issues", .layout = "lezen"});
    view_patterns(&h);
    put_head(&h, v, &post, &issue);
    view_section(&h, "tekst", "Bericht", NULL);
    why_text(&h, v, &post);
    if (post.post.url.n) {
        html_open(&h, "p", NULL);
        html_link_out(&h, STR("Bekijk het bericht bij de bron"), post.post.url);
        html_end(&h);
    }
    put_media(&h, &post.post);
    html_end(&h);
    why_tone(&h, v, &post, str_printf(&v->arena, "/berichten/%lld", (long long)post.post.seq));
    why_marks(&h, v, &post);
    if (visit_is(v, MAY_EDIT))
        put_corrections(&h, v, &post);
    page_end(&h);
    return 0;
}

/* ---- correction ---- */

/* Sets a label where the form has a value of the table; false when it has another one. */
static bool set_label(struct visit *v, json_t *labels, const char *field, const char *label, const struct value_name *names)
{
    struct str value = visit_form(v, field);

    if (value.n == 0)
        return true;
    if (value_of(names, value) < 0)
        return false;
    json_object_set_new(labels, label, record_string(value));
    return true;
}

static bool set_themes(struct visit *v, json_t *labels)
{
    json_t *list = json_array();
    struct str value;
    int at = 0;
    bool known = true;

    while (fields_next(&v->form, "thema", &at, &value)) {
        known = known && value_of(theme_names, value) >= 0;
        json_array_append_new(list, record_string(value));
    }
    json_object_set_new(labels, "themes", list);
    return known;
}

/* Only to a page of ours that shows posts. */
static bool may_return(struct str back)
{
    static const char *const places[] = {"/webcare/", "/berichten/", "/issues/"};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (str_starts(back, str_of(places[i])))
            return true;
    return false;
}

int page_post_correct(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_post post;
    struct str back = visit_form(v, "terug");
    json_t *labels;
    char *text;
    bool known;
    int failed = 0;

    if (find_post(v, &post, err))
        return -1;
    if (post.post.seq == 0)
        return answer_not_found(v, a);
    labels = json_object();
    known = set_label(v, labels, "toon", "sentiment", sentiment_names) && set_label(v, labels, "soort", "intent", intent_names) &&
            set_label(v, labels, "stem", "group", voice_names) && (!visit_form(v, "themas").n || set_themes(v, labels));
    text = json_dumps(labels, RECORD_STYLE);
    known = known && json_object_size(labels) > 0;
    if (known)
        failed = visit_act(v, (struct action){.kind = STR("correct"), .a = post.post.seq, .text = str_of(text)}, err);
    free(text);
    json_decref(labels);
    if (!known)
        return answer_refuse(v, a, 422, "Kies een toon, soort, stem of thema uit de lijst; er is niets veranderd.");
    return failed ? -1
                  : answer_go(v, a, "%.*s#waarom",
                              STR_ARG(may_return(back) ? back : str_printf(&v->arena, "/berichten/%lld", (long long)post.post.seq)));
}

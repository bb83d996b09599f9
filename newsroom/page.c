/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/page.h"

#include <string.h>

#include "newsroom/form.h"
#include "newsroom/server.h"
#include "newsroom/view.h"

/* The navigation: what a visitor may not see is not shown (routes.c says who may). */
static const char webcare[] = "/webcare";
static const struct menu_entry {
    const char *path, *label;
} inside[] = {
    {"/muur", "Muur"},           {"/issues", "Issues"},       {webcare, "Webcare"},    {"/signalen", "Signalen"},
    {"/rapporten", "Rapporten"}, {"/zoeken", "Zoeken"},       {"/beheer", "Beheer"},
};
/* What stands there for somebody from outside. */
static const struct menu_entry outside[] = {{"/transparantie", "Hoe wij luisteren"}, {"/archief", "Archief"}, {"/inloggen", "Inloggen"}};

/* `media`: for which it counts; NULL: for all. */
static void put_style(struct html *h, struct str path, const char *media)
{
    html_tag(h, "link");
    html_attr(h, "rel", "stylesheet");
    html_attr_str(h, "href", path);
    if (media)
        html_attr(h, "media", media);
}

static bool is_wall(const struct page *page)
{
    return page->layout && strcmp(page->layout, "muur") == 0;
}

static void put_meta(struct html *h, const char *name, const char *content)
{
    html_tag(h, "meta");
    html_attr(h, "name", name);
    html_attr(h, "content", content);
}

static void put_head(struct html *h, struct visit *v, const struct page *page)
{
    html_tag(h, "head");
    html_tag(h, "meta");
    html_attr(h, "charset", "utf-8");
    put_meta(h, "viewport", "width=device-width, initial-scale=1");
    put_meta(h, "color-scheme", is_wall(page) ? "dark" : "light dark");
    if (!page->open)
        put_meta(h, "robots", "noindex");
    html_el(h, "title", NULL, "%.*s%s%s. Nieuwsredactie %.*s", STR_ARG(page->subject), page->subject.n ? ": " : "", page->title,
            STR_ARG(v->desk->town.name));
    put_style(h, static_path(&v->arena, "newsroom.css"), NULL);
    put_style(h, static_path(&v->arena, "donker.css"), is_wall(page) ? NULL : "(prefers-color-scheme: dark)");
    for (int i = 0; i < MOST_SCRIPTS && page->styles[i]; i++)
        put_style(h, page->styles[i][0] == '/' ? str_of(page->styles[i]) : static_path(&v->arena, page->styles[i]), NULL);
    put_style(h, STR("/huisstijl.css"), NULL);
    for (int i = 0; i < MOST_SCRIPTS && page->scripts[i]; i++) {
        html_tag(h, "script");
        html_attr_str(h, "src", static_path(&v->arena, page->scripts[i]));
        html_flag(h, "defer", true);
        html_end(h);
    }
    html_end(h);
}

static bool is_shown(const struct visit *v, const struct menu_entry *entry)
{
    if (strcmp(entry->path, "/archief") == 0 && !v->desk->town.newsroom.public_archive)
        return false;
    return visit_may(v, METHOD_GET, entry->path);
}

/* The cases that wait for an answer, beside the way to them. */
static void put_open_cases(struct html *h, struct visit *v)
{
    html_open(h, "span", "tal");
    html_attr(h, "id", "open-zaken");
    view_live(h, "case");
    html_textf(h, "%lld", (long long)live_open_cases(&v->newsroom->live));
    html_el(h, "span", "vh", " open");
    html_end(h);
}

static void put_navigation(struct html *h, struct visit *v, const struct page *page, const struct menu_entry *entries, size_t n)
{
    html_tag(h, "nav");
    html_attr(h, "aria-label", "Hoofdmenu");
    html_tag(h, "ul");
    for (size_t i = 0; i < n; i++) {
        if (!is_shown(v, &entries[i]))
            continue;
        html_tag(h, "li");
        html_tag(h, "a");
        html_attr(h, "href", entries[i].path);
        if (page->nav && strcmp(page->nav, entries[i].path) == 0)
            html_attr(h, "aria-current", "page");
        html_text(h, str_of(entries[i].label));
        if (entries[i].path == webcare)
            put_open_cases(h, v);
        html_end(h);
        html_end(h);
    }
    html_end(h);
    html_end(h);
}

static void put_visitor(struct html *h, struct visit *v)
{
    html_open(h, "div", "bezoeker");
    html_link(h, NULL, v->user->shown, "/account");
    html_el(h, "span", "stil", "%s", role_names[v->user->role].label);
    form_button(v, h, "Uitloggen", "/uitloggen");
    html_end(h);
}

static void put_top(struct html *h, struct visit *v, const struct page *page)
{
    html_open(h, "header", "kop");
    html_open(h, "p", "naam");
    if (v->desk->town.logo.n) {
        html_open(h, "img", "logo");
        html_attr(h, "src", "/logo.svg");
        html_attr(h, "alt", "");
    }
    html_link(h, NULL, str_printf(&v->arena, "Nieuwsredactie %.*s", STR_ARG(v->desk->town.name)), "/");
    html_end(h);
    if (v->user) {
        put_navigation(h, v, page, inside, sizeof inside / sizeof *inside);
        put_visitor(h, v);
    } else {
        put_navigation(h, v, page, outside, sizeof outside / sizeof *outside);
    }
    html_end(h);
}

void page_begin(struct html *h, struct visit *v, struct answer *a, const struct page *page)
{
    const char *layout = page->layout ? page->layout : "lezen";
    struct buf stand = {0};

    html_start(h, &a->body);
    html_markup(h, STR("<!doctype html>\n"));
    html_tag(h, "html");
    html_attr(h, "lang", "nl");
    if (is_wall(page))
        html_attr(h, "data-thema", "donker");
    put_head(h, v, page);
    html_tag(h, "body");
    html_attr(h, "class", layout);
    if (v->user && v->method == METHOD_GET) { /* the answer to a form can't be asked for again */
        live_stand(&v->newsroom->live, &stand);
        html_attr_str(h, "data-stand", buf_str(&stand));
        buf_release(&stand);
    }
    if (!is_wall(page)) {
        html_tag(h, "a");
        html_attr(h, "class", "naar-inhoud");
        html_attr(h, "href", "#inhoud");
        html_text(h, STR("Naar de inhoud"));
        html_end(h);
        put_top(h, v, page);
    }
    html_tag(h, "main");
    html_attr(h, "id", "inhoud");
    html_attr(h, "tabindex", "-1");
}

void page_end(struct html *h)
{
    html_end_to(h, 0);
    buf_putc(h->out, '\n');
}

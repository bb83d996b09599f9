/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The sources: how each fares, a new one, and one that goes. */
#include "base/file.h"
#include "base/when.h"
#include "desk/listen.h"
#include "desk/new_source.h"
#include "desk/settings.h"
#include "newsroom/admin.h"
#include "newsroom/pages.h"
#include "tamtam/dutch.h"

enum { PATIENCE_MS = 5000 /* a thread of the newsroom waits for the answer */ };

static int put_source(struct html *h, struct visit *v, const struct source *source, struct err *err)
{
    struct source_state state;
    struct buf silence = {0}, a_day = {0};
    int64_t posts = 0, last = 0;

    if (desk_source_state(v->desk, source, &state, &v->arena, err) ||
        store_source_posts(v->desk->store, source->name, SOURCE_HABIT_DAYS * (int64_t)WHEN_DAY, &posts, &last, err))
        return -1;
    admin_row(h, source->name);
    html_el(h, "td", NULL, "%s", channel_names[source->channel].label);
    admin_moment(h, v, state.last_good, "nooit");
    admin_moment(h, v, last, "geen");
    dutch_decimal(&a_day, (double)posts / SOURCE_HABIT_DAYS, 1);
    html_el(h, "td", "num", "%s", buf_c(&a_day));
    buf_release(&a_day);
    html_tag(h, "td");
    desk_source_silence(&silence, posts, last, v->now);
    if (state.last_try == 0) {
        html_text(h, STR("nog niet opgehaald"));
    } else if (state.last_error.n) {
        html_el(h, "b", NULL, "%.*s", STR_ARG(state.last_error));
        if (desk_source_advice(&state))
            html_textf(h, " Doe: %s", desk_source_advice(&state));
    } else {
        html_text(h, silence.n ? buf_str(&silence) : STR("in orde"));
    }
    buf_release(&silence);
    html_end(h);
    html_end(h);
    return 0;
}

static void put_add(struct html *h, struct form *f)
{
    view_section(h, "erbij", "Voeg een bron toe", "openbaar, zonder inloggen, nooit een besloten groep");
    form_begin(f, h, "/beheer/bronnen");
    form_hint(f, "Van een feed, of van de pagina waarop die staat; de nieuwsredactie zoekt hem op en kijkt of hij antwoordt.");
    form_input(f, "url", "adres", "Adres", (struct str){0}, "off");
    form_select(f, "doel", "Doel", f->v->desk->sources.default_purpose, admin_purposes(f->v, NULL));
    form_end(f, "Voeg toe");
    html_end(h);
}

static void put_drop(struct html *h, struct form *f)
{
    const struct sources *sources = &f->v->desk->sources;
    struct value_name *names = arena_alloc(&f->v->arena, (size_t)(sources->n + 1) * sizeof *names);

    for (int i = 0; i < sources->n; i++)
        names[i].name = names[i].label = str_c(&f->v->arena, sources->v[i].name);
    view_section(h, "eraf", "Haal een bron weg", "wat hij bracht blijft, zo lang als het mag");
    form_begin(f, h, "/beheer/bronnen/weg");
    form_select(f, "bron", "Bron", (struct str){0}, names);
    form_end(f, "Haal weg");
    html_end(h);
}

static int show_sources(struct visit *v, struct answer *a, struct form *add, struct form *drop, struct err *err)
{
    static const char *const titles[] = {"Bron", "Kanaal", "Laatst opgehaald", "Laatste bericht", "#Per dag", "Hoe het gaat", NULL};
    const struct sources *sources = &v->desk->sources;
    struct html h;

    admin_begin(&h, v, a, ADMIN_SOURCES);
    admin_put_changed(&h, v);
    html_el(&h, "p", NULL, "Bronnen staan in feeds.conf. Een bron die niet antwoordt wordt nooit vanzelf weggehaald.");
    view_table(&h, "tabel", "Bronnen", "Bronnen", titles);
    for (int i = 0; i < sources->n; i++)
        if (put_source(&h, v, &sources->v[i], err))
            return -1;
    view_table_end(&h);
    if (sources->n == 0)
        view_empty(&h, "Er staan nog geen bronnen in feeds.conf.");
    put_add(&h, add);
    if (sources->n)
        put_drop(&h, drop);
    page_end(&h);
    return 0;
}

int page_sources(struct visit *v, struct answer *a, struct err *err)
{
    struct form add = {.v = v}, drop = {.v = v};

    return show_sources(v, a, &add, &drop, err);
}

static bool is_purpose(const struct visit *v, struct str name)
{
    for (int i = 0; i < v->desk->town.npurposes; i++)
        if (str_eq(v->desk->town.purposes[i].name, name))
            return true;
    return false;
}

int page_source_add(struct visit *v, struct answer *a, struct err *err)
{
    struct form add = {.v = v}, drop = {.v = v};
    struct new_source source = {
        .url = str_trim(visit_form(v, "adres")), .purpose = visit_form(v, "doel"), .allow_vouched = true, .patience = PATIENCE_MS};
    struct faults ignored = {0};
    struct err why;

    if (source.url.n == 0)
        form_fault(&add, "adres", "Schrijf het adres van een pagina of een feed, zoals https://www.omroep.example/nieuws.");
    if (!is_purpose(v, source.purpose))
        form_fault(&add, "doel", "Kies waarvoor deze bron wordt gelezen.");
    if (add.nfaults == 0 &&
        new_source_add(&source, file_path(&v->arena, v->desk->folder, "feeds.conf"), &v->desk->town, &v->arena, &ignored, &why))
        form_fault(&add, "adres", "%s", why.text);
    if (add.nfaults) {
        a->status = 422;
        return show_sources(v, a, &add, &drop, err);
    }
    a->object = source.name;
    return admin_changed(v, a, "/beheer");
}

int page_source_drop(struct visit *v, struct answer *a, struct err *err)
{
    struct form add = {.v = v}, drop = {.v = v};
    struct str name = visit_form(v, "bron");

    if (!source_of(&v->desk->sources, name)) {
        form_fault(&drop, "bron", "Deze bron staat er niet, of niet meer.");
        a->status = 422;
        return show_sources(v, a, &add, &drop, err);
    }
    a->object = name;
    return settings_drop_source(v->desk, name, err) ? -1 : admin_changed(v, a, "/beheer");
}

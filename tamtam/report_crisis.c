/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The crisis picture (omgevingsbeeld): one page for the crisis team, every half hour or hour. Its counts are shown in
 * full (domain.md's law, 7); it is never fixed in advance, and says of no rumour that it is true.
 */
#include "tamtam/crisis.h"

#include <stdlib.h>

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/kcc.h"
#include "tamtam/parts.h"
#include "tamtam/words.h"

enum {
    BAR_MINUTES = 5,
    MOST_BARS = 36,
    SOON_MINUTES = 30, /* the next picture when it grows */
    LATER_MINUTES = 60
};

/* ---- head ---- */

static int64_t next_picture(const struct crisis *r)
{
    int minutes = r->now > r->before ? SOON_MINUTES : LATER_MINUTES;

    return r->order.to + minutes * (int64_t)WHEN_MINUTE;
}

struct str crisis_hour(struct crisis *r, int64_t t)
{
    struct buf b = {0};

    dutch_hour_seen(&b, t, r->order.to);
    return buf_take(&b, &r->arena);
}

/* '17.45', without the word. */
static struct str clock_of(struct crisis *r, int64_t t)
{
    struct civil c = when_local(t);
    struct buf b = {0};

    dutch_clock(&b, c.hour * 60 + c.minute);
    return buf_take(&b, &r->arena);
}

static void compose_head(struct crisis *r, int64_t made)
{
    struct document *d = r->d;
    struct buf date = {0};
    struct block *form;
    struct block *b;

    parts_head(d, r->town, "Omgevingsbeeld", words_short_title(r->m->issue.title), r->order.from, r->order.to, -1, made);
    dutch_date(&date, when_day(r->order.to));
    d->head.date = (struct str){0};
    d->head.detail[0] = (struct str){0};
    d->head.number = doc_printf(d, "%d", r->order.number);
    d->head.status = r->order.level == LEVEL_SIGNAAL        ? STATUS_SIGNAL
                     : r->order.level == LEVEL_WAARSCHUWING ? STATUS_WARNING
                                                            : STATUS_CRISIS;
    d->head.status_by = STR("niet vastgesteld");
    d->head.summary =
        doc_printf(d, "Omgevingsbeeld %d %.*s, niet vastgesteld", r->order.number, STR_ARG(r->m->issue.title));
    form = doc_columns(d->root, COLUMNS_FORM);
    b = doc_figure(form, doc_shown(d, crisis_hour(r, r->order.to), (struct str){0}), STR("Tijd"));
    b->figure.note = doc_copy(d, buf_str(&date));
    b = doc_figure(form,
                   doc_shown(d,
                             str_printf(&r->arena, "%.*s – %.*s", STR_ARG(clock_of(r, r->order.from)),
                                        STR_ARG(crisis_hour(r, r->order.to))),
                             (struct str){0}),
                   STR("Venster"));
    b->figure.note = doc_printf(d, "incident sinds %.*s", STR_ARG(crisis_hour(r, r->start)));
    b = doc_figure(form, doc_count(d, r->now, doc_printf(d, "issues/%lld", (long long)r->m->issue.id)),
                   STR("Berichten na ontdubbeling"));
    b->figure.note = doc_printf(d, "sinds %.*s: %d", STR_ARG(crisis_hour(r, r->start)), r->m->counts.n);
    b = doc_figure(form, doc_shown(d, crisis_hour(r, next_picture(r)), (struct str){0}), STR("Volgend beeld"));
    b->figure.note = STR("of eerder bij verandering");
    b->figure.strong = true;
    buf_release(&date);
}

/* ---- core ---- */

static void add_change(struct buf *b, int now, int before)
{
    double z = figures_z(now, before);

    if (!before)
        buf_puts(b, "in het venster ervoor geen");
    else if (now == before)
        buf_puts(b, "evenveel als in het venster ervoor");
    else if (z > -1 && z < 1)
        buf_printf(b, "ongeveer evenveel als in het venster ervoor (%d)", before);
    else
        buf_printf(b, "%s dan in het venster ervoor (%d)", now > before ? "meer" : "minder", before);
}

static void tell_volume(struct crisis *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);

    if (!r->now && !r->before) {
        prose_strong(p, STR("Geen berichten in dit venster"));
        prose_add(p, STR(" en in dat ervoor."));
        return;
    }
    int64_t half = r->order.from + (r->order.to - r->order.from) / 2;
    int early = 0, late = 0;
    struct buf b = {0};

    for (int i = 0; i < r->m->nposts; i++) {
        late += r->m->posts[i]->post.time >= half;
        early += crisis_in_window(r, r->m->posts[i]->post.time) && r->m->posts[i]->post.time < half;
    }
    prose_strong(p, str_printf(&r->arena, r->now == 1 ? "%d bericht" : "%d berichten", r->now));
    buf_puts(&b, ", ");
    add_change(&b, r->now, r->before);
    if (abs(early - late) >= 4)
        buf_printf(&b, ". De laatste helft neemt %s: %d, na %d", late > early ? "toe" : "af", late, early);
    buf_puts(&b, ".");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

static void tell_needs(struct crisis *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);
    const struct seen *top = r->nseen[PICTURE_QUESTION] ? &r->seen[PICTURE_QUESTION][0] : NULL;
    int now = crisis_sum(r, PICTURE_QUESTION, false), before = crisis_sum(r, PICTURE_QUESTION, true);
    int felt = crisis_sum(r, PICTURE_MEANING, false), felt_before = crisis_sum(r, PICTURE_MEANING, true);
    struct kcc kcc;
    struct buf b = {0};

    if (top && top->now && top->line >= 0) {
        prose_add(p, STR("Meest gevraagd: ‘"));
        prose_strong(p, top->label);
        prose_printf(p, "’ (%d). ", top->now);
    }
    if (now + before + felt + felt_before == 0)
        prose_add(p, STR("Geen vragen en geen berichten met gevoel of verwijt."));
    else if (now + before)
        prose_printf(p, "%d %s (was %d)", now, now == 1 ? "vraag" : "vragen", before);
    if (felt + felt_before)
        prose_printf(p, "%s%d %s met gevoel of verwijt (was %d)", now + before ? ", " : "", felt, felt == 1 ? "bericht" : "berichten",
                     felt_before);
    if (now + before + felt + felt_before)
        prose_add(p, STR("."));
    if (kcc_latest(&kcc, r->m->posts, r->m->nposts)) {
        buf_puts(&b, " ");
        kcc_say_load(&b, &kcc, r->order.to);
        buf_putc(&b, '.');
        prose_add(p, buf_str(&b));
    }
    buf_release(&b);
}

/* '3 geruchten, waarvan 2 nieuw: 1 weersproken, 2 onbekend.' */
static void tell_rumours(struct crisis *r, struct prose *p)
{
    int n = 0, fresh = 0, denied = 0, settled = 0;

    for (int k = 0; k < r->nseen[PICTURE_RUMOUR]; k++) {
        const struct seen *s = &r->seen[PICTURE_RUMOUR][k];

        if (s->line < 0)
            continue;
        n++;
        fresh += crisis_in_window(r, s->first);
        denied += (s->rumour.state == RUMOUR_DENIED && !s->rumour.early) || s->rumour.state == RUMOUR_FALSE;
        settled += s->rumour.state == RUMOUR_TRUE || s->rumour.state == RUMOUR_CONFIRMED;
    }
    if (!n) {
        prose_add(p, STR("Geen geruchten herkend. "));
        return;
    }
    if (n == 1)
        prose_add(p, fresh ? STR("1 nieuw gerucht, ") : STR("1 gerucht, "));
    else if (fresh == n)
        prose_printf(p, "%d nieuwe geruchten, ", n);
    else
        prose_printf(p, "%d geruchten, waarvan %d nieuw; ", n, fresh);
    if (denied)
        prose_printf(p, "%d weersproken, ", denied);
    if (settled)
        prose_printf(p, "%d bevestigd, ", settled);
    if (denied || settled)
        prose_printf(p, "%d onbekend. ", n - denied - settled);
    else
        prose_add(p, n == 1 ? STR("onbevestigd. ") : STR("alle onbevestigd. "));
}

/* '86 minuten', '2 u 48', '3 dagen'. */
static void add_silence(struct buf *b, int minutes)
{
    enum { MOST_MINUTES = 120 };

    if (minutes <= MOST_MINUTES)
        buf_printf(b, "%d %s", minutes, minutes == 1 ? "minuut" : "minuten");
    else
        dutch_span(b, minutes * (int64_t)WHEN_MINUTE);
}

static void tell_rumours_and_own(struct crisis *r, struct block *list)
{
    enum { LONG_SILENCE_MINUTES = 45 };
    struct prose *p = doc_item(list, 0);
    const struct stored_post *own = r->own.last;
    int64_t since = own ? own->post.time : r->start;
    int minutes = (int)(r->order.to / WHEN_MINUTE - since / WHEN_MINUTE); /* as the clock times show */
    struct buf silence = {0};

    tell_rumours(r, p);
    add_silence(&silence, minutes);
    if (!own)
        prose_printf(p, "Het eigen kanaal zweeg tot nu toe: %s.", buf_c(&silence));
    else if (minutes >= LONG_SILENCE_MINUTES)
        prose_printf(p, "Eigen kanaal stil sinds %.*s (%s).", STR_ARG(crisis_hour(r, since)), buf_c(&silence));
    else
        prose_printf(p, "Eigen kanaal: laatste bericht %.*s (%s geleden).", STR_ARG(crisis_hour(r, since)), buf_c(&silence));
    buf_release(&silence);
}

static void compose_bars(struct crisis *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_SMALL, STR("Verloop"));
    int64_t span = r->order.to - r->start;
    int step = BAR_MINUTES;
    int n, top = 0;
    int *bars;
    struct block *chart;

    while (span / (step * (int64_t)WHEN_MINUTE) >= MOST_BARS)
        step = step < 15 ? 15 : step < 30 ? 30 : step * 2;
    n = (int)(span / (step * (int64_t)WHEN_MINUTE)) + 1;
    bars = arena_alloc(&r->arena, (size_t)n * sizeof *bars);
    for (int i = 0; i < r->m->nposts; i++) {
        int64_t back = (r->order.to - 1 - r->m->posts[i]->post.time) / (step * (int64_t)WHEN_MINUTE);

        if (back < n)
            bars[n - 1 - back]++;
    }
    for (int i = 0; i < n; i++)
        top = bars[i] > bars[top] ? i : top;
    chart = doc_chart(section, CHART_COLUMNS,
                      doc_printf(r->d, "Berichten per %d minuten sinds %.*s: hoogste aantal %d, laatste %d", step,
                                 STR_ARG(crisis_hour(r, r->start)), bars[top], bars[n - 1]));
    chart->chart.unit = doc_printf(r->d, "berichten per %d minuten", step);
    chart->chart.caption = STR("donker: dit venster");
    for (int i = 0; i < n; i++) {
        int64_t from = r->order.to - (int64_t)(n - i) * step * WHEN_MINUTE;
        struct point *p = doc_point(chart, clock_of(r, from), bars[i]);

        p->tick = i == 0 || i == n / 2 || i == n - 1;
        p->strong = from >= r->order.from;
        p->note = i == top ? doc_printf(r->d, "%d", bars[i]) : (struct str){0};
    }
}

static void compose_core(struct crisis *r)
{
    struct block *pair = doc_columns(r->d->root, COLUMNS_WIDE_NARROW);
    struct block *list = doc_list(doc_section(pair, SECTION_SMALL, STR("Kern")), LIST_NUMBERS);

    tell_volume(r, list);
    tell_needs(r, list);
    tell_rumours_and_own(r, list);
    compose_bars(r, pair);
}

static void compose_account(struct crisis *r)
{
    struct buf b = {0};
    int placed = 0, kcc = 0;

    for (int i = 0; i < r->m->nposts; i++) {
        if (!crisis_in_window(r, r->m->posts[i]->post.time))
            continue;
        placed += r->m->posts[i]->marks.nplaces > 0;
        kcc += r->m->posts[i]->post.channel == CHANNEL_KCC;
    }
    buf_puts(&b, "Onzeker: ");
    if (r->now)
        buf_printf(&b, "een wijk is bekend bij %d van de %d berichten; ", placed, r->now);
    buf_printf(&b,
               "besloten groepen (buurt- en clubapps) zien we niet; %d KCC-%s in dit venster; merken zijn "
               "automatisch bepaald; of een "
               "gerucht waar is, zegt dit beeld niet. Aantallen voluit, alleen voor het crisisteam. Adviezen zijn een "
               "concept.",
               kcc, kcc == 1 ? "contact" : "contacten");
    prose_add(doc_paragraph(r->d->root, TEXT_ACCOUNT), buf_str(&b));
    buf_release(&b);
}

/* ---- reading ---- */

int report_crisis_find(struct store *store, struct str wanted, int64_t now, struct arena *a, struct crisis_order *order,
                       struct err *err)
{
    enum { BACK_DAYS = 3 };
    struct stored_alert *alerts;
    struct str number = wanted;
    long long id = 0;
    int n, best = -1;
    bool by_alert = str_starts(wanted, STR("alert ")) || str_starts(wanted, STR("alarm "));

    if (store_alerts_between(store, a, wanted.n ? 0 : now - (int64_t)BACK_DAYS * WHEN_DAY, now, &alerts, &n, err))
        return -1;
    if (by_alert && (str_cut(&number, ' '), str_to_number(str_trim(number), INT64_MAX, &id)))
        return err_set(err, "'%.*s' is no number of an alert", STR_ARG(number));
    if (wanted.n && !by_alert) {
        if (report_find_issue(store, wanted, a, &order->issue, err))
            return -1;
        for (int i = 0; i < n; i++)
            if (alerts[i].issue == order->issue.id && alerts[i].time >= now - (int64_t)BACK_DAYS * WHEN_DAY &&
                alerts[i].level > order->level)
                order->level = alerts[i].level;
        return 0;
    }
    for (int i = 0; i < n; i++)
        if (alerts[i].issue && (by_alert ? alerts[i].id == id : best < 0 || alerts[i].level >= alerts[best].level))
            best = i;
    if (best < 0)
        return by_alert ? err_set(err, "no alert %lld with an issue", id)
                        : err_set(err, "no alert in the three days before; name an issue: tamtam report crisis ISSUE");
    order->level = alerts[best].level;
    return store_issue(store, a, alerts[best].issue, &order->issue, err);
}

int report_crisis(struct document *d, struct store *store, const struct municipality *town, const char *picture_path,
                  const struct crisis_order *order, int64_t made, struct err *err)
{
    struct figures f = {0};
    struct picture picture = {0};
    struct crisis *r = mem_calloc(1, sizeof *r);
    int result;

    *r = (struct crisis){.d = d, .town = town, .picture = &picture, .f = &f, .order = *order};
    result = picture_read(&picture, picture_path, err) || crisis_find_start(order, store, &r->start, err) ? -1 : 0;
    if (result == 0)
        result = figures_read_issue(&f, store, town, &order->issue, r->start, order->to, err) ||
                 store_rumours(store, &r->arena, order->issue.id, made + 1, &r->found, &r->nfound, err);
    if (result == 0) {
        r->m = &f.issues[0];
        if (r->m->nposts)
            r->start = r->m->posts[0]->post.time;
        crisis_read(r);
        compose_head(r, made);
        compose_core(r);
        crisis_boxes(r);
        crisis_rumours(r);
        crisis_advice(r);
        compose_account(r);
        result = parts_expired(d, store, town, order->issue.id, r->start, order->to, made, err);
        doc_finish(d);
    }
    arena_release(&r->arena);
    free(r);
    picture_release(&picture);
    figures_release(&f);
    return result;
}

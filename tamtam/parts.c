/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/words.h"

void parts_period(struct buf *b, int64_t from, int64_t to)
{
    struct civil first = when_local(from);
    struct civil last = when_local(to - 1);

    if (when_day(from) == when_day(to - 1)) {
        dutch_date(b, when_day(from));
        return;
    }
    if (first.year != last.year)
        buf_printf(b, "%d %s %d – ", first.day, when_month_name(first.month), first.year);
    else if (first.month != last.month)
        buf_printf(b, "%d %s – ", first.day, when_month_name(first.month));
    else
        buf_printf(b, "%d – ", first.day);
    buf_printf(b, "%d %s %d", last.day, when_month_name(last.month), last.year);
}

void parts_head(struct document *d, const struct municipality *town, const char *kind, struct str title, int64_t from,
                int64_t to, int n, int64_t made)
{
    struct buf period = {0}, posts = {0};

    parts_period(&period, from, to);
    d->head.municipality = doc_printf(d, "Gemeente %.*s", STR_ARG(town->name));
    d->head.kind = doc_copy(d, str_of(kind));
    d->head.title = doc_copy(d, title);
    d->head.date = doc_copy(d, buf_str(&period));
    d->head.status = STATUS_CONCEPT;
    d->head.status_by = doc_copy(d, STR("nog niet vastgesteld"));
    if (n >= 0) {
        words_posts(&posts, n);
        d->head.detail[0] = doc_printf(d, "%s na ontdubbeling", buf_c(&posts));
    }
    d->head.summary = doc_printf(d, "%s %.*s, %s", kind, STR_ARG(title), buf_c(&period));
    d->head.created = made;
    buf_release(&period);
    buf_release(&posts);
}

void parts_account(struct document *d, const struct counts *c, int received, const char *more)
{
    struct buf b = {0};
    struct str names[CHANNEL_COUNT];
    int n = 0;

    for (int i = 0; i < CHANNEL_COUNT; i++)
        if (c->channels[i])
            names[n++] = words_channel((enum channel)i);
    buf_puts(&b, "Verantwoording: ");
    if (n)
        words_list(&b, names, n);
    else
        buf_puts(&b, "geen bronnen met berichten");
    buf_puts(&b, "; n = ");
    dutch_count(&b, c->n);
    if (received > c->n) {
        buf_puts(&b, " na ontdubbeling, ");
        dutch_count(&b, received);
        buf_puts(&b, " binnengekomen; hetzelfde verhaal telt één keer. ");
    } else {
        buf_puts(&b, "; hetzelfde verhaal telt één keer. ");
    }
    buf_puts(&b, more);
    buf_puts(&b, "Toon, thema’s, frames en onderwerpen zijn automatisch bepaald met woordenlijsten en kunnen fout "
                 "zijn; een aanwijzing, ");
    buf_puts(&b, "geen peiling. Besloten groepen en gesloten platforms blijven buiten beeld. Van inwoners heet minder "
                 "dan 5 ‘enkele’.");
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT), buf_str(&b));
    buf_release(&b);
}

/* The list of 'In het kort', or NULL. */
static struct block *brief_list(struct document *d)
{
    for (struct block *b = d->root->first; b; b = b->next)
        for (struct block *l = b->kind == BLOCK_SECTION && b->section.kind == SECTION_BRIEF ? b->first : NULL; l; l = l->next)
            if (l->kind == BLOCK_LIST)
                return l;
    return NULL;
}

/* An item before all others. */
static struct prose *first_item(struct block *list)
{
    struct item *before = list->list.last;
    struct prose *text = doc_item(list, 0);
    struct item *item = list->list.last;

    if (before) {
        before->next = NULL;
        item->next = list->list.first;
        list->list.first = item;
        list->list.last = before;
    }
    return text;
}

int parts_expired(struct document *d, struct store *store, const struct municipality *town, int64_t issue, int64_t from, int64_t to,
                  int64_t made, struct err *err)
{
    struct tally_query q = {.from_day = when_day(from), .to_day = when_day(to - 1) + 1, .issue = issue, .voice = -1, .sentiment = -1};
    struct block *list = brief_list(d);
    struct arena a = {0};
    struct prose *p;
    int64_t counted, *times;
    int held, failed;

    if (town->text_days <= 0 || from >= made - town->text_days * (int64_t)WHEN_DAY)
        return 0;
    failed = store_count(store, &q, &counted, err) ||
             store_times(store, &a, issue, when_at(q.from_day, 0, 0), when_at(q.to_day, 0, 0), &times, &held, err);
    arena_release(&a);
    if (failed || counted <= held)
        return failed;
    p = list ? first_item(list) : doc_paragraph(d->root, TEXT_NOTE);
    prose_strong(p, STR("Teksten zijn verlopen."));
    prose_printf(p, " De dagtellingen van deze dagen hebben %s berichten; daarvan zijn er nog %s bewaard (bewaartermijn %d dagen). "
                    "Wat hier staat, telt alleen die; het weekoverzicht heeft de tellingen.",
                 DUTCH(counted), DUTCH(held), town->text_days);
    return 0;
}

void parts_duiding(struct document *d)
{
    struct block *quote = doc_quote(d->root, STR("Duiding en advies"), STR("analist"));

    prose_add(doc_paragraph(quote, TEXT_PLAIN),
              STR("Nog in te vullen: wat betekent dit, wat is het advies en wie is eigenaar?"));
}

bool parts_is_few(int n, int residents)
{
    return residents > 0 && n < LEAST_SHOWN;
}

struct figure parts_count(struct document *d, int n, int residents, struct str ref)
{
    return parts_is_few(n, residents) ? doc_few(d) : doc_count(d, n, ref);
}

/* ---- nearest names ---- */

enum { MOST_COMPARED = 80, MOST_NEAREST = 3 };

/* Edit distance of two texts, ASCII case apart, over at most MOST_COMPARED bytes. */
static int distance(struct str a, struct str b)
{
    int row[MOST_COMPARED + 1];
    int n = (int)(a.n < MOST_COMPARED ? a.n : MOST_COMPARED);
    int m = (int)(b.n < MOST_COMPARED ? b.n : MOST_COMPARED);

    for (int j = 0; j <= m; j++)
        row[j] = j;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];

        row[0] = i;
        for (int j = 1; j <= m; j++) {
            bool same = str_eq_nocase(str_sub(a, (size_t)i - 1, 1), str_sub(b, (size_t)j - 1, 1));
            int best = diagonal + !same;

            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[m];
}

/* How near a name is: each word that is written alike counts most, then the whole. Higher is nearer. */
static double nearness(struct str wanted, struct str name)
{
    size_t longest = wanted.n > name.n ? wanted.n : name.n;
    double near = 1 - (double)distance(wanted, name) / (double)(longest + 1);
    struct str rest = wanted;

    while (rest.n) {
        struct str word = str_cut(&rest, ' ');
        double best = 0;
        struct str others = name;

        while (word.n >= 3 && others.n) {
            struct str other = str_cut(&others, ' ');
            size_t n = word.n > other.n ? word.n : other.n;
            double alike = 1 - (double)distance(word, other) / (double)(n + 1);

            if (str_find_nocase(other, word) >= 0)
                alike = 1;
            best = alike > best ? alike : best;
        }
        if (best > 0.6)
            near += best;
    }
    return near;
}

int parts_no_such(struct err *err, const char *what, struct str wanted, const struct str *names, int n, bool many)
{
    struct buf b = {0};
    bool *taken = mem_calloc((size_t)n + 1, sizeof *taken);

    for (int k = 0; k < MOST_NEAREST && k < n; k++) {
        int best = -1;

        for (int i = 0; i < n; i++)
            if (!taken[i] && (best < 0 || nearness(wanted, names[i]) > nearness(wanted, names[best])))
                best = i;
        taken[best] = true;
        if (k)
            buf_puts(&b, k == MOST_NEAREST - 1 || k == n - 1 ? "’ of ‘" : "’, ‘");
        buf_add(&b, names[best]);
    }
    free(taken);
    err_set(err, "er is %s %s '%.*s'; bedoelt u ‘%s’?", many ? "meer dan één" : "geen", what, STR_ARG(wanted), buf_c(&b));
    buf_release(&b);
    return -1;
}

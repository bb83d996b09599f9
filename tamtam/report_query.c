/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Any search as if it were an issue: for the project that has not started yet, or a theme that is no issue. */
#include "base/when.h"
#include "tamtam/dossier.h"
#include "tamtam/parts.h"
#include "tamtam/query.h"
#include "tamtam/report.h"

struct search {
    struct store *store;
    const struct municipality *town;
    const struct query *query;
    stored_post_fn fn;
    void *fn_context;
};

static int pass_on(void *context, const struct stored_post *p)
{
    struct search *s = context;

    return query_holds(s->query, p) ? s->fn(s->fn_context, p) : 0;
}

static int each_match(void *context, int64_t from, int64_t to, stored_post_fn fn, void *fn_context, struct err *err)
{
    struct search *s = context;

    s->fn = fn;
    s->fn_context = fn_context;
    if (s->query->match.n)
        return store_matches_between(s->store, s->query->match, from, to, s->town, pass_on, s, err);
    return store_posts_between(s->store, from, to, s->town, pass_on, s, err);
}

int report_query(struct document *d, struct store *store, const struct municipality *town, struct str text,
                 int64_t from, int64_t to, int64_t made, struct err *err)
{
    struct figures f = {0};
    struct query q = {0};
    struct search search = {.store = store, .town = town, .query = &q};
    struct post_source source = {each_match, NULL, &search};
    struct stored_issue none = {.title = text};
    int result = query_parse(&q, text, town, err) || figures_read_matter(&f, &source, &none, from, to, err) ? -1 : 0;

    if (result == 0) {
        struct dossier r = {.d = d, .town = town, .f = &f, .matter = &f.issues[0], .terms = text};
        struct store_totals totals = {0};

        result = store_totals(store, &totals, err);
        parts_head(d, town, "Zoekanalyse", text, from, to, f.counts.n, made);
        dossier_compose(&r);
        parts_account(d, &f.counts, f.received,
                      totals.first > from ? "Doorzocht zijn de berichten waarvan de tekst wordt bewaard; die reiken "
                                            "niet tot het begin van de periode. "
                                          : "");
        result = result || parts_expired(d, store, town, 0, from, to, made, err);
        doc_finish(d);
    }
    figures_release(&f);
    query_release(&q);
    return result;
}

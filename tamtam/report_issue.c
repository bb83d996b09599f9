/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The issue analysis: one issue over its life or a chosen period. */
#include "base/when.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/parts.h"
#include "tamtam/report.h"

enum { STILL_ALIVE_DAYS = 14 };

/* Titles of all issues that hold posts; in the arena. */
static int read_titles(struct store *store, struct arena *a, struct stored_issue **issues, struct str **titles, int *n,
                       struct err *err)
{
    if (store_issues_between(store, a, 0, INT64_MAX, issues, n, err))
        return -1;
    *titles = arena_alloc(a, (size_t)(*n + 1) * sizeof **titles);
    for (int i = 0; i < *n; i++)
        (*titles)[i] = (*issues)[i].title;
    return 0;
}

int report_find_issue(struct store *store, struct str wanted, struct arena *a, struct stored_issue *issue,
                      struct err *err)
{
    struct stored_issue *issues;
    struct str *titles;
    long long id;
    int n, part = -1, parts = 0;

    wanted = str_trim(wanted);
    if (str_to_number(wanted, INT64_MAX, &id) == 0) {
        if (store_issue(store, a, id, issue, err))
            return -1;
        if (issue->id)
            return 0;
    }
    if (read_titles(store, a, &issues, &titles, &n, err))
        return -1;
    for (int i = 0; i < n; i++) {
        if (str_eq_nocase(titles[i], wanted)) {
            *issue = issues[i];
            return 0;
        }
        if (wanted.n && str_find_nocase(titles[i], wanted) >= 0) {
            part = part < 0 ? i : part;
            parts++;
        }
    }
    if (parts == 1) {
        *issue = issues[part];
        return 0;
    }
    if (n == 0)
        return err_set(err, "er zijn nog geen issues");
    return parts_no_such(err, "issue", wanted, titles, n, parts > 0);
}

void report_issue_window(const struct stored_issue *issue, int64_t now, int64_t *from, int64_t *to)
{
    int64_t end = when_at(when_day(issue->last) + 1, 0, 0);

    *from = when_at(when_day(issue->first), 0, 0);
    *to = now > end && now - issue->last > STILL_ALIVE_DAYS * (int64_t)WHEN_DAY ? end : now;
    if (*to <= *from)
        *to = *from + WHEN_DAY;
}

int report_issue(struct document *d, struct store *store, const struct municipality *town,
                 const struct stored_issue *issue, int64_t from, int64_t to, int64_t made, struct err *err)
{
    struct figures f = {0};
    int result = figures_read_issue(&f, store, town, issue, from, to, err);

    if (result == 0) {
        struct dossier r = {.d = d,
                            .town = town,
                            .f = &f,
                            .matter = &f.issues[0],
                            .ref = doc_printf(d, "issues/%lld", (long long)issue->id)};

        parts_head(d, town, "Issue-analyse", issue->title, from, to, f.counts.n, made);
        if (r.matter->day)
            d->head.detail[1] = doc_printf(d, "dag %d", r.matter->day);
        dossier_compose(&r);
        parts_account(d, &f.counts, f.received, "");
        result = parts_expired(d, store, town, issue->id, from, to, made, err);
        doc_finish(d);
    }
    figures_release(&f);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/search.h"

#include "base/mail_address.h"
#include "tamtam/query.h"

/* How many posts that fit the words are looked at for the fields. */
enum { MOST_READ = 3000 };

const struct purpose *search_purpose(const struct municipality *town, struct str name)
{
    for (int i = 0; i < town->npurposes; i++)
        if (str_eq(town->purposes[i].name, name))
            return &town->purposes[i];
    return NULL;
}

static bool is_sign(char c)
{
    return c == '"' || c == '(' || c == ')' || c == ':' || c == ' ' || c == '\t' || c == '\n';
}

struct str search_private_handle(const struct municipality *town, struct str query)
{
    for (size_t at = 0; at < query.n;) {
        size_t from = at;
        struct str word;

        while (at < query.n && !is_sign(query.p[at]))
            at++;
        word = str_sub(query, from, at - from);
        at += at < query.n;
        if (word.n > 1 && (word.p[0] == '@' || mail_address_is_valid(word)) && !municipality_actor(town, word))
            return word;
    }
    return (struct str){0};
}

struct searching {
    const struct query *query;
    stored_post_fn fn;
    void *context;
};

static int judge(void *context, const struct stored_post *post)
{
    struct searching *s = context;

    return query_holds(s->query, post) ? s->fn(s->context, post) : 0;
}

int search_posts(struct desk *d, struct str query, int64_t to, stored_post_fn fn, void *context, struct err *err)
{
    struct query q = {0};
    struct searching s = {&q, fn, context};
    int failed = query_parse(&q, query, &d->town, err);

    if (!failed)
        failed = q.match.n ? store_matches_before(d->store, q.match, to, MOST_READ, &d->town, judge, &s, err)
                           : store_posts_before(d->store, to, 0, MOST_READ, &d->town, judge, &s, err);
    query_release(&q);
    return failed;
}

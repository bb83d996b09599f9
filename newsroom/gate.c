/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/gate.h"

#include <string.h>

#include <sodium.h>

#include "base/log.h"
#include "newsroom/shared.h"
#include "newsroom/who.h"

/* ---- the route ---- */

static bool matches(const char *pattern, const struct target *t, struct str *parts, int *literals)
{
    struct str rest = str_of(pattern + 1);
    int n = 0;

    *literals = 0;
    for (int i = 0; i < t->nsegments; i++) {
        struct str want;

        if (rest.n == 0)
            return false;
        want = str_cut(&rest, '/');
        if (want.p[0] == ':') {
            if (n == MOST_PARTS)
                return false;
            parts[n++] = t->segments[i];
        } else if (str_eq(want, t->segments[i])) {
            ++*literals;
        } else {
            return false;
        }
    }
    return rest.n == 0;
}

const struct route *route_find(enum method method, const struct target *target, struct str *parts)
{
    const struct route *best = NULL;
    int most = -1;

    for (const struct route *r = routes; r->pattern && !target->slash; r++) {
        struct str mine[MOST_PARTS] = {{0}};
        int literals;

        if (r->method != method || !matches(r->pattern, target, mine, &literals) || literals <= most)
            continue;
        best = r;
        most = literals;
        if (parts)
            memcpy(parts, mine, sizeof mine);
    }
    return best;
}

const char *route_methods(const struct target *target)
{
    static const char *const words[2][2] = {{NULL, "POST"}, {"GET, HEAD", "GET, HEAD, POST"}};

    return words[route_find(METHOD_GET, target, NULL) != NULL][route_find(METHOD_POST, target, NULL) != NULL];
}

/* ---- may they? ---- */

bool visit_is_api(const struct visit *v)
{
    return (v->route && v->route->flags & ROUTE_API) || str_starts(v->target.whole, STR("/v1/"));
}

/* Does the caller take this type? Who says nothing takes all. */
static bool takes(const struct visit *v, const char *type)
{
    struct str list = v->accept;

    while (list.n) {
        struct str one = str_cut(&list, ',');
        struct str range = str_trim(str_cut(&one, ';'));

        if (str_is(range, "*/*") || str_is(range, "application/*") || str_eq_nocase(range, str_of(type)))
            return !str_is(str_trim(one), "q=0");
    }
    return v->accept.n == 0;
}

static void send_to_login(struct visit *v, struct answer *a)
{
    struct str back = v->method == METHOD_GET ? v->target.path : STR("/");

    answer_go(v, a, "/inloggen?naar=%.*s", STR_ARG(url_part(&v->arena, back)));
}

/* True when the visit may go on. */
static bool admit(struct visit *v, struct answer *a)
{
    struct err ignored;

    if (v->route->may == MAY_ALL || visit_is(v, (unsigned)v->route->may))
        return true;
    if (v->user) {
        visit_audit(v, v->route->name, v->target.path, "geweigerd: rol", &ignored);
        answer_refuse(v, a, 403, "Uw account (%s) heeft hier geen toegang toe. Klopt dat niet? Vraag de beheerder.",
                      role_names[v->user->role].label);
    } else if (visit_is_api(v)) {
        answer_header(a, "WWW-Authenticate", STR("Bearer"));
        answer_refuse(v, a, 401, "Geef een geldig token mee: Authorization: Bearer ...");
    } else {
        send_to_login(v, a);
    }
    return false;
}

/* A browser says where a form was sent from; one that says nothing has no session either, or carries the token. */
static bool is_from_here(const struct visit *v)
{
    struct str host = v->origin;

    if (v->fetch_site.n && !str_is(v->fetch_site, "same-origin") && !str_is(v->fetch_site, "none"))
        return false;
    if (host.n == 0)
        return true;
    if (str_starts(host, STR("https://")))
        host = str_sub(host, 8, host.n);
    else if (str_starts(host, STR("http://")))
        host = str_sub(host, 7, host.n);
    return str_eq_nocase(host, v->host);
}

static bool has_token(const struct visit *v)
{
    struct str given = visit_form(v, "csrf");

    return v->csrf.n && given.n == v->csrf.n && sodium_memcmp(given.p, v->csrf.p, given.n) == 0;
}

static bool check_form(struct visit *v, struct answer *a)
{
    unsigned flags = v->route->flags;
    struct err ignored;

    if (v->method != METHOD_POST || flags & (ROUTE_NO_CSRF | ROUTE_API))
        return true;
    if (is_from_here(v) && (has_token(v) || flags & ROUTE_ANONYMOUS))
        return true;
    if (v->user)
        visit_audit(v, v->route->name, v->target.path, "geweigerd: formulier van elders", &ignored);
    answer_refuse(v, a, 403, "Dit formulier kwam niet van deze site, of is verlopen. Ga terug, laad de pagina opnieuw en probeer het nog eens.");
    return false;
}

/* ---- the page ---- */

static void answer_failed(struct visit *v, struct answer *a, const struct err *err)
{
    unsigned number = randombytes_random();

    log_event(LOG_ERROR, "web", "route=%s number=%08x error=\"%s\"", v->route->name, number, err->text);
    answer_refuse(v, a, 500, "Het is vastgelegd onder nummer %08x. Geef dat nummer door aan de beheerder.", number);
}

static void call_page(struct visit *v, struct answer *a)
{
    struct err err;
    bool shared = v->route->flags & ROUTE_SHARED;

    if (shared && shared_take(v, a))
        return;
    if (v->route->answer(v, a, &err))
        answer_failed(v, a, &err);
    else if (a->body.full)
        answer_failed(v, a, (err_set(&err, "the page is too large"), &err));
    else if (shared)
        shared_keep(v, a);
}

static void note(struct visit *v, const struct answer *a)
{
    struct err err;

    if (!v->user || (v->method != METHOD_POST && !(v->route->flags & ROUTE_AUDIT)))
        return;
    if (visit_audit(v, v->route->name, a->object.n ? a->object : v->target.path, a->status < 400 ? "gelukt" : "niet gelukt", &err))
        log_event(LOG_ERROR, "audit", "error=\"%s\"", err.text);
}

void gate_answer(struct visit *v, struct answer *a)
{
    struct err err;

    v->route = route_find(v->method, &v->target, v->parts);
    if (who_is_it(v, &err)) {
        log_event(LOG_ERROR, "web", "error=\"%s\"", err.text);
        answer_refuse(v, a, 503, "De nieuwsredactie is even niet bereikbaar. Probeer het over een minuut opnieuw.");
        return;
    }
    if (!v->route) {
        if (route_methods(&v->target))
            answer_refuse(v, a, 405, "Dit adres bestaat, maar niet op deze manier.");
        else
            answer_not_found(v, a);
        return;
    }
    if (str_starts(v->target.whole, STR("/v1/")) && !takes(v, "application/json")) {
        answer_refuse(v, a, 406, "Hier is alleen application/json.");
        return;
    }
    if (!admit(v, a) || !check_form(v, a))
        return;
    call_page(v, a);
    note(v, a);
}

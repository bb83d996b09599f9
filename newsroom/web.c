/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/gate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "base/when.h"
#include "newsroom/page.h"

#define ROLE_NAME(id, name, label) [id] = {name, label},
const struct value_name role_names[] = {ROLES(ROLE_NAME)[ROLE_COUNT] = {NULL, NULL}};

/* ---- what pages ask of their visit ---- */

struct str visit_query(const struct visit *v, const char *name)
{
    return fields_get(&v->target.query, name);
}

struct str visit_form(const struct visit *v, const char *name)
{
    return fields_get(&v->form, name);
}

int visit_number(struct str text, int64_t *number)
{
    long long n;

    if (str_to_number(text, INT64_MAX, &n) || n < 1)
        return -1;
    *number = n;
    return 0;
}

bool visit_is(const struct visit *v, unsigned roles)
{
    return v->user && (roles & ROLE_BIT(v->user->role)) != 0;
}

bool visit_may(const struct visit *v, enum method method, const char *path)
{
    struct arena a = {0};
    struct target target;
    struct err ignored;
    const struct route *route = NULL;

    if (request_target(&target, &a, str_of(path), &ignored) == 0)
        route = route_find(method, &target, NULL);
    arena_release(&a);
    return route && (route->may == MAY_ALL || visit_is(v, (unsigned)route->may));
}

/* An act of a person is due at once, at 0: it waits on the table until the writer has done it. */
static bool is_waiting(struct visit *v)
{
    struct err ignored;
    int64_t due;

    return store_next_due(v->desk->store, LANE_DESK, &due, &ignored) == 0 && due == 0;
}

int visit_act(struct visit *v, struct action action, struct err *err)
{
    enum { TURN_MS = 10, MOST_TURNS = 200 };
    struct timespec turn = {.tv_nsec = TURN_MS * 1000000L};

    action.who = v->user->name;
    if (desk_act(v->desk, action, v->now, err))
        return -1;
    newsroom_wake(v->newsroom);
    for (int i = 0; i < MOST_TURNS && is_waiting(v); i++)
        nanosleep(&turn, NULL);
    return 0;
}

enum { ONE_LOOK_MS = 10 * WHEN_MINUTE };

int visit_audit(struct visit *v, const char *action, struct str object, const char *result, struct err *err)
{
    struct audit_row row = {.action = str_of(action),
                            .object = object,
                            .result = str_of(result),
                            .origin = str_printf(&v->arena, "web %.*s", STR_ARG(v->address)),
                            .actor = v->user ? v->user->name : STR("onbekend"),
                            .time = v->now};
    bool seen = false;

    if (v->renews && v->method == METHOD_GET && store_audited_since(v->desk->store, &row, v->now - ONE_LOOK_MS, &seen, err))
        return -1;
    if (seen)
        return 0;
    if (store_begin(v->desk->store, err))
        return -1;
    if (store_add_audit(v->desk->store, &row, err) || store_commit(v->desk->store, err)) {
        store_roll_back(v->desk->store);
        return -1;
    }
    return 0;
}

/* ---- answers ---- */

void answer_header(struct answer *a, const char *name, struct str value)
{
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < ' ' || value.p[i] == 0x7f)
            return;
    if (a->nheaders == MOST_HEADERS)
        return;
    a->headers[a->nheaders].name = name;
    a->headers[a->nheaders++].value = value;
}

/* To a browser `//host` and `/\\host` are other hosts. */
static bool is_own_path(struct str path)
{
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] <= ' ' || path.p[i] == '\\' || path.p[i] == 0x7f)
            return false;
    return path.n && path.p[0] == '/' && !(path.n > 1 && path.p[1] == '/');
}

int answer_go(struct visit *v, struct answer *a, const char *format, ...)
{
    char path[2048];
    va_list args;

    va_start(args, format);
    vsnprintf(path, sizeof path, format, args);
    va_end(args);
    a->status = 303;
    buf_clear(&a->body);
    answer_header(a, "Location", is_own_path(str_of(path)) ? str_copy(&v->arena, str_of(path)) : STR("/"));
    return 0;
}

static const struct {
    int status;
    const char *title;
} refusals[] = {
    {400, "Dat begrijpen wij niet"}, {401, "Eerst inloggen"},          {403, "Niet toegestaan"},
    {404, "Niet gevonden"},          {405, "Dat kan hier niet"},       {409, "Intussen veranderd"},
    {406, "Die vorm is er niet"},    {413, "Te groot"},                {415, "Dat is geen formulier"},
    {421, "Verkeerd adres"},         {422, "Er klopt iets niet"},
    {429, "Even wachten"},           {500, "Er ging hier iets mis"},   {503, "Even niet bereikbaar"},
};

const char *refusal_title(int status)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (refusals[i].status == status)
            return refusals[i].title;
    return "Dat lukte niet";
}

static void refuse_as_problem(struct answer *a, int status, const char *detail)
{
    json_t *o = json_pack("{s:s, s:i, s:s, s:s}", "type", "about:blank", "status", status, "title", refusal_title(status), "detail", detail);
    char *text = json_dumps(o, JSON_COMPACT);

    a->type = "application/problem+json";
    buf_puts(&a->body, text ? text : "{}");
    free(text);
    json_decref(o);
}

int answer_refuse(struct visit *v, struct answer *a, int status, const char *format, ...)
{
    char detail[512];
    va_list args;
    struct html h;

    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    buf_clear(&a->body);
    a->status = status;
    a->cache = CACHE_NEVER;
    if (visit_is_api(v)) {
        refuse_as_problem(a, status, detail);
        return 0;
    }
    a->type = "text/html; charset=utf-8";
    page_begin(&h, v, a, &(struct page){.title = refusal_title(status)});
    html_el(&h, "h1", NULL, "%s", refusal_title(status));
    html_el(&h, "p", NULL, "%s", detail);
    page_end(&h);
    return 0;
}

int answer_not_found(struct visit *v, struct answer *a)
{
    return answer_refuse(v, a, 404, "Deze pagina bestaat niet, of niet meer.");
}

void answer_file(struct visit *v, struct answer *a, const char *type, struct str name)
{
    struct buf safe = {0};

    a->type = type;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';

        buf_putc(&safe, plain ? c : '-');
    }
    answer_header(a, "Content-Disposition", str_printf(&v->arena, "attachment; filename=\"%.*s\"", STR_ARG(buf_str(&safe))));
    buf_release(&safe);
}

bool answer_unchanged(struct visit *v, struct answer *a, struct str etag)
{
    struct str tag = str_printf(&v->arena, "\"%.*s\"", STR_ARG(etag));

    answer_header(a, "ETag", tag);
    a->cache = CACHE_CHECK;
    if (str_find(v->none_match, tag) < 0)
        return false;
    a->status = 304;
    return true;
}

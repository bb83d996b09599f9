/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The newsroom on the web: what a page gets and what it gives.
 *
 *     bytes -> request.c -> route (routes.c) -> who (visit.c) -> may they? -> the page's function -> headers, log, audit -> bytes
 *
 * A page is one function. It reads its visit, asks the desk or the store, and fills in its answer; whether the visitor may come here,
 * the CSRF token, the audit line and the security headers were dealt with before it is called, by its row in the table of routes.
 *
 *     static int show_issue(struct visit *v, struct answer *a, struct err *err)
 *     {
 *         int64_t id;
 *         struct stored_issue issue;
 *         struct html h;
 *
 *         if (visit_number(v->parts[0], &id))
 *             return answer_not_found(v, a);
 *         if (store_issue(v->desk->store, &v->arena, id, &issue, err))
 *             return -1;
 *         page_begin(&h, v, a, &(struct page){.title = "Issue", .nav = "/issues"});
 *         html_el(&h, "h1", NULL, "%.*s", STR_ARG(issue.title));
 *         page_end(&h);
 *         return 0;
 *     }
 *
 * and its row in routes.c:  {METHOD_GET, "/issues/:id", MAY_READ, show_issue, .name = "issue.show"}
 *
 * A function returns 0 with its answer, or -1 with the reason: that is logged with a number, and the visitor sees the number. What the
 * visitor did wrong is an answer, not an error: the form again, with what is wrong where (form.h).
 */
#ifndef NEWSROOM_WEB_H
#define NEWSROOM_WEB_H

#include "base/values.h"
#include "desk/desk.h"
#include "newsroom/request.h"

enum method { METHOD_GET, METHOD_POST };

/* ---- who ---- */

/* The roles, as in `tamtam users add --role`. A screen on the wall has a role of its own, which may see the wall alone. */
#define ROLES(X)                                                                                             \
    X(ROLE_ANALIST, "analist", "Analist")                                                                    \
    X(ROLE_WEBCARE, "webcare", "Webcare")                                                                    \
    X(ROLE_PROJECTLEIDER, "projectleider", "Projectleider")                                                  \
    X(ROLE_BESTUURDER, "bestuurder", "Bestuurder")                                                           \
    X(ROLE_BEHEERDER, "beheerder", "Beheerder")                                                              \
    X(ROLE_MUUR, "muur", "Muurscherm")

#define ROLE_ENUM(id, name, label) id,
enum role { ROLES(ROLE_ENUM) ROLE_COUNT };
/* By enum role; ends with a NULL name. */
extern const struct value_name role_names[];

#define ROLE_BIT(role) (1u << (role))
/* Sets of roles for the table of routes. */
enum {
    MAY_EDIT = ROLE_BIT(ROLE_ANALIST),                                                           /* issues, marks, reports */
    MAY_HELP = ROLE_BIT(ROLE_ANALIST) | ROLE_BIT(ROLE_WEBCARE),                                  /* cases */
    MAY_MANAGE = ROLE_BIT(ROLE_BEHEERDER),                                                       /* sources, accounts, retention, audit */
    MAY_READ = MAY_HELP | ROLE_BIT(ROLE_PROJECTLEIDER) | ROLE_BIT(ROLE_BESTUURDER),              /* issues, reports, figures */
    MAY_WATCH = MAY_READ | ROLE_BIT(ROLE_BEHEERDER) | ROLE_BIT(ROLE_MUUR),                       /* the wall */
    MAY_ENTER = MAY_READ | ROLE_BIT(ROLE_BEHEERDER),                                             /* whoever has an account */
    MAY_ALL = -1                                                                                 /* without login too */
};

struct user {
    struct str name;    /* that one logs in with, and that actions and the audit log carry */
    struct str shown;   /* "R. Aalders" */
    enum role role;
    struct str purpose; /* of tamtam.conf that the account or token is bound to; may be empty */
};

/* ---- the visit ---- */

enum { MOST_PARTS = 4 };

struct newsroom; /* what all visits share: server.h */
struct route;

struct visit {
    enum method method;
    bool head;                   /* HEAD: as GET, the server leaves the body out */
    struct target target;
    struct str parts[MOST_PARTS]; /* what the placeholders of the route's pattern stand for, in their order */
    struct fields form, cookies; /* form: of a POST */
    struct str body;             /* of a POST, as it came */
    struct str host, origin, address, accept, none_match, authorization, identity, fetch_site; /* from the headers; may be empty */
    bool renews;                 /* a script asks for the page that is open again: no use of the session, and no second look */
    const struct user *user;     /* NULL: nobody logged in */
    struct str session;          /* the hash of the session, or empty */
    struct str csrf;             /* the token that the forms of this session carry (form_begin puts it there) */
    const struct route *route;
    struct desk *desk;           /* this thread's: store, town, analyser; reading, and writing beside the line */
    struct newsroom *newsroom;
    int64_t now;                 /* the newsroom's clock, UTC ms */
    int64_t change;              /* number of the last change in the store before the page was made (live.h) */
    bool reload;                 /* the daemon reads its configuration again, when the answer is out */
    struct arena arena;          /* lives as long as the visit */
};

/* A field of the query or of the form; empty where there is none. */
struct str visit_query(const struct visit *v, const char *name);
struct str visit_form(const struct visit *v, const char *name);
/* A whole number from 1: 0, otherwise -1. */
int visit_number(struct str text, int64_t *number);
/* May this visitor go there? For links and buttons that would lead to a refusal. */
bool visit_may(const struct visit *v, enum method method, const char *path);
/* Is the visitor of one of the roles? */
bool visit_is(const struct visit *v, unsigned roles);

/*
 * A person's action on the line (desk_act) under the visitor's name. The one writer does it; this waits until it is done, at
 * most two seconds, so that the next page shows it.
 */
int visit_act(struct visit *v, struct action action, struct err *err);
/*
 * An audit line of something that the route's own line does not tell: a search, an export. Origin and actor are the visit's.
 * Within a transaction of its own. A page that renews itself is one look in ten minutes.
 */
int visit_audit(struct visit *v, const char *action, struct str object, const char *result, struct err *err);

/* ---- the answer ---- */

enum { MOST_HEADERS = 8 };
enum cache {
    CACHE_NEVER,   /* no-store: what a login protects */
    CACHE_CHECK,   /* may be kept, asks again with its ETag */
    CACHE_FOREVER  /* its address holds the hash of its bytes */
};
enum policy {
    POLICY_PAGE,   /* style and scripts from /static alone, nothing else */
    POLICY_REPORT  /* a report's own file: its style block, no script, nothing from elsewhere; may stand in a frame of ours */
};

struct answer {
    int status;        /* 200 to begin with */
    const char *type;  /* "text/html; charset=utf-8" to begin with */
    struct buf body;   /* the server's after the return */
    enum cache cache;
    enum policy policy;
    bool live;         /* a stream of events instead of the body (live.h) */
    struct str object; /* of the audit line; empty: the path */
    struct {
        const char *name;
        struct str value;
    } headers[MOST_HEADERS];
    int nheaders;
};

/* Adds a header; a value with a control character is left out, and so is more than MOST_HEADERS. */
void answer_header(struct answer *a, const char *name, struct str value);
/* "Go there" after a POST (303); a path of our own, as printf. */
int answer_go(struct visit *v, struct answer *a, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A page that says in a Dutch sentence why not. */
int answer_refuse(struct visit *v, struct answer *a, int status, const char *format, ...) __attribute__((format(printf, 4, 5)));
int answer_not_found(struct visit *v, struct answer *a);
/* A file to keep: type and the name under which it is kept. */
void answer_file(struct visit *v, struct answer *a, const char *type, struct str name);
/* A validator for what has not changed: with CACHE_CHECK; true when the visitor has it already and nothing need be made (304). */
bool answer_unchanged(struct visit *v, struct answer *a, struct str etag);

/* ---- the table of routes ---- */

typedef int (*page_fn)(struct visit *v, struct answer *a, struct err *err);

enum {
    ROUTE_NO_CSRF = 1,   /* a POST from elsewhere is meant: one-click unsubscribe */
    ROUTE_ANONYMOUS = 2, /* a POST without a token: login, confirm; it must come from our own page */
    ROUTE_AUDIT = 4,     /* a GET that leaves an audit line too (every POST does) */
    ROUTE_API = 8,       /* tokens, problem+json, no cookies */
    ROUTE_LONG = 16,     /* a POST of up to a megabyte; others have 256 kB, or 64 kB where no account is needed */
    ROUTE_SHARED = 32,   /* a page that is the same for all who may see it: made once for them all, until something changes (shared.h) */
    ROUTE_RENEWS = 64    /* what a script asks for, whatever the header says */
};

struct route {
    enum method method;
    const char *pattern; /* "/issues/:id/naam": a segment that starts with : stands for any one */
    int may;             /* roles; MAY_ALL: everybody */
    page_fn answer;
    unsigned flags;
    const char *name;    /* "issue.name": the action of the audit line */
};
/* routes.c; ends with a NULL pattern. */
extern const struct route routes[];

#endif

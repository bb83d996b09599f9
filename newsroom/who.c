/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/who.h"

#include <string.h>

#include <sodium.h>

#include "base/when.h"
#include "newsroom/server.h"

enum {
    TOUCH_MS = WHEN_MINUTE,                  /* a use is noted at most so often */
    WALL_IDLE_HOURS = 24, WALL_DAYS = 30,    /* a screen on the wall logs in once a month */
    DEVICE_DAYS = 180
};

/* How long a session of a role may last, and rest. The machine's clock: people wait in real time, also in a training. */
static int64_t life_of(const struct visit *v, enum role role)
{
    return role == ROLE_MUUR ? (int64_t)WALL_DAYS * WHEN_DAY : (int64_t)v->desk->town.newsroom.session_hours * WHEN_HOUR;
}

static int64_t idle_of(const struct visit *v, enum role role)
{
    return role == ROLE_MUUR ? (int64_t)WALL_IDLE_HOURS * WHEN_HOUR : (int64_t)v->desk->town.newsroom.idle_minutes * WHEN_MINUTE;
}

/* A cookie with the prefix __Host- is sent to this host alone, over TLS alone (RFC 6265bis). */
static const char *cookie_name(const struct visit *v, bool device)
{
    if (v->newsroom->secure)
        return device ? "__Host-tamtam-bekend" : "__Host-tamtam";
    return device ? "tamtam-bekend" : "tamtam";
}

static void set_cookie(struct visit *v, struct answer *a, bool device, struct str value, long long seconds)
{
    answer_header(a, "Set-Cookie",
                  str_printf(&v->arena, "%s=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s", cookie_name(v, device), STR_ARG(value),
                             seconds, v->newsroom->secure ? "; Secure" : ""));
}

/* ---- reading ---- */

static struct user *user_of(struct visit *v, const struct pass *pass)
{
    struct user *user = arena_alloc(&v->arena, sizeof *user);
    int role = value_of(role_names, pass->role);

    if (role < 0)
        return NULL;
    *user = (struct user){pass->account.n ? pass->account : str_printf(&v->arena, "token %.*s", STR_ARG(pass->label)), pass->shown,
                          (enum role)role, pass->purpose};
    return user;
}

/* A page that renews itself keeps nobody logged in, but for the wall. */
static bool is_use(const struct visit *v)
{
    return v->user->role == ROLE_MUUR || !(v->renews || (v->route && v->route->flags & ROUTE_RENEWS));
}

static int read_session(struct visit *v, int64_t now, struct err *err)
{
    struct str secret = fields_get(&v->cookies, cookie_name(v, false));
    struct str hash = secret_hash(&v->arena, "session", secret);
    struct pass pass;
    struct user *user;

    if (hash.n == 0)
        return 0;
    if (store_pass(v->desk->store, &v->arena, hash, &pass, err))
        return -1;
    user = pass.hash.n && pass.account.n && !pass.off && now < pass.ends ? user_of(v, &pass) : NULL;
    if (!user || now - pass.seen > idle_of(v, user->role))
        return 0;
    v->user = user;
    v->session = hash;
    v->csrf = secret_hash(&v->arena, "csrf", secret);
    return is_use(v) && now - pass.seen > TOUCH_MS ? store_pass_seen(v->desk->store, hash, now, err) : 0;
}

/* "Bearer SECRET", or for feed readers "Basic base64(any:SECRET)". */
static struct str token_of(struct visit *v)
{
    struct str given = v->authorization;
    unsigned char *plain;
    struct str pair;
    size_t n;

    if (str_starts(given, STR("Bearer ")))
        return str_trim(str_sub(given, 7, given.n));
    if (!str_starts(given, STR("Basic ")))
        return (struct str){0};
    given = str_trim(str_sub(given, 6, given.n));
    plain = arena_alloc(&v->arena, given.n + 1);
    if (sodium_base642bin(plain, given.n, given.p, given.n, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL))
        return (struct str){0};
    pair = (struct str){(const char *)plain, n};
    str_cut(&pair, ':');
    return pair;
}

static int read_token(struct visit *v, int64_t now, struct err *err)
{
    struct str hash = secret_hash(&v->arena, "session", token_of(v));
    struct pass pass;

    if (hash.n == 0)
        return 0;
    if (store_pass(v->desk->store, &v->arena, hash, &pass, err))
        return -1;
    if (pass.hash.n == 0 || pass.account.n || now >= pass.ends)
        return 0;
    v->user = user_of(v, &pass);
    return now - pass.seen > TOUCH_MS ? store_pass_seen(v->desk->store, hash, now, err) : 0;
}

int who_is_it(struct visit *v, struct err *err)
{
    int64_t now = when_now();

    v->user = NULL;
    if (v->route && v->route->flags & ROUTE_API)
        return read_token(v, now, err);
    return read_session(v, now, err);
}

/* ---- beginning and ending ---- */

/* "NONCE.HASH of account and nonce": who has it logged in here before. */
static struct str device_hash(struct visit *v, struct str account, struct str nonce)
{
    return seal_hash(&v->arena, &v->newsroom->device_key, "device", str_printf(&v->arena, "%.*s\n%.*s", STR_ARG(account), STR_ARG(nonce)));
}

bool who_is_known_device(struct visit *v, struct str account)
{
    struct str given = fields_get(&v->cookies, cookie_name(v, true));
    struct str nonce = str_cut(&given, '.');
    struct str hash = device_hash(v, account, nonce);

    return given.n == hash.n && sodium_memcmp(given.p, hash.p, hash.n) == 0;
}

int who_begin(struct visit *v, struct answer *a, const struct account *account, struct err *err)
{
    int64_t now = when_now();
    enum role role = (enum role)value_of(role_names, account->role);
    struct str secret = secret_make(&v->arena);
    struct str nonce = str_sub(secret_make(&v->arena), 0, 32);
    struct pass pass = {.hash = secret_hash(&v->arena, "session", secret), .account = account->name, .made = now, .seen = now};
    struct store *s = v->desk->store;

    pass.ends = now + life_of(v, role);
    if (store_begin(s, err))
        return -1;
    if ((v->session.n && store_end_pass(s, v->session, err)) || store_sweep_passes(s, now, now - WALL_IDLE_HOURS * (int64_t)WHEN_HOUR, err) ||
        store_add_pass(s, &pass, err) || store_account_seen(s, account->name, now, err) || store_commit(s, err)) {
        store_roll_back(s);
        return -1;
    }
    atomic_fetch_add(&v->newsroom->counts.logins, 1);
    set_cookie(v, a, false, secret, life_of(v, role) / WHEN_SECOND);
    set_cookie(v, a, true,
               str_printf(&v->arena, "%.*s.%.*s", STR_ARG(nonce), STR_ARG(device_hash(v, account->name, nonce))), DEVICE_DAYS * 24L * 3600);
    return 0;
}

int who_end(struct visit *v, struct answer *a, struct err *err)
{
    set_cookie(v, a, false, (struct str){0}, 0);
    answer_header(a, "Clear-Site-Data", STR("\"cache\""));
    return v->session.n ? store_end_pass(v->desk->store, v->session, err) : 0;
}

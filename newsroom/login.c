/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Coming in: by name and password, or by the identity that the proxy of the municipality's own login vouches for. */
#include <arpa/inet.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/when.h"
#include "newsroom/form.h"
#include "newsroom/page.h"
#include "newsroom/server.h"
#include "newsroom/who.h"

enum { SSO_SECONDS = 60 };

/* An address may be a whole town hall behind one gateway; a stranger's tries on an account hold up strangers alone. */
static const struct throttle_terms by_address = {"address", 20, 60 * 1000};
static const struct throttle_terms by_account = {"account", 5, 30 * 1000};
static const struct throttle_terms by_device = {"device", 5, 5 * 60 * 1000};

/* ---- the page ---- */

static struct str way_back(struct visit *v)
{
    struct str back = v->method == METHOD_POST ? visit_form(v, "naar") : visit_query(v, "naar");

    return back.n && back.p[0] == '/' ? back : STR("/");
}

static void show_form(struct visit *v, struct answer *a, struct form *f)
{
    struct html h;

    page_begin(&h, v, a, &(struct page){.title = "Inloggen"});
    html_el(&h, "h1", NULL, "Inloggen");
    if (v->desk->town.newsroom.sso != SSO_NONE) {
        html_tag(&h, "p");
        html_link(&h, "knop", STR("Inloggen met uw werkaccount"), "/inloggen/sso?naar=%.*s", STR_ARG(url_part(&v->arena, way_back(v))));
        html_end(&h);
    }
    form_begin(f, &h, "/inloggen");
    form_hidden(f, "naar", way_back(v));
    form_input(f, "text", "naam", "Accountnaam", (struct str){0}, "username");
    form_input(f, "password", "wachtwoord", "Wachtwoord", (struct str){0}, "current-password");
    form_end(f, "Inloggen");
    page_end(&h);
}

int login_show(struct visit *v, struct answer *a, struct err *err)
{
    struct form f = {.v = v};

    (void)err;
    if (v->user)
        return answer_go(v, a, "%.*s", STR_ARG(way_back(v)));
    show_form(v, a, &f);
    return 0;
}

/* ---- the try ---- */

/* Whose tries count as one's: an IPv4 address, or the first half of an IPv6 address, of which a caller has as many as he likes. */
static struct str caller_net(struct visit *v)
{
    char address[INET6_ADDRSTRLEN];
    unsigned char bytes[16];

    snprintf(address, sizeof address, "%.*s", STR_ARG(v->address));
    if (inet_pton(AF_INET6, address, bytes) != 1 || memcmp(bytes, (unsigned char[12]){[10] = 0xff, [11] = 0xff}, 12) == 0)
        return v->address;
    memset(bytes + 8, 0, 8);
    return str_copy(&v->arena, str_of(inet_ntop(AF_INET6, bytes, address, sizeof address)));
}

/* Tells that it is too soon to try again; `wait` in ms. */
static void too_soon(struct visit *v, struct answer *a, struct form *f, const char *field, int64_t wait)
{
    long long seconds = (wait + 999) / 1000;

    answer_header(a, "Retry-After", str_printf(&v->arena, "%lld", seconds));
    form_fault(f, field, "Er zijn te veel pogingen gedaan. Probeer het over %lld %s opnieuw.", seconds, seconds == 1 ? "seconde" : "seconden");
    a->status = 429;
}

static int64_t wait_of(struct visit *v, struct str name, bool known)
{
    struct throttle *t = &v->newsroom->throttle;
    int64_t now = clock_monotonic();
    int64_t address = throttle_wait(t, &by_address, caller_net(v), now);
    int64_t account = throttle_wait(t, known ? &by_device : &by_account, name, now);

    return known || account > address ? account : address;
}

static void count_failure(struct visit *v, struct str name, bool known)
{
    struct throttle *t = &v->newsroom->throttle;
    int64_t now = clock_monotonic();

    throttle_failed(t, known ? &by_device : &by_account, name, now);
    if (!known)
        throttle_failed(t, &by_address, caller_net(v), now);
    atomic_fetch_add(&v->newsroom->counts.refused_logins, 1);
}

/* What was typed as a name may be a password: only a name that exists is written down. */
static int note_login(struct visit *v, const struct account *account, const char *result, struct err *err)
{
    struct user as = {.name = account->name.n ? account->name : STR("onbekend")};
    int failed;

    v->user = &as;
    failed = visit_audit(v, "inloggen", as.name, result, err);
    v->user = NULL;
    return failed;
}

static int let_in(struct visit *v, struct answer *a, const struct account *account, struct err *err)
{
    if (note_login(v, account, "gelukt", err) || who_begin(v, a, account, err))
        return -1;
    return answer_go(v, a, "%.*s", STR_ARG(way_back(v)));
}

int login_try(struct visit *v, struct answer *a, struct err *err)
{
    struct form f = {.v = v};
    struct account account = {0};
    struct str name = account_name(&v->arena, visit_form(v, "naam"));
    struct str password = str_sub(visit_form(v, "wachtwoord"), 0, MOST_PASSWORD);
    bool known = name.n && who_is_known_device(v, name);
    int64_t wait = wait_of(v, name, known);

    if (wait > 0) {
        too_soon(v, a, &f, "", wait);
        show_form(v, a, &f);
        return 0;
    }
    if (name.n && store_account(v->desk->store, &v->arena, name, &account, err))
        return -1;
    if (password_fits(account.password, password) && !account.off) {
        throttle_forget(&v->newsroom->throttle, known ? &by_device : &by_account, name);
        return let_in(v, a, &account, err);
    }
    count_failure(v, name, known);
    if (note_login(v, &account, "geweigerd", err))
        return -1;
    form_fault(&f, "naam", "Deze naam en dit wachtwoord horen niet bij elkaar.");
    a->status = 422;
    show_form(v, a, &f);
    return 0;
}

/* ---- single sign-on ---- */

/* "NAME;SECONDS since 1970;HMAC-SHA256 of the two with the semicolon between them, hexadecimal". */
static struct str signed_name(const struct visit *v)
{
    struct str secret = v->newsroom->sso_secret;
    struct str rest = v->identity;
    struct str name = str_cut(&rest, ';');
    struct str time = str_cut(&rest, ';');
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char hex[2 * sizeof mac + 1];
    crypto_auth_hmacsha256_state state;
    long long seconds;

    if (secret.n == 0 || name.n == 0 || rest.n != sizeof hex - 1 || str_to_number(time, INT64_MAX / 1000, &seconds))
        return (struct str){0};
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret.p, secret.n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)v->identity.p, name.n + 1 + time.n);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_bin2hex(hex, sizeof hex, mac, sizeof mac);
    if (sodium_memcmp(hex, rest.p, rest.n) != 0 || llabs(when_now() / 1000 - seconds) > SSO_SECONDS)
        return (struct str){0};
    return name;
}

int login_sso(struct visit *v, struct answer *a, struct err *err)
{
    enum sso sso = v->desk->town.newsroom.sso;
    struct str name = sso == SSO_SIGNED ? signed_name(v) : sso == SSO_SOCKET ? v->identity : (struct str){0};
    struct account account = {0};

    name = account_name(&v->arena, name);
    if (sso == SSO_NONE)
        return answer_not_found(v, a);
    if (name.n && store_account(v->desk->store, &v->arena, name, &account, err))
        return -1;
    if (account.name.n && !account.off)
        return let_in(v, a, &account, err);
    atomic_fetch_add(&v->newsroom->counts.refused_logins, 1);
    if (note_login(v, &account, "geweigerd: eenmalig inloggen", err))
        return -1;
    return answer_refuse(v, a, 403, "Uw werkaccount heeft hier nog geen toegang. Vraag de beheerder van de nieuwsredactie.");
}

/* ---- leaving, and one's own password ---- */

int login_leave(struct visit *v, struct answer *a, struct err *err)
{
    if (who_end(v, a, err))
        return -1;
    return answer_go(v, a, "/inloggen");
}

static int change_password(struct visit *v, struct answer *a, struct account *account, struct err *err)
{
    struct manager self = {.name = v->user->name, .origin = str_printf(&v->arena, "web %.*s", STR_ARG(v->address)), .now = v->now};

    if (account_save(v->desk, account, visit_form(v, "nieuw"), &self, err) || who_begin(v, a, account, err))
        return -1;
    return answer_go(v, a, "/account?bewaard=ja");
}

static void check_new_password(struct visit *v, struct answer *a, const struct account *account, struct form *f)
{
    const char *fault = password_fault(visit_form(v, "nieuw"), account->name);
    struct throttle *throttle = &v->newsroom->throttle;
    int64_t now = clock_monotonic(), wait = throttle_wait(throttle, &by_device, account->name, now);

    a->status = 422;
    if (wait > 0) {
        too_soon(v, a, f, "oud", wait);
    } else if (!password_fits(account->password, visit_form(v, "oud"))) {
        throttle_failed(throttle, &by_device, account->name, now);
        form_fault(f, "oud", "Dit is niet uw wachtwoord van nu.");
    }
    if (fault)
        form_fault(f, "nieuw", "%s", fault);
    if (!str_eq(visit_form(v, "nieuw"), visit_form(v, "nogmaals")))
        form_fault(f, "nogmaals", "Dit is een ander wachtwoord dan hierboven.");
}

int login_password(struct visit *v, struct answer *a, struct err *err)
{
    struct form f = {.v = v};
    struct account account;
    struct html h;

    if (store_account(v->desk->store, &v->arena, v->user->name, &account, err))
        return -1;
    if (v->method == METHOD_POST && account.password.n) {
        check_new_password(v, a, &account, &f);
        if (f.nfaults == 0)
            return change_password(v, a, &account, err);
    }
    page_begin(&h, v, a, &(struct page){.title = "Uw account", .nav = "/account"});
    html_el(&h, "h1", NULL, "Uw account");
    html_el(&h, "p", NULL, "%.*s (%.*s), rol %s.", STR_ARG(account.shown), STR_ARG(account.name), role_names[v->user->role].label);
    if (fields_has(&v->target.query, "bewaard"))
        html_el(&h, "p", "gelukt", "Uw nieuwe wachtwoord is bewaard. Andere vensters zijn uitgelogd.");
    if (account.password.n) {
        html_el(&h, "h2", NULL, "Ander wachtwoord");
        form_begin(&f, &h, "/account");
        form_input(&f, "password", "oud", "Wachtwoord van nu", (struct str){0}, "current-password");
        form_hint(&f, "Ten minste twaalf tekens. Vier gewone woorden zijn sterker dan acht moeilijke tekens.");
        form_input(&f, "password", "nieuw", "Nieuw wachtwoord", (struct str){0}, "new-password");
        form_input(&f, "password", "nogmaals", "Nogmaals", (struct str){0}, "new-password");
        form_end(&f, "Bewaren");
    } else {
        html_el(&h, "p", NULL, "U komt binnen met uw werkaccount; hier is geen wachtwoord.");
    }
    page_end(&h);
    return 0;
}

/* Everybody begins where their work is. */
int login_start(struct visit *v, struct answer *a, struct err *err)
{
    static const char *const starts[] = {
        [ROLE_ANALIST] = "/issues",      [ROLE_WEBCARE] = "/webcare",  [ROLE_PROJECTLEIDER] = "/issues",
        [ROLE_BESTUURDER] = "/rapporten", [ROLE_BEHEERDER] = "/beheer", [ROLE_MUUR] = "/muur",
    };

    (void)err;
    return answer_go(v, a, "%s", starts[v->user->role]);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/accounts.h"

#include <string.h>

#include <sodium.h>
#include <utf8proc.h>

#include "base/when.h"

enum { INVITED_DAYS = 7, ARGON2_PASSES = 2, ARGON2_BYTES = 19 * 1024 * 1024 };

/* ---- secrets ---- */

struct str secret_make(struct arena *a)
{
    unsigned char bytes[TOKEN_HEX / 2];
    char *hex = arena_alloc(a, TOKEN_HEX + 1);

    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(hex, TOKEN_HEX + 1, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
    return (struct str){hex, TOKEN_HEX};
}

struct str secret_hash(struct arena *a, const char *kind, struct str secret)
{
    struct seal_key key;
    size_t n;
    struct str hash;

    if (secret.n != TOKEN_HEX || sodium_hex2bin(key.bytes, sizeof key.bytes, secret.p, secret.n, NULL, &n, NULL) || n != sizeof key.bytes)
        return (struct str){0};
    hash = seal_hash(a, &key, kind, (struct str){0});
    seal_forget_key(&key);
    return hash;
}

/* ---- passwords ---- */

const char *password_fault(struct str password, struct str name)
{
    utf8proc_ssize_t letters = utf8proc_decompose((const utf8proc_uint8_t *)password.p, (utf8proc_ssize_t)password.n, NULL, 0, 0);

    if (letters < LEAST_PASSWORD)
        return "Neem een wachtwoord van ten minste twaalf tekens, bijvoorbeeld vier woorden.";
    if (password.n > MOST_PASSWORD)
        return "Dit wachtwoord is langer dan duizend tekens.";
    if (name.n && str_find_nocase(password, name) >= 0)
        return "De accountnaam mag niet in het wachtwoord staan.";
    for (size_t i = 1; i < password.n; i++)
        if (password.p[i] != password.p[0])
            return NULL;
    return "Dit wachtwoord is een enkel teken, herhaald.";
}

struct str password_hash(struct arena *a, struct str password)
{
    char *hash = arena_alloc(a, crypto_pwhash_STRBYTES);

    if (sodium_init() < 0 || crypto_pwhash_str(hash, password.n ? password.p : "", password.n, ARGON2_PASSES, ARGON2_BYTES))
        mem_exhausted();
    return str_of(hash);
}

bool password_fits(struct str hash, struct str password)
{
    /* Of no password: only for the time that it takes. */
    static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    char stored[crypto_pwhash_STRBYTES] = {0};
    bool is_account = hash.n && hash.n < sizeof stored;

    if (is_account)
        memcpy(stored, hash.p, hash.n);
    else
        memcpy(stored, nobody, sizeof nobody);
    return crypto_pwhash_str_verify(stored, password.n ? password.p : "", password.n) == 0 && is_account;
}

/* ---- changes, each with its audit line ---- */

struct str account_name(struct arena *a, struct str typed)
{
    struct str name = str_lower(a, str_trim(typed));

    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr(".-_@", c))))
            return (struct str){0};
    }
    return name.n >= 2 && name.n <= 64 ? name : (struct str){0};
}

static int note(struct desk *d, const char *action, struct str object, const char *result, const struct manager *by, struct err *err)
{
    return store_add_audit(d->store,
                           &(struct audit_row){.action = str_of(action),
                                               .object = object,
                                               .result = str_of(result),
                                               .origin = by->origin,
                                               .actor = by->name,
                                               .time = by->now},
                           err);
}

static int end_change(struct desk *d, int failed, struct err *err)
{
    if (!failed)
        failed = store_commit(d->store, err);
    if (failed)
        store_roll_back(d->store);
    return failed ? -1 : 0;
}

static int check_purpose(const struct desk *d, struct str purpose, struct err *err)
{
    for (int i = 0; i < d->town.npurposes; i++)
        if (str_eq(d->town.purposes[i].name, purpose))
            return 0;
    return err_set(err, "tamtam.conf kent het doel '%.*s' niet", STR_ARG(purpose));
}

static int check_account(struct desk *d, const struct account *account, struct str password, struct err *err)
{
    const char *fault = password.n ? password_fault(password, account->name) : NULL;

    if (account->name.n == 0)
        return err_set(err, "een accountnaam heeft 2 tot 64 letters, cijfers, punten, streepjes of @");
    if (value_of(role_names, account->role) < 0)
        return err_set(err, "de rol '%.*s' bestaat niet", STR_ARG(account->role));
    if (fault)
        return err_set(err, "%s", fault);
    return account->purpose.n ? check_purpose(d, account->purpose, err) : 0;
}

static int write_account(struct desk *d, struct account *account, struct str password, const struct manager *by, struct err *err)
{
    struct arena a = {0};
    struct account old;
    int64_t ended;
    int failed = store_account(d->store, &a, account->name, &old, err);

    account->password = password.n ? password : old.password;
    account->made = by->now;
    failed = failed || store_put_account(d->store, account, err);
    if (!failed && old.name.n && (password.n || account->off || !str_eq(old.role, account->role)))
        failed = store_end_passes(d->store, account->name, (struct str){0}, (struct str){0}, &ended, err);
    failed = failed || note(d, !old.name.n ? "account toegevoegd" : account->off ? "account gesloten" : "account gewijzigd",
                            str_printf(&a, "%.*s (%.*s)", STR_ARG(account->name), STR_ARG(account->role)), "gelukt", by, err);
    arena_release(&a);
    return failed;
}

int account_save(struct desk *d, const struct account *wanted, struct str password, const struct manager *by, struct err *err)
{
    struct account account = *wanted;
    struct arena a = {0};
    int failed;

    account.name = account_name(&a, wanted->name);
    if (account.shown.n == 0)
        account.shown = account.name;
    failed = check_account(d, &account, password, err);
    if (!failed && password.n)
        password = password_hash(&a, password);
    failed = failed || store_begin(d->store, err);
    if (!failed)
        failed = end_change(d, write_account(d, &account, password, by, err), err);
    arena_release(&a);
    return failed;
}

int token_make(struct desk *d, struct arena *a, struct str label, enum role role, struct str purpose, int64_t ends,
               const struct manager *by, struct str *secret, struct err *err)
{
    struct pass pass = {.label = label, .role = str_of(role_names[role].name), .purpose = purpose, .made = by->now, .ends = ends};

    if (label.n == 0)
        return err_set(err, "een token heeft een naam: welk programma gebruikt het?");
    if (check_purpose(d, purpose, err) || store_begin(d->store, err))
        return -1;
    *secret = secret_make(a);
    pass.hash = secret_hash(a, "session", *secret);
    return end_change(d, store_add_pass(d->store, &pass, err) || note(d, "token gemaakt", label, "gelukt", by, err), err);
}

int token_end(struct desk *d, struct str label, const struct manager *by, int64_t *n, struct err *err)
{
    if (store_begin(d->store, err))
        return -1;
    return end_change(d, store_end_passes(d->store, (struct str){0}, label, (struct str){0}, n, err) ||
                             note(d, "token ingetrokken", label, *n ? "gelukt" : "bestond niet", by, err),
                      err);
}

/* ---- the first account ---- */

/* Kept as a token of no account, under a hash that no other secret has. */
static const char invited[] = "eerste account", invitation_kind[] = "invitation";

static int has_accounts(struct desk *d, struct arena *a, bool *any, struct err *err)
{
    struct account *list;
    int n;

    if (store_accounts(d->store, a, &list, &n, err))
        return -1;
    *any = n > 0;
    return 0;
}

int invitation_make(struct desk *d, struct arena *a, const struct manager *by, struct str *secret, struct err *err)
{
    struct pass pass = {.label = str_of(invited), .role = str_of(role_names[ROLE_BEHEERDER].name), .made = by->now};
    int64_t ended;
    bool any;

    *secret = (struct str){0};
    if (has_accounts(d, a, &any, err))
        return -1;
    if (any)
        return 0;
    *secret = secret_make(a);
    pass.hash = secret_hash(a, invitation_kind, *secret);
    pass.ends = by->now + INVITED_DAYS * WHEN_DAY;
    if (store_begin(d->store, err))
        return -1;
    return end_change(d, store_end_passes(d->store, (struct str){0}, pass.label, (struct str){0}, &ended, err) ||
                             store_add_pass(d->store, &pass, err) || note(d, "uitnodiging gemaakt", pass.label, "gelukt", by, err),
                      err);
}

int invitation_look(struct desk *d, struct str secret, int64_t now, bool *stands, struct err *err)
{
    struct arena a = {0};
    struct str hash = secret_hash(&a, invitation_kind, secret);
    struct pass pass = {.ends = 0};
    bool any = false;
    int failed = has_accounts(d, &a, &any, err) || (hash.n && store_pass(d->store, &a, hash, &pass, err));

    *stands = !failed && !any && pass.hash.n && now < pass.ends;
    arena_release(&a);
    return failed ? -1 : 0;
}

int invitation_use(struct desk *d, struct str secret, const struct manager *by, bool *mine, struct err *err)
{
    int64_t ended = 0;

    *mine = false;
    if (store_begin(d->store, err))
        return -1;
    if (invitation_look(d, secret, by->now, mine, err)) {
        store_roll_back(d->store);
        return -1;
    }
    return end_change(d, *mine && (store_end_passes(d->store, (struct str){0}, str_of(invited), (struct str){0}, &ended, err) ||
                                   note(d, "uitnodiging gebruikt", str_of(invited), "gelukt", by, err)),
                      err);
}

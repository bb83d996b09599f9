/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Accounts: who has one, a new one, and a change of role, password or state. */
#include "newsroom/admin.h"
#include "newsroom/pages.h"

static const struct value_name states[] = {{"open", "open"}, {"gesloten", "gesloten"}, {NULL, NULL}};

struct accounts_page {
    struct visit *v;
    struct account *list;
    int n;
    struct form add, change;
};

static int read_accounts(struct accounts_page *p, struct visit *v, struct err *err)
{
    *p = (struct accounts_page){.v = v, .add.v = v, .change.v = v};
    return store_accounts(v->desk->store, &v->arena, &p->list, &p->n, err);
}

static const struct account *account_of(const struct accounts_page *p, struct str name)
{
    for (int i = 0; i < p->n; i++)
        if (str_eq(p->list[i].name, name))
            return &p->list[i];
    return NULL;
}

static void put_account(struct html *h, struct visit *v, const struct account *account)
{
    int role = value_of(role_names, account->role);

    admin_row(h, account->name);
    html_el(h, "td", NULL, "%.*s", STR_ARG(account->shown));
    html_el(h, "td", NULL, "%s", role < 0 ? "onbekend" : role_names[role].label);
    html_el(h, "td", NULL, "%.*s", STR_ARG(account->purpose));
    admin_moment(h, v, account->seen, "nooit");
    html_el(h, "td", NULL, "%s%s", account->off ? "gesloten" : "open", account->password.n ? "" : ", alleen met het werkaccount");
    html_end(h);
}

static void put_add(struct html *h, struct form *f)
{
    view_section(h, "erbij", "Maak een account", "geef het wachtwoord zelf door; de ander kan het veranderen");
    form_begin(f, h, "/beheer/accounts");
    form_hint(f, "Kleine letters, cijfers, punt, streepje of @: jan.jansen. Bij eenmalig inloggen zoals de proxy hem noemt.");
    form_input(f, "text", "naam", "Accountnaam", (struct str){0}, "off");
    form_input(f, "text", "weergave", "Naam voor collega’s", (struct str){0}, "off");
    form_select(f, "rol", "Rol", STR("analist"), role_names);
    form_select(f, "doel", "Doel", (struct str){0}, admin_purposes(f->v, "niet aan een doel gebonden"));
    form_hint(f, "Ten minste twaalf tekens. Leeg: alleen binnenkomen met het werkaccount.");
    form_input(f, "password", "wachtwoord", "Wachtwoord", (struct str){0}, "new-password");
    form_end(f, "Maak account");
    html_end(h);
}

static void put_change(struct html *h, const struct accounts_page *p, struct form *f)
{
    struct value_name *names = arena_alloc(&p->v->arena, (size_t)(p->n + 1) * sizeof *names);
    struct value_name *roles = arena_alloc(&p->v->arena, (ROLE_COUNT + 2) * sizeof *roles);
    static const struct value_name same = {"", "zoals nu"};
    const struct value_name choices[] = {same, states[0], states[1], {NULL, NULL}};

    for (int i = 0; i < p->n; i++)
        names[i].name = names[i].label = str_c(&p->v->arena, p->list[i].name);
    roles[0] = same;
    for (int i = 0; i < ROLE_COUNT; i++)
        roles[i + 1] = role_names[i];
    view_section(h, "anders", "Verander een account", "wie is ingelogd, logt dan opnieuw in");
    form_begin(f, h, "/beheer/accounts/anders");
    form_select(f, "account", "Account", (struct str){0}, names);
    form_select(f, "nieuwe-rol", "Rol", (struct str){0}, roles);
    form_select(f, "stand", "Stand", (struct str){0}, choices);
    form_hint(f, "Leeg: het blijft zoals het is.");
    form_input(f, "password", "nieuw-wachtwoord", "Nieuw wachtwoord", (struct str){0}, "new-password");
    form_end(f, "Verander");
    html_end(h);
}

static int show_accounts(struct accounts_page *p, struct answer *a)
{
    static const char *const titles[] = {"Account", "Naam", "Rol", "Doel", "Laatst ingelogd", "Stand", NULL};
    struct html h;

    if (p->add.nfaults || p->change.nfaults)
        a->status = 422;
    admin_begin(&h, p->v, a, ADMIN_ACCOUNTS);
    view_table(&h, "tabel", "Accounts", "Accounts", titles);
    for (int i = 0; i < p->n; i++)
        put_account(&h, p->v, &p->list[i]);
    view_table_end(&h);
    put_add(&h, &p->add);
    put_change(&h, p, &p->change);
    page_end(&h);
    return 0;
}

int page_accounts(struct visit *v, struct answer *a, struct err *err)
{
    struct accounts_page p;

    return read_accounts(&p, v, err) ? -1 : show_accounts(&p, a);
}

int page_account_add(struct visit *v, struct answer *a, struct err *err)
{
    struct accounts_page p;
    struct manager by = admin_manager(v);
    struct str password = visit_form(v, "wachtwoord");
    struct account account = {.name = account_name(&v->arena, visit_form(v, "naam")),
                              .shown = str_trim(visit_form(v, "weergave")),
                              .role = visit_form(v, "rol"),
                              .purpose = visit_form(v, "doel")};
    const char *fault = password.n ? password_fault(password, account.name) : NULL;
    struct err why;

    if (read_accounts(&p, v, err))
        return -1;
    if (account.name.n == 0)
        form_fault(&p.add, "naam", "Een accountnaam heeft 2 tot 64 kleine letters, cijfers, punten, streepjes of @.");
    else if (account_of(&p, account.name))
        form_fault(&p.add, "naam", "Er is al een account met deze naam.");
    if (value_of(role_names, account.role) < 0)
        form_fault(&p.add, "rol", "Kies een rol.");
    if (fault)
        form_fault(&p.add, "wachtwoord", "%s", fault);
    else if (password.n == 0 && v->desk->town.newsroom.sso == SSO_NONE)
        form_fault(&p.add, "wachtwoord", "Zonder wachtwoord komt niemand binnen: eenmalig inloggen staat hier niet aan.");
    if (p.add.nfaults == 0 && account_save(v->desk, &account, password, &by, &why))
        form_fault(&p.add, "", "%s", why.text);
    a->object = account.name;
    return p.add.nfaults ? show_accounts(&p, a) : answer_go(v, a, "/beheer/accounts");
}

int page_account_change(struct visit *v, struct answer *a, struct err *err)
{
    struct accounts_page p;
    struct manager by = admin_manager(v);
    struct str password = visit_form(v, "nieuw-wachtwoord"), role = visit_form(v, "nieuwe-rol");
    int state = value_of(states, visit_form(v, "stand"));
    const struct account *was;
    struct account account;
    const char *fault;
    struct err why;

    if (read_accounts(&p, v, err))
        return -1;
    was = account_of(&p, visit_form(v, "account"));
    fault = was && password.n ? password_fault(password, was->name) : NULL;
    if (!was)
        form_fault(&p.change, "account", "Kies een account.");
    else if (str_eq(was->name, v->user->name))
        form_fault(&p.change, "account", "Dit is uw eigen account. Een andere beheerder kan het veranderen; uw wachtwoord verandert u zelf.");
    if (role.n && value_of(role_names, role) < 0)
        form_fault(&p.change, "nieuwe-rol", "Deze rol bestaat niet.");
    if (fault)
        form_fault(&p.change, "nieuw-wachtwoord", "%s", fault);
    if (was && p.change.nfaults == 0) {
        account = *was;
        account.role = role.n ? role : was->role;
        account.off = state < 0 ? was->off : state == 1;
        if (account_save(v->desk, &account, password, &by, &why))
            form_fault(&p.change, "", "%s", why.text);
    }
    a->object = visit_form(v, "account");
    return p.change.nfaults ? show_accounts(&p, a) : answer_go(v, a, "/beheer/accounts");
}

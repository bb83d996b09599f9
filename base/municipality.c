/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/municipality.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mail_address.h"
#include "base/utf8.h"
#include "base/when.h"

enum { MAX_FILE_BYTES = 16 << 20 };

void strs_add(struct strs *list, struct str s)
{
    MEM_GROW(list->v, list->n, list->cap);
    list->v[list->n++] = s;
}

static void read_list(struct ini_section *s, const char *key, struct strs *list)
{
    struct ini_cursor cursor = {0};
    struct str value;

    while (ini_next(s, key, &cursor, &value))
        strs_add(list, value);
}

/* Reads a number within bounds; keeps the default and tells the fault otherwise. */
static long long read_number(struct municipality *m, struct ini_section *s, const char *key, long long standard,
                             long long max, struct faults *faults)
{
    int line = 0;
    long long number;
    struct str value = ini_get(s, key, &line);

    if (value.n == 0)
        return standard;
    if (str_to_number(value, max, &number) == 0)
        return number;
    faults_add(faults, m->ini.path, line, "%s is een heel getal van hoogstens %lld, niet '%.*s'", key, max, STR_ARG(value));
    return standard;
}

static int read_clock(struct municipality *m, struct ini_section *s, const char *key, int standard, struct faults *faults)
{
    int line = 0;
    int minutes;
    struct str value = ini_get(s, key, &line);

    if (value.n == 0)
        return standard;
    if (when_parse_clock(value, &minutes) == 0)
        return minutes;
    faults_add(faults, m->ini.path, line, "%s is een tijdstip zoals 08:00, niet '%.*s'", key, STR_ARG(value));
    return standard;
}

static struct str read_colour(struct municipality *m, struct ini_section *s, const char *key, const char *standard,
                              struct faults *faults)
{
    int line = 0;
    struct str value = ini_get(s, key, &line);

    if (value.n == 0)
        return str_of(standard);
    if (value.n == 7 && value.p[0] == '#' && strspn(value.p + 1, "0123456789abcdefABCDEF") >= 6)
        return value;
    faults_add(faults, m->ini.path, line, "%s is een kleur zoals #12493f, niet '%.*s'", key, STR_ARG(value));
    return str_of(standard);
}

/* The server part of "@name@server", or empty. */
static struct str server_of(struct str name)
{
    struct str rest = str_trim(name);

    if (rest.n == 0 || rest.p[0] != '@')
        return (struct str){0};
    rest = str_sub(rest, 1, rest.n);
    str_cut(&rest, '@');
    return rest;
}

/* Letters and digits alone, folded, without a server part: the form in which names are compared. */
static struct str compared(struct arena *a, struct str name)
{
    struct buf folded = {0};
    struct buf kept = {0};
    struct str server = server_of(name);
    struct str result;

    utf8_fold(&folded, str_sub(str_trim(name), 0, str_trim(name).n - server.n));
    for (size_t i = 0; i < folded.n; i++) {
        unsigned char c = (unsigned char)folded.p[i];

        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_putc(&kept, (char)c);
    }
    result = str_copy(a, buf_str(&kept));
    buf_release(&folded);
    buf_release(&kept);
    return result;
}

static struct actor *actor_of_key(const struct municipality *m, struct str key)
{
    for (int i = 0; key.n && i < m->nactors; i++)
        if (str_eq(m->actors[i].key, key))
            return &m->actors[i];
    return NULL;
}

/* A handle and a display name of one key are one actor, which goes by the name. `shown` is what it goes by. */
static void add_actor(struct municipality *m, struct str name, struct str shown, enum voice voice)
{
    struct str key = compared(&m->arena, name);
    struct actor *known = actor_of_key(m, key);

    if (known) {
        if (known->name.p[0] == '@')
            known->name = shown;
        if (known->server.n == 0)
            known->server = server_of(name);
        return;
    }
    MEM_GROW(m->actors, m->nactors, m->actors_cap);
    m->actors[m->nactors++] = (struct actor){shown, key, server_of(name), voice};
}

/* The handle's own word: 'fietsersbond' of '@fietsersbond_ws', 'omroepveenland' of '@omroepveenland_live'. */
static struct str first_word(struct municipality *m, struct str handle)
{
    struct str rest = str_sub(handle, 1, handle.n);

    rest = str_cut(&rest, '.');
    return compared(&m->arena, str_cut(&rest, '_'));
}

/* The one name among the actors of a voice that is this word, or begins with it, or that it begins with; empty: none, or more. */
static struct str name_of_word(const struct municipality *m, struct str word, enum voice voice)
{
    enum { LEAST = 6 };
    struct str name = {0};
    int found = 0;

    for (int i = 0; i < m->nactors && word.n >= LEAST; i++) {
        const struct actor *a = &m->actors[i];

        if (a->voice != voice || str_starts(a->name, STR("@")))
            continue;
        if (str_eq(a->key, word))
            return a->name;
        if (!str_eq(a->name, name) && (str_starts(a->key, word) || (a->key.n >= LEAST && str_starts(word, a->key)))) {
            name = a->name;
            found++;
        }
    }
    return found == 1 ? name : (struct str){0};
}

/* Handles go by a name where it is clear whose they are. */
static void name_handles(struct municipality *m)
{
    for (int i = 0; i < m->nactors; i++) {
        struct actor *a = &m->actors[i];
        struct str name = str_starts(a->name, STR("@")) ? name_of_word(m, first_word(m, a->name), a->voice) : (struct str){0};

        a->name = name.n ? name : a->name;
    }
}

/* ---- one function a kind of section ---- */

/* All own channels go by the display name among them, where there is one. */
static void read_municipality(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct str shown = {0};

    m->name = ini_get(s, "name", NULL);
    m->contact = ini_get(s, "contact", NULL);
    m->website = ini_get(s, "website", NULL);
    m->logo = ini_get(s, "logo", NULL);
    m->map = ini_get(s, "map", NULL);
    m->colour_1 = read_colour(m, s, "colour_1", "#12493f", faults);
    m->colour_2 = read_colour(m, s, "colour_2", "#d99a26", faults);
    read_list(s, "account", &m->accounts);
    for (int i = 0; i < m->accounts.n && !shown.n; i++)
        if (str_find(m->accounts.v[i], STR("@")) < 0)
            shown = m->accounts.v[i];
    for (int i = 0; i < m->accounts.n; i++)
        add_actor(m, m->accounts.v[i], shown.n ? shown : m->accounts.v[i], VOICE_GEMEENTE);
}

static void read_district(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct district d = {.name = s->argument, .line = s->line};

    if (d.name.n == 0) {
        faults_add(faults, m->ini.path, s->line, "een wijk heeft een naam nodig: [district Centrum]");
        return;
    }
    if (municipality_district(m, d.name) >= 0) {
        faults_add(faults, m->ini.path, s->line, "wijk '%.*s' staat hier twee keer; zet beide in een sectie", STR_ARG(d.name));
        return;
    }
    read_list(s, "alias", &d.aliases);
    read_list(s, "street", &d.streets);
    read_list(s, "landmark", &d.landmarks);
    d.inhabitants = read_number(m, s, "inhabitants", 0, 10000000, faults);
    MEM_GROW(m->districts, m->ndistricts, m->districts_cap);
    m->districts[m->ndistricts++] = d;
}

static void read_person(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct person p = {.name = s->argument, .line = s->line};

    if (p.name.n == 0) {
        faults_add(faults, m->ini.path, s->line, "een persoon heeft een volledige naam nodig: [person Anna de Boer]");
        return;
    }
    if (municipality_person(m, p.name) >= 0) {
        faults_add(faults, m->ini.path, s->line, "persoon '%.*s' staat hier twee keer; zet beide in een sectie", STR_ARG(p.name));
        return;
    }
    p.role = ini_get(s, "role", NULL);
    p.party = ini_get(s, "party", NULL);
    read_list(s, "portfolio", &p.portfolio);
    read_list(s, "nickname", &p.nicknames);
    if (p.role.n == 0)
        faults_add(faults, m->ini.path, s->line, "[person %.*s] heeft geen functie; schrijf bijvoorbeeld role = wethouder", STR_ARG(p.name));
    MEM_GROW(m->people, m->npeople, m->people_cap);
    m->people[m->npeople++] = p;
}

static void read_voice(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    static const struct {
        const char *key, *shown; /* shown for all of them; NULL: each by its own name */
    } keys[] = {{"name", NULL}, {"account", NULL}, {"council", MUNICIPALITY_COUNCIL}};
    int voice = value_of(voice_names, s->argument);

    if (voice < 0 || voice == VOICE_BEVOLKING) {
        faults_add(faults, m->ini.path, s->line,
                   "[voice %.*s] bestaat niet; schrijf media, opiniemaker, belangengroep of gemeente", STR_ARG(s->argument));
        voice = VOICE_NONE;
    }
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        struct ini_cursor cursor = {0};
        struct str value;

        while (ini_next(s, keys[k].key, &cursor, &value))
            if (voice != VOICE_NONE)
                add_actor(m, value, keys[k].shown ? str_of(keys[k].shown) : value, (enum voice)voice);
    }
}

static void read_hours(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    m->concept_minute = read_clock(m, s, "concept_hour", m->concept_minute, faults);
    m->send_minute = read_clock(m, s, "send_hour", m->send_minute, faults);
    m->pages = (int)read_number(m, s, "pages", m->pages, 2, faults);
}

/* "22:00-07:00" */
static void read_quiet(struct municipality *m, struct ini_section *s, enum alert_level level, struct faults *faults)
{
    struct arena a = {0};
    struct quiet_hours *q = &m->quiet[level];
    const char *key = str_printf(&a, "quiet_%s", level_names[level].name).p;
    int line = 0;
    struct str to = ini_get(s, key, &line);
    bool given = to.n > 0;
    struct str from = str_cut(&to, '-');

    if (given && (when_parse_clock(str_trim(from), &q->from) || when_parse_clock(str_trim(to), &q->to))) {
        faults_add(faults, m->ini.path, line, "%s is een tijd van rust zoals 22:00-07:00", key);
        *q = (struct quiet_hours){0};
    }
    arena_release(&a);
}

/* "23:00-07:00" */
static bool read_hours_of_day(struct str text, struct alert_rule *rule)
{
    struct str from = str_trim(str_cut(&text, '-'));

    return when_parse_clock(from, &rule->from) == 0 && when_parse_clock(str_trim(text), &rule->to) == 0;
}

static bool read_rule_kind(struct str name, struct alert_rule *rule)
{
    rule->which = value_of(theme_names, name);
    rule->kind = RULE_THEME;
    if (rule->which >= 0)
        return true;
    rule->which = value_of(voice_names, name);
    rule->kind = RULE_VOICE;
    if (rule->which >= 0)
        return true;
    rule->kind = RULE_HOURS;
    return read_hours_of_day(name, rule);
}

static void read_alert_rule(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct alert_rule rule = {.least = LEVEL_SIGNAAL};
    int line = 0, level;
    struct str least = ini_get(s, "least", &line);

    rule.evidence = (int)read_number(m, s, "evidence", 100, 1000, faults);
    if (!read_rule_kind(s->argument, &rule)) {
        faults_add(faults, m->ini.path, s->line,
                   "[alerts %.*s] is geen thema (verkeer), geen stem (media) en geen tijd (23:00-07:00)", STR_ARG(s->argument));
        return;
    }
    level = str_is(least, "geen") ? (int)LEVEL_COUNT : value_of(level_names, least);
    if (least.n && level < 0)
        faults_add(faults, m->ini.path, line, "least is signaal, waarschuwing, crisis of geen, niet '%.*s'", STR_ARG(least));
    else if (least.n)
        rule.least = (enum alert_level)level;
    MEM_GROW(m->alert_rules, m->nalert_rules, m->alert_rules_cap);
    m->alert_rules[m->nalert_rules++] = rule;
}

static void read_alerts(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    if (s->argument.n) {
        read_alert_rule(m, s, faults);
        return;
    }
    m->posts_per_quarter = (int)read_number(m, s, "posts_per_quarter", m->posts_per_quarter, 100000, faults);
    m->authors_per_quarter = (int)read_number(m, s, "authors_per_quarter", m->authors_per_quarter, 100000, faults);
    m->channels_per_quarter = (int)read_number(m, s, "channels_per_quarter", m->channels_per_quarter, 100, faults);
    for (int level = 0; level < LEVEL_COUNT; level++)
        read_quiet(m, s, (enum alert_level)level, faults);
}

static void read_retention(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    m->text_days = (int)read_number(m, s, "text_days", m->text_days, 3650, faults);
    m->address_days = (int)read_number(m, s, "address_days", m->address_days, 3650, faults);
}

static void read_purpose(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct purpose p = {s->argument, ini_get(s, "text", NULL), ini_get(s, "legal_base", NULL)};

    if (p.name.n == 0 || p.text.n == 0 || p.legal_base.n == 0) {
        faults_add(faults, m->ini.path, s->line, "een doel heeft een naam, een text en een legal_base: [purpose webcare]");
        return;
    }
    MEM_GROW(m->purposes, m->npurposes, m->purposes_cap);
    m->purposes[m->npurposes++] = p;
}

static void read_schedule(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    static const char words[] = "ja, op risico van de gemeente, zonder dat een mens het las";
    int line = 0;
    struct str value = ini_get(s, "send_without_person", &line);

    m->reminder_minute = read_clock(m, s, "reminder_hour", m->reminder_minute, faults);
    m->retention_minute = read_clock(m, s, "retention_hour", m->retention_minute, faults);
    m->send_without_person = str_is(value, words);
    if (value.n && !m->send_without_person && !str_is(value, "nee"))
        faults_add(faults, m->ini.path, line, "send_without_person is 'nee', of voluit '%s'", words);
}

static bool is_loopback(struct str server)
{
    return str_starts(server, STR("localhost")) || str_starts(server, STR("127.")) || str_starts(server, STR("[::1]"));
}

static enum mail_tls read_tls(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    static const char *const names[] = {[MAIL_STARTTLS] = "starttls", [MAIL_TLS] = "tls", [MAIL_PLAIN] = "none"};
    int line = 0;
    struct str value = ini_get(s, "tls", &line);

    for (int i = 0; i < 3; i++)
        if (str_is(value, names[i])) {
            if (i == MAIL_PLAIN && !is_loopback(m->mail.server))
                faults_add(faults, m->ini.path, line, "tls = none is alleen voor een mailserver op deze machine; schrijf tls = starttls");
            return (enum mail_tls)i;
        }
    if (value.n)
        faults_add(faults, m->ini.path, line, "tls is starttls, tls of none, niet '%.*s'", STR_ARG(value));
    return MAIL_STARTTLS;
}

static void read_addresses(struct municipality *m, struct ini_section *s, const char *key, struct strs *list, struct faults *faults)
{
    int line = s->line;

    ini_get(s, key, &line);
    read_list(s, key, list);
    for (int i = 0; i < list->n; i++)
        if (!mail_address_is_valid(list->v[i]))
            faults_add(faults, m->ini.path, line, "%s: '%.*s' is geen mailadres; schrijf bijvoorbeeld redactie@voorbeeldstad.example", key,
                       STR_ARG(list->v[i]));
}

static void read_mail(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct mail_settings *mail = &m->mail;
    int line = 0;

    mail->server = ini_get(s, "server", NULL);
    mail->from = ini_get(s, "from", NULL);
    mail->reply_to = ini_get(s, "reply_to", NULL);
    mail->user = ini_get(s, "user", NULL);
    mail->password_file = ini_get(s, "password_file", NULL);
    mail->inbox = ini_get(s, "inbox", &line);
    mail->inbox_password_file = ini_get(s, "inbox_password_file", NULL);
    mail->ca_file = ini_get(s, "ca_file", NULL);
    if (mail->inbox.n && (!str_starts(mail->inbox, STR("imaps://")) || str_find(mail->inbox, STR("@")) < 0))
        faults_add(faults, m->ini.path, line,
                   "inbox is een postbus zoals imaps://newsroom%%40voorbeeldstad.example@imap.voorbeeldstad.example/INBOX");
    mail->tls = read_tls(m, s, faults);
    mail->per_minute = (int)read_number(m, s, "per_minute", mail->per_minute, 6000, faults);
    read_addresses(m, s, "analysts", &mail->analysts, faults);
    read_addresses(m, s, "crisis_team", &mail->crisis_team, faults);
    line = s->line;
    ini_get(s, "from", &line);
    if (mail->server.n && !mail_address_is_valid(mail_address_of(mail->from)))
        faults_add(faults, m->ini.path, line, "mail heeft een afzender nodig: from = Nieuwsredactie <newsroom@voorbeeldstad.example>");
}

static void read_escalation(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct escalation *e = &m->escalation;
    struct str level = ini_get(s, "level", NULL);
    int value = level.n ? value_of(level_names, level) : (int)LEVEL_WAARSCHUWING;

    if (value < 0)
        faults_add(faults, m->ini.path, s->line, "level is signaal, waarschuwing of crisis, niet '%.*s'", STR_ARG(level));
    e->level = value < 0 ? LEVEL_WAARSCHUWING : (enum alert_level)value;
    e->minutes = (int)read_number(m, s, "minutes", e->minutes, 24 * 60, faults);
    read_addresses(m, s, "list", &e->list, faults);
}

static bool read_yes(struct municipality *m, struct ini_section *s, const char *key, struct faults *faults)
{
    int line = 0;
    struct str value = ini_get(s, key, &line);

    if (value.n && !str_is(value, "ja") && !str_is(value, "yes") && !str_is(value, "nee") && !str_is(value, "no"))
        faults_add(faults, m->ini.path, line, "%s is ja of nee, niet '%.*s'", key, STR_ARG(value));
    return str_is(value, "ja") || str_is(value, "yes");
}

static enum sso read_sso(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    int line = 0;
    struct str value = ini_get(s, "sso", &line);

    if (str_is(value, "signed")) {
        if (m->newsroom.sso_secret_file.n == 0)
            faults_add(faults, m->ini.path, line, "sso = signed heeft een geheim nodig: sso_secret_file = /etc/tamtam/sso-secret");
        return SSO_SIGNED;
    }
    if (str_is(value, "socket")) {
        if (!str_starts(m->newsroom.listen, STR("unix:")))
            faults_add(faults, m->ini.path, line, "sso = socket kan alleen met listen = unix:..., waar alleen de proxy bij kan");
        return SSO_SOCKET;
    }
    if (value.n && !str_is(value, "nee") && !str_is(value, "no"))
        faults_add(faults, m->ini.path, line, "sso is signed, socket of nee, niet '%.*s'", STR_ARG(value));
    return SSO_NONE;
}

static void read_newsroom(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct newsroom_settings *n = &m->newsroom;

    n->listen = ini_get(s, "listen", NULL);
    n->url = ini_get(s, "url", NULL);
    n->sso_secret_file = ini_get(s, "sso_secret_file", NULL);
    n->metrics_token_file = ini_get(s, "metrics_token_file", NULL);
    n->security_contact = ini_get(s, "security_contact", NULL);
    n->public_archive = read_yes(m, s, "public_archive", faults);
    n->idle_minutes = (int)read_number(m, s, "idle_minutes", n->idle_minutes, 24 * 60, faults);
    n->session_hours = (int)read_number(m, s, "session_hours", n->session_hours, 24 * 7, faults);
    n->sso = read_sso(m, s, faults);
    if (n->listen.n && !str_starts(n->listen, STR("unix:/")) && !str_starts(n->listen, STR("127.0.0.1:")) && !str_starts(n->listen, STR("[::1]:")))
        faults_add(faults, m->ini.path, s->line,
                   "listen is unix:/run/tamtam/web.sock of 127.0.0.1:8080; van buiten komt men binnen door de proxy die TLS doet");
    if (n->listen.n && !str_starts(n->url, STR("https://")) && !str_starts(n->url, STR("http://127.0.0.1")) &&
        !str_starts(n->url, STR("http://localhost")))
        faults_add(faults, m->ini.path, s->line, "de nieuwsredactie heeft een adres nodig: url = https://nieuwsredactie.voorbeeldstad.example");
    while (str_ends(n->url, STR("/")))
        n->url.n--;
}

static void read_webhook(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct webhook w = {s->argument, ini_get(s, "url", NULL), ini_get(s, "secret_file", NULL), LEVEL_WAARSCHUWING};
    struct str level = ini_get(s, "level", NULL);
    int value = level.n ? value_of(level_names, level) : (int)LEVEL_WAARSCHUWING;

    if (w.name.n == 0 || !(str_starts(w.url, STR("https://")) || str_starts(w.url, STR("http://127."))) || w.secret_file.n == 0 || value < 0) {
        faults_add(faults, m->ini.path, s->line, "een webhook heeft een naam, een https-url, een secret_file en een level: [webhook meldkamer]");
        return;
    }
    w.level = (enum alert_level)value;
    MEM_GROW(m->webhooks, m->nwebhooks, m->webhooks_cap);
    m->webhooks[m->nwebhooks++] = w;
}

/* A span of at most a working week; whole minutes. */
static void read_webcare(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    enum { MOST_MINUTES = 5 * 24 * 60 };
    struct webcare_settings *w = &m->webcare;
    int line = 0;
    int64_t norm;
    struct str value = ini_get(s, "norm", &line);

    if (value.n && (when_parse_span(value, &norm) || norm < WHEN_MINUTE || norm > MOST_MINUTES * (int64_t)WHEN_MINUTE))
        faults_add(faults, m->ini.path, line, "norm is een tijd zoals 4h of 90m, niet '%.*s'", STR_ARG(value));
    else if (value.n)
        w->norm = (int)(norm / WHEN_MINUTE);
    w->from = read_clock(m, s, "from", w->from, faults);
    w->to = read_clock(m, s, "to", w->to, faults);
    if (w->to <= w->from) {
        faults_add(faults, m->ini.path, s->line, "webcare begint vóór het eindigt: from = 08:00 en to = 20:00");
        w->from = 0;
        w->to = 24 * 60;
    }
}

static void read_department(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct department d = {s->argument, ini_get(s, "mail", NULL)};

    if (d.name.n == 0 || !mail_address_is_valid(d.mail)) {
        faults_add(faults, m->ini.path, s->line, "een afdeling heeft een naam en een mailadres nodig: [department Openbare ruimte] en mail = ...");
        return;
    }
    MEM_GROW(m->departments, m->ndepartments, m->departments_cap);
    m->departments[m->ndepartments++] = d;
}

static void read_phrase(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    struct phrase p = {s->argument, ini_get(s, "text", NULL)};

    if (p.name.n == 0 || p.text.n == 0) {
        faults_add(faults, m->ini.path, s->line, "een sjabloon heeft een naam en een text nodig: [template Ontvangen] en text = ...");
        return;
    }
    MEM_GROW(m->phrases, m->nphrases, m->phrases_cap);
    m->phrases[m->nphrases++] = p;
}

/* Kinds of section that tamtam.conf knows, who reads them, and their keys. */
static const struct section_kind {
    const char *kind;
    void (*read)(struct municipality *m, struct ini_section *s, struct faults *faults);
    const char *keys[16];
} section_kinds[] = {
    {"municipality", read_municipality, {"name", "account", "contact", "website", "logo", "map", "colour_1", "colour_2"}},
    {"district", read_district, {"alias", "street", "landmark", "inhabitants"}},
    {"person", read_person, {"role", "portfolio", "party", "nickname"}},
    {"voice", read_voice, {"name", "account", "council"}},
    {"tamtam", read_hours, {"concept_hour", "send_hour", "pages"}},
    {"alerts", read_alerts, {"posts_per_quarter", "authors_per_quarter", "channels_per_quarter", "quiet_signaal",
                             "quiet_waarschuwing", "quiet_crisis", "least", "evidence"}},
    {"escalation", read_escalation, {"minutes", "level", "list"}},
    {"retention", read_retention, {"text_days", "address_days"}},
    {"purpose", read_purpose, {"text", "legal_base"}},
    {"schedule", read_schedule, {"reminder_hour", "retention_hour", "send_without_person"}},
    {"mail",
     read_mail,
     {"server", "from", "reply_to", "tls", "user", "password_file", "analysts", "crisis_team", "per_minute", "inbox",
      "inbox_password_file", "ca_file"}},
    {"newsroom",
     read_newsroom,
     {"listen", "url", "sso", "sso_secret_file", "metrics_token_file", "security_contact", "public_archive", "idle_minutes",
      "session_hours"}},
    {"webhook", read_webhook, {"url", "secret_file", "level"}},
    {"webcare", read_webcare, {"norm", "from", "to"}},
    {"department", read_department, {"mail"}},
    {"template", read_phrase, {"text"}},
};
enum { SECTION_KINDS = sizeof section_kinds / sizeof *section_kinds };

static void read_section(struct municipality *m, struct ini_section *s, struct faults *faults)
{
    const char *known[SECTION_KINDS + 1] = {NULL};

    for (int i = 0; i < SECTION_KINDS; i++) {
        known[i] = section_kinds[i].kind;
        if (!str_is(s->kind, section_kinds[i].kind))
            continue;
        section_kinds[i].read(m, s, faults);
        ini_tell_unknown(&m->ini, s, section_kinds[i].keys, faults);
        return;
    }
    const char *nearest = ini_nearest(s->kind, known);
    faults_add(faults, m->ini.path, s->line, "onbekende sectie [%.*s]%s%s%s", STR_ARG(s->kind),
               nearest ? ", bedoelt u [" : "; haal haar weg", nearest ? nearest : "", nearest ? "]?" : "");
}

/* ---- places.conf ---- */

/* How many streets tamtam.conf gives each of its districts. */
struct written {
    int *streets, n;
};

static bool is_written(const struct municipality *m, const struct written *w, struct str street)
{
    for (int i = 0; i < w->n; i++)
        for (int k = 0; k < w->streets[i]; k++)
            if (str_eq_nocase(m->districts[i].streets.v[k], street))
                return true;
    return false;
}

/* The streets of a section that tamtam.conf places nowhere: who wrote it knows better than a list. */
static void add_streets(struct municipality *m, struct ini_section *s, const struct written *w, struct faults *faults)
{
    static const char *const keys[] = {"street", NULL};
    struct ini_cursor cursor = {0};
    struct str street;
    int at = municipality_district(m, s->argument);

    if (!str_is(s->kind, "district") || s->argument.n == 0) {
        faults_add(faults, m->places.path, s->line, "hier staan alleen wijken: [district NAAM]");
        return;
    }
    if (at < 0) {
        MEM_GROW(m->districts, m->ndistricts, m->districts_cap);
        m->districts[m->ndistricts] = (struct district){.name = s->argument, .line = s->line};
        at = m->ndistricts++;
    }
    while (ini_next(s, "street", &cursor, &street))
        if (!is_written(m, w, street))
            strs_add(&m->districts[at].streets, street);
    ini_tell_unknown(&m->places, s, keys, faults);
}

static int read_places(struct municipality *m, const char *path, struct faults *faults, struct err *err)
{
    struct written w = {mem_calloc((size_t)m->ndistricts + 1, sizeof *w.streets), m->ndistricts};
    int failed = ini_read(&m->places, path, faults, err);

    for (int i = 0; i < w.n; i++)
        w.streets[i] = m->districts[i].streets.n;
    for (int i = 0; !failed && i < m->places.n; i++)
        add_streets(m, &m->places.sections[i], &w, faults);
    free(w.streets);
    return failed;
}

/* places.conf beside a tamtam.conf, where it is. */
static int read_places_beside(struct municipality *m, const char *path, struct faults *faults, struct err *err)
{
    const char *slash = strrchr(path, '/');
    struct str folder = slash ? (struct str){path, (size_t)(slash - path)} : STR(".");
    const char *places = file_path(&m->arena, str_c(&m->arena, folder.n ? folder : STR("/")), PLACES_FILE);

    return file_exists(places) ? read_places(m, places, faults, err) : 0;
}

int municipality_parse(struct municipality *m, const char *path, struct str text, struct faults *faults, struct err *err)
{
    *m = (struct municipality){
        .concept_minute = 8 * 60,
        .send_minute = 11 * 60,
        .pages = 2,
        .posts_per_quarter = 40,
        .authors_per_quarter = 30,
        .channels_per_quarter = 4,
        .reminder_minute = 10 * 60 + 30,
        .retention_minute = 3 * 60 + 15,
        .mail.per_minute = 60,
        .escalation.minutes = 15,
        .webcare = {.norm = 4 * 60, .from = 8 * 60, .to = 20 * 60},
        .newsroom.idle_minutes = 60,
        .newsroom.session_hours = 12,
        .text_days = 90,
        .address_days = 30,
    };
    ini_parse(&m->ini, path, text, faults);
    for (int i = 0; i < m->ini.n; i++)
        read_section(m, &m->ini.sections[i], faults);
    name_handles(m);
    if (m->name.n == 0)
        faults_add(faults, path, 0, "de gemeente heeft geen naam; schrijf [municipality] en name = ...");
    return read_places_beside(m, path, faults, err);
}

int municipality_read(struct municipality *m, const char *path, struct faults *faults, struct err *err)
{
    struct buf text = {.max = MAX_FILE_BYTES};
    int failed = file_read(path, &text, err);

    *m = (struct municipality){0};
    failed = failed || municipality_parse(m, path, buf_str(&text), faults, err) ? -1 : 0;
    buf_release(&text);
    return failed;
}

static void strs_release(struct strs *list)
{
    free(list->v);
}

void municipality_release(struct municipality *m)
{
    for (int i = 0; i < m->ndistricts; i++) {
        strs_release(&m->districts[i].aliases);
        strs_release(&m->districts[i].streets);
        strs_release(&m->districts[i].landmarks);
    }
    for (int i = 0; i < m->npeople; i++) {
        strs_release(&m->people[i].portfolio);
        strs_release(&m->people[i].nicknames);
    }
    strs_release(&m->accounts);
    strs_release(&m->mail.analysts);
    strs_release(&m->mail.crisis_team);
    strs_release(&m->escalation.list);
    free(m->webhooks);
    free(m->alert_rules);
    free(m->departments);
    free(m->phrases);
    free(m->districts);
    free(m->people);
    free(m->actors);
    free(m->purposes);
    ini_release(&m->ini);
    ini_release(&m->places);
    arena_release(&m->arena);
    *m = (struct municipality){0};
}

const struct actor *municipality_actor(const struct municipality *m, struct str author)
{
    struct arena a = {0};
    const struct actor *found = actor_of_key(m, compared(&a, author));
    struct str server = server_of(author);

    arena_release(&a);
    if (found && found->server.n && server.n && !str_eq_nocase(found->server, server))
        return NULL;
    return found;
}

int municipality_district(const struct municipality *m, struct str name)
{
    for (int i = 0; i < m->ndistricts; i++) {
        if (str_eq_nocase(m->districts[i].name, name))
            return i;
        for (int j = 0; j < m->districts[i].aliases.n; j++)
            if (str_eq_nocase(m->districts[i].aliases.v[j], name))
                return i;
    }
    return -1;
}

int municipality_person(const struct municipality *m, struct str name)
{
    for (int i = 0; i < m->npeople; i++)
        if (str_eq_nocase(m->people[i].name, name))
            return i;
    return -1;
}

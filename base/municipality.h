/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The municipality as tamtam.conf describes it: its districts, the people in office, the public actors that may be
 * named, the hours and the bounds. Read once, then only read. Whoever it does not name is a private person.
 */
#ifndef BASE_MUNICIPALITY_H
#define BASE_MUNICIPALITY_H

#include "base/ini.h"
#include "base/values.h"

struct strs {
    struct str *v;
    int n, cap;
};

struct district {
    struct str name;
    struct strs aliases, streets, landmarks;
    long long inhabitants; /* 0: not known */
    int line;
};

struct person {
    struct str name;  /* in full, as marks name it */
    struct str role;  /* "wethouder" */
    struct str party; /* or empty */
    struct strs portfolio, nicknames;
    int line;
};

/* What all members of the council are called: only a person names one (domain.md's law, 8). */
#define MUNICIPALITY_COUNCIL "een raadslid"

/* A public actor of the allow-list. */
struct actor {
    struct str name; /* display name; of a handle the name it plainly belongs to, else itself; MUNICIPALITY_COUNCIL for the council */
    struct str key;  /* the form in which names are compared */
    struct str server; /* of "@name@server" where tamtam.conf gives it: another server's account of that name is somebody else */
    enum voice voice;
};

struct purpose {
    struct str name, text, legal_base;
};

/* Webcare: the service norm, in minutes of the hours in which it runs on working days. */
struct webcare_settings {
    int norm;     /* an answer within so many minutes */
    int from, to; /* minutes after midnight */
};

/* A department to which a case is handed over by mail. */
struct department {
    struct str name, mail;
};

/* Words that are used again and again in answers. */
struct phrase {
    struct str name, text;
};

/* How mail leaves. */
enum mail_tls { MAIL_STARTTLS, MAIL_TLS, MAIL_PLAIN };
struct mail_settings {
    struct str server;           /* "smtp.turfbrug.example:587"; empty: no mail is sent */
    struct str from, reply_to;   /* header values; reply_to may be empty */
    struct str user;             /* empty: without login */
    struct str password_file;    /* a file, or empty: the credential smtp-password of the service manager */
    enum mail_tls tls;
    struct strs analysts;        /* who get the concept, the reminder and every alert */
    struct strs crisis_team;     /* who get the alerts from level waarschuwing on */
    struct str inbox;            /* "imaps://user@host/INBOX": where answers and delivery reports come in, or empty */
    struct str inbox_password_file; /* or empty: the credential inbox-password */
    struct str ca_file;          /* authorities that vouch for both servers, or empty: the system's */
    int per_minute;              /* at most so many messages */
};

/* No alerts to people between these minutes after midnight; the same twice: never quiet. */
struct quiet_hours {
    int from, to;
};

/* Who is told when nobody confirms an alert, one after another. */
struct escalation {
    int minutes; /* between one and the next */
    enum alert_level level; /* from this level on */
    struct strs list;
};

/* Where alerts are posted as signed JSON. */
struct webhook {
    struct str name, url, secret_file;
    enum alert_level level; /* from this level on */
};

/* What is asked of an alert on one theme, of mostly one speaker group, or at some hours. */
enum alert_rule_kind { RULE_THEME, RULE_VOICE, RULE_HOURS };
struct alert_rule {
    enum alert_rule_kind kind;
    int which;              /* enum theme or enum voice */
    int from, to;           /* RULE_HOURS: minutes after midnight, local; to before from: past midnight */
    enum alert_level least; /* the lowest level that is told; LEVEL_COUNT: none */
    int evidence;           /* percent of what is asked as a rule */
};

/* The newsroom on the web. */
enum sso { SSO_NONE, SSO_SIGNED, SSO_SOCKET };
struct newsroom_settings {
    struct str listen;          /* "unix:/run/tamtam/web.sock" or "127.0.0.1:8080"; empty: it is not served */
    struct str url;             /* "https://nieuwsredactie.turfbrug.example", without a slash at the end */
    enum sso sso;               /* how far the identity header of the proxy is trusted */
    struct str sso_secret_file; /* of SSO_SIGNED */
    struct str metrics_token_file; /* who shows it may read /metrics; empty: the machine itself alone */
    struct str security_contact;   /* mailto: or https: of security.txt; empty: the municipality's contact */
    bool public_archive;        /* fixed tamtams can be read without login */
    int idle_minutes, session_hours; /* a session ends */
};

/* Beside tamtam.conf: what 'tamtam places import' made. */
#define PLACES_FILE "places.conf"

struct municipality {
    struct str name;
    struct str contact; /* mail address; also in the User-Agent */
    struct str website;
    struct str logo;               /* path of an SVG file, or empty */
    struct str map;                /* path of a GeoJSON file with the districts' boundaries, or empty */
    struct str colour_1, colour_2; /* #rrggbb */
    struct strs accounts;          /* own channels: @handles, addresses, display names */

    struct district *districts;
    int ndistricts, districts_cap;
    struct person *people;
    int npeople, people_cap;
    struct actor *actors; /* in the file's order, own channels included */
    int nactors, actors_cap;
    struct purpose *purposes;
    int npurposes, purposes_cap;

    int concept_minute, send_minute; /* minutes after midnight */
    int pages;                       /* limit of the tamtam in A4 */
    int posts_per_quarter, authors_per_quarter, channels_per_quarter; /* the set bound of level crisis */
    struct alert_rule *alert_rules;
    int nalert_rules, alert_rules_cap;
    int text_days, address_days;     /* retention */
    int reminder_minute, retention_minute; /* minutes after midnight */
    bool send_without_person;        /* the tamtam goes out though nobody fixed it */
    struct mail_settings mail;
    struct newsroom_settings newsroom;
    struct quiet_hours quiet[LEVEL_COUNT];
    struct escalation escalation;
    struct webhook *webhooks;
    int nwebhooks, webhooks_cap;

    struct webcare_settings webcare;
    struct department *departments;
    int ndepartments, departments_cap;
    struct phrase *phrases;
    int nphrases, phrases_cap;

    struct ini ini, places; /* own the text */
    struct arena arena;
};

/*
 * Reads a tamtam.conf, and the streets of a places.conf beside it where there is one: a district that tamtam.conf knows by name or
 * alias gets those that no district of tamtam.conf has, another is a district of its own. Faults (unknown key, double district,
 * bad clock, ...) are told in `faults`, and defaults stand in for what is wrong; -1 only when the file can't be read.
 */
int municipality_read(struct municipality *m, const char *path, struct faults *faults, struct err *err);
/* The same from text at hand; `path` names it in messages, and places.conf stands beside it. */
int municipality_parse(struct municipality *m, const char *path, struct str text, struct faults *faults, struct err *err);
void municipality_release(struct municipality *m);

/*
 * The public actor behind a display name or @handle, or NULL for a private person. Upper and lower case, a leading @, a
 * server part that tamtam.conf does not give (@name@server) and blanks make no difference.
 */
const struct actor *municipality_actor(const struct municipality *m, struct str author);
/* The index of a district by its name or alias, of a person by full name; -1 when there is none. */
int municipality_district(const struct municipality *m, struct str name);
int municipality_person(const struct municipality *m, struct str name);

void strs_add(struct strs *list, struct str s);

#endif

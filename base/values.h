/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The values a mark can have, each in one table: the name that records, lexicons and configuration use, and the
 * Dutch words that people read. The X-macros make the enum, the names and the labels from the same line.
 */
#ifndef BASE_VALUES_H
#define BASE_VALUES_H

#include "base/str.h"

#define CHANNELS(X)                                                                                          \
    X(CHANNEL_OTHER, "other", "Overig")                                                                      \
    X(CHANNEL_MASTODON, "mastodon", "Mastodon")                                                              \
    X(CHANNEL_BLUESKY, "bluesky", "Bluesky")                                                                 \
    X(CHANNEL_REDDIT, "reddit", "Reddit")                                                                    \
    X(CHANNEL_YOUTUBE, "youtube", "YouTube")                                                                 \
    X(CHANNEL_NEWS, "news", "Nieuws")                                                                        \
    X(CHANNEL_FORUM, "forum", "Forum")                                                                       \
    X(CHANNEL_FACEBOOK, "facebook", "Facebook")                                                              \
    X(CHANNEL_INSTAGRAM, "instagram", "Instagram")                                                           \
    X(CHANNEL_EMAIL, "email", "E-mail")                                                                      \
    X(CHANNEL_KCC, "kcc", "KCC")                                                                             \
    X(CHANNEL_NEWSPAPER, "newspaper", "Krant")

#define VOICES(X)                                                                                            \
    X(VOICE_MEDIA, "media", "Media")                                                                         \
    X(VOICE_OPINIEMAKER, "opiniemaker", "Opiniemakers")                                                      \
    X(VOICE_BELANGENGROEP, "belangengroep", "Belangengroepen")                                               \
    X(VOICE_BEVOLKING, "bevolking", "Inwoners")                                                              \
    X(VOICE_GEMEENTE, "gemeente", "Gemeente")

#define SENTIMENTS(X)                                                                                        \
    X(SENTIMENT_NEGATIEF, "negatief", "negatief")                                                            \
    X(SENTIMENT_NEUTRAAL, "neutraal", "neutraal")                                                            \
    X(SENTIMENT_POSITIEF, "positief", "positief")

#define THEMES(X)                                                                                            \
    X(THEME_VERKEER, "verkeer", "Verkeer")                                                                   \
    X(THEME_PARKEREN, "parkeren", "Parkeren")                                                                \
    X(THEME_OPENBARE_RUIMTE, "openbare_ruimte", "Openbare ruimte")                                           \
    X(THEME_AFVAL, "afval", "Afval")                                                                         \
    X(THEME_WONEN_EN_BOUW, "wonen_en_bouw", "Wonen en bouw")                                                 \
    X(THEME_VEILIGHEID_EN_OVERLAST, "veiligheid_en_overlast", "Veiligheid en overlast")                      \
    X(THEME_ZORG_EN_WELZIJN, "zorg_en_welzijn", "Zorg en welzijn")                                           \
    X(THEME_JEUGD_EN_ONDERWIJS, "jeugd_en_onderwijs", "Jeugd en onderwijs")                                  \
    X(THEME_WERK_EN_INKOMEN, "werk_en_inkomen", "Werk en inkomen")                                           \
    X(THEME_DUURZAAMHEID_EN_ENERGIE, "duurzaamheid_en_energie", "Duurzaamheid en energie")                   \
    X(THEME_CULTUUR_EN_EVENEMENTEN, "cultuur_en_evenementen", "Cultuur en evenementen")                      \
    X(THEME_SPORT_EN_RECREATIE, "sport_en_recreatie", "Sport en recreatie")                                  \
    X(THEME_ECONOMIE, "economie", "Economie")                                                                \
    X(THEME_BESTUUR_EN_POLITIEK, "bestuur_en_politiek", "Bestuur en politiek")                               \
    X(THEME_DIENSTVERLENING, "dienstverlening", "Dienstverlening")                                           \
    X(THEME_ASIEL_EN_OPVANG, "asiel_en_opvang", "Asiel en opvang")                                           \
    X(THEME_MILIEU_EN_GEZONDHEID, "milieu_en_gezondheid", "Milieu en gezondheid")                            \
    X(THEME_OVERIG, "overig", "Overig")

/* Semetko & Valkenburg (2000), "Framing European politics", J. of Communication 50(2), in their order. */
#define FRAMES(X)                                                                                            \
    X(FRAME_CONFLICT, "conflict", "conflict")                                                                \
    X(FRAME_MENSELIJK_BELANG, "menselijk_belang", "menselijk belang")                                        \
    X(FRAME_ECONOMISCHE_GEVOLGEN, "economische_gevolgen", "economische gevolgen")                            \
    X(FRAME_MORALITEIT, "moraliteit", "moraliteit")                                                          \
    X(FRAME_VERANTWOORDELIJKHEID, "verantwoordelijkheid", "verantwoordelijkheid")

/* What a post on an acute incident is: the crisis mark. Not the alert level, not the crisis picture. */
#define CRISIS_MARKS(X)                                                                                      \
    X(CRISIS_INFORMATIEBEHOEFTE, "informatiebehoefte", "informatiebehoefte")                                 \
    X(CRISIS_BETEKENISGEVING, "betekenisgeving", "betekenisgeving")                                          \
    X(CRISIS_GEDRAG, "gedrag", "gedrag")                                                                     \
    X(CRISIS_GERUCHT, "gerucht", "gerucht")

#define INTENTS(X)                                                                                           \
    X(INTENT_GEEN, "geen", "geen")                                                                           \
    X(INTENT_VRAAG, "vraag", "vraag")                                                                        \
    X(INTENT_KLACHT, "klacht", "klacht")                                                                     \
    X(INTENT_MELDING, "melding", "melding")                                                                  \
    X(INTENT_COMPLIMENT, "compliment", "compliment")                                                         \
    X(INTENT_TIP, "tip", "tip")

#define CRITERIA(X)                                                                                          \
    X(CRITERION_BETROUWBAARHEID, "betrouwbaarheid", "Betrouwbaarheid")                                       \
    X(CRITERION_BETROKKENHEID, "betrokkenheid", "Betrokkenheid")                                             \
    X(CRITERION_COMPETENTIE, "competentie", "Competentie")

#define ALERT_LEVELS(X)                                                                                      \
    X(LEVEL_SIGNAAL, "signaal", "Signaal")                                                                   \
    X(LEVEL_WAARSCHUWING, "waarschuwing", "Waarschuwing")                                                    \
    X(LEVEL_CRISIS, "crisis", "Crisis")

#define PHASES(X)                                                                                            \
    X(PHASE_OPKOMEND, "opkomend", "opkomend")                                                                \
    X(PHASE_GROEIEND, "groeiend", "groeiend")                                                                \
    X(PHASE_PIEK, "piek", "piek")                                                                            \
    X(PHASE_STABIEL, "stabiel", "stabiel")                                                                   \
    X(PHASE_UITDOVEND, "uitdovend", "uitdovend")                                                             \
    X(PHASE_SLUIMEREND, "sluimerend", "sluimerend")

/* What is done with a case; the last one holds figures alone, its words went to the archive. */
#define CASE_STATES(X)                                                                                       \
    X(CASE_NEW, "nieuw", "nieuw")                                                                            \
    X(CASE_BUSY, "in_behandeling", "in behandeling")                                                         \
    X(CASE_WAITING, "wacht", "wacht")                                                                        \
    X(CASE_CLOSED, "afgehandeld", "afgehandeld")                                                             \
    X(CASE_ARCHIVED, "gearchiveerd", "gearchiveerd")

#define VALUE_ENUM(id, name, label) id,
enum channel { CHANNELS(VALUE_ENUM) CHANNEL_COUNT };
enum voice { VOICES(VALUE_ENUM) VOICE_COUNT, VOICE_NONE = VOICE_COUNT };
enum sentiment { SENTIMENTS(VALUE_ENUM) SENTIMENT_COUNT };
enum theme { THEMES(VALUE_ENUM) THEME_COUNT };
enum frame { FRAMES(VALUE_ENUM) FRAME_COUNT };
enum crisis_mark { CRISIS_MARKS(VALUE_ENUM) CRISIS_COUNT };
enum intent { INTENTS(VALUE_ENUM) INTENT_COUNT };
enum criterion { CRITERIA(VALUE_ENUM) CRITERION_COUNT };
enum alert_level { ALERT_LEVELS(VALUE_ENUM) LEVEL_COUNT };
enum phase { PHASES(VALUE_ENUM) PHASE_COUNT };
enum case_state { CASE_STATES(VALUE_ENUM) CASE_STATE_COUNT };

/* A row of one of the tables; each table has as many rows as its enum and a last one of NULLs. */
struct value_name {
    const char *name;  /* in records and files */
    const char *label; /* for people, Dutch */
};
extern const struct value_name channel_names[], voice_names[], sentiment_names[], theme_names[], frame_names[],
    crisis_names[], intent_names[], criterion_names[], level_names[], phase_names[], case_state_names[];

/* The index of a name in a table, or -1. */
int value_of(const struct value_name *table, struct str name);

#endif

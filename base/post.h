/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The records that go through the house.
 *
 *   entry  what a source said, as it stands there: names, addresses and all. It lives in memory only, between the
 *          parser and capture.
 *   post   what may exist (domain.md's law, 3): text masked, author replaced by a public actor or a pseudonym.
 *   marks  what analysis says of a post.
 *
 * All text is borrowed: from the document's or the batch's arena.
 */
#ifndef BASE_POST_H
#define BASE_POST_H

#include <stdint.h>

#include "base/municipality.h"
#include "base/values.h"

/* No time stands there. */
#define TIME_NONE INT64_MIN

struct media {
    struct str url, type, alt;
};

/* One entry of a feed, a mailbox or an import, raw and hostile. Empty slices are what does not stand there. */
struct entry {
    struct str guid;
    struct str url;
    struct str title;
    int64_t time, updated; /* UTC ms or TIME_NONE */
    struct str author;     /* display name or @handle */
    struct str handle;     /* @handle of the author, where the source gives it besides a name; it changes less often */
    struct str text;       /* plain text with paragraphs kept */
    struct str html;
    struct str lang; /* as the source says, BCP 47 */
    struct strs links;
    struct media *media;
    int nmedia, media_cap;
    struct strs tags;
    struct str reply_to;
    struct str feed;      /* the feed's title */
    struct str channel;   /* name of enum channel, when the entry says it (imports); else empty: the source's */
    struct str source;    /* name of a source, when the entry says it (imports) */
    struct str status;    /* how far its handling is, as a registration of contacts says it (imports) */
    bool deleted;         /* a notice that the entry is gone at its source */
    bool withheld;        /* its writer keeps it from search engines, or from readers without an account */
};

/* A captured post. */
struct post {
    struct str id;       /* identity: a keyed hash, or the given id where nothing is stored */
    int64_t seq;         /* number on the line; 0: not stored */
    int64_t time;        /* UTC ms: min(published, first seen) */
    int64_t seen;        /* UTC ms: first seen */
    enum channel channel;
    struct str source;   /* name of the source */
    struct str actor;    /* name of the public actor who wrote it, or empty */
    enum voice actor_voice; /* the actor's voice, VOICE_NONE for a private person */
    enum voice voice_cue;   /* the voice that a private display name gives away ('... vereniging'), or VOICE_NONE */
    enum voice source_voice; /* the voice that feeds.conf gives the source, or VOICE_NONE */
    struct str author;   /* pseudonym of a private person, or empty */
    bool addressed;      /* to the municipality: mention of an own channel, reply to an own post, mailbox, KCC */
    struct str title;    /* masked; empty for most posts */
    struct str text;     /* masked */
    struct str lang;     /* as the source says, or empty */
    struct strs tags, links;
    struct str reply_to; /* id of another post, or empty */
    struct str url;      /* kept apart and short; empty in what analysis sees after retention */
    struct media *media; /* pictures, films, sound: kept as long as the address, for they lead to the writer as well */
    int nmedia;
};

/* Copies what a post borrows into an arena, so that it outlives its source. */
void post_keep(struct post *p, struct arena *a);
/*
 * Is this what a public actor said in public? Not a contact note or a letter, nor a clipping that the municipality filed:
 * whoever stands there as its author, these tell what a resident said. All that tells words or names outside asks here.
 */
bool post_is_public(const struct post *p);

enum { MAX_PLACES = 8, MAX_PEOPLE = 8, MAX_LEADERSHIP = 8, MAX_TOPICS = 4, LANG_BYTES = 4 };

struct judgement {
    uint16_t person; /* index in municipality.people */
    uint8_t criterion;
    int8_t polarity; /* +1 or -1 */
};

/* Why a mark was given: one piece of evidence. */
struct why {
    struct str mark;  /* "sentiment", "theme:afval", "leader:competentie", ... */
    struct str entry; /* the lexicon entry or rule, as it stands there */
    struct str file;  /* the lexicon it comes from, or the rule's name */
    uint32_t at, n;   /* bytes in the text; n = 0 for evidence that has no place in it */
    float weight;
};

/* How far a post leans towards marks that also hang on what was said around it: thousandths, above 0 speaks for it. */
struct leanings {
    int32_t themes[THEME_COUNT], crisis[CRISIS_COUNT];
    int32_t incident; /* that it is on an acute incident */
};

struct marks {
    enum sentiment sentiment;
    float score;     /* -1..1 */
    uint32_t themes; /* bit per enum theme */
    uint16_t places[MAX_PLACES]; /* indices in municipality.districts, ascending */
    int nplaces;
    uint16_t people[MAX_PEOPLE]; /* indices in municipality.people, ascending */
    int npeople;
    struct judgement leadership[MAX_LEADERSHIP];
    int nleadership;
    uint8_t frames; /* bit per enum frame */
    uint8_t crisis; /* bit per enum crisis_mark */
    enum intent intent;
    enum voice voice; /* the speaker group, never VOICE_NONE */
    char lang[LANG_BYTES]; /* "nl", "en", ... */
    float acute;      /* -2..2: acute danger in the words, harmless context taken off */
    bool firsthand;   /* the writer is there */
    bool chatter;     /* small talk that makes no issue */
    struct str topics[MAX_TOPICS]; /* the matters it speaks of, by the lexicon's concept names; for paraphrase by counting */
    int ntopics;
    struct leanings leanings; /* of the post alone; not stored */
};

#endif

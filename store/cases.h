/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Cases: what was addressed to the municipality and wants an answer. A case keeps handle and address of its sender until it was
 * exported as a record; then its figures stay alone (domain.md's law, 3). Each change raises the version, and is made only on
 * the version that its maker saw.
 */
#ifndef STORE_CASES_H
#define STORE_CASES_H

#include "store/store.h"

struct case_row {
    int64_t post; /* its post, and its number */
    int64_t time; /* when it came in */
    enum case_state state;
    struct str owner, department, labels; /* labels are divided by ", " */
    struct str handle, url;               /* of the sender */
    struct str token;                     /* goes with letters about it; only whoever got one can answer to it */
    enum channel channel;
    enum theme subject;
    enum intent intent;
    int64_t answered, closed; /* UTC ms, 0: not yet */
    int64_t joined_to;        /* the case that this post went to; 0: it stands by itself */
    int64_t version;
    int64_t issue; /* of its post; out only */
};

/* Adds a case; one of the same sender (a handle, not a desk's name) and channel that is open since `since` takes it in. */
int store_add_case(struct store *s, const struct case_row *row, int64_t since, struct err *err);
/* What the marks of its post say now. */
int store_mark_case(struct store *s, int64_t post, const struct marks *marks, struct err *err);
/* Takes a case out with its log. */
int store_drop_case(struct store *s, int64_t post, struct err *err);
/* Found or not is told by row->post. Text is in the arena. */
int store_case(struct store *s, struct arena *a, int64_t post, struct case_row *row, struct err *err);
/*
 * Writes state, owner, department, labels, answered, closed, joined_to and token over version row->version; *done tells whether it
 * was still that one.
 */
int store_put_case(struct store *s, const struct case_row *row, bool *done, struct err *err);

/* The cases that stand by themselves: of a state from [from, to), the oldest first, at most `limit`. */
int store_cases(struct store *s, struct arena *a, enum case_state state, int64_t from, int64_t to, int limit, struct case_row **rows,
                int *n, struct err *err);
/* Those that were closed in [from, to), the last first. */
int store_closed_cases(struct store *s, struct arena *a, int64_t from, int64_t to, int limit, struct case_row **rows, int *n,
                       struct err *err);
/* Those that came in within [from, to), whatever their state, joined ones too, by time. */
int store_cases_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct case_row **rows, int *n, struct err *err);
/* Those that were taken into this one, by time. */
int store_joined_cases(struct store *s, struct arena *a, int64_t post, struct case_row **rows, int *n, struct err *err);

/* A line of a case's log. */
struct case_note {
    int64_t time;
    struct str who, kind, text;
};
int store_add_case_note(struct store *s, int64_t post, const struct case_note *note, struct err *err);
int store_case_notes(struct store *s, struct arena *a, int64_t post, struct case_note **notes, int *n, struct err *err);
/* Handle, address, words and log go; the figures stay. */
int store_archive_case(struct store *s, int64_t post, struct err *err);

#endif

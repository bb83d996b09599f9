/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The archive of reports: concepts, what analysts did to them, and what was fixed. A report is fixed by a named person;
 * its bytes are kept and never change after that: a correction is a next version. All is in the audit log.
 *
 * These functions write beside the process that holds the line, so that a tamtam can be fixed while the daemon runs.
 */
#ifndef DESK_ARCHIVE_H
#define DESK_ARCHIVE_H

#include "desk/order.h"
#include "desk/publish.h"
#include "tamtam/edits.h"

/* Who does it and when. */
struct doer {
    struct str name;
    int64_t now;
};

/* The number of a crisis picture in its incident; other orders stay as they are. */
int archive_number(struct desk *d, struct order *order, struct err *err);
/* Notes a concept that was made; its id and version are in `report`. */
int archive_note(struct desk *d, const struct order *order, struct stored_report *report, struct err *err);
/* A report by id, the latest version; an unknown one is an error. Texts are in the desk's arena. */
int archive_find(struct desk *d, int64_t id, struct stored_report *report, struct err *err);
/* The order that it was made by. */
int archive_order(struct desk *d, const struct stored_report *report, struct order *order, struct err *err);
/* Composes it as it would be now, edits applied. Parts that are edited but gone are added to `lost`. */
int archive_compose(struct desk *d, const struct stored_report *report, bool final, struct document *doc,
                    struct buf *lost, struct err *err);
/* Adds the name of its files. */
void archive_file_name(struct desk *d, const struct stored_report *report, struct buf *name);

/* Its items as they stand now, with the edits that were made. Strings are the report's, or in the arena. */
int archive_items(struct desk *d, const struct stored_report *report, struct edits *e, struct arena *a, struct err *err);
/* Another one when somebody edited it. */
unsigned long long archive_mark(const struct stored_report *report);
/* Takes edited items back, as text. Not where somebody edited or fixed it since `report` was read. */
int archive_edit(struct desk *d, const struct stored_report *report, struct str items, const struct doer *by,
                 struct err *err);
/*
 * Fixes it: composes it for the last time and keeps HTML, PDF and text. 1, with an error: not done, as it would lose the words on the parts
 * in `lost`, one a line. Otherwise those are the hidden parts that are gone.
 */
int archive_fix(struct desk *d, struct stored_report *report, const struct doer *by, struct buf *lost, struct err *err);

/* Asks the daemon to send it at once: a fixed tamtam to its readers, a crisis picture to the crisis team. What somebody has goes to them no more. */
int archive_send(struct desk *d, struct stored_report *report, const struct doer *by, struct err *err);

/* Room for a SHA-256 in hexadecimal figures, with its NUL. */
enum { ARCHIVE_HASH = 65 };
void archive_hash(struct str bytes, char hex[ARCHIVE_HASH]);
/*
 * Writes all fixed reports, every version, into a folder: NAME-vN.html, .pdf and .txt, reports.json with what describes
 * them and their hashes, and reports.atom, a feed. `n` is how many reports.
 */
int archive_export(struct desk *d, const char *folder, int *n, struct err *err);

/* Calls `fn` in a transaction of its own beside the process that holds the line: all of it is written, or when it fails nothing. */
int archive_beside(struct desk *d, int (*fn)(struct store *s, void *context, struct err *err), void *context, struct err *err);
/* A line for the audit log of what somebody did at the command line. */
struct audit_row archive_row(const char *action, struct str object, const char *result, const struct doer *by);
/* A line in the audit log, beside the process that holds the line. */
int archive_audit(struct desk *d, const char *action, struct str object, const char *result, const struct doer *by,
                  struct err *err);

#endif

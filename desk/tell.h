/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Telling: what the newsroom says to whom, as letters in the outbox. Concept, reminder and 'not sent' go to the analysts; the tamtam
 * goes out only when a person fixed it (or tamtam.conf takes the risk in words). Alerts have
 * a file of their own (alerts.h). All within the caller's transaction.
 */
#ifndef DESK_TELL_H
#define DESK_TELL_H

#include "desk/desk.h"

/* The concept of the tamtam of a day: noted as a report, written to DIR/reports, sent to the analysts. */
int tell_concept(struct desk *d, int day, int64_t now, struct err *err);
/* When nobody fixed it yet: a reminder to the analysts. */
int tell_reminder(struct desk *d, int day, int64_t now, struct err *err);
/*
 * The tamtam of a day to its readers; *fixed tells whether it was fixed. One that isn't goes nowhere: its makers are told.
 */
int tell_tamtam(struct desk *d, int day, int64_t now, bool *fixed, struct err *err);
/* A numbered picture of a crisis to the crisis team, as a PDF that says whether a person fixed it. */
int tell_picture(struct desk *d, int64_t report, int64_t now, struct err *err);

#endif

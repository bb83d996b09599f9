/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The log: one line an event to stderr, key=value, for journald and for people with grep. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/*
 * log_event(LOG_INFO, "fetch", "source=%s status=%ld", name, status) writes
 * "level=info event=fetch source=... status=...". No personal data, no secrets. Control characters are shown as '?'.
 */
void log_event(enum log_level level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif

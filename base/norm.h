/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The service norm of webcare: time that runs on working days between two hours alone. Pure functions. */
#ifndef BASE_NORM_H
#define BASE_NORM_H

#include <stdint.h>

#include "base/municipality.h"

/* How much of the norm's time lies between two moments, in ms. */
int64_t norm_spent(const struct webcare_settings *w, int64_t from, int64_t to);
/* The norm itself, in ms. */
int64_t norm_span(const struct webcare_settings *w);

#endif

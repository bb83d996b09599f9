/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Account: what the municipality must be able to say of this program, in Dutch, made of the configuration that runs. A jurist reads
 * it before it is published; what only the municipality knows stands between [brackets].
 */
#ifndef DESK_ACCOUNT_H
#define DESK_ACCOUNT_H

#include "base/values.h"
#include "desk/desk.h"

enum account { ACCOUNT_REGISTER, ACCOUNT_DPIA, ACCOUNT_ALGORITHM, ACCOUNT_PUBLIC, ACCOUNT_COUNT };
/* "register", "dpia", "algoritme", "publiek", with their Dutch titles. */
extern const struct value_name account_names[];

/* Adds the text, as Markdown. */
void account_write(struct buf *out, enum account which, const struct desk *d);

#endif

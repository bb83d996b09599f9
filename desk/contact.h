/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Contact notes of the KCC: was the caller helped already? Most are, while they call; only what is left is webcare's work. */
#ifndef DESK_CONTACT_H
#define DESK_CONTACT_H

#include "base/post.h"

/*
 * Was this contact dealt with when it came in? The status of its registration says so (`status`, as the import has it: afgehandeld,
 * gesloten, ...). A note of the KCC without one was when it tells what was answered or done (uitgelegd, doorverwezen, ...) and
 * promises no call back. Whatever else is addressed to the municipality was not.
 */
bool contact_is_handled(struct str status, const struct post *post);

#endif

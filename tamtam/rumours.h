/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The rumours of an issue, as a tamtam lists them: what is said, how often, and whether anybody public spoke of it since. */
#ifndef TAMTAM_RUMOURS_H
#define TAMTAM_RUMOURS_H

#include "tamtam/document.h"
#include "tamtam/figures.h"
#include "tamtam/picture.h"

/*
 * Adds a list under the section, the most spread first, with the rank of what may fall off. A rumour is a line of the
 * picture's table that a post with the mark of a rumour fits. None is called true or untrue: that is for a person.
 */
void rumours_compose(struct block *section, const struct issue_figures *issue, const struct picture *picture, int rank);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The little Markdown that desk/account.h writes, as HTML: headings, lists, paragraphs, **strong**. */
#ifndef NEWSROOM_MARKDOWN_H
#define NEWSROOM_MARKDOWN_H

#include "newsroom/html.h"

void markdown_put(struct html *h, struct str text);

#endif

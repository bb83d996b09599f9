/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What the pages of an administrator share: page_admin.c, page_sources.c, page_accounts.c, page_setup.c. */
#ifndef NEWSROOM_ADMIN_H
#define NEWSROOM_ADMIN_H

#include "newsroom/accounts.h"
#include "newsroom/form.h"
#include "newsroom/page.h"
#include "newsroom/view.h"

enum admin_place { ADMIN_SOURCES, ADMIN_SUBSCRIBERS, ADMIN_ACCOUNTS, ADMIN_SETUP, ADMIN_PARTS, ADMIN_RETENTION, ADMIN_AUDIT };

/* Everything up to the page's own part. */
void admin_begin(struct html *h, struct visit *v, struct answer *a, enum admin_place place);
/* A row's name, its row open. */
void admin_row(struct html *h, struct str name);
/* A cell with a moment, or `never` for 0. */
void admin_moment(struct html *h, struct visit *v, int64_t ms, const char *never);
/* The purposes of tamtam.conf as options; in the visit's arena. `none` (may be NULL) is what an empty choice is called. */
const struct value_name *admin_purposes(struct visit *v, const char *none);
/* Who makes the change, for the audit log. */
struct manager admin_manager(struct visit *v);
/* Back to a page of administration, and the daemon reads its settings again when the answer is out. */
int admin_changed(struct visit *v, struct answer *a, const char *path);
/* Says at the top of such a page that the change is made. */
void admin_put_changed(struct html *h, struct visit *v);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What can be seen without logging in: how the municipality listens, signing up and off, the archive where it is public, health. */
#ifndef NEWSROOM_PUBLIC_H
#define NEWSROOM_PUBLIC_H

#include "newsroom/web.h"

int public_transparency(struct visit *v, struct answer *a, struct err *err);
int public_security_txt(struct visit *v, struct answer *a, struct err *err);
int public_archive(struct visit *v, struct answer *a, struct err *err);
int public_archive_html(struct visit *v, struct answer *a, struct err *err);
int public_archive_pdf(struct visit *v, struct answer *a, struct err *err);
/* A subscription, by the code of its letters: GET shows a button, POST does it (for mail programs too: RFC 8058). The answer is the
 * same for a code that doesn't exist. */
int public_confirm_show(struct visit *v, struct answer *a, struct err *err);
int public_confirm(struct visit *v, struct answer *a, struct err *err);
int public_sign_off_show(struct visit *v, struct answer *a, struct err *err);
int public_sign_off(struct visit *v, struct answer *a, struct err *err);
/* "ok" to everybody; what is wrong to this machine and to who has the token of tamtam.conf. */
int public_health(struct visit *v, struct answer *a, struct err *err);
/* Prometheus' text, for those two alone. */
int public_metrics(struct visit *v, struct answer *a, struct err *err);

#endif

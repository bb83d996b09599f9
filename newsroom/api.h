/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The JSON API, reading alone, after the API Design Rules of the Dutch government (developer.overheid.nl): /v1 in the path, Dutch
 * nouns, no slash at the end, camelCase keys, UTC, problem+json, API-Version, pages by links. Its description is
 * /v1/openapi.json (newsroom/static/openapi.json), and tests/web/api.py holds the answers to it. And Atom feeds of the same.
 *
 * What residents wrote is not given out: of their posts there are the marks, no words, no address, no name.
 */
#ifndef NEWSROOM_API_H
#define NEWSROOM_API_H

#include "newsroom/web.h"

int api_openapi(struct visit *v, struct answer *a, struct err *err);
int api_issues(struct visit *v, struct answer *a, struct err *err);
int api_issue(struct visit *v, struct answer *a, struct err *err);
int api_posts(struct visit *v, struct answer *a, struct err *err);
int api_post(struct visit *v, struct answer *a, struct err *err);
int api_alerts(struct visit *v, struct answer *a, struct err *err);
int api_alert(struct visit *v, struct answer *a, struct err *err);
int api_reports(struct visit *v, struct answer *a, struct err *err);
int api_report(struct visit *v, struct answer *a, struct err *err);
/* GET /feeds/issues, /feeds/signalen, /feeds/rapporten: Atom, for feed readers with the token as their password. */
int feed_issues(struct visit *v, struct answer *a, struct err *err);
int feed_alerts(struct visit *v, struct answer *a, struct err *err);
int feed_reports(struct visit *v, struct answer *a, struct err *err);

/* Reports that a person fixed and that end in [from, to): of each the newest fixed version, without its bytes. */
int api_fixed_reports(struct visit *v, int64_t from, int64_t to, struct stored_report **reports, int *n, struct err *err);
/* "nieuw", "verhoogd", "ingetrokken". */
extern const char *const alert_status_names[];

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Inside the newsroom: the gate that every request goes through. In order: the route, who it is, whether they may, the token of a form,
 * the page, the audit line. One place, so that no page can forget one of them.
 */
#ifndef NEWSROOM_GATE_H
#define NEWSROOM_GATE_H

#include "newsroom/web.h"

/*
 * The route of a method and a target, or NULL. `parts` (may be NULL, MOST_PARTS otherwise) becomes what the placeholders stand for. A
 * literal segment goes before a placeholder.
 */
const struct route *route_find(enum method method, const struct target *target, struct str *parts);
/* What can be done with a path, as the header Allow says it; NULL: there is no such path. */
const char *route_methods(const struct target *target);
/* What is wrong with a request comes as a problem (RFC 9457), and with the API's version. */
bool visit_is_api(const struct visit *v);

/* Answers a visit whose request was read; v->route is found here. Never fails: what fails is an answer. */
void gate_answer(struct visit *v, struct answer *a);

/* "Niet gevonden" for 404. */
const char *refusal_title(int status);

/* The one writer has something to do (server.c). */
void newsroom_wake(struct newsroom *n);

#endif

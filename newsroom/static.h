/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Files of newsroom/static that the build puts into the program: style sheets, small scripts. Their address holds the hash of their
 * bytes, so that browsers keep them for good. A new file: a line in the table of static.c.
 */
#ifndef NEWSROOM_STATIC_H
#define NEWSROOM_STATIC_H

#include "newsroom/web.h"

/* The bytes of a file; empty for an unknown one. */
struct str static_bytes(const char *name);
/* GET /static/:hash/:name */
int static_page(struct visit *v, struct answer *a, struct err *err);
/* GET /huisstijl.css: the municipality's two colours as custom properties, light and dark. */
int static_house_style(struct visit *v, struct answer *a, struct err *err);
/* GET /logo.svg: the municipality's own, where it has one. */
int static_logo(struct visit *v, struct answer *a, struct err *err);

#endif

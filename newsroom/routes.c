/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The table of routes: what can be asked, and who may. Nothing answers that doesn't stand here. tests/e2e/web_roles.sh tries every row
 * as every role (`tamtam users routes` prints the table for it).
 */
#include "newsroom/live.h"
#include "newsroom/public.h"
#include "newsroom/static.h"
#include "newsroom/who.h"

#define GET METHOD_GET
#define POST METHOD_POST

const struct route routes[] = {
    /* Coming in and leaving */
    {GET, "/", MAY_ENTER | ROLE_BIT(ROLE_MUUR), login_start, 0, "start"},
    {GET, "/inloggen", MAY_ALL, login_show, 0, "login.show"},
    {POST, "/inloggen", MAY_ALL, login_try, ROUTE_ANONYMOUS, "login"},
    {GET, "/inloggen/sso", MAY_ALL, login_sso, 0, "login.sso"},
    {POST, "/uitloggen", MAY_ENTER | ROLE_BIT(ROLE_MUUR), login_leave, 0, "logout"},
    {GET, "/account", MAY_ENTER, login_password, 0, "account.show"},
    {POST, "/account", MAY_ENTER, login_password, 0, "account.password"},

    /* What pages are made of */
    {GET, "/static/:hash/:name", MAY_ALL, static_page, 0, "static"},
    {GET, "/huisstijl.css", MAY_ALL, static_house_style, 0, "house-style"},
    {GET, "/logo.svg", MAY_ALL, static_logo, 0, "logo"},
    {GET, "/live", MAY_WATCH, live_page, 0, "live"},

    /* Without logging in */
    {GET, "/transparantie", MAY_ALL, public_transparency, 0, "public.transparency"},
    {GET, "/archief", MAY_ALL, public_archive, 0, "public.archive"},
    {GET, "/archief/:id", MAY_ALL, public_archive_html, 0, "public.archive.html"},
    {GET, "/archief/:id/pdf", MAY_ALL, public_archive_pdf, 0, "public.archive.pdf"},
    {GET, "/.well-known/security.txt", MAY_ALL, public_security_txt, 0, "public.security"},

    {0},
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The table of routes: what can be asked, and who may. Nothing answers that doesn't stand here. tests/e2e/web_roles.sh tries every row
 * as every role (`tamtam users routes` prints the table for it).
 */
#include "desk/readers.h"
#include "newsroom/api.h"
#include "newsroom/live.h"
#include "newsroom/pages.h"
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
    {GET, "/welkom", MAY_ALL, page_welcome, 0, "welcome.show"},
    {POST, "/welkom", MAY_ALL, page_welcome_account, ROUTE_ANONYMOUS, "welcome"},
    {GET, "/inloggen/sso", MAY_ALL, login_sso, 0, "login.sso"},
    {POST, "/uitloggen", MAY_ENTER | ROLE_BIT(ROLE_MUUR), login_leave, 0, "logout"},
    {GET, "/account", MAY_ENTER, login_password, 0, "account.show"},
    {POST, "/account", MAY_ENTER, login_password, 0, "account.password"},

    /* What pages are made of */
    {GET, "/static/:hash/:name", MAY_ALL, static_page, 0, "static"},
    {GET, "/huisstijl.css", MAY_ALL, static_house_style, 0, "house-style"},
    {GET, "/logo.svg", MAY_ALL, static_logo, 0, "logo"},
    {GET, "/live", MAY_WATCH, live_page, ROUTE_RENEWS, "live"},

    {GET, "/rapport.css", MAY_ALL, page_style, 0, "report-style"},

    /* The wall */
    {GET, "/muur", MAY_WATCH, page_wall, ROUTE_SHARED, "wall"},

    /* Issues and posts; whoever sees a post's own words leaves a line */
    {GET, "/issues", MAY_READ, page_issues, 0, "issue.list"},
    {GET, "/issues/:id", MAY_READ, page_issue, 0, "issue.show"},
    {GET, "/issues/:id/analyse", MAY_READ, page_issue_analysis, 0, "issue.analysis"},
    {POST, "/issues/:id/naam", MAY_EDIT, page_issue_name, 0, "issue.name"},
    {POST, "/issues/:id/samenvoegen", MAY_EDIT, page_issue_merge, 0, "issue.merge"},
    {POST, "/issues/:id/splits", MAY_EDIT, page_issue_split, 0, "issue.split"},
    {POST, "/issues/:id/demp", MAY_EDIT, page_issue_mute, 0, "issue.mute"},
    {POST, "/issues/:id/gerucht", MAY_EDIT, page_issue_rumour, 0, "issue.rumour"},
    {POST, "/issues/:id/volg", MAY_READ, page_issue_follow, 0, "issue.follow"},
    {GET, "/berichten/:id", MAY_HELP, page_post, ROUTE_AUDIT, "post.show"},
    {POST, "/berichten/:id/merken", MAY_HELP, page_post_correct, 0, "post.correct"},

    /* Alerts and the crisis room */
    {GET, "/signalen", MAY_READ, page_alerts, 0, "alert.list"},
    {GET, "/signalen/:id", MAY_READ, page_crisis, 0, "alert.show"},
    {POST, "/signalen/:id/bevestig", MAY_EDIT, page_alert_decide, 0, "alert.confirm"},
    {POST, "/signalen/:id/verwerp", MAY_EDIT, page_alert_decide, 0, "alert.dismiss"},
    {POST, "/signalen/:id/schaal-op", MAY_EDIT, page_alert_raise, 0, "alert.raise"},
    {POST, "/signalen/:id/beeld", MAY_EDIT, page_crisis_picture, 0, "alert.picture"},

    /* Reports */
    {GET, "/rapporten", MAY_READ, page_reports, 0, "report.list"},
    {POST, "/rapporten", MAY_EDIT, page_report_make, 0, "report.make"},
    {GET, "/rapporten/:id", MAY_READ, page_report, 0, "report.show"},
    {GET, "/rapporten/:id/html", MAY_READ, page_report_html, 0, "report.html"},
    {GET, "/rapporten/:id/pdf", MAY_READ, page_report_pdf, 0, "report.pdf"},
    {POST, "/rapporten/:id/bewerk", MAY_EDIT, page_report_edit, ROUTE_LONG, "report.edit"},
    {POST, "/rapporten/:id/vaststellen", MAY_EDIT, page_report_fix, 0, "report.fix"},
    {POST, "/rapporten/:id/verstuur", MAY_EDIT, page_report_send, 0, "report.send"},

    /* Search; the page writes its own audit line, with the purpose */
    {GET, "/zoeken", MAY_READ, page_search, 0, "search"},
    {GET, "/zoeken/hulp", MAY_READ, page_search_help, 0, "search.help"},
    {POST, "/zoeken/bewaren", MAY_READ, page_search_keep, 0, "search.keep"},
    {POST, "/zoeken/weg", MAY_READ, page_search_drop, 0, "search.drop"},
    {POST, "/zoeken/abonneren", MAY_READ, page_search_subscribe, 0, "search.subscribe"},
    {POST, "/zoeken/analyse", MAY_EDIT, page_search_report, 0, "search.report"},

    /* Administration */
    {GET, "/beheer", MAY_MANAGE, page_sources, 0, "admin.sources"},
    {POST, "/beheer/bronnen", MAY_MANAGE, page_source_add, 0, "admin.source.add"},
    {POST, "/beheer/bronnen/weg", MAY_MANAGE, page_source_drop, 0, "admin.source.drop"},
    {GET, "/beheer/abonnees", MAY_MANAGE, page_subscribers, ROUTE_AUDIT, "admin.subscribers"},
    {POST, "/beheer/abonnees", MAY_MANAGE, page_subscriber_add, 0, "admin.subscriber.add"},
    {POST, "/beheer/abonnees/af", MAY_MANAGE, page_subscriber_drop, 0, "admin.subscriber.drop"},
    {GET, "/beheer/accounts", MAY_MANAGE, page_accounts, 0, "admin.accounts"},
    {POST, "/beheer/accounts", MAY_MANAGE, page_account_add, 0, "admin.account.add"},
    {POST, "/beheer/accounts/anders", MAY_MANAGE, page_account_change, 0, "admin.account.change"},
    {GET, "/beheer/inrichten", MAY_MANAGE, page_setup, 0, "admin.setup"},
    {POST, "/beheer/inrichten/gemeente", MAY_MANAGE, page_setup_town, 0, "admin.setup.town"},
    {POST, "/beheer/inrichten/wijken", MAY_MANAGE, page_setup_districts, ROUTE_LONG, "admin.setup.districts"},
    {POST, "/beheer/inrichten/mail", MAY_MANAGE, page_setup_mail, 0, "admin.setup.mail"},
    {POST, "/beheer/inrichten/proef", MAY_MANAGE, page_setup_try_mail, 0, "admin.setup.try-mail"},
    {GET, "/beheer/regels", MAY_MANAGE, page_parts, 0, "admin.parts"},
    {POST, "/beheer/regels/:deel", MAY_MANAGE, page_part_change, ROUTE_LONG, "admin.part.change"},
    {GET, "/beheer/bewaren", MAY_MANAGE, page_retention, 0, "admin.retention"},
    {GET, "/beheer/logboek", MAY_MANAGE, page_audit, ROUTE_AUDIT, "admin.audit"},

    /* Where the figures of reports lead to */
    {GET, "/inbox", MAY_READ, page_evidence, 0, "evidence"},
    {GET, "/berichten", MAY_READ, page_evidence, 0, "evidence"},
    {GET, "/personen", MAY_READ, page_evidence, 0, "evidence"},

    /* Webcare */
    {GET, "/webcare", MAY_HELP, page_inbox, 0, "case.list"},
    {GET, "/webcare/cijfers", MAY_READ, page_inbox_figures, 0, "case.figures"},
    {GET, "/webcare/gevraagd", MAY_HELP, page_inbox_asked, ROUTE_AUDIT, "case.asked"},
    {GET, "/webcare/:id", MAY_HELP, page_inbox, ROUTE_AUDIT, "case.show"},
    {POST, "/webcare/:id/:stap", MAY_HELP, page_case_step, 0, "case.step"},

    /* Without logging in */
    {GET, "/transparantie", MAY_ALL, public_transparency, 0, "public.transparency"},
    {GET, "/archief", MAY_ALL, public_archive, 0, "public.archive"},
    {GET, "/archief/:id", MAY_ALL, public_archive_html, 0, "public.archive.html"},
    {GET, "/archief/:id/pdf", MAY_ALL, public_archive_pdf, 0, "public.archive.pdf"},
    {GET, "/.well-known/security.txt", MAY_ALL, public_security_txt, 0, "public.security"},
    {GET, READERS_CONFIRM_PATH, MAY_ALL, public_confirm_show, 0, "reader.confirm.show"},
    {POST, READERS_CONFIRM_PATH, MAY_ALL, public_confirm, ROUTE_NO_CSRF, "reader.confirm"},
    {GET, READERS_SIGN_OFF_PATH, MAY_ALL, public_sign_off_show, 0, "reader.sign-off.show"},
    {POST, READERS_SIGN_OFF_PATH, MAY_ALL, public_sign_off, ROUTE_NO_CSRF, "reader.sign-off"},
    {GET, "/health", MAY_ALL, public_health, 0, "health"},
    {GET, "/metrics", MAY_ALL, public_metrics, 0, "metrics"},

    /* The JSON API and Atom feeds, by token */
    {GET, "/v1/openapi.json", MAY_ALL, api_openapi, ROUTE_API, "api.description"},
    {GET, "/v1/issues", MAY_READ, api_issues, ROUTE_API, "api.issues"},
    {GET, "/v1/issues/:id", MAY_READ, api_issue, ROUTE_API, "api.issue"},
    {GET, "/v1/berichten", MAY_HELP, api_posts, ROUTE_API | ROUTE_AUDIT, "api.posts"},
    {GET, "/v1/berichten/:id", MAY_HELP, api_post, ROUTE_API | ROUTE_AUDIT, "api.post"},
    {GET, "/v1/signalen", MAY_READ, api_alerts, ROUTE_API, "api.alerts"},
    {GET, "/v1/signalen/:id", MAY_READ, api_alert, ROUTE_API, "api.alert"},
    {GET, "/v1/rapporten", MAY_READ, api_reports, ROUTE_API, "api.reports"},
    {GET, "/v1/rapporten/:id", MAY_READ, api_report, ROUTE_API, "api.report"},
    {GET, "/feeds/issues", MAY_READ, feed_issues, ROUTE_API, "feed.issues"},
    {GET, "/feeds/signalen", MAY_READ, feed_alerts, ROUTE_API, "feed.alerts"},
    {GET, "/feeds/rapporten", MAY_READ, feed_reports, ROUTE_API, "feed.reports"},

    {0},
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The pages, one function a route (web.h). Each is told in the table of routes.c: who may come, and by which address. */
#ifndef NEWSROOM_PAGES_H
#define NEWSROOM_PAGES_H

#include "newsroom/web.h"

/* page_wall.c: the screen on the wall. */
int page_wall(struct visit *v, struct answer *a, struct err *err);

/* page_issues.c: the list with its filters. page_issue.c: one issue, and what people decide about it. */
int page_issues(struct visit *v, struct answer *a, struct err *err);
int page_issue(struct visit *v, struct answer *a, struct err *err);
int page_issue_analysis(struct visit *v, struct answer *a, struct err *err);
int page_issue_name(struct visit *v, struct answer *a, struct err *err);
int page_issue_merge(struct visit *v, struct answer *a, struct err *err);
int page_issue_split(struct visit *v, struct answer *a, struct err *err);
int page_issue_mute(struct visit *v, struct answer *a, struct err *err);
int page_issue_follow(struct visit *v, struct answer *a, struct err *err);
int page_issue_rumour(struct visit *v, struct answer *a, struct err *err);

/* page_post.c: one post with its marks and why, and their correction. */
int page_post(struct visit *v, struct answer *a, struct err *err);
int page_post_correct(struct visit *v, struct answer *a, struct err *err);

/* page_inbox.c: webcare. */
int page_inbox(struct visit *v, struct answer *a, struct err *err);
int page_case_step(struct visit *v, struct answer *a, struct err *err);
int page_inbox_figures(struct visit *v, struct answer *a, struct err *err);
int page_inbox_asked(struct visit *v, struct answer *a, struct err *err);

/* page_alerts.c: alerts and the crisis room. */
int page_alerts(struct visit *v, struct answer *a, struct err *err);
int page_crisis(struct visit *v, struct answer *a, struct err *err);
int page_alert_decide(struct visit *v, struct answer *a, struct err *err);
int page_alert_raise(struct visit *v, struct answer *a, struct err *err);
int page_crisis_picture(struct visit *v, struct answer *a, struct err *err);

/* page_reports.c */
int page_reports(struct visit *v, struct answer *a, struct err *err);
int page_report_make(struct visit *v, struct answer *a, struct err *err);
int page_report(struct visit *v, struct answer *a, struct err *err);
int page_report_edit(struct visit *v, struct answer *a, struct err *err);
int page_report_fix(struct visit *v, struct answer *a, struct err *err);
int page_report_send(struct visit *v, struct answer *a, struct err *err);
int page_report_html(struct visit *v, struct answer *a, struct err *err);
int page_report_pdf(struct visit *v, struct answer *a, struct err *err);

/* page_search.c */
int page_search(struct visit *v, struct answer *a, struct err *err);
int page_search_help(struct visit *v, struct answer *a, struct err *err);
int page_search_keep(struct visit *v, struct answer *a, struct err *err);
int page_search_drop(struct visit *v, struct answer *a, struct err *err);
int page_search_subscribe(struct visit *v, struct answer *a, struct err *err);
int page_search_report(struct visit *v, struct answer *a, struct err *err);
int page_evidence(struct visit *v, struct answer *a, struct err *err);

/* page_sources.c, page_accounts.c, page_setup.c, page_parts.c, page_admin.c: what an administrator needs, in words. */
int page_sources(struct visit *v, struct answer *a, struct err *err);
int page_source_add(struct visit *v, struct answer *a, struct err *err);
int page_source_drop(struct visit *v, struct answer *a, struct err *err);
int page_subscribers(struct visit *v, struct answer *a, struct err *err);
int page_subscriber_add(struct visit *v, struct answer *a, struct err *err);
int page_subscriber_drop(struct visit *v, struct answer *a, struct err *err);
int page_accounts(struct visit *v, struct answer *a, struct err *err);
int page_account_add(struct visit *v, struct answer *a, struct err *err);
int page_account_change(struct visit *v, struct answer *a, struct err *err);
int page_parts(struct visit *v, struct answer *a, struct err *err);
int page_part_change(struct visit *v, struct answer *a, struct err *err);
int page_setup(struct visit *v, struct answer *a, struct err *err);
int page_setup_town(struct visit *v, struct answer *a, struct err *err);
int page_setup_districts(struct visit *v, struct answer *a, struct err *err);
int page_setup_mail(struct visit *v, struct answer *a, struct err *err);
int page_setup_try_mail(struct visit *v, struct answer *a, struct err *err);
/* The first visit of all, by the invitation of `tamtam init`: the first account. */
int page_welcome(struct visit *v, struct answer *a, struct err *err);
int page_welcome_account(struct visit *v, struct answer *a, struct err *err);
int page_retention(struct visit *v, struct answer *a, struct err *err);
int page_audit(struct visit *v, struct answer *a, struct err *err);

/* page_style.c: the colours of the municipality and the classes of reports, as a style sheet. */
int page_style(struct visit *v, struct answer *a, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/archive.h"

#include "base/file.h"
#include "base/when.h"
#include "tamtam/dutch.h"

/* ---- writing beside the line ---- */

int archive_beside(struct desk *d, int (*fn)(struct store *s, void *context, struct err *err), void *context, struct err *err)
{
    struct store *store = NULL;
    int failed = store_open(&store, file_path(&d->arena, d->folder, "tamtam.db"), STORE_BESIDE, err) || store_begin(store, err);

    if (!failed) {
        failed = fn(store, context, err);
        if (failed)
            store_roll_back(store);
        else
            failed = store_commit(store, err);
    }
    store_close(store);
    return failed ? -1 : 0;
}

struct audit_row archive_row(const char *action, struct str object, const char *result, const struct doer *by)
{
    return (struct audit_row){.action = str_of(action),
                              .object = object,
                              .result = str_of(result),
                              .origin = STR("command line"),
                              .actor = by->name,
                              .time = by->now};
}

struct changing {
    struct arena *arena;
    int (*fn)(struct store *s, struct stored_report *report, struct arena *a, struct err *err);
    struct stored_report *report;
    const char *action; /* NULL: nobody's */
    const struct doer *by;
};

static struct str object_of(struct arena *a, const struct stored_report *report)
{
    return str_printf(a, "report %lld version %lld", (long long)report->id, (long long)report->version);
}

static int change_report(struct store *s, void *context, struct err *err)
{
    struct changing *c = context;
    struct audit_row row;

    if (c->fn(s, c->report, c->arena, err))
        return -1;
    if (!c->action)
        return 0;
    row = archive_row(c->action, object_of(c->arena, c->report), "done", c->by);
    return store_add_audit(s, &row, err);
}

/* One change and its line in the audit log, in one transaction. */
static int change(struct desk *d,
                  int (*fn)(struct store *s, struct stored_report *report, struct arena *a, struct err *err),
                  struct stored_report *report, const char *action, const struct doer *by, struct err *err)
{
    struct changing c = {&d->arena, fn, report, action, by};

    return archive_beside(d, change_report, &c, err);
}

static int add_row(struct store *s, void *context, struct err *err)
{
    return store_add_audit(s, context, err);
}

int archive_audit(struct desk *d, const char *action, struct str object, const char *result, const struct doer *by,
                  struct err *err)
{
    struct audit_row row = archive_row(action, object, result, by);

    return archive_beside(d, add_row, &row, err);
}

/* ---- orders and rows ---- */

int archive_number(struct desk *d, struct order *order, struct err *err)
{
    enum { BACK_DAYS = 3 };
    struct stored_report *reports;
    int n;

    if (order->kind != REPORT_CRISIS)
        return 0;
    if (store_reports(d->store, &d->arena, &reports, &n, err))
        return -1;
    order->number = 1;
    for (int i = 0; i < n; i++)
        order->number += reports[i].version == 1 && str_is(reports[i].kind, report_names[REPORT_CRISIS].name) &&
                         str_eq(reports[i].subject, order->subject) && reports[i].to < order->to &&
                         reports[i].to > order->to - BACK_DAYS * (int64_t)WHEN_DAY;
    return 0;
}

static int put_concept(struct store *s, struct stored_report *report, struct arena *a, struct err *err)
{
    return store_put_concept(s, a, report, err);
}

int archive_note(struct desk *d, const struct order *order, struct stored_report *report, struct err *err)
{
    *report = (struct stored_report){.kind = str_of(report_names[order->kind].name),
                                     .subject = order->subject,
                                     .from = order->from,
                                     .to = order->to,
                                     .made = order->made};
    return change(d, put_concept, report, NULL, NULL, err);
}

int archive_find(struct desk *d, int64_t id, struct stored_report *report, struct err *err)
{
    if (store_report(d->store, &d->arena, id, 0, report, err))
        return -1;
    return report->id ? 0 : err_set(err, "no report %lld; 'tamtam report list' shows them", (long long)id);
}

int archive_order(struct desk *d, const struct stored_report *report, struct order *order, struct err *err)
{
    int kind = value_of(report_names, report->kind);

    if (kind < 0)
        return err_set(err, "report %lld is of a kind that this program does not know: %.*s", (long long)report->id,
                       STR_ARG(report->kind));
    *order = (struct order){.kind = (enum report_kind)kind,
                            .subject = report->subject,
                            .from = report->from,
                            .to = report->to,
                            .made = report->made};
    return archive_number(d, order, err);
}

void archive_file_name(struct desk *d, const struct stored_report *report, struct buf *name)
{
    struct order order;
    struct err ignored;

    if (archive_order(d, report, &order, &ignored) == 0)
        order_file_name(&order, name);
}

int archive_compose(struct desk *d, const struct stored_report *report, bool final, struct document *doc,
                    struct buf *lost, struct err *err)
{
    struct order order;

    if (archive_order(d, report, &order, err) || order_compose(d, &order, doc, err))
        return -1;
    if (report->edits.n || final)
        edits_apply(doc, report->edits, report->fixed_by, final, lost);
    return 0;
}

/* ---- editing and fixing ---- */

int archive_items(struct desk *d, const struct stored_report *report, struct edits *e, struct arena *a, struct err *err)
{
    struct document doc = {0};
    struct order order;
    int failed;

    doc_init(&doc);
    failed = edits_read(e, report->edits, a, err) || archive_order(d, report, &order, err) || order_compose(d, &order, &doc, err);
    if (!failed)
        edits_meet(e, &doc, a);
    doc_release(&doc);
    return failed ? -1 : 0;
}

struct editing {
    const struct stored_report *seen;
    struct str items;
    struct audit_row row;
};

static int put_edits(struct store *s, void *context, struct err *err)
{
    struct editing *e = context;

    return store_edit_report(s, e->seen, e->items, err) || store_add_audit(s, &e->row, err) ? -1 : 0;
}

int archive_edit(struct desk *d, const struct stored_report *report, struct str items, const struct doer *by,
                 struct err *err)
{
    struct arena a = {0};
    struct editing editing = {report, items, archive_row("report-edit", object_of(&a, report), "done", by)};
    int failed = edits_read(arena_alloc(&a, sizeof(struct edits)), items, &a, err) || archive_beside(d, put_edits, &editing, err);

    arena_release(&a);
    return failed ? -1 : 0;
}

unsigned long long archive_mark(const struct stored_report *report)
{
    return str_hash(report->edits);
}

static int put_sending(struct store *s, struct stored_report *report, struct arena *a, struct err *err)
{
    bool is_picture = str_is(report->kind, report_names[REPORT_CRISIS].name);
    struct buf day = {0};
    struct job job = {.kind = is_picture ? STR("picture") : STR("send"),
                      .due = report->made,
                      .urgency = is_picture ? URGENCY_ALERT : URGENCY_SOON,
                      .once_key = str_printf(a, "sending/%lld/%lld/%llx/%lld", (long long)report->id, (long long)report->version,
                                             str_hash(report->edits), (long long)report->fixed)};
    int failed;

    when_print_day(&day, when_day(report->to));
    job.subject = is_picture ? str_printf(a, "%lld", (long long)report->id) : buf_str(&day);
    failed = store_add_job(s, &job, err);
    buf_release(&day);
    return failed;
}

int archive_send(struct desk *d, struct stored_report *report, const struct doer *by, struct err *err)
{
    return change(d, put_sending, report, "report-send", by, err);
}

static int put_fixed(struct store *s, struct stored_report *report, struct arena *a, struct err *err)
{
    (void)a;
    return store_fix_report(s, report, err);
}

static void sign(struct document *doc, const struct doer *by)
{
    struct buf b = {0};

    dutch_date_tiny(&b, when_day(by->now));
    buf_puts(&b, ", ");
    dutch_hour(&b, by->now);
    buf_puts(&b, " · ");
    buf_add(&b, by->name);
    /* A crisis picture keeps its level. */
    if (doc->head.status == STATUS_CONCEPT)
        doc->head.status = STATUS_FIXED;
    doc->head.status_by = doc_printf(doc, doc->head.status == STATUS_FIXED ? "%s" : "vastgesteld %s", buf_c(&b));
    buf_release(&b);
}

static int keep_bytes(struct desk *d, const struct document *doc, const struct order *order, enum format format,
                      struct str *kept, struct err *err)
{
    struct municipality town = d->town;
    struct buf bytes = {0};
    int failed;

    town.pages = order_pages(order, &d->town);
    failed = publish_bytes(doc, &town, format, &bytes, err);
    if (!failed)
        *kept = str_copy(&d->arena, buf_str(&bytes));
    buf_release(&bytes);
    return failed;
}

/* Words on a part that is no longer there would go with the concept: 1, and the parts in `lost`. */
static int check_words(struct desk *d, const struct stored_report *report, struct buf *lost, struct err *err)
{
    struct arena a = {0};
    struct edits *e = arena_alloc(&a, sizeof *e);
    int failed = archive_items(d, report, e, &a, err);

    for (const struct edit *part = e->v; failed >= 0 && part < e->v + e->n; part++)
        if (part->lost) {
            buf_printf(lost, "%.*s\n", STR_ARG(part->title));
            err_set(err,
                    "report %lld has no part '%.*s' any more, but words were written on it: take them elsewhere (tamtam report "
                    "edit), then fix it",
                    (long long)report->id, STR_ARG(part->title));
            failed = 1;
        }
    arena_release(&a);
    return failed;
}

int archive_fix(struct desk *d, struct stored_report *report, const struct doer *by, struct buf *lost, struct err *err)
{
    struct document doc = {0};
    struct order order;
    int failed;

    if (report->fixed)
        return err_set(err, "report %lld is fixed and never changes; make it anew for a next version",
                       (long long)report->id);
    failed = check_words(d, report, lost, err);
    if (failed)
        return failed;
    report->fixed_by = by->name;
    doc_init(&doc);
    failed = archive_order(d, report, &order, err) || archive_compose(d, report, true, &doc, lost, err);
    if (!failed) {
        sign(&doc, by);
        failed = keep_bytes(d, &doc, &order, FORMAT_HTML, &report->html, err) ||
                 keep_bytes(d, &doc, &order, FORMAT_PDF, &report->pdf, err) ||
                 keep_bytes(d, &doc, &order, FORMAT_TXT, &report->text, err);
    }
    doc_release(&doc);
    report->fixed = by->now;
    return failed || change(d, put_fixed, report, "report-fix", by, err) ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Edits and the document that they are of. */
#include "tamtam/edits.h"

/* ---- the parts of a document ---- */

static bool is_part(const struct block *b)
{
    return b->kind == BLOCK_SECTION && (b->section.kind == SECTION_POINT || b->section.kind == SECTION_PLAIN) &&
           b->section.title.n;
}

/* The table of a part whose rows an analyst may order: the one with heads. */
static struct block *table_of(const struct block *part)
{
    for (struct block *b = part->first; b; b = b->next)
        if (b->kind == BLOCK_TABLE && b->table.first && b->table.first->first &&
            b->table.first->first->kind == CELL_HEAD)
            return b;
    return NULL;
}

static struct str head_of(const struct row *r, struct arena *a)
{
    return prose_plain(&r->first->text, a);
}

/* A heading may have got another finding behind its colon. */
static bool same_title(struct str a, struct str b)
{
    struct str name_a = str_cut(&a, ':');
    struct str name_b = str_cut(&b, ':');

    return str_eq_nocase(str_trim(name_a), str_trim(name_b));
}

static struct edit *edit_of(struct edits *e, struct str title)
{
    for (int i = 0; i < e->n; i++)
        if (same_title(e->v[i].title, title))
            return &e->v[i];
    return NULL;
}

static bool has_part(const struct document *d, struct str title)
{
    for (const struct block *b = d->root->first; b; b = b->next)
        if (is_part(b) && same_title(title, b->section.title))
            return true;
    return false;
}

/* ---- meeting the document of now ---- */

static bool names_line(const struct edit *part, struct str line)
{
    for (int i = 0; i < part->nlines; i++)
        if (str_eq_nocase(part->lines[i].text, line))
            return true;
    return false;
}

static bool has_row(const struct block *table, struct str line, struct arena *a)
{
    for (const struct row *r = table ? table->table.first : NULL; r; r = r->next)
        if (str_eq_nocase(head_of(r, a), line))
            return true;
    return false;
}

/* What fell off stays so when it comes back; other lines are those of the table. */
static void meet_lines(struct edit *part, const struct block *table, struct arena *a)
{
    int n = 0;

    for (int i = 0; i < part->nlines; i++)
        if (part->lines[i].gone || has_row(table, part->lines[i].text, a))
            part->lines[n++] = part->lines[i];
    part->nlines = n;
    for (const struct row *r = table ? table->table.first : NULL; r && part->nlines < EDITS_MOST_LINES; r = r->next)
        if (!names_line(part, head_of(r, a)))
            part->lines[part->nlines++].text = head_of(r, a);
}

/* Room for a part that the edits don't name: a point behind the last one that takes words, another at the end. NULL: there is none. */
static struct edit *make_room(struct edits *e, bool point)
{
    int at = e->n;

    if (e->n == EDITS_MOST_PARTS)
        return NULL;
    while (point && at > 0 && !e->v[at - 1].worded)
        at--;
    for (int i = e->n++; i > at; i--)
        e->v[i] = e->v[i - 1];
    e->v[at] = (struct edit){0};
    return &e->v[at];
}

static void meet_part(struct edits *e, const struct block *b, bool ordered, struct arena *a)
{
    struct edit *part = edit_of(e, b->section.title);
    bool point = b->section.kind == SECTION_POINT;

    if (!part)
        part = make_room(e, ordered && point);
    if (!part)
        return;
    part->title = str_copy(a, b->section.title);
    part->worded = point || edit_has_words(part);
    meet_lines(part, table_of(b), a);
}

void edits_meet(struct edits *e, const struct document *d, struct arena *a)
{
    struct edits *old = arena_alloc(a, sizeof *old);
    bool whole = false, ordered = false;

    *old = *e;
    for (int i = 0; i < old->n; i++)
        whole |= edit_is_whole(&old->v[i]);
    e->n = 0;
    if (!whole)
        e->v[e->n++] = edit_of_whole();
    for (int i = 0; i < old->n && e->n < EDITS_MOST_PARTS; i++) {
        struct edit *part = &old->v[i];

        part->lost = !edit_is_whole(part) && !has_part(d, part->title);
        ordered |= !edit_is_whole(part) && !part->lost;
        if (!part->lost || edit_has_words(part))
            e->v[e->n++] = *part;
    }
    for (const struct block *b = d->root->first; b; b = b->next)
        if (is_part(b))
            meet_part(e, b, ordered, a);
}

/* ---- moving and dropping ---- */

/* Takes a child out of its parent's list. */
static void drop_block(struct block *parent, struct block *child)
{
    struct block *before = NULL;

    for (struct block *b = parent->first; b; before = b, b = b->next) {
        if (b != child)
            continue;
        if (before)
            before->next = b->next;
        else
            parent->first = b->next;
        if (parent->last == b)
            parent->last = before;
        return;
    }
}

static void order_rows(struct block *table, const struct edit *edit, struct arena *a)
{
    struct table *t = &table->table;
    struct row *rest = t->first;
    struct row **tail = &t->first;

    t->first = t->last = NULL;
    for (int i = 0; i < edit->nlines; i++)
        for (struct row **at = &rest; *at; at = &(*at)->next) {
            struct row *r = *at;

            if (!str_eq_nocase(head_of(r, a), edit->lines[i].text))
                continue;
            *at = r->next;
            if (!edit->lines[i].gone) {
                *tail = t->last = r;
                tail = &r->next;
            }
            break;
        }
    *tail = rest;
    for (struct row *r = rest; r; r = r->next)
        t->last = r;
}

/* Links the children of a block anew, in the order of the list. */
static void link_children(struct block *parent, struct block **list, int n)
{
    parent->first = n ? list[0] : NULL;
    parent->last = n ? list[n - 1] : NULL;
    for (int i = 0; i < n; i++)
        list[i]->next = i + 1 < n ? list[i + 1] : NULL;
}

/* The parts that are named first, in their order, in the places where parts stood; a rank belongs to a place. */
static void order_parts(struct document *d, const struct edits *e, struct arena *a)
{
    int n = 0, nparts = 0, k = 0, point = 0;

    for (struct block *b = d->root->first; b; b = b->next)
        n++;
    struct block **all = arena_alloc(a, (size_t)n * sizeof *all);
    struct block **left = arena_alloc(a, (size_t)n * sizeof *left);
    struct block **sorted = arena_alloc(a, (size_t)n * sizeof *sorted);
    int *ranks = arena_alloc(a, (size_t)n * sizeof *ranks);

    n = 0;
    for (struct block *b = d->root->first; b; b = b->next) {
        all[n++] = b;
        if (is_part(b)) {
            ranks[nparts] = b->rank;
            left[nparts++] = b;
        }
    }
    for (int i = 0; i < e->n; i++)
        for (int j = 0; j < nparts; j++)
            if (left[j] && same_title(e->v[i].title, left[j]->section.title)) {
                sorted[k++] = left[j];
                left[j] = NULL;
                break;
            }
    for (int j = 0; j < nparts; j++)
        if (left[j])
            sorted[k++] = left[j];
    k = 0;
    for (int i = 0; i < n; i++)
        if (is_part(all[i])) {
            all[i] = sorted[k];
            all[i]->rank = ranks[k++];
            if (all[i]->section.kind == SECTION_POINT && all[i]->section.kicker.n)
                all[i]->section.kicker = doc_printf(d, "Hoofdpunt %d", ++point);
        }
    link_children(d->root, all, n);
}

/* ---- words of a person ---- */

static bool is_open(const struct prose *p, struct arena *a)
{
    return str_find_nocase(prose_plain(p, a), STR("nog in te vullen")) >= 0;
}

/* The small section of a part whose title begins so, in its columns. */
static struct block *small_section(struct block *part, const char *start)
{
    for (struct block *c = part->first; c; c = c->next)
        for (struct block *b = c->kind == BLOCK_COLUMNS ? c->first : NULL; b; b = b->next)
            if (b->kind == BLOCK_SECTION && str_starts(b->section.title, str_of(start)))
                return b;
    return NULL;
}

static void fill_advice(struct block *parent, const struct edit *e)
{
    struct prose *p;

    if (!e->advice.n)
        return;
    p = doc_paragraph(parent, TEXT_PLAIN);
    prose_strong(p, STR("Advies. "));
    prose_add(p, e->advice);
    if (e->owner.n) {
        prose_add(p, STR(" Eigenaar: "));
        prose_add(p, e->owner);
        prose_add(p, STR("."));
    }
}

/* Drops the items that are still to be filled in. */
static void drop_open_items(struct block *list, struct arena *a)
{
    struct item *before = NULL;

    for (struct item *i = list->list.first; i; i = i->next) {
        if (!is_open(&i->text, a)) {
            before = i;
            continue;
        }
        if (before)
            before->next = i->next;
        else
            list->list.first = i->next;
        if (list->list.last == i)
            list->list.last = before;
    }
}

static void fill_actions(struct block *section, const struct edit *e, bool final, struct arena *a)
{
    for (struct block *list = section->first; list; list = list->next) {
        struct prose *p;

        if (list->kind != BLOCK_LIST)
            continue;
        if (final || (e && e->advice.n))
            drop_open_items(list, a);
        if (!e || !e->advice.n)
            return;
        p = doc_item(list, 0);
        prose_add(p, e->advice);
        if (e->owner.n) {
            prose_add(p, STR(" "));
            prose_subtle(p, str_printf(a, "– %.*s", STR_ARG(e->owner)));
        }
        return;
    }
}

static void fill_part(struct block *part, const struct edit *e, struct str by, bool final, struct arena *a)
{
    struct block *reading = small_section(part, "Duiding");
    struct block *now = small_section(part, "Wat nu");
    bool words = e && e->duiding.n;

    if (reading && words) {
        reading->first = reading->last = NULL;
        prose_add(doc_paragraph(reading, TEXT_PLAIN), e->duiding);
    } else if (words) {
        prose_add(doc_paragraph(doc_quote(part, STR("Duiding"), by), TEXT_PLAIN), e->duiding);
    }
    if (reading && (words || final))
        reading->section.title = STR("Duiding");
    if (now)
        fill_actions(now, e, final, a);
    else if (e && e->advice.n)
        fill_advice(part->last && part->last->kind == BLOCK_QUOTE ? part->last : doc_quote(part, STR("Advies"), by), e);
}

/* The words on the whole report: in the place that waits for them, or before the account. */
static void fill_whole(struct document *d, const struct edit *e, struct str by, bool final, struct arena *a)
{
    struct block *quote = NULL;
    bool words = e && (e->duiding.n || e->advice.n);

    for (struct block *b = d->root->first; b; b = b->next)
        if (b->kind == BLOCK_QUOTE && b->first && b->first->kind == BLOCK_PARAGRAPH &&
            is_open(&b->first->paragraph.text, a))
            quote = b;
    if (!words) {
        if (quote && final)
            drop_block(d->root, quote);
        return;
    }
    if (!quote)
        quote = doc_quote(d->root, STR("Duiding en advies"), by);
    quote->first = quote->last = NULL;
    quote->quote.by = by.n ? doc_copy(d, by) : quote->quote.by;
    if (e->duiding.n)
        prose_add(doc_paragraph(quote, TEXT_PLAIN), e->duiding);
    fill_advice(quote, e);
}

/* The account stands last, also when words came behind it. */
static void account_last(struct document *d)
{
    for (struct block *b = d->root->first; b && b != d->root->last; b = b->next)
        if (b->kind == BLOCK_PARAGRAPH && b->paragraph.kind == TEXT_ACCOUNT) {
            drop_block(d->root, b);
            b->next = NULL;
            d->root->last->next = b;
            d->root->last = b;
            return;
        }
}

/* A report's words run on over the ends of lines. */
static void run_on(struct str *words, struct arena *a)
{
    char *text = str_c(a, *words);

    for (size_t i = 0; i < words->n; i++)
        if (text[i] == '\n')
            text[i] = ' ';
    words->p = text;
}

/* What the report no longer has and somebody did something to. */
static void tell_lost(const struct document *d, const struct edits *e, struct buf *lost)
{
    for (const struct edit *part = e->v; part < e->v + e->n; part++)
        if ((part->hidden || edit_has_words(part)) && !edit_is_whole(part) && !has_part(d, part->title))
            buf_printf(lost, "%.*s\n", STR_ARG(part->title));
}

void edits_apply(struct document *d, struct str text, struct str by, bool final, struct buf *lost)
{
    struct arena a = {0};
    struct edits *e = arena_alloc(&a, sizeof *e);
    struct err ignored;

    edits_read(e, text, &a, &ignored);
    for (struct edit *part = e->v; part < e->v + e->n; part++) {
        run_on(&part->duiding, &a);
        run_on(&part->advice, &a);
        run_on(&part->owner, &a);
    }
    tell_lost(d, e, lost);
    edits_meet(e, d, &a);
    order_parts(d, e, &a);
    for (struct block *b = d->root->first, *next; b; b = next) {
        const struct edit *edit = is_part(b) ? edit_of(e, b->section.title) : NULL;
        struct block *table = is_part(b) ? table_of(b) : NULL;

        next = b->next;
        if (edit && edit->hidden) {
            drop_block(d->root, b);
            continue;
        }
        if (edit && table)
            order_rows(table, edit, &a);
        if (is_part(b))
            fill_part(b, edit, by, final, &a);
    }
    fill_whole(d, edit_of(e, edit_of_whole().title), by, final, &a);
    account_last(d);
    doc_finish(d);
    arena_release(&a);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/edits.h"

#include <stdlib.h>

enum { MOST_PARTS = 64, MOST_LINES = 64 };

static const char whole_report[] = "Hele rapport";

/* ---- the text ---- */

struct edit {
    struct str title;
    bool hidden;
    struct str duiding, advice, owner;
    struct str lines[MOST_LINES]; /* in their order */
    bool gone[MOST_LINES];
    int nlines;
};
struct edits {
    struct edit v[MOST_PARTS];
    int n;
    struct arena arena;
};

static int read_key(struct edits *e, struct str key, struct str value, int number, struct err *err)
{
    struct edit *part = &e->v[e->n - 1];
    bool gone = str_is(key, "weg");

    if (str_is(key, "tonen")) {
        if (!str_is(value, "ja") && !str_is(value, "nee"))
            return err_set(err, "regel %d: tonen is ja of nee, niet '%.*s'", number, STR_ARG(value));
        part->hidden = str_is(value, "nee");
    } else if (str_is(key, "duiding")) {
        part->duiding = value;
    } else if (str_is(key, "advies")) {
        part->advice = value;
    } else if (str_is(key, "eigenaar")) {
        part->owner = value;
    } else if (str_is(key, "regel") || gone) {
        if (part->nlines == MOST_LINES)
            return err_set(err, "regel %d: meer dan %d regels in een deel", number, MOST_LINES);
        part->gone[part->nlines] = gone;
        part->lines[part->nlines++] = value;
    } else {
        return err_set(err, "regel %d: '%.*s' bestaat niet; er zijn tonen, duiding, advies, eigenaar, regel en weg",
                       number, STR_ARG(key));
    }
    return 0;
}

/* The next line with those that go on it, joined by a blank. */
static struct str next_line(struct arena *a, struct str *rest, int *number)
{
    struct str line = str_trim(str_cut(rest, '\n'));

    ++*number;
    while (line.n && line.p[0] != '#' && line.p[0] != '[' && rest->n && (rest->p[0] == ' ' || rest->p[0] == '\t')) {
        struct str more = str_trim(str_cut(rest, '\n'));

        ++*number;
        if (more.n)
            line = str_printf(a, "%.*s %.*s", STR_ARG(line), STR_ARG(more));
    }
    return line;
}

static int read_edits(struct edits *e, struct str text, struct err *err)
{
    int number = 0;

    while (text.n) {
        struct str line = next_line(&e->arena, &text, &number);

        if (!line.n || line.p[0] == '#')
            continue;
        if (line.p[0] == '[') {
            if (line.p[line.n - 1] != ']')
                return err_set(err, "regel %d: een deel is [zijn titel]", number);
            if (e->n == MOST_PARTS)
                return err_set(err, "regel %d: meer dan %d delen", number, MOST_PARTS);
            e->v[e->n++].title = str_trim(str_sub(line, 1, line.n - 2));
            continue;
        }
        if (e->n == 0)
            return err_set(err, "regel %d: eerst komt een deel, als [zijn titel]", number);
        if (str_find(line, STR(":")) < 0)
            return err_set(err, "regel %d: een dubbelepunt ontbreekt", number);
        struct str key = str_trim(str_cut(&line, ':'));
        if (read_key(e, key, str_trim(line), number, err))
            return -1;
    }
    return 0;
}

int edits_check(struct str text, struct err *err)
{
    struct edits *e = mem_calloc(1, sizeof *e);
    int result = read_edits(e, text, err);

    arena_release(&e->arena);
    free(e);
    return result;
}

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

void edits_write(const struct document *d, struct buf *out)
{
    struct arena a = {0};

    buf_printf(out, "# %.*s\n", STR_ARG(d->head.full_title));
    buf_puts(
        out,
        "# Zet de onderdelen in de volgorde die u wilt. 'tonen: nee' laat een onderdeel weg, 'weg:' in plaats van "
        "'regel:' een regel.\n"
        "# Duiding, advies en eigenaar schrijft u achter de dubbele punt; een vervolgregel begint met een spatie.\n\n");
    buf_printf(out, "[%s]\nduiding:\nadvies:\neigenaar:\n", whole_report);
    for (const struct block *b = d->root->first; b; b = b->next) {
        struct block *table;

        if (!is_part(b))
            continue;
        buf_printf(out, "\n[%.*s]\ntonen: ja\n", STR_ARG(b->section.title));
        if (b->section.kind == SECTION_POINT)
            buf_puts(out, "duiding:\nadvies:\neigenaar:\n");
        table = table_of(b);
        for (const struct row *r = table ? table->table.first : NULL; r; r = r->next)
            buf_printf(out, "regel: %.*s\n", STR_ARG(head_of(r, &a)));
    }
    arena_release(&a);
}

/* ---- moving and dropping ---- */

static const struct edit *edit_of(const struct edits *e, struct str title)
{
    for (int i = 0; i < e->n; i++)
        if (same_title(e->v[i].title, title))
            return &e->v[i];
    return NULL;
}

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

            if (!str_eq_nocase(head_of(r, a), edit->lines[i]))
                continue;
            *at = r->next;
            if (!edit->gone[i]) {
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
static void order_parts(struct document *d, struct edits *e)
{
    int n = 0, nparts = 0, k = 0, point = 0;

    for (struct block *b = d->root->first; b; b = b->next)
        n++;
    struct block **all = arena_alloc(&e->arena, (size_t)n * sizeof *all);
    struct block **left = arena_alloc(&e->arena, (size_t)n * sizeof *left);
    struct block **sorted = arena_alloc(&e->arena, (size_t)n * sizeof *sorted);
    int *ranks = arena_alloc(&e->arena, (size_t)n * sizeof *ranks);

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

void edits_apply(struct document *d, struct str text, struct str by, bool final, struct buf *lost)
{
    struct edits *e = mem_calloc(1, sizeof *e);
    struct err ignored;

    read_edits(e, text, &ignored);
    for (int i = 0; i < e->n; i++) {
        bool found = str_eq_nocase(e->v[i].title, str_of(whole_report));

        for (struct block *b = d->root->first; b && !found; b = b->next)
            found = is_part(b) && same_title(e->v[i].title, b->section.title);
        if (!found)
            buf_printf(lost, "%.*s\n", STR_ARG(e->v[i].title));
    }
    order_parts(d, e);
    for (struct block *b = d->root->first, *next; b; b = next) {
        const struct edit *edit = is_part(b) ? edit_of(e, b->section.title) : NULL;
        struct block *table = is_part(b) ? table_of(b) : NULL;

        next = b->next;
        if (edit && edit->hidden) {
            drop_block(d->root, b);
            continue;
        }
        if (edit && table && edit->nlines)
            order_rows(table, edit, &e->arena);
        if (is_part(b))
            fill_part(b, edit, by, final, &e->arena);
    }
    fill_whole(d, edit_of(e, str_of(whole_report)), by, final, &e->arena);
    account_last(d);
    doc_finish(d);
    arena_release(&e->arena);
    free(e);
}

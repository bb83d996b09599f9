/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/digest.h"

#include "base/utf8.h"
#include "desk/search.h"
#include "tamtam/words.h"

static const struct {
    const char *cut, *label;
} cuts[] = {{"theme", "thema"}, {"district", "wijk"}, {"person", "persoon"}, {"alert", "alarmen vanaf"},
          {"issue", "issue"},  {"search", "zoekvraag"}};

static struct str word_of(const struct subscriber *s)
{
    int theme = str_is(s->cut, "theme") ? value_of(theme_names, s->value) : -1;

    return theme >= 0 ? str_of(theme_names[theme].label) : s->value;
}

struct str digest_choice(const struct subscriber *s, struct arena *a)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (str_is(s->cut, cuts[i].cut))
            return str_printf(a, "Uw keuze: %s %.*s", cuts[i].label, STR_ARG(word_of(s)));
    return STR("Uw keuze: de hele tamtam");
}

int digest_issue(struct str value, int64_t *id)
{
    long long number;

    if (str_to_number(value, INT64_MAX, &number) || number < 1)
        return -1;
    *id = number;
    return 0;
}

/* ---- what it is about ---- */

enum { MOST_ISSUES = 50 };

/* The issues of the posts that a search finds in a window. */
struct found {
    int64_t from;
    int64_t issues[MOST_ISSUES];
    int n;
};

static int note_issue(void *context, const struct stored_post *p)
{
    struct found *f = context;

    if (p->post.time < f->from)
        return 1;
    for (int i = 0; i < f->n; i++)
        if (f->issues[i] == p->issue)
            return 0;
    if (p->issue)
        f->issues[f->n++] = p->issue;
    return f->n == MOST_ISSUES;
}

/* The titles by which the tamtam names these issues. */
static int take_titles(struct desk *d, const int64_t *issues, int n, struct arena *a, struct topic *topic, struct err *err)
{
    struct str *words = arena_alloc(a, ((size_t)n + 1) * sizeof *words);

    for (int i = 0; i < n; i++) {
        struct stored_issue issue;

        if (store_issue(d->store, a, issues[i], &issue, err))
            return -1;
        if (issue.title.n)
            words[topic->nwords++] = words_short_title(issue.title);
    }
    topic->words = words;
    return 0;
}

int digest_topic(struct desk *d, const struct subscriber *s, int64_t from, int64_t to, struct arena *a, struct topic *topic, struct err *err)
{
    struct found f = {.from = from};
    bool is_issue = str_is(s->cut, "issue");

    *topic = (struct topic){.name = str_copy(a, word_of(s))};
    if (is_issue && digest_issue(s->value, &f.issues[f.n++]))
        return err_set(err, "'%.*s' is no number of an issue", STR_ARG(s->value));
    if (str_is(s->cut, "search") && search_posts(d, s->value, to, note_issue, &f, err) < 0)
        return -1;
    if (!is_issue && !str_is(s->cut, "search")) {
        topic->words = &topic->name;
        topic->nwords = topic->name.n > 0;
        return 0;
    }
    if (take_titles(d, f.issues, f.n, a, topic, err))
        return -1;
    if (is_issue && topic->nwords)
        topic->name = topic->words[0];
    return 0;
}

/* ---- does it name the topic? ---- */

static bool text_has(struct str text, struct str word)
{
    struct buf a = {0}, b = {0};
    bool found;

    utf8_fold(&a, text);
    utf8_fold(&b, word);
    found = str_find(buf_str(&a), buf_str(&b)) >= 0;
    buf_release(&a);
    buf_release(&b);
    return found;
}

static bool text_names(struct str text, const struct topic *topic)
{
    for (int i = 0; i < topic->nwords; i++)
        if (text_has(text, topic->words[i]))
            return true;
    return false;
}

static bool prose_names(const struct prose *p, const struct topic *topic)
{
    struct arena a = {0};
    bool found = text_names(prose_plain(p, &a), topic);

    arena_release(&a);
    return found;
}

static bool row_names(const struct row *r, const struct topic *topic)
{
    for (const struct cell *c = r->first; c; c = c->next)
        if (prose_names(&c->text, topic))
            return true;
    return false;
}

static bool block_names(const struct block *b, const struct topic *topic)
{
    if (b->kind == BLOCK_PARAGRAPH && prose_names(&b->paragraph.text, topic))
        return true;
    if (b->kind == BLOCK_SECTION) {
        if (text_names(b->section.title, topic))
            return true;
        for (int i = 0; i < b->section.nfacts; i++)
            if (text_names(b->section.facts[i], topic))
                return true;
    }
    if (b->kind == BLOCK_LIST)
        for (const struct item *i = b->list.first; i; i = i->next)
            if (prose_names(&i->text, topic))
                return true;
    if (b->kind == BLOCK_TABLE)
        for (const struct row *r = b->table.first; r; r = r->next)
            if (row_names(r, topic))
                return true;
    if (b->kind == BLOCK_VOICES)
        for (const struct voice_row *v = b->voices.first; v; v = v->next)
            if (prose_names(&v->text, topic))
                return true;
    for (const struct block *child = b->first; child; child = child->next)
        if (block_names(child, topic))
            return true;
    return false;
}

/* ---- cutting ---- */

static int cut_list(struct list *l, const struct topic *topic)
{
    struct item *all = l->first;
    struct item **end = &l->first;
    int kept = 0;

    l->last = NULL;
    for (struct item *i = all; i; i = i->next)
        if (prose_names(&i->text, topic)) {
            *end = i;
            end = &i->next;
            l->last = i;
            kept++;
        }
    *end = NULL;
    return kept;
}

static int cut_rows(struct table *t, const struct topic *topic)
{
    struct row *all = t->first;
    struct row **end = &t->first;
    int kept = 0;

    t->last = NULL;
    for (struct row *r = all; r; r = r->next)
        if (row_names(r, topic)) {
            *end = r;
            end = &r->next;
            t->last = r;
            kept++;
        }
    *end = NULL;
    return kept;
}

static bool is_account(const struct block *b)
{
    return b->kind == BLOCK_PARAGRAPH && b->paragraph.kind == TEXT_ACCOUNT;
}

/* How much of a block stays; 0: it goes. A main point stays whole or goes. */
static int cut_block(struct block *b, const struct topic *topic)
{
    struct block *all = b->first;
    struct block **end = &b->first;
    int kept = 0;

    if (b->kind == BLOCK_LIST)
        return cut_list(&b->list, topic);
    if (b->kind == BLOCK_TABLE)
        return cut_rows(&b->table, topic);
    if ((b->kind == BLOCK_SECTION && b->section.kind == SECTION_POINT) || b->kind == BLOCK_PARAGRAPH)
        return block_names(b, topic);
    b->last = NULL;
    for (struct block *child = all; child; child = child->next) {
        int part = cut_block(child, topic);

        kept += part;
        if (part || is_account(child)) {
            *end = child;
            end = &child->next;
            b->last = child;
        }
    }
    *end = NULL;
    return kept;
}

int digest_cut(struct document *doc, const struct topic *topic)
{
    int kept = topic->name.n ? cut_block(doc->root, topic) : 1;

    if (kept == 0)
        prose_printf(doc_paragraph(doc->root, TEXT_LEAD), "Niets bijzonders over %.*s in deze tamtam.", STR_ARG(topic->name));
    doc_finish(doc);
    return kept;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/digest.h"

#include "base/utf8.h"

static const struct {
    const char *cut, *label;
} cuts[] = {{"theme", "thema"}, {"district", "wijk"}, {"person", "persoon"}, {"alert", "alarmen vanaf"}};

struct str digest_word(const struct subscriber *s)
{
    int theme = str_is(s->cut, "theme") ? value_of(theme_names, s->value) : -1;

    return theme >= 0 ? str_of(theme_names[theme].label) : s->value;
}

struct str digest_choice(const struct subscriber *s, struct arena *a)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (str_is(s->cut, cuts[i].cut))
            return str_printf(a, "Uw keuze: %s %.*s", cuts[i].label, STR_ARG(digest_word(s)));
    return STR("Uw keuze: de hele tamtam");
}

/* ---- does it name the word? ---- */

static bool text_names(struct str text, struct str word)
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

static bool prose_names(const struct prose *p, struct str word)
{
    struct arena a = {0};
    bool found = text_names(prose_plain(p, &a), word);

    arena_release(&a);
    return found;
}

static bool row_names(const struct row *r, struct str word)
{
    for (const struct cell *c = r->first; c; c = c->next)
        if (prose_names(&c->text, word))
            return true;
    return false;
}

static bool block_names(const struct block *b, struct str word)
{
    if (b->kind == BLOCK_PARAGRAPH && prose_names(&b->paragraph.text, word))
        return true;
    if (b->kind == BLOCK_SECTION) {
        if (text_names(b->section.title, word))
            return true;
        for (int i = 0; i < b->section.nfacts; i++)
            if (text_names(b->section.facts[i], word))
                return true;
    }
    if (b->kind == BLOCK_LIST)
        for (const struct item *i = b->list.first; i; i = i->next)
            if (prose_names(&i->text, word))
                return true;
    if (b->kind == BLOCK_TABLE)
        for (const struct row *r = b->table.first; r; r = r->next)
            if (row_names(r, word))
                return true;
    if (b->kind == BLOCK_VOICES)
        for (const struct voice_row *v = b->voices.first; v; v = v->next)
            if (prose_names(&v->text, word))
                return true;
    for (const struct block *child = b->first; child; child = child->next)
        if (block_names(child, word))
            return true;
    return false;
}

/* ---- cutting ---- */

static int cut_list(struct list *l, struct str word)
{
    struct item *all = l->first;
    struct item **end = &l->first;
    int kept = 0;

    l->last = NULL;
    for (struct item *i = all; i; i = i->next)
        if (prose_names(&i->text, word)) {
            *end = i;
            end = &i->next;
            l->last = i;
            kept++;
        }
    *end = NULL;
    return kept;
}

static int cut_rows(struct table *t, struct str word)
{
    struct row *all = t->first;
    struct row **end = &t->first;
    int kept = 0;

    t->last = NULL;
    for (struct row *r = all; r; r = r->next)
        if (row_names(r, word)) {
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
static int cut_block(struct block *b, struct str word)
{
    struct block *all = b->first;
    struct block **end = &b->first;
    int kept = 0;

    if (b->kind == BLOCK_LIST)
        return cut_list(&b->list, word);
    if (b->kind == BLOCK_TABLE)
        return cut_rows(&b->table, word);
    if ((b->kind == BLOCK_SECTION && b->section.kind == SECTION_POINT) || b->kind == BLOCK_PARAGRAPH)
        return block_names(b, word);
    b->last = NULL;
    for (struct block *child = all; child; child = child->next) {
        int part = cut_block(child, word);

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

int digest_cut(struct document *doc, struct str word)
{
    int kept = word.n ? cut_block(doc->root, word) : 1;

    if (kept == 0)
        prose_printf(doc_paragraph(doc->root, TEXT_LEAD), "Niets bijzonders over %.*s in deze tamtam.", STR_ARG(word));
    doc_finish(doc);
    return kept;
}

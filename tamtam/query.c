/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/query.h"

#include "base/utf8.h"
#include "tamtam/parts.h"
#include "tamtam/report.h"

enum node_kind { NODE_WORD, NODE_NEAR, NODE_FIELD, NODE_AND, NODE_OR, NODE_NOT };
enum field {
    FIELD_DISTRICT,
    FIELD_THEME,
    FIELD_VOICE,
    FIELD_CHANNEL,
    FIELD_TONE,
    FIELD_PERSON,
    FIELD_SOURCE,
    FIELD_COUNT
};

struct query_node {
    enum node_kind kind;
    struct str match; /* WORD, NEAR: as FTS5 wants it */
    enum field field;
    int value;         /* index of district, theme ... */
    struct str source; /* FIELD_SOURCE */
    struct query_node *a, *b;
    bool has_words, has_fields;
};

struct parser {
    struct query *q;
    const struct municipality *town;
    struct str text;
    size_t at;
    int depth;
    struct err *err;
};

static struct query_node *parse_or(struct parser *p);

static struct query_node *node(struct parser *p, enum node_kind kind, struct query_node *a, struct query_node *b)
{
    struct query_node *n = arena_alloc(&p->q->arena, sizeof *n);

    *n = (struct query_node){.kind = kind, .a = a, .b = b};
    n->has_words = kind == NODE_WORD || kind == NODE_NEAR || (a && a->has_words) || (b && b->has_words);
    n->has_fields = kind == NODE_FIELD || (a && a->has_fields) || (b && b->has_fields);
    return n;
}

static void *fail_at(struct parser *p, const char *where, const char *what)
{
    struct str before = str_sub(p->text, 0, (size_t)(where - p->text.p));

    err_set(p->err, "de zoekvraag is niet te begrijpen bij teken %zu: %s", utf8_length(before) + 1, what);
    return NULL;
}

static void *fail(struct parser *p, const char *what)
{
    return fail_at(p, p->text.p + p->at, what);
}

/* ---- tokens ---- */

static void skip_blanks(struct parser *p)
{
    while (p->at < p->text.n && (p->text.p[p->at] == ' ' || p->text.p[p->at] == '\t' || p->text.p[p->at] == '\n'))
        p->at++;
}

static bool is_end(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '(' || c == ')' || c == '"';
}

/* The bare word that comes next, without taking it; empty at a bracket, a quote or the end. */
static struct str peek(struct parser *p)
{
    size_t n = 0;

    skip_blanks(p);
    while (p->at + n < p->text.n && !is_end(p->text.p[p->at + n]))
        n++;
    return str_sub(p->text, p->at, n);
}

static bool take(struct parser *p, const char *word)
{
    struct str next = peek(p);

    if (!str_is(next, word))
        return false;
    p->at += next.n;
    return true;
}

static bool at_end(struct parser *p)
{
    skip_blanks(p);
    return p->at >= p->text.n || p->text.p[p->at] == ')';
}

/* A "phrase" whose opening quote is next; the slice between the quotes. */
static bool take_phrase(struct parser *p, struct str *phrase)
{
    size_t from = p->at + 1;
    size_t to = from;

    while (to < p->text.n && p->text.p[to] != '"')
        to++;
    if (to >= p->text.n) {
        fail(p, "een aanhalingsteken dat niet sluit");
        return false;
    }
    *phrase = str_sub(p->text, from, to - from);
    p->at = to + 1;
    return true;
}

/* ---- leaves ---- */

static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80)
            return true;
    }
    return false;
}

/* Words between quotes for FTS5, which knows no other escape than a doubled quote; our slices hold none. */
static struct query_node *word_node(struct parser *p, struct str words, const char *column)
{
    struct query_node *n;
    bool prefix = words.n && words.p[words.n - 1] == '*';

    if (prefix)
        words.n--;
    if (str_find(words, STR("*")) >= 0)
        return fail_at(p, words.p, "een sterretje staat alleen aan het eind van een woord");
    if (words.n == 0 || !has_letter(words))
        return fail_at(p, words.p, "een woord zonder letters");
    if (words.p[0] == '@' && !municipality_actor(p->town, words))
        return fail_at(p, words.p, "het account van een privépersoon: de wet laat niet toe daarop of daarnaar te zoeken");
    n = node(p, NODE_WORD, NULL, NULL);
    n->match = str_printf(&p->q->arena, "%s\"%.*s\"%s", column, STR_ARG(words), prefix ? " *" : "");
    return n;
}

static int value_or_label(const struct value_name *table, struct str name)
{
    int i = value_of(table, name);

    for (int k = 0; i < 0 && table[k].name; k++)
        if (str_eq_nocase(str_of(table[k].label), name) || str_eq_nocase(str_of(table[k].name), name))
            i = k;
    return i;
}

static int read_value(struct parser *p, enum field field, struct str value)
{
    static const struct value_name *const tables[FIELD_COUNT] = {
        [FIELD_VOICE] = voice_names, [FIELD_CHANNEL] = channel_names, [FIELD_TONE] = sentiment_names};
    struct str name;
    int i = -1;

    switch (field) {
    case FIELD_DISTRICT:
        return report_find_district(p->town, value, &p->q->arena, &name, p->err) ? -1
                                                                                 : municipality_district(p->town, name);
    case FIELD_THEME:
        return report_find_theme(value, &name, p->err) ? -1 : value_of(theme_names, name);
    case FIELD_PERSON:
        return report_find_person(p->town, value, &p->q->arena, &i, p->err) ? -1 : i;
    case FIELD_SOURCE:
        return 0;
    default:
        i = value_or_label(tables[field], value);
        if (i < 0) {
            struct buf b = {0};

            for (int k = 0; tables[field][k].name; k++)
                buf_printf(&b, "%s%s", k ? ", " : "", tables[field][k].name);
            err_set(p->err, "de waarde '%.*s' bestaat niet; kies uit: %s", STR_ARG(value), buf_c(&b));
            buf_release(&b);
        }
        return i;
    }
}

/* "wijk:Bloemenwijk", "titel:brand*": the part before the colon is a known field. */
static struct query_node *field_node(struct parser *p, struct str name, struct str value)
{
    static const char *const names[FIELD_COUNT] = {"wijk", "thema", "stem", "kanaal", "toon", "persoon", "bron"};
    struct query_node *n;

    if (str_is(name, "titel") || str_is(name, "tekst"))
        return word_node(p, value, str_is(name, "titel") ? "title : " : "text : ");
    for (int f = 0; f < FIELD_COUNT; f++) {
        if (!str_is(name, names[f]))
            continue;
        if (!value.n)
            return fail_at(p, name.p, "een veld zonder waarde");
        n = node(p, NODE_FIELD, NULL, NULL);
        n->field = (enum field)f;
        n->source = value;
        n->value = read_value(p, n->field, value);
        return n->value < 0 ? NULL : n;
    }
    return fail_at(p, name.p, "dit veld bestaat niet; er zijn titel, tekst, wijk, thema, stem, kanaal, toon, persoon en bron");
}

static struct query_node *parse_leaf(struct parser *p)
{
    struct str word = peek(p);
    struct str phrase;
    ptrdiff_t colon;

    if (p->at < p->text.n && p->text.p[p->at] == '"')
        return take_phrase(p, &phrase) ? word_node(p, phrase, "") : NULL;
    if (p->at < p->text.n && p->text.p[p->at] == '(') {
        const char *bracket = p->text.p + p->at++;
        struct query_node *inside = parse_or(p);

        if (inside && (p->at >= p->text.n || p->text.p[p->at] != ')'))
            return fail_at(p, bracket, "een haakje dat niet sluit");
        p->at++;
        return inside;
    }
    if (!word.n || str_is(word, "AND") || str_is(word, "OR") || str_starts(word, STR("NEAR/")))
        return fail(p, "hier hoort een woord of een haakje");
    p->at += word.n;
    colon = str_find(word, STR(":"));
    if (colon <= 0 || str_find(word, STR("://")) >= 0)
        return word_node(p, word, "");
    struct str name = str_sub(word, 0, (size_t)colon);
    struct str value = str_sub(word, (size_t)colon + 1, word.n);
    if (!value.n && p->at < p->text.n && p->text.p[p->at] == '"' && !take_phrase(p, &value))
        return NULL;
    return field_node(p, name, value);
}

/* ---- operators ---- */

static struct query_node *parse_near(struct parser *p)
{
    struct query_node *left = parse_leaf(p);
    struct str word = left ? peek(p) : (struct str){0};
    long long distance;

    if (!left || !str_starts(word, STR("NEAR/")))
        return left;
    if (str_to_number(str_sub(word, 5, word.n), 100, &distance))
        return fail(p, "NEAR/x heeft een getal van hoogstens 100");
    p->at += word.n;
    struct query_node *right = parse_leaf(p);
    if (!right)
        return NULL;
    if (left->kind != NODE_WORD || right->kind != NODE_WORD || left->match.p[0] != '"' || right->match.p[0] != '"')
        return fail(p, "NEAR verbindt twee woorden of uitdrukkingen");
    struct query_node *n = node(p, NODE_NEAR, NULL, NULL);
    n->match = str_printf(&p->q->arena, "NEAR(%.*s %.*s, %lld)", STR_ARG(left->match), STR_ARG(right->match), distance);
    return n;
}

static struct query_node *parse_not(struct parser *p)
{
    struct query_node *inside;

    if (!take(p, "NOT"))
        return parse_near(p);
    if (++p->depth > QUERY_MAX_DEPTH)
        return fail(p, "te veel in elkaar");
    inside = parse_not(p);
    p->depth--;
    return inside ? node(p, NODE_NOT, inside, NULL) : NULL;
}

static struct query_node *parse_and(struct parser *p)
{
    struct query_node *left = parse_not(p);

    while (left && !at_end(p) && !str_is(peek(p), "OR")) {
        struct query_node *right;

        take(p, "AND");
        right = parse_not(p);
        left = right ? node(p, NODE_AND, left, right) : NULL;
    }
    return left;
}

static struct query_node *parse_or(struct parser *p)
{
    struct query_node *left;

    if (++p->depth > QUERY_MAX_DEPTH)
        return fail(p, "te veel in elkaar");
    left = parse_and(p);
    while (left && take(p, "OR")) {
        struct query_node *right = parse_and(p);

        left = right ? node(p, NODE_OR, left, right) : NULL;
    }
    p->depth--;
    return left;
}

/* ---- words to FTS5 ---- */

/* The conjuncts of a tree, from left to right. */
static void each_conjunct(struct query_node *n, void (*fn)(void *context, struct query_node *n), void *context)
{
    if (n->kind != NODE_AND) {
        fn(context, n);
        return;
    }
    each_conjunct(n->a, fn, context);
    each_conjunct(n->b, fn, context);
}

struct compiling {
    struct parser *p;
    struct buf wanted, unwanted; /* words that must, and that may not be there */
    struct query_node *fields;
    bool failed;
};

static bool compile_words(struct parser *p, struct query_node *n, struct buf *out);

static void compile_conjunct(void *context, struct query_node *n)
{
    struct compiling *c = context;
    bool negative = n->kind == NODE_NOT;
    struct buf *out = negative ? &c->unwanted : &c->wanted;

    if (c->failed)
        return;
    if (n->has_fields && n->has_words) {
        c->failed =
            fail(c->p, "woorden en velden gaan alleen samen met AND en NOT; zet de woorden tussen eigen haakjes") ==
            NULL;
    } else if (n->has_fields) {
        c->fields = c->fields ? node(c->p, NODE_AND, c->fields, n) : n;
    } else {
        if (out->n)
            buf_puts(out, negative ? " OR " : " AND ");
        c->failed = !compile_words(c->p, negative ? n->a : n, out);
    }
}

/* A conjunction as (wanted) NOT (unwanted): FTS5's NOT needs something before it. */
static bool compile_all(struct parser *p, struct query_node *n, struct buf *out, struct query_node **fields)
{
    struct compiling c = {.p = p};

    each_conjunct(n, compile_conjunct, &c);
    if (!c.failed && c.unwanted.n && !c.wanted.n)
        c.failed = fail(p, "bij NOT hoort een woord dat er wel moet staan") == NULL;
    if (!c.failed && c.wanted.n) {
        if (c.unwanted.n)
            buf_printf(out, "((%s) NOT (%s))", buf_c(&c.wanted), buf_c(&c.unwanted));
        else
            buf_printf(out, "(%s)", buf_c(&c.wanted));
    }
    if (fields)
        *fields = c.fields;
    buf_release(&c.wanted);
    buf_release(&c.unwanted);
    return !c.failed;
}

static bool compile_words(struct parser *p, struct query_node *n, struct buf *out)
{
    switch (n->kind) {
    case NODE_WORD:
    case NODE_NEAR:
        buf_add(out, n->match);
        return true;
    case NODE_OR:
        buf_putc(out, '(');
        if (!compile_words(p, n->a, out))
            return false;
        buf_puts(out, " OR ");
        if (!compile_words(p, n->b, out))
            return false;
        buf_putc(out, ')');
        return true;
    default:
        return compile_all(p, n, out, NULL);
    }
}

int query_parse(struct query *q, struct str text, const struct municipality *town, struct err *err)
{
    struct parser p = {.q = q, .town = town, .text = str_copy(&q->arena, str_trim(text)), .err = err};
    struct query_node *tree, *fields = NULL;
    struct buf match = {0};
    bool good;

    if (p.text.n == 0 || p.text.n > QUERY_MAX_BYTES)
        return err_set(err, "een zoekvraag heeft 1 tot %d tekens", QUERY_MAX_BYTES);
    tree = parse_or(&p);
    if (!tree)
        return -1;
    if (p.at < p.text.n)
        return fail(&p, "een haakje te veel"), -1;
    good = compile_all(&p, tree, &match, &fields);
    q->match = str_copy(&q->arena, buf_str(&match));
    q->fields = fields;
    buf_release(&match);
    return good ? 0 : -1;
}

void query_release(struct query *q)
{
    arena_release(&q->arena);
    *q = (struct query){0};
}

/* ---- fields on a post ---- */

static bool has_index(const uint16_t *list, int n, int index)
{
    for (int i = 0; i < n; i++)
        if (list[i] == index)
            return true;
    return false;
}

static bool field_holds(const struct query_node *n, const struct stored_post *p)
{
    switch (n->field) {
    case FIELD_DISTRICT:
        return has_index(p->marks.places, p->marks.nplaces, n->value);
    case FIELD_THEME:
        return p->marks.themes >> n->value & 1;
    case FIELD_VOICE:
        return (int)p->marks.voice == n->value;
    case FIELD_CHANNEL:
        return (int)p->post.channel == n->value;
    case FIELD_TONE:
        return (int)p->marks.sentiment == n->value;
    case FIELD_PERSON:
        return has_index(p->marks.people, p->marks.npeople, n->value);
    default:
        return str_eq_nocase(p->post.source, n->source);
    }
}

static bool holds(const struct query_node *n, const struct stored_post *p)
{
    switch (n->kind) {
    case NODE_FIELD:
        return field_holds(n, p);
    case NODE_NOT:
        return !holds(n->a, p);
    case NODE_AND:
        return holds(n->a, p) && holds(n->b, p);
    default:
        return holds(n->a, p) || holds(n->b, p);
    }
}

bool query_holds(const struct query *q, const struct stored_post *post)
{
    return !q->fields || holds(q->fields, post);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/tokens.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

/* The cutter's state: where it is, and what stands before the next token. */
struct cutter {
    struct tokens *t;
    struct str s;
    size_t at;
    uint8_t pending; /* flags of the next token */
    bool quoted, single_quoted;
};

uint64_t token_hash(struct str fold)
{
    struct hasher h = hasher_new();

    for (size_t i = 0; i < fold.n; i++)
        hasher_add(&h, fold.p[i]);
    return hasher_end(&h);
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(int c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(int c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_space(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The byte at an offset, 0 beyond the end. */
static int byte_at(const struct cutter *c, size_t at)
{
    return at < c->s.n ? (unsigned char)c->s.p[at] : 0;
}

static bool is_letter(int codepoint)
{
    utf8proc_category_t k = utf8proc_category(codepoint);

    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) || k == UTF8PROC_CATEGORY_MN ||
           k == UTF8PROC_CATEGORY_MC;
}

/* Does a letter or digit stand at `at`? */
static bool is_wordly(const struct cutter *c, size_t at)
{
    int b = byte_at(c, at);

    if (b < 0x80)
        return is_lower(b) || is_upper(b) || is_digit(b);
    return is_letter(utf8_next(c->s, &at));
}

static bool is_emoji(int cp)
{
    return (cp >= 0x1F000 && cp <= 0x1FAFF) || (cp >= 0x2600 && cp <= 0x27BF) || (cp >= 0x2190 && cp <= 0x21FF) ||
           (cp >= 0x2300 && cp <= 0x23FF) || (cp >= 0x2B00 && cp <= 0x2BFF) || cp == 0x203C || cp == 0x2049;
}

/* What only modifies an emoji: variation, joiner, skin tone, sex sign. */
static bool is_emoji_modifier(int cp)
{
    return cp == 0xFE0F || cp == 0xFE0E || cp == 0x200D || (cp >= 0x1F3FB && cp <= 0x1F3FF) || cp == 0x2640 ||
           cp == 0x2642;
}

static void open_sentence(struct tokens *t)
{
    if (t->nsentences > 0 && t->sentences[t->nsentences - 1].first == (uint32_t)t->n)
        return;
    if (t->nsentences >= SENTENCES_MAX)
        return;
    MEM_GROW(t->sentences, t->nsentences, t->sentences_cap);
    t->sentences[t->nsentences++] = (struct sentence){.first = (uint32_t)t->n, .last = (uint32_t)t->n};
}

static void end_sentence(struct cutter *c)
{
    open_sentence(c->t);
    c->pending |= TOKEN_START | TOKEN_GAP;
}

/* Adds the token from `at` to the cutter's place, with its normal form from `fold` on. */
static void add_token(struct cutter *c, size_t at, uint32_t fold, enum token_kind kind, int flags)
{
    struct tokens *t = c->t;
    size_t n = t->fold.n - fold;
    struct token *token;

    if (n > TOKEN_BYTES)
        n = TOKEN_BYTES;
    MEM_GROW(t->v, t->n, t->cap);
    token = &t->v[t->n++];
    *token = (struct token){
        .at = (uint32_t)at,
        .n = (uint32_t)(c->at - at),
        .fold = fold,
        .foldn = (uint16_t)n,
        .sentence = (uint16_t)(t->nsentences - 1),
        .kind = (uint8_t)kind,
        .flags = (uint8_t)(flags | c->pending | (c->quoted || c->single_quoted ? TOKEN_QUOTED : 0)),
    };
    token->hash = token_hash(str_sub(buf_str(&t->fold), fold, n));
    t->sentences[t->nsentences - 1].last = (uint32_t)t->n;
    c->pending = 0;
}

/* Adds one non-ASCII letter in normal form. */
static void fold_letter(struct buf *out, int cp)
{
    utf8proc_int32_t parts[16];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        cp, parts, 16, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
        &boundary);

    for (utf8proc_ssize_t i = 0; i < n && n <= 16; i++)
        buf_put_char(out, parts[i]);
}

struct word_shape {
    int letters, capitals, digits;
    bool first_capital;
};

/* Takes one character of a word; false when the word ends here. */
static bool take_character(struct cutter *c, struct word_shape *shape)
{
    int b = byte_at(c, c->at);
    size_t next = c->at;
    int cp;

    if (is_lower(b) || is_upper(b)) {
        shape->first_capital |= shape->letters == 0 && is_upper(b);
        shape->letters++;
        shape->capitals += is_upper(b);
        buf_putc(&c->t->fold, (char)(b | 0x20));
        c->at++;
        return true;
    }
    if (is_digit(b)) {
        shape->digits++;
        buf_putc(&c->t->fold, (char)b);
        c->at++;
        return true;
    }
    if (b == '\'' || b == '-' || (shape->digits && shape->letters == 0 && (b == '.' || b == ',' || b == ':'))) {
        bool number_mark = b != '\'' && b != '-';

        if (!is_wordly(c, c->at + 1) || (number_mark && !is_digit(byte_at(c, c->at + 1))))
            return false;
        buf_putc(&c->t->fold, (char)b);
        c->at++;
        return true;
    }
    if (b < 0x80)
        return false;
    cp = utf8_next(c->s, &next);
    if (cp == 0x2019 && is_wordly(c, next)) {
        buf_putc(&c->t->fold, '\'');
        c->at = next;
        return true;
    }
    if (cp < 0 || !is_letter(cp))
        return false;
    utf8proc_category_t category = utf8proc_category(cp);
    if (category != UTF8PROC_CATEGORY_MN && category != UTF8PROC_CATEGORY_MC) {
        shape->first_capital |= shape->letters == 0 && category == UTF8PROC_CATEGORY_LU;
        shape->letters++;
        shape->capitals += category == UTF8PROC_CATEGORY_LU;
    }
    fold_letter(&c->t->fold, cp);
    c->at = next;
    return true;
}

/* A word or number; `kind` is TOKEN_WORD or TOKEN_TAG, `at` where it begins with its mark. */
static void cut_word(struct cutter *c, size_t at, enum token_kind kind)
{
    uint32_t fold = (uint32_t)c->t->fold.n;
    struct word_shape shape = {0};
    int flags;

    while (c->at < c->s.n && take_character(c, &shape))
        ;
    flags = (shape.first_capital ? TOKEN_CAPITAL : 0) | (shape.digits ? TOKEN_DIGIT : 0) |
            (shape.letters > 1 && shape.letters == shape.capitals ? TOKEN_CAPITALS : 0);
    c->t->letters += shape.letters;
    c->t->capitals += shape.capitals;
    if (kind == TOKEN_WORD && shape.letters == 0)
        kind = TOKEN_NUMBER;
    add_token(c, at, fold, kind, flags);
}

/* A mention or link: to the next blank or mark that can't be in it. */
static void cut_run(struct cutter *c, size_t at, enum token_kind kind)
{
    uint32_t fold = (uint32_t)c->t->fold.n;

    for (; c->at < c->s.n; c->at++) {
        int b = byte_at(c, c->at);

        if (is_space(b) || b == '<' || b == '>' || b == '"' || b == ')' || b == ',')
            break;
        if (kind == TOKEN_MENTION && !is_wordly(c, c->at) && b != '_' && b != '.' && b != '-' && b != '@')
            break;
        buf_putc(&c->t->fold, (char)(is_upper(b) ? b | 0x20 : b));
    }
    while (c->at > at + 1 && strchr(".!?;:-", byte_at(c, c->at - 1))) {
        c->at--;
        c->t->fold.n--;
    }
    add_token(c, at, fold, kind, 0);
}

static bool link_begins(const struct cutter *c)
{
    struct str rest = str_sub(c->s, c->at, 8);

    return str_starts(rest, STR("http://")) || str_starts(rest, STR("https://")) || str_starts(rest, STR("www."));
}

/* Length of an emoticon such as :-( at the cutter's place, 0 when there is none. */
static size_t emoticon_length(const struct cutter *c)
{
    size_t at = c->at;

    if (c->at > 0 && !is_space(byte_at(c, c->at - 1)) && !strchr(".!?,", byte_at(c, c->at - 1)))
        return 0;
    if (byte_at(c, at) == '<' && byte_at(c, at + 1) == '3')
        return 2;
    if (!strchr(":;=", byte_at(c, at)) || byte_at(c, at) == 0)
        return 0;
    at++;
    if (byte_at(c, at) == '-' || byte_at(c, at) == '\'' || byte_at(c, at) == 'o')
        at++;
    if (byte_at(c, at) == 0 || !strchr("()[]DPpSsOo/\\|3*X", byte_at(c, at)) || is_wordly(c, at + 1))
        return 0;
    return at + 1 - c->at;
}

/* The normal form is in lower case, and :-))) is :-) */
static void cut_emoticon(struct cutter *c, size_t n)
{
    uint32_t fold = (uint32_t)c->t->fold.n;
    size_t at = c->at;

    for (size_t i = 0; i < n; i++) {
        int b = byte_at(c, at + i);

        buf_putc(&c->t->fold, (char)(is_upper(b) ? b | 0x20 : b));
    }
    c->at += n;
    while (c->at < c->s.n && byte_at(c, c->at) == byte_at(c, at + n - 1))
        c->at++;
    add_token(c, at, fold, TOKEN_EMOJI, 0);
}

static void cut_emoji(struct cutter *c, size_t at, int cp)
{
    uint32_t fold = (uint32_t)c->t->fold.n;

    buf_put_char(&c->t->fold, cp);
    while (c->at < c->s.n) {
        size_t next = c->at;
        int more = utf8_next(c->s, &next);
        bool joined = byte_at(c, c->at - 1) == 0x8D && byte_at(c, c->at - 2) == 0x80 && byte_at(c, c->at - 3) == 0xE2;

        if (!is_emoji_modifier(more) && !(joined && is_emoji(more)))
            break;
        c->at = next;
    }
    add_token(c, at, fold, TOKEN_EMOJI, 0);
}

static void meet_quote(struct cutter *c)
{
    c->t->quotes++;
    c->quoted = !c->quoted;
    if (c->quoted)
        c->pending |= TOKEN_START;
}

static void meet_apostrophe(struct cutter *c)
{
    bool blank_before = c->at == 0 || is_space(byte_at(c, c->at - 1)) || byte_at(c, c->at - 1) == '(';

    if (blank_before && is_wordly(c, c->at + 1) && is_wordly(c, c->at + 2) && !is_digit(byte_at(c, c->at + 1))) {
        c->single_quoted = true;
        c->pending |= TOKEN_START;
    } else {
        c->single_quoted = false;
    }
}

/* Does the full stop at the cutter's place belong to an initial or a title: "v.d. Velde", "dhr. Jansen"? */
static bool is_abbreviation(const struct cutter *c)
{
    static const char *const titles[] = {"dhr",  "mw",  "mevr", "dr", "drs", "ir", "mr",
                                         "prof", "ing", "st",   "nr", "blz", NULL};
    const struct tokens *t = c->t;
    const struct token *last = t->n ? &t->v[t->n - 1] : NULL;

    if (!last || last->kind != TOKEN_WORD || last->at + last->n != c->at)
        return false;
    return last->foldn == 1 || str_is_any(token_text(t, last), titles);
}

/* One ASCII mark between the words. */
static void meet_mark(struct cutter *c, int b)
{
    struct tokens *t = c->t;

    switch (b) {
    case '?':
        t->questions++;
        t->sentences[t->nsentences - 1].question = true;
        end_sentence(c);
        break;
    case '!':
        t->exclamations++;
        t->sentences[t->nsentences - 1].exclaim = true;
        end_sentence(c);
        break;
    case '\n':
        c->quoted = c->single_quoted = false;
        end_sentence(c);
        break;
    case '.':
        if (is_abbreviation(c))
            break;
        if (c->at + 1 >= c->s.n || is_space(byte_at(c, c->at + 1)) || strchr(".\")'", byte_at(c, c->at + 1)))
            end_sentence(c);
        break;
    case ':':
        c->pending |= TOKEN_START | TOKEN_COMMA;
        break;
    case '"':
        meet_quote(c);
        break;
    case '\'':
        meet_apostrophe(c);
        break;
    case ',':
    case ';':
    case '(':
    case ')':
    case '-':
    case '/':
        c->pending |= TOKEN_COMMA;
        break;
    default:
        break;
    }
    c->at++;
}

static void meet_foreign(struct cutter *c)
{
    size_t at = c->at, next = at;
    int cp = utf8_next(c->s, &next);

    if (cp >= 0 && is_letter(cp)) {
        cut_word(c, at, TOKEN_WORD);
        if (c->at == at)
            c->at = next;
        return;
    }
    c->at = next;
    if (cp >= 0 && is_emoji(cp)) {
        cut_emoji(c, at, cp);
    } else if (cp == 0x201C || cp == 0x201E || cp == 0xAB) {
        c->t->quotes++;
        c->quoted = true;
        c->pending |= TOKEN_START;
    } else if (cp == 0x201D || cp == 0xBB) {
        c->t->quotes++;
        c->quoted = false;
    } else if (cp == 0x2018) {
        c->single_quoted = true;
        c->pending |= TOKEN_START;
    } else if (cp == 0x2019) {
        c->single_quoted = false;
    } else if (cp == 0x2026) {
        end_sentence(c);
    } else if (cp == 0x2013 || cp == 0x2014) {
        c->pending |= TOKEN_COMMA;
    }
}

/* 't, 's, z'n: an apostrophe that belongs to a short word. */
static bool is_clipped_word(const struct cutter *c)
{
    return byte_at(c, c->at) == '\'' && is_lower(byte_at(c, c->at + 1) | 0x20) && !is_wordly(c, c->at + 2);
}

/* What a mask left, such as [naam]: it says nothing. */
static size_t mask_length(const struct cutter *c)
{
    enum { LONGEST = 12 };
    size_t n = 1;

    while (n <= LONGEST && is_lower(byte_at(c, c->at + n)))
        n++;
    return n > 1 && byte_at(c, c->at + n) == ']' ? n + 1 : 0;
}

static void cut_next(struct cutter *c)
{
    size_t at = c->at, n;
    int b = byte_at(c, at);

    if (is_lower(b) || is_upper(b) || is_digit(b)) {
        if ((b == 'h' || b == 'w') && link_begins(c))
            cut_run(c, at, TOKEN_LINK);
        else
            cut_word(c, at, TOKEN_WORD);
    } else if (b >= 0x80) {
        meet_foreign(c);
    } else if (b == ' ') {
        c->at++;
    } else if (b == '[' && (n = mask_length(c)) > 0) {
        c->at += n;
    } else if (b == '#' && is_wordly(c, at + 1)) {
        c->at++;
        cut_word(c, at, TOKEN_TAG);
    } else if (b == '@' && is_wordly(c, at + 1)) {
        c->at++;
        cut_run(c, at, TOKEN_MENTION);
    } else if (is_clipped_word(c)) {
        c->at++;
        cut_word(c, at, TOKEN_WORD);
    } else if ((n = emoticon_length(c)) > 0) {
        cut_emoticon(c, n);
    } else {
        meet_mark(c, b);
    }
}

void tokens_cut(struct tokens *t, struct str text)
{
    struct cutter c = {.t = t, .s = text, .pending = TOKEN_START | TOKEN_GAP};

    t->n = t->nsentences = 0;
    t->questions = t->exclamations = t->quotes = t->letters = t->capitals = 0;
    buf_clear(&t->fold);
    open_sentence(t);
    while (c.at < text.n)
        cut_next(&c);
    if (t->nsentences > 1 && t->sentences[t->nsentences - 1].first == (uint32_t)t->n)
        t->nsentences--;
}

void tokens_release(struct tokens *t)
{
    free(t->v);
    free(t->sentences);
    buf_release(&t->fold);
    *t = (struct tokens){0};
}

struct str token_text(const struct tokens *t, const struct token *token)
{
    return str_sub(buf_str(&t->fold), token->fold, token->foldn);
}

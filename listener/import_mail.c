/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/import_mail.h"

#include <string.h>

#include "base/utf8.h"
#include "listener/date.h"
#include "listener/encoding.h"
#include "listener/html.h"

/* ---- transfer encodings ---- */

static int hex(int c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* RFC 2045, 6.7; `word`: in a header, where '_' is a blank. */
static void decode_quoted(struct buf *out, struct str s, bool word)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '=' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
            buf_putc(out, (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2])));
            i += 2;
        } else if (s.p[i] == '=' && !word) { /* a soft line end */
            size_t end = i + 1;

            while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t' || s.p[end] == '\r'))
                end++;
            if (end < s.n && s.p[end] == '\n')
                i = end;
            else
                buf_putc(out, '=');
        } else {
            buf_putc(out, word && s.p[i] == '_' ? ' ' : s.p[i]);
        }
    }
}

static int base64_digit(int c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c ? strchr(digits, c) : NULL;

    return found ? (int)(found - digits) : -1;
}

/* What is no digit is passed over, as RFC 2045 has it; '=' ends. */
static void decode_base64(struct buf *out, struct str s)
{
    unsigned bits = 0;
    int n = 0;

    for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
        int digit = base64_digit(s.p[i]);

        if (digit < 0)
            continue;
        bits = bits << 6 | (unsigned)digit;
        if (++n == 4) {
            buf_putc(out, (char)(bits >> 16 & 255));
            buf_putc(out, (char)(bits >> 8 & 255));
            buf_putc(out, (char)(bits & 255));
            bits = 0;
            n = 0;
        }
    }
    if (n >= 2)
        buf_putc(out, (char)((n == 2 ? bits >> 4 : bits >> 10) & 255));
    if (n == 3)
        buf_putc(out, (char)(bits >> 2 & 255));
}

static void decode(struct buf *out, struct str s, struct str transfer)
{
    if (str_eq_nocase(transfer, STR("quoted-printable")))
        decode_quoted(out, s, false);
    else if (str_eq_nocase(transfer, STR("base64")))
        decode_base64(out, s);
    else
        buf_add(out, s);
}

static void to_utf8(struct buf *out, struct str bytes, struct str charset)
{
    struct encoding *e = encoding_new(str_sub(bytes, 0, 1024), charset);

    encoding_push(e, bytes, true, out);
    encoding_free(e);
}

/* ---- headers ---- */

/* Cuts the headers off a letter or part; *body is what stands behind the empty line. */
static struct str cut_headers(struct str part, struct str *body)
{
    struct str rest = part;

    while (rest.n) {
        struct str line = str_cut(&rest, '\n');

        if (line.n == 0 || str_is(line, "\r")) {
            *body = rest;
            return str_sub(part, 0, (size_t)(line.p ? line.p - part.p : rest.p ? rest.p - part.p : (ptrdiff_t)part.n));
        }
    }
    *body = (struct str){0};
    return part;
}

/* A header's value with its folded lines joined, in the arena; the first of that name. */
static struct str raw_header(struct str headers, const char *name, struct arena *a)
{
    struct str rest = headers;
    struct buf value = {.max = MAIL_MAX_HEADERS};
    bool found = false;

    while (rest.n) {
        struct str line = str_cut(&rest, '\n');

        if (found && line.n && (line.p[0] == ' ' || line.p[0] == '\t')) {
            buf_putc(&value, ' ');
            buf_add(&value, str_trim(line));
        } else if (found) {
            break;
        } else if (line.n > strlen(name) && line.p[strlen(name)] == ':' &&
                   str_eq_nocase(str_sub(line, 0, strlen(name)), str_of(name))) {
            found = true;
            buf_add(&value, str_trim(str_sub(line, strlen(name) + 1, line.n)));
        }
    }
    return buf_take(&value, a);
}

/* One encoded word "=?charset?Q?text?=" at the start of `s` (RFC 2047): its length, or 0 when it is none. */
static size_t encoded_word(struct buf *out, struct str s)
{
    struct str rest = str_sub(s, 2, s.n);
    struct str charset, how, text;
    struct buf bytes = {0};
    ptrdiff_t end;

    if (!str_starts(s, STR("=?")))
        return 0;
    charset = str_cut(&rest, '?');
    how = str_cut(&rest, '?');
    end = str_find(rest, STR("?="));
    if (end < 0 || how.n != 1)
        return 0;
    text = str_sub(rest, 0, (size_t)end);
    if ((how.p[0] | 32) == 'q')
        decode_quoted(&bytes, text, true);
    else
        decode_base64(&bytes, text);
    to_utf8(out, buf_str(&bytes), charset);
    buf_release(&bytes);
    return (size_t)(rest.p - s.p) + (size_t)end + 2;
}

static struct str header(struct str headers, const char *name, struct arena *a)
{
    struct str raw = raw_header(headers, name, a);
    struct buf text = {0}, clean = {0};
    struct str result;
    size_t word_end = 0; /* behind the last encoded word: blanks between two of them go */

    for (size_t i = 0; i < raw.n;) {
        size_t blank = i;
        size_t n;

        while (word_end == i && blank < raw.n && raw.p[blank] == ' ')
            blank++;
        n = word_end == i && i ? encoded_word(&text, str_sub(raw, blank, raw.n)) : 0;
        if (n)
            n += blank - i;
        else
            n = encoded_word(&text, str_sub(raw, i, raw.n));
        if (n) {
            i += n;
            word_end = i;
        } else {
            buf_putc(&text, raw.p[i++]);
        }
    }
    to_utf8(&clean, buf_str(&text), (struct str){0});
    buf_clear(&text);
    utf8_clean(&text, buf_str(&clean));
    result = str_copy(a, str_trim(buf_str(&text)));
    buf_release(&text);
    buf_release(&clean);
    return result;
}

/* Takes what stands before the first ';' that isn't in quotes off the front. */
static struct str cut_parameter(struct str *rest)
{
    bool quoted = false;
    size_t n = 0;
    struct str taken;

    for (; n < rest->n && (quoted || rest->p[n] != ';'); n++)
        quoted ^= rest->p[n] == '"';
    taken = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n + 1, rest->n);
    return taken;
}

/* A parameter of a header value: boundary="x". */
static struct str parameter(struct str value, const char *name)
{
    struct str rest = value;

    cut_parameter(&rest);
    while (rest.n) {
        struct str item = str_trim(cut_parameter(&rest));
        struct str key = str_trim(str_cut(&item, '='));

        item = str_trim(item);
        if (!str_eq_nocase(key, str_of(name)))
            continue;
        if (item.n >= 2 && item.p[0] == '"' && item.p[item.n - 1] == '"')
            item = str_sub(item, 1, item.n - 2);
        return item;
    }
    return (struct str){0};
}

/* ---- parts ---- */

struct letter {
    struct buf plain, html;
    struct arena *a;
    int parts;
};

static void take_text(struct letter *l, struct str body, struct str type, struct str transfer, bool is_html)
{
    struct buf bytes = {.max = MAIL_MAX_TEXT};
    struct buf *out = is_html ? &l->html : &l->plain;

    if (out->n)
        return; /* the first one counts */
    decode(&bytes, str_sub(body, 0, 4u * MAIL_MAX_TEXT), transfer);
    to_utf8(out, buf_str(&bytes), encoding_of_content_type(type));
    buf_release(&bytes);
}

static void read_part(struct letter *l, struct str part, int depth);

/* The parts between the lines "--boundary". */
static void read_parts(struct letter *l, struct str body, struct str boundary, int depth)
{
    struct str mark = str_printf(l->a, "--%.*s", STR_ARG(boundary));
    struct str rest = body;
    const char *start = NULL;

    while (rest.n && l->parts < MAIL_MAX_PARTS) {
        struct str line = str_cut(&rest, '\n');

        if (!str_starts(line, mark))
            continue;
        if (start)
            read_part(l, (struct str){start, (size_t)(line.p - start)}, depth + 1);
        start = rest.p;
        if (str_starts(str_sub(line, mark.n, line.n), STR("--")))
            return;
    }
    if (start && rest.n == 0 && l->parts < MAIL_MAX_PARTS)
        read_part(l, (struct str){start, (size_t)(body.p + body.n - start)}, depth + 1);
}

static void read_part(struct letter *l, struct str part, int depth)
{
    struct str body;
    struct str headers = cut_headers(part, &body);
    struct str type = raw_header(headers, "Content-Type", l->a);
    struct str transfer = str_trim(raw_header(headers, "Content-Transfer-Encoding", l->a));
    struct str disposition = raw_header(headers, "Content-Disposition", l->a);

    l->parts++;
    if (str_eq_nocase(str_sub(disposition, 0, 10), STR("attachment")))
        return;
    if (str_eq_nocase(str_sub(type, 0, 10), STR("multipart/")) && depth < MAIL_MAX_DEPTH)
        read_parts(l, body, parameter(type, "boundary"), depth);
    else if (str_eq_nocase(str_sub(type, 0, 9), STR("text/html")))
        take_text(l, body, type, transfer, true);
    else if (str_eq_nocase(str_sub(type, 0, 14), STR("message/rfc822")) && depth < MAIL_MAX_DEPTH && l->parts < MAIL_MAX_PARTS)
        read_part(l, body, depth + 1); /* a letter passed on whole */
    else if (type.n == 0 || str_eq_nocase(str_sub(type, 0, 10), STR("text/plain")))
        take_text(l, body, type, transfer, false);
}

/* ---- what the writer wrote ---- */

/* Lines behind which only an earlier letter or a signature stands. */
static bool ends_letter(struct str line)
{
    static const char *const starts[] = {"-----Oorspronkelijk bericht",
                                         "-----Original Message",
                                         "----- Doorgestuurd bericht",
                                         "---------- Forwarded message",
                                         "________________________________",
                                         "Verstuurd vanaf mijn",
                                         "Verzonden vanaf mijn",
                                         "Sent from my",
                                         "Outlook voor "};
    struct str bare = str_trim(line);

    if (str_is(line, "-- ") || str_is(line, "-- \r") || str_is(bare, "--"))
        return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_eq_nocase(str_sub(bare, 0, strlen(starts[i])), str_of(starts[i])))
            return true;
    return false;
}

/* 'Op 2 maart 2026 schreef X:', 'On ... wrote:'. */
static bool is_attribution(struct str line)
{
    if (line.n <= 10 || line.p[line.n - 1] != ':')
        return false;
    return (str_starts(line, STR("Op ")) && (str_find(line, STR(" schreef")) > 0 || str_find(line, STR(" geschreven")) > 0)) ||
           (str_starts(line, STR("On ")) && str_ends(line, STR(" wrote:")));
}

/* The same, also where a program has broken the line, before or in the address or the last words. */
static bool starts_quote(struct str line, struct str rest, struct arena *a)
{
    static const char *const ends[] = {">:", "geschreven:", "wrote:"};
    struct str next = str_trim(str_cut(&rest, '\n'));

    if (is_attribution(str_trim(line)))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if ((str_starts(line, STR("Op ")) || str_starts(line, STR("On "))) && str_ends(next, str_of(ends[i])))
            return is_attribution(str_printf(a, "%.*s %.*s", STR_ARG(str_trim(line)), STR_ARG(next)));
    return false;
}

/* 'Van: ...' directly followed by 'Verzonden:' or 'Datum:': the head of a quoted letter. */
static bool is_quoted_head(struct str line, struct str rest)
{
    struct str next = str_trim(str_cut(&rest, '\n'));

    if (!str_starts(line, STR("Van:")) && !str_starts(line, STR("From:")))
        return false;
    return str_starts(next, STR("Verzonden:")) || str_starts(next, STR("Datum:")) || str_starts(next, STR("Sent:")) ||
           str_starts(next, STR("Date:"));
}

static struct str own_words(struct str text, struct arena *a)
{
    struct buf kept = {0};
    struct str rest = text;
    struct str result;

    while (rest.n) {
        struct str line = str_cut(&rest, '\n');

        if (ends_letter(line) || starts_quote(line, rest, a) || is_quoted_head(line, rest))
            break;
        if (line.n && line.p[0] == '>')
            continue;
        buf_add(&kept, line);
        buf_putc(&kept, '\n');
    }
    result = str_copy(a, str_trim(buf_str(&kept)));
    buf_release(&kept);
    return result;
}

/* A quote of an earlier letter: not one that only indents, which has a style and nothing else. */
static bool is_quote(struct str tag)
{
    struct str attributes = str_trim(str_sub(tag, sizeof "<blockquote" - 1, tag.n));

    return !str_eq_nocase(str_sub(attributes, 0, 5), STR("style")) || str_find_nocase(attributes, STR("quote")) >= 0;
}

/* HTML without the letters that it quotes. */
static void add_unquoted(struct buf *out, struct str html)
{
    static const struct str open = STR_INIT("<blockquote"), close = STR_INIT("</blockquote");
    int depth = 0;

    while (html.n) {
        const char *next = memchr(html.p + 1, '<', html.n - 1);
        struct str piece = str_sub(html, 0, next ? (size_t)(next - html.p) : html.n);
        const char *end = memchr(piece.p, '>', piece.n);
        bool ends = str_eq_nocase(str_sub(piece, 0, close.n), close);

        if (str_eq_nocase(str_sub(piece, 0, open.n), open) && (depth || is_quote(str_sub(piece, 0, end ? (size_t)(end - piece.p) : piece.n))))
            depth++;
        if (depth == 0)
            buf_add(out, piece);
        else if (ends && --depth == 0)
            buf_add(out, end ? str_sub(piece, (size_t)(end + 1 - piece.p), piece.n) : (struct str){0});
        html = str_sub(html, piece.n, html.n);
    }
}

static struct str text_of(struct letter *l)
{
    struct buf clean = {0}, html = {0};
    struct str text;

    if (str_trim(buf_str(&l->plain)).n) {
        utf8_clean(&clean, buf_str(&l->plain));
    } else {
        add_unquoted(&html, buf_str(&l->html));
        html_to_text(&clean, buf_str(&html), NULL);
        if (clean.n == 0)
            html_to_text(&clean, buf_str(&l->html), NULL);
        buf_release(&html);
    }
    text = own_words(buf_str(&clean), l->a);
    if (text.n == 0)
        text = str_copy(l->a, str_trim(buf_str(&clean))); /* nothing but a quote: better that than nothing */
    buf_release(&clean);
    return text;
}

/* Without 'Re:', 'Fw:', 'Antw:' and their repetitions. */
static struct str subject(struct str s)
{
    static const char *const marks[] = {"re:", "fw:", "fwd:", "antw:", "antwoord:", "doorst:", "betr:"};
    bool cut = true;

    while (cut) {
        cut = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (str_eq_nocase(str_sub(s, 0, strlen(marks[i])), str_of(marks[i]))) {
                s = str_trim(str_sub(s, strlen(marks[i]), s.n));
                cut = true;
            }
    }
    return s;
}

static struct str without_brackets(struct str s)
{
    s = str_trim(s);
    return s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>' ? str_sub(s, 1, s.n - 2) : s;
}

int import_letter(struct entry *e, struct str letter, struct arena *a, struct err *err)
{
    struct letter l = {.a = a, .plain.max = 4u * MAIL_MAX_TEXT, .html.max = 4u * MAIL_MAX_TEXT};
    struct str body;
    struct str headers = cut_headers(letter, &body);
    struct str date;

    if (headers.n > MAIL_MAX_HEADERS)
        return err_set(err, "meer dan %d bytes aan kopregels", MAIL_MAX_HEADERS);
    date = raw_header(headers, "Date", a);
    *e = (struct entry){
        .guid = without_brackets(raw_header(headers, "Message-ID", a)),
        .author = header(headers, "From", a),
        .title = subject(header(headers, "Subject", a)),
        .time = date_parse(date, true),
        .updated = TIME_NONE,
        .reply_to = without_brackets(raw_header(headers, "In-Reply-To", a)),
        .channel = STR("email"),
    };
    if (e->author.n == 0 && e->guid.n == 0 && date.n == 0)
        return err_set(err, "dit is geen e-mail: From, Date en Message-ID ontbreken");
    read_part(&l, letter, 0);
    e->text = text_of(&l);
    buf_release(&l.plain);
    buf_release(&l.html);
    if (e->guid.n == 0)
        e->guid = str_printf(a, "row:%016llx", str_hash(letter));
    if (e->time == TIME_NONE)
        return err_set(err, "'%.*s' is niet te lezen als datum", STR_ARG(date));
    if (e->text.n == 0 && e->title.n == 0)
        return err_set(err, "er staat geen tekst in");
    return 0;
}

/* ---- mailboxes ---- */

struct mailbox {
    const char *path;
    import_fn fn;
    void *context;
    struct faults *faults;
    struct arena a;
};

/* One letter, with the '>' taken off its '>From ' lines. 1 when the caller wants no more. */
static int take_letter(struct mailbox *m, struct str letter, int line)
{
    struct entry e;
    struct err fault;
    int stop = 0;

    if (str_trim(letter).n == 0)
        return 0;
    arena_clear(&m->a);
    if (import_letter(&e, letter, &m->a, &fault))
        faults_add(m->faults, m->path, line, "%s", fault.text);
    else
        stop = m->fn(m->context, &e, line) != 0;
    return stop;
}

int import_mail(const char *path, struct str bytes, import_fn fn, void *context, struct faults *faults, struct err *err)
{
    struct mailbox m = {path, fn, context, faults, {0}};
    struct str rest = bytes;
    const char *start = NULL;
    int start_line = 1;
    int stop = 0;

    if (!str_starts(bytes, STR("From "))) {
        if (str_trim(bytes).n == 0)
            return err_set(err, "%s: het bestand is leeg", path);
        take_letter(&m, bytes, 1);
        arena_release(&m.a);
        return 0;
    }
    for (int line = 1; rest.n && !stop; line++) {
        struct str text = str_cut(&rest, '\n');

        if (!str_starts(text, STR("From ")))
            continue;
        if (start)
            stop = take_letter(&m, (struct str){start, (size_t)(text.p - start)}, start_line);
        start = text.p + text.n + (rest.n > 0);
        start_line = line + 1;
    }
    if (start && !stop)
        take_letter(&m, (struct str){start, (size_t)(bytes.p + bytes.n - start)}, start_line);
    arena_release(&m.a);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "listener/scan.h"

enum { LABEL_BYTES = 40, HELD_BYTES = 16, PIECE = 4096, REPLACEMENT = 0xFFFD, MOST_BALANCE = 8, LEAST_PROOF = 2 };

struct encoding {
    iconv_t converter; /* (iconv_t)-1: UTF-8 with windows-1252 for what is none */
    char held[HELD_BYTES]; /* the start of a character whose other bytes are still to come */
    size_t nheld;
    size_t mark; /* bytes of the byte order mark, still to be passed over */
    int balance; /* characters that were UTF-8 less bytes that were not, lately */
};

static const int c1_of_windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
};

/* UTF-8, and Latin 1, which is what many a program writes above UTF-8: the reader for UTF-8 reads both. */
static const char *const utf8_labels[] = {
    "utf-8", "utf8", "utf_8", "iso-8859-1", "iso8859-1", "iso_8859-1", "iso_8859_1", "latin1", "latin-1", "latin_1", "l1",
    "us-ascii", "ascii", "ansi", "windows-1252", "windows_1252", "windows1252", "cp1252", "1252",
};

/*
 * Labels that browsers read as a larger set (the Encoding Standard), and names that the library has otherwise. Of a label
 * only letters and digits count here.
 */
static const struct {
    const char *label, *meant;
} labels[] = {
    {"iso88599", "windows-1254"},   {"iso885911", "windows-874"},   {"tis620", "windows-874"},      {"thai", "windows-874"},
    {"gb2312", "gb18030"},          {"gbk", "gb18030"},             {"gb231280", "gb18030"},        {"chinese", "gb18030"},
    {"cp936", "gb18030"},           {"euccn", "gb18030"},           {"eucgb2312cn", "gb18030"},     {"isoir58", "gb18030"},
    {"csiso58gb231280", "gb18030"}, {"xmacsimpchinese", "gb18030"}, {"gb180302000", "gb18030"},     {"ksc56011987", "cp949"},
    {"ksc5601", "cp949"},           {"ksx1001", "cp949"},           {"euckr", "cp949"},             {"korean", "cp949"},
    {"ms949", "cp949"},             {"xmackorean", "cp949"},        {"shiftjis", "cp932"},          {"xsjis", "cp932"},
    {"sjis", "cp932"},              {"mskanji", "cp932"},           {"ms932", "cp932"},             {"xmacjapanese", "cp932"},
    {"shiftjis2004", "shift_jisx0213"}, {"sjis2004", "shift_jisx0213"}, {"sjisx0213", "shift_jisx0213"},
    {"shiftjisx0213", "shift_jisx0213"}, {"eucjis2004", "euc-jisx0213"}, {"jisx0213", "euc-jisx0213"},
    {"eucjisx0213", "euc-jisx0213"}, {"ujis", "euc-jp"},            {"iso2022jp", "iso-2022-jp-2"}, {"iso2022jp1", "iso-2022-jp-2"},
    {"iso2022jp2", "iso-2022-jp-2"}, {"iso2022jp3", "iso-2022-jp-3"}, {"iso2022kr", "iso-2022-kr"}, {"ms1361", "johab"},
    {"big5", "big5-hkscs"},         {"big5tw", "big5-hkscs"},       {"csbig5", "big5-hkscs"},       {"hkscs", "big5-hkscs"},
    {"ms950", "cp950"},             {"xmactradchinese", "big5"},    {"xmacroman", "macintosh"},     {"macroman", "macintosh"},
    {"maclatin2", "cp1282"},        {"maccenteuro", "cp1282"},      {"maccentraleurope", "cp1282"}, {"maciceland", "mac-is"},
    {"cp1051", "hp-roman8"},        {"ibm1051", "hp-roman8"},       {"cp154", "pt154"},             {"ptcp154", "pt154"},
    {"csptcp154", "pt154"},         {"cyrillicasian", "pt154"},     {"cpis", "cp861"},              {"ibm1125", "cp1125"},
    {"unicode", "utf-16le"},        {"utf16", "utf-16le"},          {"ucs2", "utf-16le"},           {"unicode11utf7", "utf-7"},
};

int encoding_windows_1252(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xA0 ? c1_of_windows_1252[byte - 0x80] : byte;
}

struct str encoding_of_content_type(struct str content_type)
{
    ptrdiff_t at = str_find_nocase(content_type, STR("charset="));
    struct str value;

    if (at < 0)
        return (struct str){0};
    value = str_sub(content_type, (size_t)at + 8, content_type.n);
    value = str_trim(str_cut(&value, ';'));
    while (value.n && (value.p[0] == '"' || value.p[0] == '\''))
        value = str_sub(value, 1, value.n);
    while (value.n && (value.p[value.n - 1] == '"' || value.p[value.n - 1] == '\''))
        value.n--;
    return value;
}

/* The encoding that the XML declaration names, or empty. */
static struct str declared(struct str head)
{
    ptrdiff_t start = str_find(head, STR("<?xml"));
    struct str rest;
    ptrdiff_t at;
    char quote;

    if (start < 0)
        return (struct str){0};
    rest = str_sub(head, (size_t)start, head.n);
    at = str_find(rest, STR("?>"));
    rest = str_sub(rest, 0, at < 0 ? rest.n : (size_t)at);
    at = str_find_nocase(rest, STR("encoding"));
    if (at < 0)
        return (struct str){0};
    rest = str_trim(str_sub(rest, (size_t)at + 8, rest.n));
    if (rest.n < 2 || rest.p[0] != '=')
        return (struct str){0};
    rest = str_trim(str_sub(rest, 1, rest.n));
    quote = rest.n ? rest.p[0] : '\0';
    if (quote != '"' && quote != '\'')
        return (struct str){0};
    rest = str_sub(rest, 1, rest.n);
    return str_trim(str_cut(&rest, quote));
}

static bool bytes_are(struct str head, const char *bytes, size_t n)
{
    return head.n >= n && memcmp(head.p, bytes, n) == 0;
}

/* "<?xm" in EBCDIC: all its code pages agree on the letters of a declaration, which tells the page. */
#define EBCDIC_XML "\x4C\x6F\xA7\x94"
#define EBCDIC "cp037"

/* Byte order marks, and the same encodings told by the zero bytes around the first '<' or '{'. */
static const struct {
    const char *bytes;
    size_t n;
    const char *name;
    size_t mark;
} signatures[] = {
    {"\xEF\xBB\xBF", 3, "utf-8", 3},         {"\xFF\xFE\0\0", 4, "utf-32le", 4}, {"\0\0\xFE\xFF", 4, "utf-32be", 4},
    {"\xFF\xFE", 2, "utf-16le", 2},          {"\xFE\xFF", 2, "utf-16be", 2},     {"<\0\0\0", 4, "utf-32le", 0},
    {"\0\0\0<", 4, "utf-32be", 0},           {"<\0", 2, "utf-16le", 0},          {"\0<", 2, "utf-16be", 0},
    {"{\0", 2, "utf-16le", 0},               {"\0{", 2, "utf-16be", 0},          {EBCDIC_XML, 4, EBCDIC, 0},
};

static bool is_wide(struct str label)
{
    label = str_sub(label, 0, 6);
    return str_eq_nocase(label, STR("utf-16")) || str_eq_nocase(label, STR("utf-32"));
}

static bool is_utf8(const char *name)
{
    for (size_t i = 0; i < sizeof utf8_labels / sizeof *utf8_labels; i++)
        if (strcmp(name, utf8_labels[i]) == 0)
            return true;
    return false;
}

/* How programs write a name that the library has otherwise: "koi8_r" is KOI8-R, "1251" CP1251. */
static const struct {
    const char *before;
    bool dashes; /* for underscores */
} spellings[] = {{"", true}, {"", false}, {"cp", true}, {"ibm", true}, {"iso-", true}};

static iconv_t open_spelling(const char *name, const char *before, bool dashes)
{
    char spelled[2 * LABEL_BYTES];
    int n = snprintf(spelled, sizeof spelled, "%s%s", before, name);

    for (int i = 0; i < n; i++)
        if (dashes && spelled[i] == '_')
            spelled[i] = '-';
    return iconv_open("UTF-8", spelled);
}

/* The library's name for a label that it doesn't know or that means more, or the label itself. */
static const char *meaning_of(const char *name)
{
    char key[LABEL_BYTES];
    size_t n = 0;

    for (const char *c = name; *c; c++)
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
            key[n++] = *c;
    key[n] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(key, labels[i].label) == 0)
            return labels[i].meant;
    return name;
}

/* Opens the converter of a label; UTF-8 and what nobody knows need none. */
static iconv_t open_label(struct str label)
{
    char name[LABEL_BYTES];
    iconv_t converter = (iconv_t)-1;
    const char *meant;

    if (label.n == 0 || label.n >= sizeof name - 1)
        return converter;
    for (size_t i = 0; i < label.n; i++)
        name[i] = (char)(label.p[i] >= 'A' && label.p[i] <= 'Z' ? label.p[i] + 32 : label.p[i]);
    name[label.n] = '\0';
    if (strchr(name, '/') || is_utf8(name))
        return converter;
    meant = meaning_of(name);
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings && converter == (iconv_t)-1; i++)
        converter = open_spelling(meant, spellings[i].before, spellings[i].dashes);
    return converter;
}

/* Are there characters beyond ASCII in the head, and are they UTF-8, all of them? */
static bool is_plainly_utf8(struct str head)
{
    int proof = 0;

    for (size_t at = 0; at < head.n;) {
        size_t start = at;
        bool ascii = (unsigned char)head.p[at] < 0x80;

        if (utf8_next(head, &at) < 0 && start + 4 <= head.n)
            return false;
        proof += !ascii;
    }
    return proof >= LEAST_PROOF;
}

/* Some converters let numbers through that are beyond the last character. */
static void add_made(struct buf *out, struct str made)
{
    if (utf8_valid(made))
        buf_add(out, made);
    else
        utf8_mend(out, made);
}

/* Adds what iconv makes of the bytes; returns the bytes that were used. */
static size_t add_converted(struct encoding *e, struct buf *out, struct str s, bool end)
{
    char *in = (char *)(uintptr_t)s.p;
    size_t left = s.n;

    while (left) {
        char piece[PIECE];
        char *to = piece;
        size_t room = sizeof piece;
        size_t result = iconv(e->converter, &in, &left, &to, &room);
        int why = result == (size_t)-1 ? errno : 0;

        add_made(out, (struct str){piece, sizeof piece - room});
        if (why == EINVAL && !end)
            break;
        if (why == EILSEQ || why == EINVAL) {
            buf_put_char(out, REPLACEMENT);
            in++;
            left--;
        }
    }
    return s.n - left;
}

/* The converter of a document in EBCDIC. */
static iconv_t open_ebcdic(struct str head)
{
    struct encoding common = {.converter = open_label(STR(EBCDIC))};
    struct buf text = {0};
    iconv_t converter;

    if (common.converter == (iconv_t)-1)
        return common.converter;
    add_converted(&common, &text, head, true);
    converter = open_label(declared(buf_str(&text)));
    buf_release(&text);
    if (converter == (iconv_t)-1)
        return common.converter;
    iconv_close(common.converter);
    return converter;
}

struct encoding *encoding_new(struct str head, struct str label)
{
    struct encoding *e = mem_calloc(1, sizeof *e);

    e->converter = (iconv_t)-1;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        if (bytes_are(head, signatures[i].bytes, signatures[i].n)) {
            e->mark = signatures[i].mark;
            e->converter = strcmp(signatures[i].name, EBCDIC) ? open_label(str_of(signatures[i].name)) : open_ebcdic(head);
            return e;
        }
    }
    if (label.n == 0)
        label = declared(head);
    /* Whoever can read the declaration as ASCII doesn't hold UTF-16. */
    if (is_wide(label) || is_plainly_utf8(head))
        label = STR("utf-8");
    e->converter = open_label(label);
    return e;
}

void encoding_free(struct encoding *e)
{
    if (!e)
        return;
    if (e->converter != (iconv_t)-1)
        iconv_close(e->converter);
    free(e);
}

/* Length of the UTF-8 character at s.p[at]; 0: none; -1: its end isn't there yet. */
static int character_length(struct str s, size_t at)
{
    unsigned char lead = (unsigned char)s.p[at];
    int n = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    size_t from = at;

    if (n == 0 || lead >= 0xF5)
        return 0;
    for (int i = 1; i < n; i++) {
        if (at + (size_t)i >= s.n)
            return -1;
        if (((unsigned char)s.p[at + (size_t)i] & 0xC0) != 0x80)
            return 0;
    }
    return utf8_next(s, &from) < 0 ? 0 : n;
}

static size_t ascii_length(struct str s, size_t at)
{
    size_t start = at;

    while (at + 2 * SCAN_BYTES <= s.n && !scan_high(scan_load(s.p + at) | scan_load(s.p + at + SCAN_BYTES)))
        at += 2 * SCAN_BYTES;
    while (at < s.n && (unsigned char)s.p[at] < 0x80)
        at++;
    return at - start;
}

/* Pairs that no text in windows-1252 has: an A with tilde or circumflex before a sign. */
static bool is_plain_pair(struct str s, size_t at)
{
    return s.p[at] == '\xC3' || s.p[at] == '\xC2';
}

/* Is a character, `now` UTF-8 or not, to be taken for it, after all that went before? */
static bool is_more_likely_utf8(struct encoding *e, bool now)
{
    e->balance += now ? 1 : -1;
    if (e->balance > MOST_BALANCE)
        e->balance = MOST_BALANCE;
    if (e->balance < -MOST_BALANCE)
        e->balance = -MOST_BALANCE;
    return now && e->balance > 0;
}

/*
 * Adds UTF-8 with windows-1252 for what is none; returns the bytes that were used. Windows-1252 can look like UTF-8 for
 * a character ("\xE9\xA0\xBB" is an e with acute, a blank and a guillemet), so what went before counts too.
 */
static size_t add_utf8(struct encoding *e, struct buf *out, struct str s, bool end)
{
    size_t at = 0;
    size_t good = 0; /* start of what is still to be added as it stands */

    while (at < s.n) {
        int n;

        at += ascii_length(s, at);
        if (at >= s.n)
            break;
        n = character_length(s, at);
        if ((n >= 0 || end) && (is_more_likely_utf8(e, n > 0) || (n == 2 && is_plain_pair(s, at)))) {
            at += (size_t)n;
            continue;
        }
        buf_add(out, str_sub(s, good, at - good));
        if (n < 0 && !end)
            return at;
        buf_put_char(out, encoding_windows_1252((unsigned char)s.p[at]));
        good = ++at;
    }
    buf_add(out, str_sub(s, good, at - good));
    return at;
}

static size_t add_bytes(struct encoding *e, struct str bytes, bool end, struct buf *out)
{
    return e->converter == (iconv_t)-1 ? add_utf8(e, out, bytes, end) : add_converted(e, out, bytes, end);
}

/* Completes the character whose first bytes are held, byte by byte, and returns the bytes that it took. */
static size_t complete_held(struct encoding *e, struct str bytes, bool end, struct buf *out)
{
    size_t taken = 0;

    while (e->nheld && (taken < bytes.n || end)) {
        bool last = end && taken == bytes.n;
        size_t used;

        if (taken < bytes.n)
            e->held[e->nheld++] = bytes.p[taken++];
        used = add_bytes(e, (struct str){e->held, e->nheld}, last || e->nheld == HELD_BYTES, out);
        memmove(e->held, e->held + used, e->nheld - used);
        e->nheld -= used;
    }
    return taken;
}

void encoding_push(struct encoding *e, struct str bytes, bool end, struct buf *out)
{
    size_t used = e->mark < bytes.n ? e->mark : bytes.n;

    e->mark -= used;
    bytes = str_sub(bytes, used, bytes.n);
    used = complete_held(e, bytes, end, out);
    bytes = str_sub(bytes, used, bytes.n);
    used = add_bytes(e, bytes, end, out);
    bytes = str_sub(bytes, used, bytes.n);
    if (bytes.n && bytes.n <= HELD_BYTES) {
        memcpy(e->held, bytes.p, bytes.n);
        e->nheld = bytes.n;
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/url.h"

#include <string.h>

#include <sodium.h>

#include "base/buf.h"
#include "listener/scan.h"

static const char *const safe_schemes[] = {"http", "https", "ftp", "mailto", "tag", "urn", NULL};
/* Query keys that tell where a reader came from, not what is read. */
static const char *const tracking_keys[] = {"fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref_src", NULL};

static bool is_scheme_char(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

    return letter || (!first && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
}

/* Length of the scheme before the colon; 0: none. */
static size_t scheme_length(struct str s)
{
    size_t n = 0;

    while (n < s.n && is_scheme_char(s.p[n], n == 0))
        n++;
    return n < s.n && s.p[n] == ':' ? n : 0;
}

/* Takes what stands before the first of `stops` off the front. */
static struct str take_until(struct str *rest, const char *stops)
{
    size_t n = 0;
    struct str taken;

    while (n < rest->n && !(rest->p[n] && strchr(stops, rest->p[n])))
        n++;
    taken = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n, rest->n);
    return taken;
}

struct url url_split(struct str s)
{
    struct url u = {0};
    size_t n = scheme_length(s);

    if (s.n == 0)
        return u;
    if (n) {
        u.scheme = str_sub(s, 0, n);
        s = str_sub(s, n + 1, s.n);
    }
    if (str_starts(s, STR("//"))) {
        s = str_sub(s, 2, s.n);
        u.authority = take_until(&s, "/?#");
        if (!u.authority.p)
            u.authority = STR("");
    }
    u.path = take_until(&s, "?#");
    if (s.n && s.p[0] == '?') {
        s = str_sub(s, 1, s.n);
        u.query = take_until(&s, "#");
        if (!u.query.p)
            u.query = STR("");
    }
    if (s.n)
        u.fragment = s.n > 1 ? str_sub(s, 1, s.n) : STR("");
    return u;
}

bool url_is_absolute(struct str s)
{
    return scheme_length(s) > 0;
}

bool url_is_web(struct str s)
{
    struct url u = url_split(s);

    return u.authority.n && (str_eq_nocase(u.scheme, STR("http")) || str_eq_nocase(u.scheme, STR("https")));
}

bool url_is_safe(struct str s)
{
    size_t n = scheme_length(s);
    size_t at = 0;

    while (at + SCAN_BYTES <= s.n && !(scan_below(scan_load(s.p + at), ' ') | scan_equal(scan_load(s.p + at), 0x7F)))
        at += SCAN_BYTES;
    for (; at < s.n; at++)
        if ((unsigned char)s.p[at] < ' ' || s.p[at] == 0x7F)
            return false;
    return n == 0 || str_is_any_nocase(str_sub(s, 0, n), safe_schemes);
}

/* RFC 3986, 5.2.4: takes "." and ".." out of a path. */
static void add_without_dots(struct buf *out, struct str path)
{
    size_t root = out->n;
    struct str rest = path;

    while (rest.n) {
        bool slash = rest.p[0] == '/';
        struct str segment = str_sub(rest, slash, rest.n);
        ptrdiff_t end = str_find(segment, STR("/"));
        bool last = end < 0;

        segment = str_sub(segment, 0, last ? segment.n : (size_t)end);
        rest = str_sub(rest, slash + segment.n, rest.n);
        if (str_is(segment, ".") || str_is(segment, "..")) {
            while (segment.n == 2 && out->n > root && out->p[--out->n] != '/')
                continue;
            if (last)
                buf_putc(out, '/');
            continue;
        }
        if (slash)
            buf_putc(out, '/');
        buf_add(out, segment);
    }
}

static void add_part(struct buf *out, const char *before, struct str part, const char *after)
{
    if (!part.p)
        return;
    buf_puts(out, before);
    buf_add(out, part);
    buf_puts(out, after);
}

/* RFC 3986, 5.2.3: the reference's path in the place of the base's last segment. */
static void add_merged_path(struct buf *out, const struct url *base, struct str path)
{
    struct buf merged = {0};
    size_t keep = base->path.n;

    while (keep && base->path.p[keep - 1] != '/')
        keep--;
    buf_add(&merged, str_sub(base->path, 0, keep));
    if (base->authority.p && merged.n == 0)
        buf_putc(&merged, '/');
    buf_add(&merged, path);
    add_without_dots(out, buf_str(&merged));
    buf_release(&merged);
}

static struct str without_breaks(struct arena *a, struct str s)
{
    struct buf out = {0};

    s = str_trim(s);
    if (s.n == 0 || !memchr(s.p, '\n', s.n) + !memchr(s.p, '\r', s.n) + !memchr(s.p, '\t', s.n) == 3)
        return s;
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("\r\n\t", s.p[i]) || !s.p[i])
            buf_putc(&out, s.p[i]);
    return buf_take(&out, a);
}

struct str url_resolve(struct arena *a, struct str base, struct str ref)
{
    struct buf out = {0};
    struct url b;
    struct url r;

    ref = without_breaks(a, ref);
    base = str_trim(base);
    if (url_is_absolute(ref) || !url_is_absolute(base))
        return str_copy(a, ref);
    b = url_split(base);
    r = url_split(ref);
    add_part(&out, "", b.scheme, ":");
    add_part(&out, "//", r.authority.p ? r.authority : b.authority, "");
    if (r.authority.p || (r.path.n && r.path.p[0] == '/'))
        add_without_dots(&out, r.path);
    else if (r.path.n == 0)
        buf_add(&out, b.path);
    else
        add_merged_path(&out, &b, r.path);
    add_part(&out, "?", r.query.p || r.path.n || r.authority.p ? r.query : b.query, "");
    add_part(&out, "#", r.fragment, "");
    return buf_take(&out, a);
}

static bool is_tracking(struct str pair)
{
    struct str key = str_cut(&pair, '=');

    return str_starts(key, STR("utm_")) || str_is_any(key, tracking_keys);
}

static void add_query(struct buf *out, struct str query)
{
    char before = '?';

    while (query.n) {
        struct str pair = str_cut(&query, '&');

        if (pair.n == 0 || is_tracking(pair))
            continue;
        buf_putc(out, before);
        buf_add(out, pair);
        before = '&';
    }
}

/* Blanks and controls, which no address has, in the form that it has for them. */
static struct str with_escapes(struct arena *a, struct str s)
{
    struct buf out = {0};

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c <= ' ' || c == 0x7F)
            buf_printf(&out, "%%%02X", c);
        else
            buf_putc(&out, s.p[i]);
    }
    return buf_take(&out, a);
}

struct str url_normal(struct arena *a, struct str s)
{
    struct str escaped = with_escapes(a, str_trim(s));
    struct url u = url_split(escaped);
    struct buf out = {0};
    struct str host = str_lower(a, u.authority);
    size_t start;

    if (!url_is_web(escaped))
        return escaped;
    while (str_ends(host, STR(":80")) || str_ends(host, STR(":443")))
        host.n -= str_ends(host, STR(":80")) ? 3 : 4;
    buf_puts(&out, "https://");
    buf_add(&out, host);
    start = out.n;
    add_without_dots(&out, u.path);
    while (out.n > start && out.p[out.n - 1] == '/')
        out.n--;
    add_query(&out, u.query);
    return buf_take(&out, a);
}

struct str url_decoded(struct arena *a, struct str s)
{
    char *text = str_c(a, s);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char byte;

        if (s.p[i] == '%' && i + 2 < s.n && sodium_hex2bin(&byte, 1, s.p + i + 1, 2, NULL, NULL, NULL) == 0) {
            text[n++] = (char)byte;
            i += 2;
        } else {
            text[n++] = s.p[i];
        }
    }
    return (struct str){text, n};
}

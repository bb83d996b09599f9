/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/imap.h"

#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/when.h"
#include "listener/address.h"

enum { NAP_MS = 20, CHUNK = 16 << 10, MOST_UIDS = 1 << 20 };

struct imap {
    struct imap_options options;
    CURL *easy;
    CURLM *multi;
    struct arena arena;
    struct buf in;      /* came in and is not read yet, from `at` on */
    size_t at;
    struct buf line;    /* the answer's line, without its literals */
    struct buf literal; /* the last literal of that line */
    struct buf refused;
    int tag;
    bool denied, late;
    int64_t deadline; /* monotonic ms */
};

/* ---- the connection ---- */

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct imap *m = context;

    if (purpose != CURLSOCKTYPE_IPCXN)
        return CURL_SOCKET_BAD;
    if (m->options.allow_private || address_is_public(&address->addr))
        return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    buf_clear(&m->refused);
    address_print(&m->refused, &address->addr);
    return CURL_SOCKET_BAD;
}

/* Time for the caller's other work; has it, or the time limit, ended ours? */
static int rest(struct imap *m, struct err *err)
{
    if (m->options.meanwhile && m->options.meanwhile(m->options.context))
        return err_set(err, "afgebroken");
    m->late = when_monotonic() >= m->deadline;
    return m->late ? err_set(err, "geen antwoord binnen de tijd") : 0;
}

static void set_rules(struct imap *m)
{
    CURL *e = m->easy;
    const struct imap_options *o = &m->options;
    char *password;

    curl_easy_setopt(e, CURLOPT_URL, str_c(&m->arena, str_printf(&m->arena, "%.*s/", STR_ARG(o->server))));
    curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "imaps");
    curl_easy_setopt(e, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    curl_easy_setopt(e, CURLOPT_USERNAME, str_c(&m->arena, o->user));
    password = str_c(&m->arena, o->password);
    curl_easy_setopt(e, CURLOPT_PASSWORD, password);
    sodium_memzero(password, o->password.n);
    curl_easy_setopt(e, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_ms);
    curl_easy_setopt(e, CURLOPT_PROXY, "");
    curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, m);
    if (o->ca_file)
        curl_easy_setopt(e, CURLOPT_CAINFO, o->ca_file);
}

int imap_open(struct imap **out, const struct imap_options *options, CURLcode *code, struct err *err)
{
    struct imap *m = mem_calloc(1, sizeof *m);
    int running = 1, more;
    CURLMsg *message;

    *out = m;
    *code = CURLE_FAILED_INIT;
    m->options = *options;
    m->in.max = CHUNK * 2;
    m->line.max = IMAP_MAX_LINE;
    m->literal.max = IMAP_MAX_LETTER + CHUNK;
    m->easy = curl_easy_init();
    m->multi = curl_multi_init();
    if (!m->easy || !m->multi)
        mem_exhausted();
    set_rules(m);
    m->deadline = when_monotonic() + options->total_ms;
    curl_multi_add_handle(m->multi, m->easy);
    while (curl_multi_perform(m->multi, &running) == CURLM_OK && running) {
        if (rest(m, err))
            return -1;
        curl_multi_poll(m->multi, NULL, 0, NAP_MS, NULL);
    }
    message = curl_multi_info_read(m->multi, &more);
    *code = message ? message->data.result : CURLE_FAILED_INIT;
    return *code == CURLE_OK ? 0 : err_set(err, "%s", curl_easy_strerror(*code));
}

struct str imap_refused(const struct imap *m)
{
    return buf_str(&m->refused);
}

bool imap_was_denied(const struct imap *m)
{
    return m->denied;
}

bool imap_was_late(const struct imap *m)
{
    return m->late;
}

/* Waits until the server can be read from, or written to. */
static int wait_for(struct imap *m, short events, struct err *err)
{
    curl_socket_t socket = CURL_SOCKET_BAD;
    struct pollfd fd;

    curl_easy_getinfo(m->easy, CURLINFO_ACTIVESOCKET, &socket);
    if (socket == CURL_SOCKET_BAD)
        return err_set(err, "de verbinding is weg");
    fd = (struct pollfd){.fd = socket, .events = events};
    poll(&fd, 1, NAP_MS);
    return rest(m, err);
}

static int send_all(struct imap *m, struct str bytes, struct err *err)
{
    while (bytes.n) {
        size_t sent = 0;
        CURLcode code = curl_easy_send(m->easy, bytes.p, bytes.n, &sent);

        bytes = str_sub(bytes, sent, bytes.n);
        if (code == CURLE_AGAIN ? wait_for(m, POLLOUT, err) : code != CURLE_OK)
            return code == CURLE_AGAIN ? -1 : err_set(err, "%s", curl_easy_strerror(code));
    }
    return 0;
}

/* At least one byte more in m->in. */
static int receive(struct imap *m, struct err *err)
{
    char bytes[CHUNK];
    size_t n = 0;
    CURLcode code;

    buf_clear(&m->in);
    m->at = 0;
    while ((code = curl_easy_recv(m->easy, bytes, sizeof bytes, &n)) == CURLE_AGAIN)
        if (wait_for(m, POLLIN, err))
            return -1;
    if (code != CURLE_OK || n == 0)
        return err_set(err, "%s", n == 0 && code == CURLE_OK ? "de server verbrak de verbinding" : curl_easy_strerror(code));
    buf_add(&m->in, (struct str){bytes, n});
    return 0;
}

/* ---- answers ---- */

/* Adds the next bytes of a line to m->line; *ended when its LF came by. */
static int read_part(struct imap *m, bool *ended, struct err *err)
{
    struct str in;
    ptrdiff_t at;

    if (m->at == m->in.n && receive(m, err))
        return -1;
    in = str_sub(buf_str(&m->in), m->at, m->in.n);
    at = str_find(in, STR("\n"));
    *ended = at >= 0;
    in = str_sub(in, 0, *ended ? (size_t)at : in.n);
    m->at += in.n + *ended;
    buf_add(&m->line, in);
    return m->line.full ? err_set(err, "een regel van de server is te lang") : 0;
}

/* "... {123}" says that 123 bytes follow: how many, or -1. */
static long long literal_size(struct str line)
{
    size_t open = line.n;
    long long n;

    if (!str_ends(line, STR("}")))
        return -1;
    while (open > 0 && line.p[open - 1] != '{')
        open--;
    if (open == 0 || str_to_number(str_sub(line, open, line.n - open - 1), IMAP_MAX_LETTER, &n))
        return -1;
    return n;
}

static int read_literal(struct imap *m, long long n, struct err *err)
{
    buf_clear(&m->literal);
    while ((long long)m->literal.n < n) {
        struct str in;

        if (m->at == m->in.n && receive(m, err))
            return -1;
        in = str_sub(buf_str(&m->in), m->at, (size_t)n - m->literal.n);
        m->at += in.n;
        buf_add(&m->literal, in);
    }
    return 0;
}

/* One answer, its literals taken out: the line is in m->line, the last literal in m->literal. */
static int read_answer(struct imap *m, struct err *err)
{
    buf_clear(&m->line);
    for (;;) {
        bool ended = false;
        long long n;

        while (!ended)
            if (read_part(m, &ended, err))
                return -1;
        while (m->line.n && m->line.p[m->line.n - 1] == '\r')
            m->line.n--;
        n = literal_size(buf_str(&m->line));
        if (n < 0)
            return 0;
        if (read_literal(m, n, err))
            return -1;
        buf_putc(&m->line, ' ');
    }
}

/*
 * Sends a command and reads its answers; each untagged one goes to `fn` (NULL: nobody). -1 also when the server says no.
 */
static int command(struct imap *m, void (*fn)(struct imap *m, void *context, struct str line), void *context, struct err *err,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));
static int command(struct imap *m, void (*fn)(struct imap *m, void *context, struct str line), void *context, struct err *err,
                   const char *format, ...)
{
    struct buf text = {0};
    char tag[16];
    char words[2048];
    va_list args;
    int result;

    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    snprintf(tag, sizeof tag, "t%d ", ++m->tag);
    buf_printf(&text, "%s%s\r\n", tag, words);
    m->deadline = when_monotonic() + m->options.total_ms;
    result = send_all(m, buf_str(&text), err);
    buf_release(&text);
    while (result == 0) {
        struct str line;

        if (read_answer(m, err))
            return -1;
        line = buf_str(&m->line);
        if (str_starts(line, str_of(tag))) {
            line = str_sub(line, strlen(tag), line.n);
            m->denied = !str_eq_nocase(str_sub(line, 0, 2), STR("OK"));
            return m->denied ? err_set(err, "de server zegt: %.*s", STR_ARG(str_sub(line, 0, 200))) : 0;
        }
        if (fn && str_starts(line, STR("* ")))
            fn(m, context, str_sub(line, 2, line.n));
    }
    return result;
}

/* ---- commands ---- */

static void note_validity(struct imap *m, void *context, struct str line)
{
    static const char key[] = "[UIDVALIDITY ";
    ptrdiff_t at = str_find_nocase(line, str_of(key));
    struct str rest_of_line = str_sub(line, (size_t)(at < 0 ? 0 : at) + sizeof key - 1, line.n);

    (void)m;
    if (at >= 0)
        str_to_number(str_cut(&rest_of_line, ']'), UINT32_MAX, context);
}

int imap_examine(struct imap *m, struct str mailbox, long long *validity, struct err *err)
{
    *validity = 0;
    for (size_t i = 0; i < mailbox.n; i++)
        if ((unsigned char)mailbox.p[i] < ' ' || (unsigned char)mailbox.p[i] > '~' || strchr("\"\\", mailbox.p[i]))
            return err_set(err, "de naam van de map mag alleen gewone tekens hebben: %.*s", STR_ARG(mailbox));
    return command(m, note_validity, validity, err, "EXAMINE \"%.*s\"", STR_ARG(mailbox));
}

struct uids {
    long long *v;
    int n, cap;
};

static void note_uids(struct imap *m, void *context, struct str line)
{
    struct uids *uids = context;

    (void)m;
    if (!str_eq_nocase(str_cut(&line, ' '), STR("SEARCH")))
        return;
    while (line.n && uids->n < MOST_UIDS) {
        long long uid;

        if (str_to_number(str_cut(&line, ' '), UINT32_MAX, &uid))
            continue;
        MEM_GROW(uids->v, uids->n, uids->cap);
        uids->v[uids->n++] = uid;
    }
}

static int by_number(const void *x, const void *y)
{
    const long long *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

int imap_search(struct imap *m, const char *what, long long **out, int *n, struct err *err)
{
    struct uids uids = {0};
    int result = command(m, note_uids, &uids, err, "UID SEARCH %s", what);

    if (uids.n)
        qsort(uids.v, (size_t)uids.n, sizeof *uids.v, by_number);
    *out = uids.v;
    *n = uids.n;
    return result;
}

static void note_letter(struct imap *m, void *context, struct str line)
{
    struct buf *letter = context;

    str_cut(&line, ' ');
    if (!str_eq_nocase(str_cut(&line, ' '), STR("FETCH")) || str_find_nocase(line, STR("BODY[]")) < 0)
        return;
    buf_clear(letter);
    buf_add(letter, buf_str(&m->literal));
}

int imap_letter(struct imap *m, long long uid, struct str *letter, struct err *err)
{
    struct buf found = {.max = IMAP_MAX_LETTER + CHUNK};
    int result;

    buf_clear(&m->literal);
    result = command(m, note_letter, &found, err, "UID FETCH %lld (BODY.PEEK[]<0.%d>)", uid, IMAP_MAX_LETTER);
    arena_clear(&m->arena);
    *letter = result == 0 ? str_copy(&m->arena, buf_str(&found)) : (struct str){0};
    buf_release(&found);
    return result;
}

void imap_close(struct imap *m)
{
    size_t sent;

    if (!m)
        return;
    if (m->tag)
        curl_easy_send(m->easy, "bye LOGOUT\r\n", 12, &sent);
    curl_multi_remove_handle(m->multi, m->easy);
    curl_easy_cleanup(m->easy);
    curl_multi_cleanup(m->multi);
    arena_release(&m->arena);
    buf_release(&m->in);
    buf_release(&m->line);
    buf_release(&m->literal);
    buf_release(&m->refused);
    free(m);
}

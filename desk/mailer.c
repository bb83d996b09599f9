/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/mailer.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>
#include <sodium.h>

#include "base/file.h"
#include "base/mail_address.h"

enum {
    CONNECT_MS = 10 * 1000,
    TOTAL_MS = 60 * 1000,
    SECRET_MAX = 4096,
    ANSWER_MAX = 64 << 10
};

enum stage { STAGE_FREE, STAGE_WAITS, STAGE_UNDER_WAY, STAGE_DONE };

struct mailer {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int event;            /* counts verdicts */
    atomic_bool abort;    /* breaks off what is under way */
    bool stopping, has_thread;
    enum stage stage;
    struct delivery delivery;

    /* the letter; the thread's while it is under way */
    bool is_mail;
    struct arena letter;
    struct str to, body, url, signature;
    size_t sent;

    /* settings, in `arena` */
    struct arena arena;
    const char *server_url, *from, *user, *password;
    const char *ca_file; /* or NULL */
    enum mail_tls tls;
    CURL *easy;
    struct buf heard; /* the other side's last line */
};

/* ---- what curl calls, on the thread ---- */

static size_t give_body(char *to, size_t size, size_t n, void *context)
{
    struct mailer *m = context;
    struct str part = str_sub(m->body, m->sent, size * n);

    if (part.n)
        memcpy(to, part.p, part.n);
    m->sent += part.n;
    return part.n;
}

static int rewind_body(void *context, curl_off_t offset, int origin)
{
    struct mailer *m = context;

    if (origin != SEEK_SET || offset < 0 || (size_t)offset > m->body.n)
        return CURL_SEEKFUNC_FAIL;
    m->sent = (size_t)offset;
    return CURL_SEEKFUNC_OK;
}

/* The words that count are those before curl's QUIT. */
static size_t hear(char *bytes, size_t size, size_t n, void *context)
{
    struct mailer *m = context;
    struct str line = str_trim((struct str){bytes, size * n});

    if (line.n && !str_starts(line, STR("221"))) {
        buf_clear(&m->heard);
        buf_add(&m->heard, str_sub(line, 0, sizeof m->delivery.answer - 1));
    }
    return size * n;
}

static size_t ignore(char *bytes, size_t size, size_t n, void *context)
{
    (void)bytes, (void)context;
    return size * n;
}

static int is_aborted(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    struct mailer *m = context;

    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(&m->abort);
}

/* ---- one letter ---- */

static void set_common(struct mailer *m)
{
    curl_easy_reset(m->easy);
    curl_easy_setopt(m->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m->easy, CURLOPT_PROXY, "");
    curl_easy_setopt(m->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(m->easy, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS);
    curl_easy_setopt(m->easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(m->easy, CURLOPT_XFERINFOFUNCTION, is_aborted);
    curl_easy_setopt(m->easy, CURLOPT_XFERINFODATA, m);
    curl_easy_setopt(m->easy, CURLOPT_HEADERFUNCTION, hear);
    curl_easy_setopt(m->easy, CURLOPT_HEADERDATA, m);
    curl_easy_setopt(m->easy, CURLOPT_WRITEFUNCTION, ignore);
}

static CURLcode send_mail(struct mailer *m)
{
    struct curl_slist *to = curl_slist_append(NULL, m->to.p);
    CURLcode code;

    curl_easy_setopt(m->easy, CURLOPT_URL, m->server_url);
    curl_easy_setopt(m->easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(m->easy, CURLOPT_USE_SSL, (long)(m->tls == MAIL_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (m->ca_file)
        curl_easy_setopt(m->easy, CURLOPT_CAINFO, m->ca_file);
    if (*m->user) {
        curl_easy_setopt(m->easy, CURLOPT_USERNAME, m->user);
        curl_easy_setopt(m->easy, CURLOPT_PASSWORD, m->password);
    }
    curl_easy_setopt(m->easy, CURLOPT_MAIL_FROM, m->from);
    curl_easy_setopt(m->easy, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(m->easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(m->easy, CURLOPT_READFUNCTION, give_body);
    curl_easy_setopt(m->easy, CURLOPT_READDATA, m);
    curl_easy_setopt(m->easy, CURLOPT_SEEKFUNCTION, rewind_body);
    curl_easy_setopt(m->easy, CURLOPT_SEEKDATA, m);
    curl_easy_setopt(m->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->body.n);
    code = curl_easy_perform(m->easy);
    curl_slist_free_all(to);
    return code;
}

static CURLcode post_json(struct mailer *m)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    CURLcode code;

    headers = curl_slist_append(headers, m->signature.p);
    curl_easy_setopt(m->easy, CURLOPT_URL, m->url.p);
    curl_easy_setopt(m->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(m->easy, CURLOPT_USERAGENT, "tamtam/" TAMTAM_VERSION);
    curl_easy_setopt(m->easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(m->easy, CURLOPT_POSTFIELDS, m->body.p);
    curl_easy_setopt(m->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)m->body.n);
    code = curl_easy_perform(m->easy);
    curl_slist_free_all(headers);
    return code;
}

/*
 * A 5xx to the sender, the recipient or the text is about this letter; one to the greeting or the login is about the server. Where
 * the connection broke after the text and before the answer nobody knows: it is sent again, under the same Message-ID.
 */
static void judge_mail(struct mailer *m, CURLcode code, long status)
{
    bool whole = m->sent >= m->body.n;

    if (code == CURLE_OK)
        m->delivery.verdict = VERDICT_ACCEPTED;
    else if (status >= 500 && (code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && whole)))
        m->delivery.verdict = VERDICT_REFUSED;
    m->delivery.server = m->delivery.verdict == VERDICT_LATER && !whole && !(status >= 400 && code == CURLE_SEND_ERROR);
}

static void judge_post(struct mailer *m, CURLcode code, long status)
{
    if (code == CURLE_OK && status >= 200 && status < 300)
        m->delivery.verdict = VERDICT_ACCEPTED;
    else if (code == CURLE_OK && status >= 400 && status < 500 && status != 408 && status != 429)
        m->delivery.verdict = VERDICT_REFUSED;
}

static void deliver(struct mailer *m)
{
    CURLcode code;
    long status = 0;
    struct str heard;

    m->sent = 0;
    buf_clear(&m->heard);
    set_common(m);
    code = m->is_mail ? send_mail(m) : post_json(m);
    curl_easy_getinfo(m->easy, CURLINFO_RESPONSE_CODE, &status);
    m->delivery.verdict = VERDICT_LATER;
    if (m->is_mail)
        judge_mail(m, code, status);
    else
        judge_post(m, code, status);
    heard = buf_str(&m->heard);
    if (code != CURLE_OK && !(status >= 400 && heard.n))
        snprintf(m->delivery.answer, sizeof m->delivery.answer, "%s", curl_easy_strerror(code));
    else if (m->is_mail)
        snprintf(m->delivery.answer, sizeof m->delivery.answer, "%.*s", STR_ARG(heard));
    else
        snprintf(m->delivery.answer, sizeof m->delivery.answer, "HTTP %ld", status);
}

static void *work(void *context)
{
    struct mailer *m = context;
    uint64_t one = 1;

    pthread_mutex_lock(&m->lock);
    for (;;) {
        while (m->stage != STAGE_WAITS && !m->stopping)
            pthread_cond_wait(&m->changed, &m->lock);
        if (m->stopping)
            break;
        m->stage = STAGE_UNDER_WAY;
        pthread_mutex_unlock(&m->lock);
        deliver(m);
        pthread_mutex_lock(&m->lock);
        m->stage = STAGE_DONE;
        pthread_cond_broadcast(&m->changed);
        if (write(m->event, &one, sizeof one) < 0)
            continue; /* the verdict is found at the next look */
    }
    pthread_mutex_unlock(&m->lock);
    return NULL;
}

/* ---- making and ending ---- */

/* A secret's file: its first line. */
static int read_secret(struct arena *a, const char *path, const char **secret, struct err *err)
{
    struct buf bytes = {.max = SECRET_MAX};
    int result = file_read(path, &bytes, err);
    struct str rest = buf_str(&bytes);

    *secret = "";
    if (result == 0)
        *secret = str_c(a, str_trim(str_cut(&rest, '\n')));
    sodium_memzero(bytes.p, bytes.n);
    buf_release(&bytes);
    return result;
}

static int read_password(struct mailer *m, const struct mail_settings *s, struct err *err)
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");

    m->password = "";
    if (s->user.n == 0)
        return 0;
    if (s->password_file.n)
        return read_secret(&m->arena, str_c(&m->arena, s->password_file), &m->password, err);
    if (credentials)
        return read_secret(&m->arena, file_path(&m->arena, credentials, "smtp-password"), &m->password, err);
    return err_set(err, "[mail] has a user and no password: write password_file, or give the credential smtp-password");
}

/* Signals are for the main thread. */
static int start_thread(struct mailer *m, struct err *err)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    failed = pthread_create(&m->thread, NULL, work, m);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    m->has_thread = !failed;
    return failed ? err_set(err, "the mail thread: %s", strerror(failed)) : 0;
}

int mailer_new(struct mailer **out, const struct mail_settings *s, struct err *err)
{
    struct mailer *m = mem_calloc(1, sizeof *m);

    *out = m;
    pthread_mutex_init(&m->lock, NULL);
    pthread_cond_init(&m->changed, NULL);
    m->heard.max = ANSWER_MAX;
    m->tls = s->tls;
    m->server_url = str_printf(&m->arena, "%s://%.*s", s->tls == MAIL_TLS ? "smtps" : "smtp", STR_ARG(s->server)).p;
    m->from = str_c(&m->arena, mail_address_of(s->from));
    m->user = str_c(&m->arena, s->user);
    m->ca_file = s->ca_file.n ? str_c(&m->arena, s->ca_file) : NULL;
    m->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    m->easy = curl_easy_init();
    if (!m->easy || m->event < 0)
        return err_set(err, "the mail thread: %s", strerror(errno));
    return read_password(m, s, err) || start_thread(m, err) ? -1 : 0;
}

void mailer_stop(struct mailer *m, int grace_ms)
{
    struct timespec until;

    if (!m->has_thread)
        return;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += grace_ms / 1000;
    pthread_mutex_lock(&m->lock);
    m->stopping = true;
    pthread_cond_broadcast(&m->changed);
    while (m->stage == STAGE_UNDER_WAY && pthread_cond_timedwait(&m->changed, &m->lock, &until) == 0)
        continue;
    pthread_mutex_unlock(&m->lock);
    atomic_store(&m->abort, true);
    pthread_join(m->thread, NULL);
    m->has_thread = false;
}

void mailer_free(struct mailer *m)
{
    if (!m)
        return;
    mailer_stop(m, 0);
    curl_easy_cleanup(m->easy);
    if (m->event >= 0)
        close(m->event);
    pthread_cond_destroy(&m->changed);
    pthread_mutex_destroy(&m->lock);
    if (m->password)
        sodium_memzero((void *)(uintptr_t)m->password, strlen(m->password));
    buf_release(&m->heard);
    arena_release(&m->letter);
    arena_release(&m->arena);
    free(m);
}

/* ---- handing in and taking ---- */

bool mailer_is_free(struct mailer *m)
{
    bool is_free;

    pthread_mutex_lock(&m->lock);
    is_free = m->stage == STAGE_FREE;
    pthread_mutex_unlock(&m->lock);
    return is_free;
}

static void hand_in(struct mailer *m, int64_t id)
{
    pthread_mutex_lock(&m->lock);
    m->delivery = (struct delivery){.id = id};
    m->stage = STAGE_WAITS;
    pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
}

void mailer_mail(struct mailer *m, int64_t id, struct str to, struct str message)
{
    arena_clear(&m->letter);
    m->is_mail = true;
    m->to = str_copy(&m->letter, to);
    m->body = str_copy(&m->letter, message);
    hand_in(m, id);
}

static struct str sign(struct arena *a, struct str secret, struct str json)
{
    crypto_auth_hmacsha256_state state;
    unsigned char hash[crypto_auth_hmacsha256_BYTES];
    char hex[2 * sizeof hash + 1];

    crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret.p, secret.n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)json.p, json.n);
    crypto_auth_hmacsha256_final(&state, hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return str_printf(a, "X-Tamtam-Signature: sha256=%s", hex);
}

void mailer_post(struct mailer *m, int64_t id, struct str url, struct str secret, struct str json)
{
    arena_clear(&m->letter);
    m->is_mail = false;
    m->url = str_copy(&m->letter, url);
    m->body = str_copy(&m->letter, json);
    m->signature = sign(&m->letter, secret, json);
    hand_in(m, id);
}

bool mailer_take(struct mailer *m, struct delivery *d)
{
    bool taken;
    uint64_t n;

    pthread_mutex_lock(&m->lock);
    taken = m->stage == STAGE_DONE;
    if (taken) {
        *d = m->delivery;
        m->stage = STAGE_FREE;
        if (read(m->event, &n, sizeof n) < 0 && errno != EAGAIN)
            taken = true; /* it only wakes */
    }
    pthread_mutex_unlock(&m->lock);
    return taken;
}

int mailer_descriptor(const struct mailer *m)
{
    return m->event;
}

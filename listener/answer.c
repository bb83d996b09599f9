/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/answer.h"

#include "listener/date.h"

static int64_t read_retry_after(struct str value, int64_t now)
{
    long long seconds;
    int64_t date;

    if (value.n == 0)
        return -1;
    if (str_to_number(str_trim(value), 1000000000, &seconds) == 0)
        return seconds * WHEN_SECOND;
    date = date_parse(value, false);
    return date == TIME_NONE ? -1 : date > now ? date - now : 0;
}

static int64_t read_max_age(struct str value)
{
    struct str rest = value;

    while (rest.n) {
        struct str item = str_trim(str_cut(&rest, ','));
        struct str key = str_trim(str_cut(&item, '='));
        long long seconds;

        if (str_eq_nocase(key, STR("max-age")) && str_to_number(str_trim(item), 1000000000, &seconds) == 0)
            return seconds * WHEN_SECOND;
    }
    return -1;
}

/* Mastodon tells a moment, others seconds. Only counts when nothing remains of the budget. */
static int64_t read_rate_reset(const struct fetch_answer *answer, int64_t now)
{
    long long remaining, seconds;
    int64_t date;

    if (str_to_number(str_trim(answer->rate_remaining), 1000000000, &remaining) || remaining > 0)
        return 0;
    if (str_to_number(str_trim(answer->rate_reset), 10000000000LL, &seconds) == 0)
        return seconds > 1000000000 ? seconds * WHEN_SECOND : now + seconds * WHEN_SECOND;
    date = date_parse(answer->rate_reset, false);
    return date == TIME_NONE ? 0 : date;
}

enum outcome answer_outcome_of_status(long status)
{
    static const struct {
        long status;
        enum outcome outcome;
    } table[] = {{304, FETCH_UNCHANGED}, {401, FETCH_DENIED}, {403, FETCH_DENIED}, {404, FETCH_NOT_FOUND},
                 {408, FETCH_TIMEOUT},   {410, FETCH_GONE},   {429, FETCH_BUSY},   {451, FETCH_DENIED},
                 {503, FETCH_BUSY},      {504, FETCH_TIMEOUT}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].status == status)
            return table[i].outcome;
    return status >= 500 ? FETCH_SERVER : FETCH_STATUS;
}

enum outcome answer_outcome_of_code(CURLcode code)
{
    static const struct {
        CURLcode code;
        enum outcome outcome;
    } table[] = {{CURLE_OPERATION_TIMEDOUT, FETCH_TIMEOUT},   {CURLE_COULDNT_RESOLVE_HOST, FETCH_DNS},
                 {CURLE_COULDNT_CONNECT, FETCH_CONNECT},      {CURLE_SSL_CONNECT_ERROR, FETCH_TLS},
                 {CURLE_PEER_FAILED_VERIFICATION, FETCH_TLS}, {CURLE_SSL_CERTPROBLEM, FETCH_TLS},
                 {CURLE_BAD_CONTENT_ENCODING, FETCH_NO_FEED}, {CURLE_SSL_CIPHER, FETCH_TLS},
                 {CURLE_SSL_ISSUER_ERROR, FETCH_TLS},         {CURLE_URL_MALFORMAT, FETCH_STATUS},
                 {CURLE_UNSUPPORTED_PROTOCOL, FETCH_STATUS}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].code == code)
            return table[i].outcome;
    return FETCH_CONNECT;
}

void answer_read(struct fetch_result *result, const struct fetch_answer *answer, int64_t now)
{
    result->status = answer->status;
    result->etag = answer->etag;
    result->last_modified = answer->last_modified;
    result->retry_after = read_retry_after(answer->retry_after, now);
    result->max_age = read_max_age(answer->cache_control);
    result->expires = answer->expires.n ? date_parse(answer->expires, false) : TIME_NONE;
    result->rate_reset = read_rate_reset(answer, now);
}

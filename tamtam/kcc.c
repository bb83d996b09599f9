/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/kcc.h"

#include "tamtam/dutch.h"

enum { MOST_CONTACTS = 1000000, MOST_TOP_BYTES = 48 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number right before one of the words: '163 gesprekken', '2.300 contacten'; 0: none. */
static int number_before(struct str text, const char *const *words, int nwords)
{
    for (int w = 0; w < nwords; w++) {
        ptrdiff_t at = str_find_nocase(text, str_of(words[w]));
        long long number = 0, place = 1;

        if (at < 2 || text.p[at - 1] != ' ' || !is_digit(text.p[at - 2]))
            continue;
        for (ptrdiff_t i = at - 2; i >= 0 && (is_digit(text.p[i]) || text.p[i] == '.') && number < MOST_CONTACTS; i--) {
            if (!is_digit(text.p[i]))
                continue;
            number += (text.p[i] - '0') * place;
            place *= 10;
        }
        return number < MOST_CONTACTS ? (int)number : 0;
    }
    return 0;
}

/* 'Top 3: a / b / c.': up to the end of the sentence. */
static void read_top(struct kcc *k, struct str text)
{
    ptrdiff_t at = str_find_nocase(text, STR("top 3:"));
    struct str rest;

    if (at < 0)
        return;
    rest = str_sub(text, (size_t)at + 6, text.n);
    rest = str_cut(&rest, '\n');
    rest = str_cut(&rest, '.');
    while (rest.n && k->ntop < KCC_MOST_TOP) {
        struct str item = str_trim(str_cut(&rest, '/'));

        if (item.n && item.n <= MOST_TOP_BYTES && str_find(item, STR("[")) < 0)
            k->top[k->ntop++] = item;
    }
}

bool kcc_read(struct kcc *k, const struct stored_post *p)
{
    static const char *const contacts[] = {"gesprekken", "contacten", "bellers", "telefoontjes", "oproepen"};
    static const char *const minutes[] = {"min"};

    *k = (struct kcc){.time = p->post.time};
    if (p->post.channel != CHANNEL_KCC || p->marks.voice != VOICE_GEMEENTE)
        return false;
    k->contacts = number_before(p->post.text, contacts, (int)(sizeof contacts / sizeof *contacts));
    k->minutes = number_before(p->post.text, minutes, 1);
    if (k->contacts)
        read_top(k, p->post.text);
    return k->contacts > 0;
}

bool kcc_latest(struct kcc *k, const struct stored_post *const *posts, int n)
{
    while (n-- > 0)
        if (kcc_read(k, posts[n]))
            return true;
    return false;
}

void kcc_say_load(struct buf *b, const struct kcc *k, int64_t now)
{
    buf_puts(b, "KCC, stand ");
    dutch_hour_seen(b, k->time, now);
    buf_puts(b, ": ");
    dutch_count(b, k->contacts);
    buf_puts(b, k->contacts == 1 ? " gesprek" : " gesprekken");
    if (k->minutes)
        buf_printf(b, ", wachttijd %d %s", k->minutes, k->minutes == 1 ? "minuut" : "minuten");
}

void kcc_say_top(struct buf *b, const struct kcc *k)
{
    buf_puts(b, "meest gevraagd: ");
    for (int i = 0; i < k->ntop; i++)
        buf_printf(b, "%s%.*s", i ? ", " : "", STR_ARG(k->top[i]));
}

void kcc_say(struct buf *b, const struct kcc *k)
{
    kcc_say_load(b, k, k->time);
    if (k->ntop) {
        buf_puts(b, "; ");
        kcc_say_top(b, k);
    }
    buf_putc(b, '.');
}

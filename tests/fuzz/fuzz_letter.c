/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Letters of the mail composer. Their header values are the first lines of the input (parted by NUL bytes, so that line ends stand within
 * a value), the document is the rest: its lines are those of RFC 5322, and it has the headers of a harmless letter, no one more.
 */
#include <stdlib.h>

#include "tamtam/look.h"
#include "tamtam/write_mail.h"

enum { LONGEST_LINE = 998 };

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void compose(struct document *d, struct str text)
{
    struct block *section;

    doc_init(d);
    d->head.title = doc_copy(d, str_cut(&text, '\0'));
    d->head.municipality = doc_copy(d, str_cut(&text, '\0'));
    section = doc_section(d->root, SECTION_PLAIN, str_cut(&text, '\0'));
    doc_fact(section, str_cut(&text, '\0'));
    prose_add(doc_paragraph(section, TEXT_PLAIN), text);
    doc_finish(d);
}

/* Lines of a message end in CR LF, have neither within, and aren't too long. The number of headers of its own that stand on top. */
static int judge_lines(struct str message)
{
    int headers = 0;
    bool head = true;

    while (message.n) {
        struct str line = str_cut(&message, '\n');

        if (!str_ends(line, STR("\r")) || line.n > LONGEST_LINE + 1 || memchr(line.p, '\r', line.n - 1) || memchr(line.p, 0, line.n))
            abort();
        head = head && line.n > 1;
        headers += head && line.p[0] != ' ' && line.p[0] != '\t';
    }
    return headers;
}

static int headers_of(const struct mail *m, struct str text)
{
    struct document d = {0};
    struct look look;
    struct buf out = {0};
    struct err err;
    int headers;

    look_make(&look, STR("#12493F"), STR("#D99A2B"), (struct str){0});
    compose(&d, text);
    if (write_mail(&d, &look, m, &out, &err))
        abort();
    headers = judge_lines(buf_str(&out));
    buf_release(&out);
    doc_release(&d);
    return headers;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct mail m = {.pdf = STR("%PDF-")}, harmless = {.pdf = STR("%PDF-")};
    struct str *const values[] = {&m.from, &m.to, &m.subject, &m.message_id, &m.unsubscribe, &m.sign_off_mail, &m.preferences, &m.whole,
                                  &m.choice, &m.pdf_name};
    struct str *const plain[] = {&harmless.from, &harmless.to, &harmless.subject, &harmless.message_id, &harmless.unsubscribe,
                                 &harmless.sign_off_mail, &harmless.preferences, &harmless.whole, &harmless.choice, &harmless.pdf_name};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        *values[i] = str_cut(&rest, '\0');
        *plain[i] = values[i]->n ? STR("a@a.example") : (struct str){0};
    }
    if (headers_of(&m, rest) > headers_of(&harmless, STR("x")))
        abort();
    return 0;
}

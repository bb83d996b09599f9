/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How fast are feeds read? Each file named, or else three RSS feeds of 50 MB made here (plain text, HTML escaped, HTML in
 * CDATA), is read by libxml2's SAX2 push parser that does nothing with it, and by `tamtam parse` down to its lines. CPU
 * seconds of one core, the best of five rounds in turn; the wish is at least 35% of the bare parser's bytes per second.
 *
 *   make build/parse && build/parse [FILE...]
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <libxml/parser.h>

#include "base/file.h"
#include "listener/entry_print.h"
#include "listener/feed.h"

enum { FEED_BYTES = 50 << 20, ROUNDS = 5, PIECE_BYTES = 16 << 10, WISH_PERCENT = 35 };

/* ---- Feeds to read */

enum shape { PLAIN, ESCAPED, CDATA, SHAPES };

static const struct {
    const char *name;
    const char *before, *after;                 /* of a description */
    const char *paragraph, *end, *strong, *end_strong, *link; /* as its markup is written */
} shapes[] = {
    {"plain text", "", "", "", "\n", "", "", ""},
    {"HTML, escaped", "", "", "&lt;p&gt;", "&lt;/p&gt;\n", "&lt;strong&gt;", "&lt;/strong&gt;",
     "&lt;a href=&quot;https://krant.example/dossier/haven?a=1&amp;amp;b=2&quot;&gt;dossier&lt;/a&gt; "},
    {"HTML in CDATA", "<![CDATA[", "]]>", "<p>", "</p>\n", "<strong>", "</strong>",
     "<a href=\"https://krant.example/dossier/haven?a=1&amp;b=2\">dossier</a> "},
};

/* Sentences of a town's news in an order that a small generator tells: the same on any machine. */
static const char *const sentences[] = {
    "De gemeenteraad heeft dinsdagavond ingestemd met de plannen voor het kruispunt. ",
    "Omwonenden maken zich zorgen over de verkeersveiligheid rond de basisschool. ",
    "Volgens de wethouder is er € 2,4 miljoen uitgetrokken; dat is \"ruim voldoende\". ",
    "De brandweer rukte met drie wagens uit naar de Veenweg, niemand raakte gewond. ",
    "Een woordvoerder bevestigt dat de café's in het centrum langer open mogen blijven. ",
    "Het college antwoordt binnen zes weken op de vragen van de fracties. ",
};

static unsigned next_number(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static void add_description(struct buf *out, enum shape shape, unsigned *state)
{
    buf_puts(out, shapes[shape].before);
    for (unsigned paragraphs = 2 + next_number(state) % 4; paragraphs; paragraphs--) {
        buf_puts(out, shapes[shape].paragraph);
        for (unsigned n = 1 + next_number(state) % 4; n; n--) {
            bool strong = next_number(state) % 4 == 0;

            buf_puts(out, strong ? shapes[shape].strong : "");
            buf_puts(out, sentences[next_number(state) % (sizeof sentences / sizeof *sentences)]);
            buf_puts(out, strong ? shapes[shape].end_strong : "");
            buf_puts(out, next_number(state) % 3 ? "" : shapes[shape].link);
        }
        buf_puts(out, shapes[shape].end);
    }
    buf_puts(out, shapes[shape].after);
}

static void make_feed(struct buf *out, enum shape shape)
{
    unsigned state = 1;

    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Krant</title>"
                  "<link>https://krant.example/</link><language>nl</language>\n");
    for (int i = 1; out->n < FEED_BYTES; i++) {
        buf_printf(out,
                   "<item>\n<title>Raad stemt in met plan %d voor de haven</title>\n<link>https://krant.example/nieuws/%d</link>\n"
                   "<guid isPermaLink=\"false\">krant-%d</guid>\n<pubDate>Mon, 02 Mar 2026 %02d:%02d:00 +0100</pubDate>\n"
                   "<category>Politiek</category>\n<description>",
                   i, i, i, i / 60 % 24, i % 60);
        add_description(out, shape, &state);
        buf_puts(out, "</description>\n</item>\n");
    }
    buf_puts(out, "</channel></rss>\n");
}

/* ---- The two readers */

static double cpu_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double bare(struct str document)
{
    double start = cpu_seconds();
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC};
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);

    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOWARNING | XML_PARSE_NOERROR);
    for (size_t at = 0; at < document.n; at += PIECE_BYTES) {
        struct str piece = str_sub(document, at, PIECE_BYTES);

        xmlParseChunk(parser, piece.p, (int)piece.n, at + piece.n == document.n);
    }
    xmlFreeParserCtxt(parser);
    return cpu_seconds() - start;
}

struct lines {
    struct buf line;
    size_t entries, bytes;
};

static int add_line(void *context, const struct entry *e)
{
    struct lines *lines = context;

    buf_clear(&lines->line);
    entry_print(&lines->line, e);
    lines->bytes += lines->line.n;
    lines->entries++;
    return 0;
}

static double ours(struct str document, struct lines *lines)
{
    double start = cpu_seconds();
    const struct feed_hints hints = {.big = true};
    struct err err;

    if (feed_parse(document, &hints, add_line, lines, NULL, NULL, &err))
        fprintf(stderr, "%s\n", err.text);
    return cpu_seconds() - start;
}

/* Returns whether the wish is fulfilled. */
static bool measure(const char *name, struct str document)
{
    double best_bare = 1e9;
    double best_ours = 1e9;
    struct lines lines = {0};
    double share;

    for (int i = 0; i < ROUNDS; i++) {
        double seconds = bare(document);

        best_bare = seconds < best_bare ? seconds : best_bare;
        lines.entries = lines.bytes = 0;
        seconds = ours(document, &lines);
        best_ours = seconds < best_ours ? seconds : best_ours;
    }
    share = 100 * best_bare / best_ours;
    printf("%-16s %6.1f MB, %6zu entries: bare %6.1f MB/s, parse %6.1f MB/s = %.1f%%\n", name, (double)document.n / 1e6,
           lines.entries, (double)document.n / 1e6 / best_bare, (double)document.n / 1e6 / best_ours, share);
    buf_release(&lines.line);
    return share >= WISH_PERCENT;
}

int main(int argc, char **argv)
{
    struct buf document = {0};
    bool good = true;
    struct err err;

    for (int i = 1; i < argc; i++) {
        buf_clear(&document);
        if (file_read(argv[i], &document, &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        good &= measure(argv[i], buf_str(&document));
    }
    for (int shape = 0; argc == 1 && shape < SHAPES; shape++) {
        buf_clear(&document);
        make_feed(&document, (enum shape)shape);
        good &= measure(shapes[shape].name, buf_str(&document));
    }
    buf_release(&document);
    return good ? 0 : 1;
}

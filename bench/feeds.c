/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The floor under polling: what curl, libxml2's SAX parser and SQLite cost when nothing is made of the feeds.
 *
 *     feeds DATABASE <ADDRESSES
 *
 * Asks each address (a line each) once, 64 at a time, with the validator of the last time, and inserts the items' guid, title,
 * link and text that are new, with the validator, in one transaction. feeds.py runs it beside `tamtam poll`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>
#include <libxml/parser.h>
#include <sqlite3.h>

#include "base/buf.h"

enum { PARALLEL = 64, BATCH = 500, LONGEST_ADDRESS = 200, LONGEST_TAG = 100 };

enum field { GUID, TITLE, LINK, TIME, TEXT, FIELDS, NO_FIELD = FIELDS };
static const char *const elements[FIELDS] = {"guid", "title", "link", "pubDate", "encoded"};

struct store {
    sqlite3 *db;
    sqlite3_stmt *add, *known, *keep;
    int items, committed, unchanged;
};

struct transfer {
    CURL *easy;
    struct curl_slist *headers;
    struct store *store;
    xmlParserCtxtPtr parser;
    struct buf fields[FIELDS];
    enum field field;
    bool in_item;
    char url[LONGEST_ADDRESS], etag[LONGEST_TAG];
};

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nspaces,
                          const xmlChar **spaces, int nattributes, int ndefaulted, const xmlChar **attributes)
{
    struct transfer *t = context;

    (void)prefix, (void)uri, (void)nspaces, (void)spaces, (void)nattributes, (void)ndefaulted, (void)attributes;
    t->field = NO_FIELD;
    if (strcmp((const char *)name, "item") == 0) {
        t->in_item = true;
        for (int f = 0; f < FIELDS; f++)
            buf_clear(&t->fields[f]);
    }
    for (int f = 0; f < FIELDS && t->in_item; f++)
        if (strcmp((const char *)name, elements[f]) == 0)
            t->field = (enum field)f;
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct transfer *t = context;
    struct store *s = t->store;

    (void)prefix, (void)uri;
    t->field = NO_FIELD;
    if (strcmp((const char *)name, "item") != 0)
        return;
    t->in_item = false;
    for (int f = 0; f < FIELDS; f++)
        sqlite3_bind_text(s->add, f + 1, buf_c(&t->fields[f]), (int)t->fields[f].n, SQLITE_STATIC);
    sqlite3_bind_text(s->add, FIELDS + 1, t->url, -1, SQLITE_STATIC);
    sqlite3_step(s->add);
    sqlite3_reset(s->add);
    s->items++;
}

static void characters(void *context, const xmlChar *text, int n)
{
    struct transfer *t = context;

    if (t->field != NO_FIELD)
        buf_add(&t->fields[t->field], (struct str){(const char *)text, (size_t)n});
}

static size_t take_body(char *bytes, size_t size, size_t n, void *context)
{
    static xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                                .startElementNs = start_element,
                                .endElementNs = end_element,
                                .characters = characters,
                                .cdataBlock = characters};
    struct transfer *t = context;

    if (!t->parser)
        t->parser = xmlCreatePushParserCtxt(&sax, t, NULL, 0, NULL);
    xmlParseChunk(t->parser, bytes, (int)(size * n), 0);
    return size * n;
}

static size_t take_header(char *bytes, size_t size, size_t n, void *context)
{
    struct transfer *t = context;

    if (size * n > 6 && strncasecmp(bytes, "ETag: ", 6) == 0)
        snprintf(t->etag, sizeof t->etag, "%.*s", (int)strcspn(bytes + 6, "\r\n"), bytes + 6);
    return size * n;
}

static bool start(struct transfer *t, CURLM *multi)
{
    char header[LONGEST_TAG + 20];

    if (!fgets(t->url, sizeof t->url, stdin))
        return false;
    t->url[strcspn(t->url, "\n")] = '\0';
    t->etag[0] = '\0';
    sqlite3_bind_text(t->store->known, 1, t->url, -1, SQLITE_STATIC);
    if (sqlite3_step(t->store->known) == SQLITE_ROW) {
        snprintf(header, sizeof header, "If-None-Match: %s", (const char *)sqlite3_column_text(t->store->known, 0));
        t->headers = curl_slist_append(NULL, header);
    }
    sqlite3_reset(t->store->known);
    curl_easy_reset(t->easy);
    curl_easy_setopt(t->easy, CURLOPT_URL, t->url);
    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
    curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
    return curl_multi_add_handle(multi, t->easy) == CURLM_OK;
}

static void end(struct transfer *t, CURLM *multi)
{
    if (t->parser)
        xmlParseChunk(t->parser, "", 0, 1);
    else
        t->store->unchanged++;
    xmlFreeParserCtxt(t->parser);
    t->parser = NULL;
    curl_slist_free_all(t->headers);
    t->headers = NULL;
    curl_multi_remove_handle(multi, t->easy);
    sqlite3_bind_text(t->store->keep, 1, t->url, -1, SQLITE_STATIC);
    sqlite3_bind_text(t->store->keep, 2, t->etag, -1, SQLITE_STATIC);
    sqlite3_step(t->store->keep);
    sqlite3_reset(t->store->keep);
    if (t->store->items - t->store->committed >= BATCH) {
        sqlite3_exec(t->store->db, "COMMIT; BEGIN", NULL, NULL, NULL);
        t->store->committed = t->store->items;
    }
}

static void ask_all(struct store *s)
{
    static struct transfer transfers[PARALLEL];
    CURLM *multi = curl_multi_init();
    CURLMsg *message;
    int running = 0, left, more;

    for (int i = 0; i < PARALLEL; i++) {
        transfers[i].easy = curl_easy_init();
        transfers[i].store = s;
        running += start(&transfers[i], multi);
    }
    while (running > 0) {
        curl_multi_perform(multi, &left);
        while ((message = curl_multi_info_read(multi, &more))) {
            void *owner = NULL;

            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&owner);
            end(owner, multi);
            running += start(owner, multi) - 1;
        }
        curl_multi_poll(multi, NULL, 0, 100, NULL);
    }
    for (int i = 0; i < PARALLEL; i++) {
        curl_easy_cleanup(transfers[i].easy);
        for (int f = 0; f < FIELDS; f++)
            buf_release(&transfers[i].fields[f]);
    }
    curl_multi_cleanup(multi);
}

static int open_store(struct store *s, const char *path)
{
    static const char schema[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                 "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, feed TEXT, guid TEXT, title TEXT, link TEXT,"
                                 " time TEXT, text TEXT, UNIQUE (feed, guid));"
                                 "CREATE TABLE IF NOT EXISTS feed (url TEXT PRIMARY KEY, etag TEXT); BEGIN";

    static const char add[] = "INSERT OR IGNORE INTO item (guid, title, link, time, text, feed) VALUES (?, ?, ?, ?, ?, ?)";

    return sqlite3_open(path, &s->db) || sqlite3_exec(s->db, schema, NULL, NULL, NULL) ||
           sqlite3_prepare_v2(s->db, add, -1, &s->add, NULL) ||
           sqlite3_prepare_v2(s->db, "SELECT etag FROM feed WHERE url = ? AND etag <> ''", -1, &s->known, NULL) ||
           sqlite3_prepare_v2(s->db, "INSERT OR REPLACE INTO feed (url, etag) VALUES (?, ?)", -1, &s->keep, NULL);
}

int main(int argc, char **argv)
{
    struct store s = {0};

    if (argc != 2 || open_store(&s, argv[1])) {
        fprintf(stderr, "usage: feeds DATABASE <ADDRESSES\n");
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    ask_all(&s);
    sqlite3_exec(s.db, "COMMIT", NULL, NULL, NULL);
    printf("{\"items\":%d,\"unchanged\":%d}\n", s.items, s.unchanged);
    sqlite3_finalize(s.add);
    sqlite3_finalize(s.known);
    sqlite3_finalize(s.keep);
    sqlite3_close(s.db);
    return 0;
}

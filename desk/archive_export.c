/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Fixed reports for the archive: their bytes, what describes them, and an Atom feed for the intranet. */
#include "desk/archive.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/record.h"
#include "base/when.h"

/* The formats that a fixed report is kept in. */
static const enum format kept_formats[] = {FORMAT_HTML, FORMAT_PDF, FORMAT_TXT};
enum { KEPT = sizeof kept_formats / sizeof *kept_formats };

static const char *const media_types[FORMAT_COUNT] = {
    [FORMAT_HTML] = "text/html", [FORMAT_PDF] = "application/pdf", [FORMAT_TXT] = "text/plain"};

static struct str bytes_of(const struct stored_report *r, enum format format)
{
    return format == FORMAT_HTML ? r->html : format == FORMAT_PDF ? r->pdf : r->text;
}

void archive_hash(struct str bytes, char hex[ARCHIVE_HASH])
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256(hash, (const unsigned char *)bytes.p, bytes.n);
    sodium_bin2hex(hex, ARCHIVE_HASH, hash, sizeof hash);
}

/* "tamtam-2026-03-11-v1": a correction stands beside what it corrects. */
static struct str name_of(struct desk *d, const struct stored_report *r)
{
    struct buf name = {0};

    archive_file_name(d, r, &name);
    buf_printf(&name, "-v%lld", (long long)r->version);
    return buf_take(&name, &d->arena);
}

static json_t *moment(int64_t ms)
{
    struct buf b = {0};
    json_t *s;

    when_print(&b, ms);
    s = json_string(buf_c(&b));
    buf_release(&b);
    return s;
}

/* What an archive wants to know of a record: what, of when, by whom, and the hash of each file. */
static json_t *describe(struct desk *d, const struct stored_report *r, struct str name)
{
    json_t *o = json_object(), *files = json_array();

    json_object_set_new(o, "id", json_integer(r->id));
    json_object_set_new(o, "version", json_integer(r->version));
    json_object_set_new(o, "kind", record_string(r->kind));
    json_object_set_new(o, "subject", record_string(r->subject));
    json_object_set_new(o, "creator", record_string(d->town.name));
    json_object_set_new(o, "from", moment(r->from));
    json_object_set_new(o, "to", moment(r->to));
    json_object_set_new(o, "fixed", moment(r->fixed));
    json_object_set_new(o, "fixed_by", record_string(r->fixed_by));
    for (int i = 0; i < KEPT; i++) {
        struct str bytes = bytes_of(r, kept_formats[i]);
        char hex[ARCHIVE_HASH];
        json_t *file = json_object();

        archive_hash(bytes, hex);
        json_object_set_new(file, "name",
                            record_string(str_printf(&d->arena, "%.*s.%s", STR_ARG(name), format_names[kept_formats[i]].name)));
        json_object_set_new(file, "type", json_string(media_types[kept_formats[i]]));
        json_object_set_new(file, "bytes", json_integer((json_int_t)bytes.n));
        json_object_set_new(file, "sha256", json_string(hex));
        json_array_append_new(files, file);
    }
    json_object_set_new(o, "files", files);
    return o;
}

/* 'urn:tamtam:den-haag:' */
static void add_urn(struct desk *d, struct buf *b)
{
    struct str name = str_lower(&d->arena, d->town.name);

    buf_puts(b, "urn:tamtam:");
    for (size_t i = 0; i < name.n; i++) {
        bool plain = (name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= '0' && name.p[i] <= '9');

        buf_putc(b, plain ? name.p[i] : '-');
    }
    buf_putc(b, ':');
}

static void add_entry(struct desk *d, struct buf *feed, const struct stored_report *r, struct str name)
{
    int kind = value_of(report_names, r->kind);

    buf_puts(feed, "  <entry>\n    <title>");
    buf_put_xml(feed, str_of(kind < 0 ? "Rapport" : report_names[kind].label));
    buf_puts(feed, ", ");
    when_print_day(feed, when_day(r->kind.n && str_is(r->kind, "day") ? r->to : r->to - 1));
    buf_puts(feed, "</title>\n    <id>");
    add_urn(d, feed);
    buf_printf(feed, "report:%lld:%lld</id>\n    <updated>", (long long)r->id, (long long)r->version);
    when_print(feed, r->fixed);
    buf_puts(feed, "</updated>\n    <author><name>");
    buf_put_xml(feed, r->fixed_by);
    buf_puts(feed, "</name></author>\n");
    for (int i = 0; i < KEPT; i++)
        buf_printf(feed, "    <link rel=\"%s\" type=\"%s\" href=\"%.*s.%s\"/>\n",
                   kept_formats[i] == FORMAT_HTML ? "alternate" : "enclosure", media_types[kept_formats[i]], STR_ARG(name),
                   format_names[kept_formats[i]].name);
    buf_puts(feed, "  </entry>\n");
}

static void open_feed(struct desk *d, struct buf *feed, int64_t updated)
{
    buf_puts(feed, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                   "xml:lang=\"nl\">\n  <title>Tamtam gemeente ");
    buf_put_xml(feed, d->town.name);
    buf_puts(feed, "</title>\n  <id>");
    add_urn(d, feed);
    buf_puts(feed, "reports</id>\n  <link rel=\"self\" href=\"reports.atom\"/>\n  <updated>");
    when_print(feed, updated);
    buf_puts(feed, "</updated>\n");
}

static int write_kept(struct desk *d, const char *folder, const struct stored_report *r, struct str name, struct err *err)
{
    for (int i = 0; i < KEPT; i++) {
        struct str path = str_printf(&d->arena, "%s/%.*s.%s", folder, STR_ARG(name), format_names[kept_formats[i]].name);

        if (file_write(str_c(&d->arena, path), bytes_of(r, kept_formats[i]), err))
            return -1;
    }
    return 0;
}

static int write_index(struct desk *d, const char *folder, const json_t *index, struct err *err)
{
    char *text = json_dumps(index, JSON_INDENT(1));
    int failed = file_write(file_path(&d->arena, folder, "reports.json"), str_of(text), err);

    free(text);
    return failed;
}

int archive_export(struct desk *d, const char *folder, int *n, struct err *err)
{
    struct stored_report *reports;
    json_t *index = json_array();
    struct buf feed = {0}, entries = {0};
    int64_t updated = 0;
    int count, failed;

    *n = 0;
    failed = file_make_folder(folder, err) || store_reports(d->store, &d->arena, &reports, &count, err);
    for (int i = 0; !failed && i < count; i++) {
        struct stored_report r;
        struct str name;

        if (!reports[i].fixed)
            continue;
        failed = store_report(d->store, &d->arena, reports[i].id, reports[i].version, &r, err);
        if (failed)
            break;
        name = name_of(d, &r);
        failed = write_kept(d, folder, &r, name, err);
        json_array_append_new(index, describe(d, &r, name));
        add_entry(d, &entries, &r, name);
        updated = r.fixed > updated ? r.fixed : updated;
        ++*n;
    }
    if (!failed) {
        open_feed(d, &feed, updated);
        buf_add(&feed, buf_str(&entries));
        buf_puts(&feed, "</feed>\n");
        failed = write_index(d, folder, index, err) ||
                 file_write(file_path(&d->arena, folder, "reports.atom"), buf_str(&feed), err);
    }
    json_decref(index);
    buf_release(&feed);
    buf_release(&entries);
    return failed ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Closed cases as records, for the archive that keeps them (Archiefwet): the program is never the archive itself. */
#include <stdlib.h>

#include "base/file.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/cases.h"

enum { MOST_A_NIGHT = 10000 };

static void set_time(json_t *object, const char *name, int64_t ms)
{
    struct buf b = {0};

    if (ms) {
        when_print(&b, ms);
        json_object_set_new(object, name, json_string(buf_c(&b)));
    }
    buf_release(&b);
}

static json_t *notes_of(const struct case_note *notes, int n)
{
    json_t *list = json_array();

    for (int i = 0; i < n; i++) {
        json_t *item = json_object();

        set_time(item, "time", notes[i].time);
        json_object_set_new(item, "who", record_string(notes[i].who));
        json_object_set_new(item, "kind", record_string(notes[i].kind));
        json_object_set_new(item, "text", record_string(notes[i].text));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *record_of_case(const struct case_row *row, const struct post *post, const struct case_note *notes, int n)
{
    json_t *object = json_object();

    json_object_set_new(object, "case", json_integer(row->post));
    set_time(object, "received", row->time);
    set_time(object, "answered", row->answered);
    set_time(object, "closed", row->closed);
    json_object_set_new(object, "channel", json_string(channel_names[row->channel].name));
    json_object_set_new(object, "subject", json_string(theme_names[row->subject].name));
    json_object_set_new(object, "department", record_string(row->department));
    json_object_set_new(object, "labels", record_string(row->labels));
    json_object_set_new(object, "sender", record_string(row->handle));
    json_object_set_new(object, "address", record_string(row->url));
    json_object_set_new(object, "title", record_string(post->title));
    json_object_set_new(object, "text", record_string(post->text));
    json_object_set_new(object, "log", notes_of(notes, n));
    return object;
}

static int write_record(struct desk *d, const char *folder, const struct case_row *row, struct arena *a, struct err *err)
{
    struct stored_post post;
    struct case_note *notes;
    int n, failed;

    if (store_post(d->store, a, row->post, (struct str){0}, &d->town, &post, err) || store_case_notes(d->store, a, row->post, &notes, &n, err))
        return -1;
    json_t *object = record_of_case(row, &post.post, notes, n);
    char *text = json_dumps(object, JSON_INDENT(2));
    failed = file_write(file_path(a, folder, str_printf(a, "zaak-%lld.json", (long long)row->post).p), str_of(text), err);
    free(text);
    json_decref(object);
    return failed;
}

/* A case with what was taken into it; file first, so that no word is gone before it is kept. */
static int retire(struct desk *d, const char *folder, const struct case_row *row, struct arena *a, struct err *err)
{
    struct case_row *joined;
    int n;
    int failed = store_joined_cases(d->store, a, row->post, &joined, &n, err) || write_record(d, folder, row, a, err);

    for (int i = 0; i < n && !failed; i++)
        failed = write_record(d, folder, &joined[i], a, err) || store_archive_case(d->store, joined[i].post, err);
    return failed || store_archive_case(d->store, row->post, err) ? -1 : 0;
}

int cases_retain(struct desk *d, int64_t now, int *n, struct err *err)
{
    struct arena a = {0};
    const char *folder = file_path(&a, d->folder, "records");
    int64_t today = when_at(when_day(now), 0, 0);
    struct case_row *rows;
    int found = 0;
    int failed = store_closed_cases(d->store, &a, 1, today, MOST_A_NIGHT, &rows, &found, err);

    *n = 0;
    for (int i = 0; i < found && !failed; i++) {
        if (rows[i].state != CASE_CLOSED)
            continue;
        failed = file_make_folder(folder, err) || retire(d, folder, &rows[i], &a, err);
        *n += !failed;
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

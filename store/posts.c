/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <stdlib.h>
#include <string.h>

#include "base/record.h"
#include "base/when.h"
#include "store/cases.h"
#include "store/now.h"
#include "store/tally.h"

enum { STORY_DAYS = 7 };

int store_last_seq(struct store *s, int64_t *seq, struct err *err)
{
    static const char sql[] = "SELECT max(coalesce((SELECT max(seq) FROM post), 0), coalesce((SELECT max(seq) FROM action), 0),"
                              " coalesce((SELECT seq FROM snapshot WHERE part = 0), 0))";

    return db_number(s, err, db_query(s, err, sql, ""), 0, seq);
}

int store_add_action(struct store *s, const struct action *action, struct err *err)
{
    static const char sql[] = "INSERT INTO action (seq, time, kind, who, a, b, text) VALUES (?, ?, ?, ?, ?, ?, ?)";

    return db_run(s, err, sql, "iittiit", action->seq, action->time, action->kind, action->who, action->a, action->b, action->text);
}

int store_find_post(struct store *s, const struct post_keys *keys, int64_t time, int64_t *seq, struct err *err)
{
    static const char by_id[] = "SELECT seq FROM post WHERE id = ?";
    static const char buried[] = "SELECT -1 FROM tombstone WHERE id = ?";
    static const char by_url[] = "SELECT seq FROM post WHERE url_key = ? AND url_key <> '' ORDER BY seq LIMIT 1";
    static const char by_story[] =
        "SELECT seq FROM post WHERE story_key = ? AND story_key <> '' AND time BETWEEN ? AND ? ORDER BY time LIMIT 1";
    int64_t span = (int64_t)STORY_DAYS * WHEN_DAY;

    *seq = 0;
    if (keys->id.n && (db_number(s, err, db_query(s, err, by_id, "t", keys->id), 0, seq) ||
                       (*seq == 0 && db_number(s, err, db_query(s, err, buried, "t", keys->id), 0, seq))))
        return -1;
    if (*seq == 0 && keys->url.n && db_number(s, err, db_query(s, err, by_url, "t", keys->url), 0, seq))
        return -1;
    if (*seq == 0 && keys->story.n &&
        db_number(s, err, db_query(s, err, by_story, "tii", keys->story, time - span, time + span), 0, seq))
        return -1;
    return 0;
}

/* A list as one text: elements are divided by a line end, which none of them holds after cleaning. */
static struct str joined(struct arena *a, const struct strs *list)
{
    struct buf b = {0};

    for (int i = 0; i < list->n; i++) {
        if (i)
            buf_putc(&b, '\n');
        buf_add(&b, list->v[i]);
    }
    return buf_take(&b, a);
}

static struct strs divided(struct arena *a, struct str text)
{
    struct strs list = {0};
    int most = 1;

    for (size_t i = 0; i < text.n; i++)
        most += text.p[i] == '\n';
    if (text.n == 0)
        return list;
    list.v = arena_alloc(a, (size_t)most * sizeof *list.v);
    while (text.n)
        list.v[list.n++] = str_cut(&text, '\n');
    return list;
}

static struct str marks_text(struct arena *a, const struct marks *marks, const struct municipality *town)
{
    struct buf b = {0};

    record_put_marks(&b, marks, town);
    return buf_take(&b, a);
}

static int add_words(struct store *s, const struct post *p, struct err *err)
{
    return db_run(s, err, "INSERT INTO post_words (rowid, title, text) VALUES (?, ?, ?)", "itt", p->seq, p->title, p->text);
}

static int drop_words(struct store *s, const struct post *p, struct err *err)
{
    return db_run(s, err, "INSERT INTO post_words (post_words, rowid, title, text) VALUES ('delete', ?, ?, ?)", "itt", p->seq,
                  p->title, p->text);
}

/* Tabs divide and line ends close what a medium has: in its own words they become spaces. */
static void add_cell(struct buf *b, struct str s, char end)
{
    for (size_t i = 0; i < s.n; i++)
        buf_putc(b, s.p[i] == '\t' || s.p[i] == '\n' ? ' ' : s.p[i]);
    buf_putc(b, end);
}

static struct str media_text(struct arena *a, const struct post *p)
{
    struct buf b = {0};

    for (int i = 0; i < p->nmedia; i++) {
        add_cell(&b, p->media[i].url, '\t');
        add_cell(&b, p->media[i].type, '\t');
        add_cell(&b, p->media[i].alt, '\n');
    }
    return buf_take(&b, a);
}

static void read_media(struct post *p, struct str text, struct arena *a)
{
    struct strs lines = divided(a, text);

    p->media = lines.n ? arena_alloc(a, (size_t)lines.n * sizeof *p->media) : NULL;
    for (p->nmedia = 0; p->nmedia < lines.n; p->nmedia++) {
        struct str rest = lines.v[p->nmedia];
        struct str url = str_cut(&rest, '\t'), type = str_cut(&rest, '\t');

        p->media[p->nmedia] = (struct media){url, type, rest};
    }
}

static int add_address(struct store *s, int64_t seq, const struct post *p, struct arena *a, struct err *err)
{
    static const char sql[] = "INSERT INTO post_address (seq, url, time, media) VALUES (?, ?, ?, ?)"
                              " ON CONFLICT (seq) DO UPDATE SET url = excluded.url, media = excluded.media";

    if (p->url.n == 0 && p->nmedia == 0)
        return 0;
    return db_run(s, err, sql, "itit", seq, p->url, p->time, media_text(a, p));
}

int store_add_post(struct store *s, const struct stored_post *stored, const struct post_keys *keys,
                   const struct municipality *town, struct err *err)
{
    static const char sql[] =
        "INSERT INTO post (seq, id, url_key, story_key, time, seen, channel, source, actor, actor_voice, voice_cue, source_voice,"
        " author, addressed, title, text, source_lang, tags, links, reply_to, marks, issue, duplicate_of)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const struct post *p = &stored->post;
    struct arena a = {0};
    int failed;

    failed = db_run(s, err, sql, "itttiitttiiititttttttii", p->seq, keys->id, keys->url, keys->story, p->time, p->seen,
                    str_of(channel_names[p->channel].name), p->source, p->actor, (int64_t)p->actor_voice, (int64_t)p->voice_cue,
                    (int64_t)p->source_voice, p->author, (int64_t)p->addressed, p->title, p->text, p->lang, joined(&a, &p->tags),
                    joined(&a, &p->links), p->reply_to, marks_text(&a, &stored->marks, town), stored->issue, stored->duplicate_of) ||
             add_address(s, p->seq, p, &a, err) || add_words(s, p, err) || (!stored->duplicate_of && tally_add(s, stored, town, 1, err));
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- reading ---- */

#define POST_COLUMNS                                                                                         \
    "p.seq, p.id, p.time, p.seen, p.channel, p.source, p.actor, p.actor_voice, p.voice_cue, p.source_voice, p.author," \
    " p.addressed, p.title, p.text, p.source_lang, p.tags, p.links, p.reply_to, p.marks, p.issue, p.duplicate_of," \
    " a.url, a.media"
#define WITH_ADDRESS " LEFT JOIN post_address a ON a.seq = p.seq "
#define SELECT_POSTS "SELECT " POST_COLUMNS " FROM post p" WITH_ADDRESS
#define SEARCH_POSTS "SELECT " POST_COLUMNS " FROM post_words w JOIN post p ON p.seq = w.rowid" WITH_ADDRESS

static struct marks marks_of(struct str text, const struct municipality *town, struct arena *a)
{
    struct marks marks = {0};
    struct err ignored;
    json_t *object = record_parse(text, &ignored);

    record_marks(&marks, object, town, a);
    json_decref(object);
    return marks;
}

static struct stored_post read_post(sqlite3_stmt *row, struct arena *a, const struct municipality *town)
{
    int channel = value_of(channel_names, db_str(row, 4));
    struct post post = {
        .seq = db_int(row, 0),
        .id = db_copy(row, 1, a),
        .time = db_int(row, 2),
        .seen = db_int(row, 3),
        .channel = channel < 0 ? CHANNEL_OTHER : (enum channel)channel,
        .source = db_copy(row, 5, a),
        .actor = db_copy(row, 6, a),
        .actor_voice = (enum voice)db_int(row, 7),
        .voice_cue = (enum voice)db_int(row, 8),
        .source_voice = (enum voice)db_int(row, 9),
        .author = db_copy(row, 10, a),
        .addressed = db_int(row, 11) != 0,
        .title = db_copy(row, 12, a),
        .text = db_copy(row, 13, a),
        .lang = db_copy(row, 14, a),
        .tags = divided(a, db_copy(row, 15, a)),
        .links = divided(a, db_copy(row, 16, a)),
        .reply_to = db_copy(row, 17, a),
        .url = db_copy(row, 21, a),
    };

    read_media(&post, db_copy(row, 22, a), a);
    return (struct stored_post){post, marks_of(db_str(row, 18), town, a), db_int(row, 19), db_int(row, 20)};
}

static int each_post(struct store *s, sqlite3_stmt *rows, const struct municipality *town, stored_post_fn fn, void *context,
                     struct err *err)
{
    struct arena a = {0};
    int more = rows ? 1 : -1;
    int stopped = 0;

    while (!stopped && more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct stored_post post = read_post(rows, &a, town);

        stopped = fn(context, &post);
        arena_clear(&a);
    }
    if (stopped)
        db_done(rows);
    arena_release(&a);
    return more < 0 ? -1 : 0;
}

int store_posts_between(struct store *s, int64_t from, int64_t to, const struct municipality *town, stored_post_fn fn,
                        void *context, struct err *err)
{
    static const char sql[] = SELECT_POSTS "WHERE p.time >= ? AND p.time < ? ORDER BY p.time, p.seq";

    return each_post(s, db_query(s, err, sql, "ii", from, to), town, fn, context, err);
}

int store_posts_before(struct store *s, int64_t to, int64_t from, int limit, const struct municipality *town, stored_post_fn fn,
                       void *context, struct err *err)
{
    static const char sql[] = SELECT_POSTS "WHERE p.time < ? AND p.time >= ? ORDER BY p.time DESC, p.seq DESC LIMIT ?";

    return each_post(s, db_query(s, err, sql, "iii", to, from, (int64_t)limit), town, fn, context, err);
}

int store_public_posts(struct store *s, enum voice voice, int64_t from, int64_t to, int limit, const struct municipality *town,
                       stored_post_fn fn, void *context, struct err *err)
{
    static const char sql[] = SELECT_POSTS "WHERE p.actor <> '' AND p.actor_voice = ? AND p.time >= ? AND p.time < ?"
                              " AND p.channel NOT IN ('kcc', 'email') AND p.duplicate_of = 0 ORDER BY p.time DESC, p.seq DESC LIMIT ?";

    return each_post(s, db_query(s, err, sql, "iiii", (int64_t)voice, from, to, (int64_t)limit), town, fn, context, err);
}

int store_posts_of_issue(struct store *s, int64_t issue, int64_t from, int64_t to, const struct municipality *town,
                         stored_post_fn fn, void *context, struct err *err)
{
    static const char sql[] = SELECT_POSTS "WHERE p.issue <> 0 AND p.issue = ? AND p.time >= ? AND p.time < ? ORDER BY p.time, p.seq";

    return each_post(s, db_query(s, err, sql, "iii", issue, from, to), town, fn, context, err);
}

int store_rumour_posts(struct store *s, int64_t issue, int64_t from, int64_t to, int most_spoken, const struct municipality *town,
                       stored_post_fn fn, void *context, struct err *err)
{
    /* The conditions of the indexes post_rumour and post_spoken, word for word, so that they are used. */
#define MARKED "FROM post WHERE issue = ?1 AND issue <> 0 AND time >= ?2 AND time < ?3 AND duplicate_of = 0 AND marks LIKE '%\"gerucht\"%'"
#define SPOKEN "FROM post WHERE issue = ?1 AND issue <> 0 AND time >= ?2 AND time < ?3 AND duplicate_of = 0 AND actor <> ''"
    static const char sql[] = SELECT_POSTS "WHERE p.seq IN (SELECT seq " MARKED " UNION SELECT * FROM (SELECT seq " SPOKEN
                              " AND EXISTS (SELECT 1 " MARKED ") ORDER BY time DESC, seq DESC LIMIT ?4)) ORDER BY p.time, p.seq";

    return each_post(s, db_query(s, err, sql, "iiii", issue, from, to, (int64_t)most_spoken), town, fn, context, err);
}

/* One post by its number; *found tells whether it is there. The post is copied to the arena. */
static int one_post(struct store *s, int64_t seq, struct arena *a, const struct municipality *town, struct stored_post *post,
                    bool *found, struct err *err)
{
    sqlite3_stmt *row = db_query(s, err, SELECT_POSTS "WHERE p.seq = ?", "i", seq);
    int more = row ? db_next(s, row, err) : -1;

    *found = more > 0;
    if (more > 0) {
        *post = read_post(row, a, town);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_post(struct store *s, struct arena *a, int64_t seq, struct str id, const struct municipality *town,
               struct stored_post *post, struct err *err)
{
    bool found;

    *post = (struct stored_post){0};
    if (id.n && db_number(s, err, db_query(s, err, "SELECT seq FROM post WHERE id = ?", "t", id), 0, &seq))
        return -1;
    return one_post(s, seq, a, town, post, &found, err);
}

int store_matches_before(struct store *s, struct str match, int64_t to, int limit, const struct municipality *town, stored_post_fn fn,
                         void *context, struct err *err)
{
    static const char sql[] = SEARCH_POSTS "WHERE post_words MATCH ? AND p.time < ? ORDER BY w.rowid DESC LIMIT ?";

    return each_post(s, db_query(s, err, sql, "tii", match, to, (int64_t)limit), town, fn, context, err);
}

int store_matches_between(struct store *s, struct str match, int64_t from, int64_t to, const struct municipality *town,
                          stored_post_fn fn, void *context, struct err *err)
{
    static const char sql[] = SEARCH_POSTS "WHERE post_words MATCH ? AND p.time >= ? AND p.time < ? ORDER BY p.time, p.seq";

    return each_post(s, db_query(s, err, sql, "tii", match, from, to), town, fn, context, err);
}

static int replay_action(struct store *s, int64_t seq, int (*fn)(void *, const struct action *), void *context, int *stopped,
                         struct err *err)
{
    static const char sql[] = "SELECT seq, time, kind, who, a, b, text FROM action WHERE seq = ?";
    sqlite3_stmt *row = db_query(s, err, sql, "i", seq);
    int more = row ? db_next(s, row, err) : -1;

    if (more <= 0)
        return more;
    struct action action = {db_int(row, 0), db_int(row, 1), db_str(row, 2), db_str(row, 3),
                            db_int(row, 4), db_int(row, 5), db_str(row, 6)};
    *stopped = fn(context, &action);
    db_done(row);
    return 0;
}

int store_replay(struct store *s, int64_t after, const struct municipality *town, stored_post_fn post,
                 int (*action)(void *context, const struct action *action), void *context, struct err *err)
{
    static const char line[] = "SELECT seq, 0 FROM post WHERE seq > ?1 UNION ALL SELECT seq, 1 FROM action WHERE seq > ?1 ORDER BY 1";
    sqlite3_stmt *rows = db_query(s, err, line, "i", after);
    struct arena a = {0};
    int more = rows ? 1 : -1;
    int stopped = 0;
    int failed = 0;

    while (!failed && !stopped && more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct stored_post stored;
        bool found;

        if (db_int(rows, 1)) {
            failed = replay_action(s, db_int(rows, 0), action, context, &stopped, err);
            continue;
        }
        failed = one_post(s, db_int(rows, 0), &a, town, &stored, &found, err);
        if (!failed && found)
            stopped = post(context, &stored);
        arena_clear(&a);
    }
    if (rows)
        db_done(rows);
    arena_release(&a);
    return failed || more < 0 ? -1 : 0;
}

/* ---- changing ---- */

int store_actor_voice(struct store *s, struct str id, enum voice *voice, struct err *err)
{
    int64_t number;

    if (db_number(s, err, db_query(s, err, "SELECT actor_voice FROM post WHERE id = ?", "t", id), VOICE_NONE, &number))
        return -1;
    *voice = (enum voice)number;
    return 0;
}

int store_differs(struct store *s, int64_t seq, const struct post *p, bool *differs, struct err *err)
{
    static const char sql[] = "SELECT title <> ? OR text <> ? FROM post WHERE seq = ?";
    int64_t yes;

    if (db_number(s, err, db_query(s, err, sql, "tti", p->title, p->text, seq), 0, &yes))
        return -1;
    *differs = yes != 0;
    return 0;
}

/* Takes a post out of the tally and back in, with one thing changed in between. */
static int retally(struct store *s, const struct stored_post *before, const struct stored_post *after,
                   const struct municipality *town, struct err *err)
{
    if (!before->duplicate_of && tally_add(s, before, town, -1, err))
        return -1;
    return after->duplicate_of ? 0 : tally_add(s, after, town, 1, err);
}

int store_revise_post(struct store *s, int64_t seq, const struct post *p, const struct marks *marks,
                      const struct municipality *town, struct err *err)
{
    static const char sql[] = "UPDATE post SET title = ?, text = ?, source_lang = ?, tags = ?, links = ?, addressed = ?, marks = ?,"
                              " revised = ? WHERE seq = ?";
    struct arena a = {0};
    struct stored_post before;
    bool found;
    int failed = one_post(s, seq, &a, town, &before, &found, err);

    if (!failed && found) {
        struct stored_post after = before;

        after.post.title = p->title;
        after.post.text = p->text;
        after.marks = *marks;
        failed = drop_words(s, &before.post, err) ||
                 db_run(s, err, sql, "tttttitii", p->title, p->text, p->lang, joined(&a, &p->tags), joined(&a, &p->links),
                        (int64_t)p->addressed, marks_text(&a, marks, town), p->seen, seq) ||
                 add_address(s, seq, p, &a, err) ||
                 store_mark_case(s, seq, marks, err) || add_words(s, &after.post, err) || retally(s, &before, &after, town, err);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

static int change_post(struct store *s, int64_t seq, const int64_t *issue, const int64_t *duplicate_of,
                       const struct municipality *town, struct err *err);

/* The first copy of a story that goes becomes its original; the other copies follow it. */
static int promote_copy(struct store *s, int64_t original, const struct municipality *town, struct err *err)
{
    static const char first[] = "SELECT min(seq) FROM post WHERE duplicate_of = ? AND duplicate_of <> 0";
    static const char follow[] = "UPDATE post SET duplicate_of = ? WHERE duplicate_of = ? AND duplicate_of <> 0";
    const int64_t none = 0;
    int64_t heir;

    if (db_number(s, err, db_query(s, err, first, "i", original), 0, &heir))
        return -1;
    if (heir == 0)
        return 0;
    return change_post(s, heir, NULL, &none, town, err) || db_run(s, err, follow, "ii", heir, original) ? -1 : 0;
}

int store_bury(struct store *s, struct str id, int64_t time, struct err *err)
{
    return db_run(s, err, "INSERT INTO tombstone (id, time) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", "ti", id, time);
}

int store_delete_post(struct store *s, int64_t seq, int64_t now, const struct municipality *town, struct err *err)
{
    struct arena a = {0};
    struct stored_post post;
    bool found;
    int failed = one_post(s, seq, &a, town, &post, &found, err);

    if (!failed && found)
        failed = store_bury(s, post.post.id, now, err) ||
                 drop_words(s, &post.post, err) || db_run(s, err, "DELETE FROM post_address WHERE seq = ?", "i", seq) ||
                 store_drop_case(s, seq, err) ||
                 db_run(s, err, "DELETE FROM post WHERE seq = ?", "i", seq) ||
                 (!post.duplicate_of && tally_add(s, &post, town, -1, err)) || promote_copy(s, seq, town, err);
    arena_release(&a);
    return failed ? -1 : 0;
}

static int change_post(struct store *s, int64_t seq, const int64_t *issue, const int64_t *duplicate_of,
                       const struct municipality *town, struct err *err)
{
    struct arena a = {0};
    struct stored_post before;
    bool found;
    int failed = one_post(s, seq, &a, town, &before, &found, err);

    if (!failed && found) {
        struct stored_post after = before;

        if (issue)
            after.issue = *issue;
        if (duplicate_of)
            after.duplicate_of = *duplicate_of;
        failed = db_run(s, err, "UPDATE post SET issue = ?, duplicate_of = ? WHERE seq = ?", "iii", after.issue,
                        after.duplicate_of, seq) ||
                 retally(s, &before, &after, town, err);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

int store_set_issue(struct store *s, int64_t post, int64_t issue, const struct municipality *town, struct err *err)
{
    return change_post(s, post, &issue, NULL, town, err);
}

int store_set_duplicate(struct store *s, int64_t post, int64_t of, const struct municipality *town, struct err *err)
{
    return change_post(s, post, NULL, &of, town, err);
}

/* ---- making the issues anew ---- */

int store_forget_issues(struct store *s, struct err *err)
{
    return db_run(s, err, "DELETE FROM issue", "") || db_run(s, err, "DELETE FROM alert", "") ||
           db_run(s, err, "DELETE FROM alert_answer", "") ||
                   db_run(s, err, "DELETE FROM snapshot", "") || db_run(s, err, "DELETE FROM tally", "") ||
                   db_run(s, err, "UPDATE post SET issue = 0, duplicate_of = 0", "")
               ? -1
               : 0;
}

/* The numbers are read first, so that the caller may change the rows. */
int store_each_in_time(struct store *s, const struct municipality *town, stored_post_fn fn, void *context, struct err *err)
{
    sqlite3_stmt *rows = db_query(s, err, "SELECT seq FROM post ORDER BY time, seq", "");
    struct arena a = {0};
    int64_t *seqs = NULL;
    int n = 0, cap = 0;
    int more = rows ? 1 : -1;
    int stopped = 0;

    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(seqs, n, cap);
        seqs[n++] = db_int(rows, 0);
    }
    for (int i = 0; i < n && more == 0 && !stopped; i++) {
        struct stored_post post;
        bool found;

        more = one_post(s, seqs[i], &a, town, &post, &found, err);
        if (more == 0 && found)
            stopped = fn(context, &post);
        arena_clear(&a);
    }
    free(seqs);
    arena_release(&a);
    return more < 0 ? -1 : 0;
}

int store_remark_post(struct store *s, const struct stored_post *p, const struct municipality *town, struct err *err)
{
    static const char sql[] = "UPDATE post SET marks = ?, issue = ?, duplicate_of = ? WHERE seq = ?";
    struct arena a = {0};
    int failed = db_run(s, err, sql, "tiii", marks_text(&a, &p->marks, town), p->issue, p->duplicate_of, p->post.seq) ||
                 (!p->duplicate_of && tally_add(s, p, town, 1, err));

    arena_release(&a);
    return failed ? -1 : 0;
}

int store_totals(struct store *s, struct store_totals *t, struct err *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM post), (SELECT count(*) FROM post WHERE duplicate_of <> 0),"
        " (SELECT count(*) FROM issue WHERE merged_into = 0), (SELECT count(DISTINCT id) FROM alert),"
        " (SELECT count(*) FROM case_file), (SELECT count(*) FROM action), (SELECT count(*) FROM audit),"
        " (SELECT coalesce(min(time), 0) FROM post), (SELECT coalesce(max(time), 0) FROM post),"
        " (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)";
    int64_t *const fields[] = {&t->posts,   &t->duplicates, &t->issues, &t->alerts, &t->cases,
                               &t->actions, &t->audit_rows, &t->first,  &t->last,   &t->bytes};

    return db_fields(s, err, db_query(s, err, sql, ""), fields, sizeof fields / sizeof *fields);
}

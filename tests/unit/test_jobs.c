/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store */
/* The one job table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/store.h"

struct room {
    char folder[64], path[96];
    struct store *store;
    struct arena arena;
    struct err err;
};

static int set_up(void **state)
{
    struct room *r = mem_calloc(1, sizeof *r);

    snprintf(r->folder, sizeof r->folder, "/tmp/tamtam-jobs-XXXXXX");
    *state = r;
    if (!mkdtemp(r->folder))
        return -1;
    snprintf(r->path, sizeof r->path, "%s/tamtam.db", r->folder);
    return store_open(&r->store, r->path, STORE_CREATE, &r->err);
}

static int tear_down(void **state)
{
    static const char *const ends[] = {"", ".lock", "-wal", "-shm"};
    struct room *r = *state;
    char path[128];

    store_close(r->store);
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s%s", r->path, ends[i]);
        unlink(path);
    }
    rmdir(r->folder);
    arena_release(&r->arena);
    free(r);
    return 0;
}

static void add(struct room *r, enum job_lane lane, const char *key, int64_t due, int64_t urgency)
{
    struct job job = {.lane = lane, .kind = STR("mail"), .subject = STR("7"), .due = due, .urgency = urgency, .once_key = str_of(key)};

    assert_int_equal(store_add_job(r->store, &job, &r->err), 0);
}

static struct job due(struct room *r, enum job_lane lane, int64_t now)
{
    struct job job;

    assert_int_equal(store_due_job(r->store, &r->arena, lane, now, &job, &r->err), 0);
    return job;
}

static void goes_by_urgency_then_due(void **state)
{
    struct room *r = *state;

    add(r, LANE_OUT, "digest", 100, URGENCY_PLAIN);
    add(r, LANE_OUT, "alert", 200, URGENCY_ALERT);
    add(r, LANE_OUT, "earlier", 50, URGENCY_PLAIN);
    assert_true(str_is(due(r, LANE_OUT, 150).once_key, "earlier"));
    assert_true(str_is(due(r, LANE_OUT, 200).once_key, "alert"));
    assert_int_equal(due(r, LANE_OUT, 49).id, 0);
    assert_int_equal(due(r, LANE_DESK, 200).id, 0);
}

static void is_done_once(void **state)
{
    struct room *r = *state;
    int64_t next;

    add(r, LANE_DESK, "concept/2026-03-11", 100, 0);
    add(r, LANE_DESK, "concept/2026-03-11", 300, 0);
    assert_int_equal(due(r, LANE_DESK, 500).due, 100);
    assert_int_equal(store_end_job(r->store, due(r, LANE_DESK, 500).id, 500, &r->err), 0);
    add(r, LANE_DESK, "concept/2026-03-11", 600, 0);
    assert_int_equal(due(r, LANE_DESK, 1000).id, 0);
    assert_int_equal(store_next_due(r->store, LANE_DESK, &next, &r->err), 0);
    assert_true(next == INT64_MAX);
}

static void is_tried_again_and_given_up(void **state)
{
    struct room *r = *state;
    struct job job;
    int64_t waiting, failed;

    add(r, LANE_OUT, "a", 100, 0);
    assert_int_equal(store_retry_job(r->store, due(r, LANE_OUT, 100).id, 160, STR("451 later"), &r->err), 0);
    assert_int_equal(due(r, LANE_OUT, 159).id, 0);
    job = due(r, LANE_OUT, 160);
    assert_int_equal(job.attempt, 1);
    assert_int_equal(store_fail_job(r->store, job.id, 170, STR("550 no such user"), &r->err), 0);
    assert_int_equal(due(r, LANE_OUT, 10000).id, 0);
    assert_int_equal(store_count_jobs(r->store, LANE_OUT, 0, &waiting, &failed, &r->err), 0);
    assert_int_equal(waiting, 0);
    assert_int_equal(failed, 1);
    assert_int_equal(store_count_jobs(r->store, LANE_OUT, 171, &waiting, &failed, &r->err), 0);
    assert_int_equal(failed, 0);
}

/* A command may write beside the daemon what is not on the line; a second daemon may not start. */
static void is_written_beside(void **state)
{
    struct room *r = *state;
    struct store *other = NULL;
    struct job job = {.kind = STR("x"), .once_key = STR("beside")};

    assert_int_equal(store_open(&other, r->path, STORE_WRITE, &r->err), -1);
    assert_int_equal(store_open(&other, r->path, STORE_BESIDE, &r->err), 0);
    assert_int_equal(store_add_job(other, &job, &r->err), 0);
    store_close(other);
    assert_true(str_is(due(r, LANE_DESK, 0).once_key, "beside"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(goes_by_urgency_then_due), TEST(is_done_once), TEST(is_tried_again_and_given_up),
                                       TEST(is_written_beside)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/record.h"
#include "listener/feed.h"

enum { PIECE_BYTES = 64 << 10 };

static int print_entry(void *context, const struct entry *e)
{
    json_t *object = record_of_entry(e);

    (void)context;
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
    return ferror(stdout);
}

static int parse_stream(FILE *in, const char *path, struct feed *f, struct err *err)
{
    char piece[PIECE_BYTES];
    size_t n;

    while ((n = fread(piece, 1, sizeof piece, in)) > 0)
        if (feed_push(f, (struct str){piece, n}, err))
            return err_at(err, "%s", path);
    if (ferror(in))
        return err_set(err, "%s: %s", path, strerror(errno));
    if (feed_end(f, NULL, err))
        return err_at(err, "%s", path);
    if (fflush(stdout) || ferror(stdout))
        return err_set(err, "can't write the entries: %s", strerror(errno));
    return 0;
}

int cmd_parse(struct cli *cli)
{
    const char *path = cli->narguments ? cli->arguments[0] : "-";
    bool is_stdin = strcmp(path, "-") == 0;
    struct feed_hints hints = {.base_url = str_of(cli_value(cli, "--base")), .big = true};
    FILE *in = is_stdin ? stdin : fopen(path, "rb");
    struct feed *f;
    struct err err;
    int result;

    if (!in) {
        err_set(&err, "%s: %s", path, strerror(errno));
        return cli_failed(cli, &err);
    }
    f = feed_new(&hints, print_entry, NULL);
    result = parse_stream(in, is_stdin ? "stdin" : path, f, &err);
    feed_free(f);
    if (!is_stdin)
        fclose(in);
    return result ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "listener/entry_print.h"
#include "listener/feed.h"

enum { PIECE_BYTES = 64 << 10 };

static int print_entry(void *context, const struct entry *e)
{
    struct buf *line = context;

    buf_clear(line);
    entry_print(line, e);
    return fwrite(line->p, 1, line->n, stdout) < line->n;
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
    struct buf line = {0};
    struct feed *f;
    struct err err;
    int result;

    if (!in) {
        err_set(&err, "%s: %s", path, strerror(errno));
        return cli_failed(cli, &err);
    }
    f = feed_new(&hints, print_entry, &line);
    result = parse_stream(in, is_stdin ? "stdin" : path, f, &err);
    feed_free(f);
    buf_release(&line);
    if (!is_stdin)
        fclose(in);
    return result ? cli_failed(cli, &err) : EXIT_DONE;
}

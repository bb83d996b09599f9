/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "base/file.h"
#include "desk/desk.h"
#include "desk/house.h"

enum { MAX_TEMPLATE_BYTES = 1 << 20 };

/* Copies a template that ships with the program, unless the newsroom has the file. */
static int write_template(struct cli *cli, const char *name, struct err *err)
{
    const char *target = cli_file(cli, name);
    struct buf text = {.max = MAX_TEMPLATE_BYTES};
    int result;

    if (file_exists(target)) {
        cli_say(cli, "%s: exists, left as it is", target);
        return 0;
    }
    result = file_read(house_file(&cli->arena, name), &text, err) || file_write(target, buf_str(&text), err) ? -1 : 0;
    buf_release(&text);
    if (result == 0)
        printf("%s\n", target);
    return result;
}

int cmd_init(struct cli *cli)
{
    struct store *store = NULL;
    struct err err;

    if (cli->narguments)
        cli->dir = cli->arguments[0];
    if (file_make_folder(cli->dir, &err) || file_make_folder(cli_file(cli, "lexicons.d"), &err) ||
        write_template(cli, "tamtam.conf", &err) || write_template(cli, "feeds.conf", &err) ||
        store_open(&store, cli_file(cli, "tamtam.db"), STORE_CREATE, &err))
        return cli_failed(cli, &err);
    store_close(store);
    printf("%s\n", cli_file(cli, "tamtam.db"));
    cli_say(cli, "Fill in tamtam.conf and feeds.conf, then: tamtam check --dir %s", cli->dir);
    return EXIT_DONE;
}

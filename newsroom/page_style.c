/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The style sheet that hangs on the municipality: its colours as tokens, and the classes of reports. */
#include "newsroom/pages.h"
#include "tamtam/write_html.h"

int page_style(struct visit *v, struct answer *a, struct err *err)
{
    struct look look;
    struct buf style = {0};

    (void)err;
    look_make(&look, v->desk->town.colour_1, v->desk->town.colour_2, (struct str){0});
    write_html_style(&look, &style);
    a->cache = CACHE_CHECK;
    a->type = "text/css; charset=utf-8";
    if (!answer_unchanged(v, a, str_printf(&v->arena, "%016llx", str_hash(buf_str(&style)))))
        buf_add(&a->body, buf_str(&style));
    buf_release(&style);
    return 0;
}

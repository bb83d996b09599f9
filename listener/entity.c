/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/entity.h"

#include <string.h>

#include "listener/html.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static struct str skip_blanks(struct str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_sub(s, 1, s.n);
    return s;
}

/* Nothing but characters and references to characters? */
static bool is_text(struct str value)
{
    size_t n;

    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] == '<' || value.p[i] == '%' ||
            (value.p[i] == '&' && html_reference(str_sub(value, i, value.n), &n) <= 0))
            return false;
    return value.n <= ENTITY_MAX_VALUE;
}

static bool is_known(const struct entities *e, struct str name)
{
    for (int i = 0; i < e->n; i++)
        if (str_eq(e->v[i].name, name))
            return true;
    return false;
}

/* `s` follows "<!ENTITY". */
static void read_one(struct entities *e, struct str s)
{
    size_t length = 0;
    struct buf value = {0};
    struct str name;
    const char *end;

    s = skip_blanks(s);
    while (length < s.n && !is_space(s.p[length]) && !strchr("%&;<>\"'", s.p[length]))
        length++;
    name = str_sub(s, 0, length);
    s = skip_blanks(str_sub(s, length, s.n));
    if (name.n == 0 || s.n == 0 || (s.p[0] != '"' && s.p[0] != '\''))
        return;
    end = memchr(s.p + 1, s.p[0], s.n - 1);
    s = str_sub(s, 1, end ? (size_t)(end - s.p) - 1 : 0);
    if (!end || !is_text(s) || e->n >= ENTITY_MOST || is_known(e, name))
        return;
    html_unescape(&value, s);
    e->v[e->n++] = (struct entity){str_copy(&e->arena, name), str_copy(&e->arena, buf_str(&value))};
    buf_release(&value);
}

void entities_read(struct entities *e, struct str declaration)
{
    while (declaration.n) {
        const char *open = memchr(declaration.p, '<', declaration.n);

        if (!open)
            return;
        declaration = str_sub(declaration, (size_t)(open - declaration.p), declaration.n);
        if (str_starts(declaration, STR("<!--"))) {
            ptrdiff_t end = str_find(declaration, STR("-->"));

            declaration = str_sub(declaration, end < 0 ? declaration.n : (size_t)end, declaration.n);
        } else if (str_starts(declaration, STR("<!ENTITY"))) {
            read_one(e, str_sub(declaration, 8, declaration.n));
        }
        declaration = str_sub(declaration, 1, declaration.n);
    }
}

const struct str *entities_find(const struct entities *e, struct str s, size_t *n)
{
    struct str name = str_sub(s, 1, s.n);
    const char *end = name.n ? memchr(name.p, ';', name.n) : NULL;

    name.n = end ? (size_t)(end - name.p) : 0;
    *n = name.n + 2;
    for (int i = 0; i < e->n && name.n; i++)
        if (str_eq(e->v[i].name, name))
            return &e->v[i].value;
    return NULL;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* Letters and mailboxes: MIME in any state. What comes out is clean UTF-8 that is no longer than the limits. */
#include <stdlib.h>

#include "base/utf8.h"
#include "listener/import_mail.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static int look(void *context, const struct entry *e, int line)
{
    (void)context;
    if (line < 1 || !utf8_valid(e->text) || !utf8_valid(e->title) || e->text.n > 16u * MAIL_MAX_TEXT || e->guid.n == 0)
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct faults faults = {0};
    struct err err;

    import_mail("f", (struct str){(const char *)data, size}, look, NULL, &faults, &err);
    return 0;
}

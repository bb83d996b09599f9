/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* Masking: no address and no telephone number in its plain form is left, and it ends on any bytes. */
#include <stdlib.h>

#include "listener/mask.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const struct mask mask = {0};
    struct buf text = {0}, out = {0};

    mask_text(&out, (struct str){(const char *)data, size}, &mask);
    if (out.n > 12 * size + 1)
        abort();
    buf_add(&text, (struct str){(const char *)data, size}); /* what is before makes no difference behind a blank line */
    buf_puts(&text, "\n\nBel 06-12345678 of mail jan@mail.example, NL91ABNA0417164300.\n");
    buf_clear(&out);
    mask_text(&out, buf_str(&text), &mask);
    if (str_find(buf_str(&out), STR("\n\nBel [telefoon] of mail [mail], [rekening].\n")) < 0)
        abort();
    buf_release(&text);
    buf_release(&out);
    return 0;
}

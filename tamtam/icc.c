/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/icc.h"

#include <math.h>

enum { HEADER = 128, TAGS = 9, DIRECTORY = 4 + 12 * TAGS };

static const char description[] = "sRGB, gamma 2.2", copyright[] = "No copyright";

static void put_number(struct buf *b, unsigned long n, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buf_putc(b, (char)(n >> (8 * i) & 0xFF));
}

static void put_zeros(struct buf *b, int n)
{
    while (n-- > 0)
        buf_putc(b, '\0');
}

/* s15Fixed16 */
static void put_fixed(struct buf *b, double x)
{
    put_number(b, (unsigned long)lround(x * 65536), 4);
}

static void put_xyz(struct buf *b, double x, double y, double z)
{
    buf_puts(b, "XYZ ");
    put_zeros(b, 4);
    put_fixed(b, x);
    put_fixed(b, y);
    put_fixed(b, z);
}

static void put_description(struct buf *b)
{
    buf_puts(b, "desc");
    put_zeros(b, 4);
    put_number(b, sizeof description, 4);
    buf_add(b, (struct str){description, sizeof description});
    put_zeros(b, 4 + 4 + 2 + 1 + 67);
}

static void put_copyright(struct buf *b)
{
    buf_puts(b, "text");
    put_zeros(b, 4);
    buf_add(b, (struct str){copyright, sizeof copyright});
}

static void put_curve(struct buf *b)
{
    buf_puts(b, "curv");
    put_zeros(b, 4);
    put_number(b, 1, 4);
    put_number(b, 0x0233, 2); /* 2.2 as u8Fixed8 */
}

static void put_header(struct buf *b, size_t size)
{
    put_number(b, size, 4);
    put_zeros(b, 4);
    put_number(b, 0x02100000, 4);
    buf_puts(b, "mntrRGB XYZ ");
    put_number(b, 2026, 2);
    put_number(b, 1, 2);
    put_number(b, 1, 2);
    put_zeros(b, 6);
    buf_puts(b, "acsp");
    put_zeros(b, 4 + 4 + 4 + 4 + 8 + 4);
    put_fixed(b, 0.9642);
    put_fixed(b, 1.0);
    put_fixed(b, 0.8249);
    put_zeros(b, 4 + 44);
}

/* Tags lie behind the directory, each at a multiple of four; the three curves are one. */
void icc_srgb(struct buf *b)
{
    static const char names[TAGS][5] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
    struct buf data = {0};
    size_t starts[TAGS], sizes[TAGS];

    for (int i = 0; i < TAGS; i++) {
        if (i > 6) {
            starts[i] = starts[6];
            sizes[i] = sizes[6];
            continue;
        }
        starts[i] = HEADER + DIRECTORY + data.n;
        switch (i) {
        case 0: put_description(&data); break;
        case 1: put_copyright(&data); break;
        case 2: put_xyz(&data, 0.9642, 1.0, 0.8249); break;
        case 3: put_xyz(&data, 0.4360, 0.2225, 0.0139); break;
        case 4: put_xyz(&data, 0.3851, 0.7169, 0.0971); break;
        case 5: put_xyz(&data, 0.1431, 0.0606, 0.7141); break;
        default: put_curve(&data); break;
        }
        sizes[i] = HEADER + DIRECTORY + data.n - starts[i];
        put_zeros(&data, (int)(-data.n & 3));
    }
    put_header(b, HEADER + DIRECTORY + data.n);
    put_number(b, TAGS, 4);
    for (int i = 0; i < TAGS; i++) {
        buf_puts(b, names[i]);
        put_number(b, starts[i], 4);
        put_number(b, sizes[i], 4);
    }
    buf_add(b, buf_str(&data));
    buf_release(&data);
}

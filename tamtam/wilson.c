/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/wilson.h"

#include <math.h>

/* The standard normal's 97.5th percentile. */
static const double Z = 1.959963984540054;

struct interval wilson(int k, int n)
{
    struct interval i = {0, 0, 1};

    if (n <= 0)
        return i;
    i.share = (double)k / n;
    double centre = i.share + Z * Z / (2 * n);
    double half = Z * sqrt(i.share * (1 - i.share) / n + Z * Z / (4.0 * n * n));
    i.low = k == 0 ? 0 : (centre - half) / (1 + Z * Z / n);
    i.high = k == n ? 1 : (centre + half) / (1 + Z * Z / n);
    return i;
}

struct interval newcombe(int k1, int n1, int k2, int n2)
{
    struct interval a = wilson(k1, n1);
    struct interval b = wilson(k2, n2);
    struct interval d = {.share = a.share - b.share};

    d.low = d.share - sqrt((a.share - a.low) * (a.share - a.low) + (b.high - b.share) * (b.high - b.share));
    d.high = d.share + sqrt((a.high - a.share) * (a.high - a.share) + (b.share - b.low) * (b.share - b.low));
    return d;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A colour profile that says what our RGB means: sRGB's primaries and a gamma of 2.2, after ICC.1:2001-04
 * (version 2.1). */
#ifndef TAMTAM_ICC_H
#define TAMTAM_ICC_H

#include "base/buf.h"

/* Adds the profile. */
void icc_srgb(struct buf *b);

#endif

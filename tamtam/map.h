/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The map of districts: boundaries as CBS publishes them, a GeoJSON FeatureCollection of Polygons and MultiPolygons with
 * the name in a property (wijknaam, WK_NAAM, buurtnaam, statnaam, naam or name), in degrees (WGS84) or in metres (RD). A
 * feature of another municipality, or of no district of tamtam.conf, is left out.
 */
#ifndef TAMTAM_MAP_H
#define TAMTAM_MAP_H

#include "base/err.h"
#include "base/municipality.h"
#include "tamtam/document.h"

/* An outer ring on a plane with y downwards, the whole map 1 wide; holes are not drawn. */
struct outline {
    const double *xy; /* n pairs, the last is the first */
    int n;
    struct outline *next;
};

/*
 * Reads town->map: the outlines of each district by its index, in the arena; NULL for one that is not on it. *found is
 * how many are, 0 where tamtam.conf names no map.
 */
int map_read(const struct municipality *town, struct arena *a, struct outline ***of, int *found, struct err *err);
/*
 * A chart of all districts, most posts first: a map where there is one, tiles where not. `counts` has a figure for each
 * district; `few` tells which are shown as '< 5'.
 */
struct block *map_chart(struct block *parent, const struct municipality *town, struct str alt, const int *counts,
                        const bool *few);

#endif

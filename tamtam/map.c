/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/map.h"

#include <jansson.h>
#include <math.h>

#include "base/file.h"

enum { MOST_BYTES = 64 << 20, MOST_CORNERS = 400 };

struct reading {
    const struct municipality *town;
    struct arena *a;
    struct outline **of;
    int found;
    double west, east, south, north;
};

static const double pi = 3.14159265358979323846;

/* ---- names ---- */

static struct str text_of(const json_t *properties, const char *const *keys)
{
    for (; *keys; keys++) {
        const json_t *v = json_object_get(properties, *keys);

        if (json_is_string(v) && json_string_length(v))
            return (struct str){json_string_value(v), json_string_length(v)};
    }
    return (struct str){0};
}

/* CBS writes 'Wijk 03 Havenkwartier'. */
static struct str bare_name(struct str name)
{
    struct str rest = name;
    struct str word = str_cut(&rest, ' ');
    struct str number = str_cut(&rest, ' ');
    long long ignored;

    if ((str_eq_nocase(word, STR("wijk")) || str_eq_nocase(word, STR("buurt"))) && rest.n &&
        str_to_number(number, 1 << 20, &ignored) == 0)
        return str_trim(rest);
    return name;
}

static int district_of(const struct reading *r, const json_t *properties)
{
    static const char *const names[] = {"wijknaam", "WK_NAAM", "buurtnaam", "BU_NAAM", "statnaam", "naam", "name", NULL};
    static const char *const towns[] = {"gemeentenaam", "GM_NAAM", NULL};
    struct str town = text_of(properties, towns);

    if (town.n && !str_eq_nocase(town, r->town->name))
        return -1;
    return municipality_district(r->town, bare_name(text_of(properties, names)));
}

/* ---- rings ---- */

static bool is_position(const json_t *p)
{
    return json_is_array(p) && json_is_number(json_array_get(p, 0)) && json_is_number(json_array_get(p, 1)) &&
           isfinite(json_number_value(json_array_get(p, 0))) && isfinite(json_number_value(json_array_get(p, 1)));
}

/* Adds a ring as it stands; every k-th corner of a long one. */
static void add_ring(struct reading *r, int district, const json_t *ring)
{
    int n = (int)json_array_size(ring), kept = 0;
    int step = n / MOST_CORNERS + 1;
    double *xy = arena_alloc(r->a, (size_t)(n / step + 3) * 2 * sizeof *xy);
    struct outline *o = arena_alloc(r->a, sizeof *o);

    for (int i = 0; i < n; i += step) {
        const json_t *p = json_array_get(ring, (size_t)i);

        if (!is_position(p))
            return;
        xy[2 * kept] = json_number_value(json_array_get(p, 0));
        xy[2 * kept + 1] = json_number_value(json_array_get(p, 1));
        kept++;
    }
    if (kept < 3)
        return;
    xy[2 * kept] = xy[0];
    xy[2 * kept + 1] = xy[1];
    kept++;
    for (int i = 0; i < kept; i++) {
        r->west = fmin(r->west, xy[2 * i]);
        r->east = fmax(r->east, xy[2 * i]);
        r->south = fmin(r->south, xy[2 * i + 1]);
        r->north = fmax(r->north, xy[2 * i + 1]);
    }
    r->found += r->of[district] == NULL;
    *o = (struct outline){xy, kept, r->of[district]};
    r->of[district] = o;
}

static void add_feature(struct reading *r, const json_t *feature)
{
    const json_t *geometry = json_object_get(feature, "geometry");
    const json_t *parts = json_object_get(geometry, "coordinates");
    const char *type = json_string_value(json_object_get(geometry, "type"));
    int district = district_of(r, json_object_get(feature, "properties"));

    if (district < 0 || !type)
        return;
    if (str_is(str_of(type), "Polygon"))
        add_ring(r, district, json_array_get(parts, 0));
    else if (str_is(str_of(type), "MultiPolygon"))
        for (size_t i = 0; i < json_array_size(parts); i++)
            add_ring(r, district, json_array_get(json_array_get(parts, i), 0));
}

/* To a plane of width 1 with y downwards; degrees of longitude shrink with the cosine of the latitude. */
static void flatten(struct reading *r)
{
    bool degrees = fabs(r->west) <= 180 && fabs(r->east) <= 180 && fabs(r->north) <= 90;
    double shrink = degrees ? cos((r->south + r->north) / 2 * pi / 180) : 1;
    double scale = fmax((r->east - r->west) * shrink, 1e-9);

    for (int d = 0; d < r->town->ndistricts; d++)
        for (struct outline *o = r->of[d]; o; o = o->next) {
            double *xy = arena_alloc(r->a, (size_t)o->n * 2 * sizeof *xy);

            for (int i = 0; i < o->n; i++) {
                xy[2 * i] = (o->xy[2 * i] - r->west) * shrink / scale;
                xy[2 * i + 1] = (r->north - o->xy[2 * i + 1]) / scale;
            }
            o->xy = xy;
        }
}

int map_read(const struct municipality *town, struct arena *a, struct outline ***of, int *found, struct err *err)
{
    struct reading r = {town, a, arena_alloc(a, (size_t)(town->ndistricts + 1) * sizeof *r.of), 0, 1e9, -1e9, 1e9, -1e9};
    struct buf bytes = {.max = MOST_BYTES};
    json_error_t fault;
    json_t *root = NULL, *feature;
    size_t i;
    int result = 0;

    for (int d = 0; d < town->ndistricts; d++)
        r.of[d] = NULL;
    if (town->map.n && (result = file_read(str_c(a, town->map), &bytes, err)) == 0) {
        root = json_loadb(buf_str(&bytes).p, bytes.n, 0, &fault);
        if (!json_is_array(json_object_get(root, "features")))
            result = err_set(err, "%.*s: no GeoJSON FeatureCollection", STR_ARG(town->map));
        json_array_foreach(json_object_get(root, "features"), i, feature)
            add_feature(&r, feature);
        flatten(&r);
    }
    json_decref(root);
    buf_release(&bytes);
    *of = r.of;
    *found = result ? 0 : r.found;
    return result;
}

/* ---- the chart ---- */

struct block *map_chart(struct block *parent, const struct municipality *town, struct str alt, const int *counts,
                        const bool *few)
{
    struct document *d = parent->doc;
    struct outline **of;
    struct block *chart;
    bool *told = arena_alloc(&d->arena, (size_t)town->ndistricts + 1);
    struct err err;
    int found;
    bool failed = map_read(town, &d->arena, &of, &found, &err) != 0;

    chart = doc_chart(parent, found ? CHART_MAP : CHART_TILES, alt);
    for (int i = 0; i < town->ndistricts; i++)
        told[i] = false;
    for (int k = 0; k < town->ndistricts; k++) {
        struct point *p;
        int best = -1;

        for (int i = 0; i < town->ndistricts; i++)
            if (!told[i] && (best < 0 || counts[i] > counts[best]))
                best = i;
        told[best] = true;
        p = doc_point(chart, town->districts[best].name, few[best] ? 0 : counts[best]);
        p->outline = of[best];
        if (few[best]) {
            p->few = true;
            p->shown = STR("< 5");
        }
    }
    if (failed)
        prose_add(doc_paragraph(parent, TEXT_NOTE), STR("De kaart van tamtam.conf is niet te lezen; vakken in plaats daarvan."));
    return chart;
}

/* rooms: base store tamtam */
/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tamtam/logo.h"

enum { SIDE = 40, PAPER = 0xFFFFFF };

/* The pixel at (x, y) of the logo drawn on white, 40 by 40. */
static unsigned pixel(const char *svg, int x, int y)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
    cairo_t *cr = cairo_create(surface);
    unsigned value;

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    logo_draw(cr, str_of(svg), 0, 0, SIDE);
    cairo_surface_flush(surface);
    value = *(uint32_t *)(void *)(cairo_image_surface_get_data(surface) +
                                  (ptrdiff_t)y * cairo_image_surface_get_stride(surface) + (ptrdiff_t)4 * x) &
            0xFFFFFF;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return value;
}

#define SVG(inner) "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'>" inner "</svg>"

static void shapes_and_fills(void **state)
{
    static const struct {
        const char *svg;
        int x, y;
        unsigned colour;
    } cases[] = {
        {SVG("<rect x='10' y='10' width='20' height='20' fill='#f00'/>"), 20, 20, 0xFF0000},
        {SVG("<rect x='10' y='10' width='20' height='20' fill='#f00'/>"), 5, 5, PAPER},
        {SVG("<style>.a, .b{fill:#00ff00;stroke:none}</style><circle class='b' cx='20' cy='20' r='8'/>"), 20, 20,
         0x00FF00},
        {SVG("<g style='fill:#0000FF' transform='translate(10 10) scale(2)'><path d='M0 0h10v10H0z'/></g>"), 25, 25,
         0x0000FF},
        {SVG("<g fill='#123456'><rect width='40' height='40' fill='none'/></g>"), 20, 20, PAPER},
        {SVG("<path d='M2 25a18 18 0 0 1 36 0h-7.5a10.5 10.5 0 0 0-21 0z' fill='#12493F'/>"), 20, 10, 0x12493F},
        {SVG("<path d='M2 25a18 18 0 0136 0h-7.5a10.5 10.5 0 00-21 0z' fill='#12493F'/>"), 20, 22, PAPER},
        {SVG("<path d='M5 5 C5 5 35 5 35 5 S35 35 35 35 L5 35 Q5 20 5 5' fill='#010203'/>"), 20, 20, 0x010203},
        {SVG("<polygon points='0,0 40,0 40,40 0,40'/>"), 20, 20, 0x000000},
        {"<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'><rect width='80' height='40' "
         "fill='#00f'/></svg>",
         20, 5, PAPER},
        {"<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'><rect width='80' height='40' "
         "fill='#00f'/></svg>",
         20, 20, 0x0000FF},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (pixel(cases[i].svg, cases[i].x, cases[i].y) != cases[i].colour)
            fail_msg("%s: #%06x at %d,%d", cases[i].svg, pixel(cases[i].svg, cases[i].x, cases[i].y), cases[i].x,
                     cases[i].y);
}

static bool is_drawn(struct str svg)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
    cairo_t *cr = cairo_create(surface);
    bool drawn = logo_draw(cr, svg, 0, 0, SIDE);

    assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return drawn;
}

static void what_is_no_logo(void **state)
{
    static const char *const texts[] = {
        "",
        "geen svg",
        "<html/>",
        SVG(""),
        SVG("<text>Turfbrug</text><script>alert(1)</script>"),
        SVG("<path/>"
            "<rect/>"
            "<g transform='matrix(0 0 0 0 0 0)'/>"),
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><svg viewBox='0 0 1 1'>&b;</svg>",
        "<svg viewBox='0 0 0 0'><rect width='1' height='1'/></svg>"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (is_drawn(str_of(texts[i])) != (i == 5))
            fail_msg("%zu: %s", i, texts[i]);
}

static void floods_end(void **state)
{
    struct buf svg = {0};

    (void)state;
    buf_puts(&svg, "<svg viewBox='0 0 1 1'>");
    for (int i = 0; i < 20000; i++)
        buf_puts(&svg, "<g transform='scale(1e300)'>");
    assert_false(is_drawn(buf_str(&svg)));
    buf_clear(&svg);
    buf_puts(&svg,
             "<svg viewBox='0 0 1 1'><path d='M0 0 1e400 nan a0 0 0 1 1 0 0 a1e-9 9e6 1 1 1 2 2 z z z z 5 5'/></svg>");
    assert_true(is_drawn(buf_str(&svg)));
    while (svg.n < 1000000)
        buf_puts(&svg, "          ");
    assert_false(is_drawn(buf_str(&svg)));
    buf_release(&svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shapes_and_fills), cmocka_unit_test(what_is_no_logo),
                                       cmocka_unit_test(floods_end)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

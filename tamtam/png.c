/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/png.h"

#include <math.h>
#include <stdlib.h>

#include "tamtam/pdf_page.h"

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes, unsigned int n)
{
    buf_add(closure, (struct str){(const char *)bytes, n});
    return CAIRO_STATUS_SUCCESS;
}

/* Opens a white picture; the caller draws on p->cr and calls end_picture. */
static int start_picture(struct pdf *p, const struct look *look, double width, double height, double scale,
                         struct err *err)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale), (int)ceil(height * scale));

    *p = (struct pdf){.look = look, .colours = look->colours[MEDIUM_LIGHT]};
    p->context = pdf_context(err);
    if (!p->context) {
        cairo_surface_destroy(surface);
        return -1;
    }
    p->cr = cairo_create(surface);
    cairo_surface_destroy(surface);
    cairo_set_source_rgb(p->cr, 1, 1, 1);
    cairo_paint(p->cr);
    cairo_scale(p->cr, scale, scale);
    return 0;
}

static int end_picture(struct pdf *p, struct buf *out, struct err *err)
{
    cairo_status_t status = cairo_surface_write_to_png_stream(cairo_get_target(p->cr), add_bytes, out);

    cairo_destroy(p->cr);
    pdf_clear_layout(p);
    free(p->layouts);
    arena_release(&p->arena);
    g_object_unref(p->context);
    return status == CAIRO_STATUS_SUCCESS
               ? 0
               : err_set(err, "a picture can't be drawn: %s", cairo_status_to_string(status));
}

int png_drawing(const struct drawing *d, const struct look *look, double scale, struct buf *out, struct err *err)
{
    struct pdf p;

    if (start_picture(&p, look, d->width, d->height, scale, err) < 0)
        return -1;
    pdf_show_drawing(&p, d, 0, 0);
    return end_picture(&p, out, err);
}

int png_logo(const struct look *look, int side, struct buf *out, struct err *err)
{
    struct pdf p;

    if (start_picture(&p, look, side, side, 1, err) < 0)
        return -1;
    pdf_show_logo(&p, 0, 0, side);
    return end_picture(&p, out, err);
}

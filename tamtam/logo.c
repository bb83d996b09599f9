/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/logo.h"

#include <libxml/parser.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 512 * 1024, DEEPEST = 40, MOST_SHAPES = 2000, MOST_NUMBERS = 200000 };

struct logo {
    cairo_t *cr;
    const char *rules; /* the text of <style>, or NULL */
    int shapes;        /* drawn so far */
};

/* ---- values ---- */

/* The next number of a list with blanks and commas; false at its end. */
static bool next_number(const char **at, double *number)
{
    char *end;

    *at += strspn(*at, " \t\r\n,");
    *number = strtod(*at, &end);
    if (end == *at || !isfinite(*number) || fabs(*number) > 1e7)
        return false;
    *at = end;
    return true;
}

static double number_of(xmlNodePtr node, const char *name, double otherwise)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *at = (const char *)value;
    double number = otherwise;

    if (value && !next_number(&at, &number))
        number = otherwise;
    xmlFree(value);
    return number;
}

/* The value of a property in "fill:#123;stroke:none"; its length in *n. */
static const char *property(const char *style, const char *name, size_t *n)
{
    size_t len = strlen(name);

    for (const char *at = style; (at = strstr(at, name)) != NULL; at += len) {
        bool starts = at == style || strchr(" ;{\t\r\n", at[-1]);
        const char *value = at + len + strspn(at + len, " ");

        if (!starts || *value != ':')
            continue;
        value += 1 + strspn(value + 1, " ");
        *n = strcspn(value, ";}");
        return value;
    }
    return NULL;
}

static int hex(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* Sets the source to "#rrggbb", "#rgb", "black", "white"; false for none and what it does not know. */
static bool set_colour(cairo_t *cr, const char *value, size_t n)
{
    int v[6];
    size_t digits = n > 0 ? n - 1 : 0;

    if (n >= 5 && (strncmp(value, "black", 5) == 0 || strncmp(value, "white", 5) == 0)) {
        double grey = value[0] == 'w' ? 1 : 0;

        cairo_set_source_rgb(cr, grey, grey, grey);
        return true;
    }
    while (digits > 0 && value[digits] == ' ')
        digits--;
    if (n == 0 || value[0] != '#' || (digits != 3 && digits != 6))
        return false;
    for (size_t i = 0; i < digits; i++)
        if ((v[i] = hex(value[1 + i])) < 0)
            return false;
    if (digits == 3)
        cairo_set_source_rgb(cr, v[0] / 15.0, v[1] / 15.0, v[2] / 15.0);
    else
        cairo_set_source_rgb(cr, (v[0] * 16 + v[1]) / 255.0, (v[2] * 16 + v[3]) / 255.0, (v[4] * 16 + v[5]) / 255.0);
    return true;
}

/* The declarations of the rule ".name{...}". */
static const char *rule_of(const struct logo *l, const char *name)
{
    size_t n = strlen(name);

    for (const char *at = l->rules; at && n && (at = strchr(at, '.')) != NULL; at++)
        if (strncmp(at + 1, name, n) == 0 && strchr(" ,{\t\r\n", at[1 + n]))
            return strchr(at, '{');
    return NULL;
}

enum fill { FILL_INHERIT, FILL_NONE, FILL_SET };

static enum fill fill_from(const struct logo *l, const char *value, size_t n)
{
    if (n >= 4 && strncmp(value, "none", 4) == 0)
        return FILL_NONE;
    return set_colour(l->cr, value, n) ? FILL_SET : FILL_INHERIT;
}

/* The fill that an element sets: style before class before attribute. */
static enum fill fill_of(const struct logo *l, xmlNodePtr node)
{
    xmlChar *style = xmlGetNoNsProp(node, (const xmlChar *)"style");
    xmlChar *class = xmlGetNoNsProp(node, (const xmlChar *)"class");
    xmlChar *attribute = xmlGetNoNsProp(node, (const xmlChar *)"fill");
    const char *rule = class ? rule_of(l, (const char *)class) : NULL;
    size_t n = 0;
    const char *value = style ? property((const char *)style, "fill", &n) : NULL;
    enum fill fill = FILL_INHERIT;

    if (!value && rule) {
        const char *end = strchr(rule, '}');

        value = property(rule, "fill", &n);
        if (value && end && value > end)
            value = NULL;
    }
    if (value)
        fill = fill_from(l, value, n);
    else if (attribute)
        fill = fill_from(l, (const char *)attribute, strlen((const char *)attribute));
    xmlFree(style);
    xmlFree(class);
    xmlFree(attribute);
    return fill;
}

static void apply_transform(cairo_t *cr, xmlNodePtr node)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)"transform");

    for (const char *at = (const char *)value; at && (at = at + strspn(at, " ,\t\r\n")) && *at;) {
        const char *open = strchr(at, '(');
        double v[6] = {0};
        int n = 0;

        if (!open)
            break;
        open++;
        while (n < 6 && next_number(&open, &v[n]))
            n++;
        if (strncmp(at, "translate", 9) == 0)
            cairo_translate(cr, v[0], v[1]);
        else if (strncmp(at, "scale", 5) == 0 && v[0] != 0)
            cairo_scale(cr, v[0], n > 1 && v[1] != 0 ? v[1] : v[0]);
        else if (strncmp(at, "rotate", 6) == 0) {
            cairo_translate(cr, v[1], v[2]);
            cairo_rotate(cr, v[0] * 3.14159265358979323846 / 180);
            cairo_translate(cr, -v[1], -v[2]);
        } else if (strncmp(at, "matrix", 6) == 0 && fabs(v[0] * v[3] - v[1] * v[2]) > 1e-9) {
            cairo_matrix_t m = {v[0], v[1], v[2], v[3], v[4], v[5]};

            cairo_transform(cr, &m);
        }
        at = strchr(open, ')');
        at = at ? at + 1 : NULL;
    }
    xmlFree(value);
}

/* ---- paths (SVG 1.1, 8.3) ---- */

struct pen {
    cairo_t *cr;
    double x, y;             /* where it stands */
    double start_x, start_y; /* of the sub-path */
    double hook_x, hook_y;   /* last control point, for S and T */
    char last;               /* command before, in upper case */
};

static void curve(struct pen *p, double x1, double y1, double x2, double y2, double x, double y)
{
    cairo_curve_to(p->cr, x1, y1, x2, y2, x, y);
    p->hook_x = x2;
    p->hook_y = y2;
    p->x = x;
    p->y = y;
}

static void quadratic(struct pen *p, double cx, double cy, double x, double y)
{
    double px = p->x, py = p->y;

    curve(p, px + 2 * (cx - px) / 3, py + 2 * (cy - py) / 3, x + 2 * (cx - x) / 3, y + 2 * (cy - y) / 3, x, y);
    p->hook_x = cx;
    p->hook_y = cy;
}

/* An elliptical arc to (x, y), by way of its centre (SVG 1.1, F.6.5). */
static void arc(struct pen *p, double rx, double ry, double turn, bool large, bool sweep, double x, double y)
{
    double phi = turn * 3.14159265358979323846 / 180;
    double dx = (p->x - x) / 2, dy = (p->y - y) / 2;
    double ax = cos(phi) * dx + sin(phi) * dy, ay = cos(phi) * dy - sin(phi) * dx;
    double grow, scale, cx, cy, from, to;
    cairo_matrix_t saved;

    rx = fabs(rx);
    ry = fabs(ry);
    if (rx < 1e-6 || ry < 1e-6 || (fabs(dx) < 1e-9 && fabs(dy) < 1e-9)) {
        cairo_line_to(p->cr, p->x = x, p->y = y);
        return;
    }
    grow = sqrt(ax * ax / (rx * rx) + ay * ay / (ry * ry));
    rx *= fmax(grow, 1);
    ry *= fmax(grow, 1);
    scale = sqrt(fmax(rx * rx * ry * ry - rx * rx * ay * ay - ry * ry * ax * ax, 0) /
                 (rx * rx * ay * ay + ry * ry * ax * ax));
    if (large == sweep)
        scale = -scale;
    cx = scale * rx * ay / ry;
    cy = -scale * ry * ax / rx;
    from = atan2((ay - cy) / ry, (ax - cx) / rx);
    to = atan2((-ay - cy) / ry, (-ax - cx) / rx);
    cairo_get_matrix(p->cr, &saved);
    cairo_translate(p->cr, (p->x + x) / 2, (p->y + y) / 2);
    cairo_rotate(p->cr, phi);
    cairo_translate(p->cr, cx, cy);
    cairo_scale(p->cr, rx, ry);
    if (sweep)
        cairo_arc(p->cr, 0, 0, 1, from, to);
    else
        cairo_arc_negative(p->cr, 0, 0, 1, from, to);
    cairo_set_matrix(p->cr, &saved);
    p->x = x;
    p->y = y;
}

static int numbers_of(char command)
{
    static const char commands[] = "MLHVCSQTAZ";
    static const int counts[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};
    const char *at = command ? strchr(commands, command) : NULL;

    return at ? counts[at - commands] : -1;
}

static void run_command(struct pen *p, char command, bool relative, double *v)
{
    double ox = relative ? p->x : 0, oy = relative ? p->y : 0;
    bool hooked = (command == 'S' && (p->last == 'C' || p->last == 'S')) ||
                  (command == 'T' && (p->last == 'Q' || p->last == 'T'));
    double hx = hooked ? 2 * p->x - p->hook_x : p->x, hy = hooked ? 2 * p->y - p->hook_y : p->y;

    switch (command) {
    case 'M':
        cairo_move_to(p->cr, p->x = p->start_x = ox + v[0], p->y = p->start_y = oy + v[1]);
        break;
    case 'L': cairo_line_to(p->cr, p->x = ox + v[0], p->y = oy + v[1]); break;
    case 'H': cairo_line_to(p->cr, p->x = ox + v[0], p->y); break;
    case 'V': cairo_line_to(p->cr, p->x, p->y = oy + v[0]); break;
    case 'C': curve(p, ox + v[0], oy + v[1], ox + v[2], oy + v[3], ox + v[4], oy + v[5]); break;
    case 'S': curve(p, hx, hy, ox + v[0], oy + v[1], ox + v[2], oy + v[3]); break;
    case 'Q': quadratic(p, ox + v[0], oy + v[1], ox + v[2], oy + v[3]); break;
    case 'T': quadratic(p, hx, hy, ox + v[0], oy + v[1]); break;
    case 'A': arc(p, v[0], v[1], v[2], v[3] != 0, v[4] != 0, ox + v[5], oy + v[6]); break;
    case 'Z':
        cairo_close_path(p->cr);
        p->x = p->start_x;
        p->y = p->start_y;
        break;
    }
    p->last = command;
}

/* The flags of an arc may stand without anything between them ("a1 1 0 01.5.5"). */
static bool next_flag(const char **at, double *flag)
{
    *at += strspn(*at, " \t\r\n,");
    if (**at != '0' && **at != '1')
        return false;
    *flag = *(*at)++ - '0';
    return true;
}

static void trace_path(cairo_t *cr, const char *d)
{
    struct pen p = {.cr = cr};
    char command = 0;
    int budget = MOST_NUMBERS;

    while (*(d += strspn(d, " \t\r\n,")) && budget-- > 0) {
        char letter = *d;
        bool relative;
        double v[7] = {0};
        int n;

        if ((letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z')) {
            command = letter;
            d++;
        } else if (command == 'M' || command == 'm') {
            command = command == 'M' ? 'L' : 'l';
        } else if (command == 'Z' || command == 'z') {
            return;
        }
        relative = command >= 'a';
        n = numbers_of(relative ? (char)(command - 32) : command);
        if (n < 0)
            return;
        for (int i = 0; i < n; i++)
            if (!((command | 32) == 'a' && (i == 3 || i == 4) ? next_flag(&d, &v[i]) : next_number(&d, &v[i])))
                return;
        run_command(&p, relative ? (char)(command - 32) : command, relative, v);
    }
}

static void trace_points(cairo_t *cr, const char *points)
{
    double x, y;

    for (int i = 0; i < MOST_NUMBERS && next_number(&points, &x) && next_number(&points, &y); i++)
        cairo_line_to(cr, x, y);
    cairo_close_path(cr);
}

static void trace_ellipse(cairo_t *cr, double cx, double cy, double rx, double ry)
{
    if (rx <= 0 || ry <= 0)
        return;
    cairo_save(cr);
    cairo_translate(cr, cx, cy);
    cairo_scale(cr, rx, ry);
    cairo_new_sub_path(cr);
    cairo_arc(cr, 0, 0, 1, 0, 2 * 3.14159265358979323846);
    cairo_restore(cr);
}

/* ---- elements ---- */

static bool is_called(xmlNodePtr node, const char *name)
{
    return strcmp((const char *)node->name, name) == 0;
}

/* Puts the outline of an element on the path; false when it is none. */
static bool trace(cairo_t *cr, xmlNodePtr node)
{
    bool points = is_called(node, "polygon") || is_called(node, "polyline");
    double r = number_of(node, "r", 0);

    cairo_new_path(cr);
    if (is_called(node, "path") || points) {
        xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)(points ? "points" : "d"));

        if (value && points)
            trace_points(cr, (const char *)value);
        else if (value)
            trace_path(cr, (const char *)value);
        xmlFree(value);
    } else if (is_called(node, "rect")) {
        cairo_rectangle(cr, number_of(node, "x", 0), number_of(node, "y", 0), number_of(node, "width", 0),
                        number_of(node, "height", 0));
    } else if (is_called(node, "circle") || is_called(node, "ellipse")) {
        trace_ellipse(cr, number_of(node, "cx", 0), number_of(node, "cy", 0), number_of(node, "rx", r),
                      number_of(node, "ry", r));
    } else {
        return false;
    }
    return true;
}

static void draw(struct logo *l, xmlNodePtr parent, bool filled, int depth)
{
    for (xmlNodePtr node = parent->children; node && depth < DEEPEST && l->shapes < MOST_SHAPES; node = node->next) {
        bool inked = filled;
        enum fill fill;

        if (node->type != XML_ELEMENT_NODE || is_called(node, "defs") || is_called(node, "clipPath") ||
            is_called(node, "mask"))
            continue;
        cairo_save(l->cr);
        apply_transform(l->cr, node);
        fill = fill_of(l, node);
        if (fill != FILL_INHERIT)
            inked = fill == FILL_SET;
        if (is_called(node, "g") || is_called(node, "svg") || is_called(node, "a")) {
            draw(l, node, inked, depth + 1);
        } else if (inked && trace(l->cr, node)) {
            cairo_fill(l->cr);
            l->shapes++;
        }
        cairo_restore(l->cr);
    }
}

static char *style_text(xmlNodePtr node, int depth)
{
    for (; node && depth < DEEPEST; node = node->next) {
        char *below;

        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (is_called(node, "style"))
            return (char *)xmlNodeGetContent(node);
        below = style_text(node->children, depth + 1);
        if (below)
            return below;
    }
    return NULL;
}

/* Maps the view box, or width and height, into the square. */
static bool set_frame(cairo_t *cr, xmlNodePtr root, double x, double y, double side)
{
    xmlChar *box = xmlGetNoNsProp(root, (const xmlChar *)"viewBox");
    const char *at = (const char *)box;
    double v[4] = {0, 0, number_of(root, "width", 0), number_of(root, "height", 0)};
    double scale;

    for (int i = 0; at && i < 4; i++)
        if (!next_number(&at, &v[i]))
            break;
    xmlFree(box);
    if (v[2] <= 0 || v[3] <= 0)
        return false;
    scale = side / fmax(v[2], v[3]);
    cairo_translate(cr, x + (side - v[2] * scale) / 2, y + (side - v[3] * scale) / 2);
    cairo_scale(cr, scale, scale);
    cairo_translate(cr, -v[0], -v[1]);
    return true;
}

bool logo_draw(cairo_t *cr, struct str svg, double x, double y, double side)
{
    struct logo l = {.cr = cr};
    xmlDocPtr doc;
    xmlNodePtr root;

    if (svg.n == 0 || svg.n > MOST_BYTES || str_find(svg, STR("<!ENTITY")) >= 0)
        return false;
    doc = xmlReadMemory(svg.p, (int)svg.n, "logo.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root && is_called(root, "svg")) {
        char *rules = style_text(root->children, 0);

        l.rules = rules;
        cairo_save(cr);
        cairo_set_source_rgb(cr, 0, 0, 0);
        if (set_frame(cr, root, x, y, side)) {
            enum fill fill = fill_of(&l, root);

            draw(&l, root, fill != FILL_NONE, 0);
        }
        cairo_restore(cr);
        xmlFree(rules);
    }
    xmlFreeDoc(doc);
    return l.shapes > 0;
}

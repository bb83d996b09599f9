/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/gazetteer.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "listener/csv.h"
#include "listener/encoding.h"

enum { MOST_COLUMNS = 64, HEAD_BYTES = 1024, LEAST_SHARE = 4, STREETS_A_LINE = 12, MOST_TOLD = 10, MOST_NAMED = 300 };

enum column { STREET, NUMBER, POSTCODE, TOWN, WIJK, WIJK_NAME, BUURT, BUURT_NAME, COLUMNS };

/* How columns are called, up to the year that some end in. */
static const struct {
    const char *name;
    enum column column;
} headings[] = {
    {"openbareruimte", STREET},  {"openbareruimtenaam", STREET}, {"straatnaam", STREET},     {"straat", STREET},
    {"huisnummer", NUMBER},      {"postcode", POSTCODE},         {"pc6", POSTCODE},          {"gemeente", TOWN},
    {"gemeentenaam", TOWN},      {"wijk", WIJK},                 {"wijkcode", WIJK},         {"wijknaam", WIJK_NAME},
    {"buurt", BUURT},            {"buurtcode", BUURT},           {"buurtnaam", BUURT_NAME},
};

struct address {
    uint64_t key; /* of postcode and number */
    uint32_t street;
};

/* An address of a street that lies in a district. */
struct placing {
    uint32_t street, district;
};

/* A text with a number: streets by name, districts by code or name. */
struct table {
    struct str *v;
    struct str *shown; /* districts: the name, where it is known */
    int n, cap, shown_cap;
    int *slots; /* open addressing: 1 + the number */
    int size;
};

struct code {
    uint64_t key;
    uint32_t district;
};

struct gazetteer {
    struct str town;
    enum gazetteer_level level;
    bool has_places; /* a list of streets or addresses was given, be it of another town */
    struct table streets, districts;
    struct address *addresses;
    int naddresses, addresses_cap;
    struct code *codes;
    int ncodes, codes_cap;
    struct placing *placings;
    int nplacings, placings_cap;
    struct arena arena;
};

struct gazetteer *gazetteer_new(struct str town, enum gazetteer_level level)
{
    struct gazetteer *g = mem_calloc(1, sizeof *g);

    g->level = level;
    g->town = str_copy(&g->arena, town);
    return g;
}

void gazetteer_free(struct gazetteer *g)
{
    if (!g)
        return;
    free(g->streets.v);
    free(g->streets.shown);
    free(g->streets.slots);
    free(g->districts.v);
    free(g->districts.shown);
    free(g->districts.slots);
    free(g->addresses);
    free(g->codes);
    free(g->placings);
    arena_release(&g->arena);
    free(g);
}

/* ---- numbers of names ---- */

static int *slot_of(const struct table *t, struct str text)
{
    size_t i = (size_t)str_hash(text) & (size_t)(t->size - 1);

    while (t->slots[i] && !str_eq(t->v[t->slots[i] - 1], text))
        i = (i + 1) & (size_t)(t->size - 1);
    return &t->slots[i];
}

static void grow(struct table *t)
{
    free(t->slots);
    t->size = t->size ? t->size * 2 : 1024;
    t->slots = mem_calloc((size_t)t->size, sizeof *t->slots);
    for (int i = 0; i < t->n; i++)
        *slot_of(t, t->v[i]) = i + 1;
}

static uint32_t number_of(struct table *t, struct str text, struct arena *a)
{
    int *slot;

    if (t->n * 2 >= t->size)
        grow(t);
    slot = slot_of(t, text);
    if (*slot == 0) {
        MEM_GROW(t->v, t->n, t->cap);
        MEM_GROW(t->shown, t->n, t->shown_cap);
        t->v[t->n] = str_copy(a, text);
        t->shown[t->n++] = (struct str){0};
        *slot = t->n;
    }
    return (uint32_t)(*slot - 1);
}

/* ---- cells ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "WK034401", "034401" and "34401" are one code. */
static struct str bare_code(struct str code)
{
    code = str_trim(code);
    while (code.n && !(code.p[0] >= '1' && code.p[0] <= '9'))
        code = str_sub(code, 1, code.n);
    return code;
}

/* A postcode and house number as one key; 0 when it is none. */
static uint64_t address_key(struct str postcode, struct str number)
{
    uint64_t key = 0;
    long long house;
    int n = 0;

    for (size_t i = 0; i < postcode.n; i++) {
        char c = postcode.p[i];

        if (c == ' ')
            continue;
        c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (n++ < 4 ? !is_digit(c) : !(c >= 'A' && c <= 'Z'))
            return 0;
        key = key * 36 + (uint64_t)(is_digit(c) ? c - '0' : c - 'A' + 10);
    }
    return n == 6 && str_to_number(str_trim(number), 99999, &house) == 0 ? key * 100000 + (uint64_t)house : 0;
}

/* "Wijk 03 Bloemenwijk" is Bloemenwijk. */
static struct str bare_name(struct str name)
{
    struct str rest = name, word;

    word = str_cut(&rest, ' ');
    if (!str_eq_nocase(word, STR("wijk")) || !rest.n || !is_digit(rest.p[0]))
        return name;
    str_cut(&rest, ' ');
    return rest.n ? str_trim(rest) : name;
}

/* ---- lists ---- */

struct list {
    const char *name;
    struct csv csv;
    int at[COLUMNS]; /* -1: there is no such column */
    struct str cells[MOST_COLUMNS];
    int n;
    struct arena arena; /* of a row */
    struct faults *faults;
    int bad;
};

static int column_of(struct str heading)
{
    enum { YEAR = 4 };
    struct str name = str_trim(heading);
    size_t digits = 0;

    while (digits < name.n && is_digit(name.p[name.n - 1 - digits]))
        digits++;
    name.n -= digits == YEAR ? YEAR : 0;
    name.n -= digits == YEAR && name.n && name.p[name.n - 1] == '_';
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (str_eq_nocase(name, str_of(headings[i].name)))
            return (int)headings[i].column;
    return -1;
}

static void read_heading(struct list *l)
{
    for (int c = 0; c < COLUMNS; c++)
        l->at[c] = -1;
    for (int i = 0; i < l->n; i++) {
        int column = column_of(l->cells[i]);

        if (column >= 0 && l->at[column] < 0)
            l->at[column] = i;
    }
}

static struct str cell(const struct list *l, enum column column)
{
    int at = l->at[column];

    return at >= 0 && at < l->n ? str_trim(l->cells[at]) : (struct str){0};
}

static void tell_bad(struct list *l, const char *what)
{
    if (l->bad++ < MOST_TOLD)
        faults_add(l->faults, l->name, l->csv.line, "%s", what);
}

/* -1 for a row that can't be used. */
static int add_address(struct gazetteer *g, struct list *l)
{
    struct str town = cell(l, TOWN), street = cell(l, STREET);
    uint64_t key = address_key(cell(l, POSTCODE), cell(l, NUMBER));

    if (town.n && !str_eq_nocase(town, g->town))
        return 0;
    if (key == 0 || street.n == 0)
        return -1;
    MEM_GROW(g->addresses, g->naddresses, g->addresses_cap);
    g->addresses[g->naddresses++] = (struct address){key, number_of(&g->streets, street, &g->arena)};
    return 0;
}

static enum column level_column(const struct gazetteer *g)
{
    return g->level == LEVEL_WIJK ? WIJK : BUURT;
}

static int add_code(struct gazetteer *g, struct list *l)
{
    struct str code = bare_code(cell(l, level_column(g)));
    uint64_t key = address_key(cell(l, POSTCODE), cell(l, NUMBER));

    if (key == 0 || code.n == 0)
        return -1;
    MEM_GROW(g->codes, g->ncodes, g->codes_cap);
    g->codes[g->ncodes++] = (struct code){key, number_of(&g->districts, code, &g->arena)};
    return 0;
}

static int add_name(struct gazetteer *g, struct list *l)
{
    struct str code = bare_code(cell(l, level_column(g)));
    struct str name = bare_name(cell(l, g->level == LEVEL_WIJK ? WIJK_NAME : BUURT_NAME));
    struct str town = cell(l, TOWN);
    uint32_t district;

    if (town.n && !str_eq_nocase(town, g->town))
        return 0;
    if (code.n == 0 || name.n == 0)
        return -1;
    district = number_of(&g->districts, code, &g->arena);
    g->districts.shown[district] = str_copy(&g->arena, name);
    return 0;
}

static int add_street(struct gazetteer *g, struct list *l)
{
    enum column name_column = g->level == LEVEL_WIJK ? WIJK_NAME : BUURT_NAME;
    struct str name = bare_name(cell(l, l->at[name_column] >= 0 ? name_column : level_column(g)));
    struct str street = cell(l, STREET), town = cell(l, TOWN);
    uint32_t district;

    if (town.n && !str_eq_nocase(town, g->town))
        return 0;
    if (street.n == 0 || name.n == 0)
        return -1;
    district = number_of(&g->districts, name, &g->arena);
    g->districts.shown[district] = g->districts.v[district];
    MEM_GROW(g->placings, g->nplacings, g->placings_cap);
    g->placings[g->nplacings++] = (struct placing){number_of(&g->streets, street, &g->arena), district};
    return 0;
}

typedef int (*take_row)(struct gazetteer *g, struct list *l);

/* What kind of list it is, by its columns; NULL for one of which nothing is known. */
static take_row kind_of(const struct gazetteer *g, const struct list *l)
{
    const int *at = l->at;
    bool district = at[level_column(g)] >= 0, name = at[g->level == LEVEL_WIJK ? WIJK_NAME : BUURT_NAME] >= 0;

    if (at[STREET] >= 0 && (district || name))
        return add_street;
    if (at[STREET] >= 0 && at[POSTCODE] >= 0 && at[NUMBER] >= 0)
        return add_address;
    if (at[POSTCODE] >= 0 && at[NUMBER] >= 0 && district)
        return add_code;
    return district && name ? add_name : NULL;
}

static int read_rows(struct gazetteer *g, struct list *l, struct err *err)
{
    take_row take;

    l->n = csv_row(&l->csv, l->cells, MOST_COLUMNS, &l->arena, err);
    if (l->n < 1)
        return l->n ? err_at(err, "%s", l->name) : err_set(err, "%s: the list is empty", l->name);
    read_heading(l);
    take = kind_of(g, l);
    if (!take)
        return err_set(err,
                       "%s: no list that is known: its first line names neither openbareruimte, huisnummer and postcode, nor PC6, "
                       "Huisnummer and %s, nor %scode and %snaam, nor straatnaam and %s",
                       l->name, g->level == LEVEL_WIJK ? "Wijk" : "Buurt", g->level == LEVEL_WIJK ? "wijk" : "buurt",
                       g->level == LEVEL_WIJK ? "wijk" : "buurt", g->level == LEVEL_WIJK ? "wijk" : "buurt");
    g->has_places = g->has_places || take != add_name;
    for (;;) {
        struct err bad;

        arena_clear(&l->arena);
        l->n = csv_row(&l->csv, l->cells, MOST_COLUMNS, &l->arena, &bad);
        if (l->n == 0)
            return 0;
        if (l->n < 0)
            tell_bad(l, bad.text);
        else if (take(g, l))
            tell_bad(l, "a row without what the list is for, left out");
    }
}

int gazetteer_add(struct gazetteer *g, const char *name, struct str bytes, struct faults *faults, struct err *err)
{
    struct encoding *encoding = encoding_new(str_sub(bytes, 0, bytes.n < HEAD_BYTES ? bytes.n : HEAD_BYTES), (struct str){0});
    struct list l = {.name = name, .faults = faults};
    struct buf text = {0};
    int failed;

    encoding_push(encoding, bytes, true, &text);
    encoding_free(encoding);
    csv_open(&l.csv, buf_str(&text));
    failed = read_rows(g, &l, err);
    if (l.bad > MOST_TOLD)
        faults_add(faults, name, 0, "%d more rows left out", l.bad - MOST_TOLD);
    arena_release(&l.arena);
    buf_release(&text);
    return failed;
}

/* ---- streets in districts ---- */

static int by_key(const void *x, const void *y)
{
    uint64_t a = ((const struct code *)x)->key, b = ((const struct code *)y)->key;

    return (a > b) - (a < b);
}

static int by_street(const void *x, const void *y)
{
    const struct placing *a = x, *b = y;

    if (a->street != b->street)
        return a->street < b->street ? -1 : 1;
    return (a->district > b->district) - (a->district < b->district);
}

/* Finds the district of each address; returns how many have none. */
static int64_t place_addresses(struct gazetteer *g)
{
    int64_t unplaced = 0;

    if (g->ncodes)
        qsort(g->codes, (size_t)g->ncodes, sizeof *g->codes, by_key);
    for (int i = 0; i < g->naddresses; i++) {
        const struct code wanted = {.key = g->addresses[i].key};
        const struct code *code = g->ncodes ? bsearch(&wanted, g->codes, (size_t)g->ncodes, sizeof *g->codes, by_key) : NULL;

        unplaced += code == NULL;
        if (!code)
            continue;
        MEM_GROW(g->placings, g->nplacings, g->placings_cap);
        g->placings[g->nplacings++] = (struct placing){g->addresses[i].street, code->district};
    }
    g->naddresses = 0;
    return unplaced;
}

/* Keeps one placing for each street and district that has enough of its addresses; returns how many streets there are. */
static int keep_shares(struct gazetteer *g)
{
    int kept = 0, streets = 0;

    if (g->nplacings)
        qsort(g->placings, (size_t)g->nplacings, sizeof *g->placings, by_street);
    for (int from = 0, to; from < g->nplacings; from = to) {
        for (to = from; to < g->nplacings && g->placings[to].street == g->placings[from].street;)
            to++;
        streets++;
        for (int i = from, next; i < to; i = next) {
            for (next = i; next < to && g->placings[next].district == g->placings[i].district;)
                next++;
            if ((int64_t)(next - i) * LEAST_SHARE >= to - from)
                g->placings[kept++] = g->placings[i];
        }
    }
    g->nplacings = kept;
    return streets;
}

/* A placing in words, to be put in order. */
struct entry {
    struct str district, street;
};

static int by_name(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    int order = str_cmp(a->district, b->district);

    return order ? order : str_cmp(a->street, b->street);
}

/* A comma parts two streets, a ] closes a section: neither stands in a name. */
static bool is_writable(struct str name)
{
    return memchr(name.p, ',', name.n) == NULL && memchr(name.p, ']', name.n) == NULL && memchr(name.p, '\n', name.n) == NULL &&
           memchr(name.p, '\\', name.n) == NULL;
}

static void print_entries(const struct entry *entries, int n, struct buf *out, struct gazetteer_counts *counts)
{
    int in_line = 0;

    for (int i = 0; i < n; i++) {
        bool first = i == 0 || !str_eq(entries[i].district, entries[i - 1].district);

        if (!first && str_eq(entries[i].street, entries[i - 1].street))
            continue;
        if (first) {
            buf_printf(out, "%s\n[district %.*s]", i ? "\n" : "", STR_ARG(entries[i].district));
            counts->districts++;
            in_line = 0;
        }
        if (entries[i].street.n == 0)
            continue;
        buf_printf(out, "%s%.*s", in_line % STREETS_A_LINE ? ", " : "\nstreet = ", STR_ARG(entries[i].street));
        in_line++;
    }
    buf_putc(out, '\n');
}

static int no_address(const struct gazetteer *g, struct err *err)
{
    return err_set(err, "no address of '%.*s' in these lists; is that how they call the municipality?", STR_ARG(g->town));
}

/* Districts without streets, where only the list of their names was given. */
static int print_names(struct gazetteer *g, struct buf *out, struct gazetteer_counts *counts, struct err *err)
{
    struct entry *entries = mem_calloc((size_t)g->districts.n + 1, sizeof *entries);
    int n = 0;

    for (int i = 0; i < g->districts.n; i++)
        if (g->districts.shown[i].n && is_writable(g->districts.shown[i]))
            entries[n++] = (struct entry){.district = g->districts.shown[i]};
    qsort(entries, (size_t)n, sizeof *entries, by_name);
    if (n && n <= MOST_NAMED)
        print_entries(entries, n, out, counts);
    free(entries);
    if (n > MOST_NAMED)
        return err_set(err, "%d districts: more than one municipality has; leave those of others out of the list", n);
    return n ? 0 : no_address(g, err);
}

int gazetteer_print(struct gazetteer *g, struct buf *out, struct gazetteer_counts *counts, struct err *err)
{
    struct entry *entries;
    int n = 0;

    *counts = (struct gazetteer_counts){.addresses = g->naddresses};
    if (!g->has_places)
        return print_names(g, out, counts, err);
    if (g->naddresses == 0 && g->nplacings == 0)
        return no_address(g, err);
    if (g->naddresses && g->ncodes == 0)
        return err_set(err, "the list with the district of each postcode and house number is missing (PC6, Huisnummer, ...)");
    counts->unplaced = place_addresses(g);
    counts->streets = keep_shares(g);
    entries = mem_calloc((size_t)g->nplacings + 1, sizeof *entries);
    for (int i = 0; i < g->nplacings; i++) {
        struct str district = g->districts.shown[g->placings[i].district], street = g->streets.v[g->placings[i].street];

        if (district.n == 0) {
            free(entries);
            return err_set(err, "the name of district %.*s is missing: give the list with its code and name too",
                           STR_ARG(g->districts.v[g->placings[i].district]));
        }
        if (is_writable(district) && is_writable(street))
            entries[n++] = (struct entry){district, street};
    }
    qsort(entries, (size_t)n, sizeof *entries, by_name);
    print_entries(entries, n, out, counts);
    free(entries);
    return n ? 0 : err_set(err, "none of the %lld addresses has a district in these lists", (long long)counts->addresses);
}

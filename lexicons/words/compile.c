/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Build tool: compiles a word list (hunspell's nl.dic, or the small words.txt beside this file) into the table of
 * fingerprints that the compound splitter looks words up in. Usage: compile LIST > words.inc
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/tokens.h"
#include "base/file.h"

enum { LEAST = 3, MOST = 24, LIST_MAX = 64 << 20 };

/* The word of a line of a .dic file, empty when it is no plain Dutch word: names, abbreviations and phrases stay out.
 */
static struct str word_of(struct str line)
{
    struct str word = str_trim(str_cut(&line, '/'));

    for (size_t i = 0; i < word.n; i++) {
        unsigned char c = (unsigned char)word.p[i];

        if (!((c >= 'a' && c <= 'z') || c >= 0x80))
            return (struct str){0};
    }
    return word.n >= LEAST && word.n <= MOST ? word : (struct str){0};
}

static void add_fingerprint(uint32_t *table, size_t size, uint32_t fingerprint)
{
    size_t i = fingerprint & (size - 1);

    while (table[i] && table[i] != fingerprint)
        i = (i + 1) & (size - 1);
    table[i] = fingerprint;
}

static uint32_t *read_fingerprints(struct str text, size_t *n)
{
    struct tokens tokens = {0};
    uint32_t *list = NULL;
    size_t count = 0, cap = 0;

    while (text.n) {
        struct str word = word_of(str_cut(&text, '\n'));

        tokens_cut(&tokens, word);
        if (tokens.n != 1 || tokens.v[0].n != word.n)
            continue;
        MEM_GROW(list, count, cap);
        list[count++] = (uint32_t)(tokens.v[0].hash >> 16) | 1;
    }
    tokens_release(&tokens);
    *n = count;
    return list;
}

static void print_table(const uint32_t *table, size_t size)
{
    printf("enum { WORDS_SIZE = %zu };\nstatic const uint32_t words[WORDS_SIZE] = {\n", size);
    for (size_t i = 0; i < size; i++)
        printf("%u%s", table[i], i % 12 == 11 ? ",\n" : ",");
    printf("};\n");
}

int main(int argc, char **argv)
{
    struct buf bytes = {.max = LIST_MAX};
    struct err err;
    size_t n, size = 1024;

    if (argc != 2 || file_read(argv[1], &bytes, &err)) {
        fprintf(stderr, "compile: %s\n", argc != 2 ? "usage: compile LIST" : err.text);
        return argc != 2 ? 2 : 1;
    }
    uint32_t *list = read_fingerprints(buf_str(&bytes), &n);
    while (size * 2 < n * 3)
        size *= 2;
    uint32_t *table = mem_calloc(size, sizeof *table);
    for (size_t i = 0; i < n; i++)
        add_fingerprint(table, size, list[i]);
    print_table(table, size);
    free(list);
    free(table);
    buf_release(&bytes);
    return 0;
}

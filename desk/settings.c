/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/ini_edit.h"
#include "desk/letters.h"
#include "listener/gazetteer.h"

enum { MOST_CONF = 16 << 20 };

static const char town_file[] = "tamtam.conf", places_head[] = "# Districts and their streets, from a public list: made anew in the newsroom.\n";

static const char *file_of(const struct desk *d, struct arena *a, const char *name)
{
    return file_path(a, d->folder, name);
}

/* A descriptor that holds the folder until it is closed, or -1. */
static int hold(const struct desk *d, struct err *err)
{
    int fd = open(d->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    while (fd >= 0 && flock(fd, LOCK_EX))
        if (errno != EINTR) {
            close(fd);
            fd = -1;
        }
    return fd < 0 ? err_set(err, "%s: %s", d->folder, strerror(errno)) : fd;
}

/* ---- judging ---- */

struct judging {
    const struct setting *settings;
    int n;
    struct ini *ini; /* of the text that is judged */
    const char *path;
    struct settings_fault *fault;
};

/* The line of "path:line: words" and the words; 0 where there is no line. */
static int line_of(const char *text, const char *path, const char **words)
{
    size_t n = strlen(path);
    const char *rest = strncmp(text, path, n) == 0 && text[n] == ':' ? text + n + 1 : NULL;
    char *end;
    long line;

    *words = text;
    if (!rest)
        return 0;
    line = strtol(rest, &end, 10);
    if (end == rest || strncmp(end, ": ", 2) != 0)
        return 0;
    *words = end + 2;
    return (int)line;
}

static int setting_at(const struct judging *j, int line)
{
    for (int i = 0; i < j->n; i++)
        for (int k = 0; k < j->ini->n; k++) {
            struct ini_section *s = &j->ini->sections[k];
            int mine = 0;

            if (!str_is(s->kind, j->settings[i].kind))
                continue;
            ini_get(s, j->settings[i].key, &mine);
            if (mine == line)
                return i;
            break;
        }
    return -1;
}

static void hand_on(void *context, const char *text)
{
    struct judging *j = context;
    const char *words;
    int line = line_of(text, j->path, &words);

    j->fault->n++;
    j->fault->told(j->fault->context, line ? setting_at(j, line) : -1, words);
}

static int judge(const char *path, struct str text, const struct setting *settings, int n, struct settings_fault *fault, struct err *err)
{
    struct ini ini = {0};
    struct faults ignored = {0};
    struct judging j = {settings, n, &ini, path, fault};
    struct faults faults = {.found = hand_on, .context = &j};
    struct municipality town;
    int failed;

    ini_parse(&ini, path, text, &ignored);
    failed = municipality_parse(&town, path, text, &faults, err);
    municipality_release(&town);
    ini_release(&ini);
    return failed;
}

int settings_change(const struct desk *d, const struct setting *settings, int n, struct settings_fault *fault, struct err *err)
{
    struct arena a = {0};
    const char *path = file_of(d, &a, town_file);
    struct buf text = {.max = MOST_CONF};
    int held = hold(d, err), failed = held < 0 || file_read(path, &text, err);

    fault->n = 0;
    for (int i = 0; i < n && !failed; i++)
        ini_edit_set(&text, settings[i].kind, settings[i].key, settings[i].value);
    failed = failed || judge(path, buf_str(&text), settings, n, fault, err);
    if (!failed && fault->n == 0)
        failed = file_write(path, buf_str(&text), err);
    if (held >= 0)
        close(held);
    buf_release(&text);
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- sections as text ---- */

struct part_judging {
    const char *path;
    int from, lines; /* where the part stands in the text that is judged */
    struct settings_fault *fault;
};

static void hand_on_line(void *context, const char *text)
{
    struct part_judging *j = context;
    const char *words;
    int line = line_of(text, j->path, &words) - j->from + 1;

    j->fault->n++;
    j->fault->told(j->fault->context, line > 0 && line <= j->lines ? line : 0, words);
}

/* What the part may not be by itself: lines of no section, sections of other kinds. */
static void judge_part(const char *path, struct str part, const char *const *kinds, struct settings_fault *fault)
{
    struct part_judging j = {path, 1, (int)part.n + 1, fault};
    struct faults faults = {.found = hand_on_line, .context = &j};
    struct ini ini = {0};

    ini_parse(&ini, path, part, &faults);
    for (int i = 0; i < ini.n; i++)
        if (!str_is_any(ini.sections[i].kind, kinds)) {
            fault->n++;
            fault->told(fault->context, ini.sections[i].line, "dit deel heeft hier geen plaats; het staat elders in tamtam.conf");
        }
    ini_release(&ini);
}

unsigned long long settings_part_mark(struct str part)
{
    return str_hash(part);
}

int settings_part(const struct desk *d, const char *const *kinds, struct buf *part, struct err *err)
{
    struct arena a = {0};
    struct buf text = {.max = MOST_CONF};
    int failed = file_read(file_of(d, &a, town_file), &text, err);

    if (!failed)
        ini_edit_read(&text, kinds, part);
    buf_release(&text);
    arena_release(&a);
    return failed ? -1 : 0;
}

/* Puts the part into the text and judges the whole. */
static int judge_whole(const char *path, struct buf *text, const char *const *kinds, struct str part, struct settings_fault *fault,
                       struct err *err)
{
    struct part_judging j = {path, ini_edit_replace(text, kinds, part), 1, fault};
    struct faults faults = {.found = hand_on_line, .context = &j};
    struct municipality town;
    int failed;

    for (size_t i = 0; i < part.n; i++)
        j.lines += part.p[i] == '\n';
    failed = municipality_parse(&town, path, buf_str(text), &faults, err);
    municipality_release(&town);
    return failed;
}

int settings_change_part(const struct desk *d, const char *const *kinds, unsigned long long seen, struct str part,
                         struct settings_fault *fault, bool *stale, struct err *err)
{
    struct arena a = {0};
    const char *path = file_of(d, &a, town_file);
    struct buf text = {.max = MOST_CONF}, now = {0};
    int held = hold(d, err), failed = held < 0 || file_read(path, &text, err);

    fault->n = 0;
    if (!failed)
        ini_edit_read(&text, kinds, &now);
    *stale = !failed && settings_part_mark(buf_str(&now)) != seen;
    if (!failed && !*stale) {
        judge_part(path, part, kinds, fault);
        if (fault->n == 0)
            failed = judge_whole(path, &text, kinds, part, fault, err);
        if (!failed && fault->n == 0)
            failed = file_write(path, buf_str(&text), err);
    }
    if (held >= 0)
        close(held);
    buf_release(&text);
    buf_release(&now);
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- districts ---- */

static bool has_district(const struct ini *places, struct str name)
{
    for (int i = 0; i < places->n; i++)
        if (str_eq_nocase(places->sections[i].argument, name))
            return true;
    return false;
}

/* Districts of tamtam.conf that the list doesn't know go; the others keep their aliases and landmarks. */
static int write_districts(const struct desk *d, struct str made, struct err *err)
{
    struct arena a = {0};
    struct faults ignored = {0};
    struct ini places = {0};
    struct buf text = {.max = MOST_CONF};
    int held = hold(d, err), failed = held < 0 || file_read(file_of(d, &a, town_file), &text, err);

    ini_parse(&places, PLACES_FILE, made, &ignored);
    for (int i = 0; i < d->town.ini.n && !failed; i++) {
        const struct ini_section *s = &d->town.ini.sections[i];

        if (str_is(s->kind, "district") && !has_district(&places, s->argument))
            ini_edit_remove(&text, "district", s->argument);
    }
    failed = failed || file_write(file_of(d, &a, PLACES_FILE), made, err) || file_write(file_of(d, &a, town_file), buf_str(&text), err);
    if (held >= 0)
        close(held);
    ini_release(&places);
    buf_release(&text);
    arena_release(&a);
    return failed;
}

int settings_change_places(const struct desk *d, struct str list, bool by_buurt, struct settings_places *made, const char **why, struct err *err)
{
    struct gazetteer *g = gazetteer_new(d->town.name, by_buurt ? LEVEL_BUURT : LEVEL_WIJK);
    struct gazetteer_counts counts = {0};
    struct faults ignored = {0};
    struct buf out = {0};
    struct err told;
    int failed = 0;

    *why = NULL;
    buf_puts(&out, places_head);
    if (gazetteer_add(g, PLACES_FILE, list, &ignored, &told))
        *why = "Dit is geen lijst die we kennen. De eerste regel noemt de kolommen: wijkcode en wijknaam, of straatnaam en wijknaam.";
    else if (gazetteer_print(g, &out, &counts, &told))
        *why = "In deze lijst staat geen wijk van uw gemeente, of ook die van andere gemeenten. Laat de regels van uw gemeente over.";
    else
        failed = write_districts(d, buf_str(&out), err);
    *made = (struct settings_places){counts.districts, counts.streets};
    buf_release(&out);
    gazetteer_free(g);
    return failed ? -1 : 0;
}

/* ---- sources ---- */

int settings_drop_source(const struct desk *d, struct str name, struct err *err)
{
    struct arena a = {0};
    const char *path = file_of(d, &a, "feeds.conf");
    struct buf text = {.max = MOST_CONF};
    int held = hold(d, err), failed = held < 0 || file_read(path, &text, err);

    if (!failed && (name.n == 0 || ini_edit_remove(&text, "source", name) == 0))
        failed = err_set(err, "feeds.conf heeft geen bron '%.*s'", STR_ARG(name));
    failed = failed || file_write(path, buf_str(&text), err);
    if (held >= 0)
        close(held);
    buf_release(&text);
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- mail ---- */

const char *settings_password_file(const struct desk *d, struct arena *a)
{
    char *folder = realpath(d->folder, NULL);
    const char *file = file_path(a, folder ? folder : d->folder, "smtp-password");

    free(folder);
    return file;
}

int settings_try_mail(struct desk *d, struct str to, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct document doc;
    struct letter letter = {.kind = STR("proef"), .key = str_printf(&a, "proef/%lld", (long long)now), .to = to};
    int failed;

    letter_begin(&doc, &d->town, STR("Proefbericht"), STR("De mail van de nieuwsredactie werkt"), now);
    prose_add(doc_paragraph(doc.root, TEXT_LEAD), STR("Dit bericht is verstuurd om te zien of het aankomt. U hoeft niets te doen."));
    doc_finish(&doc);
    failed = store_begin(d->store, err);
    if (!failed && (letter_post(d, &doc, &letter, now, err) || store_commit(d->store, err))) {
        store_roll_back(d->store);
        failed = -1;
    }
    doc_release(&doc);
    arena_release(&a);
    return failed;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/issues.h"
#include "base/when.h"

/* A town with three districts and no files. */
static struct district districts[] = {
    {.name = STR_INIT("Noord")}, {.name = STR_INIT("Zuid")}, {.name = STR_INIT("Haven")}};
static struct person people[] = {{.name = STR_INIT("Jan Molenaar"), .role = STR_INIT("wethouder")}};
static const struct municipality town = {.name = STR_INIT("Proefdam"),
                                         .people = people,
                                         .npeople = 1,
                                         .districts = districts,
                                         .ndistricts = 3,
                                         .posts_per_quarter = 30,
                                         .authors_per_quarter = 15,
                                         .channels_per_quarter = 3};

static const int64_t monday = 1772438400000; /* 2026-03-02T08:00:00Z */

/* A newsroom that keeps what the changes say. */
struct room {
    struct grouper *g;
    int64_t seq;
    int64_t issue[2000]; /* by seq */
    int64_t duplicate_of[2000];
    char title[100][100];
    int alerts;
    struct alert last_alert;
    int64_t alert_posts[300];
    int changes;
    int64_t placed; /* posts go to this issue, as was decided before; 0: grouping decides */
};

static void apply(struct room *r, struct changes changes)
{
    for (int i = 0; i < changes.n; i++) {
        const struct change *c = &changes.v[i];

        r->changes++;
        switch (c->kind) {
        case CHANGE_POST:
            r->issue[c->post] = c->issue;
            break;
        case CHANGE_MERGE:
            for (int64_t k = 1; k <= r->seq; k++)
                if (r->issue[k] == c->other)
                    r->issue[k] = c->issue;
            break;
        case CHANGE_DUPLICATE:
            r->duplicate_of[c->post] = c->other;
            break;
        case CHANGE_ISSUE:
            snprintf(r->title[c->issue % 100], 100, "%.*s", STR_ARG(c->title));
            break;
        case CHANGE_ALERT:
            r->alerts++;
            r->last_alert = c->alert;
            for (int k = 0; k < c->alert.nposts; k++) {
                r->alert_posts[k] = c->alert.posts[k];
                assert_true(c->alert.posts[k] <= r->seq);
            }
            break;
        case CHANGE_MATTER:
            break;
        }
    }
}

static void room_open(struct room *r)
{
    memset(r, 0, sizeof *r);
    r->g = grouper_new(NULL, &town);
}

static void room_close(struct room *r)
{
    grouper_free(r->g);
}

struct draft {
    const char *text, *author, *title, *id, *reply_to, *url;
    const char *medium; /* a public actor */
    const char *concepts;
    int64_t time;
    int place; /* 1 + index, 0: none */
    enum theme theme;
    enum channel channel;
    float acute;
    bool chatter, firsthand;
};

/* Words are terms as they stand. */
static void terms_of(struct terms *terms, enum term_kind kind, const char *text)
{
    struct str rest = str_of(text);

    while (rest.n) {
        struct str word = str_cut(&rest, ' ');
        char key[80];

        if (word.n < 3)
            continue;
        snprintf(key, sizeof key, "%s:%.*s", kind == TERM_CONCEPT ? "concept" : "word", STR_ARG(word));
        MEM_GROW(terms->v, terms->n, terms->cap);
        terms->v[terms->n++] = (struct term){.key = str_hash(str_of(key)),
                                             .weight = 1,
                                             .at = (uint32_t)(word.p - text),
                                             .n = (uint32_t)word.n,
                                             .kind = kind};
    }
}

static int64_t say(struct room *r, struct draft d)
{
    struct post post = {.channel = d.channel ? d.channel : CHANNEL_MASTODON,
                        .actor = str_of(d.medium),
                        .actor_voice = d.medium ? VOICE_MEDIA : VOICE_NONE,
                        .voice_cue = VOICE_NONE,
                        .source_voice = VOICE_NONE,
                        .author = str_of(d.author),
                        .title = str_of(d.title),
                        .text = str_of(d.text),
                        .id = str_of(d.id),
                        .reply_to = str_of(d.reply_to),
                        .url = str_of(d.url),
                        .time = d.time,
                        .seen = d.time};
    struct marks marks = {.sentiment = SENTIMENT_NEUTRAAL,
                          .voice = d.channel == CHANNEL_NEWS ? VOICE_MEDIA : VOICE_BEVOLKING,
                          .themes = d.theme == THEME_OVERIG ? 0 : 1u << d.theme,
                          .acute = d.acute,
                          .firsthand = d.firsthand,
                          .chatter = d.chatter,
                          .lang = "nl"};
    struct terms terms = {0};

    if (d.place) {
        marks.places[0] = (uint16_t)(d.place - 1);
        marks.nplaces = 1;
    }
    terms_of(&terms, TERM_WORD, d.text);
    terms_of(&terms, TERM_CONCEPT, d.concepts ? d.concepts : "");
    post.seq = ++r->seq;
    apply(r, r->placed ? grouper_place(r->g, &post, &marks, &terms, r->placed, 0) : grouper_post(r->g, &post, &marks, &terms));
    free(terms.v);
    return post.seq;
}

static int64_t say_mill(struct room *r, const char *author, int64_t time)
{
    static const char *const texts[] = {
        "windmolens polderdijk slagschaduw hoogte turbines", "turbines polderdijk geluid windmolens weiland",
        "windmolens hoogte uitzicht polderdijk boeren", "slagschaduw turbines windmolens geluid polderdijk"};

    return say(r, (struct draft){.text = texts[r->seq % 4],
                                 .author = author,
                                 .time = time,
                                 .place = 1,
                                 .theme = THEME_DUURZAAMHEID_EN_ENERGIE});
}

static int64_t say_bin(struct room *r, const char *author, int64_t time)
{
    static const char *const texts[] = {
        "container restafval pasje vuilniszak ophalen", "vuilniszak naast container restafval pasje",
        "restafval pasje kapot container overvol", "ophalen container vuilniszak overvol restafval"};

    return say(
        r, (struct draft){.text = texts[r->seq % 4], .author = author, .time = time, .place = 2, .theme = THEME_AFVAL});
}

static void test_two_matters_are_two_issues(void **state)
{
    struct room r;

    (void)state;
    room_open(&r);
    for (int i = 0; i < 6; i++) {
        char author[8] = {'a', (char)('0' + i), 0};

        say_mill(&r, author, monday + (2 * i) * WHEN_HOUR);
        say_bin(&r, author, monday + (2 * i + 1) * WHEN_HOUR);
    }
    for (int i = 3; i <= 12; i++) {
        assert_true(r.issue[i] > 0);
        assert_int_equal(r.issue[i], r.issue[i - 2]);
        assert_int_not_equal(r.issue[i], r.issue[i - 1]);
    }
    room_close(&r);
}

static void test_a_lone_post_is_no_issue_until_a_second_comes(void **state)
{
    struct room r;
    int64_t first, second;

    (void)state;
    room_open(&r);
    first = say_mill(&r, "a", monday);
    say(&r, (struct draft){.text = "goedemorgen allemaal zonnetje",
                           .author = "b",
                           .time = monday + WHEN_HOUR,
                           .theme = THEME_OVERIG,
                           .chatter = true});
    assert_int_equal(r.issue[first], 0);
    second = say_mill(&r, "c", monday + 2 * WHEN_HOUR);
    assert_true(r.issue[second] > 0);
    assert_int_equal(r.issue[first], r.issue[second]);
    assert_int_equal(r.issue[2], 0);
    room_close(&r);
}

static void test_copies_are_told_and_floods_make_no_issue(void **state)
{
    static const char *const wire =
        "in de haven van de stad woedt een grote brand bij een bedrijf aan de kade meldt de brandweer";
    struct room r;
    int64_t a, b;

    (void)state;
    room_open(&r);
    a = say(&r, (struct draft){.text = wire,
                               .author = "krant",
                               .time = monday,
                               .channel = CHANNEL_NEWS,
                               .theme = THEME_VEILIGHEID_EN_OVERLAST});
    b = say(&r, (struct draft){.text = wire,
                               .author = "omroep",
                               .time = monday + WHEN_MINUTE,
                               .channel = CHANNEL_NEWS,
                               .theme = THEME_VEILIGHEID_EN_OVERLAST});
    assert_int_equal(r.duplicate_of[b], a);
    assert_int_equal(r.issue[b], r.issue[a]);
    room_close(&r);

    room_open(&r);
    for (int i = 0; i < 60; i++)
        say(&r, (struct draft){
                    .text = "koop nu onze geweldige nieuwe matrassen want er is paniek en brand in de winkel hier",
                    .author = "bot",
                    .time = monday + i * WHEN_MINUTE,
                    .acute = 1,
                    .theme = THEME_ECONOMIE});
    assert_int_equal(r.issue[60], 0);
    assert_int_equal(r.duplicate_of[60], 1);
    assert_int_equal(r.alerts, 0);
    room_close(&r);
}

/* A news item with a headline of the paper's own. */
static int64_t print_story(struct room *r, const char *paper, const char *title, const char *text)
{
    return say(r, (struct draft){.text = text,
                                 .title = title,
                                 .author = paper,
                                 .time = monday + r->seq * WHEN_MINUTE,
                                 .channel = CHANNEL_NEWS,
                                 .theme = THEME_VEILIGHEID_EN_OVERLAST});
}

#define FIRE                                                                                                           \
    "Bij een meubelfabriek aan de Kadeweg in Proefdam is maandagochtend brand uitgebroken. De brandweer rukte uit met " \
    "zes wagens en een hoogwerker."
#define FIRE_MORE                                                                                                      \
    " Omwonenden kregen het advies om ramen en deuren te sluiten vanwege de rook. Volgens een woordvoerder van de "     \
    "veiligheidsregio zijn er geen gewonden. Over de oorzaak kan Van Dijk nog niets zeggen."

static void test_a_wire_story_in_five_papers_is_one_story(void **state)
{
    static const char *const folders[] = {"lexicons", NULL};
    struct room r;

    (void)state;
    room_open(&r);
    print_story(&r, "koerier", "Grote brand bij meubelfabriek", FIRE FIRE_MORE);
    print_story(&r, "bode", "Zwarte rookpluim boven Haven te zien tot in de wijde omtrek", FIRE FIRE_MORE);
    print_story(&r, "omroep", "Meubels in vlammen op", "PROEFDAM (ANP) - " FIRE FIRE_MORE);
    print_story(&r, "dagblad", "Brandweer vecht tegen vuur", FIRE FIRE_MORE "\n\nLees ook ons liveblog.");
    print_story(&r, "weekkrant", "Fabriek brandt uit", FIRE);
    for (int i = 2; i <= 5; i++) {
        assert_int_equal(r.duplicate_of[i], 1);
        assert_int_equal(r.issue[i], r.issue[1]);
    }
    room_close(&r);

    room_open(&r); /* the cut one came first; what was put behind it is no part of it */
    grouper_free(r.g);
    r.g = grouper_new(folders, &town);
    print_story(&r, "weekkrant", "Fabriek brandt uit",
                FIRE " Lees ook: zo verliep de vorige brand bij de fabriek en dit zei de eigenaar toen over de schade op zijn "
                     "terrein. Volg ons op alle bekende kanalen.");
    print_story(&r, "koerier", "Grote brand bij meubelfabriek", FIRE FIRE_MORE);
    assert_int_equal(r.duplicate_of[2], 1);
    room_close(&r);
}

static void test_stories_from_one_mould_are_not_one_story(void **state)
{
#define PERMIT(what, where)                                                                                            \
    "De gemeente Proefdam heeft een aanvraag ontvangen voor een omgevingsvergunning voor het plaatsen van een " what    \
    " op het adres " where ". Belanghebbenden kunnen tot zes weken na deze bekendmaking een zienswijze indienen."
    static const char tail[] = " Wil je niets missen van het nieuws uit jouw buurt? Download dan gratis onze app en zet de "
                               "meldingen aan, dan ben jij altijd als eerste op de hoogte van wat er speelt.";
    struct room r;
    char text[600];

    (void)state;
    room_open(&r);
    print_story(&r, "gemeenteblad", "Aanvraag", PERMIT("dakkapel", "Kerkstraat 4"));
    print_story(&r, "gemeenteblad", "Aanvraag", PERMIT("dakkapel", "Dorpsstraat 71"));
    print_story(&r, "koerier", "Aanvraag", PERMIT("schuur", "Molenweg 12"));
    snprintf(text, sizeof text, "%s%s",
             "Een fietser raakte dinsdag gewond op de Kadeweg en ging mee met de ambulance naar Zuid.", tail);
    print_story(&r, "bode", "Fietser gewond", text);
    snprintf(text, sizeof text, "%s%s",
             "Het zwembad gaat zaterdag open na een lange verbouwing en wethouder Mulder knipt het lint.", tail);
    print_story(&r, "stadsblad", "Zwembad open", text);
    print_story(&r, "gemeenteblad", "Een ontwerp dat de raad nu krijgt te zien", FIRE);
    print_story(&r, "gemeenteblad", "De toelichting die bij dit stuk hoort", FIRE " Toelichting op de stukken van de raad hierover.");
    print_story(&r, "bode", "Brand bij de haven", "De brandweer is ter plaatse.");
    print_story(&r, "koerier", "Brand in Noord", "De brandweer is ter plaatse.");
    for (int i = 2; i <= 9; i++)
        assert_int_equal(r.duplicate_of[i], 0);
    room_close(&r);
}

static void test_a_resident_who_quotes_is_no_copy(void **state)
{
    struct room r;
    int64_t post;

    (void)state;
    room_open(&r);
    print_story(&r, "koerier", "Grote brand bij meubelfabriek", FIRE FIRE_MORE);
    post = say(&r, (struct draft){.text = FIRE,
                                  .author = "buur",
                                  .time = monday + WHEN_HOUR,
                                  .theme = THEME_VEILIGHEID_EN_OVERLAST});
    assert_int_equal(r.duplicate_of[post], 0);
    room_close(&r);
}

static void test_a_reply_goes_where_its_parent_is(void **state)
{
    struct room r;
    int64_t reply;

    (void)state;
    room_open(&r);
    say_mill(&r, "a", monday);
    say_mill(&r, "b", monday + WHEN_HOUR);
    say(&r, (struct draft){.text = "turbines polderdijk windmolens hoogte",
                           .author = "c",
                           .id = "parent",
                           .time = monday + 2 * WHEN_HOUR,
                           .place = 1,
                           .theme = THEME_DUURZAAMHEID_EN_ENERGIE});
    reply = say(&r, (struct draft){.text = "helemaal mee eens",
                                   .author = "d",
                                   .reply_to = "parent",
                                   .time = monday + 3 * WHEN_HOUR,
                                   .theme = THEME_OVERIG});
    assert_true(r.issue[reply] > 0);
    assert_int_equal(r.issue[reply], r.issue[1]);
    room_close(&r);
}

static void test_people_decide(void **state)
{
    struct room r;
    int64_t mills, bins, moved;

    (void)state;
    room_open(&r);
    for (int i = 0; i < 4; i++) {
        char author[8] = {'a', (char)('0' + i), 0};

        say_mill(&r, author, monday + (2 * i) * WHEN_HOUR);
        say_bin(&r, author, monday + (2 * i + 1) * WHEN_HOUR);
    }
    mills = r.issue[7];
    bins = r.issue[8];
    apply(&r, grouper_name(r.g, mills, STR("Plan Windpark")));
    assert_string_equal(r.title[mills], "Plan Windpark");

    apply(&r, grouper_move(r.g, 1, ISSUE_NEW));
    moved = r.issue[1];
    assert_true(moved > 0 && moved != mills);
    apply(&r, grouper_move(r.g, 3, 0));
    assert_int_equal(r.issue[3], 0);

    apply(&r, grouper_merge(r.g, mills, bins));
    assert_int_equal(grouper_resolve(r.g, bins), mills);
    assert_int_equal(r.issue[8], mills);
    say_bin(&r, "z", monday + 10 * WHEN_HOUR);
    assert_int_equal(r.issue[9], mills);
    assert_int_equal(r.issue[1], moved);
    assert_int_equal(r.issue[3], 0);
    assert_string_equal(r.title[mills], "Plan Windpark");
    assert_int_equal(grouper_resolve(r.g, 999), 0);
    room_close(&r);
}

/* A sudden matter inside an old issue becomes one of its own, unless it was a person who put the two together. */
static void test_what_a_person_merged_is_not_split(void **state)
{
    (void)state;
    for (int merged = 0; merged < 2; merged++) {
        const int64_t later = monday + (int64_t)3 * WHEN_DAY;
        struct room r;

        room_open(&r);
        for (int i = 0; i < 6; i++)
            say_mill(&r, (char[]){'a', (char)('0' + i), 0}, monday + (int64_t)i * WHEN_HOUR);
        for (int i = 0; i < 4; i++)
            say_bin(&r, (char[]){'b', (char)('0' + i), 0}, later + (int64_t)i * WHEN_MINUTE);
        assert_int_not_equal(r.issue[1], r.issue[7]);
        if (merged)
            apply(&r, grouper_merge(r.g, r.issue[1], r.issue[7]));
        for (int i = 4; i < 9; i++)
            say_bin(&r, (char[]){'b', (char)('0' + i), 0}, later + (int64_t)i * WHEN_MINUTE);
        for (int post = 7; post <= 15; post++)
            assert_int_equal(r.issue[post] == r.issue[1], merged);
        room_close(&r);
    }
}

/* The same where the state is built from what was decided. */
static void test_what_a_person_merged_is_not_split_after_a_loss(void **state)
{
    (void)state;
    for (int merged = 0; merged < 2; merged++) {
        const int64_t later = monday + (int64_t)3 * WHEN_DAY;
        struct room r;

        room_open(&r);
        grouper_go_on(r.g, 3, 1);
        r.placed = 1;
        for (int i = 0; i < 6; i++)
            say_mill(&r, (char[]){'a', (char)('0' + i), 0}, monday + (int64_t)i * WHEN_HOUR);
        for (int i = 0; i < 4; i++)
            say_bin(&r, (char[]){'b', (char)('0' + i), 0}, later + (int64_t)i * WHEN_MINUTE);
        grouper_redirect(r.g, 2, 1);
        if (merged)
            grouper_keep_together(r.g, 2);
        r.placed = 0;
        for (int i = 4; i < 9; i++)
            say_bin(&r, (char[]){'b', (char)('0' + i), 0}, later + (int64_t)i * WHEN_MINUTE);
        for (int post = 11; post <= 15; post++)
            assert_int_equal(r.issue[post] == 1, merged);
        room_close(&r);
    }
}

static void test_a_headline_names_the_issue(void **state)
{
    struct room r;
    int64_t post;

    (void)state;
    room_open(&r);
    say_mill(&r, "a", monday);
    say_mill(&r, "b", monday + WHEN_HOUR);
    post = say(&r, (struct draft){.text = "turbines windmolens polderdijk hoogte geluid slagschaduw",
                                  .title = "College kiest voor vijf windmolens",
                                  .medium = "De Krant",
                                  .channel = CHANNEL_NEWS,
                                  .time = monday + 2 * WHEN_HOUR,
                                  .place = 1,
                                  .theme = THEME_DUURZAAMHEID_EN_ENERGIE});
    assert_true(r.issue[post] > 0);
    assert_string_equal(r.title[r.issue[post]], "College kiest voor vijf windmolens");
    room_close(&r);
}

static int64_t head_mill(struct room *r, const char *headline, int64_t time)
{
    char text[200];

    snprintf(text, sizeof text, "%s turbines windmolens polderdijk hoogte", headline);
    return say(r, (struct draft){.text = text,
                                 .title = headline,
                                 .medium = "De Krant",
                                 .channel = CHANNEL_NEWS,
                                 .time = time,
                                 .place = 1,
                                 .theme = THEME_DUURZAAMHEID_EN_ENERGIE});
}

/* A headline in the words of all takes the place of one in words of its own, but for one about a person in office. */
static void test_the_headline_that_says_what_all_say(void **state)
{
    struct room r;
    int64_t post;

    (void)state;
    room_open(&r);
    for (int i = 0; i < 3; i++)
        say_mill(&r, (char[]){'a', (char)('0' + i), 0}, monday + i * WHEN_HOUR);
    post = head_mill(&r, "lijnbus twaalf rijdt tijdelijk andersom", monday + 3 * WHEN_HOUR);
    assert_string_equal(r.title[r.issue[post]], "Lijnbus twaalf rijdt tijdelijk andersom");
    for (int i = 4; i < 8; i++)
        say_mill(&r, (char[]){'a', (char)('0' + i), 0}, monday + i * WHEN_HOUR);
    head_mill(&r, "windmolens zonder draagvlak", monday + 8 * WHEN_HOUR);
    assert_string_equal(r.title[r.issue[post]], "Windmolens zonder draagvlak");
    head_mill(&r, "turbines windmolens polderdijk volgens molenaar", monday + 9 * WHEN_HOUR);
    assert_string_equal(r.title[r.issue[post]], "Windmolens zonder draagvlak");
    head_mill(&r, "turbines windmolens polderdijk", monday + 10 * WHEN_HOUR);
    assert_string_equal(r.title[r.issue[post]], "Turbines windmolens polderdijk");
    room_close(&r);
}

/* Whatever channel and mark: what a private person put above a post is that person's sentence. */
static void test_a_residents_title_names_nothing(void **state)
{
    static const enum channel channels[] = {CHANNEL_NEWS, CHANNEL_REDDIT, CHANNEL_MASTODON};
    struct room r;

    (void)state;
    room_open(&r);
    say_mill(&r, "a", monday);
    say_mill(&r, "b", monday + WHEN_HOUR);
    for (int i = 0; i < 3; i++) {
        int64_t post = say(&r, (struct draft){.text = "turbines windmolens polderdijk hoogte geluid slagschaduw",
                                              .title = "In mijn stad brandde het vorig jaar ook al",
                                              .author = "iemand",
                                              .channel = channels[i],
                                              .time = monday + (2 + i) * WHEN_HOUR,
                                              .place = 1,
                                              .theme = THEME_DUURZAAMHEID_EN_ENERGIE});

        assert_true(r.issue[post] > 0);
        assert_null(strstr(r.title[r.issue[post]], "stad"));
        assert_null(strstr(r.title[r.issue[post]], "brandde"));
    }
    room_close(&r);
}

/* A long headline ends at a clause or a word that can end, within 60 bytes. */
static void test_a_long_headline_is_cut_where_it_can_end(void **state)
{
    static const char *const cuts[][2] = {
        {"Provincie wil dat de gemeente snel een besluit neemt over de windmolens", "Provincie wil dat de gemeente snel een besluit neemt"},
        {"Windmolens langs de polderdijk, zegt het college na lang beraad in de raad", "Windmolens langs de polderdijk"},
        {"Liveblog: windmolens", "Windmolens"},
        {"Windmolens aan de polderdijk: kom niet kijken", "Windmolens aan de polderdijk"},
        {"Windmolens nu: wie betaalt?", "Windmolens nu: wie betaalt?"},
        {"Polderdijk vangt de klap van windmolens op", "Polderdijk vangt de klap van windmolens op"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct room r;
        int64_t post;

        room_open(&r);
        say_mill(&r, "a", monday);
        say_mill(&r, "b", monday + WHEN_HOUR);
        post = say(&r, (struct draft){.text = "turbines windmolens polderdijk hoogte geluid slagschaduw",
                                      .title = cuts[i][0],
                                      .medium = "De Krant",
                                      .channel = CHANNEL_NEWS,
                                      .time = monday + 2 * WHEN_HOUR,
                                      .place = 1,
                                      .theme = THEME_DUURZAAMHEID_EN_ENERGIE});
        assert_string_equal(r.title[r.issue[post]], cuts[i][1]);
        room_close(&r);
    }
}

/* What an issue is about is written as a Dutch phrase, and is what goes on rather than who came to see. */
static void test_a_title_of_concepts_reads_as_dutch(void **state)
{
    static const char *const folders[] = {"lexicons", NULL};
    struct room r = {.g = grouper_new(folders, &town)};
    int64_t post = 0;

    (void)state;
    for (int i = 0; i < 3; i++)
        post = say(&r, (struct draft){.text = "turbines windmolens polderdijk hoogte geluid slagschaduw",
                                      .concepts = "burgemeester ondernemer-schade-werkzaamheden",
                                      .author = i == 0 ? "a" : i == 1 ? "b" : "c",
                                      .time = monday + i * WHEN_HOUR,
                                      .place = 1,
                                      .theme = THEME_DUURZAAMHEID_EN_ENERGIE});
    assert_true(r.issue[post] > 0);
    assert_string_equal(r.title[r.issue[post]], "Omzetverlies door werkzaamheden, Noord");
    room_close(&r);
}

/* What somebody said is no title, though a paper puts it above a story. */
static void test_a_quote_is_no_title(void **state)
{
    struct room r;
    int64_t post;

    (void)state;
    room_open(&r);
    say_mill(&r, "a", monday);
    say_mill(&r, "b", monday + WHEN_HOUR);
    post = say(&r, (struct draft){.text = "turbines windmolens polderdijk hoogte geluid slagschaduw",
                                  .title = "'Liever een ander uitzicht'",
                                  .medium = "De Krant",
                                  .channel = CHANNEL_NEWS,
                                  .time = monday + 2 * WHEN_HOUR,
                                  .place = 1,
                                  .theme = THEME_DUURZAAMHEID_EN_ENERGIE});
    assert_null(strstr(r.title[r.issue[post]], "uitzicht"));
    room_close(&r);
}

/* Several posts that are split off are one issue, and stay it. */
static void test_posts_are_split_off_together(void **state)
{
    struct room r;
    int64_t posts[4];

    (void)state;
    room_open(&r);
    for (int i = 0; i < 4; i++)
        posts[i] = say_mill(&r, i % 2 ? "a" : "b", monday + i * WHEN_HOUR);
    assert_true(r.issue[posts[0]] > 0 && r.issue[posts[0]] == r.issue[posts[3]]);
    apply(&r, grouper_split(r.g, posts + 2, 2));
    assert_true(r.issue[posts[2]] > 0 && r.issue[posts[2]] == r.issue[posts[3]]);
    assert_int_not_equal(r.issue[posts[0]], r.issue[posts[2]]);
    assert_int_equal(r.issue[posts[0]], r.issue[posts[1]]);
    room_close(&r);
}

static void keep_bytes(void *context, struct str bytes)
{
    buf_add(context, bytes);
}

/* Saving and loading at any moment changes nothing of what follows. */
static void test_a_loaded_state_goes_on_the_same(void **state)
{
    struct room one, two;

    (void)state;
    room_open(&one);
    room_open(&two);
    for (int i = 0; i < 120; i++) {
        char author[8] = {'a', (char)('0' + i % 10), (char)('0' + i % 7), 0};
        int64_t time = monday + i * 11LL * WHEN_HOUR;

        if (i % 5 == 0) {
            struct buf bytes = {0};
            struct err err;

            grouper_save(two.g, keep_bytes, &bytes);
            grouper_free(two.g);
            two.g = grouper_new(NULL, &town);
            assert_int_equal(grouper_load(two.g, buf_str(&bytes), &err), 0);
            buf_release(&bytes);
        }
        (i % 3 ? say_mill : say_bin)(&one, author, time);
        (i % 3 ? say_mill : say_bin)(&two, author, time);
    }
    assert_memory_equal(one.issue, two.issue, sizeof one.issue);
    assert_int_equal(one.changes, two.changes);
    assert_memory_equal(one.title, two.title, sizeof one.title);
    room_close(&one);
    room_close(&two);
}

/* Issues made anew see the posts by time, so that their numbers on the line jump up and down. */
static void test_numbers_need_not_ascend(void **state)
{
    static const int64_t numbers[] = {7, 3, 12, 5, 9, 1, 4};
    struct room r;
    struct buf bytes = {0};
    struct err err;

    (void)state;
    room_open(&r);
    for (int i = 0; i < 7; i++) {
        char author[8] = {'a', (char)('0' + i), 0};

        r.seq = numbers[i] - 1;
        say_mill(&r, author, monday + i * (int64_t)WHEN_HOUR);
    }
    r.seq = 12;
    grouper_save(r.g, keep_bytes, &bytes);
    assert_int_equal(grouper_load(r.g, buf_str(&bytes), &err), 0);
    for (int i = 0; i < 7; i++) {
        apply(&r, grouper_move(r.g, numbers[i], ISSUE_NEW));
        for (int k = 0; k < i; k++)
            assert_int_not_equal(r.issue[numbers[i]], r.issue[numbers[k]]);
    }
    /* and none of them is drawn back by what follows */
    for (int i = 0; i < 6; i++)
        say_mill(&r, "later", monday + (8 + i) * (int64_t)WHEN_HOUR);
    for (int i = 1; i < 7; i++)
        assert_int_not_equal(r.issue[numbers[i]], r.issue[numbers[i - 1]]);
    buf_release(&bytes);
    room_close(&r);
}

/* A state of several pieces. */
static void test_a_large_state_is_known_again(void **state)
{
    enum { POSTS = 1900, LARGE = 256 << 10 };
    struct room r;
    struct buf bytes = {0};
    struct err err;

    (void)state;
    room_open(&r);
    for (int i = 0; i < POSTS; i++)
        say_mill(&r, "a", monday + i * (int64_t)WHEN_MINUTE);
    grouper_save(r.g, keep_bytes, &bytes);
    assert_true(bytes.n > LARGE);
    bytes.p[LARGE] = (char)(bytes.p[LARGE] ^ 1);
    assert_int_equal(grouper_load(r.g, buf_str(&bytes), &err), -1);
    bytes.p[LARGE] = (char)(bytes.p[LARGE] ^ 1);
    assert_int_equal(grouper_load(r.g, buf_str(&bytes), &err), 0);
    buf_release(&bytes);
    room_close(&r);
}

static void test_broken_bytes_are_refused(void **state)
{
    struct room r;
    struct buf bytes = {0};
    struct err err;
    struct grouper *g = grouper_new(NULL, &town);

    (void)state;
    room_open(&r);
    for (int i = 0; i < 8; i++)
        say_mill(&r, "a", monday + i * WHEN_HOUR);
    grouper_save(r.g, keep_bytes, &bytes);
    assert_int_equal(grouper_load(g, (struct str){0}, &err), -1);
    for (size_t n = 0; n < bytes.n; n += 97)
        assert_int_equal(grouper_load(g, str_sub(buf_str(&bytes), 0, n), &err), -1);
    bytes.p[bytes.n / 2] = (char)(bytes.p[bytes.n / 2] ^ 1);
    assert_int_equal(grouper_load(g, buf_str(&bytes), &err), -1);
    bytes.p[bytes.n / 2] = (char)(bytes.p[bytes.n / 2] ^ 1);
    assert_int_equal(grouper_load(g, buf_str(&bytes), &err), 0);
    grouper_free(g);
    buf_release(&bytes);
    room_close(&r);
}

static void test_clocks_that_jump(void **state)
{
    struct room r;

    (void)state;
    room_open(&r);
    say_mill(&r, "a", monday);
    say(&r,
        (struct draft){
            .text = "post uit de toekomst", .author = "x", .time = monday + 3650LL * WHEN_DAY, .theme = THEME_OVERIG});
    say(&r,
        (struct draft){
            .text = "post van lang geleden", .author = "y", .time = monday - 3650LL * WHEN_DAY, .theme = THEME_OVERIG});
    say_mill(&r, "b", monday + WHEN_HOUR);
    assert_true(r.issue[4] > 0);
    assert_int_equal(r.issue[4], r.issue[1]);
    assert_int_equal(r.issue[2], 0);
    assert_int_equal(r.issue[3], 0);
    room_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_matters_are_two_issues),
        cmocka_unit_test(test_a_lone_post_is_no_issue_until_a_second_comes),
        cmocka_unit_test(test_copies_are_told_and_floods_make_no_issue),
        cmocka_unit_test(test_a_wire_story_in_five_papers_is_one_story),
        cmocka_unit_test(test_stories_from_one_mould_are_not_one_story),
        cmocka_unit_test(test_a_resident_who_quotes_is_no_copy),
        cmocka_unit_test(test_a_reply_goes_where_its_parent_is),
        cmocka_unit_test(test_people_decide),
        cmocka_unit_test(test_what_a_person_merged_is_not_split),
        cmocka_unit_test(test_what_a_person_merged_is_not_split_after_a_loss),
        cmocka_unit_test(test_a_headline_names_the_issue),
        cmocka_unit_test(test_the_headline_that_says_what_all_say),
        cmocka_unit_test(test_a_residents_title_names_nothing),
        cmocka_unit_test(test_a_long_headline_is_cut_where_it_can_end),
        cmocka_unit_test(test_a_title_of_concepts_reads_as_dutch),
        cmocka_unit_test(test_a_quote_is_no_title),
        cmocka_unit_test(test_posts_are_split_off_together),
        cmocka_unit_test(test_a_loaded_state_goes_on_the_same),
        cmocka_unit_test(test_numbers_need_not_ascend),
        cmocka_unit_test(test_a_large_state_is_known_again),
        cmocka_unit_test(test_broken_bytes_are_refused),
        cmocka_unit_test(test_clocks_that_jump),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

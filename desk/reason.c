/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/reason.h"

#include "base/record.h"

/* What analysis/features.h counts; the value behind a colon is put at the end. */
static const struct {
    const char *feature, *dutch;
} features[] = {
    {"bias", "uitgangspunt: hoe vaak dit voorkomt"},
    {"tone_pos", "som van de positieve woorden"},
    {"tone_neg", "som van de negatieve woorden"},
    {"tone_net", "verhouding van positieve en negatieve woorden"},
    {"tone_last_pos", "positieve woorden in de laatste zin"},
    {"tone_last_neg", "negatieve woorden in de laatste zin"},
    {"tone_mixed", "positief en negatief door elkaar"},
    {"tone_none", "geen woorden met een toon"},
    {"negated_pos", "positief woord met een ontkenning"},
    {"negated_neg", "negatief woord met een ontkenning"},
    {"quoted_pos", "positief woord in een citaat"},
    {"quoted_neg", "negatief woord in een citaat"},
    {"emoji_pos", "positieve emoji"},
    {"emoji_neg", "negatieve emoji"},
    {"praise_badevent", "lof bij een nare gebeurtenis (ironie)"},
    {"irony", "woorden van ironie"},
    {"irrealis", "iets dat niet zo is: 'zou', 'hopelijk'"},
    {"contrast", "tegenstelling: 'maar', 'toch'"},
    {"negator", "ontkenning"},
    {"intensifier", "versterkend woord"},
    {"question_mark", "vraagteken"},
    {"question_end", "de laatste zin is een vraag"},
    {"question_word", "vraagwoord"},
    {"exclamation", "uitroepteken"},
    {"shouting", "woorden in hoofdletters"},
    {"lengthened", "uitgerekt woord: 'heeeel'"},
    {"quotes", "aanhalingstekens"},
    {"quotation", "woorden van citeren"},
    {"newsverb", "werkwoord van nieuws"},
    {"officialese", "ambtelijke woorden"},
    {"badevent", "nare gebeurtenis"},
    {"praise", "woord van lof"},
    {"acute", "woorden van acuut gevaar"},
    {"firsthand", "de schrijver is er zelf bij"},
    {"harmless", "onschuldige samenhang: feest, oefening, film"},
    {"chatter", "alledaagse praat"},
    {"review", "gaat over een boek, een film of een voorstelling"},
    {"trend_good", "goed nieuws in cijfers: een voordeel neemt toe of een last neemt af"},
    {"trend_bad", "slecht nieuws in cijfers: een voordeel neemt af of een last neemt toe"},
    {"number", "getal in het bericht"},
    {"tag", "hashtag"},
    {"link", "koppeling naar een pagina"},
    {"title", "het bericht heeft een kop"},
    {"short", "kort bericht"},
    {"long", "lang bericht"},
    {"person", "noemt een bestuurder"},
    {"place", "noemt een plaats"},
    {"addressed", "gericht aan de gemeente"},
    {"name", "aandeel van namen"},
    {"theme", "woorden van het thema "},
    {"top_theme", "sterkste thema: "},
    {"frame", "woorden van het frame "},
    {"crisis", "crisiswoorden: "},
    {"intent", "woorden van een "},
    {"leader_pos", "lof op "},
    {"leader_neg", "kritiek op "},
    {"voice", "aanwijzing voor de spreker: "},
    {"speaker", "de spreker is "},
    {"channel", "het kanaal is "},
    {"portfolio", "bestuurder met de portefeuille "},
    {"concept", "gaat over "},
    {"what-was-said-before", "wat er eerder over dit issue en in de gemeente gezegd is"},
    {"what-others-said", "wat anderen over dit issue en in de gemeente zeggen"},
};

static void add_value(struct buf *b, struct str value)
{
    for (size_t i = 0; i < value.n; i++)
        buf_putc(b, value.p[i] == '_' ? ' ' : value.p[i]);
}

static void add_feature(struct buf *b, struct str name)
{
    struct str value = name, family = str_cut(&value, ':');

    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (str_is(family, features[i].feature)) {
            buf_puts(b, features[i].dutch);
            add_value(b, value);
            return;
        }
    add_value(b, name);
}

void reason_entry(struct buf *b, struct str entry)
{
    bool starts = entry.n > 1 && entry.p[0] == '*', stops = entry.n > 1 && entry.p[entry.n - 1] == '*';

    if (entry.n > 1 && entry.p[0] == '@' && entry.p[1] != ' ')
        add_feature(b, str_sub(entry, 1, entry.n));
    else if (entry.n > 1 && entry.p[0] == '~')
        buf_printf(b, "woorden met de stam '%.*s'", STR_ARG(str_sub(entry, 1, entry.n)));
    else if (entry.n > 2 && entry.p[0] == '/' && entry.p[entry.n - 1] == '/')
        buf_printf(b, "het patroon %.*s", STR_ARG(entry));
    else if (str_find(entry, STR(" ")) >= 0)
        buf_printf(b, "de woorden '%.*s'", STR_ARG(entry));
    else if (starts && stops)
        buf_printf(b, "woorden met '%.*s' erin", STR_ARG(str_sub(entry, 1, entry.n - 2)));
    else if (starts)
        buf_printf(b, "woorden op '%.*s'", STR_ARG(str_sub(entry, 1, entry.n)));
    else if (stops)
        buf_printf(b, "woorden die beginnen met '%.*s'", STR_ARG(str_sub(entry, 0, entry.n - 1)));
    else
        buf_printf(b, "'%.*s'", STR_ARG(entry));
}

json_t *reason_json(const struct whys *whys, struct str text)
{
    json_t *array = json_array();

    for (int i = 0; i < whys->n; i++) {
        const struct why *w = &whys->v[i];
        json_t *item = json_object();

        json_object_set_new(item, "mark", record_string(w->mark));
        json_object_set_new(item, "entry", record_string(w->entry));
        json_object_set_new(item, "file", record_string(w->file));
        if (w->n) {
            json_object_set_new(item, "at", json_integer(w->at));
            json_object_set_new(item, "length", json_integer(w->n));
        }
        if (w->n && text.n)
            json_object_set_new(item, "words", record_string(str_sub(text, w->at, w->n)));
        json_object_set_new(item, "weight", json_real((int)(w->weight * 1000 + (w->weight < 0 ? -0.5f : 0.5f)) / 1000.0));
        json_array_append_new(array, item);
    }
    return array;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/account.h"

const struct value_name account_names[] = {
    [ACCOUNT_REGISTER] = {"register", "Register van verwerkingen (AVG art. 30)"},
    [ACCOUNT_DPIA] = {"dpia", "Feiten voor de DPIA (AVG art. 35)"},
    [ACCOUNT_ALGORITHM] = {"algoritme", "Algoritmeregister"},
    [ACCOUNT_PUBLIC] = {"publiek", "Hoe wij luisteren"},
    [ACCOUNT_COUNT] = {NULL, NULL},
};

static void heading(struct buf *b, const char *text)
{
    buf_printf(b, "\n## %s\n\n", text);
}

static void put_purposes(struct buf *b, const struct municipality *m)
{
    for (int i = 0; i < m->npurposes; i++)
        buf_printf(b, "- **%.*s**: %.*s Grondslag: %.*s\n", STR_ARG(m->purposes[i].name), STR_ARG(m->purposes[i].text),
                   STR_ARG(m->purposes[i].legal_base));
    if (m->npurposes == 0)
        buf_puts(b, "- Er staat nog geen doel in tamtam.conf.\n");
}

static void put_sources(struct buf *b, const struct desk *d)
{
    for (int i = 0; i < d->sources.n; i++) {
        const struct source *s = &d->sources.v[i];

        buf_printf(b, "- %.*s (%s), doel: %.*s\n", STR_ARG(s->publisher.n ? s->publisher : s->name), channel_names[s->channel].label,
                   STR_ARG(s->purpose));
    }
    if (d->sources.n == 0)
        buf_puts(b, "- Er staat nog geen bron in feeds.conf.\n");
}

static void put_terms(struct buf *b, const struct municipality *m)
{
    buf_printf(b,
               "- Teksten van berichten: %d dagen; daarna blijven alleen dagtellingen over.\n"
               "- Internetadressen van berichten en van hun beelden, die een schrijver herkenbaar maken: %d dagen.\n"
               "- Auteurs: een pseudoniem dat elke week wisselt; de sleutel verdwijnt met de laatste tekst van die week.\n"
               "- Zaken (berichten aan de gemeente): naam en adres tot de zaak gesloten is.\n"
               "- Vastgestelde rapporten: volgens de selectielijst van de gemeente; zij bevatten geen namen van inwoners.\n"
               "- Logboek: [termijn van de gemeente], onveranderbaar.\n",
               m->text_days, m->address_days);
}

static void put_measures(struct buf *b, const struct municipality *m)
{
    buf_printf(b,
               "- Auteurs buiten de lijst van %d publieke actoren worden bij binnenkomst gepseudonimiseerd.\n"
               "- E-mailadressen, telefoonnummers, rekeningnummers, huisadressen en vermeldingen van personen worden afgedekt voordat een "
               "tekst wordt opgeslagen.\n"
               "- Er is geen pagina, ranglijst of zoekvraag per inwoner. Aantallen onder vijf heten 'enkele'.\n"
               "- Elke zoekvraag heeft een doel en wordt gelogd. Geen inlog als persoon, geen besloten groepen.\n"
               "- Verbindingen met de mailserver zijn versleuteld; geheimen staan buiten de configuratie.\n",
               m->nactors);
}

static void write_register(struct buf *b, const struct desk *d)
{
    const struct municipality *m = &d->town;

    buf_printf(b, "**Verwerkingsverantwoordelijke:** college van burgemeester en wethouders van %.*s; contact: %.*s. "
                  "Functionaris gegevensbescherming: [naam en adres].\n",
               STR_ARG(m->name), STR_ARG(m->contact));
    heading(b, "Doelen en grondslagen");
    put_purposes(b, m);
    heading(b, "Betrokkenen en gegevens");
    buf_puts(b, "- Schrijvers van openbare berichten: tekst (afgedekt), tijd, kanaal, pseudoniem.\n"
                "- Wie de gemeente aanspreekt: daarnaast naam en adres van het bericht, tot de zaak gesloten is.\n"
                "- Bestuurders en publieke actoren in functie: naam en wat over de functie wordt gezegd.\n"
                "- Abonnees: e-mailadres en keuze, na bevestiging.\n");
    heading(b, "Bronnen");
    put_sources(b, d);
    heading(b, "Ontvangers");
    buf_puts(b, "Medewerkers en bestuur van de gemeente. Geen doorgifte buiten de EER.\n");
    heading(b, "Bewaartermijnen");
    put_terms(b, m);
    heading(b, "Beveiliging");
    put_measures(b, m);
}

static void write_dpia(struct buf *b, const struct desk *d)
{
    const struct municipality *m = &d->town;

    buf_printf(b, "Feiten uit de draaiende configuratie van %.*s; de beoordeling is aan de gemeente.\n", STR_ARG(m->name));
    heading(b, "Doelen");
    put_purposes(b, m);
    heading(b, "Omvang");
    buf_printf(b, "- %d bronnen, %d wijken, %d bestuurders, %d publieke actoren.\n", d->sources.n, m->ndistricts, m->npeople, m->nactors);
    put_sources(b, d);
    heading(b, "Waarom een DPIA");
    buf_puts(b, "Stelselmatig volgen van openbare uitingen, op grote schaal, met geautomatiseerde beoordeling van teksten (niet van "
                "personen). Bijzondere gegevens kunnen in teksten staan; zij komen niet in een citaat of export.\n");
    heading(b, "Maatregelen");
    put_measures(b, m);
    put_terms(b, m);
    heading(b, "Restrisico's");
    buf_puts(b, "- Een bijzondere formulering kan een schrijver herkenbaar maken tot de tekst verdwijnt.\n"
                "- Het programma vergist zich in toon en onderwerp; daarom stelt een mens elk rapport vast.\n"
                "- Wie niet op openbare kanalen spreekt, wordt niet gehoord; elk rapport zegt dat.\n");
}

static void write_algorithm(struct buf *b, const struct desk *d)
{
    const struct municipality *m = &d->town;

    buf_printf(b,
               "- **Naam:** Tamtam " TAMTAM_VERSION "\n- **Organisatie:** gemeente %.*s\n- **Contact:** %.*s\n- **Status:** in gebruik\n"
               "- **Categorie:** overige algoritmes; geen besluiten over personen\n",
               STR_ARG(m->name), STR_ARG(m->contact));
    heading(b, "Wat het doet");
    buf_puts(b, "Het leest openbare berichten, merkt toon, onderwerp, wijk en soort, groepeert ze tot kwesties, waarschuwt bij acute "
                "gebeurtenissen en schrijft een concept van het dagbericht.\n");
    heading(b, "Hoe het werkt");
    buf_puts(b, "Woordenlijsten en regels die per bericht tonen welke woorden meetelden, met gewichten die uit beoordeelde voorbeelden "
                "zijn geleerd. Namen zijn nooit een kenmerk. Dezelfde berichten geven dezelfde uitkomst.\n");
    heading(b, "Menselijke tussenkomst");
    buf_printf(b, "%s Een merk kan worden verbeterd; dat wordt gelogd.\n",
               m->send_without_person ? "LET OP: de configuratie laat het dagbericht uitgaan zonder dat een mens het las."
                                      : "Een mens stelt elk rapport vast voordat het uitgaat; een mens bevestigt een crisis.");
    heading(b, "Doelen en grondslagen");
    put_purposes(b, m);
    heading(b, "Gegevens");
    put_sources(b, d);
}

static void write_public(struct buf *b, const struct desk *d)
{
    const struct municipality *m = &d->town;

    buf_printf(b, "De gemeente %.*s leest mee met wat openbaar over de gemeente wordt gezegd, om te weten wat er leeft. Wij volgen geen "
                  "personen.\n",
               STR_ARG(m->name));
    heading(b, "Waarom");
    put_purposes(b, m);
    heading(b, "Waar wij lezen");
    put_sources(b, d);
    heading(b, "Wat wij niet doen");
    buf_puts(b, "Wij loggen nergens in als persoon, lezen geen besloten groepen, maken geen profielen en zoeken niet op namen van "
                "inwoners.\n");
    heading(b, "Hoe lang wij bewaren");
    put_terms(b, m);
    heading(b, "Uw rechten");
    buf_printf(b, "U kunt vragen wat wij van u hebben, het laten wissen of bezwaar maken: %.*s. Geef het adres van het bericht of de naam "
                  "waaronder u schreef.\n",
               STR_ARG(m->contact));
}

void account_write(struct buf *out, enum account which, const struct desk *d)
{
    static void (*const writers[ACCOUNT_COUNT])(struct buf *b, const struct desk *d) = {
        [ACCOUNT_REGISTER] = write_register,
        [ACCOUNT_DPIA] = write_dpia,
        [ACCOUNT_ALGORITHM] = write_algorithm,
        [ACCOUNT_PUBLIC] = write_public,
    };

    buf_printf(out, "# %s\n\n", account_names[which].label);
    writers[which](out, d);
}

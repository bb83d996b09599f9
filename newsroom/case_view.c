/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/case_view.h"

#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "base/norm.h"
#include "newsroom/view.h"
#include "newsroom/why.h"
#include "tamtam/dutch.h"

enum { HEADING_BYTES = 120, LONGEST_GREETING = 40 };

struct str case_title(struct visit *v, const struct stored_post *post, size_t most)
{
    struct str text = post->post.title.n ? post->post.title : post->post.text;
    struct str line = str_trim(str_cut(&text, '\n'));
    size_t end = 0;

    /* 'Beste gemeente,' asks nothing yet. */
    if (line.n && line.n < LONGEST_GREETING && line.p[line.n - 1] == ',' && str_trim(text).n) {
        text = str_trim(text);
        line = str_trim(str_cut(&text, '\n'));
    }
    while (end < line.n && end < most && !(strchr(".?!", line.p[end]) && (end + 1 == line.n || line.p[end + 1] == ' ')))
        end++;
    if (end < line.n && end < most && end > 15)
        return str_sub(line, 0, end + (line.p[end] == '?'));
    if (line.n <= most)
        return line.n ? line : STR("(zonder tekst)");
    line = utf8_prefix(line, most);
    while (line.n && line.p[line.n - 1] != ' ')
        line.n--;
    return str_printf(&v->arena, "%.*s…", STR_ARG(str_trim(line)));
}

void case_put_rest(struct html *h, struct visit *v, const struct case_row *row)
{
    const struct webcare_settings *w = &v->desk->town.webcare;
    int64_t rest = norm_span(w) - norm_spent(w, row->time, v->now);
    struct buf b = {0};

    if (row->closed || row->answered) {
        view_sign_word(h, SIGN_YES, "rest", row->closed ? "afgehandeld" : "beantwoord");
        return;
    }
    dutch_span(&b, rest < 0 ? -rest : rest);
    html_open(h, "span", rest < 0 ? "rest over" : "rest");
    view_sign(h, rest < 0 ? SIGN_WAARSCHUWING : SIGN_NEUTRAL, NULL);
    html_textf(h, rest < 0 ? " %s over de norm" : " nog %s", buf_c(&b));
    html_end(h);
    buf_release(&b);
}

/* The names of fields differ by step, so that each is one of its page. */
const char *case_field(enum case_step step, const char *part)
{
    static const char *const texts[STEP_COUNT] = {[STEP_WAIT] = "waarop",      [STEP_HAND_OVER] = "vraag",   [STEP_ANSWER] = "antwoord",
                                                  [STEP_NOTE] = "notitie",     [STEP_LABEL] = "labels",      [STEP_JOIN] = "reden"};
    static const char *const targets[STEP_COUNT] = {[STEP_HAND_OVER] = "afdeling", [STEP_JOIN] = "nummer"};
    const char *name = strcmp(part, "text") == 0 ? texts[step] : strcmp(part, "to") == 0 ? targets[step] : "";

    return name ? name : "";
}

/* ---- forms ---- */

/* The form of a step, with what was wrong when it is the one that was refused. */
static struct form start_step(struct html *h, struct visit *v, const struct case_row *row, enum case_step step, const struct case_form *form)
{
    struct form f = {.v = v};

    if (form && form->step == step)
        f = form->form;
    form_begin(&f, h, "/webcare/%lld/%s", (long long)row->post, case_steps[step].name);
    form_hidden(&f, "versie", str_printf(&v->arena, "%lld", (long long)row->version));
    return f;
}

static void put_step_button(struct html *h, struct visit *v, const struct case_row *row, enum case_step step, const char *label)
{
    struct form f = start_step(h, v, row, step, NULL);

    form_end(&f, label);
}

static void put_buttons(struct html *h, struct visit *v, const struct case_row *row)
{
    bool mine = str_eq(row->owner, v->user->name);

    html_open(h, "div", "acties");
    if (row->state == CASE_CLOSED) {
        put_step_button(h, v, row, STEP_REOPEN, "Heropen");
    } else {
        if (!mine)
            put_step_button(h, v, row, STEP_TAKE, row->owner.n ? "Neem over" : "Neem");
        html_link(h, mine ? "knop vol" : "knop", STR("Beantwoord"), "#beantwoord");
        html_link(h, "knop", STR("Zet door"), "#zet-door");
        if (row->state == CASE_WAITING)
            put_step_button(h, v, row, STEP_RESUME, "Hervat");
        if (mine)
            put_step_button(h, v, row, STEP_LEAVE, "Geef vrij");
        put_step_button(h, v, row, STEP_CLOSE, "Sluit");
    }
    html_end(h);
}

static void put_templates(struct html *h, struct visit *v, const struct case_row *row)
{
    const struct municipality *town = &v->desk->town;

    if (town->nphrases == 0)
        return;
    html_open(h, "p", "sjablonen");
    html_text(h, STR("Sjabloon: "));
    for (int i = 0; i < town->nphrases; i++) {
        html_link(h, "knop klein", town->phrases[i].name, "/webcare/%lld?sjabloon=%d#beantwoord", (long long)row->post, i + 1);
        html_text(h, STR(" "));
    }
    html_end(h);
}

/* The words of the template that was chosen, or nothing. */
static struct str chosen_template(struct visit *v)
{
    const struct municipality *town = &v->desk->town;
    int64_t number;

    if (visit_number(visit_query(v, "sjabloon"), &number) || number > town->nphrases)
        return (struct str){0};
    return town->phrases[number - 1].text;
}

static void put_answer(struct html *h, struct visit *v, const struct case_row *row, const struct case_form *form)
{
    bool by_mail = cases_address(row).n > 0;
    struct form f;

    view_section(h, "beantwoord", "Beantwoord",
                 by_mail ? "per e-mail aan de afzender"
                         : "op het kanaal zelf, door wie de zaak heeft; hier legt u vast wat u antwoordde");
    if (row->owner.n && !str_eq(row->owner, v->user->name))
        html_el(h, "p", "let-op", "%.*s heeft deze zaak. Neem haar eerst over als u wilt antwoorden.", STR_ARG(row->owner));
    /* The address names its writer: for who has the case. */
    if (!by_mail && row->url.n && str_eq(row->owner, v->user->name)) {
        html_open(h, "p", NULL);
        html_link_out(h, str_printf(&v->arena, "Antwoord op %s", view_channel(row->channel)), row->url);
        html_end(h);
    }
    put_templates(h, v, row);
    f = start_step(h, v, row, STEP_ANSWER, form);
    form_area(&f, "antwoord", "Uw antwoord", chosen_template(v), 6);
    form_end(&f, by_mail ? "Verstuur" : "Leg het antwoord vast");
    html_end(h);
}

static void put_hand_over(struct html *h, struct visit *v, const struct case_row *row, const struct case_form *form)
{
    const struct municipality *town = &v->desk->town;
    struct value_name *options = arena_alloc(&v->arena, (size_t)(town->ndepartments + 2) * sizeof *options);
    struct form f;

    options[0] = (struct value_name){"", "Kies een afdeling"};
    for (int i = 0; i < town->ndepartments; i++) {
        const char *name = str_c(&v->arena, town->departments[i].name);

        options[i + 1] = (struct value_name){name, name};
    }
    view_section(h, "zet-door", "Zet door naar een afdeling", "per e-mail; de reactie komt bij deze zaak");
    if (town->ndepartments == 0) {
        view_empty(h, "Er staan nog geen afdelingen in tamtam.conf ([department ...]).");
    } else {
        f = start_step(h, v, row, STEP_HAND_OVER, form);
        form_select(&f, "afdeling", "Afdeling", row->department, options);
        form_hint(&f, "De afdeling krijgt het bericht zonder afzender.");
        form_area(&f, "vraag", "Wat vraagt u?", (struct str){0}, 3);
        form_end(&f, "Zet door");
    }
    html_end(h);
}

static void put_more(struct html *h, struct visit *v, const struct case_row *row, const struct case_form *form)
{
    bool open = form && (form->step == STEP_NOTE || form->step == STEP_WAIT || form->step == STEP_LABEL || form->step == STEP_JOIN);
    struct form f;

    html_open(h, "details", "meer-stappen");
    html_flag(h, "open", open);
    html_el(h, "summary", NULL, "Notitie, wachten, labels, samenvoegen");
    f = start_step(h, v, row, STEP_NOTE, form);
    form_area(&f, "notitie", "Notitie voor collega’s", (struct str){0}, 2);
    form_end(&f, "Noteer");
    f = start_step(h, v, row, STEP_WAIT, form);
    form_text(&f, "waarop", "Wacht op", (struct str){0});
    form_end(&f, "Laat wachten");
    f = start_step(h, v, row, STEP_LABEL, form);
    form_hint(&f, "Scheid labels met een komma.");
    form_text(&f, "labels", "Labels", row->labels);
    form_end(&f, "Bewaar labels");
    f = start_step(h, v, row, STEP_JOIN, form);
    form_hint(&f, "Het nummer van de zaak waar deze bij hoort: hetzelfde van dezelfde persoon.");
    form_text(&f, "nummer", "Hoort bij zaak", (struct str){0});
    form_end(&f, "Voeg samen");
    html_end(h);
}

/* ---- what is known ---- */

static void put_line(struct html *h, struct visit *v, const struct case_row *row, const struct stored_post *post, const struct stored_issue *issue)
{
    html_open(h, "p", "mk");
    html_open(h, "span", NULL);
    html_textf(h, "%s, ", view_channel(row->channel));
    html_time(h, row->time);
    html_end(h);
    html_el(h, "span", NULL, "%s", intent_names[row->intent].label);
    if (post->marks.nplaces)
        html_el(h, "span", NULL, "%.*s", STR_ARG(v->desk->town.districts[post->marks.places[0]].name));
    if (issue->id) {
        html_open(h, "span", NULL);
        html_text(h, STR("issue: "));
        html_link(h, NULL, issue->title, "/issues/%lld", (long long)issue->id);
        html_end(h);
    }
    html_el(h, "span", NULL, "zaak %lld", (long long)row->post);
    html_el(h, "span", NULL, "%s", case_state_names[row->state].label);
    html_el(h, "span", NULL, "%s%.*s", row->owner.n ? "bij " : "vrij", STR_ARG(row->owner));
    if (row->department.n)
        html_el(h, "span", NULL, "doorgezet naar %.*s", STR_ARG(row->department));
    if (row->labels.n)
        html_el(h, "span", NULL, "labels: %.*s", STR_ARG(row->labels));
    html_end(h);
}

/* Who asked: only after a click, which is logged. */
static void put_sender(struct html *h, struct visit *v, const struct case_row *row, const struct case_form *form)
{
    if (form && form->step == STEP_SENDER && form->form.nfaults == 0) {
        html_el(h, "p", "klein", "Afzender: %.*s", STR_ARG(row->handle.n ? row->handle : STR("niet bekend")));
        if (row->url.n) {
            html_open(h, "p", NULL);
            html_link_out(h, STR("Bekijk het bericht bij de bron"), row->url);
            html_end(h);
        }
        return;
    }
    html_open(h, "div", "stil");
    put_step_button(h, v, row, STEP_SENDER, "Toon afzender (wordt gelogd)");
    html_end(h);
}

static int put_joined(struct html *h, struct visit *v, const struct case_row *row, struct err *err)
{
    struct case_row *joined;
    int n;

    if (store_joined_cases(v->desk->store, &v->arena, row->post, &joined, &n, err))
        return -1;
    if (n == 0)
        return 0;
    view_section(h, "ook", "Van dezelfde persoon", "bij deze zaak gevoegd");
    for (int i = 0; i < n; i++) {
        struct stored_post post;

        if (store_post(v->desk->store, &v->arena, joined[i].post, (struct str){0}, &v->desk->town, &post, err))
            return -1;
        html_open(h, "p", "klein");
        html_textf(h, "%s, ", view_channel(joined[i].channel));
        html_time(h, joined[i].time);
        html_end(h);
        html_el(h, "p", NULL, "%.*s", STR_ARG(post.post.text));
    }
    html_end(h);
    return 0;
}

static int put_log(struct html *h, struct visit *v, const struct case_row *row, struct err *err)
{
    struct case_note *notes;
    int n;

    if (store_case_notes(v->desk->store, &v->arena, row->post, &notes, &n, err))
        return -1;
    view_section(h, "logboek", "Logboek", NULL);
    html_open(h, "ol", "log");
    html_tag(h, "li");
    view_moment(h, row->time, v->now);
    html_el(h, "span", NULL, "Binnengekomen via %s", view_channel(row->channel));
    html_end(h);
    for (int i = 0; i < n; i++) {
        int step = value_of(case_steps, notes[i].kind);
        bool reply = str_is(notes[i].kind, "reactie");

        html_tag(h, "li");
        view_moment(h, notes[i].time, v->now);
        html_open(h, "span", NULL);
        html_el(h, "b", NULL, "%.*s", STR_ARG(notes[i].who.n ? notes[i].who : STR("De afzender")));
        html_textf(h, " %s", step >= 0 ? case_steps[step].label : reply ? "reageerde" : "schreef opnieuw");
        if (notes[i].text.n)
            html_textf(h, ": %.*s", STR_ARG(notes[i].text));
        html_end(h);
        html_end(h);
    }
    html_end(h);
    html_end(h);
    return 0;
}

/* What was wrong with a step whose form is a button stands above the case. */
static void put_refusal(struct html *h, const struct case_form *form)
{
    if (!form || form->form.nfaults == 0 || *case_field(form->step, "text"))
        return;
    html_open(h, "div", "fouten");
    html_attr(h, "role", "alert");
    html_el(h, "p", NULL, "%.*s", STR_ARG(form->form.faults[0].text));
    html_end(h);
}

int case_put_detail(struct html *h, struct visit *v, const struct case_row *row, const struct case_form *form, struct err *err)
{
    struct stored_post post;
    struct stored_issue issue = {.id = 0};

    if (store_post(v->desk->store, &v->arena, row->post, (struct str){0}, &v->desk->town, &post, err) ||
        (row->issue && store_issue(v->desk->store, &v->arena, row->issue, &issue, err)))
        return -1;
    if (row->state == CASE_ARCHIVED || post.post.seq == 0) {
        html_el(h, "h1", NULL, "Zaak %lld", (long long)row->post);
        view_empty(h, "Deze zaak is afgehandeld en naar het archief. Hier staan alleen nog de cijfers.");
        return 0;
    }
    put_refusal(h, form);
    put_line(h, v, row, &post, &issue);
    html_el(h, "h1", NULL, "%.*s", STR_ARG(case_title(v, &post, HEADING_BYTES)));
    put_buttons(h, v, row);
    view_section(h, "bericht", "Bericht", NULL);
    why_text(h, v, &post);
    put_sender(h, v, row, form);
    html_end(h);
    if (put_joined(h, v, row, err))
        return -1;
    if (row->state != CASE_CLOSED) {
        put_answer(h, v, row, form);
        put_hand_over(h, v, row, form);
    }
    if (put_log(h, v, row, err))
        return -1;
    put_more(h, v, row, form);
    why_tone(h, v, &post, str_printf(&v->arena, "/webcare/%lld", (long long)row->post));
    why_marks(h, v, &post);
    return 0;
}

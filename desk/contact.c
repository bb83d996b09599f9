/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/contact.h"

/* What a column of states, or one called 'afgehandeld', has for a contact that is done. */
static const char *const closed_states[] = {"afgehandeld", "gesloten", "afgesloten", "afgerond", "opgelost", "beantwoord",
                                            "voltooid",    "gereed",   "klaar",      "closed",   "resolved", "done",
                                            "ja",          "j",        "yes",        "true",     "1",        NULL};

/* How a clerk notes that the caller was helped or sent on. */
static const char *const done_words[] = {
    "uitgelegd", "doorgezet", "doorgegeven", "gemaild", "gegeven", "verwezen", "doorverwezen", "gestuurd", "toegestuurd",
    "verstuurd", "genoteerd", "doorverbonden", "ingepland", "uitgezet", "aangemaakt", "geregistreerd", "aangemeld",
    "beantwoord", "ingeschreven", "aangevraagd", "geboekt", "antw", "antwoord", "akkoord", "geen actie", NULL};

/* ... and that something was promised. */
static const char *const open_words[] = {"terugbel", "teruggebeld", "belt terug", "bellen terug", "belt morgen", "terug bellen",
                                         "tbv", "nabellen", "toegezegd", "uitzoeken", "nog niet bekend", NULL};

static bool is_letter(struct str s, size_t at)
{
    return at < s.n && ((s.p[at] >= 'a' && s.p[at] <= 'z') || (s.p[at] >= 'A' && s.p[at] <= 'Z') || (s.p[at] & 0x80));
}

/* Does one of these begin a word of the text? `whole`: and end one too. */
static bool has_word(struct str text, const char *const *words, bool whole)
{
    for (; *words; words++) {
        struct str word = str_of(*words);

        for (size_t from = 0; from < text.n;) {
            ptrdiff_t at = str_find_nocase(str_sub(text, from, text.n), word);
            size_t start = from + (size_t)at;

            if (at < 0)
                break;
            if ((start == 0 || !is_letter(text, start - 1)) && !(whole && is_letter(text, start + word.n)))
                return true;
            from = start + 1;
        }
    }
    return false;
}

bool contact_is_handled(struct str status, const struct post *post)
{
    status = str_trim(status);
    for (int i = 0; status.n && closed_states[i]; i++)
        if (str_eq_nocase(status, str_of(closed_states[i])))
            return true;
    return !status.n && post->channel == CHANNEL_KCC && has_word(post->text, done_words, true) &&
           !has_word(post->text, open_words, false);
}

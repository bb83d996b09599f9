/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A document as a mail message (.eml): text and HTML as alternatives, charts as PNG beside the HTML, the PDF attached
 * on wish. The HTML is tables and inline styles, for mail clients know no more; tone bars are cells, so that they show
 * where pictures do not. The same input gives the same bytes.
 */
#ifndef TAMTAM_WRITE_MAIL_H
#define TAMTAM_WRITE_MAIL_H

#include "base/buf.h"
#include "base/err.h"
#include "tamtam/document.h"
#include "tamtam/look.h"

/* The pictures of a document, kept for its next letter: drawing them is most of the work. Zero-initialised. */
enum { MAIL_PICTURES = 24 };
struct mail_pictures {
    struct buf png[MAIL_PICTURES];
};
void mail_pictures_release(struct mail_pictures *p);

struct mail {
    struct str from, to;      /* header values: "Nieuwsredactie Turfbrug <newsroom@turfbrug.example>" */
    struct str subject;       /* empty: the document's full title */
    struct str message_id;    /* without angle brackets; stable per report and subscriber */
    int64_t date;             /* UTC ms */
    struct str unsubscribe;   /* https address for List-Unsubscribe and the last line; may be empty */
    struct str sign_off_mail; /* mailto: address for List-Unsubscribe; may be empty */
    struct str preferences;   /* address where the choice is changed; may be empty */
    struct str whole;         /* address of the report on the web, for the button; may be empty */
    struct str choice;        /* 'Uw keuze: wijk Bloemenwijk, thema verkeer'; may be empty */
    struct str pdf;           /* bytes to attach, or empty */
    struct str pdf_name;      /* "tamtam-2026-03-11.pdf" */
    struct mail_pictures *pictures; /* kept between letters of one document and look; NULL: drawn for this one */
};

/* Adds the message to `out`, lines ending in CR LF. Control characters in header values become blanks. */
int write_mail(const struct document *d, const struct look *look, const struct mail *m, struct buf *out,
               struct err *err);

#endif

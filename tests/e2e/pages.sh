# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# The demo's newsroom from end to end, and its tamtam as a reader and a checker see it.
. tests/e2e/lib.sh

check "the demo makes a newsroom and a tamtam" examples/demo.sh "$BUILD" "$work/room"
page=$work/room/reports/tamtam-2026-03-11.html
pdf=$work/room/reports/tamtam-2026-03-11.pdf
text=$work/room/reports/tamtam-2026-03-11.txt

# within A B: is A at most B?
within()
{
    [ "$1" -le "$2" ] || { echo "$1 is more than $2"; return 1; }
}

valid_html()
{
    (cd "$NPM" && npx --no-install html-validate --preset standard "$page")
}

same_again()
{
    mkdir -p "$work/again"
    "$TAMTAM" report day --dir "$work/room" --date 2026-03-11 --now 2026-03-11T08:30:00+01:00 --format html,pdf,txt \
        --out "$work/again" || return 1
    for kind in html pdf txt; do
        cmp "$work/again/tamtam-2026-03-11.$kind" "$work/room/reports/tamtam-2026-03-11.$kind" || return 1
    done
}

# Every part of domain.md's order stands in the text, in that order.
has_order()
{
    awk '
        BEGIN { split("Tamtam|In het kort|1. |En verder|Wat komt eraan|Webcare en KCC|Verantwoording", part, "|"); at = 1 }
        index($0, part[at]) { at++ }
        END { if (at <= 7) { print "missing or out of order: " part[at]; exit 1 } }' "$1"
}

every_day()
{
    for day in 02 03 04 05 06 07 08 09 10 12 13 14 15 16; do
        "$TAMTAM" report day --dir "$work/room" --date "2026-03-$day" --format pdf --out "$work/days" --quiet || return 1
        pages=$(pdfinfo "$work/days/tamtam-2026-03-$day.pdf" | awk '/^Pages/ { print $2 }')
        within "$pages" 2 || return 1
    done
}

check "the page is valid HTML" valid_html
check "the page meets WCAG 2.2 AA in Chromium, 390 and 1280 px, light and dark" node tests/axe.cjs "$NPM" "$page"
check "the PDF has at most two pages" within "$(pdfinfo "$pdf" | awk '/^Pages/ { print $2 }')" 2
check "the PDF is tagged" grep -q 'yes' <<EOF
$(pdfinfo "$pdf" | grep Tagged)
EOF
check "the PDF holds the page's words" grep -q "In het kort" <<EOF
$(pdftotext "$pdf" -)
EOF
check "the tamtam keeps its order" has_order "$text"
check "the same store and moment give the same files" same_again
check "no day of the fortnight takes more than two pages" every_day
check "the audit log of the newsroom is whole" "$TAMTAM" audit verify --dir "$work/room"
finish

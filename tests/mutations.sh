#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Breaks the risky places one at a time, in a copy of the tree, and runs the test that must notice: mutations.sh [PLACE].
# All of them note their result in docs/robustness.md. A row is PLACE | FILE | WHAT IS BROKEN (an expression of sed; it must change the file) | TEST (unit:NAME or e2e:NAME).
set -u

only=${1:-}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT INT TERM
build=build/mutated
export NPM="$PWD/build/npm"
tried=0
survived=0

rows()
{
    cat <<'ROWS'
masking: mail         | listener/mask.c         | /"\[mail\]"/d                                     | unit:mask
masking: profiles     | listener/mask.c         | /"\[profiel\]"/d                                  | unit:mask
masking: IBAN         | listener/mask.c         | /"\[rekening\]"/d                                 | unit:mask
masking: plates       | listener/mask.c         | /"\[kenteken\]"/d                                 | unit:mask
masking: phones       | listener/mask.c         | /"\[telefoon\]"/d                                 | unit:mask
masking: postcodes    | listener/mask.c         | /"\[postcode\]"/d                                 | unit:mask
masking: houses       | listener/mask.c         | /"\[huisnummer\]"/d                               | unit:mask
masking: BSN          | listener/mask.c         | /"\[nummer\]"/d                                   | unit:mask
masking: eleven test  | listener/mask_numbers.c | s/sum % 11 == 0/sum % 11 == 1/                    | unit:mask
masking: mentions     | listener/mask.c         | /"@\[naam\]"/d                                    | unit:mask
masking: Reddit names | listener/mask.c         | /"u\/\[naam\]"/d                                  | unit:mask
masking: names        | listener/mask.c         | /, "\[naam\]"/d                                   | unit:mask
masking: public names | listener/mask_names.c   | s/^\( *\)is_public_name(mask, str_sub.*))$/\1false)/ | unit:mask
masking: titles       | listener/capture.c      | s/masked(&m, e->title, MOST_TITLE, a)/e->title/   | unit:capture
masking: texts        | listener/capture.c      | s/masked(&m, \(without_signature(e->text)\), MOST_TEXT, a)/\1/ | unit:capture
masking: tags         | listener/capture.c      | s/masked(m, \(e->tags.v\[i\]\), MOST_NAME, a)/\1/ | unit:capture
masking: links        | listener/capture.c      | s/ \&\& !mask_is_profile(link, &m->mask)//        | unit:capture
masking: pictures     | listener/capture.c      | s/masked(m, medium->alt, MOST_TITLE, a)/medium->alt/ | unit:capture
masking: their links  | listener/capture.c      | s/!mask_is_profile(medium->url, &m->mask)/true/  | unit:capture
masking: author       | listener/capture.c      | s/post->author = capture_pseudonym(.*;/post->author = author;/ | unit:capture
masking: weekly key   | listener/capture.c      | s/author_key(c->context, monday_of(time))/author_key(c->context, 0)/ | unit:capture
masking: identity     | listener/capture.c      | s/return c->identity ? hashed(c, "entry".*/return e->guid;/ | unit:capture
escaping: less-than   | tamtam/svg.c            | /case '<'/d                                       | unit:writers
escaping: ampersand   | tamtam/svg.c            | /case '&'/d                                       | unit:writers
escaping: quotes      | tamtam/svg.c            | /case '"'/d                                       | unit:writers
fewer than five       | tamtam/words.h          | s/LEAST_SHOWN = 5/LEAST_SHOWN = 1/                | e2e:reports
guard: connect        | listener/fetch.c        | s/address_is_public(/!!(/                         | unit:poll
guard: open connection | listener/fetch.c       | s/address_text_is_public(/!!(/                    | unit:poll
guard: mapped IPv6    | listener/address.c      | /mapped \*\//,+1s/return is_public4(.*/return true;/ | unit:poll
guard: private ranges | listener/address.c      | s/return is_public4(ntohl(in.sin_addr.s_addr));/return true;/ | unit:poll
retention: texts      | store/retain.c          | s/DELETE FROM post WHERE/& 0 AND/                 | e2e:rights
retention: days       | desk/rights.c           | s/text_days \* WHEN_DAY/text_days * 2 * WHEN_DAY/ | e2e:rights
retention: tombstones | store/retain.c          | s/INSERT INTO tombstone (id, time) SELECT id, ? FROM post WHERE/& 0 AND/ | e2e:rights
retention: keys       | store/retain.c          | s/week + 7 <=/week + 700 <=/g                     | e2e:rights
one-click token       | desk/readers.c          | s/!seal_same(real, token)/false/                  | e2e:web_public
outbox: known letters | store/outbox.c          | s/if (failed || id)/if (failed)/                  | unit:outbox
outbox: tried again   | desk/outbox.c           | s/return put_off(o, v, now, err);/return store_end_job(o->desk->store, o->job, now, err);/ | e2e:mail
negation              | analysis/tone.c         | s/tone->value \* (tone->value > 0 ? TURNED_POS : TURNED_NEG) \/ 100/tone->value/ | unit:marks
alerts: threshold     | analysis/alert_picture.c | s/surprise(fmin(p->chance, p->cued_chance)) >= 9.5 /0 >= 900 /   | unit:alerts
alerts: threshold lost | analysis/alert_picture.c | s/p->acute + surprise(fmin(p->chance, p->cued_chance)) >= 9.5 /p->acute >= 2 /   | unit:alerts
alerts: a surge       | analysis/alert_picture.c | s/p->authors >= 6 \* evidence \&\& p->cued >= 2/p->authors >= 2/ | unit:alerts
alerts: ordinary talk | analysis/alert_picture.c | s/ \&\& p->chance < 0.003 \/ often// | unit:alerts
page limit            | tamtam/write_pdf.c      | s/p->pages <= max_pages || high == 0/true/        | unit:pdf
ROWS
}

# run TEST: builds and runs it in the copy.
run()
{
    case $1 in
    unit:*) make -s -C "$copy" B=$build OPTIMIZE=-O1 "unit-${1#unit:}" ;;
    e2e:*) make -s -C "$copy" B=$build OPTIMIZE=-O1 $build/tamtam $build/loopserve $build/smtpsink $build/pdfcheck && (cd "$copy" &&
        TAMTAM=$copy/$build/tamtam LOOPSERVE=$copy/$build/loopserve SMTPSINK=$copy/$build/smtpsink BUILD=$copy/$build \
            sh "tests/e2e/${1#e2e:}.sh") ;;
    esac >"$copy/out" 2>&1 </dev/null
}

trim()
{
    printf '%s' "$1" | sed 's/^ *//; s/ *$//'
}

# try PLACE FILE EXPRESSION TEST: sets $result.
try()
{
    cp -p "$copy/$2" "$copy/whole"
    sed -i "$3" "$copy/$2"
    if cmp -s "$copy/$2" "$copy/whole"; then
        result="the expression changes nothing in $2"
    elif run "$4"; then
        result="$4 did not notice"
    elif grep -q 'error: ' "$copy/out" && ! grep -qE 'FAILED|^not ok' "$copy/out"; then
        result="it does not compile"
        sed 's/^/# /' "$copy/out" | tail -n 5
    else
        result=fails
    fi
    cp "$copy/whole" "$copy/$2"
}

git ls-files -z | xargs -0 cp --parents -t "$copy" || exit 1
rows | grep "^$only" >"$copy/rows"
for test in $(sed 's/.*| *//' "$copy/rows" | sort -u); do
    run "$test" || { echo "$test fails as it is"; tail -n 20 "$copy/out"; exit 1; }
done
while IFS= read -r row; do
    place=$(trim "${row%% |*}")
    rest=${row#*|}
    file=$(trim "${rest%%|*}")
    rest=${rest#*|}
    test=$(trim "${rest##*|}")
    tried=$((tried + 1))
    try "$place" "$file" "$(trim "${rest%|*}")" "$test"
    if [ "$result" = fails ]; then
        echo "ok $tried - $place"
    else
        echo "not ok $tried - $place: $result"
        survived=$((survived + 1))
    fi
    printf '%s\t%s\t%s\t%s\n' "$place" "$file" "$test" "$result" >>"$copy/results"
done <"$copy/rows"
echo "$tried tried, $survived survived"
[ -n "$only" ] || python3 tests/noted.py --all mutations file test result <"$copy/results"
[ "$tried" -gt 0 ] && [ "$survived" -eq 0 ]

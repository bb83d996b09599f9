#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# A new newsroom: what `init` makes, and that it spoils nothing.
. tests/e2e/lib.sh

new=$work/nieuws/redactie

check "init makes a newsroom, with the folders above it" exits 0 "$TAMTAM" init "$new"
check "and says what it made" prints "$new/tamtam.conf"
check "all is there" test -f "$new/tamtam.conf" -a -f "$new/feeds.conf" -a -d "$new/lexicons.d" -a -f "$new/tamtam.db"
check "its owner alone reads the database" equals "$(stat -c %a "$new/tamtam.db")" 600
check "what it made has no fault" exits 0 "$TAMTAM" check --dir "$new"
check "the words of an administrator are Dutch" prints "Geen fouten gevonden."

# Every command that only reads works on a newsroom that has heard nothing yet.
for command in status sources issues "audit verify"; do
    check "$command on an empty newsroom" exits 0 "$TAMTAM" $command --dir "$new"
done
check "a tamtam of an empty newsroom" exits 0 "$TAMTAM" report day --dir "$new" --date 2026-03-11 --now 2026-03-11T08:30:00+01:00 --format html

echo "# mine" >>"$new/tamtam.conf"
sum=$(cksum <"$new/tamtam.conf")
check "init once more" exits 0 "$TAMTAM" init "$new"
check "leaves files as they are" equals "$(cksum <"$new/tamtam.conf")" "$sum"
check "and says so" says "tamtam.conf: exists, left as it is"
check "--quiet says nothing" exits 0 "$TAMTAM" init "$new" --quiet
check "on stderr" equals "$(cat "$work/err")" ""

cd "$work" || exit 1
check "without DIR it is this folder" exits 0 "$TAMTAM" init
check "this folder" test -f tamtam.db
cd - >/dev/null || exit 1

echo x >"$work/file"
check "a file in the folder's place" exits 1 "$TAMTAM" init "$work/file"
check "is named" says "$work/file: Not a directory"
mkdir "$work/taken"
echo x >"$work/taken/lexicons.d"
check "a file in lexicons.d's place" exits 1 "$TAMTAM" init "$work/taken"
check "is named too" says "lexicons.d: Not a directory"
check "nothing else is made" test ! -e "$work/taken/tamtam.db"
check "two folders are one too many" exits 2 "$TAMTAM" init a b
finish

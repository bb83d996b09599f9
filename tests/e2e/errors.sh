#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Wrong use and bad surroundings: each a clear error with what and where, the right status, and nothing lost.
. tests/e2e/lib.sh

# ---- wrong use: status 2
check "no command" exits 2 "$TAMTAM"
check "unknown command" exits 2 "$TAMTAM" analyze
check "names the nearest" says "unknown command 'analyze', did you mean 'analyse'?"
check "a far one is not guessed at" exits 2 "$TAMTAM" xyzzy
check "nothing near" equals "$(grep -c 'did you mean' "$work/err")" 0
check "unknown option" exits 2 "$TAMTAM" analyse --explian
check "names the nearest option" says "unknown option '--explian', did you mean '--explain'?"
check "common options too" exits 2 "$TAMTAM" status --qiuet
check "are near" says "did you mean '--quiet'?"
check "a value that lacks" exits 2 "$TAMTAM" report day --date
check "is asked for" says "--date needs a value"
check "a flag takes no value" exits 2 "$TAMTAM" status --quiet=yes
check "--now in the wrong form" exits 2 "$TAMTAM" status --now gisteren
check "shows the right one" says "2026-03-11T08:30:00+01:00, not 'gisteren'"
check "search without a purpose" exits 2 "$TAMTAM" search brug --by Jo
check "import without a kind" exits 2 "$TAMTAM" import x.jsonl
check "import of an unknown kind" exits 2 "$TAMTAM" import --kind twitter x.jsonl
check "too many arguments" exits 2 "$TAMTAM" status x

# ---- help: status 0, on stdout
check "help" exits 0 "$TAMTAM" --help
for command in $("$TAMTAM" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do
    check "$command --help" exits 0 "$TAMTAM" $command --help
    check "$command --help shows how it is used" prints "usage: tamtam $command"
done
check "version" exits 0 "$TAMTAM" --version
check "is told" prints "tamtam "

# ---- a newsroom to trouble
dir=$work/n
cp -r examples/turfbrug "$dir"
rm -rf "$dir/sample"
head -n 60 examples/turfbrug/sample/posts.jsonl >"$work/posts.jsonl"
now="--now 2026-03-15T23:59:00+01:00"
"$TAMTAM" init "$dir" --quiet >/dev/null
"$TAMTAM" import --kind posts --dir "$dir" $now "$work/posts.jsonl" --quiet >/dev/null
posts() { "$TAMTAM" status --dir "$dir" --json | sed 's/.*"posts":\([0-9]*\).*/\1/'; }
check "sixty posts" equals "$(posts)" 60

# --date in the wrong form
for date in 11-03-2026 2026-3-11 2026-02-30 morgen ''; do
    check "--date '$date'" exits 2 "$TAMTAM" report day --dir "$dir" --date "$date"
done
check "shows the right form" says "2026-03-11"

# Two processes on one database: the one that runs holds the line by reading a pipe.
mkfifo "$work/pipe"
"$TAMTAM" import --kind posts --dir "$dir" $now "$work/pipe" --quiet >/dev/null 2>&1 &
first=$!
servers="$servers $first"
exec 3>"$work/pipe"
until grep -q "OFDLCK.*:$(stat -c %i "$dir/tamtam.db.lock" 2>/dev/null) " /proc/locks; do kill -0 $first || break; done
check "a second one that writes" exits 1 "$TAMTAM" poll --dir "$dir" $now
check "is told why" says "tamtam.db: another tamtam is writing to this database; stop it or wait until it is done"
check "one that reads is welcome" exits 0 "$TAMTAM" status --dir "$dir"
exec 3>&-
wait $first
check "the first was not disturbed" equals "$(posts)" 60

# A database of a newer version, and what is no database: told, and left as it is.
cp "$dir/tamtam.db" "$work/newer.db"
printf '\000\000\003\347' | dd of="$work/newer.db" bs=1 seek=60 conv=notrunc 2>/dev/null # user_version = 999
mv "$dir/tamtam.db" "$work/good.db"
cp "$work/newer.db" "$dir/tamtam.db"
for command in status "import --kind posts $work/posts.jsonl" poll; do
    check "a newer database: $command" exits 1 "$TAMTAM" $command --dir "$dir"
    check "is told: $command" says "tamtam.db: made by a newer tamtam (schema 999;"
done
check "it is untouched" cmp "$work/newer.db" "$dir/tamtam.db"
echo "geen database, maar een brief van een inwoner die hier per ongeluk terechtkwam" >"$dir/tamtam.db"
cp "$dir/tamtam.db" "$work/letter"
check "no database" exits 1 "$TAMTAM" poll --dir "$dir"
check "is told so" says "tamtam.db: file is not a database"
check "the letter is untouched" cmp "$work/letter" "$dir/tamtam.db"
rm "$dir/tamtam.db"
check "no database at all" exits 1 "$TAMTAM" status --dir "$dir"
check "with what to do" says "'tamtam init' makes a newsroom"
mkdir "$dir/tamtam.db"
check "a folder in its place" exits 1 "$TAMTAM" poll --dir "$dir"
check "is named" says "tamtam.db"
rmdir "$dir/tamtam.db"
cp "$work/good.db" "$dir/tamtam.db"

# A lexicon line that does not parse: file and line; --lenient goes on where nothing is stored.
printf 'brug\tsentiment\tveel\t\t\n' >"$dir/lexicons.d/fout.tsv"
check "a bad lexicon line stops analyse" exits 1 "$TAMTAM" analyse --dir "$dir" --in "$work/posts.jsonl" --out "$work/marked"
check "with file and line" says "lexicons.d/fout.tsv:1: "
check "and nothing was done" test ! -e "$work/marked"
check "it stops an import too" exits 1 "$TAMTAM" import --kind posts --dir "$dir" "$work/posts.jsonl"
check "--lenient goes on" exits 0 "$TAMTAM" analyse --dir "$dir" --lenient --in "$work/posts.jsonl" --out "$work/marked"
check "and tells the line all the same" says "lexicons.d/fout.tsv:1: "
check "all are marked" equals "$(wc -l <"$work/marked")" 60
printf 'entry\tmark\tweight\tpos\tnote\n%%include kring\n' >"$dir/lexicons.d/fout.tsv"
printf 'entry\tmark\tweight\tpos\tnote\n%%include fout.tsv\n' >"$dir/lexicons.d/kring"
check "files that take in each other are a fault" exits 1 "$TAMTAM" check --dir "$dir"
check "with file, line" says "lexicons.d/kring:2: "
check "and the way round" says "dit bestand haalt zichzelf binnen: fout.tsv > kring > fout.tsv"
check "--lenient goes on without the line" exits 0 "$TAMTAM" analyse --dir "$dir" --lenient --in "$work/posts.jsonl" --out "$work/marked"
rm "$dir/lexicons.d/fout.tsv" "$dir/lexicons.d/kring"

# Unreadable folders and files. Root reads everything, so a missing or wrong thing stands in its place.
check "no such folder" exits 1 "$TAMTAM" analyse --dir "$work/none" --in "$work/posts.jsonl"
check "is named" says "$work/none/tamtam.conf: No such file or directory"
check "a file for a folder" exits 1 "$TAMTAM" status --dir "$work/posts.jsonl"
check "is named" says "$work/posts.jsonl/tamtam.conf: Not a directory"
check "input that is not there" exits 1 "$TAMTAM" analyse --dir "$dir" --in "$work/none.jsonl"
check "is named" says "$work/none.jsonl: No such file or directory"
check "an import that is not there" exits 1 "$TAMTAM" import --kind posts --dir "$dir" "$work/none.jsonl"
check "is named" says "none.jsonl: No such file or directory"
check "output that can't be" exits 1 "$TAMTAM" analyse --dir "$dir" --in "$work/posts.jsonl" --out "$work/none/x"
check "is named" says "$work/none/x: No such file or directory"
check "a report into a file" exits 1 "$TAMTAM" report day --dir "$dir" --date 2026-03-03 --format html --out "$work/posts.jsonl"
check "is named" says "$work/posts.jsonl: Not a directory"
if [ "$(id -u)" -eq 0 ]; then
    n=$((n + 1))
    echo "ok $n - a folder without rights # SKIP root may read everything"
else
    mkdir "$work/locked"
    cp "$dir/tamtam.conf" "$work/locked"
    chmod 000 "$work/locked"
    check "a folder without rights" exits 1 "$TAMTAM" status --dir "$work/locked"
    check "is told" says "Permission denied"
    chmod 755 "$work/locked"
fi

# A full disk: no more than the database already has may be written.
cp "$dir/tamtam.db" "$work/before.db"
sed 's/"id": "/"id": "nieuw-/; s/"url": "[^"]*"/"url": ""/' "$work/posts.jsonl" >"$work/more.jsonl"
small() { (trap '' XFSZ; ulimit -f 40; exec "$@"); }
check "a full disk stops an import" exits 1 small "$TAMTAM" import --kind posts --dir "$dir" $now "$work/more.jsonl"
check "where it happened is told" says "tamtam.db: "
check "what was there is there" equals "$(posts)" 60
check "and is whole" exits 0 "$TAMTAM" audit verify --dir "$dir"
check "with room again it goes in" exits 0 "$TAMTAM" import --kind posts --dir "$dir" $now "$work/more.jsonl"
check "every post" equals "$(posts)" 120
mkdir "$work/reports"
check "a report on a full disk" exits 1 small "$TAMTAM" report day --dir "$dir" --date 2026-03-03 --now 2026-03-03T09:00:00+01:00 --format html --out "$work/reports"
check "leaves no half file" equals "$(ls -A "$work/reports")" ""
if [ -w /dev/full ]; then
    check "stdout that is full" sh -c '"$1" analyse --dir "$2" --in "$3" >/dev/full 2>"$4/err"; [ $? -eq 1 ]' - "$TAMTAM" "$dir" "$work/posts.jsonl" "$work"
    check "is told" says "No space left on device"
    check "help that can't be written" sh -c '"$1" status --dir "$2" >/dev/full 2>/dev/null; [ $? -eq 1 ]' - "$TAMTAM" "$dir"
fi
finish

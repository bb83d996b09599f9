#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# `check` names every fault with file, line and what to write instead.
. tests/e2e/lib.sh

for example in turfbrug waterstad heideland mijnrade polderstad; do
    check "examples/$example has no fault" exits 0 "$TAMTAM" check --dir "examples/$example"
done

bright=$work/bright
mkdir "$bright" && cp -r examples/turfbrug/. "$bright" && sed -i 's/^colour_1.*/colour_1 = #f5d442/' "$bright/tamtam.conf"
check "a house colour that cannot be read is no fault" exits 0 "$TAMTAM" check --dir "$bright"
check "... but it is told, with the one that is taken" says "tamtam.conf: let op, geen fout: colour_1 = #f5d442 is op wit niet goed te lezen; links en koppen krijgen #"

dir=$work/n
mkdir -p "$dir/lexicons.d"
cat >"$dir/tamtam.conf" <<'EOF'
[municipality]
name = Turfbrug
[distrikt Centrum]
alias = c
[person Jan]
portofolio = verkeer
role = wethouder
[tamtam]
concept_hour = acht uur
EOF
cat >"$dir/feeds.conf" <<'EOF'
[source a]
url = ftp://a.example/x
purpose = p
EOF
printf 'brug\tsentiment\tveel\t\t\n' >"$dir/lexicons.d/eigen.tsv"
check "faults" exits 1 "$TAMTAM" check --dir "$dir"
check "a section with a typing error" says "$dir/tamtam.conf:3: onbekende sectie [distrikt], bedoelt u [district]?"
check "a key with a typing error" says "$dir/tamtam.conf:6: onbekende sleutel 'portofolio' in [person], bedoelt u 'portfolio'?"
check "a clock" says "$dir/tamtam.conf:9: concept_hour is een tijdstip zoals 08:00, niet 'acht uur'"
check "a source" says "$dir/feeds.conf:"
check "a lexicon line" says "$dir/lexicons.d/eigen.tsv:1: "
check "how many there are" says " fouten"
check "--quiet hides no fault" exits 1 "$TAMTAM" check --dir "$dir" --quiet
check "none of them" says "eigen.tsv:1: "

# The examples of tamtam.conf's grammar that other programs write: long lines, lists, both forms of [voice].
i=0
printf '[municipality]\nname = X\naccount = @x\n[district A]\nstreet = ' >"$dir/tamtam.conf"
while [ $i -lt 500 ]; do
    printf 'Lange Straatweg nummer %d, ' $i >>"$dir/tamtam.conf"
    i=$((i + 1))
done
printf 'Einde\n[voice media]\nname = Het Dagblad\naccount = @dagblad\n' >>"$dir/tamtam.conf"
rm "$dir/feeds.conf" "$dir/lexicons.d/eigen.tsv"
check "a line is as long as it needs" exits 0 "$TAMTAM" check --dir "$dir"
rm "$dir/tamtam.conf"
check "a folder that is no newsroom" exits 1 "$TAMTAM" check --dir "$dir"
check "is told with the way to make one" says "this is no newsroom ('tamtam init $dir' makes one): $dir/tamtam.conf: No such file or directory"
mkdir "$dir/tamtam.conf"
check "a folder in tamtam.conf's place" exits 1 "$TAMTAM" check --dir "$dir"
check "is told" says "tamtam.conf: Is a directory"
finish

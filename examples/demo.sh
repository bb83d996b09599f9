#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# The demo: a newsroom for the fictional municipality of Turfbrug, from feeds on loopback to the tamtam of the day.
# demo.sh BUILD [FOLDER]: the build folder, and where to make the newsroom (default BUILD/demo).
set -eu

build=$1
folder=${2:-$build/demo}
tamtam=$build/tamtam
example=examples/turfbrug
day=2026-03-11
now=${day}T08:30:00+01:00
sunday=2026-03-15T23:59:00+01:00

rm -rf "$folder"
mkdir -p "$folder"
"$build/loopserve" --port-file "$folder/port" "$example/sample/feeds" &
server=$!
trap 'kill $server 2>/dev/null' EXIT INT TERM
until [ -s "$folder/port" ]; do kill -0 $server; done

cp "$example/tamtam.conf" "$folder"
cp -r "$example/lexicons.d" "$folder"
sed "s,127\.0\.0\.1:8093,127.0.0.1:$(cat "$folder/port")," "$example/feeds.conf" >"$folder/feeds.conf"
"$tamtam" init "$folder" --quiet
echo "Luisteren: tien bronnen en een bestand met de overige kanalen ..."
"$tamtam" poll --dir "$folder" --now "$sunday" --quiet
"$tamtam" import --kind posts --dir "$folder" --now "$sunday" --quiet "$example/sample/posts.jsonl"
echo "Duiden: merken en onderwerpen, in de volgorde van de tijd ..."
"$tamtam" reanalyse --regroup --dir "$folder" --quiet
echo "Doen: de tamtam van woensdag 11 maart 2026 ..."
"$tamtam" report day --dir "$folder" --date "$day" --now "$now" --format html,pdf,txt >"$folder/files"
echo
sed -n -e '2p' -e '/^In het kort/,$p' "$folder/reports/tamtam-$day.txt" | grep -v -e '^$' -e '^---' | head -n 10
echo
echo "De tamtam staat in:"
sed 's/^/  /' "$folder/files"

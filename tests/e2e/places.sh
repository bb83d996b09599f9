#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# `places import`: public lists of addresses and districts become streets in districts.
. tests/e2e/lib.sh

dir=$work/n
mkdir -p "$dir"
cat >"$dir/tamtam.conf" <<'EOF'
[municipality]
name = Turfbrug
[district Bloemenwijk]
alias = de bloemen
street = Tulpstraat, Oude Gracht
[district Haven]
alias = Zeilhaven
EOF
cat >"$work/bag.csv" <<'EOF'
openbareruimte;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;gemeente;provincie
Tulpstraat;1;;;2801AB;Turfbrug;Turfbrug;Veenland
Tulpstraat;3;;;2801AB;Turfbrug;Turfbrug;Veenland
Rozenpad;5;;;2801AB;Turfbrug;Turfbrug;Veenland
Nieuwe Gracht;2;;;2801AC;Turfbrug;Turfbrug;Veenland
Nieuwe Gracht;4;;;2801AC;Turfbrug;Turfbrug;Veenland
Oude Gracht;8;;;2802ZZ;Turfbrug;Turfbrug;Veenland
Zeilmakerskade;10;A;;2802 zz;Turfbrug;Turfbrug;Veenland
Lange Weg;1;;;2803AA;Turfbrug;Turfbrug;Veenland
Lange Weg;2;;;2803AA;Turfbrug;Turfbrug;Veenland
Lange Weg;3;;;2803AA;Turfbrug;Turfbrug;Veenland
Lange Weg;4;;;2803AA;Turfbrug;Turfbrug;Veenland
Lange Weg;5;;;2803AA;Turfbrug;Turfbrug;Veenland
Elders;1;;;9999AA;Verweg;Verweg;Veenland
Zonder;x;;;2801AB;Turfbrug;Turfbrug;Veenland
EOF
cat >"$work/pc6.csv" <<'EOF'
PC6,Huisnummer,Buurt2024,Wijk2024,Gemeente2024
2801AB,1,00010101,000101,0001
2801AB,3,00010101,000101,0001
2801AB,5,00010101,000101,0001
2801AC,2,00010101,000101,0001
2801AC,4,00010201,000102,0001
2802ZZ,8,00010301,000103,0001
2802ZZ,10,00010301,000103,0001
2803AA,1,00010201,000102,0001
2803AA,2,00010201,000102,0001
2803AA,3,00010201,000102,0001
2803AA,4,00010201,000102,0001
2803AA,5,00010101,000101,0001
EOF
cat >"$work/wijk.csv" <<'EOF'
wijkcode2024,wijknaam2024
WK000101,Wijk 01 Bloemenwijk
WK000102,Wijk 02 Veenkwartier
WK000103,Wijk 03 Zeilhaven
EOF
lists="$work/bag.csv $work/pc6.csv $work/wijk.csv"

# places_of TEXT: what analyse makes of a post.
places_of()
{
    printf '{"id":"1","time":"2026-03-02T08:00:00Z","text":"%s"}\n' "$1" | "$TAMTAM" analyse --dir "$dir" --quiet |
        python3 -c 'import json, sys; print(",".join(json.loads(sys.stdin.readline())["places"]))'
}

check "before the import a street is nowhere" equals "$(places_of 'Troep op de Zeilmakerskade')" ""
check "the import" exits 0 "$TAMTAM" places import $lists --dir "$dir"
check "says what it made" says "places.conf: 6 streets in 3 districts, from 12 addresses; 0 without a district"
check "a bad row is told with its line" says "bag.csv:15: "
check "no fault in the configuration" exits 0 "$TAMTAM" check --dir "$dir"
check "a street of a new district" equals "$(places_of 'Weer een file op de Lange Weg')" "Veenkwartier"
check "an alias of a district that was there" equals "$(places_of 'Troep op de Zeilmakerskade')" "Haven"
check "a street half in each of two" equals "$(places_of 'Gat in de Nieuwe Gracht')" "Bloemenwijk,Veenkwartier"
check "tamtam.conf's word on a street stands" equals "$(places_of 'Gat in de Oude Gracht')" "Bloemenwijk"
check "another town's street is none" equals "$(places_of 'Gat in de Elders')" ""
cp "$dir/places.conf" "$work/first"
check "once more, the lists in another order" exits 0 "$TAMTAM" places import "$work/wijk.csv" "$work/pc6.csv" "$work/bag.csv" --dir "$dir"
check "gives the same file" cmp "$work/first" "$dir/places.conf"

check "without the districts' names" exits 1 "$TAMTAM" places import "$work/bag.csv" "$work/pc6.csv" --dir "$dir"
check "says what is missing" says "the name of district 101 is missing"
check "without the districts of the addresses" exits 1 "$TAMTAM" places import "$work/bag.csv" --dir "$dir"
check "says that" says "the list with the district of each postcode and house number is missing"
check "and leaves the file as it was" cmp "$work/first" "$dir/places.conf"
printf 'a,b\n1,2\n' >"$work/other.csv"
check "a list of another kind" exits 1 "$TAMTAM" places import "$work/other.csv" --dir "$dir"
check "says what it looks for" says "other.csv: no list that is known"
sed 's/Turfbrug/Nergens/g' "$work/bag.csv" >"$work/away.csv"
check "lists of another municipality" exits 1 "$TAMTAM" places import "$work/away.csv" "$work/pc6.csv" "$work/wijk.csv" --dir "$dir"
check "says whose addresses it looks for" says "no address of 'Turfbrug'"

printf 'buurtcode;buurtnaam\nBU00010101;Rozenbuurt\nBU00010201;Vaart\nBU00010301;Kade\n' >"$work/buurt.csv"
check "by buurt" exits 0 "$TAMTAM" places import "$work/bag.csv" "$work/pc6.csv" "$work/buurt.csv" --level buurt --dir "$dir"
check "has its names" equals "$(places_of 'Weer een file op de Lange Weg')" "Vaart"
printf 'straatnaam\twijk\r\n"Gra\353nstraat"\tVeenkwartier\r\n' >"$work/own.csv"
check "the municipality's own list, as a spreadsheet writes it" exits 0 "$TAMTAM" places import "$work/own.csv" --dir "$dir"
check "is read too" equals "$(places_of 'Gat in de Graënstraat')" "Veenkwartier"
check "another verb" exits 2 "$TAMTAM" places export x --dir "$dir"

finish

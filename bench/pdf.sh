#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# How fast a PDF is made, against Chromium's and WeasyPrint's (Debian: weasyprint) of the same page, in the same run.
# pdf.sh BUILD [RUNS]. The demo's tamtam as HTML is what they print; ours is made of the same document, from the database,
# with the start of the program counted in all three. Prints the median of the runs in milliseconds, and the ratios.
set -eu

build=$(cd "$1" && pwd)
runs=${2:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chromium=$(command -v chromium-headless-shell || command -v chromium || true)
weasyprint=$(command -v weasyprint || true)

examples/demo.sh "$build" "$work/room" >/dev/null 2>&1
cp "$work/room/reports/tamtam-2026-03-11.html" "$work/page.html"

ours()
{
    "$build/tamtam" report day --dir "$work/room" --date 2026-03-11 --now 2026-03-11T08:30:00+01:00 --format pdf --out "$work" --quiet
}
chromiums()
{
    "$chromium" --no-sandbox --disable-gpu --disable-background-networking --print-to-pdf="$work/chromium.pdf" "file://$work/page.html"
}
weasyprints()
{
    "$weasyprint" "$work/page.html" "$work/weasyprint.pdf"
}

# median FUNCTION: of the runs, after one that is not counted.
median()
{
    "$1" >/dev/null 2>&1 || { echo "$1 failed" >&2; exit 1; }
    for i in $(seq "$runs"); do
        begin=$(date +%s%N)
        "$1" >/dev/null 2>&1
        echo $((($(date +%s%N) - begin) / 1000))
    done | sort -n | sed -n "$((runs / 2 + 1))p"
}

tell()
{
    awk -v name="$1" -v us="$2" -v ours="$3" 'BEGIN { printf "%-12s %7.1f ms  %5.1f times ours\n", name, us / 1000, us / ours }'
}

mine=$(median ours)
tell tamtam "$mine" "$mine"
[ -z "$chromium" ] || tell chromium "$(median chromiums)" "$mine"
[ -z "$weasyprint" ] || tell weasyprint "$(median weasyprints)" "$mine"

#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# The longest files and functions: a report to read, no judge. A function is what stands between '{' and '}' in column one.
cd "$(dirname "$0")/.." || exit 1
mapfile -t sources < <(git ls-files '*.c' | grep -v '^tests/')

echo "files over 800 lines:"
wc -l "${sources[@]}" | awk '$1 > 800 && $2 != "total" { printf "%6d %s\n", $1, $2 }' | sort -rn
echo "functions over 60 lines:"
awk '
    /^[a-z].*\(/ && !/;$/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
    /^{/ { start = FNR }
    /^}/ && start { if (FNR - start > 61) printf "%6d %s:%d %s\n", FNR - start - 1, FILENAME, start, name; start = 0 }
' "${sources[@]}" | sort -rn
wc -l "${sources[@]}" | awk '$2 == "total" { n += $1 } END { print n " lines in all" }'

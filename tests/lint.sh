#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# What can be seen without running anything: headers that stand alone, layout, and what the static analyser finds on its paths.
# lint.sh BUILD CFLAGS...; BUILD holds the generated word list.
set -uo pipefail
cd "$(dirname "$0")/.."
build=$1
shift
status=0
mapfile -t headers < <(git ls-files '*.h' | grep -v '^tests/')
mapfile -t sources < <(git ls-files '*.c' | grep -v '^tests/')

# Says what fails, and goes on: one run tells everything.
fault() {
    echo "$1" >&2
    status=1
}

for h in "${headers[@]}"; do
    echo "#include \"$h\"" | cc -std=c17 "$@" -fsyntax-only -x c - || fault "$h doesn't stand alone"
done

layout=$(git ls-files '*.c' '*.h' '*.sh' '*.js' '*.cjs' '*.py' | xargs awk '
    /\t/ && FILENAME !~ /\.sh$/ { print FILENAME ":" FNR ": a tab" }
    /[ \t\r]$/ { print FILENAME ":" FNR ": blank at the end of the line" }
    length > 150 && FILENAME ~ /\.[ch]$/ && FILENAME !~ /^tests/ { print FILENAME ":" FNR ": " length " columns" }
    FNR <= 3 && /SPDX-License-Identifier/ { licensed[FILENAME] = 1 }
    FNR == 1 { files[FILENAME] = 1 }
    END { for (f in files) if (!licensed[f]) print f ": no SPDX head" }')
[ -z "$layout" ] || fault "$layout"

# clang-tidy wants its flags after the files.
tidy() {
    clang-tidy --quiet "$@" -- -std=c17 $FLAGS 2>/dev/null
}
export -f tidy
export FLAGS="$* -I$build"
printf '%s\n' "${sources[@]}" | xargs -P "$(nproc)" -n 4 bash -c 'tidy "$@"' tidy >"$build/tidy.txt" ||
    fault "$(grep -E 'error:|warning:' "$build/tidy.txt" || tail -5 "$build/tidy.txt")"

[ "$status" = 0 ] && echo "lint: ${#headers[@]} headers, ${#sources[@]} sources without a fault"
exit "$status"

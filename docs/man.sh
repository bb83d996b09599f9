#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Manual pages from the program's own help: man.sh TAMTAM FOLDER writes tamtam.1 and a tamtam-COMMAND.1 for each command.
set -eu

tamtam=$1
folder=$2
mkdir -p "$folder"
version=$("$tamtam" --version)
released=$(sed -n 's/^releaseDate: "\(.*\)"/\1/p' publiccode.yml)

# page NAME LINE: reads a help text, writes a page. Words between blank lines are a paragraph; indented lines stay as they are.
page()
{
    awk -v name="$1" -v line="$2" -v version="$version" -v released="$released" '
    function escaped(s) { gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s); if (s ~ /^[.\x27]/) s = "\\&" s; return s }
    function literal(on) { if (on != in_literal) print on ? ".nf" : ".fi"; in_literal = on }
    BEGIN {
        printf ".TH %s 1 \"%s\" \"%s\" \"Tamtam\"\n.SH NAME\n%s \\- %s\n", toupper(name), released, version, name, escaped(line)
    }
    /^usage: / { print ".SH SYNOPSIS"; print ".B " escaped(substr($0, 8)); print ".SH DESCRIPTION"; begun = 0; next }
    /^[A-Z][A-Za-z ]*:$/ { literal(0); sub(/:$/, ""); print ".SH " toupper($0); literal(1); begun = blank = 0; next }
    /^$/ { literal(0); blank = begun; next }
    blank { print ".PP"; blank = 0 }
    { begun = 1; literal(/^  / || /^[a-z|]+ [A-Za-z|. ]*  /); print escaped($0) }
    END { literal(0); print ".SH SEE ALSO\n.BR tamtam (1),\nthe manual for analysts and administrators (docs/handleiding.md, in Dutch)" }
    ' >"$folder/$1.1"
}

"$tamtam" --help | page tamtam "listens for a municipality, makes sense of it, and writes the daily tamtam"
"$tamtam" --help | sed -n 's/^  \([a-z][a-z]*\)  *\(.*\)$/\1 \2/p' | while read -r command line; do
    "$tamtam" "$command" --help </dev/null | page "tamtam-$command" "$line"
done

#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Holds the arrows between the rooms: which room may include which. Prints TAP, a line a room.
set -u

n=0
bad=0

# room NAME ALLOWED...: every #include "ROOM/..." of its files names the room itself or an allowed one.
room()
{
    name=$1
    shift
    n=$((n + 1))
    wrong=$(grep -Hn '^#include ".*/' "$name"/*.c "$name"/*.h 2>/dev/null | while IFS= read -r line; do
        target=$(printf '%s' "$line" | sed 's/.*#include "\([^/"]*\).*/\1/')
        case " $name $* " in *" $target "*) ;; *) echo "$line" ;; esac
    done)
    if [ -z "$wrong" ]; then
        echo "ok $n - $name includes only: $name $*"
    else
        echo "not ok $n - $name includes only: $name $*"
        printf '%s\n' "$wrong" | sed 's/^/# /'
        bad=1
    fi
}

room base
room store base
room analysis base
room listener base store
room tamtam base store
room desk base store analysis listener tamtam
room newsroom base store tamtam desk
room cli base store analysis listener tamtam desk newsroom
n=$((n + 1))
if grep -lE 'sqlite3\.h|\bSELECT .* FROM ' base/*.c analysis/*.c listener/*.c tamtam/*.c desk/*.c newsroom/*.c cli/*.c 2>/dev/null | grep .; then
    echo "not ok $n - SQL is in store/ alone"
    bad=1
else
    echo "ok $n - SQL is in store/ alone"
fi
echo "1..$n"
exit $bad

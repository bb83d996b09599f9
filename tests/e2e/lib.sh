# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# What the end-to-end tests share: TAP, a folder of their own, a web server on loopback. Sourced by each script.
set -u

n=0
bad=0
work=$(mktemp -d)
servers=
: "${NPM:=$PWD/build/npm}"
trap 'for s in $servers; do kill "$s" 2>/dev/null; done; rm -rf "$work"' EXIT INT TERM

# check NAME COMMAND...: one test; it passes when the command does.
check()
{
    n=$((n + 1))
    name=$1
    shift
    if "$@" >"$work/check.out" 2>&1; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        sed 's/^/# /' "$work/check.out" | tail -n 20
        bad=$((bad + 1))
    fi
}

# exits STATUS COMMAND...: does the command end with this status? Its output is left in $work/out and $work/err.
exits()
{
    wanted=$1
    shift
    "$@" >"$work/out" 2>"$work/err"
    status=$?
    [ "$status" -eq "$wanted" ] || { echo "status $status, wanted $wanted"; cat "$work/out" "$work/err"; return 1; }
}

# says WORDS: did the last `exits` say so on stderr?
says()
{
    grep -qF -- "$1" "$work/err" || { echo "stderr does not say: $1"; cat "$work/err"; return 1; }
}

# prints WORDS: ... on stdout?
prints()
{
    grep -qF -- "$1" "$work/out" || { echo "stdout does not say: $1"; cat "$work/out"; return 1; }
}

# equals A B: the same text?
equals()
{
    [ "$1" = "$2" ] || { echo "'$1' is not '$2'"; return 1; }
}

# serve FOLDER [OPTIONS]: serves a folder on loopback; sets $port.
serve()
{
    folder=$1
    shift
    rm -f "$work/port"
    "$LOOPSERVE" "$@" --port-file "$work/port" "$folder" >/dev/null 2>&1 &
    servers="$servers $!"
    until [ -s "$work/port" ]; do kill -0 $! || exit 1; done
    port=$(cat "$work/port")
}

finish()
{
    echo "1..$n"
    exit $((bad > 0))
}

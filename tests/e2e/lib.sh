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

# certificate NAME: $work/NAME.pem and .key for 127.0.0.1.
certificate()
{
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout "$work/$1.key" -out "$work/$1.pem" 2>/dev/null
}

# mailbox USER: a mailbox over IMAPS (Debian's dovecot behind TLS on loopback, password 'geheim?'); sets $box, a maildir of $owner:$group, and $imap,
# its port. Skips the script where dovecot can't be fetched.
mailbox()
{
    dovecot=$PWD/build/dovecot
    if ! tests/unpack_dovecot.sh "$dovecot" >/dev/null 2>&1; then
        n=$((n + 1))
        echo "ok $n - mailbox # SKIP dovecot can't be fetched here"
        finish
    fi
    box=$work/home/mail
    mkdir -p "$box/new" "$box/cur" "$box/tmp"
    owner=$(id -un)
    group=$(id -gn)
    [ "$(id -u)" != 0 ] || owner=nobody group=nogroup
    chmod 755 "$work"
    chown -R "$owner:$group" "$work/home"
    cat >"$work/imap.conf" <<CONF
base_dir = $work/home/run
libexec_dir = $dovecot/root/usr/lib/dovecot
mail_location = maildir:$box
mail_plugin_dir = $dovecot/root/usr/lib/dovecot/modules
ssl = no
default_login_user = $(id -un)
default_internal_user = $(id -un)
default_internal_group = $(id -gn)
mail_uid = $owner
mail_gid = $group
first_valid_uid = 1
first_valid_gid = 1
stats_writer_socket_path =
CONF
    certificate server
    LD_LIBRARY_PATH=$dovecot/root/usr/lib/dovecot HOME=$work/home USER=redactie python3 tests/imapfront.py "$work/server.pem" "$work/server.key" "$1" 'geheim?' \
        "$work/imap.port" "$dovecot/root/usr/bin/doveconf" -f service=imap -c "$work/imap.conf" -e "$dovecot/root/usr/lib/dovecot/imap" &
    servers="$servers $!"
    until [ -s "$work/imap.port" ]; do kill -0 $! || exit 1; done
    imap=$(cat "$work/imap.port")
}

# sink NAME: a mail server that keeps what it accepts in $work/NAME; sets $smtp, its port.
sink()
{
    mkdir -p "$work/$1"
    "$SMTPSINK" --port-file "$work/$1.port" "$work/$1" >/dev/null &
    servers="$servers $!"
    until [ -s "$work/$1.port" ]; do kill -0 $! || exit 1; done
    smtp=$(cat "$work/$1.port")
}

finish()
{
    echo "1..$n"
    exit $((bad > 0))
}

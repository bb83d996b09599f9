#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Unpacks Debian's dovecot into a folder, for the mailbox test: unpack_dovecot.sh FOLDER. Nothing is installed and no service starts.
set -eu

folder=$1
[ -x "$folder/root/usr/lib/dovecot/imap" ] && exit 0
mkdir -p "$folder"
cd "$folder"
echo "unpacking: dovecot-core dovecot-imapd" >&2
apt-get download -qq dovecot-core dovecot-imapd 2>/dev/null
for package in dovecot-*.deb; do
    dpkg-deb -x "$package" root
done

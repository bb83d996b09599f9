#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""A reader's token, reckoned anew from the database: token_of.py DATABASE ADDRESS [CUT]."""
import hashlib
import sqlite3
import sys


def token(db, address, cut="%"):
    """The token of an address' newest subscription; '' where there is none."""
    key = db.execute("SELECT bytes FROM seal_key WHERE kind = 'subscription'").fetchone()
    row = db.execute("SELECT id, asked, address_key FROM subscriber WHERE address LIKE ? AND cut LIKE ? ORDER BY id DESC", (address, cut)).fetchone()
    if not row or not key:
        return ""
    return hashlib.blake2b(b"token\0" + "/".join(map(str, row)).encode(), key=key[0], digest_size=16).hexdigest() + f"{row[0]:08x}"


if __name__ == "__main__":
    print(token(sqlite3.connect(sys.argv[1]), *sys.argv[2:]))

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
"""coverage.py REPORT.json: lines and branches that the tests ran, by room, and the files that were covered least."""
import collections
import json
import sys

LEAST = 20


def percent(done, all_):
    return 100.0 * done / all_ if all_ else 100.0


def main():
    with open(sys.argv[1], encoding="utf-8") as report:
        files = json.load(report)["files"]
    rooms = collections.defaultdict(lambda: [0, 0, 0, 0])
    for f in files:
        for key in (f["filename"].split("/")[0], "all"):
            for k, name in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
                rooms[key][k] += f[name]
    print(f"{'room':12} {'lines':>8} {'covered':>8} {'branches':>9} {'covered':>8}")
    for room, (lines, of_lines, branches, of_branches) in sorted(rooms.items(), key=lambda r: r[0] == "all"):
        print(f"{room:12} {of_lines:8} {percent(lines, of_lines):7.1f}% {of_branches:9} {percent(branches, of_branches):7.1f}%")
    print("\nleast covered files, by lines that no test ran:")
    for f in sorted(files, key=lambda f: f["line_covered"] - f["line_total"])[:LEAST]:
        print(f"{f['line_total'] - f['line_covered']:6} of {f['line_total']:5}  {f['filename']}")


if __name__ == "__main__":
    main()

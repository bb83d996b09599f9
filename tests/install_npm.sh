#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
# Installs packages of npm into a folder of their own: install_npm.sh FOLDER; PACKAGES if not the checkers of the web pages.
set -eu

folder=$1
packages=${PACKAGES:-html-validate@10 playwright-core@1 axe-core@4}
[ -e "$folder/installed" ] && exit 0
mkdir -p "$folder"
cd "$folder"
[ -e package.json ] || echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts $packages >&2
touch installed

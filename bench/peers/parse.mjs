// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
// parse.mjs LIBRARY FILE...: reads feeds with a library of npm's, and says how many items it found.
import { readFileSync } from 'node:fs';

const [library, ...files] = process.argv.slice(2);
const readers = {
    'rss-parser': async () => {
        const { default: Parser } = await import('rss-parser');
        const parser = new Parser();
        return async (text) => (await parser.parseString(text)).items.length;
    },
    feedsmith: async () => {
        const { parseFeed } = await import('feedsmith');
        return async (text) => parseFeed(text).feed.items.length;
    },
};
const read = await readers[library]();
let items = 0;
for (const file of files) items += await read(readFileSync(file, 'utf8'));
console.log(items);

// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
// tone.mjs LIBRARY FILE: the sentiment of each post (JSON lines) by a library of npm's, one word a line: positief, neutraal, negatief.
import { readFileSync, writeSync } from 'node:fs';

const [library, file] = process.argv.slice(2);
const scorers = {
    natural: async () => {
        const { default: natural } = await import('natural');
        const analyser = new natural.SentimentAnalyzer('Dutch', natural.PorterStemmerNl, 'pattern');
        const tokens = new natural.AggressiveTokenizerNl();
        return (text) => analyser.getSentiment(tokens.tokenize(text));
    },
    nlpjs: async () => {
        const { containerBootstrap } = await import('@nlpjs/core');
        const { SentimentAnalyzer } = await import('@nlpjs/sentiment');
        const { LangNl } = await import('@nlpjs/lang-nl');
        const container = await containerBootstrap();
        container.use(LangNl);
        const analyser = new SentimentAnalyzer({ container });
        return async (text) => (await analyser.process({ locale: 'nl', text })).sentiment.average;
    },
};
const score = await scorers[library]();
let answer = '';
for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (!line) continue;
    const value = await score(JSON.parse(line).text);
    answer += value > 0.05 ? 'positief\n' : value < -0.05 ? 'negatief\n' : 'neutraal\n';
}
writeSync(1, answer);

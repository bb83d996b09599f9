// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
// Opens pages in Chromium and holds them against WCAG 2.2 A and AA: node axe.cjs NPM-FOLDER [--two] PAGE.html...
// Prints what axe-core finds, at 390 and 1280 px, light and dark, with all tables opened; exit status 1 on a finding.
// --two: only 390 px light and 1280 px dark, for many pages.
const path = require('path');
const { createRequire } = require('module');

const [folder, ...others] = process.argv.slice(2);
const two = others[0] === '--two';
const pages = two ? others.slice(1) : others;
const looks = two ? [[390, 'light'], [1280, 'dark']] : [[390, 'light'], [390, 'dark'], [1280, 'light'], [1280, 'dark']];
const fromFolder = createRequire(path.join(path.resolve(folder), 'package.json'));
const { chromium } = fromFolder('playwright-core');
const wcag = require('./wcag.cjs')(fromFolder);

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium-headless-shell';

// The crisis picture is a form of one page on paper too.
async function onPaper(page) {
    if (await page.locator('.form .strong').count() === 0) return [];
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const printed = (paper.match(/\/Type\s*\/Page\b/g) || []).length;
    return printed === 1 ? [] : [`the form prints on ${printed} pages`];
}

async function look(context, file, tell) {
    const page = await context.newPage();
    await page.goto('file://' + path.resolve(file));
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    await wcag.load(page);
    for (const [width, colorScheme] of looks) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        tell(`${file} ${width} ${colorScheme}`, await wcag.findings(page));
        if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
            tell(`${file} ${width} ${colorScheme}`, ['the page scrolls sideways']);
    }
    tell(file, await onPaper(page));
    await page.close();
}

(async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
    const context = await browser.newContext();
    let bad = 0;
    const tell = (where, lines) => { for (const line of lines) { console.log(`${where}: ${line}`); bad++; } };
    for (const file of pages)
        await look(context, file, tell);
    await browser.close();
    process.exit(bad ? 1 : 0);
})();

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
const fromFolder = createRequire(path.join(path.resolve(folder), 'package.json'));
const { chromium } = fromFolder('playwright-core');
const wcag = require('./wcag.cjs')(fromFolder);

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium-headless-shell';

async function findings(browser, file, width, colorScheme) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    await page.goto('file://' + path.resolve(file));
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    await wcag.load(page);
    const found = await wcag.findings(page);
    // The crisis picture is a form of one page on paper too.
    const isForm = await page.evaluate(() => document.querySelector('.form .strong') !== null);
    const paper = isForm && colorScheme === 'light' ? (await page.pdf({ preferCSSPageSize: true })).toString('latin1') : '';
    const printed = (paper.match(/\/Type\s*\/Page\b/g) || []).length;
    await context.close();
    if (sideways)
        found.push('the page scrolls sideways');
    if (printed > 1)
        found.push(`the form prints on ${printed} pages`);
    return found;
}

(async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
    let bad = 0;
    for (const file of pages)
        for (const width of [390, 1280])
            for (const scheme of two ? [width === 390 ? 'light' : 'dark'] : ['light', 'dark'])
                for (const line of await findings(browser, file, width, scheme)) {
                    console.log(`${file} ${width} ${scheme}: ${line}`);
                    bad++;
                }
    await browser.close();
    process.exit(bad ? 1 : 0);
})();

// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
// Opens pages of a running newsroom in Chromium: node web.cjs NPM-FOLDER BASE ACCOUNT PASSWORD PATH...; ACCOUNT - looks from outside,
// and 403:PATH is a page that is answered so.
// Each page at 390, 1280 and 1920 px, light and dark, is held against WCAG 2.2 A and AA and may not scroll sideways; by the keyboard
// the skip link comes first and each focus is visible; without scripts it shows the same heading. What the browser's console says
// against the security policy is a finding too. Prints findings; exit status 1 on one. SHOTS=FOLDER keeps pictures.
const path = require('path');
const { createRequire } = require('module');

const [folder, base, account, password, ...pages] = process.argv.slice(2);
const fromFolder = createRequire(path.join(path.resolve(folder), 'package.json'));
const { chromium } = fromFolder('playwright-core');
const wcag = require('./wcag.cjs')(fromFolder);

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium-headless-shell';
const sizes = [[390, 844], [1280, 900], [1920, 1080]];

async function signIn(browser, options) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(base + '/inloggen');
    await page.fill('[name=naam]', account);
    await page.fill('[name=wachtwoord]', password);
    await page.press('[name=wachtwoord]', 'Enter');
    await page.waitForURL((url) => url.pathname !== '/inloggen');
    return context.storageState().then((state) => context.close().then(() => state));
}

function listen(page, wanted, found) {
    const of_status = `the server responded with a status of ${wanted} `;
    page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes(of_status)) found.push('console: ' + message.text()); });
    page.on('pageerror', (error) => found.push('script: ' + error.message));
}

async function keep(page, address, width, scheme) {
    if (process.env.SHOTS)
        await page.screenshot({ path: path.join(process.env.SHOTS, `${address.replace(/[^a-z0-9]+/g, '_')}-${width}-${scheme}.png`), fullPage: true });
}

const headingOf = (page) => page.locator('h1').first().textContent();

// One page at every size, light and dark; its heading. Details are opened for the checker alone.
async function look(context, address, wanted, tell) {
    const page = await context.newPage();
    const answer = await page.goto(base + address, { waitUntil: 'load' });
    if (answer.status() !== wanted) tell(address, ['status ' + answer.status()]);
    const heading = await headingOf(page);
    await wcag.load(page);
    for (const [width, height] of sizes)
        for (const scheme of ['light', 'dark']) {
            const found = [];
            await page.setViewportSize({ width, height });
            await page.emulateMedia({ colorScheme: scheme });
            await keep(page, address, width, scheme);
            await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.dataset.was = d.open; d.open = true; }));
            if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) found.push('the page scrolls sideways');
            found.push(...await (scheme === 'light' ? wcag.findings(page) : wcag.colourFindings(page)));
            await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = d.dataset.was === 'true'; }));
            tell(`${address} ${width} ${scheme}`, found);
        }
    await page.close();
    return heading;
}

async function byKeyboard(context, address, wanted) {
    const page = await context.newPage();
    const found = [];
    listen(page, wanted, found);
    await page.goto(base + address, { waitUntil: 'load' });
    const wall = await page.evaluate(() => document.body.classList.contains('muur'));
    for (let i = 0; i < 25; i++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
            const e = document.activeElement;
            const style = getComputedStyle(e);
            return { name: e.tagName, text: (e.textContent || '').trim().slice(0, 40),
                // A date field shows its focus within, and so does a framed page.
                seen: e.type === 'date' || e.tagName === 'IFRAME' || style.outlineStyle !== 'none' || style.boxShadow !== 'none' };
        });
        if (at.name === 'BODY') break;
        if (i === 0 && !wall && at.text !== 'Naar de inhoud') found.push(`the first focus is on "${at.text}"`);
        if (!at.seen) found.push(`no focus is seen on ${at.name} "${at.text}"`);
    }
    await page.close();
    return found;
}

async function withoutScripts(context, address, heading) {
    const page = await context.newPage();
    await page.goto(base + address, { waitUntil: 'load' });
    const without = await headingOf(page);
    await page.close();
    return without === heading ? [] : [`without scripts the heading is "${without}", with them "${heading}"`];
}

(async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
    const state = account === '-' ? undefined : await signIn(browser, {});
    let bad = 0;
    const tell = (where, lines) => { for (const line of new Set(lines)) { console.log(`${where}: ${line}`); bad++; } };
    const checked = await browser.newContext({ storageState: state, bypassCSP: true }); // axe-core runs in the page, and a report forbids all scripts
    const asItIs = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 900 } });
    const scriptless = await browser.newContext({ storageState: state, javaScriptEnabled: false });
    for (const page of pages) {
        const [, status, address] = page.match(/^(?:(\d+):)?(.*)$/);
        const wanted = Number(status || 200);
        const heading = await look(checked, address, wanted, tell);
        tell(`${address} keyboard`, await byKeyboard(asItIs, address, wanted));
        tell(`${address} no scripts`, await withoutScripts(scriptless, address, heading));
    }
    await browser.close();
    process.exit(bad ? 1 : 0);
})();

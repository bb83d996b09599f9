// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
// People at their work, from the page where they begin to the one where they are done, by the words on links, buttons and fields alone:
// node jobs.cjs NPM-FOLDER BASE PASSWORD JOB... Prints findings; exit status 1 on one. SHOTS=FOLDER keeps a picture of each step.
const path = require('path');
const { createRequire } = require('module');

const [folder, base, password, ...chosen] = process.argv.slice(2);
const { chromium } = createRequire(path.join(path.resolve(folder), 'package.json'))('playwright-core');
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium-headless-shell';
const names = Object.fromEntries(chosen.map((arg) => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]));
const people = [];
let browser;
let bad = 0;

// Somebody at a screen. What isn't there within ten seconds is a finding that ends the job.
class Person {
    constructor(job, account) { this.job = job; this.account = account; this.steps = 0; people.push(this); }

    async enter(options = {}) {
        this.page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })).newPage();
        this.page.setDefaultTimeout(10000);
        this.page.on('console', (m) => { if (m.type() === 'error' && !/status of (422|409)/.test(m.text())) this.finding('console: ' + m.text()); });
        if (!this.account) return;
        await this.page.goto(base + '/');
        await this.fill({ Accountnaam: this.account, Wachtwoord: password });
        await this.press('Inloggen');
    }
    finding(text) { console.log(`${this.job}, step ${this.steps}: ${text}`); bad++; }
    async seen() {
        this.steps++;
        if (process.env.SHOTS) await this.page.screenshot({ path: path.join(process.env.SHOTS, `${this.job}-${String(this.steps).padStart(2, '0')}.png`), fullPage: true });
    }
    part(name) { return name ? this.page.getByRole('region', { name, exact: true }) : this.page; }
    async go(link) {
        await this.arrive(this.page.getByRole('link', { name: link, exact: true }).first());
    }
    async arrive(at) {
        await Promise.all([this.page.waitForNavigation(), at.click()]);
        await this.seen();
    }
    async open(address) { await this.page.goto(base + address); await this.seen(); }
    async fill(fields, part) {
        for (const [label, value] of Object.entries(fields)) {
            const field = this.part(part).getByLabel(label, { exact: true }).first();
            if (value === true || value === false) await field.setChecked(value);
            else if (await field.evaluate((e) => e.tagName) === 'SELECT') await field.selectOption(typeof value === 'number' ? { index: value } : { label: value });
            else await field.fill(value);
        }
    }
    async press(button, part) {
        await this.arrive(this.part(part).getByRole('button', { name: button, exact: true }).first());
    }
    async reads(...texts) {
        for (const text of texts)
            await this.page.locator('main').getByText(text).first().waitFor({ state: 'attached', timeout: 10000 })
                .catch(() => this.finding(`"${text}" doesn't stand on ${this.page.url().slice(base.length)}`));
    }
    // How many cases are open, by the menu.
    async waiting() { return parseInt(await this.page.locator('#open-zaken').textContent(), 10); }
    async waits(number) {
        await this.page.locator('#open-zaken', { hasText: new RegExp(`^${number} open$`) }).waitFor()
            .catch(async () => this.finding(`the menu counts ${await this.waiting()} open cases, not ${number}`));
    }
    async keeps(label, value) {
        const now = await this.page.getByLabel(label, { exact: true }).first().inputValue();
        if (now !== value) this.finding(`${label} was filled in as "${value}" and is "${now}"`);
    }
}

const jobs = {
    async morning() {
        const a = new Person('morning', 'analist');
        await a.enter();
        await a.go('Rapporten');
        await a.fill({ 'Dag waarop het uitkomt': '2026-03-11' });
        await a.press('Maak concept');
        await a.reads('Bewerk het concept');
        const order = a.page.locator('section', { hasText: 'Bewerk het concept' });
        await order.getByLabel('Duiding').first().fill('De brand overheerst; **rustig** uitleggen.');
        const dropped = order.getByRole('checkbox').last();
        const title = await dropped.evaluate((box) => box.labels[0].textContent.trim());
        await dropped.uncheck();
        await order.getByLabel('Eigenaar').first().fill('R. Aalders');
        await a.press('Bewaar');
        await a.reads('Bewaard');
        const preview = a.page.frameLocator('iframe');
        await preview.getByText('De brand overheerst').first().waitFor().catch(() => a.finding('the preview has no duiding'));
        if (!title || await preview.getByText(title).count()) a.finding('a dropped item stands in the preview');
        const other = new Person('morning', 'analist');
        await other.enter();
        await other.open(new URL(a.page.url()).pathname);
        await other.page.getByLabel('Advies').first().fill('Zeg wat u weet.');
        await a.page.getByLabel('Advies').first().fill('Meet de lucht.');
        await a.press('Bewaar');
        await other.press('Bewaar');
        await other.reads('Wat een collega intussen bewaarde', 'Meet de lucht.');
        await other.keeps('Advies', 'Zeg wat u weet.');
        await a.open(new URL(a.page.url()).pathname);
        await a.press('Stel vast');
        await a.reads('vastgesteld', 'verstuur het dan hier');
        await a.press('Verstuur nu');
        await a.reads('De tamtam gaat nu uit');
        await a.go('Rapporten');
        await a.reads('vastgesteld');
    },
    async webcare() {
        const a = new Person('webcare', 'webcare');
        await a.enter();
        await a.reads('open');
        await a.open(`/webcare/${names.webcare}`);
        const b = new Person('webcare', 'analist');
        await b.enter();
        await b.open(`/webcare/${names.webcare}`);
        await b.fill({ 'Uw antwoord': 'Ook een antwoord.' });
        const onlooker = new Person('webcare', 'analist');
        await onlooker.enter();
        await onlooker.open(`/webcare/${names.webcare}`);
        const open = await a.waiting();
        await a.press('Neem');
        await a.reads('nam de zaak');
        await onlooker.reads('nam de zaak');
        await b.reads('Dit is intussen veranderd');
        await b.keeps('Uw antwoord', 'Ook een antwoord.');
        await b.press('Leg het antwoord vast');
        await b.reads('Een ander was u voor');
        await b.keeps('Uw antwoord', 'Ook een antwoord.');
        await a.go('Ontvangen');
        await a.keeps('Uw antwoord', 'Dank voor uw bericht.');
        await a.press('Zet door', 'Zet door naar een afdeling');
        await a.reads('Kies een afdeling');
        await a.fill({ Afdeling: 'Openbare ruimte', 'Wat vraagt u?': 'Wanneer wordt dit gemaakt?' });
        await a.press('Zet door', 'Zet door naar een afdeling');
        await a.reads('zette door', 'wacht');
        await a.go('Ontvangen');
        await a.press('Leg het antwoord vast');
        await a.reads('antwoordde');
        await a.press('Sluit');
        await onlooker.waits(open - 1);
        await a.open(`/webcare/${names.webcare}`);
        await a.reads('sloot de zaak', 'afgehandeld');
        await a.go(/^Webcare \d+ open$/);
        await a.go('Aantallen en reactietijd');
        await a.reads('Per onderwerp');
        await a.go(/^Webcare \d+ open$/);
    },
    async alderman() {
        const w = new Person('alderman', 'bestuurder');
        await w.enter();
        await w.reads('Rapporten');
        await w.go('Muur');
        await w.page.setViewportSize({ width: 1920, height: 1080 });
        await w.seen();
        await w.page.getByRole('button', { name: /Pauze|Stil/ }).first().click({ force: true });
        await w.seen();
        await w.go('Terug naar de redactie');
        await w.page.setViewportSize({ width: 390, height: 844 });
        await w.page.locator('table a').first().click();
        await w.seen();
        await w.go('Open als pagina');
        await w.page.goBack();
        await w.go('Issues');
        await w.page.locator('table a').first().click();
        await w.reads('Verloop', 'Stemmen');
    },
    async crisis() {
        const c = new Person('crisis', 'analist');
        await c.enter();
        await c.go('Signalen');
        await c.page.locator('.alarmen > li', { hasText: /brand|asbest/i }).last().getByText('Naar de crisiskamer').click();
        await c.seen();
        await c.press('Bevestig');
        await c.reads('bevestigd');
        await c.press('Maak omgevingsbeeld 1');
        await c.press('Verstuur aan het crisisteam');
        await c.reads('2 adressen');
        await c.go('Terug naar de crisiskamer');
        await c.go('Omgevingsbeeld 1');
        await c.go('Terug naar de crisiskamer');
        await c.press('Schaal op naar crisis');
        await c.reads('Crisis');
        await c.page.locator('summary', { hasText: 'Leg vast wat ervan waar is' }).click();
        await c.fill({ Gerucht: 1, onwaar: true, Volgens: 'Veiligheidsregio' });
        await c.press('Leg vast');
        await c.reads('onwaar', 'Veiligheidsregio');
        await c.page.goBack();
        await c.go('Signalen');
        await c.page.locator('.alarmen > li', { hasText: /brand|asbest/i }).last().getByText('Naar de crisiskamer').click();
        await c.press('Verwerp');
        await c.reads('verworpen');
    },
    async firstday() {
        const b = new Person('firstday', '');
        await b.enter();
        await b.open(names.firstday);
        await b.fill({ Accountnaam: 'b.heer', 'Uw naam voor collega’s': 'B. Heer', Wachtwoord: 'kort', Nogmaals: 'kort' });
        await b.press('Maak het account');
        await b.keeps('Accountnaam', 'b.heer');
        await b.fill({ Wachtwoord: password, Nogmaals: password });
        await b.press('Maak het account');
        await b.fill({ 'Naam van de gemeente': 'Waterstede', 'Eigen kanalen': '@waterstede', Contactadres: 'redactie@waterstede.example', Website: 'https://www.waterstede.example/' });
        await b.press('Bewaar de gemeente');
        await b.reads('Bewaard');
        await b.fill({ Lijst: 'wijkcode;wijknaam;gemeentenaam\nWK000101;Haven;Waterstede\nWK000102;Dorp;Waterstede\n' });
        await b.press('Vervang de wijken');
        await b.reads('Bewaard');
        await b.fill({ Mailserver: names.mail, Beveiliging: 2, Afzender: 'Redactie <redactie@waterstede.example>' });
        await b.seen();
        await b.press('Bewaar de mail');
        await b.reads('Bewaard');
        await b.fill({ 'Stuur een proefbericht aan': 'beheer@waterstede.example' });
        await b.press('Stuur');
        await b.reads('beheer@waterstede.example');
        await b.go('Bronnen');
        await b.fill({ Adres: 'https://127.0.0.1/feed' });
        await b.press('Voeg toe');
        await b.reads('besloten netwerk');
        await b.keeps('Adres', 'https://127.0.0.1/feed');
        await b.go('Accounts');
        await b.fill({ Accountnaam: 'ana.list', 'Naam voor collega’s': 'A. List', Wachtwoord: password });
        await b.press('Maak account');
        await b.reads('ana.list');
        for (const page of ['Abonnees', 'Regels', 'Bewaartermijnen', 'Logboek', 'Muur', 'Terug naar de redactie'])
            await b.go(page);
        await b.press('Uitloggen');
    },
};

// Where each of a job's people stands.
async function tellPages(job) {
    for (const one of people.filter((person) => person.job === job && person.page))
        console.log(`${one.account} at ${one.page.url()}: ${(await one.page.locator('main').innerText().catch((e) => e.message)).slice(0, 600)}`);
}

(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
    for (const name of Object.keys(names).filter((key) => jobs[key]))
        await jobs[name]().catch((error) => { console.log(`${name}: ${error.message}`); bad++; return tellPages(name); });
    await browser.close();
    process.exit(bad ? 1 : 0);
})();

// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
// The wall in Chromium while an alert comes and goes: node wall.cjs NPM-FOLDER BASE ACCOUNT PASSWORD SIGNAL SELECTOR [BUTTON SELECTOR]...
// The screen is opened once, at 1920 by 1080, and never again; in the crisis room of that signal people press a button, and the wall
// must then show the selector. Prints findings; exit status 1 on one. SHOTS=FOLDER keeps pictures.
const path = require('path');
const { createRequire } = require('module');

const [folder, base, account, password, signal, opened, ...steps] = process.argv.slice(2);
const { chromium } = createRequire(path.join(path.resolve(folder), 'package.json'))('playwright-core');
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium-headless-shell';

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce', colorScheme: 'light' });
  const desk = await context.newPage();
  let bad = 0;
  const tell = (line) => { console.log(line); bad++; };

  await desk.goto(base + '/inloggen');
  await desk.fill('[name=naam]', account);
  await desk.fill('[name=wachtwoord]', password);
  await desk.press('[name=wachtwoord]', 'Enter');
  await desk.waitForURL((url) => url.pathname !== '/inloggen');

  const wall = await context.newPage();
  wall.on('console', (message) => { if (message.type() === 'error') tell('console: ' + message.text()); });
  wall.on('pageerror', (error) => tell('script: ' + error.message));
  await wall.goto(base + '/muur');
  await wall.evaluate(() => { window.opened = 'once'; });

  const shows = async (name, selector) => {
    await wall.waitForSelector(selector, { timeout: 30000 }).catch(() => tell(`${name}: the wall shows no ${selector}`));
    if (process.env.SHOTS) await wall.screenshot({ path: path.join(process.env.SHOTS, `wall-${name}.png`) });
    const over = await wall.evaluate(() => ({
      reloaded: window.opened !== 'once',
      moving: document.getAnimations().length,
      light: getComputedStyle(document.documentElement).colorScheme !== 'dark' || getComputedStyle(document.body).backgroundColor !== 'rgb(15, 22, 20)',
      scrolls: document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth,
      cut: [...document.querySelectorAll('.wand > section')].filter((s) => s.getBoundingClientRect().bottom > innerHeight).map((s) => s.textContent.slice(0, 30)),
    }));
    if (over.reloaded) tell(`${name}: the page was loaded again`);
    if (over.light) tell(`${name}: a wall is dark, whatever the browser prefers`);
    if (over.moving) tell(`${name}: ${over.moving} things move for one who wants no motion`);
    if (over.scrolls || over.cut.length) tell(`${name}: more than the screen holds ${over.cut}`);
  };
  const decide = async (button) => {
    await desk.goto(`${base}/signalen/${signal}`);
    await desk.getByRole('button', { name: button, exact: true }).first().click();
    await desk.waitForLoadState();
  };
  const crisis = async () => {
    const counts = await wall.locator('.rij-wand.waar .num, .rij-wand.vraag .num, .rij-wand.gerucht .num').allTextContents();
    if (!counts.length || counts.some((n) => /^[1-4]$/.test(n.trim()))) tell('crisis: fewer than five residents are not counted on a wall: ' + counts);
    const reason = await wall.textContent('.band.crisis');
    if (reason.split('Opgeschaald door').length !== 2) tell('crisis: who raised it stands there once: ' + reason);
  };
  await shows('opened', opened);
  for (let i = 0; i < steps.length; i += 2) {
    await decide(steps[i]);
    await shows(steps[i].toLowerCase().replace(/ /g, '-'), steps[i + 1]);
    if (steps[i + 1].includes('.band.crisis')) await crisis();
  }
  await browser.close();
  process.exit(bad ? 1 : 0);
})();

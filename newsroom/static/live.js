// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
//
// Keeps marked parts of a page up to date. An element with data-live="post alert" and an id is asked for again when one of these
// counters moved (see newsroom/live.h), and takes the place of the old one, unless somebody is typing in it or filled in something that
// isn't sent yet: then it says that something changed, and is asked for again later. What was unfolded stays so, and the focus stays where
// it was. In a flood of changes a page asks every five seconds, but for the wall. The line with data-bron says when nothing was heard for 45 seconds.
(() => {
  'use strict';
  const silence = 45000;
  const pause = document.body.classList.contains('muur') ? 0 : 5000;
  let stand = JSON.parse(document.body.dataset.stand || 'null');
  let latest = stand;
  let heard = Date.now();
  let asking = false;
  let asked = 0;
  let later = 0;
  const missed = new Set();

  const moved = (part) => part.dataset.live.split(' ').some((name) => latest[name] !== stand[name]);
  const fields = 'input, textarea, select';
  const first = (select) => Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));
  const changed = (field) => field.tagName === 'SELECT' ? field.selectedIndex !== first(field)
    : ['checkbox', 'radio'].includes(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  const busy = (part) => (part.contains(document.activeElement) && document.activeElement.matches(fields)) ||
    [...part.querySelectorAll(fields)].some(changed);

  function replace(part, fresh) {
    const focused = part.contains(document.activeElement) ? document.activeElement.outerHTML : null;
    const open = [...part.querySelectorAll('details[open] > summary')].map((summary) => summary.textContent);
    part.replaceWith(document.adoptNode(fresh));
    for (const summary of fresh.querySelectorAll('details > summary')) summary.parentNode.open = open.includes(summary.textContent) || summary.parentNode.open;
    if (focused) [...fresh.querySelectorAll('a, button, summary')].find((element) => element.outerHTML === focused)?.focus({ preventScroll: true });
  }

  function miss(part) {
    if (missed.has(part.id)) return;
    const line = document.createElement('p');
    line.className = 'intussen';
    line.setAttribute('role', 'status');
    line.textContent = 'Dit is intussen veranderd. Wat u invulde, blijft staan.';
    part.prepend(line);
    missed.add(part.id);
  }

  async function refresh() {
    if (asking || !stand) return;
    clearTimeout(later);
    const now = latest;
    const parts = [...document.querySelectorAll('[data-live][id]')].filter((part) => moved(part) || missed.has(part.id));
    if (parts.length === 0) {
      stand = now;
      return;
    }
    const wait = asked + pause - Date.now();
    if (wait > 0) {
      later = setTimeout(refresh, wait);
      return;
    }
    asking = true;
    asked = Date.now();
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'Tamtam-Renews': 'yes' } });
      if (answer.redirected) { location.reload(); return; }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of parts) {
        const fresh = page.getElementById(part.id);
        if (fresh && busy(part)) miss(part);
        else if (fresh) { missed.delete(part.id); replace(part, fresh); }
      }
      stand = now;
      document.dispatchEvent(new CustomEvent('vers'));
    } finally {
      asking = false;
      if (latest !== now) refresh();
    }
  }

  function tellSource() {
    const late = Date.now() - heard > silence;
    for (const line of document.querySelectorAll('[data-bron]')) {
      line.hidden = !late;
      if (late) line.textContent = 'Verbinding weg; laatste stand ' + new Date(heard).toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' });
    }
  }

  function listen() {
    const source = new EventSource('/live');
    source.addEventListener('stand', (event) => { heard = Date.now(); latest = JSON.parse(event.data); refresh(); });
    source.addEventListener('tik', () => { heard = Date.now(); refresh(); });
    source.addEventListener('open', () => { heard = Date.now(); });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000 + Math.random() * 10000);
    });
  }

  setInterval(tellSource, 5000);
  listen();
})();

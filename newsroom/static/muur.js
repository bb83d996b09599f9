// SPDX-License-Identifier: EUPL-1.2
// SPDX-FileCopyrightText: 2026 Tamtam contributors
//
// The wall: a clock that runs by the newsroom's own time, figures that are asked for again each minute, and two screens that take
// turns unless somebody pauses them (the button, or the space bar). An alert keeps the screen. Nothing moves or flashes.
(() => {
  'use strict';
  const turn = 30000, refresh = 60000;
  const button = document.querySelector('[data-pauze]');
  let paused = localStorage.getItem('muur-pauze') === 'ja';
  let ahead = 0;
  let made = Date.now();

  const screen = () => document.getElementById('scherm');
  const two = (n) => String(n).padStart(2, '0');

  function readClock() {
    const clock = document.querySelector('[data-nu]');
    if (clock) ahead = Number(clock.dataset.nu) - Date.now();
    made = Date.now();
  }

  function showClock() {
    const parts = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      .formatToParts(new Date(Date.now() + ahead));
    const value = (type) => parts.find((part) => part.type === type).value;
    for (const clock of document.querySelectorAll('[data-nu]')) clock.textContent = two(value('hour')) + '.' + two(value('minute'));
  }

  // The part of another address takes the place of what is there; a session that ended shows the login.
  async function show(address) {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    if (answer.redirected) { location.reload(); return; }
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('scherm');
    if (!fresh) return;
    screen().replaceWith(document.adoptNode(fresh));
    history.replaceState(null, '', address);
    readClock();
  }

  function showPause() {
    button.hidden = false;
    button.textContent = paused ? 'Wissel weer' : 'Pauze';
    button.setAttribute('aria-pressed', String(paused));
  }

  function toggle() {
    paused = !paused;
    localStorage.setItem('muur-pauze', paused ? 'ja' : 'nee');
    showPause();
  }

  button.addEventListener('click', toggle);
  document.addEventListener('keydown', (event) => {
    if (event.key === ' ' && event.target === document.body) { event.preventDefault(); toggle(); }
  });
  document.addEventListener('vers', readClock);
  setInterval(showClock, 1000);
  setInterval(() => {
    const wall = screen();
    if (!paused && !wall.classList.contains('alarm') && !document.activeElement.closest('.wandknoppen')) show(wall.dataset.wissel).catch(() => {});
  }, turn);
  setInterval(() => { if (Date.now() - made > refresh) show(location.href).catch(() => {}); }, 5000);
  readClock();
  showPause();
})();

/* The page that works without a network: which part of it is shown, the PIN, the bar that says what waits. ES2017. */
(function () {
  'use strict';
  var doc = document, offline = self.offline, vault = offline.vault, SHELL = '/mang-theo/';
  var words = JSON.parse(doc.getElementById('words').textContent), villages = [], asked = 0, GONE = 'gone', HOUR = 3600000, PAUSE = 20000; // milliseconds

  function one(selector, root) { return (root || doc).querySelector(selector); }
  function all(selector, root) { return Array.from((root || doc).querySelectorAll(selector)); }
  function part(name) { return doc.importNode(one('[data-part="' + name + '"]').content.firstElementChild, true); }
  function say(name, values) {
    return words[name].replace(/\{(\w+)\}/g, function (all, key) { return values[key]; });
  }
  function two(number) { return (number < 10 ? '0' : '') + number; }
  function dayOf(at) { return two(at.getDate()) + '/' + two(at.getMonth() + 1); }
  // "09:41" of today, "09:41 30/11" of another day.
  function timeOf(text) {
    var at = new Date(text), time = two(at.getHours()) + ':' + two(at.getMinutes());
    return at.toDateString() === new Date().toDateString() ? time : time + ' ' + dayOf(at);
  }
  function today(back) { var at = new Date(); at.setDate(at.getDate() - (back || 0)); return at.getFullYear() + '-' + two(at.getMonth() + 1) + '-' + two(at.getDate()); }
  // A day as it is typed here, as the server is told it; '' for what is none.
  function dayTyped(text) {
    var at = /^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*$/.exec(text), day = at && new Date(+at[3], at[2] - 1, +at[1]);
    return day && day.getDate() === +at[1] && +at[3] > 1999 && +at[3] < 2200 ? [at[3], two(+at[2]), two(+at[1])].join('-') : '';
  }
  // Without the signs that show nothing or turn what stands beside them, as the register takes it in (areas.names.clean).
  var UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
  function plain(text) { return text.replace(/\s+/g, ' ').replace(UNSEEN, '').replace(/ +/g, ' ').trim(); }
  // Lower case without marks, as the register makes its keys (areas.names.fold).
  function fold(text) {
    return text.replace(/['`´‘’‛ʹʻʼʽʾʿ′＇]/g, '').normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
      .replace(/đ/g, 'd').replace(/[^a-z0-9]+/g, ' ').trim();
  }

  // --- Where one is: by what stands behind "#", else by the address that could not be had ---
  function route() {
    var at = /^#thon-(\d+)(-moi|-buoi)?$/.exec(location.hash), away = /^\/thon\/(\d+)\/ho\/(moi\/)?/.exec(location.pathname);
    if (location.hash === '#cho-gui') { return { view: 'waiting' }; }
    if (at) { return { view: { '-moi': 'entry', '-buoi': 'session' }[at[2]] || 'roster', pk: +at[1] }; }
    if (location.pathname === SHELL) { return { view: 'villages' }; }
    return away ? { view: away[2] ? 'entry' : 'roster', pk: +away[1] } : { view: 'away' };
  }
  // Whoever works by keys goes on where the part begins that they came to.
  function lead() {
    var at = doc.activeElement;
    if (!at || at === doc.body || !at.getClientRects().length) { one('#main').focus(); }
  }
  function show(view, title, under, back) {
    var before = all('[data-view]').find(function (section) { return !section.hidden; }), moves = before && before.getAttribute('data-view') !== view;
    all('[data-view]').forEach(function (section) { section.hidden = section.getAttribute('data-view') !== view; });
    one('[data-title]').textContent = title || doc.title.split(' – ')[0];
    one('[data-under]').textContent = under || '';
    one('[data-back]').setAttribute('href', back || '/');
    one('[data-lock]').hidden = !vault.isOpen;
    if (moves) { lead(); }
  }
  // Where one is without "#", too: a single village is opened at once.
  function isShown(view) { return !one('[data-view=' + view + ']').hidden; }
  async function whyNot() {
    var why = await vault.usable();
    return why && words[{ http: 'no_crypto', store: 'no_store', worker: 'no_worker' }[why]];
  }
  async function go() {
    var why = await whyNot(), to = route();
    one('[data-why]').hidden = !why;
    one('[data-why]').textContent = why;
    if (why || to.view === 'away') { show(why ? '' : 'away'); return; }
    if (to.view === 'waiting') { show('waiting', one('[data-view=waiting] h1').textContent, '', backOf()); await offline.waiting.draw(); return; }
    if (!vault.isOpen) { await ask(); return; }
    villages = await vault.villages();
    if (to.view === 'villages' && villages.length === 1) { to = { view: 'roster', pk: villages[0].pk }; }
    if (to.view === 'villages') { drawVillages(); return; }
    if (!await offline.roster.open(to.pk)) { say404(); return; }
    if (to.view === 'entry') { await offline.draft.read(); offline.entry.open(); }
    else if (to.view === 'session') { await offline.draft.read(); offline.session.open(); }
    else { offline.roster.draw(); }
    refresh();
  }
  function backOf() { var book = offline.roster.book(); return book ? '#thon-' + book.village.pk : '#'; }
  function say404() {
    drawVillages();
    one('[data-why]').hidden = false;
    one('[data-why]').textContent = words.not_taken;
  }
  function drawVillages() {
    var list = one('[data-villages]');
    show('villages');
    list.textContent = '';
    villages.forEach(function (village) {
      var row = part('village');
      one('a', row).setAttribute('href', '#thon-' + village.pk);
      one('[data-name]', row).textContent = village.name;
      one('[data-under]', row).textContent = say('households', { n: village.households, time: timeOf(village.taken) });
      list.appendChild(row);
    });
    list.hidden = !villages.length;
    one('[data-expired]').hidden = !vault.expired;
    one('[data-none]').hidden = villages.length > 0;
    one('[data-several]').hidden = !villages.length;
    one('[data-renew-said]').textContent = '';
  }

  // --- The PIN ---
  async function ask() {
    var found = await Promise.all([vault.whose(), vault.left()]), whose = found[0];
    if (whose === 'other') { show('other'); return; }
    if (!found[1]) { villages = []; drawVillages(); return; }
    show('unlock');
    one('[data-earlier]').hidden = whose !== 'earlier';
    one('[data-pad]').hidden = !matchMedia('(pointer: coarse)').matches;
    one('#pin').readOnly = one('[data-open]').hidden = !one('[data-pad]').hidden;
    one('#pin').value = '';
    if (one('[data-pad]').hidden) { one('#pin').focus(); }
  }
  // Who is at the phone is known late: another's copy takes no PIN of theirs.
  async function turnAway() { if (isShown('unlock') && await vault.whose() === 'other') { show('other'); } }
  async function unlock() {
    var box = one('#pin'), line = one('[data-pin-said]'), pin = box.value, form = one('[data-unlock]'), left;
    if (form.getAttribute('aria-busy') === 'true') { return; }
    if (pin.length < 6) { line.textContent = words.pin_short; return; }
    form.setAttribute('aria-busy', 'true');
    line.textContent = words.opening;
    try {
      if (await vault.open(pin)) { box.value = line.textContent = ''; await go(); return; }
      box.value = '';
      left = await vault.left();
      line.textContent = left ? say('pin_wrong', { n: left }) : words.pin_gone;
      await turnAway();
    } catch (error) { line.textContent = /Quota/.test(error.name) ? words.no_room : words.not_opened; }
    finally { form.removeAttribute('aria-busy'); }
  }
  one('[data-unlock]').addEventListener('submit', function (event) { event.preventDefault(); unlock(); });
  one('[data-pad]').addEventListener('click', function (event) {
    var button = event.target.closest('[data-digit]'), box = one('#pin'), digit = button && button.getAttribute('data-digit');
    if (button) { box.value = digit ? (box.value + digit).slice(0, 12) : box.value.slice(0, -1); }
  });
  one('[data-lock]').addEventListener('click', function () { vault.lock(); });
  one('[data-drop]').addEventListener('click', async function () {
    await vault.drop(offline.roster.book().village.pk);
    offline.roster.forget();
    location.hash = '';
  });
  one('[data-reload]').addEventListener('click', function () { location.reload(); });

  // --- The bar: no network, what waits ---
  async function bar() {
    var waits, state = offline.sender.full ? 'storage' : offline.sender.state, lost = !navigator.onLine || state === 'offline';
    try { waits = await offline.outbox.count(); } catch (error) { waits = 0; }
    one('[data-net]').hidden = !lost && !waits && state !== 'storage';
    one('[data-net-state]').textContent = state === 'storage' ? words.storage : lost ? words.offline :
      state === 'sign_in' ? words.ask_sign_in : waits && state === 'sending' ? words.sending : '';
    one('[data-net-and]').hidden = !waits || !one('[data-net-state]').textContent;
    one('[data-net-waiting]').textContent = waits ? say('waiting_n', { n: waits }) : '';
    one('[data-net-waiting]').hidden = !waits;
  }

  // --- A newer copy, once all was sent or the copy is an hour old: where the network is there anyway ---
  // The village has become another one by a decision: the copy goes on as that one's, and what is being typed stays.
  function leadOn(pk) {
    var to = '#thon-' + pk, types = isShown('entry') ? '-moi' : isShown('session') ? '-buoi' : '';
    if (types || isShown('roster')) { history.replaceState(null, '', SHELL + to + types); }
    all('#entry [data-leave], #session [data-leave]').forEach(function (link) { link.setAttribute('href', to); });
    if (!isShown('roster')) { one('[data-back]').setAttribute('href', to); }
  }
  // Where it cannot be kept, the copy of before stays, and so does what waits.
  function refresh() { renewed().catch(function (error) { if (/Quota|NotStored/.test(error.name)) { offline.emit('storage'); } }); }
  async function renewed() {
    var book = offline.roster.book(), sent, bundle;
    if (!book || !vault.isOpen || !navigator.onLine || Date.now() - asked < PAUSE) { return; }
    sent = (await offline.outbox.done()).some(function (item) { return item.village === book.village.pk; });
    // Or it lacks somebody whom a refusal took out of it, or names somebody who was erased.
    sent = sent || offline.parting.lacks() || offline.sender.over.indexOf(book.village.pk) >= 0;
    if (await offline.outbox.count() || (!sent && Date.now() - Date.parse(book.taken) < HOUR)) { return; }
    asked = Date.now();
    bundle = await latest(book.village.pk, async function (found) {
      var now = offline.roster.book();
      // Another village may have been opened while it came.
      if (!now || now.village.pk !== book.village.pk) { return; }
      if (found.village.pk !== book.village.pk) { leadOn(found.village.pk); }
      await offline.roster.renew(found, isShown('roster'));
    });
    if (bundle === GONE) { offline.roster.forget(); go(); }
  }

  // Fetches a village anew and keeps it; GONE where it is no more theirs, null where it did not come.
  async function latest(pk, then) {
    var answer, bundle;
    try { answer = await fetch('/thon/' + pk + '/mang-theo/so.json', { credentials: 'same-origin', cache: 'no-store', redirect: 'manual' }); }
    catch (error) { return null; }
    // Ours to say: this village is no more theirs, so its copy goes.
    if (answer.status === 404 && answer.headers.has('Permissions-Policy')) { await vault.drop(pk); return GONE; }
    if (answer.status !== 200 || !/^application\/json/.test(answer.headers.get('Content-Type') || '')) { return null; }
    bundle = await answer.json();
    if (bundle.v !== 1 || bundle.user.pk !== vault.holder) { return null; }
    return offline.parting.alone(async function () {
      // Who refused since it was read stands in it still: another comes later.
      if (await isBehind(bundle)) { setTimeout(refresh, PAUSE); return null; }
      await vault.save(bundle);
      if (bundle.village.pk !== pk) { await vault.drop(pk); }
      if (then) { await then(bundle); }
      return bundle;
    });
  }
  // Answered an hour after it was read it was not: then the clock of the server was set right in between.
  async function isBehind(bundle) {
    var taken = Date.parse(bundle.taken), every = (await offline.outbox.items()).concat(await offline.outbox.done());
    return every.some(function (item) {
      var later = Date.parse(item.acked) - taken;
      return /refusal|undo/.test(item.kind) && (/queued|held/.test(item.state) || (later > 0 && later < HOUR));
    });
  }
  // What is not open goes, and is fetched when somebody takes it along again.
  async function letGo() {
    var book = offline.roster.book();
    await Promise.all(offline.sender.over.filter(function (pk) { return !book || book.village.pk !== pk; }).map(vault.drop));
    refresh();
  }
  // All villages at one press, once nothing waits.
  async function renewAll() {
    var line = one('[data-renew-said]'), every = villages.slice(), missed = 0, at;
    if (await offline.outbox.count()) { line.textContent = words.send_first; return; }
    for (at = 0; at < every.length; at += 1) {
      line.textContent = say('fetching_n', { at: at + 1, of: every.length });
      missed += await latest(every[at].pk) ? 0 : 1;
    }
    villages = await vault.villages();
    offline.roster.forget();
    drawVillages();
    line.textContent = missed ? words.no_answer : words.renewed;
  }
  one('[data-renew]').addEventListener('click', async function (event) {
    var button = event.currentTarget;
    button.disabled = true;
    try { await renewAll(); }
    catch (error) { one('[data-renew-said]').textContent = /Quota|NotStored/.test(error.name) ? words.full : words.no_answer; }
    finally { button.disabled = false; }
  });

  offline.page = { one: one, all: all, part: part, say: say, words: words, show: show, timeOf: timeOf, today: today, dayTyped: dayTyped, fold: fold, plain: plain };
  offline.on(function (what) {
    // Nothing of whoever signed out stays in the memory of this page, nor what was half typed.
    if (what === 'signed_out') { location.reload(); return; }
    bar();
    if (what === 'over') { letGo(); }
    if (what === 'locked' || (what === 'elsewhere' && !vault.isOpen && offline.roster.book())) { offline.roster.forget(); go(); }
    else if (['changed', 'added', 'elsewhere'].indexOf(what) >= 0) {
      // Whoever added something here has drawn it.
      if (what !== 'added') { offline.roster.changed(); refresh(); turnAway(); }
      if (route().view === 'waiting') { offline.waiting.draw(); }
    }
  });
  self.addEventListener('hashchange', go);
  ['online', 'offline'].forEach(function (name) { self.addEventListener(name, bar); });
  // The other scripts of the page are read first.
  doc.addEventListener('DOMContentLoaded', function () { go(); bar(); });
})();

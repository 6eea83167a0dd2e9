/* A village is taken along: fetched, sealed by the PIN, and the page that opens it kept. ES2017. */
(function () {
  'use strict';
  var doc = document, offline = self.offline, vault = offline.vault, form = doc.querySelector('[data-take]');
  var words = JSON.parse(doc.getElementById('words').textContent), LEAST = 6, MOST = 10, exists = false, whose = '', coming = null;

  function one(selector) { return doc.querySelector(selector); }
  function say(name, values) { return words[name].replace(/\{(\w+)\}/g, function (all, key) { return values[key]; }); }
  // What is under way is no fault: not in the colour of one.
  function tell(text, isRunning) { one('[data-pin-said]').textContent = text; one('[data-pin-said]').className = isRunning ? 'b' : 'pin-said'; }
  function isPlain(pin) {
    var steps = Array.from(pin).slice(1).map(function (digit, at) { return digit - pin[at]; });
    return steps.every(function (step) { return step === steps[0]; }) || new Set(pin).size < 3;
  }
  function wrong(pin, again) {
    if (!/^\d+$/.test(pin) || pin.length < LEAST) { return words.pin_short; }
    if (exists) { return ''; }
    return isPlain(pin) ? words.pin_plain : pin !== again ? words.pin_twice : '';
  }
  async function whyNot() {
    var why = vault.supported();
    if (why) { return words[{ http: 'no_crypto', store: 'no_store', worker: 'no_worker' }[why]]; }
    // A private window has a store that takes nothing. Whose this phone is now is known here: another's copy stays shut.
    try { await offline.signed(+form.getAttribute('data-user')); whose = await vault.whose(); exists = whose === 'mine' && await vault.left() > 0; }
    catch (error) { return words.no_store; }
    return '';
  }
  async function begin() {
    var why = await whyNot();
    form.hidden = !!why;
    one('[data-why]').hidden = !why;
    one('[data-why]').textContent = why;
    Array.from(doc.querySelectorAll('[data-new]')).forEach(function (part) { part.hidden = exists; });
    one('[data-again]').hidden = !exists;
  }
  // The village of this page, or those that were chosen on it.
  function chosen() {
    var boxes = Array.from(form.querySelectorAll('input[data-bundle]'));
    return boxes.length ? boxes.filter(function (box) { return box.checked; }) : [form];
  }
  function sum() {
    var every = chosen(), homes = 0, size = 0;
    every.forEach(function (box) { homes += +box.getAttribute('data-homes'); size += +box.getAttribute('data-size'); });
    if (one('[data-sum]')) { one('[data-sum]').textContent = every.length > MOST ? words.too_many : say('sum', { v: every.length, n: homes, size: size }); }
  }
  async function fetched(from) {
    var answer = await fetch(from.getAttribute('data-bundle'), { credentials: 'same-origin', cache: 'no-store', redirect: 'manual' });
    if (answer.type === 'opaqueredirect') { throw new Error('sign_in'); }
    if (answer.status !== 200 || !/^application\/json/.test(answer.headers.get('Content-Type') || '')) { throw new Error('no_answer'); }
    var text = await answer.text();
    // As it came over the network, where the browser says so.
    var way = performance.getEntriesByName(answer.url).pop(), size = way && way.encodedBodySize || text.length;
    return { bundle: JSON.parse(text), size: Math.ceil(size / 1024) };
  }
  // Kept before the village is: without it the village could not be opened where there is no network.
  async function keepShell() {
    var kept = await navigator.serviceWorker.register(form.getAttribute('data-worker'), { scope: '/' }), coming = kept.installing || kept.waiting;
    if (kept.active || !coming) { return; }
    await new Promise(function (resolve, reject) {
      coming.addEventListener('statechange', function () {
        if (coming.state === 'activated') { resolve(); }
        if (coming.state === 'redundant') { reject(new Error('no_answer')); }
      });
    });
  }
  // On the first screen of the phone it stands firmer, and opens as one press.
  self.addEventListener('beforeinstallprompt', function (event) { event.preventDefault(); coming = event; });
  async function offerHome() {
    var room = await vault.room(), button = one('[data-home] button');
    one('[data-home]').hidden = room.atHome;
    one('[data-home-said]').textContent = [room.kept ? '' : words.not_kept, room.sevenDays ? words.home_apple : words.home_any].filter(Boolean).join(' ');
    button.hidden = !coming;
    button.addEventListener('click', function () { coming.prompt(); one('[data-home]').hidden = true; });
  }
  async function opened(pin) {
    if (!exists || await vault.open(pin)) { return true; }
    var left = await vault.left();
    tell(left ? say('pin_wrong', { n: left }) : words.pin_gone);
    if (!left) { await begin(); }
    return false;
  }
  // What makes a browser forget by itself is said before anything is entrusted to it.
  async function warn() {
    var room = await vault.room(), lines = [];
    if (whose === 'other') { lines.push(words.other_goes); }
    if (room.sevenDays) { lines.push(words.seven_days); }
    if (room.quota) { lines.push(say('room', { free: Math.floor((room.quota - room.used) / 1048576).toLocaleString('vi-VN') })); }
    one('[data-room]').textContent = lines.join(' ');
  }
  async function take(pin) {
    var every = chosen(), homes = 0, size = 0, at, got;
    if (!every.length || every.length > MOST) { tell(every.length ? words.too_many : words.none_chosen); return; }
    tell(words.fetching, true);
    await keepShell();
    if (!await opened(pin)) { return; }
    for (at = 0; at < every.length; at += 1) {
      tell(every.length > 1 ? say('fetching_n', { at: at + 1, of: every.length }) : words.fetching, true);
      got = await fetched(every[at]);
      if (every.length < 2) { tell(words.sealing, true); }
      if (exists) { await vault.save(got.bundle); } else { await vault.take(got.bundle, pin); }
      // What is taken stays taken: pressed again it goes on with the others.
      exists = true;
      every[at].checked = false;
      homes += got.bundle.households.length; size += got.size;
    }
    tell('');
    one('#pin').value = one('#pin-2').value = '';
    form.hidden = true;
    one('[data-taken]').hidden = false;
    await offerHome();
    one('[data-taken-said]').textContent = say(every.length > 1 ? 'taken_many' : 'taken', {
      v: every.length, n: homes, size: size, day: new Date(got.bundle.until).toLocaleDateString('vi-VN', { day: '2-digit', month: '2-digit', year: 'numeric' })
    });
  }
  form.addEventListener('change', sum);
  form.addEventListener('submit', async function (event) {
    var pin = one('#pin').value, fault = wrong(pin, one('#pin-2').value), button = form.querySelector('button');
    event.preventDefault();
    tell(fault);
    if (fault) { return; }
    button.disabled = true;
    try { await take(pin); }
    catch (error) { tell(words[error.message] || (/Quota/.test(error.name) ? words.full : words.no_answer)); }
    finally { button.disabled = false; }
  });
  sum();
  begin().then(warn).catch(function () { one('[data-room]').textContent = ''; });
})();

/* The readable copy of the villages that were taken along: sealed by a PIN, in the store of this site. ES2017. */
(function () {
  'use strict';
  var root = self, subtle = root.crypto && root.crypto.subtle, offline = root.offline, emit = offline.emit;
  var within = offline.store.within, each = offline.store.each, meta = offline.store.meta, fault = offline.store.fault;
  var LEAST = 600000, LONG = 1000, TRIES = 5; // turns and milliseconds of a derivation; wrong tries
  var IDLE = 15 * 60 * 1000, REMEMBERED = 90 * 24 * 3600 * 1000; // milliseconds
  var key = null, raw = null, holder = null, server = null, used = 0, days = {}, expired = 0;

  // --- Sealing ---
  function random(length) { return root.crypto.getRandomValues(new Uint8Array(length)); }
  function utf(text) { return new root.TextEncoder().encode(text); }
  function keyOf(bytes) { return subtle.importKey('raw', bytes, { name: 'AES-GCM' }, false, ['encrypt', 'decrypt']); }
  async function seal(by, value, name) {
    var iv = random(12);
    return { iv: iv, data: await subtle.encrypt({ name: 'AES-GCM', iv: iv, additionalData: utf(name) }, by, utf(JSON.stringify(value))) };
  }
  async function unseal(by, sealed, name) {
    var plain = await subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: utf(name) }, by, sealed.data);
    return JSON.parse(new root.TextDecoder().decode(plain));
  }
  async function derive(words, salt, turns) {
    var from = await subtle.importKey('raw', utf(words), { name: 'PBKDF2' }, false, ['deriveBits']);
    var way = { name: 'PBKDF2', salt: salt, iterations: turns, hash: 'SHA-256' };
    return keyOf(await subtle.deriveBits(way, from, 256));
  }
  // As many turns as take this device a second: whoever guesses pays them for each guess.
  async function deriveSlowly(words, salt) {
    var turns = LEAST, by, took, start;
    for (;;) {
      start = root.performance.now();
      by = await derive(words, salt, turns);
      took = root.performance.now() - start;
      if (took >= LONG) { return { by: by, turns: turns }; }
      turns = Math.ceil(turns * Math.min(8, 1.2 * LONG / Math.max(took, 1)));
    }
  }

  // --- What the store says of itself ---
  function supported() {
    if (!root.isSecureContext || !subtle) { return 'http'; }
    if (!root.indexedDB) { return 'store'; }
    return root.navigator.serviceWorker ? '' : 'worker';
  }
  // A private window may have a store and not let it be opened.
  async function usable() {
    var why = supported();
    try { if (!why) { await offline.store.open(); } } catch (error) { why = 'store'; }
    return why;
  }
  async function room() {
    var kept = root.navigator.storage, at = kept && kept.estimate ? await kept.estimate() : {};
    var apple = /Safari\//.test(root.navigator.userAgent) && !/Chrom(e|ium)\/|Android/.test(root.navigator.userAgent);
    return {
      used: at.usage, quota: at.quota, kept: !!(kept && kept.persisted && await kept.persisted()),
      sevenDays: apple && !root.navigator.standalone, // Safari forgets what was not visited for seven days
      atHome: !!root.navigator.standalone || !!root.matchMedia && root.matchMedia('(display-mode: standalone)').matches
    };
  }

  // --- The vault: a random key, wrapped by the PIN, in the memory of this page alone while it is open ---
  async function openWith(bytes, user) { raw = bytes; key = await keyOf(bytes); holder = user; used = Date.now(); }
  function lock() {
    if (!key) { return; }
    key = raw = holder = null;
    emit('locked');
  }
  // What time it is: what the server said with the copy, gone on by this clock, however wrong that is. Set back it
  // lengthens nothing; ahead for a while it takes no copy that is fetched later.
  function timeBy(known) {
    var served = known.served || 0;
    var likely = [Date.now(), Date.now() - (known.skew || 0)].filter(function (at) { return at >= served; });
    return Math.max(known.seen, likely.length ? Math.min.apply(null, likely) : served);
  }
  function setBy(known, bundle) {
    var at = Date.parse(bundle.taken);
    if (!(at > (known.served || 0))) { return; } // one that was fetched before
    known.served = known.seen = at;
    known.skew = Date.now() - Date.parse(bundle.clock || bundle.taken);
  }
  function foreign(user) { return offline.user !== null && offline.user !== user; }
  function opened() {
    if (key && Math.abs(Date.now() - used) > IDLE) { lock(); }
    return !!key;
  }
  function needed() {
    if (!opened()) { throw fault('Locked'); }
    used = Date.now();
  }
  async function recordOf(bundle) {
    var at = 'village ' + bundle.village.pk;
    return {
      pk: bundle.village.pk, taken: bundle.taken, until: bundle.until, body: await seal(key, bundle, at),
      head: await seal(key, { pk: bundle.village.pk, name: bundle.village.name, commune: bundle.village.commune,
        taken: bundle.taken, until: bundle.until, households: (bundle.households || []).length }, at)
    };
  }
  // What was sent before a copy was taken stands in the copy.
  function keep(of, bundle, record) {
    of('villages').put(record);
    of('meta').get('vault').onsuccess = function (event) {
      var known = event.target.result;
      if (known) { setBy(known, bundle); of('meta').put(days = known); }
    };
    if (bundle.key) { of('meta').put(server = { k: 'server', id: bundle.key.id, 'public': bundle.key['public'], device: bundle.device || '' }); }
    each(of('done'), function (sent, cursor) {
      if (Date.parse(bundle.taken) - Date.parse(sent.acked) > REMEMBERED) { cursor['delete'](); }
      else if ((sent.village === bundle.village.pk || sent.village === bundle.before) && sent.own && Date.parse(sent.acked) <= Date.parse(bundle.taken)) {
        sent.own = null; cursor.update(sent);
      }
    });
  }
  async function take(bundle, pin) {
    var kept = await meta('vault');
    if (!opened() && kept && kept.user === bundle.user.pk) { await open(pin); }
    var again = opened() && holder === bundle.user.pk, salt = random(16), bytes = again ? raw : random(32);
    try { await root.navigator.storage.persist(); } catch (error) { /* it lies as safe as it may */ }
    var slow = await deriveSlowly(pin, salt), wrapped = await seal(slow.by, Array.from(bytes), 'vault');
    await openWith(bytes, bundle.user.pk);
    var record = await recordOf(bundle);
    var vault = { k: 'vault', user: holder, salt: salt, turns: slow.turns, wrapped: wrapped, tries: 0 };
    try { await put(bundle, record, again, Object.assign({ seen: 0 }, again && await meta('vault'), vault)); }
    catch (error) { lock(); throw error; }
    emit('opened');
  }
  function put(bundle, record, again, vault) {
    return within(['meta', 'villages', 'done'], 'readwrite', function (of) {
      // Another's copy, or one whose PIN was not given: it goes.
      if (!again) { of('villages').clear(); }
      of('meta').put(vault);
      of('meta').put({ k: 'who', user: vault.user });
      keep(of, bundle, record);
    });
  }
  async function save(bundle) {
    needed();
    if (bundle.user.pk !== holder) { throw fault('Locked'); }
    var record = await recordOf(bundle);
    await within(['meta', 'villages', 'done'], 'readwrite', function (of) { keep(of, bundle, record); });
    emit('opened');
  }
  // A try counts before it is made: whoever ends the page meanwhile has used it up.
  async function tryOnce() {
    var kept = null;
    await within(['meta'], 'readwrite', function (of) {
      var asked = of('meta').get('vault');
      asked.onsuccess = function () {
        kept = asked.result;
        if (kept && !foreign(kept.user)) { kept.tries += 1; of('meta').put(kept); }
      };
    });
    return kept && !foreign(kept.user) ? kept : null;
  }
  async function unwrap(kept, pin) {
    if (kept.tries > TRIES) { return null; }
    var by = await derive(pin, kept.salt, kept.turns);
    try { return new Uint8Array(await unseal(by, kept.wrapped, 'vault')); }
    catch (error) { return null; }
  }
  async function open(pin) {
    var kept = await tryOnce(), bytes = kept && await unwrap(kept, pin);
    if (kept && !bytes && kept.tries >= TRIES) { await drop(); }
    if (!bytes || foreign(kept.user)) { return false; }
    await openWith(bytes, kept.user);
    await within(['meta', 'villages'], 'readwrite', function (of) {
      // A clock that was set back lengthens nothing.
      kept.seen = timeBy(kept); kept.tries = 0;
      of('meta').put(days = kept);
      of('meta').put({ k: 'who', user: kept.user });
      expired = 0;
      each(of('villages'), function (one, cursor) { if (Date.parse(one.until) <= kept.seen) { expired += 1; cursor['delete'](); } });
    });
    server = await meta('server');
    emit('opened');
    return true;
  }
  async function left() {
    var kept = await meta('vault');
    return kept ? Math.max(0, TRIES - kept.tries) : 0;
  }
  // '' of nobody; 'mine'; 'other': of another than who is signed in; 'earlier': of another than who was here last.
  async function whose() {
    var found = await Promise.all([meta('vault'), meta('who')]), kept = found[0], last = found[1];
    if (!kept) { return ''; }
    if (foreign(kept.user)) { return 'other'; }
    return offline.user === null && last && last.user !== kept.user ? 'earlier' : 'mine';
  }
  async function villages() {
    needed();
    var kept = await within(['villages'], 'readonly', function (of) { return of('villages').getAll(); });
    return Promise.all(kept.map(function (one) { return unseal(key, one.head, 'village ' + one.pk); }));
  }
  async function bundle(pk) {
    needed();
    var kept = await within(['villages'], 'readonly', function (of) { return of('villages').get(pk); });
    return kept && Date.parse(kept.until) > timeBy(days) ? unseal(key, kept.body, 'village ' + pk) : null;
  }
  // Without a number all of it, and the key: what lies in the outbox can still be sent, and no more be read here.
  async function drop(pk) {
    await within(['meta', 'villages'], 'readwrite', function (of) {
      if (pk) { of('villages')['delete'](pk); }
      else { of('villages').clear(); of('meta')['delete']('vault'); of('meta')['delete']('draft'); }
    });
    if (!pk) { lock(); emit('dropped'); }
    emit('changed');
  }

  // --- Who is at the phone: said by the server, else by the PIN; another's copy is locked at once ---
  async function signed(user) {
    var before = offline.user;
    offline.user = user;
    if (user === null) { lock(); emit('signed_out'); return; }
    if (holder !== null && foreign(holder)) { lock(); }
    if (before === user) { return; }
    await within(['meta'], 'readwrite', function (of) { of('meta').put({ k: 'who', user: user }); });
    emit('changed');
  }
  async function who() {
    if (offline.user !== null) { return offline.user; }
    if (opened()) { return holder; }
    var kept = await meta('who');
    return kept ? kept.user : null;
  }
  if (root.document) {
    ['pointerdown', 'touchstart', 'keydown'].forEach(function (name) {
      root.document.addEventListener(name, function () { if (opened()) { used = Date.now(); } }, true);
    });
    setInterval(opened, 30000);
    root.addEventListener('pageshow', function (event) { if (event.persisted) { lock(); } }); // gone back to, maybe by another
  }

  offline.signed = signed;
  offline.who = who;
  offline.vault = {
    supported: supported, usable: usable, room: room, take: take, save: save, open: open, lock: lock, left: left, whose: whose,
    villages: villages, bundle: bundle, drop: drop, random: random, utf: utf, derive: derive, sealWith: seal, unsealWith: unseal,
    get isOpen() { return opened(); },
    get holder() { return holder; },
    get server() { return server; },
    get expired() { return expired; },
    // For the outbox: seals with the vault's key; what it cannot open it says nothing of.
    seal: async function (value, name) { needed(); return seal(key, value, name); },
    read: async function (sealed, name) {
      if (!opened() || !sealed) { return null; }
      try { return await unseal(key, sealed, name); } catch (error) { return null; }
    }
  };
})();

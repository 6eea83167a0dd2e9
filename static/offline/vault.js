/* What a phone keeps without a network: the store of this site, and in it the readable copy of the villages that were
   taken along, sealed by a PIN. ES2017: browsers without it lack what is needed here, too. */
(function () {
  'use strict';
  var root = self, subtle = root.crypto && root.crypto.subtle, listeners = [], connection = null;
  var LEAST = 600000, LONG = 1000, TRIES = 5; // turns and milliseconds of a derivation; wrong tries
  var IDLE = 15 * 60 * 1000, REMEMBERED = 90 * 24 * 3600 * 1000; // milliseconds
  var key = null, raw = null, holder = null, server = null, used = 0;

  // --- Who hears of a change: this page, and the other tabs of the site ---
  var channel = root.BroadcastChannel ? new root.BroadcastChannel('to-so') : null;
  function tell(what) { listeners.forEach(function (hear) { hear(what); }); }
  function emit(what) {
    tell(what);
    if (channel) { channel.postMessage(what); }
    else { try { root.localStorage.setItem('to-so', Date.now() + what); } catch (error) { /* heard at the next look */ } }
  }
  function heard(what) {
    if (what === 'signed_out' || what === 'dropped') { lock(); }
    tell(what === 'signed_out' ? what : 'elsewhere');
  }
  if (channel) { channel.onmessage = function (event) { heard(event.data); }; }
  else { root.addEventListener('storage', function (event) { if (event.key === 'to-so') { heard(String(event.newValue).replace(/^\d+/, '')); } }); }

  // --- The store. A newer version of the page adds to it and never drops; an older one opens what it finds ---
  function make(db) {
    db.createObjectStore('meta', { keyPath: 'k' });
    db.createObjectStore('villages', { keyPath: 'pk' });
    var outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
    outbox.createIndex('uuid', 'uuid', { unique: true });
    outbox.createIndex('next', ['author', 'state']);
    db.createObjectStore('done', { keyPath: 'uuid' });
  }
  function connect(version) {
    return new Promise(function (resolve, reject) {
      var asked = version ? root.indexedDB.open('to-so', version) : root.indexedDB.open('to-so');
      asked.onupgradeneeded = function (event) { if (event.oldVersion < 1) { make(asked.result); } };
      asked.onerror = function () { reject(asked.error); };
      asked.onsuccess = function () {
        // Another tab may widen the store: this one lets go, and opens it again as it then is.
        asked.result.onversionchange = function () { asked.result.close(); connection = null; };
        asked.result.onclose = function () { connection = null; };
        resolve(asked.result);
      };
    });
  }
  function store() {
    if (!connection) {
      connection = connect(1).catch(function (error) {
        if (error.name !== 'VersionError') { throw error; }
        return connect();
      });
      connection.catch(function () { connection = null; });
    }
    return connection;
  }
  function fault(name) { var error = new Error(name); error.name = name; return error; }
  // Does `act` in one transaction, and resolves once all of it is on the disk: with what a request found, or was returned.
  async function within(names, mode, act, again) {
    var db = await store(), transaction;
    try { transaction = db.transaction(names, mode, { durability: 'strict' }); }
    catch (error) {
      connection = null;
      if (again) { throw error; }
      return within(names, mode, act, true);
    }
    return new Promise(function (resolve, reject) {
      var found = null;
      transaction.oncomplete = function () { resolve(found instanceof root.IDBRequest ? found.result : found); };
      transaction.onabort = function () {
        var error = transaction.error;
        reject(error && error.name !== 'AbortError' ? fault(/Quota/.test(error.name) ? 'QuotaExceeded' : error.name) : fault('NotStored'));
      };
      found = act(function (name) { return transaction.objectStore(name); });
    });
  }
  function each(source, act) {
    source.openCursor().onsuccess = function (event) {
      var cursor = event.target.result;
      if (cursor) { act(cursor.value, cursor); cursor.continue(); }
    };
  }

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
  function meta(k) { return within(['meta'], 'readonly', function (of) { return of('meta').get(k); }); }
  function supported() {
    if (!root.isSecureContext || !subtle) { return 'http'; }
    if (!root.indexedDB) { return 'store'; }
    return root.navigator.serviceWorker ? '' : 'worker';
  }
  // A private window may have a store and not let it be opened.
  async function usable() {
    var why = supported();
    try { if (!why) { await store(); } } catch (error) { why = 'store'; }
    return why;
  }
  async function room() {
    var kept = root.navigator.storage, at = kept && kept.estimate ? await kept.estimate() : {};
    var apple = /Safari\//.test(root.navigator.userAgent) && !/Chrom(e|ium)\/|Android/.test(root.navigator.userAgent);
    return {
      used: at.usage, quota: at.quota, kept: !!(kept && kept.persisted && await kept.persisted()),
      sevenDays: apple && !root.navigator.standalone // Safari forgets what was not visited for seven days
    };
  }

  // --- The vault: a random key, wrapped by the PIN, in the memory of this page alone while it is open ---
  async function openWith(bytes, user) { raw = bytes; key = await keyOf(bytes); holder = user; used = Date.now(); }
  function lock() {
    if (!key) { return; }
    key = raw = holder = null;
    emit('locked');
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
    if (bundle.key) { of('meta').put(server = { k: 'server', id: bundle.key.id, 'public': bundle.key['public'], device: bundle.device || '' }); }
    each(of('done'), function (sent, cursor) {
      if (Date.now() - Date.parse(sent.acked) > REMEMBERED) { cursor['delete'](); }
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
    try { await put(bundle, record, again, { k: 'vault', user: holder, salt: salt, turns: slow.turns, wrapped: wrapped, tries: 0, seen: Date.now() }); }
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
    try { return new Uint8Array(await unseal(await derive(pin, kept.salt, kept.turns), kept.wrapped, 'vault')); }
    catch (error) { return null; }
  }
  async function open(pin) {
    var kept = await tryOnce(), bytes = kept && await unwrap(kept, pin), now = Date.now();
    if (kept && !bytes && kept.tries >= TRIES) { await drop(); }
    if (!bytes || foreign(kept.user)) { return false; }
    await openWith(bytes, kept.user);
    await within(['meta', 'villages'], 'readwrite', function (of) {
      // A clock that was set back lengthens nothing.
      kept.seen = Math.max(kept.seen, now); kept.tries = 0;
      of('meta').put(kept);
      of('meta').put({ k: 'who', user: kept.user });
      each(of('villages'), function (one, cursor) { if (Date.parse(one.until) <= kept.seen) { cursor['delete'](); } });
    });
    server = await meta('server');
    emit('opened');
    return true;
  }
  async function left() {
    var kept = await meta('vault');
    return kept ? Math.max(0, TRIES - kept.tries) : 0;
  }
  async function villages() {
    needed();
    var kept = await within(['villages'], 'readonly', function (of) { return of('villages').getAll(); });
    return Promise.all(kept.map(function (one) { return unseal(key, one.head, 'village ' + one.pk); }));
  }
  async function bundle(pk) {
    needed();
    var kept = await within(['villages'], 'readonly', function (of) { return of('villages').get(pk); });
    return kept && Date.parse(kept.until) > Date.now() ? unseal(key, kept.body, 'village ' + pk) : null;
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

  var offline = root.offline = {
    user: null, signed: signed, who: who, emit: emit,
    on: function (hear) {
      listeners.push(hear);
      return function () { listeners = listeners.filter(function (one) { return one !== hear; }); };
    },
    store: { within: within, each: each, meta: meta, fault: fault },
    vault: {
      supported: supported, usable: usable, room: room, take: take, save: save, open: open, lock: lock, left: left,
      villages: villages, bundle: bundle, drop: drop, random: random, utf: utf, derive: derive, sealWith: seal, unsealWith: unseal,
      get isOpen() { return opened(); },
      get holder() { return holder; },
      get server() { return server; },
      // For the outbox: seals with the vault's key; what it cannot open it says nothing of.
      seal: async function (value, name) { needed(); return seal(key, value, name); },
      read: async function (sealed, name) {
        if (!opened() || !sealed) { return null; }
        try { return await unseal(key, sealed, name); } catch (error) { return null; }
      }
    }
  };
})();

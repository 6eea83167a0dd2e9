/* The store of this site on a phone, and who hears of a change in it. ES2017: browsers without it lack what is needed here, too. */
(function () {
  'use strict';
  var root = self, listeners = [], connection = null, SOON = 4000; // milliseconds

  // --- Who hears of a change: this page, and the other tabs of the site ---
  var channel = root.BroadcastChannel ? new root.BroadcastChannel('to-so') : null;
  function tell(what) { listeners.forEach(function (hear) { hear(what); }); }
  function emit(what) {
    tell(what);
    if (channel) { channel.postMessage(what); }
    else { try { root.localStorage.setItem('to-so', Date.now() + what); } catch (error) { /* heard at the next look */ } }
  }
  function heard(what) {
    if (what === 'signed_out' || what === 'dropped') { offline.vault.lock(); }
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
    // What waited lay in a store that is there no more: the browser, or somebody at it, has thrown it away.
    try { if (+root.localStorage.getItem('to-so-waiting')) { root.localStorage.setItem('to-so-lost', '1'); } } catch (error) { /* nothing was noted */ }
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
  // Some browsers leave the first question of a page without an answer, and answer the second.
  function insist(ask) {
    return new Promise(function (resolve, reject) {
      var bell = setTimeout(function () { ask().then(resolve, reject); }, SOON);
      ask().then(resolve, reject).then(function () { clearTimeout(bell); });
    });
  }
  function store() {
    if (!connection) {
      connection = insist(function () { return connect(1); }).catch(function (error) {
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
        // A browser that lost its store while it slept finds it again by a new way only.
        if (!error || !/Quota|Constraint/.test(error.name)) { connection = null; }
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
  function meta(k) { return within(['meta'], 'readonly', function (of) { return of('meta').get(k); }); }

  var offline = root.offline = {
    user: null, emit: emit,
    on: function (hear) {
      listeners.push(hear);
      return function () { listeners = listeners.filter(function (one) { return one !== hear; }); };
    },
    store: { open: store, within: within, each: each, meta: meta, fault: fault }
  };
})();

/* The outbox: what was done without a network, each operation once, until the server has said that it holds it.
   An operation lies here twice: sealed to the server, to be sent without the PIN, and under the vault's key, to be read. */
(function () {
  'use strict';
  var root = self, offline = root.offline, vault = offline.vault, store = offline.store, subtle = root.crypto && root.crypto.subtle;
  var FINAL = ['applied', 'identical'], HUMAN = ['conflict', 'refused', 'waiting'];
  var HOUR = 3600 * 1000, LATE = 72 * HOUR; // milliseconds

  function newUuid() {
    var bytes = vault.random(16);
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    return Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join('')
      .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  function toText(bytes) {
    var parts = [], i;
    for (i = 0; i < bytes.length; i += 8192) { parts.push(String.fromCharCode.apply(null, bytes.subarray(i, i + 8192))); }
    return root.btoa(parts.join(''));
  }
  function toBytes(text) { return Uint8Array.from(root.atob(text), function (one) { return one.charCodeAt(0); }); }
  function joined(parts) {
    var all = new Uint8Array(parts.reduce(function (sum, part) { return sum + part.length; }, 0)), at = 0;
    parts.forEach(function (part) { all.set(part, at); at += part.length; });
    return all;
  }

  // --- Sealed to the server: with a key that only it can derive, and this page forgets ---
  async function sealTo(server, operation) {
    var curve = { name: 'ECDH', namedCurve: 'P-256' }, theirs = toBytes(server['public']);
    var pair = await subtle.generateKey(curve, true, ['deriveBits']), iv = vault.random(12);
    var ours = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
    var their = await subtle.importKey('raw', theirs, curve, false, []);
    var shared = new Uint8Array(await subtle.deriveBits({ name: 'ECDH', 'public': their }, pair.privateKey, 256));
    var secret = await subtle.digest('SHA-256', joined([shared, ours, theirs]));
    var by = await subtle.importKey('raw', secret, { name: 'AES-GCM' }, false, ['encrypt']);
    var way = { name: 'AES-GCM', iv: iv, additionalData: vault.utf(operation.uuid) };
    var data = new Uint8Array(await subtle.encrypt(way, by, vault.utf(JSON.stringify(operation))));
    return toText(joined([new Uint8Array([1]), ours, iv, data]));
  }

  // --- In ---
  async function recordOf(operation) {
    var server = vault.server;
    return {
      uuid: operation.uuid, author: operation.author, kind: operation.kind, village: operation.village,
      thread: operation.household || '', at: operation.at, state: 'queued', tried: false, tries: 0, after: 0, why: '', words: '',
      key: server.id, sealed: await sealTo(server, operation), own: await vault.seal(operation, operation.uuid)
    };
  }
  // Puts those that are neither here nor were here; resolves once they are on the disk.
  async function put(records) {
    var added = 0;
    await store.within(['outbox', 'done'], 'readwrite', function (of) {
      records.forEach(function (record) {
        of('outbox').index('uuid').getKey(record.uuid).onsuccess = function (here) {
          of('done').getKey(record.uuid).onsuccess = function (done) {
            if (here.target.result === undefined && done.target.result === undefined) { added += 1; of('outbox').add(record); }
          };
        };
      });
    });
    return added;
  }
  function completed(operation) {
    var facts = { v: 1, uuid: newUuid(), author: vault.holder, device: vault.server.device, at: new Date().toISOString() };
    return Object.assign(facts, operation);
  }
  async function add(operation) {
    if (!vault.isOpen || !vault.server) { throw store.fault('Locked'); }
    var many = Array.isArray(operation), whole = [].concat(operation).map(completed), records;
    if (whole.some(function (one) { return one.author !== vault.holder; })) { throw store.fault('Locked'); }
    records = await Promise.all(whole.map(recordOf));
    flag(1);
    try { await put(records); } catch (error) { offline.emit('storage'); throw error; }
    offline.emit('added');
    var items = await Promise.all(records.map(itemOf));
    return many ? items : items[0];
  }

  // --- What may be on its way: of an author all up to a number. Where there is no room to write that, this page knows ---
  var onWay = {};
  async function upTo(author) {
    return Math.max(onWay[author] || 0, (await store.meta('sent ' + author) || {}).upTo || 0);
  }

  // --- What lies here, of the person at the phone ---
  async function itemOf(record) {
    var item = { operation: await vault.read(record.own, record.uuid) };
    ['uuid', 'kind', 'village', 'at', 'state', 'why', 'words', 'tried', 'acked'].forEach(function (name) { item[name] = record[name]; });
    return item;
  }
  async function of(name) {
    var author = await offline.who(), sent = await upTo(author);
    var all = await store.within([name], 'readonly', function (of) { return of(name).getAll(); });
    return all.filter(function (record) {
      record.tried = record.tried || record.seq <= sent;
      return record.author === author;
    });
  }
  async function items() { return Promise.all((await of('outbox')).map(itemOf)); }
  // What was sent and is not yet in the copy that was taken along, in the order in which it was done.
  async function done() {
    var kept = (await of('done')).filter(function (record) { return record.own; });
    return Promise.all(kept.sort(function (a, b) { return a.seq - b.seq; }).map(itemOf));
  }
  function inState(author, state, act) {
    return store.within(['outbox'], 'readonly', function (of) {
      return act(of('outbox').index('next'), root.IDBKeyRange.only([author, state]));
    });
  }
  async function sum(states) {
    var author = await offline.who();
    if (author === null) { return 0; }
    var found = await Promise.all(states.map(function (state) {
      return inState(author, state, function (index, range) { return index.count(range); });
    }));
    return found.reduce(function (all, one) { return all + one; }, 0);
  }

  // --- Out ---
  function change(uuid, act) {
    return store.within(['outbox', 'done', 'meta'], 'readwrite', function (of) {
      of('outbox').index('uuid').get(uuid).onsuccess = function (event) {
        var record = event.target.result;
        if (!record) { return; }
        of('meta').get('sent ' + record.author).onsuccess = function (said) {
          act(record, of, Math.max(onWay[record.author] || 0, (said.target.result || {}).upTo || 0));
        };
      };
    });
  }
  function moved(of, record, state, acked, own) {
    of('outbox')['delete'](record.seq);
    of('done').put({
      uuid: record.uuid, seq: record.seq, author: record.author, kind: record.kind, village: record.village, at: record.at,
      state: state, acked: acked || new Date().toISOString(), own: own || null
    });
  }
  // Only what was never on its way: of all else the server may hold it, and an `undo` must follow it there.
  async function remove(uuid) {
    var author = await offline.who(), gone = false;
    await change(uuid, function (record, of, sent) {
      if (record.author === author && !record.tried && record.seq > sent) { gone = true; moved(of, record, 'removed'); }
    });
    offline.emit('changed');
    return gone;
  }
  async function dismiss(uuid) {
    // Who is known by no more than that they were here last puts nothing away.
    var author = offline.user === null ? vault.holder : offline.user, gone = false;
    await change(uuid, function (record, of) {
      if (record.author === author && HUMAN.indexOf(record.state) >= 0) { gone = true; moved(of, record, record.state); }
    });
    offline.emit('changed');
    return gone;
  }

  // --- For the sender ---
  // The next of an author, in order; what follows one that is held, of the same household, waits for it.
  async function next(author, most, weight) {
    var held = await inState(author, 'held', function (index, range) { return index.getAll(range); });
    var found = await inState(author, 'queued', function (index, range) { return index.getAll(range, 500); });
    var threads = held.map(function (record) { return record.thread; }).filter(Boolean), bytes = 0;
    return found.filter(function (record) { return threads.indexOf(record.thread) < 0; }).slice(0, most).filter(function (record, index) {
      bytes += record.sealed.length + 120;
      return !index || bytes <= weight;
    });
  }
  function alter(batch, act) {
    return store.within(['outbox', 'done'], 'readwrite', function (of) {
      batch.forEach(function (one) {
        of('outbox').get(one.seq).onsuccess = function (event) { if (event.target.result) { act(event.target.result, of); } };
      });
    });
  }
  // Says that these may be on their way, before they are; returns those that are still here.
  async function mark(author, batch) {
    var here = [], last = batch.reduce(function (most, record) { return Math.max(most, record.seq); }, 0), name = 'sent ' + author;
    onWay[author] = Math.max(onWay[author] || 0, last);
    function look(of) {
      batch.forEach(function (one) {
        of('outbox').get(one.seq).onsuccess = function (event) {
          if (event.target.result && event.target.result.state === 'queued') { here.push(event.target.result); }
        };
      });
    }
    try {
      await store.within(['meta', 'outbox'], 'readwrite', function (of) {
        of('meta').get(name).onsuccess = function (event) {
          if (!event.target.result || event.target.result.upTo < last) { of('meta').put({ k: name, upTo: last }); }
        };
        look(of);
      });
    } catch (error) {
      if (error.name !== 'QuotaExceeded') { throw error; }
      here = [];
      await store.within(['outbox'], 'readonly', look);
    }
    return here;
  }
  function hold(batch, why, pause) {
    return alter(batch, function (record, of) {
      record.state = 'held'; record.why = why; record.tries += 1;
      record.after = Date.now() + Math.min(HOUR, pause * Math.pow(2, record.tries));
      of('outbox').put(record);
    });
  }
  function release(author) {
    var now = Date.now();
    return store.within(['outbox'], 'readwrite', function (of) {
      of('outbox').index('next').getAll(root.IDBKeyRange.only([author, 'held'])).onsuccess = function (event) {
        event.target.result.forEach(function (record) {
          // Later than it may be: the clock was set back.
          if (record.after <= now || record.after > now + HOUR) { record.state = 'queued'; of('outbox').put(record); }
        });
      };
    });
  }
  // An item goes when the server has named it with a final state; with a state for people it stays, and is not sent again.
  async function settle(batch, answer) {
    var said = {}, named = 0;
    answer.items.forEach(function (one) { said[one.uuid] = one; });
    // On a full phone without the readable part of what was sent: room comes from what goes.
    try { await stand(true); } catch (error) {
      if (error.name !== 'QuotaExceeded') { throw error; }
      await stand(false);
    }
    function stand(roomy) { named = 0; return alter(batch, function (record, of) { take(record, of, roomy); }); }
    function take(record, of, roomy) {
      var one = said[record.uuid] || {};
      if (FINAL.indexOf(one.state) >= 0) { named += 1; moved(of, record, one.state, answer.clock, roomy ? record.own : null); }
      else if (HUMAN.indexOf(one.state) >= 0) {
        named += 1; record.state = one.state; record.why = one.why || ''; record.words = one.words || '';
        if (one.why === 'erased') { record.own = null; record.sealed = ''; }
        of('outbox').put(record);
      }
    }
    return { named: named, left: batch.filter(function (one) { return FINAL.concat(HUMAN).indexOf((said[one.uuid] || {}).state) < 0; }) };
  }
  // What the server could not open is sealed to its key of now, once that came along with a copy.
  async function resealed() {
    var author = vault.holder, server = vault.server, again;
    if (!vault.isOpen || !server) { return; }
    var refused = await inState(author, 'refused', function (index, range) { return index.getAll(range); });
    again = await Promise.all(refused.filter(function (record) {
      return record.why === 'unreadable' && record.key !== server.id;
    }).map(async function (record) {
      var operation = await vault.read(record.own, record.uuid);
      return operation && { seq: record.seq, sealed: await sealTo(server, operation) };
    }));
    again = again.filter(Boolean);
    if (!again.length) { return; }
    await alter(again, function (record, of) {
      record.sealed = again.find(function (one) { return one.seq === record.seq; }).sealed;
      record.key = server.id; record.state = 'queued'; record.why = record.words = '';
      of('outbox').put(record);
    });
    offline.emit('added');
  }
  // Whose ever they are: whether they may go, the server says.
  function any() {
    var found = { is: false };
    return store.within(['outbox'], 'readonly', function (of) {
      of('outbox').index('next').openKeyCursor(null, 'nextunique').onsuccess = function (event) {
        var cursor = event.target.result;
        if (!cursor) { return; }
        if (cursor.key[1] === 'queued' || cursor.key[1] === 'held') { found.is = true; } else { cursor['continue'](); }
      };
      return found;
    }).then(function () { return found.is; });
  }

  // For pages with a network: whether anything waits here, whose ever it is. Its author's next page sends it.
  function flag(waits) { try { root.localStorage.setItem('to-so-waiting', +waits); } catch (error) { /* only the page of what was taken along sends */ } }

  offline.on(function (what) {
    if (what === 'opened') { resealed(); }
    any().then(flag, function () { /* a store that cannot be read holds nothing */ });
  });
  offline.outbox = {
    add: add, items: items, done: done, remove: remove, dismiss: dismiss, newUuid: newUuid,
    count: function () { return sum(['queued', 'held']); },
    attention: function () { return sum(HUMAN); },
    late: async function () {
      return (await of('outbox')).some(function (one) { return HUMAN.indexOf(one.state) < 0 && Date.now() - Date.parse(one.at) > LATE; });
    },
    sending: { next: next, mark: mark, hold: hold, release: release, settle: settle, any: any, of: of, put: put, toText: toText, toBytes: toBytes }
  };
})();

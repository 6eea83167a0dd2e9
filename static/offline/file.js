/* The outbox as a file, sealed by words that its owner chose: for another device of the same person. Loaded where it is asked for. */
(function () {
  'use strict';
  var FIELDS = ['uuid', 'author', 'kind', 'village', 'thread', 'at', 'state', 'after', 'tries', 'why', 'words', 'key', 'sealed'];
  var STATES = ['queued', 'held', 'conflict', 'refused', 'waiting'];
  var root = self, offline = root.offline, vault = offline.vault, store = offline.store, box = offline.outbox.sending;

  async function exportFile(words) {
    var salt = vault.random(16), turns = 1000000, records = await box.of('outbox');
    // From now on another device may send them.
    if (records.length) { await box.mark(records[0].author, records); }
    var plain = await Promise.all(records.map(async function (record) {
      return Object.assign({}, record, { own: null, seq: 0, tried: true, operation: await vault.read(record.own, record.uuid) });
    }));
    var sealed = await vault.sealWith(await vault.derive(words, salt, turns), plain, 'to-so outbox 1');
    var text = { 'to-so': 'outbox', v: 1, turns: turns, salt: box.toText(salt), iv: box.toText(sealed.iv), data: box.toText(new Uint8Array(sealed.data)) };
    return new root.Blob([JSON.stringify(text)], { type: 'application/json' });
  }
  // What stands in a file is no more than what somebody wrote there.
  function isItem(one) { return typeof one.uuid === 'string' && typeof one.sealed === 'string' && STATES.indexOf(one.state) >= 0; }
  async function importFile(file, words) {
    var text = await new root.Response(file).json().catch(function () { return null; }), author = await offline.who(), plain;
    if (!text || text['to-so'] !== 'outbox' || text.v !== 1 || !(text.turns > 0 && text.turns <= 5000000)) { throw store.fault('NotOurs'); }
    try {
      plain = await vault.unsealWith(await vault.derive(words, box.toBytes(text.salt), text.turns),
        { iv: box.toBytes(text.iv), data: box.toBytes(text.data) }, 'to-so outbox 1');
    } catch (error) { throw store.fault('WrongWords'); }
    if (!Array.isArray(plain)) { throw store.fault('NotOurs'); }
    if (author === null || plain.some(function (record) { return record.author !== author; })) { throw store.fault('NotYours'); }
    var records = await Promise.all(plain.filter(isItem).map(async function (given) {
      var record = { tried: true };
      FIELDS.forEach(function (name) { record[name] = given[name]; });
      record.own = given.operation && vault.isOpen ? await vault.seal(given.operation, given.uuid) : null;
      return record;
    }));
    var added = await box.put(records);
    offline.emit('added');
    return added;
  }

  offline.outbox.exportFile = exportFile;
  offline.outbox.importFile = importFile;
})();

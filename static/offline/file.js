/* The outbox as a file, sealed by words that its owner chose: for another device of the same person. Loaded where it is asked for. */
(function () {
  'use strict';
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
  async function importFile(file, words) {
    var text = await new root.Response(file).json(), author = await offline.who(), plain;
    if (text['to-so'] !== 'outbox' || text.v !== 1 || !(text.turns <= 5000000)) { throw store.fault('NotOurs'); }
    try {
      plain = await vault.unsealWith(await vault.derive(words, box.toBytes(text.salt), text.turns),
        { iv: box.toBytes(text.iv), data: box.toBytes(text.data) }, 'to-so outbox 1');
    } catch (error) { throw store.fault('WrongWords'); }
    if (author === null || plain.some(function (record) { return record.author !== author; })) { throw store.fault('NotYours'); }
    var records = await Promise.all(plain.map(async function (record) {
      var operation = record.operation;
      delete record.operation; delete record.seq;
      record.own = operation && vault.isOpen ? await vault.seal(operation, record.uuid) : null;
      return record;
    }));
    var added = await box.put(records);
    offline.emit('added');
    return added;
  }

  offline.outbox.exportFile = exportFile;
  offline.outbox.importFile = importFile;
})();

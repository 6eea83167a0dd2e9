/* What is typed and not saved, sealed by the PIN like all else here: where the form's script finds it, by the names that it gives. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, vault = offline.vault, store = offline.store, SOON = 300; // milliseconds
  var bell = 0, turn = Promise.resolve(), known = false;
  var kept = Object.create({
    getItem: function (name) { return name in kept ? kept[name] : null; },
    setItem: function (name, value) { kept[name] = value; soon(); },
    removeItem: function (name) { if (delete kept[name]) { soon(); } }
  });

  function soon() { clearTimeout(bell); bell = setTimeout(function () { turn = turn.then(write).catch(untold); }, SOON); }
  // A full phone: what is typed is in the form alone, and the page says so.
  function untold(error) { if (/Quota|NotStored/.test(error.name)) { offline.emit('storage'); } }
  async function write() {
    if (!vault.isOpen) { return; }
    var sealed = Object.keys(kept).length ? await vault.seal(kept, 'draft') : null;
    await store.within(['meta'], 'readwrite', function (of) {
      if (sealed) { of('meta').put({ k: 'draft', sealed: sealed }); } else { of('meta')['delete']('draft'); }
    });
  }
  // Once on each page: after that it lies in the form.
  async function read() {
    if (known) { return; }
    var found = await store.meta('draft');
    Object.assign(kept, found && await vault.read(found.sealed, 'draft'));
    known = true;
  }

  self.sealedDrafts = kept;
  offline.draft = { read: read };
})();

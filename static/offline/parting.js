/* Whoever refuses is asked nothing more: what the copy says of the people of that household goes from it at once. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, vault = offline.vault, roster = offline.roster, gone = {};

  function at(uuid) { return roster.book().households.findIndex(function (given) { return given.u === uuid; }); }
  // The line of a household without what it knows.
  function bare(html) {
    var box = document.createElement('div');
    box.innerHTML = html;
    Array.from(box.querySelectorAll('.five')).forEach(function (cells) { cells.parentNode.removeChild(cells); });
    return box.innerHTML;
  }
  async function put(place, given, lacks) {
    var book = roster.book();
    book.households[place] = given;
    book.lacks = lacks;
    await vault.save(book);
  }
  // Who it was lies in the memory of this page alone, so that a press by mistake can be undone here.
  async function part(uuid) {
    var place = at(uuid), given = roster.book().households[place];
    if (!given || !given.p.length) { return; }
    gone[uuid] = { given: given, taken: roster.book().taken };
    await put(place, Object.assign({}, given, { p: [], b: 0, h: bare(given.h) }), roster.book().lacks);
  }
  // Where this page knows them no more they come with the next copy.
  async function back(uuid) {
    var book = roster.book(), place = at(uuid), given = book.households[place], known = gone[uuid];
    if (!given || given.p.length) { return; }
    // A newer copy knows them better, or not at all.
    known = known && known.taken === book.taken ? known.given : null;
    delete gone[uuid];
    await put(place, known || given, book.lacks || !known);
  }
  offline.on(function (what) { if (what === 'locked' || what === 'signed_out' || (what === 'elsewhere' && !vault.isOpen)) { gone = {}; } });

  offline.parting = { part: part, back: back, lacks: function () { return !!roster.book().lacks; } };
})();

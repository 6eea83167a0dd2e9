/* Whoever refuses is asked nothing more: what the copy says of the people of that household goes from it at once. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, vault = offline.vault, roster = offline.roster, gone = {};

  // The line of a household without what it knows.
  function bare(html) {
    var box = document.createElement('div');
    box.innerHTML = html;
    Array.from(box.querySelectorAll('.five')).forEach(function (cells) { cells.parentNode.removeChild(cells); });
    return box.innerHTML;
  }
  // One after the other, so that what is kept anew brings nobody back whom another took out.
  var turn = Promise.resolve();
  function alone(act) {
    var mine = turn.then(act);
    turn = mine.catch(function () { /* whoever asked hears of it */ });
    return mine;
  }
  // Changes the copy as it lies there: another tab may have taken somebody out of it, or it whole. By the time of its
  // turn another village may be open, or none.
  function change(uuid, village, act) {
    return alone(async function () {
      var open = roster.book() && roster.isOf(village) ? roster.book() : null, kept = await vault.bundle(open ? open.village.pk : village);
      var book = kept || open, place = book ? book.households.findIndex(function (given) { return given.u === uuid; }) : -1;
      if (place < 0) { return; }
      if (act(book, book.households[place], place) && kept) { await vault.save(book); }
      await roster.renew(book, !!open && open.taken !== book.taken);
    });
  }
  // Who it was lies in the memory of this page alone, so that a press by mistake can be undone here.
  function part(uuid, village) {
    return change(uuid, village, function (book, given, place) {
      if (!given.p.length) { return false; }
      gone[uuid] = { given: given, taken: book.taken };
      book.households[place] = Object.assign({}, given, { p: [], b: 0, h: bare(given.h) });
      return true;
    });
  }
  // Where this page knows them no more they come with the next copy.
  function back(uuid, village) {
    return change(uuid, village, function (book, given, place) {
      var known = gone[uuid];
      delete gone[uuid];
      if (given.p.length) { return false; }
      // A newer copy knows them better, or not at all.
      known = known && known.taken === book.taken ? known.given : null;
      book.households[place] = known || given;
      book.lacks = book.lacks || !known;
      return true;
    });
  }
  offline.on(function (what) { if (what === 'locked' || what === 'signed_out' || (what === 'elsewhere' && !vault.isOpen)) { gone = {}; } });

  offline.parting = { alone: alone, part: part, back: back, lacks: function () { return !!roster.book().lacks; } };
})();

/* A household that refused: asked before what was pressed is saved; nothing that was pressed is lost. ES5 only. */
(function () {
  'use strict';
  var sheet = window.sheet, words = sheet.words;

  // `given`: what was pressed, with what was pressed while the question stood there already.
  function askIt(row, given, seen, question) {
    var before = row.asked;
    var all = given.map(function (value, column) { return value === null && before ? before.given[column] : value; });
    var pressed = all.map(function (value, column) {
      return value === null ? '' : (column + 1) + ' ' + words[sheet.kind(value < 0 ? null : value)];
    }).filter(Boolean).join(', ');
    function agree() {
      row.asked = null;
      sheet.hush(row);
      sheet.set(row, all, before ? before.seen : seen, true);
    }
    function leave() {
      row.asked = null;
      sheet.hush(row);
      sheet.mark(row, '');
    }
    row.asked = { given: all, seen: before ? before.seen : seen };
    sheet.tell(row, question + ' ' + words.pressed + ' ' + pressed + '.', [
      [words.agrees + ' (v)', agree], [words.leave + ' (b)', leave]
    ]);
    row.clash = { v: agree, b: leave };
  }
  sheet.askIt = askIt;
})();

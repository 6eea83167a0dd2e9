/* A block pasted from a spreadsheet: the server says what it would change, and it is written once that was seen. ES5 only. */
(function () {
  'use strict';
  var sheet = window.sheet, words = sheet.words;

  function wordsOf(line) {
    return line.name + ': ' + line.after.map(function (value, column) {
      var was = line.was[column];
      return value === was ? '' : (column + 1) + ' ' + words[sheet.kind(was)] + ' → ' + words[sheet.kind(value)];
    }).filter(Boolean).join('; ');
  }
  function pasted(said) {
    if (said.error) { sheet.note(said.error); return; }
    var changes = [], lines = [], same = 0;
    said.lines.forEach(function (line) {
      var row = sheet.byHousehold[line.household];
      if (line.error) { lines.push(line.name + ': ' + line.error); return; }
      if (line.same || !row) { same += 1; return; }
      changes.push({ row: row, given: line.after.map(function (value, column) { return value === line.was[column] ? null : value; }) });
      lines.push(wordsOf(line));
    });
    if (same) { lines.push(same + ' ' + words.same); }
    if (!changes.length) { sheet.ask(words.nopaste, '', lines, ''); return; }
    sheet.ask(changes.length + ' ' + words.pasteask, words.pastemore, lines, words.write, function () { sheet.block(changes); });
  }
  sheet.pasted = pasted;
})();

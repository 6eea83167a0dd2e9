/* Many rows of the village sheet at once: a fill down, a block, what is pasted. ES5 only. */
(function () {
  'use strict';
  var sheet = window.sheet;
  if (!sheet) { return; }
  var doc = document, facts = sheet.facts, words = sheet.words;

  // --- Many rows in one request, with one step to undo. A change: row, and what is given for its five cells ---
  function block(changes) {
    changes = changes.filter(function (one) { return String(sheet.after(one.row.cells, one.given)) !== String(one.row.cells); });
    if (!changes.length) { return; }
    var keys = changes.map(sheet.newKey), rows = changes.map(function (one) { return one.row; });
    var step = sheet.findings(keys, rows), text = JSON.stringify(changes.map(function (one, index) {
      return {
        household: one.row.household, resident: one.row.resident, uuid: keys[index],
        results: one.given.join(','), was: one.row.cells.join(',')
      };
    }));
    changes.forEach(function (one) {
      sheet.preview(one.row, sheet.after(one.row.cells, one.given), sheet.isFinding(one.given));
      sheet.mark(one.row, 'w', one.given);
    });
    step.after = rows.map(sheet.copy);
    sheet.press({
      rows: rows, url: facts.block, data: function () { return { changes: text }; },
      end: function (said) {
        sheet.answered(said);
        Object.keys(said.refused || {}).forEach(function (household) {
          var row = sheet.byHousehold[household];
          sheet.mark(row, 'bad');
          sheet.refused(row, { error: said.refused[household] });
        });
        if (said.error) { sheet.forget(step); sheet.note(said.error); }
      }
    });
  }
  // Back to "not asked": the cell one is at, or the range that is chosen.
  function clear(row) {
    var rows = row === sheet.fresh ? [] : sheet.chosen();
    if (!facts.writes) { return; }
    if (rows.length < 2) { sheet.set(row, wiped(row)); return; }
    block(rows.map(function (one) { return { row: one, given: wiped(one) }; }));
  }
  function wiped(row) {
    var held = sheet.range();
    return row.cells.map(function (value, column) {
      return column >= held.left && column <= held.right && value !== null ? sheet.CLEARED : null;
    });
  }
  function fillDown() {
    var held = sheet.range(), top = sheet.isRange() && held.top < held.bottom ? held.top : sheet.row - 1;
    var source = sheet.seen[top];
    if (!facts.writes || !source) { return; }
    var given = source.cells.map(function (value, column) {
      return column >= held.left && column <= held.right && sheet.isAsked(column) ? value : null;
    });
    if (!sheet.saysAnything(given)) { sheet.tell(sheet.rowAt(sheet.row), words.nosource); return; }
    block(sheet.seen.slice(top + 1, held.bottom + 1).map(function (row) { return { row: row, given: given }; }));
  }

  // What is made of a pasted text comes when somebody pastes.
  doc.addEventListener('paste', function (event) {
    var text = (event.clipboardData || window.clipboardData).getData('text'), column = sheet.column;
    if (!facts.writes || !text || !sheet.cell || doc.activeElement !== sheet.cell) { return; }
    event.preventDefault();
    var below = sheet.seen.slice(sheet.row, sheet.row + text.split('\n').length).map(function (row) { return row.household; });
    sheet.bring('rest', function () {
      sheet.bring('pasted', function () {
        sheet.send({ url: facts.paste, data: function () { return { text: text, first: column, rows: below }; }, end: sheet.pasted });
      });
    });
  });
  // "Nothing has changed" is pressed once in a while.
  function confirmRest(rows, isAsked) {
    if (facts.writes) { sheet.bring('rest', function () { sheet.rest(rows, isAsked); }); }
  }

  [confirmRest, block, clear, fillDown].forEach(function (act) { sheet[act.name] = act; });
})();

/* Many rows of the village sheet at once: a fill down, "nothing has changed", a block. ES5 only. */
(function () {
  'use strict';
  var sheet = window.sheet;
  if (!sheet) { return; }
  var doc = document, facts = sheet.facts, words = sheet.words;

  // A question in the page: Enter says yes, Escape no. Without words for yes it only tells.
  function ask(title, more, lines, yes, act) {
    var veil = sheet.element('div', '', 'veil'), box = sheet.element('div', '', 'card'), list = sheet.element('ul', '', 'sm');
    var home = doc.activeElement;
    function shut() {
      veil.remove();
      if (home) { home.focus(); }
    }
    function add(text, className, then) {
      return box.appendChild(sheet.button(text, className, function () { shut(); then(); }));
    }
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-modal', 'true');
    box.setAttribute('aria-label', title);
    box.appendChild(sheet.element('h2', title));
    box.appendChild(sheet.element('p', more, 'mu mb1'));
    lines.slice(0, 200).forEach(function (line) { list.appendChild(sheet.element('li', line)); });
    list.tabIndex = lines.length > 8 ? 0 : -1;
    box.appendChild(list);
    var first = yes ? add(yes, 'btn', act) : null, no = add(words.no, 'btn s', function () {});
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { shut(); }
      else if (event.key === 'Tab') { event.preventDefault(); (doc.activeElement === no && first ? first : no).focus(); }
      event.stopPropagation();
    });
    veil.appendChild(box);
    doc.body.appendChild(veil);
    (first || no).focus();
  }

  // --- Nothing has changed ---
  function confirm(rows) {
    var keys = [], step;
    function request() {
      return {
        rows: rows, url: facts.confirm,
        data: function () { return { households: rows.map(function (row) { return row.household; }) }; },
        end: function (said) {
          keys = said.confirmations || [];
          sheet.answered(said);
          if (said.error) { sheet.forget(step); sheet.note(said.error); }
        }
      };
    }
    step = sheet.remember({ rows: rows, again: request, data: function () { return { 'do': 'undo', confirmations: keys.join(',') }; } });
    rows.forEach(function (row) { sheet.preview(row, row.cells, true); });
    step.after = rows.map(sheet.copy);
    sheet.press(request());
  }
  function confirmRest(rows, isAsked) {
    if (!facts.writes) { return; }
    var open = rows.filter(function (row) { return row.said.surveyed && !row.said.refuses && row.said.on && row.said.on < facts.today; });
    if (open.length && isAsked) {
      ask(open.length + ' ' + words.ask, words.askmore, [], words.yes, function () { confirm(open); });
    } else if (open.length) {
      confirm(open);
    } else if (rows.length === 1) {
      var said = rows[0].said;
      if (said.refuses || !said.surveyed) { sheet.tell(rows[0], said.refuses ? words.alone : words.norest); }
    } else { sheet.say.textContent = words.norest; }
  }

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
    sheet.bring('pasted', function () {
      sheet.send({ url: facts.paste, data: function () { return { text: text, first: column, rows: below }; }, end: sheet.pasted });
    });
  });

  [ask, confirmRest, block, clear, fillDown].forEach(function (act) { sheet[act.name] = act; });
})();

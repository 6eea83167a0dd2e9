/* What keys, clicks and fingers do to the village sheet. ES5 only. */
(function () {
  'use strict';
  var sheet = window.sheet;
  if (!sheet) { return; }
  var doc = document, facts = sheet.facts, words = sheet.words, name = sheet.name, pane = sheet.pane;
  var NOTHING = [null, null, null, null, null];
  var CLEARED = sheet.CLEARED = -1; // given for a cell: back to "not asked"; null leaves it as it is

  // --- What is given for the five cells of a row ---
  function after(was, given) {
    return was.map(function (value, column) {
      if (given[column] === null) { return value; }
      return given[column] === CLEARED ? null : given[column];
    });
  }
  // A press turns a saved cell between the two answers; in a row not saved yet it goes round all three.
  function turned(row, column) {
    var value = row.cells[column];
    if (value === null) { return 2; }
    if (value === 2) { return 0; }
    return row === sheet.fresh ? CLEARED : 2;
  }
  function only(column, value) {
    var given = NOTHING.slice();
    given[column] = value;
    return given;
  }
  function all(value) { return NOTHING.map(function (none, column) { return sheet.isAsked(column) ? value : null; }); }
  function gaps(row) { return row.cells.map(function (value, column) { return value === null && sheet.isAsked(column) ? 0 : null; }); }
  function saysAnything(given) { return given.some(function (value) { return value !== null; }); }
  function isFinding(given) { return given.some(function (value) { return value !== null && value >= 0; }); }

  // --- One row ---
  // `seen`: which results of whom the author saw, where that is not what stands in the row.
  function set(row, given, seen, agreed) {
    if (!facts.writes || !row) { return; }
    if (!facts.fifth && given[4] !== null && given[4] !== CLEARED) { sheet.tell(row, words.nofifth); return; }
    if (row === sheet.fresh) { sheet.preview(row, after(row.cells, given)); return; }
    var was = seen ? seen.was : row.cells.slice(), resident = seen ? seen.resident : row.resident;
    var next = after(seen ? was : row.cells, given), key = sheet.newKey();
    if (!saysAnything(given) || (!seen && String(was) === String(next) && row.said.on === facts.today)) { return; }
    var step = sheet.findings([key], [row]);
    sheet.preview(row, next, isFinding(given));
    step.after = [sheet.copy(row)];
    sheet.mark(row, 'w', given);
    sheet.press({
      rows: [row], url: sheet.addressOf(facts.cell, row),
      data: function () { return { uuid: key, resident: resident, results: given, was: was, agreed: agreed || '' }; },
      end: function (said, status) {
        sheet.mark(row, status === 200 ? 'ok' : 'bad', given);
        sheet.take(row, said);
        if (status !== 200) { sheet.forget(step); }
        if (said.asks) { sheet.bring('askIt', function () { sheet.askIt(row, given, { was: was, resident: resident }, said.asks); }); }
        else if (said.clash) { differ(row, given, { was: was, resident: resident }, said.clash); }
        else if (status !== 200) { sheet.refused(row, said); }
      }
    });
  }
  // Two people, one cell: both values stand there, and somebody chooses.
  function differ(row, given, seen, both) {
    var theirs = seen.was.slice(), said = [words.both];
    Object.keys(both).forEach(function (number) {
      theirs[number - 1] = both[number][1];
      said.push(words.skill + ' ' + number + ': ' + words.mine + ' “' + words[sheet.kind(both[number][0])] + '”, ' +
        words.theirs + ' “' + words[sheet.kind(both[number][1])] + '”.');
    });
    function keepMine() {
      sheet.hush(row);
      set(row, given, { was: theirs, resident: seen.resident });
    }
    function keepTheirs() {
      var key = sheet.newKey();
      sheet.hush(row);
      sheet.mark(row, '');
      sheet.press({
        rows: [row], url: sheet.addressOf(facts.aside, row),
        data: function () { return { uuid: key, resident: seen.resident, results: given, was: theirs }; },
        end: function (answer, status) {
          sheet.take(row, answer);
          if (status !== 200) { sheet.refused(row, answer); }
        }
      });
    }
    sheet.tell(row, said.join(' '), [[words.keepmine + ' (v)', keepMine], [words.keeptheirs + ' (b)', keepTheirs]]);
    row.clash = { v: keepMine, b: keepTheirs };
  }
  function unsurvey(row) {
    if (row === sheet.fresh) { sheet.preview(row, NOTHING); return; }
    if (!facts.writes || !row || !saysAnything(row.cells)) { return; }
    var was = row.cells.slice(), keys = [], step;
    function request() {
      return {
        rows: [row], url: sheet.addressOf(facts.unsurvey, row), data: function () { return { was: was }; },
        end: function (said, status) {
          if (said.back) { keys = said.back; }
          sheet.mark(row, status === 200 ? 'ok' : 'bad');
          sheet.take(row, said);
          if (status !== 200) { sheet.forget(step); sheet.refused(row, said); }
        }
      };
    }
    step = sheet.remember({ rows: [row], again: request, data: function () { return { 'do': 'redo', assessments: keys.join(',') }; } });
    row.said = Object.assign({}, row.said, { on: '', old: false });
    sheet.preview(row, NOTHING);
    step.after = [sheet.copy(row)];
    sheet.mark(row, 'w');
    sheet.press(request());
  }

  // --- A household more: name, Enter, skills, Enter ---
  function freshRow(key, text) {
    var tr = doc.createElement('tr'), link = sheet.element('a', text);
    for (var column = 0; column < 11; column += 1) {
      var className = column === 0 ? 'num mu' : column > 3 && column < 9 ? 'k u' : column > 1 ? 'mu nw' : '';
      tr.appendChild(sheet.element(column === 1 ? 'th' : 'td', '', className));
    }
    tr.dataset.h = key;
    tr.cells[0].textContent = sheet.rows.length + 1;
    tr.cells[1].scope = 'row';
    tr.cells[1].appendChild(link);
    sheet.table.tBodies[0].appendChild(tr);
    var row = sheet.rowOf(tr);
    link.href = sheet.addressOf(facts.open, row);
    sheet.byHousehold[key] = row;
    return row;
  }
  function show(row, isIn) {
    row.tr.hidden = !isIn;
    [sheet.rows, sheet.seen].forEach(function (rows) {
      var at = rows.indexOf(row);
      if (isIn && at < 0) { rows.push(row); } else if (!isIn && at >= 0) { rows.splice(at, 1); }
    });
    sheet.row = Math.min(sheet.row, sheet.seen.length);
  }
  function add() {
    var text = name.value.replace(/\s+/g, ' ').trim(), given = sheet.fresh.cells, key = sheet.newKey();
    if (!text) { name.focus(); return; }
    var twin = sheet.rows.filter(function (row) { return sheet.fold(sheet.nameOf(row)) === sheet.fold(text); })[0];
    var row = freshRow(key, text);
    show(row, true);
    sheet.preview(row, given, saysAnything(given));
    var step = sheet.remember({
      rows: [row], data: function (redo) { return { 'do': redo ? 'redo' : 'undo', households: key }; },
      show: function (redo) { show(row, redo); sheet.say.textContent = redo ? '' : text + ': ' + words.out; }
    });
    step.after = step.before;
    sheet.mark(row, 'w');
    sheet.press({
      rows: [row], url: facts.add, data: function () { return { uuid: key, head_name: text, results: given, was: ',,,,' }; },
      end: function (said, status) {
        if (status === 200) {
          sheet.mark(row, 'ok');
          row.tr.querySelector('a').textContent = said.name;
          sheet.take(row, said);
          sheet.byHousehold[said.household] = row;
          return;
        }
        sheet.forget(step);
        show(row, false);
        sheet.drop(row);
        if (!name.value) { name.value = text; }
        sheet.refused(sheet.fresh, said);
      }
    });
    sheet.hush(sheet.fresh);
    if (twin) { sheet.tell(row, words.twin + ' ' + twin.tr.cells[0].textContent + '.'); }
    name.value = '';
    sheet.preview(sheet.fresh, NOTHING);
    sheet.go(sheet.seen.length, 0);
  }
  function writeName() { sheet.go(sheet.seen.length, 0); name.focus(); }

  // --- The history of a household, beside the sheet ---
  function history() {
    var row = sheet.rowAt(sheet.row), body = sheet.byId('pb');
    if (row === sheet.fresh) { return; }
    pane.hidden = false;
    sheet.byId('pt').textContent = sheet.nameOf(row);
    sheet.byId('po').href = sheet.addressOf(facts.open, row);
    fetch(sheet.addressOf(facts.history, row), { credentials: 'same-origin', headers: { 'HX-Request': 'true' } })
      .then(function (answer) { return answer.ok ? answer.text() : words.nohistory; })
      .then(function (html) { if (row === sheet.rowAt(sheet.row)) { body.innerHTML = html; } },
        function () { body.textContent = words.cut; });
  }
  var soon = 0;
  sheet.moved = function () {
    if (pane.hidden) { return; }
    clearTimeout(soon);
    soon = setTimeout(history, 300);
  };

  // --- Keys in the sheet ---
  var confirmRest = sheet.confirmRest, clear = sheet.clear;
  function move(down, right) { return function (row, shift) { sheet.go(sheet.row + down, sheet.column + right, shift); }; }
  function giving(given) { return function (row) { set(row, given(row)); }; }
  var KEYS = {
    ArrowDown: move(1, 0), ArrowUp: move(-1, 0), ArrowRight: move(0, 1), ArrowLeft: move(0, -1),
    PageDown: move(10, 0), PageUp: move(-10, 0), Home: move(0, -5), End: move(0, 5),
    Escape: move(0, 0),
    Enter: function (row) { if (row === sheet.fresh) { add(); } else { sheet.go(sheet.row + 1, sheet.column); } },
    '*': giving(function () { return all(2); }), 0: giving(function () { return all(0); }), '-': giving(gaps),
    ' ': giving(function (row) { return only(sheet.column, turned(row, sheet.column)); }),
    h: giving(function () { return only(sheet.column, 1); }),
    Delete: function (row, shift) { if (shift) { unsurvey(row); } else { clear(row); } },
    Backspace: clear,
    x: function (row) {
      var rows = sheet.chosen();
      if (row !== sheet.fresh) { confirmRest(rows, rows.length > 1); }
    },
    i: function () { if (pane.hidden) { history(); } else { pane.hidden = true; } }
  };
  KEYS.F2 = KEYS.i;
  var CTRL_KEYS = {
    d: sheet.fillDown,
    Home: function () { sheet.go(0, 0); },
    End: function () { sheet.go(sheet.seen.length - 1, 4); }
  };
  function confirmChosen() { confirmRest(sheet.isRange() ? sheet.chosen() : sheet.seen, true); }
  // 1 to 5 change that skill of the row, with Shift they say "with help"; the numbers of a keypad know no Shift.
  function skillKey(event) {
    var digit = /^(Digit|Numpad)([1-5])$/.exec(event.code || '');
    if (!digit && !/^[1-5]$/.test(event.key)) { return null; }
    var column = (digit ? digit[2] : event.key) - 1, helped = event.shiftKey && digit && digit[1] === 'Digit';
    return giving(function (row) { return only(column, helped ? 1 : turned(row, column)); });
  }
  function actOf(event, row) {
    var key = event.key, ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.shiftKey && key.toLowerCase() === 'x') { return confirmChosen; }
    if (ctrl) { return CTRL_KEYS[key]; }
    if (event.altKey) { return null; }
    return key !== '*' && skillKey(event) || KEYS[key] || KEYS[key.toLowerCase()] || (row.clash && row.clash[key]);
  }
  sheet.table.addEventListener('keydown', function (event) {
    var row = sheet.rowAt(sheet.row);
    if (event.isComposing || !row || event.target !== sheet.cell) { return; }
    var act = actOf(event, row);
    if (!act) { return; }
    act(row, event.shiftKey);
    event.preventDefault();
    event.stopPropagation();
  });
  if (name) {
    name.addEventListener('keydown', function (event) {
      if (event.isComposing) { return; }
      if (event.key === 'Enter') { if (name.value.trim()) { sheet.go(sheet.seen.length, 0); } }
      else if (event.key === 'ArrowUp') { sheet.go(sheet.seen.length - 1, 0); }
      else if (event.key === 'Escape') { name.value = ''; sheet.go(sheet.seen.length - 1, 0); }
      else { return; }
      event.preventDefault();
    });
    name.addEventListener('focus', function () { if (sheet.rowAt(sheet.row) !== sheet.fresh) { writeName(); } });
  }

  // --- Keys anywhere on the page ---
  doc.addEventListener('keydown', function (event) {
    var key = event.key.toLowerCase(), ctrl = event.ctrlKey || event.metaKey;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.altKey || event.isComposing) { return; }
    if (doc.querySelector('.veil, .cal')) { return; }
    if (ctrl && (key === 'z' || key === 'y')) { sheet.undo(key === 'y' || event.shiftKey); }
    else if (ctrl && event.shiftKey && key === 'x') { confirmRest(sheet.seen, true); }
    else if (key === '/' && !ctrl) { sheet.byId('q').focus(); sheet.byId('q').select(); }
    else if (key === 'n' && !ctrl && sheet.fresh) { writeName(); }
    else { return; }
    event.preventDefault();
  });
  sheet.byId('q').addEventListener('keydown', function (event) {
    if (event.key === 'Enter') { event.preventDefault(); sheet.search(event.target.value); }
    else if (event.key === 'Escape' && sheet.cell) { sheet.cell.focus(); }
  });

  // --- Clicks and fingers: a long press says "with help" ---
  var BUTTONS = {
    'new': writeName, rest: confirmChosen,
    shut: function () { pane.hidden = true; if (sheet.cell) { sheet.cell.focus(); } }
  };
  var isHeld = false, finger = 0;
  function click(row, td, shift) {
    sheet.go(row === sheet.fresh ? sheet.seen.length : sheet.seen.indexOf(row), row.tds.indexOf(td), shift);
    sheet.cell.focus();
    if (!shift && !isHeld) { set(row, only(sheet.column, turned(row, sheet.column))); }
    isHeld = false;
  }
  doc.addEventListener('click', function (event) {
    var td = event.target.closest('.k'), row = td && td.parentNode.row;
    var chip = event.target.closest('.chips a'), button = event.target.closest('[data-do]');
    if (chip) { event.preventDefault(); sheet.keep(chip.getAttribute('href')); }
    else if (button) { BUTTONS[button.getAttribute('data-do')](); }
    else if (row) { click(row, td, event.shiftKey); }
  });
  sheet.table.addEventListener('touchstart', function (event) {
    var td = event.target.closest('.k'), row = td && td.parentNode.row;
    isHeld = false;
    if (!row) { return; }
    finger = setTimeout(function () { isHeld = true; set(row, only(row.tds.indexOf(td), 1)); }, 500);
  }, { passive: true });
  ['touchend', 'touchmove', 'touchcancel'].forEach(function (type) {
    sheet.table.addEventListener(type, function () { clearTimeout(finger); }, { passive: true });
  });

  // Rows that nobody saw yet.
  window.addEventListener('load', function () { sheet.table.classList.add('whole'); });

  // What waited for script.
  sheet.each(doc.querySelectorAll('.waits'), function (part) { part.classList.remove('waits'); });

  // --- Filters that need no load; a day that cannot be read is sent, and told by the server ---
  function queryOf(field) {
    var day = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(field.value);
    if (field.id !== 'tu') { return field.value ? '?loc=' + field.value : '?'; }
    if (!field.value) { return '?'; }
    return day ? '?loc=chua-ra-soat&tu=' + day[3] + '-' + day[2] + '-' + day[1] : null;
  }
  sheet.each(doc.querySelectorAll('[data-keep]'), function (form) {
    var field = form.querySelector('.in');
    function filter() {
      var query = queryOf(field);
      if (query) { sheet.keep(query); } else { form.submit(); }
    }
    form.querySelector('[type=submit]').classList.add('waits');
    field.addEventListener('change', filter);
    form.addEventListener('submit', function (event) { event.preventDefault(); filter(); });
  });

  // --- Begin ---
  sheet.table.setAttribute('role', 'grid');
  sheet.table.setAttribute('aria-multiselectable', 'true');
  if (sheet.byId('keys')) { sheet.table.setAttribute('aria-describedby', 'kh'); }
  if (!facts.writes) { sheet.table.setAttribute('aria-readonly', 'true'); }
  [after, saysAnything, isFinding, set].forEach(function (act) { sheet[act.name] = act; });
})();

/* The village sheet: its rows and cells, where one is, search and filters. ES5 only. */
(function () {
  'use strict';
  var doc = document, table = doc.getElementById('rg');
  if (!table || !window.fetch) { return; }
  var facts = table.dataset, words = doc.getElementById('words').dataset;
  // A cell is 2 (knows), 1 (with help), 0 (not yet) or null (not asked); each has its class and sign.
  var KIND = { 2: 'y', 1: 'h', 0: 'z' }, VALUE = { y: 2, h: 1, z: 0, u: null };
  var SIGN = { y: '✓', h: words.sh, z: '–', u: '' };
  var NAME = 1, WHO = 3, VERDICT = 9, REVIEWED = 10; // columns
  var anchor = null, lit = []; // where a chosen range began, and its cells

  var sheet = window.sheet = {
    table: table, facts: facts, words: words, name: byId('nn'), pane: byId('pane'), say: byId('sv'),
    rows: [], seen: [], byHousehold: {}, fresh: null, // fresh: the row of a household still to be added
    row: 0, column: 0, cell: null // where one is
  };

  function byId(id) { return doc.getElementById(id); }
  function each(list, act) { return [].slice.call(list).map(act); }
  function element(name, text, className) {
    var made = doc.createElement(name);
    made.textContent = text || '';
    made.className = className || '';
    return made;
  }
  function button(text, className, act) {
    var made = element('button', text, className);
    made.type = 'button';
    made.onclick = act;
    return made;
  }
  function fold(text) { return text.toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }
  function kind(value) { return value === null ? 'u' : KIND[value]; }
  function isAsked(column) { return column < 4 || facts.fifth; }

  function dayBefore(days) { return new Date(Date.parse(facts.today) - days * 864e5).toISOString().slice(0, 10); }

  // --- Rows and cells ---
  function rowOf(tr) {
    // The key of a household is said once, in its address.
    var data = tr.dataset, link = tr.querySelector('a'), row = {
      tr: tr, household: data.h || link && link.pathname.split('/')[2], resident: data.r || '',
      waiting: 0, marks: ['', '', '', '', '']
    };
    if (link) { link.tabIndex = -1; }
    row.tds = each(tr.querySelectorAll('.k'), function (td) { td.tabIndex = -1; return td; });
    row.cells = row.tds.map(function (td) { return VALUE[td.className.slice(-1)]; });
    row.said = {
      covered: data.c, surveyed: data.s, partly: data.p, lacking: +data.l || 0, unasked: +data.q || 0,
      together: +data.t || 0, on: data.o ? dayBefore(data.o) : '', old: false, refuses: data.f, alone: data.a
    };
    row.tds.forEach(function (td, column) { label(row, column); });
    tr.row = row;
    return row;
  }
  function readRow(tr, index) {
    var row = rowOf(tr), reviewed = tr.cells[REVIEWED];
    tr.cells[0].textContent = index + 1;
    row.said.verdict = tr.cells[VERDICT].textContent.trim().split('\n')[0];
    row.said.age = reviewed.textContent.trim();
    row.said.old = reviewed.children.length > 0;
    sheet.byHousehold[row.household] = row;
    return row;
  }
  function label(row, column) {
    var mark = { w: ', ' + words.saving, bad: ', ' + words.refused }[row.marks[column]] || '';
    row.tds[column].setAttribute('aria-label', (column + 1) + ': ' + words[kind(row.cells[column])] + mark);
    if (!isAsked(column)) { row.tds[column].setAttribute('aria-disabled', 'true'); }
  }
  function paint(row) {
    row.tds.forEach(function (td, column) {
      var shown = kind(row.cells[column]), className = 'k ' + shown + (row.marks[column] ? ' ' + row.marks[column] : '');
      if (td.className !== className) { td.className = className; td.textContent = SIGN[shown]; label(row, column); }
    });
    if (row === sheet.fresh) { return; }
    var said = row.said, verdict = row.tr.cells[VERDICT], reviewed = row.tr.cells[REVIEWED];
    verdict.textContent = '';
    verdict.appendChild(element(said.covered ? 'b' : 'span', row.waiting ? words.saving : said.verdict, said.surveyed ? '' : 'mu'));
    if (said.together && said.surveyed && !row.waiting) { verdict.appendChild(element('small', words.together + ' ' + said.together + '/5', 'blk')); }
    reviewed.textContent = '';
    reviewed.appendChild(element('span', said.on && said.age, said.old ? 'tag due' : ''));
  }
  function verdictOf(said) {
    if (said.refuses) { return words.refuses; }
    if (!said.surveyed) { return said.partly ? words.part : said.status || words.un; }
    var open = said.cells.filter(function (value, column) { return value === null && isAsked(column); }).length;
    var left = [said.lacks ? words.lacks + ' ' + said.lacks : '', open ? words.u + ' ' + open : ''];
    return said.covered ? words.met : left.filter(Boolean).join(', ') || words.asked;
  }
  // As it was pressed; what the household comes to is said by the server alone.
  function preview(row, cells, isReviewed) {
    row.cells = cells.slice();
    if (isReviewed) { row.said = Object.assign({}, row.said, { on: facts.today, age: words.saving, old: false }); }
    paint(row);
  }
  // As the server has it. While more of the row's presses wait, its cells stay as they were pressed.
  function take(row, said) {
    if (!said || !said.cells) { return; }
    if (!row.waiting) {
      row.cells = said.cells;
      row.resident = said.resident || '';
      row.tr.cells[WHO].textContent = said.who;
    }
    said.verdict = verdictOf(said);
    row.said = said;
    paint(row);
  }
  function copy(row) { return { cells: row.cells.slice(), said: row.said }; }
  function restore(row, was) { row.cells = was.cells.slice(); row.said = was.said; paint(row); }
  // A mark on cells: w waits, ok is saved, bad is refused. Without `given` on all five.
  function mark(row, sign, given) {
    row.marks = row.marks.map(function (old, column) { return !given || given[column] !== null ? sign : old; });
    paint(row);
  }
  function nameOf(row) { return row.tr.cells[NAME].textContent.trim(); }

  function sums() {
    if (doc.querySelector('.pager')) { return; }
    each(doc.querySelectorAll('[data-n]'), function (part) {
      var kept = sheet.rows.filter(function (row) { return isKept(row.said, part.dataset.n); });
      part.textContent = kept.length.toLocaleString(doc.documentElement.lang);
    });
  }
  // Words about a row stand right under it, and are read out. Choices: [words, act].
  function tell(row, text, choices) {
    hush(row);
    var tr = doc.createElement('tr'), td = tr.insertCell(), box = element('div', text + ' ');
    tr.className = 'say';
    td.colSpan = 11;
    box.setAttribute('role', 'alert');
    td.appendChild(box);
    (choices || []).forEach(function (choice) { td.appendChild(button(choice[0], 'btn q', choice[1])); });
    row.tr.after(tr);
    row.told = tr;
  }
  function hush(row) {
    if (row.told) { row.told.remove(); row.told = row.clash = null; }
  }

  // --- Where one is ---
  function rowAt(index) { return sheet.seen[index] || sheet.fresh; }
  function go(index, column, extend) {
    var last = sheet.seen.length - (sheet.fresh ? 0 : 1);
    if (last < 0) { return; }
    if (!extend) { anchor = null; } else if (!anchor) { anchor = { row: sheet.row, column: sheet.column }; }
    leave();
    sheet.row = Math.max(0, Math.min(last, index));
    sheet.column = Math.max(0, Math.min(4, column));
    var row = rowAt(sheet.row);
    sheet.cell = row.tds[sheet.column];
    sheet.cell.tabIndex = 0;
    row.tr.className = 'cur';
    (row === sheet.fresh && !sheet.name.value ? sheet.name : sheet.cell).focus();
    light();
    if (sheet.moved) { sheet.moved(); }
  }
  function leave() {
    if (sheet.cell) { sheet.cell.tabIndex = -1; sheet.cell.parentNode.className = ''; }
    sheet.cell = null;
  }
  function start() {
    if (rowAt(0)) { sheet.cell = rowAt(0).tds[0]; sheet.cell.tabIndex = 0; }
  }
  function range() {
    var from = anchor || sheet;
    return {
      top: Math.min(from.row, sheet.row), bottom: Math.max(from.row, sheet.row),
      left: Math.min(from.column, sheet.column), right: Math.max(from.column, sheet.column)
    };
  }
  function isRange() { return !!anchor; }
  function chosen() { var held = range(); return sheet.seen.slice(held.top, held.bottom + 1); }
  function light() {
    lit.forEach(function (td) { td.removeAttribute('aria-selected'); });
    lit = [];
    if (!anchor) { return; }
    var held = range();
    chosen().forEach(function (row) { lit = lit.concat(row.tds.slice(held.left, held.right + 1)); });
    lit.forEach(function (td) { td.setAttribute('aria-selected', 'true'); });
  }

  // --- Search and filters ---
  function search(text) {
    var wanted = fold(text.trim()), number = sheet.seen.length;
    for (var step = 1; wanted && step <= number; step += 1) {
      var index = (sheet.row + step) % number;
      if (fold(rowAt(index).tr.textContent).indexOf(wanted) >= 0) { go(index, sheet.column); return; }
    }
    if (wanted && number < sheet.rows.length) {
      keep('?');
      sheet.row = sheet.seen.length - 1;
      search(text);
      return;
    }
    sheet.say.textContent = words.none;
  }
  // As `matches` of the server does, from what it said of the row.
  function isKept(said, filter, since) {
    // In no list of whom to ask stands who refused and is left alone.
    if (said.alone && /^(thieu|hoi|c)/.test(filter)) { return false; }
    var skill = /^(thieu|hoi-not)-(1$|bon$|ky-nang-([1-5])$)/.exec(filter);
    if (skill) {
      var bits = skill[3] ? 1 << skill[3] - 1 : skill[2] === 'bon' ? 15 : 31;
      return (skill[1] === 'thieu' ? said.lacking : said.unasked) & bits;
    }
    var others = {
      'chua-khao-sat': !said.surveyed, 'hoi-do': said.partly, cu: said.old, 'chua-ra-soat': !said.on || said.on < since,
      'tu-choi': said.refuses, sur: said.surveyed, met: said.covered
    };
    return !(filter in others) || others[filter];
  }
  function keep(query) {
    function part(name) { return (new RegExp('[?&]' + name + '=([^&]*)').exec(query) || [])[1] || ''; }
    var filter = part('loc'), since = part('tu') || facts.today;
    history.replaceState(null, '', query);
    each(doc.querySelectorAll('.chips a'), function (chip) {
      chip.removeAttribute('aria-current');
      if (chip.getAttribute('href') === query) { chip.setAttribute('aria-current', 'true'); }
    });
    byId('rg-n').value = filter.indexOf('thieu-ky-nang-') === 0 ? filter : '';
    if (filter !== 'chua-ra-soat') { byId('tu').value = ''; }
    sheet.seen = sheet.rows.filter(function (row) {
      row.tr.hidden = !isKept(row.said, filter, since);
      if (row.tr.hidden) { hush(row); }
      return !row.tr.hidden;
    });
    anchor = null;
    light();
    leave();
    sheet.row = 0;
    start();
    sheet.say.textContent = sheet.seen.length ? '' : words.none;
  }

  // --- Begin ---
  sheet.rows = each(table.tBodies[0].rows, readRow);
  if (table.tFoot && facts.writes) { table.tFoot.hidden = false; sheet.fresh = rowOf(byId('new')); }
  sheet.seen = sheet.rows.filter(function (row) { return !row.tr.hidden; });
  start();

  // What the other scripts of the sheet use.
  [
    byId, each, element, button, fold, kind, isAsked, rowOf, paint, preview, take, copy, restore, mark,
    nameOf, sums, tell, hush, rowAt, go, range, isRange, chosen, search, keep
  ].forEach(function (act) { sheet[act.name] = act; });
})();

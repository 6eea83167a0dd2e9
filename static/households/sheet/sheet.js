/* The village sheet: keys change cells at once, a queue saves them one by one. Old browsers: ES5 only. */
(function () {
  'use strict';
  var doc = document, grid = doc.getElementById('rg');
  if (!grid || !window.fetch || !window.Promise) { return; }
  var D = grid.dataset, W = doc.getElementById('words').dataset;
  var NOBODY = '00000000-0000-0000-0000-000000000000', KINDS = ['z', 'h', 'y'];
  var SIGN = { y: '✓', h: W.sh, z: '–', u: '' }, VALUE = { y: 2, h: 1, z: 0, u: null }, CLEARED = -1;
  var body = grid.tBodies[0], say = by('sv'), name = by('nn'), pane = by('pane');
  var rows = [], seen = [], keyed = {}, fresh = null;
  var r = 0, c = 0, from = null, cell = null, lit = [];
  var queue = [], busy = false, wait = 0, timer = 0, saved = 0, done = [], taken = [];

  function by(id) { return doc.getElementById(id); }
  function each(list, fn) { return [].slice.call(list).map(fn); }
  function kind(value) { return value === null ? 'u' : KINDS[value]; }
  function bits(mask) { for (var n = 0; mask; mask >>= 1) { n += mask & 1; } return n; }
  function fold(text) { return text.toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }
  function make(tag, text, kindOf) { var e = doc.createElement(tag); e.textContent = text || ''; if (kindOf) { e.className = kindOf; } return e; }
  function key() {
    var b = crypto.getRandomValues(new Uint8Array(16)); b[6] = b[6] & 15 | 64; b[8] = b[8] & 63 | 128;
    return each(b, function (x) { return (x + 256).toString(16).slice(1); }).join('').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  // --- Rows and cells ---
  function rowOf(tr) {
    var k = each(tr.querySelectorAll('.k'), function (td) { td.tabIndex = -1; return td; }), d = tr.dataset;
    var row = { tr: tr, k: k, s: ['', '', '', '', ''], n: 0, h: d.h, r: d.r || '', m: +d.m || 0, a: +d.a || 0, l: +d.l || 0, q: +d.q || 0, part: d.p === '1', sur: d.s === '1', o: d.o || '', age: '', old: false, status: '' };
    row.c = k.map(function (td) { return VALUE[td.className.slice(-1)]; });
    k.forEach(function (td, j) { label(row, j); });
    each(tr.querySelectorAll('a'), function (a) { a.tabIndex = -1; });
    tr.row = row;
    return row;
  }
  function label(row, j) {
    row.k[j].setAttribute('aria-label', (j + 1) + ': ' + W[kind(row.c[j])] + (row.s[j] === 'w' ? ', ' + W.saving : row.s[j] === 'bad' ? ', ' + W.refused : ''));
    if (j === 4 && !D.fifth) { row.k[4].setAttribute('aria-disabled', 'true'); }
  }
  function paint(row) {
    row.k.forEach(function (td, j) {
      var kd = kind(row.c[j]), cls = 'k ' + kd + (row.s[j] ? ' ' + row.s[j] : '');
      if (td.className !== cls) { td.className = cls; td.textContent = SIGN[kd]; label(row, j); }
    });
    if (row === fresh) { return; }
    var td = row.tr.cells[9], n = bits(row.a);
    td.textContent = '';
    td.appendChild(make(row.m === 31 ? 'b' : 'span', verdict(row), row.sur ? '' : 'mu'));
    if (row.sur && n > bits(row.m)) { td.appendChild(make('small', W.together + ' ' + n + '/5', 'blk')); }
    td = row.tr.cells[10]; td.textContent = row.o ? row.age : '';
    if (row.old) { td.appendChild(make('span', W.old, 'tag due')); }
  }
  function verdict(row) {
    var lacks = row.c.filter(function (v) { return v !== null && v < +D.threshold; }).length, open = row.c.filter(function (v, j) { return v === null && askable(j); }).length;
    if (!row.sur) { return row.part ? W.part : row.status || W.un; }
    return row.m === 31 ? W.met : (lacks ? W.lacks + ' ' + lacks : '') + (lacks && open ? ', ' : '') + (open ? W.u + ' ' + open : '') || W.asked;
  }
  function askable(j) { return j < 4 || D.fifth; }
  function mask(row) { return row.c.reduce(function (m, v, j) { return v !== null && v >= +D.threshold ? m | 1 << j : m; }, 0); }
  function put(row, cells, day) {
    var asked = cells.filter(function (v) { return v !== null; }).length, all = cells.every(function (v, j) { return v !== null || !askable(j); });
    row.c = cells.slice(); row.o = day; row.m = mask(row); row.a = asked ? row.a | row.m : 0;
    // Until the server says what the whole household comes to.
    row.sur = all || (row.sur && asked > 0); row.part = asked > 0 && !row.sur;
    if (day && day === D.today) { row.old = false; row.age = W.saving; }
    paint(row);
  }
  function copy(row) { return { c: row.c.slice(), o: row.o, age: row.age, old: row.old, sur: row.sur }; }
  function back(row, was) { put(row, was.c, was.o); row.sur = was.sur; row.age = was.age; row.old = was.old; paint(row); }
  function state(row, word, cells) { row.s = row.s.map(function (s, j) { return !cells || cells[j] !== null ? word : s; }); }
  function sums() {
    if (doc.querySelector('.pager')) { return; }
    var n = { all: rows.length, of: rows.length, sur: 0, un: 0, part: 0, cov: 0, one: 0, ask: 0, old: 0 };
    rows.forEach(function (x) {
      n[x.sur ? 'sur' : 'un'] += 1; n.part += x.part ? 1 : 0;
      n.cov += x.m === 31 ? 1 : 0; n.one += x.l ? 1 : 0; n.ask += x.q ? 1 : 0; n.old += x.o && x.o < D.before ? 1 : 0;
    });
    Object.keys(n).forEach(function (id) { if (by('n-' + id)) { by('n-' + id).textContent = n[id].toLocaleString(doc.documentElement.lang); } });
  }
  // The row as the server has it. While more of its presses wait, its cells stay as they were pressed.
  function take(row, said) {
    if (!said || !said.cells) { return; }
    if (!row.n) { row.c = said.cells; row.r = said.resident || ''; row.tr.cells[3].textContent = said.who; }
    row.m = said.mask; row.a = said.all; row.l = said.lacking; row.q = said.unasked; row.part = said.partly; row.sur = said.surveyed; row.o = said.on; row.age = said.age; row.old = said.old; row.status = said.status;
    paint(row);
  }
  // Words about a row stand right under it, and are read out.
  function tell(row, words, choices) {
    hush(row);
    var tr = doc.createElement('tr'), td = tr.insertCell(), box = make('div', words + ' ');
    tr.className = 'say'; td.colSpan = 11; td.appendChild(box); box.setAttribute('role', 'alert');
    (choices || []).forEach(function (x) { var b = make('button', x[0], 'btn q'); b.type = 'button'; b.onclick = x[1]; td.appendChild(b); });
    row.tr.parentNode.insertBefore(tr, row.tr.nextSibling); row.say = tr;
  }
  function hush(row) { if (row.say) { row.say.parentNode.removeChild(row.say); row.say = row.clash = null; } }

  // --- Where one is ---
  function at(i) { return seen[i] || fresh; }
  function go(i, j, extend) {
    var last = seen.length - (fresh ? 0 : 1), old = cell && cell.parentNode;
    if (last < 0) { return; }
    if (!extend) { from = null; } else if (!from) { from = [r, c]; }
    if (cell) { cell.tabIndex = -1; old.className = ''; }
    r = Math.max(0, Math.min(last, i)); c = Math.max(0, Math.min(4, j));
    var row = at(r); cell = row.k[c]; cell.tabIndex = 0; row.tr.className = 'cur';
    if (row === fresh && !name.value) { name.focus(); } else { cell.focus(); }
    light();
    if (pane && !pane.hidden) { clearTimeout(pane.t); pane.t = setTimeout(history, 300); }
  }
  function range() { var f = from || [r, c]; return [Math.min(f[0], r), Math.max(f[0], r), Math.min(f[1], c), Math.max(f[1], c)]; }
  function chosen() { var b = range(); return seen.slice(b[0], b[1] + 1); }
  function light() {
    lit.forEach(function (td) { td.removeAttribute('aria-selected'); }); lit = [];
    if (!from) { return; }
    var b = range();
    chosen().forEach(function (row) { lit = lit.concat(row.k.slice(b[2], b[3] + 1)); });
    lit.forEach(function (td) { td.setAttribute('aria-selected', 'true'); });
  }

  // --- The queue: one request at a time, sent again until it is answered; its key makes it count once ---
  function token() { var m = /csrftoken=([^;]+)/.exec(doc.cookie); return m ? m[1] : JSON.parse(doc.body.getAttribute('hx-headers'))['X-CSRFToken']; }
  function post(url, data) {
    var text = Object.keys(data).map(function (n) { return n + '=' + encodeURIComponent(data[n]); }).join('&');
    var late = new Promise(function (ok, no) { setTimeout(function () { no('cut'); }, 20000); });
    return Promise.race([late, fetch(url, { method: 'POST', credentials: 'same-origin', body: text, headers: { 'X-CSRFToken': token(), 'Content-Type': 'application/x-www-form-urlencoded' } })])
      .then(function (x) {
        if (x.status >= 500) { throw 'fault'; }
        if (x.status === 404) { return { status: 404, body: { error: W.gone } }; }
        if ((x.headers.get('Content-Type') || '').indexOf('json') < 0) { throw 'ended'; }
        return x.json().then(function (b) { return { status: x.status, body: b }; });
      });
  }
  function send(op) { queue.push(op); if (queue.length > 3) { note(); } pump(); }
  function pump() {
    if (busy || !queue.length) { return; }
    clearTimeout(timer); busy = true;
    var op = queue[0];
    post(op.url, op.data()).then(function (a) {
      busy = false; wait = 0; queue.shift();
      if (op.rows) { op.rows.forEach(function (row) { row.n -= 1; }); }
      if (a.status === 200 && op.rows) { saved += 1; }
      op.end(a.body, a.status); sums(); note(); pump();
    }).catch(function (why) {
      busy = false; wait = Math.min(30000, (wait || 500) * 2);
      note(W[why] || W.cut); timer = setTimeout(pump, wait);
    });
  }
  function note(words) {
    var now = new Date(), two = function (n) { return (n < 10 ? '0' : '') + n; };
    say.className = words ? 'gap b' : 'sync';
    say.textContent = words ? words + ' ' + queue.length + ' ' + W.waits + '.' : queue.length ? W.saving + ' · ' + queue.length + ' ' + W.waits :
      saved ? W.saved + ' ' + saved + ' ' + W.changes + ', ' + two(now.getHours()) + ':' + two(now.getMinutes()) : '';
  }
  window.addEventListener('online', function () { wait = 0; pump(); });
  window.addEventListener('beforeunload', function (event) { if (queue.length) { event.preventDefault(); event.returnValue = ''; } });
  function of(url, row) { return url.replace(NOBODY, row.h); }
  // Presses that touch rows: shown at once, answered later.
  function press(op) { op.rows.forEach(function (row) { hush(row); row.n += 1; }); send(op); sums(); }
  function remember(step) { done.push(step); if (done.length > 50) { done.shift(); } taken = []; return step; }
  function forget(step) { [done, taken].forEach(function (list) { var i = list.indexOf(step); if (i >= 0) { list.splice(i, 1); } }); }
  function answered(said) { (said.rows || []).forEach(function (one) { var row = keyed[one.household]; if (row) { state(row, ''); take(row, one); } }); }

  // --- What keys do to rows ---
  // How five cells stand after answers: null leaves a cell, CLEARED empties it.
  function after(was, given) {
    return was.map(function (v, j) { return given[j] === null ? v : given[j] === CLEARED ? null : given[j]; });
  }
  // A press turns a saved cell between the two answers; in a row not saved yet it goes round all three.
  function turned(row, j) {
    var v = row.c[j];
    return v === null ? 2 : v === 2 ? 0 : row === fresh ? CLEARED : 2;
  }
  function wipe(row) { var b = range(), g = only(0, null); for (var j = b[2]; j <= b[3]; j += 1) { if (row.c[j] !== null) { g[j] = CLEARED; } } return g; }
  function gaps(row) { return row.c.map(function (v, j) { return v === null && askable(j) ? 0 : null; }); }
  function says(given) { return given.some(function (v) { return v !== null; }); }
  function only(j, value) { var g = [null, null, null, null, null]; g[j] = value; return g; }
  function findings(ids, list) {
    return remember({ rows: list, before: list.map(copy), url: function () { return D.undo; }, data: function (again) { return { 'do': again ? 'redo' : 'undo', assessments: ids.join(',') }; }, take: answered });
  }
  function dayOf(row, given) { return given.some(function (v) { return v >= 0 && v !== null; }) ? D.today : row.o; }
  function set(row, given, clash) {
    if (!D.writes || !row) { return; }
    if (!D.fifth && given[4] !== null && given[4] !== CLEARED) { tell(row, W.nofifth); return; }
    if (row === fresh) { row.c = after(row.c, given); paint(row); return; }
    var was = clash ? clash.was : row.c.slice(), next = after(clash ? was : row.c, given), id = key(), who = clash ? clash.r : row.r;
    if (!says(given) || (!clash && String(was) === String(next) && row.o === D.today)) { return; }
    var step = findings([id], [row]);
    put(row, next, dayOf(row, given)); step.after = [copy(row)]; state(row, 'w', given); paint(row);
    press({ rows: [row], url: of(D.cell, row), data: function () { return { uuid: id, resident: who, results: given, was: was }; }, end: function (said, status) {
      state(row, status === 200 ? 'ok' : 'bad', given); take(row, said); paint(row);
      if (status === 409) { forget(step); differ(row, given, was, who, said.clash); }
      else if (status !== 200) { forget(step); tell(row, W.refused + ' ' + said.error); }
    } });
  }
  // Two people, one cell: both values stand there, and somebody chooses.
  function differ(row, given, was, who, both) {
    var theirs = was.slice(), words = [W.both];
    Object.keys(both).forEach(function (n) {
      theirs[n - 1] = both[n][1];
      words.push(W.skill + ' ' + n + ': ' + W.mine + ' “' + W[kind(both[n][0])] + '”, ' + W.theirs + ' “' + W[kind(both[n][1])] + '”.');
    });
    var mine = { was: theirs, r: who };
    function keep() { hush(row); set(row, given, mine); }
    function leave() {
      var id = key(); hush(row); state(row, ''); paint(row);
      press({ rows: [row], url: of(D.aside, row), data: function () { return { uuid: id, resident: who, results: given, was: theirs }; }, end: function (said, status) {
        take(row, said); if (status !== 200) { tell(row, W.refused + ' ' + said.error); }
      } });
    }
    tell(row, words.join(' '), [[W.keepmine + ' (v)', keep], [W.keeptheirs + ' (b)', leave]]);
    row.clash = { v: keep, b: leave };
  }
  function all(value) { return [value, value, value, value, D.fifth ? value : null]; }
  function unsurvey(row) {
    if (row === fresh) { row.c = only(0, null); paint(row); return; }
    if (!D.writes || !row || !says(row.c)) { return; }
    var was = row.c.slice(), ids = [], step;
    function op() {
      return { rows: [row], url: of(D.unsurvey, row), data: function () { return { was: was }; }, end: function (said, status) {
        if (said.back) { ids = said.back; } state(row, status === 200 ? 'ok' : 'bad'); take(row, said); paint(row);
        if (status !== 200) { forget(step); tell(row, W.refused + ' ' + said.error); }
      } };
    }
    step = remember({ rows: [row], before: [copy(row)], again: op, url: function () { return D.undo; }, data: function () { return { 'do': 'redo', assessments: ids.join(',') }; }, take: answered });
    put(row, only(0, null), ''); step.after = [copy(row)]; state(row, 'w'); paint(row); press(op());
  }
  function confirm(list) {
    var ids = [], step;
    function op() {
      return { rows: list, url: D.confirm, data: function () { return { households: list.map(function (x) { return x.h; }) }; }, end: function (said) {
        ids = said.confirmations || []; answered(said); if (said.error) { forget(step); note(said.error); }
      } };
    }
    step = remember({ rows: list, before: list.map(copy), again: op, url: function () { return D.undo; }, data: function () { return { 'do': 'undo', confirmations: ids.join(',') }; }, take: answered });
    list.forEach(function (row) { row.o = D.today; row.old = false; row.age = W.saving; paint(row); });
    step.after = list.map(copy); press(op());
  }
  function rest(list, ask) {
    if (!D.writes) { return; }
    var open = list.filter(function (x) { return x.sur && x.o && x.o < D.today; });
    if (!open.length) { if (list.length === 1) { if (list[0] && !list[0].sur) { tell(list[0], W.norest); } } else { say.textContent = W.norest; } return; }
    if (ask) { question(open.length + ' ' + W.ask, W.askmore, [], W.yes, function () { confirm(open); }); } else { confirm(open); }
  }
  // Many rows at once: one request, one step to undo. Each: row, given, and what was seen.
  function block(list) {
    var changed = list.filter(function (x) { return String(after(x.row.c, x.given)) !== String(x.row.c); });
    if (!changed.length) { return; }
    var ids = changed.map(key), mine = changed.map(function (x) { return x.row; }), step = findings(ids, mine);
    var text = JSON.stringify(changed.map(function (x, i) { return { household: x.row.h, resident: x.row.r, results: x.given.join(','), was: x.row.c.join(','), uuid: ids[i] }; }));
    changed.forEach(function (x) { put(x.row, after(x.row.c, x.given), dayOf(x.row, x.given)); state(x.row, 'w', x.given); paint(x.row); });
    step.after = mine.map(copy);
    press({ rows: mine, url: D.block, data: function () { return { changes: text }; }, end: function (said) {
      answered(said);
      Object.keys(said.refused || {}).forEach(function (h) { state(keyed[h], 'bad'); paint(keyed[h]); tell(keyed[h], W.refused + ' ' + said.refused[h]); });
      if (said.error) { forget(step); note(said.error); }
    } });
  }
  // Back to "not asked": the cell one is at, or the range that is chosen, with one step to undo.
  function clear(row) {
    var list = row === fresh ? [] : chosen();
    if (!D.writes) { return; }
    if (list.length < 2) { set(row, wipe(row)); } else { block(list.map(function (x) { return { row: x, given: wipe(x) }; })); }
  }
  function down() {
    var b = range(), top = from && b[0] < b[1] ? b[0] : r - 1, source = seen[top], given = only(0, null);
    if (!D.writes || !source) { return; }
    for (var j = b[2]; j <= b[3]; j += 1) { if (j < 4 || D.fifth) { given[j] = source.c[j]; } }
    if (!says(given)) { tell(at(r), W.nosource); return; }
    block(seen.slice(top + 1, b[1] + 1).map(function (row) { return { row: row, given: given }; }));
  }
  function paste(event) {
    var text = (event.clipboardData || window.clipboardData).getData('text');
    if (!D.writes || !text || !cell || doc.activeElement !== cell) { return; }
    event.preventDefault();
    var below = seen.slice(r, r + text.split('\n').length).map(function (x) { return x.h; }), col = c;
    send({ url: D.paste, data: function () { return { text: text, first: col, rows: below }; }, end: function (said) {
      if (said.error) { note(said.error); return; }
      var will = [], lines = [], same = 0;
      said.lines.forEach(function (x) {
        var row = keyed[x.household];
        if (x.error) { lines.push(x.name + ': ' + x.error); } else if (x.same || !row) { same += 1; } else {
          will.push({ row: row, given: x.after.map(function (v, j) { return v === x.was[j] ? null : v; }) });
          lines.push(x.name + ': ' + x.after.map(function (v, j) { return v === x.was[j] ? '' : (j + 1) + ' ' + W[kind(x.was[j])] + ' → ' + W[kind(v)]; }).filter(Boolean).join('; '));
        }
      });
      if (same) { lines.push(same + ' ' + W.same); }
      question(will.length ? will.length + ' ' + W.pasteask : W.nopaste, will.length ? W.pastemore : '', lines, will.length ? W.write : '', function () { block(will); });
    } });
  }
  function undo(again) {
    var step = (again ? taken : done).pop();
    if (!step) { say.textContent = again ? W.noredo : W.noundo; return; }
    (again ? done : taken).push(step);
    if (step.show) { step.show(again); }
    step.rows.forEach(function (row, i) { back(row, (again ? step.after : step.before)[i]); });
    var op = again && step.again ? step.again() : { rows: step.rows, url: step.url(), data: function () { return step.data(again); }, end: function (said) { step.take(said); } };
    var end = op.end; op.end = function (said, status) { end(said, status); if (said.error) { note(said.error); } };
    press(op);
  }

  // --- A household more: name, Enter, skills, Enter ---
  function add() {
    var words = name.value.replace(/\s+/g, ' ').trim();
    if (!words) { name.focus(); return; }
    var tr = doc.createElement('tr'), h = key(), results = fresh.c, twin = rows.filter(function (x) { return fold(x.tr.cells[1].textContent) === fold(words); })[0];
    ['td', 'th', 'td', 'td', 'td', 'td', 'td', 'td', 'td', 'td', 'td'].forEach(function (tag, i) { tr.appendChild(make(tag, '', i > 3 && i < 9 ? 'k u' : i ? 'mu nw' : 'num mu')); });
    tr.cells[1].scope = 'row'; tr.cells[1].className = '';
    var link = make('a', words); tr.cells[1].appendChild(link); tr.dataset.h = h; link.href = D.open.replace(NOBODY, h);
    tr.cells[0].textContent = rows.length + 1; body.appendChild(tr);
    var row = rowOf(tr), step; rows.push(row); seen.push(row); keyed[h] = row;
    put(row, results, says(results) ? D.today : ''); state(row, 'w'); paint(row);
    function show(on) { row.tr.hidden = !on; var i = seen.indexOf(row); if (on && i < 0) { rows.push(row); seen.push(row); } else if (!on) { seen.splice(i, 1); rows.splice(rows.indexOf(row), 1); } if (r > seen.length) { r = seen.length; } }
    step = remember({ rows: [row], before: [copy(row)], after: [copy(row)], show: function (again) { show(again); say.textContent = again ? '' : words + ': ' + W.out; }, url: function () { return D.undo; }, data: function (again) { return { 'do': again ? 'redo' : 'undo', households: h }; }, take: answered });
    press({ rows: [row], url: D.add, data: function () { return { uuid: h, head_name: words, results: results, was: ',,,,' }; }, end: function (said, status) {
      if (status === 200) { state(row, 'ok'); link.textContent = said.name; take(row, said); return; }
      forget(step); show(false); queue = queue.filter(function (op) { return !op.rows || op.rows[0] !== row; });
      if (!name.value) { name.value = words; } tell(fresh, W.refused + ' ' + said.error);
    } });
    hush(fresh); if (twin) { tell(row, W.twin + ' ' + twin.tr.cells[0].textContent + '.'); }
    name.value = ''; fresh.c = only(0, null); paint(fresh); go(seen.length, 0);
  }

  // --- Questions in the page: Enter says yes, Escape no ---
  function question(title, more, lines, yes, fn) {
    var veil = make('div', '', 'veil'), box = make('div', '', 'card'), list = make('ul', '', 'sm'), home = doc.activeElement;
    box.setAttribute('role', 'dialog'); box.setAttribute('aria-modal', 'true'); box.setAttribute('aria-label', title);
    box.appendChild(make('h2', title)); box.appendChild(make('p', more, 'mu mb1'));
    lines.slice(0, 200).forEach(function (x) { list.appendChild(make('li', x)); }); list.tabIndex = lines.length > 8 ? 0 : -1; box.appendChild(list);
    function shut() { doc.body.removeChild(veil); if (home) { home.focus(); } }
    function button(text, cls, act) { var b = make('button', text, cls); b.type = 'button'; b.onclick = function () { shut(); act(); }; box.appendChild(b); return b; }
    var first = yes ? button(yes, 'btn', fn) : null, no = button(W.no, 'btn s', function () {});
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { shut(); } else if (event.key === 'Tab') { event.preventDefault(); (doc.activeElement === no && first ? first : no).focus(); }
      event.stopPropagation();
    });
    veil.appendChild(box); doc.body.appendChild(veil); (first || no).focus();
  }
  function history() {
    var row = at(r), url = row.h && D.history && of(D.history, row);
    if (row === fresh) { return; }
    pane.hidden = false; by('pt').textContent = row.tr.cells[1].textContent; by('po').href = of(D.open, row);
    if (!url) { by('pb').textContent = W.nohistory; return; }
    fetch(url, { credentials: 'same-origin', headers: { 'HX-Request': 'true' } }).then(function (x) { return x.ok ? x.text() : ''; }).then(function (text) {
      if (row === at(r)) { by('pb').innerHTML = text || W.nohistory; }
    }, function () { by('pb').textContent = W.cut; });
  }

  // --- Search and filters ---
  function search(words) {
    var want = fold(words.trim()), n = seen.length;
    for (var i = 1; want && i <= n; i += 1) { if (fold(at((r + i) % n).tr.textContent).indexOf(want) >= 0) { go((r + i) % n, c); return; } }
    if (want && n < rows.length) { keep('?'); n = seen.length; r = n - 1; search(words); return; }
    say.textContent = W.none;
  }
  function kept(row, loc, since) {
    var one = /^(thieu|hoi-not)-(1$|bon$|ky-nang-([1-5])$)/.exec(loc);
    var bit = one && one[3] ? 1 << one[3] - 1 : one && one[2] === 'bon' ? 15 : 31;
    return one ? (one[1] === 'thieu' ? row.l : row.q) & bit : loc === 'chua-khao-sat' ? !row.sur : loc === 'hoi-do' ? row.part :
      loc === 'cu' ? row.o && row.o < D.before : loc === 'chua-ra-soat' ? !row.o || row.o < since : true;
  }
  function keep(query) {
    var part = function (n) { return decodeURIComponent((new RegExp('[?&]' + n + '=([^&]*)').exec(query) || [])[1] || ''); }, loc = part('loc'), since = part('tu') || D.today;
    window.history.replaceState(null, '', query);
    each(doc.querySelectorAll('.chips a'), function (a) { if (a.getAttribute('href') === query) { a.setAttribute('aria-current', 'true'); } else { a.removeAttribute('aria-current'); } });
    by('rg-n').value = loc.slice(0, 14) === 'thieu-ky-nang-' ? loc : ''; if (loc !== 'chua-ra-soat') { by('tu').value = ''; }
    seen = rows.filter(function (row) { row.tr.hidden = !kept(row, loc, since); if (row.tr.hidden) { hush(row); } return !row.tr.hidden; });
    r = 0; from = null; light(); if (cell) { cell.tabIndex = -1; cell.parentNode.className = ''; cell = null; }
    if (at(0)) { (cell = at(0).k[0]).tabIndex = 0; }
    say.textContent = seen.length ? '' : W.none;
  }

  // --- Keys ---
  grid.addEventListener('keydown', function (event) {
    var k = event.key, row = at(r), ctrl = event.ctrlKey || event.metaKey, shift = event.shiftKey, hit = true;
    var digit = /^(Digit|Numpad)([1-5])$/.exec(event.code || ''), j = digit ? digit[2] - 1 : k >= '1' && k <= '5' ? k - 1 : -1;
    if (event.isComposing || event.target === name || !row || event.target !== cell) { return; }
    if (ctrl && shift && k.toLowerCase() === 'x') { rest(from ? chosen() : seen, true); }
    else if (ctrl && k === 'd') { down(); }
    else if (ctrl && k === 'Home') { go(0, 0); } else if (ctrl && k === 'End') { go(seen.length - 1, 4); }
    else if (ctrl || event.altKey) { hit = false; }
    else if (k === 'ArrowDown') { go(r + 1, c, shift); } else if (k === 'ArrowUp') { go(r - 1, c, shift); }
    else if (k === 'ArrowRight') { go(r, c + 1, shift); } else if (k === 'ArrowLeft') { go(r, c - 1, shift); }
    else if (k === 'Home') { go(r, 0, shift); } else if (k === 'End') { go(r, 4, shift); }
    else if (k === 'PageDown') { go(r + 10, c, shift); } else if (k === 'PageUp') { go(r - 10, c, shift); }
    else if (k === 'Enter') { if (row === fresh) { add(); } else { go(r + 1, c); } }
    else if (k === 'Escape') { go(r, c); }
    else if (k === '*') { set(row, all(2)); } else if (k === '0') { set(row, all(0)); }
    else if (j >= 0) { set(row, only(j, shift && event.code.slice(0, 5) === 'Digit' ? 1 : turned(row, j))); }
    else if (k === ' ') { set(row, only(c, turned(row, c))); }
    else if (k === 'h' || k === 'H') { set(row, only(c, 1)); }
    else if (k === 'Delete' && shift) { unsurvey(row); }
    else if (k === 'Delete' || k === 'Backspace') { clear(row); }
    else if (k === '-') { set(row, gaps(row)); }
    else if (k === 'x' || k === 'X') { if (row !== fresh) { var list = chosen(); rest(list, list.length > 1); } }
    else if (row.clash && row.clash[k]) { row.clash[k](); }
    else if (k === 'i' || k === 'F2') { if (pane.hidden) { history(); } else { pane.hidden = true; } }
    else { hit = false; }
    if (hit) { event.preventDefault(); event.stopPropagation(); }
  });
  if (name) {
    name.addEventListener('keydown', function (event) {
      if (event.isComposing) { return; }
      if (event.key === 'Enter') { event.preventDefault(); if (name.value.trim()) { go(seen.length, 0); } }
      else if (event.key === 'ArrowUp') { event.preventDefault(); go(seen.length - 1, 0); }
      else if (event.key === 'Escape') { name.value = ''; go(seen.length - 1, 0); }
    });
    name.addEventListener('focus', function () { if (at(r) !== fresh) { go(seen.length, 0); name.focus(); } });
  }
  doc.addEventListener('keydown', function (event) {
    var k = event.key.toLowerCase(), ctrl = event.ctrlKey || event.metaKey, typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing || event.altKey || event.isComposing || doc.querySelector('.veil')) { return; }
    if (ctrl && (k === 'z' || k === 'y')) { undo(k === 'y' || event.shiftKey); }
    else if (ctrl && event.shiftKey && k === 'x') { rest(seen, true); }
    else if (k === '/' && !ctrl) { by('q').focus(); by('q').select(); }
    else if (k === 'n' && !ctrl && fresh) { go(seen.length, 0); name.focus(); }
    else { return; }
    event.preventDefault();
  });
  by('q').addEventListener('keydown', function (event) {
    if (event.key === 'Enter') { event.preventDefault(); search(event.target.value); }
    else if (event.key === 'Escape' && cell) { cell.focus(); }
  });
  doc.addEventListener('paste', paste);
  doc.addEventListener('click', function (event) {
    var td = event.target.closest('.k'), row = td && td.parentNode.row, chip = event.target.closest('.chips a'), act = event.target.closest('[data-do]');
    if (chip) { event.preventDefault(); keep(chip.getAttribute('href')); }
    else if (act) {
      act = act.getAttribute('data-do');
      if (act === 'new') { go(seen.length, 0); name.focus(); } else if (act === 'rest') { rest(from ? chosen() : seen, true); } else { pane.hidden = true; if (cell) { cell.focus(); } }
    } else if (row) {
      go(row === fresh ? seen.length : seen.indexOf(row), row.k.indexOf(td), event.shiftKey); cell.focus();
      if (!event.shiftKey && !held) { set(row, only(c, turned(row, c))); }
      held = false;
    }
  });
  // A long press of a finger says "with help".
  var held = false, finger = 0;
  grid.addEventListener('touchstart', function (event) {
    var td = event.target.closest('.k'), row = td && td.parentNode.row; held = false;
    if (row) { finger = setTimeout(function () { held = true; set(row, only(row.k.indexOf(td), 1)); }, 500); }
  }, { passive: true });
  ['touchend', 'touchmove', 'touchcancel'].forEach(function (type) { grid.addEventListener(type, function () { clearTimeout(finger); }, { passive: true }); });
  each(doc.querySelectorAll('[data-keep]'), function (form) {
    var field = form.querySelector('.in'); form.querySelector('button').hidden = true;
    field.addEventListener('change', function () { keep(!field.value ? '?' : field.id === 'tu' ? '?loc=chua-ra-soat&tu=' + field.value : '?loc=' + field.value); });
    form.addEventListener('submit', function (event) { event.preventDefault(); });
  });

  // --- Begin ---
  grid.setAttribute('role', 'grid'); grid.setAttribute('aria-multiselectable', 'true');
  if (by('kh')) { grid.setAttribute('aria-describedby', 'kh'); by('kh').hidden = false; }
  if (!D.writes) { grid.setAttribute('aria-readonly', 'true'); }
  each(doc.querySelectorAll('[data-do][hidden]'), function (b) { b.hidden = false; });
  by('fd').hidden = false;
  rows = each(body.rows, rowOf);
  rows.forEach(function (row) { keyed[row.h] = row; var last = row.tr.cells[10]; row.age = last.firstChild ? last.firstChild.textContent : ''; row.old = last.children.length > 0; if (!row.o) { row.status = row.tr.cells[9].textContent; } });
  if (grid.tFoot && D.writes) { grid.tFoot.hidden = false; fresh = rowOf(by('new')); }
  seen = rows.filter(function (row) { return !row.tr.hidden; });
  if (at(0)) { (cell = at(0).k[0]).tabIndex = 0; }
})();

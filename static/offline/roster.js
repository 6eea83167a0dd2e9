/* A village that was taken along: its households, searched, opened in place, and what is known set by a tap. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, page = offline.page, one = page.one, all = page.all, part = page.part, words = page.words;
  var book = null, homes = new Map(), wanted = '';
  var SIGNS = { '2': '2', '1': '1', '0': '0', '-': '' }, LOOK = { '2': 'sk on', '1': 'sk half', '0': 'sk', '-': 'sk not-asked' };

  // --- The copy, and over it what was done here and is not in it yet ---
  async function open(pk) {
    if (!book || book.village.pk !== pk) { book = await offline.vault.bundle(pk); }
    if (book) { await lay(); }
    return !!book;
  }
  // Of this village, or of the one that it was before a decision.
  function isOf(pk) { return pk === book.village.pk || pk === book.before; }
  function personOf(given) { return { key: given.i || given.ref, name: given.n, said: given.d, base: given.r, now: given.r, last: null }; }
  function start(given) {
    return {
      uuid: given.u, name: given.n, hamlet: given.x, status: given.s, key: given.f, wanted: given.w, best: given.b, line: given.h,
      people: given.p.map(personOf), waits: false, isNew: false, last: null, refuses: given.w.indexOf('r') >= 0
    };
  }
  async function lay() {
    var here = await offline.outbox.items(), sent = await offline.outbox.done(), undone = new Set(), list;
    list = sent.concat(here).filter(function (item) { return item.operation && isOf(item.village) && item.state !== 'refused'; });
    list.forEach(function (item) { if (item.kind === 'undo') { undone.add(item.operation.of); } });
    homes = new Map(book.households.map(function (given) { return [given.u, start(given)]; }));
    list.forEach(function (item) {
      if (!undone.has(item.uuid) && ACT[item.kind]) { act(item, here.indexOf(item) >= 0); }
      // The copy holds already what it takes back.
      else if (item.kind === 'undo' && !list.some(function (one) { return one.uuid === item.operation.of; })) { turnBack(item.operation); }
    });
  }
  function turnBack(operation) {
    var home = homes.get(operation.household);
    if (home && operation.to && !operation.set) { home.refuses = operation.was === 'refused'; }
    (home && operation.set ? home.people : []).filter(function (person) { return person.key === operation.person; }).forEach(function (person) {
      person.now = Array.from(person.now, function (sign, at) { return operation.set[at + 1] === sign ? operation.was[at + 1] : sign; }).join('');
    });
  }
  function act(item, waits) {
    var operation = item.operation, home = homes.get(operation.household);
    if (item.kind === 'household') { home = ACT.household(operation); }
    else if (home) { ACT[item.kind](home, operation); }
    if (home) { home.waits = home.waits || waits; home.touched = true; }
  }
  var ACT = {
    household: function (operation) {
      var head = operation.head, home = {
        uuid: operation.household, name: head.name, hamlet: operation.hamlet || '', status: operation.status,
        key: page.fold(head.name + ' ' + (operation.hamlet || '')), wanted: /^[-]*$/.test(head.results) ? 'u' : '', best: 0, line: '',
        people: [made(head, 'head')].concat(operation.people.map(function (given) { return made(given, given.ref); })),
        waits: false, isNew: true, made: operation.uuid, last: null
      };
      home.people.forEach(function (person) { person.last = operation.uuid; });
      homes.set(home.uuid, home);
      return home;
    },
    person: function (home, operation) {
      var person = made(operation, operation.ref);
      person.last = operation.uuid;
      home.people.push(person);
    },
    answers: function (home, operation) {
      home.people.filter(function (person) { return person.key === operation.person; }).forEach(function (person) {
        person.now = Array.from(person.now, function (sign, at) { return operation.set[at + 1] || sign; }).join('');
        person.last = operation.uuid;
      });
    },
    status: function (home, operation) { home.status = operation.to; home.last = operation.uuid; },
    refusal: function (home, operation) {
      home.refuses = operation.to === 'refused';
      home.status = home.refuses ? 'refused' : 'resident';
      home.last = operation.uuid;
    }
  };
  // Somebody of whom the server knows nothing yet.
  function made(given, key) {
    return { key: key, name: given.name, said: given.birth_year ? String(given.birth_year) : '', base: '-----', now: given.results || '-----', last: null };
  }

  // --- Rows ---
  function order() {
    var list = Array.from(homes.values());
    return list.filter(function (home) { return home.isNew; }).concat(list.filter(function (home) { return !home.isNew; }));
  }
  function known(person) { return person.now.split('2').length - 1; }
  function shown(home) {
    var best = home.people[home.best];
    home.people.forEach(function (person) { if (known(person) > known(best)) { best = person; } });
    return best;
  }
  function five(person) {
    var line = document.createElement('span');
    line.className = 'five';
    line.setAttribute('role', 'img');
    line.setAttribute('aria-label', page.say('five', { n: known(person) }));
    Array.from(person.now).forEach(function (sign, at) {
      var cell = document.createElement('i');
      cell.textContent = sign === '-' ? '?' : at + 1;
      if (sign === '2') { cell.className = 'on'; } else if (sign === '-') { cell.className = 'not-asked'; }
      line.appendChild(cell);
    });
    return line;
  }
  function rowOf(home) {
    var row = document.createElement('li'), fold = document.createElement('details'), body = document.createElement('div');
    row.id = 'h-' + home.uuid;
    row.fill = function () { body.textContent = ''; fill(homes.get(home.uuid), body); };
    if (home.line) { fold.innerHTML = home.line; } else { fold.appendChild(part('line')); one('b', fold).textContent = home.name; one('small', fold).textContent = home.hamlet; }
    body.className = 'body';
    fold.appendChild(body);
    row.appendChild(fold);
    fold.addEventListener('toggle', function () { if (fold.open && !body.firstChild) { fill(homes.get(home.uuid), body); } });
    mark(row, home);
    return row;
  }
  // What was done here shows on the line: its cells, and that it waits.
  function mark(row, home) {
    var mine = one('.mine', row), small, cells, person = shown(home), was = document.createElement('div');
    // What was taken back shows no more, either.
    if (mine && home.line) { was.innerHTML = home.line; one('summary', row).innerHTML = one('summary', was).innerHTML; }
    else if (mine) { mine.parentNode.removeChild(mine); }
    if (!home.touched) { return; }
    small = one('summary small', row);
    cells = one('summary > .five, summary > .tag', row);
    mine = part('mine');
    one('[data-said]', mine).textContent = !home.waits ? words.sent : home.isNew ? words['new'] : words.edited;
    small.appendChild(mine);
    if (home.refuses) { one('[data-said]', mine).textContent = words.refuses_short + ' · ' + one('[data-said]', mine).textContent; }
    if (home.status === 'nobody_home') { one('[data-said]', mine).textContent = words.away + ' · ' + one('[data-said]', mine).textContent; }
    // Of one that refuses no answer shows.
    if (home.refuses) { if (cells) { cells.parentNode.removeChild(cells); } }
    else if (person && cells) { cells.parentNode.replaceChild(five(person), cells); }
    else if (person) { one('summary', row).appendChild(five(person)); }
  }
  function draw() {
    var list = one('[data-rows]');
    page.show('roster', book.village.name, page.say('households', { n: homes.size, time: page.timeOf(book.taken) }), '#');
    one('[data-roster-title]').textContent = book.village.name;
    one('[data-taken-said]').textContent = page.say('until', { n: book.households.length, day: page.timeOf(book.until) });
    one('[data-add]').setAttribute('href', '#thon-' + book.village.pk + '-moi');
    one('[data-log]').setAttribute('href', '#thon-' + book.village.pk + '-buoi');
    one('[data-log]').parentNode.hidden = !(book.teams || []).length;
    list.textContent = '';
    order().forEach(function (home) { list.appendChild(rowOf(home)); });
    filter();
  }
  async function changed() {
    if (!book || !offline.vault.isOpen) { return; }
    await lay();
    homes.forEach(function (home) { var row = document.getElementById('h-' + home.uuid); if (row) { mark(row, home); } });
    count();
  }

  // Whether somebody who stood in a household stands there no more.
  function lost(before, home) {
    return !!before && before.people.some(function (person) { return !home.people.some(function (now) { return now.name === person.name; }); });
  }
  // A newer copy: rows are drawn anew, but for those that are open under somebody's hand.
  async function renew(bundle, isShown) {
    // Another village was opened while it came.
    if (!book || (book.village.pk !== bundle.village.pk && book.village.pk !== bundle.before)) { return; }
    var isAnother = bundle.village.pk !== book.village.pk, before = homes;
    book = bundle;
    await lay();
    if (!isShown) { return; }
    if (isAnother) { draw(); return; }
    // Who may lie here no more goes from the page, too, also from under a hand.
    all('[data-rows] > li').forEach(function (row) { if (!homes.has(row.id.slice(2))) { row.parentNode.removeChild(row); } });
    homes.forEach(function (home) {
      var row = document.getElementById('h-' + home.uuid), isOpen = !!row && one('details', row).open, fresh;
      if (isOpen && !lost(before.get(home.uuid), home)) { mark(row, home); return; }
      fresh = rowOf(home);
      if (isOpen) { one('summary', row).innerHTML = one('summary', fresh).innerHTML; row.fill(); }
      else if (row) { fresh.hidden = row.hidden; row.parentNode.replaceChild(fresh, row); } // as it was searched for
      else { one('[data-rows]').insertBefore(fresh, one('[data-rows]').firstChild); }
    });
    count();
  }

  // --- Search and filters ---
  function holds(home, letter) { return !letter || (letter === 'm' ? home.touched : !home.refuses && home.wanted.indexOf(letter) >= 0); }
  function count() {
    all('[data-wanted]').forEach(function (chip) {
      var letter = chip.getAttribute('data-wanted'), n = 0;
      homes.forEach(function (home) { n += holds(home, letter) ? 1 : 0; });
      one('span', chip).textContent = n;
      chip.setAttribute('aria-pressed', letter === wanted ? 'true' : 'false');
    });
  }
  function filter() {
    var asked = page.fold(one('#q').value).split(' ').filter(Boolean), n = 0;
    homes.forEach(function (home) {
      var is = holds(home, wanted) && asked.every(function (word) { return home.key.indexOf(word) >= 0; });
      var row = document.getElementById('h-' + home.uuid);
      n += is ? 1 : 0;
      if (row) { row.hidden = !is; }
    });
    one('[data-none-found]').hidden = n > 0;
    one('[data-none-found]').textContent = n ? '' : words.none_found;
    count();
  }
  one('#q').addEventListener('input', filter);
  one('[data-find]').addEventListener('submit', function (event) { event.preventDefault(); filter(); });
  one('[data-chips]').addEventListener('click', function (event) {
    var chip = event.target.closest('[data-wanted]');
    if (chip) { wanted = chip.getAttribute('data-wanted'); filter(); }
  });

  // --- An open household ---
  function fill(home, body) {
    var rest = home.people.filter(function (person) { return person !== home.people[home.best]; });
    if (home.refuses) { body.appendChild(part('reopen')); body.appendChild(part('done')); plain(body); return; }
    if (!home.people.length) { body.appendChild(document.createElement('p')).textContent = words.agrees; }
    if (home.people.length) { body.appendChild(formOf(home, home.people[home.best])); }
    if (home.people.length) {
      one('.acts', body).appendChild(part('household'));
      one('.acts', body).appendChild(part('back'));
      turns(home, body);
    }
    rest.forEach(function (person) {
      var more = part('more');
      one('[data-who]', more).textContent = person.said ? person.name + ', ' + person.said : person.name;
      more.addEventListener('toggle', function () {
        if (more.open && !one('[data-one]', more)) { more.appendChild(formOf(home, homes.get(home.uuid).people.find(function (now) { return now.key === person.key; }))); }
      });
      body.appendChild(more);
    });
    if (home.people.length) { body.appendChild(part('add')); }
    if (home.people.length) { body.appendChild(part('refuse')); }
    body.appendChild(part('done'));
    plain(body);
  }
  // A part that stands on the page several times names nothing.
  function plain(body) {
    all('[data-refusal-form] [id]', body).forEach(function (field) { field.removeAttribute('id'); });
  }
  function formOf(home, person) {
    var form = part('person'), key = home.uuid + '-' + person.key;
    form.setAttribute('data-home', home.uuid);
    form.setAttribute('data-one', person.key);
    all('[id]', form).forEach(function (field) { field.id = field.id.replace(/-u?0(-|$)/, '-' + key + '$1'); });
    platformsOf(form);
    one('[data-who]', form).textContent = person.said ? person.name + ', ' + person.said : person.name;
    paint(form, person);
    return form;
  }
  // The fifth skill says which platforms it means here.
  function platformsOf(form) {
    var small = all('.sk', form).pop().querySelector('.pf');
    while (small.lastChild !== one('[data-word]', small)) { small.removeChild(small.lastChild); }
    small.appendChild(document.createTextNode(book.platforms.map(function (name) { return ' · ' + name; }).join('')));
  }
  // Where the household is, as it can be said now: the other of the two.
  function turns(home, body) {
    all('[data-status]', body).forEach(function (form) {
      form.hidden = home.status !== { nobody_home: 'resident', resident: 'nobody_home' }[form.getAttribute('data-status')];
    });
  }
  function paint(form, person) {
    Array.from(person.now).forEach(function (sign, at) {
      var cell = one('.sk input[name=number][value="' + (at + 1) + '"]', form).parentNode, tog = one('.tog', cell), help = one('.hlp', cell);
      var clear = one('.clear-answer button[value="' + (at + 1) + '"]', form);
      cell.className = LOOK[sign];
      tog.setAttribute('data-result', SIGNS[sign]);
      tog.value = sign === '2' ? '0' : '2';
      tog.disabled = at === 4 && !book.platforms.length;
      all('[data-word]', cell).forEach(function (word) { word.textContent = cell.parentNode.getAttribute('data-' + (SIGNS[sign] || 'u')); });
      if (help) { help.hidden = tog.disabled; help.value = sign === '1' ? '0' : '1'; help.setAttribute('aria-pressed', sign === '1' ? 'true' : 'false'); }
      if (clear) { clear.hidden = sign === '-'; }
    });
    one('[name=known][value=rest]', form).parentNode.hidden = !rest(person) || /^-+$/.test(person.now);
    if (one('.clear-answer', form)) { one('.clear-answer', form).hidden = /^-+$/.test(person.now); }
  }
  function rest(person) { return asked(person.now, function (sign) { return sign === '-'; }).length; }
  // The numbers of the skills that can be asked here and of which something holds.
  function asked(now, holds) {
    return [1, 2, 3, 4, 5].filter(function (number) { return (number < 5 || book.platforms.length) && holds(now[number - 1]); });
  }

  function named(key) { return order().filter(function (home) { return page.fold(home.name) === key; }); }

  offline.roster = {
    named: named,
    open: open, isOf: isOf, draw: draw, changed: changed, renew: renew, paint: paint, turns: turns, asked: asked,
    book: function () { return book; }, home: function (uuid) { return homes.get(uuid); },
    forget: function () { book = null; homes = new Map(); one('[data-rows]').textContent = ''; }
  };
})();

/* What is done in an open household without a network: each tap is one operation, and can be taken back. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, page = offline.page, roster = offline.roster, one = page.one, words = page.words, pressed = null, followed = [];

  function facts(kind, home, more) {
    var book = roster.book();
    return Object.assign({ kind: kind, village: book.village.pk, household: home.uuid, on: page.today(), taken: book.taken, follows: null }, more);
  }
  // Says what became of a press: kept here (and how it is taken back), or why not.
  function said(row, text, back) {
    var line = one('[data-done]', row), good;
    line.textContent = '';
    if (back) {
      good = page.part('kept');
      follow(back, one('[data-said]', good)).textContent = text;
      line.appendChild(good);
      line.appendChild(undoing(back, async function () { await redraw(row, isWhole(back.kind)); said(row, words.taken_back); }));
    } else { line.appendChild(document.createElement('b')).textContent = text; }
  }
  // What is said to lie on this phone says so until it has gone, or a person has to look at it.
  function follow(item, line) {
    followed.push({ uuid: item.uuid, line: line });
    setTimeout(told, 0); // it may have gone already
    return line;
  }
  function told() { tell().catch(function () { /* it says what it said */ }); }
  async function tell() {
    var items;
    followed = followed.filter(function (one) { return document.contains(one.line); });
    if (!followed.length || !offline.vault.isOpen) { return; }
    items = await offline.outbox.items();
    followed = followed.filter(function (here) {
      var item = items.find(function (one) { return one.uuid === here.uuid; });
      if (!item) { here.line.textContent = page.say('went', { time: page.timeOf(new Date()) }); }
      else if (item.words) { here.line.textContent = item.words; }
      return !!item;
    });
  }
  offline.on(function (what) { if (what === 'changed' || what === 'elsewhere') { told(); } });
  function undoing(item, after) {
    var button = page.part('undo');
    button.addEventListener('click', async function () {
      button.disabled = true;
      followed = followed.filter(function (one) { return one.uuid !== item.uuid; });
      try { await takeBack(item); await after(); } catch (error) { button.disabled = false; }
    });
    return button;
  }
  // What was never on its way is taken out; what the server may hold is followed there.
  async function takeBack(item) {
    var operation = item.operation;
    if (operation.kind === 'refusal') { await offline.parting[operation.to === 'refused' ? 'back' : 'part'](operation.household, operation.village); }
    if (await offline.outbox.remove(operation.uuid)) { return; }
    await offline.outbox.add({
      kind: 'undo', village: operation.village, household: operation.household, on: page.today(), taken: operation.taken,
      follows: operation.uuid, of: operation.uuid, person: operation.person, set: operation.set, was: operation.was, to: operation.to
    });
  }
  function reason(error) {
    if (/Quota/.test(error.name)) { return words.full; }
    return error.name === 'Locked' ? words.locked : words.broken;
  }
  async function keep(row, operation) {
    var item = null, why = '';
    try {
      item = await offline.outbox.add(operation);
      if (operation.kind === 'refusal') { await offline.parting[operation.to === 'refused' ? 'part' : 'back'](operation.household, operation.village); }
    } catch (error) { why = reason(error); }
    await redraw(row, isWhole(operation.kind));
    said(row, item ? page.say('kept', { time: page.timeOf(item.at) }) : why, item);
  }
  // What changes whose household it is, or whether anybody may be asked there.
  function isWhole(kind) { return kind === 'person' || kind === 'refusal'; }
  async function redraw(row, anew) {
    await roster.changed();
    if (anew) { row.fill(); }
    page.all('[data-one]', row).forEach(function (form) {
      var found = personOf(form);
      if (found) { roster.paint(form, found); }
    });
    var home = roster.home(row.id.slice(2));
    if (home) { roster.turns(home, row); }
  }
  function homeOf(form) { return roster.home(form.closest('li[id]').id.slice(2)); }
  function personOf(form) {
    var home = homeOf(form), key = form.closest('[data-one]').getAttribute('data-one');
    return home && home.people.find(function (person) { return String(person.key) === key; });
  }

  // --- Answers: only what this press changes; beside it what the server said when the copy was taken ---
  function wantedOf(form, button, person) {
    var value = button && button.value, wanted = {}, known = one('[name=known]', form), number = one('[name=number]', form);
    if (known) {
      roster.asked(person.now, function (sign) { return known.value !== 'rest' || sign === '-'; }).forEach(function (n) {
        wanted[n] = known.value === '1' ? '2' : '0';
      });
    } else if (number && number.type === 'hidden') { wanted[number.value] = value; }
    else { wanted[value] = '-'; }
    Object.keys(wanted).forEach(function (n) { if (person.now[n - 1] === wanted[n]) { delete wanted[n]; } });
    return wanted;
  }
  async function answer(form, button) {
    var person = personOf(form), home = homeOf(form), row = form.closest('li[id]'), set, was = {};
    if (!person || !button) { return; }
    set = wantedOf(form, button, person);
    if (!Object.keys(set).length) { await redraw(row); said(row, words.same); return; }
    Object.keys(set).forEach(function (n) { was[n] = person.base[n - 1]; });
    await keep(row, facts('answers', home, { person: person.key, set: set, was: was, follows: person.last }));
  }
  async function away(form) {
    var home = homeOf(form), row = form.closest('li[id]');
    await keep(row, facts('status', home, { to: form.getAttribute('data-status'), was: home.status, follows: home.last }));
  }

  // --- A household refuses, or does no more: the words of the page online, each once ---
  function chosenIn(form) {
    var chosen = {};
    page.all('input:checked', form).forEach(function (field) { chosen[field.name] = field.value; });
    page.all('input.in', form).forEach(function (field) { chosen[field.name] = field.value.trim(); });
    return chosen;
  }
  // Of a chip and the box beside it, the box is asked where the chip says "another".
  function dayOf(chosen) { return chosen.day ? page.today(+chosen.day) : page.dayTyped(chosen.refused_on); }
  // What is wrong, and in which field.
  function faultIn(chosen) {
    var day = dayOf(chosen), until = page.dayTyped(chosen.until);
    if (!chosen.reason) { return [words.no_reason, 'reason']; }
    if (!day || day > page.today()) { return [words.no_refused_on, 'refused_on']; }
    return chosen.until && (!until || until < day) ? [words.no_until, 'until'] : [];
  }
  // Says it below the form, and leads to the field that it is of.
  function wrong(form, text, fields) {
    var line = one('[data-said]', form);
    page.all('[aria-invalid]', form).forEach(function (field) { ['aria-invalid', 'aria-describedby'].forEach(function (name) { field.removeAttribute(name); }); });
    line.textContent = text || '';
    if (!text) { return false; }
    page.all('.fault-said').forEach(function (other) { other.removeAttribute('id'); });
    line.classList.add('fault-said');
    line.id = 'fault-said';
    fields = page.all(fields, form);
    fields.forEach(function (field) { field.setAttribute('aria-invalid', 'true'); field.setAttribute('aria-describedby', line.id); });
    fields[0].focus();
    return true;
  }
  async function refusal(form) {
    var home = homeOf(form), row = form.closest('li[id]'), chosen = chosenIn(form), isNew = 'again' in chosen;
    var fault = isNew ? faultIn(chosen) : chosen.why ? [] : [words.no_why, 'why'], said = { to: chosen.why, on: page.today() };
    if (wrong(form, fault[0], '[name=' + fault[1] + ']')) { return; }
    if (isNew) { said = { to: 'refused', reason: chosen.reason, again: chosen.again, until: page.dayTyped(chosen.until), on: dayOf(chosen) }; }
    await keep(row, facts('refusal', home, Object.assign(said, { was: home.status, follows: home.last })));
  }
  one('[data-rows]').addEventListener('change', function (event) {
    var box = event.target.name === 'day' && one('[data-other]', event.target.closest('form'));
    if (!box) { return; }
    box.hidden = event.target.value !== '';
    if (!box.hidden) { one('input', box).focus(); }
  });

  async function addPerson(form) {
    var home = homeOf(form), row = form.closest('li[id]'), said = {}, fault;
    page.all('[data-f]', form).forEach(function (field) { said[field.getAttribute('data-f')] = page.plain(field.value); });
    fault = offline.entry.faultOf(said);
    if (wrong(form, fault, fault === words.no_year ? '[data-f=birth_year]' : '[data-f=name]')) { return; }
    await keep(row, facts('person', home, {
      ref: offline.outbox.newUuid(), name: said.name, relation: said.relation, birth_year: said.birth_year, sex: '', phone: '', results: '-----',
      follows: home.made || null
    }));
  }

  // One after the other: the next follows the one before it.
  var turn = Promise.resolve();
  function next(act) { turn = turn.then(act, act); }
  document.addEventListener('click', function (event) { pressed = event.target.closest && event.target.closest('button'); }, true);
  one('[data-rows]').addEventListener('submit', function (event) {
    var form = event.target, button = pressed && form.contains(pressed) ? { value: pressed.value } : null;
    event.preventDefault();
    if (form.hasAttribute('data-add-person')) { next(function () { return addPerson(form); }); }
    else if (form.hasAttribute('data-refusal-form')) { next(function () { return refusal(form); }); }
    else if (form.hasAttribute('data-status')) { next(function () { return away(form); }); }
    else if (form.closest('[data-one]')) { next(function () { return answer(form, button); }); }
  });

  offline.taps = { facts: facts, follow: follow, undoing: undoing, reason: reason };
})();

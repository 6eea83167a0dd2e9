/* What is done in an open household without a network: each tap is one operation, and can be taken back. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, page = offline.page, roster = offline.roster, one = page.one, words = page.words, pressed = null;

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
      one('[data-said]', good).textContent = text;
      line.appendChild(good);
      line.appendChild(undoing(back, async function () { await redraw(row, isWhole(back.kind)); said(row, words.taken_back); }));
    } else { line.appendChild(document.createElement('b')).textContent = text; }
  }
  function undoing(item, after) {
    var button = page.part('undo');
    button.addEventListener('click', async function () {
      button.disabled = true;
      try { await takeBack(item); await after(); } catch (error) { button.disabled = false; }
    });
    return button;
  }
  // What was never on its way is taken out; what the server may hold is followed there.
  async function takeBack(item) {
    var operation = item.operation;
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
    try { item = await offline.outbox.add(operation); } catch (error) { why = reason(error); }
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
  async function refusal(form) {
    var home = homeOf(form), row = form.closest('li[id]'), chosen = {};
    page.all('input:checked', form).forEach(function (field) { chosen[field.name] = field.value; });
    if (!(chosen.reason || chosen.why)) { one('[data-said]', form).textContent = chosen.again ? words.no_reason : words.no_why; return; }
    await keep(row, facts('refusal', home, Object.assign(chosen.why ? { to: chosen.why } : { to: 'refused', reason: chosen.reason, again: chosen.again }, {
      on: page.today(+chosen.day || 0), was: home.status, follows: home.last
    })));
  }

  async function addPerson(form) {
    var home = homeOf(form), row = form.closest('li[id]'), said = {}, fault;
    page.all('[data-f]', form).forEach(function (field) { said[field.getAttribute('data-f')] = page.plain(field.value); });
    fault = offline.entry.faultOf(said);
    one('[data-said]', form).textContent = fault;
    if (fault) { return; }
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

  offline.taps = { facts: facts, undoing: undoing, reason: reason };
})();

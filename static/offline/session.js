/* A session of a team, logged where there is no network: the form of the page online, kept on this phone. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, page = offline.page, taps = offline.taps, one = page.one, all = page.all, words = page.words;
  var form = one('#session'), saved = one('#session-saved'), of = null, offered = [], blank = null;

  function teams() { return offline.roster.book().teams || []; }
  function team() { return offered.find(function (given) { return given.pk === +one('[data-team]', form).value; }); }
  // A form that somebody types in stays as it is, also while the PIN is asked again; of a newer copy come its teams and members.
  function open() {
    var book = offline.roster.book(), isSame = of !== null && offline.roster.isOf(of), kept;
    if (!teams().length) { location.hash = '#thon-' + book.village.pk; return; }
    page.show('session', one('[data-view=session] h1').textContent, book.village.name, '#thon-' + book.village.pk);
    one('[data-leave]', form).setAttribute('href', '#thon-' + book.village.pk);
    if (isSame && JSON.stringify(offered) === JSON.stringify(teams())) { return; }
    offer(teams());
    of = book.village.pk;
    if (isSame) { draw(); return; }
    saved.textContent = '';
    kept = draftOf(book);
    fresh();
    restore(kept);
  }
  function offer(given) {
    var list = one('[data-team]', form), before = list.value;
    offered = given;
    list.textContent = '';
    given.forEach(function (one) { list.appendChild(new Option(one.n, one.pk, false, String(one.pk) === before)); });
    one('[data-teams]', form).hidden = given.length < 2;
    one('[data-team-name]', form).hidden = given.length > 1;
  }
  function fresh() {
    form.reset();
    draw();
    told([]);
    one('[data-restored]', form).hidden = true;
    blank = stateOf();
    keep();
  }

  // --- What is typed and not saved lies sealed with all else, and comes back after a reload (offline/draft.js) ---
  function fields() { return all('input, select, textarea', form); }
  function isTicked(field) { return /radio|checkbox/.test(field.type); }
  function stateOf() {
    return JSON.stringify(fields().map(function (field) {
      return isTicked(field) ? field.checked && [field.name, field.value] : [field.name, field.value];
    }).filter(Boolean));
  }
  function keep() {
    var now = stateOf(), name = 'session-' + of;
    if (now === blank) { self.sealedDrafts.removeItem(name); } else { self.sealedDrafts.setItem(name, now); }
  }
  // Of this village, or of the one that it was before a decision.
  function draftOf(book) {
    return [book.village.pk, book.before].map(function (pk) { return self.sealedDrafts.getItem('session-' + pk); }).find(Boolean);
  }
  function restore(kept) {
    var said = {};
    if (!kept) { return; }
    JSON.parse(kept).forEach(function (one) { (said[one[0]] = said[one[0]] || []).push(one[1]); });
    // Its team first: who was there is of that one.
    if (offered.some(function (given) { return String(given.pk) === said[''][0]; })) { one('[data-team]', form).value = said[''][0]; draw(); }
    fields().filter(function (field) { return field.name; }).forEach(function (field) {
      var values = said[field.name] || [];
      if (isTicked(field)) { field.checked = values.indexOf(field.value) >= 0; return; }
      field.value = values[0] || '';
      if (field.value && field.closest('details')) { field.closest('details').open = true; }
    });
    ['day', 'present'].forEach(hear);
    one('[data-restored]', form).hidden = false;
    keep();
  }
  function chip(type, name, value, text) {
    var label = document.createElement('label'), box = document.createElement('input');
    box.type = type; box.name = name; box.value = value; box.checked = true;
    label.setAttribute('data-own', '');
    label.appendChild(box);
    label.appendChild(document.createElement('span')).textContent = text;
    return label;
  }
  // Where the team met before and who is of it; the page's own script says how many came and shows the boxes beside the chips.
  function draw() {
    var now = team(), places = one('[data-places]', form), people = one('[data-present]', form), first;
    one('[data-team-name]', form).textContent = now.n;
    all('[data-own]', form).forEach(function (label) { label.parentNode.removeChild(label); });
    all('label', places).forEach(function (label) { label.hidden = now.places.indexOf(one('input', label).value) >= 0; });
    first = places.firstElementChild;
    now.places.slice().reverse().forEach(function (name) { first = places.insertBefore(chip('radio', 'where', name, name), first); });
    now.m.forEach(function (member) { people.appendChild(chip('checkbox', 'present', member[0], member[1])); });
    one('[data-members]', form).hidden = !now.m.length;
    one('[data-attendance]', form).setAttribute('data-every', page.say(now.m.length > 1 ? 'every' : 'some', { there: '#', n: now.m.length }));
    one('[data-attendance]', form).setAttribute('data-some', page.say('some', { there: '#', n: now.m.length }));
    ['day', 'present'].forEach(hear);
  }
  function hear(name) {
    var box = one('[name="' + name + '"]', form);
    if (box) { box.dispatchEvent(new Event('change', { bubbles: true })); }
  }

  // --- What the form says, as the server's own form reads it (teams.activities.forms) ---
  function picked(name) { return all('[name="' + name + '"]', form).filter(function (box) { return box.checked; }).map(function (box) { return box.value; }); }
  function typed(name) { return one('[name="' + name + '"]', form).value.trim().replace(/[ \t]+/g, ' '); }
  function number(name) {
    var text = typed(name).replace(/[. ]/g, '');
    return text === '' ? null : /^\d{1,5}$/.test(text) ? +text : NaN;
  }
  function dayOf() {
    var chosen = picked('day')[0], text = page.dayTyped(typed('held_on'));
    if (chosen !== '') { return page.today(+chosen); }
    return text <= page.today() ? text : '';
  }
  function operationOf() {
    var turns = picked('turns')[0], where = picked('where')[0], uuid = offline.outbox.newUuid();
    // It is of no household: a thread of its own.
    return taps.facts('session', { uuid: uuid }, {
      uuid: uuid, on: dayOf(), team: team().pk, said: team().n, place: where || typed('place'), title: typed('title'), note: one('[name=note]', form).value.trim(),
      people: turns ? +turns : number('people'), persons: number('persons'), women: number('women'), households: number('households'),
      skills: all('[name=skills]', form).map(function (box, at) { return box.checked ? String(at + 1) : ''; }).filter(Boolean),
      present: picked('present').map(Number)
    });
  }
  function more(some, than) { return some !== null && than !== null && some > than; }
  function faults(said) {
    var found = [], among = said.persons === null ? said.people : said.persons;
    if (!said.on) { found.push(['s_held_on', words.no_day]); }
    ['people', 'persons', 'women', 'households'].forEach(function (name) { if (said[name] !== said[name]) { found.push(['s_' + name, words.no_number]); } });
    if (more(said.persons, said.people)) { found.push(['s_persons', words.too_many_persons]); }
    if (more(said.women, among)) { found.push(['s_women', words.too_many_women]); }
    if (!said.skills.length && !said.title) { found.push([all('[name=skills]', form)[0].id, words.nothing_taught]); }
    return found;
  }
  function told(found) {
    var old = one('.errsum', form);
    if (found.length) { offline.entry.tell(form, found); }
    else if (old) { old.parentNode.removeChild(old); }
  }
  async function save() {
    var said = operationOf(), found = faults(said), item, line = page.part('saved');
    offline.entry.free(form);
    told(found);
    if (found.length) { return; }
    try { item = await offline.outbox.add(said); }
    catch (error) { one('.fault', form).textContent = taps.reason(error); return; }
    taps.follow(item, one('[data-said]', line)).textContent = page.say('session_saved', { team: said.said, time: page.timeOf(item.at) });
    one('[data-acts]', line).appendChild(taps.undoing(item, function () { saved.textContent = words.taken_back; }));
    saved.textContent = '';
    saved.appendChild(line);
    fresh();
    scrollTo(0, 0);
  }
  form.addEventListener('submit', function (event) { event.preventDefault(); save(); });
  form.addEventListener('input', keep);
  form.addEventListener('change', keep);
  one('[data-discard]', form).addEventListener('click', function () { fresh(); one('#main').focus(); });
  one('[data-team]', form).addEventListener('change', function () { saved.textContent = ''; draw(); });

  offline.session = { open: open };
})();

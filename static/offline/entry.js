/* A new household without a network: the form of the page online, kept on this phone, and the next one at once. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, page = offline.page, taps = offline.taps, one = page.one, all = page.all, words = page.words;
  var FIRST_YEAR = 1900, PHONE = /^\+?[\d .]{8,16}$/, ALL = { knows_all: '2', nobody_knows: '0' }, hamlet = {}, of = null;

  // A form that somebody types in stays as it is, also while the PIN is asked again.
  function open() {
    var book = offline.roster.book();
    page.show('entry', one('[data-view=entry] h1').textContent, book.village.name, '#thon-' + book.village.pk);
    if (!offline.roster.isOf(of)) { one('#saved').textContent = ''; fresh(); }
  }
  function fresh() {
    var book = offline.roster.book(), entry = one('#entry'), form;
    of = book.village.pk;
    entry.innerHTML = book.form;
    form = one('form', entry);
    form.elements.hamlet.value = hamlet[of] || '';
    one('[data-leave]', form).setAttribute('href', '#thon-' + of);
    form.addEventListener('submit', function (event) { event.preventDefault(); save(form); });
    // The page's own script takes the form over as it does one that the server sent.
    entry.dispatchEvent(new CustomEvent('htmx:afterSettle', { bubbles: true, detail: { elt: entry } }));
    // Also of what was half typed and comes back: it may have gone in before the page ended, or be open in another tab.
    form.elements.uuid.value = offline.outbox.newUuid();
  }

  // Typed and not wanted: the form's own script would load the page again, and the PIN be asked.
  one('#entry').addEventListener('click', function (event) {
    if (event.target.closest('[data-discard]')) { event.stopPropagation(); fresh(); }
  }, true);

  // --- What the form says, as the server's own form reads it (households.entry.forms) ---
  function value(form, name) {
    var fields = all('[name="' + name + '"]', form).filter(function (field) { return !/radio|checkbox/.test(field.type) || field.checked; });
    return fields.length ? page.plain(fields[0].value) : '';
  }
  function results(form, prefix) {
    var how = value(form, prefix + 'how'), rest = ALL[how] || (value(form, prefix + 'rest') ? '0' : '-'), last = offline.roster.book().platforms.length;
    if (how === 'nobody_home') { return '-----'; }
    return [1, 2, 3, 4, 5].map(function (n) { return value(form, prefix + 'skill_' + n) || (n < 5 || last ? rest : '-'); }).join('');
  }
  function factsOf(form, prefix) {
    return {
      name: value(form, prefix ? prefix + 'full_name' : 'head_name'), birth_year: value(form, prefix + 'birth_year'), sex: value(form, prefix + 'sex'),
      phone: value(form, prefix + 'phone'), results: results(form, prefix)
    };
  }
  function isBegun(section) {
    return all('input, select', section).some(function (field) {
      return /radio|checkbox/.test(field.type) ? field.checked && field.value !== '' : field.value !== '' && field.value !== 'other';
    });
  }
  function people(form) {
    return all('[data-person]', form).slice(1).filter(isBegun).map(function (section) {
      var prefix = /^p\d+-/.exec(one('input[type=text]', section).name)[0];
      return Object.assign(factsOf(form, prefix), { ref: offline.outbox.newUuid(), relation: value(form, prefix + 'relation') || 'other', at: section });
    });
  }
  function operationOf(form) {
    var head = factsOf(form, ''), others = people(form), nobody = others.every(function (person) { return /^-+$/.test(person.results); });
    return taps.facts('household', { uuid: value(form, 'uuid') }, {
      head: head, people: others, hamlet: value(form, 'hamlet'), smartphone: value(form, 'smartphone'), internet: value(form, 'internet'),
      status: value(form, 'how') === 'nobody_home' && nobody ? 'nobody_home' : 'resident'
    });
  }
  // What the server's own form would refuse of a person, in words; a name has a letter, one that can be written large.
  function faultOf(person) {
    var year = +person.birth_year;
    if (person.name.toLowerCase() === person.name.toUpperCase()) { return words.no_name; }
    if (person.birth_year && !(/^\d{4}$/.test(person.birth_year) && year >= FIRST_YEAR && year <= new Date().getFullYear())) { return words.no_year; }
    return person.phone && !PHONE.test(person.phone) ? words.no_phone : '';
  }
  function faults(form, operation) {
    var found = [];
    function look(person, section) {
      var name = one('input[type=text]', section), born = one('[name$=birth_year]', section), phone = one('[name$=phone]', section);
      var fault = faultOf(person), at = fault === words.no_name ? name : fault === words.no_year ? born : phone;
      if (fault) { found.push([at.id, fault]); }
    }
    look(operation.head, one('[data-person]', form));
    operation.people.forEach(function (person) { look(person, person.at); delete person.at; });
    return found;
  }
  function lead(field) {
    var fold = field.closest('details');
    if (fold) { fold.open = true; }
    field.focus();
  }
  function tell(form, found) {
    var box = page.part('errors'), list = one('ul', box), old = one('.errsum', form);
    if (old) { old.parentNode.removeChild(old); }
    found.forEach(function (fault) {
      var row = document.createElement('li'), link = document.createElement('a');
      link.href = '#' + fault[0];
      link.textContent = fault[1];
      link.addEventListener('click', function (event) { event.preventDefault(); lead(one('#' + fault[0])); });
      row.appendChild(link);
      list.appendChild(row);
    });
    form.insertBefore(box, form.firstChild);
    box.focus();
  }
  // Whom it may repeat is asked once; pressed again it is another household, and says so when it is sent.
  function heldApart(form, operation) {
    var name = page.fold(operation.head.name), place = one('#likely', form), note, list, asked = (form.apart || []);
    var twins = offline.roster.named(name).filter(function (home) { return asked.indexOf(home.uuid) < 0; });
    operation.apart = asked;
    if (!twins.length) { return true; }
    form.apart = asked.concat(twins.map(function (home) { return home.uuid; }));
    note = page.part('likely');
    list = one('ul', note);
    twins.slice(0, 3).forEach(function (home) {
      list.appendChild(document.createElement('li')).textContent = home.hamlet ? home.name + ', ' + home.hamlet : home.name;
    });
    place.textContent = '';
    place.appendChild(note);
    note.scrollIntoView({ block: 'center' });
    return false;
  }
  // The page's script holds the buttons while a form is on its way.
  function free(form) { setTimeout(function () { all('button[type=submit]', form).forEach(function (button) { button.disabled = false; }); }, 10); }

  async function save(form) {
    var operation = operationOf(form), found = faults(form, operation), item;
    if (found.length) { free(form); tell(form, found); return; }
    if (!heldApart(form, operation)) { free(form); return; }
    try { item = await offline.outbox.add(operation); }
    catch (error) { free(form); one('.fault', form).textContent = taps.reason(error); return; }
    await offline.roster.changed();
    hamlet[of] = operation.hamlet;
    saved(item, operation.head.name);
    fresh();
    scrollTo(0, 0);
  }
  function saved(item, name) {
    var line = page.part('saved'), place = one('#saved');
    taps.follow(item, one('[data-said]', line)).textContent = page.say('saved', { name: name, time: page.timeOf(item.at) });
    one('[data-acts]', line).appendChild(taps.undoing(item, function () { place.textContent = words.taken_back; one('#id_head_name').focus(); }));
    place.textContent = '';
    place.appendChild(line);
  }

  offline.entry = { open: open, faultOf: faultOf, tell: tell, free: free };
})();

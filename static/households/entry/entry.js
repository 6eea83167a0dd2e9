/* A new household: its people, keys, focus, what was typed and not saved. The form works without this. ES5 only. */
(function () {
  'use strict';
  var doc = document, form, blank, prefix = 'entry-', first = true;
  function all(selector, root) { return [].slice.call((root || form).querySelectorAll(selector)); }
  function busy(on) { all('button[type=submit]').forEach(function (button) { button.disabled = on; }); }

  // --- People: the head, others, and at the end always an empty one, which is nobody ---
  function people() { return all('[data-person]'); }
  function personOf(field) { return field.closest('[data-person]'); }
  function nameOf(person) { return person.querySelector('input[type=text]'); }
  function isSaid(field) {
    if (field.type === 'radio' || field.type === 'checkbox') { return field.checked && field.value !== ''; }
    return field.value !== '' && field.value !== 'other';
  }
  function isBegun(person) { return all('input, select', person).some(isSaid); }
  function numberOf(person) { return +/^p(\d+)-/.exec(nameOf(person).name)[1]; }
  function add(number) {
    form.querySelector('[data-people]').insertAdjacentHTML('beforeend', blank.replace(/p\d+-/g, 'p' + number + '-'));
    say(people().pop());
  }
  // One empty person after those who were begun; the button says how many will be saved.
  function follow() {
    var persons = people(), last = persons[persons.length - 1], button = form.querySelector('[data-save]'), begun = 1;
    if (isBegun(last)) { add(numberOf(last) + 1); persons = people(); }
    persons.slice(1).forEach(function (person, index) {
      var is = isBegun(person);
      begun += is ? 1 : 0;
      person.querySelector('[data-ordinal]').textContent = index + 2;
      person.querySelector('[data-remove]').hidden = !is;
      person.classList.toggle('nobody', !is);
    });
    button.textContent = begun > 1 ? button.getAttribute('data-many').replace('{n}', begun) : button.getAttribute('data-one');
  }
  function goTo(person) {
    nameOf(person).focus({ preventScroll: true });
    person.scrollIntoView({ block: 'center' });
  }
  function goOn(person) {
    follow();
    goTo(people()[people().indexOf(person) + 1] || person);
  }

  // --- Five cells: not asked, knows, does not know yet; the value of the checked radio says which ---
  function cellsOf(person) { return all('[data-key]', person); }
  function stateOf(cell) { return cell.querySelector('input:checked').value; }
  function put(cell, value) { cell.querySelector('input[value="' + value + '"]').checked = true; }
  function turn(cell) {
    put(cell, { '': '2', '2': '0', '0': '' }[stateOf(cell)]);
    cell.querySelector('input:checked').focus();
    unchoose(personOf(cell));
  }

  // --- Choices that answer all five. They save nothing; a cell turned by itself takes the choice off ---
  var ALL = { knows_all: '2', nobody_knows: '0' };
  function chosen(person) { return person.querySelector('.answers > [type=radio]:checked'); }
  function unchoose(person) {
    if (chosen(person)) { chosen(person).checked = false; }
    person.before = null;
  }
  function choose(person, value) {
    var cells = cellsOf(person);
    if (!person.before) { person.before = cells.map(stateOf); }
    if (ALL[value]) { cells.forEach(function (cell) { put(cell, ALL[value]); }); }
    person.querySelector('[name$=rest]').checked = false;
  }
  function takeBack(person) {
    var before = person.before;
    unchoose(person);
    cellsOf(person).forEach(function (cell, index) { put(cell, before ? before[index] : ''); });
  }
  function press(person, value) {
    person.querySelector('.answers > [value=' + value + ']').checked = true;
    choose(person, value);
  }

  // In words, under the cells: what would be saved.
  function say(person) {
    var line = person.querySelector('[data-said]'), box = person.querySelector('[name$=rest]');
    var found = { '2': [], '0': [], '': [] }, words = { '2': 'data-y', '0': 'data-z', '': 'data-u' };
    person.querySelector('[data-cells]').classList.toggle('rest-not-yet', box.checked);
    all('.skill-cell', person).forEach(function (cell) {
      var state = stateOf(cell);
      found[state === '' && box.checked && !cell.disabled ? '0' : state].push(cell.querySelector('[name]').name.slice(-1));
    });
    line.textContent = ['2', '0', ''].map(function (state) {
      return found[state].length ? line.getAttribute(words[state]) + ' ' + found[state].join(', ') : '';
    }).filter(Boolean).join(' · ');
    line.hidden = false;
    // Of use once something was answered and something was not.
    box.parentNode.hidden = !box.checked && (found[''].length === 0 || found[''].length === 5);
  }

  // --- Keys: those of the page's table of keys ---
  function answer(person, key, target) {
    var cells = cellsOf(person), same = { '*': 'knows_all', '0': 'nobody_knows' }[key];
    if (key >= '1' && key <= '5') {
      cells.filter(function (cell) { return cell.getAttribute('data-key') === key; }).forEach(turn);
    } else if (same && chosen(person) && chosen(person).value === same) { takeBack(person); }
    else if (same) { press(person, same); }
    else if (key === '-') { person.querySelector('[name$=rest]').click(); }
    else if (key === ' ' && target.closest('.skill-cell')) { turn(target.closest('.skill-cell')); }
    else { return false; }
    return true;
  }
  function enter(person, target) {
    var cells = cellsOf(person), isHead = person === people()[0];
    if (target !== nameOf(person)) { goOn(person); }
    else if (isHead || isBegun(person)) { if (cells.length) { cells[0].querySelector('input:checked').focus(); } }
    else { form.querySelector('[data-save]').click(); }
  }
  function onKey(event) {
    var target = event.target, key = event.key, person = personOf(target);
    var answers = target.type === 'radio' || target.type === 'checkbox', isName = person && target === nameOf(person);
    if (event.isComposing) { return; }
    if (key === 'Enter' && event.ctrlKey) { form.querySelector('[data-save]').click(); }
    else if (!person || event.ctrlKey || event.altKey) { return; }
    else if (key === 'Enter' && (answers || isName)) { enter(person, target); }
    else if (key === '*' && isName) { press(person, 'knows_all'); say(person); goOn(person); }
    else if (answers && answer(person, key, target)) { say(person); follow(); }
    else { return; }
    event.preventDefault();
    keep();
  }

  function onClick(event) {
    var target = event.target, person = personOf(target), label = target.closest('.choices label');
    var input = label && doc.getElementById(label.htmlFor);
    if (input && input.checked) {
      // The same choice again takes it off, and brings back what the cells said.
      event.preventDefault(); takeBack(person); say(person); follow(); keep();
    } else if (input) { person.moveOn = true; }
    else if (target.closest('[data-remove]')) {
      nameOf(person.previousElementSibling || people()[0]).focus();
      person.parentNode.removeChild(person); follow(); keep();
    } else if (target.closest('[data-discard]')) { forget(); location.reload(); }
    else if (target.closest('[data-leave]')) { forget(); }
  }
  function onChange(event) {
    var target = event.target, person = personOf(target), moveOn = person && person.moveOn;
    if (!person) { return; }
    person.moveOn = false;
    if (target.closest('.skill-cell')) { unchoose(person); }
    else if (target.parentNode.classList.contains('answers')) { choose(person, target.value); }
    say(person); follow(); keep();
    // By finger or mouse only: whoever walks the choices with arrows stays there.
    if (moveOn && ALL[target.value]) { goOn(person); }
  }

  // --- What was typed and not saved stays in this tab, of this person and village, until saved or signed out ---
  // Without a network it is sealed like all else there (offline/draft.js).
  function store(use) { try { return use(window.sealedDrafts || window.sessionStorage); } catch (error) { return null; } }
  function key() { return prefix + form.getAttribute('data-draft'); }
  function forget() { store(function (kept) { kept.removeItem(key()); }); }
  function keep() {
    var said = all('input, select').filter(function (field) {
      return field.name && isSaid(field) && ['csrfmiddlewaretoken', 'anyway'].indexOf(field.name) < 0;
    }).map(function (field) { return [field.name, field.value]; });
    var typed = said.some(function (one) { return one[0] !== 'uuid' && one[0] !== 'hamlet'; });
    store(function (kept) { if (typed) { kept.setItem(key(), JSON.stringify(said)); } else { kept.removeItem(key()); } });
  }
  function putBack(name, value) {
    var person = /^p(\d+)-/.exec(name), fields;
    function named() { return all('input, select').filter(function (field) { return field.name === name; }); }
    if (person && !named().length) { add(+person[1]); }
    fields = named();
    fields.forEach(function (field) {
      if (field.type === 'radio' || field.type === 'checkbox') { field.checked = field.value === value; }
      else { field.value = value; if (field.closest('details')) { field.closest('details').open = true; } }
    });
  }
  function restore() {
    var mine = key().replace(/-\d+$/, '-'), kept = store(function (kept) { return JSON.parse(kept.getItem(key())); });
    // Somebody else signed in since: theirs is none of ours.
    store(function (kept) {
      Object.keys(kept).forEach(function (one) {
        if (one.indexOf(prefix) === 0 && one.indexOf(mine) !== 0) { kept.removeItem(one); }
      });
    });
    if (!kept) { return; }
    // It went in by another page, which asked something first.
    if (kept.some(function (one) { return one[0] === 'uuid' && one[1] === form.getAttribute('data-saved'); })) { forget(); return; }
    kept.forEach(function (one) { putBack(one[0], one[1]); });
    form.querySelector('[data-restored]').hidden = false;
  }

  function start() {
    var found = doc.querySelector('[data-entry]'), summary;
    if (!found || found === form) { return; }
    form = found;
    blank = people().pop().outerHTML.replace(/ style=""/g, '');
    if (form.hasAttribute('data-bound')) { keep(); } else if (first) { restore(); } else { forget(); }
    first = false;
    people().forEach(say);
    follow();
    form.addEventListener('keydown', onKey);
    form.addEventListener('click', onClick);
    form.addEventListener('change', onChange);
    form.addEventListener('input', function () { follow(); keep(); });
    // The server knows a retry by its key; the buttons say that one is on its way.
    form.addEventListener('submit', function () {
      form.querySelector('.fault').textContent = '';
      setTimeout(function () { busy(true); }, 0);
    });
    summary = form.querySelector('[data-focus]');
    if (summary) { summary.focus(); } else { nameOf(form).focus({ preventScroll: true }); }
  }

  // Not saved: said where the finger is; nothing typed is lost, the same press again makes one.
  function fault(kind) {
    return function (event) {
      // A question that nobody asked for is missed in silence.
      if (event.detail.elt !== form) { return; }
      var line = form.querySelector('.fault');
      busy(false);
      var xhr = event.detail.xhr, stale = xhr && xhr.status === 403;
      if (xhr && xhr.getResponseHeader('Lead')) { return; } // said by app.js
      line.textContent = line.getAttribute('data-' + (stale ? 'stale' : kind));
    };
  }
  window.addEventListener('pageshow', function () { if (form) { busy(false); } });
  doc.body.addEventListener('htmx:sendError', fault('cut'));
  doc.body.addEventListener('htmx:timeout', fault('cut'));
  doc.body.addEventListener('htmx:responseError', fault('broken'));
  doc.body.addEventListener('htmx:afterSettle', start);
  start();
})();

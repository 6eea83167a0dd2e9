/* Rows of people of a team: an empty one is always there, on a phone each is folded. The form works without this. ES5 only. */
(function () {
  'use strict';
  var form = document.querySelector('[data-founding]');
  if (!form) { return; }
  var list = form.querySelector('[data-people]');
  var count = form.querySelector('[name=rows]');
  var blank = form.querySelector('[data-blank]').innerHTML;
  var phone = window.matchMedia('(max-width: 860px)');
  var MOST = 40;
  function all(selector, root) { return [].slice.call((root || list).querySelectorAll(selector)); }
  function rows() { return all('[data-person]'); }
  function field(row, name) { return row.querySelector('[name$="-' + name + '"]'); }
  function value(row, name) { var box = field(row, name); return box ? box.value.trim() : ''; }
  function picked(row, name) { var box = field(row, name); return box ? box.options[box.selectedIndex].text : ''; }
  function wanted(row) { var box = field(row, 'with_account'); return box && box.checked; }

  function begun(row) {
    return wanted(row) || ['full_name', 'birth_year', 'sex', 'phone'].some(function (name) { return value(row, name); });
  }

  function summarise(row) {
    var next = form.querySelector('[data-blank]').content.querySelector('[data-title]').textContent;
    var said = [picked(row, 'role'), picked(row, 'organisation')];
    if (wanted(row)) { said.push(form.querySelector('[data-blank]').getAttribute('data-account')); }
    row.querySelector('[data-title]').textContent = value(row, 'full_name') || next;
    row.querySelector('[data-summary]').textContent = said.join(', ');
  }

  function number() {
    rows().forEach(function (row, i) {
      all('[data-number]', row).forEach(function (part) { part.textContent = i + 1; });
    });
  }

  // The number in a name is never used twice, so that a row taken out leaves the others as they are.
  function add(open) {
    if (Number(count.value) >= MOST) { return null; }
    list.insertAdjacentHTML('beforeend', blank.replace(/__/g, count.value));
    count.value = Number(count.value) + 1;
    var row = rows().pop();
    row.open = open || !phone.matches;
    row.querySelector('[data-remove]').hidden = false;
    number();
    return row;
  }

  function keep() {
    var last = rows().pop();
    if (!last || begun(last)) { add(false); }
  }

  function remove(row) {
    var at = rows().indexOf(row);
    list.removeChild(row);
    keep();
    number();
    var next = rows()[Math.min(at, rows().length - 1)];
    (phone.matches ? next.querySelector('summary') : field(next, 'full_name')).focus();
    field(next, 'full_name').dispatchEvent(new Event('change', { bubbles: true }));
  }

  function fold() {
    rows().forEach(function (row, i) { row.open = !phone.matches || i === 0 || row.hasAttribute('data-wrong'); });
  }

  // On a phone one row is open at a time, and the one that was opened stays under the finger.
  list.addEventListener('toggle', function (event) {
    var row = event.target;
    if (!phone.matches || !row.open) { return; }
    var before = row.getBoundingClientRect().top;
    rows().forEach(function (other) {
      if (other !== row && other.open && !other.hasAttribute('data-wrong')) { other.open = false; }
    });
    window.scrollBy(0, row.getBoundingClientRect().top - before);
  }, true);

  // --- What was typed stays in this tab, of this person, until the village has its team or they sign out ---
  var PREFIX = 'founding-', draft = PREFIX + form.getAttribute('data-draft');
  function store(use) { try { return use(window.sessionStorage); } catch (error) { return null; } }
  function forget() { store(function (kept) { kept.removeItem(draft); }); }
  function fields() {
    return all('input, select', form).filter(function (box) { return box.name && box.name !== 'csrfmiddlewaretoken' && box.type !== 'file'; });
  }
  function isTicked(box) { return box.type === 'checkbox' || box.type === 'radio'; }
  function remember() {
    var said = fields().filter(function (box) { return !isTicked(box) || box.checked; });
    said = said.map(function (box) { return [box.name, box.value]; });
    store(function (kept) { kept.setItem(draft, JSON.stringify(said)); });
  }
  function drafted() {
    var mine = draft.replace(/-[^-]*$/, '-');
    store(function (kept) {
      Object.keys(kept).forEach(function (one) {
        if (one.indexOf(PREFIX) === 0 && one.indexOf(mine) !== 0) { kept.removeItem(one); }
      });
    });
    return store(function (kept) { return JSON.parse(kept.getItem(draft)); });
  }
  function putBack(said) {
    said.forEach(function (one) {
      fields().filter(function (box) { return box.name === one[0]; }).forEach(function (box) {
        if (!isTicked(box)) { box.value = one[1]; } else if (box.value === one[1]) { box.checked = true; }
      });
    });
  }
  function restore() {
    var said = drafted(), village = form.querySelector('[name=area]');
    if (!said) { return; }
    var most = said.filter(function (one) { return one[0] === 'rows'; })[0][1];
    while (Number(count.value) < most && add(false)) { /* a row more */ }
    putBack(said);
    // The village is offered no more: it has its team, most likely this one.
    if (village.selectedIndex < 0) { forget(); window.location.reload(); return; }
    rows().forEach(function (row) { if (begun(row)) { summarise(row); } else { list.removeChild(row); } });
    add(false);
    number();
    form.querySelector('[data-restored]').hidden = false;
  }

  function typed(event) {
    var row = event.target.closest('[data-person]');
    if (row) { summarise(row); keep(); }
    remember();
  }
  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  form.addEventListener('click', function (event) {
    if (event.target.closest('[data-leave]')) { forget(); }
    if (event.target.closest('[data-discard]')) { forget(); window.location.reload(); }
  });
  list.addEventListener('click', function (event) {
    var button = event.target.closest('[data-remove]');
    if (button) { remove(button.closest('[data-person]')); }
  });

  var more = form.querySelector('[name=them]');
  more.type = 'button';
  more.addEventListener('click', function () {
    var last = rows().pop();
    var row = (begun(last) && add(true)) || last;
    row.open = true;
    field(row, 'full_name').focus();
  });
  all('[data-remove]').forEach(function (button) { button.hidden = false; });
  if (!form.hasAttribute('data-bound')) { restore(); }
  phone.addListener(fold);
  fold();
})();

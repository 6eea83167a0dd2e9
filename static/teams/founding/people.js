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

  form.addEventListener('input', function (event) {
    var row = event.target.closest('[data-person]');
    if (row) { summarise(row); keep(); }
  });
  form.addEventListener('change', function (event) {
    var row = event.target.closest('[data-person]');
    if (row) { summarise(row); keep(); }
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
  phone.addListener(fold);
  fold();
})();

/* A new household: keys, focus, one press one household. The form works without this. ES5 only. */
(function () {
  'use strict';
  var doc = document;
  function all(selector, root) { return [].slice.call((root || doc).querySelectorAll(selector)); }
  function busy(form, on) { all('button[type=submit]', form).forEach(function (b) { b.disabled = on; }); }

  // --- Five cells: not asked, knows, does not know yet; the value of the checked radio says which ---
  function cellsOf(form) { return all('[data-key]', form); }
  function stateOf(cell) { return cell.querySelector('input:checked').value; }
  function put(cell, value) { cell.querySelector('input[value="' + value + '"]').checked = true; }
  function turn(cell) {
    put(cell, { '': '2', '2': '0', '0': '' }[stateOf(cell)]);
    cell.querySelector('input:checked').focus();
  }

  // In words, under the cells: what would be saved.
  function say(form) {
    var line = form.querySelector('[data-said]'), rest = form.querySelector('[name=rest]').checked;
    var found = { '2': [], '0': [], '': [] }, words = { '2': 'data-y', '0': 'data-z', '': 'data-u' };
    form.querySelector('[data-cells]').classList.toggle('rest-not-yet', rest);
    all('.skill-cell', form).forEach(function (cell) {
      var state = stateOf(cell);
      found[state === '' && rest && !cell.disabled ? '0' : state].push(cell.querySelector('[name]').name.slice(-1));
    });
    line.textContent = ['2', '0', ''].map(function (state) {
      return found[state].length ? line.getAttribute(words[state]) + ' ' + found[state].join(', ') : '';
    }).filter(Boolean).join(' · ');
    line.hidden = false;
  }

  // Enter goes from the name to the skills, 1–5, Space, *, 0 and - answer, Enter saves.
  function keys(form, name) {
    var cells = cellsOf(form), next = form.querySelector('[data-next]');
    function answerAll(value) {
      var same = cells.every(function (cell) { return stateOf(cell) === value; });
      cells.forEach(function (cell) { put(cell, same ? '' : value); });
    }
    function press(key, target) {
      if (key >= '1' && key <= '5') {
        cells.filter(function (cell) { return cell.getAttribute('data-key') === key; }).forEach(turn);
      } else if (key === '*') { answerAll('2'); } else if (key === '0') { answerAll('0'); }
      else if (key === '-') { form.querySelector('[name=rest]').click(); }
      else if (key === ' ' && target.type === 'radio') { turn(target.parentNode); } else { return false; }
      return true;
    }
    form.addEventListener('keydown', function (event) {
      var target = event.target, key = event.key, answers = target.type === 'radio' || target.type === 'checkbox';
      var typing = target.tagName === 'INPUT' && !answers;
      if (event.isComposing) { return; }
      if (key === 'Enter' && (event.ctrlKey || answers)) {
        event.preventDefault(); next.click();
      } else if (key === 'Enter' && target === name) {
        event.preventDefault(); if (cells.length) { cells[0].querySelector('input:checked').focus(); }
      } else if (!typing && !event.ctrlKey && press(key, target)) { event.preventDefault(); say(form); }
    });
    form.addEventListener('change', function () { say(form); });
    say(form);
  }

  function start() {
    var form = doc.querySelector('[data-entry]');
    if (!form || form.started) { return; }
    form.started = true;
    var name = form.querySelector('input[name=head_name]');
    var wide = form.querySelector('[data-wide]');
    var summary = form.querySelector('[data-focus]');
    if (wide && window.innerWidth > 860) { wide.open = true; }
    if (summary) { summary.focus(); } else { name.focus({ preventScroll: true }); }
    keys(form, name);
    // The server knows a retry by its key; the buttons say that one is on its way.
    form.addEventListener('submit', function () {
      form.querySelector('.fault').textContent = '';
      setTimeout(function () { busy(form, true); }, 0);
    });
    window.addEventListener('pageshow', function () { busy(form, false); });
  }

  // Not saved: said where the finger is; nothing typed is lost, the same press again makes one.
  function fault(kind) {
    return function (event) {
      var form = doc.querySelector('[data-entry]');
      // A question that nobody asked for is missed in silence.
      if (event.detail.elt !== form) { return; }
      var line = form.querySelector('.fault');
      busy(form, false);
      line.textContent = line.getAttribute('data-' + kind);
    };
  }
  doc.body.addEventListener('htmx:sendError', fault('cut'));
  doc.body.addEventListener('htmx:timeout', fault('cut'));
  doc.body.addEventListener('htmx:responseError', fault('broken'));
  doc.body.addEventListener('htmx:afterSettle', start);
  start();
})();

/* The little that pages do by themselves; each page also works without it. Old browsers: ES5 only. */
(function () {
  'use strict';
  var doc = document;
  function all(selector, root) { return [].slice.call((root || doc).querySelectorAll(selector)); }

  // An error summary takes the focus.
  var summary = doc.querySelector('[data-focus]');
  if (summary) { summary.focus(); }

  // Show the password being typed.
  all('[data-show]').forEach(function (box) {
    box.addEventListener('change', function () {
      doc.getElementById(box.getAttribute('data-show')).type = box.checked ? 'text' : 'password';
    });
  });

  all('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  // Entry by keyboard: Enter goes from the name to the skills, 1–5 and * tick, Enter saves.
  all('[data-entry]').forEach(function (form) {
    var ticks = all('[data-key]:not([disabled])', form);
    var every = form.querySelector('[data-all5]');
    var next = form.querySelector('[data-next]');
    var name = form.querySelector('input[name=head_name]');
    function full() { return ticks.every(function (t) { return t.checked; }); }
    function word() { every.textContent = every.getAttribute(full() ? 'data-on' : 'data-off'); }
    function toggleAll() { var on = !full(); ticks.forEach(function (t) { t.checked = on; }); word(); }
    every.hidden = false; word();
    every.addEventListener('click', toggleAll);
    ticks.forEach(function (t) { t.addEventListener('change', word); });
    if (name && !summary) { name.focus(); }
    form.addEventListener('keydown', function (event) {
      var target = event.target, key = event.key;
      var typing = target.tagName === 'INPUT' && target.type !== 'checkbox';
      if (event.isComposing) { return; }
      if (key === 'Enter' && (event.ctrlKey || target.type === 'checkbox')) {
        event.preventDefault(); next.click();
      } else if (key === 'Enter' && target === name) {
        event.preventDefault(); if (ticks.length) { ticks[0].focus(); }
      } else if (!typing && key >= '1' && key <= '5') {
        var tick = form.querySelector('[data-key="' + key + '"]:not([disabled])');
        if (tick) { event.preventDefault(); tick.click(); tick.focus(); }
      } else if (!typing && key === '*') { event.preventDefault(); toggleAll(); }
    });
    // One press, one household: the server knows the retry by its key, the button says it is busy.
    form.addEventListener('submit', function () {
      setTimeout(function () { all('button[type=submit]', form).forEach(function (b) { b.disabled = true; }); }, 0);
    });
    window.addEventListener('pageshow', function () {
      all('button[type=submit]', form).forEach(function (b) { b.disabled = false; });
    });
  });

  // Type-ahead: arrows choose, Enter opens, Escape closes.
  all('[data-combo]').forEach(function (form) {
    var input = form.querySelector('input[role=combobox]');
    var box = form.querySelector('#found-box');
    var at = -1;
    function options() { return all('[data-href]', box); }
    function show(open) { input.setAttribute('aria-expanded', open ? 'true' : 'false'); if (!open) { box.textContent = ''; at = -1; input.removeAttribute('aria-activedescendant'); } }
    function choose(index) {
      var list = options();
      if (!list.length) { return; }
      at = (index + list.length) % list.length;
      list.forEach(function (li, i) { li.setAttribute('aria-selected', i === at ? 'true' : 'false'); });
      input.setAttribute('aria-activedescendant', list[at].id);
    }
    box.addEventListener('click', function (event) {
      var option = event.target.closest('[data-href]');
      if (option) { location.href = option.getAttribute('data-href'); }
    });
    box.addEventListener('htmx:afterSwap', function () { at = -1; show(box.children.length > 0); });
    input.addEventListener('keydown', function (event) {
      if (event.key === 'ArrowDown') { event.preventDefault(); choose(at + 1); }
      else if (event.key === 'ArrowUp') { event.preventDefault(); choose(at - 1); }
      else if (event.key === 'Escape' && box.children.length) { event.preventDefault(); show(false); }
      else if (event.key === 'Enter' && at >= 0) { event.preventDefault(); location.href = options()[at].getAttribute('data-href'); }
    });
    input.addEventListener('input', function () { if (!input.value) { show(false); } });
    doc.addEventListener('click', function (event) { if (!form.contains(event.target)) { show(false); } });
  });

  // An answer replaces the whole row. htmx keeps the focus by id; where the button went away, the
  // household takes it.
  var inside = false;
  doc.body.addEventListener('htmx:beforeSwap', function (event) {
    inside = event.detail.target.contains(doc.activeElement);
  });
  doc.body.addEventListener('htmx:afterSettle', function (event) {
    var head = event.target.querySelector('summary');
    if (inside && head && doc.activeElement === doc.body) { head.focus(); }
    inside = false;
  });
  // So a tap made before the answer waits for its turn, and is made again in the new row.
  var waiting = [];
  doc.addEventListener('submit', function (event) {
    var row = event.target.closest('.hh li');
    if (!row || !row.querySelector('.htmx-request')) { return; }
    event.preventDefault(); event.stopPropagation();
    waiting.push(event.target.querySelector('button').id);
  }, true);
  doc.body.addEventListener('htmx:afterSettle', function () {
    var next = doc.getElementById(waiting.shift());
    if (next) { next.click(); }
  });
  // A tap that was not saved says so in the row, and nothing is lost: tap again.
  function unsaved(vi, en) {
    return function (event) {
      var row = event.detail.elt.closest && event.detail.elt.closest('.body');
      var line = row && row.querySelector('[role=status]');
      if (line) { line.textContent = doc.documentElement.lang === 'en' ? en : vi; }
      waiting = [];
    };
  }
  var cut = unsaved('Chưa lưu: không có mạng. Có mạng thì bấm lại.', 'Not saved: no network. Tap again when it is back.');
  doc.body.addEventListener('htmx:sendError', cut);
  doc.body.addEventListener('htmx:timeout', cut);
  doc.body.addEventListener('htmx:responseError', unsaved('Chưa lưu: máy chủ báo lỗi. Tải lại trang rồi bấm lại.', 'Not saved: the server reports an error. Reload the page and tap again.'));
})();

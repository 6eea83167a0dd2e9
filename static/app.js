/* The little that pages do by themselves; each page also works without it. Old browsers: ES5 only. */
(function () {
  'use strict';
  var doc = document;
  function all(selector, root) { return [].slice.call((root || doc).querySelectorAll(selector)); }

  // An error summary takes the focus.
  var summary = doc.querySelector('[data-focus]');
  if (summary) { summary.focus(); }

  // One menu open at a time; Escape and a click beside it close it.
  function shut(but) {
    all('details[name=menu][open]').forEach(function (menu) { if (menu !== but) { menu.open = false; } });
  }
  doc.addEventListener('click', function (event) { shut(event.target.closest('details[name=menu]')); });
  doc.addEventListener('keydown', function (event) {
    var menu = event.key === 'Escape' && doc.querySelector('details[name=menu][open]');
    if (menu) { shut(); menu.querySelector('summary').focus(); }
  });

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

  // Whoever signs out leaves nothing half typed behind in this browser.
  doc.addEventListener('submit', function (event) {
    if (/\/dang-xuat\/$/.test(event.target.action)) { try { sessionStorage.clear(); } catch (error) { /* none kept */ } }
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
})();

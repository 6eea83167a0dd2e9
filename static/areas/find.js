/* Type-ahead over the units of the territory: arrows choose, Enter opens, Escape closes. ES5 only. */
(function () {
  'use strict';
  var doc = document, form = doc.querySelector('[data-combo]');
  var input = form.querySelector('input[role=combobox]');
  var box = form.querySelector('#found-box');
  var at = -1;
  function options() { return [].slice.call(box.querySelectorAll('[data-href]')); }
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
})();

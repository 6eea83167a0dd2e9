/* A new household: keys, focus, one press one household. The form works without this. ES5 only. */
(function () {
  'use strict';
  var doc = document;
  function all(selector, root) { return [].slice.call((root || doc).querySelectorAll(selector)); }
  function busy(form, on) { all('button[type=submit]', form).forEach(function (b) { b.disabled = on; }); }

  // Enter goes from the name to the skills, 1–5 and * tick, Enter saves.
  function keys(form, name) {
    var ticks = all('[data-key]:not([disabled])', form);
    var next = form.querySelector('[data-next]');
    function toggleAll() {
      var on = !ticks.every(function (t) { return t.checked; });
      ticks.forEach(function (t) { t.checked = on; });
    }
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

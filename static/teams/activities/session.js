/* A session of a team: the box beside the chips shows when its chip is chosen. The form works without this. ES5 only. */
(function () {
  'use strict';
  var doc = document;
  function all(selector, root) { return [].slice.call((root || doc).querySelectorAll(selector)); }

  // A hidden box is not sent, and keeps what was typed in it.
  function boxes(form, picked) {
    all('[data-other]', form).forEach(function (part) {
      var name = part.getAttribute('data-other');
      var chosen = form.querySelector('[name="' + name + '"]:checked');
      var open = !chosen || chosen.value === '';
      var box = part.querySelector('input');
      part.hidden = !open;
      box.disabled = !open;
      if (open && picked === name) { box.focus(); }
    });
  }

  // The label of the fold says how many of the members are ticked.
  function attendance(form) {
    var label = form.querySelector('[data-attendance]');
    if (!label) { return; }
    var members = all('[name="present"]', form);
    var there = members.filter(function (box) { return box.checked; }).length;
    var words = there === members.length ? 'data-every' : 'data-some';
    label.textContent = label.getAttribute(words).replace('#', there);
  }

  // Said before it is sent: a large picture takes minutes on a slow line, and would be refused after all.
  function weigh(box) {
    var line = doc.querySelector('[data-session] .fault');
    var file = box.files && box.files[0];
    var large = file && file.size > 10 * 1024 * 1024;
    line.textContent = large ? line.getAttribute('data-large') : '';
    if (large) { box.value = ''; }
  }

  function start() {
    var form = doc.querySelector('[data-session]');
    if (!form || form.started) { return; }
    form.started = true;
    var summary = form.querySelector('[data-focus]');
    if (summary) { summary.focus(); }
    boxes(form);
    form.addEventListener('change', function (event) {
      if (event.target.type === 'radio') { boxes(form, event.target.name); }
      if (event.target.name === 'present') { attendance(form); }
      if (event.target.type === 'file') { weigh(event.target); }
    });
    form.addEventListener('submit', function () { form.querySelector('.fault').textContent = ''; });
  }

  // Not saved: said where the finger is; nothing typed is lost, the same press again logs one.
  function fault(kind) {
    return function (event) {
      var line = doc.querySelector('[data-session] .fault'), xhr = event.detail.xhr;
      if (xhr && xhr.getResponseHeader('Lead')) { return; } // said by app.js
      line.textContent = line.getAttribute('data-' + kind);
    };
  }
  doc.body.addEventListener('htmx:sendError', fault('cut'));
  doc.body.addEventListener('htmx:timeout', fault('cut'));
  doc.body.addEventListener('htmx:responseError', fault('broken'));
  doc.body.addEventListener('htmx:afterSettle', start);
  start();
})();

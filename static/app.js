/* The little that pages do by themselves; each page also works without it. Old browsers: ES5 only. */
(function () {
  'use strict';
  var doc = document;
  function all(selector, root) { return [].slice.call((root || doc).querySelectorAll(selector)); }

  // htmx is half of all scripts, and nothing needs it to be read or sent: it comes once the page can be used.
  // It begins when the document is ready, which has been then: it is told again, before the page counts as loaded.
  // A page that asks by itself (the sheet) does without.
  var htmx = doc.createElement('script'), address = doc.currentScript.getAttribute('data-htmx');
  htmx.onload = function () { doc.dispatchEvent(new Event('DOMContentLoaded')); };
  doc.addEventListener('DOMContentLoaded', function () {
    if (address && !htmx.src) { htmx.src = address; doc.body.appendChild(htmx); }
  });

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

  // The calendar comes when a day is first entered, or its button pressed.
  var script = null, pressed = null, isThere = false;
  function calendar(event) {
    var day = event.target.closest && event.target.closest('[data-calendar]');
    if (!day || isThere) { return; }
    if (event.type === 'click') { pressed = event.target.closest('button'); }
    if (script) { return; }
    script = doc.createElement('script');
    script.src = day.getAttribute('data-calendar');
    script.onload = function () { isThere = true; if (pressed) { pressed.click(); } };
    doc.body.appendChild(script);
  }
  doc.addEventListener('focusin', calendar);
  doc.addEventListener('click', calendar);

  // The file button in the page's language: the browser's own lies over it, unseen.
  doc.documentElement.classList.add('with-script');
  function sized(bytes) {
    var kilo = bytes / 1024;
    var number = kilo < 1000 ? Math.ceil(kilo) : Math.ceil(kilo / 102.4) / 10;
    return number.toLocaleString(doc.documentElement.lang) + (kilo < 1000 ? ' KB' : ' MB');
  }
  doc.addEventListener('change', function (event) {
    var name = event.target.type === 'file' && event.target.parentNode.querySelector('[data-file]');
    var file = event.target.files && event.target.files[0];
    if (name) { name.textContent = file ? file.name + ', ' + sized(file.size) : name.getAttribute('data-file'); }
  });

  // What is folded is printed too.
  window.addEventListener('beforeprint', function () {
    all('[data-print-open]').forEach(function (fold) { fold.open = true; });
  });

  // The server cannot just now: its words stand beside the form, where nothing typed is lost.
  function faultOf(part) {
    var line = part.querySelector('.fault');
    if (!line) {
      line = doc.createElement('p');
      line.className = 'fault';
      line.setAttribute('role', 'alert');
      part.appendChild(line);
    }
    return line;
  }
  doc.body.addEventListener('htmx:responseError', function (event) {
    var xhr = event.detail.xhr, elt = event.detail.elt;
    // With a way on: the unit has ended.
    var lead = xhr.getResponseHeader('Lead');
    if ((xhr.status === 503 || lead) && !event.defaultPrevented) {
      var part = elt.closest('form') || elt, line = event.detail.fault || faultOf(part);
      line[lead ? 'innerHTML' : 'textContent'] = xhr.responseText;
      // Not under the bar of a phone, where a hand is at work here.
      if (part.contains(doc.activeElement)) { line.scrollIntoView({ block: 'center' }); }
    }
  });
  doc.body.addEventListener('htmx:beforeRequest', function (event) {
    var line = (event.detail.elt.closest('form') || event.detail.elt).querySelector('.fault');
    if (line) { line.textContent = ''; }
  });

  // What was done without a network and waits here is sent from any page; where nothing waits, none of it is loaded.
  var parts = doc.currentScript.getAttribute('data-offline').split(/\s+/), waits = 0;
  try { waits = +localStorage.getItem('to-so-waiting') || +localStorage.getItem('to-so-lost'); } catch (error) { /* nothing was kept */ }
  if (waits && !doc.querySelector('script[src*="/offline/"]')) {
    parts.forEach(function (source) {
      var part = doc.createElement('script');
      part.src = source; part.async = false;
      doc.body.appendChild(part);
    });
  }

  // Whoever signs out leaves nothing half typed behind in this browser, and what was taken along locked.
  doc.addEventListener('submit', function (event) {
    if (!/\/dang-xuat\/$/.test(event.target.action)) { return; }
    try {
      sessionStorage.clear();
      // As the scripts of what was taken along tell each other.
      if (window.BroadcastChannel) { new BroadcastChannel('to-so').postMessage('signed_out'); } else { localStorage.setItem('to-so', Date.now() + 'signed_out'); }
    } catch (error) { /* none kept */ }
  });
})();

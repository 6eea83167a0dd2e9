/* A small calendar beside each text field for a day. ES5 only. */
(function () {
  'use strict';
  var doc = document;
  var box, holder, field; // the calendar that is open, what surrounds it, its text field
  var shown; // the day that has the focus

  function written(day) { return day.toISOString().slice(0, 10).split('-').reverse().join('/'); }
  // Days are counted in UTC, where none is an hour short.
  function year() { return shown.getUTCFullYear(); }
  function month() { return shown.getUTCMonth(); }
  function dayAt(year, month, date) { return new Date(Date.UTC(year, month, date)); }
  function today() { return new Date(holder.getAttribute('data-today')); }
  function typed() {
    var parts = /^(\d\d?)\D?(\d\d?)\D?(\d{4})$/.exec(field.value.trim());
    return parts && dayAt(parts[3], parts[2] - 1, parts[1]);
  }

  function element(name, text, facts) {
    var made = doc.createElement(name);
    made.textContent = text;
    if (name === 'button') { made.type = name; }
    for (var key in facts) { made.setAttribute(key, facts[key]); }
    return made;
  }

  function movedMonths(months) {
    var last = dayAt(year(), month() + months + 1, 0).getUTCDate();
    return dayAt(year(), month() + months, Math.min(shown.getUTCDate(), last));
  }

  function headOf() {
    var words = holder.getAttribute('data-steps').split('|');
    var head = element('div', '', { 'class': 'cal-head' });
    var title = holder.getAttribute('data-months').replace('{m}', month() + 1).replace('{y}', year());
    ['«', '‹', '›', '»'].forEach(function (sign, at) {
      if (at === 2) { head.appendChild(element('b', title)); }
      head.appendChild(element('button', sign, { 'data-months': [-12, -1, 1, 12][at], 'aria-label': words[at] }));
    });
    return head;
  }
  function cellOf(day) {
    var other = day.getUTCMonth() === month() ? '' : 'other';
    var facts = { 'class': other, 'data-day': written(day), 'aria-label': written(day), tabindex: +day === +shown ? 0 : -1 };
    if (+day === +today()) { facts['aria-current'] = 'date'; }
    if (holder.hasAttribute('data-past') && day > today()) { facts['aria-disabled'] = 'true'; }
    if (+day === +typed()) { facts['aria-pressed'] = 'true'; }
    return element('button', day.getUTCDate(), facts);
  }
  function draw() {
    var grid = element('div', '', { 'class': 'cal-days' });
    var before = (dayAt(year(), month(), 1).getUTCDay() + 6) % 7; // weeks begin on Monday
    holder.getAttribute('data-weekdays').split('|').forEach(function (name) { grid.appendChild(element('span', name)); });
    for (var at = 0; at < 42; at += 1) {
      grid.appendChild(cellOf(dayAt(year(), month(), 1 - before + at)));
    }
    box.textContent = '';
    box.appendChild(headOf());
    box.appendChild(grid);
    box.appendChild(element('button', holder.getAttribute('data-now-word'), { 'class': 'cal-now', 'data-day': written(today()) }));
  }
  function show(day) {
    shown = day;
    draw();
    box.querySelector('[tabindex="0"]').focus();
  }

  // Below the field; above it where there is no room below.
  function place() {
    var at = holder.getBoundingClientRect();
    var page = doc.documentElement, high = box.offsetHeight + 4;
    var top = at.bottom + high < page.clientHeight ? at.bottom + 4 : Math.max(0, at.top - high);
    box.style.top = top + 'px';
    box.style.left = Math.max(0, Math.min(at.left, page.clientWidth - box.offsetWidth - 8)) + 'px';
  }
  function close() {
    if (!box) { return; }
    holder.removeChild(box);
    box = null;
    holder.querySelector('button').setAttribute('aria-expanded', 'false');
  }
  function open(around) {
    holder = around;
    field = holder.querySelector('input');
    var opener = holder.querySelector('button');
    box = element('div', '', { 'class': 'cal', role: 'dialog', 'aria-label': opener.textContent.trim() });
    holder.appendChild(box);
    opener.setAttribute('aria-expanded', 'true');
    show(typed() || today());
    place();
  }
  function choose(text) {
    field.value = text;
    close();
    field.focus();
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function pressed(button) {
    var step = button.getAttribute('data-months');
    if (button.hasAttribute('data-day')) { choose(button.getAttribute('data-day')); return; }
    show(movedMonths(+step));
    box.querySelector('[data-months="' + step + '"]').focus();
  }

  doc.addEventListener('click', function (event) {
    var button = event.target.closest('button:not([aria-disabled])');
    if (box && box.contains(event.target)) {
      return button && pressed(button);
    }
    var around = button && button.closest('.day'), again = box && holder === around;
    close();
    if (around && !again) { open(around); }
  });
  doc.addEventListener('focusin', function (event) { if (box && !holder.contains(event.target)) { close(); } });
  window.addEventListener('scroll', function () { if (box) { place(); } });

  var MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  doc.addEventListener('keydown', function (event) {
    var key = event.key;
    if (!box) { return; }
    var onDay = event.target.getAttribute('tabindex') === '0';
    if (key === 'Escape') { close(); field.focus(); }
    else if (onDay && MOVES[key]) { show(dayAt(year(), month(), shown.getUTCDate() + MOVES[key])); }
    else if (onDay && key.indexOf('Page') === 0) { show(movedMonths(key === 'PageUp' ? -1 : 1)); }
    else { return; }
    event.preventDefault();
  });
})();

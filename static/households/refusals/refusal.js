/* A refusal: the box of another day shows when its chip is chosen, and a term fills its last day in. The form works
   without this. ES5 only. */
(function () {
  'use strict';
  var form = document.querySelector('[data-refusal]');
  if (!form) { return; }
  var until = form.querySelector('[name="until"]'), other = form.querySelector('[data-other="day"]');

  function chosen(name) {
    var found = form.querySelector('[name="' + name + '"]:checked');
    return found ? found.value : null;
  }
  function two(number) { return (number < 10 ? '0' : '') + number; }
  function refusedOn() {
    var typed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(other.querySelector('input').value);
    if (chosen('day') === '' && typed) { return new Date(+typed[3], typed[2] - 1, +typed[1]); }
    var day = new Date();
    day.setDate(day.getDate() - (chosen('day') === '1' ? 1 : 0));
    return day;
  }
  function showOther(focus) {
    var box = other.querySelector('input'), open = chosen('day') === '';
    other.hidden = !open;
    box.disabled = !open;
    if (open && focus) { box.focus(); }
  }
  // The same day so many months later, or the last one of a month that is shorter.
  function fill() {
    var months = +chosen('again'), day = refusedOn();
    if (!months) { until.value = ''; return; }
    var last = new Date(day.getFullYear(), day.getMonth() + months + 1, 0);
    last.setDate(Math.min(day.getDate(), last.getDate()));
    until.value = two(last.getDate()) + '/' + two(last.getMonth() + 1) + '/' + last.getFullYear();
  }
  form.addEventListener('change', function (event) {
    if (event.target.name === 'day') { showOther(true); }
    if (/^(day|again|refused_on)$/.test(event.target.name)) { fill(); }
  });
  showOther(false);
})();

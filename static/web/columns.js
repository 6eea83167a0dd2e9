/* A table of numbers filled in by columns: Enter and Tab go down, a pasted column of Excel fills
   downwards. Without script it is a plain form. ES5 only. */
(function () {
  'use strict';
  var doc = document;
  var table = doc.querySelector('[data-columns]');
  if (!table) { return; }

  function column(name) {
    return Array.prototype.slice.call(table.querySelectorAll('input[data-column="' + name + '"]'));
  }
  function names() {
    var first = table.querySelector('tbody tr');
    return Array.prototype.map.call(first.querySelectorAll('input[data-column]'), function (box) {
      return box.getAttribute('data-column');
    });
  }
  // All boxes in the order in which they are filled in: down the first column, then the next.
  function inOrder() {
    return names().reduce(function (found, name) { return found.concat(column(name)); }, []);
  }
  function go(box, step, boxes) {
    var next = boxes[boxes.indexOf(box) + step];
    if (next) { next.focus(); next.select(); }
    return Boolean(next);
  }

  table.addEventListener('keydown', function (event) {
    var box = event.target, name = box.getAttribute('data-column');
    if (!name || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (event.key === 'Enter') {
      // Never sends the form: 130 rows are easily sent half filled in.
      go(box, event.shiftKey ? -1 : 1, inOrder());
      event.preventDefault();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (go(box, event.key === 'ArrowDown' ? 1 : -1, column(name))) { event.preventDefault(); }
    } else if (event.key === 'Tab') {
      // At either end the browser goes on: nobody is kept in the table.
      if (go(box, event.shiftKey ? -1 : 1, inOrder())) { event.preventDefault(); }
    }
  });

  table.addEventListener('paste', function (event) {
    var box = event.target, name = box.getAttribute('data-column');
    var data = event.clipboardData;
    if (!name || !data) { return; }
    var rows = data.getData('text/plain').replace(/\r/g, '').replace(/\n$/, '').split('\n');
    if (rows.length === 1 && rows[0].indexOf('\t') < 0) { return; }
    event.preventDefault();
    var all = names(), from = all.indexOf(name), at = column(name).indexOf(box), last = box;
    rows.forEach(function (row, down) {
      row.split('\t').forEach(function (cell, right) {
        var target = all[from + right] && column(all[from + right])[at + down];
        if (target) { target.value = cell.trim(); last = target; }
      });
    });
    last.focus();
  });
}());

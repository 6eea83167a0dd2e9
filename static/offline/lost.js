/* Says on the page without a network that the browser has thrown away what waited here, until somebody has read it. ES2017. */
(function () {
  'use strict';
  var NAME = 'to-so-lost', note = document.querySelector('[data-lost]');

  function isLost() { try { return !!localStorage.getItem(NAME); } catch (error) { return false; } }
  function draw() {
    note.hidden = !isLost();
    document.body.classList[note.hidden ? 'remove' : 'add']('is-lost');
  }
  note.querySelector('button').addEventListener('click', function () { localStorage.removeItem(NAME); draw(); });
  self.offline.on(draw);
  draw();
})();

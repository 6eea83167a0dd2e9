/* Copies a text that stands on the page; without script one marks it by hand. */
(function () {
  'use strict';

  function mark(text) {
    var range = document.createRange(), selection = window.getSelection();
    range.selectNodeContents(text);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function offer(box) {
    var text = document.querySelector(box.getAttribute('data-copy'));
    var said = box.querySelector('[data-said]');
    box.hidden = false;
    box.querySelector('button').addEventListener('click', function () {
      mark(text);
      if (document.execCommand('copy')) { said.textContent = said.getAttribute('data-said'); }
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-copy]'), offer);
}());

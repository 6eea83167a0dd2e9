/* Copies a text that stands on the page with one press; without a script one marks it by hand. ES5 only.
   The button names the text by its id, and says in the status beside it that it is done. */
(function () {
  'use strict';

  function mark(text) {
    if (text.select) {
      text.focus();
      text.select();
      text.setSelectionRange(0, text.value.length);
      return;
    }
    var range = document.createRange(), selection = window.getSelection();
    range.selectNodeContents(text);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function offer(button) {
    var text = document.getElementById(button.getAttribute('data-copy')), status = button.nextElementSibling;
    function say() { status.textContent = button.getAttribute('data-done'); }
    button.hidden = false;
    button.addEventListener('click', function () {
      mark(text);
      if (document.execCommand('copy')) { say(); return; }
      if (navigator.clipboard) { navigator.clipboard.writeText(text.value || text.textContent).then(say); }
    });
  }

  [].forEach.call(document.querySelectorAll('[data-copy]'), offer);
}());

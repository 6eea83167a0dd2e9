/* Copy a text with one press. Without a script it is chosen by hand. ES5 only. */
(function () {
  'use strict';
  var doc = document;
  function say(button) {
    var was = button.firstChild.nodeValue;
    button.firstChild.nodeValue = button.getAttribute('data-done');
    button.setAttribute('aria-live', 'polite');
    setTimeout(function () { button.firstChild.nodeValue = was; }, 4000);
  }
  [].slice.call(doc.querySelectorAll('[data-copy]')).forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var text = doc.getElementById(button.getAttribute('data-copy'));
      text.focus();
      text.select();
      text.setSelectionRange(0, text.value.length);
      if (doc.execCommand('copy')) { say(button); return; }
      if (navigator.clipboard) { navigator.clipboard.writeText(text.value).then(function () { say(button); }); }
    });
  });
}());

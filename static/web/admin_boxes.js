/* Django admin: a search box of Select2 is read out by the name of its field. ES5 only. */
(function () {
  'use strict';
  window.addEventListener('load', function () {
    Array.prototype.forEach.call(document.querySelectorAll('select.admin-autocomplete'), function (field) {
      var box = document.getElementById('select2-' + field.id + '-container');
      var label = document.querySelector('label[for="' + field.id + '"]');
      if (box && label) { box.setAttribute('aria-label', label.textContent.replace(':', '').trim()); }
    });
  });
}());

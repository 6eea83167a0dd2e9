/* Django admin: a search box of Select2 is read out by the name of its field. ES5 only. */
(function () {
  'use strict';
  var doc = document;

  function name() {
    Array.prototype.forEach.call(doc.querySelectorAll('select.admin-autocomplete'), function (field) {
      var box = doc.getElementById('select2-' + field.id + '-container');
      var label = doc.querySelector('label[for="' + field.id + '"]');
      if (box && label) { box.setAttribute('aria-label', label.textContent.replace(':', '').trim()); }
    });
  }
  // Behind what makes the boxes, which waits for jQuery too.
  window.addEventListener('load', function () { window.django.jQuery(name); });
}());

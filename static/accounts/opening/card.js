/* A card's code stands behind "#", which no browser sends: it is taken from there, put away, and posted. ES5 only. */
(function () {
  'use strict';
  var form = document.querySelector('[data-open-card]'), code = location.hash.slice(1);
  if (!form || !code) { return; }
  history.replaceState(null, '', location.pathname);
  form.elements.code.value = decodeURIComponent(code);
  if (form.elements.username.value) { form.submit(); }
}());

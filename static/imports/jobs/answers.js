/* Questions of a file that are sent together: whoever answers them with a finger or a mouse presses nothing else.
   With the last one that is in sight the folded ones open; with the very last all are sent. Keys go through choices
   before one is meant, so by keys the button sends them, as it does without a script. ES5 only. */
(function () {
  'use strict';
  var form = document.querySelector('form[data-many]'), byHand = false;
  if (!form) { return; }

  function isAnswered(question) {
    return [].some.call(question.querySelectorAll('input,select'), function (one) {
      return one.type === 'radio' ? one.checked : one.value !== '';
    });
  }

  function areAnswered(questions) { return [].every.call(questions, isAnswered); }

  function tell(done, all) {
    var told = form.querySelector('[data-done]');
    told.textContent = told.getAttribute('data-done').replace('#', done + '/' + all);
  }

  form.addEventListener('pointerdown', function () { byHand = true; });
  form.addEventListener('keydown', function () { byHand = false; });
  form.addEventListener('change', function (event) {
    var fold = form.querySelector('.fold'), all = [].slice.call(form.querySelectorAll('.qs>li'));
    tell(all.filter(isAnswered).length, all.length);
    if (!byHand || !/^(radio|select-one)$/.test(event.target.type)) { return; }
    if (areAnswered(all)) {
      form.querySelector('.qs-end button').click();
    } else if (fold && areAnswered(form.querySelector('.qs').children)) {
      fold.open = true;
    }
  });
}());

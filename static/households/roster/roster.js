/* Households opened and changed in their place. Everything also works by plain forms. ES5 only. */
(function () {
  'use strict';
  var doc = document;
  var LONG = 500;

  // An answer replaces the whole row. htmx keeps the focus by id; where the button went away, the
  // household takes it.
  var inside = false;
  doc.body.addEventListener('htmx:beforeSwap', function (event) {
    inside = event.detail.target.contains(doc.activeElement);
  });
  doc.body.addEventListener('htmx:afterSettle', function (event) {
    var head = event.target.querySelector('summary');
    if (inside && head && doc.activeElement === doc.body) { head.focus(); }
    inside = false;
  });

  // The tap is shown at once, before the server answers; the answer shows what stands.
  var pressed = null;
  doc.addEventListener('click', function (event) {
    pressed = event.target.closest && event.target.closest('button');
  }, true);
  // The classes of a form by the result it shows; "" was not asked.
  var LOOK = { '2': 'sk on', '1': 'sk half', '0': 'sk', '': 'sk not-asked' };
  function look(form, result) {
    var tog = form.querySelector('.tog'), help = form.querySelector('.hlp'), words = form.parentNode;
    form.className = LOOK[result];
    tog.setAttribute('data-result', result);
    [].forEach.call(form.querySelectorAll('[data-word]'), function (word) {
      word.textContent = words.getAttribute('data-' + (result || 'u'));
    });
    if (help) { help.setAttribute('aria-pressed', result === '1' ? 'true' : 'false'); }
    // After htmx has read the value that was pressed.
    setTimeout(function () {
      tog.value = result === '2' ? '0' : '2';
      if (help) { help.value = result === '1' ? '0' : '1'; }
    }, 0);
  }
  function show(form, button) {
    if (form.querySelector('.tog')) { look(form, button.value); }
  }

  // A tap made before the answer waits for its turn, and is made again in the new row.
  var waiting = [], shown = null;
  doc.addEventListener('submit', function (event) {
    var form = event.target, row = form.closest('.hh > li, #people');
    if (!row || !pressed || !form.contains(pressed)) { return; }
    var part = form.closest('#people') || row;
    if (part.querySelector('.htmx-request')) {
      event.preventDefault(); event.stopPropagation();
      waiting.push({ id: pressed.id, value: pressed.value });
      show(form, pressed);
      return;
    }
    if (form.querySelector('.tog')) {
      shown = { form: form, was: form.querySelector('.tog').getAttribute('data-result') };
      show(form, pressed);
    }
  }, true);
  doc.body.addEventListener('htmx:afterSettle', function () {
    var next = waiting.shift();
    shown = null;
    waiting.forEach(function (tap) {
      var later = doc.getElementById(tap.id);
      if (later) { show(later.form, tap); }
    });
    var button = next && doc.getElementById(next.id);
    // What was wanted, not what a second look would toggle to.
    if (button) { if (next.value) { button.value = next.value; } button.click(); }
  });

  // Where this phone has taken a village along, the tap can be made there.
  function onward(line) {
    var at = /^\/thon\/(\d+)\//.exec(location.pathname), link = doc.createElement('a');
    try { if (!at || localStorage.getItem('to-so-waiting') === null) { return; } } catch (error) { return; }
    link.href = '/mang-theo/#thon-' + at[1];
    link.textContent = doc.documentElement.lang === 'en' ? 'Enter it in what was taken along' : 'Nhập vào sổ mang theo máy';
    line.appendChild(doc.createTextNode(' '));
    line.appendChild(link);
  }
  // A tap that was not saved says so in the row, and nothing is lost: tap again.
  function unsaved(vi, en) {
    return function (event) {
      var row = event.detail.elt.closest && event.detail.elt.closest('.body, #people');
      var line = row && (row.querySelector('[role=status]') || doc.querySelector('#people > [role=status]'));
      if (shown) { look(shown.form, shown.was); shown = null; }
      var xhr = event.detail.xhr, busy = xhr && xhr.status === 503;
      if (line && xhr && xhr.getResponseHeader('Lead')) {
        event.detail.fault = line; // app.js says it there, with the way on
      } else if (line) {
        line.textContent = busy ? xhr.responseText : doc.documentElement.lang === 'en' ? en : vi;
        if (!xhr || !xhr.status) { onward(line); }
        event.preventDefault(); // said here, not once more beside the button
      }
      waiting = [];
    };
  }
  var cut = unsaved('Chưa lưu: không có mạng. Có mạng thì bấm lại.', 'Not saved: no network. Tap again when it is back.');
  doc.body.addEventListener('htmx:sendError', cut);
  doc.body.addEventListener('htmx:timeout', cut);
  doc.body.addEventListener('htmx:responseError', unsaved('Chưa lưu: máy chủ báo lỗi. Tải lại trang rồi bấm lại.', 'Not saved: the server reports an error. Reload the page and tap again.'));

  // A long press says "with help"; the small button says the same to keys and to pages without script.
  var timer = null, held = false;
  function release() { clearTimeout(timer); timer = null; }
  doc.addEventListener('touchstart', function (event) {
    var tog = event.target.closest('.tog');
    held = false;
    if (!tog || tog.disabled) { return; }
    timer = setTimeout(function () {
      var help = tog.parentNode.querySelector('.hlp') || doc.getElementById(tog.id.replace('k-', 'h-'));
      held = true; timer = null;
      if (help) { help.click(); }
    }, LONG);
  }, { passive: true });
  doc.addEventListener('touchmove', release, { passive: true });
  doc.addEventListener('touchcancel', release);
  doc.addEventListener('touchend', function (event) {
    release();
    if (held) { event.preventDefault(); held = false; }
  }, { passive: false });
  doc.addEventListener('contextmenu', function (event) {
    if (event.target.closest('.tog')) { event.preventDefault(); }
  });

  // A form that was folded out is typed into at once.
  function begin(fold) {
    var box = fold.open && fold.querySelector('input:not([type=hidden])');
    if (box) { box.focus(); }
  }
  doc.addEventListener('toggle', function (event) {
    if (event.target.hasAttribute('data-focus-first')) { begin(event.target); }
  }, true);
  doc.body.addEventListener('htmx:afterSettle', function (event) {
    if (event.detail.elt.hasAttribute('data-focus-first')) { begin(event.detail.elt); }
  });
  // A menu closes where something else is meant.
  doc.addEventListener('click', function (event) {
    var menu = doc.querySelector('.turns[open]');
    if (menu && !menu.contains(event.target)) { menu.open = false; }
  });
  doc.addEventListener('keydown', function (event) {
    var menu = doc.querySelector('.turns[open]');
    if (menu && event.key === 'Escape') { menu.open = false; menu.querySelector('summary').focus(); }
  });
})();

/* A printed sheet keyed back on one line: row number, space, digits of the skills, Enter. ES5 only.
   Rows are sent one after the other; typing never waits. Without script the rows are a plain form. */
(function () {
  'use strict';
  var doc = document;
  var line = doc.querySelector('[data-keying]'), rows = doc.querySelector('[data-rows]');
  if (!line || !rows) { return; }
  var input = line.querySelector('input'), now = line.querySelector('[data-now]');
  var told = line.querySelector('[data-told]'), rest = rows.querySelector('button[data-rest]');
  var fifth = line.getAttribute('data-fifth') === '1', five = line.getAttribute('data-five') === '1';
  var last = 0, asked = '', queue = [], busy = false, leaving = false;

  function word(name) { return line.getAttribute('data-' + name); }
  function row(n) { return doc.getElementById('r-' + n); }
  function say(text) { told.textContent = text || ''; told.className = text ? 'sm gap b' : 'sm'; }
  function key() {
    var bytes = new Uint8Array(16), text = '', i;
    window.crypto.getRandomValues(bytes);
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    for (i = 0; i < 16; i += 1) { text += (bytes[i] + 256).toString(16).slice(1); }
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  function following(n) {
    for (n += 1; row(n) && row(n).getAttribute('data-state') === 'gone';) { n += 1; }
    return n;
  }

  // "12 135" and "12*" name their row; " 135", "*" and "0" mean the next one, "x" the last one.
  function parse(text) {
    var named = /^([1-9]\d*)(\s*)(.*)$/.exec(text), what = text.replace(/\s/g, '').toLowerCase();
    if (named) { return { n: +named[1], what: named[3].replace(/\s/g, '').toLowerCase() }; }
    return { n: what === 'x' || what === '-' ? last : following(last), what: what };
  }
  function unreadable(what) {
    if (!/^([0vkx*=\-]|[1-5,.;]+)$/.test(what)) { return word('unread'); }
    return !five && what.indexOf('5') >= 0 ? word('no-five') : '';
  }

  function add(parent, tag, text, name) {
    var one = doc.createElement(tag);
    if (text) { one.textContent = text; }
    if (name) { one.className = name; }
    parent.appendChild(one);
    return one;
  }
  // Show whose row it is, and the five cells as they will be.
  function show() {
    var typed = parse(input.value), tr = row(typed.n), cells, since, i, on;
    now.textContent = '';
    if (!input.value) { return; }
    if (!tr) { add(now, 'b', word('no-row') + ' ' + typed.n, 'gap'); return; }
    add(now, 'b', typed.n + ' · ' + tr.cells[1].firstChild.textContent.trim());
    add(now, 'small', tr.cells[1].children[0].textContent, 'mu blk');
    if (/^([0*]|[1-5,.;]+)$/.test(typed.what)) {
      cells = add(now, 'span', '', 'five');
      for (i = 1; i <= 5; i += 1) {
        on = typed.what === '*' ? i < 5 || fifth : typed.what.indexOf(i) >= 0;
        add(cells, 'i', String(i), on ? 'on' : '');
      }
    } else if (tr.cells[2].firstElementChild) {
      now.appendChild(tr.cells[2].firstElementChild.cloneNode(true));
    }
    since = tr.querySelector('[data-since]');
    if (since) { add(now, 'small', since.textContent, 'gap blk'); }
  }

  function count() {
    var all = [].slice.call(rows.querySelectorAll('tr[data-n]'));
    var open = rows.querySelectorAll('tr[data-rest]').length;
    doc.querySelector('[data-done]').textContent = all.filter(function (tr) { return tr.getAttribute('data-state') === 'done'; }).length;
    rest.querySelector('b').textContent = open;
    rest.disabled = !open;
  }
  function mark(n) { doc.getElementById('t-' + n).className = row(n).getAttribute('data-state'); }

  // What was saved last stays in sight where one types, until the next key.
  function saved(n) {
    var tag = row(n).querySelector('[data-said] .tag');
    if (input.value || queue.length || !tag) { return; }
    add(now, 'b', n + ' · ' + row(n).cells[1].firstChild.textContent.trim(), 'blk');
    now.appendChild(tag.cloneNode(true));
  }
  function answered(item, status, text) {
    row(item.n).outerHTML = text;
    mark(item.n);
    count();
    if (status === 200) { say(''); saved(item.n); return; }
    say(item.n + ': ' + row(item.n).querySelector('[data-problem]').textContent);
    // The question is asked where he types, unless he is already at another row.
    if (!input.value && !queue.length) {
      input.value = item.n + ' ' + item.what;
      if (status === 409) { asked = input.value; say(told.textContent + ' ' + word('again')); }
      show();
    }
  }
  function pump() {
    var item = queue[0], request;
    if (busy || !item) { if (!busy && leaving) { leaving = false; rest.click(); } return; }
    busy = true;
    request = new XMLHttpRequest();
    request.open('POST', location.pathname);
    request.timeout = 20000;
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.setRequestHeader('HX-Request', 'true');
    request.onload = function () {
      var text = request.responseText.replace(/^\s+|\s+$/g, '');
      busy = false;
      // The server cannot just now: what was typed waits here, and is sent again.
      if (request.status === 503) { leaving = false; say(text); setTimeout(pump, 5000); return; }
      if (text.indexOf('<tr') !== 0) { queue = []; leaving = false; row(item.n).cells[3].textContent = word('not-saved'); say(word('fault')); if (request.getResponseHeader('Lead')) { told.innerHTML = text; } return; }
      queue.shift();
      answered(item, request.status, text);
      pump();
    };
    request.onerror = request.ontimeout = function () { busy = leaving = false; say(word('cut')); };
    request.send(['csrfmiddlewaretoken', 'on', 'row', 'typed', 'uuid', 'seen', 'agreed'].map(function (name) {
      var field = rows.elements[name];
      return name + '=' + encodeURIComponent(field ? field.value : item[name]);
    }).join('&'));
  }

  function take(typed) {
    var tr = row(typed.n), seen = tr.getAttribute('data-seen'), fault = unreadable(typed.what);
    var refuses = tr.getAttribute('data-refuses') || '';
    if (fault) { say(fault); return; }
    if ((seen || refuses) && typed.what !== 'x' && typed.what !== '-' && asked !== input.value) {
      asked = input.value; say(refuses + ' ' + word('again')); return;
    }
    queue.push({ n: typed.n, row: typed.n, what: typed.what, typed: typed.what, uuid: key(), seen: seen || '', agreed: refuses ? '1' : '' });
    tr.cells[3].textContent = word('sending');
    last = typed.n; asked = ''; input.value = ''; say(''); show(); pump();
  }
  line.addEventListener('submit', function (event) {
    var text = input.value, typed = parse(text);
    event.preventDefault();
    if (text.replace(/\s/g, '') === '==') { input.value = ''; show(); leaving = true; pump(); }
    else if (!text.replace(/\s/g, '')) { pump(); }
    else if (!row(typed.n) || row(typed.n).getAttribute('data-state') === 'gone') { say(word('no-row') + ' ' + typed.n); }
    else if (typed.what) { take(typed); }
    else { input.value = typed.n + ' '; show(); }
  });
  input.addEventListener('input', function () { if (asked && asked !== input.value) { asked = ''; say(''); } show(); });
  input.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { input.value = ''; asked = ''; say(''); show(); }
  });
  // Nothing typed is left behind: what is under way goes first.
  rest.addEventListener('click', function (event) {
    if (queue.length) { event.preventDefault(); leaving = true; pump(); }
  });
  window.addEventListener('beforeunload', function (event) {
    if (queue.length) { event.preventDefault(); event.returnValue = ''; }
  });
  line.hidden = false;
  input.focus();
})();

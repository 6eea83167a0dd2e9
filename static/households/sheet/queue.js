/* The queue of the village sheet: one request at a time, sent again until it is answered; its key makes it count once.
   And the steps that can be undone. ES5 only. */
(function () {
  'use strict';
  var sheet = window.sheet;
  if (!sheet) { return; }
  var doc = document, facts = sheet.facts, words = sheet.words;
  var NOBODY = '00000000-0000-0000-0000-000000000000'; // stands in an address for a household
  var PATIENCE = 20000, LONGEST = 30000; // milliseconds
  var queue = [], busy = false, pause = 0, timer = 0, saved = 0;
  var done = [], undone = []; // steps

  function newKey() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return sheet.each(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join('')
      .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  function addressOf(address, row) { return address.replace(NOBODY, row.household); }

  function token() {
    var found = /csrftoken=([^;]+)/.exec(doc.cookie);
    return found ? found[1] : JSON.parse(doc.body.getAttribute('hx-headers'))['X-CSRFToken'];
  }
  function read(response) {
    if (response.status === 503) { throw 'busy'; }
    if (response.status >= 500) { throw 'fault'; }
    if (response.status === 404) { return { status: 404, said: { error: words.gone } }; }
    if (!/json/.test(response.headers.get('Content-Type'))) { throw 'ended'; }
    return response.json().then(function (said) { return { status: response.status, said: said }; });
  }
  function post(address, data) {
    var late = new Promise(function (resolve, reject) { setTimeout(function () { reject('cut'); }, PATIENCE); });
    var sent = fetch(address, {
      method: 'POST', credentials: 'same-origin', headers: { 'X-CSRFToken': token() }, body: new URLSearchParams(data)
    });
    return Promise.race([late, sent]).then(read);
  }

  // A request: url, data() when it is sent, rows it touches (or none), end(said, status) once it is answered.
  function send(request) {
    queue.push(request);
    if (queue.length > 3) { note(); }
    pump();
  }
  function pump() {
    if (busy || !queue.length) { return; }
    clearTimeout(timer);
    busy = true;
    var request = queue[0];
    post(request.url, request.data()).then(function (answer) {
      busy = false;
      pause = 0;
      queue.shift();
      var rows = request.rows || [];
      rows.forEach(function (row) { row.waiting -= 1; });
      if (answer.status === 200 && request.rows) { saved += 1; }
      request.end(answer.said, answer.status);
      rows.forEach(sheet.paint);
      sheet.sums();
      note();
      pump();
    }).catch(function (why) {
      busy = false;
      pause = Math.min(LONGEST, (pause || 500) * 2);
      note(words[why] || words.cut);
      timer = setTimeout(pump, pause);
    });
  }
  // What few need comes once it is needed, as often as it takes: `name` is what its script brings.
  function bring(name, act) {
    if (sheet[name]) { act(); return; }
    var script = doc.createElement('script');
    script.src = facts[name.toLowerCase()];
    script.onload = act;
    script.onerror = function () {
      note(words.cut);
      setTimeout(function () { bring(name, act); }, 2000);
    };
    doc.body.appendChild(script);
  }
  // How it stands with saving: a fault in its words, what waits, or what is saved.
  function note(fault) {
    var waits = queue.length + ' ' + words.waits, text = '';
    if (fault) { text = fault + ' ' + waits + '.'; }
    else if (queue.length) { text = words.saving + ' · ' + waits; }
    else if (saved) { text = words.saved + ' ' + saved + ' ' + words.changes + ', ' + new Date().toTimeString().slice(0, 5); }
    sheet.say.className = fault ? 'gap b' : 'sync';
    sheet.say.textContent = text;
  }
  // Presses that touch rows: shown at once, answered later.
  function press(request) {
    request.rows.forEach(function (row) { sheet.hush(row); row.waiting += 1; sheet.paint(row); });
    send(request);
    sheet.sums();
  }
  function drop(row) {
    queue = queue.filter(function (request) { return !request.rows || request.rows[0] !== row; });
  }
  function answered(said) {
    (said.rows || []).forEach(function (one) {
      var row = sheet.byHousehold[one.household];
      if (row) { sheet.mark(row, ''); sheet.take(row, one); }
    });
  }
  function refused(row, said) { sheet.tell(row, words.refused + ' ' + said.error); }

  // --- Steps: rows with how they stood before and after, data(redo) that takes the step back or brings it again;
  // again() where bringing it again is a request of another kind ---
  function remember(step) {
    step.before = step.rows.map(sheet.copy);
    done.push(step);
    if (done.length > 50) { done.shift(); }
    undone = [];
    return step;
  }
  function forget(step) {
    function isAnother(one) { return one !== step; }
    done = done.filter(isAnother);
    undone = undone.filter(isAnother);
  }
  function findings(keys, rows) {
    return remember({ rows: rows, data: function (redo) { return { 'do': redo ? 'redo' : 'undo', assessments: keys.join(',') }; } });
  }
  function requestOf(step, redo) {
    if (redo && step.again) { return step.again(); }
    return { rows: step.rows, url: facts.undo, data: function () { return step.data(redo); }, end: answered };
  }
  function undo(redo) {
    var step = (redo ? undone : done).pop();
    if (!step) { sheet.say.textContent = redo ? words.noredo : words.noundo; return; }
    (redo ? done : undone).push(step);
    if (step.show) { step.show(redo); }
    step.rows.forEach(function (row, index) { sheet.restore(row, (redo ? step.after : step.before)[index]); });
    var request = requestOf(step, redo), end = request.end;
    request.end = function (said, status) {
      end(said, status);
      if (said.error) { note(said.error); }
    };
    press(request);
  }

  window.addEventListener('online', function () { pause = 0; pump(); });
  window.addEventListener('beforeunload', function (event) {
    if (queue.length) { event.preventDefault(); event.returnValue = ''; }
  });

  [newKey, addressOf, send, bring, note, press, drop, answered, refused, remember, forget, findings, undo].forEach(function (act) { sheet[act.name] = act; });
})();

/* Sends the outbox: one tab at a time, in batches, again until the server has named each item. Nothing is deleted here on
   any answer but that; whatever else comes (no network, no sign-in, a page in its place, half an answer) keeps everything. */
(function () {
  'use strict';
  var root = self, offline = root.offline, store = offline.store, box = offline.outbox.sending, ADDRESS = '/gui-len/';
  var FULL = 50, WEIGHT = 900000; // items and bytes of a batch
  var times = { first: 2000, longest: 300000, patience: 30000, lease: 45000 }; // milliseconds
  var ONE = [400, 413, 422, 500]; // an item may be the reason
  var pause = 0, timer = 0, running = null, next = null, reach = FULL, rest = 0, met = false, mine = Math.random();
  var sender = offline.sender = { state: 'idle', why: '', full: false, over: [], now: now, times: times };

  function say(state, why) {
    if (sender.state === state && sender.why === (why || '')) { return; }
    sender.state = state; sender.why = why || '';
    offline.emit('sender');
  }
  function stop(why, response) {
    var error = store.fault('Stop');
    error.why = why;
    error.status = response ? response.status : 0;
    error.wait = response ? +response.headers.get('Retry-After') || 0 : 0;
    return error;
  }

  // --- One question to the server. What is not the server's own JSON is no answer ---
  async function ask(request, query) {
    var late = root.AbortController ? new root.AbortController() : { abort: function () {} }, response, said;
    var how = { credentials: 'same-origin', cache: 'no-store', redirect: 'manual', signal: late.signal };
    async function answer() {
      response = await root.fetch(ADDRESS + (query || ''), Object.assign(how, request));
      if (!/^application\/json/.test(response.headers.get('Content-Type') || '')) { throw stop(reason(response), response); }
      return response.json();
    }
    try { said = await inTime(answer(), function () { late.abort(); }); }
    catch (error) { throw error.name === 'Stop' ? error : stop('network'); }
    // The device was locked there, and has no session any more: the copy goes, what waits stays.
    if (said && said.v === 1 && said.drop === true) { await offline.vault.drop(); }
    if (response.status !== 200) { throw stop(said.why || reason(response), response); }
    if (said.v !== 1) { throw stop(said.v ? 'version' : 'portal'); }
    return said;
  }
  // Some browsers end no question that is given up: whoever asked goes on all the same.
  function inTime(promise, giveUp) {
    return new Promise(function (resolve, reject) {
      var bell = setTimeout(function () { giveUp(); reject(stop('network')); }, times.patience);
      promise.then(resolve, reject).then(function () { clearTimeout(bell); });
    });
  }
  function reason(response) {
    if (response.type === 'opaqueredirect' || response.status === 200) { return 'portal'; }
    return response.status === 401 ? 'sign_in' : String(response.status);
  }
  async function hello() {
    var known = await store.meta('server') || {};
    var me = await ask({ method: 'GET', headers: { Accept: 'application/json' } }, known.device ? '?device=' + encodeURIComponent(known.device) : '');
    if (!(me.user > 0)) { throw stop('portal'); }
    met = true;
    await offline.signed(me.user);
    await letGo(me.over || []);
    return me;
  }
  // Of a village somebody was erased since it was taken along: a copy that is open is renewed by its page, a locked one goes.
  async function letGo(over) {
    sender.over = over;
    if (over.length && offline.vault.isOpen) { offline.emit('over'); return; }
    for (var at = 0; at < over.length; at += 1) { await offline.vault.drop(over[at]); }
  }
  async function post(me, batch) {
    var answer = await ask({
      method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': me.token },
      body: JSON.stringify({
        v: 1, device: (await store.meta('server') || {}).device || '', clock: new Date().toISOString(),
        items: batch.map(function (record) { return { uuid: record.uuid, key: record.key, sealed: record.sealed }; })
      })
    });
    // Somebody else signed in meanwhile: what was said of these was said to them.
    if (answer.user !== me.user) { throw stop('user'); }
    if (!Array.isArray(answer.items)) { throw stop('portal'); }
    return answer;
  }

  // --- A run: until nothing is left, or there is a reason to wait ---
  async function sendBatch(run) {
    var batch = await box.mark(run.me.user, await box.next(run.me.user, run.size, WEIGHT)), result, answer;
    if (!batch.length) { return false; }
    say('sending');
    try { answer = await post(run.me, batch); result = await box.settle(batch, answer); }
    catch (error) { await meet(run, batch, error); return true; }
    run.stale = 0;
    if (result.left.length) { await box.hold(result.left, 'unnamed', times.first); }
    if (!result.named) { throw stop('unnamed'); }
    pause = run.alone = 0;
    reach = run.size = Math.min(run.most, run.size * 2);
    if (answer.items.some(function (one) { return one.why === 'device'; })) { await offline.vault.drop(); }
    offline.emit('changed');
    return true;
  }
  // A stale token is asked for anew, once. A batch that is refused whole is halved, until the item is found that is the reason.
  async function meet(run, batch, error) {
    var why = error.why;
    if ((error.status === 403 || why === 'user') && !run.stale) { run.stale = 1; run.me = await hello(); return; }
    // On a line so slow that a batch of many takes too long the next try is smaller.
    if (why === 'network') { reach = Math.ceil(batch.length / 4); }
    if (ONE.indexOf(error.status) < 0) { throw error; }
    if (batch.length > 1) {
      run.size = Math.ceil(batch.length / 2);
      if (error.status === 413) { run.most = run.size; }
      return;
    }
    await box.hold(batch, why, times.first * 15);
    run.alone += 1;
    if (run.alone === 3) { throw error; }
  }
  async function sendAll() {
    var run = { me: await hello(), size: reach, most: FULL, alone: 0, stale: 0 };
    await box.release(run.me.user);
    while (await sendBatch(run)) { if (!root.navigator.locks) { await lease(); } }
  }

  // --- One tab at a time: by a lock, or where there are none by a lease that runs out when its tab is gone ---
  async function lease(end) {
    var got = false;
    await store.within(['meta'], 'readwrite', function (of) {
      of('meta').get('lease').onsuccess = function (event) {
        var kept = event.target.result, now = Date.now();
        got = !kept || kept.holder === mine || kept.until < now || kept.until > now + times.lease;
        if (got) { of('meta').put({ k: 'lease', holder: mine, until: end ? 0 : now + times.lease }); }
      };
    });
    return got;
  }
  // A tab that was put to sleep with the lock loses it in the end: what is sent twice counts once.
  function locked(locks, act) {
    return new Promise(function (resolve, reject) {
      var begun = false, bell = setTimeout(function () { request({ steal: true }); }, times.lease * 4);
      function begin() {
        if (begun) { return null; }
        begun = true;
        clearTimeout(bell);
        return act();
      }
      function request(how) { locks.request('to-so-sender', how, begin).then(resolve, reject); }
      request({ mode: 'exclusive' });
    });
  }
  async function alone(act) {
    if (root.navigator.locks) { return locked(root.navigator.locks, act); }
    while (!await lease()) { await new Promise(function (go) { setTimeout(go, times.first / 2); }); }
    try { return await act(); } finally { await lease(true); }
  }

  // --- When: at once if asked, when the network or the person comes back, and after a pause that grows ---
  // A store that cannot be read (a private window) holds nothing to send.
  async function left() { try { return await offline.outbox.count() > 0; } catch (error) { return false; } }
  function later(wait) {
    clearTimeout(timer);
    var least = Math.min(times.longest, wait * 1000 || 0);
    pause = Math.min(times.longest, pause ? pause * 2 : times.first);
    // As long as the server said nobody asks it, whatever is added or pressed meanwhile.
    if (least) { rest = root.performance.now() + least; }
    timer = setTimeout(attempt, Math.max(least, pause * (0.75 + Math.random() / 2)));
  }
  var STATES = { network: 'offline', sign_in: 'sign_in', version: 'version' };
  function attempt() {
    clearTimeout(timer);
    timer = 0;
    // Asked for while one goes on: it may have begun too early to see why, so another follows it.
    if (running) { return next = next || running.then(function () { next = null; return attempt(); }); }
    running = once().then(ended, ended);
    return running;
  }
  function ended() { running = null; }
  async function once() {
    var early;
    try {
      // Once on each page also where nothing waits: whether the copy may still lie here.
      if (!await box.any() && (met || !await store.meta('vault'))) { pause = 0; say('idle'); return; }
      if (root.navigator.onLine === false) { throw stop('network'); }
      early = rest - root.performance.now();
      if (early > 0) { throw Object.assign(stop('told'), { wait: early / 1000 }); }
      await alone(sendAll);
      pause = 0;
      say('idle');
      if (await left()) { later(0); }
    } catch (error) {
      say(STATES[error.why] || 'pausing', error.why || error.name);
      if (error.status === 401) { offline.user = null; }
      if (await left()) { later(error.wait); }
    }
  }
  function now() { pause = 0; return attempt(); }

  offline.on(function (what) {
    if (what === 'added' || what === 'opened') { now(); }
    // Should the tab that it was done in be gone, this one sends.
    if (what === 'elsewhere' && !running && !timer) { later(0); }
    if (what === 'storage' || what === 'added') { sender.full = what === 'storage'; }
  });
  ['online', 'focus', 'pageshow'].forEach(function (name) { root.addEventListener(name, now); });
  if (root.document) { root.document.addEventListener('visibilitychange', function () { if (!root.document.hidden) { now(); } }); }
  root.addEventListener('offline', function () { say('offline', 'network'); });
  now();
})();

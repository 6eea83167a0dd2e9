/* Opens our page where there is no network. It keeps files that are the same for everybody, the dashboards that were seen
   last, without their reader, and nothing of people: what is taken along lies sealed in the store of the page, which no
   version of this drops. `KEPT` stands before it. */
(function () {
  'use strict';
  var SEEN = 'seen', MOST = 30, BOARD = /^\/tong-quan\/\d+\/$/, SIGNS = /^\/dang-(nhap|xuat)\//;
  var HERE = /^\/($|viec\/$|thon\/\d+\/ho\/|tong-quan\/\d+\/$)/, LATE = 12000; // milliseconds
  var PREFIX = 'to-so-', name = PREFIX + KEPT.version, shell = new URL(KEPT.shell, location).href;

  // --- Only what is ours: a network that asks for a sign-in of its own answers anything, and a server may be of another release ---
  async function digestOf(answer) {
    var bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()));
    return Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join('');
  }
  // Of somebody signed in; without a sign-in it leads elsewhere, and the version before stays.
  async function page() {
    var answer = await fetch(new Request(shell, { credentials: 'same-origin', cache: 'reload', redirect: 'manual' }));
    if (answer.status !== 200 || await digestOf(answer.clone()) !== KEPT.page) { throw new Error('no page'); }
    return answer;
  }
  async function fileOf(address, anew) {
    var answer = await fetch(new Request(address, { cache: anew ? 'reload' : 'default' })), isOurs = answer.ok && !/^text\/html/.test(answer.headers.get('Content-Type') || '');
    if (!isOurs && !anew) { return fileOf(address, true); }
    if (!isOurs) { throw new Error('no file'); }
    return answer;
  }
  async function fill() {
    var kept = await caches.open(name);
    await Promise.all(KEPT.files.map(async function (address) { await kept.put(address, await fileOf(address)); }));
    await kept.put(shell, await page());
  }
  async function install() {
    await fill();
    await self.skipWaiting();
  }
  async function activate() {
    var names = await caches.keys();
    await Promise.all(names.filter(function (one) { return one.indexOf(PREFIX) === 0 && one !== name; }).map(function (one) { return caches['delete'](one); }));
    await self.clients.claim();
  }
  // In one question: a page without a network asks some twenty.
  function kept(address) { return caches.match(address, { cacheName: name, ignoreVary: true }); }

  // --- Dashboards seen last: without whose they were, and none that says whom to call ---
  async function remember(address, answer) {
    var text, seen, all;
    if (answer.status !== 200 || !/^text\/html/.test(answer.headers.get('Content-Type') || '')) { return; }
    text = await answer.text();
    if (text.indexOf('<!--who-->') < 0 || /href="tel:|class="[^"]*\bcalls\b/.test(text)) { return; }
    text = text.replace(/(<!--who-->)[^]*?(?=<!--\/who-->)/g, '$1').replace(/(csrfmiddlewaretoken" value="|"X-CSRFToken": ")[^"]*/g, '$1');
    seen = await caches.open(SEEN);
    await seen.put(address, new Response(text, { headers: {
      'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': answer.headers.get('Content-Security-Policy') || '', 'Seen-At': new Date().toISOString()
    } }));
    all = await seen.keys();
    await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map(function (one) { return seen['delete'](one); }));
  }
  function two(number) { return (number < 10 ? '0' : '') + number; }
  async function recall(address) {
    var found = await (await caches.open(SEEN)).match(address, { ignoreVary: true }), at, text;
    if (!found) { return null; }
    at = new Date(found.headers.get('Seen-At'));
    at = two(at.getHours()) + ':' + two(at.getMinutes()) + ' ' + two(at.getDate()) + '/' + two(at.getMonth() + 1);
    text = await found.text();
    text = text.replace(/<main [^>]*>/, function (main) { return main + '<p class="note off" role="status">' + KEPT.seen.replace('{time}', at) + '</p>'; });
    return new Response(text, { headers: found.headers });
  }

  // A line that carries nothing is no network, where we have a page to show instead; asked once more it has all the time.
  var givenUp = {};
  function inTime(request, path) {
    if (givenUp[path] || !HERE.test(path)) { delete givenUp[path]; return fetch(request); }
    return new Promise(function (resolve, reject) {
      var bell = setTimeout(async function () {
        if (!await kept(shell)) { return; }
        givenUp[path] = true;
        reject(new Error('late'));
      }, LATE);
      fetch(request).then(resolve, reject).then(function () { clearTimeout(bell); });
    });
  }
  // The page that needs no network comes at once; any other from the network, and if there is none, that page says so.
  async function navigate(event) {
    var request = event.request, path = new URL(request.url).pathname, isBoard = BOARD.test(path), answer, ours;
    if (path === KEPT.shell) {
      ours = await kept(shell);
      // Thrown away by the browser, for want of room: kept again, where the network is there to fetch it.
      if (!ours) { event.waitUntil(fill().catch(function () { /* the next visit tries again */ })); }
      return ours || fetch(request);
    }
    try {
      answer = await inTime(request, path);
      if (isBoard) { event.waitUntil(remember(request.url, answer.clone())); }
      return answer;
    } catch (error) {
      var page = isBoard && await recall(request.url) || await kept(shell);
      if (page) { return page; }
      throw error;
    }
  }
  async function file(request) { return await kept(request) || fetch(request); }

  self.addEventListener('install', function (event) { event.waitUntil(install()); });
  self.addEventListener('activate', function (event) { event.waitUntil(activate()); });
  self.addEventListener('fetch', function (event) {
    var request = event.request, address = new URL(request.url);
    // Whoever signs in or out: what was seen was another's.
    if (request.method === 'POST' && SIGNS.test(address.pathname)) { event.waitUntil(caches['delete'](SEEN)); }
    if (request.method !== 'GET' || address.origin !== location.origin) { return; }
    if (request.mode === 'navigate') { event.respondWith(navigate(event)); }
    else if (KEPT.files.indexOf(address.pathname) >= 0) { event.respondWith(file(request)); }
  });
})();

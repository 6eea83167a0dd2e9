/* Opens our page where there is no network. It keeps files that are the same for everybody, and nothing of people:
   what is taken along lies sealed in the store of the page, which no version of this drops. `KEPT` stands before it. */
(function () {
  'use strict';
  var PREFIX = 'to-so-', name = PREFIX + KEPT.version, shell = new URL(KEPT.shell, location).href;

  // Of somebody signed in; without a sign-in it leads elsewhere, and the version before stays.
  async function page() {
    var answer = await fetch(new Request(shell, { credentials: 'same-origin', cache: 'reload', redirect: 'manual' }));
    if (answer.status !== 200) { throw new Error('no page'); }
    return answer;
  }
  async function install() {
    var kept = await caches.open(name);
    await kept.put(shell, await page());
    await kept.addAll(KEPT.files);
    await self.skipWaiting();
  }
  async function activate() {
    var names = await caches.keys();
    await Promise.all(names.filter(function (one) { return one.indexOf(PREFIX) === 0 && one !== name; }).map(function (one) { return caches['delete'](one); }));
    await self.clients.claim();
  }
  async function kept(address) { return (await caches.open(name)).match(address, { ignoreVary: true }); }

  // The page that needs no network comes at once; any other from the network, and if there is none, that page says so.
  async function navigate(request) {
    var own = new URL(request.url).pathname === KEPT.shell;
    if (own) { return await kept(shell) || fetch(request); }
    try { return await fetch(request); } catch (error) {
      var page = await kept(shell);
      if (page) { return page; }
      throw error;
    }
  }
  async function file(request) { return await kept(request) || fetch(request); }

  self.addEventListener('install', function (event) { event.waitUntil(install()); });
  self.addEventListener('activate', function (event) { event.waitUntil(activate()); });
  self.addEventListener('fetch', function (event) {
    var request = event.request, address = new URL(request.url);
    if (request.method !== 'GET' || address.origin !== location.origin) { return; }
    if (request.mode === 'navigate') { event.respondWith(navigate(request)); }
    else if (KEPT.files.indexOf(address.pathname) >= 0) { event.respondWith(file(request)); }
  });
})();

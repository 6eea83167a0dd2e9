/* What waits on this phone: each operation with its state, those that need a person first. ES2017. */
(function () {
  'use strict';
  var offline = self.offline, page = offline.page, one = page.one, words = page.words;
  var PERSON = ['conflict', 'refused', 'waiting'], LATE = 3 * 24 * 3600 * 1000, LEAST = 8; // milliseconds; signs

  // Without the PIN only what kind it is: its words lie under the vault's key.
  function nameOf(item) {
    var operation = item.operation, home, person, numbers;
    if (!operation) { return words.sealed; }
    if (item.kind === 'household') { return page.say('household', { name: operation.head.name }); }
    if (item.kind === 'person') { return page.say('person', { name: operation.name }); }
    if (item.kind === 'undo') { return words.undo; }
    if (item.kind === 'session') { return page.say('session', { team: operation.said, day: operation.on.split('-').reverse().join('/') }); }
    home = offline.roster.home(operation.household);
    if (item.kind === 'refusal') { return page.say(operation.to === 'refused' ? 'refusal' : 'agreed', { name: home ? home.name : '' }); }
    person = home && home.people.find(function (one) { return one.key === operation.person; });
    if (item.kind === 'status') { return page.say(operation.to === 'resident' ? 'home' : 'status', { name: home ? home.name : '' }); }
    numbers = Object.keys(operation.set || {});
    return page.say(numbers.length === 5 ? 'all_five' : 'answers', { name: person ? person.name : home ? home.name : '', numbers: numbers.join(', ') });
  }
  function rowOf(item) {
    var row = page.part('item'), button;
    one('[data-name]', row).textContent = nameOf(item);
    one('[data-under]', row).textContent = [item.words, page.timeOf(item.at)].filter(Boolean).join(' · ');
    if (item.state === 'conflict' && item.operation) {
      button = page.part('choose');
      button.setAttribute('href', '/ho/' + item.operation.household + '/ban-dung/');
      one('.r', row).appendChild(button);
    }
    // Of what cannot be read here, whoever signed in puts it away, and nobody who found the phone.
    if (PERSON.indexOf(item.state) >= 0 && (item.operation || offline.user !== null)) {
      button = page.part('dismiss');
      button.addEventListener('click', function () { offline.outbox.dismiss(item.uuid); });
      one('.r', row).appendChild(button);
    }
    return row;
  }
  function group(name, items) {
    var section = one('[data-group=' + name + ']'), list = one('[data-items]', section);
    section.hidden = !items.length;
    one('[data-n]', section).textContent = items.length;
    list.textContent = '';
    items.forEach(function (item) { list.appendChild(rowOf(item)); });
  }
  async function draw() {
    var items = await offline.outbox.items(), state = offline.sender.full ? 'storage' : offline.sender.state, said = { sending: words.sending, sign_in: words.ask_sign_in, storage: words.storage }[state];
    function needs(item) { return PERSON.indexOf(item.state) >= 0; }
    group('person', items.filter(needs));
    group('waiting', items.filter(function (item) { return !needs(item); }));
    one('[data-late]').hidden = !items.some(function (item) { return !needs(item) && Date.now() - Date.parse(item.at) > LATE; });
    one('[data-late]').textContent = words.late;
    one('[data-nothing]').hidden = items.length > 0;
    one('[data-sending]').hidden = !said || !items.length;
    one('[data-sending]').textContent = said || '';
  }
  one('[data-send]').addEventListener('click', function () { offline.sender.now(); });

  // --- As a file that only its words open: for another device of the same person, or a safe place ---
  function told(text, isDone) { one('[data-file-said]').textContent = text; one('[data-file-said]').className = isDone ? 'b' : 'pin-said'; }
  function secret() {
    var given = one('#file-words').value;
    told(given.length < LEAST ? words.file_short : '');
    return given.length < LEAST ? '' : given;
  }
  function hand(blob) {
    var link = document.createElement('a'), address = URL.createObjectURL(blob);
    link.href = address;
    link.download = 'muc-cho-gui-' + page.today() + '.json';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
  }
  one('[data-file]').addEventListener('submit', async function (event) {
    event.preventDefault();
    var given = secret(), n;
    if (!given) { return; }
    try {
      n = (await offline.outbox.items()).length;
      hand(await offline.outbox.exportFile(given));
      told(page.say('file_kept', { n: n }), true);
    } catch (error) { told(words.file_broken); }
  });
  one('[data-file-in]').addEventListener('change', async function (event) {
    var given = secret(), file = event.target.files[0];
    event.target.value = '';
    if (!given || !file) { return; }
    try { told(page.say('file_taken', { n: await offline.outbox.importFile(file, given) }), true); }
    catch (error) { told(/Quota/.test(error.name) ? words.full : words[error.name] || words.NotOurs); }
    await draw();
  });

  offline.waiting = { draw: draw };
})();

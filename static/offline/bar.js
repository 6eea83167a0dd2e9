/* What was done without a network and waits on this phone is said on every page, and sent from it. ES2017. */
(function () {
  'use strict';
  var doc = document, offline = self.offline, english = doc.documentElement.lang === 'en', line = doc.createElement('p'), link = doc.createElement('a'), said = doc.createElement('span');
  var state = doc.createElement('b'), WORDS = english
    ? { gone: 'This browser has thrown away what waited to be sent. See', late: ', some for more than 3 days', lost: 'No network', sending: 'Sending', sign_in: 'Sign in to go on sending', n: 'waiting to be sent: ' }
    : { gone: 'Trình duyệt đã xóa mục chờ gửi trên máy này. Xem', late: ', có mục đã chờ hơn 3 ngày', lost: 'Không có mạng', sending: 'Đang gửi', sign_in: 'Đăng nhập thì gửi tiếp', n: ' mục chờ gửi' };

  function isGone() { try { return !!localStorage.getItem('to-so-lost'); } catch (error) { return false; } }
  async function draw() {
    var waits = await offline.outbox.count(), of = offline.sender.state, lost = !navigator.onLine || of === 'offline', late = waits && await offline.outbox.late();
    line.hidden = !waits && !isGone();
    if (!waits) { state.textContent = ''; link.textContent = WORDS.gone; return; }
    state.textContent = (lost ? WORDS.lost : WORDS[of] || '') + (lost || WORDS[of] ? ' · ' : '');
    link.textContent = (english ? WORDS.n + waits : waits + WORDS.n) + (late ? WORDS.late : '');
  }
  line.className = 'note off noprint';
  line.setAttribute('role', 'status');
  link.href = '/mang-theo/#cho-gui';
  said.appendChild(state);
  said.appendChild(link);
  line.appendChild(said);
  line.hidden = true;
  doc.getElementById('main').insertBefore(line, doc.getElementById('main').firstChild);
  // A store that cannot be read has nothing to say.
  function drawn() { draw().catch(function () { line.hidden = !isGone(); }); }
  offline.on(drawn);
  ['online', 'offline'].forEach(function (name) { self.addEventListener(name, drawn); });
  drawn();
})();

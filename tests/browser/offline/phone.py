"""One phone: a browser profile with the scripts of the outbox, driven by many operations at once."""

PIN = "204060"
TAKEN, UNTIL = "2026-11-30T02:00:00+00:00", "2036-12-14T02:00:00+00:00"
TIMES = "Object.assign(offline.sender.times, {first: 4, longest: 40, patience: 400, lease: 600})"
# Sends until nothing waits, or the patience of the test is over; says whether nothing waits.
DRAIN = """async milliseconds => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    await Promise.race([offline.sender.now(), new Promise(go => setTimeout(go, 500))]);
    if (await offline.outbox.count() === 0) { return true; }
    await new Promise(go => setTimeout(go, 10));
  }
  return false;
}"""
ADD = """async ([from, to, more]) => {
  const made = [];
  for (let n = from; n < to; n += 1) {
    made.push(Object.assign({kind: 'answers', village: 7, household: 'h' + n % 5, n: n, name: 'Nguyễn Văn ' + n}, more));
  }
  return (await offline.outbox.add(made)).length;
}"""

# Everything that this profile keeps of the site, bytes as letters.
KEPT = """async () => {
  const db = await new Promise(go => { const asked = indexedDB.open('to-so'); asked.onsuccess = () => go(asked.result); });
  const all = [JSON.stringify([Object.assign({}, localStorage), Object.assign({}, sessionStorage)])];
  const plain = (key, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? new TextDecoder('latin1').decode(value) : value;
  for (const name of db.objectStoreNames) {
    const found = await new Promise(go => { const asked = db.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => go(asked.result); });
    all.push(JSON.stringify(found, plain));
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) { all.push(asked.url + await (await cache.match(asked)).text()); }
  }
  db.close();
  return all.join('\\n');
}"""


def bundle(fake, user=1, village=7, names=()):
    """Return what is taken along of a village, as small as it can be."""
    return {
        "v": 1,
        "village": {"pk": village, "name": "Thôn Hội Phú", "commune": "Xã Tuy An Đông"},
        "user": {"pk": user, "name": f"Người dùng {user}"},
        "taken": TAKEN,
        "until": UNTIL,
        "key": {"id": fake.keys.id, "public": fake.keys.text},
        "device": "",
        "households": [{"u": str(n), "name": name} for n, name in enumerate(names)],
    }


class Phone:
    """A profile; each tab of it is quick to try again, and ends no test by what it logs."""

    def __init__(self, chromium, fake, **options):
        self.fake = fake
        self.context = chromium.new_context(**options)
        self.context.set_default_timeout(15_000)
        self.room = None

    def tab(self):
        page = self.context.new_page()
        page.goto(self.fake.url)
        if self.room:
            said = {"origin": self.fake.url, "quotaSize": self.room}
            self.session = self.context.new_cdp_session(page)
            self.session.send("Storage.overrideQuotaForOrigin", said)
        page.evaluate(TIMES)
        return page

    def started(self, user=1, names=()):
        """Open a tab, take the village along there and return the tab."""
        page = self.tab()
        page.evaluate(
            "([b, pin]) => offline.vault.take(b, pin)", [bundle(self.fake, user, names=names), PIN]
        )
        return page


def add(page, start, stop, **more):
    """Do operations without a network: they lie in the outbox, and the page is back on the line afterwards."""
    page.context.set_offline(True)
    assert page.evaluate(ADD, [start, stop, more]) == stop - start
    page.context.set_offline(False)


def drain(page, milliseconds=6000):
    return page.evaluate(DRAIN, milliseconds)


def items(page):
    return page.evaluate("offline.outbox.items()")

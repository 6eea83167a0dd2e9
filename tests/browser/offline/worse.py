"""More of what may befall: lines that carry nothing, browsers that lack something, stores that go. Read with `scenarios`."""

from tests.browser.offline import guards
from tests.browser.offline.phone import TIMES, add, bundle, drain, items
from tests.browser.offline.scenarios import befalls


def slow_line(phone, page, site, count):
    """A batch of many takes longer than anybody waits for an answer; one of few comes through."""
    site.plan = ["sluggish"] * 9999
    add(page, 0, count)
    return drain(page, 3000 + 150 * count)


def asked_meanwhile(phone, page, site, count):
    """Somebody presses "Gửi ngay" while a try goes on that will fail; the next by itself would be in a minute."""
    page.evaluate("Object.assign(offline.sender.times, {first: 60000, longest: 60000})")
    site.plan = ["slowly_busy"]
    add(page, 0, count)
    while site.plan:
        page.wait_for_timeout(10)
    page.evaluate("offline.sender.now()")
    return page.evaluate("offline.outbox.count()") == 0


def old_browser(phone, page, site, count):
    """A phone of 2018: written, read again after a reload, sent from two tabs, one answer lost."""
    site.user = None
    add(page, 0, count)
    page.reload()
    page.evaluate(TIMES)
    kept = len(items(page)) == count
    phone.tab()
    site.plan, site.user = ["lost"], 1
    return kept and drain(page)


def guessed_and_forgotten(phone, page, site, count):
    """Five wrong tries take the copy; its owner takes the village along anew, with another PIN, and goes on."""
    site.user, half = None, count // 2
    add(page, 0, half)
    page.evaluate("offline.vault.lock()")
    page.evaluate(
        "async () => { for (let n = 0; n < 5; n += 1) { await offline.vault.open('00000' + n); } }"
    )
    assert page.evaluate("offline.vault.left()") == 0
    page.evaluate("([b, pin]) => offline.vault.take(b, pin)", [bundle(site), "918273"])
    add(page, half, count)
    # Of what was written before nobody here reads any more; it is sent all the same.
    unread = [one for one in items(page) if one["operation"] is None]
    site.user = 1
    return len(unread) == half and drain(page)


def out_meanwhile(phone, page, site, count):
    """Somebody signs out while what was sent is written, and in again; no answer comes of it."""
    site.plan = ["lost_and_out"]
    add(page, 0, count)
    page.evaluate("offline.sender.now()")
    for _ in range(100):
        if page.evaluate("offline.sender.state") == "sign_in":
            break
        page.wait_for_timeout(20)
    kept = page.evaluate("offline.outbox.count()")
    site.sign_in(1)
    return kept == count and drain(page)


SCENARIOS = {
    "five wrong tries, another PIN": (guessed_and_forgotten, [guards.WITH_THE_COPY]),
    "signed out while it is written": (out_meanwhile, [guards.ANEW]),
    "refused by a proxy": (
        befalls("walled", "too_large", "unlike", "clashes", "no_gateway"),
        [guards.REFUSED_GOES],
    ),
    "line too slow for many": (slow_line, [guards.NO_SHRINKING]),
    "asked while a try goes on": (asked_meanwhile, [guards.NO_SECOND_LOOK]),
    "never answered, and no question can be given up": (befalls("never"), [guards.ABORT_TRUSTED]),
    "browser of 2018": (old_browser, [guards.ABORT_EXPECTED]),
}
NO_ABORT = "delete window.AbortController; delete window.AbortSignal;"
# What Chrome 66, Firefox 60 or Safari 12 have not, one or another.
YOUNG = """
for (const name of ['BroadcastChannel', 'structuredClone', 'AbortController', 'queueMicrotask']) { delete window[name]; }
for (const name of ['locks', 'storage']) { Object.defineProperty(Navigator.prototype, name, { value: undefined }); }
for (const name of ['flat', 'flatMap', 'at', 'findLast']) { delete Array.prototype[name]; }
for (const name of ['replaceAll', 'matchAll', 'at', 'trimEnd', 'trimStart']) { delete String.prototype[name]; }
delete Promise.allSettled; delete Promise.any; delete Object.fromEntries; delete Object.hasOwn;
delete Crypto.prototype.randomUUID; delete IDBFactory.prototype.databases; delete Element.prototype.replaceChildren;
delete Element.prototype.toggleAttribute; delete HTMLFormElement.prototype.requestSubmit; delete Blob.prototype.text;
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (names, mode) { return begin.call(this, names, mode); };
"""
LACKS = {
    "never answered, and no question can be given up": NO_ABORT,
    "browser of 2018": YOUNG,
}

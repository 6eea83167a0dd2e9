"""More of what may befall: lines that carry nothing, browsers that lack something, stores that go. Read with `scenarios`."""

from tests.browser.offline.phone import TIMES, add, drain, items
from tests.browser.offline.scenarios import befalls

NO_SHRINKING = ("sender", "if (why === 'network') { reach = Math.ceil(batch.length / 4); }", "")
ABORT_TRUSTED = ("sender", "giveUp(); reject(stop('network'));", "giveUp();")
ABORT_EXPECTED = (
    "sender",
    "root.AbortController ? new root.AbortController() : { abort: function () {} }",
    "new root.AbortController()",
)
NO_SECOND_LOOK = (
    "sender",
    "if (running) { return next = next || running.then(function () { next = null; return attempt(); }); }",
    "if (running) { return running; }",
)


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


SCENARIOS = {
    "line too slow for many": (slow_line, [NO_SHRINKING]),
    "asked while a try goes on": (asked_meanwhile, [NO_SECOND_LOOK]),
    "never answered, and no question can be given up": (befalls("never"), [ABORT_TRUSTED]),
    "browser of 2018": (old_browser, [ABORT_EXPECTED]),
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

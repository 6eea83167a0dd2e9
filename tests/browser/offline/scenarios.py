"""What may befall what was written without a network, and with each the guard without which it would be lost, doubled or stuck.

A row: name, what happens (`page`, its phone, the site and how many operations), and the guard taken out of the scripts for
the control, which the judge must catch (`guards`).
"""

from collections import Counter

from tests.browser.offline import guards
from tests.browser.offline.phone import ADD, PIN, TIMES, add, drain, items

PEOPLE = {"conflict", "refused", "waiting"}


def befalls(*faults):
    """Let these befall the first questions, one after another."""

    def play(phone, page, site, count):
        site.plan = list(faults)
        add(page, 0, count)
        return drain(page)

    return play


def unsigned_midway(phone, page, site, count):
    site.plan = ["unsigned"] * 9999
    add(page, 0, count)
    page.evaluate("offline.sender.now()")
    kept = page.evaluate("offline.outbox.count()")
    site.plan = []
    return kept == count and drain(page)


def stale_token(phone, page, site, count):
    add(page, 0, 1)
    sent = drain(page)
    site.sign_in(1)
    add(page, 1, count)
    return sent and drain(page, 1500)


def too_much(phone, page, site, count):
    site.most = 3
    add(page, 0, count)
    return drain(page, 2500 + 60 * count)


def one_malformed(phone, page, site, count):
    """One item that the server cannot read: those of other households pass it."""
    site.bad, others = {count // 2}, count * 4 // 5
    add(page, 0, count)
    page.evaluate("offline.sender.now()")
    for _ in range(100):
        if len(site.kept) >= others:
            break
        page.wait_for_timeout(20)
    passed = len(site.kept) >= others
    site.bad = set()
    return passed and drain(page)


def refusals_and_sessions(phone, page, site, count):
    """Sessions, each a thread of its own, pass a refusal that the server cannot read."""
    site.bad, first = {0}, count // 2
    add(page, 0, first, kind="refusal", household="h0")
    for n in range(first, count):
        add(page, n, n + 1, kind="session", household=f"s{n}")
    page.evaluate("offline.sender.now()")
    for _ in range(100):
        if len(site.kept) >= count - first:
            break
        page.wait_for_timeout(20)
    passed = len(site.kept) >= count - first
    site.bad = set()
    return passed and drain(page)


def verdicts(phone, page, site, count):
    site.verdicts = {0: "conflict", 1: "refused", 2: "waiting"}
    add(page, 0, count)
    return drain(page)


def switched(phone, page, site, count):
    site.plan = ["switched"]
    add(page, 0, count)
    page.evaluate("offline.sender.now()")
    site.sign_in(1)
    return drain(page, 2500)


def another_person(phone, page, site, count):
    """A member's items wait; another signs in at the same phone, and writes too; then the first comes back."""
    site.user = None
    add(page, 0, count)
    site.sign_in(2)
    other = phone.started(user=2)
    add(other, count, count + 2)
    drain(other, 1500)
    unseen = [i for i in items(other) if i["operation"] is None or i["operation"]["n"] < count]
    site.sign_in(1)
    page.reload()
    page.evaluate(TIMES)
    return drain(page) and unseen == []


def two_tabs(phone, page, site, count):
    """Three tabs hear at the same moment that the network is back."""
    for _ in range(2):
        phone.tab()
    site.plan = ["slowly"] * 4
    add(page, 0, count)
    page.wait_for_timeout(50)
    return drain(page)


def tab_ended(phone, page, site, count):
    """A tab goes while it holds the lock, its question unanswered; the other tab sends."""
    site.plan = ["never"]
    page.evaluate("offline.sender.times.patience = 20000")
    add(page, 0, count)
    while site.plan:
        page.wait_for_timeout(10)
    other = phone.tab()
    page.close()
    return drain(other, 3000)


def tab_asleep(phone, page, site, count):
    """Another tab holds the lock, and does nothing for ever."""
    phone.tab().evaluate(
        "() => { navigator.locks.request('to-so-sender', () => new Promise(() => 0)); }"
    )
    add(page, 0, count)
    emptied = drain(page, 6000)
    page.bring_to_front()
    phone.context.pages[-1].close()
    return emptied


def clock_set_back(phone, page, site, count):
    """An item is held while the clock of the phone is 400 days ahead."""
    site.plan = ["silent_on_one"]
    # Long enough that it is not sent again before the clock is set back.
    page.evaluate("offline.sender.times.first = 60000")
    page.evaluate("window.now = Date.now; Date.now = () => now() + 400 * 86400000")
    page.evaluate("pin => offline.vault.open(pin)", PIN)
    add(page, 0, count)
    page.evaluate("offline.sender.now()")
    page.evaluate("Date.now = now; offline.sender.times.first = 4")
    return drain(page, 2500)


def newer_page(phone, page, site, count):
    """A newer page widens the store while an old one is open: both go on, and nothing is dropped."""
    site.user = None
    add(page, 0, count)
    other = phone.tab()
    widened = other.evaluate(
        """async () => {
        (await new Promise(go => indexedDB.databases().then(go)));
        return new Promise(go => { const asked = indexedDB.open('to-so', 2);
        asked.onupgradeneeded = () => asked.result.createObjectStore('more');
        asked.onblocked = () => go(false);
        asked.onsuccess = () => { asked.result.close(); go(true); }; }); }"""
    )
    site.user = 1
    return widened and drain(page)


def taken_out(phone, page, site, count):
    """What was never on its way can be taken out; what was may be there already."""
    take = "uuid => offline.outbox.remove(uuid)"
    site.plan = ["lost", *["cut"] * 9999]
    page.context.set_offline(True)
    page.evaluate(ADD, [0, count, {}])
    first, second = (item["uuid"] for item in items(page)[:2])
    gone = [page.evaluate(take, first)]
    page.context.set_offline(False)
    page.evaluate("offline.sender.now()")
    gone.append(page.evaluate(take, second))
    site.plan, site.taken_out = [], {0} if gone[0] else set()
    return drain(page) and gone == [True, False]


def full(phone, page, site, count):
    """A phone without room: nothing that it calls kept is missing, and what is sent makes room again."""
    site.user = None
    said = page.evaluate(
        """async () => { let n = 0;
          try { for (; n < 12; n += 1) { await offline.outbox.add({ kind: 'answers', village: 7, n: n, text: 'x'.repeat(400000) }); } }
          catch (error) { return [n, error.name, offline.sender.full]; }
          return [n, '', false]; }"""
    )
    site.user, site.expected, site.said = 1, range(said[0]), said
    return drain(page) and 0 < said[0] < 12 and said[1:] == ["QuotaExceeded", True]


SCENARIOS = {
    "cut before it was written": (befalls("cut", "cut"), [guards.ANY_END]),
    "answer lost after it was written": (befalls("lost", "lost"), [guards.ANEW]),
    "half an answer": (befalls("half"), [guards.ANY_BODY, guards.BY_STATUS]),
    "page of a captive portal": (
        befalls("portal", "portal"),
        [guards.ANY_KIND, guards.ANY_BODY, guards.BY_STATUS],
    ),
    "turned to another address": (
        befalls("turned"),
        [guards.FOLLOWED, guards.ANY_KIND, guards.ANY_BODY, guards.BY_STATUS],
    ),
    "JSON that says nothing": (befalls("empty"), [guards.ANY_VERSION, guards.BY_STATUS]),
    "signed out midway": (unsigned_midway, [guards.REFUSED_GOES]),
    "stale token": (stale_token, [guards.ONE_GREETING]),
    "server of a newer version": (befalls("newer"), [guards.REFUSED_GOES]),
    "too much at once": (too_much, [guards.NO_HALVES]),
    "one malformed item": (one_malformed, [guards.NO_HALVES]),
    "refusals and sessions": (refusals_and_sessions, [guards.NO_HALVES]),
    "fault of the server": (befalls("broken"), [guards.ANY_END]),
    "server busy": (befalls("busy", "busy"), [guards.ANY_END]),
    "never answered": (befalls("never"), [guards.NO_PATIENCE]),
    "one item unnamed": (befalls("silent_on_one"), [guards.UNNAMED]),
    "conflict, refused, waiting": (verdicts, [guards.NAMED_GOES]),
    "another signs in between": (switched, [guards.OTHER_PERSON]),
    "another person at the phone": (another_person, [guards.ANYBODYS]),
    "two tabs": (two_tabs, [guards.NO_LOCK]),
    "two tabs without locks": (two_tabs, [guards.NO_LEASE]),
    "tab ended while it sends": (tab_ended, [guards.LEASE_FOR_EVER]),
    "tab asleep with the lock": (tab_asleep, [guards.NO_STEALING]),
    "clock set back": (clock_set_back, [guards.CLOCK_TRUSTED]),
    "newer page beside": (newer_page, [guards.HARD_OLD]),
    "taken out before, not after": (taken_out, [guards.NEVER_MIND]),
    "no room": (full, [guards.EARLY]),
}
# Bytes that a phone has left.
ROOM = {"no room": 3_000_000}
WITHOUT_LOCKS = {"two tabs without locks", "tab ended while it sends"}
# Where nothing goes wrong but that there are several tabs, no item is on its way twice.
ONCE = {"two tabs", "two tabs without locks"}


def judge(name, page, site, count, emptied):
    """Return what went wrong: operations lost, doubled, sent as another, sent twice at once, or stuck."""
    left = {item["operation"]["n"]: item for item in items(page) if item["operation"]}
    applied, expected = site.applied(), set(getattr(site, "expected", range(count)))
    expected -= getattr(site, "taken_out", set())
    waiting = {
        n for n, item in left.items() if item["state"] in PEOPLE and item["why"] and item["words"]
    }
    found = {
        "lost": expected - set(applied) - waiting,
        "doubled": {n for n, times in applied.items() if times > 1} | (waiting & set(applied)),
        "as another": set(site.wrong),
        "at once": {u for u, n in site.seen.items() if n > 1 and name in ONCE},
        "stuck": {"all"} if not emptied else set(),
    }
    return Counter({what: len(some) for what, some in found.items() if some})

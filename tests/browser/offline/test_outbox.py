"""The outbox by itself: what is kept, taken out, shown, and carried as a file to another device."""

import pytest

from tests.browser.offline.fake import Keys
from tests.browser.offline.phone import PIN, TIMES, add, bundle, drain, items

EXPORT = "words => offline.outbox.exportFile(words).then(file => file.text())"
ONE_MORE = (
    "n => offline.outbox.add({kind: 'answers', village: 7, household: 'h', n: n}).then(() => true)"
)
IMPORT = """([text, words]) => offline.outbox.importFile(new Blob([text]), words)
  .then(added => added, error => error.name)"""


@pytest.fixture
def fake(site):
    fake = site()
    fake.user = None
    return fake


@pytest.fixture
def page(phones, fake):
    return phones(fake).started()


def test_an_operation_added_twice_lies_there_once(page):
    one = {"uuid": "6b2f3c1e-0000-4000-8000-000000000001", "kind": "answers", "village": 7, "n": 1}
    for _ in range(2):
        page.evaluate("one => offline.outbox.add(one)", one)
    (item,) = items(page)
    assert item["operation"]["n"] == 1
    assert item["operation"]["author"] == 1
    assert item["operation"]["at"]
    assert page.evaluate("offline.outbox.count()") == 1


def test_a_reload_and_a_new_tab_find_what_was_kept_in_its_order(page):
    add(page, 0, 12)
    page.reload()
    other = page.context.new_page()
    other.goto(page.url)
    assert other.evaluate("pin => offline.vault.open(pin)", PIN)
    assert [item["operation"]["n"] for item in items(other)] == list(range(12))


def test_what_was_sent_stays_readable_until_the_copy_has_it(page, fake):
    add(page, 0, 3)
    fake.user = 1
    assert drain(page)
    assert [sent["operation"]["n"] for sent in page.evaluate("offline.outbox.done()")] == [0, 1, 2]
    page.evaluate("b => offline.vault.save(b)", bundle(fake))
    assert len(page.evaluate("offline.outbox.done()")) == 3  # taken before these were sent
    page.evaluate(
        "b => offline.vault.save(b)", bundle(fake) | {"taken": "2026-11-30T04:00:00+00:00"}
    )
    assert page.evaluate("offline.outbox.done()") == []


def test_whoever_is_asked_to_wait_asks_nothing_meanwhile_and_then_goes_on(page, fake):
    page.evaluate("Object.assign(offline.sender.times, {first: 4, longest: 5000})")
    add(page, 0, 1)
    fake.plan, fake.user = ["often"], 1
    page.evaluate("offline.sender.now()")
    for n in range(1, 4):
        page.evaluate(ONE_MORE, n)
        page.evaluate("offline.sender.now()")
    assert (fake.asked, page.evaluate("offline.sender.state")) == (1, "pausing")
    page.wait_for_function("offline.sender.state === 'idle'", timeout=8000)
    assert fake.applied() == dict.fromkeys(range(4), 1)


def test_what_a_person_must_settle_is_shown_until_it_is_put_away(page, fake):
    fake.verdicts = {0: "waiting"}
    add(page, 0, 2)
    fake.user = 1
    assert drain(page)
    (item,) = items(page)
    assert (item["state"], item["why"], item["words"]) == ("waiting", "why-waiting", "Lý do")
    assert page.evaluate("offline.outbox.attention()") == 1
    assert page.evaluate("uuid => offline.outbox.remove(uuid)", item["uuid"]) is False
    assert page.evaluate("uuid => offline.outbox.dismiss(uuid)", item["uuid"]) is True
    assert items(page) == []


def test_whoever_found_the_phone_puts_nothing_away(page, fake):
    """Without the PIN and without a sign-in, who was here last is not who is here."""
    fake.verdicts = {0: "refused"}
    add(page, 0, 1)
    fake.user = 1
    assert drain(page)
    fake.user = None
    page.reload()
    (item,) = items(page)
    assert page.evaluate("uuid => offline.outbox.dismiss(uuid)", item["uuid"]) is False
    assert page.evaluate("pin => offline.vault.open(pin)", PIN)
    assert page.evaluate("uuid => offline.outbox.dismiss(uuid)", item["uuid"]) is True


WAITS = "localStorage.getItem('to-so-waiting') === '%d'"


def test_pages_with_a_network_know_that_something_waits_whoever_looks(page, fake):
    add(page, 0, 2)
    fake.user = 2
    page.reload()
    page.evaluate("offline.sender.now()")
    assert page.evaluate("offline.outbox.count()") == 0
    page.wait_for_function(WAITS % 1)
    page.evaluate("offline.emit('changed')")
    page.wait_for_timeout(50)
    assert page.evaluate(WAITS % 1)
    fake.user = 1
    assert drain(page)
    page.wait_for_function(WAITS % 0)


def test_a_file_carries_the_outbox_to_another_device_once(page, fake, phones):
    add(page, 0, 4)
    uuids = [item["uuid"] for item in items(page)]
    text = page.evaluate(EXPORT, "mật khẩu của tệp")
    assert "Nguyễn" not in text
    # It may be sent from elsewhere now.
    assert page.evaluate("uuid => offline.outbox.remove(uuid)", uuids[0]) is False

    other = phones(fake).started()
    assert other.evaluate(IMPORT, [text, "sai"]) == "WrongWords"
    assert other.evaluate(IMPORT, ['{"v":1}', "sai"]) == "NotOurs"
    assert other.evaluate(IMPORT, [text, "mật khẩu của tệp"]) == 4
    assert [item["operation"]["n"] for item in items(other)] == [0, 1, 2, 3]
    fake.user = 1
    assert drain(other)
    assert other.evaluate(IMPORT, [text, "mật khẩu của tệp"]) == 0
    assert drain(page)
    assert fake.applied() == dict.fromkeys(range(4), 1)


def test_a_file_of_another_person_is_not_taken_in(page, fake, phones):
    add(page, 0, 1)
    text = page.evaluate(EXPORT, "mật khẩu của tệp")
    other = phones(fake).started(user=2)
    assert other.evaluate(IMPORT, [text, "mật khẩu của tệp"]) == "NotYours"


def test_a_file_that_somebody_made_up_puts_nothing_in_that_is_no_item(page, fake):
    """Whoever knows the words can write any file; of what its rows say only what an item has is taken."""
    made = """([rows, words]) => {
      const v = offline.vault, box = offline.outbox.sending, salt = v.random(16);
      return v.derive(words, salt, 1000).then(key => v.sealWith(key, rows, 'to-so outbox 1')).then(sealed => JSON.stringify({
        'to-so': 'outbox', v: 1, turns: 1000, salt: box.toText(salt), iv: box.toText(sealed.iv),
        data: box.toText(new Uint8Array(sealed.data)) })); }"""
    row = {"uuid": "u", "author": 1, "sealed": "x", "state": "queued", "seq": 1, "html": "<b>"}
    rows = [row, row | {"state": "applied"}, row | {"uuid": 7}, {"author": 1}]
    text = page.evaluate(made, [rows, "mật khẩu"])
    assert page.evaluate(IMPORT, [text, "mật khẩu"]) == 1
    (kept,) = page.evaluate(
        "offline.store.within(['outbox'], 'readonly', of => of('outbox').getAll())"
    )
    assert "html" not in kept
    for text in ("null", "<html>", page.evaluate(made, [{"a": 1}, "mật khẩu"])):
        assert page.evaluate(IMPORT, [text, "mật khẩu"]) == "NotOurs"


def test_a_store_that_the_browser_threw_away_is_not_taken_for_an_empty_one(page, fake):
    add(page, 0, 2)
    lost = "localStorage.getItem('to-so-lost')"
    assert page.evaluate(lost) is None
    page.evaluate(
        "() => new Promise(go => { const asked = indexedDB.deleteDatabase('to-so'); asked.onsuccess = go; })"
    )
    page.wait_for_function(WAITS % 1)
    page.reload()
    page.wait_for_function(f"{lost} === '1'")
    assert items(page) == []


def test_what_has_waited_for_three_days_is_late(page):
    add(page, 0, 1)
    for days, late in ((2, False), (4, True)):
        page.evaluate(
            "days => { const now = Date.now; Date.now = () => now() + days * 86400000; }", days
        )
        assert page.evaluate("offline.outbox.late()") is late


def test_one_person_erased_meanwhile_leaves_no_copy_in_the_item(page, fake):
    add(page, 0, 1)
    fake.user = 1
    fake.verdict = lambda item, user: ("refused", "erased")
    assert drain(page)
    (item,) = items(page)
    assert (item["state"], item["why"], item["operation"]) == ("refused", "erased", None)
    (record,) = page.evaluate(
        "offline.store.within(['outbox'], 'readonly', of => of('outbox').getAll())"
    )
    assert (record["own"], record["sealed"]) == (None, "")


def test_five_hundred_are_sent_within_ten_seconds(page, fake):
    page.evaluate(TIMES.replace("400", "30000"))
    add(page, 0, 500)
    fake.user = 1
    took = page.evaluate(
        "async () => { const start = performance.now(); await offline.sender.now(); return performance.now() - start; }"
    )
    assert len(fake.kept) == 500
    # A timer may ask once more on a busy machine.
    assert 10 <= fake.asked <= 12
    assert took < 10_000


def test_what_the_server_could_not_open_is_sealed_to_its_new_key_with_the_next_copy(page, fake):
    old, fake.keys = fake.keys, Keys()
    add(page, 0, 2)
    fake.user = 1
    assert drain(page)
    assert [item["why"] for item in items(page)] == ["unreadable"] * 2
    page.evaluate("b => offline.vault.save(b)", bundle(fake))
    page.wait_for_timeout(100)
    assert drain(page)
    assert fake.applied() == {0: 1, 1: 1}
    assert old.id != fake.keys.id


@pytest.mark.parametrize("by", ["greeting", "item", "account"])
def test_a_locked_device_loses_the_copy_and_keeps_what_waits(page, fake, by):
    add(page, 0, 1)
    fake.user = 1
    if by == "greeting":
        fake.plan, fake.dropped = ["busy"] * 9, True
    elif by == "item":
        fake.verdict = lambda item, user: ("refused", "device")
    else:
        # Whose account was stopped has no session any more.
        fake.greetings = ["stopped"] * 9
    page.evaluate("offline.sender.now()")
    assert page.evaluate("offline.vault.isOpen") is False
    assert page.evaluate("offline.vault.left()") == 0
    (item,) = items(page)
    assert item["state"] == ("refused" if by == "item" else "queued")
    assert item["operation"] is None


def test_a_page_asks_once_whether_the_copy_may_still_lie_here(page, fake):
    fake.user, fake.dropped = 1, True
    page.reload()
    gone = "async () => { while (await offline.store.meta('vault')) { await new Promise(go => setTimeout(go, 20)); } return true; }"
    assert page.evaluate(gone)

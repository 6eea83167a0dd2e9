"""The browser dies, is slow, is looked into: what it said it keeps is there, and says nothing to whoever looks."""

import pytest

from tests.browser.offline.fake import QUICK
from tests.browser.offline.killed import Device
from tests.browser.offline.phone import PIN, bundle, drain, items
from tests.proving import sample_or_all

KILLS = sample_or_all(2, 30)
ONE = "n => offline.outbox.add({ kind: 'answers', village: 7, household: 'h' + n % 5, n: n }).then(() => true)"
NAMES = ("Lò Thị Bưởi Canari", "Hoàng A Páo Canari")
TAKE = "([b, pin]) => offline.vault.take(b, pin)"


@pytest.fixture
def device(chromium, tmp_path):
    device = Device(chromium.browser_type, tmp_path / "profile")
    device.folder.mkdir()
    yield device
    device.kill()


def test_a_browser_killed_right_after_it_said_kept_has_kept_it(site, device):
    """Every other time it dies while it sends: what the server holds by then is not doubled."""
    fake = site()
    page = device.start(fake.url)
    page.evaluate(TAKE, [bundle(fake), PIN])
    for n in range(KILLS):
        fake.user = 1 if n % 2 else None
        fake.plan = ["never", "slowly"] if n % 2 else []
        assert page.evaluate(ONE, n) is True
        device.kill()
        # Nobody is signed in while it is looked into: else it sends between two looks.
        fake.plan, fake.user = [], None
        page = device.start(fake.url)
        assert page.evaluate("pin => offline.vault.open(pin)", PIN)
        kept = {item["operation"]["n"] for item in items(page)}
        sent = {one["operation"]["n"] for one in page.evaluate("offline.outbox.done()")}
        assert kept | sent == set(range(n + 1))
        assert not kept & sent
    fake.user = 1
    assert drain(page)
    assert fake.applied() == dict.fromkeys(range(KILLS), 1)


@pytest.mark.long
def test_what_was_being_written_when_the_browser_died_is_there_whole_or_not_at_all(site, device):
    fake = site()
    fake.user, kept = None, 0
    page = device.start(fake.url)
    page.evaluate(TAKE, [bundle(fake), PIN])
    for n in range(12):
        page.evaluate(
            "([from, wait]) => { const all = []; for (let n = 0; n < 200; n += 1) { all.push({ kind: 'answers', village: 7, n: from + n }); }"
            " offline.outbox.add(all); return new Promise(go => setTimeout(go, wait)); }",
            [n * 200, 40 * n],
        )
        device.kill()
        page = device.start(fake.url)
        lies = page.evaluate(
            "offline.store.meta('vault').then(one => one && [one.user, one.tries])"
        )
        assert lies == [1, 0], n
        assert page.evaluate("pin => offline.vault.open(pin)", PIN), n
        found = len(items(page))
        assert found - kept in {0, 200}
        kept = found
    fake.user = 1
    assert drain(page, 30_000)
    assert set(fake.applied().values()) == {1}
    assert len(fake.kept) == kept


UNSEALED = (
    "vault",
    "return { iv: iv, data: await subtle.encrypt(",
    "return { plain: JSON.stringify(value), iv: iv, data: await subtle.encrypt(",
)


@pytest.mark.parametrize("change", [None, UNSEALED], ids=["as it is", "unsealed"])
def test_the_files_of_a_profile_name_nobody_after_another_signed_in(site, device, change):
    """The control: a vault that seals nothing is found out by the same search."""
    fake = site(*filter(None, [change]))
    fake.user = None
    page = device.start(fake.url)
    page.evaluate(TAKE, [bundle(fake, names=NAMES), PIN])
    page.evaluate(
        "name => offline.outbox.add({ kind: 'person', village: 7, n: 1, name: name })", NAMES[0]
    )
    page.evaluate("offline.signed(null)")
    page.evaluate("offline.signed(2)")
    page.reload()
    device.kill()
    assert (device.folder / "Default/IndexedDB").is_dir()
    assert bool(device.holds((*NAMES, "Canari", "Hội Phú"))) is bool(change)


@pytest.mark.long
def test_a_guess_costs_a_second_on_a_processor_four_times_slower(site, device, record_property):
    fake = site((QUICK[0], QUICK[2], QUICK[1]))
    fake.user = None
    page = device.start(fake.url)
    timed = "async ([act, what]) => { const start = performance.now(); await offline.vault[act](...what); return performance.now() - start; }"
    with device.slowed(4):
        taken = page.evaluate(timed, ["take", [bundle(fake), PIN]])
        turns = page.evaluate("offline.store.meta('vault').then(kept => kept.turns)")
        page.evaluate("offline.vault.lock()")
        opened = page.evaluate(timed, ["open", [PIN]])
    record_property(
        "hands",
        f"PIN on a slow phone: {turns} turns, {opened:.0f} ms to open, {taken:.0f} ms to take",
    )
    assert turns >= 600_000
    assert opened >= 900

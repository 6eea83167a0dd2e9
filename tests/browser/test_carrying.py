"""A village taken along: what a thumb does without a network, counted as with one, and sent once there is one."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from households.models import Household, Refusal
from teams.models import Activity, Team
from tests.factories import TeamFactory, today

PIN = "135790"
# Asks until it is so; the clock of the test ends what never is.
UNTIL = "async () => { while (!await %s) { await new Promise(go => setTimeout(go, 50)); } }"
# How each line under the PIN looked: what is under way is not in the colour of a fault.
SAID = """() => {
  const line = document.querySelector('[data-pin-said]');
  self.said = [];
  new MutationObserver(() => line.textContent && self.said.push(line.className)).observe(line, { childList: true });
}"""


@pytest.fixture
def village(world):
    return world.own.village


@pytest.fixture
def phone(world, village, visitors):
    """Return a phone without a network that has the village in hand, in a tab opened since."""
    visitors.expect("ERR_INTERNET_DISCONNECTED")
    page = visitors.phone(world.own.member)
    page.goto(f"/thon/{village.pk}/mang-theo/", timeout=60_000)
    page.get_by_label("Mã PIN", exact=True).fill(PIN)
    page.get_by_label("Nhập lại mã PIN").fill(PIN)
    page.evaluate(SAID)
    page.get_by_role("button", name="Mang theo máy").tap()
    expect(page.get_by_text("Đã mang theo máy:")).to_be_visible(timeout=30_000)
    assert page.evaluate("[...new Set(self.said)]") == ["b"]
    page.context.set_offline(True)
    page.close()
    return page.context.new_page()


def unlock(page):
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).tap()
    page.get_by_role("button", name="Mở", exact=True).tap()


def all_five(page, number):
    return page.locator(".for-all").nth(number - 1)


def saved(page, name):
    expect(page.locator("#saved")).to_contain_text(f"Đã lưu hộ {name} trên máy này")


def test_s1_s2_and_s4_keep_their_taps_without_a_network(world, village, phone, counted):
    one = world.own.households[1]
    phone.goto(f"/thon/{village.pk}/ho/")
    unlock(phone)
    row = phone.locator(f"#h-{one.uuid}")
    expect(row).to_be_visible(timeout=30_000)
    _one_skill_found_by_search(phone, row, counted(phone, "S2 phone, without a network"))
    phone.get_by_role("link", name="Thêm hộ mới").tap()
    for number, name in enumerate(("Lê Thị Một", "Lê Thị Hai")):
        hands = counted(phone, f"S1 phone, without a network, {number}")
        _next_household(phone, name, hands)
        hands.done(clicks=2, keys=0, loads=0)
    hands = counted(phone, "S4 phone, without a network")
    _household_of_three(phone, hands)
    hands.done(clicks=5, keys=0, loads=0)
    phone.locator("#saved").get_by_role("button", name="Hoàn tác").tap()
    expect(phone.locator("#saved")).to_have_text("Đã hoàn tác")
    _next_household(phone, "Lê Thị Ba", hands)
    # Of a name that is there it is asked once whether it is another's.
    phone.get_by_label("Họ tên chủ hộ").fill("lê thị ba")
    phone.get_by_role("button", name="Lưu hộ").tap()
    expect(phone.locator("#likely")).to_contain_text("Có thể đã có hộ này")
    phone.get_by_role("button", name="Lưu hộ").tap()
    saved(phone, "lê thị ba")
    phone.reload()
    unlock(phone)
    expect(phone.locator("[data-net-waiting]")).to_have_text("5 mục chờ gửi")
    phone.context.set_offline(False)
    # Once all was sent a newer copy comes by itself.
    with phone.expect_response("**/mang-theo/so.json"):
        phone.evaluate("offline.sender.now()")
    expect(phone.locator("[data-net]")).to_be_hidden(timeout=30_000)
    assert Household.unscoped.get(pk=one.pk).best_mask == 0b01000
    added = Household.unscoped.filter(head_name__istartswith="Lê Thị").order_by("pk")
    assert [(home.head_name, home.covered) for home in added] == [
        *((name, True) for name in ("Lê Thị Một", "Lê Thị Hai", "Lê Thị Ba")),
        ("lê thị ba", False),
    ]
    _taken_back_after_it_was_sent(phone, one)


def _taken_back_after_it_was_sent(phone, one):
    """What the server holds is taken back there."""
    phone.goto(f"/mang-theo/#thon-{one.village_id}")
    phone.reload()
    unlock(phone)
    row = phone.locator(f"#h-{one.uuid}")
    row.locator("summary").first.tap(timeout=30_000)
    cell = row.locator(".tog").first
    before = cell.get_attribute("data-result")
    for press, mask in ((cell, 0b01001), (row.locator("[data-undo]"), 0b01000)):
        with phone.expect_response(lambda answer: answer.request.method == "POST"):
            press.tap()
        phone.evaluate(UNTIL % "offline.outbox.count().then(n => n === 0)")
        assert Household.unscoped.get(pk=one.pk).best_mask == mask
    expect(row.locator("[data-done]")).to_have_text("Đã hoàn tác")
    expect(cell).to_have_attribute("data-result", before)


def _one_skill_found_by_search(page, row, hands):
    hands.tap(page.get_by_label("Tìm hộ"))
    hands.type("chu ho 02")
    expect(page.locator("[data-rows] > li:visible")).to_have_count(1)
    hands.tap(row.locator("summary").first)
    hands.tap(row.locator(".tog").nth(3))
    expect(row.locator("[data-done]")).to_contain_text(re.compile(r"Đã lưu trên máy này \d\d:\d\d"))
    expect(row.locator(".mine")).to_have_text("vừa sửa, chờ gửi")
    hands.done(clicks=6, keys=0, loads=0)


def _next_household(page, name, hands):
    expect(page.get_by_label("Họ tên chủ hộ")).to_be_focused()
    hands.type(name)
    hands.tap(all_five(page, 1))
    hands.tap(page.get_by_role("button", name="Lưu hộ"))
    saved(page, name)


def _household_of_three(page, hands):
    for number, name in enumerate(("Vũ Thị Một", "Vũ Thị Hai", "Vũ Thị Ba"), 1):
        hands.type(name)
        hands.tap(all_five(page, number))
    hands.tap(page.get_by_role("button", name="Lưu hộ, 3 người"))
    saved(page, "Vũ Thị Một")


def test_a_refusal_and_a_session_wait_and_are_written(world, village, visitors):
    """Both are of two villages taken along at once; of who refuses nobody shows, and that is taken back."""
    own = world.own
    team = Team.unscoped.filter(villages__village=village).first() or TeamFactory(area=village)
    visitors.expect("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    page = visitors.phone(own.officer)
    page.goto("/mang-theo/chon/", timeout=60_000)
    for label in ("Mã PIN", "Nhập lại mã PIN"):
        page.get_by_label(label, exact=True).fill(PIN)
    page.get_by_role("button", name="Mang theo máy").tap()
    expect(page.get_by_text("Đã mang theo máy")).to_be_visible(timeout=30_000)
    page.goto("/mang-theo/")
    unlock(page)
    expect(page.locator("[data-villages] a")).to_have_count(len(own.villages), timeout=30_000)
    page.get_by_role("button", name="Lấy lại sổ mọi thôn").tap()
    expect(page.get_by_text("Đã lấy lại sổ của mọi thôn.")).to_be_visible(timeout=30_000)
    _refused_while_a_newer_copy_comes(page, world)
    page.context.set_offline(True)
    page.goto(f"/mang-theo/#thon-{village.pk}")
    home = own.households[1]
    row = page.locator(f"#h-{home.uuid}")
    row.locator("summary").first.tap()
    row.get_by_text("Hộ từ chối").tap()
    row.get_by_role("button", name="Lưu từ chối").tap()
    expect(row.get_by_text("Chọn lý do;")).to_be_visible()
    reason = row.get_by_label("Ngại lộ thông tin")
    expect(row.locator("[name=reason]").first).to_be_focused()
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(reason).to_have_accessible_description(re.compile("Chọn lý do;"))
    row.get_by_label("Ngại lộ thông tin").check()
    row.get_by_role("button", name="Lưu từ chối").tap()
    expect(row.locator("[data-one]")).to_have_count(0)
    row.get_by_role("button", name="Hoàn tác").tap()
    expect(row.locator("[data-one]").first).to_be_visible()
    _refused_on_a_day_before(page, row, home)
    _session(page)
    page.context.set_offline(False)
    page.evaluate("offline.sender.now()")
    page.evaluate(UNTIL % "offline.outbox.count().then(n => n === 0)")
    # Whoever stays on the page reads there that it has gone.
    expect(page.locator("#session-saved")).to_contain_text("Đã gửi")
    refusal = Refusal.unscoped.get(household=home)
    assert (refusal.reason, refusal.not_asked_until) == ("privacy", today() + timedelta(days=30))
    assert refusal.refused_on == max(today() - timedelta(days=1), home.opened_on)
    held = Activity.unscoped.get(place="Chợ Mới")
    assert (held.team, held.people, held.safety, held.women) == (team, 12, True, 7)


# What the sealed copy says of a household: whether anybody of it, or what they know, stands there.
KEPT = """offline.vault.bundle(%s).then(book => [book.households.find(one => one.u === '%s')].map(one =>
  [one.p.length > 0, /class="five"/.test(one.h)]))"""
# Presses once an answer of the server has come, before anybody reads it.
MEANWHILE = """row => { const whole = self.fetch; self.fetch = async (...asked) => {
  const answer = await whole(...asked);
  if (/so.json/.test(asked[0]) && !self.pressed) {
    self.pressed = true;
    document.querySelector(row + ' [data-refusal-form] button').click();
    while (!await offline.outbox.count()) { await new Promise(go => setTimeout(go, 20)); } }
  return answer; };
  document.querySelector('[data-renew]').click(); }"""


ACKED_LATER = """() => offline.store.within(['done'], 'readwrite', of => offline.store.each(of('done'), (sent, cursor) => {
  sent.acked = new Date(Date.now() + 30 * 86400000).toISOString(); cursor.update(sent); }))"""
# Who stands in a household of the copy when its turn comes after another village was opened; whether a copy that was
# dropped stays so, and who stands in the open one then.
PARTED = """async () => {
  const {roster, parting, vault} = offline, of = book => book.households.find(one => one.u === '%(uuid)s').p;
  const whole = await vault.bundle(%(pk)s), other = (await vault.villages()).find(one => one.pk !== %(pk)s), found = [];
  let go;
  await roster.open(%(pk)s);
  parting.alone(() => new Promise(on => { go = on; }));
  const turn = parting.part('%(uuid)s', %(pk)s);
  await roster.open(other.pk);
  go();
  await turn;
  found.push(of(await vault.bundle(%(pk)s)));
  await vault.save(whole);
  roster.forget();
  await roster.open(%(pk)s);
  await offline.store.within(['villages'], 'readwrite', of => { of('villages').delete(%(pk)s); });
  await parting.part('%(uuid)s', %(pk)s);
  found.push(!await vault.bundle(%(pk)s), of(roster.book()));
  await vault.save(whole);
  roster.forget();
  return found; }"""


def _refused_while_a_newer_copy_comes(page, world):
    """Whoever refuses between what the server read and what the phone keeps does not come back with it; it is sent then."""
    home = world.own.household
    page.goto(f"/mang-theo/#thon-{home.village_id}")
    row, kept = page.locator(f"#h-{home.uuid}"), KEPT % (home.village_id, home.uuid)
    row.locator("summary").first.tap()
    row.get_by_text("Hộ từ chối").tap()
    row.get_by_label("Ngại lộ thông tin").check()
    page.route("**/gui-len/", lambda route: route.abort())
    page.evaluate(MEANWHILE, f"#h-{home.uuid}")
    expect(page.get_by_text("Chưa lấy được sổ")).to_be_visible(timeout=30_000)
    page.evaluate(UNTIL % f"{kept}.then(found => found[0].every(one => !one))")
    page.unroute("**/gui-len/")
    _leaves_the_page(page, home)
    page.evaluate("offline.sender.now()")
    page.evaluate(UNTIL % "offline.outbox.count().then(n => n === 0)")
    assert page.evaluate(kept) == [[False, False]]
    page.goto("/mang-theo/#")
    # The clock of the server was a month ahead when it answered: a copy comes all the same.
    page.evaluate(ACKED_LATER)
    page.get_by_role("button", name="Lấy lại sổ mọi thôn").tap()
    expect(page.get_by_text("Đã lấy lại sổ của mọi thôn.")).to_be_visible(timeout=30_000)
    pk, other = home.village_id, world.own.households[2].uuid
    assert page.evaluate(PARTED % {"pk": pk, "uuid": other}) == [[], True, []]


def _leaves_the_page(page, home):
    """A newer copy names one person, and then one household, no more: nor does the page, though they are open."""
    page.goto("/mang-theo/#")
    page.goto(f"/mang-theo/#thon-{home.village_id}")
    without = "{households: %s}), true)"
    renew = "offline.roster.renew(Object.assign({}, offline.roster.book(), " + without
    row = page.locator("[data-rows] > li").nth(1)
    row.locator("summary").first.tap()
    person = row.locator("details.opt > [data-who]").first
    name = person.inner_text().split(",")[0]
    every = "offline.roster.book().households"
    fewer = f"{every}.map(one => ({{...one, b: 0, p: one.p.filter(who => who.n !== '{name}')}}))"
    page.evaluate(renew % fewer)
    expect(row.get_by_text(name)).to_have_count(0)
    expect(row.locator("[data-one]")).to_have_count(1)
    # Nor does its line, where it was the head; what was not searched for stays away.
    head, page_search = row.locator("summary b").first.inner_text(), page.get_by_label("Tìm hộ")
    page_search.fill(head)
    expect(page.locator("[data-rows] > li:visible")).to_have_count(1)
    other = f"{{...one, p: one.p.map(who => ({{...who, n: who.n.replace('{head}', 'Lò Mới')}}))"
    page.evaluate(renew % f"{every}.map(one => ({other}, h: one.h.replace('{head}', 'Lò Mới')}}))")
    expect(row.locator("summary").first).to_contain_text("Lò Mới")
    expect(page.get_by_text(head)).to_have_count(0)
    expect(page.locator("[data-rows] > li:visible")).to_have_count(1)
    page.evaluate(renew % f"{every}.slice(0, 1)")
    expect(page.locator("[data-rows] > li")).to_have_count(1)
    again = (
        f"offline.vault.bundle({home.village_id}).then(book => offline.roster.renew(book, true))"
    )
    page.evaluate(again)
    expect(page.locator("[data-rows] > li").nth(1)).to_be_visible()


def _refused_on_a_day_before(page, row, home):
    """Asked as online: which day, until when; its people leave the sealed copy, and a press by mistake brings them back."""
    kept = KEPT % (home.village_id, home.uuid)
    assert page.evaluate(kept) == [[True, True]]
    row.get_by_text("Hộ từ chối").tap()
    row.get_by_label("Ngại lộ thông tin").check()
    row.get_by_label("Khác", exact=True).check()
    row.get_by_label("Ngày khác").fill("31/02/2026")
    row.get_by_role("button", name="Lưu từ chối").tap()
    expect(row.get_by_text("Ghi ngày hộ từ chối")).to_be_visible()
    row.get_by_label("Ngày khác").fill(f"{today() - timedelta(days=1):%d/%m/%Y}")
    until = row.get_by_label("Đừng hỏi lại đến hết ngày")
    until.fill(f"{today() - timedelta(days=9):%d/%m/%Y}")
    row.get_by_role("button", name="Lưu từ chối").tap()
    expect(row.get_by_text("không trước ngày hộ từ chối")).to_be_visible()
    expect(until).to_be_focused()
    expect(row.locator("[aria-invalid]")).to_have_count(1)
    until.fill(f"{today() + timedelta(days=30):%d/%m/%Y}")
    row.get_by_role("button", name="Lưu từ chối").tap()
    expect(row.locator("[data-done]")).to_contain_text("Đã lưu trên máy này")
    assert page.evaluate(kept) == [[False, False]]


def _newer_teams(page):
    """A newer copy has one team more, and then no more: what is typed stays, and the teams are those of the copy."""
    page.evaluate(
        """async () => {
          const book = offline.roster.book(), one = { pk: 999, n: 'Tổ Mới', places: [], m: [[1, 'Lò Thị Tổ']] };
          self.before = book;
          await offline.roster.renew(Object.assign({}, book, { teams: [one].concat(book.teams) }), false);
          offline.session.open();
        }"""
    )
    teams = page.locator("#session [data-team] option")
    expect(teams.first).to_have_text("Tổ Mới")
    expect(page.locator("[name=place]")).to_have_value("Chợ Mới")
    page.evaluate("offline.roster.renew(before, false).then(() => offline.session.open())")
    expect(teams.first).not_to_have_text("Tổ Mới")
    expect(page.locator("[name=place]")).to_have_value("Chợ Mới")


def _session(page):
    page.get_by_role("link", name="Ghi buổi hướng dẫn").tap()
    page.get_by_label("Nơi khác").first.check()
    page.locator("[name=place]").fill("Chợ Mới")
    page.locator("#session [name=people]").fill("12")
    _newer_teams(page)
    # Half typed it lies under the PIN, and comes back after a reload.
    page.evaluate(UNTIL % "offline.store.meta('draft').then(Boolean)")
    page.reload()
    unlock(page)
    expect(page.get_by_text("Đã lấy lại phần đang nhập dở")).to_be_visible(timeout=30_000)
    expect(page.locator("[name=place]")).to_have_value("Chợ Mới")
    expect(page.locator("#session [name=people]")).to_have_value("12")
    page.get_by_role("button", name="Lưu buổi này").tap()
    expect(page.get_by_text("Chọn kỹ năng đã hướng dẫn")).to_be_visible()
    page.get_by_label("4 Tự bảo vệ").check()
    page.get_by_text("Số nữ, số hộ, nội dung, ghi chú").tap()
    page.get_by_label("Trong đó nữ").fill("7")
    page.get_by_role("button", name="Lưu buổi này").tap()
    expect(page.locator("#session-saved")).to_contain_text("Đã lưu buổi của")


def test_what_a_phone_keeps_names_nobody(world, village, phone):
    """Neither the files that every browser keeps, nor what a page that needs the network says, hold a name."""
    phone.goto(f"/thon/{village.pk}/ho/moi/")
    phone.get_by_role("button", name="Mở", exact=True).tap()
    expect(phone.get_by_text("Mã PIN phải có ít nhất 6 chữ số")).to_be_visible()
    unlock(phone)
    phone.get_by_label("Họ tên chủ hộ").fill("Lê Thị Nháp")
    phone.evaluate(UNTIL % "offline.store.meta('draft').then(kept => !!kept)")
    texts = phone.evaluate(
        """async () => {
          const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
          for (const name of await caches.keys()) {
            const kept = await caches.open(name);
            for (const request of await kept.keys()) { found.push(await (await kept.match(request)).text()); }
          }
          return found;
        }"""
    )
    names = list(Household.unscoped.filter(village=village).values_list("head_name", flat=True))
    assert len(texts) > 12
    names += [village.name, "Lê Thị Nháp"]
    assert [name for name in names for text in texts if name in text] == []
    # It waits under the PIN until it is saved, or not wanted; it never goes in as one that went in before.
    first = phone.locator("[name=uuid]").input_value()
    phone.reload()
    unlock(phone)
    expect(phone.get_by_label("Họ tên chủ hộ")).to_have_value("Lê Thị Nháp", timeout=30_000)
    assert phone.locator("[name=uuid]").input_value() != first
    phone.locator("#entry [data-discard]").tap()
    expect(phone.get_by_label("Họ tên chủ hộ")).to_have_value("")
    phone.evaluate(UNTIL % "offline.store.meta('draft').then(kept => !kept)")
    # A copy of another village that comes late takes the place of none; a full phone says so.
    phone.evaluate("offline.roster.renew({village: {pk: 0}, households: []}, true)")
    assert phone.evaluate("offline.roster.book().village.pk") == village.pk
    phone.evaluate("offline.emit('storage')")
    expect(phone.locator("[data-net-state]")).to_contain_text("Máy đã đầy")
    phone.goto("/viec/")
    expect(phone.get_by_role("heading", name="Không có mạng")).to_be_visible()


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        ("Object.defineProperty(window, 'isSecureContext', {value: false})", "không mở bằng https"),
        ("Object.defineProperty(window, 'indexedDB', {value: null})", "chế độ riêng tư"),
    ],
)
def test_a_browser_that_cannot_says_why_and_takes_no_pin(world, village, visitors, lacks, words):
    page = visitors.phone(world.own.member)
    page.add_init_script(lacks)
    for address in (f"/thon/{village.pk}/mang-theo/", "/mang-theo/"):
        page.goto(address)
        expect(page.locator("[data-why]")).to_contain_text(words)
        assert page.get_by_label("Mã PIN", exact=True).is_hidden()


def test_who_signs_out_leaves_what_was_taken_along_locked(world, village, phone, visitors):
    visitors.expect("htmx:")
    phone.goto(f"/thon/{village.pk}/ho/")
    unlock(phone)
    phone.locator("[data-rows] summary").first.tap()
    phone.locator("[data-one] .tog").first.tap()
    expect(phone.locator("[data-net-waiting]")).to_have_text("1 mục chờ gửi")
    other = phone.context.new_page()
    phone.context.set_offline(False)
    other.goto("/viec/")
    phone.context.set_offline(True)
    _signs_out_in(other, phone)
    # Where tabs have no channel, too.
    phone.context.add_init_script("delete window.BroadcastChannel")
    other.evaluate("delete window.BroadcastChannel")
    phone.reload()
    unlock(phone)
    _signs_out_in(other, phone)


def _signs_out_in(other, phone):
    expect(phone.locator("[data-rows] > li").first).to_be_visible(timeout=30_000)
    phone.evaluate("window.remembered = true")
    other.evaluate(
        "() => { const form = document.querySelector('form[action$=\"/dang-xuat/\"]');"
        " form.addEventListener('submit', event => event.preventDefault()); form.requestSubmit(); }"
    )
    phone.wait_for_function("window.remembered === undefined")
    expect(phone.get_by_role("heading", name="Nhập mã PIN")).to_be_visible()
    assert phone.locator("[data-rows] > li").count() == 0


def test_a_dashboard_seen_last_is_read_again_without_a_network(world, visitors):
    visitors.expect("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    officer, board = world.own.officer, f"/tong-quan/{world.own.area.pk}/"
    page = visitors.open(officer)
    page.goto("/viec/")
    page.evaluate(
        "navigator.serviceWorker.register('/may.js').then(() => navigator.serviceWorker.ready)"
    )
    page.goto(board)
    page.goto("/viec/")
    kept = page.evaluate(
        "async path => (await (await caches.open('seen')).match(path)).text()", board
    )
    assert officer.full_name not in kept
    assert re.findall(r'csrfmiddlewaretoken" value="[^"]', kept) == []
    page.context.set_offline(True)
    page.goto(board)
    expect(page.get_by_text("Không có mạng · số liệu lúc")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(world.own.area.name)
    page.context.set_offline(False)
    page.goto("/viec/")
    page.get_by_text(officer.full_name).first.click()
    page.get_by_role("button", name="Đăng xuất").first.click()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    assert page.evaluate("caches.has('seen')") is False

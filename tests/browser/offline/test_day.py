"""A member's day in a village without a network: what was typed is what the register holds, or names as waiting."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from households.erasing.actions import erase_resident
from households.models import Household, Resident, Status
from households.register.actions import NewHousehold, NewPerson, add_many, set_status
from households.survey.actions import set_result
from offline.sending import views
from tests.browser.offline.member import TEXTS, Member
from tests.reorganisations.plays import carried, merged
from tests.world import PASSWORD

pytestmark = pytest.mark.long
WORK = ("all_five", "one_by_one", "away", "more_people", "mistaken")
# Whom something befalls while the member is away: erased, answered by another, moved out, entered by another.
ERASED, ANSWERED, GONE, TWIN = "Lò Văn Xóa", "Lò Văn Khác", "Lò Văn Đi", "Lò Văn Trùng"


@pytest.fixture
def member(world, chromium, live_server, tmp_path):
    member = Member(chromium, live_server, tmp_path / "phone", world.own.member, PASSWORD)
    yield member
    member.close()


def names_of(first, count):
    return [f"Lò Thị {first} {n:02}" for n in range(count)]


def fill(world, names):
    """Put households of two into the village, of whom nobody was asked."""
    homes = [
        NewHousehold(
            village=world.own.village, head_name=name, people=[NewPerson(full_name=f"Vợ {name}")]
        )
        for name in names
    ]
    add_many(by=world.own.officer, rows=homes)


def decide(world):
    """Let the village go into another one by a decision; whoever confirms where people work from now on has done so."""
    own = world.own
    decision = merged(own.area, own.villages[:2], by=own.officer, lives_on=own.villages[1])
    carried(decision, proposer=own.officer, approver=world.reviewer)
    own.village.refresh_from_db()
    assert own.village.closed_on
    User.unscoped.filter(pk=own.member.pk).update(area=own.villages[1])


def befall(world):
    """Let others write what the member does not know of."""
    own, homes = world.own, Household.unscoped
    set_result(by=own.officer, household=homes.get(head_name=ANSWERED), number=1, result=0)
    set_status(by=own.officer, household=homes.get(head_name=GONE), status=Status.MOVED_AWAY)
    erase_resident(by=own.officer, resident=Resident.unscoped.get(full_name=f"Vợ {ERASED}"))
    add_many(by=own.officer, rows=[NewHousehold(village=own.villages[1], head_name=TWIN)])


def ten_seconds(member, monkeypatch, world, *, cut):
    """Walk past where there is a signal: sign in and send. Where it is cut off, the phone hears half of the answer."""
    whole, heard = views._taken, []

    def taken(*args):
        answer = whole(*args)
        heard.append(answer)
        if cut:
            answer.content = answer.content[:60]
        return answer

    monkeypatch.setattr(views, "_taken", taken)
    member.context.set_offline(False)
    member.sign_in()
    member.page.goto("/mang-theo/")
    member.unlock()
    while not heard:
        member.page.wait_for_timeout(50)
    if not cut:
        # A newer copy comes by itself: of the village that theirs has become.
        add = member.page.get_by_role("link", name="Thêm hộ mới")
        heir = world.own.villages[1]
        expect(add).to_have_attribute("href", f"#thon-{heir.pk}-moi", timeout=30_000)
        member.typed = 0
    member.context.set_offline(True)
    monkeypatch.setattr(views, "_taken", whole)


def visits(member, names):
    for n, name in enumerate(names):
        getattr(member, WORK[n % len(WORK)])(name)


def still(*pages):
    """Wait until nobody asks the server for anything: SQLite's one connection is read here as well."""
    for page in pages:
        page.wait_for_load_state("networkidle")


def settle(page):
    """Decide what waits, as an officer does: the right version, the same household, not written and why."""
    asked = page.locator("tbody tr")
    asked.filter(has_text=ANSWERED).locator("a.btn").click()
    page.locator("fieldset label", has_text="Thành Viên Tổ").click()
    page.get_by_role("button", name="Lưu lựa chọn").click()
    page.goto("/cho-xu-ly/")
    asked.filter(has_text=TWIN).locator("a.btn").click()
    page.get_by_role("button", name="Là hộ này").click()
    page.goto("/cho-xu-ly/")
    asked.filter(has_text=GONE).locator("a.btn").click()
    page.locator("summary", has_text="Không ghi mục này").click()
    page.get_by_label("Vì sao không ghi").fill("Hộ đã chuyển đi, hỏi nhầm nhà.")
    page.get_by_role("button", name="Không ghi", exact=True).click()
    expect(page.get_by_text("Đã quyết định: không ghi.").first).to_be_visible()
    page.goto("/cho-xu-ly/")
    expect(page.get_by_text("Không có mục nào chờ quyết định.")).to_be_visible()


def forenoon(world, member, names):
    """Take the village along, and work without a network until the phone dies."""
    member.start(signal=True)
    member.sign_in()
    member.takes_along(world.own.village)
    member.context.set_offline(True)
    visits(member, names)
    member.enters("Lò Văn Mới")
    member.restart()


def afternoon(member, names):
    """Work on without a network, also where something befell; the phone dies, and comes home."""
    visits(member, names)
    member.all_five(ANSWERED)
    member.all_five(GONE)
    member.others(ERASED)
    member.enters(TWIN)
    member.enters("Lò Văn Nữa", "Lò Thị Nữa")
    member.restart()
    member.context.set_offline(False)
    member.sign_in()
    member.sees_all_sent()


@pytest.mark.parametrize(("homes", "cut"), [(8, False), (40, False), (40, True)])
def test_what_was_typed_is_in_the_register_or_waits_by_name(
    world, member, visitors, monkeypatch, homes, cut
):
    morning, noon = names_of("Sáng", homes // 2 - 2), names_of("Chiều", homes // 2 - 4)
    fill(world, [*morning, *noon, ERASED, ANSWERED, GONE])
    forenoon(world, member, morning)
    decide(world)
    ten_seconds(member, monkeypatch, world, cut=cut)
    befall(world)
    afternoon(member, noon)
    officer, missing = visitors.open(world.own.officer), member.paper.missing
    still(member.page)
    officer.goto("/cho-xu-ly/")
    told = [*member.needs_a_person(), *officer.locator("tbody tr").evaluate_all(TEXTS)]
    still(member.page, officer)
    assert {line[0] for line in missing([])} == {ANSWERED, GONE, TWIN, f"Vợ {ERASED}"}
    # Whoever was erased is named nowhere, but that something of theirs came is said.
    assert missing(told) == [(f"Vợ {ERASED}", 4, 2, None)]
    assert sum("đã được xóa theo yêu cầu" in line for line in told) == 1
    settle(officer)
    still(officer)
    assert {line[0] for line in missing([])} == {GONE, f"Vợ {ERASED}"}
    # The control: of what never reached the phone the same comparison says so, and of who stands there twice.
    member.paper.cells["Lò Văn Quên", 1] = 2
    member.paper.homes["Lò Văn Mới"] += 1
    assert {line[0] for line in missing(told)} == {"Lò Văn Quên", "Lò Văn Mới", f"Vợ {ERASED}"}

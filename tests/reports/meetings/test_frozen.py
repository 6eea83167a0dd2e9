"""A frozen page says what the dashboard said, of units that have begun and of those that have not."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Role
from figures.adoption import Step
from households.declarations.actions import declare
from reports.dashboard.queries.dashboard import dashboard_of
from reports.dashboard.queries.ranking import Order
from reports.meetings.actions import freeze
from reports.meetings.queries.frozen import IN_DOUBT, Frozen, page_now
from reports.meetings.queries.shown import Shown, drafts, lede_of
from reports.page_cache import CACHE
from tests.factories import CountryFactory, ProvinceFactory, TargetFactory, UserFactory
from tests.pages import signed_in
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    return ProvinceFactory(parent=CountryFactory())


def frozen_now(area):
    return Frozen.of(json.loads(json.dumps(page_now(area, timezone.now()))))


def board_of(area):
    return dashboard_of(area, timezone.localdate(), Order.asked(""))


def page_of(area, path=""):
    """Freeze a page and return what it, or its booklet, says."""
    by = UserFactory(area=area, role=Role.COMMITTEE)
    meeting = freeze(by=by, area=area)
    found = signed_in(by).get(f"/hop/{meeting.uuid}/{path}").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_one_commune_of_twenty_that_has_not_begun_takes_no_rate_away(province):
    for _ in range(19):
        counted(province, (100, 60))
    counted(province)
    board, frozen = board_of(province).figures, frozen_now(province)
    assert (frozen.figures.communes, frozen.figures.idle_communes) == (19, 1)
    assert frozen.figures.covered_rate.percent == board.covered_rate.percent == "60,0%"
    assert frozen.figures.is_known_enough
    assert frozen.figures.weakest == board.weakest == board.skills[0][0]
    assert any("Kỹ năng 1 thấp nhất" in words for words in drafts(frozen))
    assert "60,0 % 1.140 / 1.900 hộ" in page_of(province)


def of_before(area):
    """Freeze a page as it was before anything was kept of who had begun and what waits."""
    page = page_now(area, timezone.now())
    del page["steps"]
    for row in (page["figures"], page["rest"], *(child["figures"] for child in page["children"])):
        for name in IN_DOUBT:
            del row[name]
    return Frozen.of(page)


def test_a_page_of_before_says_rates_as_they_were_counted(province):
    counted(province, (100, 60))
    counted(province)
    frozen = of_before(province)
    assert frozen.figures.covered_rate.percent == "60,0%"
    assert "chưa bắt đầu" not in lede_of(frozen)


def test_a_page_of_before_does_not_say_every(province):
    """It stands as it was counted; that it was all there was, nobody knew."""
    counted(province, (100, 100))
    frozen = of_before(province)
    rates = (frozen.figures.covered_rate, frozen.figures.team_rate)
    assert [rate.percent for rate in rates] == ["100,0%"] * 2
    said = lede_of(frozen)
    assert "<b>100/100</b> hộ trong sổ có người biết đủ năm kỹ năng số." in said
    assert "Hộ nào cũng" not in said
    assert not re.search("Cả .* đều", said)
    assert "Còn" not in said


def test_of_a_page_that_did_not_tell_lists_from_registers_either_may_have_waited(province):
    counted(province, (100, 100), waiting=1, declared=120)
    page = page_now(province, timezone.now())
    assert Frozen.of(page).figures.waiting_lists == 0
    for name in ("waiting_lists", "undeclared_waiting"):
        del page["figures"][name]
    figures = Frozen.of(page).figures
    assert (figures.waiting_lists, figures.undeclared_waiting) == (1, 1)


def test_calls_keep_why_they_are_made_and_the_step(province):
    counted(province, (100, 60), teams=0)
    waiting = counted(province, (100, 60), waiting=1)
    idle = counted(province)
    calls = {call.name: call for call in frozen_now(province).calls}
    assert calls[str(idle)].step == Step.NO_ACCOUNT.slug
    assert [call.why for call in calls.values()] == [
        "chưa cấp tài khoản",
        "1 sổ chờ xác nhận",
        "1 thôn chưa có tổ",
    ]
    page = page_of(province)
    assert f"Cần gọi Vì sao gọi {idle} chưa cấp tài khoản {waiting} 1 sổ chờ xác nhận" in page
    assert "Thôn chưa có tổ" not in page


def test_a_call_of_before_was_about_villages_without_a_team(province):
    counted(province, (100, 60), teams=0)
    page = page_now(province, timezone.now())
    for name in ("reason", "step"):
        del page["calls"][0][name]
    (call,) = Frozen.of(page).calls
    assert call.why == "1 thôn chưa có tổ"


def test_villages_that_are_only_declared_do_not_lack_a_team(province):
    commune = counted(province, *[(10, 10)] * 12)
    declare(by=None, area=commune, villages=22, source="UBND xã")
    page = page_of(province)
    assert "12/12 thôn đã nhập có tổ; danh sách thôn chưa chắc đã đủ." in page
    assert "10 thôn đã khai báo chưa có trong danh sách." in page
    assert "Chưa có tổ 0 thôn" in page
    assert "10 thôn chưa có tổ" not in page
    assert frozen_now(province).children[0].figures.without_team == 0
    due = date_format(timezone.localdate() + timedelta(days=30))
    said = f"Trước {due}, nhập vào danh sách 10 thôn đã khai báo."
    assert drafts(frozen_now(province))[-1] == said


def test_the_booklet_tells_those_without_a_team_from_those_only_declared(province):
    commune = counted(province, (10, 10), (10, 10))
    declare(by=None, area=commune, villages=22, source="UBND xã")
    assert "Chưa có tổ 0 , đang hoạt động 0 . Khai báo, chưa nhập: 20 thôn." in page_of(
        province, "tap/"
    )


def test_the_sentence_of_a_meeting_is_that_of_the_dashboard(province):
    """Who has not begun, twelve of 2,862 as a range, and "every village" only where nobody is idle."""
    commune = counted(province, *[(1, 1)] * 12)
    declare(by=None, area=commune, households=2862, villages=12, source="UBND xã")
    homes = "0,4% (12/2.862) – 100,0% (2.862/2.862) hộ có người biết đủ năm kỹ năng số: 2.850 hộ"
    every = f"Cả 12 thôn đều có tổ. {homes} chưa khảo sát."
    assert sentences(commune) == sentences(province) == [every] * 2
    idle = [counted(province) for _ in range(3)]
    UserFactory(area=idle[0], role=Role.OFFICER, last_login=None)
    said = (
        "3/4 xã chưa bắt đầu: 2 chưa cấp tài khoản, 1 chưa đăng nhập. "
        "12/12 thôn đã nhập có tổ; danh sách thôn chưa chắc đã đủ. "
        f"{homes} chưa khảo sát."
    )
    assert sentences(province) == [said] * 2
    alone = "Xã chưa bắt đầu: chưa đăng nhập. Chưa có thôn, chưa có hộ nào trong sổ."
    assert sentences(idle[0]) == [alone] * 2


def sentences(area):
    """Return the sentence of a dashboard, and that of a meeting frozen from it."""
    by = UserFactory(area=area, role=Role.COMMITTEE)
    reader, meeting = signed_in(by), freeze(by=by, area=area)
    CACHE.clear()
    pages = [reader.get(address) for address in (f"/tong-quan/{area.pk}/", f"/hop/{meeting.uuid}/")]
    return [" ".join(re.sub(r"<[^>]+>", "", page.context["lede"]).split()) for page in pages]


def test_what_is_missing_is_not_said_where_no_rate_is(province):
    """Of a province of which one commune of twelve has begun."""
    counted(province, (100, 60))
    for _ in range(11):
        counted(province)
    country = province.parent
    TargetFactory(area=country, indicator="ho-dat", level=80)
    ((entry,),) = Shown(frozen_now(country)).book
    assert (entry.child.figures.covered_rate.is_said, entry.need) == (False, None)

"""A frozen page says what the dashboard said, of units that have begun and of those that have not."""

import json
import re

import pytest
from django.utils import timezone

from accounts.roles import Role
from figures.adoption import Step
from households.declarations.actions import declare
from reports.dashboard.queries.dashboard import dashboard_of
from reports.dashboard.queries.ranking import Order
from reports.meetings.actions import freeze
from reports.meetings.queries.frozen import Frozen
from reports.meetings.queries.now import page_now
from reports.meetings.queries.proposals import drafts
from tests.factories import CountryFactory, ProvinceFactory, UserFactory
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


def test_a_page_of_before_knows_of_no_idle_communes(province):
    counted(province, (100, 60))
    page = page_now(province, timezone.now())
    for name in ("communes", "idle_communes"):
        del page["figures"][name]
    assert Frozen.of(page).figures.covered_rate.percent == "60,0%"


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
    assert drafts(frozen_now(province))[-1].startswith(
        "Nhập vào danh sách 10 thôn đã khai báo trước "
    )


def test_the_booklet_tells_those_without_a_team_from_those_only_declared(province):
    commune = counted(province, (10, 10), (10, 10))
    declare(by=None, area=commune, villages=22, source="UBND xã")
    assert "Chưa có tổ 0 , đang hoạt động 0 . Khai báo, chưa nhập: 20 thôn." in page_of(
        province, "tap/"
    )


def test_the_sentence_of_a_meeting_is_that_of_the_dashboard(province):
    """Twelve of 2,862 are a range on both, and "every village" is said on neither."""
    commune = counted(province, *[(1, 1)] * 12)
    declare(by=None, area=commune, households=2862, villages=12, source="UBND xã")
    said = page_of(province)
    assert "0,4% (12/2.862) – 100,0% (2.862/2.862) hộ có người biết đủ năm kỹ năng số" in said
    assert "Cả 12 thôn, buôn, khu phố đều có tổ." in said

"""A frozen page says what the dashboard said, of units that have begun and of those that have not."""

import json
import re

import pytest
from django.utils import timezone

from accounts.roles import Role
from figures.adoption import Step
from reports.actions.meetings import freeze
from reports.dashboards import dashboard_of
from reports.meetings.frozen import Frozen
from reports.meetings.now import page_now
from reports.meetings.proposals import drafts
from reports.ranking import Order
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


def page_of(area):
    """Freeze a page and return what it says."""
    by = UserFactory(area=area, role=Role.COMMITTEE)
    meeting = freeze(by=by, area=area)
    found = signed_in(by).get(f"/hop/{meeting.uuid}/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_one_commune_of_twenty_that_has_not_begun_takes_no_rate_away(province):
    for _ in range(19):
        counted(province, (100, 60))
    counted(province)
    board, frozen = board_of(province).figures, frozen_now(province)
    assert (frozen.figures.communes, frozen.figures.idle_communes) == (19, 1)
    assert frozen.figures.covered_said == board.covered_said == "60,0%"
    assert frozen.figures.is_known_enough
    assert frozen.figures.weakest == board.weakest == board.skills[0][0]
    assert any("Kỹ năng 1 thấp nhất" in words for words in drafts(frozen))
    assert "60,0 % 1.140 / 1.900 hộ" in page_of(province)


def test_a_page_of_before_knows_of_no_idle_communes(province):
    counted(province, (100, 60))
    page = page_now(province, timezone.now())
    for name in ("communes", "idle_communes"):
        del page["figures"][name]
    assert Frozen.of(page).figures.covered_said == "60,0%"


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

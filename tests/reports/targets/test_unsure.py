"""Pages that show a target say neither "reached" nor "late" of a unit of which little is known."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.roles import Role
from figures.as_of import as_of_one
from figures.indicators import COVERED
from figures.live import figures_of_one
from households.counts.rollup import HOUSEHOLDS
from households.declarations.actions import declare, declare_complete
from households.models import Completion, Household
from reports.meetings.actions import freeze
from reports.page_cache import CACHE
from reports.targets.queries.targets import is_sure
from rollup.counts import lock, recount
from tests.factories import (
    CompletionFactory,
    CountryFactory,
    DeclarationFactory,
    HouseholdFactory,
    ProvinceFactory,
    TargetFactory,
    UserFactory,
)
from tests.pages import signed_in
from tests.reports.registers import counted, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    province = ProvinceFactory(parent=CountryFactory())
    due = date(timezone.localdate().year + 1, 12, 31)
    TargetFactory(area=province, indicator="ho-dat", level=70, due_on=due)
    return province


@pytest.fixture
def read(province):
    """Return the words of a page, as the committee reads it."""
    by = UserFactory(area=province, role=Role.COMMITTEE)
    reader = signed_in(by)

    def words(address):
        CACHE.clear()
        address = address or f"/hop/{freeze(by=by, area=province).uuid}/"
        page = reader.get(address)
        assert page.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())

    return words


def pages(province):
    """Return a dashboard, a page of targets and, as "", a page frozen for a meeting."""
    return (
        f"/tong-quan/{province.pk}/",
        f"/chi-tieu/{province.pk}/?nam={timezone.localdate().year + 1}",
        "",
    )


def test_one_commune_of_a_hundred_reaches_nothing_for_its_province(province, read):
    for _ in range(101):
        counted(province)
    counted(province, (48, 48))
    dashboard, targets, meeting = pages(province)
    assert "Chưa đủ số liệu Chỉ tiêu 70% đến" in read(dashboard)
    assert "48/48 hộ — Chưa đủ số liệu" in read(targets)
    for address in (dashboard, targets, meeting):
        said = read(address)
        assert "Đã đạt" not in said, address
        assert "0 hộ tới chỉ tiêu" not in said


def test_what_is_known_is_judged(province, read):
    counted(province, (100, 70))
    for address in pages(province):
        assert "Đã đạt" in read(address), address


def test_a_few_registers_that_wait_leave_25_communes_counted_on_both_sides(province, read):
    """77 % with 20 households more or fewer here and there: no doubt about 70 %, nor about 10 of 25."""
    waits = {"complete": 1, "waiting": 1, "declared": 60, "expected": 40}
    for number in range(25):
        commune = counted(province, (2000, 1900 if number < 15 else 1000))
        if number < 20:
            village(commune, 40, 36, **waits)
            lock([commune])
            recount(commune)
    said = read(pages(province)[0])
    assert "10/25 nơi đủ số liệu chưa tới chỉ tiêu 70%" in said
    for address in pages(province):
        assert "Đã đạt" in read(address), address


def test_a_register_that_waits_leaves_teams_and_the_list_of_villages_as_they_are(province):
    """Two villages of the two declared, 40 households of 60 in one register: teams are all there."""
    commune = counted(province, (40, 40), (40, 40))
    declare(by=None, area=commune, villages=2, source="UBND xã")
    first = commune.children.order_by("pk").first()
    declare(by=None, area=first, households=60, source="Thôn")
    Household.unscoped.bulk_create(HouseholdFactory.build_batch(40, village=first))
    lock([commune])
    recount(first, of=[HOUSEHOLDS])
    assert declare_complete(by=None, area=first, reason="Đã rà soát").needs_confirmation
    today = timezone.localdate()
    for found in (figures_of_one(commune, today), figures_of_one(province, today)):
        assert (found.waiting, found.waiting_lists) == (1, 0)
        assert found.team_rate.percent == "100,0%"
        assert not found.is_settled
    assert as_of_one(province, today).waiting_lists == 0
    declare(by=None, area=commune, villages=3, source="UBND xã")
    assert declare_complete(by=None, area=commune, reason="Đã rà soát").needs_confirmation
    for found in (figures_of_one(commune, today), as_of_one(province, today)):
        assert (found.waiting, found.waiting_lists) == (2, 1)
        assert not found.is_list_settled


def test_a_list_that_waits_leaves_out_what_its_commune_declared_besides(province):
    """17 of 20 households are 85 %, of the 22 that the commune declared 77,3 %: more than nine tenths of them."""
    commune = counted(province, (20, 17), complete=1)
    DeclarationFactory(area=commune, households=22)
    CompletionFactory(area=commune.children.get())
    CompletionFactory(area=commune, reason="Sáp nhập", needs_confirmation=True)
    sure = []
    for confirmed_at in (None, timezone.now()):
        Completion.unscoped.update(confirmed_at=confirmed_at)
        lock([commune])
        recount(commune)
        figures = figures_of_one(commune, timezone.localdate())
        sure.append([is_sure(COVERED, figures, Decimal(level)) for level in (75, 80)])
    assert sure == [[True, False], [True, True]]

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from areas.dated import NoOverlap, last_day, month_of, months_to, read_month, recorded_before
from areas.models import Area, Placement
from skills.models import LocalPlatform
from teams.models import CompositionRule, SupportPolicy, Team, TeamVillage, Tenure
from tests.factories import (
    CompositionRuleFactory,
    LocalPlatformFactory,
    MemberFactory,
    PlacementFactory,
    SupportPolicyFactory,
    TeamFactory,
    VillageFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

FIRST, END, AFTER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 6, 2)
BEFORE, DURING, LAST = date(2026, 2, 28), date(2026, 4, 1), date(2026, 5, 31)


def rows_of(kind):
    """Make a row from FIRST to END, and return all of its model."""
    match kind:
        case "area":
            village = VillageFactory(opened_on=FIRST, closed_on=END)
            return Area.unscoped.filter(pk=village.pk)
        case "placement":
            placement = PlacementFactory(valid_from=FIRST, valid_to=END)
            return Placement.unscoped.filter(pk=placement.pk)
        case "platform":
            LocalPlatformFactory(valid_from=FIRST, valid_to=END)
            return LocalPlatform.unscoped.all()
        case "team":
            TeamFactory(founded_on=FIRST, dissolved_on=END)
            return Team.unscoped.all()
        case _:
            tenure = MemberFactory(joined_on=FIRST, left_on=END).tenures.get()
            return Tenure.unscoped.filter(pk=tenure.pk)


@pytest.mark.parametrize("kind", ["area", "placement", "platform", "team", "tenure"])
def test_a_row_holds_from_its_first_day_until_the_day_before_its_end(kind):
    rows = rows_of(kind)
    held = [bool(rows.on(day)) for day in (BEFORE, FIRST, DURING, LAST, END, AFTER)]
    assert held == [False, True, True, True, False, False]
    assert not rows.open()


def test_a_rule_with_a_last_day_holds_on_it():
    CompositionRuleFactory(valid_from=FIRST, last_on=END)
    rows = CompositionRule.unscoped.all()
    held = [bool(rows.on(day)) for day in (BEFORE, FIRST, LAST, END, AFTER)]
    assert held == [False, True, True, True, False]


def test_a_policy_is_among_those_of_days_on_any_of_which_it_holds():
    SupportPolicyFactory(valid_from=FIRST, last_on=END)
    days = ((BEFORE, FIRST), (END, AFTER), (AFTER, AFTER))
    held = [bool(SupportPolicy.unscoped.during(*some)) for some in days]
    assert held == [True, True, False]


def test_a_row_without_an_end_is_open_and_goes_on():
    row = PlacementFactory(valid_from=FIRST, valid_to=None)
    mine = Placement.unscoped.filter(pk=row.pk)
    assert list(mine.open()) == list(mine.on(date(2099, 1, 1))) == [row]


def test_villages_of_a_dissolved_team_end_with_it_and_keep_their_own_days():
    TeamFactory(founded_on=FIRST, dissolved_on=END)
    rows = TeamVillage.unscoped.all()
    assert [bool(rows.on(day)) for day in (LAST, END)] == [True, False]
    assert rows.stretching(END).exists()


def test_what_was_written_at_an_unknown_moment_counts_as_written_in_time():
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    unknown, early = PlacementFactory(recorded_at=None), PlacementFactory(recorded_at=moment)
    late = PlacementFactory(recorded_at=datetime(2026, 3, 2, tzinfo=UTC))
    mine = Placement.unscoped.filter(pk__in=[unknown.pk, early.pk, late.pk])
    assert set(mine.filter(recorded_before(late.recorded_at))) == {unknown, early}
    assert set(mine.filter(recorded_before(moment))) == {unknown}


def test_writers_of_one_province_wait_for_each_other_where_that_is_asked():
    rule = NoOverlap(table="t", name="n", alike=["o.a = NEW.a"], words="w", one_by_one="a")
    statements = []
    vendor = SimpleNamespace(vendor="postgresql")
    rule.protect(None, SimpleNamespace(connection=vendor, execute=statements.append))
    assert "pg_advisory_xact_lock(hashtext('t'), NEW.a::int)" in statements[0]


def test_a_month_is_its_first_day_and_ends_on_its_last():
    assert month_of(date(2026, 11, 26)) == date(2026, 11, 1)
    assert last_day(date(2026, 11, 1)) == date(2026, 11, 30)
    assert last_day(date(2026, 12, 1)) == date(2026, 12, 31)
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)


def test_months_before_cross_the_year():
    assert month_of(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert month_of(date(2026, 11, 1), 12) == date(2025, 11, 1)
    assert month_of(date(2026, 12, 1), -1) == date(2027, 1, 1)


@pytest.mark.parametrize(
    "text", [None, "", "2026", "2026-13", "1026-05", "9999-01", "x", "2026-05-01"]
)
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_a_month_is_read_from_an_address():
    assert read_month("2026-05") == read_month("2026-5") == date(2026, 5, 1)


def test_months_up_to_a_day_end_with_its_own():
    assert months_to(date(2026, 1, 31), 2) == [date(2025, 12, 1), date(2026, 1, 1)]
    assert len(months_to(date(2026, 1, 31))) == 12

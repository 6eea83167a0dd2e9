"""A snapshot taken late says what the live figures said on the last day of its month."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from areas.actions import add_village, recount_villages
from areas.dated import last_day, month_of
from areas.kinds import Kind, Level
from areas.models import Area, Placement
from areas.reorganising import stand
from audit.models import AuditEntry
from figures.actions import take_snapshots
from figures.as_of import as_of_one
from figures.live import figures_of_one
from figures.models import Snapshot
from figures.snapshots import COLUMNS, LONGEST_SAVE, MOST, Parents, Then, months_to_take
from households.counts.rollup import HOUSEHOLDS, age
from households.declarations import actions as declarations_actions
from households.models import (
    Confirmation,
    Declaration,
    Household,
    Movement,
    Resident,
)
from households.register import actions as register_actions
from households.register.actions import steps
from households.survey import actions as survey_actions
from rollup.counts import lock, recount
from rollup.models import VillageCount
from teams.activities import actions as activities_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Member, Team, TeamVillage
from teams.register.actions import restate
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    DistrictFactory,
    LocalPlatformFactory,
    MemberFactory,
    MovementFactory,
    PlacementFactory,
    ProvinceFactory,
    SnapshotFactory,
    TeamFactory,
    VillageFactory,
)
from tests.world import ALL

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)
OCTOBER = date(2026, 10, 1)


def noon(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


def at(day):
    return time_machine.travel(noon(day), tick=False)


def take(today=TODAY):
    return take_snapshots(by=None, today=today)


def kept(area, month=OCTOBER):
    return Snapshot.unscoped.get(area=area, month=month)


@pytest.fixture
def village(db):
    with at(date(2026, 1, 1)):
        country = CountryFactory()
        LocalPlatformFactory(area=country, valid_from=date(2020, 1, 1))
        commune = CommuneFactory(parent=DistrictFactory(parent=ProvinceFactory(parent=country)))
        return VillageFactory(parent=commune)


def enter(village, day, **fields):
    with at(day):
        return register_actions.add_household(
            by=None, village=village, head_name="Lê Lan", **fields
        )


# Which months, and of whom


def test_nothing_is_taken_before_anything_has_moved(village):
    assert take() == []
    assert Snapshot.unscoped.count() == 0


def test_the_running_month_is_never_stored(village):
    enter(village, date(2026, 11, 2))
    assert take() == []


def test_every_unit_of_every_level_has_a_row(village):
    enter(village, date(2026, 10, 5))
    assert take() == [OCTOBER]
    levels = Snapshot.unscoped.order_by("area__level").values_list("area__level", flat=True)
    assert list(levels) == list(Level)
    assert set(Snapshot.unscoped.values_list("households", flat=True)) == {1}


def test_missed_months_are_caught_up_from_the_first_movement_on_the_latest_first(village):
    """A target signed years ago starts from its month; one run takes so many months, the next goes on."""
    MovementFactory(village=village, day=date(2022, 9, 1))
    wanted = [month_of(OCTOBER, back) for back in range(49, -1, -1)]
    assert [take() for _ in range(3)] == [wanted[26:], wanted[2:26], wanted[:2]]
    assert take() == []


def test_of_a_day_typed_a_century_off_no_months_are_kept(village):
    MovementFactory(village=village, day=date(1926, 1, 1))
    for month in (month_of(OCTOBER, back) for back in range(MOST)):
        SnapshotFactory(area=village.province.parent, month=month)
    assert months_to_take(TODAY) == []


def test_a_second_run_writes_nothing(village):
    enter(village, date(2026, 9, 5))
    take()
    rows = list(Snapshot.unscoped.order_by("pk").values())
    entries = AuditEntry.unscoped.count()
    assert take() == []
    assert list(Snapshot.unscoped.order_by("pk").values()) == rows
    assert AuditEntry.unscoped.count() == entries


def test_a_month_stopped_half_way_is_taken_again(village):
    enter(village, date(2026, 10, 5))
    SnapshotFactory(area=village, month=OCTOBER, households=7)
    assert months_to_take(TODAY) == [OCTOBER]
    take()
    assert kept(village).households == 1
    assert kept(village.commune).households == 1


def test_a_month_is_taken_again_once_something_of_its_days_is_recorded(village):
    """A snapshot is a copy: trends say what "vì sao" says of the same day, however late a fact comes."""
    home = enter(village, date(2026, 8, 3))
    with at(TODAY):
        take()
    old = kept(village, date(2026, 8, 1))
    with at(TODAY + timedelta(days=1)):
        survey_actions.assess(
            by=None, resident=home.residents.get(), results=[2] * 5, on=date(2026, 9, 20)
        )
        assert months_to_take(TODAY) == [date(2026, 9, 1), OCTOBER]
    with at(TODAY + timedelta(days=2)):
        take(TODAY + timedelta(days=2))
        assert months_to_take(TODAY) == []
    months = (date(2026, 8, 1), date(2026, 9, 1), OCTOBER)
    assert [kept(village, month).covered for month in months] == [0, 1, 1]
    assert kept(village, date(2026, 8, 1)).taken_at == old.taken_at


def test_what_is_recorded_of_today_leaves_every_month_as_it_is(village):
    enter(village, date(2026, 10, 3))
    with at(TODAY):
        take()
    with at(TODAY + timedelta(days=1)):
        register_actions.add_household(
            by=None, village=village, head_name="Lê Lan", results=[2] * 5
        )
        declarations_actions.declare(by=None, area=village, households=9, source="Thôn")
        declarations_actions.declare_complete(by=None, area=village, reason="Còn lại đã chuyển đi")
        assert months_to_take(TODAY) == []
        declarations_actions.declare(
            by=None, area=village, households=8, source="Thôn", on=date(2026, 10, 31)
        )
        assert months_to_take(TODAY) == [OCTOBER]


@pytest.mark.parametrize("begun", [timedelta(0), LONGEST_SAVE * 0.9], ids=["meanwhile", "before"])
def test_what_is_saved_while_a_month_is_taken_is_in_it_after_the_next_run(
    village, monkeypatch, begun
):
    """A late fact that was not there yet when its village was read, though its save had begun."""
    enter(village, date(2026, 10, 3))
    add_up, missed = Then.add_up, []

    def save_then_add_up(then, country):
        if not missed:
            with time_machine.travel(noon(TODAY) - begun, tick=False):
                missed.append(
                    register_actions.add_household(
                        by=None, village=village, head_name="Lê Muộn", on=date(2026, 10, 30)
                    )
                )
            # The taking of a whole country goes on long after that.
            clock.move_to(noon(TODAY) + timedelta(hours=2))
        add_up(then, country)

    monkeypatch.setattr(Then, "add_up", save_then_add_up)
    with at(TODAY) as clock:
        assert take() == [OCTOBER]
        assert kept(village).households == 1
        assert months_to_take(TODAY) == [OCTOBER]
    with at(TODAY + timedelta(days=1)):
        assert take() == [OCTOBER]
        assert take() == []
    assert kept(village.commune).households == 2


def test_a_village_that_was_there_before_all_records_is_in_every_month(village):
    enter(village, date(2026, 9, 3))
    with at(TODAY):
        take()
    with at(TODAY + timedelta(days=1)):
        add_village(by=None, commune=village.commune, kind=Kind.THON, name="Mới")
        assert take() == [date(2026, 9, 1), OCTOBER]
    for month in (date(2026, 9, 1), OCTOBER):
        assert kept(village.commune, month).villages == 2
        assert as_of_one(village.commune, last_day(month)).villages == 2


def test_a_village_added_while_a_month_is_taken_is_in_it_after_the_next_run(village, monkeypatch):
    """It has no place among the units that were read before; on PostgreSQL what is read later shows it."""
    enter(village, date(2026, 10, 3))
    read, added = Parents.__init__, []

    def read_then_add(parents):
        read(parents)
        if not added:
            new = add_village(by=None, commune=village.commune, kind=Kind.THON, name="Mới")
            added.append(new)

    monkeypatch.setattr(Parents, "__init__", read_then_add)
    with at(TODAY):
        assert take() == [OCTOBER]
    with at(TODAY + timedelta(days=1)):
        assert take() == [OCTOBER]
        assert take() == []
    assert kept(village.commune).villages == 2
    assert kept(added[0]).villages == as_of_one(added[0], last_day(OCTOBER)).villages


def test_a_village_added_between_two_months_of_a_run_is_in_the_later_one(village, monkeypatch):
    enter(village, date(2026, 9, 3))
    add_up, added = Then.add_up, []

    def add_up_then_add(then, country):
        add_up(then, country)
        if not added:
            added.append(add_village(by=None, commune=village.commune, kind=Kind.THON, name="Mới"))

    monkeypatch.setattr(Then, "add_up", add_up_then_add)
    with at(TODAY):
        assert take() == [date(2026, 9, 1), OCTOBER]
    assert kept(village.commune).villages == 2


def test_a_month_begun_within_a_save_of_its_end_is_taken_once_more(village, monkeypatch):
    """Saves of the last evening that end after midnight say nothing of being late."""
    enter(village, date(2026, 10, 3))
    midnight = noon(date(2026, 11, 1)) - timedelta(hours=12)
    add_up, missed = Then.add_up, []

    def save_then_add_up(then, country):
        if not missed:
            with time_machine.travel(midnight - timedelta(seconds=20), tick=False):
                missed.append(
                    register_actions.add_household(by=None, village=village, head_name="Lê Muộn")
                )
        add_up(then, country)

    monkeypatch.setattr(Then, "add_up", save_then_add_up)
    with time_machine.travel(midnight + timedelta(seconds=10), tick=False):
        assert take(date(2026, 11, 1)) == [OCTOBER]
        assert kept(village).households == 1
    with at(date(2026, 11, 2)):
        assert take(date(2026, 11, 2)) == [OCTOBER]
        assert take(date(2026, 11, 2)) == []
    assert kept(village).households == 2


@pytest.mark.postgres
def test_two_runs_at_once_write_a_month_one_after_the_other(village):
    """The later one waits, and its moment stands on rows of its own."""
    enter(village, date(2026, 10, 3))
    with CaptureQueriesContext(connection) as queries:
        take()
    sql = [one["sql"] for one in queries]
    held = next(n for n, one in enumerate(sql) if "FOR NO KEY UPDATE" in one)
    assert "areas_area" in sql[held]
    assert held < next(n for n, one in enumerate(sql) if 'DELETE FROM "figures_snapshot"' in one)
    assert not any("ON CONFLICT" in one for one in sql if "figures_snapshot" in one)


def looks_again(home, on):
    survey_actions.confirm(by=None, households=[home], on=on)


def surveys_again(home, on):
    survey_actions.assess(by=None, resident=home.residents.get(), results=ALL, on=on)


@pytest.mark.parametrize("look", [looks_again, surveys_again])
def test_a_look_dated_back_that_moves_no_sum_makes_a_month_anew_and_so_does_taking_it_back(
    village, look
):
    home, day = enter(village, date(2026, 1, 5), results=ALL), date(2027, 4, 10)
    march = date(2027, 3, 1)
    months = [date(2027, 1, 1), date(2027, 2, 1), march]
    with at(day):
        take(day)
    assert [kept(village, month).old for month in months] == [1, 1, 1]
    with at(day + timedelta(days=1)):
        look(home, date(2027, 2, 20))
        assert take(day) == months[1:]
    assert [kept(village, month).old for month in months] == [1, 0, 0]
    assert as_of_one(village, last_day(march)).old == 0
    with at(day + timedelta(days=2)):
        home.confirmations.update(withdrawn_at=timezone.now())
        home.residents.get().assessments.filter(assessed_on__year=2027).update(
            withdrawn_at=timezone.now()
        )
        assert take(day) == months[1:]
    assert kept(village, march).old == 1


@pytest.fixture
def two_people(village):
    """A household of which one was surveyed long ago and the other lately, so that it is not old."""
    with at(date(2025, 1, 5)):
        home = register_actions.add_household(
            by=None, village=village, head_name="Lê Lan", birth_year=1980, results=ALL
        )
        other = register_actions.add_resident(
            by=None, household=home, full_name="Vũ An", birth_year=1970
        )
    with at(date(2026, 9, 15)):
        survey_actions.assess(by=None, resident=other, results=ALL)
    with at(TODAY):
        take()
    assert kept(village).old == 0
    return other


def leaves(resident):
    register_actions.leave(by=None, resident=resident, on=date(2026, 10, 10))


def was_a_child(resident):
    register_actions.change_resident(by=None, resident=resident, birth_year=2015)


def was_not_surveyed(resident):
    survey_actions.withdraw(by=None, assessment=resident.assessments.get())


@pytest.mark.parametrize("correct", [leaves, was_a_child, was_not_surveyed])
def test_a_correction_that_moves_no_sum_but_makes_standings_old_makes_months_anew(
    village, two_people, correct
):
    with at(TODAY + timedelta(days=1)):
        correct(two_people)
    with at(TODAY + timedelta(days=2)):
        assert OCTOBER in take()
        assert take() == []
    assert kept(village).old == as_of_one(village, last_day(OCTOBER)).old == 1


def test_a_survey_that_is_brought_back_makes_months_anew(village):
    home, day = enter(village, date(2026, 1, 5), results=ALL), date(2027, 4, 10)
    months = [date(2027, 2, 1), date(2027, 3, 1)]
    with at(date(2027, 2, 20)):
        again = survey_actions.assess(by=None, resident=home.residents.get(), results=ALL)
    with at(day - timedelta(days=1)):
        survey_actions.withdraw(by=None, assessment=again)
    with at(day):
        take(day)
    assert [kept(village, month).old for month in months] == [1, 1]
    with at(day + timedelta(days=1)):
        survey_actions.restore(by=None, assessments=[again])
        assert take(day) == months
    assert [kept(village, month).old for month in months] == [0, 0]


def test_a_correction_of_what_no_month_says_leaves_them_as_they_are(village, two_people):
    with at(TODAY + timedelta(days=1)):
        register_actions.change_resident(by=None, resident=two_people, full_name="Vũ Ân")
        register_actions.leave(by=None, resident=two_people)
        assert months_to_take(TODAY) == []


def test_a_village_of_a_team_put_right_and_set_back_while_a_month_is_taken(village):
    enter(village, date(2026, 10, 3))
    with at(date(2026, 10, 5)):
        TeamFactory(area=village)
        TeamVillage.unscoped.update(recorded_at=timezone.now(), changed_at=None)
    served, start = TeamVillage.unscoped.get(), noon(TODAY)
    since = served.valid_from
    with time_machine.travel(start, tick=False):
        restate(served, valid_from=date(2026, 11, 5))
    with time_machine.travel(start + timedelta(minutes=5), tick=False):
        take()
    assert kept(village).with_team == 0
    with time_machine.travel(start + timedelta(minutes=8), tick=False):
        restate(served, valid_from=since)
    with at(TODAY + timedelta(days=1)):
        assert OCTOBER in take()
    assert kept(village).with_team == 1


def test_each_month_is_written_down_in_the_journal(village):
    enter(village, date(2026, 9, 5))
    take()
    entries = AuditEntry.unscoped.filter(verb="Chụp số liệu cuối tháng").order_by("pk")
    assert [entry.changes["month"] for entry in entries] == [[None, "2026-09"], [None, "2026-10"]]
    assert {entry.changes["units"][1] for entry in entries} == {5}


def test_the_command_says_what_it_took(village, capsys):
    enter(village, date(2026, 10, 5))
    with at(TODAY):
        call_command("snapshot")
        call_command("snapshot")
    assert capsys.readouterr().out.splitlines() == [
        "10/2026: 5",
        "Ghi bước mới của 1 xã.",
        "Không có tháng nào cần chụp.",
    ]


def test_the_command_lets_standings_age_first(village):
    household = enter(village, date(2026, 1, 5), results=ALL)
    with at(date(2027, 1, 10)):
        call_command("snapshot")
    assert VillageCount.unscoped.get(pk=household.village_id).old == 1


# What a row says


def test_a_month_holds_what_had_moved_by_its_last_day(village):
    enter(village, date(2026, 9, 30), results=ALL)
    enter(village, date(2026, 10, 31))
    enter(village, date(2026, 11, 1))
    take()
    rows = Snapshot.unscoped.filter(area=village).order_by("month")
    assert list(rows.values_list("households", "covered")) == [(1, 1), (2, 1)]


def test_a_team_counts_by_its_dates(village):
    enter(village, date(2026, 5, 5))
    team = TeamFactory(area=village, founded_on=date(2026, 6, 30), dissolved_on=date(2026, 9, 30))
    MemberFactory(team=team, role="leader", joined_on=date(2026, 7, 15), left_on=date(2026, 9, 1))
    team.activities.create(held_on=date(2026, 7, 20), title="Buổi")
    take()
    rows = Snapshot.unscoped.filter(area=village.commune).order_by("month")
    assert list(rows.values_list("with_team", "led", "active")) == [
        (0, 0, 0),
        (1, 0, 0),
        (1, 1, 1),
        (1, 1, 1),
        (0, 0, 0),
        (0, 0, 0),
    ]


def test_a_team_is_active_for_as_long_as_the_setting_says(village, settings):
    settings.TEAM_ACTIVE_DAYS = 30
    enter(village, date(2026, 8, 5))
    team = TeamFactory(area=village, founded_on=date(2026, 8, 1))
    MemberFactory(team=team, role="leader", joined_on=date(2026, 8, 1))
    team.activities.create(held_on=date(2026, 8, 31), title="Buổi")
    withdrawn = {"withdrawn_on": date(2026, 11, 1), "withdrawn_why": "Nhầm"}
    withdrawn["withdrawn_at"] = timezone.now()
    team.activities.create(held_on=date(2026, 10, 31), title="Buổi", **withdrawn)
    take()
    rows = Snapshot.unscoped.filter(area=village).order_by("month")
    assert list(rows.values_list("active", flat=True)) == [1, 1, 0]


def test_a_commune_team_covers_no_village(village):
    enter(village, date(2026, 10, 5))
    TeamFactory(area=village.commune, tier="commune", founded_on=date(2026, 10, 1))
    take()
    assert kept(village.commune).with_team == 0


def test_a_declaration_stands_until_the_register_is_larger(village):
    other = VillageFactory(parent=village.parent)
    enter(village, date(2026, 8, 5))
    for number, day in ((30, date(2026, 9, 10)), (40, date(2026, 10, 31)), (50, date(2026, 11, 1))):
        Declaration.unscoped.create(area=other, households=number, source="Thôn", declared_on=day)
        Declaration.unscoped.create(area=village, households=number, source="Thôn", declared_on=day)
    take()
    rows = Snapshot.unscoped.filter(area=village.commune).order_by("month")
    assert list(rows.values_list("households", "expected")) == [(1, 1), (1, 60), (1, 80)]
    assert kept(village).expected == 40


def test_what_a_commune_declared_beyond_its_villages_counts_above_them(village):
    enter(village, date(2026, 10, 5))
    said = {"households": 50, "villages": 3, "source": "Xã", "declared_on": date(2026, 10, 20)}
    Declaration.unscoped.create(area=village.commune, **said)
    take()
    for area in (village.commune, village.province):
        row = kept(area)
        assert (row.expected, row.unattributed, row.unattributed_villages) == (50, 49, 2)
    assert (kept(village).expected, kept(village).unattributed) == (1, 0)


def test_units_have_rows_only_while_they_are_open(village):
    enter(village, date(2026, 8, 5))
    late = VillageFactory(parent=village.parent, opened_on=date(2026, 9, 30))
    gone = VillageFactory(parent=village.parent, closed_on=date(2026, 9, 30))
    take()
    months = Snapshot.unscoped.order_by("month").values_list("month__month", flat=True)
    assert list(months.filter(area=late)) == [9, 10]
    assert list(months.filter(area=gone)) == [8]
    villages = Snapshot.unscoped.filter(area=village.commune).order_by("month")
    assert list(villages.values_list("villages", flat=True)) == [2, 2, 2]


def test_upper_levels_are_added_up_as_the_tree_stood_that_day(village):
    """The commune of before had the village until the merger; its district ended with it."""
    old, district = village.parent, village.parent.parent
    merged = date(2026, 9, 15)
    new = CommuneFactory(parent=district.parent, opened_on=merged)
    PlacementFactory(area=village, parent=old, valid_to=merged)
    PlacementFactory(area=village, parent=new, valid_from=merged)
    Area.unscoped.filter(pk__in=[old.pk, district.pk]).update(closed_on=merged)
    stand(village, new)
    village.save()
    enter(village, date(2026, 8, 5))
    take()
    august, october = date(2026, 8, 1), OCTOBER
    assert {kept(area, august).households for area in (old, district, district.parent)} == {1}
    assert {kept(area, october).households for area in (new, district.parent)} == {1}
    assert not Snapshot.unscoped.filter(area=new, month=august).exists()
    assert not Snapshot.unscoped.filter(area__in=[old, district], month=october).exists()
    assert Placement.unscoped.count() == 2


def test_standings_are_old_on_a_past_day_as_far_as_surveys_tell(village):
    first = enter(village, date(2025, 6, 10), results=ALL)
    enter(village, date(2025, 6, 10), results=ALL)
    with at(date(2026, 9, 20)):
        resident = first.residents.get()
        survey_actions.assess(by=None, resident=resident, results=ALL)
    take()
    old = Snapshot.unscoped.filter(area=village).order_by("month").values_list("month", "old")
    assert [n for month, n in old if month >= date(2026, 5, 1)] == [0, 2, 2, 2, 1, 1]


def test_the_number_of_queries_does_not_grow_with_the_villages(village):
    enter(village, date(2026, 10, 5))

    def cost():
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            take()
            transaction.set_rollback(True)
        return len(queries)

    few = cost()
    for _ in range(4):
        other = VillageFactory(parent=CommuneFactory(parent=village.parent.parent))
        enter(other, date(2026, 10, 5))
    assert cost() == few


# Where all is written down in time, a late snapshot is what was shown on the day; what is written
# late, put right or withdrawn: test_as_of_property

RESULTS = st.sampled_from([ALL, [0, 0, 0, 0, 0], [2, 2, 2, 0, 2], [1, 2, 2, 2, None]])
ANY, GAP = st.integers(0, 10**6), st.sampled_from([0, 1, 5, 20, 40, 75])
STEP = st.one_of(
    st.tuples(st.just("add"), ANY, st.one_of(st.none(), RESULTS)),
    st.tuples(st.just("assess"), ANY, RESULTS),
    st.tuples(st.just("confirm"), ANY),
    st.tuples(st.just("close"), ANY, st.sampled_from(["moved_away", "ended"])),
    st.tuples(st.just("absent"), ANY),
    st.tuples(st.just("leave"), ANY),
    st.tuples(st.just("declare"), ANY, st.integers(1, 90)),
    st.tuples(st.just("village"), ANY),
    st.tuples(st.just("found"), ANY, st.booleans()),
    st.tuples(st.just("session"), ANY),
    st.tuples(st.just("step_down"), ANY),
    st.tuples(st.just("dissolve"), ANY),
)


class History:
    """Two communes through the months; what their pages said on each last day is kept."""

    def __init__(self):
        self.day = date(2025, 1, 10)
        self.said = {}
        LocalPlatformFactory(area=CountryFactory(), valid_from=date(2020, 1, 1))
        for commune in (CommuneFactory(parent=DistrictFactory()), CommuneFactory()):
            VillageFactory.create_batch(2, parent=commune)
            recount_villages(commune)
        self.do("add", 0, None)

    def do(self, name, *arguments):
        with at(self.day):
            getattr(self, name)(*arguments)

    def go_on(self, days):
        """Let days pass, and look at every page on the evening of each last day of a month."""
        until = self.day + timedelta(days=days)
        while last_day(month_of(self.day)) < until:
            self.look(last_day(month_of(self.day)))
            self.day = last_day(month_of(self.day)) + timedelta(days=1)
        self.day = max(self.day, until)

    def look(self, day):
        with at(day):
            age(day)
            for area in Area.unscoped.on(day):
                figures = figures_of_one(area, day)
                row = {name: getattr(figures, name) for name in COLUMNS}
                self.said[area.pk, month_of(day)] = row

    def pick(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def home(self, number):
        return self.pick(Household.unscoped.open(), number)

    def add(self, number, results):
        place = self.pick(Area.unscoped.villages(), number)
        register_actions.add_household(by=None, village=place, head_name="Lê Lan", results=results)

    def assess(self, number, results):
        resident = self.pick(Resident.unscoped.filter(left_on=None), number)
        if resident:
            survey_actions.assess(by=None, resident=resident, results=results)

    def confirm(self, number):
        household = self.home(number)
        if household and household.is_surveyed:
            held = steps.lock(household)
            Confirmation.unscoped.create(household=held, confirmed_on=self.day)
            steps.recalculate(held)

    def close(self, number, status):
        if household := self.home(number):
            register_actions.set_status(by=None, household=household, status=status)

    def absent(self, number):
        if household := self.home(number):
            register_actions.set_status(by=None, household=household, status="nobody_home")

    def leave(self, number):
        if resident := self.pick(Resident.unscoped.filter(left_on=None), number):
            register_actions.change_resident(by=None, resident=resident, left_on=self.day)

    def declare(self, number, households):
        place = self.pick(Area.unscoped.villages(), number)
        Declaration.unscoped.create(
            area=place, households=households, source="Thôn", declared_on=self.day
        )
        lock([place])
        recount(place, of=[HOUSEHOLDS])

    def village(self, number):
        commune = self.pick(Area.unscoped.communes(), number)
        name = f"Mới {Area.unscoped.count()}"
        add_village(by=None, commune=commune, kind=Kind.THON, name=name, opened_on=self.day)

    def found(self, number, led):
        place = self.pick(Area.unscoped.villages(), number)
        leader = [{"full_name": "Lê Tổ", "role": Member.Role.LEADER}] if led else []
        founding_actions.found_team(by=None, area=place, on=self.day, members=leader)

    def session(self, number):
        if team := self.pick(Team.unscoped.filter(dissolved_on=None), number):
            activities_actions.log_activity(by=None, team=team, held_on=self.day, title="Buổi")

    def step_down(self, number):
        serving = Member.unscoped.filter(left_on=None, team__dissolved_on=None)
        if leader := self.pick(serving, number):
            members_actions.leave(by=None, member=leader, on=self.day)

    def dissolve(self, number):
        if team := self.pick(Team.unscoped.filter(dissolved_on=None), number):
            founding_actions.dissolve_team(by=None, team=team, on=self.day)


@settings(
    max_examples=10,
    # A history of months is long to try again; what differs is said as it is found.
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(st.tuples(GAP, STEP), min_size=5, max_size=18))
@pytest.mark.long
def test_a_late_snapshot_says_what_the_page_said_on_the_day(db, history):
    with transaction.atomic(), override_settings(STATUS_OLD_DAYS=60, TEAM_ACTIVE_DAYS=45):
        past = History()
        for gap, (name, *arguments) in history:
            past.go_on(gap)
            past.do(name, *arguments)
        past.go_on(100)
        with at(past.day):
            take(past.day)
        rows = Snapshot.unscoped.values("area_id", "month", *COLUMNS)
        found = {(row.pop("area_id"), row.pop("month")): row for row in rows}
        oldest = min(month for _, month in found)
        said = {key: row for key, row in past.said.items() if key[1] >= oldest}
        assert len(found) >= 30
        differ = {
            key: {name: (found[key][name], n) for name, n in row.items() if found[key][name] != n}
            for key, row in said.items()
            if found[key] != row
        }
        assert differ == {}
        assert found.keys() == said.keys()
        assert Movement.unscoped.exists()
        transaction.set_rollback(True)

import itertools

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from areas.kinds import Kind, Level
from areas.models import Area, Placement
from areas.names import fold, person_sort_key
from demo.names import FEMALE, MALE, Family, People, childs_family, family, person
from demo.seeded_random import seeded
from figures.indicators import COVERED, TEAMS
from figures.live import figures_of_one
from figures.models import Snapshot
from figures.months import series_of
from figures.snapshots import Parents, Then, row_of
from households.counts.checks import wrong_movements
from households.models import (
    Assessment,
    Confirmation,
    Declaration,
    Household,
    Movement,
    Resident,
)
from reports.models import Event
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import household_result
from skills.models import LocalPlatform
from teams.models import Activity, Decision, Member, SupportSheet, Team, Tier
from tests.demo.conftest import MAPS
from tests.reports.rollout import recount

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Every commune of the province, as people see it; the other demo has eight.
WHOLE = {"households": 2000, "communes": None}
AN_NINH_TAY = ["Tiên Châu", "Hội Phú", "Xuân Phú", "Diêm Hội", "Bình Thạnh"]


def differences():
    return wrong_rows()[1]


def village(name):
    return Area.unscoped.villages().get(name=name, placements__parent__name="An Ninh Tây")


# --- What stands in the database ---


@pytest.mark.parametrize("map_year", MAPS)
def test_every_stored_count_agrees_with_its_rows(demo, map_year):
    demo(map=map_year)
    assert differences() == []
    compared, wrong = wrong_movements()
    assert (compared > 20, wrong) == (True, [])
    assert sum(VillageCount.unscoped.values_list("households", flat=True)) > 250
    # The rollout board, too, is what a count by hand gives.
    provinces = Area.unscoped.filter(level=Level.PROVINCE, closed_on=None)
    assert [recount.differences(one) for one in provinces] == [[] for _ in provinces]
    assert wrong_rows()[0] > 40


def test_every_household_stands_where_the_rule_puts_it(demo):
    demo()
    found = Household.unscoped.prefetch_related("residents__assessments")
    assert found.count() == 300
    for household in found:
        living = (p for p in household.residents.all() if p.left_on is None)
        assert household.result == household_result(living, timezone.localdate())
        assert household.sort_key == person_sort_key(household.head_name)
        assert household.search_key.startswith(fold(household.head_name))


def test_a_resident_repeats_his_latest_survey(demo):
    demo()
    today = timezone.localdate()
    for resident in Resident.unscoped.prefetch_related("assessments"):
        surveys = sorted(resident.assessments.all(), key=lambda a: (a.assessed_on, a.pk))
        latest = surveys[-1] if surveys else None
        assert resident.assessed_on == (latest and latest.assessed_on)
        assert resident.results == (latest.results if latest else [None] * 5)
        for before, after in itertools.pairwise(surveys):
            pairs = list(zip(after.results, before.results, strict=True))
            # What is left out at one visit is left out at all: asked for later, if at all.
            assert all((a is None) == (b is None) for a, b in pairs)
            assert all(a >= b for a, b in pairs if a is not None)
        assert all(0 < (today - a.assessed_on).days < 731 for a in surveys)


def test_a_survey_is_written_down_on_its_own_day(demo):
    demo()
    for survey in Assessment.unscoped.all()[:50]:
        assert timezone.localdate(survey.recorded_at) == survey.assessed_on
    for household in Household.unscoped.open()[:50]:
        day = household.surveyed_on or household.opened_on
        assert timezone.localdate(household.saved_at) == day


@pytest.mark.by_turns(2, "the whole demo")
def test_some_households_are_covered_some_unsurveyed_some_gone(demo):
    demo(**WHOLE)
    current = Household.unscoped.open()
    whole = current.count()
    assert 0.35 < current.filter(covered=True).count() / whole < 0.55
    assert 0.03 < current.unsurveyed().count() / whole < 0.12
    assert set(Household.unscoped.values_list("status", flat=True)) == {
        "resident",
        "nobody_home",
        "refused",
        "moved_away",
    }
    known = {skill.number: sum(1 for h in current if h.skills_mask & skill.bit) for skill in SKILLS}
    assert min(known, key=known.get) == 4
    assert max(known, key=known.get) == 3
    assert any(h.skills_mask == ALL_FIVE and not h.covered for h in current)


def test_households_have_one_to_four_people_and_one_head(demo):
    demo()
    for household in Household.unscoped.prefetch_related("residents"):
        people = list(household.residents.all())
        assert 1 <= len(people) <= 4
        assert [p.full_name for p in people if p.is_head] == [household.head_name]


# --- The months behind it ---


def test_movements_follow_the_surveys_day_by_day(demo):
    demo()
    for household in Household.unscoped.prefetch_related("movements")[:100]:
        days = [row.day for row in household.movements.all()]
        assert days == sorted(days)
        assert days[0] == household.opened_on
        assert household.movements.all()[0].cause == "entered"
        assert timezone.localdate(household.movements.all()[0].recorded_at) == days[0]
    causes = set(Movement.unscoped.values_list("cause", flat=True))
    assert causes >= {"entered", "surveyed", "moved_out"}


@pytest.mark.by_turns(2, "the whole demo")
def test_the_lines_of_the_demo_move_over_two_years(demo):
    demo(**WHOLE)
    province = Area.unscoped.get(level=Level.PROVINCE, name="Phú Yên")
    points = series_of(province, timezone.localdate())
    assert len(points) == 25
    assert all(point.figures for point in points)
    for indicator in (COVERED, TEAMS):
        shares = [point.rate(indicator).share for point in points if point.rate(indicator)]
        assert shares[-1] > shares[0] + 5
    assert Event.unscoped.filter(area=province).exists()


def test_snapshots_of_today_would_say_what_the_pages_say(demo):
    demo()
    today = timezone.localdate()
    areas = Area.unscoped.in_bulk()
    for pk, figures in Then(today, Parents()).villages():
        assert row_of(figures) == row_of(figures_of_one(areas[pk], today))
    assert Snapshot.unscoped.values("month").distinct().count() == 24


@pytest.mark.by_turns(2, "the whole demo")
def test_some_households_were_confirmed_and_some_villages_only_declare(demo):
    demo(**WHOLE)
    assert Confirmation.unscoped.exists()
    for household in Household.unscoped.filter(surveyed_on__isnull=False)[:200]:
        last = household.confirmations.first()
        assert household.reviewed_on == (last.confirmed_on if last else household.surveyed_on)
    assert Declaration.unscoped.exists()
    only = VillageCount.unscoped.filter(households=0, declared__gt=0)
    only = only.exclude(commune=CommuneCount.unscoped.get(declared=2862).pk)
    assert 0 < only.count() < 20


# --- The commune of the drawings ---


def test_an_ninh_tay_has_the_five_villages_of_the_drawings(demo):
    demo()
    commune = Area.unscoped.communes().get(name="An Ninh Tây")
    villages = Area.unscoped.villages().filter(commune=commune).order_by("id")
    assert [v.name for v in villages] == AN_NINH_TAY
    assert {v.kind for v in villages} == {Kind.THON}
    assert all(v.path == f"{commune.path}{v.pk}." for v in villages)


@pytest.mark.parametrize("map_year", MAPS)
def test_binh_thanh_alone_has_no_team(demo, map_year):
    demo(map=map_year)
    with_team = {
        name: Team.unscoped.filter(area=village(name), tier=Tier.VILLAGE, led=True).count()
        for name in AN_NINH_TAY
    }
    assert with_team == dict.fromkeys(AN_NINH_TAY, 1) | {"Bình Thạnh": 0}
    assert not Team.unscoped.filter(area=village("Bình Thạnh")).exists()


@pytest.mark.by_turns(2, "the whole demo")
def test_an_ninh_tay_feels_full(demo):
    demo(**WHOLE)
    here = Household.unscoped.filter(village__commune__name="An Ninh Tây").count()
    assert here == 60
    assert Area.unscoped.villages().count() > 550


def test_the_team_of_hoi_phu_is_as_drawn(demo):
    demo()
    team = Team.unscoped.get(area=village("Hội Phú"))
    names = [member.full_name for member in Member.unscoped.filter(team=team).serving()]
    assert names[:2] == ["Trần Thị Kim Oanh", "Trần Quốc Vinh"]
    assert len(names) == 6
    assert team.state_on(timezone.localdate()) == "active"


def test_one_month_of_support_is_approved_and_nobody_was_paid_twice(demo):
    demo()
    sheet = SupportSheet.unscoped.get()
    assert sheet.policy.example
    assert sheet.lines.total() == sheet.total > 0
    nam = sheet.lines.filter(payee="Lê Hoàng Nam", day__isnull=False)
    assert {(line.amount > 0) for line in nam} == {True, False}


# --- Teams ---


@pytest.mark.by_turns(2, "the whole demo")
def test_teams_have_decisions_members_and_dates_in_order(demo):
    demo(**WHOLE)
    today = timezone.localdate()
    for team in Team.unscoped.prefetch_related("decisions", "members", "activities"):
        kinds = {decision.kind for decision in team.decisions.all()}
        assert Decision.Kind.FOUND in kinds
        assert (Decision.Kind.DISSOLVE in kinds) == bool(team.dissolved_on)
        leaders = [m for m in team.members.all() if m.role == "leader" and m.left_on is None]
        assert team.led == bool(leaders)
        days = [activity.held_on for activity in team.activities.all()]
        assert team.last_active_on == max(days, default=None)
        assert all(team.founded_on <= day <= (team.dissolved_on or today) for day in days)
    assert all(decision.number for decision in Decision.unscoped.all())
    assert Team.unscoped.filter(tier=Tier.COMMUNE).exists()
    assert Team.unscoped.exclude(dissolved_on=None).exists()
    assert Team.unscoped.filter(led=False).exists()


@pytest.mark.by_turns(2, "the whole demo")
def test_sessions_say_where_what_and_to_how_many(demo):
    demo(**WHOLE)
    sums = Activity.unscoped.held().totals()
    assert sums.n == sums.turns_in
    assert 0 < sums.women_in < sums.n
    assert all(n for _skill, n in sums.taught)
    assert not Activity.unscoped.filter(place="").exists()
    assert Activity.unscoped.exclude(present=None).exists()
    elsewhere = Activity.unscoped.exclude(present=None).exclude(present__team=F("team"))
    assert not elsewhere.exists()


def test_telephones_are_of_the_block_that_rings_nowhere(demo):
    demo()
    phones = [
        *Household.unscoped.exclude(phone="").values_list("phone", flat=True),
        *Member.unscoped.values_list("phone", flat=True),
        *User.unscoped.values_list("phone", flat=True),
    ]
    assert phones
    assert all(phone.startswith("0257 300 0") and len(phone) == 13 for phone in phones)


# --- The two maps ---


@pytest.mark.by_turns(2, "the whole demo")
def test_the_map_of_2024_has_districts_and_its_own_platform(demo):
    demo(**WHOLE)
    assert Area.unscoped.filter(level=Level.DISTRICT, closed_on=None).count() == 9
    assert Area.unscoped.communes().count() == 110
    assert LocalPlatform.unscoped.get().name == "Phú Yên Số (minh họa)"
    kinds = Area.unscoped.villages().values_list("kind", "commune__kind").distinct()
    assert set(kinds) == {
        (Kind.THON, Kind.XA),
        (Kind.BUON, Kind.XA),
        (Kind.KHU_PHO, Kind.PHUONG),
        (Kind.KHU_PHO, Kind.THI_TRAN),
    }


@pytest.mark.by_turns(2, "the whole demo")
@pytest.mark.long
def test_on_the_map_of_2025_villages_stand_in_the_new_communes_and_keep_their_past(demo):
    demo(**WHOLE, map=2025)
    villages = Area.unscoped.villages().select_related("commune", "province")
    assert {v.province.name for v in villages} == {"Đắk Lắk"}
    assert {v.commune.closed_on for v in villages} == {None}
    filled = CommuneCount.unscoped.filter(households__gt=12)
    assert filled.count() == 34
    assert not any(v.commune.kind == Kind.PHUONG and v.kind == Kind.THON for v in villages)
    assert LocalPlatform.unscoped.get().name == "Đắk Lắk Số"
    hoi_phu = village("Hội Phú")
    assert hoi_phu.commune.name == "Tuy An Đông"
    past = Placement.unscoped.filter(area=hoi_phu).order_by("valid_from")
    assert [row.parent.name for row in past] == ["An Ninh Tây", "Tuy An Đông"]


@pytest.mark.by_turns(2, "the whole demo")
@pytest.mark.parametrize("map_year", MAPS)
def test_no_two_villages_of_one_commune_share_a_name(demo, map_year):
    demo(**WHOLE, map=map_year)
    names = list(Area.unscoped.villages().values_list("commune_id", "kind", "name"))
    assert len(names) == len(set(names))


# --- Names ---


@pytest.mark.parametrize("people", People)
def test_people_are_named_by_their_own_custom(people):
    rng = seeded("test", people)
    for _ in range(200):
        kin = family(rng, people)
        man, woman = person(rng, kin, MALE), person(rng, kin, FEMALE)
        assert kin.name in man
        assert kin.name in woman
        if people is People.EDE:
            assert man.startswith("Y ")
            assert woman.startswith("H'")


def test_an_ede_child_bears_the_mothers_name():
    mother, father = Family(People.EDE, "Niê"), Family(People.EDE, "Mlô")
    assert childs_family(father, mother) == mother
    mother, father = Family(People.KINH, "Trần"), Family(People.KINH, "Lê")
    assert childs_family(father, mother) == father

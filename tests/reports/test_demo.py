import io
import itertools
import socket

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

import areas.counts
import households.counts
import teams.counts
from accounts.models import User
from accounts.roles import Role
from areas.kinds import Kind, Level
from areas.models import Area, Placement
from areas.names import fold, person_sort_key
from audit.models import AuditEntry
from households.models import Assessment, Household, Resident, VillageCount
from reports.demo import mark
from reports.demo.accounts import DEFAULT_PASSWORD
from reports.demo.build import NotEmpty, build
from reports.demo.chance import chance
from reports.demo.mark import MARK, Mark, is_demo, read_mark
from reports.demo.names import FEMALE, MALE, Family, People, childs_family, family, person
from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import standing_of
from skills.models import LocalPlatform
from teams.models import Decision, Member, Team, Tier

pytestmark = pytest.mark.django_db

AN_NINH_TAY = ["Tiên Châu", "Hội Phú", "Xuân Phú", "Diêm Hội", "Bình Thạnh"]


@pytest.fixture(autouse=True)
def _no_password_from_outside(monkeypatch):
    monkeypatch.delenv("TOSO_DEMO_PASSWORD", raising=False)
    mark.forget()
    yield
    mark.forget()


def demo(*, households=300, communes=8, **options):
    out = io.StringIO()
    call_command(
        "demo", "--no-serve", households=households, communes=communes, stdout=out, **options
    )
    return out.getvalue()


def differences():
    return [
        wrong
        for room in (areas.counts, teams.counts, households.counts)
        for wrong in room.wrong_rows()[1]
    ]


def village(name):
    return Area.unscoped.villages().get(name=name, placements__parent__name="An Ninh Tây")


# --- What stands in the database ---


@pytest.mark.parametrize("map_year", [2024, 2025])
def test_every_stored_count_agrees_with_its_rows(map_year):
    demo(map=map_year)
    assert differences() == []
    assert sum(VillageCount.unscoped.values_list("households", flat=True)) > 250
    assert households.counts.wrong_rows()[0] > 40


def test_every_household_stands_where_the_rule_puts_it():
    demo()
    found = Household.unscoped.prefetch_related("residents__assessments")
    assert found.count() == 300
    for household in found:
        standing = standing_of(p.known for p in household.residents.all() if p.left_on is None)
        stored = (household.skills_mask, household.best_mask, household.covered)
        assert stored == (standing.mask, standing.best, standing.covered)
        assert household.surveyed_on == standing.surveyed_on
        assert household.sort_key == person_sort_key(household.head_name)
        assert household.search_key.startswith(fold(household.head_name))


def test_a_resident_repeats_his_latest_survey():
    demo()
    today = timezone.localdate()
    for resident in Resident.unscoped.prefetch_related("assessments"):
        surveys = sorted(resident.assessments.all(), key=lambda a: (a.assessed_on, a.pk))
        latest = surveys[-1] if surveys else None
        assert resident.assessed_on == (latest and latest.assessed_on)
        assert resident.results == (latest.results if latest else [None] * 5)
        for before, after in itertools.pairwise(surveys):
            assert all(a >= b for a, b in zip(after.results, before.results, strict=True))
        assert all(0 < (today - a.assessed_on).days < 731 for a in surveys)


def test_a_survey_is_written_down_on_its_own_day():
    demo()
    for survey in Assessment.unscoped.all()[:50]:
        assert timezone.localdate(survey.recorded_at) == survey.assessed_on
    for household in Household.unscoped.current()[:50]:
        day = household.surveyed_on or household.opened_on
        assert timezone.localdate(household.saved_at) == day


def test_some_households_are_covered_some_unsurveyed_some_gone():
    demo(households=2000, communes=20)
    current = Household.unscoped.current()
    whole = current.count()
    assert 0.35 < current.filter(covered=True).count() / whole < 0.55
    assert 0.12 < current.unsurveyed().count() / whole < 0.32
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


def test_households_have_one_to_four_people_and_one_head():
    demo()
    for household in Household.unscoped.prefetch_related("residents"):
        people = list(household.residents.all())
        assert 1 <= len(people) <= 4
        assert [p.full_name for p in people if p.is_head] == [household.head_name]


# --- The commune of the drawings ---


def test_an_ninh_tay_has_the_five_villages_of_the_drawings():
    demo()
    commune = Area.unscoped.communes().get(name="An Ninh Tây")
    villages = Area.unscoped.villages().filter(commune=commune).order_by("id")
    assert [v.name for v in villages] == AN_NINH_TAY
    assert {v.kind for v in villages} == {Kind.THON}
    assert all(v.path == f"{commune.path}{v.pk}." for v in villages)


@pytest.mark.parametrize("map_year", [2024, 2025])
def test_binh_thanh_alone_has_no_team(map_year):
    demo(map=map_year)
    with_team = {
        name: Team.unscoped.filter(area=village(name), tier=Tier.VILLAGE, staffed=True).count()
        for name in AN_NINH_TAY
    }
    assert with_team == dict.fromkeys(AN_NINH_TAY, 1) | {"Bình Thạnh": 0}
    assert not Team.unscoped.filter(area=village("Bình Thạnh")).exists()


def test_an_ninh_tay_feels_full():
    demo(households=2000, communes=None)
    here = Household.unscoped.filter(village__commune__name="An Ninh Tây").count()
    assert here == 60
    assert Area.unscoped.villages().count() > 550


def test_the_team_of_hoi_phu_is_as_drawn():
    demo()
    team = Team.unscoped.get(area=village("Hội Phú"))
    names = [member.full_name for member in Member.unscoped.filter(team=team).serving()]
    assert names[:2] == ["Trần Thị Kim Oanh", "Trần Quốc Vinh"]
    assert len(names) == 6
    assert team.state_on(timezone.localdate()) == "active"


# --- Teams ---


def test_teams_have_decisions_members_and_dates_in_order():
    demo(communes=40)
    today = timezone.localdate()
    for team in Team.unscoped.prefetch_related("decisions", "members", "activities"):
        kinds = {decision.kind for decision in team.decisions.all()}
        assert Decision.Kind.FOUND in kinds
        assert (Decision.Kind.DISSOLVE in kinds) == bool(team.dissolved_on)
        leaders = [m for m in team.members.all() if m.role == "leader" and m.left_on is None]
        assert team.staffed == bool(leaders)
        days = [activity.held_on for activity in team.activities.all()]
        assert team.last_active_on == max(days, default=None)
        assert all(team.founded_on <= day <= (team.dissolved_on or today) for day in days)
    assert all(decision.number for decision in Decision.unscoped.all())
    assert Team.unscoped.filter(tier=Tier.COMMUNE).exists()
    assert Team.unscoped.exclude(dissolved_on=None).exists()
    assert Team.unscoped.filter(staffed=False).exists()


def test_telephones_are_of_the_block_that_rings_nowhere():
    demo()
    phones = [
        *Household.unscoped.exclude(phone="").values_list("phone", flat=True),
        *Member.unscoped.values_list("phone", flat=True),
        *User.unscoped.values_list("phone", flat=True),
    ]
    assert phones
    assert all(phone.startswith("0257 300 0") and len(phone) == 13 for phone in phones)


# --- The two maps ---


def test_the_map_of_2024_has_districts_and_its_own_platform():
    demo(communes=None, households=600)
    assert Area.unscoped.filter(level=Level.DISTRICT, closed_on=None).count() == 9
    assert Area.unscoped.communes().count() == 110
    assert LocalPlatform.unscoped.get().name == "Phú Yên Số (minh hoạ)"
    kinds = Area.unscoped.villages().values_list("kind", "commune__kind").distinct()
    assert set(kinds) == {
        (Kind.THON, Kind.XA),
        (Kind.BUON, Kind.XA),
        (Kind.KHU_PHO, Kind.PHUONG),
        (Kind.KHU_PHO, Kind.THI_TRAN),
    }


def test_on_the_map_of_2025_villages_stand_in_the_new_communes_and_keep_their_past():
    demo(map=2025, communes=None, households=600)
    villages = Area.unscoped.villages().select_related("commune", "province")
    assert {v.province.name for v in villages} == {"Đắk Lắk"}
    assert {v.commune.closed_on for v in villages} == {None}
    assert len({v.commune_id for v in villages}) == 34
    assert not any(v.commune.kind == Kind.PHUONG and v.kind == Kind.THON for v in villages)
    assert LocalPlatform.unscoped.get().name == "Đắk Lắk Số"
    hoi_phu = village("Hội Phú")
    assert hoi_phu.commune.name == "Tuy An Đông"
    past = Placement.unscoped.filter(area=hoi_phu).order_by("valid_from")
    assert [row.parent.name for row in past] == ["An Ninh Tây", "Tuy An Đông"]


@pytest.mark.parametrize("map_year", [2024, 2025])
def test_no_two_villages_of_one_commune_share_a_name(map_year):
    demo(map=map_year, communes=None, households=600)
    names = list(Area.unscoped.villages().values_list("commune_id", "kind", "name"))
    assert len(names) == len(set(names))


# --- Who signs in ---


def stands(map_year):
    demo(map=map_year)
    return {
        user.username: (user.role, user.area.full_name)
        for user in User.unscoped.select_related("area")
    }


def test_accounts_on_the_map_of_2024():
    assert stands(2024) == {
        "canbo": (Role.OFFICER, "Xã An Ninh Tây"),
        "tovien": (Role.MEMBER, "Thôn Hội Phú"),
        "huyen": (Role.REVIEWER, "Huyện Tuy An"),
        "tinh": (Role.COMMITTEE, "Tỉnh Phú Yên"),
        "trunguong": (Role.COMMITTEE, "Việt Nam"),
        "quantri": (Role.ADMINISTRATOR, "Việt Nam"),
    }


def test_accounts_on_the_map_of_2025():
    assert stands(2025) == {
        "canbo": (Role.OFFICER, "Xã Tuy An Đông"),
        "tovien": (Role.MEMBER, "Thôn Hội Phú"),
        "huyen": (Role.REVIEWER, "Tỉnh Đắk Lắk"),
        "tinh": (Role.COMMITTEE, "Tỉnh Đắk Lắk"),
        "trunguong": (Role.COMMITTEE, "Việt Nam"),
        "quantri": (Role.ADMINISTRATOR, "Việt Nam"),
    }


def sign_in(password):
    request = RequestFactory().post("/")
    return authenticate(request, username="canbo", password=password)


def test_everybody_signs_in_with_the_printed_password_at_once():
    printed = demo(port=8123)
    assert printed.count(DEFAULT_PASSWORD) == 6
    assert "http://127.0.0.1:8123/" in printed
    officer = sign_in(DEFAULT_PASSWORD)
    assert (officer.full_name, officer.title) == ("Nguyễn Thị Lan", "Công chức VH–XH (kiêm nhiệm)")
    assert not User.unscoped.filter(must_change_password=True).exists()
    assert User.unscoped.get(username="tovien").full_name == "Trần Quốc Vinh"
    assert User.unscoped.get(username="tinh").full_name == "Phạm Đức Tiến"


def test_the_password_may_be_given(monkeypatch):
    monkeypatch.setenv("TOSO_DEMO_PASSWORD", "mat-khau-rieng-2026")
    printed = demo()
    assert printed.count("mat-khau-rieng-2026") == 6
    assert sign_in("mat-khau-rieng-2026")


# --- Once, and never over real data ---


def test_the_same_command_again_builds_nothing_and_opens_the_accounts(monkeypatch):
    demo()
    User.unscoped.filter(username="canbo").update(
        is_active=False, stopped_at=timezone.now(), must_change_password=True
    )
    rows = Household.unscoped.count(), AuditEntry.unscoped.count()
    monkeypatch.setenv("TOSO_DEMO_PASSWORD", "lan-thu-hai-2026")
    printed = demo()
    assert "không dựng lại" in printed
    assert (Household.unscoped.count(), AuditEntry.unscoped.count()) == rows
    assert sign_in("lan-thu-hai-2026").must_change_password is False


def test_without_options_any_demo_is_shown_as_it_is():
    demo(map=2025)
    assert "bản đồ 2025" in demo(households=None)


@pytest.mark.parametrize("other", [{"map": 2025}, {"households": 400}])
def test_another_demo_is_not_built_over_the_first(other):
    demo()
    with pytest.raises(CommandError, match="Hãy xóa tệp cơ sở dữ liệu"):
        demo(**other)


def test_real_accounts_are_never_mixed_with_a_demo():
    User.unscoped.create(username="that", full_name="Người Thật", role=Role.OFFICER)
    with pytest.raises(CommandError, match="đã có dữ liệu thật") as refused:
        demo()
    assert "DATABASE_URL" in str(refused.value)
    with pytest.raises(NotEmpty):
        build(Mark(2024, 300), lambda line: None, 8)
    assert not Household.unscoped.exists()
    assert not is_demo()


def test_units_of_another_map_are_refused():
    call_command("load_units", province="Phú Yên", map=2025, stdout=io.StringIO())
    with pytest.raises(CommandError, match="bản đồ khác"):
        demo(map=2024)
    assert not Household.unscoped.exists()


def test_units_of_the_same_map_are_used():
    call_command("load_units", province="Phú Yên", map=2025, stdout=io.StringIO())
    demo(map=2025)
    assert differences() == []


def test_too_small_a_demo_is_refused():
    with pytest.raises(CommandError, match="từ 50"):
        demo(households=49)


def test_pages_are_served_in_development_only(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--no-serve"):
        call_command("demo")


def test_the_pages_are_served_on_this_machine_only(settings, monkeypatch):
    settings.DEBUG = True
    asked = []
    run = call_command
    monkeypatch.setattr(
        "reports.management.commands.demo.call_command",
        lambda name, *args, **kw: (
            asked.append((name, args, kw)) if name == "runserver" else run(name, *args, **kw)
        ),
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    call_command("demo", households=60, communes=2, port=port, stdout=io.StringIO())
    assert asked == [("runserver", (f"127.0.0.1:{port}",), {"use_reloader": False})]


def test_a_port_in_use_is_told_before_anything_is_built(settings):
    settings.DEBUG = True
    refused = pytest.raises(CommandError, match="Chọn cổng khác")
    with socket.create_server(("127.0.0.1", 0)) as server, refused:
        call_command("demo", port=server.getsockname()[1])
    with pytest.raises(CommandError, match="Chọn cổng khác"):
        call_command("demo", port=70000)
    assert not Area.unscoped.exists()


# --- The mark ---


def test_the_whole_is_one_entry_of_the_audit():
    demo()
    entry = AuditEntry.unscoped.get(verb=MARK)
    country = Area.unscoped.get(level=Level.COUNTRY)
    assert (entry.subject, entry.subject_key) == ("areas.area", str(country.pk))
    assert AuditEntry.unscoped.count() == 3  # units, platform, demo
    assert read_mark() == Mark(2024, 300)


def test_is_demo_says_what_is_true_even_of_what_was_undone():
    assert not is_demo()
    with transaction.atomic():
        build(Mark(2024, 100), lambda line: None, 3)
        assert is_demo()
        transaction.set_rollback(True)
    assert not is_demo()
    assert read_mark() is None


@pytest.fixture
def as_on_a_page(monkeypatch):
    """A page reads outside any transaction; a test never does."""
    monkeypatch.setattr(mark, "_may_be_undone", lambda: False)


def test_yes_is_kept(as_on_a_page, django_assert_num_queries):
    assert not is_demo()
    country = Area.unscoped.create(
        level=Level.COUNTRY, kind=Kind.NUOC, name="Việt Nam", search_key="", sort_key=""
    )
    mark.put_mark(country, Mark(2024, 100))
    assert is_demo()
    with django_assert_num_queries(0):
        assert is_demo()


def test_no_is_kept_only_where_people_work(as_on_a_page, django_assert_num_queries):
    assert not is_demo()
    with django_assert_num_queries(2):
        assert not is_demo()
    User.unscoped.create(username="that", full_name="Người Thật", role=Role.OFFICER)
    assert not is_demo()
    with django_assert_num_queries(0):
        assert not is_demo()


# --- The same every time ---


def photograph():
    with transaction.atomic():
        build(Mark(2024, 120), lambda line: None, 5)
        found = [
            list(Area.unscoped.villages().order_by("id").values_list("kind", "name")),
            list(Household.unscoped.order_by("id").values_list("uuid", "head_name", "best_mask")),
            list(Resident.unscoped.order_by("id").values_list("full_name", "birth_year", "sex")),
            list(Assessment.unscoped.order_by("id").values_list("uuid", "assessed_on", "safety")),
            list(Member.unscoped.order_by("id").values_list("full_name", "phone", "role")),
            list(Decision.unscoped.order_by("id").values_list("number", "signed_on")),
        ]
        transaction.set_rollback(True)
    return found


def test_the_same_people_come_every_time():
    first = photograph()
    assert all(first)
    assert photograph() == first


def test_the_same_people_live_on_both_maps():
    def heads(map_year):
        with transaction.atomic():
            build(Mark(map_year, 120), lambda line: None, 1)
            names = Household.unscoped.filter(village=village("Hội Phú")).order_by("id")
            found = list(names.values_list("head_name", flat=True))
            transaction.set_rollback(True)
        return found

    old, new = heads(2024), heads(2025)
    assert old
    assert old[:10] == new[:10]


# --- Names ---


@pytest.mark.parametrize("people", People)
def test_people_are_named_by_their_own_custom(people):
    rng = chance("test", people)
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

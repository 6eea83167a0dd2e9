import io
import socket
from types import SimpleNamespace

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Kind, Level
from areas.models import Area
from audit.models import AuditEntry
from config import every_page
from config.every_page import BUILT, is_demo
from demo.accounts import DEFAULT_PASSWORD
from demo.build import NotEmpty, build
from demo.build_record import BuildRecord, read_build_record, write_build_record
from figures.actions import TAKEN
from figures.adoption import Step, steps_of_communes
from households.models import Assessment, Household, Resident
from rollup.counts import wrong_rows
from teams.models import Decision, Member
from tests.demo.conftest import PORT, build_demo

# Those who take `demo` read one that was built before; the rest build theirs.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_demo"), pytest.mark.slow]


def differences():
    return wrong_rows()[1]


# --- Who signs in ---


def stands(demo, map_year):
    demo(map=map_year)
    return {
        user.username: (user.role, user.area.full_name)
        for user in User.unscoped.select_related("area").exclude(username__regex=r"^canbo\d")
    }


@pytest.mark.by_turns(2)
def test_accounts_on_the_map_of_2024(demo):
    assert stands(demo, 2024) == {
        "canbo": (Role.OFFICER, "Xã An Ninh Tây"),
        "tovien": (Role.MEMBER, "Thôn Hội Phú"),
        "huyen": (Role.REVIEWER, "Huyện Tuy An"),
        "so": (Role.REVIEWER, "Tỉnh Phú Yên"),
        "tinh": (Role.COMMITTEE, "Tỉnh Phú Yên"),
        "trunguong": (Role.COMMITTEE, "Việt Nam"),
        "quantri": (Role.ADMINISTRATOR, "Việt Nam"),
    }


def test_every_other_commune_with_an_account_has_an_officer_to_call_who_cannot_sign_in(demo):
    demo()
    officers = User.unscoped.filter(username__regex=r"^canbo\d")
    province = Area.unscoped.get(level=Level.PROVINCE)
    steps = steps_of_communes(province)
    called = [pk for pk, step in steps.items() if step != Step.NO_ACCOUNT]
    assert sorted(officers.values_list("area", flat=True)) == sorted(
        set(called) - {User.unscoped.get(username="canbo").area_id}
    )
    assert not any(officer.has_usable_password() for officer in officers)


@pytest.mark.long
def test_accounts_on_the_map_of_2025(demo):
    assert stands(demo, 2025) == {
        "canbo": (Role.OFFICER, "Xã Tuy An Đông"),
        "tovien": (Role.MEMBER, "Thôn Hội Phú"),
        "huyen": (Role.REVIEWER, "Tỉnh Đắk Lắk"),
        "so": (Role.REVIEWER, "Tỉnh Đắk Lắk"),
        "tinh": (Role.COMMITTEE, "Tỉnh Đắk Lắk"),
        "trunguong": (Role.COMMITTEE, "Việt Nam"),
        "quantri": (Role.ADMINISTRATOR, "Việt Nam"),
    }


def sign_in(password):
    request = RequestFactory().post("/")
    return authenticate(request, username="canbo", password=password)


def test_everybody_signs_in_with_the_printed_password_at_once(demo):
    printed = demo()
    assert printed.count(DEFAULT_PASSWORD) == 7
    assert f"http://127.0.0.1:{PORT}/" in printed
    officer = sign_in(DEFAULT_PASSWORD)
    assert (officer.full_name, officer.title) == ("Nguyễn Thị Lan", "Công chức VH–XH (kiêm nhiệm)")
    assert User.unscoped.get(username="tovien").full_name == "Trần Quốc Vinh"
    assert User.unscoped.get(username="tinh").full_name == "Phạm Đức Tiến"


@pytest.mark.long
def test_the_password_may_be_given(monkeypatch):
    monkeypatch.setenv("TOSO_DEMO_PASSWORD", "mat-khau-rieng-2026")
    printed = build_demo()
    assert printed.count("mat-khau-rieng-2026") == 7
    assert sign_in("mat-khau-rieng-2026")


# --- Once, and never over real data ---


def test_the_same_command_again_builds_nothing_and_opens_the_accounts(demo, monkeypatch):
    demo()
    User.unscoped.filter(username="canbo").update(is_active=False, stopped_at=timezone.now())
    rows = Household.unscoped.count(), AuditEntry.unscoped.count()
    monkeypatch.setenv("TOSO_DEMO_PASSWORD", "lan-thu-hai-2026")
    printed = build_demo()
    assert "không dựng lại" in printed
    assert (Household.unscoped.count(), AuditEntry.unscoped.count()) == rows
    assert sign_in("lan-thu-hai-2026").is_active


@pytest.mark.by_turns(3)
def test_without_options_any_demo_is_shown_as_it_is(demo):
    demo(map=2025)
    assert "bản đồ 2025" in build_demo(households=None)


@pytest.mark.parametrize("other", [{"map": 2025}, {"households": 400}])
def test_another_demo_is_not_built_over_the_first(demo, other):
    demo()
    with pytest.raises(CommandError, match="Hãy xóa tệp cơ sở dữ liệu"):
        build_demo(**other)


def test_real_accounts_are_never_mixed_with_a_demo():
    User.unscoped.create(username="that", full_name="Người Thật", role=Role.OFFICER)
    with pytest.raises(CommandError, match="đã có dữ liệu thật") as refused:
        build_demo()
    assert "DATABASE_URL" in str(refused.value)
    with pytest.raises(NotEmpty):
        build(BuildRecord(2024, 300), lambda line: None, 8)
    assert not Household.unscoped.exists()
    assert not is_demo()


def test_units_of_another_map_are_refused():
    call_command("load_units", province="Phú Yên", map=2025, stdout=io.StringIO())
    with pytest.raises(CommandError, match="bản đồ khác"):
        build_demo(map=2024)
    assert not Household.unscoped.exists()


@pytest.mark.long
def test_units_of_the_same_map_are_used():
    call_command("load_units", province="Phú Yên", map=2025, stdout=io.StringIO())
    build_demo(map=2025)
    assert differences() == []


def test_too_small_a_demo_is_refused():
    with pytest.raises(CommandError, match="từ 50"):
        build_demo(households=49)


@pytest.mark.long
def test_the_pages_are_served_on_this_machine_only(settings, monkeypatch):
    settings.DEBUG = True
    asked = []
    run = call_command
    monkeypatch.setattr(
        "demo.management.commands.demo.call_command",
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


def test_the_whole_is_one_entry_of_the_audit(demo):
    demo()
    entry = AuditEntry.unscoped.get(verb=BUILT)
    country = Area.unscoped.get(level=Level.COUNTRY)
    assert (entry.subject, entry.subject_key) == ("areas.area", str(country.pk))
    # One for each month looked back on, and what was written by actions.
    rest = AuditEntry.unscoped.exclude(verb=TAKEN)
    by_actions = ("reports.target", "reports.contact", "teams.supportpolicy", "teams.supportsheet")
    teams = ("teams.compositionrule", "teams.equipmentnorm", "teams.furtherorganisation")
    rest = rest.exclude(subject__in=(*by_actions, *teams, "teams.team"))
    rest = rest.exclude(subject__startswith="periodic.")
    assert rest.count() == 5  # units, tiles, platform, whom to ask, demo
    assert read_build_record() == BuildRecord(2024, 300)


@pytest.mark.long
def test_is_demo_says_what_is_true_even_of_what_was_undone():
    assert not is_demo()
    with transaction.atomic():
        build(BuildRecord(2024, 100), lambda line: None, 3)
        assert is_demo()
        transaction.set_rollback(True)
    assert not is_demo()
    assert read_build_record() is None


@pytest.fixture
def as_on_a_page(monkeypatch):
    """A page reads outside any transaction; a test never does."""
    outside = SimpleNamespace(settings_dict=connection.settings_dict, in_atomic_block=False)
    monkeypatch.setattr(every_page, "connection", outside)


def test_yes_is_kept(as_on_a_page, django_assert_num_queries):
    assert not is_demo()
    country = Area.unscoped.create(
        level=Level.COUNTRY, kind=Kind.NUOC, name="Việt Nam", search_key="", sort_key=""
    )
    write_build_record(country, BuildRecord(2024, 100))
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
        build(BuildRecord(2024, 120), lambda line: None, 5)
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


@pytest.mark.long
def test_the_same_people_come_every_time():
    first = photograph()
    assert all(first)
    assert photograph() == first


@pytest.mark.long
def test_the_same_people_live_on_both_maps():
    def heads(map_year):
        with transaction.atomic():
            build(BuildRecord(map_year, 120), lambda line: None, 1)
            names = Household.unscoped.filter(village__name="Hội Phú").order_by("id")
            found = list(names.values_list("head_name", flat=True))
            transaction.set_rollback(True)
        return found

    old, new = heads(2024), heads(2025)
    assert old
    assert old[:10] == new[:10]

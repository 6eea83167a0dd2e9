"""The declared number of households beside the registered one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from households.declarations.actions import declare
from households.models import Declaration
from rollup.models import VillageCount
from tests.factories import DeclarationFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def roster(world):
    return f"/thon/{world.own.village.pk}/ho/"


@pytest.fixture
def page(world):
    return f"/thon/{world.own.village.pk}/so-ho/"


def form(**changes):
    return {"households": "3", "source": "Trưởng thôn", "declared_on": "", **changes}


def test_a_number_is_declared_with_its_source_and_stands_beside_the_roster(officer, page, roster):
    assert officer.post(page, form()).headers["Location"] == roster
    row = Declaration.unscoped.get()
    assert (row.households, row.source, row.declared_on) == (
        3,
        "Trưởng thôn",
        timezone.localdate(),
    )
    shown = text(officer.get(roster))
    assert "thôn khai báo <b>3</b> hộ (Trưởng thôn," in shown
    assert "Lệch" not in shown


@pytest.mark.parametrize(("n", "warned"), [("3", False), ("2", True), ("4", True), ("0", True)])
def test_a_number_that_parts_by_more_than_a_tenth_is_warned_of(officer, page, roster, n, warned):
    officer.post(page, form(households=n))
    assert ("trên 10%: kiểm tra lại" in text(officer.get(roster))) is warned


@pytest.mark.parametrize(
    ("registered", "declared", "parts"),
    [(90, 100, False), (89, 100, True), (110, 100, False), (111, 100, True), (5, None, False)],
)
def test_a_tenth_is_of_what_was_declared(registered, declared, parts):
    assert VillageCount(households=registered, declared=declared).parts is parts


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("households", ""),
        ("households", "-1"),
        ("households", "100001"),
        ("households", "²"),
        ("source", ""),
        ("source", "\u200b"),
        ("source", "x\x00"),
        ("declared_on", "31/12/2999"),
        ("declared_on", "\x00"),
    ],
)
def test_a_number_is_declared_only_whole(officer, page, field, value):
    response = officer.post(page, form(**{field: value}))
    assert list(response.context["form"].errors) == [field]
    assert Declaration.unscoped.count() == 0


def test_earlier_numbers_stay_listed(world, officer, page):
    day = timezone.localdate() - timedelta(days=30)
    for n, on in ((5, day), (7, None)):
        declare(by=world.own.officer, area=world.own.village, households=n, source="Thôn", on=on)
    listed = [row.households for row, _ in officer.get(page).context["declarations"]]
    assert listed == [7, 5]


class TestWithdrawing:
    """Whoever may declare at a place may take back there; what came from above, only from above."""

    # Who is 404 of what was declared of our commune, by whom.
    CASES = (
        ("village by officer", {"officer", "member", "commune_administrator", "administrator"}),
        (
            "commune by officer",
            {"officer", "commune_administrator", "district", "committee", "administrator"},
        ),
        ("commune by committee", {"district", "committee", "administrator"}),
    )

    @pytest.fixture
    def people(self, world):
        return {
            "officer": world.own.officer,
            "member": world.own.member,
            "commune_administrator": world.commune_administrator,
            "looker-on": world.person("bcd-xa", Role.COMMITTEE, world.own.area),
            "district": world.reviewer,
            "committee": world.committee,
            "administrator": world.administrator,
            "next door": world.sibling.officer,
            "another province": world.person("bcd", Role.COMMITTEE, world.other_province),
        }

    @pytest.mark.parametrize(("which", "may"), CASES, ids=[one for one, _ in CASES])
    def test_who_may_by_role(self, world, people, which, may):
        place, _, who = which.split()
        area = world.own.village if place == "village" else world.own.area
        for name, person in people.items():
            row = declare(by=people[who], area=area, households=9, source="Nhầm")
            client, address = signed_in(person), f"/so-khai-bao/{row.pk}/rut/"
            page = f"/thon/{area.pk}/so-ho/" if area.is_village else f"/xa/{area.pk}/so-khai-bao/"
            offered = address in text(client.get(page))
            answer = client.post(address)
            row.refresh_from_db()
            found = (offered, answer.status_code, bool(row.withdrawn_at))
            assert found == ((True, 302, True) if name in may else (False, 404, False)), name
            if name in may:
                assert client.get(answer.headers["Location"]).status_code == 200

    def test_a_member_takes_back_nothing_of_another_village(self, world):
        row = declare(by=world.root, area=world.own.villages[1], households=9, source="Thôn")
        assert signed_in(world.own.member).post(f"/so-khai-bao/{row.pk}/rut/").status_code == 404

    def test_who_moved_into_the_commune_since_said_it_from_above(self, world):
        row = declare(by=world.committee, area=world.own.area, households=9, source="Tỉnh")
        User.unscoped.filter(pk=world.committee.pk).update(area=world.own.area, role="officer")
        assert signed_in(world.committee).post(f"/so-khai-bao/{row.pk}/rut/").status_code == 404

    def test_what_holds_now_is_said(self, world, officer):
        village, day = world.own.village, timezone.localdate() - timedelta(days=30)
        by = world.own.officer
        first = declare(by=by, area=village, households=5, source="Thôn", on=day)
        second = declare(by=by, area=village, households=50, source="Thôn")
        told = [
            text(officer.post(f"/so-khai-bao/{row.pk}/rut/", follow=True))
            for row in (second, first)
        ]
        assert "Đã rút số khai báo. Nay là 5 hộ." in told[0]
        assert "Đã rút số khai báo. Không còn số nào." in told[1]


def test_admin_shows_and_adds_but_never_changes(world):
    row = DeclarationFactory(area=world.own.village)
    client = signed_in(world.commune_administrator)
    admin = "/quan-tri/households/declaration/"
    assert str(world.own.village) in text(client.get(admin))
    data = {
        "area": world.own.village.pk,
        "households": 12,
        "source": "Công an xã",
        "declared_on": timezone.localdate().isoformat(),
        "once": "",
        "seen_version": "",
    }
    assert client.post(f"{admin}add/", data).status_code == 302
    assert VillageCount.unscoped.get(pk=world.own.village.pk).declared == 12
    client.post(f"{admin}{row.pk}/change/", {**data, "households": 99})
    assert set(Declaration.unscoped.values_list("households", flat=True)) == {10, 12}

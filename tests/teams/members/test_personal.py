"""Years of birth, sex and telephones of people of teams are read where they work; a leader may be reached by all."""

import pytest

from accounts.roles import Role
from audit.models import AuditEntry
from teams.members.actions import change_member, join
from teams.models import Member
from tests.books import cells
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
SECRET = ("0911222333", "1987")
LEADER_PHONE = "0944555666"


@pytest.fixture
def people(world):
    """Give the team of our commune a leader and a member, all of whom is known."""
    known = {"sex": Member.Sex.FEMALE, "organisation": "youth"}
    team, day = world.own.team, world.own.team.founded_on
    by = world.own.officer
    lead = {"full_name": "Lê Dẫn", "role": "leader", "phone": LEADER_PHONE, "birth_year": 1979}
    one = {"full_name": "Lê Theo", "role": "member", "phone": SECRET[0], "birth_year": 1987}
    return [join(by=by, team=team, joined_on=day, **known, **who) for who in (lead, one)]


@pytest.fixture
def readers(world):
    """Return readers by name: those who work in the commune, and all others who may see its teams."""
    own, province, country = world.own.area, world.province, world.country
    return {
        "officer": world.own.officer,
        "member": world.own.member,
        "commune administrator": world.commune_administrator,
        "commune committee": world.person("bcd-xa-2", Role.COMMITTEE, own),
        "district reviewer": world.person("duyet-h", Role.REVIEWER, world.district),
        "province committee": world.committee,
        "province administrator": world.administrator,
        "province reviewer": world.person("duyet-t", Role.REVIEWER, province),
        "nation committee": world.person("bcd-tw", Role.COMMITTEE, country),
        "nation administrator": world.person("qt-tw", Role.ADMINISTRATOR, country),
    }


IN_COMMUNE = {"officer", "member", "commune administrator"}


def cells_of(response):
    rows = cells(b"".join(response.streaming_content))
    return {str(cell).removesuffix(".0") for row in rows for cell in row}


def test_the_workbook_has_them_for_the_commune_alone(world, people, readers):
    for name, user in readers.items():
        found = cells_of(signed_in(user).get("/to/thanh-vien/excel/"))
        assert {"Lê Theo", LEADER_PHONE} <= found, name
        has_all = {*SECRET, "Nữ"} <= found
        assert has_all == (name in IN_COMMUNE), name
        if not has_all:
            assert not {*SECRET, "1979", "Nữ", "Năm sinh"} & found, name


def test_nor_do_the_pages_of_the_team_and_its_decision(world, people, readers):
    decision = world.own.team.decisions.first()
    for name, user in readers.items():
        client = signed_in(user)
        page = client.get(f"/to/{world.own.team.pk}/").content.decode()
        assert "Lê Theo" in page, name
        assert ("0911 222 333" in page) == (name in IN_COMMUNE), name
        assert "0944 555 666" in page, name
        annex = client.get(f"/to/quyet-dinh/{decision.pk}/danh-sach/")
        if annex.status_code == 200:
            assert ("Năm sinh" in annex.content.decode()) == (name in IN_COMMUNE), name


def test_the_form_of_an_administrator_above_the_commune_leaves_them_as_they_are(world, people):
    member, client = people[1], signed_in(world.administrator)
    form = client.get(f"/to/thanh-vien/{member.pk}/").content.decode()
    assert "Lê Theo" in form
    assert SECRET[0] not in form
    data = {"full_name": "Lê Theo Mới", "role": "member", "organisation": "youth", "phone": "1"}
    assert client.post(f"/to/thanh-vien/{member.pk}/", data).status_code == 302
    member.refresh_from_db()
    assert (member.full_name, member.phone) == ("Lê Theo Mới", SECRET[0])
    assert (member.birth_year, member.sex) == (1987, "f")


def test_admin_and_the_journal_hide_them_from_an_administrator_above_the_commune(world, people):
    member = people[1]
    change_member(by=world.own.officer, member=member, phone="0999888777", birth_year=1986)
    for user, sees in ((world.administrator, False), (world.commune_administrator, True)):
        client = signed_in(user)
        page = client.get(f"/quan-tri/teams/member/{member.pk}/change/").content.decode()
        assert "Lê Theo" in page
        assert ("0999888777" in page) is sees
        entry = AuditEntry.unscoped.filter(verb="Sửa thành viên tổ").last()
        shown = entry.shown_changes(may_see_names=user.has_perm("households.view_names"))
        assert (shown["phone"] == [SECRET[0], "0999888777"]) is sees
        assert sees or "0999888777" not in client.get("/nhat-ky/").content.decode()

"""Teams and their members come from a sheet: founded, joined, changed; and taken back where that can be."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from imports.models import RowResult
from teams.actions import change_member
from teams.models import Member, Team
from tests.imports.sheets import workbook
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
HEAD = ["Thôn", "Số quyết định", "Ngày thành lập", "Họ và tên", "Vai trò", "Đơn vị cử", "SĐT"]
FOUNDED = timezone.localdate() - timedelta(days=30)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(world):
    return signed_in(world.own.officer)


def sent(client, *rows):
    """Send members; return the address of the preview."""
    file = SimpleUploadedFile("to.xlsx", workbook(*rows, head=HEAD))
    return client.post(reverse("imports:upload"), {"file": file, "kind": "teams"}).url


def new_team(world):
    name = world.own.villages[1].name
    return (
        [
            name,
            "9/QĐ",
            f"{FOUNDED:%d/%m/%Y}",
            "Lê Trưởng",
            "Tổ trưởng",
            "Trưởng thôn",
            "0905123456",
        ],
        ["", "", "", "Lê Viên", "Thành viên", "Đoàn thanh niên", ""],
    )


def test_a_village_without_a_team_gets_one_with_its_people(world, client):
    page = sent(client, *new_team(world))
    text = client.post(f"{page}nhap/", follow=True).content.decode()
    assert "2 người mới, 0 người cập nhật, 0 dòng bỏ qua." in text
    team = Team.unscoped.get(area=world.own.villages[1])
    assert (team.founded_on, team.decisions.get().number) == (FOUNDED, "9/QĐ")
    people = [(m.full_name, m.role, m.organisation) for m in team.members.serving()]
    assert people == [("Lê Trưởng", "leader", "village"), ("Lê Viên", "member", "youth")]
    again = client.get(sent(client, *new_team(world))).content.decode()
    assert "không có gì mới so với sổ" in again


def test_people_join_and_change_in_a_team_that_is_there(world, client):
    village = world.own.village.name
    rows = (
        [village, "", "", "Lê Mới", "", "", ""],
        [village, "", "", "Tổ Viên", "", "", "0905123456"],
    )
    page = sent(client, *rows)
    assert "Điện thoại: trống → 0905123456" in client.get(page).content.decode()
    client.post(f"{page}nhap/")
    members = world.own.team.members
    assert members.get(full_name="Tổ Viên").phone == "0905123456"
    assert members.get(full_name="Lê Mới").joined_on == timezone.localdate()
    client.post(f"{page}hoan-tac/")
    assert members.get(full_name="Tổ Viên").phone == ""
    assert members.get(full_name="Lê Mới").left_on == timezone.localdate()


def test_what_cannot_be_written_says_why(world, client):
    rows = [list(row) for row in new_team(world)]
    rows[0][2], rows[1][4] = "", "Tổ trưởng"
    text = client.get(sent(client, *rows)).content.decode()
    for words in ("thiếu ngày thành lập", "Tổ có hai tổ trưởng.", "Dòng 2 của tổ có lỗi."):
        assert words in text


def test_a_team_that_was_founded_stays_and_whoever_was_changed_since(world, client):
    page = sent(client, *new_team(world))
    client.post(f"{page}nhap/")
    text = client.post(f"{page}hoan-tac/", follow=True).content.decode()
    assert "Tổ đã lập theo quyết định" in text
    page = sent(client, [world.own.village.name, "", "", "Lê Mới", "", "", "0905123456"])
    client.post(f"{page}nhap/")
    member = Member.unscoped.get(full_name="Lê Mới")
    change_member(by=world.own.officer, member=member, phone="0905123457")
    client.post(f"{page}hoan-tac/")
    assert RowResult.unscoped.get(member=member).why == "member_since"


def test_a_team_that_came_meanwhile_is_not_founded_twice(world, client):
    page, other = sent(client, *new_team(world)), sent(client, *new_team(world))
    for one in (page, other):
        client.post(f"{one}nhap/")
    assert Team.unscoped.filter(area=world.own.villages[1]).count() == 1
    assert RowResult.unscoped.filter(why="team_there").count() == 2

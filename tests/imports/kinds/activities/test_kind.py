"""Sessions of teams come from a sheet, once, and are taken back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from imports.kinds import KINDS
from imports.kinds.places import Places
from imports.models import Import, Kind, RowResult
from imports.spreadsheet.lines import Line
from teams.activities.actions import change_activity
from teams.founding.actions import Paper, found_teams
from teams.models import Activity
from tests.factories import ImportFactory
from tests.imports.sheets import CODES, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
HEAD = [
    "Thôn",
    "Ngày",
    "Địa điểm",
    "Nội dung",
    "Dịch vụ công",
    "Thanh toán",
    "Số lượt người",
    "Trong đó nữ",
]


def day(ago):
    return f"{timezone.localdate() - timedelta(days=ago):%d/%m/%Y}"


def sent(client, *rows):
    """Send sessions; return the address of the preview."""
    file = SimpleUploadedFile("buoi.xlsx", workbook(*rows, head=[*HEAD, *CODES]))
    return client.post(reverse("imports:upload"), {"file": file, "kind": "activities"}).url


def row(world, ago=3, title="Ra quân", people=12, women=7, village=None):
    name = (village or world.own.village).name
    return [name, day(ago), "Nhà văn hóa", title, "x", "", people, women]


def test_sessions_are_logged_as_on_the_page(world, client):
    page = sent(client, row(world), row(world, ago=4, people=""))
    assert "Nhập 2 dòng" in client.get(page).content.decode()
    text = client.post(f"{page}nhap/", follow=True).content.decode()
    assert "2 buổi mới." in text
    one = Activity.unscoped.get(title="Ra quân", people=12)
    assert (one.team, one.place, one.women) == (world.own.team, "Nhà văn hóa", 7)
    assert (one.public_services, one.payment) == (True, False)
    assert Activity.unscoped.filter(title="Ra quân", people=None).exists()


def test_the_same_session_is_logged_once(world, client):
    client.post(f"{sent(client, row(world))}nhap/")
    text = client.get(sent(client, row(world), row(world))).content.decode()
    assert "Không có gì mới so với sổ" in text


def test_what_cannot_be_logged_says_why(world, client):
    rows = [row(world, village=world.own.villages[1]), row(world, ago=400), row(world)]
    rows[2][1] = ""
    text = client.get(sent(client, *rows)).content.decode()
    assert text.count("Thôn này không có tổ vào ngày đó.") == 2
    assert "Thiếu ngày." in text


def test_numbers_that_contradict_and_a_session_of_nothing_are_wrong(world, client):
    rows = [row(world, women=13), row(world, title=""), row(world, title="", people=None)]
    rows[2][4] = ""
    text = client.get(sent(client, *rows)).content.decode()
    assert "Số nữ không thể nhiều hơn số người." in text
    assert text.count("Không rõ buổi này hướng dẫn gì.") == 1
    assert "Nhập 1 dòng, bỏ qua 2 dòng lỗi" in text


def test_a_session_that_is_logged_with_other_numbers_is_noted_and_never_doubled(world, client):
    page = sent(client, row(world))
    client.post(f"{sent(client, row(world))}nhap/")
    text = client.get(sent(client, row(world, people=20))).content.decode()
    assert "Đã có buổi này, với số người khác" in text
    client.post(f"{page}nhap/")
    assert RowResult.unscoped.get(outcome="refused").why == "logged"
    assert Activity.unscoped.filter(title="Ra quân").count() == 1


def test_they_are_withdrawn_when_taken_back_unless_somebody_corrected_them(world, client):
    page = sent(client, row(world, title="Một"), row(world, title="Hai"))
    client.post(f"{page}nhap/")
    later = Activity.unscoped.get(title="Hai")
    change_activity(by=world.own.officer, activity=later, version=later.version, people=13)
    text = client.post(f"{page}hoan-tac/", follow=True).content.decode()
    assert "Buổi này đã được sửa hoặc rút sau lần nhập." in text
    assert Activity.unscoped.get(title="Một").withdrawn_on
    assert not Activity.unscoped.get(title="Hai").withdrawn_on
    assert sorted(RowResult.unscoped.values_list("outcome", flat=True)) == ["kept", "undone"]


def test_a_team_that_was_dissolved_meanwhile_takes_none(world, client):
    page = sent(client, row(world))
    team = world.own.team
    team.dissolved_on = timezone.localdate() - timedelta(days=5)
    team.save()
    client.post(f"{page}nhap/")
    assert RowResult.unscoped.get().why == "no_team"
    assert Import.unscoped.latest("pk").state == "done"


def test_a_session_of_the_commune_is_of_its_own_team(world):
    commune, today = world.own.area, timezone.localdate()
    paper = Paper(signed_on=today - timedelta(days=30), number="1/QĐ-UBND", signer="")
    found_teams(by=world.root, paper=paper, places=[(commune, [{"full_name": "Phan Văn Xuân"}])])
    source = ImportFactory(
        commune=commune, kind=Kind.ACTIVITIES, added_by=world.root, confirmed_by=world.root
    )
    said = {"tier": "commune", "held_on": today, "title": "Ra quân"}
    rows = KINDS["activities"]
    (row,) = rows.check(source, [Line(2, said)], Places({}, {}), {})
    assert (row.verdict, row.village_id) == ("new", commune.pk)
    row.source = source
    row.save()
    (result,) = rows.write(source, [row])
    assert result.activity.team.area == commune

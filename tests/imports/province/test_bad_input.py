"""What a province's lists say wrongly is said with its row before anything is written (issue 22, "Bad input")."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.people.actions import stop
from accounts.roles import Role
from areas.actions import add_village, rename
from households.declarations.actions import declare
from imports.kinds.accounts import check
from imports.models import Why
from teams.founding.actions import found_team
from teams.members.actions import leave
from tests.factories import (
    CommuneFactory,
    DistrictFactory,
    ProvinceFactory,
    SuccessionFactory,
    UserFactory,
)
from tests.imports.province import book, play
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
PEOPLE = ("Họ và tên", "Đơn vị", "Huyện", "Chức vụ", "Điện thoại", "Vai trò trên hệ thống")
VILLAGES = ("Xã, phường", "Huyện", "Thôn", "Số hộ khai báo", "Tính đến ngày")
COMMUNES = ("Xã, phường", "Huyện", "Số hộ khai báo", "Số thôn khai báo", "Tính đến ngày")
TEAMS = ("Xã, phường", "Thôn", "Số quyết định", "Ngày thành lập", "Họ và tên", "Vai trò")
TODAY = timezone.localdate()
GOOD = ("Người Đúng Hẳn", "Xã Sông Bé", "", "Công chức", "0912000001", "Công chức xã")


class Place(NamedTuple):
    """A province with communes of which two are called alike, and its officer."""

    province: object
    communes: dict
    officer: object


@pytest.fixture
def place():
    province = ProvinceFactory(name="Bình Hòa")
    communes = {
        name: CommuneFactory(parent=province, name=name)
        for name in ("Sông Bé", "Núi Lớn", "Ea Súp")
    }
    for district in ("Sông Ba", "Núi Đá"):
        above = DistrictFactory(parent=province, name=district)
        communes[district] = CommuneFactory(parent=above, name="Hòa Bình")
    other = CommuneFactory(parent=ProvinceFactory(name="Xa Lạ"), name="Nơi Khác")
    officer = UserFactory(area=province, role=Role.REVIEWER, full_name="Lê Thị Sở Một")
    return Place(province, communes | {"other": other}, officer)


def sent(place, head, *rows):
    """Send one sheet of rows below headings; return its file and the page after it."""
    client = signed_in(place.officer)
    source = play.sent(client, book.written({"Danh sách": [head, *rows]}))
    page = client.get(reverse("imports:detail", args=[source.uuid])).content.decode()
    return source, " ".join(page.split())


def wrong(source):
    """Return what is wrong with each row, by its number in the file."""
    return {
        row.number: " ".join(one["what"] for one in row.problems)
        for row in source.rows.filter(verdict="error")
    }


def there(place):
    """Return how much is in force, of each kind."""
    return play.counted(play.COUNTS)


# --- what stands before, by case ---


def nothing(place):
    """Let nothing stand before."""


def phone_of_another(place):
    UserFactory(
        area=place.communes["Núi Lớn"], role=Role.OFFICER, full_name="Đã Có Số", phone="0912000002"
    )


def person_there(place):
    UserFactory(
        area=place.communes["Núi Lớn"], role=Role.OFFICER, full_name="Đã Có Tên", phone="0912000003"
    )


def person_stopped(place):
    person_there(place)
    user = User.unscoped.get(full_name="Đã Có Tên")
    User.unscoped.filter(pk=user.pk).update(last_login=timezone.now())
    user.refresh_from_db()
    stop(by=place.officer, user=user)


def split_and_whole(place):
    """Let an old commune have become one of today whole, and another have gone to two."""
    whole, split = (
        CommuneFactory(parent=place.province, name=name, closed_on=date(2025, 7, 1))
        for name in ("Cũ Nguyên", "Cũ Chia")
    )
    SuccessionFactory(predecessor=whole, successor=place.communes["Sông Bé"])
    for name in ("Núi Lớn", "Ea Súp"):
        SuccessionFactory(predecessor=split, successor=place.communes[name])


def newer_number(place):
    declare(by=None, area=place.communes["Sông Bé"], households=900, source="UBND xã", on=TODAY)


def renamed_village(place):
    village = add_village(by=None, commune=place.communes["Sông Bé"], kind="thon", name="Đông")
    rename(by=None, area=village, kind="thon", name="Hưng Thịnh", on=TODAY, document="1/NQ")


class Case(NamedTuple):
    """One kind of bad input: what stands before, a sheet, and what is said of its rows.

    `wrong` are words by row, `asked` words of the one question, `noted` words of the page; `new` rows would be written.
    """

    before: object
    head: tuple
    rows: list
    new: int
    wrong: dict = {}
    asked: str = ""
    noted: str = ""


CASES = {
    "two communes of one name, people": Case(
        nothing, PEOPLE, [GOOD, ("Người Một Mẫu", "Xã Hòa Bình", "", "", "", "")], 1,
        asked="“Xã Hòa Bình” là xã, phường nào?",
    ),
    "two communes of one name, villages": Case(
        nothing, VILLAGES, [("Xã Sông Bé", "", "Thôn 1", 9, TODAY), ("Xã Hòa Bình", "", "Thôn 1", 9, TODAY)], 1,
        asked="“Xã Hòa Bình” là xã, phường nào?",
    ),
    "two communes of one name, each with its district": Case(
        nothing, VILLAGES,
        [("Xã Hòa Bình", f"Huyện {one}", "Thôn 1", 9, TODAY) for one in ("Sông Ba", "Núi Đá")], 2,
    ),
    "a telephone twice in the file": Case(
        nothing, PEOPLE, [GOOD, ("Người Hai Mẫu", "Xã Núi Lớn", "", "", "0912 000 001", "")], 1,
        wrong={3: "Trùng với dòng 2"},
    ),
    "the telephone of another account": Case(
        phone_of_another, PEOPLE, [GOOD, ("Người Hai Mẫu", "Xã Núi Lớn", "", "", "0912000002", "")], 1,
        wrong={3: "đã có ở một tài khoản khác"},
    ),
    "a person twice in the file": Case(
        nothing, PEOPLE, [GOOD, ("NGƯỜI ĐÚNG HẲN", "Xã Sông Bé", "", "", "", "")], 1,
        wrong={3: "Trùng với dòng 2"},
    ),
    "a person who is there already": Case(
        person_there, PEOPLE, [GOOD, ("Đã Có Tên", "Xã Núi Lớn", "", "", "0912000003", "")], 1,
    ),
    "a person who is there with another telephone": Case(
        person_there, PEOPLE, [GOOD, ("Đã Có Tên", "Xã Núi Lớn", "", "", "0912000009", "")], 1,
        wrong={3: "đã có tài khoản ở đơn vị này"},
    ),
    "somebody of a sheet of last month who was stopped since": Case(
        person_stopped, PEOPLE, [GOOD, ("Đã Có Tên", "Xã Núi Lớn", "", "", "0912000003", "")], 1,
        wrong={3: "đã ngừng"},
    ),
    "a village of another province": Case(
        nothing, VILLAGES, [("Xã Sông Bé", "", "Thôn 1", 9, TODAY), ("Xã Nơi Khác", "", "Thôn 2", 9, TODAY)], 1,
        asked="“Xã Nơi Khác” là xã, phường nào?",
    ),
    "somebody of another province": Case(
        nothing, PEOPLE, [GOOD, ("Người Ba Mẫu", "Xã Nơi Khác", "", "", "", "")], 1,
        asked="“Xã Nơi Khác” là xã, phường nào?",
    ),
    "a commune by its name on the old map": Case(
        split_and_whole, COMMUNES, [("Xã Cũ Nguyên", "", 800, "", TODAY)], 1,
    ),
    "an old commune that went to two": Case(
        split_and_whole, COMMUNES, [("Xã Sông Bé", "", 800, "", TODAY), ("Xã Cũ Chia", "", 700, "", TODAY)], 1,
        asked="“Xã Cũ Chia” là xã, phường nào?",
    ),
    "somebody of an old commune that went to two": Case(
        split_and_whole, PEOPLE, [GOOD, ("Người Ba Mẫu", "Xã Cũ Chia", "", "", "", "")], 1,
        asked="“Xã Cũ Chia” là xã, phường nào?",
    ),
    "a number of last month": Case(
        newer_number, COMMUNES, [("Xã Sông Bé", "", 800, "", TODAY - timedelta(days=31))], 0,
        noted="Trong sổ có số khai báo mới hơn",
    ),
    "a village that was renamed since": Case(
        renamed_village, VILLAGES, [("Xã Sông Bé", "", "Thôn Đông", "", "")], 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_said_with_its_row_before_anything_is_written(place, name):
    case = CASES[name]
    case.before(place)
    before = there(place)
    source, text = sent(place, case.head, *case.rows)
    assert there(place) == before
    found = wrong(source)
    assert found.keys() == case.wrong.keys(), (found, play.told(source))
    for row, words in case.wrong.items():
        assert words in found[row]
    assert source.to_write == case.new, play.told(source)
    assert bool(source.unanswered) == bool(case.asked), play.told(source)
    assert case.asked in text
    assert case.noted in text
    # A unit of another province is never offered.
    other = str(place.communes["other"].pk)
    assert all(other not in one["choices"] for one in source.layout["questions"])


def test_five_thousand_accounts_are_refused_with_words(place, monkeypatch):
    monkeypatch.setattr(check, "MOST", 3)
    rows = [(f"Người Thứ {n}", "Xã Sông Bé", "", "", f"09120001{n:02d}", "") for n in range(5)]
    source, text = sent(place, PEOPLE, *rows)
    assert (source.to_write, len(wrong(source))) == (0, 5)
    assert "nhiều hơn 3 người một lần" in text


def test_who_left_a_team_since_last_month_does_not_come_back_unsaid(place):
    village = add_village(by=None, commune=place.communes["Sông Bé"], kind="thon", name="1")
    people = [
        {"full_name": "Lê Thị Trưởng", "role": "leader"},
        {"full_name": "Trần Văn Rời", "role": "member"},
    ]
    on = TODAY - timedelta(days=40)
    team = found_team(by=None, area=village, on=on, number="1/QĐ", members=people)
    leave(by=None, member=team.members.get(full_name="Trần Văn Rời"), on=TODAY - timedelta(days=3))
    rows = [
        ("Xã Sông Bé", "Thôn 1", "1/QĐ", on, one, role)
        for one, role in (("Lê Thị Trưởng", "Tổ trưởng"), ("Trần Văn Rời", "Thành viên"))
    ]
    source, _text = sent(place, TEAMS, *rows)
    row = source.rows.get(number=3)
    assert row.verdict != "new" or row.notes, row.values


def test_undo_takes_back_what_nobody_used_and_lists_the_rest(place):
    rows = [GOOD, ("Người Đã Vào", "Xã Núi Lớn", "", "", "0912000005", "")]
    source, _text = sent(place, PEOPLE, *rows)
    client = signed_in(place.officer)
    play.pressed(client, source, "confirm")
    User.unscoped.filter(full_name="Người Đã Vào").update(last_login=timezone.now())
    play.pressed(client, source, "undo")
    active = User.unscoped.filter(is_active=True, area__level=3)
    assert list(active.values_list("full_name", flat=True)) == ["Người Đã Vào"]
    page = client.get(reverse("imports:detail", args=[source.uuid])).content.decode()
    assert "đã đăng nhập, nên giữ lại" in page
    assert source.rows.filter(result__why=Why.SIGNED_IN).count() == 1

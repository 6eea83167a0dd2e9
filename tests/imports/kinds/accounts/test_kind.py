"""People of communes come from a file of their district or province: accounts without codes, said before, stopped again."""

import pytest
from django.utils import timezone

from accounts.models import Code, User
from accounts.roles import Role
from imports.kinds.accounts import check
from imports.models import Verdict
from tests.factories import UserFactory
from tests.imports.jobs.test_territory import pressed, sent

pytestmark = pytest.mark.django_db
HEAD = ("Họ và tên", "Chức vụ", "Xã, phường", "Điện thoại", "Vai trò")


def people(communes):
    first, second = communes
    return [
        ["Nguyễn Thị Một", "Công chức VH-XH", first.full_name, "0912345671", "Công chức xã"],
        ["Trần Văn Hai", "Phó Chủ tịch UBND", second.full_name, "0912345672", ""],
        ["Lê Văn Ba", "Cán bộ", second.full_name, "0912345673", "Công chức"],
    ]


def made(communes):
    rows = User.unscoped.filter(area__in=communes, is_active=True).order_by("phone")
    return list(rows.values_list("full_name", "role", "area__name", "phone", "title"))


def why(source):
    return {
        row.values.get("full_name"): " ".join(one["what"] for one in row.problems)
        for row in source.rows.filter(verdict=Verdict.ERROR)
    }


def test_accounts_are_made_without_a_code_and_stopped_again(office, communes):
    source, text = sent(office, *people(communes), head=HEAD)
    assert (source.kinds, source.to_write, source.unanswered) == (["accounts"], 3, 0), source.layout
    assert "3 người dùng" in text
    assert made(communes) == []
    text = pressed(office, source, "confirm")
    assert "3 tài khoản mới" in text
    assert made(communes) == [
        ("Nguyễn Thị Một", "officer", "Sông Bé", "0912345671", "Công chức VH-XH"),
        ("Trần Văn Hai", "officer", "Núi Lớn", "0912345672", "Phó Chủ tịch UBND"),
        ("Lê Văn Ba", "officer", "Núi Lớn", "0912345673", "Cán bộ"),
    ]
    assert not Code.unscoped.filter(person__area__in=communes).exists()
    again, _text = sent(office, *people(communes), head=HEAD)
    assert (again.to_write, again.counts["identical"], again.skipped) == (0, 3, 0)
    pressed(office, source, "undo")
    assert made(communes) == []


def test_whoever_signed_in_stays_when_a_file_is_taken_back(office, communes):
    source, _text = sent(office, *people(communes), head=HEAD)
    pressed(office, source, "confirm")
    User.unscoped.filter(full_name="Lê Văn Ba").update(last_login=timezone.now())
    text = pressed(office, source, "undo")
    assert "Đã hoàn tác 2 dòng" in text
    assert "đã đăng nhập, nên giữ lại" in text
    assert [name for name, *_rest in made(communes)] == ["Lê Văn Ba"]


def test_what_nobody_may_have_is_said_with_its_row(world, office, communes):
    first, second = communes
    UserFactory(area=second, role=Role.OFFICER, full_name="Đã Có Số", phone="0912345679")
    UserFactory(area=second, role=Role.OFFICER, full_name="Đã Có Tên", phone="0912345678")
    source, _text = sent(
        office,
        *people(communes),
        ["Nguyễn Thị Một", "", first.full_name, "0912345600", ""],
        ["Trùng Số Tệp", "", first.full_name, "0912345672", ""],
        ["Trùng Số Sổ", "", first.full_name, "0912345679", ""],
        ["Đã Có Tên", "", second.full_name, "0912345601", ""],
        ["Xin Quản Trị", "", first.full_name, "0912345602", "Quản trị"],
        ["Vai Trò Lạ", "", first.full_name, "0912345603", "Nhà thơ"],
        ["Không Đơn Vị", "", "", "0912345604", ""],
        ["Người Huyện", "", world.district.full_name, "0912345605", "Người duyệt"],
        head=HEAD,
    )
    found = why(source)
    assert source.to_write == 3, found
    assert "Trùng với dòng 2" in found["Nguyễn Thị Một"]
    assert "Trùng với dòng 3" in found["Trùng Số Tệp"]
    assert "đã có ở một tài khoản khác" in found["Trùng Số Sổ"]
    assert "đã có tài khoản ở đơn vị này" in found["Đã Có Tên"]
    assert "Vượt quyền" in found["Xin Quản Trị"]
    assert "Không rõ vai trò" in found["Vai Trò Lạ"]
    assert "Thiếu đơn vị" in found["Không Đơn Vị"]
    assert "người thứ hai" in found["Người Huyện"]


def test_a_commune_that_is_not_here_is_asked_about_and_brings_nobody(world, office, communes):
    foreign = world.foreign.area
    rows = [*people(communes), ["Người Tỉnh Khác", "", foreign.full_name, "0912345600", ""]]
    source, _text = sent(office, *rows, head=HEAD)
    assert source.to_write == 3
    (asked,) = source.layout["questions"]
    assert str(foreign.pk) not in asked["choices"]


def test_thousands_by_mistake_are_refused_with_words(office, communes, monkeypatch):
    monkeypatch.setattr(check, "MOST", 2)
    source, _text = sent(office, *people(communes), head=HEAD)
    assert source.to_write == 0
    assert "nhiều hơn 2 người một lần" in why(source)["Lê Văn Ba"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Công chức xã", "officer"),
        ("Quản trị viên", "administrator"),
        ("Thành viên tổ", "member"),
        ("Ban Chỉ đạo", "committee"),
        ("nguoi duyet", "reviewer"),
        ("Nhà thơ", None),
    ],
)
def test_a_role_is_known_by_the_words_of_a_file(text, role):
    assert check.role_of(text) == role


def test_somebody_whose_name_sounds_like_an_office_signs_nothing(office, communes):
    first, second = (one.full_name for one in communes)
    rows = [["Tô Trường Giang", "", first, "", ""], ["Bí Thị Thư", "", second, "", "Công chức xã"]]
    rows += [["Lê Thị Ba", "", second, "", "Công chức xã"]]
    source, _text = sent(office, *rows, ["Người lập biểu", "", "", "", "Lê Văn Ký"], head=HEAD)
    names = source.rows.filter(verdict=Verdict.NEW).order_by("number")
    assert [row.values["full_name"] for row in names] == [
        "Tô Trường Giang",
        "Bí Thị Thư",
        "Lê Thị Ba",
    ]


def test_an_address_comes_with_the_person_and_a_wrong_one_is_left_with_a_word(office, communes):
    head, rows = (*HEAD, "Email"), people(communes)
    addresses = ("mot@xa.example.vn", "hai.xa.example.vn", "")
    rows = [[*row, address] for row, address in zip(rows, addresses, strict=True)]
    source, text = sent(office, *rows, head=head)
    assert (source.unanswered, source.to_write) == (0, 3), source.layout
    assert "Thư điện tử “hai.xa.example.vn” không hợp lệ." in text
    pressed(office, source, "confirm")
    found = User.unscoped.filter(area__in=communes).order_by("phone")
    assert list(found.values_list("full_name", "email")) == [
        ("Nguyễn Thị Một", "mot@xa.example.vn"),
        ("Trần Văn Hai", ""),
        ("Lê Văn Ba", ""),
    ]

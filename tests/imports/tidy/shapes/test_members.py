"""People of one cell: as many as it names, each with what it says of them; what is more is not dropped."""

import pytest

from imports.tidy.shapes.members import people_in

AN, BINH, CUONG = "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"


@pytest.mark.parametrize(
    "text",
    [
        f"{AN}; {BINH}; {CUONG}",
        f"{AN}\n{BINH}\n{CUONG}",
        f"{AN}, {BINH}, {CUONG}",
        f"{AN} - {BINH} - {CUONG}",
        f"1. {AN} 2. {BINH} 3. {CUONG}",
        f"1) {AN}\n2) {BINH}\n3) {CUONG}",
        f"- {AN}\n- {BINH}\n- {CUONG}",
        f"• {AN} • {BINH} • {CUONG}",
        f"Ông {AN}, bà {BINH} và ông {CUONG}",
        f"đ/c {AN}; đ/c {BINH}; đ/c {CUONG}",
        f"{AN} + {BINH} + {CUONG}",
    ],
)
def test_people_are_parted_by_whatever_stands_between_them(text):
    found = people_in(text)
    assert [one.name for one in found.people] == [AN, BINH, CUONG]
    assert found.is_whole


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (f"{AN} - Tổ trưởng - 0905123456", {"role": "Tổ trưởng", "phone": "0905123456"}),
        (f"{AN} (TT, 0905 123 456)", {"role": "Tổ trưởng", "phone": "0905 123 456"}),
        (f"Tổ phó: {AN}", {"role": "Tổ phó"}),
        (f"Tổ trưởng {AN}", {"role": "Tổ trưởng"}),
        (f"{AN} Tổ trưởng", {"role": "Tổ trưởng"}),
        (f"{AN} Tổ Trưởng", {"role": "Tổ trưởng"}),
        (f"{AN} - SN 1980 - SĐT: 0905.123.456", {"birth_year": "1980", "phone": "0905.123.456"}),
        (f"{AN}, sinh ngày 12/3/1980", {"birth_year": "12/3/1980"}),
        (f"{AN} (Chi hội trưởng phụ nữ)", {"organisation": "Chi hội trưởng phụ nữ"}),
        (
            f"{AN} - Trưởng thôn - Tổ trưởng",
            {"organisation": "Trưởng thôn", "role": "Tổ trưởng"},
        ),
    ],
)
def test_what_is_said_of_somebody_is_theirs(text, facts):
    (one,) = people_in(text).people
    assert (one.name, one.facts) == (AN, facts)


def test_a_role_before_names_is_of_all_of_them():
    found = people_in(f"Tổ trưởng: {AN}; Thành viên: {BINH}, {CUONG}")
    assert [one.facts["role"] for one in found.people] == ["Tổ trưởng", "Thành viên", "Thành viên"]


def test_names_that_sound_like_offices_are_names():
    names = ["Đoàn Văn Hội", "Lê Công Ẩn", "Võ Công An", "Trương Thị Phụ", "Y Ban Niê", "H'Len Mlô"]
    assert [one.name for one in people_in("; ".join(names)).people] == names


@pytest.mark.parametrize("text", ["5 người", "chưa cử", "Hội Phụ nữ", "0905123456", "-"])
def test_what_names_nobody_makes_no_person(text):
    found = people_in(text)
    assert not found.people
    assert not found.is_whole


def test_what_is_not_understood_beside_somebody_is_said():
    assert not people_in(f"{AN} - đang đi học xa").is_whole


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Nguyễn Tấn Thuận Cao Tấn Phong", 0),
        ("H'Ñek Ênuôl Y Čăm Niê Kđăm", 0),
        ("Le Hoang Dat Nguyen Xuan Be", 0),
        ("Y Thinh Mlo H’Wen Nie Kdam", 0),
        ("Nguyễn Thị Kim Mai Phương", 1),
        ("Y Thịnh Buôn Krông", 1),
        ("Nguyễn Lê Hoài Thương", 1),
    ],
)
def test_two_names_with_nothing_between_them_are_not_one_person(text, people):
    """A page of a web system has lost the break between them."""
    found = people_in(text)
    assert (len(found.people), found.is_whole) == (people, people > 0)

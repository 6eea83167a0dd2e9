"""Whether a text says a name."""

import pytest

from periodic.naming.rules import capital_runs, names_of_units, runs_of, says


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("Hộ ông Nguyễn Văn An ở thôn Tân Long", "Nguyễn Văn An", True),
        ("cam on ong nguyen van an", "Nguyễn Văn An", True),
        ("Nguyễn Văn Ấn giúp dân", "Nguyễn Văn An", True),
        ("Nguyễn Văn Anh giúp dân", "Nguyễn Văn An", False),
        ("Trạm y tế phối hợp", "Y Tế", False),
        ("Già làng Y Wơn vận động", "Y Wơn", True),
        ("Nguyễn Văn, An dân", "Nguyễn Văn An", False),
        ("Thành viên kiêm nhiệm", "Nguyễn Văn An", False),
        ("", "Nguyễn Văn An", False),
        ("An giúp dân", "An", False),
        ("Niê H’Nhung dạy", "Niê H'Nhung", True),
    ],
)
def test_a_text_that_says_a_name_is_told(text, name, said):
    assert says(runs_of(text), name) is said


def test_units_called_after_people_are_no_names():
    units = names_of_units(["Thôn Lê Hồng Phong"])
    assert not says(runs_of("thôn Lê Hồng Phong lập tổ", units), "Lê Hồng Phong")
    assert says(runs_of("ông Lê Hồng Phong lập tổ", units), "Lê Hồng Phong")


def test_capitals_alone_are_asked_above_a_commune():
    runs = runs_of("cảm ơn bà Trần Thị Bé rất nhiều")
    assert capital_runs(runs) == {"Trần Thị", "Thị Bé", "Trần Thị Bé"}

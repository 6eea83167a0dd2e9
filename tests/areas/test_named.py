"""Whether a text says what somebody is called, or their number."""

import pytest

from areas.named import Named

CUC = Named.of(["Trần Thị Cúc"], ["0905 123 456"])


@pytest.mark.parametrize(
    "text",
    [
        "TRẦN THỊ CÚC",
        "nhà bà tran thi cuc, xóm 3",
        "gọi 0905.123.456",
        "+84 905 123 456",
        "905123456",
    ],
)
def test_a_name_or_a_number_is_found_however_it_is_written(text):
    assert CUC.is_in(text)


@pytest.mark.parametrize("text", ["Trần Thị Cúcc", "Trần Thị", "0905 123 455", "", "Thị Cúc Trần"])
def test_what_is_another_is_not(text):
    assert not CUC.is_in(text)


def test_a_value_is_searched_to_its_last_key():
    assert CUC.is_in_value({"a": [None, True, {"Trần Thị Cúc": 1}]})
    assert CUC.is_in_value([905123456])
    assert not CUC.is_in_value({"a": [None, True, 12]})


def test_a_value_without_somebody_keeps_all_else():
    value = ["Trần Thị Cúc", 1979, None, {"what": "Hội Phú", "phone": "0905123456"}, True]
    assert CUC.without(value) == ["", 1979, None, {"what": "Hội Phú", "phone": ""}, True]
    assert CUC.without('["N1","Trần Thị Cúc",1]') == '["N1", "", 1]'


def test_a_number_too_short_tells_nobody_apart():
    assert Named.of([], ["113"]).phones == frozenset()


def test_a_short_name_is_listed_among_other_words_and_empties_nothing_but_itself():
    nam = Named.of(["Văn Nam"])
    assert nam.is_in("gặp ông Văn Nam")
    assert nam.without(["Nguyễn Văn Nam", "văn nam"]) == ["Nguyễn Văn Nam", ""]
    assert not Named.of(["Nam"]).is_in("Nguyễn Văn Nam")


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("Trần Cúc; Lê Út", True),
        ("1. Lê Út\n2. TRẦN CÚC (1979)", True),
        ("Lê Út - Trần Cúc", True),
        ("Vợ: Trần Cúc", True),
        ("bà Trần Cúc biết", False),
        ("Trần Cúc Hoa, Lê Út", False),
    ],
)
def test_a_short_name_among_those_a_cell_lists_is_said_alone(text, goes):
    """A file of the commune's own lists a household in one cell."""
    assert Named.of(["Trần Cúc"]).without([text]) == ["" if goes else text]

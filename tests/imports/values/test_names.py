"""Names are kept as they are written; what no name has is not taken."""

import unicodedata
from datetime import date

import pytest

from imports.spreadsheet import values
from imports.spreadsheet.values import Understood


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn A",
        "H'Linh Niê",
        "Y Blô Êban",
        "Hờ’ Bia",
        "Nguyễn-Lê T.",
        "Č Ƀlơ",
    ],
)
def test_a_name_is_kept_as_it_is_written(name):
    assert values.person(name) == Understood(name)
    assert (
        values.person(unicodedata.normalize("NFD", f"  {name.replace(' ', '   ')} ")).value == name
    )


def test_a_name_in_capitals_or_with_digits_is_kept_and_noted():
    assert values.person("NGUYỄN VĂN A").value == "NGUYỄN VĂN A"
    assert values.person("NGUYỄN VĂN A").note
    assert values.person("Nguyễn Văn A 2").note
    assert values.person("Nguyễn Văn A (đã mất)").note


@pytest.mark.parametrize(
    "name", ["123", "?", "NguyÔn V¨n Hïng", "Νguyễn A", "a" * 201, "A@b", "Lê <b>"]
)
def test_what_is_no_name_is_not_taken(wrong, name):
    wrong(values.person, name)


def test_text_of_old_fonts_is_not_taken_but_proposed(wrong):
    for reader in (values.person, lambda cell: values.text(cell, longest=120)):
        assert wrong(reader, "Nguyeãn Vaên Huøng").proposal == "Nguyễn Văn Hùng"
        assert wrong(reader, "NguyÔn V¨n Hïng").proposal == "Nguyễn Văn Hùng"


def test_words_keep_to_their_length(wrong):
    assert values.text(12, longest=5).value == "12"
    wrong(lambda cell: values.text(cell, longest=5), "quá dài rồi")


def test_an_address_that_excel_took_for_a_day_is_not_taken(wrong):
    told = wrong(lambda cell: values.text(cell, longest=120), date(2026, 4, 3))
    assert "03/04/2026" in told.what

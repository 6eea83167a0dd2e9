"""What holds for every reader of a cell."""

from datetime import date

import pytest

from imports.spreadsheet import values
from imports.spreadsheet.book import Fault
from imports.spreadsheet.values import Understood

TODAY = date(2026, 11, 26)
READERS = {
    "birth_year": lambda cell: values.birth_year(cell, today=TODAY),
    "day": values.day,
    "phone": values.phone,
    "person": values.person,
    "text": lambda cell: values.text(cell, longest=120),
    "count": values.count,
    "skill": values.skill,
    "yes_no": values.yes_no,
    "sex": values.sex,
    "relation": values.relation,
    "role": values.role,
    "organisation": values.organisation,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_a_blank_is_nothing_and_a_fault_is_no_blank(wrong, reader):
    for blank in (None, "", "  ", "\u200b"):
        assert reader(blank) in (Understood(None), Understood(""))
    for fault in Fault:
        assert wrong(reader, fault).how

"""A file that names somebody who was erased: the row is not written, and says nothing of them."""

import pytest

from households.erasing.actions import erase_resident
from households.models import Household, Resident
from imports.jobs.actions import TooLate, confirm, receive
from imports.models import ImportRow, Verdict
from tests import scanning
from tests.erasure.known import NAME, PHONE, WIFE, rows_of, sent
from tests.imports.sheets import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def erased(world):
    """Return somebody who came by a file and was erased in the register."""
    first = sent(world, rows_of(world))
    confirm(by=world.own.officer, source=first)
    person = Resident.unscoped.get(full_name=NAME)
    erase_resident(by=world.own.officer, resident=person)
    ImportRow.unscoped.filter(source=first).update(cells=[], values={})
    return person


def test_a_repeated_file_shows_the_row_without_its_words_and_writes_nothing(world, erased):
    again = sent(world, rows_of(world))
    head, wife = again.rows.order_by("number")
    assert (head.verdict, head.cells, head.values) == (Verdict.ERROR, [], {})
    assert "Đã xóa theo yêu cầu" in head.problems[0]["what"]
    assert WIFE in wife.cells
    assert NAME not in wife.cells
    assert again.to_write == 0
    with pytest.raises(TooLate):
        confirm(by=world.own.officer, source=again)
    assert scanning.in_columns(NAME, PHONE, tables=["imports_importrow", "imports_import"]) == {}
    assert not Resident.unscoped.filter(full_name=NAME).exists()


def test_a_row_with_something_else_wrong_says_nothing_either(world, erased):
    again = sent(world, rows_of(world, year="năm nào"))
    assert scanning.in_columns(NAME, tables=["imports_importrow", "imports_import"]) == {}
    assert again.found["erased"] == 1


def test_a_namesake_who_was_entered_by_hand_is_updated_as_any_other(world, erased):
    from households.register.actions import add_household

    officer, village = world.own.officer, world.own.village
    add_household(by=officer, village=village, head_name=NAME, birth_year=1967, again=True)
    again = sent(world, rows_of(world))
    assert again.rows.order_by("number").first().verdict != Verdict.ERROR


def test_bytes_go_when_such_a_file_was_written(world, erased, django_capture_on_commit_callbacks):
    village = world.own.village
    more = [village.name, "Lê Thị Mới", "Lê Thị Mới", "Chủ hộ", "1980", "", "1"]
    again = sent(world, [*rows_of(world), more])
    with django_capture_on_commit_callbacks(execute=True):
        confirm(by=world.own.officer, source=again)
    again.refresh_from_db()
    assert again.stored_as == ""
    assert Household.unscoped.filter(head_name="Lê Thị Mới").exists()


def test_a_file_of_their_own_keeps_no_example_and_no_question_of_them(world, erased):
    head = ["Thôn", "Họ tên chủ hộ", "Năm sinh", "Điện thoại", "Mua sắm"]
    village = world.own.village.name
    rows = [village, NAME, 1967, PHONE, "x"], [village, "Lê Thị Mới", 1980, "", "o"]
    data = workbook(*rows, [village, NAME, 1931, "", "x"], head=head)
    facts = {"by": world.own.officer, "commune": world.own.area}
    again = receive(name="thon.xlsx", data=data, **facts)
    assert scanning.in_columns(NAME, PHONE, tables=["imports_importrow", "imports_import"]) == {}
    assert again.layout["taken"]
    assert [one["kind"] for one in again.layout["questions"] if one["kind"] == "mark"] == ["mark"]

"""Files forget somebody: rows about them and beside them, linked or not, and their bytes."""

import json

import pytest
from django.core.files.storage import default_storage

from areas.named import Named
from households.models import Resident
from imports.jobs.actions import check_again, confirm, receive, undo
from imports.jobs.actions.forgetting import Whom, find, forget
from imports.models import AnswerMemory, Import, ImportRow, State
from tests.imports.sheets import CODES, workbook

HEAD = ["Thôn", "Họ tên chủ hộ", "Họ và tên", "Quan hệ", "Năm sinh", "Điện thoại", "KN1", *CODES]
CUC = "Trần Thị Cúc Zyx"


@pytest.fixture
def rows(world):
    place = world.own.village.name
    return [
        [place, CUC, CUC, "Chủ hộ", "1979", "0905123456", "1"],
        [place, CUC, "Lê Văn Út", "Con", "2001", "", "1"],
        [place, "Phạm Văn Đồng", "Phạm Văn Đồng", "Chủ hộ", "năm ấy", "", "1"],
    ]


def received(world, rows):
    data = workbook(*rows, head=HEAD)
    return receive(by=world.own.officer, commune=world.own.area, name="thon.xlsx", data=data)


def written(world, rows):
    source = received(world, rows)
    confirm(by=world.own.officer, source=source)
    source.refresh_from_db()
    return source


def whom(world, whole=False):
    person = Resident.unscoped.filter(full_name=CUC).select_related("household").first()
    return Whom(
        Named.of([CUC], ["0905123456"]),
        frozenset({person.pk} if person else ()),
        frozenset({person.household_id} if person else ()),
        frozenset({world.own.village.pk}),
        whole,
    )


def said():
    """All that files say, as text."""
    rows = ImportRow.unscoped.values_list("cells", "values", "changes", "problems", "notes")
    files = Import.unscoped.values_list("name", "layout", "villages", "answers")
    return json.dumps([*map(list, rows), *map(list, files)], ensure_ascii=False)


def test_rows_that_wrote_somebody_and_rows_of_their_family_say_nothing_of_them(world, rows):
    source = written(world, rows)
    assert CUC in said()
    found, files = forget(commune=world.own.area, whom=whom(world))
    assert len(found.about) == 1
    assert CUC not in said()
    assert "0905123456" not in said()
    assert "Lê Văn Út" in said()
    # What was written needs no copy any more.
    assert (source.stored_as, files) == ("", [])
    source.refresh_from_db()
    assert (source.stored_as, source.to_write) == ("", 2)


def test_a_row_that_was_not_written_is_found_by_name_and_village_and_never_written(world, rows):
    source = received(world, rows)
    assert source.to_write == 2
    found, _ = forget(commune=world.own.area, whom=whom(world))
    assert (len(found.about), len(found.beside)) == (1, 1)
    assert CUC not in said()
    source.refresh_from_db()
    assert (source.to_write, source.found["error"]) == (1, 2)
    confirm(by=world.own.officer, source=source)
    assert not Resident.unscoped.filter(full_name=CUC).exists()


def test_a_row_with_something_wrong_is_found_too(world, rows):
    rows[0][4] = "năm kia"
    source = received(world, rows)
    _found, files = forget(commune=world.own.area, whom=whom(world))
    assert CUC not in said()
    assert files == [source.stored_as]
    # Whoever asked for it removes them once it is committed.
    assert default_storage.exists(source.stored_as)


def test_a_namesake_of_another_village_stays(world, rows):
    other = next(one for one in world.own.villages if one != world.own.village)
    received(world, [[other.name, *rows[0][1:]]])
    found = find(commune=world.own.area, whom=whom(world))
    assert found.rows == 0


def test_a_file_of_their_own_says_nothing_of_them_either(world, rows):
    """Nor what it shows of its columns, what it asks and what was answered."""
    head = [*HEAD[:6], "Dịch vụ công"]
    data = workbook(*([*row[:6], "x"] for row in rows), head=head)
    source = receive(by=world.own.officer, commune=world.own.area, name="thon.xlsx", data=data)
    source.answers = [["same", CUC.casefold(), "different"]]
    source.save()
    assert any(CUC in one["examples"] for one in source.layout["taken"])
    found, _ = forget(commune=world.own.area, whom=whom(world))
    assert found.rows
    assert CUC.casefold() not in said().casefold()
    assert "0905123456" not in said()
    assert "Phạm Văn Đồng" in said()


def test_another_commune_is_not_touched(world, rows):
    received(world, rows)
    found = find(commune=world.sibling.area, whom=whom(world))
    assert found.rows == 0


def test_taking_back_what_was_written_does_not_bring_the_name_back(world, rows):
    source = written(world, rows)
    about = whom(world)
    Resident.unscoped.filter(pk__in=about.residents).update(full_name="Người đã xóa tên")
    forget(commune=world.own.area, whom=about)
    source.refresh_from_db()
    undo(by=world.own.officer, source=source)
    assert not Resident.unscoped.filter(full_name=CUC).exists()


def test_a_file_without_its_bytes_is_not_read_again(world, rows):
    source = received(world, rows)
    forget(commune=world.own.area, whom=whom(world))
    source.refresh_from_db()
    again = check_again(by=world.own.officer, source=source, convert="")
    assert (again.state, again.may_be_checked_again) == (State.CHECKED, False)
    assert again.rows.count() == 3


def test_a_heading_that_was_a_name_is_forgotten(world, rows):
    facts = {"kind": "column", "subject": "trần thị cúc zyx", "choice": "skip"}
    AnswerMemory.unscoped.create(commune=world.own.area, **facts)
    forget(commune=world.own.area, whom=whom(world))
    assert not AnswerMemory.unscoped.filter(subject=facts["subject"]).exists()


def test_an_answer_about_a_name_goes_whole_it_never_becomes_one_about_nothing(world, rows):
    """A village that was called like a person: emptied, the answer would place every row without a village."""
    source = received(world, rows)
    source.answers = [["village", CUC.casefold(), "12"], ["mark", "x", "alone"]]
    asked = {"kind": "same", "subject": CUC, "choices": ["same"], "count": 1}
    source.layout["questions"] = [asked, {**asked, "kind": "mark", "subject": "v"}]
    source.save()
    forget(commune=world.own.area, whom=whom(world))
    source.refresh_from_db()
    assert source.answers == [["mark", "x", "alone"]]
    assert [one["subject"] for one in source.layout["questions"]] == ["v"]

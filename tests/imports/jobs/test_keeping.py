"""What is kept of a file goes when its preview is over; what was kept before there were copies is cut or goes."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from imports.jobs import actions
from imports.models import AnswerMemory, Import, State
from tests.factories import ImportFactory, ImportRowFactory, RowResultFactory
from tests.imports.jobs.test_views import read_bytes
from tests.imports.papers import citizen
from tests.imports.sheets import CODES, workbook
from tests.pages import signed_in
from web.keeping import lay_down

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
HEAD = ["Thôn", "Họ tên chủ hộ", "Năm sinh", "Dân tộc", "CCCD", *CODES]
LATE = timedelta(days=15)


def sent(world):
    """Send a file with a row that is good, one that is not, and columns that no field is."""
    rows = [["Lê Một", 1980], ["Lê Hai", 19990]]
    here = world.own.village.name
    data = workbook(*([here, *row, "Ê Đê", citizen(n)] for n, row in enumerate(rows)), head=HEAD)
    return actions.receive(by=world.own.officer, commune=world.own.area, name="a.xlsx", data=data)


def fresh(source):
    return Import.unscoped.get(pk=source.pk)


def cells(source):
    return list(source.rows.order_by("number").values_list("cells", flat=True))


def files(tmp_path):
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_copy_is_kept_while_the_preview_is_open(world, tmp_path):
    source = sent(world)
    here = world.own.village.name
    assert source.has_copy
    assert cells(source) == [[here, "Lê Một", 1980, "Ê Đê"], [here, "Lê Hai", 19990, "Ê Đê"]]
    assert len(files(tmp_path)) == 1
    actions.clear()
    assert (fresh(source).narrowed_at, len(files(tmp_path))) == (None, 1)


@pytest.mark.django_db(transaction=True)
def test_once_written_only_fields_of_what_was_left_out_are(world, tmp_path):
    source = sent(world)
    actions.confirm(by=world.own.officer, source=source)
    source = fresh(source)
    assert (source.state, source.stored_as, files(tmp_path)) == (State.DONE, "", [])
    assert cells(source) == [[], [world.own.village.name, "Lê Hai", 19990, None]]
    client = signed_in(world.own.officer)
    body = client.get(reverse("imports:mend", args=[source.uuid])).content
    head, row = (line.cells for line in read_bytes(body).sheets[0].rows)
    assert head == [*HEAD[:3], *CODES, "Lỗi", "Cách sửa"]
    assert row[:3] == [world.own.village.name, "Lê Hai", 19990]
    actions.undo(by=world.own.officer, source=source)
    assert fresh(source).undone == 1


def test_what_is_not_decided_for_long_is_let_go_and_may_still_be_written(world):
    source = sent(world)
    Import.unscoped.filter(pk=source.pk).update(added_at=timezone.now() - LATE)
    actions.clear()
    source = fresh(source)
    assert (source.stored_as, source.state) == ("", State.CHECKED)
    assert [one[3:] for one in cells(source)] == [[None], [None]]
    client = signed_in(world.own.officer)
    text = client.get(reverse("imports:detail", args=[source.uuid])).content.decode()
    assert "Xem trước đã quá hạn" in text
    assert "sửa nếu chưa đúng" not in text
    actions.check_again(by=world.own.officer, source=source, convert="VNI")
    assert fresh(source).state == State.CHECKED
    actions.confirm(by=world.own.officer, source=source)
    assert fresh(source).state == State.DONE


def test_rows_that_wait_keep_what_they_may_be_asked_for(world):
    source = sent(world)
    facts = {
        "state": State.CANCELLED,
        "finished_at": timezone.now(),
        "confirmed_by": world.own.officer,
    }
    Import.unscoped.filter(pk=source.pk).update(**facts)
    actions.clear()
    assert [one[:3] for one in cells(source)] == [
        [world.own.village.name, "Lê Một", 1980],
        [world.own.village.name, "Lê Hai", 19990],
    ]


def of_before(world, state, data=None):
    """Return a file as it was kept before there were copies, with its rows."""
    own, secret = world.own, citizen(7)
    data = data or workbook([own.village.name, "Lê Một", 1980, "Ê Đê", secret], head=HEAD)
    name = lay_down("imports", data)
    layout = {
        "columns": {"village": 0, "head_name": 1},
        "headings": {"4": "CCCD"},
        "cells": {"2": {"hamlet": secret}},
    }
    facts = {"layout": layout, "name": f"{secret}.xlsx", "size": len(data), "stored_as": name}
    if state != State.CHECKED:
        facts |= {"confirmed_by": own.officer, "finished_at": timezone.now()}
    source = ImportFactory(commune=own.area, added_by=own.officer, state=state, **facts)
    said = {
        "cells": ["A", "Lê Một", 1980, "Ê Đê", secret],
        "notes": [{"value": secret, "what": f"“{secret}”"}],
    }
    for verdict in ("new", "error"):
        row = ImportRowFactory(source=source, verdict=verdict, village=own.village, **said)
        if verdict == "new" and state == State.DONE:
            facts = {"household": own.household, "version": 1, "outcome": "written", "why": ""}
            RowResultFactory(row=row, **facts)
    return source


def told(source):
    """Return all that is said of a file and its rows, as text."""
    rows = source.rows.values_list("cells", "values", "changes", "problems", "notes")
    return repr([source.layout, source.name, list(rows)])


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_of_a_written_file_is_cut(world, tmp_path):
    source = of_before(world, State.DONE)
    assert citizen(7) in told(source)
    actions.clear()
    source = fresh(source)
    assert citizen(7) not in told(source)
    assert (source.stored_as, files(tmp_path)) == ("", [])
    assert cells(source) == [[], ["A", "Lê Một", None, None, None]]


@pytest.mark.django_db(transaction=True)
def test_a_preview_of_before_is_made_anew_from_a_copy(world, tmp_path):
    source = of_before(world, State.CHECKED)
    actions.clear()
    source = fresh(source)
    assert (source.state, source.layout["cut"], source.has_copy) == (
        State.CHECKED,
        {"4": 1},
        True,
    )
    assert citizen(7) not in told(source)
    assert [path.parent.name for path in files(tmp_path)] == ["rows"]
    with default_storage.open(source.stored_as) as kept:
        assert kept.read(2) == b"\x1f\x8b"


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_cut_is_not_kept(world, tmp_path):
    source = of_before(world, State.CHECKED, b"%PDF-1.4")
    actions.clear()
    source = fresh(source)
    assert (source.stored_as, files(tmp_path), citizen(7) in told(source)) == ("", [], False)


def test_a_number_that_was_remembered_as_a_heading_goes(world):
    facts = {"commune": world.own.area, "kind": "column", "choice": "skip"}
    for heading in (citizen(7), "dân tộc"):
        AnswerMemory.unscoped.create(subject=heading, **facts)
    actions.clear()
    kept = AnswerMemory.unscoped.filter(commune=world.own.area, choice="skip")
    assert list(kept.values_list("subject", flat=True)) == ["dân tộc"]


def with_answers(world):
    """Send a file that says names of people in what was asked and answered."""
    source = sent(world)
    source.answers = [["same", "lê một", "same"], ["mark", "x", "alone"]]
    for told in ("questions", "answers"):
        source.layout[told] = [{"kind": kind, "subject": "Lê Một"} for kind in ("same", "mark")]
    source.layout["explained"] = [{"kind": "mark", "subject": "x", "meaning": "", "text": "Lê Một"}]
    source.save()
    return source


@pytest.mark.django_db(transaction=True)
def test_once_written_nothing_that_was_asked_of_people_is_kept(world):
    source = with_answers(world)
    actions.confirm(by=world.own.officer, source=source)
    source = fresh(source)
    assert (source.state, source.answers) == (State.DONE, [["mark", "x", "alone"]])
    assert [one["kind"] for one in source.layout["questions"]] == ["mark"]


def test_of_a_file_that_is_cleared_no_word_of_its_own_stays(world):
    source = with_answers(world)
    Import.unscoped.filter(pk=source.pk).update(added_at=timezone.now() - timedelta(days=400))
    actions.clear()
    source = fresh(source)
    assert source.cleared_at
    assert "Lê Một" not in str((source.layout, source.answers, source.villages))
    assert world.own.village.name not in str(source.layout)
    client = signed_in(world.own.officer)
    assert client.get(reverse("imports:detail", args=[source.uuid])).status_code == 200
    assert client.get("/nhap-excel/").status_code == 200

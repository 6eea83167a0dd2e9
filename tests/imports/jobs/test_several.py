"""Rows of several kinds in one file: confirmed once, written kind by kind in their order, taken back the other way round."""

import pytest

from areas.models import Area
from households.models import Household
from imports.jobs import actions
from imports.jobs.actions import chunks, remembering
from imports.kinds import KINDS
from imports.models import AnswerMemory, Import, RowResult, State
from tests.factories import ImportFactory, ImportRowFactory
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
VILLAGE = {"kind": "thon", "name": "Tân Lập", "households": 7, "declared_on": "2026-03-01"}


@pytest.fixture
def source(world):
    """Return a checked file with two households and, below them, a village that is new."""
    own = world.own
    kinds = {
        "villages": {"new": 1, "first.new": 1},
        "households": {"new": 2, "first.new": 2},
    }
    source = ImportFactory(
        commune=own.area, added_by=own.officer, to_write=3, found={"new": 3, "kinds": kinds}
    )
    for number, name in enumerate(("Lê Một", "Lê Hai"), start=2):
        ImportRowFactory(source=source, number=number, village=own.village, values={"name": name})
    ImportRowFactory(source=source, kind="villages", number=9, village=None, values=VILLAGE)
    return source


def order_of(kind, orders):
    """Return the functions of a kind, noting when they are asked."""
    one = KINDS[kind]

    def write(source, rows):
        orders.append(f"write {kind}")
        return one.write(source, rows)

    def undo(source, results):
        orders.append(f"undo {kind}")
        return one.undo(source, results)

    return type(one)(**{**vars(one), "write": write, "undo": undo, "chunk": 1})


def test_they_are_written_in_their_order_and_taken_back_the_other_way_round(
    world, source, monkeypatch
):
    orders = []
    for kind in ("villages", "households"):
        monkeypatch.setitem(KINDS, kind, order_of(kind, orders))
    actions.confirm(by=world.own.officer, source=source)
    source = Import.unscoped.get(pk=source.pk)
    assert (source.state, source.done) == (State.DONE, 3)
    assert orders == ["write villages", "write households", "write households"]
    assert {"households", "villages"} <= source.after.keys()
    assert source.after["households"] == source.before["households"] + 2
    orders.clear()
    actions.undo(by=world.own.officer, source=source)
    source = Import.unscoped.get(pk=source.pk)
    assert (source.state, source.undone) == (State.UNDONE, 3)
    assert orders == ["undo households", "undo households", "undo villages"]
    assert Household.unscoped.get(head_name="Lê Hai").closed_on
    # A village in which nothing was written since goes as well.
    assert Area.unscoped.get(name="Tân Lập", commune=world.own.area).closed_on
    assert RowResult.unscoped.get(row__number=9).why == ""


@pytest.mark.expected_errors
def test_who_goes_on_begins_where_the_kind_before_was_left(world, source, monkeypatch):
    whole, asked = chunks.write_some, []

    def dies(source, kind):
        asked.append(kind)
        if len(asked) == 2:
            raise ValueError
        return whole(source, kind)

    monkeypatch.setattr(chunks, "write_some", dies)
    actions.confirm(by=world.own.officer, source=source)
    source = Import.unscoped.get(pk=source.pk)
    assert (source.state, source.done, source.writing) == (State.FAILED, 1, "villages")
    monkeypatch.setattr(chunks, "write_some", whole)
    actions.confirm(by=world.own.officer, source=source)
    source = Import.unscoped.get(pk=source.pk)
    assert (source.state, source.done, source.writing) == (State.DONE, 3, "households")
    assert Area.unscoped.filter(name="Tân Lập").count() == 1


def test_its_page_tells_of_each_kind(world, source):
    text = signed_in(world.own.officer).get(f"/nhap-excel/{source.uuid}/").content.decode()
    said = " ".join(text.split())
    assert "<b>1 thôn</b>, gồm 1 mới." in said
    assert "<b>2 hộ, 2 người</b>, gồm 2 hộ mới." in said
    assert "Nhập 3 dòng" in said


def test_nothing_said_of_a_person_is_remembered_nor_what_one_file_alone_means(world, source):
    answers = {
        ("same", "Lê Một"): "different",
        ("repair", "O9O5"): "0905",
        ("year", ""): "2026",
        ("day", ""): "2026-03-01",
        ("hidden", "rows"): "skip",
        ("commune", "An Ninh"): "own",
        ("mark", "054060123456"): "none",
        ("comment", "gọi 0905 123 456"): "help",
        ("mark", world.own.household.head_name.upper()): "none",
        ("village", "Thôn Mới Toanh"): "new",
        ("village", ""): f"{world.own.area.pk}",
        ("village", "@Sheet2"): f"{world.own.area.pk}",
        ("mark", "Đ"): "alone",
        ("body", "Danh sách tổ hòa giải cơ sở"): "skip",
    }
    remembering.remember(source, answers)
    kept = AnswerMemory.unscoped.filter(commune=source.commune).exclude(choice="name")
    assert list(kept.values_list("kind", "subject", "choice")) == [
        ("body", "danh sách tổ hòa giải cơ sở", "skip"),
        ("mark", "đ", "alone"),
    ]

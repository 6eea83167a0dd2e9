"""What is left out on a database or a day is only what has its turn elsewhere."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.played import MARKED, has_nothing_to_play, is_played, is_proved, turn_of
from tests.proving import DAY
from tests.roomy import with_room

ROOT = Path(__file__).parent


@pytest.fixture
def on_postgresql(monkeypatch):
    monkeypatch.setattr("tests.played.PROVING", False)
    monkeypatch.setattr("tests.played.connection", SimpleNamespace(vendor="postgresql"))


def test_a_file_is_left_unread_if_nothing_in_it_is_for_this_database(on_postgresql, tmp_path):
    folder = tmp_path / "tests" / "teams"
    folder.mkdir(parents=True)
    for name, words in (
        ("test_pages.py", "def test(): pass"),
        ("test_marked.py", f"@pytest.{MARKED[0]}"),
        ("test_raced.py", f"@pytest.{MARKED[1]}"),
        ("test_queries.py", ""),
        ("conftest.py", ""),
    ):
        (folder / name).write_text(words)
    unread = [path.name for path in folder.iterdir() if has_nothing_to_play(path, tmp_path)]
    assert unread == ["test_pages.py"]


def test_no_file_of_this_run_is_left_unread_that_has_something(on_postgresql, request):
    found = {item.path for item in request.session.items if is_played(item)}
    assert [path for path in found if has_nothing_to_play(path, request.config.rootpath)] == []


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((2,), {}),
        ((3,), {}),
        ((4,), {}),
        ((3, "together"), {}),
        ((2,), {"on": 1}),
        ((4,), {"on": 3}),
    ],
)
def test_each_turn_comes_on_one_of_so_many_days(monkeypatch, args, told):
    monkeypatch.setenv("DAILY", "1")
    for where in ("tests.proving", "tests.played"):
        monkeypatch.setattr(f"{where}.PROVING", False)
    mark = SimpleNamespace(args=args, kwargs=told, name="by_turns")
    item = SimpleNamespace(
        nodeid="tests/a.py::b", iter_markers=lambda: [mark], get_closest_marker=lambda name: mark
    )
    of, turn = turn_of(item)
    assert (of, turn) == (args[0], told.get("on", args[1] if len(args) > 1 else item.nodeid))
    days = []
    for day in range(DAY, DAY + of):
        monkeypatch.setattr("tests.proving.DAY", day)
        days.append(is_played(item))
    assert days.count(True) == 1


def proved_on(monkeypatch, vendor, path, *marks):
    monkeypatch.setattr("tests.played.connection", SimpleNamespace(vendor=vendor))
    return is_proved(SimpleNamespace(path=ROOT / path), {*marks})


@pytest.mark.parametrize(
    ("path", "marks", "sqlite", "postgresql"),
    [
        ("households/counts/test_property.py", (), True, True),
        ("test_weight.py", (), True, False),
        ("households/counts/test_race.py", ("postgres",), True, True),
        ("browser/test_story.py", ("browser",), True, True),
        ("households/register/test_interleavings.py", ("engines",), True, True),
        ("demo/test_documents.py", (), True, False),
        ("areas/test_names.py", ("pure",), False, False),
        ("skills/test_people.py", (), False, False),
    ],
)
def test_make_prove_plays_again_what_make_test_plays_a_sample_of(
    monkeypatch, path, marks, sqlite, postgresql
):
    found = [proved_on(monkeypatch, name, path, *marks) for name in ("sqlite", "postgresql")]
    assert found == [sqlite, postgresql]


def test_whoever_asks_how_much_is_played_is_a_test_or_is_known():
    asking = {p for p in ROOT.rglob("*.py") if "tests.proving import" in p.read_text()}
    helpers = {str(p.relative_to(ROOT)) for p in asking if not p.name.startswith("test_")}
    assert helpers == {
        "access.py",
        "faults/conftest.py",
        "forked.py",
        "kept_tables.py",
        "played.py",
        "reorganisations/histories.py",
    }


def test_tests_are_played_where_the_call_stack_has_room():
    frame, seen = sys._getframe(), []
    while frame := frame.f_back:
        seen.append(frame.f_code)
    assert with_room.__code__ in seen
    assert with_room.__code__.co_stacksize * 8 > 1 << 19

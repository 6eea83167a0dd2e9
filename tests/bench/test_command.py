"""The benchmark's own judgement: what passes, what is near, what fails the run."""

import json

import pytest
from django.db import connection

from areas.models import Area
from bench import saves
from bench.measuring import Timed, asked, interleaved
from bench.table import (
    Line,
    Verdict,
    at_least,
    at_most,
    none_wrong,
    text_of,
    write_json,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(3, Verdict.PASS), (3.1, Verdict.NEAR), (4.5, "NEAR"), (4.6, "FAIL")]
)
def test_a_ratio_that_should_be_small(ratio, verdict):
    assert at_most(ratio, 3) == verdict


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(0.5, "PASS"), (0.4, "NEAR"), (0.34, "NEAR"), (0.3, "FAIL")]
)
def test_a_ratio_that_should_be_large(ratio, verdict):
    assert at_least(ratio, 0.5) == verdict


@pytest.mark.parametrize(
    ("wrong", "of", "verdict"), [(0, 10, "PASS"), (1, 10, "FAIL"), (0, 0, "FAIL")]
)
def test_nothing_may_be_wrong_and_something_must_have_been_compared(wrong, of, verdict):
    line = none_wrong("pages", wrong, of)
    assert (line.verdict, line.correctness) == (verdict, True)


def test_the_table_is_markdown_with_a_line_for_each_measure(tmp_path):
    lines = [
        Line("F", "1 ms"),
        Line("page", "3 ms", to_floor=2.5, target="<= 3x", verdict=Verdict.PASS),
    ]
    rows = text_of(lines).split("\n")
    assert len({len(row) for row in rows}) == 1
    assert [cell.strip() for cell in rows[3].strip("|").split("|")] == [
        "page", "3 ms", "2.50", "", "<= 3x", "PASS",
    ]  # fmt: skip
    write_json(lines, {"engine": "x"}, tmp_path / "figures.json")
    written = json.loads((tmp_path / "figures.json").read_text())
    assert [line["measure"] for line in written["lines"]] == ["F", "page"]


def test_times_are_the_middle_and_what_nineteen_of_twenty_stay_under():
    timed = Timed([float(n) for n in range(1, 21)])
    assert (timed.p50, timed.p95) == (10.5, 20.0)


def test_things_are_done_in_turn():
    done = []
    interleaved({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 2)
    assert done == ["a", "b"] * 3


def test_what_is_asked_is_counted_and_can_be_asked_again():
    with asked() as found:
        list(Area.unscoped.values_list("pk"))
        Area.unscoped.filter(pk=1).exists()
    assert found.queries == 2
    with asked() as again:
        assert found.again() >= 0
    assert again.queries == 2
    assert connection.vendor in {"sqlite", "postgresql"}


def saves_of(monkeypatch, plain, counted):
    """Return the lines of a run in which so many are saved by all writers together, each way."""

    def together(load, number, ready):
        assert (ready.seconds, load.seconds) == (0, 1)
        return [saves.Done((counted if load.counted else plain)[number], 0)]

    monkeypatch.setattr(saves, "save_for", lambda load, at_least=0: load)
    monkeypatch.setattr(saves, "together", together)
    monkeypatch.setattr(saves, "_mend", lambda number, same_commune: None)
    lines = saves.save_lines((1, 16, 64), 1, saves.Least(0.5, 0.5, 0.7), rounds=2)
    return [(line.value, line.target, line.verdict) for line in lines if line.target]


def test_saves_are_judged_alone_spread_out_and_crowded(monkeypatch):
    same = {1: 100, 16: 400, 64: 400}
    assert saves_of(monkeypatch, same, {1: 60, 16: 210, 64: 100}) == [
        ("60 / 100 per s", ">= 0.5", "PASS"),
        ("210 / 400 per s", ">= 0.5", "PASS"),
        ("100 / 400 per s", ">= 0.5", "FAIL"),
        ("100 / 210 per s", ">= 0.7", "NEAR"),
        ("0", "0", "PASS"),
    ]

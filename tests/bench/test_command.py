"""The run of the benchmark: its steps, what it may take again, and that a failed step loses no other's figures."""

import io
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from bench import saves
from bench.management.commands import bench
from bench.measuring import Line
from households.models import Household
from rollup.models import VillageCount


@pytest.fixture
def run(monkeypatch):
    """Return a function that plays steps on no database; returns what was printed, and the exit code."""

    @contextmanager
    def nowhere(label, stays):
        yield "nowhere"

    monkeypatch.setattr(bench, "use", lambda name: None)
    monkeypatch.setattr(bench.Command, "_country", lambda self, *args: nowhere(*args))

    def play(*options, **steps):
        monkeypatch.setattr(bench, "steps_of", lambda number: steps)
        monkeypatch.setattr(bench, "flat_lines", lambda small, large: [Line("flat", "1 ms")])
        monkeypatch.setattr(bench, "flat_summary", lambda small, large: [])
        out, code = io.StringIO(), 0
        try:
            call_command("bench", *options, stdout=out, stderr=io.StringIO())
        except SystemExit as ended:
            code = ended.code
        return out.getvalue(), code

    return play


def fail():
    raise LookupError("no such village")


PAGES, FILE = [Line("pages", "2 ms")], [Line("file", "7 per s", 0.1, at_least=1)]
STEPS = {"pages": lambda: PAGES, "http": fail, "saves": fail, "file": lambda: FILE}


@pytest.mark.django_db
def test_failed_step_is_printed_and_loses_no_figure_of_the_others(run):
    printed, code = run(**STEPS)
    assert code == 1
    assert all(value in printed for value in ("1 ms", "2 ms", "7 per s"))
    assert "LookupError: no such village" in printed
    assert printed.endswith("FAIL: the step saves; file\n")


@pytest.mark.django_db
def test_slow_run_prints_what_is_slow_and_ends_well(run):
    printed, code = run(**{**STEPS, "saves": list})
    assert printed.endswith("FAIL: file\n")
    assert code == 0


@pytest.mark.django_db
def test_only_some_steps_and_http_only_when_asked_for(run):
    assert "1 ms" not in run("--only", "pages", "file", **STEPS)[0]
    assert run("--only", "pages", "http", **STEPS)[1] == 0
    assert "the step http" in run("--only", "pages", "http", "--http", **STEPS)[0]


@pytest.mark.parametrize("number", ["0", "1999", "-5", "3.5", "x"])
def test_too_few_households_are_refused(number):
    with pytest.raises(CommandError, match="--households"):
        call_command("bench", f"--households={number}")


def test_large_run_begins_only_when_agreed_to(run, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "k")
    printed, _ = run("--households=3000000", **STEPS)
    assert printed == "3,000,000 households: 2.3 GB of disk, 2 minutes to make\n"


@pytest.mark.django_db
def test_country_of_another_day_is_settled_for_today(world):
    surveyed = Household.unscoped.open().exclude(reviewed_on=None).count()
    later = timezone.now() + timedelta(days=settings.STATUS_OLD_DAYS + 1)
    with time_machine.travel(later, tick=False):
        bench.settle()
    assert sum(VillageCount.unscoped.values_list("old", flat=True)) == surveyed > 0


@pytest.mark.django_db
def test_country_that_counts_wrong_is_refused(world):
    VillageCount.unscoped.update(households=99)
    with pytest.raises(CommandError, match=r"\d+ of \d+ count rows of this country are wrong"):
        bench.settle()


def test_saves_are_judged_alone_spread_out_and_crowded(monkeypatch):
    plain, counted = {1: 100, 16: 400, 64: 400}, {1: 80, 16: 210, 64: 100}

    def together(load, number, ready):
        assert (ready.seconds, load.seconds) == (0, 1)
        return [((counted if load.counted else plain)[number], 0)]

    monkeypatch.setattr(saves, "work", lambda load: load)
    monkeypatch.setattr(saves, "together", together)
    monkeypatch.setattr(saves, "_recount", lambda keys: None)
    lines = saves.save_lines((1, 16, 64), 1, rounds=2)
    assert [(line.value, line.asked, line.verdict) for line in lines if line.asked] == [
        ("80 / 100 per s", ">= 0.7", "PASS"),
        ("210 / 400 per s", ">= 0.5", "PASS"),
        ("100 / 400 per s", ">= 0.5", "FAIL"),
        ("100 / 210 per s", ">= 0.7", "NEAR"),
        ("0", "none", "PASS"),
    ]

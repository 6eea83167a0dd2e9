"""A file is read by a fork as by a process of its own, under the same limits, and one that takes too long is ended."""

import dataclasses
import subprocess

import pytest

from imports.sandbox import run as reader
from imports.spreadsheet.reasons import Unreadable
from tests.forked import Forking
from tests.imports.files import workbook
from web.sandbox import run


@pytest.fixture
def sheet(tmp_path):
    return workbook(tmp_path / "a.xlsx", [["Họ tên", "Năm sinh"], ["Lê Lan", 1980]])


@pytest.fixture
def forks(monkeypatch):
    forks = Forking()
    monkeypatch.setattr(run, "subprocess", forks)
    yield forks
    forks.end()


def found(path):
    return [(row.number, row.cells) for row in reader.read(path).sheets[0].rows]


def test_a_fork_reads_what_a_process_of_its_own_reads(sheet, forks, request):
    by_fork = found(sheet)
    assert forks.server.poll() is None
    request.getfixturevalue("own_process")
    assert run.subprocess is subprocess
    assert found(sheet) == by_fork
    assert len(by_fork) == 2


@pytest.mark.parametrize(("less", "why"), [({"wait": 0.0}, "slow"), ({"written": 200}, "broken")])
def test_limits_end_it_as_they_end_a_process_of_its_own(
    sheet, forks, monkeypatch, request, less, why
):
    monkeypatch.setattr(reader, "CAGE", dataclasses.replace(reader.CAGE, **less))
    for own in (False, True):
        if own:
            request.getfixturevalue("own_process")
        with pytest.raises(Unreadable) as refused:
            reader.read(sheet)
        assert refused.value.why == why, own

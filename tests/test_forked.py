"""A file is read by a fork as by a process of its own, under the same limits, and one that takes too long is ended."""

import dataclasses
import io
import subprocess

import pikepdf
import pytest

from imports.sandbox import run as reader
from imports.spreadsheet.reasons import Unreadable
from periodic.documents.rules import templates
from periodic.documents.rules.placeholders import filling_of
from teams.documents.rules import files
from tests.forked import Forking
from tests.imports.files import workbook
from tests.periodic.documents import hostile
from tests.periodic.documents.contents import commune_month
from tests.teams.hostile import picture
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
    assert [server.poll() for server in forks.servers] == [None]
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


def paper():
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


def filled(data):
    return templates.fill(data, filling_of(commune_month()))


def kept(data):
    return files.check(io.BytesIO(data)).data


@pytest.mark.parametrize(
    ("by", "read", "made", "refusal"),
    [
        (files, kept, paper, files.Refused),
        (files, kept, picture, files.Refused),
        (templates, filled, hostile.good, templates.Refused),
    ],
    ids=["a paper", "a picture", "a template"],
)
def test_so_are_papers_pictures_and_templates(forks, monkeypatch, request, by, read, made, refusal):
    data = made()
    by_fork = read(data)
    assert [server.poll() for server in forks.servers] == [None]
    cage = by.CAGE
    monkeypatch.setattr(by, "CAGE", dataclasses.replace(cage, written=20))
    with pytest.raises(refusal) as ended:
        read(data)
    request.getfixturevalue("own_process")
    with pytest.raises(refusal) as ended_alone:
        read(data)
    assert str(ended.value) == str(ended_alone.value)
    monkeypatch.setattr(by, "CAGE", cage)
    assert run.subprocess is subprocess
    assert read(data) == by_fork

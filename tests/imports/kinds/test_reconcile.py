"""What a row says was exported is a client's word: nothing of it that was not read gets into a row's values."""

import json
from datetime import date, timedelta

import pytest

from areas.models import Area
from households.models import Declaration
from imports.kinds.activities import exported as activities
from imports.kinds.teams import exported as teams
from imports.kinds.villages import exported as villages
from imports.kinds.villages.exported import Declared
from imports.spreadsheet.book import Row
from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.lines import line_of, pack, readers
from teams.models import Activity, Member, Team

TODAY = date(2026, 11, 26)
LONG = "Dài " * 900
ODD = [LONG, "", -7, 10**30, "2026-99-99", "zzz", "3000-01-01", 0, None]
VILLAGE = Area(pk=1, name="Hội Phú", kind="thon", version=1)
DECLARED = Declared([Declaration(pk=1, area=VILLAGE, households=9, declared_on=TODAY, source="Sổ")])
TEAM = Team(pk=1, area=VILLAGE, tier="village", founded_on=date(2026, 1, 5))
MEMBER = Member(pk=1, team=TEAM, full_name="Lê Hai", joined_on=date(2026, 1, 5))
ACTIVITY = Activity(pk=1, team=TEAM, held_on=date(2026, 2, 3), title="Ra quân", people=5)
CASES = {
    "villages": (
        villages.as_registered(VILLAGE, DECLARED.latest[1]),
        lambda line: villages.reconcile(line, VILLAGE, DECLARED),
    ),
    "teams": (
        teams.as_registered(TEAM, ("1/QĐ", ""), MEMBER),
        lambda line: teams.reconcile(line, TEAM, ("1/QĐ", ""), MEMBER),
    ),
    "teams without people": (
        teams.as_registered(TEAM, ("1/QĐ", ""), None),
        lambda line: teams.reconcile(line, TEAM, ("1/QĐ", ""), None),
    ),
    "activities": (
        activities.as_registered(ACTIVITY),
        lambda line: activities.reconcile(line, ACTIVITY),
    ),
}


def read(kind, cells, exported):
    """Read a row with these cells that says that this was exported in it."""
    sheet = SHEET_KINDS[kind]
    columns = {column.key: at for at, column in enumerate(sheet.columns)}
    row = [str(cell) if isinstance(cell, str) else cell for cell in map(cells.get, columns)]
    row[columns["given"]] = json.dumps([exported.get(name) for name in sheet.exported])
    return line_of(Row(2, row), columns, readers(sheet), sheet)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("odd", ODD)
def test_a_cell_that_agrees_with_a_false_word_says_nothing(case, odd):
    kind, (stands, reconcile) = case.partition(" ")[0], CASES[case]
    honest = json.loads(pack(SHEET_KINDS[kind], {**stands, "id": "X1"}))
    honest = dict(zip(SHEET_KINDS[kind].exported, honest, strict=True))
    fields = [name for name in SHEET_KINDS[kind].exported if name != "id"]
    for name in fields:
        cells = {**stands, "id": "X1", name: odd}
        line = read(kind, cells, {**honest, name: odd})
        reconcile(line)
        fine = {stands.get(name), None, ""}
        assert line.problems or line.values.get(name) in fine, (name, line.values)
        # Nor where another cell of the row was changed in earnest.
        line = read(kind, {**cells, "households": 12}, {**honest, name: odd})
        reconcile(line)
        if name != "households":
            assert line.problems or line.values.get(name) in fine, (name, line.values)


def test_a_day_that_was_given_out_is_not_read_anew_and_is_a_day_still():
    long_ago = TODAY - timedelta(days=20_000)
    line = read(
        "activities", {"id": "X1", "held_on": long_ago}, {"id": "X1", "held_on": f"{long_ago}"}
    )
    assert line.values["held_on"] == long_ago
    assert not line.problems

"""Communes come from a sheet of their district or province: declared once, nothing newer is replaced, taken back whole."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from households.declarations.actions import declare
from households.models import Declaration
from imports.kinds import KINDS, kinds_for
from imports.kinds.places import Places
from imports.models import Kind, Outcome, RowResult, Verdict, Why
from imports.spreadsheet.lines import Line
from tests.factories import ImportFactory

pytestmark = [pytest.mark.engines, pytest.mark.django_db]

ROWS = KINDS["communes"]
TODAY = timezone.localdate()


@pytest.fixture
def source(world):
    return ImportFactory(
        commune=world.province,
        kind=Kind.COMMUNES,
        added_by=world.committee,
        confirmed_by=world.committee,
        undone_by=world.committee,
    )


def checked(source, *said):
    """Check rows of values."""
    lines = [Line(number, dict(values)) for number, values in enumerate(said, start=2)]
    return list(ROWS.check(source, lines, Places({}, {}), {}))


def kept(source, *said):
    """Check rows of values; return those to be written, as they are kept."""
    bring = {Verdict.NEW, Verdict.CHANGES}
    rows = [row for row in checked(source, *said) if row.verdict in bring]
    for row in rows:
        row.source, row.kind = source, Kind.COMMUNES
        row.save()
    return rows


def written(source, *said):
    results = ROWS.write(source, kept(source, *said))
    RowResult.unscoped.bulk_create(results)
    return results


def test_figures_of_a_file_in_order_are_of_the_day_that_was_said_for_rows_without_one(
    world, source
):
    said = {"commune": world.own.area.pk, "households": 77}
    lines = [Line(2, dict(said), row=2), Line(3, {**said, "declared_on": date(2026, 1, 5)}, row=3)]
    source.layout["day"] = "2026-02-12"
    first, second = ROWS.check(source, lines, Places({}, {}), {})
    assert (first.values["declared_on"], first.notes) == ("2026-02-12", [])
    assert second.values["declared_on"] == "2026-01-05"


def stands(area):
    return {
        name: getattr(row, name)
        for name, row in Declaration.unscoped.stands_at([area]).get(area.pk, {}).items()
    }


def test_a_row_declares_what_it_says_of_a_commune(world, source):
    own = world.own.area
    said = {"name": own.full_name, "households": 2862, "villages": 12, "declared_on": TODAY}
    (result,) = written(source, said)
    assert (result.outcome, result.place) == (Outcome.WRITTEN, own)
    assert stands(own) == {"households": 2862, "villages": 12}
    assert result.declaration.from_above
    (again,) = checked(source, said | {"name": own.name})
    assert again.verdict == Verdict.IDENTICAL


def test_a_commune_of_another_province_is_refused_without_its_name(world, source):
    foreign = world.foreign.area
    (row,) = checked(source, {"name": foreign.full_name, "households": 5})
    assert (row.verdict, row.village_id) == (Verdict.ERROR, None)
    assert foreign.name not in str(row.problems) + str(row.values)


def test_a_commune_that_stands_twice_is_refused_the_second_time(world, source):
    own = world.own.area
    rows = checked(source, *({"name": own.full_name, "households": n} for n in (5, 6)))
    assert [row.verdict for row in rows] == [Verdict.NEW, Verdict.ERROR]


def test_first_numbers_are_new_and_only_others_than_before_a_correction(world, source):
    own = world.own.area
    said = {"name": own.full_name, "households": 5, "declared_on": TODAY}
    (first,) = checked(source, said)
    assert (first.verdict, first.changes["fields"]) == (Verdict.NEW, {"households": [None, 5]})
    declare(by=world.root, area=own, households=7, source="Xã", on=TODAY)
    more = {**said, "households": 7, "villages": 3}
    assert [row.verdict for row in checked(source, more)] == [Verdict.NEW]
    assert [row.verdict for row in checked(source, said)] == [Verdict.CHANGES]
    assert [row.verdict for row in checked(source, {**more, "households": 8})] == [Verdict.CHANGES]


def test_a_row_without_a_name_or_a_number_is_refused(world, source):
    rows = checked(source, {"households": 5}, {"name": world.own.area.full_name})
    assert [row.verdict for row in rows] == [Verdict.ERROR, Verdict.ERROR]


def test_a_newer_number_is_kept(world, source):
    own = world.own.area
    declare(by=world.root, area=own, households=7, source="Xã", on=TODAY)
    before = TODAY - timedelta(days=9)
    (row,) = checked(source, {"name": own.full_name, "households": 5, "declared_on": before})
    assert row.verdict == Verdict.IDENTICAL
    assert row.noted


def test_a_number_declared_after_the_preview_is_not_replaced(world, source):
    own = world.own.area
    rows = kept(source, {"name": own.full_name, "households": 5, "declared_on": TODAY})
    declare(by=world.root, area=own, households=7, source="Xã", on=TODAY)
    (result,) = ROWS.write(source, rows)
    assert (result.outcome, result.why) == (Outcome.REFUSED, Why.NEWER)


def test_what_stood_before_holds_again_after_taking_back(world, source):
    own = world.own.area
    declare(by=world.root, area=own, households=7, source="Xã", on=date(2026, 1, 5))
    results = written(source, {"name": own.full_name, "households": 9, "declared_on": TODAY})
    assert stands(own)["households"] == 9
    ROWS.undo(source, results)
    assert results[0].why == ""
    assert stands(own) == {"households": 7}


def test_files_of_communes_are_for_those_above_communes(world):
    above = {key for key, _words in kinds_for(world.committee)}
    own = {key for key, _words in kinds_for(world.own.officer)}
    assert above <= {"communes"}
    assert "communes" not in own

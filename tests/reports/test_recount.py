import re

import pytest
from django.core.management import call_command

from areas.models import Area
from households.models import Assessment, Household, Movement, Resident
from reports.management.commands import recount
from rollup.models import CommuneCount, VillageCount

pytestmark = pytest.mark.django_db
# Which of village, commune, household and head each figure stands on.
PLACE_OF = {
    VillageCount: 0,
    CommuneCount: 1,
    Household: 2,
    Resident: 3,
}


def said(capsys, *arguments):
    """Run the command; return its lines and its exit code."""
    code = 0
    try:
        call_command("recount", *arguments)
    except SystemExit as stop:
        code = stop.code
    return capsys.readouterr().out.splitlines(), code


def test_check_says_how_many_it_compared_and_that_none_differs(world, capsys):
    lines, code = said(capsys, "--check")
    communes, villages = 3, 3
    # Villages twice: for their counts and for their movements.
    rows = communes + 2 * villages + Household.unscoped.count()
    assert lines == [f"{rows + Resident.unscoped.count()} compared, 0 differ"]
    assert code == 0


def test_check_of_an_empty_database_compares_nothing(capsys):
    assert said(capsys, "--check") == (["0 compared, 0 differ"], 0)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (VillageCount, {"covered": 3}),
        (CommuneCount, {"households": 9}),
        (VillageCount, {"led": 0}),
        (CommuneCount, {"with_team": 0}),
        (CommuneCount, {"villages": 0}),
        (Household, {"surveyed_on": "2026-01-01", "asked_mask": 31}),
        (Resident, {"safety": 1}),
    ],
)
def test_check_finds_a_figure_that_is_wrong_and_changes_nothing(world, capsys, model, fields):
    own = world.own
    rows = [own.village.pk, own.area.pk, own.household.pk, own.household.residents.first().pk]
    row = model.unscoped.get(pk=rows[PLACE_OF[model]])
    model.unscoped.filter(pk=row.pk).update(**fields)
    stored = list(model.unscoped.order_by("pk").values())
    lines, code = said(capsys, "--check")
    found = [line.split(":")[0] for line in lines[:-1]]
    assert f"{model.__name__} {row.pk}" in found
    assert re.fullmatch(rf"\d+ compared, {len(found)} differ", lines[-1])
    assert code == 1
    assert list(model.unscoped.order_by("pk").values()) == stored


def test_check_finds_a_resident_whose_assessment_was_changed_behind_his_back(world, capsys):
    row = Assessment.unscoped.filter(safety=2).first()
    Assessment.unscoped.filter(pk=row.pk).update(safety=0)
    lines, code = said(capsys, "--check")
    assert [line.split(":")[0] for line in lines[:-1]] == [f"Resident {row.resident_id}"]
    assert code == 1


def test_check_finds_a_household_whose_resident_was_changed_behind_its_back(world, capsys):
    Resident.unscoped.filter(household=world.own.household).update(left_on="2026-11-01")
    lines, code = said(capsys, "--check")
    assert [line.split(":")[0] for line in lines[:-1]] == [f"Household {world.own.household.pk}"]
    assert code == 1


def test_check_finds_a_movement_that_is_missing(world, capsys):
    Movement.unscoped.filter(household=world.own.household).delete()
    lines, code = said(capsys, "--check")
    village = world.own.village.pk
    assert [line.split(":")[0] for line in lines[:-1]] == [f"Movement {village}"]
    assert code == 1


def test_check_finds_counts_that_nothing_moved_to(world, capsys):
    village = world.own.village.pk
    Movement.unscoped.filter(village=village).delete()
    assert f"Movement {village}" in said(capsys, "--check")[0][0]


def test_check_shows_at_most_fifty_differences(world, capsys, monkeypatch):
    many = [f"Village {n:02}" for n in range(60)]
    monkeypatch.setattr(recount, "CHECKS", [lambda: (100, many)])
    lines, code = said(capsys, "--check")
    assert lines == [*many[:50], "… và 10 chỗ lệch nữa.", "100 compared, 60 differ"]
    assert code == 1


@pytest.mark.django_db(transaction=True)
def test_check_reads_as_of_one_moment(capsys):
    assert said(capsys, "--check") == (["0 compared, 0 differ"], 0)


def test_standings_are_compared_chunk_by_chunk(world, capsys, monkeypatch):
    whole = said(capsys, "--check")
    monkeypatch.setattr("households.counts.checks.CHUNK", 2)
    assert said(capsys, "--check") == whole


def test_recount_of_what_is_right_changes_nothing(world, capsys):
    lines, code = said(capsys)
    assert lines == ["Đã đếm lại 3 xã, 6 thôn; 0 dòng số liệu thay đổi."]
    assert code == 0


def test_recount_makes_every_count_right_again(world, capsys):
    for model, column in (
        (VillageCount, "covered"),
        (CommuneCount, "households"),
        (VillageCount, "teams"),
        (CommuneCount, "with_team"),
        (CommuneCount, "villages"),
    ):
        model.unscoped.filter(commune=world.own.area).update(**{column: 77})
    assert said(capsys, "--check")[1] == 1
    lines, _ = said(capsys)
    assert lines == ["Đã đếm lại 3 xã, 6 thôn; 2 dòng số liệu thay đổi."]
    assert said(capsys, "--check")[1] == 0


def test_recount_makes_rows_that_are_missing(world, capsys):
    VillageCount.unscoped.all().delete()
    CommuneCount.unscoped.all().delete()
    said(capsys)
    assert VillageCount.unscoped.count() == Area.unscoped.villages().count() == 6
    assert CommuneCount.unscoped.count() == 3
    assert said(capsys, "--check")[1] == 0


def test_recount_clears_a_commune_whose_villages_are_gone(world, capsys):
    CommuneCount.unscoped.filter(pk=world.own.area.pk).update(households=5)
    VillageCount.unscoped.filter(commune=world.own.area).delete()
    Area.unscoped.filter(pk__in=[v.pk for v in world.own.villages]).update(
        commune=world.sibling.area
    )
    said(capsys)
    assert CommuneCount.unscoped.get(pk=world.own.area.pk).households == 0


def test_recount_says_how_far_it_is(world, capsys, monkeypatch):
    monkeypatch.setattr(recount, "STEP", 2)
    lines, _ = said(capsys)
    assert lines[0] == "2/3 xã, 4 thôn…"

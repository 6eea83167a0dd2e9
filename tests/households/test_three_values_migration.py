"""A database of before knows afterwards what was asked; figures change where the decision says so, and nowhere else."""

from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max, Sum
from django.utils import timezone

from figures.live import figures_of_one
from households.counts.checks import wrong_movements, wrong_standings
from households.counts.rollup import HOUSEHOLDS
from households.models import Assessment, Household, Movement, Resident
from imports.models import RowResult
from rollup.counts import wrong_rows
from tests.factories import ImportRowFactory, LocalPlatformFactory, VillageFactory

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("households", "0009_fillfactor")]
NAMED, EARLIER, DAY = date(2026, 3, 1), date(2026, 2, 1), date(2026, 6, 1)
SKILLS = ("public_services", "shopping", "payment", "safety", "local_platform")
ONE_SHORT = (30, 29, 27, 23, 15)


class Before:
    """The tables as they were, and rows written as the actions of then wrote them."""

    def __init__(self, apps, village):
        self.apps, self.village, self.names = apps, village, []

    def model(self, name):
        return self.apps.get_model("households", name).unscoped

    def household(self, *surveys, on=DAY, entered_with_survey=False):
        """Add a household whose head was surveyed so, one row after the other."""
        last = surveys[-1] if surveys else [None] * 5
        mask = sum(1 << n for n, one in enumerate(last) if one == 2)
        surveyed = bool(surveys)
        household = self.model("Household").create(
            village_id=self.village.pk,
            head_name=f"Hộ {len(self.names)}",
            opened_on=on,
            skills_mask=mask,
            best_mask=mask,
            covered=mask == 31,
            surveyed_on=on if surveyed else None,
            reviewed_on=on if surveyed else None,
            fifth_assessed=last[-1] is not None,
            search_key="ho",
            sort_key="ho",
        )
        self.names.append(household.pk)
        person = self.model("Resident").create(
            household=household,
            full_name=household.head_name,
            is_head=True,
            relation="head",
            assessed_on=on if surveyed else None,
            **dict(zip(SKILLS, last, strict=True)),
        )
        rows = [
            self.model("Assessment").create(
                resident=person, assessed_on=on, **dict(zip(SKILLS, one, strict=True))
            )
            for one in surveys
        ]
        self.movements(household, surveyed, entered_with_survey)
        return household, rows

    def movements(self, household, surveyed, together):
        added = {
            "surveyed": int(surveyed),
            "covered": int(household.covered),
            "combined": int(household.skills_mask == 31),
            "one_short": int(surveyed and household.best_mask in ONE_SHORT),
            "fifth_assessed": int(household.fifth_assessed),
            **{name: household.skills_mask >> bit & 1 for bit, name in enumerate(SKILLS)},
        }
        where = {"household": household, "village_id": self.village.pk, "day": household.opened_on}
        first = {"households": 1, **(added if together else {})}
        self.model("Movement").create(**where, cause="entered", **first)
        if surveyed and not together:
            self.model("Movement").create(**where, cause="surveyed", **added)

    def count(self):
        """Add up the movements into the count rows, as they then stood."""
        rows = self.model("Movement").filter(village_id=self.village.pk)
        names = ("households", "surveyed", "covered", "combined", "one_short", "fifth_assessed")
        names = (*names, *SKILLS)
        sums = rows.aggregate(**{f"n_{name}": Sum(name) for name in names})
        place = {"province_id": self.village.province_id, "commune_id": self.village.commune_id}
        for model, pk in (("VillageCount", self.village.pk), ("CommuneCount", place["commune_id"])):
            saved = self.model("Household").aggregate(last=Max("saved_at"))["last"]
            row = {name: sums[f"n_{name}"] for name in names}
            self.model(model).create(area_id=pk, saved_at=saved, **place, **row)
        return {name: sums[f"n_{name}"] for name in names}


@pytest.fixture
def before():
    """Go back to the schema of before; come forward again at the end."""
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    village = VillageFactory()
    LocalPlatformFactory(area=village.province, valid_from=NAMED)
    yield Before(MigrationExecutor(connection).loader.project_state(BEFORE).apps, village)
    MigrationExecutor(connection).migrate(latest)


def migrated():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def results(household):
    return Resident.unscoped.get(household_id=household.pk).results


def test_figures_change_only_where_nobody_was_asked(before):
    by_form = {"entered_with_survey": True}
    full, _ = before.household([2, 2, 2, 2, 2], **by_form)
    no, _ = before.household([0, 0, 2, 0, 0], **by_form)
    taps, _ = before.household([2, 0, 0, 0, None], [2, 2, 0, 0, None])
    then_form, _ = before.household([2, 0, 0, 0, None], [2, 2, 2, 0, 0])
    blank, rows = before.household([2, 0, 2, 0, 0])
    early, _ = before.household([2, 2, 2, 2, None], on=EARLIER, **by_form)
    before.household([2, 2, 2, 2, None], **by_form)
    never, _ = before.household()
    line = ImportRowFactory(values={"results": [2, None, 2, None, 0]})
    RowResult.unscoped.create(
        row=line, outcome="written", household_id=blank.pk, assessment_id=rows[0].pk, version=1
    )
    was = before.count()
    migrated()
    assert results(full) == [2, 2, 2, 2, 2]
    assert results(no) == [0, 0, 2, 0, 0]
    assert results(taps) == [2, 2, None, None, None]
    assert results(then_form) == [2, 2, 2, 0, 0]
    assert results(blank) == [2, None, 2, None, 0]
    assert results(never) == [None] * 5
    wholes = Resident.unscoped.filter(whole=True).values_list("household_id", flat=True)
    assert set(wholes) == {full.pk, no.pk, then_form.pk, early.pk}
    now = figures_of_one(before.village, timezone.localdate())
    differs = {name: (n, getattr(now, name)) for name, n in was.items() if name in SKILLS}
    assert all(old == new for old, new in differs.values()), "what is known stays known"
    # Three were surveyed only in part; nobody was asked the skill that two "lacked".
    assert (was["households"], now.households, now.expected) == (8, 8, 8)
    assert (was["surveyed"], now.surveyed, now.partly) == (7, 4, 3)
    assert (was["covered"], now.covered) == (1, 1)
    assert (was["one_short"], now.one_short, now.ask_fifth) == (2, 0, 2)
    assert [now.skill_rate(skill).of for skill, _ in now.skills] == [7, 6, 6, 5, 4]


def test_a_tap_that_was_taken_back_hides_no_first_tap(before):
    """A tap on the wrong skill, taken back, then one on the right one: nobody was asked the others."""
    again, rows = before.household([2, 0, 0, 0, None], [0, 2, 0, 0, None])
    rows[0].withdrawn_at = rows[1].recorded_at
    rows[0].save()
    by_form, form = before.household(
        [2, 0, 0, 0, None], [0, 2, 0, 0, None], entered_with_survey=True
    )
    form[0].withdrawn_at = form[1].recorded_at
    form[0].save()
    later, taps = before.household([2, 0, 0, 0, None], [2, 2, 0, 0, None])
    taps[0].withdrawn_at = timezone.now()
    taps[0].save()
    before.count()
    migrated()
    assert results(again) == results(by_form) == [None, 2, None, None, None]
    # The first one still stood when the second was recorded, which kept what it found.
    assert results(later) == [2, 2, None, None, None]
    assert not Resident.unscoped.filter(whole=True).exists()


def test_movements_of_before_stay_and_what_changes_is_a_movement_of_its_own(before):
    taps, _ = before.household([2, 0, 0, 0, None])
    before.count()
    migrated()
    rows = Movement.unscoped.filter(household=taps.pk).order_by("pk")
    first = list(rows.values_list("cause", "day", "surveyed", "safety_asked"))
    assert first == [
        ("entered", DAY, 0, 0),
        ("surveyed", DAY, 1, 1),
        ("corrected", timezone.localdate(), -1, -1),
    ]


def test_every_check_is_clean_afterwards(before):
    for surveys in ([[2, 0, 0, 0, None]], [[2] * 5], [[0, 0, 0, 0, 0], [2, 2, 2, 2, 2]], []):
        before.household(*surveys)
    before.count()
    migrated()
    for wrong in (partial(wrong_rows, of=[HOUSEHOLDS]), wrong_standings, wrong_movements):
        compared, differ = wrong()
        assert compared > 0
        assert differ == []
    assert Household.unscoped.filter(summed_on=timezone.localdate()).count() == 4
    assert Assessment.unscoped.filter(fifth_due=False).count() == 0

"""A country kept for a later run: taken only whole, of the size wanted, and counted right for today."""

import tempfile
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from bench import made, scratch
from bench.generate import Size
from households.models import Household
from rollup.models import VillageCount

pytestmark = pytest.mark.django_db
SIZE = Size.small(1_000)


def test_what_was_noted_is_taken_again(world):
    made.note(SIZE)
    made.require(SIZE)
    assert made.recounted()[1] == 0


@pytest.mark.parametrize("wanted", [Size.small(2_000), Size(1_000)])
def test_another_size_is_refused(world, wanted):
    made.note(SIZE)
    with pytest.raises(CommandError, match="households=1000"):
        made.require(wanted)


def test_a_country_half_made_is_refused(world):
    with pytest.raises(CommandError, match="kept is None"):
        made.require(SIZE)


def test_a_country_that_counts_wrong_is_refused(world):
    made.note(SIZE)
    VillageCount.unscoped.update(households=99)
    with pytest.raises(CommandError, match=r"\d+ of \d+ kept count rows are wrong"):
        made.require(SIZE)


def test_a_country_of_another_day_is_settled_for_today(world):
    made.note(SIZE)
    surveyed = Household.unscoped.current().exclude(reviewed_on=None).count()
    later = timezone.now() + timedelta(days=settings.STATUS_OLD_DAYS + 1)
    with time_machine.travel(later, tick=False):
        made.require(SIZE)
    assert sum(VillageCount.unscoped.values_list("old", flat=True)) == surveyed > 0


def test_what_was_not_kept_cannot_be_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = connection.settings_dict["NAME"]
    with pytest.raises(CommandError, match="make it with --keep"), scratch.kept("other"):
        pass
    assert connection.settings_dict["NAME"] == before


def test_a_kept_country_has_a_name_of_its_own_and_the_way_to_drop_it():
    name = scratch.kept_name("large")
    assert "kept_large" in name
    assert name in scratch.how_to_drop(name)

"""A tree with figures drawn by chance, counted upward as saves count it."""

import random
from datetime import timedelta

from django.utils import timezone

from rollup.counts import lock, recount
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    DistrictFactory,
    ProvinceFactory,
    VillageCountFactory,
    VillageFactory,
)

SKILL_COLUMNS = ("public_services", "shopping", "payment", "safety", "local_platform")


def sums(rng):
    """Draw sums that belong together: nothing is more than the whole it is a part of."""
    households = rng.choice([0, 0, rng.randint(1, 29), rng.randint(30, 400)])
    surveyed = rng.randint(0, households)
    covered = rng.randint(0, surveyed)
    combined = rng.randint(covered, surveyed)
    return {
        "households": households,
        "surveyed": surveyed,
        "partly": rng.randint(0, households - surveyed),
        "ruled_out": rng.randint(0, surveyed - covered),
        "ask_one": rng.randint(0, households - covered),
        "ask_fifth": 0,
        "covered": covered,
        "combined": combined,
        "one_short": rng.randint(0, surveyed - covered),
        "nobody_home": rng.randint(0, households - surveyed),
        **{name: rng.randint(combined, surveyed) for name in SKILL_COLUMNS},
        **{f"{name}_asked": surveyed for name in SKILL_COLUMNS},
        "old": rng.randint(0, surveyed),
        "expected": households or rng.choice([0, rng.randint(1, 90)]),
    }


def village(rng, commune):
    """Add a village with counts, and perhaps with a team in one of its states."""
    place = VillageFactory(parent=commune)
    now = timezone.now()
    counted = {}
    if rng.random() < 0.9:
        saved = now - timedelta(days=rng.randint(0, 90))
        counted = {"saved_at": saved, **sums(rng)}
    teams = rng.choice([0, 1, 1, 2])
    led = rng.randint(0, teams)
    active = timezone.localdate() - timedelta(days=rng.choice([5, 200]))
    VillageCountFactory(
        area=place,
        district_id=place.district_id,
        teams=teams,
        led=led,
        last_active_on=active if led else None,
        **counted,
    )
    return place


def commune(rng, parent, villages):
    """Add a commune and count it as a save does."""
    place = CommuneFactory(parent=parent)
    for _ in range(villages):
        village(rng, place)
    lock([place])
    recount(place)
    return place


def grow(seed, villages=3):
    """Grow a country: one province with districts, one without, one that has both, one with nothing."""
    rng = random.Random(seed)
    country = CountryFactory()
    with_districts, without, both, _empty = ProvinceFactory.create_batch(4, parent=country)
    for district in DistrictFactory.create_batch(2, parent=with_districts):
        for _ in range(2):
            commune(rng, district, rng.randint(0, villages))
    for _ in range(3):
        commune(rng, without, rng.randint(1, villages))
    commune(rng, DistrictFactory(parent=both), villages)
    commune(rng, both, villages)
    return country


def many(seed, count):
    """Grow a province with so many communes, of one village each."""
    rng = random.Random(seed)
    province = ProvinceFactory(parent=CountryFactory())
    return province, [commune(rng, province, 1) for _ in range(count)]

"""Nobody finds a hidden number on the public pages; by the rule of before, the same attacker finds many."""

import random
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from areas.models import Area
from reports.public.actions import publish
from reports.public.rules import FEWEST, Counts, is_due
from rollup.models import CommuneCount
from tests.factories import CommuneFactory, CountryFactory, DistrictFactory, ProvinceFactory
from tests.proving import PROVING
from tests.reports.public.attacker import ANY, NUMBERS, narrowed, rows_of, widths_of_rounded

SMALL, DAYS = 30, 4


def drawn(rng, before=None):
    """Draw a commune, or what a day makes of it: often one household more, seldom many."""
    if before:
        n, s, c = before
        n += rng.choice([0, 0, 0, 1, 2, rng.randint(0, 40)])
        s = min(s + rng.choice([0, 1, 2, rng.randint(0, 60)]), n)
        return Counts(n, s, min(c + rng.choice([0, 1, 3, rng.randint(0, 20)]), s))
    n = rng.choice([rng.randint(1, 29), rng.randint(30, 60), rng.randint(60, 400)])
    s = rng.choice([rng.randint(0, n), max(n - rng.randint(0, 4), 0)])
    c = rng.choice([rng.randint(0, s), max(s - rng.randint(0, 4), 0), min(rng.randint(0, 4), s)])
    return Counts(n, s, c)


# --- The rule of before: live and exact; few hidden, and one more where it would be the only one ---


def was_small(one):
    """Say whether the rule of before hid a unit."""
    for n in (one.covered, one.surveyed):
        if one.households < SMALL or 0 < n < FEWEST or 0 < one.households - n < FEWEST:
            return True
    return False


def was_hidden(units):
    """Return which units of one page it hid."""
    small = {key for key, one in units.items() if was_small(one)}
    rest = [key for key in units if key not in small]
    if len(small) == 1 and rest:
        small.add(min(rest, key=lambda key: units[key].households))
    return small


def summed(parts):
    """Add up counts."""
    return Counts(*(sum(column) for column in zip(*parts, strict=True)))


def numbers_of(one):
    """Return what a page of before told of a unit: its counts, and so what they leave."""
    n, s, c = one
    return {"households": n, "surveyed": s, "covered": c, "unasked": n - s, "lacking": n - c}


def exact_sums(tree):
    """Return what the pages of before say, sums of exact numbers; and what is hidden, each a list of communes."""
    sums, hidden = [], []

    def told(keys, one):
        for name, at in numbers_of(one).items():
            sums.append(([(key, name) for key in keys], at, at))

    def page(rows):
        """Read one page: its rows, and the unit itself above them, each with its communes."""
        small = was_hidden({row: summed(parts.values()) for row, parts in rows.items()})
        for row, parts in rows.items():
            if row not in small:
                told(list(parts), summed(parts.values()))
        every = {key: one for parts in rows.values() for key, one in parts.items()}
        if not was_small(summed(every.values())):
            told(list(every), summed(every.values()))
        return [list(rows[row]) for row in small]

    provinces = {p: {(p, c): one for c, one in inside.items()} for p, inside in tree.items()}
    hidden += page(provinces)
    for parts in provinces.values():
        hidden += page({key: {key: one} for key, one in parts.items()})
    return sums, hidden


def test_the_rule_of_before_gave_hidden_numbers_away():
    found = 0
    for seed in range(20):
        rng = random.Random(seed)
        tree = {p: {c: drawn(rng) for c in range(rng.randint(1, 5))} for p in range(4)}
        sums, hidden = exact_sums(tree)
        truth = {(p, c): one for p, communes in tree.items() for c, one in communes.items()}
        known = {(key, name): ANY for key in truth for name in numbers_of(truth[key])}
        narrowed(known, sums)
        for keys in hidden:
            for name, at in numbers_of(summed(truth[key] for key in keys)).items():
                low, high = (sum(known[key, name][end] for key in keys) for end in (0, 1))
                assert low <= at <= high
                found += high - low + 1 < FEWEST
    assert found > 10


def test_what_is_published_of_a_commune_may_be_one_of_five_whatever_it_is():
    rng = random.Random(18)
    tried = set()
    for _ in range(3000):
        counts = drawn(rng)
        if counts.is_few:
            continue
        tried.add(counts.published)
        assert min(widths_of_rounded(counts.published, FEWEST)) >= FEWEST, counts
    assert len(tried) > 500


def test_a_change_of_few_households_is_not_published():
    """What changes by fewer is not shown at all; of what is shown nobody knows by how many it changed."""
    rng, shown = random.Random(18), 0
    for _ in range(2000):
        before = drawn(rng)
        now = drawn(rng, before)
        if not is_due(before, now):
            assert max(abs(a - b) for a, b in zip(before, now, strict=True)) < FEWEST
            continue
        shown += 1
        for old, new in zip(before.published, now.published, strict=True):
            least, most = new - old - FEWEST + 1, new - old + FEWEST - 1
            assert most - least + 1 >= FEWEST
    assert shown > 300


@pytest.fixture
def country(settings):
    settings.PUBLIC_PAGE = True
    return CountryFactory()


def planted(rng, country):
    """Plant a country by chance, one province without districts; returns the communes with their counts."""
    counts = {}
    for number in range(4):
        province = ProvinceFactory(parent=country)
        above = [province] if not number else [DistrictFactory(parent=province) for _ in range(2)]
        for parent in above:
            for _ in range(rng.randint(1, 4)):
                counts[CommuneFactory(parent=parent).pk] = drawn(rng)
    for pk, one in counts.items():
        write(pk, one)
    return counts


def write(pk, one):
    """Make a commune's count row say this."""
    CommuneCount.of(Area.unscoped.get(pk=pk)).save()
    CommuneCount.unscoped.filter(pk=pk).update(
        households=one.households,
        expected=one.households,
        surveyed=one.surveyed,
        covered=one.covered,
        ruled_out=(one.surveyed - one.covered) // 2,
        villages=3,
    )


def pages(country):
    """Return unit → its page, of every unit that has one."""
    every = Area.unscoped.filter(level__lt=3, path__within=country.path)
    return {
        unit.pk: Client().get(f"/cong-khai/{unit.pk}/").content.decode()
        for unit in every.order_by("path")
    }


def attacked(country, truth):
    """Read the pages of one day, narrow, and return how many values each hidden number may have."""
    known = {(pk, name): ANY for pk in truth for name in NUMBERS}
    published, sums = {}, []
    communes = {unit.full_name: unit for unit in Area.unscoped.filter(pk__in=truth)}
    units = {unit.full_name: unit for unit in Area.unscoped.filter(level__in=(1, 2))}
    told = [item for page in pages(country).values() for item in rows_of(page).items()]
    for name, cells in told:
        if name in communes and cells:
            (surveyed, households, _), (covered, _, _) = cells
            published[communes[name].pk] = (households, surveyed, covered)
    for name, cells in told:
        if not cells or name not in {**communes, **units}:
            continue
        unit = {**communes, **units}[name]
        inside = [pk for pk in published if Area.unscoped.get(pk=pk).path.startswith(unit.path)]
        (surveyed, households, _), (covered, _, _) = cells
        for kind, least in zip(NUMBERS, (households, surveyed, covered), strict=True):
            sums.append(([(pk, kind) for pk in inside], least, least + (FEWEST - 1) * len(inside)))
    narrowed(known, sums)
    return published, known


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(40 if PROVING else 2))
def test_no_hidden_number_is_found_on_all_pages_of_several_days(country, seed):
    rng = random.Random(seed)
    truth, first, seen = planted(rng, country), timezone.localdate(), 0
    for day in range(DAYS):
        assert publish(by=None, today=first + timedelta(days=day)) == len(truth)
        published, known = attacked(country, truth)
        seen += len(published)
        narrow = {key for key, (low, high) in known.items() if high - low + 1 < FEWEST}
        assert narrow == set()
        assert all(n % FEWEST == 0 for row in published.values() for n in row)
        truth = {pk: drawn(rng, one) for pk, one in truth.items()}
        for pk, one in truth.items():
            write(pk, one)
    assert seen > 10

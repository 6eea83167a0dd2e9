import re

import pytest
from django.db import connection

from areas.models import Area
from audit.models import AuditEntry
from tests.factories import AuditEntryFactory, CommuneFactory, ProvinceFactory, VillageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ("1.", True),
        ("1.5.", True),
        ("1.54.", True),
        ("1.54.7.", True),
        ("1", False),
        ("10.", False),
        ("11.", False),
        ("2.1.", False),
        ("", False),
    ],
)
def test_within_the_country_keeps_itself_and_all_below(place, inside):
    AuditEntryFactory(place=place)
    assert AuditEntry.unscoped.filter(place__within="1.").exists() is inside


@pytest.mark.parametrize(
    ("place", "inside"),
    [("1.5.", True), ("1.5.9.", True), ("1.54.", False), ("1.50.", False), ("1.", False)],
)
def test_within_a_place_does_not_keep_those_whose_number_only_begins_so(place, inside):
    AuditEntryFactory(place=place)
    assert AuditEntry.unscoped.filter(place__within="1.5.").exists() is inside


@pytest.mark.parametrize("nowhere", [None, ""])
def test_within_refuses_a_place_without_a_path_and_never_takes_it_for_everywhere(nowhere):
    VillageFactory()
    with pytest.raises((ValueError, IndexError)):
        Area.unscoped.filter(path__within=nowhere).exists()


def test_within_can_be_denied():
    AuditEntryFactory(place="1.5.")
    outside = AuditEntryFactory(place="2.")
    assert list(AuditEntry.unscoped.exclude(place__within="1.")) == [outside]


def test_within_follows_relations():
    village = VillageFactory()
    VillageFactory()
    found = Area.unscoped.villages().filter(parent__path__within=village.commune.path)
    assert list(found) == [village]


def test_within_is_one_range_of_an_index():
    province = ProvinceFactory()
    CommuneFactory.create_batch(3, parent=province)
    plan = Area.unscoped.filter(path__within=province.path).order_by()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    text = plan.explain()
    # PostgreSQL may take any index that begins a range of paths; SQLite names the range itself.
    assert re.search(r"Index Cond: .*path\)::text >=|\(path>\? AND path<\?\)", text), text


def test_paths_sort_byte_by_byte():
    for place in ("1.a.", "1.B.", "1.b.", "1.A."):
        AuditEntryFactory(place=place)
    places = AuditEntry.unscoped.order_by("place").values_list("place", flat=True)
    assert list(places) == ["1.A.", "1.B.", "1.a.", "1.b."]

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import CodeTry, User
from areas.models import Area, MovedDay
from audit.models import AuditEntry
from households.models import Assessment, Household, Resident
from operations.models import Backup, Block, Clearing, Cut, DailyRun, Heartbeat, SealedEntry
from reports.models import PublishedCount, Target
from skills.models import LocalPlatform
from teams.models import Activity, Decision, Member, Team
from tests.access import TABLES
from tests.factories import (
    AuditEntryFactory,
    CommuneFactory,
    ProvinceFactory,
    UserFactory,
    VillageFactory,
)
from web.scope import ScopedQuerySet, may_see, territory_path

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
TERRITORY = [
    Area,
    AuditEntry,
    User,
    LocalPlatform,
    Team,
    Member,
    Activity,
    Decision,
    Household,
    Resident,
    Assessment,
    Target,
]

NOWHERE = [CodeTry, MovedDay, Heartbeat, DailyRun, Backup, Clearing, Block, SealedEntry, Cut]


def places(model, user):
    """Return the paths of all that a person sees of a model."""
    place = model.unscoped.all().place
    return set(model.unscoped.visible_to(user).values_list(place, flat=True))


@pytest.mark.parametrize("model", TERRITORY)
def test_an_officer_sees_all_of_his_commune_and_nothing_else(world, model):
    path = world.own.area.path
    seen, every = places(model, world.own.officer), model.unscoped.all()
    own = set(every.inside(path).values_list(every.place, flat=True))
    assert every.count() > every.inside(path).count()
    assert seen == own
    assert all(place.startswith(path) for place in seen)
    # The province names its platforms and sets its targets above the commune.
    assert bool(seen) is (model not in {LocalPlatform, Target})


def test_a_row_already_read_is_judged_as_the_queryset_would(world):
    stopped = UserFactory.build(area=world.country, is_active=False)
    units = list(Area.unscoped.all())
    for user in (world.own.officer, world.committee, world.root, stopped, AnonymousUser(), None):
        seen = [unit.pk for unit in units if may_see(user, unit.path)]
        assert sorted(seen) == sorted(Area.unscoped.visible_to(user).values_list("pk", flat=True))
    assert not may_see(world.root, None)


@pytest.mark.parametrize("model", TERRITORY)
def test_strangers_see_nothing(world, model):
    stopped = UserFactory.build(area=world.country, is_active=False)
    nowhere = UserFactory.build(area=None)
    unknown_role = UserFactory.build(area=world.country, role="chua-biet")
    for user in (AnonymousUser(), None, stopped, nowhere):
        assert not model.unscoped.visible_to(user).exists()
    if model is not Area and model is not LocalPlatform and model.unscoped.all().needs:
        assert not model.unscoped.visible_to(unknown_role).exists()


@pytest.mark.parametrize("model", [Household, Resident, Assessment, AuditEntry])
def test_reviewers_and_the_committee_see_no_single_person(world, model):
    assert not model.unscoped.visible_to(world.reviewer).exists()
    assert not model.unscoped.visible_to(world.committee).exists()


def test_reviewers_see_the_accounts_they_may_invite_and_the_committee_none(world):
    seen = User.unscoped.visible_to(world.reviewer)
    assert {*seen} == {world.own.officer, world.sibling.officer}
    assert not User.unscoped.visible_to(world.committee).exists()


def test_a_member_of_a_village_sees_that_village(world):
    member = world.own.member
    assert list(Area.unscoped.visible_to(member)) == [world.own.village]
    assert Household.unscoped.visible_to(member).count() == 3
    assert not AuditEntry.unscoped.visible_to(member).exists()


def test_a_district_sees_both_its_communes(world):
    seen = Area.unscoped.visible_to(world.reviewer).communes().in_order()
    assert set(seen) == {world.own.area, world.sibling.area}


def test_an_area_without_a_path_is_seen_by_nobody(world):
    Area.unscoped.filter(pk=world.own.village.pk).update(path=None)
    assert not Area.unscoped.visible_to(world.root).filter(pk=world.own.village.pk).exists()


def test_every_territory_model_is_in_this_table():
    from django.apps import apps

    scoped = {
        m
        for m in apps.get_models()
        if isinstance(getattr(m, "unscoped", None) and m.unscoped.all(), ScopedQuerySet)
    }
    counts = {m for m in scoped if m.__name__.endswith("Count")} - {PublishedCount}
    # The sweep of all routes compares every row of its tables; those need no line here.
    known = {m.__name__ for m in (*TERRITORY, *TABLES)} | {"Placement", "Succession"}
    # These stand at no place: tests/areas/test_country.py.
    known |= {model.__name__ for model in NOWHERE}
    assert {m.__name__ for m in scoped - counts} == known


def test_territory_path_of_things_that_are_no_user_is_none():
    assert territory_path(object()) is None


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


@pytest.mark.parametrize("more", [0, 1500])
def test_within_any_keeps_what_lies_in_one_of_few_places_or_of_many(more):
    """No database reads so many ranges side by side: SQLite gives up at a thousand."""
    others = [f"1.{n}." for n in range(100, 100 + more)]
    for place in ("1.5.", "1.5.9.", "1.54.", "1.7.8.", "1.7.", "1."):
        AuditEntryFactory(place=place)
    found = AuditEntry.unscoped.filter(place__within_any=["1.5.", "1.7.8.", *others])
    assert {one.place for one in found} == {"1.5.", "1.5.9.", "1.7.8."}
    assert AuditEntry.unscoped.inside_any(["1.54."]).get().place == "1.54."


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

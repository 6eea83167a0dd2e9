"""Rows written at once stand in the database as Django itself would have written them."""

import copy
from datetime import date

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from audit.models import AuditEntry
from households.models import Assessment, Household, Movement, Resident
from imports.models import ImportRow, RowResult
from tests.factories import (
    HouseholdFactory,
    ImportRowFactory,
    ResidentFactory,
    UserFactory,
    VillageFactory,
)
from web import bulk
from web.bulk import NewRows, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
DAY = date(2026, 3, 1)
# Drawn by chance, or the moment of writing.
BY_CHANCE = {"id", "uuid", "saved_at", "at", "recorded_at", "row_id"}


@pytest.fixture(autouse=True, params=[0, bulk.FEW], ids=["many", "few"])
def _both_ways(request, monkeypatch):
    """Few rows go Django's own way; what is true of many is true of them."""
    monkeypatch.setattr(bulk, "FEW", request.param)


def household(**values):
    said = {"village": VillageFactory(), "head_name": "  Lê  Thị\u200b Ửng ", "opened_on": DAY}
    return Household(**said | {"created_by": UserFactory(), "sort_key": "1"} | values)


def rows_of_each_model():
    """Return a row of every model that a file writes, with what is hard to store."""
    one, person = HouseholdFactory(), ResidentFactory()
    skills = {"public_services": 2, "shopping": 0, "payment": 1, "safety": 2}
    changes = {"tên": [None, "Đ\"ặ't\\N\t"], "n": [1, True]}
    return [
        household(),
        Resident(household=one, full_name="Đỗ\\N\tÂn", relation=Resident.Relation.CHILD, left_on=DAY),
        Assessment(resident=person, assessed_on=DAY, assessor=UserFactory(), **skills),
        Movement(household=one, village=one.village, day=DAY, cause="entered", covered=-1),
        AuditEntry(verb="Thử", subject="a.b", place="1.2.3.4.", changes=changes),
        ImportRow(
            source=ImportRowFactory().source, number=9_999, group=9, verdict="new", cells=[1.5, None, "x"]
        ),
        RowResult(row=ImportRowFactory(), outcome="refused", why="village"),
    ]  # fmt: skip


def stored(row: models.Model):
    """Return the columns of a row as the database holds them."""
    table, pk = row._meta.db_table, row._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT * FROM "{table}" WHERE "{pk.column}" = %s',
            [pk.get_db_prep_value(row.pk, connection)],
        )
        names = [column[0] for column in cursor.description]
        found = dict(zip(names, cursor.fetchone(), strict=True))
    return {name: value for name, value in found.items() if name not in BY_CHANCE}


def test_each_column_holds_what_django_would_have_stored():
    compared = 0
    for row in rows_of_each_model():
        twin = copy.copy(row)
        twin._state = copy.copy(row._state)
        with transaction.atomic():
            type(row)._default_manager.bulk_create([row])
            plain = stored(row)
            transaction.set_rollback(True)
        NewRows(type(twin), [twin]).insert()
        assert stored(twin) == plain
        compared += len(plain)
    assert compared > 80


def test_what_was_left_on_the_instance_is_what_is_stored():
    row = household()
    NewRows(Household, [row]).insert()
    assert row.head_name == Household.unscoped.get().head_name == "Lê Thị Ửng"
    assert (row._state.adding, row._state.db) == (False, "default")


def test_rows_may_point_to_rows_that_come_just_before_them():
    home = household()
    people = [Resident(household=home, full_name=name, relation="other") for name in "AB"]
    parts = [NewRows(Household, [home]), NewRows(Resident, people)]
    for part in parts:
        part.insert()
    assert list(home.residents.order_by("pk")) == people
    assert [one.household_id for one in people] == [home.pk] * 2


def test_keys_go_on_from_the_last_and_are_never_given_twice():
    first, second, third = household(), household(), household()
    NewRows(Household, [first, second]).insert()
    third.save()
    gone = third.pk
    third.delete()
    fourth = household()
    NewRows(Household, [fourth]).insert()
    keys = [first.pk, second.pk, gone, fourth.pk]
    assert keys == sorted(set(keys))
    assert household(village=first.village).save() is None


def test_the_database_refuses_as_it_refuses_a_save():
    with pytest.raises(IntegrityError), transaction.atomic():
        NewRows(Household, [household(), household(opened_on=None)]).insert()
    assert Household.unscoped.count() == 0


def test_none_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert NewRows(Household, []).insert() == []


class TestRewriting:
    def test_each_row_holds_what_django_would_have_stored(self):
        said = {"hamlet": "Xóm {1,2} \\N", "covered": True, "best_mask": 31, "skills_mask": 31}
        said |= {"asked_mask": 31, "best_asked_mask": 31}
        said |= {"surveyed_on": DAY, "reviewed_on": DAY, "head_name": " Đặng\u200b  Ân "}
        said |= {"version": 7, "created_by": UserFactory(), "saved_at": timezone.now()}
        homes = [household(), household()]
        NewRows(Household, homes).insert()
        for name, value in said.items():
            setattr(homes[0], name, value)
        with transaction.atomic():
            Household.unscoped.bulk_update(homes, said)
            plain = [stored(one) for one in homes]
            transaction.set_rollback(True)
        rewrite(homes, list(said))
        assert [stored(one) for one in homes] == plain
        assert plain[0] != plain[1]

    def test_other_columns_and_rows_stay(self):
        homes = [household(), household()]
        NewRows(Household, homes).insert()
        before = stored(homes[1])
        homes[0].hamlet, homes[0].phone = "Xóm 1", "0905"
        rewrite(homes[:1], ("hamlet",))
        assert (stored(homes[0])["hamlet"], stored(homes[0])["phone"]) == ("Xóm 1", "")
        assert stored(homes[1]) == before

    def test_none_are_no_statement(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            rewrite([], ("hamlet",))

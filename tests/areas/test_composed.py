"""Composed queries return what the plain ones return, whatever the values."""

import time
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import BooleanField, CharField, DateField, DateTimeField, Func, Q, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from areas.composed import Composed, Day, Slot, Slots, by_keys, instances, planned_cursor, together
from areas.models import Area
from tests.factories import CommuneFactory, UserFactory, VillageFactory

pytestmark = pytest.mark.django_db

FIELDS = ("pk", "name", "opened_on", "closed_on")


@Composed
def of_commune():
    rows = Area.unscoped.filter(commune_id=Slot("commune")).on(Slot("day", DateField()))
    return rows.order_by("pk").values_list(*FIELDS)


@Composed
def some():
    rows = Area.unscoped.filter(Q(pk__in=Slots("keys")) | Q(commune__in=Slots("keys")))
    return rows.exclude(pk=Slot("but")).order_by("pk").values_list("pk", flat=False)


@Composed
def people():
    rows = User.unscoped.filter(is_active=Slot("active", BooleanField()))
    rows = rows.filter(created_at__lte=Slot("until", DateTimeField())).order_by("pk")
    return rows.values_list("pk", "is_active", "created_at", "area_id")


@pytest.fixture
def communes():
    found = CommuneFactory.create_batch(3)
    for commune in found:
        VillageFactory(parent=commune, opened_on=date(2020, 1, 1))
        VillageFactory(parent=commune, opened_on=date(2020, 1, 1), closed_on=date(2025, 7, 1))
    return found


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2024, 1, 1), date(2026, 1, 1)])
def test_the_same_rows_as_the_plain_query_for_each_value(communes, day):
    for commune in communes:
        plain = Area.unscoped.filter(commune_id=commune.pk).on(day).order_by("pk")
        assert of_commune(commune=commune.pk, day=day) == list(plain.values_list(*FIELDS))


def test_days_come_back_as_days(communes):
    rows = of_commune(commune=communes[0].pk, day=date(2024, 1, 1))
    assert [row[2:] for row in rows] == [
        (date(2020, 1, 1), None),
        (date(2020, 1, 1), date(2025, 7, 1)),
    ]


@Composed
def open_on():
    rows = Area.unscoped.filter(commune_id=Slot("commune")).on(Day("day", DateField()))
    return rows.order_by("pk").values_list("pk", "opened_on")


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2020, 1, 1), date(2025, 7, 1)])
def test_a_day_may_stand_in_the_question_itself(communes, day):
    for commune in communes:
        plain = Area.unscoped.filter(commune_id=commune.pk).on(day).order_by("pk")
        with CaptureQueriesContext(connection) as queries:
            found = open_on(commune=commune.pk, day=day)
        assert found == list(plain.values_list("pk", "opened_on"))
        assert f"'{day.isoformat()}'" in queries[0]["sql"]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_any_number_of_values_even_none(communes, number):
    keys = [commune.pk for commune in communes[:number]]
    plain = Area.unscoped.filter(Q(pk__in=keys) | Q(commune__in=keys)).exclude(pk=communes[0].pk)
    expected = list(plain.order_by("pk").values_list("pk"))
    assert some(keys=keys, but=communes[0].pk) == expected
    assert len(expected) == max(number * 3 - 1, 0)


def test_times_and_truth_values_come_back_as_such():
    person = UserFactory(is_active=True)
    now = timezone.now() + timedelta(seconds=1)
    assert people(active=True, until=now) == [(person.pk, True, person.created_at, person.area_id)]
    assert people(active=False, until=now) == []


def test_it_is_composed_once_and_asked_in_one_query_each_time(
    communes, django_assert_num_queries, monkeypatch
):
    composed = []

    @Composed
    def counted():
        composed.append(1)
        return Area.unscoped.filter(pk=Slot("key")).values_list("pk")

    with django_assert_num_queries(3):
        assert [counted(key=commune.pk) for commune in communes] == [[(c.pk,)] for c in communes]
    assert len(composed) == 1


def test_a_value_that_is_not_given_is_an_error(communes):
    with pytest.raises(KeyError, match="day"):
        of_commune(commune=communes[0].pk)


def test_a_value_stays_a_value():
    named = Composed(lambda: Area.unscoped.filter(pk=Slot("key")).values_list("pk"))
    with pytest.raises((ValueError, TypeError)):
        named(key="1 OR 1=1")


def test_objects_know_what_was_read_and_fetch_the_rest(communes, django_assert_num_queries):
    rows = of_commune(commune=communes[0].pk, day=date(2024, 1, 1))
    village = instances(Area, ("id", *FIELDS[1:]), rows)[0]
    with django_assert_num_queries(0):
        assert (village.pk, village.name) == rows[0][:2]
    with django_assert_num_queries(1):
        assert village.commune_id == communes[0].pk


@pytest.mark.postgres
def test_what_is_found_by_keys_is_planned_once_where_the_connection_is_ones_own(communes):
    """A name of the plan stands in the session; behind a pooler (no threshold) none may."""
    options = connection.settings_dict["OPTIONS"]
    keys = by_keys(lambda: Area.unscoped.filter(pk=Slot("key")).values_list("pk", "opened_on"))

    def plans():
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements")
            return cursor.fetchone()[0]

    before = plans()
    for commune in (*communes, *communes):
        assert keys(key=commune.pk) == [(commune.pk, commune.opened_on)]
    assert (options["prepare_threshold"], plans()) == (5, before + 1)
    options["prepare_threshold"] = None
    try:
        with planned_cursor() as cursor:
            assert type(cursor.cursor) is type(connection.connection.cursor())
    finally:
        options["prepare_threshold"] = 5


def test_answers_are_each_the_own_one_in_whatever_order_they_are_taken(communes):
    day = date(2024, 1, 1)
    with together():
        asked = [of_commune.ask(commune=commune.pk, day=day) for commune in communes]
        later = Area.unscoped.filter(commune_id=communes[0].pk).count()
        taken = [answer() for answer in reversed(asked)]
    assert later == 2
    assert taken[::-1] == [of_commune(commune=commune.pk, day=day) for commune in communes]


@pytest.mark.parametrize("threshold", [5, None])
@pytest.mark.postgres
def test_an_answer_is_not_waited_for_but_behind_a_pooler(communes, threshold, monkeypatch):
    slow = Func(Value(0.3), function="pg_sleep", output_field=CharField())
    sleeper = Composed(lambda: Area.unscoped.filter(pk=Slot("key")).values_list("pk", slow))
    sleeper(key=0)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "prepare_threshold", threshold)
    with together():
        began = time.perf_counter()
        answer = sleeper.ask(key=communes[0].pk)
        asked = time.perf_counter() - began
        assert answer()[0][0] == communes[0].pk
    assert (asked < 0.3) is (threshold is not None)
    assert time.perf_counter() - began > 0.3


def _refused(*, takes):
    wrong = Func(Value(0.0), function="no_such_function", output_field=CharField())
    refused = Composed(lambda: Area.unscoped.filter(pk=Slot("key")).values_list(wrong))
    with transaction.atomic(), together():
        answer = refused.ask(key=1)
        if takes:
            answer()


@pytest.mark.postgres
@pytest.mark.parametrize("takes", [True, False])
def test_what_the_database_refuses_is_an_error_of_the_block(communes, takes):
    with pytest.raises(ProgrammingError, match="no_such_function"):
        _refused(takes=takes)
    assert Area.unscoped.filter(pk=communes[0].pk).exists()

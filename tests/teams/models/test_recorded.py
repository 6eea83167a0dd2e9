"""What facts of teams said before they were put right: what of it was known when a moment came."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from teams.models import Activity, EarlierFact, told
from tests.factories import ActivityFactory, EarlierFactFactory, MemberFactory, TeamVillageFactory

pytestmark = pytest.mark.django_db
T0 = datetime(2026, 9, 1, 9, 0, tzinfo=timezone.get_default_timezone())
T1, T2, T3 = (T0 + timedelta(days) for days in (1, 2, 3))
D1, D2, D3 = date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)


@pytest.mark.parametrize(
    ("recorded", "changed", "before", "says"),
    [
        (T1, None, T1, False),
        (T1, None, T2, True),
        (None, None, T0, True),
        (T0, T2, T1, False),
        (T0, T2, T2, False),
        (T0, T2, T3, True),
        (None, T2, T1, False),
        (T0, T2, None, True),
    ],
)
def test_a_fact_says_what_it_now_says_from_when_it_was_last_put_right(
    recorded, changed, before, says
):
    fact = ActivityFactory(recorded_at=recorded, changed_at=changed)
    assert Activity.unscoped.filter(told(before)).exists() is says
    assert fact.said_at == (changed or recorded)


@pytest.mark.parametrize(
    ("recorded", "replaced", "before", "known"),
    [
        (T1, T3, T1, False),
        (T1, T3, T2, True),
        (T1, T3, T3, True),
        (T1, T2, T3, False),
        (None, T2, T0, True),
    ],
)
def test_an_earlier_fact_is_known_between_its_moments(recorded, replaced, before, known):
    EarlierFactFactory(recorded_at=recorded, replaced_at=replaced)
    assert EarlierFact.unscoped.known(before).exists() is known


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(D2, None, True), (D3, None, False), (D1, D2, False), (D1, D3, True), (D2, D2, False)],
)
def test_it_holds_on_its_days_end_excluded(since, until, holds):
    EarlierFactFactory(since=since, until=until)
    assert EarlierFact.unscoped.on(D2).exists() is holds


def test_it_is_built_from_what_a_fact_says():
    serves = TeamVillageFactory(recorded_at=T0, changed_at=T1)
    leads = MemberFactory(role="leader").tenures.get()
    kinds = EarlierFact.Kind
    built = EarlierFact.of(serves, kinds.SERVES, D1, D2)
    assert (built.team_id, built.village_id) == (serves.team_id, serves.village_id)
    assert (built.since, built.until, built.recorded_at) == (D1, D2, T1)
    assert EarlierFact.of(leads, kinds.LEADS, D1).village_id is None


@pytest.mark.parametrize("facts", [{"since": D3, "until": D1}, {"kind": "serves"}, {"kind": "x"}])
def test_the_database_refuses_nonsense(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierFactFactory(**facts)

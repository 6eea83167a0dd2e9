"""People are told what concerns them, and say that they have read it. Nothing of it names a resident."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.inbox.queries import caretakers_of
from accounts.models import Notice, User
from web.bulk import NewRows


@transaction.atomic(savepoint=False)
def notify(*, to: Iterable[int | None], kind: str, ref: str = "", **facts: Any) -> None:
    """Tell each of these people, by their keys, that something happened, once.

    `ref` is the key of a thing that goes on: what was said of it before gives way to how it stands now. `facts`
    are `person`, `by`, `from_above`, `number`, `at` of the notice; `person` is whoever is told, unless given.
    """
    readers = sorted({key for key in to if key})
    if ref:
        Notice.unscoped.filter(to__in=readers, ref=ref).delete()
    rows = [Notice(to_id=key, kind=kind, ref=ref, **facts) for key in readers]
    for row in rows:
        row.person_id = row.person_id or row.to_id or 0
    Notice.unscoped.bulk_create(rows)


@transaction.atomic
def tell_numbers(*, kind: str, numbers: Mapping[int, int]) -> None:
    """Tell people, by their keys, how many of a thing there are now: as news only where there are more than was said.

    Each has one line of it, which goes once there are none any more.
    """
    rows = Notice.unscoped.filter(kind=kind)
    before = dict(rows.values_list("to", "number"))
    for number in sorted(set(numbers.values())):
        people = {key for key, n in numbers.items() if n == number}
        notify(
            to={key for key in people if (before.get(key) or 0) < number},
            kind=kind,
            ref=kind,
            number=number,
        )
        rows.filter(to__in=people, number__gt=number).update(number=number, at=timezone.now())
    rows.exclude(to__in=numbers).delete()


def notify_communes(*, people: Sequence[User], kind: str, **facts: Any) -> None:
    """Tell those who look after the accounts of each of these people's commune about them; nobody who is among them."""
    told, among = caretakers_of([one.area for one in people]), {one.pk for one in people}
    rows = [
        Notice(to_id=key, kind=kind, person=one, **facts)
        for one in people
        for key in told.get(one.area_id or 0, ())
        # One person alone hears of what was done to their own account.
        if key not in among or len(among) == 1
    ]
    NewRows(Notice, rows).insert()


@transaction.atomic
def mark_read(*, by: Any, pk: int) -> int:
    """Note that somebody has read a notice of theirs; return how many that were."""
    return Notice.unscoped.of(by).unread().filter(pk=pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by: Any, upto: int) -> int:
    """Note that somebody has read all they were shown: what came later stays unread."""
    return Notice.unscoped.of(by).unread().filter(pk__lte=upto).update(read_at=timezone.now())


def mark_ref_read(*, by: Any, ref: str) -> None:
    """Note that somebody has seen the thing itself of which a notice tells."""
    Notice.unscoped.of(by).unread().filter(ref=ref).update(read_at=timezone.now())

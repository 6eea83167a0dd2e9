"""A decision carried out: at once, or on its day by the daily work.

Each group of operations that share communes is one transaction, so the sums of whoever stands above are equal at every
moment; others' saves wait for the rows of these communes, or are told to press again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.kinds import Level
from areas.models import Area
from audit.actions import locked, record, record_many
from audit.models import AuditEntry
from reorganisations.applying.actions.above import CarryingAbove, said_of
from reorganisations.applying.actions.carry import Carrying
from reorganisations.applying.actions.stopping import NotEqual, by_groups, error_of, note
from reorganisations.applying.queries.checks import Wrong, wrong_with
from reorganisations.applying.queries.checks_above import is_above
from reorganisations.applying.queries.grouping import Group, together
from reorganisations.applying.queries.sums import Sums, added, counted_in, sums_by
from reorganisations.applying.queries.touched import communes_of, made_communes
from reorganisations.models import Operation, Part, Reorganisation, State
from rollup.counts import lock, recount
from rollup.models import VillageCount
from web.scope import place_of

TICK = timedelta(microseconds=1)


def carry_out(
    *, by: Any, reorganisation: Reorganisation, somebody_waits: bool = False
) -> Reorganisation:
    """Carry out an approved decision, or go on with it. Done twice, it finds nothing left.

    Nothing is done of a group that cannot be; the others are. Raises Wrong where the units are not any more what it says
    of them, with the words of all such groups, NotEqual, or whatever else stopped one (`stopping`).
    """
    do = partial(_carry_groups, by, reorganisation)
    if stopped := by_groups(do, groups(reorganisation), somebody_waits=somebody_waits):
        note(stopped)
        raise error_of(stopped)
    return finish(by=by, reorganisation=reorganisation)


def groups(reorganisation: Reorganisation) -> list[Group]:
    """Return the operations that are still to be done, together those that share a commune."""
    return together(reorganisation.operations.filter(applied_at=None))


@transaction.atomic
def _carry_groups(by: Any, reorganisation: Reorganisation, some: Sequence[list[Operation]]) -> None:
    places = [set[int]().union(*map(communes_of, group)) for group in some]
    communes, keys = set[int]().union(*places), [one.pk for group in some for one in group]
    # Whether one has ended meanwhile is asked below, in words.
    lock(Area.unscoped.communes().filter(pk__in=communes), even_ended=True)
    hold_units([one for group in some for one in group], communes)
    reorganisation = locked(reorganisation)
    rows = Operation.unscoped.select_for_update(of=("self",)).filter(pk__in=keys, applied_at=None)
    held = list(rows.select_related("reorganisation").order_by("pk"))
    if reorganisation.state not in (State.APPROVED, State.APPLYING) or not held:
        return
    if wrong := wrong_with(reorganisation, held):
        raise Wrong(wrong)
    before = sums_by(communes)
    _carry_all(by, held)
    made = made_communes(held)
    for group, place in zip(some, places, strict=True):
        place.update(*(made[one.pk] for one in group))
    communes = communes.union(*places)
    _recount(held, communes)
    _compare(places, before, sums_by(communes), counted_in(communes))
    reorganisation.state = State.APPLYING
    reorganisation.save(update_fields=["state"])


def hold_units(operations: Iterable[Operation], communes: Iterable[int]) -> None:
    """Keep the units of operations as they are, from the highest down, as whoever writes of one without a count row holds them.

    In the same order nobody waits for another who waits for them.
    """
    parts = Part.unscoped.filter(operation__in=[one.pk for one in operations])
    keys = {*communes, *(pk for pair in parts.values_list("area", "parent") for pk in pair if pk)}
    held = Area.unscoped.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    list(held.order_by("level", "pk").values_list("pk", flat=True))


def _carry_all(by: Any, held: Sequence[Operation]) -> None:
    moment, said = _moment(), said_of(held)
    for n, one in enumerate(held):
        _carry(by, one, moment + n * TICK, said)


def _carry(by: Any, operation: Operation, at: datetime, said: set[tuple[str, int]]) -> None:
    parts = list(operation.parts.select_related("area", "parent").order_by("pk"))
    sources = [one.area for one in parts if one.side == Part.Side.FROM and one.area]
    how = CarryingAbove if is_above(operation.kind, sources) else Carrying
    carrying = how(by=by, operation=operation, parts=parts, at=at, said=said)
    kept, operation.applied_at = carrying.run().kept, at
    journal = [*_opened(kept, at), *_record(by, operation, carrying)]
    operation.trace = kept | {"journal": journal}
    operation.save(update_fields=["trace", "applied_at"])


def _opened(kept: dict[str, list[Any]], at: datetime) -> list[int]:
    """Return the keys of what the journal has of "Chưa phân thôn" that was opened on the way. One query at most."""
    news = [str(new) for _old, new, *_rest in kept["homes"]]
    if not news:
        return []
    rows = AuditEntry.unscoped.filter(subject="areas.area", subject_key__in=news, at__gte=at)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _moment() -> datetime:
    """Return a moment after which no operation was carried out: by its own the movements of each are found."""
    latest = Operation.unscoped.exclude(applied_at=None).order_by("-applied_at").first()
    now = timezone.now()
    floor = latest.applied_at if latest and latest.applied_at else now
    return max(now, floor + TICK)


VERBS = {
    Operation.Kind.MERGE: gettext_noop("Nhập thôn theo quyết định"),
    Operation.Kind.SPLIT: gettext_noop("Tách thôn theo quyết định"),
    Operation.Kind.END: gettext_noop("Kết thúc thôn theo quyết định"),
    Operation.Kind.MOVE: gettext_noop("Chuyển thôn sang xã khác"),
    Operation.Kind.CHANGE: gettext_noop("Đổi tên thôn theo quyết định"),
}
VERBS_ABOVE = {
    Operation.Kind.MERGE: gettext_noop("Nhập đơn vị theo quyết định"),
    Operation.Kind.SPLIT: gettext_noop("Tách đơn vị theo quyết định"),
    Operation.Kind.END: gettext_noop("Kết thúc đơn vị theo quyết định"),
    Operation.Kind.MOVE: gettext_noop("Chuyển đơn vị sang đơn vị khác"),
    Operation.Kind.CHANGE: gettext_noop("Đổi tên đơn vị theo quyết định"),
    Operation.Kind.FORM: gettext_noop("Lập đơn vị mới theo quyết định"),
}


def _record(by: Any, operation: Operation, carrying: Carrying) -> list[int]:
    """Write down at each unit what was done to it; return the keys of these entries."""
    names = {
        "unit_names": [
            ", ".join(one.full_name for one in carrying.sources),
            ", ".join(part.full_name for part in carrying.targets) or None,
        ]
    }
    verbs = VERBS_ABOVE if isinstance(carrying, CarryingAbove) else VERBS
    verb = verbs[Operation.Kind(operation.kind)]
    areas = {one.pk: one for one in carrying.sources}
    areas |= {part.area.pk: part.area for part in carrying.targets if part.area}
    rows = [(area, place_of(area), names) for area in areas.values()]
    return [one.pk for one in record_many(by=by, verb=verb, rows=rows, document=carrying.document)]


def _recount(operations: Sequence[Operation], communes: set[int]) -> None:
    """Recount the villages that were touched, and the communes."""
    parts = Part.unscoped.filter(operation__in=operations, area__isnull=False)
    keys = set(parts.values_list("area_id", flat=True))
    keys |= {pk for one in operations for pair in one.trace["homes"] for pk in pair[:2]}
    villages = Area.unscoped.filter(pk__in=keys, level=Level.VILLAGE)
    VillageCount.unscoped.bulk_create(
        [VillageCount.of(one) for one in villages], ignore_conflicts=True
    )
    recount(*villages, *Area.unscoped.communes().filter(pk__in=communes))


def _compare(
    places: Sequence[set[int]],
    before: Mapping[int, Sums],
    after: Mapping[int, Sums],
    counted: Mapping[int, int],
) -> None:
    """Refuse what lost or added anything in the communes of one group, or is counted otherwise than it is."""
    for communes in places:
        then, now = added(communes, before), added(communes, after)
        if then != now:
            raise NotEqual(f"{then} != {now}")
        if wrong := sum(counted.get(pk, 0) for pk in communes) - now.registered:
            raise NotEqual(f"{wrong} households counted that are not there")


@transaction.atomic
def finish(*, by: Any, reorganisation: Reorganisation) -> Reorganisation:
    """Say that a decision was carried out, once nothing of it is left to be done."""
    held = locked(reorganisation)
    left = held.operations.filter(applied_at=None).exists()
    if left or held.state not in (State.APPROVED, State.APPLYING):
        return held
    held.state, held.applied_at = State.APPLIED, timezone.now()
    held.version += 1
    held.save()
    record(by, gettext_noop("Thực hiện sắp xếp đơn vị"), held, document=held.number)
    return held

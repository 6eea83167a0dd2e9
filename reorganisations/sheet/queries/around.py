"""What the register of a place knows of the units that a sheet may name."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from areas.models import Area, Placement
from areas.names import fold
from imports.jobs.queries.known import Below
from imports.kinds.communes.check import every_name_of, open_communes
from reorganisations.models import Operation, Part
from reorganisations.models.reorganisation import OPEN
from reorganisations.sheet.rules.around import Around, Ended, Village
from reorganisations.sheet.rules.works import Does
from rollup.models import VillageCount
from teams.models import TeamVillage


def around_of(place: Area) -> Around:
    """Return what is known of the communes of a place. Thirteen queries, however many they are."""
    communes = open_communes(place)
    names = every_name_of(communes)
    below = Below(communes, names)
    return Around(
        communes={pk: one.full_name for pk, one in communes.items()},
        names=names,
        villages=_villages(list(communes)),
        villages_of=lambda pk: below.known(pk).villages,
        own_of=lambda pk: below.known(pk).commune,
        ended=_ended(list(communes)),
    )


def _villages(communes: Collection[int]) -> dict[int, Village]:
    areas = Area.unscoped.filter(commune__in=communes, closed_on=None).villages().in_order()
    placed = Placement.unscoped.open().filter(area__commune__in=communes).order_by()
    since = dict(placed.values_list("area_id", "valid_from"))
    homes = _homes(communes)
    written, served = _written(communes), _served(communes)
    return {
        one.pk: Village(
            commune=one.commune_id or 0,
            kind=one.kind,
            name=one.name,
            label=one.full_name,
            since=since.get(one.pk),
            homes=homes.get(one.pk, 0),
            has_team=one.pk in served,
            decision=written[one.pk][0] if one.pk in written else None,
            does=written[one.pk][1] if one.pk in written else None,
        )
        for one in areas
    }


def _homes(communes: Collection[int]) -> dict[int, int]:
    rows = VillageCount.unscoped.filter(area__commune__in=communes).order_by()
    return dict(rows.values_list("area_id", "households"))


def _served(communes: Collection[int]) -> set[int]:
    rows = TeamVillage.unscoped.open().filter(village__commune__in=communes)
    return set(rows.values_list("village_id", flat=True))


def _written(communes: Collection[int]) -> dict[int, tuple[str, Does]]:
    """Return the villages that an open decision names, each with its number and what is done there."""
    here = Part.unscoped.filter(area__commune__in=communes, operation__applied_at=None)
    here = here.filter(operation__reorganisation__state__in=OPEN).order_by()
    rows = Part.unscoped.filter(operation__in=here.values("operation")).order_by("pk")
    found = defaultdict[int, list[Part]](list)
    for part in rows.select_related("operation__reorganisation"):
        found[part.operation_id].append(part)
    return {
        part.area_id: (part.operation.reorganisation.number, _does(parts))
        for parts in found.values()
        for part in parts
        if part.area_id
    }


def _does(parts: Sequence[Part]) -> Does:
    """Say what an operation does as `Work.does` does."""
    kind = parts[0].operation.kind
    sources = frozenset(one.area_id or 0 for one in parts if one.side == Part.Side.FROM)
    targets = [one for one in parts if one.side == Part.Side.TO]
    moves = kind == Operation.Kind.MOVE
    made = ((one.parent_id,) if moves else (one.kind, fold(one.name)) for one in targets)
    return (kind, sources, frozenset(made))


def _ended(communes: Collection[int]) -> dict[tuple[int, str], Ended]:
    """Return the villages that stand no more by commune and name; of two of one name the later."""
    areas = Area.unscoped.filter(commune__in=communes, closed_on__isnull=False).villages()
    found = defaultdict[tuple[int, str], Ended]()
    for one in areas.order_by("closed_on", "pk"):
        for text in (one.name, one.full_name):
            if one.closed_on:
                found[one.commune_id or 0, fold(text)] = Ended(one.full_name, one.closed_on)
    return dict(found)

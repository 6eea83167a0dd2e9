"""Which texts name a resident of a unit: none that a report or a request keeps may.

Every free text of the models of `periodic` passes here before it is written (tests/periodic/naming).
"""

from collections.abc import Iterable, Mapping

from areas.kinds import Level
from areas.models import Area
from areas.names import clean
from households.models import Household, Resident
from periodic.naming.rules import Named, capital_runs, names_of_units, runs_of, says

# Names read at a time.
CHUNK = 5_000


def naming(area: Area, texts: Mapping[str, str]) -> list[str]:
    """Return the keys of the texts that name somebody who lives in a unit, or did.

    Three queries at most, none where no text has two words together. Of a commune every name is compared,
    marks and capitals aside; above it those that are written as in the register, which the database finds.
    """
    written = {key: text for key, text in texts.items() if text}
    if not any(runs_of(text) for text in written.values()):
        return []
    said = clean(" | ".join(written.values())).casefold()
    # Of the hundred thousand units of a country those alone that a text may name.
    units = names_of_units(unit for unit in _units(area) if unit.casefold() in said)
    runs = {key: runs_of(text, units) for key, text in written.items()}
    wanted = {run for found in runs.values() for run in capital_runs(found)}
    named = set[str]()
    for name in _names(area, wanted):
        named |= {key for key, found in runs.items() if says(found, name)}
    return [key for key in texts if key in named]


def refuse_names(area: Area, texts: Mapping[str, str]) -> None:
    """Raise Named where one of the texts names somebody who lives in a unit, or did."""
    if keys := naming(area, texts):
        raise Named(keys)


def _units(area: Area) -> Iterable[str]:
    """Name the units of a unit with their kind words."""
    rows = Area.unscoped.within(area).only("level", "kind", "name")
    return [one.full_name for one in rows.iterator(CHUNK)]


def _names(area: Area, wanted: set[str]) -> Iterable[str]:
    people = Resident.unscoped.inside(area.path or "-").order_by()
    homes = Household.unscoped.inside(area.path or "-").order_by()
    if area.level < Level.COMMUNE:
        if not wanted:
            return
        people, homes = people.filter(full_name__in=wanted), homes.filter(head_name__in=wanted)
    yield from people.values_list("full_name", flat=True).iterator(CHUNK)
    yield from homes.values_list("head_name", flat=True).iterator(CHUNK)

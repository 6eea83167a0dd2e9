"""What an operation did, so that all of it can be taken back: kept as keys and earlier values, never as names of people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from areas.models import Area
from teams.founding.actions.following import Served
from teams.models import TeamVillage


class Trace:
    """Rows that were changed, with what they were, and rows that were made; in the order in which it happened."""

    def __init__(self, kept: Mapping[str, Any] | None = None) -> None:
        self.kept: dict[str, list[Any]] = {name: list((kept or {}).get(name, ())) for name in _WHAT}

    def changed(self, rows: Iterable[tuple[Model, Mapping[str, Any] | None]]) -> None:
        """Note rows with what their columns were, or None of those that were made."""
        for row, before in rows:
            values = None if before is None else {k: _plain(v) for k, v in before.items()}
            self.kept["rows"].append([row._meta.label, row.pk, values])

    def homes(self, old: Area, new: Area, keys: Sequence[int], at: datetime) -> None:
        """Note which households went from one village to another."""
        self.kept["homes"].append([old.pk, new.pk, at.isoformat(), list(keys)])

    def served(self, old: Area, new: Area, rows: Iterable[Served]) -> None:
        """Note which villages teams were for, and since when."""
        found = [[row.pk, before and [_plain(day) for day in before]] for row, before in rows]
        self.kept["served"].append([old.pk, new.pk, found])

    def ended(self, units: Iterable[Area]) -> None:
        """Note that units were ended."""
        self.kept["ended"] += [one.pk for one in units]

    def begun(self, area: Area) -> None:
        """Note that a unit was made."""
        self.kept["begun"].append(area.pk)

    def styled(self, area: Area) -> None:
        """Note what a unit is called and where it stands, before that is changed."""
        before = {name: getattr(area, name) for name in ("kind", "name", "code")}
        before["parent"] = area.parent_id
        self.kept["styled"].append([area.pk, before])

    def replanted(self, late: Mapping[Area, Sequence[int]], new: Area, at: datetime) -> None:
        """Note that units below some went below another: which, their placements of the moment `at` tell, and these by the old one."""
        for old, keys in late.items():
            self.kept["replanted"].append([old.pk, new.pk, at.isoformat(), list(keys)])

    def followed(self, label: str, field: str, old: Area, keys: Sequence[int]) -> None:
        """Note which rows pointed to a unit before they went along."""
        if keys:
            self.kept["followed"].append([label, field, old.pk, list(keys)])

    @property
    def touched(self) -> set[int]:
        """Return the keys of the villages that it names."""
        found = {*self.kept["ended"], *self.kept["begun"]}
        found |= {pk for pk, _before in self.kept["styled"]}
        return found | {pk for old, new, *_rest in self.kept["homes"] for pk in (old, new)}


# Of a split that is still to be done: pairs of a team and the part for which it was before.
TEAMS = "teams"
_WHAT = ("rows", "homes", "served", "ended", "begun", "styled", "followed", "replanted")


def rows_served(found: Iterable[Any]) -> list[Served]:
    """Read again which villages teams were for."""
    kept = list(found)
    rows = TeamVillage.unscoped.select_related("team").in_bulk([pk for pk, _before in kept])
    served = list[Served]()
    for pk, before in kept:
        days = before and (
            date.fromisoformat(before[0]),
            before[1] and date.fromisoformat(before[1]),
        )
        served.append(Served(rows[pk], days or None))
    return served


def rows_of(kept: Iterable[Any]) -> dict[str, dict[int, Any]]:
    """Read the rows that were noted, by their model and key. One query for each model."""
    keys = defaultdict[str, set[int]](set)
    for label, pk, _before in kept:
        keys[label].add(pk)
    models: dict[str, Any] = {label: apps.get_model(label) for label in keys}
    return {label: models[label].unscoped.in_bulk(some) for label, some in keys.items()}


def set_back(row: Any, before: Mapping[str, Any]) -> None:
    """Give the columns of a row the values they had."""
    for name, value in before.items():
        setattr(row, name, row._meta.get_field(name).to_python(value))
    row.save()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

"""Load the official units into the tree, dated, with their lineage.

Codes are recycled between maps, so a unit is known by its code *within one map* (the placement
that starts on that map's day) and otherwise by our own key. Loading twice changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from areas.actions import add_rows, new_area, place_rows, place_under, search_key_of
from areas.dated import not_ended
from areas.kinds import Kind, Level
from areas.maps import Join, Selection, Unit, new_level, read_joins, read_lineage, unchanged
from areas.models import BEFORE_RECORDS, Area, Placement, Succession
from areas.names import fold
from web.bulk import rewrite

REFORM = date(2025, 7, 1)
EVE = REFORM - timedelta(days=1)


class OtherMapLoaded(Exception):
    """The database holds another map under the same codes."""


type Key = tuple[Level, str]


class Loader:
    """Writes a selection in bulk, set by set. The caller holds the transaction and the audit."""

    def __init__(self, selection: Selection, say: Callable[[str], None]) -> None:
        self.selection, self.say = selection, say
        self.country = Area.unscoped.filter(level=Level.COUNTRY).first() or self._make_country()
        self.made = 0

    def run(self) -> int:
        """Load what is missing; return how many units were made."""
        old = self._known(Q(valid_from=BEFORE_RECORDS))
        if self.selection.after:
            self._join(old)
            old = self._known(Q(valid_from__lte=EVE) & not_ended(EVE))
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
            self._load(level, self.selection.before, BEFORE_RECORDS, old)
        if self.selection.after:
            new, kept = self._known(Q(valid_from=REFORM)), set[int]()
            for level in (Level.PROVINCE, Level.COMMUNE):
                kept |= self._carry_over(level, old, new)
                self._load(level, self.selection.after, REFORM, new)
            self._close(old, kept)
            self._link(old, new)
        add_rows(Area.unscoped.communes())
        return self.made

    def _make_country(self) -> Area:
        country = Area.unscoped.create(
            level=Level.COUNTRY, kind=Kind.NUOC, name="Việt Nam", search_key="", sort_key=""
        )
        country.path = f"{country.pk}."
        country.search_key = search_key_of("Việt Nam", "cả nước")
        country.save()
        _placements([country], BEFORE_RECORDS)
        return country

    def _join(self, known: dict[Key, Area]) -> None:
        """End the communes of the map of 2024 that were joined to others before the reform, where that map is loaded."""
        for join in read_joins():
            old, new = (known.get((Level.COMMUNE, code)) for code in (join.old, join.new))
            if old and new and old.is_open and new.is_open:
                names = fold(old.name), fold(new.name)
                if names == (fold(join.old_name), fold(join.new_name)):
                    _join(old, new, join)

    def _known(self, holding: Q) -> dict[Key, Area]:
        """Return the loaded units of a map, by level and the code they had in that map."""
        rows = Placement.unscoped.filter(holding, area__level__lt=Level.VILLAGE)
        return {
            (Level(r.area.level), r.code): r.area for r in rows.select_related("area") if r.code
        }

    def _load(self, level: Level, units: list[Unit], since: date, known: dict[Key, Area]) -> None:
        """Make the units of one map and level that are not there yet."""
        _refuse_other_map(units, known)
        missing = [u for u in units if u.level == level and (level, u.code) not in known]
        areas = [
            new_area(self._parent(u, known), level, u.kind, u.name, u.code, since) for u in missing
        ]
        made = Area.unscoped.bulk_create(areas, batch_size=500)
        for area in made:
            above: Any = area.parent
            area.path = f"{above.path}{area.pk}."
        rewrite(made, ["path"])
        _placements(made, since)
        known |= {(level, area.code): area for area in made}
        self.made += len(made)
        self.say(f"{level.label}: +{len(made)}")

    def _parent(self, unit: Unit, known: dict[Key, Area]) -> Area:
        """Find the unit above in the same map: a commune's is a district, or else a province."""
        if unit.level == Level.PROVINCE:
            return self.country
        above = (Level.DISTRICT, Level.PROVINCE) if len(unit.parent) > 2 else (Level.PROVINCE,)
        return next(known[key] for level in above if (key := (level, unit.parent)) in known)

    def _carry_over(self, level: Level, old: dict[Key, Area], new: dict[Key, Area]) -> set[int]:
        """Move the units that go on as they were into the new map; return their ids."""
        units = {u.code: u for u in self.selection.after if u.level == level}
        pairs = [
            (old[level, link.old], units[link.new])
            for link in unchanged(level)
            if (level, link.old) in old and link.new in units
        ]
        fresh = [(area, unit) for area, unit in pairs if (level, unit.code) not in new]
        for area, unit in fresh:
            parent = self._parent(unit, new)
            for name, value in place_under(parent, level).items():
                setattr(area, name, value)
            area.code, area.path = unit.code, f"{parent.path}{area.pk}."
            new[level, unit.code] = area
        areas = [area for area, _ in fresh]
        columns = ["parent", "province", "district", "commune", "code", "path"]
        rewrite(areas, columns)
        _carry_villages(areas)
        Placement.unscoped.open().filter(area__in=areas).update(valid_to=REFORM)
        _placements(areas, REFORM)
        return {area.pk for area, _ in pairs}

    def _close(self, old: dict[Key, Area], kept: set[int]) -> None:
        """End the units that are no more; their names and places stay, dated."""
        ended = [area.pk for area in old.values() if area.pk not in kept]
        for start in range(0, len(ended), 500):
            ids = ended[start : start + 500]
            Area.unscoped.filter(pk__in=ids, closed_on=None).update(closed_on=REFORM)
            Placement.unscoped.open().filter(area__in=ids).update(valid_to=REFORM)

    def _link(self, old: dict[Key, Area], new: dict[Key, Area]) -> None:
        """Write the lineage; a unit that went to several is undecided."""
        times = Counter((link.level, link.old) for link in read_lineage())
        rows = []
        for link in self.selection.lineage:
            source = old.get((link.level, link.old))
            target = new.get((new_level(link), link.new))
            if source and target and source.pk != target.pk:
                undecided = times[link.level, link.old] > 1
                rows.append(
                    Succession(predecessor=source, successor=target, on=REFORM, undecided=undecided)
                )
        Succession.unscoped.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _join(old: Area, new: Area, join: Join) -> None:
    """End a commune that was joined to another one, which lives on, perhaps under a code of its own since."""
    Placement.unscoped.open().filter(area=old).update(valid_to=join.on)
    Area.unscoped.filter(pk=old.pk).update(closed_on=join.on)
    Succession.unscoped.create(predecessor=old, successor=new, on=join.on, document=join.document)
    if new.code != join.later:
        new.code = join.later
        new.save(update_fields=["code"])
        Placement.unscoped.open().filter(area=new).update(valid_to=join.on)
        Placement.of(new, join.on, join.document).save()


def _carry_villages(communes: Iterable[Area]) -> None:
    """Let the villages of communes that stand elsewhere now stand there with them, and all that is counted of both."""
    above = {commune.pk: commune for commune in communes}
    villages = list(Area.unscoped.holding_households().filter(commune__in=above))
    for village in villages:
        commune = above[village.commune_id or 0]
        village.province_id, village.district_id = commune.province_id, commune.district_id
        village.path = f"{commune.path}{village.pk}."
    rewrite(villages, ["province", "district", "path"])
    place_rows([*above.values(), *villages])


def _refuse_other_map(units: list[Unit], known: dict[Key, Area]) -> None:
    for unit in units:
        area = known.get((unit.level, unit.code))
        names = [] if area is None else area.search_key.split("|")
        if area is not None and fold(unit.name) not in names:
            raise OtherMapLoaded(f"{unit.code}: {area} != {unit.name}")


def _placements(areas: Iterable[Area], since: date) -> None:
    Placement.unscoped.bulk_create([Placement.of(a, since) for a in areas], batch_size=1000)

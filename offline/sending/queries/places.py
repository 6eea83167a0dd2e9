"""Where what operations are about stands today, read at once for a group of them; and whether their author writes there.

A household is found by its key wherever it went. Units, households and people of before lead on to those of today.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from areas.ended import heirs_of
from areas.kinds import Kind as UnitKind, Level
from areas.models import Area
from households.models import Erased, Household, Resident, Status
from households.register.queries.duplicates import matched
from offline.models import CarriedVillage, SentOperation, Why
from offline.sending.rules.results import Held
from offline.sending.rules.said import Said, head_key
from rollup.few import NAMES
from web.scope import territory_path

CHANGE = "households.change_household"
ADD = "households.add_household"
_HOMES = Household.unscoped.select_related("village__commune")
_PEOPLE = Resident.unscoped.select_related("household__village__commune")


def places_of(group: Sequence[Said]) -> list[Area]:
    """Return the villages whose communes are held while a group is written: those said, and those things are in now."""
    homes = Household.unscoped.filter(uuid__in={one.household for one in group})
    keys = {one.village for one in group} | {*homes.values_list("village", flat=True)}
    keys |= {*people_meant(group).values_list("household__village", flat=True)}
    return list(Area.unscoped.filter(pk__in=keys, level=Level.VILLAGE))


def people_meant(group: Iterable[Said]) -> Any:
    """Return the people whom operations name."""
    numbers, keys = set[int](), set[UUID]()
    for one in group:
        whom = one.facts.get("person", False)
        if whom is None:
            keys.add(head_key(one.household))
        elif isinstance(whom, UUID):
            keys.add(whom)
        elif whom:
            numbers.add(whom)
    return _PEOPLE.filter(Q(pk__in=numbers) | Q(uuid__in=keys))


class Places:
    """What a group of operations of one author points to; whoever asks holds the communes' rows."""

    def __init__(self, by: Any, group: Sequence[Said]) -> None:
        self.by, self.group = by, group
        # Whoever decides in the commune where it waits may write of any village that its author had.
        self.is_given = False
        # As on the pages: what is said of people is taken from who reads their names, for every answer tells of them.
        writes = by.area and by.area.closed_on is None and by.has_perms([CHANGE, NAMES])
        self.mine = territory_path(by) if writes else None
        rows = Area.unscoped.filter(pk__in={one.village for one in group}, level=Level.VILLAGE)
        self.villages = {one.pk: one for one in rows.select_related("commune")}
        self.heirs = heirs_of(self.villages.values())
        self.homes = self._homes(group)

    @staticmethod
    def _homes(group: Sequence[Said]) -> dict[UUID, Household]:
        """Return households by their keys, each as the one that it was merged into, if it was."""
        found = {one.uuid: one for one in _HOMES.filter(uuid__in={one.household for one in group})}
        known = {one.pk: one for one in found.values()}
        while (
            lacking := {one.merged_into_id for one in known.values() if one.merged_into_id}
            - known.keys()
        ):
            known |= {one.pk: one for one in _HOMES.filter(pk__in=lacking)}
        return {key: _last(one, known) for key, one in found.items()}

    @cached_property
    def people(self) -> dict[int | UUID, Resident]:
        """Whom the operations name, by key and by the key that a phone gave them."""
        found = dict[int | UUID, Resident]()
        for one in people_meant(self.group):
            found[one.pk] = one
            if one.uuid:
                found[one.uuid] = one
        return found

    @cached_property
    def erased(self) -> set[tuple[int, int | None]]:
        """Whose data were erased: household and person, nobody for a household as a whole."""
        keys = {one.pk for one in self.homes.values()}
        keys |= {one.household_id for one in self.people.values()}
        rows = Erased.unscoped.filter(household__in=keys)
        return set(rows.values_list("household", "resident"))

    @cached_property
    def carried(self) -> set[int]:
        """The villages that their author has had along."""
        rows = CarriedVillage.unscoped.filter(user=self.by, village__in=list(self.villages))
        return set(rows.values_list("village", flat=True))

    @cached_property
    def undone(self) -> set[UUID]:
        """What their author took back before it came."""
        # Whoever decides on one now, its author is who did it.
        keys, authors = [one.uuid for one in self.group], {one.author for one in self.group}
        rows = SentOperation.unscoped.filter(kind="undo", target__in=keys, author__in=authors)
        return {one for one in rows.values_list("target", flat=True) if one}

    def writes_in(self, unit: Area) -> bool:
        """Say whether the author may write in a unit today."""
        return bool(self.mine and (unit.path or "").startswith(self.mine))

    def check(self, said: Said) -> Area:
        """Return the village that its author had in hand. Raises Held for what they never had, and for what they took back."""
        village = self.villages.get(said.village)
        theirs = self.is_given or (village and self._is_here(village))
        if village is None or not (theirs or village.pk in self.carried):
            raise Held(Why.STRANGER)
        if said.uuid in self.undone:
            raise Held(Why.UNDONE)
        return village

    def _is_here(self, village: Area) -> bool:
        return any(self.writes_in(one) for one in (village, *self.heirs[village.pk]))

    def _elsewhere(self, said: Said) -> Held:
        here = self._is_here(self.villages[said.village])
        return Held(Why.MOVED if here else Why.HANDED_OVER)

    def village_of(self, said: Said) -> Area:
        """Return the village a new household goes into: the one said, or the one that it is now. Raises Held."""
        village = self.villages[said.village]
        heirs = self.heirs[village.pk]
        if len(heirs) != 1:
            raise Held(Why.ENDED if self._is_here(village) else Why.HANDED_OVER)
        if not (self.writes_in(heirs[0]) and self.by.has_perm(ADD)):
            raise self._elsewhere(said)
        return heirs[0]

    def home_of(self, said: Said) -> Household:
        """Return the household that something was said of, where it is now. Raises Held."""
        home = self.homes.get(said.household)
        if home is None:
            raise Held(Why.UNKNOWN)
        return self.may_write(said, home)

    def person_of(self, said: Said) -> Resident:
        """Return whom something was said of, in the household where they are now. Raises Held."""
        person = self._named(said)
        if person is None or not self._may_know(said, person):
            raise Held(Why.UNKNOWN)
        if (person.household_id, person.pk) in self.erased:
            raise Held(Why.ERASED)
        if person.household.status == Status.MERGED:
            person = self._twin(said, person)
        person.household = self.may_write(said, person.household)
        if person.left_on is not None:
            raise Held(Why.LEFT)
        return person

    def whom(self, said: Said) -> Resident | None:
        """Return whom answers are of that are not written: what follows on them says so over them, too."""
        if said.kind != SentOperation.Kind.ANSWERS:
            return None
        person = self._named(said)
        if person is None or not self._may_know(said, person):
            return None
        return None if (person.household_id, person.pk) in self.erased else person

    def _named(self, said: Said) -> Resident | None:
        whom = said.facts["person"]
        return self.people.get(head_key(said.household) if whom is None else whom)

    def _may_know(self, said: Said, person: Resident) -> bool:
        """Say whether an author may learn of somebody: numbers are guessed, keys of households are not."""
        home = person.household
        named = {said.household, getattr(self.homes.get(said.household), "uuid", None)}
        return home.uuid in named or self.writes_in(home.village)

    def _twin(self, said: Said, person: Resident) -> Resident:
        """Return the same person in the household that theirs was merged into. Raises Held."""
        homes = self._homes([said])
        home = homes.get(said.household)
        here = _PEOPLE.filter(household=home, left_on=None) if home else ()
        twin = matched([person], here)[0][1]
        if twin is None:
            raise Held(Why.UNKNOWN)
        if (twin.household_id, twin.pk) in set(
            Erased.unscoped.filter(resident=twin).values_list("household", "resident")
        ):
            raise Held(Why.ERASED)
        return twin

    def may_write(self, said: Said, home: Household) -> Household:
        """Return a household that may be written into. Raises Held."""
        if (home.pk, None) in self.erased:
            raise Held(Why.ERASED)
        if not self.writes_in(home.village):
            raise self._elsewhere(said)
        if home.is_closed:
            raise Held(Why.CLOSED)
        if home.village.kind == UnitKind.UNASSIGNED:
            raise Held(Why.UNASSIGNED)
        if home.village.closed_on:
            raise Held(Why.ENDED)
        return home

    def commune_of(self, said: Said) -> Area:
        """Return the commune in which somebody decides on it: that of its village, or of what the village is now."""
        village = self.villages[said.village]
        standing = [one.commune for one in self.heirs[village.pk] if one.commune]
        commune: Any = village.commune
        return standing[0] if village.closed_on and standing else commune


def _last(home: Household, known: dict[int, Household]) -> Household:
    """Follow a household to the one that it was merged into."""
    seen = set[int]()
    while home.merged_into_id and home.pk not in seen:
        seen.add(home.pk)
        home = known[home.merged_into_id]
    return home

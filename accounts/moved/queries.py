"""Whose unit has ended, and where the level above may confirm that they work now."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.inbox.queries import caretakers_of
from accounts.models import User
from accounts.people.actions.grants import is_high
from accounts.people.queries import of_ended_units
from accounts.roles import seen_of
from areas.ended import ended_words, heirs_of
from areas.models import Area
from web.scope import may_see

# How many are named whom to ask.
HELPERS = 3


@dataclass(frozen=True)
class Moved:
    """Somebody whose unit has ended: what it is now, and the units of it that the reader may give them."""

    person: User
    words: str
    choices: list[Area]

    @property
    def proposed(self) -> Area | None:
        """The one unit that the rule gives: where the old one went as a whole."""
        return self.choices[0] if len(self.choices) == 1 else None

    @property
    def needs_second(self) -> bool:
        """Whether two people decide on this account: where it stands, or where it would."""
        role, units = self.person.role, (self.person.area, *self.choices)
        return any(is_high(role, unit) for unit in units)


def moved_people(by: User, people: Iterable[User] | None = None) -> list[Moved]:
    """Return whom somebody may settle; who went where they have no say is left to others."""
    found = list(of_ended_units(by) if people is None else people)
    heirs = heirs_of({one.area.pk: one.area for one in found if one.area}.values())
    grants, rows = seen_of(by.role, by.area), list[Moved]()
    for person in found:
        area = person.area
        if area is None:
            continue
        mine = [
            one
            for one in heirs[area.pk]
            if may_see(by, one.path) and one.level in grants.get(person.role, ())
        ]
        if mine or (not heirs[area.pk] and may_see(by, area.path)):
            rows.append(Moved(person, ended_words(area, heirs[area.pk]), mine))
    return rows


def helpers_in(units: Iterable[Area]) -> list[User]:
    """Return whom people of an ended unit may ask in those that it became: who looks after accounts there, by telephone."""
    keys = {pk for found in caretakers_of(units).values() for pk in found}
    people = User.unscoped.filter(pk__in=keys).exclude(phone="").select_related("area")
    return list(people.order_by("pk")[:HELPERS])

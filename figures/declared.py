"""What places declared, and which registers were complete, on a day: what is expected follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from areas.kinds import Level
from figures.adoption import Facts, step_of
from figures.figures import Key
from figures.past_facts import Inside
from households.models import Completion, Declaration
from households.models.moments import end_of, known_until
from rollup.denominators import expected, unattributed

_PLACE = ("area_id", "level", "province_id", "district_id", "commune_id", "opened_on", "closed_on")
_COLUMNS = ("area_id", *(f"area__{name}" for name in _PLACE[1:]))
_CONFIRMED = ("needs_confirmation", "waits_since", "confirmed_at")


@dataclass(frozen=True, slots=True)
class Place:
    """A village or commune that declared something, or has a complete register."""

    area_id: int
    level: int
    province_id: int
    district_id: int | None
    commune_id: int
    opened_on: date
    closed_on: date | None

    @classmethod
    def of(cls, pk: int, *columns: object) -> "Place":
        """Make one of a row; a commune is its own commune, as in count rows."""
        place = cls(pk, *columns)  # type: ignore[arg-type]  # columns in the order of the fields
        if place.commune_id is None:
            object.__setattr__(place, "commune_id", pk)
        return place

    @property
    def is_village(self) -> bool:
        """Whether it is a village."""
        return self.level == Level.VILLAGE

    def is_open(self, day: date) -> bool:
        """Say whether it existed on a day."""
        return self.opened_on <= day and (self.closed_on is None or self.closed_on > day)

    def key(self, group: Iterable[str]) -> Key:
        """Return the values of columns of count rows."""
        return tuple(getattr(self, column) for column in group)


@dataclass(slots=True)
class Explained:
    """What the villages of a commune add up to: households expected and registered, open ones, those complete."""

    households: int = 0
    registered: int = 0
    villages: int = 0
    complete: int = 0
    # Villages begun, with an open register, that declared nothing themselves.
    undeclared: int = 0


@dataclass
class Registers:
    """Declared numbers and complete registers of a part of the tree on one day."""

    places: dict[int, Place] = field(default_factory=dict)
    households: dict[int, int] = field(default_factory=dict)
    villages: dict[int, int] = field(default_factory=dict)
    complete: set[int] = field(default_factory=set)
    # Those of them that nobody had confirmed and somebody should.
    waiting: set[int] = field(default_factory=set)

    def expected(self, village: int, registered: int) -> int:
        """Return how many households a village was expected to have."""
        declared = self.households.get(village)
        return expected(registered, declared, is_complete=village in self.complete)

    def rest(self, commune: int, explained: Explained) -> tuple[int, int]:
        """Return the households and the villages that a commune declared beyond its villages."""
        listed = commune in self.complete
        full = listed and explained.complete >= explained.villages
        homes, villages = self.households.get(commune), self.villages.get(commune)
        return (
            unattributed(homes, explained.households, all_complete=full),
            unattributed(villages, explained.villages, all_complete=listed),
        )

    def is_undeclared(self, village: int, registered: int) -> bool:
        """Say whether a village has begun, is not complete and declared nothing."""
        return registered > 0 and village not in self.complete and village not in self.households

    def undeclared(self, commune: int, explained: Explained) -> int:
        """Return how many such villages a commune has; none where it declared its households itself."""
        return 0 if commune in self.households else explained.undeclared

    def has_open_list(self, commune: int, explained: Explained) -> bool:
        """Say whether nobody knew how many villages there should be."""
        is_told = commune in self.complete or commune in self.villages
        return explained.villages > 0 and not is_told

    def has_begun(self, commune: int, explained: Explained) -> bool:
        """Say whether a commune had begun (figures.adoption)."""
        facts = Facts(
            n_villages=explained.villages,
            n_households=explained.registered,
            list_complete=commune in self.complete,
            n_complete=explained.complete,
        )
        return step_of(facts).has_begun


def registers_on(inside: Inside, day: date, known_on: date | None = None) -> Registers:
    """Read what was declared and complete on a day of what is inside."""
    said = Registers()
    rows = inside(Declaration.unscoped.known(day, known_on), "area")
    numbers = rows.order_by("declared_on", "pk").values_list("households", "villages", *_COLUMNS)
    # Later ones stand last: each number holds until a newer one of its own.
    for homes, villages, pk, *columns in numbers:
        said.places.setdefault(pk, Place.of(pk, *columns))
        if homes is not None:
            said.households[pk] = homes
        if villages is not None:
            said.villages[pk] = villages
    acts = inside(Completion.unscoped.as_of(day, known_on), "area")
    over = min(end_of(day), known_until(known_on)) if known_on else end_of(day)
    for needs, since, at, pk, *columns in acts.order_by().values_list(*_CONFIRMED, *_COLUMNS):
        said.places.setdefault(pk, Place.of(pk, *columns))
        said.complete.add(pk)
        is_confirmed = at is not None and at < over
        if needs and (since is None or since < over) and not is_confirmed:
            said.waiting.add(pk)
    return said

"""What a commune's register holds, as far as a file must be compared with it: read once, for all rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from areas.models import Area
from areas.names import digits_of, fold
from households.models import MEANS, Assessment, Household, Resident
from households.register.queries.duplicates import years_fit
from imports.models import Import
from imports.spreadsheet.lines import HOUSEHOLD, PERSON, Line, code_of
from skills.catalogue import COLUMNS, SKILLS
from skills.models import FifthDue


@dataclass(slots=True)
class Person:
    """Somebody who lives in a household of the register."""

    pk: int
    name: str
    is_head: bool
    birth_year: int | None
    sex: str
    relation: str
    assessed_on: date | None
    results: tuple[int | None, ...]
    # Their own number; that of a head is the household's.
    phone: str = ""

    @property
    def key(self) -> str:
        """Their name, folded: worked out when it is asked for, of few among a hundred thousand."""
        return fold(self.name)


# Of whom nothing was ever said.
NEVER: tuple[date | None, ...] = (None,) * len(SKILLS)
# No key has more digits than this; a client's hidden cell may.
LONGEST_CODE = 20


@dataclass(slots=True)
class Home:
    """A household of the register, with its people."""

    pk: int
    village_id: int
    key: str
    hamlet: str
    phone: str
    version: int
    people: list[Person] = field(default_factory=list)
    # That it refused to be surveyed, in words; "" where it did not.
    refusal: str = ""
    smartphone: bool | None = None
    internet: bool | None = None
    means_asked_on: date | None = None

    @property
    def code(self) -> str:
        """What it is called without naming anybody."""
        return code_of(HOUSEHOLD, self.pk)

    @property
    def head(self) -> Person | None:
        """Its head."""
        return next((one for one in self.people if one.is_head), None)

    @property
    def born(self) -> int | None:
        """The birth year of its head."""
        return self.head.birth_year if self.head else None


class Register:
    """The current households of one commune, found by what a row says of them.

    Four queries; one more where a row is of an earlier day, and one for each day that answers skill 5.
    """

    def __init__(self, commune: Area) -> None:
        places = Area.unscoped.filter(commune=commune, closed_on=None).holding_households()
        self.names = {place.pk: place.full_name for place in places}
        self.homes = {home.pk: home for home in _homes(commune)}
        self.by_name = defaultdict[tuple[int, str], list[Home]](list)
        self.by_birth = defaultdict[tuple[str, int], list[Home]](list)
        self.by_phone = defaultdict[str, list[Home]](list)
        for home in self.homes.values():
            self._file(home)
        self.commune, self._fifth = commune, FifthDue()

    def _file(self, home: Home) -> None:
        self.by_name[home.village_id, home.key].append(home)
        if home.born:
            self.by_birth[home.key, home.born].append(home)
        if digits := digits_of(home.phone):
            self.by_phone[digits].append(home)

    @cached_property
    def persons(self) -> dict[int, tuple[Home, Person]]:
        """Each person with their household, by number: made when the first of them is met in a row."""
        return {one.pk: (home, one) for home in self.homes.values() for one in home.people}

    def takes_fifth(self, line: Line) -> bool:
        """Say whether an answer to skill 5 of a row is taken: of its day, today for none."""
        day = line.values.get("assessed_on") or timezone.localdate()
        return self._fifth.accepts(self.commune, day)

    @cached_property
    def said_on(self) -> dict[int, tuple[date | None, ...]]:
        """The last day on which anything was said of each skill, by person; none of whom nothing was said."""
        rows = Assessment.unscoped.standing().filter(
            resident__household__village__commune=self.commune,
            resident__household__closed_on=None,
            resident__left_on=None,
        )
        found, shared = dict[int, tuple[date | None, ...]](), dict[Any, Any]()
        columns = rows.values_list("resident_id", "assessed_on", "cleared", *COLUMNS)
        for pk, day, cleared, *results in columns.iterator(2_000):
            pairs = zip(SKILLS, results, found.get(pk, NEVER), strict=True)
            last = tuple(
                day if result is not None or cleared & skill.bit else before
                for skill, result, before in pairs
            )
            found[pk] = shared.setdefault(last, last)
        return found

    def by_code(self, code: str) -> tuple[Home, Person | None] | None:
        """Return whom a row of our own sheet means; nobody of a household in which nobody is left."""
        if not code:
            return None
        digits = code[1:LONGEST_CODE]
        number = int(digits) if digits.isascii() and digits.isdecimal() else 0
        if code == code_of(PERSON, number):
            return self.persons.get(number)
        home = self.homes.get(number) if code == code_of(HOUSEHOLD, number) else None
        return (home, None) if home and not home.people else None

    def same(self, village: int, key: str, year: int | None, phone: str, hamlet: str) -> list[Home]:
        """Return the households that a row must mean: this name (folded) in this village, if years fit.

        Where several do, those that its year, its telephone or its hamlet also fit, if any.
        """
        found = self.by_name.get((village, key), [])
        found = [home for home in found if years_fit(home.born, year)]
        if len(found) < 2:
            return found
        digits, place = digits_of(phone), fold(hamlet)
        tests: list[Callable[[Home], bool]] = [
            lambda home: year is not None and home.born == year,
            lambda home: bool(digits) and digits_of(home.phone) == digits,
            lambda home: bool(place) and fold(home.hamlet) == place,
        ]
        for test in tests:
            if len(found) > 1:
                found = [home for home in found if test(home)] or found
        return found

    def alike(self, key: str, year: int | None, phone: str) -> list[Home]:
        """Return other households of the commune that a new one may repeat; `key` is its name, folded."""
        found = list(self.by_birth.get((key, year), [])) if year else []
        if digits := digits_of(phone):
            found += [home for home in self.by_phone.get(digits, []) if home not in found]
        return found


def register_of(source: Import) -> Register:
    """Return the register of a file's commune, read once while the file is."""
    kept: Register = vars(source).setdefault("_register", None) or Register(source.commune)
    vars(source)["_register"] = kept
    return kept


def _homes(commune: Area) -> Iterable[Home]:
    rows = Household.unscoped.open().filter(village__commune=commune).order_by("pk")
    columns = ("pk", "village_id", "head_name", "hamlet", "phone", "version")
    told = (*MEANS, "means_asked_on")
    homes = dict[int, Home]()
    for row in rows.values_list(*columns, *told).iterator(2_000):
        pk, village, name, hamlet, phone, version, *means = row
        own = dict(zip(told, means, strict=True))
        homes[pk] = Home(pk, village, fold(name), hamlet, phone, version, **own)
    for one in rows.refusing():
        homes[one.pk].refusal = one.refusal_said
    people = Resident.unscoped.filter(
        left_on=None, household__closed_on=None, household__village__commune=commune
    )
    facts = ("pk", "full_name", "is_head", "birth_year", "sex", "relation", "phone", "assessed_on")
    every = people.order_by("pk").values_list("household_id", *facts, *COLUMNS)
    # One object for what is the same of many: a commune has a hundred thousand people.
    shared = dict[Any, Any]()
    for home, pk, name, is_head, *said in every.iterator(2_000):
        year, sex, relation, phone, day, results = (
            shared.setdefault(one, one) for one in (*said[:5], tuple(said[5:]))
        )
        person = Person(pk, name, is_head, year, sex, relation, day, results, phone)
        homes[home].people.append(person)
    return homes.values()

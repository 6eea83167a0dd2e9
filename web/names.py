"""Whose names an answer shows: noted while the answer is made, written down before it leaves (reading/gate.py)."""

from collections.abc import Hashable
from typing import Any, NamedTuple

from django.http import HttpRequest

# What a request carries once its answer names somebody.
NOTED = "_residents_named"


class Named(NamedTuple):
    """The residents an answer names: the place that holds them all, and how many stand behind each key."""

    place: str
    people: dict[Hashable, int]


def note_names(
    request: HttpRequest, place: str | None, *keys: Hashable, people: int | None = None
) -> None:
    """Note that the answer names residents of a place; every page that does says so here.

    A key is a household or whatever else names people; `people` is how many it names, one unless said.
    """
    of_place = vars(request).setdefault(NOTED, {}).setdefault(place or "", {})
    for key in keys:
        of_place[key] = max(1 if people is None else people, of_place.get(key, 0))


def note_households(request: HttpRequest, households: Any) -> None:
    """Note that the answer names the heads of households, each read with its village."""
    for home in households:
        note_names(request, home.village.path, home.pk)


def names_noted(request: HttpRequest) -> Named | None:
    """Return whom the answer names, of several places at the one above them all; None for nobody."""
    noted: dict[str, dict[Hashable, int]] = vars(request).get(NOTED, {})
    named = {place: people for place, people in noted.items() if any(people.values())}
    if not named:
        return None
    people = {key: n for of_place in named.values() for key, n in of_place.items() if n}
    return Named(above_all(list(named)), people)


def above_all(places: list[str]) -> str:
    """Return the one place that holds all of these."""
    first, last = min(places), max(places)
    same = next((at for at, (a, b) in enumerate(zip(first, last)) if a != b), len(first))  # noqa: B905
    return first[: first.rfind(".", 0, same) + 1]

"""The list of what waits in a commune: operations, and households in which two people wrote something differently."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from households.models import Household
from offline.models import SentOperation
from offline.pending import rules
from offline.pending.queries.choosing import Differing, differing_in
from offline.pending.queries.waiting import (
    UNSHAPED,
    Kind,
    called,
    conflicts,
    homes_of,
    said_by,
    teams_in,
    waiting,
)
from skills.catalogue import ANSWERS
from teams.models import Team


class Key(NamedTuple):
    """Since when something waits: an operation by its key, or a household in which something differs."""

    at: datetime
    operation: int = 0
    household: int = 0


@dataclass(frozen=True)
class Line:
    """One thing that waits, as the list shows it, and whether it is called by the name of a resident."""

    name: str
    place: str
    who: str
    at: datetime | None
    sent_at: datetime
    why: str
    detail: str
    url: str
    button: str
    names: bool = True


def keys_of(user: Any) -> list[Key]:
    """Return what waits for somebody, the oldest first. Two queries."""
    rows = waiting(user).values_list("received_at", "pk")
    found = [Key(at, operation=pk) for at, pk in rows]
    grouped = conflicts(user).order_by().values_list("resident__household")
    found += [Key(at, household=pk) for pk, at in grouped.annotate(at=Min("opened_at"))]
    return sorted(found)


def lines_of(keys: Iterable[Key], user: Any) -> list[tuple[Line, SentOperation | Household]]:
    """Return the lines of these keys in their order, each with what it is about. Eight queries at most.

    What cannot be read stands there by its code: one such row hides no other.
    """
    wanted = list(keys)
    sent = waiting(user).select_related("village", "author")
    operations = sent.in_bulk([key.operation for key in wanted if key.operation])
    homes = homes_of(operations.values())
    said = {one.pk: said_by(one) for one in operations.values()}
    sessions = (said[one.pk] for one in operations.values() if one.kind == Kind.SESSION)
    teams = teams_in(sessions, user)
    differing = _differing(user, [key.household for key in wanted if key.household])
    found: list[tuple[Line, SentOperation | Household]] = []
    for key in wanted:
        # What was decided between two queries is not shown.
        if one := operations.get(key.operation):
            about = homes.get(one.household_uuid), teams, user
            found.append((_line(one, said[one.pk], *about), one))
        elif some := differing.get(key.household):
            found.append((_differs(some, key.at), some[0].person.household))
    return found


def _line(one: SentOperation, said: Mapping[str, Any], *about: Any) -> Line:
    try:
        return _line_of(one, said, *about)
    except UNSHAPED:
        return _line_of(one, {}, *about)


def _line_of(
    one: SentOperation,
    said: Mapping[str, Any],
    home: Household | None,
    teams: Mapping[int, Team],
    user: Any,
) -> Line:
    name = called(one, said, home, teams, user)
    return Line(
        name=name,
        place=one.village.short_name,
        who=str(one.author),
        at=one.at,
        sent_at=one.received_at,
        why=rules.why_words(one),
        detail=rules.summary_of(one, said),
        url=reverse("offline:item", args=[one.uuid]),
        button=rules.button_of(one),
        names=one.kind != Kind.SESSION and name not in {str(one), str(home)},
    )


def _differing(user: Any, households: Sequence[int]) -> dict[int, list[Differing]]:
    """Return by household what differs in it; no query where there is none."""
    if not households:
        return {}
    rows = conflicts(user).filter(resident__household__in=households)
    found = defaultdict[int, list[Differing]](list)
    for one in differing_in(rows.select_related("resident__household__village")):
        found[one.person.household_id].append(one)
    return found


def _differs(some: Sequence[Differing], since: datetime) -> Line:
    """Return the line of a household: who wrote the values that are not shown, and which skills they are of."""
    home, numbers = some[0].person.household, sorted({one.skill.number for one in some})
    others = [one for each in some for one in each.versions if not one.is_shown and one.at]
    last = max(others, key=lambda one: one.at or since, default=None)
    values = " / ".join(str(ANSWERS[one.value]) for one in some[0].versions)
    return Line(
        name=home.head_name,
        place=home.village.short_name,
        who=last.who if last else "",
        at=last.at if last else None,
        sent_at=since,
        why=_("Kỹ năng %(numbers)s ghi khác nhau") % {"numbers": ", ".join(map(str, numbers))},
        detail=values if len(some) == 1 else "",
        url=reverse("offline:choose", args=[home.uuid]),
        button=_("Chọn bản đúng"),
    )

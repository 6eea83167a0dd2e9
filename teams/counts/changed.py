"""From which day on figures of teams say something else than they said at a moment."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any

from teams.models import Activity, EarlierFact, Team, TeamVillage, Tenure

Kind = EarlierFact.Kind
# Stretches of a fact, as they were said: by whose they are and since when, where they end.
type Stretches = dict[tuple[Any, ...], dict[date, set[date | None]]]


def first_day_changed(since: datetime) -> date | None:
    """Return the first day of which anything was recorded, put right or withdrawn after a moment."""
    sessions, teams = Activity.unscoped.order_by(), Team.unscoped.order_by()
    dissolved = teams.filter(dissolution_recorded_at__gt=since).exclude(dissolved_on=None)
    days = [
        *(
            sessions.filter(**{f"{moment}__gt": since}).values_list("held_on", flat=True)
            for moment in ("recorded_at", "changed_at", "withdrawn_at")
        ),
        dissolved.values_list("dissolved_on", flat=True),
        _earlier(since, Kind.HELD, Kind.DISSOLVED).values_list("since", flat=True),
        _stretches(since),
    ]
    return min(chain.from_iterable(days), default=None)


def _stretches(since: datetime) -> Iterator[date]:
    """Return the first day on which a stretch of what a team serves, or who leads it, is another one."""
    leading = Tenure.unscoped.leading().order_by()
    served = TeamVillage.unscoped.order_by()
    for kind, rows, key in (
        (Kind.LEADS, leading, ("team",)),
        (Kind.SERVES, served, ("team", "village")),
    ):
        new = rows.filter(recorded_at__gt=since)
        yield from new.values_list("valid_from", flat=True)
        changed = rows.filter(changed_at__gt=since).values_list(*key, "valid_from", "valid_to")
        earlier = _earlier(since, kind).values_list(*key, "since", "until")
        yield from _differing(_said(changed), _said(earlier))


def _differing(now: Stretches, before: Stretches) -> Iterator[date]:
    """Return where stretches part: at their ends where they begin alike, else at the first beginning."""
    for key in now.keys() | before.keys():
        said, was = now.get(key, {}), before.get(key, {})
        if said.keys() != was.keys():
            yield min(said.keys() | was.keys())
            continue
        for start in said:
            ends = said[start] | was[start] if said[start] != was[start] else set()
            yield from (end for end in ends if end)


def _said(rows: Any) -> Stretches:
    found: Stretches = defaultdict(lambda: defaultdict(set))
    for *key, start, end in rows:
        found[tuple(key)][start].add(end)
    return found


def _earlier(since: datetime, *kinds: str) -> Any:
    """Return what was put right since, what came and went after the moment, too.

    Whoever copies figures reads them some time after it: what stood only between may be what they read.
    """
    return EarlierFact.unscoped.filter(kind__in=kinds, replaced_at__gt=since).order_by()

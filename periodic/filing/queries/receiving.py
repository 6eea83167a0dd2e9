"""Who receives the report of a unit, and who there may decide on it."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from areas.kinds import Level
from areas.models import Area
from periodic.models import Report, Submission, is_held
from web.scope import keys_along

DECIDES = "periodic.approve_report"
# Lets a report of the own commune go up: whoever decides, or writes reports, and did not send this one.
LETS_GO = (DECIDES, "periodic.add_report")


def receiver_of(area: Area) -> int | None:
    """Return the unit that receives the reports of a unit: the next one above it."""
    return keys_along(area.path)[-2] if area.level > Level.COUNTRY else None


def people_who_decide(areas: Iterable[int]) -> dict[int, list[User]]:
    """Return, by unit, who decides there on the reports of the units below. One query."""
    found = dict[int, list[User]]()
    people = User.unscoped.filter(area__in=set(areas), is_active=True).select_related("area")
    for one in people.order_by("pk"):
        if one.has_perm(DECIDES):
            found.setdefault(one.area_id or 0, []).append(one)
    return found


def deciders_of(places: Iterable[str]) -> dict[str, list[User]]:
    """Return who decides on the reports of units, by their paths. One query.

    Those of the next unit above in which there is anybody who may.
    """
    above = {path: keys_along(path)[-2::-1] for path in places}
    people = people_who_decide({key for keys in above.values() for key in keys})
    return {
        path: next((people[key] for key in keys if key in people), [])
        for path, keys in above.items()
    }


def deciders(report: Report) -> list[User]:
    """Return who decides on one report. One query."""
    path = report.area.path or ""
    return deciders_of([path])[path]


def waits_within(report: Report, copy: Submission) -> bool:
    """Say whether a copy waits for a colleague in its commune to let it go up."""
    schedule, level = report.period.schedule, report.area.level
    return is_held(schedule, level, let_go=copy.within_by_id is not None)


def may_let_go(user: Any, report: Report, copy: Submission) -> bool:
    """Say whether somebody may let a copy of their own commune go up: never who sent it."""
    mine = user.area_id == report.area_id and any(map(user.has_perm, LETS_GO))
    return bool(mine and user.pk != copy.sent_by_id and waits_within(report, copy))


def may_comment(user: Any, report: Report, copy: Submission) -> bool:
    """Say whether somebody above a unit may speak of what it sent: never who sent it, nor before it has come."""
    above = report.area_id != user.area_id and (report.area.path or "").startswith(user.area.path)
    is_another = user.pk != copy.sent_by_id
    return bool(above and is_another and user.has_perm(DECIDES) and not waits_within(report, copy))


def may_decide(user: Any, report: Report, copy: Submission) -> bool:
    """Say whether somebody may approve or return a copy. One query, or none."""
    return bool(decided_by(user, [copy], report))


def decided_by(
    user: Any, copies: Iterable[Submission], report: Report | None = None
) -> list[Submission]:
    """Keep the copies that somebody may decide on: never what they sent, nor what waits in its commune. One query.

    `report` is the one of all of them, where it was read by itself.
    """
    if not user.has_perm(DECIDES):
        return []
    found = [
        (copy, report or copy.report)
        for copy in copies
        if user.pk != copy.sent_by_id and not waits_within(report or copy.report, copy)
    ]
    people = deciders_of({one.area.path or "" for _copy, one in found}) if found else {}
    return [
        copy for copy, one in found if any(who.pk == user.pk for who in people[one.area.path or ""])
    ]


def sent_above(report: Report) -> bool:
    """Say whether the unit above has sent its own report of that period already."""
    rows = Submission.unscoped.filter(report__period=report.period_id)
    return rows.filter(report__area=receiver_of(report.area)).exists()

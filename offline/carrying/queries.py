"""What is taken along of a village: its households as the roster shows them, and what their people know."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.template.loader import get_template
from django.utils import timezone

from areas.ended import heirs_of
from areas.models import Area
from areas.names import fold
from households.models import Household, Resident, Status, best_of
from households.survey.forms import written
from teams.activities.forms import short_name
from teams.models import Activity, Member, Team

# So many villages are offered to take along: those of a large commune.
FEW = 200
# What a filter of the roster asks of a household, as one letter of its row.
UNSURVEYED, ONE_SHORT, REFUSES, ABSENT = "u", "1", "r", "v"


def taken_along(user: Any, village: Area) -> list[Household]:
    """Return the households of a village that go along, with who lives there. Two queries.

    What a resident asked to keep without using it stays here; of whoever refused goes the row alone, so that nobody
    asks them again.
    """
    people = Resident.objects.visible_to(user).living_here()
    rows = Household.objects.visible_to(user).filter(village=village, restricted_on=None).open()
    return list(rows.in_order().prefetch_related(Prefetch("residents", people, "lived_in_by")))


def villages_of(user: Any) -> list[tuple[Area, int]]:
    """Return the villages of somebody, each with how many households would go along. Two queries; of few, the first."""
    villages = list(
        Area.objects.visible_to(user).villages().filter(closed_on=None).in_order()[:FEW]
    )
    rows = Household.objects.visible_to(user).filter(village__in=villages, restricted_on=None)
    counted = rows.open().order_by().values_list("village").annotate(n=Count("pk"))
    found = dict(counted)
    return [(one, found.get(one.pk, 0)) for one in villages]


def only_heir(user: Any, pk: int) -> Area | None:
    """Return which village of somebody's a village that has ended is now; None where that is none, or several."""
    ended = Area.unscoped.villages().filter(pk=pk, closed_on__isnull=False).first()
    keys = [one.pk for one in heirs_of([ended])[pk]] if ended else []
    mine = list(Area.objects.visible_to(user).filter(pk__in=keys, closed_on=None)[:2])
    return mine[0] if len(mine) == 1 else None


def teams_of(user: Any, village: Area) -> list[dict[str, Any]]:
    """Return the teams for which somebody logs sessions there: where each met lately, who is of it. Three queries and more.

    Names of members go along where their page shows them.
    """
    if not user.has_perm("teams.log_activity"):
        return []
    rows = Team.objects.visible_to(user).in_force(timezone.localdate())
    of_village = Q(villages__village=village, villages__valid_to=None)
    teams = rows.filter(of_village | Q(area=village.commune_id)).select_related("area").distinct()
    members = defaultdict[int, list[tuple[int, str]]](list)
    for one in Member.objects.visible_to(user).filter(team__in=teams).serving():
        members[one.team_id].append((one.pk, one.full_name))
    held = Activity.objects.visible_to(user).held()
    return [
        {
            "pk": one.pk,
            "n": short_name(one),
            "places": held.filter(team=one).places(),
            "m": members[one.pk],
        }
        for one in teams.order_by("-tier", "pk")
    ]


def rows_of(households: Sequence[Household]) -> list[dict[str, Any]]:
    """Return each household as a page without a network draws it: its line as the server draws it, its people."""
    line, today = get_template("households/summary.html"), timezone.localdate()
    return [{"h": line.render({"household": home}), **_row(home, today)} for home in households]


def people_of(household: Household) -> list[Resident]:
    """Return whom of a household goes along: nobody of one that is left alone."""
    here: list[Resident] = household.lived_in_by  # type: ignore[attr-defined]  # read by `taken_along`
    return [] if household.refuses else here


def _row(home: Household, today: date) -> dict[str, Any]:
    people = people_of(home)
    best = best_of(people)
    return {
        "u": str(home.uuid),
        "n": home.head_name,
        "x": home.hamlet,
        "s": home.status,
        "f": f"{fold(home.head_name)} {fold(home.hamlet)}".strip(),
        "w": _wanted(home, today),
        "b": people.index(best) if best else 0,
        "p": [_person(one) for one in people],
    }


def _person(one: Resident) -> dict[str, Any]:
    return {"i": one.pk, "n": one.full_name, "d": one.described, "r": written(one.results)}


def _wanted(home: Household, today: date) -> str:
    """Return the letters of the filters that show a household."""
    found = REFUSES if home.refuses else ""
    if home.status == Status.NOBODY_HOME:
        found += ABSENT
    if home.may_be_asked(today):
        found += "" if home.is_surveyed else UNSURVEYED
        found += ONE_SHORT if home.lacking_mask else ""
    return found

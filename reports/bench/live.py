"""What the same national figures cost when they are taken from the households themselves."""

import time
from collections.abc import Callable

from django.db.models import Count, Exists, OuterRef, Q

from households.models import Household, Resident
from reports.bench.measuring import asked
from reports.bench.pages import national_figures
from reports.bench.table import Line, Verdict, at_least
from skills.catalogue import COLUMNS, Result


def with_flags() -> object:
    """Count what stands on each household: what a careful developer would write."""
    rows = Household.unscoped.filter(closed_on=None).order_by().values("village__province")
    return list(
        rows.annotate(
            n=Count("pk"),
            n_surveyed=Count("pk", filter=Q(surveyed_on__isnull=False)),
            n_covered=Count("pk", filter=Q(covered=True)),
        )
    )


def without_flags() -> object:
    """Ask each household's people what they know: what is usually written."""
    knows_all = Resident.unscoped.filter(
        household=OuterRef("pk"), left_on=None, **dict.fromkeys(COLUMNS, Result.ALONE)
    )
    asked_once = Resident.unscoped.filter(household=OuterRef("pk"), assessed_on__isnull=False)
    rows = Household.unscoped.filter(closed_on=None).order_by()
    marked = rows.annotate(has_knowing=Exists(knows_all), has_asked=Exists(asked_once))
    return list(
        marked.values("village__province").annotate(
            n=Count("pk"),
            n_surveyed=Count("pk", filter=Q(has_asked=True)),
            n_covered=Count("pk", filter=Q(has_knowing=True)),
        )
    )


def live_lines(least_with: float, least_without: float, budget: float) -> list[Line]:
    """Compare the SQL of the national figures with both live ways; `budget` seconds for each of them."""
    ours = _sql(national_figures, 15)
    lines = [Line("national figures from count rows, SQL", f"{ours * 1000:.2f} ms")]
    for name, way, least in (
        ("with household flags", with_flags, least_with),
        ("without", without_flags, least_without),
    ):
        began = time.perf_counter()
        seconds = _sql(way, 1)
        if time.perf_counter() - began < budget / 4:
            seconds = _sql(way, 3)
        ratio = seconds / ours
        lines.append(
            Line(
                f"live ORM over households {name}, SQL",
                f"{seconds * 1000:,.1f} ms",
                to_baseline=ratio,
                target=f">= {least:g}x" if least else "",
                verdict=at_least(ratio, least) if least else Verdict.NONE,
            )
        )
    return lines


def _sql(way: Callable[[], object], rounds: int) -> float:
    """Return the least SQL time of so many runs."""
    with asked() as sql:
        way()
    return min(sql.again() for _ in range(rounds))

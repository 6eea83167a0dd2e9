"""The units that stood right below a unit on a past day, called as they were then."""

from datetime import date

from django.db.models import OuterRef, Q, Subquery

from areas.dated import not_ended
from areas.kinds import Kind
from areas.models import Area, Placement
from figures.figures import Figures
from reports.units.queries.child_units import Child


def stood_below(area: Area, day: date) -> list[Child]:
    """Return them in Vietnamese order, without figures. One query."""
    dated = Placement.unscoped.filter(valid_from__lte=day, valid_to__gt=day).order_by()
    own = dated.filter(area=OuterRef("pk"))
    inside = Q(parent=area) | Q(pk__in=dated.filter(parent=area).values("area"))
    rows = Area.unscoped.filter(inside, not_ended(day, "closed_on"), opened_on__lte=day)
    then = {f"was_{name}": Subquery(own.values(name)[:1]) for name in ("parent", "kind", "name")}
    found = []
    for unit in (
        rows.exclude(kind=Kind.UNASSIGNED)
        .annotate(**then)
        .defer("search_key")
        .order_by("sort_key", "pk")
    ):
        was: dict[str, str] = vars(unit)
        if (was["was_parent"] or unit.parent_id) == area.pk:
            kind, name = was["was_kind"] or unit.kind, was["was_name"] or unit.name
            nothing = Figures().of_past()
            found.append(Child(unit.pk, unit.level, kind, name, unit.district_id, nothing))
    return found

"""What was done in units since a decision was carried out: while there is something, it cannot be taken back."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from areas.kinds import Kind
from areas.models import Area
from audit.models import EXPORTS, AuditEntry
from reorganisations.models import Part, Reorganisation

_OWN = ("reorganisations.reorganisation", "reorganisations.operation")


def done_since(reorganisation: Reorganisation) -> QuerySet[AuditEntry]:
    """Return what the journal has of the units that came of a decision, since it was carried out.

    And of "Chưa phân thôn", where households of its units came to stand: that they were assigned to a village is of its.
    """
    parts = Part.unscoped.filter(operation__reorganisation=reorganisation)
    targets = parts.targets().values_list("area__path", flat=True)
    holders = Area.unscoped.filter(
        kind=Kind.UNASSIGNED, origins__predecessor__in=parts.sources().values("area")
    )
    paths = {path for path in [*targets, *holders.values_list("path", flat=True)] if path}
    if not paths or reorganisation.applied_at is None:
        return AuditEntry.unscoped.none()
    here = reduce(or_, (Q(place=path) for path in paths))
    rows = AuditEntry.unscoped.filter(here, at__gt=reorganisation.applied_at)
    return rows.exclude(EXPORTS).exclude(subject__in=_OWN).order_by("-pk")

"""What was done in units since a decision was carried out: while there is something, it cannot be taken back."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from audit.models import EXPORTS, AuditEntry
from reorganisations.models import Part, Reorganisation

_OWN = ("reorganisations.reorganisation", "reorganisations.operation")


def done_since(reorganisation: Reorganisation) -> QuerySet[AuditEntry]:
    """Return what the journal has of the units that came of a decision, since it was carried out."""
    parts = Part.unscoped.targets().filter(operation__reorganisation=reorganisation)
    paths = [path for path in parts.values_list("area__path", flat=True).distinct() if path]
    if not paths or reorganisation.applied_at is None:
        return AuditEntry.unscoped.none()
    here = reduce(or_, (Q(place=path) for path in paths))
    rows = AuditEntry.unscoped.filter(here, at__gt=reorganisation.applied_at)
    return rows.exclude(EXPORTS).exclude(subject__in=_OWN).order_by("-pk")

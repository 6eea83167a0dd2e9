"""Where the households are that a list shows."""

from typing import Any

from django.db.models import Count

from areas.models import Area


def in_each_village(households: Any) -> list[tuple[Area, int]]:
    """Return the villages of these households along the tree, each with how many stand there. Two queries."""
    counted = dict(households.order_by().values_list("village").annotate(n=Count("pk")))
    villages = Area.unscoped.in_bulk(counted).values()
    return [
        (village, counted[village.pk]) for village in sorted(villages, key=lambda one: one.path)
    ]

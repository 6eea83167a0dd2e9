"""The households of a commune of which no village is known, and what was assigned at one go."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from areas.kinds import Kind
from areas.models import Area
from households.assigning.rules import Home, chosen, streets
from households.models import Household, Movement, Status


@dataclass
class Waiting:
    """What waits for a village in one commune, as one person sees it."""

    user: Any
    commune: Area

    @property
    def everybody(self) -> Any:
        """All that may be assigned; those that were merged into another go along with it."""
        homes = Household.objects.visible_to(self.user)
        here = homes.filter(village__commune=self.commune, village__kind=Kind.UNASSIGNED)
        return here.exclude(status=Status.MERGED).select_related("village")

    @cached_property
    def homes(self) -> list[Home]:
        """Each by its key and where it says it lives."""
        rows = self.everybody.order_by("pk").values_list("pk", "hamlet")
        return [Home(pk, hamlet) for pk, hamlet in rows]

    @property
    def streets(self) -> list[tuple[str, int]]:
        """Their hamlets and streets, each with how many."""
        return streets(self.homes)

    def found(
        self, street: str | None, numbers: tuple[int | None, int | None], words: str = ""
    ) -> Any:
        """Return those along a street, between two numbers, that contain every word; in order of names."""
        rows = self.everybody
        if street is not None or numbers != (None, None):
            rows = rows.filter(pk__in=chosen(self.homes, street, *numbers))
        return rows.matching(words).in_order() if words else rows.in_order()


def assigned_at(commune: Area, village: Area, at: datetime) -> int:
    """Count the households that were assigned to a village at one go and stand there still."""
    rows = Movement.unscoped.filter(recorded_at=at)
    here = Q(village=village, household__village=village) & ~Q(household__status=Status.MERGED)
    taken = rows.filter(village__commune=commune, village__kind=Kind.UNASSIGNED)
    found = rows.filter(here, household__in=taken.values("household")).order_by()
    return int(found.aggregate(n=Count("household", distinct=True))["n"])

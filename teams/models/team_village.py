"""Which villages a team is for, and since when: a decision may name several."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.dated import DatedQuerySet, NoOverlap, ends_after, not_ended
from areas.models import Area
from teams.models.recorded import ByDecision
from teams.models.team import Team

NO_OVERLAP = NoOverlap(
    table="teams_teamvillage",
    name="teamvillage",
    alike=["o.team_id = NEW.team_id AND o.village_id = NEW.village_id"],
    words="a village twice in one team on one day",
)


class TeamVillageQuerySet(DatedQuerySet["TeamVillage"]):
    """Villages of a territory with the teams they have, or had."""

    place = "village__path"
    needs = "teams.view_team"

    def named(self) -> Self:
        """Keep what was not ended by a decision, with the villages, in the order of their names."""
        rows = self.open().select_related("village")
        return rows.order_by("village__sort_key", "village_id")

    def on(self, day: date) -> Self:
        """Keep the villages that had a team in force on this day, once for each team."""
        return self.stretching(day).filter(not_ended(day, "team__dissolved_on"))

    def stretching(self, day: date) -> Self:
        """Keep those whose own days include this one, whether or not the team was dissolved by then."""
        return super().on(day)


class TeamVillage(ByDecision):
    """A village that a village team is for, during one stretch of time (end excluded).

    The team's dissolution ends it too, without a day of its own. The database refuses the same village
    twice in one team on one day (NO_OVERLAP).
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="villages", verbose_name=_("tổ"))
    village = models.ForeignKey(
        Area, models.PROTECT, related_name="served_by", verbose_name=_("thôn")
    )

    unscoped = TeamVillageQuerySet.as_manager()
    objects = TeamVillageQuerySet.as_manager()

    class Meta:
        verbose_name = _("thôn của tổ")
        verbose_name_plural = _("thôn của các tổ")
        ordering = ("valid_from", "id")
        constraints = [
            ends_after("teamvillage_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["team", "village"],
                condition=Q(valid_to=None),
                name="teamvillage_once_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village}, {self.valid_from}"

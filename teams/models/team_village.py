"""Which villages a team is for, and since when: a decision may name several."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from teams.models.decision import Decision
from teams.models.recorded import Recorded
from teams.models.team import Team
from web.scope import ScopedQuerySet


class TeamVillageQuerySet(ScopedQuerySet["TeamVillage"]):
    """Villages of a territory with the teams they have, or had."""

    place = "village__path"
    needs = "teams.view_team"

    def named(self) -> Self:
        """Keep what was not ended by a decision, with the villages, in the order of their names."""
        rows = self.filter(valid_to=None).select_related("village")
        return rows.order_by("village__sort_key", "village_id")

    def on(self, day: date) -> Self:
        """Keep the villages that had a team in force on this day, once for each team."""
        dissolved = Q(team__dissolved_on=None) | Q(team__dissolved_on__gt=day)
        return self.stretching(day).filter(dissolved)

    def stretching(self, day: date) -> Self:
        """Keep those whose own days include this one, whether or not the team was dissolved by then."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class TeamVillage(Recorded):
    """A village that a village team is for, during one stretch of time (end excluded).

    The team's dissolution ends it too, without a day of its own. The database refuses the same village
    twice in one team on one day (`teams.models.no_overlap`). A stretch of no day is one put right.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="villages", verbose_name=_("tổ"))
    village = models.ForeignKey(
        Area, models.PROTECT, related_name="served_by", verbose_name=_("thôn")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    # The decisions that say so, where one does: when its day is put right, these days follow.
    begun_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="villages_begun",
        verbose_name=_("theo"),
    )
    ended_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="villages_ended",
        verbose_name=_("thôi theo"),
    )

    unscoped = TeamVillageQuerySet.as_manager()
    objects = TeamVillageQuerySet.as_manager()

    class Meta:
        verbose_name = _("thôn của tổ")
        verbose_name_plural = _("thôn của các tổ")
        ordering = ("valid_from", "id")
        constraints = [
            models.CheckConstraint(
                name="teamvillage_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["team", "village"],
                condition=Q(valid_to=None),
                name="teamvillage_once_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village}, {self.valid_from}"

"""Counts kept beside the teams: one row for a village, one for a commune."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.composed import Slot
from areas.counts import CountRow, CountRowQuerySet
from teams.models.team import State, active_since


class VillageTeamCountQuerySet(CountRowQuerySet["VillageTeamCount"]):
    """What is counted of the teams of villages."""

    def active(self, day: date | Slot, since: date | Slot | None = None) -> Self:
        """Keep the villages whose team has a leader and held an activity lately.

        `since` is `active_since(day)`; a composed query, which knows no day yet, gives its slot.
        """
        if since is None and isinstance(day, date):
            since = active_since(day)
        return self.filter(staffed__gt=0, last_active_on__gte=since, last_active_on__lte=day)


class VillageTeamCount(CountRow):
    """The village-tier teams of one village: in force, with a leader, and last active."""

    teams = models.PositiveIntegerField(default=0)
    staffed = models.PositiveIntegerField(default=0)
    last_active_on = models.DateField(null=True)

    unscoped = VillageTeamCountQuerySet.as_manager()
    objects = VillageTeamCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("số tổ của thôn")
        verbose_name_plural = _("số tổ của các thôn")
        indexes = [models.Index(fields=["commune"], name="vteam_commune")]

    def state_on(self, day: date) -> State:
        """Return how far the village's best team has come by this day."""
        if not self.teams:
            return State.NONE
        if not self.staffed:
            return State.ON_PAPER
        recent = self.last_active_on and self.last_active_on >= active_since(day)
        return State.ACTIVE if recent else State.STAFFED


def still_holds(since: date | Slot) -> Q:
    """Say that the stored number of active teams of a commune holds, as of `active_since`."""
    return Q(oldest_active_on=None) | Q(oldest_active_on__gte=since)


class CommuneTeamCountQuerySet(CountRowQuerySet["CommuneTeamCount"]):
    """Team figures of communes."""

    def faded(self, since: date | Slot) -> Self:
        """Keep those of which a team ceased to be active: its last session lies before `active_since`."""
        return self.filter(oldest_active_on__lt=since)


class CommuneTeamCount(CountRow):
    """How many villages of a commune have a team, and one with a leader."""

    with_team = models.PositiveIntegerField(default=0)
    staffed = models.PositiveIntegerField(default=0)
    teams = models.PositiveIntegerField(default=0)
    # Villages whose team was active on `counted_on`, and the oldest of the sessions that make them
    # so: until that one is too old itself the number holds, and no village needs to be read.
    active = models.PositiveIntegerField(default=0)
    oldest_active_on = models.DateField(null=True)
    counted_on = models.DateField(null=True)

    unscoped = CommuneTeamCountQuerySet.as_manager()
    objects = CommuneTeamCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("số tổ của xã")
        verbose_name_plural = _("số tổ của các xã")
        indexes = [models.Index(fields=["province"], name="cteam_province")]

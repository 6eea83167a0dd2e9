"""Organisations that send people into the teams of a province, beside those that the code lists."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.dated import not_ended
from areas.fields import NameField
from areas.models import Area
from areas.names import KEY_LENGTH
from teams.models.team import Team
from web.scope import ScopedQuerySet


class FurtherOrganisationQuerySet(ScopedQuerySet["FurtherOrganisation"]):
    """Organisations named by the provinces of a territory."""

    place = "province__path"
    needs = "teams.view_furtherorganisation"

    def on(self, day: date) -> Self:
        """Keep those that have not ended on this day."""
        return self.filter(not_ended(day, "ended_on"))

    def for_team(self, team: Team) -> Self:
        """Keep those of the team's province."""
        return self.filter(province=team.area.province_id)


class FurtherOrganisation(models.Model):
    """One that a province names. Once in a province, however it is written; ended, never deleted."""

    province = models.ForeignKey(
        Area, models.PROTECT, related_name="further_organisations", verbose_name=_("tỉnh")
    )
    name = NameField(_("tên đơn vị"), max_length=80)
    search_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    ended_on = models.DateField(_("thôi từ ngày"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = FurtherOrganisationQuerySet.as_manager()
    objects = FurtherOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị cử người của tỉnh")
        verbose_name_plural = _("đơn vị cử người của tỉnh")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="furtherorganisation_named", condition=~Q(name="") & ~Q(search_key="")
            ),
            models.UniqueConstraint(
                fields=["province", "search_key"], name="furtherorganisation_once_in_a_province"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

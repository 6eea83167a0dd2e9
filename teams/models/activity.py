"""What teams do: this is what makes them active."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from audit.scope import ScopedQuerySet
from teams.models.team import Team


class ActivityQuerySet(ScopedQuerySet["Activity"]):
    """What the teams of a territory did."""

    place = "team__area__path"
    needs = "teams.view_team"


class Activity(models.Model):
    """A session of a team: this is what makes it active."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="activities", verbose_name=_("tổ"))
    held_on = models.DateField(_("ngày"))
    title = NameField(_("nội dung"), max_length=200)
    people = models.PositiveIntegerField(_("số lượt người được hướng dẫn"), null=True, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("người ghi"),
    )

    unscoped = ActivityQuerySet.as_manager()
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi hướng dẫn")
        verbose_name_plural = _("buổi hướng dẫn")
        ordering = ("-held_on", "-id")
        indexes = [models.Index(fields=["team", "-held_on"], name="activity_team_day")]

    def __str__(self) -> str:
        return str(self.title)

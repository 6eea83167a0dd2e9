"""A page frozen for a meeting: its number, its moment, and every figure as it stood then."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from web.scope import ScopedQuerySet


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Meetings of a territory."""

    place = "area__path"
    needs = "reports.view_dashboard"


class Meeting(models.Model):
    """One frozen page. What it shows is read from `page` only, never from today's figures."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="meetings", verbose_name=_("đơn vị")
    )
    # Counts up within the unit and the year.
    number = models.PositiveIntegerField(_("số"))
    year = models.PositiveSmallIntegerField(_("năm"))
    frozen_at = models.DateTimeField(_("chốt lúc"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    code = models.CharField(_("mã kiểm tra"), max_length=16)
    page = models.JSONField(default=dict)
    proposals = models.JSONField(default=list)

    unscoped = MeetingQuerySet.as_manager()
    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản chốt cho cuộc họp")
        verbose_name_plural = _("bản chốt cho cuộc họp")
        ordering = ("-frozen_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "number"], name="meeting_numbered_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the meeting is called within its unit: "HOP-2026-03"."""
        return f"HOP-{self.year}-{self.number:02}"

"""A unit asks for a later day for what it was asked once, and is answered."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from periodic.models.schedule import Period
from web.scope import ScopedQuerySet

_USER = settings.AUTH_USER_MODEL
_GRANTED = Q(decided_at__isnull=False, decided_by__isnull=False, until__isnull=False)
_DECLINED = Q(decided_at__isnull=False, decided_by__isnull=False, until=None) & ~Q(decided_why="")
_WAITING = Q(decided_at=None, decided_by=None, until=None, decided_why="")


class ExtensionQuerySet(ScopedQuerySet["Extension"]):
    """What units inside a territory asked for."""

    place = "area__path"
    needs = "periodic.view_report"

    def waiting(self) -> Self:
        """Keep those that nobody has answered."""
        return self.filter(decided_at=None)

    def granted(self) -> Self:
        """Keep those that gave a later day."""
        return self.filter(until__isnull=False)


class Extension(models.Model):
    """One asking for a later day. Rows stay: of those that were granted the latest day counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="extensions", verbose_name=_("kỳ báo cáo")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", verbose_name=_("đơn vị xin lùi hạn")
    )
    wanted = models.DateField(_("xin lùi đến hết ngày"))
    reason = NameField(_("lý do"), max_length=300)
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(_("xin lúc"), auto_now_add=True)
    # None: not answered yet, or declined.
    until = models.DateField(_("được lùi đến hết ngày"), null=True, blank=True)
    decided_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("trả lời lúc"), null=True, editable=False)
    decided_why = NameField(_("lý do không lùi"), max_length=300, blank=True)

    unscoped = ExtensionQuerySet.as_manager()
    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần xin lùi hạn")
        verbose_name_plural = _("lần xin lùi hạn")
        ordering = ("-id",)
        constraints = [
            # Two who press at once ask once.
            models.UniqueConstraint(
                fields=["period", "area"],
                condition=Q(decided_at=None),
                name="extension_one_waiting",
            ),
            models.CheckConstraint(name="extension_reasoned", condition=~Q(reason="")),
            models.CheckConstraint(
                name="extension_granted_or_declined_with_a_reason",
                condition=_WAITING | _GRANTED | _DECLINED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.period}"

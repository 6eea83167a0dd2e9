"""A breach of personal data: what of, whom it may concern as it was found, and what was done about it."""

import uuid as uuids
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from privacy.rules import BREACH_HOURS
from web.scope import ScopedQuerySet

_USER = settings.AUTH_USER_MODEL


class BreachQuerySet(ScopedQuerySet["Breach"]):
    """Breaches of a territory."""

    place = "area__path"
    needs = "privacy.view_breach"

    def open(self) -> Self:
        """Keep those that were not closed."""
        return self.filter(closed_at=None)


class Breach(models.Model):
    """One breach, from its detection until it is closed. What was found when it was opened stays as it was.

    `figures` names places and numbers, never residents (`privacy.breach.queries`).
    """

    class Kind(models.TextChoices):
        """What may have been in the wrong hands."""

        ACCOUNT = "account", _("Một tài khoản")
        DEVICE = "device", _("Một thiết bị")
        COMMUNE = "commune", _("Dữ liệu của cả xã")

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    kind = models.CharField(_("cái gì bị lộ"), max_length=8, choices=Kind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    account = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("tài khoản")
    )
    # In words: the row of a device goes when its months are over.
    device = models.CharField(_("thiết bị"), max_length=200, blank=True)
    since = models.DateTimeField(_("lộ từ lúc"))
    until = models.DateTimeField(_("đến lúc"))
    found_at = models.DateTimeField(_("phát hiện lúc"))
    story = NameField(_("chuyện gì đã xảy ra"), max_length=500, blank=True)
    figures = models.JSONField(default=dict, editable=False)
    # By the key of a step: when it was done, and by whom.
    steps = models.JSONField(default=dict, editable=False)
    opened_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người mở")
    )
    opened_at = models.DateTimeField(_("mở lúc"), default=timezone.now, editable=False)
    closed_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người đóng")
    )
    closed_at = models.DateTimeField(_("đóng lúc"), null=True)
    outcome = NameField(_("kết luận"), max_length=500, blank=True)

    unscoped = BreachQuerySet.as_manager()
    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự cố lộ dữ liệu")
        verbose_name_plural = _("sự cố lộ dữ liệu")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="breach_of_an_account_names_it",
                condition=Q(kind="commune") | Q(account__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_ends_after_it_begins", condition=Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="breach_closed_with_an_outcome",
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Vụ')} {self.pk or ''}"

    @property
    def due_at(self) -> datetime:
        """Until when it is notified."""
        return self.found_at + timedelta(hours=BREACH_HOURS)

    @property
    def is_open(self) -> bool:
        """Whether it was not closed."""
        return self.closed_at is None

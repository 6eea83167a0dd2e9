"""Somebody looked again and nothing had changed: dated, signed, and not a new finding."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from web.scope import ScopedQuerySet


class ConfirmationQuerySet(ScopedQuerySet["Confirmation"]):
    """Confirmations of a territory."""

    place = "household__village__path"
    needs = "households.view_household"

    def standing(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(withdrawn_at=None)


class Confirmation(models.Model):
    """What was known of a household was confirmed on a day, by a person. Kept for good."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="confirmations", verbose_name=_("hộ")
    )
    confirmed_on = models.DateField(_("ngày rà soát"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người rà soát"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    unscoped = ConfirmationQuerySet.as_manager()
    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần xác nhận không đổi")
        verbose_name_plural = _("lần xác nhận không đổi")
        ordering = ("-confirmed_on", "-id")
        indexes = [
            models.Index(fields=["household", "-confirmed_on", "-id"], name="confirmation_latest")
        ]

    def __str__(self) -> str:
        return f"H{self.household_id:07d}, {self.confirmed_on:%d/%m/%Y}"

"""Which villages somebody has taken along, on which browser."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Device
from areas.dated import ends_after
from areas.models import Area
from web.scope import ScopedQuerySet


class CarriedVillageQuerySet(ScopedQuerySet["CarriedVillage"]):
    """Villages of a territory that somebody has taken along."""

    place = "village__path"
    needs = "offline.view_carriedvillage"

    def held(self) -> Self:
        """Keep copies that may still be read: neither dropped nor past their day."""
        return self.filter(dropped_at=None, until__gt=timezone.now())


class CarriedVillage(models.Model):
    """One village taken along by one person: who had it in hand may send what they wrote, wherever they work by then."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người mang")
    )
    device = models.ForeignKey(
        Device, models.PROTECT, null=True, related_name="carries", verbose_name=_("máy")
    )
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("thôn"))
    taken_at = models.DateTimeField(_("lấy lúc"), default=timezone.now)
    until = models.DateTimeField(_("dùng đến"))
    dropped_at = models.DateTimeField(_("bỏ lúc"), null=True)

    unscoped = CarriedVillageQuerySet.as_manager()
    objects = CarriedVillageQuerySet.as_manager()

    class Meta:
        verbose_name = _("thôn mang theo máy")
        verbose_name_plural = _("thôn mang theo máy")
        ordering = ("-id",)
        indexes = [models.Index(fields=["user", "village"], name="carried_by_whom")]
        constraints = [ends_after("carried_until_after_it_was_taken", "taken_at", "until")]

    def __str__(self) -> str:
        return str(self.village)

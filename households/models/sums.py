"""Counts kept beside the households: one row for a village, one for a commune."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.counts import CountRow, CountRowQuerySet


class HouseholdSums(CountRow):
    """What is counted of households, the same for a village and for a commune."""

    households = models.PositiveIntegerField(default=0)
    surveyed = models.PositiveIntegerField(default=0)
    covered = models.PositiveIntegerField(default=0)
    combined = models.PositiveIntegerField(default=0)
    one_short = models.PositiveIntegerField(default=0)
    nobody_home = models.PositiveIntegerField(default=0)
    public_services = models.PositiveIntegerField(default=0)
    shopping = models.PositiveIntegerField(default=0)
    payment = models.PositiveIntegerField(default=0)
    safety = models.PositiveIntegerField(default=0)
    local_platform = models.PositiveIntegerField(default=0)
    fifth_assessed = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def unsurveyed(self) -> int:
        """Households nobody was assessed in: unknown, not "no"."""
        return int(self.households - self.surveyed)


class VillageCount(HouseholdSums):
    """The sums of one village."""

    unscoped = CountRowQuerySet.as_manager()
    objects = CountRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("số hộ của thôn")
        verbose_name_plural = _("số hộ của các thôn")
        indexes = [models.Index(fields=["commune"], name="vcount_commune")]


class CommuneCount(HouseholdSums):
    """The sums of one commune: its villages added up. Its row is the lock of every save below it."""

    unscoped = CountRowQuerySet.as_manager()
    objects = CountRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("số hộ của xã")
        verbose_name_plural = _("số hộ của các xã")
        indexes = [models.Index(fields=["province"], name="ccount_province")]

"""Counts kept beside the households: one row for a village, one for a commune."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.counts import CountRow, CountRowQuerySet
from households import denominators


class SumColumns(models.Model):
    """What is counted of households: the same for a village, a commune and a month of any unit."""

    households = models.PositiveIntegerField(default=0)
    surveyed = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)
    covered = models.PositiveIntegerField(default=0)
    combined = models.PositiveIntegerField(default=0)
    one_short = models.PositiveIntegerField(default=0)
    ask_one = models.PositiveIntegerField(default=0)
    ruled_out = models.PositiveIntegerField(default=0)
    nobody_home = models.PositiveIntegerField(default=0)
    public_services = models.PositiveIntegerField(default=0)
    shopping = models.PositiveIntegerField(default=0)
    payment = models.PositiveIntegerField(default=0)
    safety = models.PositiveIntegerField(default=0)
    local_platform = models.PositiveIntegerField(default=0)
    public_services_asked = models.PositiveIntegerField(default=0)
    shopping_asked = models.PositiveIntegerField(default=0)
    payment_asked = models.PositiveIntegerField(default=0)
    safety_asked = models.PositiveIntegerField(default=0)
    local_platform_asked = models.PositiveIntegerField(default=0)
    # Surveyed, but nobody has looked again for STATUS_OLD_DAYS, as of `counted_on`.
    old = models.PositiveIntegerField(default=0)
    # Households declared by villages whose roster is still empty: in the denominator, and said to be so.
    declared_only = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def unsurveyed(self) -> int:
        """Households in which nobody was asked all five: unknown, not "no"."""
        return int(self.households - self.surveyed)


class HouseholdSums(SumColumns, CountRow):
    """The sums of one place, recounted by every save there."""

    saved_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class VillageCount(HouseholdSums):  # noqa: DJ008 - CountRow says it
    """The sums of one village, and how many households it says it has."""

    # The day `old` was counted for: standing ages by itself, without a save.
    counted_on = models.DateField(null=True)
    # The latest declaration (households.models.Declaration), repeated here.
    declared = models.PositiveIntegerField(null=True)

    unscoped = CountRowQuerySet.as_manager()
    objects = CountRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("số hộ của thôn")
        verbose_name_plural = _("số hộ của các thôn")
        indexes = [models.Index(fields=["commune"], name="vcount_commune")]

    @property
    def parting(self) -> int:
        """By how many households the declared number parts from the roster; 0 where none is declared."""
        return denominators.parting(self.households, self.declared)

    @property
    def parts(self) -> bool:
        """Whether they part by more than a tenth of what was declared."""
        return denominators.parts(self.households, self.declared)


class CommuneCount(HouseholdSums):  # noqa: DJ008 - CountRow says it
    """The sums of one commune: its villages added up. Its row is the lock of every save below it."""

    declared = models.PositiveIntegerField(default=0)

    unscoped = CountRowQuerySet.as_manager()
    objects = CountRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("số hộ của xã")
        verbose_name_plural = _("số hộ của các xã")
        indexes = [models.Index(fields=["province"], name="ccount_province")]

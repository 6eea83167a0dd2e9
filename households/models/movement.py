"""Why figures moved: one row for each change of what a household adds to its village's sums.

The rows of a village, added up, are its sums; so the difference between two days is exactly the
rows between them, each with its cause. Written by `actions.steps.sum_up`, never by hand.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.models.household import Household
from web.scope import ScopedQuerySet


class Cause(models.TextChoices):
    """Why a household adds more or less than before."""

    ENTERED = "entered", _("Vào sổ")
    MOVED_IN = "moved_in", _("Chuyển đến")
    SURVEYED = "surveyed", _("Khảo sát")
    OF_AGE = "of_age", _("Đủ tuổi")
    CORRECTED = "corrected", _("Sửa lại")
    MOVED_OUT = "moved_out", _("Chuyển đi")
    ENDED = "ended", _("Đưa ra khỏi sổ")
    MERGED = "merged", _("Gộp hộ trùng")
    SPLIT = "split", _("Tách hộ")
    UNIT = "unit", _("Sắp xếp đơn vị")


class MovementQuerySet(ScopedQuerySet["Movement"]):
    """Movements of a territory."""

    place = "village__path"
    needs = "reports.view_dashboard"


class Movement(models.Model):
    """What one change of one household added to (or took from) the sums of one village."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="movements")
    # Found by its index with the day, which begins with it.
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    # The day on which it happened, not the one on which it was written down.
    day = models.DateField(_("ngày"))
    cause = models.CharField(_("vì sao"), max_length=10, choices=Cause)
    households = models.SmallIntegerField(default=0)
    surveyed = models.SmallIntegerField(default=0)
    partly = models.SmallIntegerField(default=0)
    covered = models.SmallIntegerField(default=0)
    combined = models.SmallIntegerField(default=0)
    one_short = models.SmallIntegerField(default=0)
    ask_one = models.SmallIntegerField(default=0)
    ask_fifth = models.SmallIntegerField(default=0)
    ruled_out = models.SmallIntegerField(default=0)
    nobody_home = models.SmallIntegerField(default=0)
    refused = models.SmallIntegerField(default=0)
    public_services = models.SmallIntegerField(default=0)
    shopping = models.SmallIntegerField(default=0)
    payment = models.SmallIntegerField(default=0)
    safety = models.SmallIntegerField(default=0)
    local_platform = models.SmallIntegerField(default=0)
    public_services_asked = models.SmallIntegerField(default=0)
    shopping_asked = models.SmallIntegerField(default=0)
    payment_asked = models.SmallIntegerField(default=0)
    safety_asked = models.SmallIntegerField(default=0)
    local_platform_asked = models.SmallIntegerField(default=0)
    # The same of its people (skills.people).
    people = models.SmallIntegerField(default=0)
    people_of_age = models.SmallIntegerField(default=0)
    people_age_unknown = models.SmallIntegerField(default=0)
    people_asked = models.SmallIntegerField(default=0)
    people_whole = models.SmallIntegerField(default=0)
    people_public_services = models.SmallIntegerField(default=0)
    people_shopping = models.SmallIntegerField(default=0)
    people_payment = models.SmallIntegerField(default=0)
    people_safety = models.SmallIntegerField(default=0)
    people_local_platform = models.SmallIntegerField(default=0)
    people_covered = models.SmallIntegerField(default=0)
    people_women_whole = models.SmallIntegerField(default=0)
    people_women_covered = models.SmallIntegerField(default=0)
    people_no_sex_whole = models.SmallIntegerField(default=0)
    people_young_whole = models.SmallIntegerField(default=0)
    people_young_covered = models.SmallIntegerField(default=0)
    people_middle_whole = models.SmallIntegerField(default=0)
    people_middle_covered = models.SmallIntegerField(default=0)
    people_elder_whole = models.SmallIntegerField(default=0)
    people_elder_covered = models.SmallIntegerField(default=0)
    recorded_at = models.DateTimeField(default=timezone.now)
    # Written on a later day than its own: copies of that day's figures (figures.Snapshot) are made anew.
    # One that moves no sum says only that; what is old may have changed.
    late = models.BooleanField(default=False)

    unscoped = MovementQuerySet.as_manager()
    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("biến động số liệu")
        verbose_name_plural = _("biến động số liệu")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["village", "day"], name="movement_village_day"),
            models.Index(fields=["recorded_at"], condition=Q(late=True), name="movement_late"),
        ]

    def __str__(self) -> str:
        return f"H{self.household_id:07d}, {self.day:%d/%m/%Y}, {self.get_cause_display()}"

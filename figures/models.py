"""The figures of a unit at the end of a month, kept so that a past month costs one row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from rollup.models import SumColumns
from web.scope import ScopedQuerySet


class SnapshotQuerySet(ScopedQuerySet["Snapshot"]):
    """Snapshots of a territory."""

    place = "area__path"
    needs = "reports.view_dashboard"


class Snapshot(SumColumns):
    """What the dashboard of one unit said on the last day of one month."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    # The first day of the month; the figures are those of its last day.
    month = models.DateField(_("tháng"))
    villages = models.PositiveIntegerField(default=0)
    unattributed_villages = models.PositiveIntegerField(default=0)
    with_team = models.PositiveIntegerField(default=0)
    led = models.PositiveIntegerField(default=0)
    active = models.PositiveIntegerField(default=0)
    # What is not known of months kept before it was counted: villages and communes that had begun, communes
    # that had not, registers and lists that waited, and whether households of the commune may be of a village.
    begun_villages = models.PositiveIntegerField(null=True)
    communes = models.PositiveIntegerField(null=True)
    idle_communes = models.PositiveIntegerField(null=True)
    waiting = models.PositiveIntegerField(null=True)
    waiting_lists = models.PositiveIntegerField(null=True)
    doubted = models.PositiveIntegerField(null=True)
    # Registers and lists of villages that were open and of which nobody had declared how much there is.
    undeclared_villages = models.PositiveIntegerField(null=True)
    undeclared_lists = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(_("chụp lúc"), auto_now_add=True)

    unscoped = SnapshotQuerySet.as_manager()
    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu cuối tháng")
        verbose_name_plural = _("số liệu cuối tháng")
        ordering = ("-month", "area_id")
        constraints = [
            models.UniqueConstraint(fields=["area", "month"], name="snapshot_once_a_month"),
            models.CheckConstraint(name="snapshot_of_a_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["month", "area"], name="snapshot_month_area")]

    def __str__(self) -> str:
        return f"{self.area_id}, {self.month:%m/%Y}"

"""A target as a record: how far a unit must have come with one indicator, by when, by which paper."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet

# The keys of the indicators a target may be set for (figures.indicators.TARGETED).
KEYS = ("thon-co-to", "to-hoat-dong", "ho-dat", "da-khao-sat")


class TargetQuerySet(ScopedQuerySet["Target"]):
    """Targets of a territory; those of the units above are inherited (reports/targets/queries/targets.py)."""

    place = "area__path"
    needs = "reports.view_dashboard"


class Target(models.Model):
    """One indicator of one unit, due on a day, set by a numbered decision. Never deleted: withdrawn."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="targets", verbose_name=_("đơn vị"))
    indicator = models.CharField(_("chỉ số"), max_length=32)
    # Percent, one decimal.
    level = models.DecimalField(_("mức"), max_digits=4, decimal_places=1)
    due_on = models.DateField(_("hạn"))
    document = NameField(_("số văn bản"), max_length=120)
    document_on = models.DateField(_("ngày văn bản"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    set_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = TargetQuerySet.as_manager()
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                name="target_level_is_a_percentage", condition=Q(level__gt=0, level__lte=100)
            ),
            models.CheckConstraint(name="target_has_a_document", condition=~Q(document="")),
            models.CheckConstraint(
                name="target_due_after_its_document", condition=Q(due_on__gt=F("document_on"))
            ),
            models.CheckConstraint(
                name="target_of_a_known_indicator", condition=Q(indicator__in=KEYS)
            ),
            models.UniqueConstraint(
                fields=["area", "indicator", "due_on"],
                condition=Q(withdrawn_at=None),
                name="target_once_for_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.due_on:%d/%m/%Y}"

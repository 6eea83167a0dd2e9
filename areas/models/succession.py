"""Which unit became which: the lineage between two maps."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models.area import Area
from web.scope import ScopedQuerySet


class SuccessionQuerySet(ScopedQuerySet["Succession"]):
    """Lineage, seen by whoever may see the unit of today."""

    place = "successor__path"


class Succession(models.Model):
    """One line of descent: territory of `predecessor` went to `successor` on a day.

    A unit whose territory went to several is `undecided`: its households wait for a person to say
    where each belongs. Nothing is guessed.
    """

    predecessor = models.ForeignKey(
        Area, models.PROTECT, related_name="successions", verbose_name=_("đơn vị cũ")
    )
    successor = models.ForeignKey(
        Area, models.PROTECT, related_name="origins", verbose_name=_("đơn vị mới")
    )
    on = models.DateField(_("từ ngày"))
    undecided = models.BooleanField(_("chưa xác định"), default=False)
    document = NameField(_("văn bản"), max_length=255, blank=True)

    unscoped = SuccessionQuerySet.as_manager()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quan hệ cũ mới")
        verbose_name_plural = _("quan hệ cũ mới")
        ordering = ("on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_once"
            ),
            models.CheckConstraint(
                name="succession_not_to_itself", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

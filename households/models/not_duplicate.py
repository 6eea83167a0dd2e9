"""Two households that look like one, and somebody who knows said that they are two."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from web.scope import ScopedQuerySet


class NotDuplicateQuerySet(ScopedQuerySet["NotDuplicate"]):
    """Pairs of a territory."""

    place = "first__village__path"
    needs = "households.view_household"


class NotDuplicate(models.Model):
    """A pair of households that is no duplicate, in the order of their keys; or was said to be none."""

    first = models.ForeignKey(
        Household, models.PROTECT, related_name="+", verbose_name=_("hộ thứ nhất")
    )
    second = models.ForeignKey(
        Household, models.PROTECT, related_name="+", verbose_name=_("hộ thứ hai")
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người xác nhận"),
    )
    said_at = models.DateTimeField(_("xác nhận lúc"), auto_now=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    unscoped = NotDuplicateQuerySet.as_manager()
    objects = NotDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("cặp hộ không trùng")
        verbose_name_plural = _("cặp hộ không trùng")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_duplicate_once"),
            models.CheckConstraint(
                name="not_duplicate_in_order", condition=Q(first__lt=F("second"))
            ),
        ]

    def __str__(self) -> str:
        return f"H{self.first_id:07d}, H{self.second_id:07d}"

"""Two households made one, or one made two; or two that look like one and are not."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from web.scope import ScopedQuerySet


class RegroupingQuerySet(ScopedQuerySet["Regrouping"]):
    """Regroupings of a territory."""

    place = "household__village__path"
    needs = "households.view_household"

    def of(self, household: Household) -> Any:
        """Keep those a household was part of, on either side."""
        return self.filter(Q(household=household) | Q(other=household))


class Regrouping(models.Model):
    """A merger of duplicates, or a split. Kept for good, undone at most once.

    `before` lists what the rows it touched were before, in the order they were changed:
    `[[model, key, {field: value}], …]`. Both versions are those right after: as long as they stand,
    nothing else was recorded, and it can be undone.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("Gộp hộ trùng")
        SPLIT = "split", _("Tách hộ")

    kind = models.CharField(_("việc"), max_length=5, choices=Kind)
    # The one that is kept, or was split.
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="regroupings", verbose_name=_("hộ")
    )
    # The duplicate, or the new one.
    other = models.ForeignKey(
        Household, models.PROTECT, related_name="regrouped", verbose_name=_("hộ kia")
    )
    done_on = models.DateField(_("ngày"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người làm"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    before = models.JSONField(default=list, editable=False)
    household_version = models.PositiveIntegerField(default=0, editable=False)
    other_version = models.PositiveIntegerField(default=0, editable=False)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người hoàn tác"),
    )

    unscoped = RegroupingQuerySet.as_manager()
    objects = RegroupingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần gộp, tách hộ")
        verbose_name_plural = _("lần gộp, tách hộ")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(name="regrouping_of_two", condition=~Q(household=F("other"))),
        ]

    def __str__(self) -> str:
        return f"H{self.household_id:07d}, H{self.other_id:07d}, {self.done_on:%d/%m/%Y}"

    @property
    def is_last(self) -> bool:
        """Whether nothing else was recorded of either household since."""
        return (
            self.undone_at is None
            and self.household.version == self.household_version
            and self.other.version == self.other_version
        )


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

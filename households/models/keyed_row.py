"""What was keyed back from a row of a printed sheet: by whom, when, and what it wrote."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.assessment import Assessment
from households.models.confirmation import Confirmation
from households.models.household import Household
from households.models.printed_sheet import PrintedSheet
from web.scope import ScopedQuerySet


class KeyedRowQuerySet(ScopedQuerySet["KeyedRow"]):
    """Keyed rows of a territory."""

    place = "sheet__village__path"
    needs = "households.view_household"


class KeyedRow(models.Model):
    """One row keyed back. Keyed again, the last one stands; taken back, it stays, marked."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sheet = models.ForeignKey(
        PrintedSheet, models.PROTECT, related_name="keyed", verbose_name=_("phiếu")
    )
    number = models.PositiveSmallIntegerField(_("dòng"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", verbose_name=_("hộ"))
    # The numbers of the known skills, or a sign of households.paper.rules.
    what = models.CharField(_("đã gõ"), max_length=5)
    surveyed_on = models.DateField(_("ngày khảo sát"))
    # The household's version right after: a later one means that somebody changed it since.
    version = models.PositiveIntegerField(default=0, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="+")
    confirmation = models.ForeignKey(Confirmation, models.PROTECT, null=True, related_name="+")
    status_before = models.CharField(max_length=12, blank=True, editable=False)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người nhập"),
    )
    keyed_at = models.DateTimeField(_("nhập lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    unscoped = KeyedRowQuerySet.as_manager()
    objects = KeyedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng phiếu đã nhập")
        verbose_name_plural = _("dòng phiếu đã nhập")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="keyed_row_numbered", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="keyed_row_readable", condition=Q(what__regex=r"^([0vk]|1?2?3?4?5?)$")
            ),
        ]
        indexes = [models.Index(fields=["sheet", "number", "id"], name="keyed_row_latest")]

    def __str__(self) -> str:
        return f"P{self.sheet_id:07d}/{self.number}"

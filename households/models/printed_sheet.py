"""A village sheet as it was printed, and what was keyed back from its rows."""

import uuid
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.models.assessment import Assessment, Confirmation
from households.models.household import Household
from web.scope import ScopedQuerySet

# Stands for the skills of a household that nobody had surveyed when the sheet was printed.
NOT_SURVEYED = -1


class PrintedRow(NamedTuple):
    """One row of the paper: the household, its version and its best person's skills that day."""

    household: int
    version: int
    known: int

    @property
    def was_surveyed(self) -> bool:
        """Whether anybody had been surveyed when the sheet was printed."""
        return self.known != NOT_SURVEYED


class PrintedSheetQuerySet(ScopedQuerySet["PrintedSheet"]):
    """Printed sheets of a territory."""

    place = "village__path"
    needs = "households.view_household"


class PrintedSheet(models.Model):
    """One printing of a village's roster; `rows` lists household keys in the order of the paper."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey(
        Area, models.PROTECT, related_name="printed_sheets", verbose_name=_("thôn")
    )
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("người in"),
    )
    printed_at = models.DateTimeField(_("in lúc"), auto_now_add=True)
    # [[household key, version, best mask or NOT_SURVEYED], …]: row 1 of the paper first.
    rows = models.JSONField(default=list)
    # Whether its column of skill 5 was one to fill in: a platform was known to be in force at the printing.
    asks_fifth = models.BooleanField(default=False, editable=False)

    unscoped = PrintedSheetQuerySet.as_manager()
    objects = PrintedSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu đã in")
        verbose_name_plural = _("phiếu đã in")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"P{self.pk:07d}" if self.pk else "P"

    @property
    def printed_on(self) -> date:
        """The day of the printing."""
        return timezone.localdate(self.printed_at)

    @property
    def printed_rows(self) -> list[tuple[int, PrintedRow]]:
        """The rows with their numbers on the paper, from 1."""
        return [(number, PrintedRow(*row)) for number, row in enumerate(self.rows, start=1)]


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

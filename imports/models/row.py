"""One row of a file: what it says, and what is wrong with it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.models import Household, Resident
from imports.models.incoming import Import
from teams.models import Member, Team
from web.scope import ScopedQuerySet


class Verdict(models.TextChoices):
    """What would happen to a row."""

    NEW = "new", _("Mới")
    CHANGES = "changes", _("Cập nhật")
    IDENTICAL = "identical", _("Không đổi")
    ERROR = "error", _("Lỗi")


class ImportRowQuerySet(ScopedQuerySet["ImportRow"]):
    """Rows of the files of a territory."""

    place = "source__commune__path"
    needs = "imports.view_import"

    def to_write(self) -> Self:
        """Keep rows that bring something."""
        return self.filter(verdict__in=(Verdict.NEW, Verdict.CHANGES))

    def left_out(self) -> Self:
        """Keep those with something wrong, and those that could not be written."""
        return self.filter(Q(verdict=Verdict.ERROR) | Q(result__outcome="refused"))

    def filtered(self, what: str) -> Self:
        """Keep what a chip of the preview names: error, note, valid; anything else keeps all."""
        if what == "error":
            return self.filter(verdict=Verdict.ERROR)
        fine = self.exclude(verdict=Verdict.ERROR)
        if what == "note":
            return fine.filter(noted=True)
        return fine.filter(noted=False) if what == "valid" else self


class ImportRow(models.Model):
    """A row of a file; `group` is the first row of those that are written together: of a household, a team.

    `cells` are its cells as they stood, `values` what was understood, by field; `changes` map a field
    to what stands in the register and what is wanted, and `household` and `resident`, or `team` and
    `member`, are those that the row speaks of, where it found them. `problems` and `notes` are lists of
    {column, value, what, how}.
    """

    source = models.ForeignKey(Import, models.PROTECT, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(_("dòng"))
    group = models.PositiveIntegerField()
    verdict = models.CharField(_("sẽ làm gì"), max_length=9, choices=Verdict)
    noted = models.BooleanField(default=False)
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    village = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("thôn")
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="+", verbose_name=_("hộ")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("tổ")
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)

    unscoped = ImportRowQuerySet.as_manager()
    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng của tệp nhập")
        verbose_name_plural = _("dòng của tệp nhập")
        ordering = ("source_id", "number")
        # In this order rows are written: a group together, however far apart its rows stand.
        indexes = [models.Index(fields=["source", "group", "number"], name="importrow_in_groups")]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="importrow_once"),
            models.CheckConstraint(
                name="importrow_verdict_known", condition=Q(verdict__in=Verdict.values)
            ),
        ]

    def __str__(self) -> str:
        return f"E{self.source_id:05d}, {self.number}"

"""What was written of one skill of one person without a network, and where two such writings differ."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import Erased, Resident
from offline.models.operation import SentOperation
from skills.catalogue import SKILLS, Result
from web.scope import ScopedQuerySet

_NUMBERED = Q(number__range=(SKILLS[0].number, SKILLS[-1].number))


class OfResidents[M: models.Model](ScopedQuerySet[M]):
    """Rows about the skills of residents of a territory."""

    place = "resident__household__village__path"
    needs = "households.view_household"


class CellWriteQuerySet(OfResidents["CellWrite"]):
    """What was written in a territory."""


class CellWrite(models.Model):
    """One value written into one cell, kept for good: who compares later reads all of them.

    Without an operation it is what the register itself said when somebody on line had changed it meanwhile, or chose.
    """

    operation = models.ForeignKey(
        SentOperation,
        models.PROTECT,
        null=True,
        related_name="cells",
        verbose_name=_("việc nhập khi không có mạng"),
    )
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        related_name="cell_writes",
        db_index=False,
        verbose_name=_("người"),
    )
    number = models.PositiveSmallIntegerField(_("kỹ năng"))
    # None is "not asked". `base` is what the register said when its author took it along; `shown` what it says after this.
    value = models.PositiveSmallIntegerField(_("ghi"), choices=Result, null=True)
    base = models.PositiveSmallIntegerField(_("trước đó"), choices=Result, null=True)
    shown = models.PositiveSmallIntegerField(_("sổ ghi"), choices=Result, null=True)
    arrived_at = models.DateTimeField(_("đến lúc"), default=timezone.now)
    # Taken back by its author: as if it had never come.
    undone = models.BooleanField(_("đã hoàn tác"), default=False)

    unscoped = CellWriteQuerySet.as_manager()
    objects = CellWriteQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỹ năng ghi khi không có mạng")
        verbose_name_plural = _("kỹ năng ghi khi không có mạng")
        ordering = ("id",)
        indexes = [models.Index(fields=["resident", "number", "id"], name="cell_write_of_cell")]
        constraints = [
            models.CheckConstraint(name="cell_write_of_a_skill", condition=_NUMBERED),
            models.UniqueConstraint(
                fields=["operation", "resident", "number"],
                condition=Q(operation__isnull=False),
                name="cell_write_once",
            ),
        ]

    def __str__(self) -> str:
        return f"N{self.resident_id:07d}, {self.number}"


class CellConflictQuerySet(OfResidents["CellConflict"]):
    """Differing cells of a territory."""

    def open(self) -> Self:
        """Keep those that nobody has settled."""
        return self.filter(closed_at=None)

    def to_settle(self) -> Self:
        """Keep those of people who live in a household of the register: of others, and of who was erased, nothing is written."""
        erased = Erased.unscoped.filter(resident=OuterRef("resident"))
        here = self.filter(resident__left_on=None, resident__household__closed_on=None)
        return here.open().filter(~Exists(erased))


class CellConflict(models.Model):
    """Two people wrote one cell differently without knowing of each other; open until one value is left or chosen."""

    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        related_name="cell_conflicts",
        db_index=False,
        verbose_name=_("người"),
    )
    number = models.PositiveSmallIntegerField(_("kỹ năng"))
    opened_at = models.DateTimeField(_("từ lúc"), default=timezone.now)
    closed_at = models.DateTimeField(_("xong lúc"), null=True)
    # Who chose; nobody where what came later left one value.
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("người chọn"),
    )

    unscoped = CellConflictQuerySet.as_manager()
    objects = CellConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỹ năng hai người ghi khác nhau")
        verbose_name_plural = _("kỹ năng hai người ghi khác nhau")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="cell_conflict_of_a_skill", condition=_NUMBERED),
            models.UniqueConstraint(
                fields=["resident", "number"],
                condition=Q(closed_at=None),
                name="cell_conflict_open_once",
            ),
            models.CheckConstraint(
                name="cell_conflict_closed_by_somebody_is_closed",
                condition=Q(closed_by=None) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"N{self.resident_id:07d}, {self.number}"

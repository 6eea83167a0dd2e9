"""What a decision does to units: from which, to which; and where each household or unit of a split goes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import UNIT_KINDS, Level, level_of
from areas.models import Area
from households.models import Household
from reorganisations.models.reorganisation import Reorganisation
from web.scope import ScopedQuerySet

# The name under which an operation keeps that it was taken back (`Operation.trace`).
TAKEN_BACK = "taken_back"


class OfDecisions[M: models.Model](ScopedQuerySet[M]):
    """Rows of decisions that a person may see."""

    needs = "reorganisations.view_reorganisation"


class OperationQuerySet(OfDecisions["Operation"]):
    """Operations of the decisions of a territory."""

    place = "reorganisation__area__path"

    def standing(self) -> "OperationQuerySet":
        """Keep those that were carried out and not taken back."""
        return self.exclude(applied_at=None).exclude(trace__has_key=TAKEN_BACK)


class Operation(models.Model):
    """One change of a decision, of units of one level. All of them happen on its day, one after the other."""

    class Kind(models.TextChoices):
        """What becomes of units."""

        MERGE = "merge", _("Nhập")
        SPLIT = "split", _("Tách")
        END = "end", _("Kết thúc")
        MOVE = "move", _("Chuyển sang đơn vị khác")
        CHANGE = "change", _("Đổi tên, đổi loại")
        # Units, which live on, are put under a new one above them.
        FORM = "form", _("Lập đơn vị mới gồm")

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="operations", verbose_name=_("quyết định")
    )
    kind = models.CharField(_("việc"), max_length=6, choices=Kind)
    # What was done, so that it can be taken back: rows and what they were (applying.actions.trace). Before that of a split
    # the other way round which team goes where.
    trace = models.JSONField(default=dict, editable=False)
    applied_at = models.DateTimeField(_("thực hiện lúc"), null=True, editable=False)

    unscoped = OperationQuerySet.as_manager()
    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc sắp xếp")
        verbose_name_plural = _("việc sắp xếp")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="operation_kind_known",
                condition=Q(kind__in=["merge", "split", "end", "move", "change", "form"]),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_taken_back(self) -> bool:
        """Whether it was carried out and taken back, which others of its decision may not be."""
        return TAKEN_BACK in self.trace


class PartQuerySet(OfDecisions["Part"]):
    """Units of operations of a territory."""

    place = "operation__reorganisation__area__path"

    def sources(self) -> "PartQuerySet":
        """Keep what changes."""
        return self.filter(side=Part.Side.FROM)

    def targets(self) -> "PartQuerySet":
        """Keep what comes of it."""
        return self.filter(side=Part.Side.TO)


class Part(models.Model):
    """One unit on one side of an operation: that changes, or that comes of it.

    One that comes of it and has a unit lives on, maybe called otherwise or elsewhere; without one it is new, and has
    a unit once the decision was carried out.
    """

    class Side(models.TextChoices):
        """On which side of the operation it stands."""

        FROM = "from", _("trước")
        TO = "to", _("sau")

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="parts")
    side = models.CharField(max_length=4, choices=Side)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    # Of what comes of it: how it is called, and under what it stands.
    kind = models.CharField(_("loại"), max_length=16, choices=UNIT_KINDS, blank=True)
    name = NameField(_("tên"), max_length=120, blank=True)
    # The official one; blank where there is none, or where a unit that lives on keeps the one it has.
    code = models.CharField(_("mã"), max_length=8, blank=True)
    parent = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cấp trên")
    )
    # Whether the unit was made by the decision.
    is_new = models.BooleanField(default=False, editable=False)
    # Of a split: whether the teams of the old unit are for this one.
    takes_teams = models.BooleanField(_("nhận tổ"), default=False)

    unscoped = PartQuerySet.as_manager()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị của việc sắp xếp")
        verbose_name_plural = _("đơn vị của việc sắp xếp")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "side", "area"],
                condition=Q(area__isnull=False),
                name="part_once",
            ),
            models.CheckConstraint(
                name="part_is_a_unit_or_will_be",
                condition=Q(side="from", area__isnull=False)
                | Q(side="to", parent__isnull=False) & ~Q(name="") & ~Q(kind=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}" if self.name else str(self.area)

    full_name = property(__str__)

    @property
    def level(self) -> Level | None:
        """The level of the unit, or of what it will be."""
        if self.kind:
            return level_of(self.kind)
        return Level(self.area.level) if self.area else None


class AssignmentQuerySet(OfDecisions["Assignment"]):
    """Households assigned to parts of splits of a territory."""

    place = "part__operation__reorganisation__area__path"


class Assignment(models.Model):
    """To which part of a split one household goes. Whoever has none stands in "Chưa phân thôn" afterwards."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="assignments")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", verbose_name=_("hộ"))
    part = models.ForeignKey(Part, models.PROTECT, related_name="assignments")

    unscoped = AssignmentQuerySet.as_manager()
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("hộ được phân")
        verbose_name_plural = _("hộ được phân")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["operation", "household"], name="assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.household} → {self.part}"


class AllotmentQuerySet(OfDecisions["Allotment"]):
    """Units assigned to parts of splits of a territory."""

    place = "part__operation__reorganisation__area__path"


class Allotment(models.Model):
    """To which part of a split one unit below goes, whole and as it is.

    It stands there already, or will come of an operation of the same decision that is done before. Nothing is guessed: a split
    of which a unit below is in no part is not proposed.
    """

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="allotments")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    to_come = models.ForeignKey(
        Part,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị sẽ có"),
    )
    part = models.ForeignKey(Part, models.PROTECT, related_name="allotments")

    unscoped = AllotmentQuerySet.as_manager()
    objects = AllotmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị được phân")
        verbose_name_plural = _("đơn vị được phân")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "area"], condition=Q(to_come=None), name="allotment_once"
            ),
            models.UniqueConstraint(
                fields=["operation", "to_come"],
                condition=Q(area=None),
                name="allotment_once_to_come",
            ),
            models.CheckConstraint(
                name="allotment_of_a_unit",
                condition=Q(area=None, to_come__isnull=False) | Q(area__isnull=False, to_come=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area or self.to_come} → {self.part}"

"""The register of a village is complete, or the list of villages of a commune: a dated act with its author."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import Level
from areas.models import Area
from households.models.moments import known_until
from web.scope import ScopedQuerySet

_USER = settings.AUTH_USER_MODEL
MEASURED = ("registered", "declared", "commune_registered", "commune_declared")


class CompletionQuerySet(ScopedQuerySet["Completion"]):
    """Acts of a territory."""

    place = "area__path"

    def standing(self) -> Self:
        """Keep those that were not undone: what holds today."""
        return self.filter(undone_at=None)

    def registers(self) -> Self:
        """Keep those of villages' registers."""
        return self.filter(kind=Completion.Kind.REGISTER)

    def lists(self) -> Self:
        """Keep those of communes' lists of villages."""
        return self.filter(kind=Completion.Kind.VILLAGES)

    def as_of(self, day: date, known_on: date | None = None) -> Self:
        """Keep what held on a day, as it was known when `known_on` ended; None is now.

        An act undone from a day on held before it; one undone from its own day on never held.
        """
        known, undone = self.filter(from_day__lte=day), Q(undone_on__lte=day)
        if known_on is not None:
            end = known_until(known_on)
            known, undone = known.filter(recorded_at__lt=end), undone & Q(undone_at__lt=end)
        return known.exclude(undone)

    def waiting(self) -> Self:
        """Keep those that the upper level has not confirmed yet and should."""
        return self.standing().filter(needs_confirmation=True, confirmed_at=None)

    def oldest_first(self) -> Self:
        """Order by when they were recorded."""
        return self.order_by("recorded_at", "pk")


class Completion(models.Model):
    """From a day on a register is complete, so what it holds is all there is. Undone the same way."""

    class Kind(models.TextChoices):
        """What is complete."""

        REGISTER = "register", _("Sổ hộ của thôn đã đủ")
        VILLAGES = "villages", _("Danh sách thôn của xã đã đủ")

    kind = models.CharField(_("việc"), max_length=8, choices=Kind)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="completions", verbose_name=_("thôn hoặc xã")
    )
    from_day = models.DateField(_("đủ từ ngày"))
    # As they were when the act was done: households of the register, or open villages. None of old acts that
    # were measured by their commune alone.
    registered = models.PositiveIntegerField(_("trong sổ"), null=True)
    declared = models.PositiveIntegerField(_("khai báo"), null=True)
    # Households of the whole commune, where the act made it complete and is the one that asks about them.
    commune_registered = models.PositiveIntegerField(_("cả xã trong sổ"), null=True)
    commune_declared = models.PositiveIntegerField(_("cả xã khai báo"), null=True)
    reason = NameField(_("lý do"), max_length=255, blank=True)
    needs_confirmation = models.BooleanField(_("cần cấp trên xác nhận"), default=False)
    # Since when it does, where a later declaration made it so; None is since it was recorded.
    waits_since = models.DateTimeField(null=True, editable=False)
    recorded_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người ghi")
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người xác nhận")
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True)
    question = NameField(_("hỏi lại"), max_length=255, blank=True)
    asked_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người hỏi")
    )
    asked_at = models.DateTimeField(_("hỏi lúc"), null=True)
    # The confirmed act that ended on the day of this one, for a number declared then: both speak of one register.
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="renewed_by", editable=False
    )
    undone_on = models.DateField(_("không còn đủ từ ngày"), null=True)
    undone_reason = NameField(_("lý do bỏ"), max_length=255, blank=True)
    undone_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người bỏ")
    )
    undone_at = models.DateTimeField(_("bỏ lúc"), null=True)

    unscoped = CompletionQuerySet.as_manager()
    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sổ đã đủ")
        verbose_name_plural = _("sổ đã đủ")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="completion_measured",
                condition=Q(registered__isnull=False) | Q(commune_declared__isnull=False),
            ),
            models.CheckConstraint(
                name="completion_both_of_the_commune",
                condition=Q(commune_registered=None, commune_declared=None)
                | Q(commune_registered__isnull=False, commune_declared__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["area"], condition=Q(undone_at=None), name="completion_one_stands"
            ),
            models.CheckConstraint(
                name="completion_of_few_has_a_reason",
                condition=Q(needs_confirmation=False) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="completion_undone_from_a_day",
                condition=Q(undone_at=None, undone_on=None, undone_by=None, undone_reason="")
                | Q(undone_at__isnull=False, undone_on__isnull=False, undone_on__gte=F("from_day")),
            ),
            models.CheckConstraint(
                name="completion_confirmed_at_a_time",
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="completion_asked_with_a_question",
                condition=Q(asked_at=None, asked_by=None, question="")
                | (Q(asked_at__isnull=False) & ~Q(question="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recorded_at"],
                condition=Q(needs_confirmation=True, confirmed_at=None, undone_at=None),
                name="completion_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.from_day:%d/%m/%Y}"

    @property
    def numbers(self) -> dict[str, int | None]:
        """What it is measured by, in the order of MEASURED."""
        return {name: getattr(self, name) for name in MEASURED}

    @property
    def chain(self) -> "list[Completion]":
        """This act and those that it renews, the earliest last: one register, complete since the last one's day."""
        return [self, *(self.renews.chain if self.renews else [])]

    @property
    def since(self) -> date:
        """Since when it is complete, through every act that was renewed."""
        return self.chain[-1].from_day

    @property
    def is_waiting(self) -> bool:
        """Whether the upper level should confirm it and has not."""
        return self.needs_confirmation and self.confirmed_at is None and self.undone_at is None


def kind_at(area: Area) -> str:
    """Return what can be complete at a place. Raises ValueError above the commune."""
    if area.is_village:
        return Completion.Kind.REGISTER
    if area.level == Level.COMMUNE:
        return Completion.Kind.VILLAGES
    raise ValueError("a register stands in a village, a list of villages in a commune")

"""What a place says it has, and that its register is complete: beside the register, never instead of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import Level
from areas.models import Area
from households.models.moments import end_of
from web.scope import ScopedQuerySet

MOST_HOUSEHOLDS, MOST_VILLAGES = 100_000, 1_000
# What may be declared: each number holds by itself until a newer one of its own.
NUMBERS = ("households", "villages")


class DeclarationQuerySet(ScopedQuerySet["Declaration"]):
    """Declarations of a territory."""

    place = "area__path"

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_villages(self) -> Self:
        """Keep what villages declared, not their communes."""
        return self.filter(area__level=Level.VILLAGE)

    def known(self, day: date, known_on: date | None = None) -> Self:
        """Keep what speaks of a day: declared as of it or before, as it was known when `known_on` ended.

        None is now. What was recorded later was not known yet, what was withdrawn later still stood.
        """
        found = self.filter(declared_on__lte=day)
        if known_on is None:
            return found.standing()
        end = end_of(known_on)
        withdrawn_later = Q(withdrawn_at=None) | Q(withdrawn_at__gte=end)
        return found.filter(withdrawn_later, recorded_at__lt=end)

    def as_of(self, day: date, known_on: date | None = None, number: str = "households") -> Self:
        """Keep the one declaration of each place that holds on a day (`known`) for one of NUMBERS."""
        said = Declaration.unscoped.known(day, known_on).exclude(**{number: None})
        latest = said.filter(area=OuterRef("area")).order_by("-declared_on", "-pk").values("pk")
        return self.filter(pk=Subquery(latest[:1]))

    def holding(self, number: str = "households") -> Self:
        """Keep the one declaration of each place that holds today for one of NUMBERS."""
        return self.as_of(timezone.localdate(), number=number)

    def stands_at(self, places: Iterable[Area]) -> dict[int, dict[str, "Declaration"]]:
        """Return by place, then by number, the declaration that holds today. Two queries."""
        keys, found = [place.pk for place in places], dict[int, dict[str, Declaration]]()
        for number in NUMBERS:
            rows = self.filter(area__in=keys).holding(number).order_by()
            for row in rows.select_related("recorded_by"):
                found.setdefault(row.area_id, {})[number] = row
        return found


class Declaration(models.Model):
    """Declared numbers of one village or commune, valid from their day until newer ones.

    Never rewritten: a wrong one is withdrawn, or a newer one stands beside it.
    """

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="declarations", verbose_name=_("thôn hoặc xã")
    )
    households = models.PositiveIntegerField(_("số hộ khai báo"), null=True, blank=True)
    villages = models.PositiveIntegerField(_("số thôn khai báo"), null=True, blank=True)
    source = NameField(_("nguồn"), max_length=120)
    declared_on = models.DateField(_("tính đến ngày"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), default=timezone.now, editable=False)
    # Of a commune: who said so stood above it then.
    from_above = models.BooleanField(_("cấp trên xã ghi"), default=False, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, editable=False)

    unscoped = DeclarationQuerySet.as_manager()
    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("số khai báo")
        verbose_name_plural = _("số khai báo")
        ordering = ("-declared_on", "-id")
        constraints = [
            models.CheckConstraint(name="declaration_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="declaration_possible",
                condition=Q(households=None) | Q(households__lte=MOST_HOUSEHOLDS),
            ),
            models.CheckConstraint(
                name="declaration_of_villages_possible",
                condition=Q(villages=None) | Q(villages__lte=MOST_VILLAGES),
            ),
            models.CheckConstraint(
                name="declaration_says_a_number",
                condition=Q(households__isnull=False) | Q(villages__isnull=False),
            ),
            models.CheckConstraint(
                name="declaration_withdrawn_at_a_time",
                condition=Q(withdrawn_by=None) | Q(withdrawn_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area", "-declared_on", "-id"], name="declaration_latest")]

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.households, self.villages) if n is not None]
        return f"{' · '.join(numbers)}, {self.declared_on:%d/%m/%Y}"

    def may_be_withdrawn_by(self, user: Any) -> bool:
        """Say whether somebody of this territory may take it back: whoever may declare at this place.

        What a level above recorded of a commune is taken back from above only.
        """
        if self.area.is_village:
            return bool(user.has_perm("households.change_household"))
        may_declare = bool(user.has_perm("households.add_declaration"))
        return may_declare and (user.is_above_communes or not self.from_above)


_USER = settings.AUTH_USER_MODEL


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
            end = end_of(known_on)
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
    # As they were when the act was done: households of the register, or open villages.
    registered = models.PositiveIntegerField(_("trong sổ"))
    declared = models.PositiveIntegerField(_("khai báo"), null=True)
    # Whether the two are households of the whole commune, which the act made complete.
    of_commune = models.BooleanField(default=False, editable=False)
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
    def is_waiting(self) -> bool:
        """Whether the upper level should confirm it and has not."""
        return self.needs_confirmation and self.confirmed_at is None and self.undone_at is None


def kind_at(area: Area) -> str:
    """Return what can be complete at a place. Raises ValueError above the commune."""
    if area.level == Level.VILLAGE:
        return Completion.Kind.REGISTER
    if area.level == Level.COMMUNE:
        return Completion.Kind.VILLAGES
    raise ValueError("a register stands in a village, a list of villages in a commune")

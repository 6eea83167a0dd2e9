"""What one person was found to know on one day, and that nothing had changed since. Never overwritten."""

import uuid
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from households.models.resident import Resident
from skills.catalogue import ALL_FIVE, ALL_SIGNS, CLEARED, COLUMNS, EVIDENCE, SKILLS, Result
from skills.coverage import Answered
from web.scope import ScopedQuerySet


def _known_or_open(column: str) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__in": Result.values})


def _answer(label: Any) -> Any:
    return models.PositiveSmallIntegerField(label, choices=Result, null=True, blank=True)


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    """Assessments of a territory."""

    place = "resident__household__village__path"
    needs = "households.view_household"

    def standing(self) -> Self:
        """Keep those that were not taken back, in the order in which they are folded."""
        return self.filter(withdrawn_at=None).order_by("assessed_on", "pk")


class Assessment(Answered, models.Model):
    """What one resident was asked on one day. Kept for good, corrected by a newer one.

    A skill that was not asked then has no value; what was found before still stands
    (`skills.coverage.person_result`), unless its bit in `cleared` sets it back to "not asked".
    """

    class Method(models.TextChoices):
        SEEN = "seen", _("Thao tác thử")
        INTERVIEW = "interview", _("Hỏi")
        SELF_TOLD = "self_told", _("Tự khai")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(
        Resident, models.PROTECT, related_name="assessments", verbose_name=_("người trong hộ")
    )
    assessed_on = models.DateField(_("ngày khảo sát"))
    method = models.CharField(_("cách"), max_length=10, choices=Method, default=Method.INTERVIEW)
    public_services = _answer(_("Dịch vụ công"))
    shopping = _answer(_("Mua sắm"))
    payment = _answer(_("Thanh toán"))
    safety = _answer(_("Tự bảo vệ"))
    local_platform = _answer(_("Nền tảng"))
    cleared = models.PositiveSmallIntegerField(default=0, editable=False)
    # Whether a platform was in force there on that day, so that skill 5 belongs to a whole survey.
    fifth_due = models.BooleanField(default=True, editable=False)
    # The day on which the person had joined the household so far, where this survey moved it back.
    joined_before = models.DateField(null=True, editable=False)
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người khảo sát"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người rút"),
    )
    # Found, but the other of two differing findings was chosen; withdrawn from the start.
    set_aside = models.BooleanField(_("không được chọn"), default=False)
    # Yes/no signs of what was found, bits in the order of skills.catalogue.EVIDENCE; in neither: not asked.
    evidence_yes = models.PositiveSmallIntegerField(default=0)
    evidence_no = models.PositiveSmallIntegerField(default=0)

    unscoped = AssessmentQuerySet.as_manager()
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần khảo sát")
        verbose_name_plural = _("lần khảo sát")
        ordering = ("-assessed_on", "-id")
        indexes = [
            models.Index(fields=["resident", "-assessed_on", "-id"], name="assessment_latest")
        ]
        constraints = [
            models.CheckConstraint(
                name="assessment_results_known",
                condition=reduce(and_, map(_known_or_open, COLUMNS)),
            ),
            models.CheckConstraint(
                name="assessment_says_something",
                condition=reduce(or_, (Q(**{f"{name}__isnull": False}) for name in COLUMNS))
                | Q(cleared__gt=0),
                violation_error_message=_("Chọn kết quả của ít nhất một kỹ năng."),
            ),
            models.CheckConstraint(
                name="assessment_cleared_in_range", condition=Q(cleared__range=(0, ALL_FIVE))
            ),
            models.CheckConstraint(
                name="assessment_set_aside_never_counts",
                condition=Q(set_aside=False) | Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_evidence_in_range",
                condition=Q(evidence_yes__range=(0, ALL_SIGNS), evidence_no__range=(0, ALL_SIGNS)),
            ),
        ]

    def __str__(self) -> str:
        return f"N{self.resident_id:07d}, {self.assessed_on:%d/%m/%Y}"

    @property
    def answers(self) -> list[int | None]:
        """The same, with CLEARED for what was set back to "not asked"."""
        pairs = zip(SKILLS, self.results, strict=True)
        return [CLEARED if self.cleared & skill.bit else result for skill, result in pairs]

    @property
    def asked(self) -> list[tuple[int, int]]:
        """The number and the result of each skill that was asked."""
        pairs = zip(SKILLS, self.results, strict=True)
        return [(skill.number, result) for skill, result in pairs if result is not None]

    @property
    def cleared_numbers(self) -> list[int]:
        """The numbers of the skills that were set back to "not asked"."""
        return [skill.number for skill in SKILLS if self.cleared & skill.bit]

    @property
    def signs(self) -> list[tuple[object, bool | None]]:
        """Each sign with yes, no, or None where nobody asked."""
        return [
            (sign.name, _said(self.evidence_yes, self.evidence_no, sign.bit)) for sign in EVIDENCE
        ]


def _said(yes: int, no: int, bit: int) -> bool | None:
    return True if yes & bit else False if no & bit else None


class ConfirmationQuerySet(ScopedQuerySet["Confirmation"]):
    """Confirmations of a territory."""

    place = "household__village__path"
    needs = "households.view_household"

    def standing(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(withdrawn_at=None)


class Confirmation(models.Model):
    """What was known of a household was confirmed on a day, by a person. Kept for good."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="confirmations", verbose_name=_("hộ")
    )
    confirmed_on = models.DateField(_("ngày rà soát"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người rà soát"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    unscoped = ConfirmationQuerySet.as_manager()
    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần xác nhận không đổi")
        verbose_name_plural = _("lần xác nhận không đổi")
        ordering = ("-confirmed_on", "-id")
        indexes = [
            models.Index(fields=["household", "-confirmed_on", "-id"], name="confirmation_latest")
        ]

    def __str__(self) -> str:
        return f"H{self.household_id:07d}, {self.confirmed_on:%d/%m/%Y}"

"""What one person was found to know on one day. Facts are dated and never overwritten."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.scope import ScopedQuerySet
from households.models.resident import Resident
from skills.catalogue import ALL_SIGNS, COLUMNS, EVIDENCE, Result


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    """Assessments of a territory."""

    place = "resident__household__village__path"
    needs = "households.view_household"


class Assessment(models.Model):
    """One survey of one resident on one day: five results. Kept for good, corrected by a newer one.

    `local_platform` is empty where no platform was named for the place: it could not be assessed.
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
    public_services = models.PositiveSmallIntegerField(_("Dịch vụ công"), choices=Result)
    shopping = models.PositiveSmallIntegerField(_("Mua sắm"), choices=Result)
    payment = models.PositiveSmallIntegerField(_("Thanh toán"), choices=Result)
    safety = models.PositiveSmallIntegerField(_("Tự bảo vệ"), choices=Result)
    local_platform = models.PositiveSmallIntegerField(_("Nền tảng"), choices=Result, null=True)
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
                condition=Q(
                    public_services__in=Result.values,
                    shopping__in=Result.values,
                    payment__in=Result.values,
                    safety__in=Result.values,
                )
                & (Q(local_platform__isnull=True) | Q(local_platform__in=Result.values)),
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
    def results(self) -> list[int | None]:
        """The five results in the order of the skills."""
        return [getattr(self, column) for column in COLUMNS]

    @property
    def signs(self) -> list[tuple[object, bool | None]]:
        """Each sign with yes, no, or None where nobody asked."""
        return [
            (sign.name, _said(self.evidence_yes, self.evidence_no, sign.bit)) for sign in EVIDENCE
        ]


def _said(yes: int, no: int, bit: int) -> bool | None:
    return True if yes & bit else False if no & bit else None

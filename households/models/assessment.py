"""What one person was found to know on one day. Facts are dated and never overwritten."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.scope import ScopedQuerySet
from households.models.resident import Resident
from skills.catalogue import COLUMNS, Result


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
            )
        ]

    def __str__(self) -> str:
        return f"N{self.resident_id:07d}, {self.assessed_on:%d/%m/%Y}"

    @property
    def results(self) -> list[int | None]:
        """The five results in the order of the skills."""
        return [getattr(self, column) for column in COLUMNS]

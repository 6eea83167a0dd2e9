"""A call to a commune about its villages: who called whom, what was promised, what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Calls inside a territory, newest first."""

    place = "commune__path"
    needs = "reports.view_dashboard"


class Contact(models.Model):
    """One call (or message, or visit) to a commune. Kept with its history; the newest row counts."""

    class Outcome(models.TextChoices):
        PROMISED = "promised", _("Đã hẹn")
        NO_ANSWER = "no_answer", _("Không nghe máy")
        DONE = "done", _("Đã xong")
        REFUSED = "refused", _("Chưa làm được")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commune = models.ForeignKey(Area, models.PROTECT, related_name="contacts", verbose_name=_("xã"))
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome)
    promised_on = models.DateField(_("hẹn ngày"), null=True, blank=True)
    note = NameField(_("ghi chú"), max_length=255, blank=True)
    called_on = models.DateField(_("ngày gọi"))
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người gọi"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    unscoped = ContactQuerySet.as_manager()
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần gọi")
        verbose_name_plural = _("lần gọi")
        ordering = ("-called_on", "-id")
        indexes = [models.Index(fields=["commune", "-called_on", "-id"], name="contact_latest")]
        constraints = [
            models.CheckConstraint(
                name="contact_promise_has_a_day",
                condition=Q(outcome="promised", promised_on__isnull=False)
                | (~Q(outcome="promised") & Q(promised_on=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.commune}, {self.called_on:%d/%m/%Y}"

"""A village sheet as it was printed: which household stood in which row, and as it was then."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from audit.scope import ScopedQuerySet


class PrintedSheetQuerySet(ScopedQuerySet["PrintedSheet"]):
    """Printed sheets of a territory."""

    place = "village__path"
    needs = "households.view_names"


class PrintedSheet(models.Model):
    """One printing of a village's roster; `rows` lists household keys in the order of the paper."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey(
        Area, models.PROTECT, related_name="printed_sheets", verbose_name=_("thôn")
    )
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    printed_at = models.DateTimeField(_("in lúc"), auto_now_add=True)
    # [[household key, version when printed], …]: row 1 of the paper first.
    rows = models.JSONField(default=list)

    unscoped = PrintedSheetQuerySet.as_manager()
    objects = PrintedSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu đã in")
        verbose_name_plural = _("phiếu đã in")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"P{self.pk:07d}" if self.pk else "P"

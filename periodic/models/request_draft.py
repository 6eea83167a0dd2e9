"""A request to units below that was not sent yet: what stands in its fields."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet


class RequestDraftQuerySet(ScopedQuerySet["RequestDraft"]):
    """Drafts of one's own unit: nobody above it sees what it has not sent."""

    place = "area__path"
    needs = "periodic.view_report"

    def visible_to(self, user: Any) -> Self:
        """Keep those of the very unit."""
        return super().visible_to(user).filter(area=getattr(user, "area_id", None))


class RequestDraft(models.Model):
    """One form as it was left. It goes when it is sent or thrown away; its `uuid` is that of the request then."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="request_drafts", verbose_name=_("nơi soạn")
    )
    title = NameField(_("tên yêu cầu"), max_length=200, blank=True)
    # By the names of the fields, each with all that stands in it.
    said = models.JSONField(_("nội dung"), default=dict)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)
    # Goes up with every change: whoever saves an older one is told.
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = RequestDraftQuerySet.as_manager()
    objects = RequestDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu đang soạn")
        verbose_name_plural = _("yêu cầu đang soạn")
        ordering = ("-saved_at", "-id")

    def __str__(self) -> str:
        return str(self.title)

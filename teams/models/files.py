"""Files that were checked and kept: what they are stands in a row, their bytes outside the site."""

import uuid
from collections.abc import Sequence
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from teams.models.activity import Activity
from teams.models.team import Decision, SeenWithTeams


class FileKind(models.TextChoices):
    """What the content of a file is; nobody asks its name."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"


class KeptFile(models.Model):
    """A file that was checked by content (`teams.documents.rules.files`) and kept under a name nobody can guess."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("loại tệp"), max_length=4, choices=FileKind)
    stored_as = models.CharField(max_length=80, unique=True, editable=False)
    size = models.PositiveIntegerField(_("số byte"))
    sha256 = models.CharField("SHA-256", max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("người tải lên"),
    )
    added_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    # Its bytes were taken off the disk; that it was there is not forgotten.
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {localtime(self.added_at):%d/%m/%Y}"

    @property
    def content_type(self) -> str:
        """The one type with which it is ever sent."""
        return "application/pdf" if self.kind == FileKind.PDF else f"image/{self.kind}"


class KeptFileQuerySet[M: KeptFile](SeenWithTeams[M]):
    """Files of a territory."""

    def kept(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(withdrawn_at=None)


class ScanQuerySet(KeptFileQuerySet["Scan"]):
    """Scans of the decisions of a territory, each once."""

    place = "decision__teams__area__path"

    def inside(self, path: str) -> Self:
        """Keep a scan of a decision on several teams once."""
        return super().inside(path).distinct()

    def inside_any(self, paths: Sequence[str]) -> Self:
        """Keep a scan of a decision on several teams once."""
        return super().inside_any(paths).distinct()


class Scan(KeptFile):
    """A decision as it was signed: a PDF, or a photograph of a page."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="scans", verbose_name=_("quyết định")
    )

    unscoped = ScanQuerySet.as_manager()
    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản chụp quyết định")
        verbose_name_plural = _("bản chụp quyết định")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="scan_kind_known", condition=Q(kind__in=["pdf", "jpeg", "png"])
            ),
            models.CheckConstraint(
                name="scan_size_possible", condition=Q(size__range=(1, 10 * 1024 * 1024))
            ),
        ]


class PhotoQuerySet(KeptFileQuerySet["Photo"]):
    """Pictures of the sessions of a territory."""

    place = "activity__team__area__path"


class Photo(KeptFile):
    """A session as it was: at most one picture, JPEG or PNG, drawn anew before it was kept."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="photos", verbose_name=_("buổi hướng dẫn")
    )

    unscoped = PhotoQuerySet.as_manager()
    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("ảnh buổi hướng dẫn")
        verbose_name_plural = _("ảnh buổi hướng dẫn")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="photo_is_a_picture", condition=Q(kind__in=["jpeg", "png"])
            ),
            models.CheckConstraint(
                name="photo_size_possible", condition=Q(size__range=(1, 10 * 1024 * 1024))
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(withdrawn_at=None),
                name="photo_one_of_a_session",
            ),
        ]

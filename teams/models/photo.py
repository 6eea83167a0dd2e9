"""The picture of a session: one, if somebody took one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.models.activity import Activity
from teams.models.scan import KeptFile
from web.scope import ScopedQuerySet


class PhotoQuerySet(ScopedQuerySet["Photo"]):
    """Pictures of the sessions of a territory."""

    place = "activity__team__area__path"
    needs = "teams.view_team"

    def kept(self) -> "PhotoQuerySet":
        """Keep those that were not taken back."""
        return self.filter(withdrawn_at=None)


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

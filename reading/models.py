"""Who read whom: one line for each person, place and hour; and the days on which somebody read far more than usual."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from web.scope import ScopedQuerySet


def _unbound(to: Any, words: Any) -> Any:
    """Point to a row without the database checking it: to check is to lock it, and a page that is read waits for nobody."""
    return models.ForeignKey(
        to,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name=words,
    )


class ReadingQuerySet(ScopedQuerySet["Reading"]):
    """Lines of a territory."""

    place = "commune__path"
    needs = "reading.view_reading"

    def newest_first(self) -> Self:
        """Order as the page shows them."""
        return self.order_by("-hour", "-id")

    def between(self, first: date | None, last: date | None) -> Self:
        """Keep what was read from a day on, or up to one, both with their whole day."""
        kept = self.filter(hour__gte=begin_of(first)) if first else self
        return kept.filter(hour__lt=begin_of(last + timedelta(days=1))) if last else kept

    def of_place(self, village: int) -> Self:
        """Keep what may have named people of a village: read there, or over the whole commune at once."""
        return self.filter(Q(area=village) | Q(area=models.F("commune")))


def begin_of(day: date) -> datetime:
    """Return when a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


class Reading(models.Model):
    """Somebody read the names of so many residents of a place within an hour."""

    user = _unbound(settings.AUTH_USER_MODEL, _("người xem"))
    area = _unbound(Area, _("nơi"))
    commune = _unbound(Area, _("xã"))
    hour = models.DateTimeField(_("giờ"))
    people = models.PositiveIntegerField(_("lượt tên"))

    unscoped = ReadingQuerySet.as_manager()
    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần xem tên")
        verbose_name_plural = _("lần xem tên")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["user", "area", "hour"], name="reading_once_an_hour"),
            models.CheckConstraint(name="reading_of_somebody", condition=Q(people__gt=0)),
        ]
        indexes = [
            models.Index(fields=["commune", "-hour", "-id"], name="reading_commune"),
            models.Index(fields=["hour"], name="reading_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.area_id} {self.hour:%Y-%m-%d %H}"


class UnusualReadingQuerySet(ScopedQuerySet["UnusualReading"]):
    """Unusual days of a territory."""

    place = "commune__path"
    needs = "reading.view_unusualreading"


class UnusualReading(models.Model):
    """A day on which somebody read far more names than they usually do (`reading/rules.py`)."""

    user = _unbound(settings.AUTH_USER_MODEL, _("người xem"))
    commune = _unbound(Area, _("xã"))
    day = models.DateField(_("ngày"))
    people = models.PositiveIntegerField(_("lượt tên"))
    # Nothing: they had no habit yet.
    usual = models.PositiveIntegerField(_("thường ngày"), null=True)

    unscoped = UnusualReadingQuerySet.as_manager()
    objects = UnusualReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ngày xem tên nhiều khác thường")
        verbose_name_plural = _("ngày xem tên nhiều khác thường")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["user", "commune", "day"], name="unusual_once_a_day")
        ]
        indexes = [models.Index(fields=["commune", "-day"], name="unusual_commune")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"

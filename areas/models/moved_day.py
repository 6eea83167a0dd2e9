"""Days that a decree moved: off, or worked, otherwise than the calendar of public holidays has them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.country import CountryQuerySet
from areas.fields import NameField


class MovedDayQuerySet(CountryQuerySet["MovedDay"]):
    """Days of the whole country."""

    needs = "areas.view_movedday"

    def after(self, day: date) -> dict[date, bool]:
        """Return by day whether offices work on it, of the days after one; of a day the newest row counts. One query."""
        rows = self.filter(day__gt=day).order_by("pk").values_list("day", "how")
        newest = dict(rows)
        return {
            one: how == MovedDay.How.WORKED
            for one, how in newest.items()
            if how != MovedDay.How.USUAL
        }


class MovedDay(models.Model):
    """One day, by one decree. Rows are neither changed nor deleted: a later one of the same day replaces it."""

    class How(models.TextChoices):
        """What offices do on it."""

        OFF = "off", _("Nghỉ")
        WORKED = "worked", _("Làm việc")
        # What was written before of this day no longer holds.
        USUAL = "usual", _("Như lịch thường")

    day = models.DateField(_("ngày"))
    how = models.CharField(_("cơ quan"), max_length=6, choices=How)
    document = NameField(_("văn bản"), max_length=200)
    recorded_at = models.DateTimeField(_("ghi lúc"), default=timezone.now, editable=False)

    unscoped = MovedDayQuerySet.as_manager()
    objects = MovedDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")
        ordering = ("-day", "-id")
        constraints = [
            models.CheckConstraint(name="moved_day_by_a_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.get_how_display()}"

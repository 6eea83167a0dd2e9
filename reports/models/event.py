"""A day marked on the lines of a unit: a merger, a change of rule, a campaign."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet


class EventQuerySet(ScopedQuerySet["Event"]):
    """Marked days of a territory."""

    place = "area__path"
    needs = "reports.view_dashboard"


class Event(models.Model):
    """What happened on a day, shown on the lines of the unit and of all below it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="events", verbose_name=_("đơn vị"))
    on = models.DateField(_("ngày"))
    title = NameField(_("việc"), max_length=120)
    document = NameField(_("văn bản"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = EventQuerySet.as_manager()
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("mốc trên biểu đồ")
        verbose_name_plural = _("mốc trên biểu đồ")
        ordering = ("on", "id")
        constraints = [models.CheckConstraint(name="event_titled", condition=~models.Q(title=""))]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}: {self.title}"

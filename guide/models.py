"""Whom the people of a province ask."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet, keys_along


class HelpContactQuerySet(ScopedQuerySet["HelpContact"]):
    """Contacts set by the provinces of a territory."""

    place = "province__path"
    needs = "guide.view_helpcontact"

    def for_people_of(self, area: Area) -> Self:
        """Keep the contact of the province in which a unit lies: all of its people read it, no others."""
        return self.filter(province__in=keys_along(area.path))


class HelpContact(models.Model):
    """Who answers questions about this system in a province: one contact, until another is set."""

    province = models.OneToOneField(
        Area, models.PROTECT, related_name="help_contact", verbose_name=_("tỉnh")
    )
    name = NameField(_("người hoặc đơn vị trả lời"), max_length=120)
    phone = models.CharField(_("điện thoại"), max_length=20)
    hours = NameField(_("giờ trả lời"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = HelpContactQuerySet.as_manager()
    objects = HelpContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("người trả lời câu hỏi")
        verbose_name_plural = _("người trả lời câu hỏi")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="helpcontact_can_be_called", condition=~Q(name="") & ~Q(phone="")
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


def contact_for(user: Any) -> HelpContact | None:
    """Return whom this person asks: the contact of their province; None for a stranger, or where none is set."""
    area = getattr(user, "area", None)
    if not area or not user.is_active:
        return None
    return HelpContact.unscoped.for_people_of(area).first()

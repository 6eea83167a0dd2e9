"""What a household has to learn with: a smartphone, internet at home. Not asked, no and yes are three answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# The questions, in the order they are asked.
MEANS = ("smartphone", "internet")
YES_NO = [(True, _("Có")), (False, _("Không"))]


class HasMeans(models.Model):
    """What a household said it has; None was not asked. Who asked stands in the journal."""

    smartphone = models.BooleanField(_("điện thoại thông minh"), null=True, choices=YES_NO)
    internet = models.BooleanField(_("internet ở nhà"), null=True, choices=YES_NO)
    # The last day an answer changed.
    means_asked_on = models.DateField(
        _("hỏi điện thoại, internet ngày"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def say_means(self, said: Mapping[str, Any], day: date) -> None:
        """Take over what of these facts answers the questions, found on a day; the caller saves."""
        answers = {name: said[name] for name in MEANS if name in said}
        for name, answer in answers.items():
            setattr(self, name, answer)
        if answers:
            is_known = self.smartphone is not None or self.internet is not None
            self.means_asked_on = max(day, self.means_asked_on or day) if is_known else None


# One is known if and only if there is a day.
MEANS_HAVE_A_DAY = models.CheckConstraint(
    name="household_means_asked_on_a_day",
    condition=Q(smartphone=None, internet=None, means_asked_on=None)
    | (Q(means_asked_on__isnull=False) & (Q(smartphone__isnull=False) | Q(internet__isnull=False))),
)

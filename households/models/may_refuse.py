"""What stands on a household of the refusal that holds: since when, until when nobody asks, and how it is said."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _


class MayRefuse(models.Model):
    """The refusal that holds (households.models.Refusal), repeated on its household.

    Of one that is out of the register it waits for its return.
    """

    refused_on = models.DateField(_("từ chối ngày"), null=True, blank=True, editable=False)
    # The last day on which nobody asks again; None, where it refused, is never again.
    not_asked_until = models.DateField(
        _("đừng hỏi lại đến hết ngày"), null=True, blank=True, editable=False
    )

    status: "models.CharField[str, str]"
    restricted_on: "models.DateField[date | None, date | None]"

    class Meta:
        abstract = True

    @property
    def refuses(self) -> bool:
        """Whether it refused to be surveyed, and has not agreed since."""
        return self.status == "refused"

    def may_be_asked(self, day: date) -> bool:
        """Say of a day whether it may be asked: what `HouseholdQuerySet.to_ask` asks of all."""
        if self.restricted_on is not None:
            return False
        until = self.not_asked_until
        return not self.refuses or (until is not None and until < day)

    @property
    def is_left_alone(self) -> bool:
        """Whether nobody asks it today: it refused until a later day, or its data are only kept."""
        return not self.may_be_asked(timezone.localdate())

    @property
    def refusal_said(self) -> str:
        """The refusal in a line: "Từ chối ngày 12/11/2026, đừng hỏi lại đến hết ngày 16/11/2027"."""
        if self.refused_on is None:
            return ""
        day = {"day": date_format(self.refused_on)}
        if self.not_asked_until is None:
            return gettext("Từ chối ngày %(day)s, đừng hỏi lại") % day
        day["until"] = date_format(self.not_asked_until)
        if self.not_asked_until < timezone.localdate():
            return gettext("Từ chối ngày %(day)s, đến ngày hỏi lại (hết hạn %(until)s)") % day
        return gettext("Từ chối ngày %(day)s, đừng hỏi lại đến hết ngày %(until)s") % day

    @property
    def refusal_question(self) -> str:
        """What is asked before anything is recorded of a household that refused."""
        said = self.refusal_said
        said = said[:1].lower() + said[1:]
        return gettext("Hộ này đã %(said)s. Hộ có đồng ý trả lời bây giờ không?") % {"said": said}

"""What the page of readers may be asked for: person, village, days."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms import FiltersForm
from reading.models import ReadingQuerySet


class ReadersForm(FiltersForm):
    """Filters of the lines."""

    anywhere = _("Cả xã")
    nguoi = forms.ChoiceField(label=_("Người xem"), required=False)
    noi = forms.ChoiceField(label=_("Thôn"), required=False)

    def narrow(self, lines: ReadingQuerySet) -> ReadingQuerySet:
        """Keep what is asked for; of a village also what was read of the whole commune at once."""
        self.full_clean()
        asked = self.cleaned_data
        if person := asked.get("nguoi"):
            lines = lines.filter(user=person)
        if village := asked.get("noi"):
            lines = lines.of_place(village)
        return lines.between(asked.get("tu"), asked.get("den"))

"""What the page of readers may be asked for: person, village, days."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reading.models import ReadingQuerySet
from web.fields import DayField, DayInput

ANY = ""


class ReadersForm(forms.Form):
    """Filters of the lines; what cannot be read filters nothing."""

    nguoi = forms.ChoiceField(label=_("Người xem"), required=False)
    noi = forms.ChoiceField(label=_("Thôn"), required=False)
    tu = DayField(label=_("Từ ngày"), required=False, widget=DayInput(past=True))
    den = DayField(label=_("Đến ngày"), required=False, widget=DayInput(past=True))

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[str, str]] = (),
        places: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nguoi"].choices = [(ANY, _("Mọi người")), *people]  # type: ignore[attr-defined]  # a field of choices
        self.fields["noi"].choices = [(ANY, _("Cả xã")), *places]  # type: ignore[attr-defined]  # a field of choices
        for field in self.fields.values():
            field.widget.attrs.update({"class": "in"})

    def narrow(self, lines: ReadingQuerySet) -> ReadingQuerySet:
        """Keep what is asked for; of a village also what was read of the whole commune at once."""
        self.full_clean()
        asked = self.cleaned_data
        if person := asked.get("nguoi"):
            lines = lines.filter(user=person)
        if village := asked.get("noi"):
            lines = lines.of_place(village)
        return lines.between(asked.get("tu"), asked.get("den"))

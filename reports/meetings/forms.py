"""The form that freezes a page for a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from reports.meetings.queries.shown import MOST

# Three of this length still fit the first page of the print.
MOST_SIGNS = 200


class MeetingForm(forms.Form):
    """At most three proposals, each beside what was drafted when the page was opened."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, drafted: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [*(drafted or []), *[""] * MOST][:MOST]
        for number, draft in enumerate(words, start=1):
            self.fields[f"p{number}"] = TypedName(
                label=_("Đề nghị %(n)s") % {"n": number},
                max_length=MOST_SIGNS,
                required=False,
                initial=draft,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"d{number}"] = forms.CharField(
                required=False, initial=draft, widget=forms.HiddenInput
            )

    @property
    def proposals(self) -> list[str | None]:
        """The proposals as written; None where the draft was left as it was."""
        data = self.cleaned_data
        pairs = [(data[f"p{n}"], data[f"d{n}"]) for n in range(1, MOST + 1)]
        return [None if words == draft else words for words, draft in pairs]

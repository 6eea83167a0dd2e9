"""Which households of "Chưa phân thôn" are meant, and to which village they are assigned."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.lifecycle.forms import VillageChoice
from web.fields import WholeNumberInput
from web.scope import is_key

_MOST = 99_999


class FilterForm(forms.Form):
    """Along which street or in which hamlet, between which numbers; names are only ever sent, never in an address."""

    xom = forms.CharField(required=False, max_length=120, empty_value=None, strip=False)
    q = forms.CharField(required=False, max_length=80)
    tu = forms.IntegerField(
        label=_("Số nhà từ"),
        required=False,
        min_value=0,
        max_value=_MOST,
        widget=WholeNumberInput({"class": "in", "size": 5}),
    )
    den = forms.IntegerField(
        label=_("đến"),
        required=False,
        min_value=0,
        max_value=_MOST,
        widget=WholeNumberInput({"class": "in", "size": 5}),
    )
    # How many stood on the page.
    n = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def street(self) -> str | None:
        """The street asked for; "" where none is told; None for all."""
        return self.data.get("xom")

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """Between which numbers; what cannot be one does not ask."""
        said = self.cleaned_data if self.is_valid() else {}
        return said.get("tu"), said.get("den")

    def refuses_all(self, found: int) -> bool:
        """Say whether all were meant and are others than stood on the page: words were changed, or somebody was quicker."""
        said = self.cleaned_data
        if not said.get("tat_ca") or said.get("n") in (None, found):
            return False
        self.add_error("ho", _("Danh sách vừa đổi. Xem lại rồi bấm lần nữa."))
        return True


class AssignForm(FilterForm):
    """The same, with those that were ticked, or all that are shown, and their village."""

    ho = forms.MultipleChoiceField(label=_("Hộ"), required=False)
    tat_ca = forms.BooleanField(required=False)
    village = VillageChoice(
        label=_("Phân về"), queryset=Area.objects.none(), empty_label=_("Chọn thôn")
    )

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["village"].queryset = villages
        fields["ho"].valid_value = is_key

    def clean(self) -> dict[str, Any]:
        """Ask for at least one household."""
        data = super().clean() or {}
        if not data.get("ho") and not data.get("tat_ca"):
            raise ValidationError({"ho": _("Chọn ít nhất một hộ.")})
        return data

    def ticked(self) -> set[int]:
        """Return the keys that were ticked, for a page that is shown again too."""
        keys: Any = self.data
        return {int(key) for key in keys.getlist("ho") if is_key(key)}


class UndoForm(forms.Form):
    """What was assigned at one go: to which village, and the moment it is found by."""

    village = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    at = forms.IntegerField(min_value=0, max_value=10**17, widget=forms.HiddenInput)

    @property
    def moment(self) -> datetime:
        """The moment, to the millionth of a second."""
        seconds, millionths = divmod(self.cleaned_data["at"], 10**6)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=millionths)


def key_of_moment(at: datetime) -> int:
    """Return a moment as a whole number, as `UndoForm` reads it."""
    return int(at.replace(microsecond=0).timestamp()) * 10**6 + at.microsecond

"""Whose cards are drawn or taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.cards.queries import not_come, without_card
from accounts.models import CardSheet
from areas.models import Area
from web.scope import key_of

PRINT, TEXTS, REVOKE = CardSheet.Form.PAPER.value, CardSheet.Form.TEXT.value, "thu-hoi"


class Keys(forms.Field):
    """The keys of rows that were ticked; of whoever is no longer there nothing is said."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        """Read the keys."""
        return [key for one in value or [] if (key := key_of(one))]


class DrawForm(forms.Form):
    """People or whole communes that were ticked; nothing ticked means all that the page shows.

    Only whoever was ticked by name gets another card while theirs is good: it would open nothing any more.
    """

    do = forms.ChoiceField(choices=[(PRINT, ""), (TEXTS, ""), (REVOKE, "")])
    xa = Keys(required=False)
    nguoi = Keys(required=False)

    def __init__(self, *args: Any, by: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = not_come(by, area)

    def clean(self) -> dict[str, Any]:
        """Take nothing back that was not ticked."""
        data = super().clean() or {}
        if data.get("do") == REVOKE and not data.get("xa") and not data.get("nguoi"):
            raise forms.ValidationError(_("Chọn người hoặc xã có giấy cần thu hồi."))
        return data

    def people(self) -> list[int]:
        """Return the keys of whom this is about."""
        communes, people = self.cleaned_data["xa"], self.cleaned_data["nguoi"]
        found = self.everybody.order_by()
        if people:
            found = found.filter(pk__in=people)
        elif communes:
            found = found.filter(area__in=communes) | found.filter(area__commune__in=communes)
        if not people and self.cleaned_data["do"] != REVOKE:
            found = without_card(found)
        return list(found.values_list("pk", flat=True))

"""The decisions that were ticked, to be proposed or approved at one press."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reorganisations.drafting.queries.many import MOST

_KEY = re.compile(r"[0-9]{1,15}-[0-9]{1,9}")


class ManyForm(forms.Form):
    """Which decisions, each as it was seen."""

    qd = forms.MultipleChoiceField(
        label=_("Quyết định"), error_messages={"required": _("Chọn ít nhất một quyết định.")}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        fields: Any = self.fields
        # Which of them are the reader's to decide is asked of the database.
        fields["qd"].valid_value = lambda value: bool(_KEY.fullmatch(str(value)))

    def clean_qd(self) -> list[str]:
        """Take no more than a page shows."""
        keys: list[str] = self.cleaned_data["qd"]
        if len(keys) > MOST:
            raise ValidationError(_("Mỗi lần nhiều nhất %(n)s quyết định.") % {"n": MOST})
        return keys

"""What whoever decides says: which state of the decision they saw, and why it is given back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName


class SeenForm(forms.Form):
    """The version of the decision that stood on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GiveBackForm(forms.Form):
    """Why a decision is given back."""

    why = TypedName(
        label=_("Lý do trả lại"),
        max_length=255,
        error_messages={"required": _("Ghi lý do để người soạn biết sửa gì.")},
    )

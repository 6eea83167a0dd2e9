"""To which commune a household goes, and what is answered there."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.models import Area
from households.lifecycle.forms import TurnForm, VillageChoice


class OfferForm(TurnForm):
    """The commune, among those that were found by their names, and the day."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    commune = VillageChoice(
        label=_("Xã, phường nơi đến"),
        queryset=Area.objects.none(),
        error_messages={"required": _("Tìm rồi chọn xã, phường nơi đến.")},
    )

    def __init__(self, *args: Any, communes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["uuid"].initial = uuid.uuid4
        fields["commune"].queryset = communes
        fields["on"].label = _("Chuyển ngày")


class AcceptForm(forms.Form):
    """Where the household lives from now on."""

    village = VillageChoice(
        label=_("Về thôn"), queryset=Area.objects.none(), empty_label=_("Chọn thôn")
    )
    hamlet = TypedName(
        label=_("Xóm, số nhà ở nơi mới"),
        max_length=120,
        required=False,
        help_text=_("Chưa biết thì để trống, ghi sau."),
    )

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["village"].queryset = villages


class DeclineForm(forms.Form):
    """Why a household is not accepted; whoever offered it reads that."""

    why = TypedName(
        label=_("Vì sao không nhận"),
        max_length=300,
        help_text=_("Xã cũ đọc lý do này, ví dụ: không có hộ nào mới đến thôn nào trong xã."),
    )

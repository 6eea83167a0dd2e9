"""Forms of local platforms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName


class PlatformForm(forms.Form):
    """A platform named for skill 5."""

    name = TypedName(label=_("Tên nền tảng"), max_length=120, help_text=_("Ví dụ: Đắk Lắk Số"))
    document = TypedName(label=_("Văn bản (nếu có)"), max_length=255, required=False)

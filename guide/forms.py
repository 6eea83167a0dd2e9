"""What a province says of whom its people ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from households.register.forms import PhoneField


class CalledPhone(PhoneField):
    """A telephone number that somebody is going to call: never left blank."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.required = True


class ContactForm(forms.Form):
    """Name, telephone and hours of whom the people of a province ask."""

    name = TypedName(
        label=_("Người hoặc đơn vị trả lời"),
        help_text=_("Ví dụ: Tổ giúp việc, Sở Khoa học và Công nghệ"),
        max_length=120,
    )
    phone = CalledPhone(max_length=20)
    hours = TypedName(
        label=_("Giờ trả lời"),
        help_text=_("Ví dụ: 7:30–17:00 các ngày làm việc"),
        max_length=120,
        required=False,
    )

"""The form of a published figure, and that of withdrawing one; a file of rows is judged by the first."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from areas.dated import last_day, month_of, not_later_than_today
from areas.fields import TypedName
from periodic.published.actions import Fields
from periodic.published.rules import HELD_AGAINST
from web.fields import DayField, DayInput, WholeNumberInput

# The national figures that come with the software.
OURS = Path(__file__).resolve().parents[1] / "data" / "published.csv"
_TO_COME = _("Ngày này chưa đến.")


class FigureForm(forms.Form):
    """What a source said: of which day, what, how many, where it stands."""

    figure = forms.ChoiceField(
        label=_("So với chỉ số trong sổ"),
        required=False,
        help_text=_("Để trống nếu sổ không đếm số này."),
    )
    name = TypedName(label=_("Tên chỉ số, như nguồn viết"), max_length=120)
    day = DayField(label=_("Số của ngày"), widget=DayInput(past=True))
    is_month = forms.BooleanField(label=_("Nguồn chỉ nói tháng"), required=False)
    about = TypedName(
        label=_("Chữ trước số"),
        max_length=20,
        required=False,
        help_text=_("Ví dụ: gần, khoảng, hơn. Để trống nếu nguồn nói đúng số này."),
    )
    value = forms.DecimalField(
        label=_("Số công bố"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    of = forms.IntegerField(
        label=_("Trên tổng số (nếu nguồn có nói)"),
        min_value=1,
        required=False,
        widget=WholeNumberInput(),
    )
    unit = TypedName(label=_("Đơn vị tính"), max_length=30)
    note = TypedName(label=_("Ghi chú"), max_length=200, required=False)
    source = TypedName(
        label=_("Nguồn"), max_length=200, help_text=_("Báo, trang hoặc văn bản nào.")
    )
    link = forms.CharField(
        label=_("Địa chỉ trang có số này"),
        max_length=500,
        validators=[URLValidator(["https", "http"], message=_("Ghi cả địa chỉ, ví dụ https://…"))],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    is_seen = forms.BooleanField(
        label=_("Tôi đã mở nguồn và thấy đúng số này"),
        error_messages={"required": _("Số chưa xác nhận thì không ghi.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["figure"]
        choices.choices = [
            ("", _("không so")),
            *((one.key, one.name) for one in HELD_AGAINST.values() if not one.is_part),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a day to come and a part larger than its whole; a month stands for its last day."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data.pop("is_seen", None)
        value, of, day = (data.get(name) for name in ("value", "of", "day"))
        if value is not None and of is not None and value > of:
            self.add_error("of", _("Tổng số nhỏ hơn số công bố."))
        if day is None:
            return data
        try:
            not_later_than_today(day)
        except ValueError:
            self.add_error("day", _TO_COME)
        if data.get("is_month"):
            data["day"] = min(last_day(month_of(day)), timezone.localdate())
        return data


class WithdrawForm(forms.Form):
    """Why a figure is withdrawn."""

    why = TypedName(label=_("Vì sao rút"), max_length=200)

    def clean_why(self) -> str:
        """Refuse what says nothing."""
        why: str = self.cleaned_data["why"]
        if not any(map(str.isalpha, why)):
            raise ValidationError(_("Ghi lý do bằng chữ."))
        return why


class Unreadable(Exception):
    """A file, or a row of it, that cannot come in; says which and why."""


def read_rows(text: str) -> tuple[list[Fields], int]:
    """Return the rows of a file of published figures, and how many nobody confirmed; Unreadable for a wrong one."""
    reader = csv.DictReader(StringIO(text))
    missing = {*FigureForm.base_fields, "confirmed"} - {"is_seen", "is_month"}
    missing -= set(reader.fieldnames or ())
    if missing:
        words = {"columns": ", ".join(sorted(missing))}
        raise Unreadable(gettext("Tệp thiếu cột: %(columns)s.") % words)
    found, left_out = list[Fields](), 0
    for number, cells in enumerate(reader, 2):
        if cells["confirmed"] == "x":
            found.append(_row(number, cells))
        else:
            left_out += 1
    return found, left_out


def _row(number: int, cells: dict[str, str]) -> Fields:
    """Read one row as the form does; a day without its last part is a month."""
    day = cells["day"]
    is_month = day.count("-") == 1
    typed = {**cells, "day": f"{day}-01" if is_month else day, "is_seen": "on"}
    form = FigureForm({**typed, "is_month": "on"} if is_month else typed)
    if form.is_valid():
        return cast("Fields", form.cleaned_data)
    words = "; ".join(f"{name}: {said[0]}" for name, said in form.errors.items())
    raise Unreadable(gettext("Dòng %(n)d: %(why)s") % {"n": number, "why": words})

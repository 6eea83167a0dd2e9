"""The form of a published figure, and that of withdrawing one; a file of rows is judged by the first."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _, ngettext, override

from areas.dated import last_day, month_of, not_later_than_today
from areas.fields import TypedName
from periodic.published.actions import Fields
from periodic.published.rules import HELD_AGAINST
from web.fields import (
    DayField,
    DayInput,
    FileInput,
    NumberField,
    WholeNumberField,
    WholeNumberInput,
)

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
    value = NumberField(
        label=_("Số công bố"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    of = WholeNumberField(
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
        label=_("Đã mở nguồn, thấy đúng số này"),
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
    """Why a figure is withdrawn; and all that came in by the same file, where there is more."""

    why = TypedName(label=_("Vì sao rút"), max_length=200)
    is_whole = forms.BooleanField(required=False)

    def __init__(self, *args: Any, loaded: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = ngettext("Rút cả %(n)s số nạp cùng tệp", "Rút cả %(n)s số nạp cùng tệp", loaded) % {
            "n": loaded
        }
        self.fields["is_whole"].label = words
        if loaded < 2:
            del self.fields["is_whole"]

    def clean_why(self) -> str:
        """Refuse what says nothing."""
        why: str = self.cleaned_data["why"]
        if not any(map(str.isalpha, why)):
            raise ValidationError(_("Ghi lý do bằng chữ."))
        return why


# What heads the columns of a file, by the name of the field; those of our own workbook, too.
HEADINGS = {
    "day": "Số của ngày",
    "figure": "Chỉ số trong sổ",
    "name": "Chỉ số",
    "about": "Chữ trước số",
    "value": "Số công bố",
    "of": "Trên tổng số",
    "unit": "Đơn vị tính",
    "note": "Ghi chú",
    "source": "Nguồn",
    "link": "Địa chỉ",
    "confirmed": "Đã mở nguồn (x)",
}
_NEEDED = {"day", "name", "value", "unit", "source", "link"}
_FIGURES = {str(one.name).casefold(): one.key for one in HELD_AGAINST.values()}
# Bytes of a file, and letters that are pasted: some hundred rows.
MOST = 200_000


class TableForm(forms.Form):
    """Rows of published figures: a file, or what was copied of a sheet."""

    file = forms.FileField(label=_("Tệp CSV"), required=False, widget=FileInput())
    text = forms.CharField(
        label=_("Hoặc dán bảng chép từ Excel, cả dòng tiêu đề"),
        required=False,
        max_length=MOST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    is_seen = forms.BooleanField(
        label=_("Đã mở từng nguồn, thấy đúng các số này"),
        error_messages={"required": _("Số chưa xác nhận thì không ghi.")},
    )

    # What was read: the rows, and how many nobody confirmed.
    rows: list[Fields]
    left_out: int

    def clean(self) -> dict[str, Any]:
        """Read the rows; say of a file that cannot come in which line is wrong and why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        field = "file" if data.get("file") else "text"
        try:
            data["text"] = _text_of(data["file"]) if field == "file" else data.get("text", "")
            self.rows, self.left_out = read_rows(data["text"].strip("\r\n"), is_seen=True)
        except Unreadable as error:
            self.add_error(field, str(error))
        return data


def _text_of(file: Any) -> str:
    """Return what a file says; Unreadable for one that is too large, or no text."""
    if file.size > MOST:
        raise Unreadable(gettext("Tệp quá lớn. Một lần nạp vài trăm dòng là nhiều nhất."))
    kept: bytes = file.read()
    try:
        return kept.decode("utf-16" if kept[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        words = gettext("Không đọc được tệp. Lưu bảng dạng “CSV UTF-8”, hoặc chép bảng rồi dán.")
        raise Unreadable(words) from None


class Unreadable(Exception):
    """A file, or a row of it, that cannot come in; says which and why."""


def read_rows(text: str, *, is_seen: bool = False) -> tuple[list[Fields], int]:
    """Return the rows of a file of published figures, and how many nobody confirmed; Unreadable for a wrong one.

    `is_seen`: whoever brings it says of the whole file that they saw its sources; then no column need say so.
    """
    head = (text.splitlines() or [""])[0]
    if not head.strip():
        raise Unreadable(gettext("Chọn tệp, hoặc dán bảng cả dòng tiêu đề."))
    try:
        return _rows(text, max("\t;,", key=head.count), is_seen=is_seen)
    except csv.Error:
        words = gettext("Không đọc được bảng: có dấu nháy kép mở mà không đóng, hoặc ô quá dài.")
        raise Unreadable(words) from None


def _rows(text: str, delimiter: str, *, is_seen: bool) -> tuple[list[Fields], int]:
    reader = csv.DictReader(StringIO(text, newline=None), delimiter=delimiter)
    named = [heading_of(one) for one in reader.fieldnames or ()]
    reader.fieldnames = named
    needed = {*_NEEDED, *(() if is_seen else ("confirmed",))} - set(named)
    if missing := [own for name, own in HEADINGS.items() if name in needed]:
        words = {"columns": ", ".join(missing)}
        raise Unreadable(gettext("Tệp thiếu cột: %(columns)s.") % words)
    found, left_out = list[Fields](), 0
    for number, cells in enumerate(reader, 2):
        said = {name: (cell or "").strip() for name, cell in cells.items() if name in HEADINGS}
        if not any(said.values()):
            continue
        if said.get("confirmed", "x" if is_seen else "").lower() == "x":
            found.append(_row(number, said))
        else:
            left_out += 1
    return found, left_out


def heading_of(said: str) -> str:
    """Return which column a heading names: by its words here, or by the name of its field."""
    words = " ".join(said.split()).casefold()
    return next((name for name, own in HEADINGS.items() if words in {name, own.casefold()}), words)


def _row(number: int, cells: dict[str, str]) -> Fields:
    """Read one row as the form does; a day without its first or last part is a month."""
    day = cells["day"]
    is_month = len(parts := day.replace("/", "-").split("-")) == len(("month", "year"))
    if is_month:
        year, month = sorted(parts, key=len, reverse=True)
        day = f"{year}-{month.zfill(2)}-01"
    figure = _FIGURES.get(cells.get("figure", "").casefold(), cells.get("figure", ""))
    typed = {**cells, "day": day, "figure": figure, "is_seen": "on"}
    # Numbers are written as here, whatever language the page speaks.
    with override("vi"):
        form = FigureForm({**typed, "is_month": "on"} if is_month else typed)
        is_read = form.is_valid()
    if is_read:
        return cast("Fields", form.cleaned_data)
    words = "; ".join(
        f"{HEADINGS.get(name, name)}: {said[0]}" for name, said in form.errors.items()
    )
    raise Unreadable(gettext("Dòng %(n)d: %(why)s") % {"n": number, "why": words})

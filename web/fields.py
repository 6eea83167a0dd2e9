"""Fields that speak our languages whatever the browser's is: a day, a whole number, a file."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import gettext_lazy as _

from web.scope import KEY_DIGITS, is_key

NO_DAY = _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/11/2026.")
SHORT_YEAR = _("Ghi đủ bốn chữ số của năm, ví dụ 05/11/2026.")
NOT_IN_CALENDAR = _("Không có ngày này. Xem lại ngày và tháng.")
NOT_THAT_YEAR = _("Năm này không đúng. Xem lại bốn chữ số của năm, ví dụ 05/11/2026.")
# Years that a day may be of: one of the year 26, or 9999, is mistyped, and the day before or after it may be none.
YEARS = range(1900, 3000)

_TYPED = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
# Links of before and bookmarks.
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/. -][0-9]{1,2}[/. -][0-9]{2}")
# Numbers in groups of three with spaces between them (a tab stands between two cells of Excel), and what a number is
# written with at all.
_SPACED = re.compile(
    r"(?P<whole>[-+]?[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+)(?P<part>[.,][0-9]+)?"
)
_OF_NUMBERS = re.compile(r"[-+0-9.,\s]*")


def day_typed(text: str) -> date:
    """Read a day as people write it, or raise ValidationError in words that say how to mend it."""
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        parts = iso["year"], iso["month"], iso["day"]
    elif found := _TYPED.fullmatch(text) or _DIGITS.fullmatch(text):
        parts = found[3], found[2], found[1]
    else:
        raise ValidationError(SHORT_YEAR if _SHORT_YEAR.fullmatch(text) else NO_DAY, "invalid")
    try:
        day = date(*map(int, parts))
    except ValueError:
        raise ValidationError(NOT_IN_CALENDAR, "invalid") from None
    if day.year not in YEARS:
        raise ValidationError(NOT_THAT_YEAR, "invalid")
    return day


def day_asked(text: str | None) -> date | None:
    """Read a day of an address; None for none and for what is no day."""
    try:
        return day_typed(text or "")
    except ValidationError:
        return None


def is_no_day(text: str | None) -> bool:
    """Say of a day of an address whether it was typed and cannot be read."""
    return bool(text) and day_asked(text) is None


class DayInput(forms.TextInput):
    """A text field for a day, with a small calendar where scripts run."""

    template_name = "forms/day.html"

    def __init__(self, attrs: Any = None, *, past: bool = False) -> None:
        said = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
        super().__init__({"class": "in", **said, **(attrs or {})})
        self.past = past

    def format_value(self, value: Any) -> str | None:
        """Show every day day first, and leave what is no day as it was typed."""
        day = value if isinstance(value, date) else day_asked(str(value or ""))
        return f"{day:%d/%m/%Y}" if day else value

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Tell the calendar which day is today, and whether later ones may be chosen."""
        found: dict[str, Any] = super().get_context(name, value, attrs)
        return {**found, "today": timezone.localdate().isoformat(), "past": self.past}


class DayField(forms.DateField):
    """A day, as people in Vietnam write it."""

    widget: Any = DayInput

    def to_python(self, value: Any) -> date | None:
        """Read what was typed."""
        is_read = value in self.empty_values or isinstance(value, date)
        return super().to_python(value) if is_read else day_typed(str(value))


# Django's class takes type arguments only in its stubs.
class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Several rows by their keys; what is too long for a key is none, as it is where one is chosen."""

    def clean(self, value: Any) -> Any:
        """Refuse what no database may be asked for."""
        for key in value if isinstance(value, list | tuple) else ():
            if not is_key(key):
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, "invalid_pk_value", {"pk": str(key)[:KEY_DIGITS]})
        return super().clean(value)


class WholeNumberInput(forms.TextInput):
    """A text field for a number: a browser's own would refuse in its own language."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class _Grouped(forms.Field):
    """A number whose separators are read where they belong: Django leaves them all out, "1.50.000" would be 150000."""

    is_whole = False

    def to_python(self, value: Any) -> Any:
        """Read it, or say how a large number is written. "1e3", which Python reads as a thousand, is none here."""
        if isinstance(value, str):
            if not _OF_NUMBERS.fullmatch(value):
                raise ValidationError(self.error_messages["invalid"], "invalid")
            value = closed_up(value.strip())
            refuse_misgrouped(value, is_whole=self.is_whole)
        return super().to_python(value)


def closed_up(said: str) -> str:
    """Leave out the spaces between groups of three ("1 545", a space that does not break, too)."""
    found, point = _SPACED.fullmatch(said), get_format("DECIMAL_SEPARATOR")
    if not found or not (found["part"] or point).startswith(point):
        return said
    return "".join(found["whole"].split()) + (found["part"] or "")


def refuse_misgrouped(said: str, *, is_whole: bool) -> None:
    """Refuse a number of which nobody knows how large it is, for its separators; raises ValidationError.

    A whole one has no decimal point either: "15,000" is one of Excel's in English, and would be 15.
    """
    if not _is_grouped(said, is_whole=is_whole):
        words = _("Viết lại số này: sau mỗi dấu ngăn có đúng ba chữ số, ví dụ %(example)s.")
        example = number_format(1_500_000, force_grouping=True)
        raise ValidationError(words, "invalid", {"example": example})


def _is_grouped(said: str, *, is_whole: bool) -> bool:
    """Whether all that separates stands before three digits; one dot alone may be a decimal point, as Django has it."""
    point, between = (get_format(f"{one}_SEPARATOR") for one in ("DECIMAL", "THOUSAND"))
    whole, has_point, part = said.partition(point)
    # Spaces that are left stand elsewhere than between groups.
    if (is_whole and has_point) or re.search(r"\s", said):
        return False
    if between not in said:
        return True
    is_point = between == "." and not has_point and len(said.rpartition(between)[2]) != 3
    if is_point and said.count(between) == 1:
        return not is_whole
    groups = rf"[-+]?[1-9]\d{{0,2}}({re.escape(between)}\d{{3}})+"
    return between not in part and bool(re.fullmatch(groups, whole))


class NumberField(_Grouped, forms.DecimalField):
    """A number as the page writes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(localize=True, **kwargs)


class WholeNumberField(_Grouped, forms.IntegerField):
    """A whole number as the page writes it."""

    is_whole = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(localize=True, **kwargs)


class FileInput(forms.FileInput):
    """A file button in the page's language; without scripts the browser's own."""

    template_name = "forms/file.html"


def filters_in_words(form: forms.Form) -> list[str]:
    """Say by what a list is filtered, by choices and days: "Người làm: Lê Lan"."""
    said = []
    for name, value in form.cleaned_data.items():
        if value:
            field: Any = form.fields[name]
            is_choice = isinstance(field, forms.ChoiceField)
            shown = dict(field.choices)[value] if is_choice else date_format(value)
            said.append(f"{field.label}: {shown}")
    return said


class MailField(forms.EmailField):
    """An address for letters, typed as text: what is wrong with it is said by us."""

    widget = forms.TextInput({"inputmode": "email", "autocapitalize": "none"})
    default_error_messages = {"invalid": _("Ghi đúng địa chỉ thư, ví dụ ten@daklak.gov.vn.")}

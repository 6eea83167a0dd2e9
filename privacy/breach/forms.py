"""What is asked to open a breach: what of, from when to when, since when it is known."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.devices.rules import browser_words
from accounts.models import Device, User
from accounts.names import sign_in_name
from areas.fields import TypedName
from areas.models import Area
from privacy.breach.queries import Case, area_of
from privacy.models import Breach
from web.fields import DayField, DayInput

_TO_COME = _("Ngày này chưa tới.")


class BreachForm(forms.Form):
    """A breach as it is reported. `by` sees accounts, devices and communes of their own territory only."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Cái gì bị lộ"), choices=Breach.Kind.choices, widget=forms.RadioSelect
    )
    account = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Của tài khoản, hoặc của người dùng thiết bị đó"),
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "in", "autocomplete": "off", "autocapitalize": "off"}
        ),
    )
    device = forms.ChoiceField(
        label=_("Thiết bị"),
        required=False,
        error_messages={"invalid_choice": _("Chọn thiết bị của tài khoản này.")},
        widget=forms.Select(attrs={"class": "in"}),
    )
    commune = TypedName(
        label=_("Xã, phường"),
        help_text=_("Khi lộ dữ liệu của cả xã"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )
    first = DayField(label=_("Lộ từ ngày"), widget=DayInput(past=True))
    last = DayField(
        label=_("Đến ngày"),
        help_text=_("Để trống: đến nay"),
        required=False,
        widget=DayInput(past=True),
    )
    found_on = DayField(
        label=_("Phát hiện ngày"),
        help_text=_("Để trống: hôm nay"),
        required=False,
        widget=DayInput(past=True),
    )
    found_at = forms.TimeField(
        label=_("Phát hiện lúc"),
        help_text=_("Giờ và phút, ví dụ 14:30. Để trống: bây giờ"),
        required=False,
        input_formats=["%H:%M", "%Hh%M"],
        error_messages={"invalid": _("Ghi giờ và phút, ví dụ 14:30.")},
        widget=forms.TextInput(
            attrs={"class": "in", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
    story = TypedName(
        label=_("Chuyện gì đã xảy ra"),
        help_text=_("Không ghi tên người dân"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"class": "in", "rows": 3}),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.person = self._person(str(self["account"].value() or ""))
        devices: Any = Device.objects.visible_to(by).filter(user=self.person) if self.person else []
        self.devices = {str(one.pk): one for one in devices}
        named = [(key, _device_words(one)) for key, one in self.devices.items()]
        self.fields["device"].choices = [("", _("Chọn sau khi ghi tên đăng nhập")), *named]  # type: ignore[attr-defined]  # a field of choices

    def _person(self, name: str) -> User | None:
        if "\0" in name:
            return None
        people = User.objects.visible_to(self.by).select_related("area__commune")
        return people.filter(username__iexact=sign_in_name(name)).first() if name else None

    def clean(self) -> dict[str, Any]:
        """Find what it is of, and set days right."""
        data = super().clean() or {}
        find = {
            "account": self._clean_account,
            "device": self._clean_device,
            "commune": self._clean_commune,
        }
        if deed := find.get(data.get("kind", "")):
            deed(data)
        today = timezone.localdate()
        for name in ("first", "last", "found_on"):
            if data.get(name) and data[name] > today:
                self.add_error(name, _TO_COME)
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("Ngày này trước ngày bắt đầu."))
        self._clean_found(data, today)
        return data

    def _clean_found(self, data: dict[str, Any], today: date) -> None:
        """Take no moment that cannot be: the hours of every step are counted from it."""
        day, at = data.get("found_on") or today, data.get("found_at")
        if data.get("first") and day < data["first"]:
            self.add_error("found_on", _("Ngày này trước ngày bắt đầu."))
        if at and day == today and at > timezone.localtime().time():
            self.add_error("found_at", _("Giờ này chưa tới. Phát hiện hôm trước thì ghi ngày."))

    def _clean_account(self, data: dict[str, Any]) -> None:
        if self.person is None:
            self.add_error("account", _("Không thấy tài khoản này trong địa bàn được giao."))
        elif area_of(self.person) is None:
            self.add_error("account", _("Tài khoản này không có địa bàn: không xem được tên ai."))

    def _clean_device(self, data: dict[str, Any]) -> None:
        self._clean_account(data)
        if self.person and not data.get("device") and "device" not in self.errors:
            self.add_error("device", _("Chọn thiết bị của tài khoản này."))

    def _clean_commune(self, data: dict[str, Any]) -> None:
        communes = Area.objects.visible_to(self.by).communes().filter(closed_on=None)
        name = data.get("commune") or ""
        found = list((communes.called(name) if name else communes)[:2])
        if len(found) == 1:
            data["commune"] = found[0]
        elif found and name:
            self.add_error("commune", _("Có nhiều xã tên này: mở vụ bằng tài khoản ở xã đó."))
        else:
            self.add_error("commune", _("Ghi đúng tên một xã trong địa bàn được giao."))

    def case(self) -> Case:
        """Return what is asked, as it was found."""
        data, now = self.cleaned_data, timezone.now()
        since, until = _begin(data["first"]), now
        if data.get("last"):
            until = min(now, _begin(data["last"], time.max))
        device = self.chosen_device
        if device:
            since = max(since, device.made_at)
            until = max(since, min(until, device.ended_at or until))
        if data["kind"] == Breach.Kind.COMMUNE:
            return Case(data["kind"], data["commune"], since, until)
        area = area_of(self.person) if self.person else None
        if area is None:
            raise ValidationError("no area")
        return Case(data["kind"], area, since, until, self.person)

    @property
    def chosen_device(self) -> Device | None:
        """The device, where it is one that was lost."""
        is_one = self.cleaned_data["kind"] == Breach.Kind.DEVICE
        return self.devices[self.cleaned_data["device"]] if is_one else None

    @property
    def found(self) -> datetime:
        """When it was detected."""
        data, now = self.cleaned_data, timezone.localtime()
        day, at = data.get("found_on"), data.get("found_at")
        if not day and not at:
            return now
        return min(now, _begin(day or now.date(), at or (time.min if day else now.time())))


def _begin(day: date, at: time = time.min) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _device_words(device: Device) -> str:
    words, used = browser_words(device.browser) or "?", device.used_at or device.made_at
    return f"{words}, {timezone.localtime(used):%d/%m/%Y}"


class CloseForm(forms.Form):
    """What came of it."""

    outcome = TypedName(
        label=_("Kết luận"),
        help_text=_("Vì sao lộ, đã làm gì; hoặc vì sao không phải là lộ. Không ghi tên người dân"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "in", "rows": 3}),
    )

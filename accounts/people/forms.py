"""Forms of the people of a territory."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import is_sign_in_name
from accounts.queries import free_username, twin_of
from accounts.roles import Role, seen_of
from areas.fields import TypedName
from areas.kinds import Level
from areas.models import Area, AreaQuerySet
from areas.names import fold
from web.fields import MailField
from web.scope import key_of

# Before the key of a unit that was picked from the choice, to tell it from a unit named "9".
PICKED = "#"


class AreaByName(forms.ChoiceField):
    """A unit found by its name: typed words when they mean one unit, else a choice of the best."""

    def __init__(
        self, *, places: AreaQuerySet, words: str, present: Area | None, **kwargs: Any
    ) -> None:
        super().__init__(widget=forms.TextInput, **kwargs)
        self.found = _meant(places.select_related("commune", "province"), words, present)
        if len(self.found) > 1 or words.startswith(PICKED):
            choices = [(f"{PICKED}{a.pk}", _with_parents(a)) for a in self.found]
            self.widget = forms.RadioSelect(choices=choices)

    def clean(self, value: Any) -> Any:
        """Return the one unit meant; raises when none or several are."""
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")
        chosen = [a for a in self.found if f"{PICKED}{a.pk}" == str(value)]
        found = chosen or self.found
        if not found:
            raise ValidationError(_("Không có đơn vị nào tên này trong địa bàn. Kiểm tra lại tên."))
        if len(found) > 1:
            raise ValidationError(_("Có nhiều đơn vị tên gần giống. Chọn một trong danh sách."))
        return found[0]


def _meant(places: AreaQuerySet, words: str, present: Area | None) -> list[Area]:
    """Return the one unit picked, the present one when its name was left, or the best matches."""
    if words.startswith(PICKED):
        return list(places.filter(pk=key_of(words.removeprefix(PICKED))))
    if present and words == present.full_name:
        return [present]
    return list(places.matching(words)[:8]) if fold(words) else []


def _with_parents(area: Area) -> str:
    above = [a.full_name for a in (area.commune, area.province) if a]
    return ", ".join([area.full_name, *above])


class PersonForm(forms.Form):
    """Who a person is and where he works, within the powers of whoever fills it in."""

    full_name = TypedName(label=_("Họ tên"), max_length=200)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = MailField(
        label=_("Thư điện tử"),
        max_length=120,
        required=False,
        help_text=_("Không bắt buộc. Chỉ để gửi thư tóm tắt tin chưa đọc"),
    )
    title = TypedName(label=_("Chức vụ"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Vai trò"), help_text=_("Chỉ giao được vai trò trong quyền của mình")
    )
    area = forms.ModelChoiceField(label=_("Địa bàn"), queryset=Area.unscoped.none())

    def __init__(self, *args: Any, by: User, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
            self.initial["version"] = person.version
        self.grants = seen_of(by.role, by.area)
        grants = [(role.value, role.label) for role in Role if role in self.grants]
        self.fields["role"].choices = grants  # type: ignore[attr-defined]  # a field of choices
        if person is not None and person.pk == by.pk:
            # Nobody changes their own role or area.
            del self.fields["role"], self.fields["area"]
            return
        places = Area.objects.visible_to(by).units().filter(closed_on=None)
        self.fields["area"].queryset = places.in_order()  # type: ignore[attr-defined]  # a field of choices
        # Above a commune a list would be endless, so one searches by name.
        if by.area and by.area.level < Level.COMMUNE:
            present = person.area if person else None
            self.initial["area"] = present.full_name if present else ""
            self.fields["area"] = AreaByName(
                label=_("Địa bàn"),
                help_text=_("Gõ tên tỉnh, xã hoặc thôn, không cần dấu"),
                places=places,
                words=str(self.data.get("area", "")).strip(),
                present=present,
            )

    def clean_phone(self) -> str:
        """Keep digits, spaces and a leading plus."""
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not re.fullmatch(r"\+?[\d .]{8,16}", phone):
            raise ValidationError(_("Số điện thoại chỉ gồm chữ số, ví dụ 0905 123 456."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Refuse a role that cannot stand at the level of the chosen unit."""
        data = super().clean() or {}
        area, role = data.get("area"), data.get("role")
        if area and role and area.level not in self.grants[role]:
            self.add_error(
                "area",
                _("Vai trò này không giao được ở cấp của đơn vị đã chọn. Chọn đơn vị khác."),
            )
        return data


class InviteForm(PersonForm):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        required=False,
        help_text=_(
            "Để trống thì đặt theo họ tên, ví dụ lan.nguyen; hoặc gõ chữ thường không dấu, số, dấu chấm"
        ),
    )
    again = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["full_name", "username", "phone", "email", "title", "role", "area"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self.fields["area"], AreaByName):
            self.fields["area"].required = False
            self.fields["area"].help_text = _("Để trống được khi chỉ có một nơi hợp với vai trò")

    def clean_username(self) -> str:
        """Refuse other signs, and a name that is taken (in any case); make one of the full name where none is typed."""
        name = str(self.cleaned_data["username"]).strip().lower()
        if not name:
            return free_username(self.cleaned_data.get("full_name", ""))
        if not is_sign_in_name(name):
            raise ValidationError(
                _("Chỉ dùng chữ thường không dấu, số và dấu chấm, từ 3 ký tự; ví dụ %(name)s.")
                % {"name": fold(name).replace(" ", ".") or "lan.nguyen"}
            )
        if User.unscoped.filter(username__iexact=name).exists():
            raise ValidationError(_("Tên này đã có người dùng. Thêm số hoặc tên xã."))
        return name

    def clean(self) -> dict[str, Any]:
        """Take the one place that fits the role where none was chosen; ask once about who may have an account."""
        data: dict[str, Any] = self.cleaned_data
        if "area" in data and not data["area"] and "role" in data:
            field: Any = self.fields["area"]
            fits = list(field.queryset.filter(level__in=self.grants[data["role"]])[:2])
            if len(fits) == 1:
                data["area"] = fits[0]
        if "area" in data and not data["area"]:
            self.add_error("area", self.fields["area"].error_messages["required"])
        data = super().clean()
        if not self.errors:
            self._ask_once(data)
        return data

    def _ask_once(self, data: dict[str, Any]) -> None:
        """Say who is called so there already, which a button pressed twice made; pressed again, it is another person."""
        again, twin = data.pop("again"), twin_of(data["full_name"], data["area"])
        if twin in ("", again):
            return
        self.data = {**self.data.dict(), "again": twin}  # type: ignore[attr-defined]  # of a request
        words = _("%(name)s đã có tài khoản ở đây (%(twin)s). Nếu là người khác, bấm Mời lần nữa.")
        self.add_error(None, words % {"name": data["full_name"], "twin": twin})

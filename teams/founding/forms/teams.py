"""Forms of a team that is there: its villages, its people, its end."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.dated import DoneDay
from areas.fields import TypedName
from areas.models import Area
from teams.models import Decision, FurtherOrganisation, Member
from teams.provincial.queries import OTHER, choices_of
from web.fields import SeveralField, WholeNumberInput


# Django's classes take type arguments only in their stubs.
class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A decision: what it does, its number and its day, which is the day all of it begins."""

    def label_from_instance(self, obj: Decision) -> str:
        """Name the decision."""
        return _("%(decision)s, ngày %(day)s") % {
            "decision": obj,
            "day": date_format(obj.signed_on),
        }


class AccountChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """An account, called by its person and the name he signs in with."""

    def label_from_instance(self, obj: User) -> str:
        """Name the person."""
        return f"{obj.full_name} ({obj.username})"


class VillagesForm(forms.Form):
    """The villages a team is for, and the decision that says so."""

    villages = SeveralField(
        label=_("Thôn tổ phụ trách"),
        queryset=Area.unscoped.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mỗi thôn được chọn được tính là có tổ này"),
        error_messages={
            "required": _("Chọn ít nhất một thôn. Tổ không còn thôn nào thì ghi giải thể.")
        },
    )
    decision = DecisionChoice(
        label=_("Theo quyết định"),
        queryset=Decision.unscoped.none(),
        empty_label=None,
        help_text=_("Thay đổi tính từ ngày ký của quyết định này"),
    )

    def __init__(
        self, *args: Any, villages: Any, decisions: Any, now: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["villages"].initial = now
        self.fields["villages"].queryset = villages  # type: ignore[attr-defined]  # a field of choices
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]  # a field of choices


class PersonForm(forms.Form):
    """Who a person of a team is."""

    full_name = TypedName(label=_("Họ tên"), max_length=200)
    role = forms.ChoiceField(label=_("Vai trò"), choices=Member.Role.choices, initial="member")
    organisation = forms.ChoiceField(label=_("Đơn vị"))
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    birth_year = forms.IntegerField(
        label=_("Năm sinh"), required=False, min_value=1900, widget=WholeNumberInput
    )
    sex = forms.ChoiceField(
        label=_("Giới"), required=False, choices=[("", _("Chưa rõ")), *Member.Sex.choices]
    )

    def __init__(self, *args: Any, further: list[FurtherOrganisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.further = {str(row.pk): row for row in further}
        self.fields["organisation"].choices = choices_of(further)  # type: ignore[attr-defined]  # a field of choices

    def clean_birth_year(self) -> int | None:
        """Refuse years to come."""
        year: int | None = self.cleaned_data["birth_year"]
        if year and year > timezone.localdate().year:
            raise ValidationError(_("Năm sinh không thể sau năm nay."))
        return year

    def clean(self) -> dict[str, Any]:
        """Tell one that the province names from those of the list."""
        data: dict[str, Any] = super().clean() or {}
        further = self.further.get(data.get("organisation", ""))
        return {**data, "further": further} | ({"organisation": OTHER} if further else {})


class MemberForm(PersonForm):
    """A person of a team, with the account they sign in with."""

    account = AccountChoice(
        label=_("Tài khoản"),
        queryset=None,
        required=False,
        empty_label=_("Không có tài khoản"),
        help_text=_("Không bắt buộc. Chọn khi người này đăng nhập bằng tài khoản của xã."),
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]  # a field of choices


class NewMemberForm(MemberForm):
    """A person who joins, on a day; the key makes a form that was sent twice add one."""

    joined_on = DoneDay(
        label=_("Vào tổ từ ngày"), required=False, help_text=_("Để trống nếu là hôm nay")
    )
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # Nobody has seen what is not there yet.
    seen = None  # type: ignore[assignment]  # how Django leaves a field out

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("uuid", uuid4())


class DissolveForm(forms.Form):
    """The decision that ends a team."""

    number = forms.CharField(label=_("Số quyết định giải thể"), max_length=60)
    on = DoneDay(label=_("Từ ngày"), initial=timezone.localdate)

    def __init__(self, *args: Any, founded_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.founded_on = founded_on

    def clean_on(self) -> Any:
        """Refuse a day before the team was founded."""
        day = self.cleaned_data["on"]
        if day < self.founded_on:
            raise ValidationError(_("Ngày giải thể phải sau ngày thành lập tổ."))
        return day

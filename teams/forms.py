"""Forms of teams. Only the village and the leader's name are required."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.models import Area
from teams.models import Member

# Django's classes take type arguments only in their stubs.
if TYPE_CHECKING:
    AnyModelChoiceField = forms.ModelChoiceField[Area]
else:
    AnyModelChoiceField = forms.ModelChoiceField


def not_later_than_today(day: Any) -> Any:
    """Return the day (today for none), or raise when it is still to come."""
    if day and day > timezone.localdate():
        raise ValidationError(_("Ngày còn ở phía trước. Ghi khi việc đã xong."))
    return day or timezone.localdate()


class VillageChoice(AnyModelChoiceField):
    """A village, called by its name with its kind word."""

    def label_from_instance(self, obj: Area) -> str:
        """Name the village."""
        return obj.full_name


class TeamForm(forms.Form):
    """A new team: where, its leader, and the decision if there is a number yet."""

    area = VillageChoice(
        label=_("Thôn chưa có tổ"), queryset=Area.unscoped.none(), empty_label=_("Chọn thôn")
    )
    leader = TypedName(label=_("Họ tên tổ trưởng"), max_length=200)
    phone = forms.CharField(label=_("Điện thoại tổ trưởng"), max_length=20, required=False)
    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Ví dụ: 112/QĐ-UBND")}),
    )
    signed_on = forms.DateField(
        label=_("Ngày ký"), required=False, help_text=_("Để trống nếu là hôm nay")
    )

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = villages  # type: ignore[attr-defined]

    def clean_signed_on(self) -> Any:
        """Default to today."""
        return not_later_than_today(self.cleaned_data["signed_on"])


class MemberForm(forms.Form):
    """A person of a team."""

    full_name = TypedName(label=_("Họ tên"), max_length=200)
    role = forms.ChoiceField(label=_("Vai trò"), choices=Member.Role.choices, initial="member")
    organisation = forms.ChoiceField(label=_("Đơn vị"), choices=Member.Organisation.choices)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)


class NewMemberForm(MemberForm):
    """A person who joins, on a day."""

    joined_on = forms.DateField(
        label=_("Vào tổ từ ngày"), required=False, help_text=_("Để trống nếu là hôm nay")
    )

    def clean_joined_on(self) -> Any:
        """Default to today."""
        return not_later_than_today(self.cleaned_data["joined_on"])


class DissolveForm(forms.Form):
    """The decision that ends a team."""

    number = forms.CharField(label=_("Số quyết định giải thể"), max_length=60)
    on = forms.DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, founded_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.founded_on = founded_on

    def clean_on(self) -> Any:
        """Refuse a day to come, and one before the team was founded."""
        day = not_later_than_today(self.cleaned_data["on"])
        if day < self.founded_on:
            raise ValidationError(_("Ngày giải thể phải sau ngày thành lập tổ."))
        return day

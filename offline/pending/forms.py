"""Into which village or team something that waits is written, or why it is not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.models import Area
from households.lifecycle.forms import VillageChoice
from teams.activities.forms import short_name
from teams.models import Team


class TeamChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A team by its short name."""

    def label_from_instance(self, obj: Any) -> str:
        """Name it as a session's own form does."""
        return short_name(obj)


class WriteForm(forms.Form):
    """Where a new household lives, of the villages of the commune."""

    village = VillageChoice(
        label=_("Về thôn"), queryset=Area.objects.none(), empty_label=_("Chọn thôn")
    )

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]  # a field of choices


class TeamForm(forms.Form):
    """Whose session it was, of the teams of the commune."""

    team = TeamChoice(label=_("Tổ"), queryset=Team.objects.none(), empty_label=_("Chọn tổ"))

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]  # a field of choices


class LeaveOutForm(forms.Form):
    """The reason; whoever entered it reads that."""

    why = TypedName(
        label=_("Vì sao không ghi"),
        max_length=300,
        help_text=_("Ví dụ: hộ này đã chuyển đi thật; đã ghi lại khi có mạng."),
    )

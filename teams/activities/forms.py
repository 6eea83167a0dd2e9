"""The form of a session: chips for what is usual, a box for what is not, nothing required but what was taught."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy as _

from areas.dated import done_on
from areas.fields import TypedName
from areas.names import lower_first
from skills.catalogue import SKILLS
from teams.documents.rules import files
from teams.models import Activity, Member, Team
from web.fields import DayField, DayInput, FileInput, WholeNumberField, WholeNumberInput

TODAY, YESTERDAY, OTHER = "0", "1", ""
# Offered after the places where the team met before; stored in Vietnamese whoever reads them.
PLACES = (
    ("Nhà văn hóa thôn", _("Nhà văn hóa thôn")),
    ("Tại nhà dân", _("Tại nhà dân")),
    ("UBND xã", _("UBND xã")),
)
TURNS = (5, 10, 20, 30)
MOST = 100_000


def _number(label: Any) -> WholeNumberField:
    typed = WholeNumberInput()
    return WholeNumberField(label=label, required=False, min_value=0, max_value=MOST, widget=typed)


class PhotoField(forms.FileField):
    """A picture, checked by content: what comes out of it may be kept."""

    widget = FileInput(attrs={"accept": "image/jpeg,image/png"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Chọn ảnh trước."),
        "empty": files.EMPTY,
    }

    def __init__(self, **kwargs: Any) -> None:
        text = _(
            "JPEG hoặc PNG, tối đa 10 MB. Đừng chụp giấy tờ hay màn hình điện thoại của người dân."
        )
        super().__init__(label=_("Ảnh buổi hướng dẫn"), help_text=text, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> files.Checked | None:
        """Check the content; say in words why a file is refused."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return files.check(upload, files.PHOTO)
        except files.Refused as refused:
            raise ValidationError(str(refused.reason)) from refused


class SessionFacts(forms.Form):
    """What is said of a session beside its team, its day and who was there."""

    place = TypedName(label=_("Nơi khác"), max_length=120, required=False)
    skills = forms.MultipleChoiceField(
        label=_("Kỹ năng hướng dẫn"),
        required=False,
        choices=[
            (skill.column, format_lazy("{} {}", skill.digit, skill.short)) for skill in SKILLS
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    people = _number(_("Số khác"))
    persons = _number(_("Số người, mỗi người một lần"))
    women = _number(_("Trong đó nữ"))
    households = _number(_("Số hộ có người dự"))
    title = TypedName(label=_("Nội dung"), max_length=200, required=False)
    note = TypedName(
        label=_("Ghi chú"),
        max_length=500,
        required=False,
        help_text=_("Đừng ghi tên người dân."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "in"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that cannot be, and a session that says nothing."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        people, persons, women = data["people"], data["persons"], data["women"]
        if None not in (people, persons) and persons > people:
            self.add_error("persons", _("Số người không thể nhiều hơn số lượt."))
        among = people if persons is None else persons
        if None not in (among, women) and women > among:
            self.add_error("women", _("Số nữ không thể nhiều hơn số người."))
        if not data["skills"] and not data["title"]:
            self.add_error("skills", _("Chọn kỹ năng đã hướng dẫn, hoặc ghi nội dung của buổi."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        """What the form says, as the actions take it."""
        data = self.cleaned_data
        same = ("place", "title", "people", "persons", "women", "households", "note")
        taught = {skill.column: skill.column in data["skills"] for skill in SKILLS}
        return {name: data[name] for name in same} | taught


class ActivityForm(SessionFacts):
    """A session. Of a chip and the box beside it, the box is believed; `facts` is what it says."""

    # As the page asks.
    field_order = ("to", "day", "held_on", "where", "place", "skills", "turns", "people", "present")
    day = forms.ChoiceField(
        label=_("Ngày"),
        required=False,
        choices=((TODAY, _("Hôm nay")), (YESTERDAY, _("Hôm qua")), (OTHER, _("Khác"))),
        widget=forms.RadioSelect,
    )
    held_on = DayField(label=_("Ngày khác"), required=False, widget=DayInput(past=True))
    where = TypedName(label=_("Địa điểm"), max_length=120, required=False, widget=forms.RadioSelect)
    turns = forms.TypedChoiceField(
        label=_("Bao nhiêu lượt người được hướng dẫn"),
        required=False,
        choices=[*((n, str(n)) for n in TURNS), (OTHER, _("Khác"))],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    present = forms.MultipleChoiceField(
        label=_("Thành viên có mặt"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        team: Team,
        members: Iterable[Member],
        places: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.members = team, {str(member.pk): member for member in members}
        fields: Any = self.fields
        fields["present"].choices = [(key, m.full_name) for key, m in self.members.items()]
        known = dict.fromkeys(places)
        usual = [(value, label) for value, label in PLACES if value not in known]
        offered = [*((place, place) for place in known), *usual, (OTHER, _("Nơi khác"))]
        fields["where"].widget.choices = offered

    def clean_held_on(self) -> Any:
        """Take the date that was typed, else today or yesterday as the chip says."""
        typed, chip = self.cleaned_data["held_on"], self.data.get("day", TODAY)
        if not typed and chip == OTHER:
            raise ValidationError(_("Chọn ngày của buổi này."))
        back = timedelta(days=chip == YESTERDAY)
        day = done_on(typed or timezone.localdate() - back)
        if self.team.dissolved_on and day >= self.team.dissolved_on:
            raise ValidationError(_("Tổ đã giải thể trước ngày này."))
        return day

    def clean(self) -> dict[str, Any]:
        """Take what a chip says where nothing was typed beside it."""
        data = self.cleaned_data
        if not self.errors:
            data["people"] = data["turns"] if data["people"] is None else data["people"]
            data["place"] = data["place"] or data["where"]
        return super().clean()

    @property
    def attendance(self) -> str:
        """How many of the members are ticked, in words."""
        return attended(len(self["present"].value() or ()), len(self.members))

    @property
    def facts(self) -> dict[str, Any]:
        """What the form says, as the actions take it."""
        present = [self.members[key] for key in self.cleaned_data["present"]]
        return {**self.said, "held_on": self.cleaned_data["held_on"], "present": present}


def attended(n: int | str, of: int) -> str:
    """Say how many of the members of a team were there."""
    if n == of > 1:
        return gettext("Cả %(of)s thành viên có mặt") % {"of": of}
    return gettext("%(n)s/%(of)s thành viên có mặt") % {"n": n, "of": of}


def short_name(team: Team) -> str:
    """Name a team in a list to choose from: "Tổ thôn Hội Phú"; one with a name of its own by that."""
    if team.title or team.further_villages:
        return str(team)
    return gettext("Tổ %(place)s") % {"place": lower_first(team.area.full_name)}


class NewActivityForm(ActivityForm):
    """A session to log; its key keeps a second press from logging it twice."""

    # Another team than the form is of: it is asked again, with that team's places and members.
    to = forms.ChoiceField(
        label=_("Tổ nào"),
        required=False,
        help_text=_("Chọn đúng tổ đã tổ chức buổi này."),
        widget=forms.Select(attrs={"class": "in", "hx-trigger": "change"}),
    )
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    photo = PhotoField(required=False)

    def __init__(self, *args: Any, teams: Iterable[Team], action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["to"].choices = [(str(team.pk), short_name(team)) for team in teams]
        fields["to"].widget.attrs["hx-post"] = action
        if len(fields["to"].choices) < 2:
            del fields["to"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the form says, with its key and the picture."""
        return super().facts | {name: self.cleaned_data[name] for name in ("uuid", "photo")}


class ActivityChangeForm(ActivityForm):
    """A session to correct; the version is the one its author read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PhotoForm(forms.Form):
    """The picture of a session that was logged without one."""

    photo = PhotoField()


class WithdrawForm(forms.Form):
    """Why a session is withdrawn."""

    why = TypedName(label=_("Vì sao rút"), max_length=200)


def said_by(activity: Activity, places: Iterable[str]) -> dict[str, Any]:
    """Return what the form shows of a session: a chip where one says it, else the box."""
    known = {*places, *(value for value, _label in PLACES)}
    chip = activity.place in known
    usual = activity.people in TURNS
    same = ("held_on", "title", "persons", "women", "households", "note", "version")
    return {
        **{name: getattr(activity, name) for name in same},
        "day": OTHER,
        "where": activity.place if chip else OTHER,
        "place": "" if chip else activity.place,
        "turns": activity.people if usual else OTHER,
        "people": None if usual else activity.people,
        "skills": [skill.column for skill in activity.skills],
        "present": [member.pk for member in activity.present.all()],
    }

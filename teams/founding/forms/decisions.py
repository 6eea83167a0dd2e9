"""Forms of decisions: what the paper says, and what it changes in each of its teams."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from areas.fields import TypedName
from areas.models import Area
from teams.documents.rules import files
from teams.founding.actions import PAPER, Paper, TeamChanges
from teams.models import Decision, Member, Team
from web.fields import FileInput, SeveralField
from web.once import mark_of

LEAVE = "leave"
# People that one page can add to one team.
NEWCOMERS = range(1, 4)


class PaperForm(forms.Form):
    """The number, day, signer and abstract of a decision."""

    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("Ví dụ: 112/QĐ-UBND")}),
    )
    signed_on = DoneDay(label=_("Ngày ký"), required=False, help_text=_("Để trống nếu là hôm nay"))
    signer = TypedName(label=_("Người ký"), max_length=120, required=False)
    abstract = TypedName(label=_("Trích yếu"), max_length=255, required=False)

    def paper(self) -> Paper:
        """Return what the paper says."""
        said = self.cleaned_data
        return Paper(**{name: said[name] for name in PAPER if name in self.fields})


class CorrectionForm(PaperForm):
    """The same of a decision that is there, put right."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, decision: Decision) -> None:
        start = {name: getattr(decision, name) for name in PAPER}
        super().__init__(data, initial={**start, "seen": mark_of(decision, PAPER)})
        self.decision = decision
        self.fields["signed_on"].required = True
        self.fields["signed_on"].help_text = ""

    def clean_signed_on(self) -> Any:
        """Refuse a day that would end a team before it began."""
        day = self.cleaned_data["signed_on"]
        for team in self.decision.teams.all():
            if self.decision.ends(team) and day < team.founded_on:
                raise ValidationError(_("Ngày giải thể phải sau ngày thành lập tổ."))
            founds = self.decision.kind == Decision.Kind.FOUND
            if founds and team.dissolved_on and day > team.dissolved_on:
                raise ValidationError(_("Ngày thành lập phải trước ngày giải thể tổ."))
        return day


class TeamPart(forms.Form):
    """What a decision changes in one team: one choice for each person, and a few newcomers."""

    def __init__(self, data: Any = None, *, team: Team, members: Iterable[Member]) -> None:
        super().__init__(data, prefix=f"t{team.pk}")
        self.team, self.members = team, list(members)
        choices = [*Member.Role.choices, (LEAVE, _("Rời tổ"))]
        for member in self.members:
            self.fields[f"m{member.pk}"] = forms.ChoiceField(
                label=member.full_name, choices=choices, initial=member.role
            )
        for n in NEWCOMERS:
            self.fields[f"name{n}"] = TypedName(
                label=_("Họ tên người mới %(n)s") % {"n": n}, max_length=200, required=False
            )
            self.fields[f"role{n}"] = forms.ChoiceField(
                label=_("Vai trò người mới %(n)s") % {"n": n},
                choices=Member.Role.choices,
                initial=Member.Role.MEMBER,
                required=False,
            )

    def people(self) -> list[forms.BoundField]:
        """Return the choices for those who are there."""
        return [self[f"m{member.pk}"] for member in self.members]

    def newcomers(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return name and role of each newcomer."""
        return [(self[f"name{n}"], self[f"role{n}"]) for n in NEWCOMERS]

    def clean(self) -> dict[str, Any]:
        """Refuse two leaders."""
        data: dict[str, Any] = super().clean() or {}
        roles = [data.get(f"m{member.pk}") for member in self.members]
        roles += [data.get(f"role{n}") for n in NEWCOMERS if data.get(f"name{n}")]
        if roles.count(Member.Role.LEADER) > 1:
            raise ValidationError(_("Mỗi tổ chỉ có một tổ trưởng."))
        return data

    def changes(self) -> TeamChanges:
        """Return what is changed in the team."""
        said = {member: self.cleaned_data[f"m{member.pk}"] for member in self.members}
        return TeamChanges(
            team=self.team,
            leaving=[member for member, what in said.items() if what == LEAVE],
            roles={m: what for m, what in said.items() if what not in {LEAVE, m.role}},
            joining=[
                {
                    "full_name": self.cleaned_data[f"name{n}"],
                    "role": self.cleaned_data[f"role{n}"] or Member.Role.MEMBER,
                }
                for n in NEWCOMERS
                if self.cleaned_data[f"name{n}"]
            ],
        )


class EndForm(PaperForm):
    """The decision that ends several teams."""

    teams = SeveralField(
        label=_("Tổ giải thể"),
        queryset=Team.unscoped.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một tổ.")},
    )
    field_order = ("teams", "number", "signed_on", "signer", "abstract")

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = teams  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """Refuse a day before one of the teams was founded."""
        data: dict[str, Any] = super().clean() or {}
        day = data.get("signed_on")
        if day and any(day < team.founded_on for team in data.get("teams", ())):
            self.add_error("signed_on", _("Ngày giải thể phải sau ngày thành lập tổ."))
        return data


class FoundManyForm(PaperForm):
    """The decision that founds teams in several villages: those whose leader is named."""

    def __init__(self, *args: Any, villages: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        self.villages = list(villages)
        for village in self.villages:
            self.fields[f"v{village.pk}"] = TypedName(
                label=village.full_name, max_length=200, required=False
            )

    def leaders(self) -> list[forms.BoundField]:
        """Return the name of the leader of each village."""
        return [self[f"v{village.pk}"] for village in self.villages]

    def clean(self) -> dict[str, Any]:
        """Ask for one leader at least."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(f"v{village.pk}") for village in self.villages):
            raise ValidationError(_("Ghi họ tên tổ trưởng của ít nhất một thôn."))
        return data

    def places(self) -> list[tuple[Area, list[dict[str, Any]]]]:
        """Return the villages with their leaders."""
        leads = {"role": Member.Role.LEADER, "organisation": Member.Organisation.VILLAGE}
        named = [(village, self.cleaned_data[f"v{village.pk}"]) for village in self.villages]
        return [(village, [{"full_name": name, **leads}]) for village, name in named if name]


class ScanForm(forms.Form):
    """A scan of a decision."""

    file = forms.FileField(
        label=_("Bản chụp quyết định"),
        help_text=_("PDF, JPEG hoặc PNG, tối đa 10 MB"),
        error_messages={"required": _("Chọn tệp trước."), "empty": files.EMPTY},
        widget=FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def clean_file(self) -> files.Checked | None:
        """Check the content; say in words why a file is refused."""
        if not self.cleaned_data["file"]:
            return None
        try:
            return files.check(self.cleaned_data["file"])
        except files.Refused as refused:
            raise ValidationError(str(refused.reason)) from refused

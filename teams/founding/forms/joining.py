"""The form by which several teams become one: which goes on, who leads, who does not go on, who is one person."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from areas.names import lower_first
from teams.founding.actions import known_of
from teams.founding.forms.decisions import LEAVE, PaperForm
from teams.models import Member, Team
from teams.register.rules import are_alike, grouped, pairs

Role = Member.Role
ONE, TWO = "one", "two"


@dataclass(frozen=True)
class Numbers:
    """People of all teams: before = after + leaving + doubled; `unsure`: pairs of whom nobody said yet what they are."""

    teams: int
    before: int
    after: int
    leaving: int
    doubled: int
    unsure: int

    def __str__(self) -> str:
        words = _("%(before)s người ở %(teams)s tổ, nay %(after)s người ở một tổ") % asdict(self)
        if self.leaving:
            words += _(", %(n)s người không ở lại") % {"n": self.leaving}
        if self.doubled:
            words += _(", %(n)s dòng trùng người") % {"n": self.doubled}
        least, most = settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS
        if least <= self.after <= most:
            return f"{words}."
        should = _("Nên từ %(least)s đến %(most)s người.") % {"least": least, "most": most}
        return f"{words}. {should}"


class JoiningForm(PaperForm):
    """One decision over teams that are for the same village; its number may come later."""

    into = forms.ChoiceField(label=gettext_lazy("Tổ tiếp tục"), widget=forms.RadioSelect)
    leader = forms.ChoiceField(
        label=gettext_lazy("Tổ trưởng"),
        error_messages={"required": gettext_lazy("Chọn một người làm tổ trưởng.")},
    )
    field_order = ("into", "leader")

    def __init__(
        self,
        data: Any = None,
        *,
        teams: Sequence[Team],
        serving: list[list[Member]],
        since: date,
        formerly: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(data)
        self.teams, self.serving, self.since = teams, serving, since
        self.members = {row.pk: row for rows in serving for row in rows}
        self.sure, self.asked = pairs([known_of(row) for row in rows] for rows in serving)
        self.fields["number"].required = False
        self.names = {
            team.pk: _called(team, rows, (formerly or {}).get(team.pk, ()))
            for team, rows in zip(teams, serving, strict=True)
        }
        self._choose("into", [(str(key), name) for key, name in self.names.items()])
        self.fields["into"].initial = str(
            max(zip(teams, serving, strict=True), key=_liveliest)[0].pk
        )
        self._choose("leader", [(str(key), row.full_name) for key, row in self.members.items()])
        self._ask_roles()
        self._ask_who_is_one()

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _ask_roles(self) -> None:
        """Ask what each is from now on: who led one of the teams stands beside the new leader, unless it is said."""
        choices: list[tuple[str, Any]] = [
            (Role.DEPUTY, Role.DEPUTY.label),
            (Role.MEMBER, Role.MEMBER.label),
        ]
        choices.append((LEAVE, _("Không ở lại")))
        for key, row in self.members.items():
            initial = Role.MEMBER if row.role == Role.MEMBER else Role.DEPUTY
            self.fields[f"m{key}"] = forms.ChoiceField(
                label=row.full_name, choices=choices, initial=initial
            )

    def _ask_who_is_one(self) -> None:
        """Ask of each two who may be one person: nothing is guessed."""
        for one, other in self.asked:
            self.fields[f"s{one}-{other}"] = forms.ChoiceField(
                label=self._pair(one, other),
                help_text=self._why(one, other),
                choices=[(ONE, _("Một người")), (TWO, _("Hai người khác nhau"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Chọn một người hay hai người khác nhau.")},
            )

    def _pair(self, one: int, other: int) -> str:
        """Name two who may be one person, each with their team."""
        rows = [self.members[key] for key in (one, other)]
        said = [f"{row.full_name} ({lower_first(self.names[row.team_id])})" for row in rows]
        return _("%(one)s và %(other)s") % {"one": said[0], "other": said[1]}

    def _why(self, one: int, other: int) -> str:
        """Say why two may be one person."""
        alike = are_alike(*(known_of(self.members[key]) for key in (one, other)))
        return _("Trùng họ tên.") if alike else _("Trùng số điện thoại.")

    def people(self) -> list[tuple[str, list[tuple[Member, forms.BoundField, bool]]]]:
        """Return by the name of their team its people, each with what is asked of them, and whether they are chosen to lead."""
        leads = str(self["leader"].value() or "")
        return [
            (self.names[team.pk], [(row, self[f"m{row.pk}"], leads == str(row.pk)) for row in rows])
            for team, rows in zip(self.teams, self.serving, strict=True)
        ]

    def questions(self) -> list[forms.BoundField]:
        """Return what is asked of those who may be one person."""
        return [self[f"s{one}-{other}"] for one, other in self.asked]

    def certain(self) -> list[str]:
        """Return who stands in two teams beyond doubt: by the account, or as an earlier decision said."""
        return [self._pair(*pair) for pair in self.sure]

    def clean_signed_on(self) -> Any:
        """Refuse a day on which the teams did not share the village yet."""
        day = self.cleaned_data["signed_on"]
        if day < self.since:
            words = _("Các tổ này cùng phụ trách thôn từ ngày %(day)s. Ghi từ ngày đó trở đi.")
            raise ValidationError(words % {"day": date_format(self.since)})
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a leader who does not go on."""
        data: dict[str, Any] = super().clean() or {}
        leader = data.get("leader")
        if leader and data.get(f"m{leader}") == LEAVE:
            self.add_error("leader", _("Người làm tổ trưởng phải ở lại tổ."))
        return data

    def said(self) -> dict[str, Any]:
        """Return what the decision says, as the action takes it; `into` and the others as their keys."""
        roles = {key: self._said(f"m{key}") for key in self.members}
        return {
            "leader": int(self.cleaned_data["leader"]),
            "roles": {key: role for key, role in roles.items() if role != LEAVE},
            "leaving": [key for key, role in roles.items() if role == LEAVE],
            "same": self._answered(ONE),
            "apart": self._answered(TWO),
        }

    def chosen(self) -> tuple[Team, list[Team]]:
        """Return the team that goes on, and the others."""
        key = int(self.cleaned_data["into"])
        (into,) = (team for team in self.teams if team.pk == key)
        return into, [team for team in self.teams if team != into]

    def numbers(self) -> Numbers:
        """Count people before and after, as far as the form is filled in."""
        same = self._answered(ONE)
        first = grouped(self.members, [*self.sure, *same])
        staying = {first[key] for key in self.members if self._said(f"m{key}") != LEAVE}
        persons, before = len(set(first.values())), len(self.members)
        unsure = len(self.asked) - len(same) - len(self._answered(TWO))
        return Numbers(
            *(len(self.teams), before, len(staying)),
            *(persons - len(staying), before - persons, unsure),
        )

    def _said(self, name: str) -> str:
        return str(self[name].value() or "")

    def _answered(self, answer: str) -> list[tuple[int, int]]:
        return [
            (one, other) for one, other in self.asked if self._said(f"s{one}-{other}") == answer
        ]


def _called(team: Team, people: list[Member], formerly: Sequence[str]) -> str:
    """Tell a team from others of its village: by who leads it, else by its founding, and where it was before."""
    leads = [row.full_name for row in people if row.role == Role.LEADER]
    if leads:
        words = _("Tổ của %(name)s") % {"name": leads[0]}
    else:
        words = _("Tổ lập ngày %(day)s, chưa có tổ trưởng") % {"day": date_format(team.founded_on)}
    if formerly:
        words += _(", trước ở %(places)s") % {"places": ", ".join(formerly)}
    return words


def _liveliest(pair: tuple[Team, list[Member]]) -> tuple[date, int, int]:
    """Order teams by their last session, then by how many people they have, the older one first."""
    team, people = pair
    return team.last_active_on or date.min, len(people), -team.pk

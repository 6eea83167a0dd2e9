"""The four sheets: what of a place stands in each, and how it looks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from areas.kinds import VILLAGE_KINDS, Kind
from areas.models import Area
from households.models import MEANS, Declaration, Household, Resident
from imports.kinds.activities.exported import as_registered as registered_session
from imports.kinds.teams.exported import FIXED, as_registered as registered_member
from imports.kinds.teams.people import Paper
from imports.kinds.villages.exported import Declared, as_registered as registered_village
from imports.own_sheets.sheet import Cells, Days, Sheet
from imports.spreadsheet.columns import ACTIVITIES, HOUSEHOLDS, TEAMS, VILLAGES
from imports.spreadsheet.lines import (
    HOUSEHOLD,
    MEMBER,
    PERSON,
    SESSION,
    TEAM,
    VILLAGE,
    code_of,
    pack,
)
from skills.catalogue import COLUMNS, Result
from teams.models import Activity, Decision, Member, Team, Tier

# Rows read from the database at a time.
_CHUNK = 2_000

# --- Households: a row is a person, the head first ---

YES_NO = ("không", "có")
MARKS = {Result.ALONE: "biết", Result.WITH_HELP: "có hỗ trợ", Result.NONE: "chưa"}
_OF_PERSON = (
    "full_name",
    "is_head",
    "relation",
    "birth_year",
    "sex",
    "phone",
    "assessed_on",
    *COLUMNS,
)


def rows_of(households: Any, villages: Iterable[Area]) -> Iterator[Cells]:
    """Yield the cells of everybody in these households, the head first; one query for all.

    `villages` are all that they stand in. A household in which nobody is left has one row.
    """
    names = {village.pk: village.full_name for village in villages}
    living = FilteredRelation("residents", condition=Q(residents__left_on=None))
    columns = [f"living__{name}" for name in ("pk", *_OF_PERSON)]
    order = ("village__path", "sort_key", "pk", "-living__is_head", "living__pk")
    found = households.annotate(living=living).order_by(*order)
    own = ("pk", "village", "head_name", "hamlet", "phone", "version", *MEANS)
    for one in found.values_list(*own, *columns).iterator(_CHUNK):
        yield _person_cells(dict(zip(own, one, strict=False)), names, *one[len(own) :])


def _person_cells(home: Cells, names: Mapping[int, str], pk: int | None, *person: Any) -> Cells:
    """Return the cells of one row, and what it says in its hidden one."""
    said = dict(zip(_OF_PERSON, person, strict=True))
    said["id"] = code_of(PERSON, pk) if pk else code_of(HOUSEHOLD, home["pk"])
    said["village"], said["head_name"] = names[home["village"]], home["head_name"]
    if said["is_head"] or pk is None:
        said["hamlet"], said["phone"] = home["hamlet"], home["phone"]
        # A hidden cell holds no yes and no.
        said |= {name: None if home[name] is None else int(home[name]) for name in MEANS}
    given = pack(HOUSEHOLDS, said)
    shown = {key: MARKS[Result(said[key])] for key in COLUMNS if said[key] is not None}
    shown |= {key: YES_NO[said[key]] for key in MEANS if said.get(key) is not None}
    if pk:
        shown["relation"] = str(Resident.Relation(said["relation"]).label)
        shown["sex"] = str(Resident.Sex(said["sex"]).label) if said["sex"] else ""
    code = code_of(HOUSEHOLD, home["pk"])
    return {**said, **shown, "household": code, "version": home["version"], "given": given}


def _households(user: Any, place: Area, villages: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield everybody of a place whom somebody may see; the roster's rule, as the roster's page."""
    households = Household.objects.visible_to(user).open().inside(place.path or "")
    return rows_of(households.filter(village__closed_on=None), villages)


HOUSEHOLDS_SHEET = Sheet(
    HOUSEHOLDS,
    title=gettext_lazy("Hộ"),
    file_name="ho",
    taken=gettext_noop("Tải mẫu có sẵn hộ"),
    rows=_households,
    # "Vợ, chồng" is one choice, so none is written as a list in words.
    offers=[
        (("relation",), Resident.Relation.labels),
        (("sex",), Resident.Sex.labels),
        (COLUMNS, list(MARKS.values())),
        (MEANS, YES_NO),
    ],
    forms={"birth_year": "number", "assessed_on": "day"},
    fixed=frozenset({"household"}),
    widths={
        "village": 20,
        "head_name": 24,
        "full_name": 24,
        "relation": 12,
        "hamlet": 18,
        "phone": 14,
    },
    hints={
        **dict.fromkeys(
            COLUMNS, gettext_lazy("Chọn biết, có hỗ trợ hoặc chưa. Để trống: chưa hỏi.")
        ),
        **dict.fromkeys(
            MEANS, gettext_lazy("Của cả hộ, ghi ở dòng chủ hộ: có hoặc không. Để trống: chưa hỏi.")
        ),
    },
    frozen=2,
)


# --- Villages: what each is called, and how many households it declares ---


def _villages(user: Any, place: Area, villages: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the open villages of a place. One query."""
    declared = Declared(Declaration.objects.visible_to(user).inside(place.path or ""))
    for village in villages:
        said = registered_village(village, declared.latest.get(village.pk))
        said["id"] = code_of(VILLAGE, village.pk)
        hidden = {"version": declared.version(village), "given": pack(VILLAGES, said)}
        yield {**said, **hidden, "kind": str(Kind(village.kind).label)}


VILLAGES_SHEET = Sheet(
    VILLAGES,
    title=gettext_lazy("Thôn"),
    file_name="thon",
    taken=gettext_noop("Tải mẫu có sẵn thôn"),
    rows=_villages,
    offers=[(("kind",), [label for _kind, label in VILLAGE_KINDS])],
    forms={"households": "number", "declared_on": "day"},
    widths={"village": 24, "kind": 14, "source": 24, "old_name": 24},
)


# --- Teams: a row is somebody who serves; a team without people has one that waits for a name ---

CHOICES_OF_MEMBER: Mapping[str, Any] = {
    "tier": Tier,
    "role": Member.Role,
    "organisation": Member.Organisation,
    "sex": Member.Sex,
}


def _teams(user: Any, place: Area, _villages: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the people of the teams in force of a place, leader first, the commune's own team first."""
    teams = Team.objects.visible_to(user).in_force(timezone.localdate()).select_related("area")
    of_place = teams.of_place(place) if place.is_village else teams.inside(place.path or "")
    ordered = list(of_place.order_by("tier", "area__sort_key", "pk").distinct())
    people = defaultdict[int, list[Member | None]](list)
    serving = Member.objects.visible_to(user).filter(team__in=ordered).serving()
    for member in serving.select_related("further"):
        people[member.team_id].append(member)
    papers = papers_of(user, ordered)
    for team in ordered:
        for one in people[team.pk] or [None]:
            said = registered_member(team, papers.get(team.pk, ("", "")), one)
            said["id"] = code_of(MEMBER, one.pk) if one else code_of(TEAM, team.pk)
            told = {name: shown(name, said.get(name)) for name in CHOICES_OF_MEMBER}
            yield {**said, **told, "version": team.version, "given": pack(TEAMS, said)}


def papers_of(user: Any, teams: Any) -> dict[int, Paper]:
    """Return number and signer of the decision that founded each team. One query."""
    founding = Decision.objects.visible_to(user).filter(kind=Decision.Kind.FOUND, teams__in=teams)
    found = founding.order_by().values_list("teams", "number", "signer")
    return {team: (number, signer) for team, number, signer in found}


def shown(name: str, value: Any) -> str:
    """Return a choice as its reader knows it; who sends somebody may have a name of the province's own."""
    return (
        str(CHOICES_OF_MEMBER[name](value).label)
        if value in CHOICES_OF_MEMBER[name].values
        else value or ""
    )


TEAMS_SHEET = Sheet(
    TEAMS,
    title=gettext_lazy("Tổ"),
    file_name="to",
    taken=gettext_noop("Tải mẫu có sẵn thành viên tổ"),
    rows=_teams,
    offers=[((name,), choices.labels) for name, choices in CHOICES_OF_MEMBER.items()],
    forms={"founded_on": "day", "joined_on": "day", "birth_year": "number"},
    fixed=FIXED,
    widths={
        "village": 20,
        "tier": 14,
        "number": 14,
        "signer": 18,
        "full_name": 24,
        "organisation": 18,
        "phone": 14,
    },
)


# --- Sessions that teams held in some days, the latest first ---

_TAUGHT, _NOT = "x", "không"


def _activities(user: Any, place: Area, _villages: Sequence[Area], days: Days) -> Iterator[Cells]:
    """Yield the sessions that the teams of a place held on these days. One query."""
    teams = Team.objects.visible_to(user)
    of_place = teams.of_place(place) if place.is_village else teams.inside(place.path or "")
    held = Activity.objects.visible_to(user).held().between(*days).filter(team__in=of_place)
    for activity in held.select_related("team__area").iterator(_CHUNK):
        said = {**registered_session(activity), "id": code_of(SESSION, activity.pk)}
        shown = {name: _TAUGHT if said[name] else None for name in COLUMNS}
        hidden = {"version": activity.version, "given": pack(ACTIVITIES, said)}
        yield {**said, **shown, **hidden}


ACTIVITIES_SHEET = Sheet(
    ACTIVITIES,
    title=gettext_lazy("Buổi"),
    file_name="buoi",
    taken=gettext_noop("Tải mẫu có sẵn buổi hướng dẫn"),
    rows=_activities,
    offers=[(COLUMNS, [_TAUGHT, _NOT])],
    forms={
        "held_on": "day",
        **dict.fromkeys(("people", "persons", "women", "households"), "number"),
    },
    fixed=frozenset({"village"}),
    widths={"village": 20, "place": 20, "title": 30, "note": 30},
    hints=dict.fromkeys(
        COLUMNS, gettext_lazy("Ghi x nếu đã hướng dẫn. Đã ghi nhầm thì ghi không, đừng xóa trống.")
    ),
    frozen=2,
)


SHEETS: dict[str, Sheet] = {
    sheet.kind.key: sheet
    for sheet in (HOUSEHOLDS_SHEET, VILLAGES_SHEET, TEAMS_SHEET, ACTIVITIES_SHEET)
}

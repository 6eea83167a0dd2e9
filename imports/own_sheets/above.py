"""What of a district or province stands in each sheet of its workbook: no hidden codes, and nothing personal of members.

A row finds its unit by name and district, as in any other file; one that is there changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from households.models import NUMBERS, Declaration
from imports.kinds.teams.exported import as_registered as registered_member
from imports.kinds.villages.exported import DECLARED
from imports.models import Kind
from imports.own_sheets.kinds import CHOICES_OF_MEMBER, papers_of, shown
from imports.own_sheets.sheet import Cells, Days, Sheet
from imports.spreadsheet.columns import ACCOUNTS, COMMUNES, HIDDEN, PLATFORMS, TEAMS, VILLAGES
from imports.spreadsheet.columns.column import Column, SheetKind
from skills.models import LocalPlatform
from teams.models import PERSONAL, Member, Team

# Rows read from the database at a time.
_CHUNK = 2_000
DISTRICT = "district"
_PLACED = (replace(COMMUNES.column("name"), key="commune"), COMMUNES.column(DISTRICT))


def _kind(kind: SheetKind, *columns: Column) -> SheetKind:
    """Return a kind of sheet with these columns: those of a place above communes, none of them hidden."""
    return replace(kind, columns=columns)


def _placed(unit: Area) -> dict[str, str]:
    """Return the cells that say of which unit a row is: with its district, for communes of a province may be called alike."""
    return {"commune": unit.full_name, DISTRICT: unit.district.full_name if unit.district else ""}


def _accounts(user: Any, place: Area, _units: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the people whom somebody sees in a place, as the page of accounts does."""
    people = User.objects.visible_to(user).inside(place.path or "-").filter(is_active=True)
    people = people.filter(area__level__lte=Level.COMMUNE).by_place()
    for one in people.select_related("area__district").iterator(_CHUNK):
        said = {name: getattr(one, name) for name in ("full_name", "title", "phone", "email")}
        yield {**said, **(_placed(one.area) if one.area else {}), "role": str(Role(one.role).label)}


ACCOUNTS_SHEET = Sheet(
    _kind(
        ACCOUNTS,
        ACCOUNTS.column("full_name"),
        ACCOUNTS.column("commune"),
        COMMUNES.column(DISTRICT),
        ACCOUNTS.column("title"),
        ACCOUNTS.column("phone"),
        ACCOUNTS.column("email"),
        # "Vai trò" alone is that in a team.
        replace(ACCOUNTS.column("role"), label=gettext_lazy("Vai trò trên hệ thống")),
    ),
    title=gettext_lazy("Người dùng"),
    file_name="nguoi-dung",
    rows=_accounts,
    widths={
        "full_name": 26,
        "commune": 26,
        DISTRICT: 18,
        "title": 24,
        "phone": 14,
        "email": 28,
        "role": 24,
    },
    about=gettext_lazy(
        "Cần họ và tên, đơn vị. Có thêm thì ghi: chức vụ, điện thoại, thư điện tử, vai trò. Không ghi vai trò thì ở xã là công chức "
        "xã, ở trên xã là người duyệt. Tài khoản lập ra chưa có mật khẩu: nhập xong thì in giấy mời."
    ),
)


def _villages(user: Any, place: Area, _units: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the open villages of a place, commune by commune, with what each declares today. Two queries."""
    inside = Area.objects.visible_to(user).inside(place.path or "-")
    villages = inside.villages().filter(closed_on=None).by_commune()
    latest = {
        one.area_id: one
        for one in Declaration.objects.visible_to(user).inside(place.path or "-").holding()
    }
    for village in villages.select_related("commune__district"):
        last: Any = latest.get(village.pk)
        said = {name: getattr(last, name, None) for name in DECLARED}
        placed = _placed(village.commune or village)
        yield {**said, **placed, "village": village.full_name}


VILLAGES_SHEET = Sheet(
    _kind(
        VILLAGES,
        *_PLACED,
        *(VILLAGES.column(key) for key in ("village", *DECLARED, "old_name")),
    ),
    title=gettext_lazy("Thôn"),
    file_name="thon",
    rows=_villages,
    forms={"households": "number", "declared_on": "day"},
    widths={"commune": 26, DISTRICT: 18, "village": 26, "source": 30, "old_name": 24},
    frozen=2,
    about=gettext_lazy(
        "Cần xã và tên thôn, ghi cả loại: Thôn 3, Buôn Trấp, Khu phố Trần Phú. Có thêm thì ghi số hộ, nguồn và ngày của "
        "số. Thôn đã có trong sổ mà ghi lại thì không thêm lần nữa."
    ),
)


def _declared(user: Any, place: Area, units: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the communes with what holds of each today. Two queries."""
    communes = [one for one in units if one.is_commune]
    stands = Declaration.objects.visible_to(user).stands_at(communes)
    for commune in communes:
        here = stands.get(commune.pk, {})
        said: dict[str, Any] = {name: getattr(row, name) for name, row in here.items()}
        if here:
            last = max(here.values(), key=lambda row: (row.declared_on, row.pk))
            said |= {"source": last.source, "declared_on": last.declared_on}
        placed = _placed(commune)
        yield {**said, "name": placed["commune"], DISTRICT: placed[DISTRICT]}


def named(units: Iterable[Area]) -> Iterator[Cells]:
    """Yield the communes as a sheet without numbers names them."""
    for one in units:
        if one.is_commune:
            placed = _placed(one)
            yield {"name": placed["commune"], DISTRICT: placed[DISTRICT]}


COMMUNES_SHEET = Sheet(
    COMMUNES,
    title=gettext_lazy("Khai báo"),
    file_name="khai-bao",
    rows=_declared,
    forms={**dict.fromkeys(NUMBERS, "number"), "declared_on": "day"},
    widths={"name": 26, DISTRICT: 18, "source": 30, "declared_on": 14},
    about=gettext_lazy(
        "Các xã ghi sẵn, mỗi xã một dòng. Cần số hộ hoặc số thôn; có thêm thì ghi nguồn và ngày của số. Xã chưa có số thì "
        "để trống: chưa biết, không phải 0."
    ),
)


def _teams(user: Any, place: Area, _units: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the people of the teams in force of a place, team by team; of their years and telephones nothing. Four queries.

    How to reach a leader is for everybody.
    """
    teams = Team.objects.visible_to(user).in_force(timezone.localdate()).inside(place.path or "-")
    with_places = teams.select_related("area__commune__district", "area__district")
    ordered = list(with_places.order_by("area__path", "tier", "pk"))
    people = defaultdict[int, list[Member]](list)
    serving = Member.objects.visible_to(user).filter(team__in=teams.order_by()).serving()
    for member in serving.select_related("further"):
        people[member.team_id].append(member)
    papers = papers_of(user, teams.order_by())
    for team in ordered:
        placed = _placed(team.area.commune or team.area)
        for one in people[team.pk]:
            said = registered_member(team, papers.get(team.pk, ("", "")), one)
            said |= {**dict.fromkeys(PERSONAL), "phone": one.phone_for(user), **placed}
            if (
                one.further
            ):  # A file knows the organisations of the list alone: a blank changes nothing.
                said["organisation"] = None
            yield {**said, **{name: shown(name, said.get(name)) for name in CHOICES_OF_MEMBER}}


TEAMS_SHEET = Sheet(
    _kind(TEAMS, *_PLACED, *(one for one in TEAMS.columns if one.key not in HIDDEN)),
    title=gettext_lazy("Tổ"),
    file_name="to",
    rows=_teams,
    offers=[((name,), choices.labels) for name, choices in CHOICES_OF_MEMBER.items()],
    forms={"founded_on": "day", "joined_on": "day", "birth_year": "number"},
    widths={
        "commune": 26,
        DISTRICT: 18,
        "village": 26,
        "tier": 14,
        "number": 16,
        "signer": 20,
        "full_name": 26,
        "organisation": 18,
        "phone": 14,
    },
    frozen=3,
    about=gettext_lazy(
        "Mỗi người trong tổ một dòng. Cần xã, thôn, họ và tên, vai trò. Có thêm thì ghi quyết định, ngày thành lập, điện "
        "thoại, năm sinh, giới tính. Mẫu có sẵn dữ liệu không ghi năm sinh, giới tính và điện thoại của thành viên: các "
        "ô ấy để trống thì trong sổ giữ nguyên."
    ),
)


def _platforms(user: Any, place: Area, units: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the platforms that a province and its communes name today, unit by unit. One query."""
    named = LocalPlatform.unscoped.open().filter(area__in=units).order_by("area__path", "name")
    for one in named.select_related("area__district"):
        said = {name: getattr(one, name) for name in ("name", "valid_from", "document")}
        yield {**said, **_placed(one.area)}


PLATFORMS_SHEET = Sheet(
    _kind(
        PLATFORMS,
        PLATFORMS.column("commune"),
        COMMUNES.column(DISTRICT),
        *(PLATFORMS.column(key) for key in ("name", "valid_from", "document")),
    ),
    title=gettext_lazy("Nền tảng"),
    file_name="nen-tang",
    rows=_platforms,
    forms={"valid_from": "day"},
    widths={"commune": 26, DISTRICT: 18, "name": 30, "valid_from": 14, "document": 30},
    about=gettext_lazy(
        "Nền tảng số địa phương dùng cho kỹ năng 5. Cần đơn vị và tên nền tảng; dùng chung cả tỉnh thì ghi tên tỉnh. Có "
        "thêm thì ghi ngày áp dụng và văn bản."
    ),
)

# In the order in which an office fills them.
SHEETS: dict[str, Sheet] = {
    Kind.ACCOUNTS.value: ACCOUNTS_SHEET,
    Kind.VILLAGES.value: VILLAGES_SHEET,
    Kind.COMMUNES.value: COMMUNES_SHEET,
    Kind.TEAMS.value: TEAMS_SHEET,
    Kind.PLATFORMS.value: PLATFORMS_SHEET,
}

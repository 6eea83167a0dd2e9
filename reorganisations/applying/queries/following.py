"""What an operation brings along: what follows by itself, and what somebody has to decide."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from households.models import Declaration, Household
from imports.models import Import
from periodic.models import Report
from periodic.models.report import State as ReportState
from reorganisations.applying.queries.preview import Preview
from reorganisations.models import Operation, Part
from reports.models import Target
from rollup.few import NAMES
from teams.models import Member, Team

Kind = Operation.Kind
# So many hamlets of one name are named.
NAMED = 3
type Todo = tuple[str, str]


def follows(operation: Operation, preview: Preview, on: date | None) -> list[str]:
    """Say what follows by itself, one sentence each."""
    homes = sum(box.households for box in preview.before)
    n = number_format(homes - preview.undecided)
    day = date_format(on) if on else ""
    found = []
    if operation.kind in (Kind.MERGE, Kind.SPLIT):
        words = _("%(n)s hộ và lịch sử của hộ sang thôn mới; không phải nhập lại gì.")
        found.append(words % {"n": n})
        teams = ngettext(
            "%(n)s tổ giữ người và tổ trưởng, phụ trách thôn mới từ ngày ấy.",
            "%(n)s tổ giữ người và tổ trưởng, phụ trách thôn mới từ ngày ấy.",
            preview.teams[0],
        )
        found += [teams % {"n": preview.teams[0]}] if preview.teams[0] else []
    if day:
        found.append(_("Sổ, báo cáo của các ngày trước %(day)s giữ tên cũ.") % {"day": day})
    old = ", ".join(f"“{box.name}”" for box in preview.before)
    found.append(_("Tìm %(names)s vẫn ra, kèm tên hiện nay.") % {"names": old})
    return found


@dataclass(frozen=True)
class Open:
    """What is open in the villages of a decision, by village, for all its operations together."""

    teams: Mapping[int, set[int]]
    leaders: Mapping[int, list[str]]
    hamlets: Mapping[int, set[str]]
    declared: Collection[int]
    accounts: Mapping[int, int]
    targets: Mapping[int, int]
    files: Mapping[int, int]
    reports: int


def open_in(user: Any, operations: Sequence[Operation], area: int) -> Open:
    """Read what is open in the villages of operations. Eight queries, however many they are."""
    keys = {pk for one in operations for pk in _keys(one)}
    teams, led = defaultdict[int, set[int]](set), defaultdict[int, list[str]](list)
    rows = Team.unscoped.filter(dissolved_on=None, area__in=keys)
    for village, team in rows.values_list("area", "pk"):
        teams[village].add(team)
    leaders = Member.unscoped.serving().filter(team__in=rows, role=Member.Role.LEADER)
    for team, name in leaders.values_list("team", "full_name"):
        led[team].append(name)
    waiting = Import.unscoped.filter(village__in=keys, state__in=("checked", "unread", "reading"))
    stands = Declaration.unscoped.filter(area__in=keys).holding().order_by()
    return Open(
        teams=teams,
        leaders=led,
        hamlets=_hamlets_in(keys) if user.has_perm(NAMES) else {},
        declared=set(stands.values_list("area", flat=True)),
        accounts=_by(User.unscoped.filter(area__in=keys, is_active=True), "area"),
        targets=_by(Target.unscoped.filter(area__in=keys, withdrawn_at=None), "area"),
        files=_by(waiting, "village"),
        reports=Report.unscoped.filter(area=area, state=ReportState.DRAFT).count(),
    )


def _keys(operation: Operation) -> list[int]:
    parts: list[Part] = list(operation.parts.all())
    return [part.area_id for part in parts if part.side == Part.Side.FROM and part.area_id]


def _by(rows: Any, column: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(column).annotate(n=Count("pk")))


def _hamlets_in(keys: Collection[int]) -> dict[int, set[str]]:
    found = defaultdict[int, set[str]](set)
    rows = Household.unscoped.open().filter(village__in=keys).exclude(hamlet="").order_by()
    for village, hamlet in rows.values_list("village", "hamlet").distinct():
        found[village].add(hamlet)
    return found


def to_decide(user: Any, operation: Operation, preview: Preview, found_open: Open) -> list[Todo]:
    """Say what somebody has to decide, with where that is done. No query where its parts were read along."""
    keys, here = _keys(operation), found_open
    ends = operation.kind in (Kind.MERGE, Kind.SPLIT, Kind.END)
    found = [*_undecided(operation, preview)]
    if operation.kind == Kind.MERGE:
        found += [*_leaders(keys, here), *_hamlets(keys, here), *_declared(keys, here)]
    if ends:
        found += [*_accounts(_of(here.accounts, keys)), *_targets(_of(here.targets, keys))]
    return [*found, *_open_files(user, _of(here.files, keys)), *_open_reports(user, here.reports)]


def _of(numbers: Mapping[int, int], keys: Sequence[int]) -> int:
    return sum(numbers.get(key, 0) for key in keys)


def _undecided(operation: Operation, preview: Preview) -> list[Todo]:
    n = preview.undecided
    if not n:
        return []
    words = ngettext(
        "%(n)s hộ chưa rõ về thôn nào: nằm ở “Chưa phân thôn” của xã, vẫn trong tổng của xã.",
        "%(n)s hộ chưa rõ về thôn nào: nằm ở “Chưa phân thôn” của xã, vẫn trong tổng của xã.",
        n,
    )
    return [(words % {"n": number_format(n)}, "")]


def _leaders(keys: Sequence[int], here: Open) -> list[Todo]:
    teams = sorted({team for key in keys for team in here.teams.get(key, ())})
    if len(teams) < 2:  # one team alone needs no decision
        return []
    names = ", ".join(name for team in teams for name in here.leaders.get(team, ()))
    words = _(
        "Thôn mới có nhiều tổ, cần quyết định kiện toàn sau khi thực hiện. Tổ trưởng: %(who)s."
    )
    return [(words % {"who": names or _("chưa có ai")}, "")]


def _hamlets(keys: Sequence[int], here: Open) -> list[Todo]:
    """Name hamlets that stand in two of the villages: afterwards nobody would tell them apart."""
    times = Counter(name for key in set(keys) for name in here.hamlets.get(key, ()))
    names = sorted(name for name, n in times.items() if n > 1)[: NAMED + 1]
    if not names:
        return []
    said = ", ".join(f"“{name}”" for name in names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return [
        (_("Xóm cùng tên ở hai thôn: %(names)s. Ghi lại tên xóm nếu cần.") % {"names": said}, "")
    ]


def _declared(keys: Sequence[int], here: Open) -> list[Todo]:
    said = set(keys) & set(here.declared)
    if not said or len(said) == len(set(keys)):
        return []
    words = _("Mới có một phần các thôn khai báo số hộ: khai lại số hộ của thôn mới.")
    return [(words, "")]


def _accounts(n: int) -> list[Todo]:
    if not n:
        return []
    words = ngettext(
        "%(n)s tài khoản của thôn cũ: cấp trên xác nhận nơi làm việc mới.",
        "%(n)s tài khoản của thôn cũ: cấp trên xác nhận nơi làm việc mới.",
        n,
    )
    return [(words % {"n": n}, "")]


def _targets(n: int) -> list[Todo]:
    if not n:
        return []
    words = ngettext(
        "%(n)s chỉ tiêu riêng của thôn cũ không theo sang: thôn mới theo chỉ tiêu của xã.",
        "%(n)s chỉ tiêu riêng của thôn cũ không theo sang: thôn mới theo chỉ tiêu của xã.",
        n,
    )
    return [(words % {"n": n}, "")]


def _open_files(user: Any, n: int) -> list[Todo]:
    if not n:
        return []
    words = ngettext(
        "%(n)s tệp Excel đang chờ: theo sang thôn mới.",
        "%(n)s tệp Excel đang chờ: theo sang thôn mới.",
        n,
    )
    return [(words % {"n": n}, _way(user, "imports.add_import", "imports:upload"))]


def _open_reports(user: Any, n: int) -> list[Todo]:
    if not n:
        return []
    words = ngettext(
        "%(n)s báo cáo của xã đang soạn: xem lại số theo thôn trước khi gửi.",
        "%(n)s báo cáo của xã đang soạn: xem lại số theo thôn trước khi gửi.",
        n,
    )
    return [(words % {"n": n}, _way(user, "periodic.view_report", "periodic:periods"))]


def _way(user: Any, needs: str, route: str) -> str:
    return reverse(route) if user.has_perm(needs) else ""

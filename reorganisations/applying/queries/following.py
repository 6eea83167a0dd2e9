"""What an operation brings along: what follows by itself, and what somebody has to decide."""

from collections.abc import Sequence
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


def to_decide(user: Any, operation: Operation, preview: Preview) -> list[Todo]:
    """Say what somebody has to decide, with where that is done; seven queries at most."""
    parts: list[Part] = list(operation.parts.all())
    keys = [part.area_id for part in parts if part.side == Part.Side.FROM and part.area_id]
    ends = operation.kind in (Kind.MERGE, Kind.SPLIT, Kind.END)
    found = [*_undecided(operation, preview)]
    if operation.kind == Kind.MERGE:
        found += [*_leaders(keys), *_hamlets(user, keys), *_declared(keys)]
    if ends:
        found += [*_accounts(keys), *_targets(keys)]
    return [*found, *_open_files(user, keys), *_open_reports(user, operation)]


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


def _leaders(keys: Sequence[int]) -> list[Todo]:
    teams = Team.unscoped.filter(dissolved_on=None, area__in=keys)
    if teams.count() < 2:  # one team alone needs no decision
        return []
    led = Member.unscoped.serving().filter(team__in=teams, role=Member.Role.LEADER)
    names = ", ".join(one.full_name for one in led)
    words = _(
        "Thôn mới có nhiều tổ, cần quyết định kiện toàn sau khi thực hiện. Tổ trưởng: %(who)s."
    )
    return [(words % {"who": names or _("chưa có ai")}, "")]


def _hamlets(user: Any, keys: Sequence[int]) -> list[Todo]:
    """Name hamlets that stand in two of the villages: afterwards nobody would tell them apart."""
    if not user.has_perm(NAMES):
        return []
    rows = Household.unscoped.open().filter(village__in=keys).exclude(hamlet="").order_by()
    rows = rows.values("hamlet").annotate(n=Count("village", distinct=True)).filter(n__gt=1)
    names = [row["hamlet"] for row in rows.order_by("hamlet")[: NAMED + 1]]
    if not names:
        return []
    said = ", ".join(f"“{name}”" for name in names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return [
        (_("Xóm cùng tên ở hai thôn: %(names)s. Ghi lại tên xóm nếu cần.") % {"names": said}, "")
    ]


def _declared(keys: Sequence[int]) -> list[Todo]:
    stands = Declaration.unscoped.filter(area__in=keys).holding().order_by()
    said = set(stands.values_list("area", flat=True))
    if not said or len(said) == len(set(keys)):
        return []
    words = _("Mới có một phần các thôn khai báo số hộ: khai lại số hộ của thôn mới.")
    return [(words, "")]


def _accounts(keys: Sequence[int]) -> list[Todo]:
    n = User.unscoped.filter(area__in=keys, is_active=True).count()
    if not n:
        return []
    words = ngettext(
        "%(n)s tài khoản của thôn cũ: cấp trên xác nhận nơi làm việc mới.",
        "%(n)s tài khoản của thôn cũ: cấp trên xác nhận nơi làm việc mới.",
        n,
    )
    return [(words % {"n": n}, "")]


def _targets(keys: Sequence[int]) -> list[Todo]:
    n = Target.unscoped.filter(area__in=keys, withdrawn_at=None).count()
    if not n:
        return []
    words = ngettext(
        "%(n)s chỉ tiêu riêng của thôn cũ không theo sang: thôn mới theo chỉ tiêu của xã.",
        "%(n)s chỉ tiêu riêng của thôn cũ không theo sang: thôn mới theo chỉ tiêu của xã.",
        n,
    )
    return [(words % {"n": n}, "")]


def _open_files(user: Any, keys: Sequence[int]) -> list[Todo]:
    rows = Import.unscoped.filter(village__in=keys, state__in=("checked", "unread", "reading"))
    n = rows.count()
    if not n:
        return []
    words = ngettext(
        "%(n)s tệp Excel đang chờ: theo sang thôn mới.",
        "%(n)s tệp Excel đang chờ: theo sang thôn mới.",
        n,
    )
    return [(words % {"n": n}, _way(user, "imports.add_import", "imports:upload"))]


def _open_reports(user: Any, operation: Operation) -> list[Todo]:
    area = operation.reorganisation.area_id
    n = Report.unscoped.filter(area=area, state=ReportState.DRAFT).count()
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

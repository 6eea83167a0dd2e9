"""What is left to do after a decision was carried out, and what was recorded since, so that it cannot be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, gettext_noop, ngettext

from accounts.models import User
from areas.kinds import Kind, Level
from audit.models import AuditEntry
from households.models import Household
from reorganisations.applying.queries.since import done_since
from reorganisations.drafting.queries.listing import APPROVES, reaches
from reorganisations.models import Operation, Part, Reorganisation, State
from reorganisations.models.reorganisation import BEGUN
from teams.models import TeamVillage

WRITE = "reorganisations.add_reorganisation"
STANDS = gettext_noop("Không hoàn tác được sắp xếp đơn vị")
# Why, in the journal, where nothing was recorded since.
NOT_EQUAL, FAULT = gettext_noop("Số trước và sau không bằng nhau"), gettext_noop("Có lỗi")
# What was done since is named up to so many kinds.
NAMED = 8


@dataclass(frozen=True)
class Since:
    """One kind of thing that was recorded since: its words in the journal, how often, and when last."""

    verb: str
    n: int
    at: datetime


@dataclass(frozen=True)
class Result:
    """What a decision left to be done, each with where that is done, and what its reader may do with it."""

    left: list[tuple[str, str]]
    since: list[Since]
    may_undo: bool
    may_reverse: bool
    # Why it could not be taken back, where somebody tried.
    tried: str = ""
    # Of one that was begun: whether its reader may leave the rest undone.
    may_leave: bool = False


def result_of(user: Any, decision: Reorganisation) -> Result | None:
    """Return what became of a decision that was carried out, or begun; None of any other. Six queries."""
    if decision.state not in BEGUN or decision.state == State.UNDOING:
        return None
    rows = done_since(decision).order_by().values("verb").annotate(n=Count("pk"), last=Max("at"))
    since = [Since(row["verb"], row["n"], row["last"]) for row in rows.order_by("-last")[:NAMED]]
    decides = user.has_perm(APPROVES) and reaches(user, decision)
    if decision.state == State.APPLYING:
        facts: dict[str, Any] = {"may_leave": decides, "tried": _tried(decision)}
        return Result([], since, decides and not since, may_reverse=False, **facts)
    works = decision.operations.standing()
    parts = Part.unscoped.filter(operation__in=works).select_related("area")
    sources = [part.area_id for part in parts if part.side == Part.Side.FROM]
    targets = [part.area_id for part in parts if part.side == Part.Side.TO]
    above = any(part.area and part.area.level < Level.VILLAGE for part in parts)
    left = [*_teams(targets), *_unassigned(user, decision)]
    left += _people_above(user, sources) if above else _people(user, sources)
    return Result(
        left=left,
        since=since,
        may_undo=not since and decides,
        may_reverse=bool(since) and user.has_perm(WRITE),
        tried=_tried(decision),
    )


def _tried(decision: Reorganisation) -> str:
    """Say when somebody tried to take a decision back, the last time, and why it stands."""
    of = {"subject": decision._meta.label_lower, "subject_key": str(decision.pk), "verb": STANDS}
    last = AuditEntry.unscoped.filter(**of).order_by("-pk").first()
    if last is None:
        return ""
    words = _("Không hoàn tác được lúc %(at)s: các đơn vị này đã có số liệu mới.")
    why = (last.changes or {}).get("reason", [None, ""])[1]
    if why == NOT_EQUAL:
        words = _(
            "Không hoàn tác được lúc %(at)s: số hộ, người, tổ trước và sau không bằng nhau. Báo quản trị."
        )
    elif why:
        words = _("Không hoàn tác được lúc %(at)s: có lỗi. Báo quản trị.")
    words %= {"at": date_format(timezone.localtime(last.at), "H:i d/m/Y")}
    return " ".join([words, *_back_so_far(decision)])


def _back_so_far(decision: Reorganisation) -> list[str]:
    """Say how much of one that stands was taken back nevertheless; nothing where none was. One query."""
    back = [one.is_taken_back for one in decision.operations.exclude(applied_at=None)]
    said = {"n": sum(back), "of": len(back)}
    words = _("Đã hoàn tác %(n)s/%(of)s việc, phần còn lại giữ nguyên.") % said
    return [words] if any(back) else []


def _teams(villages: Sequence[int | None]) -> list[tuple[str, str]]:
    rows = TeamVillage.unscoped.open().filter(village__in=villages, team__dissolved_on=None)
    n = rows.order_by().values("village").annotate(n=Count("team")).filter(n__gt=1).count()
    if not n:
        return []
    words = ngettext(
        "%(n)s thôn mới có nhiều tổ: cần quyết định kiện toàn",
        "%(n)s thôn mới có nhiều tổ: cần quyết định kiện toàn",
        n,
    )
    return [(words % {"n": n}, f"{reverse('teams:list')}?tinh-trang=nhieu-to")]


def _unassigned(user: Any, decision: Reorganisation) -> list[tuple[str, str]]:
    if not decision.operations.filter(kind=Operation.Kind.SPLIT).exists():
        return []
    homes = Household.unscoped.open().filter(village__kind=Kind.UNASSIGNED)
    n = homes.filter(village__commune=decision.area_id).count()
    if not n:
        return []
    may = user.has_perm("households.change_household") and user.has_perm("households.view_names")
    words = ngettext("%(n)s hộ chưa phân thôn", "%(n)s hộ chưa phân thôn", n)
    url = reverse("households:assign", args=[decision.area_id]) if may else ""
    return [(words % {"n": number_format(n)}, url)]


def _left_people(units: Sequence[int | None]) -> int:
    people = User.unscoped.filter(area__in=units, area__closed_on__isnull=False, is_active=True)
    return int(people.count())


def _people_above(user: Any, units: Sequence[int | None]) -> list[tuple[str, str]]:
    if not (n := _left_people(units)):
        return []
    words = ngettext(
        "%(n)s tài khoản của đơn vị cũ: xác nhận nơi làm việc mới",
        "%(n)s tài khoản của đơn vị cũ: xác nhận nơi làm việc mới",
        n,
    )
    url = reverse("accounts:moved") if user.has_perm("accounts.add_user") else ""
    return [(words % {"n": n}, url)]


def _people(user: Any, villages: Sequence[int | None]) -> list[tuple[str, str]]:
    if not (n := _left_people(villages)):
        return []
    words = ngettext(
        "%(n)s tài khoản của thôn cũ: xác nhận nơi làm việc mới",
        "%(n)s tài khoản của thôn cũ: xác nhận nơi làm việc mới",
        n,
    )
    url = reverse("accounts:list") if user.has_perm("accounts.view_user") else ""
    return [(words % {"n": n}, url)]


def progress_words(decision: Reorganisation, day: date, *, is_wrong: bool) -> str:
    """Say how far a decision has come that is being carried out, or whose day has come: "Đang thực hiện, 3/12 việc"."""
    words = _("Đã đến ngày hiệu lực, thực hiện trong ngày.")
    if decision.state == State.UNDOING:
        back = [one.is_taken_back for one in decision.operations.exclude(applied_at=None)]
        said = {"n": sum(back), "of": len(back)}
        return _("Đang hoàn tác, %(n)s/%(of)s việc: đơn vị, hộ, tổ trở lại như trước.") % said
    if decision.state == State.APPLYING:
        # What was taken back of it is never done again.
        every = [one for one in decision.operations.all() if not one.is_taken_back]
        done = sum(one.applied_at is not None for one in every)
        words = _("Đang thực hiện, %(n)s/%(of)s việc.") % {"n": done, "of": len(every)}
    elif decision.state != State.APPROVED or (decision.effective_on or day) > day:
        return ""
    return _("Chưa thực hiện tiếp được: xem lý do ở từng việc.") if is_wrong else words

"""What an operation on units above the village brings along: what follows by itself, and what somebody has to decide."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from areas.models import Area
from households.models import Declaration
from imports.models import Import
from periodic.models import Report
from periodic.models.report import State as ReportState
from reorganisations.applying.queries.below import names_twice
from reorganisations.applying.queries.following import Todo
from reorganisations.applying.queries.preview_above import PreviewAbove
from reorganisations.applying.queries.renewed import laid_down
from reorganisations.models import Operation, Part
from reports.models import Target

Kind = Operation.Kind
# So many names that stand twice are told.
NAMED = 5
_ENDS = (Kind.MERGE, Kind.SPLIT, Kind.END)


def follows_above(operation: Operation, preview: PreviewAbove, on: date | None) -> list[str]:
    """Say what follows by itself, one sentence each."""
    words = {
        Kind.MERGE: _("Mọi đơn vị bên trong sang đơn vị mới; không phải nhập lại gì."),
        Kind.SPLIT: _("Mỗi thôn sang đúng nơi đã xếp; không phải nhập lại gì."),
        Kind.END: _("Những gì ở bên trong đứng ngay dưới cấp trên."),
        Kind.MOVE: _("Mọi đơn vị bên trong đi theo; không phải nhập lại gì."),
        Kind.FORM: _("Các đơn vị được chọn và mọi thứ bên trong sang đơn vị mới."),
    }
    found = [words[Kind(operation.kind)]] if operation.kind in words else []
    homes = number_format(sum(box.households for box in preview.before))
    found.append(_("%(n)s hộ, tổ và lịch sử giữ nguyên ở thôn của mình.") % {"n": homes})
    if on:
        said = {"day": date_format(on)}
        found.append(_("Sổ, báo cáo của các ngày trước %(day)s giữ tên cũ.") % said)
    old = ", ".join(f"“{box.name}”" for box in preview.before)
    found.append(_("Tìm %(names)s vẫn ra, kèm tên hiện nay.") % {"names": old})
    return found


def to_decide_above(operation: Operation) -> list[Todo]:
    """Say what somebody has to decide; nine queries at most."""
    parts = list(operation.parts.all())
    sources = [part.area for part in parts if part.side == Part.Side.FROM and part.area]
    lives_on = {part.area_id for part in parts if part.side == Part.Side.TO}
    ended = [one for one in sources if operation.kind in _ENDS and one.pk not in lives_on]
    found = _twice(operation)
    if ended:
        keys = [one.pk for one in ended]
        found += [*_accounts(keys), *_targets(keys), *_declared(keys), *_laid_down(keys)]
    return [(words, "") for words in [*found, *_open_work(sources)]]


def _twice(operation: Operation) -> list[str]:
    """Name the units of one name that meet: people call them otherwise, nobody else does."""
    found = names_twice(operation)
    said = "; ".join(f"{name} ({_where(ones)})" for name, ones in found[:NAMED])
    if not found:
        return []
    words = ngettext(
        "%(n)s tên đứng ở nhiều đơn vị, nên đổi tên: %(names)s.",
        "%(n)s tên đứng ở nhiều đơn vị, nên đổi tên: %(names)s.",
        len(found),
    )
    dots = "…" if len(found) > NAMED else ""
    return [words % {"n": len(found), "names": said + dots}]


def _where(units: Sequence[Area]) -> str:
    """Name what units stand in today, each once: with how many of them, where they are several."""
    parents = Counter(one.parent.full_name for one in units if one.parent)
    named = [f"{name}: {n}" if n > 1 else name for name, n in parents.items()]
    dots = "…" if len(named) > NAMED else ""
    return ", ".join(named[:NAMED]) + dots


def _accounts(keys: Sequence[int]) -> list[str]:
    n = User.unscoped.filter(area__in=keys, is_active=True).count()
    if not n:
        return []
    words = ngettext(
        "%(n)s tài khoản của đơn vị cũ: cấp trên xác nhận nơi làm việc mới.",
        "%(n)s tài khoản của đơn vị cũ: cấp trên xác nhận nơi làm việc mới.",
        n,
    )
    return [words % {"n": n}]


def _targets(keys: Sequence[int]) -> list[str]:
    n = Target.unscoped.filter(area__in=keys, withdrawn_at=None).count()
    if not n:
        return []
    words = ngettext(
        "%(n)s chỉ tiêu riêng của đơn vị cũ không theo sang: đơn vị mới theo chỉ tiêu của cấp trên.",
        "%(n)s chỉ tiêu riêng của đơn vị cũ không theo sang: đơn vị mới theo chỉ tiêu của cấp trên.",
        n,
    )
    return [words % {"n": n}]


def _declared(keys: Sequence[int]) -> list[str]:
    stands = Declaration.unscoped.filter(area__in=keys).holding().order_by()
    n = stands.values("area").distinct().count()
    if not n or n == len(keys):
        return []
    return [_("Mới có một phần các đơn vị khai báo số hộ: khai lại số hộ của đơn vị mới.")]


def _laid_down(keys: Sequence[int]) -> list[str]:
    if not (what := laid_down(keys)):
        return []
    words = _("Quy định riêng của đơn vị cũ không theo sang, đơn vị mới đặt lại: %(what)s.")
    return [words % {"what": ", ".join(what)}]


def _open_work(sources: Sequence[Area]) -> list[str]:
    """Name what is being written in these units: reports, and files that wait."""
    if not sources:
        return []
    inside = reduce(or_, (Q(area__path__within=one.path) for one in sources))
    n = Report.unscoped.filter(inside, state=ReportState.DRAFT).count()
    found = []
    if n:
        words: Any = ngettext(
            "%(n)s báo cáo đang soạn trong các đơn vị này: xem lại số trước khi gửi.",
            "%(n)s báo cáo đang soạn trong các đơn vị này: xem lại số trước khi gửi.",
            n,
        )
        found.append(words % {"n": number_format(n)})
    files = Import.unscoped.filter(commune__in=sources, state__in=("checked", "unread", "reading"))
    if n := files.count():
        words = ngettext(
            "%(n)s tệp Excel đang chờ theo sang đơn vị mới.",
            "%(n)s tệp Excel đang chờ theo sang đơn vị mới.",
            n,
        )
        found.append(words % {"n": n})
    return found

"""What an operation on units above the village brings along: what follows by itself, and what somebody has to decide."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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


@dataclass(frozen=True)
class There:
    """What is of the units that operations change, by unit; of reports being written the places."""

    accounts: Mapping[int, int]
    targets: Mapping[int, int]
    declared: Collection[int]
    files: Mapping[int, int]
    reports: Sequence[str]
    laid_down: bool


def there_above(operations: Iterable[Operation]) -> There:
    """Read it for all operations together. Six queries."""
    sources = [one for operation in operations for one in _sources(operation)]
    keys, paths = [one.pk for one in sources], [one.path or "-" for one in sources]
    people = User.unscoped.filter(area__in=keys, is_active=True)
    targets = Target.unscoped.filter(area__in=keys, withdrawn_at=None)
    files = Import.unscoped.filter(commune__in=keys, state__in=("checked", "unread", "reading"))
    said = Declaration.unscoped.filter(area__in=keys).holding()
    drafts = Report.unscoped.filter(state=ReportState.DRAFT)
    drafts = drafts.filter(area__path__within_any=paths) if paths else drafts.none()
    return There(
        accounts=Counter(people.values_list("area", flat=True)),
        targets=Counter(targets.values_list("area", flat=True)),
        declared=set(said.values_list("area", flat=True)),
        files=Counter(pk for pk in files.values_list("commune", flat=True) if pk),
        reports=[path or "" for path in drafts.values_list("area__path", flat=True)],
        laid_down=bool(laid_down(keys)),
    )


def to_decide_above(operation: Operation, there: There | None = None) -> list[Todo]:
    """Say what somebody has to decide. A query for each unit that comes of it; one where the old units laid down something."""
    there, sources = there or there_above([operation]), _sources(operation)
    lives_on = {part.area_id for part in operation.parts.all() if part.side == Part.Side.TO}
    ended = [one for one in sources if operation.kind in _ENDS and one.pk not in lives_on]
    found = _twice(operation)
    if keys := [one.pk for one in ended]:
        found += [*_accounts(keys, there), *_targets(keys, there), *_declared(keys, there)]
        found += _laid_down(keys) if there.laid_down else []
    return [(words, "") for words in [*found, *_open_work(sources, there)]]


def _sources(operation: Operation) -> list[Area]:
    parts = operation.parts.all()
    return [part.area for part in parts if part.side == Part.Side.FROM and part.area]


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


def _accounts(keys: Sequence[int], there: There) -> list[str]:
    n = sum(there.accounts[key] for key in keys if key in there.accounts)
    if not n:
        return []
    words = ngettext(
        "%(n)s tài khoản của đơn vị cũ: cấp trên xác nhận nơi làm việc mới.",
        "%(n)s tài khoản của đơn vị cũ: cấp trên xác nhận nơi làm việc mới.",
        n,
    )
    return [words % {"n": n}]


def _targets(keys: Sequence[int], there: There) -> list[str]:
    n = sum(there.targets[key] for key in keys if key in there.targets)
    if not n:
        return []
    words = ngettext(
        "%(n)s chỉ tiêu riêng của đơn vị cũ không theo sang: đơn vị mới theo chỉ tiêu của cấp trên.",
        "%(n)s chỉ tiêu riêng của đơn vị cũ không theo sang: đơn vị mới theo chỉ tiêu của cấp trên.",
        n,
    )
    return [words % {"n": n}]


def _declared(keys: Sequence[int], there: There) -> list[str]:
    n = sum(key in there.declared for key in keys)
    if not n or n == len(keys):
        return []
    return [_("Mới có một phần các đơn vị khai báo số hộ: khai lại số hộ của đơn vị mới.")]


def _laid_down(keys: Sequence[int]) -> list[str]:
    if not (what := laid_down(keys)):
        return []
    words = _("Quy định riêng của đơn vị cũ không theo sang, đơn vị mới đặt lại: %(what)s.")
    return [words % {"what": ", ".join(what)}]


def _open_work(sources: Sequence[Area], there: There) -> list[str]:
    """Name what is being written in these units: reports, and files that wait."""
    inside, found = tuple(one.path or "-" for one in sources), []
    if n := sum(path.startswith(inside) for path in there.reports):
        words: Any = ngettext(
            "%(n)s báo cáo đang soạn trong các đơn vị này: xem lại số trước khi gửi.",
            "%(n)s báo cáo đang soạn trong các đơn vị này: xem lại số trước khi gửi.",
            n,
        )
        found.append(words % {"n": number_format(n)})
    if n := sum(there.files[one.pk] for one in sources if one.pk in there.files):
        words = ngettext(
            "%(n)s tệp Excel đang chờ theo sang đơn vị mới.",
            "%(n)s tệp Excel đang chờ theo sang đơn vị mới.",
            n,
        )
        found.append(words % {"n": n})
    return found

"""Whether the units are what a decision says of them: asked when it is proposed, and once more when it is carried out."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from areas.kinds import Level, level_of
from areas.models import Area, Placement
from areas.names import fold
from households.lifecycle.actions.rehoming import is_left
from reorganisations.applying.queries.checks_above import is_above, was_ended, wrong_above
from reorganisations.applying.queries.order import Sides, is_styled, out_of_order
from reorganisations.models import Operation, Part, Reorganisation
from teams.models import TeamVillage

Kind = Operation.Kind


class Wrong(Exception):
    """A decision cannot be carried out as it is written; `words` say why, one sentence each."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__("; ".join(words))
        self.words = list(words)


def what_lacks(decision: Reorganisation) -> list[str]:
    """Say what a decision lacks before it may be proposed, one sentence each."""
    found = []
    if not decision.number:
        found.append(_("Ghi số nghị quyết, quyết định."))
    if decision.signed_on is None:
        found.append(_("Ghi ngày ký."))
    if not decision.operations.exists():
        found.append(_("Ghi ít nhất một việc."))
    return found


def wrong_with(decision: Reorganisation, operations: Sequence[Operation]) -> list[str]:
    """Say what is wrong with operations of a decision, one sentence each; nothing where all is well."""
    on = decision.effective_on
    if on is None:
        return [_("Ghi ngày hiệu lực.")]
    found, begun, works = list[str](), list[Part](), list[Sides]()
    for one in operations:
        parts = list(one.parts.select_related("area", "parent").order_by("pk"))
        sources = [p.area for p in parts if p.side == Part.Side.FROM and p.area]
        targets = [p for p in parts if p.side == Part.Side.TO]
        works.append((one, sources, targets))
        found += [words for part in targets for words in _of_styled(part, sources, on)]
        if is_above(one.kind, sources):
            standing = [area for area in sources if not was_ended(area, on)]
            found += [words for area in standing for words in _of_source(area, on)]
            found += wrong_above(decision, one, sources, targets)
            continue
        found += [words for area in sources for words in _of_source(area, on)]
        found += _of_kind(one.kind, sources, targets)
        found += [words for part in targets for words in _of_target(part, sources, on)]
        begun += targets
        found += _of_end(sources, on) if one.kind == Kind.END else []
    return found + _twice(works) + _alike(begun) + out_of_order(works)


def _twice(works: Sequence[Sides]) -> list[str]:
    """Say which units change by two works."""
    times = Counter(area for _one, sources, _targets in works for area in sources)
    words = _("%(unit)s đứng ở hai việc. Bỏ bớt một việc.")
    return [words % {"unit": area.full_name} for area, n in times.items() if n > 1]


def _alike(parts: Sequence[Part]) -> list[str]:
    """Say which villages of one name a decision puts into one commune."""
    named = defaultdict[tuple[Any, ...], list[Part]](list)
    for part in parts:
        named[part.parent_id, part.kind, fold(part.name)].append(part)
    twice = [
        some[0] for some in named.values() if len({one.area_id or -one.pk for one in some}) > 1
    ]
    words = _("Quyết định ghi hai thôn cùng tên %(unit)s trong một xã. Đặt tên khác.")
    return [words % {"unit": one.full_name} for one in twice]


def _of_source(area: Area, on: date) -> list[str]:
    words = {"unit": area.full_name}
    if area.closed_on:
        return [_("%(unit)s đã kết thúc. Chọn đơn vị đang có.") % words]
    current = Placement.unscoped.open().filter(area=area).first()
    if current is None or on <= current.valid_from:
        text = _(
            "%(unit)s có tên hoặc chỗ đứng hiện nay từ sau ngày hiệu lực. Ghi ngày hiệu lực muộn hơn."
        )
        return [text % words]
    return []


def _of_styled(part: Part, sources: Sequence[Area], on: date) -> list[str]:
    """Say the same of one that is no source and is called otherwise afterwards, or put elsewhere."""
    area = part.area
    if area is None or area in sources or not area.is_open or not is_styled(part):
        return []
    return _of_source(area, on)


def _of_kind(kind: str, sources: Sequence[Area], targets: Sequence[Part]) -> list[str]:
    taken = {part.area_id for part in targets if part.area_id}
    if kind == Kind.MERGE and len({one.pk for one in sources} | taken) < 2:
        return [_("Nhập thì chọn từ hai thôn trở lên.")]
    if kind == Kind.SPLIT and len(targets) < 2:
        return [_("Tách thì ghi từ hai thôn trở lên.")]
    return []


def _of_target(part: Part, sources: Sequence[Area], on: date) -> list[str]:
    parent: Any = part.parent
    words = {"unit": part.full_name, "parent": parent.full_name}
    if level_of(part.kind) != Level.VILLAGE:
        return [_("%(unit)s không cùng cấp với đơn vị của việc này.") % words]
    found = list[str]()
    if parent.closed_on or not parent.is_commune:
        found.append(_("%(parent)s không phải xã đang có.") % words)
    if part.area and part.area not in sources and (part.area.closed_on or part.area.opened_on > on):
        found.append(_("%(unit)s không có vào ngày hiệu lực.") % words)
    others = Area.unscoped.filter(commune=parent).exclude(pk__in=[one.pk for one in sources])
    if others.exclude(pk=part.area_id or 0).has_called(part.kind, part.name):
        found.append(_("%(parent)s đã có %(unit)s. Đặt tên khác.") % words)
    return found


def _of_end(sources: Sequence[Area], on: date) -> list[str]:
    found = list[str]()
    for one in sources:
        n = one.households.open().count()
        teams = TeamVillage.unscoped.on(on).filter(village=one).exists()
        words = {"unit": one.full_name, "n": n}
        if n:
            found.append(
                _("%(unit)s còn %(n)s hộ. Nhập thôn vào thôn khác, hoặc chuyển hộ trước.") % words
            )
        elif is_left(one, on):
            text = _(
                "%(unit)s còn hộ vào ngày hiệu lực. Ghi ngày muộn hơn, hoặc nhập vào thôn khác."
            )
            found.append(text % words)
        if teams:
            found.append(_("%(unit)s còn tổ. Giải thể tổ, hoặc nhập thôn vào thôn khác.") % words)
    return found

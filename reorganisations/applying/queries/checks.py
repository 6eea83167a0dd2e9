"""Whether the units are what a decision says of them: asked when it is proposed, and once more when it is carried out."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.kinds import Level, level_of
from areas.models import Area, Placement
from areas.names import fold
from households.lifecycle.actions.rehoming import is_left
from reorganisations.applying.queries.checks_above import is_above, was_ended, wrong_above
from reorganisations.applying.queries.order import is_styled, out_of_order
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
    if decision.effective_on is None:
        return [_("Ghi ngày hiệu lực.")]
    found = wrong_by(decision, operations).values()
    return list(dict.fromkeys(words for some in found for words in some))


def wrong_by(decision: Reorganisation, operations: Sequence[Operation]) -> dict[int, list[str]]:
    """Return what is wrong by operation. Six queries for all of villages that none ends, more for each of the others."""
    on = decision.effective_on
    if on is None:
        return {one.pk: [_("Ghi ngày hiệu lực.")] for one in operations}
    prefetch_related_objects(list(operations), "parts__area", "parts__parent")
    works = [_Work(one) for one in operations]
    known = _Known(works)
    found = {one.operation.pk: _of_work(decision, one, known, on) for one in works}
    alike = _alike([part for one in works for part in one.begun])
    for pk, words in [*_twice(works), *alike, *out_of_order(works)]:
        found[pk].append(words)
    return found


class _Work:
    """An operation with its parts."""

    def __init__(self, operation: Operation) -> None:
        parts = sorted(operation.parts.all(), key=lambda part: part.pk)
        self.operation, self.kind = operation, operation.kind
        self.sources = [p.area for p in parts if p.side == Part.Side.FROM and p.area]
        self.targets = [p for p in parts if p.side == Part.Side.TO]
        self.is_above = is_above(operation.kind, self.sources)

    @property
    def begun(self) -> list[Part]:
        """What comes of it, of one on villages."""
        return [] if self.is_above else self.targets


class _Known:
    """What is asked of all works at once: since when units are what they are, which names are taken. Two queries."""

    def __init__(self, works: Sequence[_Work]) -> None:
        changed = {area.pk for one in works for area in one.sources}
        changed |= {part.area_id or 0 for one in works for part in one.targets if is_styled(part)}
        rows = Placement.unscoped.open().filter(area__in=changed)
        self.since: dict[int, date] = dict(rows.values_list("area", "valid_from"))
        communes = {part.parent_id for one in works for part in one.begun}
        units = Area.unscoped.filter(commune__in=communes, closed_on=None)
        self.names = defaultdict[tuple[Any, str, str], set[int]](set)
        for commune, kind, name, pk in units.values_list("commune", "kind", "name", "pk"):
            self.names[commune, kind, fold(name)].add(pk)

    def takes(self, part: Part, sources: Sequence[Area]) -> bool:
        """Say whether another open unit of the commune is called as a part will be; what one was called before is free."""
        if part.area_id and not is_styled(part):
            return False
        called = self.names[part.parent_id, part.kind, fold(part.name)]
        return bool(called - {part.area_id, *(one.pk for one in sources)})


def _of_work(decision: Reorganisation, work: _Work, known: _Known, on: date) -> list[str]:
    sources, targets = work.sources, work.targets
    # One that is no source and is called otherwise afterwards, or put elsewhere, is asked the same.
    others = [p.area for p in targets if p.area not in sources and is_styled(p)]
    changed = [*sources, *[one for one in others if one and one.is_open]]
    if work.is_above:
        standing = [area for area in changed if not was_ended(area, on)]
        found = [words for area in standing for words in _of_source(area, known, on)]
        return found + wrong_above(decision, work.operation, sources, targets)
    found = [words for area in changed for words in _of_source(area, known, on)]
    found += _of_kind(work.kind, sources, targets)
    found += [words for part in targets for words in _of_target(part, sources, known, on)]
    return found + (_of_end(sources, on) if work.kind == Kind.END else [])


def _twice(works: Sequence[_Work]) -> list[tuple[int, str]]:
    """Say at both which units stand in two works."""
    times = Counter(area.pk for one in works for area in one.sources)
    words = _("%(unit)s đứng ở hai việc. Bỏ bớt một việc.")
    return [
        (one.operation.pk, words % {"unit": area.full_name})
        for one in works
        for area in one.sources
        if times[area.pk] > 1
    ]


def _alike(parts: Sequence[Part]) -> list[tuple[int, str]]:
    """Say at one of them which villages of one name a decision puts into one commune."""
    named = defaultdict[tuple[Any, ...], list[Part]](list)
    for part in parts:
        named[part.parent_id, part.kind, fold(part.name)].append(part)
    twice = [
        some[0] for some in named.values() if len({one.area_id or -one.pk for one in some}) > 1
    ]
    words = _("Quyết định ghi hai thôn cùng tên %(unit)s trong một xã. Đặt tên khác.")
    return [(one.operation_id, words % {"unit": one.full_name}) for one in twice]


def _of_source(area: Area, known: _Known, on: date) -> list[str]:
    words = {"unit": area.full_name}
    if area.closed_on:
        return [_("%(unit)s đã kết thúc. Chọn đơn vị đang có.") % words]
    since = known.since.get(area.pk)
    if since is None or on <= since:
        words["day"] = date_format(since or area.opened_on)
        text = _("%(unit)s có tên, chỗ đứng hiện nay từ %(day)s. Ghi ngày hiệu lực sau ngày ấy.")
        return [text % words]
    return []


def _of_kind(kind: str, sources: Sequence[Area], targets: Sequence[Part]) -> list[str]:
    taken = {part.area_id for part in targets if part.area_id}
    if kind == Kind.MERGE and len({one.pk for one in sources} | taken) < 2:
        return [_("Nhập thì chọn từ hai thôn trở lên.")]
    if kind == Kind.SPLIT and len(targets) < 2:
        return [_("Tách thì ghi từ hai thôn trở lên.")]
    return []


def _of_target(part: Part, sources: Sequence[Area], known: _Known, on: date) -> list[str]:
    parent: Any = part.parent
    words = {"unit": part.full_name, "parent": parent.full_name}
    if level_of(part.kind) != Level.VILLAGE:
        return [_("%(unit)s không cùng cấp với đơn vị của việc này.") % words]
    found = list[str]()
    if parent.closed_on or not parent.is_commune:
        found.append(_("%(parent)s không phải xã đang có.") % words)
    if part.area and part.area not in sources and (part.area.closed_on or part.area.opened_on > on):
        found.append(_("%(unit)s không có vào ngày hiệu lực.") % words)
    if known.takes(part, sources):
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

"""Whether units above the village are what a decision says of them; a village that goes below a new commune is asked of here, too."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from areas.kinds import Level, level_of
from areas.models import Area
from areas.replanting import below
from households.models import Household
from reorganisations.applying.queries.below import below_of
from reorganisations.applying.queries.order import is_styled
from reorganisations.models import Operation, Part, Reorganisation

Kind = Operation.Kind
# Where a unit may stand.
ABOVE = {
    Level.PROVINCE: (Level.COUNTRY,),
    Level.DISTRICT: (Level.PROVINCE,),
    Level.COMMUNE: (Level.DISTRICT, Level.PROVINCE),
    Level.VILLAGE: (Level.COMMUNE,),
}
# So many units that nobody assigned are named.
NAMED = 4


def is_above(kind: str, sources: Sequence[Area]) -> bool:
    """Say whether an operation is one on units above the village, or forms such a unit."""
    return kind == Kind.FORM or any(one.level < Level.VILLAGE for one in sources)


def was_ended(unit: Area, on: date) -> bool:
    """Say whether the official lists have ended a unit above the village on a day, and what stood below it is left behind."""
    return unit.level < Level.VILLAGE and unit.closed_on == on


def wrong_above(
    decision: Reorganisation, operation: Operation, sources: Sequence[Area], targets: Sequence[Part]
) -> list[str]:
    """Say what is wrong with an operation on units above the village, one sentence each."""
    levels = {one.level for one in sources}
    if len(levels) > 1:
        return [_("Các đơn vị của một việc phải cùng cấp.")]
    level = Level(levels.pop()) if levels else Level.COUNTRY
    if level == Level.COUNTRY:
        return [_("Chọn đơn vị của việc này.")]
    on: Any = decision.effective_on
    found = _of_number(operation.kind, sources, targets) + _of_place(decision, sources, targets)
    for part in targets:
        found += _of_part(operation, part, sources, level, on)
    if operation.kind == Kind.SPLIT:
        found += _of_split(operation, sources)
    if operation.kind == Kind.END:
        found += [words for one in sources for words in _of_end(one)]
    return found


def _of_number(kind: str, sources: Sequence[Area], targets: Sequence[Part]) -> list[str]:
    taken = {part.area_id for part in targets if part.area_id}
    if kind == Kind.MERGE and len({one.pk for one in sources} | taken) < 2:
        return [_("Nhập thì chọn từ hai đơn vị trở lên.")]
    if kind == Kind.SPLIT and len(targets) < 2:
        return [_("Tách thì ghi từ hai đơn vị trở lên.")]
    if kind in (Kind.MERGE, Kind.FORM) and len(targets) != 1:
        return [_("Ghi đơn vị mới.")]
    return []


def _of_place(
    decision: Reorganisation, sources: Sequence[Area], targets: Sequence[Part]
) -> list[str]:
    """Refuse what lies outside the unit of the decision, and a decision of too low a unit."""
    highest = min(
        [one.level for one in sources] + [part.level or Level.VILLAGE for part in targets]
    )
    top = Level.COUNTRY if highest == Level.PROVINCE else Level.PROVINCE
    words = {"area": decision.area.full_name}
    if decision.area.level > top:
        if top == Level.COUNTRY:
            return [
                _("Việc của tỉnh phải là quyết định của cả nước, không phải của %(area)s.") % words
            ]
        return [
            _("Việc của huyện, xã phải là quyết định của tỉnh, không phải của %(area)s.") % words
        ]
    path = decision.area.path or "-"
    # What has ended already is where it was; what took it in tells whose it is.
    named = [one for one in sources if one.is_open]
    named += [part.area for part in targets if part.area]
    named += [part.parent for part in targets if part.parent]
    outside = [one for one in dict.fromkeys(named) if not (one.path or "").startswith(path)]
    text = _("%(unit)s nằm ngoài %(area)s: đây là việc của cấp trên.")
    return [text % {**words, "unit": one.full_name} for one in outside]


def _of_part(
    operation: Operation, part: Part, sources: Sequence[Area], level: Level, on: date
) -> list[str]:
    """Say what is wrong with one unit that comes of it."""
    parent: Any = part.parent
    words = {"unit": part.full_name, "parent": parent.full_name}
    mine = level_of(part.kind) or Level.VILLAGE
    # What is formed stands right above its units.
    fits = mine in ABOVE[level] if operation.kind == Kind.FORM else mine == level
    if not fits:
        return [_("%(unit)s không cùng cấp với đơn vị của việc này.") % words]
    found = list[str]()
    # Of what has ended already the one that took it in stood on the day, and may have gone on into another one since.
    is_over = all(was_ended(one, on) for one in sources)
    stood = is_over and part.area is not None and part.area.stood_on(on)
    if not stood and (parent.closed_on or parent.level not in ABOVE[mine]):
        found.append(_("%(unit)s không đứng dưới %(parent)s được.") % words)
    there = None if stood or part.area in sources else part.area
    if there and (there.closed_on or there.opened_on > on):
        found.append(_("%(unit)s không có vào ngày hiệu lực.") % words)
    if is_over and part.area is None:
        found.append(_("%(unit)s phải là đơn vị đang có.") % words)
    return found + _taken(operation, part, mine)


def _taken(operation: Operation, part: Part, mine: Level) -> list[str]:
    """Say where the name or the code of a unit that comes of it is another one's."""
    parent: Any = part.parent
    words = {"unit": part.full_name, "parent": parent.full_name, "code": part.code}
    found, others = list[str](), _others(operation, part)
    beside = others.filter(parent=parent, level=mine)
    # Two of one name that stand side by side already are no matter of this decision.
    if (part.area is None or is_styled(part)) and beside.has_marked(part.kind, part.name):
        found.append(_("%(parent)s đã có %(unit)s. Đặt tên khác.") % words)
    if part.code and others.filter(closed_on=None, level=mine, code=part.code).exists():
        found.append(_("Mã %(code)s đang là của đơn vị khác.") % words)
    return found


def _others(operation: Operation, part: Part) -> Any:
    """Return the units but for itself and those that the decision changes."""
    changed = Part.unscoped.sources().filter(operation__reorganisation=operation.reorganisation_id)
    rows = Area.unscoped.exclude(pk__in=changed.values("area"))
    return rows.exclude(pk=part.area_id or 0)


def _of_split(operation: Operation, sources: Sequence[Area]) -> list[str]:
    """Name what stands below a unit that is split and is in no part: nothing is guessed."""
    if len(sources) != 1:
        return [_("Tách từng đơn vị một.")]
    cut = _of_cut(operation, sources[0])
    left = [one.name for one in below_of(operation) if one.part is None]
    if not left:
        return cut
    names = ", ".join(left[:NAMED]) + ("…" if len(left) > NAMED else "")
    words = ngettext(
        "%(n)s đơn vị của %(unit)s chưa rõ về đâu: %(names)s.",
        "%(n)s đơn vị của %(unit)s chưa rõ về đâu: %(names)s.",
        len(left),
    )
    said = {"n": number_format(len(left)), "unit": sources[0].full_name, "names": names}
    return [words % said, *cut]


def _of_cut(operation: Operation, commune: Area) -> list[str]:
    """Name the villages that are split before, of which a household is in no part: it would be left in what ends."""
    if any(one.side == Part.Side.TO and one.area_id == commune.pk for one in operation.parts.all()):
        return []
    cuts = Part.unscoped.sources().filter(
        operation__reorganisation=operation.reorganisation_id,
        operation__lt=operation.pk,
        operation__kind=Kind.SPLIT,
        area__commune=commune,
    )
    found = list[str]()
    for part in cuts.select_related("area").order_by("pk"):
        said = part.operation.assignments.values("household")
        village: Any = part.area
        if n := village.households.open().exclude(pk__in=said).count():
            words = ngettext(
                "%(n)s hộ của %(unit)s chưa xếp về thôn nào: xếp hết trước khi tách %(commune)s.",
                "%(n)s hộ của %(unit)s chưa xếp về thôn nào: xếp hết trước khi tách %(commune)s.",
                n,
            )
            said_of = {"n": number_format(n), "unit": village.full_name}
            found.append(words % {**said_of, "commune": commune.full_name})
    return found


def _of_end(unit: Area) -> list[str]:
    """Refuse the end of a unit in which something is left; a district leaves it to the unit above."""
    if unit.level == Level.DISTRICT:
        return []
    n = below(unit).count()
    homes = Household.unscoped.open().filter(village__path__within=unit.path or "-").exists()
    if not n and not homes:
        return []
    words = {"unit": unit.full_name}
    return [_("%(unit)s còn đơn vị hoặc hộ bên trong. Nhập vào đơn vị khác.") % words]

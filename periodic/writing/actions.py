"""Numbers are typed into a report: each change is a row of its own, so that it is known who changed what."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _, gettext_noop

from areas.models import Area
from audit.actions import locked, record
from periodic.content import Column, Content, Source, Value
from periodic.drafts.queries.typed import typed_in
from periodic.filing.actions.holding import change, take
from periodic.filing.actions.writing import Outdated, open_report, save_texts
from periodic.filing.rules.states import Act
from periodic.models import Period, Report, TypedValue
from periodic.naming.queries import naming
from periodic.writing.rules.checks import problem


@dataclass(frozen=True)
class Typed:
    """What was typed into one cell; neither number nor text is "nobody knows"."""

    number: Decimal | None = None
    text: str = ""
    evidence: str = ""

    def is_as(self, value: Value) -> bool:
        """Say whether a cell says this already."""
        n = None if value.n is None else Decimal(str(value.n))
        return (self.number, self.text, self.evidence) == (n, value.text, value.evidence)


class Refused(Exception):
    """Cells that cannot be so: by column, why."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(", ".join(why))
        self.why = why


@transaction.atomic
def type_values(
    *,
    by: Any,
    report: Report,
    values: Mapping[str, Typed],
    content: Content,
    area: Area | None = None,
) -> int:
    """Write typed cells of a report, of one of its rows where `area` is given; returns how many changed.

    `content` is what the report says otherwise, for the checks. Raises Refused, NotNow, PeriodLocked.
    """
    columns = {one.key: one for one in content.columns if one.source == Source.TYPED}
    values = {key: typed for key, typed in values.items() if key in columns}
    if why := _wrong(report, columns, values, content):
        raise Refused(why)
    report, state = take(report, Act.SAVE)
    there = typed_in(report)[area.pk if area else None]
    changed = {key: one for key, one in values.items() if not one.is_as(there.get(key, Value()))}
    for key, one in changed.items():
        TypedValue.unscoped.create(
            report=report,
            column=key,
            area=area,
            number=one.number,
            text=one.text,
            evidence=one.evidence,
            by=by,
        )
    if changed:
        change(report, state)
        _say(by, report, changed, there)
    return len(changed)


@transaction.atomic
def write_report(
    *,
    by: Any,
    period: Period,
    area: Area,
    values: Mapping[str, Typed],
    texts: Mapping[str, str],
    content: Content,
    version: int,
) -> Report:
    """Write all of a report's page or nothing; `version` is that of the page, 0 where nobody had opened the report.

    Raises Outdated where somebody else wrote into it meanwhile, and whatever `type_values` and `save_texts` raise.
    """
    report = locked(open_report(by=by, period=period, area=area), "area", "period__schedule__area")
    if report.version != max(version, 1):
        raise Outdated(report)
    type_values(by=by, report=report, values=values, content=content)
    return save_texts(by=by, report=report, texts=texts)


def _say(by: Any, report: Report, changed: Mapping[str, Typed], there: Mapping[str, Value]) -> None:
    """Tell the journal which numbers changed; of texts only that they did."""
    changes = {}
    for key, one in changed.items():
        was = there.get(key, Value())
        is_number = one.number is not None or was.n is not None
        now = None if one.number is None else str(one.number)
        changes[key] = [was.n, now] if is_number else [None, True]
    record(by, gettext_noop("Ghi số vào báo cáo"), report, changes)


def _wrong(
    report: Report,
    columns: Mapping[str, Column],
    values: Mapping[str, Typed],
    content: Content,
) -> dict[str, str]:
    """Say of each cell why it cannot be so."""
    names = {one.key: one.name for one in content.columns}
    typed = {key: Value(n=_n(one)) for key, one in values.items()}
    said = {**content.total.values, **typed}
    why = {key: problem(columns[key], one.number, said, names) for key, one in values.items()}
    for key, one in values.items():
        if columns[key].needs_evidence and one.number is not None and not one.evidence:
            why[key] = why[key] or _("Ghi căn cứ của số này: sổ, danh sách, văn bản nào.")
    texts = {key: f"{one.text} {one.evidence}".strip() for key, one in values.items()}
    for key in naming(report.area, texts):
        why[key] = _("Chỗ này có họ tên một người dân của địa bàn. Bỏ tên rồi lưu lại.")
    return {key: words for key, words in why.items() if words}


def _n(one: Typed) -> float | None:
    return None if one.number is None else float(one.number)

"""What was sent as its page shows it: frozen, read from its content alone; beside it what the register says today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from periodic.content import Column, Content, Row
from periodic.drafts.queries.borrowed import said_in
from periodic.filing.queries.causes import causes_of
from periodic.filing.queries.receiving import may_comment, may_decide, may_let_go, waits_within
from periodic.filing.rules.differences import BLANK, Line, compare
from periodic.filing.rules.states import Act, may
from periodic.filing.rules.words import change_text, evidence_of, share_of, told_of, value_text
from periodic.models import Comment, Report, State, Submission

WRITES = "periodic.add_report"


@dataclass(frozen=True)
class Figure:
    """One indicator in words: as it was sent, and as it is now where that differs."""

    column: Column
    sent: str
    share: str
    now: str = ""
    now_share: str = ""
    change: str = ""
    causes: Sequence[tuple[str, str]] = ()
    # Whether the causes make up all of the difference.
    closes: bool = True
    # Of a sum in which units are missing: how many it adds up.
    told: str = ""
    # The papers by which it was typed.
    evidence: str = ""


@dataclass(frozen=True)
class Differences:
    """The indicators that differ today, and how many do not."""

    lines: Sequence[Figure]
    alike: int

    @property
    def whole(self) -> int:
        """How many indicators there are."""
        return len(self.lines) + self.alike

    @property
    def open(self) -> list[str]:
        """Name the indicators whose difference nothing explains: a fault of ours."""
        return [line.column.name for line in self.lines if not line.closes]


@dataclass
class CopyPage:
    """A copy, and what its reader may do about it."""

    report: Report
    copy: Submission
    content: Content
    copies: Sequence[Submission]
    # What was said, each with the name of its indicator and of its row.
    comments: Sequence[tuple[str, Comment]]
    differences: Differences | None = None
    may: Mapping[str, bool] = field(default_factory=dict)

    @property
    def is_newest(self) -> bool:
        """Whether no other copy replaced it."""
        return self.copy.pk == self.copies[0].pk

    @property
    def state_words(self) -> str:
        """How this copy stands: as the report does, for the newest; else what was decided of it."""
        return str(
            State(self.report.state).label if self.is_newest else self.copy.get_decision_display()
        )

    @property
    def tag(self) -> str:
        """The class of the mark that says so."""
        looks = {State.APPROVED: "ok", State.RETURNED: "due"}
        return looks.get(State(self.report.state), "wait") if self.is_newest else "wait"

    @property
    def sent_at(self) -> str:
        """When it was sent: hour and day."""
        return date_format(timezone.localtime(self.copy.sent_at), "H:i d/m/Y")

    @property
    def sent_by(self) -> str:
        """Who sent it, as they were called then."""
        return self.content.sent_by

    @property
    def figures(self) -> list[Figure]:
        """All indicators, as they were sent."""
        return figures_of(self.content, self.content.total)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The rows of the table, each with its cells in words."""
        columns = self.content.columns
        return [
            (row.name, [value_text(row.values.get(one.key, BLANK), one) for one in columns])
            for row in self.content.rows
        ]


def figures_of(content: Content, row: Row) -> list[Figure]:
    """Write the indicators of a row in words."""
    values = ((one, row.values.get(one.key, BLANK)) for one in content.columns)
    return [
        Figure(
            one,
            value_text(value, one),
            share_of(value),
            told=told_of(value, content.unit_level),
            evidence="; ".join(evidence_of(content, one)),
        )
        for one, value in values
    ]


def page_of(user: Any, report: Report, copy: Submission) -> CopyPage:
    """Read a copy, the others beside it, and what was said at its figures. Seven queries at most."""
    copies = report.submissions.select_related("sent_by", "decided_by", "within_by")
    comments = report.comments.select_related("by", "done_by", "area").order_by("pk")
    content = said_in(copy)
    names = {column.key: column.name for column in content.columns}
    said = [(_at_of(one, names), one) for one in comments]
    page = CopyPage(report, copy, content, list(copies.defer("content", "brief")), said)
    page.may = _may(user, page)
    return page


def sent_back(report: Report | None, content: Content) -> dict[str, Any] | None:
    """Return why a report came back, and what is to be done at its figures; None of one that did not. Two queries."""
    if report is None or report.state != State.RETURNED:
        return None
    names = {column.key: column.name for column in content.columns}
    comments = report.comments.filter(done_at=None).select_related("area").order_by("pk")
    why = report.submissions.order_by("-number").values_list("decided_why", flat=True).first()
    return {"why": why, "comments": [(_at_of(one, names), one) for one in comments]}


def _at_of(one: Comment, names: Mapping[str, str]) -> str:
    """Say at which figure something is said: of which column, of which row; "" of the whole report."""
    parts = (names.get(one.column, one.column), one.area.full_name if one.area else "")
    return ", ".join(part for part in parts if part)


def _may(user: Any, page: CopyPage) -> dict[str, bool]:
    """Say what somebody may do about a copy: only about the newest one."""
    report, copy = page.report, page.copy
    if not page.is_newest:
        return {}
    is_own = user.area_id == report.area_id and user.has_perm(WRITES)
    decides, lets_go = may_decide(user, report, copy), may_let_go(user, report, copy)
    waits = report.state == State.SENT and not copy.decision
    return {
        "approve": waits and decides,
        "let_go": waits and lets_go,
        "send_back": waits and (decides or lets_go),
        "comment": may(Act.COMMENT, report.state) and may_comment(user, report, copy),
        "correct": is_own and may(Act.CORRECT, report.state),
        "send": is_own and may(Act.SEND, report.state),
        "redact": is_own and bool(page.content.texts),
        "done": is_own,
        "waits_within": waits and waits_within(report, copy),
    }


def differences_of(
    report: Report, sent: Content, now: Content, moment: datetime, figures: Mapping[str, str]
) -> Differences:
    """Compare what was sent with what the register says of the same days today. Four queries at most."""
    lines, alike = compare(sent, now, causes_of(report, sent, moment, figures))
    return Differences([_figure(line) for line in lines], alike)


def _figure(line: Line) -> Figure:
    causes = [
        (cause.words, "" if cause.n is None else change_text(cause.n)) for cause in line.causes
    ]
    return Figure(
        line.column,
        value_text(line.sent, line.column),
        share_of(line.sent),
        value_text(line.now, line.column),
        share_of(line.now),
        change_text(line.change),
        causes,
        closes=not line.remainder,
    )

"""Which communes of a board the address asks for, in which order, and on which page."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from areas.models import Area
from figures.adoption import BY_SLUG, Step, passed
from reports.dashboard.queries.listing import matching
from reports.models import Contact
from reports.rollout.queries.board import PAST, REPORTS, Row, add_calls, add_names

PAGE = 25
IDLE = "chua-bat-dau"
NAME, FEWEST, OLDEST = "ten", "it-buoc", "cap-nhat"
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)

ORDERS: dict[str, str | Promise] = {
    NAME: gettext_lazy("Tên A–Y"),
    FEWEST: gettext_lazy("Ít bước nhất trước"),
    OLDEST: gettext_lazy("Lâu chưa cập nhật nhất"),
}
# How things stand after the calls to a commune, by `Call.state`.
_UNCALLED = "chua-lien-he"
STATES: dict[str, tuple[str, str | Promise]] = {
    _UNCALLED: ("", gettext_lazy("Chưa liên hệ")),
    "qua-hen": ("overdue", gettext_lazy("Quá hẹn")),
    "da-hen": (Contact.Outcome.PROMISED.value, gettext_lazy("Đã hẹn")),
    "khong-nghe-may": (Contact.Outcome.NO_ANSWER.value, gettext_lazy("Không nghe máy")),
    "chua-lam-duoc": (Contact.Outcome.REFUSED.value, gettext_lazy("Chưa làm được")),
    "da-xong": (Contact.Outcome.DONE.value, gettext_lazy("Đã xong")),
}


# A step that a commune lacks, whatever it stands on: the heading of its column, in addresses.
LACKS: dict[str, Step] = {
    "tai-khoan": Step.NO_ACCOUNT,
    "dang-nhap": Step.NOT_SIGNED_IN,
    "thon": Step.NO_VILLAGE,
    "ho": Step.NO_HOUSEHOLD,
    "so-du": Step.BEGUN,
}


# A report that has not come is no step, and is asked for beside them.
NO_REPORT = "bao-cao"


# Steps on which a commune has nothing yet that could differ, and up to how many of them are a line each.
_BARE, ALIKE = (Step.NO_ACCOUNT, Step.NOT_SIGNED_IN, Step.NO_VILLAGE), 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Communes of which one line says all: so many on a step without anything, nobody called; the filter that lists them."""

    step: Step
    n: int
    order: str

    @property
    def query(self) -> str:
        """What the address asks for, to have them one by one in the same order."""
        return urlencode({"buoc": self.step.slug, "lien-he": _UNCALLED, "xep": self.order})


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose, every word of it in the address."""

    # A step, or all steps before the first household.
    step: Step | None
    idle: bool
    lacks: str
    state: str
    words: str
    order: str
    page: str

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Choice":
        """Read the address; what is no choice of ours is as if nothing had been chosen."""
        step, lacks = asked.get("buoc", ""), asked.get("thieu", "")
        state, order = asked.get("lien-he", ""), asked.get("xep", "")
        return cls(
            step=BY_SLUG.get(step),
            idle=step == IDLE,
            lacks=lacks if lacks in {*LACKS, NO_REPORT} else "",
            state=state if state in STATES else "",
            words=asked.get("q", "")[:80].strip(),
            order=order if order in ORDERS else NAME,
            page=asked.get("trang", ""),
        )

    @property
    def narrows(self) -> bool:
        """Whether some communes are left out."""
        return bool(self.slug or self.lacks or self.state or self.words)

    @property
    def slug(self) -> str:
        """The step as it stands in the address."""
        if self.step is not None:
            return self.step.slug
        return IDLE if self.idle else ""

    @property
    def filters(self) -> list[str]:
        """Say what was chosen, in the words of the page."""
        said = [str(ORDERS[self.order])]
        if self.words:
            said.insert(0, _("tên có “%(words)s”") % {"words": self.words})
        if self.state:
            said.insert(0, str(STATES[self.state][1]))
        if self.lacks:
            said.insert(0, _("còn thiếu: %(step)s") % {"step": lacks_words()[self.lacks]})
        if self.idle:
            said.insert(0, _("chưa bắt đầu"))
        if self.step is not None:
            said.insert(0, str(self.step.label))
        return said


def lacks_words() -> dict[str, str]:
    """Return what a commune may lack: the headings of the columns, by their words in addresses."""
    return {key: str(PAST[step]) for key, step in LACKS.items()} | {NO_REPORT: str(REPORTS)}


def _does_lack(row: Row, lacks: str) -> bool:
    if lacks == NO_REPORT:
        return row.reports[0] < row.reports[1]
    return not passed(row.facts)[LACKS[lacks]]


def _by_steps(row: Row) -> tuple[int, int]:
    return int(row.step), -row.expected


def _by_save(row: Row) -> datetime:
    return row.saved_at or _LONG_AGO


_KEYS: dict[str, Callable[[Row], Any]] = {FEWEST: _by_steps, OLDEST: _by_save}


def chosen(area: Area, rows: list[Row], choice: Choice, day: date) -> list[Row]:
    """Return the communes that were asked for, in order, with what came of the calls to each. Three queries at most."""
    found = [row for row in rows if choice.step is None or row.step == choice.step]
    if choice.idle:
        found = [row for row in found if not row.step.has_begun]
    if choice.lacks:
        found = [row for row in found if _does_lack(row, choice.lacks)]
    if choice.words:
        wanted = matching(area, choice.words)
        found = [row for row in found if row.commune.pk in wanted]
    add_calls(found, day)
    if choice.state:
        state = STATES[choice.state][0]
        found = [row for row in found if row.call and row.call.state == state]
    key = _KEYS.get(choice.order)
    # Rows come in order of their names, which equals keep.
    return sorted(found, key=key) if key else found


def folded(rows: list[Row], choice: Choice) -> tuple[list[Row], list[Alike]]:
    """Take out the communes that stand alike, where they are many and nothing was asked for; they are a line together."""
    if choice.narrows:
        return rows, []
    bare = Counter(row.step for row in rows if _is_bare(row))
    alike = [Alike(step, bare[step], choice.order) for step in _BARE if bare[step] > ALIKE]
    steps = {one.step for one in alike}
    return [row for row in rows if row.step not in steps or not _is_bare(row)], alike


def _is_bare(row: Row) -> bool:
    return row.step in _BARE and not (row.call and row.call.state)


def page_of(rows: list[Row], choice: Choice, area: Area) -> Page[Row]:
    """Return one page of them, with the names above of these alone. One query."""
    page = Paginator(rows, PAGE).get_page(choice.page)
    add_names(page.object_list, area)
    return page

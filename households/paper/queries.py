"""A printed sheet read against the roster of now: each row, what was keyed, what changed since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from areas.models import Area
from audit.models import AuditEntry, words_of
from audit.personal import HOUSEHOLDS
from households.models import Household, KeyedRow, PrintedRow, PrintedSheet
from households.paper.rules import digits, in_words
from skills.models import FifthDue

# How many changes of one household are told; the newest say most.
TOLD = 3


@dataclass
class Line:
    """One row of the paper as it stands now.

    `household` is the one that a finding would go to: of a merged one, where it was merged into;
    None when it has left the reader's territory.
    """

    village_id: int
    number: int
    printed: PrintedRow
    first: Household | None
    household: Household | None
    keyed: KeyedRow | None = None
    last: KeyedRow | None = None
    since: list[AuditEntry] = field(default_factory=list)
    # What a page tells its typist: why the row was not saved, and what he had typed.
    problem: str = ""
    typed: str = ""

    @property
    def base(self) -> int | None:
        """The version up to which changes are known: of the paper, or of the last keying."""
        if self.household is None:
            return None
        if self.last and self.last.household_id == self.household.pk:
            return self.last.version
        return self.printed.version if self.household.pk == self.printed.household else None

    @property
    def has_changed(self) -> bool:
        """Whether it was changed, moved, closed or merged after it was printed or keyed."""
        return self.household is None or self.household.version != self.base

    @property
    def can_be_confirmed(self) -> bool:
        """Whether "unchanged" may be said of it together with all other rows not mentioned."""
        one = self.household
        quiet = not self.keyed and not self.has_changed
        return bool(one and quiet and one.is_surveyed and not one.is_closed)

    @property
    def state(self) -> str:
        """Where the row stands: done, ask (changed since), gone, todo."""
        if self.household is None:
            return "gone"
        if self.keyed:
            return "done"
        return "ask" if self.has_changed else "todo"

    @property
    def words(self) -> str:
        """What was keyed, in words."""
        return in_words(self.keyed.what) if self.keyed else ""

    @property
    def newer(self) -> bool:
        """Whether the household was surveyed on a later day than the one that was keyed."""
        if not self.keyed or not self.keyed.assessment_id or not self.household:
            return False
        day = self.household.surveyed_on
        return day is not None and day > self.keyed.surveyed_on

    @cached_property
    def changes(self) -> list[str]:
        """What happened to the household since, in words, the gravest first."""
        if self.household is None:
            return [gettext("hộ không còn trong địa bàn")]
        return [*_moves(self), *_skills(self), *(_told(entry) for entry in self.since[:TOLD])]


def _moves(line: Line) -> list[str]:
    first, now, found = line.first, line.household, list[str]()
    if first and now and first.pk != now.pk:
        found.append(gettext("đã gộp vào hộ %(name)s") % {"name": now.head_name})
    if now and now.closed_on:
        found.append(
            gettext("%(status)s từ %(day)s: kết quả chỉ vào lịch sử, không vào mẫu số")
            % {"status": now.get_status_display(), "day": date_format(now.closed_on)}
        )
    if now and now.village_id != line.village_id:
        found.append(gettext("nay ở %(village)s") % {"village": now.village.full_name})
    return found


def _skills(line: Line) -> list[str]:
    now = line.household
    if now is None or not now.is_surveyed or line.last:
        return []
    if not line.printed.was_surveyed:
        return [gettext("lúc in chưa khảo sát, nay %(now)s") % {"now": digits(now.best_mask)}]
    if line.printed.known == now.best_mask:
        return []
    pair = {"was": digits(line.printed.known), "now": digits(now.best_mask)}
    return [gettext("kỹ năng lúc in %(was)s, nay %(now)s") % pair]


def _told(entry: AuditEntry) -> str:
    at = date_format(timezone.localtime(entry.at), "d/m H:i")
    return f"{words_of(entry.verb)} {at} ({entry.actor_name or entry.actor})"


def lines_of(sheet: PrintedSheet, user: Any, number: int | None = None) -> list[Line]:
    """Return the rows of a sheet, or the one with this number, as the user may see them now.

    A number of queries that the length of the sheet does not change.
    """
    rows = [pair for pair in sheet.printed_rows if number in {None, pair[0]}]
    found = _households(user, [row.household for _, row in rows])
    keyed = _keyed(sheet, number)
    lines = []
    for at, row in rows:
        first = found.get(row.household)
        all_, now = keyed[at], _survivor(first, found)
        standing = [one for one in all_ if one.withdrawn_at is None]
        line = Line(sheet.village_id, at, row, first, now)
        line.keyed, line.last = next(iter(standing[-1:]), None), next(iter(all_[-1:]), None)
        lines.append(line)
    _tell(sheet, lines)
    return lines


def asks_fifth(sheet: PrintedSheet, village: Area, on: date) -> bool:
    """Say whether a blank of a sheet answers skill 5: it asks it, and an answer of that day is taken."""
    return sheet.asks_fifth and FifthDue().accepts(village, on)


def added_since(sheet: PrintedSheet, user: Any) -> Any:
    """Return the village's households of now that are not on the paper."""
    here = Household.objects.visible_to(user).open().filter(village=sheet.village_id)
    return here.exclude(pk__in=[row.household for _, row in sheet.printed_rows]).in_order()


def _households(user: Any, keys: Iterable[int]) -> dict[int, Household]:
    """Return households by key, with those they were merged into."""
    found, wanted = dict[int, Household](), set(keys)
    while wanted:
        rows = Household.objects.visible_to(user).select_related("village").in_bulk(wanted)
        found |= rows
        wanted = {one.merged_into_id for one in rows.values() if one.merged_into_id} - found.keys()
    return found


def _survivor(one: Household | None, found: dict[int, Household]) -> Household | None:
    """Follow a household to the one it was merged into, however often."""
    for _ in found:
        if one is None or one.merged_into_id is None:
            return one
        one = found.get(one.merged_into_id)
    return one


def _keyed(sheet: PrintedSheet, number: int | None) -> dict[int, list[KeyedRow]]:
    rows = sheet.keyed.order_by("id")
    found: dict[int, list[KeyedRow]] = defaultdict(list)
    for row in rows if number is None else rows.filter(number=number):
        found[row.number].append(row)
    return found


def _tell(sheet: PrintedSheet, lines: list[Line]) -> None:
    """Give each changed row what the audit says was done to its household since."""
    changed = {str(line.printed.household): line for line in lines if line.has_changed}
    entries = AuditEntry.unscoped.filter(
        subject=HOUSEHOLDS, subject_key__in=changed, at__gt=sheet.printed_at
    )
    for entry in entries.order_by("-id") if changed else ():
        line = changed[entry.subject_key]
        if line.last is None or entry.at > line.last.keyed_at:
            line.since.append(entry)

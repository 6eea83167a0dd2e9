"""What waits, in the words of whoever decides: what was done, why it was not simply written, what can become of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from figures.rates import Rate, count_text
from households.models import Refusal, Resident, Status
from households.refusals.forms import AGREED, MISTAKE
from offline.models import SentOperation, Why
from skills.catalogue import SKILLS

Kind = SentOperation.Kind
# A clock that is wrong by so much is said: the day it happened may be, too.
WRONG_CLOCK = timedelta(minutes=5)
# Of these somebody looks at each before it is written.
_ALONE = frozenset({Why.TWIN, Why.NAMED_BEFORE, Why.REFUSES, Why.STATUS, Why.MORE, Why.FAULT})
# So long a decision can be taken back: what the phone sent is kept until then.
UNDO = timedelta(days=7)
# What the page counts.
COUNTED = timedelta(days=7)

# To whoever decides; to whoever entered it `Why` says it.
_WHY: Mapping[str, Any] = {
    Why.HANDED_OVER: gettext_lazy("Người nhập không còn phụ trách thôn này"),
    Why.UNKNOWN: gettext_lazy("Chưa thấy hộ hoặc người này trong sổ"),
    Why.MOVED: gettext_lazy("Hộ đã sang nơi khác"),
    Why.CLOSED: gettext_lazy("Hộ đã ra khỏi sổ"),
    Why.LEFT: gettext_lazy("Người này không còn ở hộ"),
    Why.ENDED: gettext_lazy("Thôn đã kết thúc"),
    Why.TEAM_ENDED: gettext_lazy("Tổ đã giải thể"),
    Why.UNASSIGNED: gettext_lazy("Hộ chưa phân về thôn nào"),
    Why.TWIN: gettext_lazy("Có thể trùng hộ trong sổ"),
    Why.NAMED_BEFORE: gettext_lazy("Tên này đã được xóa theo yêu cầu"),
    Why.REFUSES: gettext_lazy("Hộ đã từ chối khảo sát"),
    Why.MORE: gettext_lazy("Người khác đã ghi thêm nên không tự hoàn tác"),
    Why.NO_PLATFORM: gettext_lazy("Nơi này chưa có nền tảng cho kỹ năng 5"),
    Why.STATUS: gettext_lazy("Người khác ghi tình trạng hộ khác đi"),
    Why.UNREADABLE: gettext_lazy("Không mở được mục này"),
    Why.FAULT: gettext_lazy("Máy chủ chưa ghi được mục này"),
}
# What an officer can do about it elsewhere, so that it can be written here.
_FIRST: Mapping[str, Any] = {
    Why.CLOSED: gettext_lazy("Hộ thật ra còn ở: mở hộ, chọn “Trở lại sổ”, rồi quay lại đây."),
    Why.UNASSIGNED: gettext_lazy("Phân hộ về thôn trước, rồi quay lại đây."),
    Why.REFUSES: gettext_lazy(
        "Hộ nay đã đồng ý: mở hộ, chọn “Mở lại hoặc ghi lại”, rồi quay lại đây."
    ),
    Why.NO_PLATFORM: gettext_lazy("Đặt tên nền tảng số của xã trước, rồi quay lại đây."),
}


def goes_with_others(operation: SentOperation) -> bool:
    """Say whether it may be written in one press with others; what has to be compared or asked first may not."""
    return operation.kind != Kind.SESSION and operation.why not in _ALONE


def is_fresh(operation: SentOperation) -> bool:
    """Say whether what somebody decided on it can be taken back still."""
    at = operation.decided_at
    return at is not None and at > timezone.now() - UNDO


def words_of(why: str) -> Any:
    """Say why something cannot be written, to an officer; whoever says it ends the sentence."""
    return _WHY.get(why) or str(Why(why).label).removesuffix(".")


def why_words(operation: SentOperation) -> str:
    """Say why an operation was not simply written."""
    return str(words_of(operation.why))


def first_words(operation: SentOperation) -> str:
    """Say what is done elsewhere before it can be written; "" where nothing is."""
    return str(_FIRST.get(operation.why, ""))


def button_of(operation: SentOperation) -> str:
    """Return what the button of its line says."""
    return _("So hai hộ") if operation.why == Why.TWIN else _("Xem, quyết định")


@dataclass(frozen=True)
class Told:
    """What an operation says of one person: who, what else, and each skill with its answer (None: back to "not asked")."""

    name: str
    facts: tuple[str, ...]
    answers: tuple[tuple[int, int | None], ...]


def name_in(said: Mapping[str, Any]) -> str:
    """Return whom an operation names itself: a new head, a new person; "" for one about somebody in the register."""
    return str((said.get("head") or said).get("name") or "")


def told_in(kind: str, said: Mapping[str, Any], name: str = "") -> Iterator[Told]:
    """Yield each person an operation speaks of; `name` is that of the one in the register whose answers it gives."""
    if kind == Kind.HOUSEHOLD:
        yield _told(said.get("head") or {})
        yield from (_told(one) for one in said.get("people") or ())
    elif kind == Kind.PERSON:
        yield _told(said)
    elif kind == Kind.ANSWERS:
        values = (said.get("set") or {}).items()
        yield Told(name, (), tuple((int(n), _result(one)) for n, one in sorted(values)))


def _told(one: Mapping[str, Any]) -> Told:
    facts = []
    if one.get("relation"):
        facts.append(str(dict(Resident.Relation.choices).get(one["relation"], "")).lower())
    if one.get("birth_year"):
        facts.append(_("sinh %(year)s") % {"year": one["birth_year"]})
    if one.get("phone"):
        facts.append(str(one["phone"]))
    pairs = zip(SKILLS, str(one.get("results") or ""), strict=False)
    answers = tuple((skill.number, _result(char)) for skill, char in pairs if char != "-")
    return Told(str(one.get("name") or ""), tuple(filter(None, facts)), answers)


def _result(char: Any) -> int | None:
    return None if str(char) == "-" else int(char)


def summary_of(operation: SentOperation, said: Mapping[str, Any]) -> str:
    """Say in a few words what was done: "Hộ mới, 4 người", "Kỹ năng 3, 4"; of what is kept no more, of which kind it was."""
    if not said and operation.kind != Kind.SESSION:
        return str(operation.get_kind_display()).capitalize()
    if operation.kind == Kind.HOUSEHOLD:
        return _("Hộ mới, %(n)s người") % {"n": 1 + len(said.get("people") or ())}
    if operation.kind == Kind.PERSON:
        return _("Thêm người: %(name)s") % {"name": name_in(said)}
    if operation.kind == Kind.ANSWERS:
        return _("Kỹ năng %(numbers)s") % {"numbers": ", ".join(sorted(said.get("set") or {}))}
    if operation.kind == Kind.REFUSAL:
        return _refusal(said)
    if operation.kind == Kind.SESSION:
        return _("Buổi hướng dẫn ngày %(day)s") % {"day": date_format(operation.on)}
    if operation.kind == Kind.STATUS:
        return str(dict(Status.choices).get(said.get("to", ""), operation.get_kind_display()))
    return str(operation.get_kind_display()).capitalize()


def _refusal(said: Mapping[str, Any]) -> str:
    """Say that a household refuses, and why; or that it does no more."""
    reopened = {AGREED: _("Hộ đã đồng ý khảo sát"), MISTAKE: _("Ghi nhầm, hộ không từ chối")}
    if words := reopened.get(str(said.get("to"))):
        return words
    reason = dict(Refusal.Reason.choices).get(str(said.get("reason")))
    return f"{_('Hộ từ chối')}: {reason}" if reason else _("Hộ từ chối")


def lines_of_session(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what was entered of a session, each with what it is of."""
    numbers = ", ".join(sorted(map(str, said.get("skills") or ())))
    present = said.get("present") or ()
    for label, value in (
        (_("Kỹ năng"), numbers),
        (_("Nội dung"), said.get("title")),
        (_("Nơi"), said.get("place")),
        (_("Lượt người"), said.get("people")),
        (_("Số người"), said.get("persons")),
        (_("Nữ"), said.get("women")),
        (_("Số hộ"), said.get("households")),
        (_("Thành viên có mặt"), len(present) or ""),
        (_("Ghi chú"), said.get("note")),
    ):
        if value not in (None, ""):
            yield label, str(value)


@dataclass(frozen=True)
class Lately:
    """What came in during the last days: how many, how many of them were written at once, and the others."""

    sent: int
    written: int
    waiting: int
    decided: int
    refused: int

    @property
    def said(self) -> str:
        """Say what became of them; the parts add up to the whole."""
        rate = Rate(self.written, self.sent)
        words = _("%(counts)s (%(percent)s) tự ghi vào sổ")
        words %= {"counts": rate.counts, "percent": rate.percent}
        return ", ".join([words, *self._others()])

    def _others(self) -> Iterator[str]:
        n = self.waiting
        words = ngettext("%(n)s mục chờ người quyết định", "%(n)s mục chờ người quyết định", n)
        yield words % {"n": count_text(n)}
        if n := self.decided:
            words = ngettext("%(n)s mục đã quyết định", "%(n)s mục đã quyết định", n)
            yield words % {"n": count_text(n)}
        if n := self.refused:
            words = ngettext("%(n)s mục không nhận", "%(n)s mục không nhận", n)
            yield words % {"n": count_text(n)}


def heading_of(n: int) -> str:
    """Head the list of what waits: "4 mục, cũ nhất trước"."""
    words = ngettext("%(n)s mục, cũ nhất trước", "%(n)s mục, cũ nhất trước", n)
    return words % {"n": count_text(n)} if n else _("Không có mục nào")

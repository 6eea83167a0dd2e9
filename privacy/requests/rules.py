"""What a request says in words: how long it has, what its next step is, what may be answered."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from privacy.models import Decision, Kind, SubjectRequest


@dataclass(frozen=True)
class State:
    """Where a request stands: words for a tag, and the tag's class and icon."""

    words: str
    tag: str
    icon: str


def state_of(request: SubjectRequest, day: date) -> State:
    """Say where a request stands on a day, never by colour alone."""
    if not request.is_open and request.done_on:
        words = {
            Decision.DONE.value: _("Đã trả lời %(day)s"),
            Decision.PARTLY.value: _("Làm một phần %(day)s"),
            Decision.REFUSED.value: _("Từ chối %(day)s"),
        }[request.decision]
        said = words % {"day": _short(request.done_on)}
        is_refused = request.decision == Decision.REFUSED
        return State(said, "no", "x") if is_refused else State(said, "ok", "ok")
    if request.due_on < day:
        return State(_("Quá hạn từ %(day)s") % {"day": _short(request.due_on)}, "due", "warn")
    if not request.acknowledged_on:
        by = {"day": _short(request.acknowledge_by)}
        return State(_("Xác nhận trước hết %(day)s") % by, "due", "clock")
    return State(_("Đang làm"), "wait", "clock")


def left_words(request: SubjectRequest, day: date) -> str:
    """Say how many days are left of an open request, or how many it is late."""
    if not request.is_open:
        return ""
    n = (request.due_on - day).days
    if n < 0:
        return ngettext("quá %(n)s ngày", "quá %(n)s ngày", -n) % {"n": -n}
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", n) % {"n": n} if n else _("hết hôm nay")


def numbers_words(year: int, n: int, answered: int, overdue: int) -> str:
    """Say how a year's requests stand: "4 yêu cầu năm 2026, 2/4 đã trả lời, 0 quá hạn"."""
    if not n:
        return _("Chưa có yêu cầu nào năm %(year)s") % {"year": year}
    words = ngettext(
        "%(n)s yêu cầu năm %(year)s, %(answered)s/%(n)s đã trả lời, %(overdue)s quá hạn",
        "%(n)s yêu cầu năm %(year)s, %(answered)s/%(n)s đã trả lời, %(overdue)s quá hạn",
        n,
    )
    return words % {"n": n, "year": year, "answered": answered, "overdue": overdue}


# What an answer says unless the officer says something else: by kind, where it is done.
SAID: dict[str, str | Promise] = {
    Kind.ACCESS: gettext_lazy("Gửi kèm bản sao dữ liệu đang giữ và danh sách ai đã xem."),
    Kind.CORRECTION: gettext_lazy("Đã sửa theo yêu cầu."),
    Kind.RESTRICTION: gettext_lazy(
        "Đã hạn chế xử lý: dữ liệu chỉ được giữ, không dùng để hỏi hay liên hệ."
    ),
    Kind.WITHDRAWAL: gettext_lazy(
        "Đã ghi: tổ không đến hỏi nữa. Dữ liệu chỉ được giữ, không dùng vào việc khác."
    ),
    Kind.ERASURE: gettext_lazy(
        "Đã xóa tên và số điện thoại trong sổ tổ công nghệ số. Tổ không đến hỏi nữa."
    ),
}


class Step(StrEnum):
    """What is to be done next with a request; each has one button."""

    ACKNOWLEDGE = "acknowledge"
    CHECK = "check"
    COPY = "copy"
    MEND = "mend"
    RESTRICT = "restrict"
    ERASE = "erase"
    ANSWER = "answer"
    NOTHING = "nothing"


# What a kind of request wants done before it is answered, where it is about somebody of the register.
_OF_KIND: dict[str, Step] = {
    Kind.ACCESS: Step.COPY,
    Kind.CORRECTION: Step.MEND,
    Kind.RESTRICTION: Step.RESTRICT,
    Kind.WITHDRAWAL: Step.RESTRICT,
    Kind.ERASURE: Step.ERASE,
}


def step_of(request: SubjectRequest) -> Step:
    """Return the next step of a request."""
    if not request.is_open:
        return Step.NOTHING
    if not request.acknowledged_on:
        return Step.ACKNOWLEDGE
    if not request.checked:
        return Step.CHECK
    if not request.household_id or request.restricts:
        return Step.ANSWER
    return _OF_KIND[request.kind]


def _short(day: date) -> str:
    return date_format(day, "d/m")

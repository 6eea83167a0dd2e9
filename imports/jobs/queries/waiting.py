"""The reader's last files in words: those that ask for something, then those that are done with."""

from typing import NamedTuple

from django.template.defaultfilters import date as dated
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from imports.models import Import, State


class Line(NamedTuple):
    """A file: what became of it, how many rows, and what can be done with it now."""

    source: Import
    title: str
    detail: str
    turn: str


def asking_line(source: Import, refused: int) -> Line:
    """Say what a file asks for; `refused` rows of it could not be written."""
    match source.state:
        case State.DONE:
            title, turn = _("Tệp %(name)s đã nhập xong"), _("Xem kết quả")
            detail = _rows_written(source.done - refused, source.skipped + refused)
        case State.FAILED:
            title, turn = _("Nhập tiếp tệp %(name)s"), _("Nhập tiếp")
            words = _("Nhập bị ngắt ở dòng thứ %(done)s trong %(of)s dòng")
            detail = words % {
                "done": number_format(source.done),
                "of": number_format(source.to_write),
            }
        case State.UNREAD:
            title, turn = _("Chưa đọc được tệp %(name)s"), _("Xem cách sửa")
            detail = _("Xem vì sao và cách sửa")
        case _other:
            title, turn = _("Xem tệp %(name)s"), _("Xem trước")
            detail = _rows_to_write(source)
    return Line(source, title % {"name": source.name}, detail, turn)


def last_line(source: Import) -> Line:
    """Say what became of a file that asks for nothing any more: its day, and its rows where some were written."""
    said = [dated(timezone.localtime(source.added_at), "SHORT_DATE_FORMAT")]
    said.append(str(source.get_state_display()).lower())
    if source.state == State.DONE:
        rows = {"n": number_format(source.done), "of": number_format(source.rows_read)}
        said.append(_("%(n)s/%(of)s dòng vào sổ") % rows)
    return Line(source, source.name, " · ".join(said), _("Mở"))


def _rows_written(written: int, left_out: int) -> str:
    if not left_out:
        words = ngettext("%(n)s dòng đã nhập", "%(n)s dòng đã nhập", written)
        return words % {"n": number_format(written)}
    words = ngettext(
        "%(written)s dòng đã nhập, %(n)s dòng bỏ qua",
        "%(written)s dòng đã nhập, %(n)s dòng bỏ qua",
        left_out,
    )
    return words % {"written": number_format(written), "n": number_format(left_out)}


def _rows_to_write(source: Import) -> str:
    if source.unanswered:
        words = ngettext(
            "Chưa ghi gì: còn %(n)s câu hỏi chờ trả lời",
            "Chưa ghi gì: còn %(n)s câu hỏi chờ trả lời",
            source.unanswered,
        )
        return words % {"n": number_format(source.unanswered)}
    words = ngettext(
        "Chờ xem, chưa ghi gì: %(n)s dòng nhập được, %(errors)s dòng lỗi",
        "Chờ xem, chưa ghi gì: %(n)s dòng nhập được, %(errors)s dòng lỗi",
        source.to_write,
    )
    return words % {"n": number_format(source.to_write), "errors": number_format(source.skipped)}

"""Why a file is not read, in words that say what to do."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BROKEN = _(
    "Tệp bị hỏng hoặc không phải bảng tính. Mở tệp bằng Excel, chọn “Lưu thành” kiểu .xlsx rồi gửi lại."
)

REASONS: dict[str, Promise] = {
    "broken": BROKEN,
    "unknown": BROKEN,
    "empty": _("Tệp không có dòng nào. Kiểm tra lại đã chọn đúng tệp chưa."),
    "large": _(
        "Tệp lớn hơn %(megabytes)s MB. Xóa ảnh và trang tính thừa, hoặc tách thành nhiều tệp, rồi gửi lại."
    ),
    "pdf": _("Đây là tệp PDF. Cần tệp Excel (.xlsx) hoặc .csv có các dòng để nhập."),
    "picture": _("Đây là tệp ảnh. Cần tệp Excel (.xlsx) hoặc .csv có các dòng để nhập."),
    "word": _("Đây là tệp Word hoặc PowerPoint. Chép bảng sang Excel, lưu kiểu .xlsx rồi gửi lại."),
    "packed": _("Đây là tệp nén, không phải bảng tính. Giải nén rồi gửi từng tệp Excel ở trong."),
    "web_page": _(
        "Tệp này là trang web mang tên bảng tính. Mở bằng Excel, chọn “Lưu thành” kiểu .xlsx rồi gửi lại."
    ),
    "xlsb": _("Kiểu .xlsb chưa đọc được. Mở bằng Excel, chọn “Lưu thành” kiểu .xlsx rồi gửi lại."),
    "encrypted": _(
        "Tệp có mật khẩu nên không đọc được. Mở bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi gửi lại."
    ),
    "macro": _(
        "Tệp có macro nên không nhận. Mở bằng Excel, chọn “Lưu thành” kiểu .xlsx rồi gửi lại."
    ),
    "linked": _(
        "Tệp lấy số từ tệp khác. Mở bằng Excel, chọn Dữ liệu › Sửa liên kết › Ngắt liên kết, lưu rồi gửi lại."
    ),
    "entities": _(
        "Tệp có phần khai báo lạ mà Excel không tạo ra nên không nhận. Chép bảng sang một tệp Excel mới rồi gửi lại."
    ),
    "parts": _(
        "Tệp gồm %(parts)s phần, quá nhiều cho một bảng tính. Chép bảng sang một tệp Excel mới rồi gửi lại."
    ),
    "inflated": _(
        "Tệp mở ra lớn bất thường. Chép riêng phần bảng có dữ liệu sang một tệp Excel mới rồi gửi lại."
    ),
    "rows": _("Tệp có hơn %(rows)s dòng. Tách thành nhiều tệp rồi nhập lần lượt."),
    "columns": _(
        "Có dòng dùng hơn %(columns)s cột. Xóa những ô có chữ nằm xa bên phải bảng rồi gửi lại."
    ),
    "sheets": _("Tệp có hơn %(sheets)s trang tính. Tách thành nhiều tệp rồi nhập lần lượt."),
    "cells": _(
        "Tệp có hơn %(cells)s ô có chữ. Xóa những cột không cần nhập, hoặc tách thành nhiều tệp, rồi gửi lại."
    ),
    "merged": _(
        "Có trang tính gộp hơn %(merged)s vùng ô. Bỏ gộp ô (Trang đầu › Gộp và căn giữa) rồi gửi lại."
    ),
    "long_row": _(
        "Dòng %(row)s dài bất thường. Xóa những ô không cần nhập của dòng ấy rồi gửi lại."
    ),
    "long": _(
        "Có ô dài hơn mức Excel cho phép. Nếu là tệp .csv, kiểm tra dấu ngoặc kép chưa đóng; hoặc lưu kiểu .xlsx rồi gửi lại."
    ),
    "formulas": _(
        "Tệp có công thức chưa tính mà không rõ nằm ở ô nào. Mở bằng Excel, bấm Lưu rồi gửi lại."
    ),
    "errors": _(
        "Tệp có ô báo lỗi công thức (như #N/A, #REF!). Sửa những ô đó, hoặc lưu kiểu .xlsx rồi gửi lại."
    ),
    "encoding": _(
        "Không đọc được chữ trong tệp .csv. Mở bằng Excel, chọn “Lưu thành” kiểu .xlsx rồi gửi lại."
    ),
    "memory": _(
        "Tệp cần quá nhiều bộ nhớ: quá nhiều dòng, hoặc có ô chữ nằm rất xa bảng. Chép riêng bảng sang một tệp Excel mới rồi gửi lại."
    ),
    "slow": _("Đọc tệp quá lâu nên đã dừng. Tách thành nhiều tệp nhỏ rồi nhập lần lượt."),
    "disk": _(
        "Máy chủ hết chỗ trống nên chưa đọc được tệp. Báo quản trị hệ thống; khi họ xử lý xong, bấm “Đọc lại”."
    ),
    "busy": _("Máy chủ đang mở tệp của người khác. Chờ khoảng 10 giây, chọn lại tệp rồi gửi lại."),
    "stopped": _("Đã dừng đọc tệp này. Chưa có gì được ghi."),
    "ended": _(
        "Việc đọc tệp bị ngắt giữa chừng. Đọc lại; nếu vẫn vậy, tách tệp rồi gửi từng phần."
    ),
}

# After these the same file may be read all the same: once there is time, or less to do.
PASSING = ("stopped", "ended", "slow", "memory", "disk")


def in_words(why: str, facts: Mapping[str, int]) -> str:
    """Say why a file is not read, in the reader's language."""
    shown = {key: number_format(value, force_grouping=True) for key, value in facts.items()}
    return str(REASONS.get(why, BROKEN)) % shown


class Unreadable(Exception):
    """A file that is not read; `reason` says why and what to do, to whoever sent it.

    `why` is its key and `facts` the numbers in it, to say the same later and in another language.
    """

    def __init__(self, why: str, facts: Mapping[str, int]) -> None:
        self.reason, self.why, self.facts = in_words(why, facts), why, facts
        super().__init__(self.reason)

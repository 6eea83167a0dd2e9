"""The words of questions about a file: what is asked, by kind, and what each answer means."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from teams.models import Member

SKIPPED = gettext_lazy("Bỏ qua")
_MARKS = {
    "none": gettext_lazy("Chưa biết"),
    "help": gettext_lazy("Biết, cần hỗ trợ"),
    "alone": gettext_lazy("Biết, tự làm"),
    "unasked": gettext_lazy("Chưa khảo sát"),
}
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "mark": _MARKS,
    "colour": _MARKS,
    "comment": _MARKS,
    "sex": {"m": gettext_lazy("Nam"), "f": gettext_lazy("Nữ")},
    "relation": {
        "head": gettext_lazy("Chủ hộ"),
        "spouse": gettext_lazy("Vợ, chồng"),
        "child": gettext_lazy("Con"),
        "parent": gettext_lazy("Cha, mẹ"),
        "grandchild": gettext_lazy("Cháu"),
        "other": gettext_lazy("Quan hệ khác"),
    },
    "role": dict(Member.Role.choices),
    "organisation": dict(Member.Organisation.choices),
    "ditto": {"above": gettext_lazy("Như dòng trên")},
    "commune": {
        "own": gettext_lazy("Là xã mình"),
        "foreign": gettext_lazy("Là xã khác, không lấy"),
    },
    "grouping": {
        "head": gettext_lazy("Cột tên chủ hộ"),
        "relation": gettext_lazy("Cột quan hệ: dòng ghi Chủ hộ mở một hộ"),
        "number": gettext_lazy("Số của hộ, hoặc số đếm lại từ 1 ở mỗi hộ"),
        "letter": gettext_lazy("Chữ (a, b, c) ghi ở dòng đầu của hộ"),
        "tick": gettext_lazy("Dấu ở cột chủ hộ"),
        "address": gettext_lazy("Cùng địa chỉ là một hộ"),
        "mark": gettext_lazy("Dấu trước tên chủ hộ"),
        "bold": gettext_lazy("Tên chủ hộ in đậm"),
        "blank_row": gettext_lazy("Dòng trống giữa các hộ"),
        "group_row": gettext_lazy("Dòng tiêu đề của từng hộ"),
        "beside": gettext_lazy("Các thành viên nằm cạnh nhau trên một dòng"),
        "cell": gettext_lazy("Các thành viên trong một ô"),
        "chart": gettext_lazy("Sơ đồ"),
        "row": gettext_lazy("Mỗi dòng một hộ"),
        "skip": gettext_lazy("Không lấy bảng này"),
    },
    "numbered": {
        "in_order": gettext_lazy("Phải, theo thứ tự ấy"),
        "apart": gettext_lazy("Không phải, hỏi từng cột"),
    },
    "tables": {"all": gettext_lazy("Lấy tất cả"), "first": gettext_lazy("Chỉ lấy bảng đầu")},
    "link": {"join": gettext_lazy("Nối theo mã"), "skip": gettext_lazy("Không nối")},
    "same": {
        "same": gettext_lazy("Là một, gộp lại"),
        "different": gettext_lazy("Là hai, giữ cả hai"),
    },
    "date_order": {
        "d/m": gettext_lazy("Ngày trước, tháng sau"),
        "m/d": gettext_lazy("Tháng trước, ngày sau"),
    },
    "village": {
        "new": gettext_lazy("Là thôn mới"),
        "commune": gettext_lazy("Của xã, không của thôn nào"),
        "skip": gettext_lazy("Không phải thôn của xã"),
    },
    "hidden": {"take": gettext_lazy("Lấy cả phần ẩn")},
    "gone": {"take": gettext_lazy("Vẫn nhập"), "skip": gettext_lazy("Không nhập")},
    "plan": {
        "take": gettext_lazy("Đã tổ chức, nhập bảng này"),
        "skip": gettext_lazy("Mới là kế hoạch, không nhập"),
    },
    "body": {
        "take": gettext_lazy("Phải, nhập bảng này"),
        "skip": gettext_lazy("Không phải, không nhập"),
    },
}
# What is asked; of some kinds otherwise where there is no text.
TITLES: Mapping[str, str | Promise] = {
    "mark": gettext_lazy("“%(text)s” nghĩa là gì?"),
    "mark under": gettext_lazy("“%(text)s” dưới %(heading)s nghĩa là gì?"),
    "colour": gettext_lazy("Ô tô màu này nghĩa là gì?"),
    "colour none": gettext_lazy("Ô không tô màu nghĩa là gì?"),
    "comment": gettext_lazy("Ô có ghi chú “%(text)s” nghĩa là gì?"),
    "sex": gettext_lazy("“%(text)s” là nam hay nữ?"),
    "relation": gettext_lazy("“%(text)s” là quan hệ gì với chủ hộ?"),
    "role": gettext_lazy("“%(text)s” là vai trò gì trong tổ?"),
    "organisation": gettext_lazy("“%(text)s” là đơn vị nào?"),
    "ditto": gettext_lazy("“%(text)s” có phải là như dòng trên không?"),
    "column": gettext_lazy("Cột “%(text)s” ghi gì?"),
    "column none": gettext_lazy("Cột %(letter)s không có tên: cột này ghi gì?"),
    "numbered": gettext_lazy(
        "“%(text)s” có phải năm kỹ năng theo thứ tự: 1 dịch vụ công, 2 mua sắm, 3 thanh toán, 4 tự bảo vệ, "
        "5 nền tảng số địa phương?"
    ),
    "village": gettext_lazy("“%(text)s” là thôn nào của xã?"),
    "village none": gettext_lazy("Các dòng không ghi thôn là của thôn nào?"),
    "village of sheet": gettext_lazy("Các dòng không ghi thôn ở trang “%(text)s” là của thôn nào?"),
    "village below": gettext_lazy("“%(text)s” là thôn nào của %(heading)s?"),
    "village none below": gettext_lazy("Các dòng của %(heading)s không ghi thôn là của thôn nào?"),
    "commune": gettext_lazy("“%(text)s” có phải xã mình không?"),
    "commune below": gettext_lazy("“%(text)s” là xã, phường nào?"),
    "grouping": gettext_lazy("Nhận ra từng hộ bằng gì?"),
    "tables": gettext_lazy("Tệp có nhiều bảng: lấy bảng nào?"),
    "link": gettext_lazy("Nối các trang tính với nhau theo mã hộ?"),
    "same": gettext_lazy("“%(text)s” có ở nhiều dòng: là một hay là hai?"),
    "same row": gettext_lazy("“%(text)s” (dòng %(heading)s) có ở nhiều dòng: là một hay là hai?"),
    "same known": gettext_lazy("“%(text)s” trong tệp và trong sổ: là một hay là hai?"),
    "gone": gettext_lazy("Người ghi “%(text)s”: có nhập không?"),
    "body": gettext_lazy("“%(text)s” có phải tổ công nghệ số cộng đồng không?"),
    "plan": gettext_lazy("“%(text)s”: các buổi này đã tổ chức chưa?"),
    "date_order": gettext_lazy("Ngày trong tệp ghi theo thứ tự nào?"),
    "year": gettext_lazy("Ngày không ghi năm là của năm nào?"),
    "day": gettext_lazy("Số liệu tính đến ngày nào?"),
    "repair": gettext_lazy("Ô ghi “%(text)s”: sửa thế nào?"),
    "hidden": gettext_lazy("Phần đang ẩn trong tệp (%(text)s): có lấy không?"),
}
HIDDEN = {"rows": gettext_lazy("dòng ẩn"), "columns": gettext_lazy("cột ẩn")}
# Of these whole rows wait for the answer.
OF_ROWS = frozenset(
    {"village", "commune", "grouping", "same", "tables", "link", "hidden", "gone", "body", "plan"}
)

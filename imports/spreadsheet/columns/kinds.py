"""The four kinds of sheet."""

from django.utils.translation import gettext_lazy as _

from imports.spreadsheet.columns.column import Column, SheetKind
from imports.spreadsheet.columns.shared import (
    BIRTH_YEAR,
    FULL_NAME,
    GIVEN,
    PHONE,
    ROW_ID,
    SEX,
    VERSION,
    VILLAGE,
)
from imports.spreadsheet.columns.skills import SKILLS

HOUSEHOLDS = SheetKind(
    "households",
    _("Hộ, người trong hộ và kỹ năng"),
    (
        VILLAGE,
        Column(
            "head_name",
            _("Họ và tên chủ hộ"),
            (
                "Họ tên chủ hộ",
                "Tên chủ hộ",
                "Chủ hộ",
                "Họ, tên chủ hộ",
                "Họ và tên (chủ hộ)",
                "Chủ hộ, họ và tên",
                "Chủ hộ, họ tên",
                "Chủ hộ, tên",
                "Họ tên (chủ hộ)",
                "Hộ gia đình",
                "Tên hộ",
                "Hộ ông (bà)",
                "Hộ ông/bà",
                "Họ và tên chủ hộ gia đình",
                "Họ tên chủ hộ gia đình",
            ),
            ("Họ và tên", "Họ tên", "Tên", "Hộ"),
            required=True,
        ),
        Column(
            "household", _("Mã hộ"), ("Hộ số", "Số hộ khẩu", "Số sổ hộ khẩu", "Mã số hộ", "STT hộ")
        ),
        FULL_NAME,
        Column(
            "relation",
            _("Quan hệ với chủ hộ"),
            (
                "Quan hệ",
                "QH với chủ hộ",
                "Quan hệ chủ hộ",
                "QHCH",
                "Mối quan hệ với chủ hộ",
                "Quan hệ với CH",
            ),
        ),
        BIRTH_YEAR,
        SEX,
        Column(
            "hamlet",
            _("Xóm, số nhà"),
            ("Xóm", "Số nhà", "Số nhà, đường", "Số nhà, tên đường", "Tổ tự quản", "Tổ đoàn kết"),
            ("Địa chỉ", "Chỗ ở", "Nơi ở", "Địa chỉ thường trú", "Nơi thường trú"),
        ),
        PHONE,
        *SKILLS,
        Column(
            "assessed_on",
            _("Ngày khảo sát"),
            (
                "Khảo sát ngày",
                "Ngày điều tra",
                "Ngày đánh giá",
                "Ngày rà soát",
                "Thời gian khảo sát",
            ),
            ("Ngày",),
        ),
        ROW_ID,
        VERSION,
        GIVEN,
    ),
    {"head_name": ("full_name", "relation")},
    spreading=frozenset({"village", "head_name", "household", "hamlet", "phone", "assessed_on"}),
)

VILLAGES = SheetKind(
    "villages",
    _("Thôn, buôn, khu phố"),
    (
        VILLAGE,
        Column("kind", _("Loại"), ("Loại hình", "Loại thôn", "Loại đơn vị")),
        Column(
            "households",
            _("Số hộ khai báo"),
            ("Số hộ", "Tổng số hộ", "Số hộ dân", "Tổng số hộ dân", "Hộ", "Số hộ gia đình"),
        ),
        Column("source", _("Nguồn"), ("Nguồn số liệu", "Theo nguồn")),
        Column(
            "declared_on",
            _("Tính đến ngày"),
            ("Ngày khai báo", "Số liệu đến ngày", "Thời điểm", "Ngày báo cáo"),
            ("Ngày",),
        ),
        Column(
            "old_name", _("Tên cũ"), ("Tên trước đây", "Tên gọi cũ", "Thôn cũ", "Trước sáp nhập")
        ),
        ROW_ID,
        VERSION,
        GIVEN,
    ),
    spreading=frozenset({"kind", "source", "declared_on"}),
)

TEAMS = SheetKind(
    "teams",
    _("Tổ và thành viên"),
    (
        VILLAGE,
        Column("tier", _("Cấp tổ"), ("Tổ của thôn hay xã", "Loại tổ"), ("Cấp",)),
        Column(
            "number",
            _("Số quyết định"),
            ("Quyết định số", "Số QĐ", "QĐ số", "Số quyết định thành lập", "QĐ thành lập"),
            ("Quyết định", "Quyết định thành lập"),
        ),
        Column(
            "founded_on",
            _("Ngày thành lập"),
            (
                "Thành lập ngày",
                "Ngày quyết định",
                "Ngày QĐ",
                "Ngày ký",
                "Ngày ký quyết định",
                "Ngày thành lập tổ",
            ),
            ("Ngày",),
        ),
        Column("signer", _("Người ký"), ("Người ký quyết định",)),
        Column(
            "full_name",
            _("Họ và tên"),
            (
                *FULL_NAME.also,
                "Họ và tên thành viên tổ",
                "Họ tên thành viên tổ",
                "Thành viên tổ",
                "Họ tên tổ viên",
            ),
            (*FULL_NAME.maybe, "Tổ trưởng", "Họ tên tổ trưởng", "Họ và tên tổ trưởng"),
            required=True,
        ),
        Column(
            "role",
            _("Vai trò"),
            (
                "Vai trò trong tổ",
                "Chức danh trong tổ",
                "Nhiệm vụ trong tổ",
                "Chức vụ trong tổ",
                "Vị trí trong tổ",
            ),
            ("Chức danh", "Chức vụ", "Nhiệm vụ", "Vị trí"),
        ),
        Column(
            "organisation",
            _("Đơn vị cử"),
            (
                "Đoàn thể",
                "Tổ chức",
                "Đơn vị công tác",
                "Cơ quan, đơn vị",
                "Thành phần",
                "Tổ chức đoàn thể",
            ),
            (
                "Đơn vị",
                "Chức vụ",
                "Chức vụ hiện nay",
                "Chức danh",
                "Nghề nghiệp",
                "Chức vụ, đơn vị công tác",
            ),
        ),
        BIRTH_YEAR,
        SEX,
        PHONE,
        Column(
            "joined_on", _("Vào tổ từ ngày"), ("Tham gia từ ngày", "Ngày tham gia", "Ngày vào tổ")
        ),
        ROW_ID,
        VERSION,
        GIVEN,
    ),
    spreading=frozenset({"village", "tier", "number", "founded_on", "signer", "joined_on"}),
)

ACTIVITIES = SheetKind(
    "activities",
    _("Buổi hướng dẫn"),
    (
        VILLAGE,
        Column(
            "held_on",
            _("Ngày"),
            (
                "Ngày tổ chức",
                "Ngày hướng dẫn",
                "Thời gian",
                "Ngày thực hiện",
                "Thời gian tổ chức",
                "Ngày tháng",
            ),
            required=True,
        ),
        Column("place", _("Nơi"), ("Địa điểm", "Nơi tổ chức", "Địa điểm tổ chức"), ("Địa chỉ",)),
        Column(
            "title",
            _("Nội dung"),
            (
                "Nội dung hướng dẫn",
                "Nội dung thực hiện",
                "Chủ đề",
                "Nội dung buổi hướng dẫn",
                "Tên hoạt động",
            ),
        ),
        *SKILLS,
        Column(
            "people",
            _("Số lượt người"),
            (
                "Lượt người",
                "Số lượt",
                "Số lượt người được hướng dẫn",
                "Lượt người tham gia",
                "Tổng số lượt người",
            ),
            ("Số người tham gia", "Số người dự", "Số người tham dự"),
        ),
        Column(
            "persons",
            _("Số người"),
            ("Số người, mỗi người một lần", "Số người được hướng dẫn"),
            ("Số người tham gia", "Số người dự", "Người"),
        ),
        Column("women", _("Trong đó nữ"), ("Số nữ", "Nữ", "Phụ nữ", "Số phụ nữ")),
        Column(
            "households",
            _("Số hộ"),
            ("Số hộ có người dự", "Số hộ tham gia", "Số hộ được hướng dẫn"),
        ),
        Column("note", _("Ghi chú"), ("Chú thích",)),
        ROW_ID,
        VERSION,
        GIVEN,
    ),
    spreading=frozenset({"village", "held_on", "place", "title"}),
)

SHEET_KINDS = {kind.key: kind for kind in (HOUSEHOLDS, VILLAGES, TEAMS, ACTIVITIES)}

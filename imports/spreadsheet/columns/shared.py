"""Columns that several kinds of sheet have, and how communes write them."""

from django.utils.translation import gettext_lazy as _

from imports.spreadsheet.columns.column import Column

# Columns of our own template, hidden there: which record a row is, and as of which version of it.
ROW_ID = Column("id", "Mã dòng", ("ma dong", "to so id"))
VERSION = Column("version", "Phiên bản", ("phien ban dong", "to so version"))
# What its cells said when it was given out (imports.spreadsheet.exported_values).
GIVEN = Column("given", "Giá trị lúc tải", ("to so given",))

_KIND = "(?:thon|buon|ban|ap|lang|xom|khu pho|khoi pho|to dan pho|tdp|kp)"

VILLAGE = Column(
    "village",
    _("Thôn"),
    (
        "Tên thôn",
        "Thôn, buôn, khu phố",
        "Thôn, buôn",
        "Thôn/buôn",
        "Thôn, khu phố",
        "Thôn, TDP",
        "Thôn, tổ dân phố",
        "Thôn/Tổ dân phố",
        "Thôn, bản",
        "Thôn (buôn, khu phố)",
        "Buôn",
        "Tên buôn",
        "Bản",
        "Ấp",
        "Làng",
        "Khu phố",
        "Khối phố",
        "Tổ dân phố",
        "TDP",
        "KDC",
        "Khu dân cư",
        "Tên thôn, buôn, khu phố",
        "Tên thôn, tổ dân phố",
        "Thuộc thôn",
        "Ở thôn",
    ),
    (
        "Địa chỉ",
        "Địa chỉ thường trú",
        "Nơi thường trú",
        "Nơi ở",
        "Nơi ở hiện nay",
        "Nơi ở hiện tại",
        "Chỗ ở hiện nay",
        "Địa bàn",
        "Đơn vị",
        "Xóm",
        "Tổ",
        "Tên tổ",
        "Tên tổ CNSCĐ",
        "Tổ CNSCĐ",
        "Tổ công nghệ số cộng đồng",
        "Tên tổ công nghệ số cộng đồng",
    ),
    required=True,
    # "Thôn/buôn/TDP", "Tên khu phố, thôn": any kinds in any order.
    pattern=f"(?:ten )?{_KIND}(?: (?:va |hoac )?{_KIND})+",
)
PHONE = Column(
    "phone",
    _("Điện thoại"),
    (
        "Số điện thoại",
        "SĐT",
        "ĐT",
        "Số ĐT",
        "Điện thoại di động",
        "Số điện thoại liên hệ",
        "Điện thoại liên hệ",
        "Di động",
        "Số di động",
        "Số Zalo",
        "Zalo",
        "SDT liên hệ",
        "Số điện thoại chủ hộ",
        "Điện thoại chủ hộ",
        "SĐT chủ hộ",
    ),
    ("Liên hệ", "Liên lạc"),
)
FULL_NAME = Column(
    "full_name",
    _("Họ và tên"),
    (
        "Họ tên",
        "Họ và tên người",
        "Họ tên người trong hộ",
        "Họ và tên thành viên",
        "Tên thành viên",
        "Họ tên thành viên",
        "Thành viên trong hộ",
        "Họ, tên",
        "Họ và tên người dân",
        "Họ, chữ đệm và tên",
        "Họ, chữ đệm, tên",
        "Họ chữ đệm và tên khai sinh",
    ),
    ("Tên", "Thành viên", "Danh sách", "Người dân"),
)
BIRTH_YEAR = Column(
    "birth_year",
    _("Năm sinh"),
    (
        "Ngày sinh",
        "Ngày tháng năm sinh",
        "Ngày, tháng, năm sinh",
        "Sinh năm",
        "N.Sinh",
        "Năm sinh chủ hộ",
        "Ngày sinh chủ hộ",
        "NTNS",
    ),
    ("NS", "Sinh ngày"),
)
SEX = Column(
    "sex",
    _("Giới tính"),
    (
        "Giới",
        "Nam/nữ",
        "Nam, nữ",
        "Nam (nữ)",
        "Phái",
        "GT",
        "Giới tính chủ hộ",
        "Giới tính (Nam/Nữ)",
    ),
)

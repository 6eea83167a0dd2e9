"""A column of a sheet, a kind of sheet, and the columns that several kinds have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports.spreadsheet import values
from imports.spreadsheet.book import Cell
from imports.spreadsheet.values import Understood

type Reader = Callable[[Cell], Understood[Any]]

# What nobody is to read or to write in: which record a row is, as of which version, what it said.
HIDDEN = frozenset({"id", "version", "given"})
# Beside those, what our own sheets tell of a row without being a fact of it.
_NO_FACT = HIDDEN | {"household"}


@dataclass(frozen=True)
class Column:
    """One field of a sheet: its heading in our template, other spellings of it, how its cells are read.

    `also` mean this field for sure, marks and capitals aside; `maybe` could mean it, so one asks.
    `pattern` is for what has too many spellings to list: of the folded heading, the whole of it.
    """

    key: str
    label: str | Promise
    read: Reader | None
    also: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    required: bool = False
    pattern: str = ""


@dataclass(frozen=True)
class SheetKind:
    """One kind of sheet.

    `instead` names columns that together stand in for a required one; of `spreading` columns one cell
    merged over several rows speaks for all of them, as a village does. Sheets of ours of before lack `later` columns.
    """

    key: str
    columns: tuple[Column, ...]
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spreading: frozenset[str] = frozenset()
    later: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """Return the column of this key."""
        return next(column for column in self.columns if column.key == key)

    @cached_property
    def exported(self) -> tuple[str, ...]:
        """The fields of which the hidden cell of a row of ours says what they held when it was exported."""
        facts = [column.key for column in self.columns if column.key not in _NO_FACT]
        return ("id", *(key for key in facts if key not in self.later), *self.later)


def text(longest: int) -> Reader:
    """Return the reader of words of one line."""
    return partial(values.text, longest=longest)


# Columns of our own template, hidden there: which record a row is, as of which version of it, and what its
# cells said when it was exported (imports.spreadsheet.lines).
OURS = (
    Column("id", "Mã dòng", text(20), ("ma dong", "to so id")),
    Column("version", "Phiên bản", values.count, ("phien ban dong", "to so version")),
    Column("given", "Giá trị lúc tải", None, ("to so given",)),
)

_KIND = "(?:thon|buon|ban|ap|lang|xom|khu pho|khoi pho|to dan pho|tdp|kp)"

VILLAGE = Column(
    "village",
    _("Thôn"),
    text(200),
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
    values.phone,
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
    values.person,
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
    values.birth_year,
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
    values.sex,
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


def _skill(key: str, number: int, label: str | Promise, *also: str) -> Column:
    """Return the column of one skill, by its number and its names."""
    words = ("KN", "KN ", "Kỹ năng ", "Kỹ năng số ", "KNS")
    numbered = tuple(f"{word}{number}" for word in words)
    return Column(key, label, values.skill, (*numbered, *also))


SKILLS = (
    _skill(
        "public_services",
        1,
        _("Dịch vụ công trực tuyến"),
        "Dịch vụ công",
        "DVC",
        "DVCTT",
        "DVC trực tuyến",
        "Biết DVC",
        "Biết DVCTT",
        "Sử dụng DVC",
        "Sử dụng DVCTT",
        "Sử dụng dịch vụ công",
        "Sử dụng dịch vụ công trực tuyến",
        "Biết sử dụng dịch vụ công trực tuyến",
        "Kỹ năng sử dụng dịch vụ công trực tuyến",
        "Nộp hồ sơ trực tuyến",
    ),
    _skill(
        "shopping",
        2,
        _("Mua sắm trực tuyến"),
        "Mua sắm",
        "Mua sắm online",
        "Mua hàng trực tuyến",
        "Mua hàng online",
        "Mua hàng qua mạng",
        "Biết mua sắm trực tuyến",
        "Biết mua sắm",
        "Kỹ năng mua sắm trực tuyến",
        "Sàn TMĐT",
        "TMĐT",
        "Thương mại điện tử",
        "Mua bán trực tuyến",
        "Mua bán online",
    ),
    _skill(
        "payment",
        3,
        _("Thanh toán trực tuyến"),
        "Thanh toán",
        "Thanh toán online",
        "Thanh toán điện tử",
        "Thanh toán số",
        "Thanh toán không dùng tiền mặt",
        "TTKDTM",
        "TT không tiền mặt",
        "Biết thanh toán",
        "Biết thanh toán trực tuyến",
        "Kỹ năng thanh toán trực tuyến",
        "Chuyển khoản",
    ),
    _skill(
        "safety",
        4,
        _("Tự bảo vệ trên mạng"),
        "Tự bảo vệ",
        "Tự bảo vệ mình trên không gian mạng",
        "Tự bảo vệ trên không gian mạng",
        "Bảo vệ trên không gian mạng",
        "Biết tự bảo vệ",
        "Kỹ năng tự bảo vệ trên không gian mạng",
        "An toàn thông tin",
        "ATTT",
        "An toàn trên mạng",
        "An toàn mạng",
        "Phòng chống lừa đảo",
        "Phòng tránh lừa đảo",
    ),
    _skill(
        "local_platform",
        5,
        _("Nền tảng số địa phương"),
        "Nền tảng số",
        "Nền tảng",
        "Nền tảng số của địa phương",
        "Nền tảng số khác",
        "Sử dụng nền tảng số của địa phương",
        "Sử dụng nền tảng số khác",
        "Ứng dụng của tỉnh",
        "App của tỉnh",
        "Đắk Lắk Số",
    ),
)

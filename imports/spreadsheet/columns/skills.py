"""The columns of the five skills, and how communes write them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports.spreadsheet.columns.column import Column


def _skill(key: str, number: int, label: str | Promise, *also: str) -> Column:
    """Return the column of one skill, by its number and its names."""
    numbered = (
        f"KN{number}",
        f"KN {number}",
        f"Kỹ năng {number}",
        f"Kỹ năng số {number}",
        f"KNS{number}",
    )
    return Column(key, label, (*numbered, *also))


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

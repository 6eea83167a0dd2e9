"""The five basic digital skills as the ministry words them, and the results of an assessment.

Fixed by policy (CV 3240/BTTTT-CĐSQG, 8/8/2024), so they are columns and not rows.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Result(models.IntegerChoices):
    """What one person was found to know of one skill. Not asked = no value at all."""

    NONE = 0, _("chưa biết")
    WITH_HELP = 1, _("biết, có hỗ trợ")
    ALONE = 2, _("biết, tự làm")


# Said instead of a result: the skill goes back to "not asked".
CLEARED = -1


@dataclass(frozen=True)
class Skill:
    """One skill: its number (also its key on the keyboard), column, names and what counts."""

    number: int
    column: str
    name: str | Promise
    short: str | Promise
    hint: str | Promise
    counts: str | Promise

    @cached_property
    def digit(self) -> str:
        """The number as text, for addresses and keys."""
        return str(self.number)

    @cached_property
    def bit(self) -> int:
        """The skill's bit in a household's mask."""
        return 1 << (self.number - 1)

    @cached_property
    def asked_column(self) -> str:
        """The sum of households in which somebody was asked about the skill."""
        return f"{self.column}_asked"


SKILLS: tuple[Skill, ...] = (
    Skill(
        1,
        "public_services",
        _("Dịch vụ công trực tuyến"),
        _("Dịch vụ công"),
        _("VNeID, Cổng dịch vụ công"),
        _(
            "Tự đăng nhập bằng VNeID, tìm đúng thủ tục và nộp hoặc tra cứu được hồ sơ trên "
            "Cổng dịch vụ công."
        ),
    ),
    Skill(
        2,
        "shopping",
        _("Mua sắm trực tuyến"),
        _("Mua sắm"),
        _("Sàn thương mại điện tử"),
        _("Tự tìm hàng, đặt mua và theo dõi được đơn trên một sàn thương mại điện tử."),
    ),
    Skill(
        3,
        "payment",
        _("Thanh toán trực tuyến"),
        _("Thanh toán"),
        _("Chuyển khoản, quét mã QR"),
        _("Tự chuyển khoản hoặc quét mã QR để trả tiền, và kiểm tra được giao dịch."),
    ),
    Skill(
        4,
        "safety",
        _("Tự bảo vệ trên mạng"),
        _("Tự bảo vệ"),
        _("Nhận biết lừa đảo, giữ mật khẩu"),
        _("Nhận ra được tin nhắn, cuộc gọi lừa đảo; không đưa mã OTP, mật khẩu cho người khác."),
    ),
    Skill(
        5,
        "local_platform",
        _("Nền tảng số địa phương"),
        _("Nền tảng"),
        _("Ứng dụng của tỉnh, sổ sức khỏe"),
        _("Tự dùng được ít nhất một nền tảng số mà tỉnh hoặc xã đã nêu tên."),
    ),
)
ALL_FIVE = 0b11111
COLUMNS: tuple[str, ...] = tuple(skill.column for skill in SKILLS)
BY_NUMBER = {skill.number: skill for skill in SKILLS}


@dataclass(frozen=True)
class Sign:
    """One yes/no sign of what a person does in practice; never needed, it backs a finding up."""

    number: int
    key: str
    name: str | Promise

    @property
    def bit(self) -> int:
        """The sign's bit in an assessment's two masks, "yes" and "no"."""
        return 1 << (self.number - 1)


EVIDENCE: tuple[Sign, ...] = (
    Sign(1, "vneid", _("Có VNeID mức 2")),
    Sign(2, "filed", _("Đã nộp hồ sơ trực tuyến")),
    Sign(3, "paid", _("Đã thanh toán QR hoặc chuyển khoản")),
    Sign(4, "bought", _("Đã mua hàng trên mạng")),
    Sign(5, "scam", _("Nhận ra tin nhắn, cuộc gọi lừa đảo")),
    Sign(6, "app", _("Đã cài ứng dụng của tỉnh")),
)
ALL_SIGNS = (1 << len(EVIDENCE)) - 1


NO_PLATFORM = _("Chưa nêu nền tảng số địa phương nên chưa khảo sát được kỹ năng 5.")

# One answer in words, as cells and their labels say it: where nobody asked, that.
ANSWERS: dict[int | None, Any] = {
    Result.ALONE: _("biết"),
    Result.WITH_HELP: _("biết, có hỗ trợ"),
    Result.NONE: _("chưa biết"),
    None: _("chưa hỏi"),
}
# The same on the choices of a survey, where there is room for two words; what was not asked stays as it was.
CHOICES: dict[str, Any] = {
    "2": _("Tự làm"),
    "1": _("Có hỗ trợ"),
    "0": _("Chưa biết"),
    "": _("Không hỏi"),
}

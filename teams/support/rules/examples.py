"""Resolutions of other provinces as they were reported, to fill in a new policy from. None holds anywhere."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Example:
    """A resolution: where, which, its fields, and what it says in a sentence."""

    key: str
    place: str
    facts: dict[str, Any]
    says: str | Promise


EXAMPLES = (
    Example(
        "da-nang-2025",
        "Đà Nẵng",
        {
            "number": "26/2025/NQ-HĐND",
            "valid_from": date(2026, 1, 1),
            "last_on": date(2027, 12, 31),
            "team_month": 300_000,
            "member_day": 50_000,
            "days_within": True,
            "villages_only": True,
            "numbered_only": True,
            "top_up_times": 2,
            "conditions": "Ngày công theo chương trình, kế hoạch; không trùng khoản hỗ trợ khác",
        },
        _(
            "300.000 đ mỗi tổ mỗi tháng, trong đó 50.000 đ mỗi người mỗi ngày theo kế hoạch; "
            "xã hỗ trợ thêm không quá 2 lần"
        ),
    ),
    Example(
        "da-nang-2024",
        "Đà Nẵng",
        {
            "number": "36/2024/NQ-HĐND",
            "resolved_on": date(2024, 7, 30),
            "valid_from": date(2024, 8, 10),
            "last_on": date(2025, 12, 31),
            "member_day": 50_000,
            "team_year_cap": 3_000_000,
            "villages_only": True,
        },
        _("50.000 đ mỗi người mỗi ngày, tối đa 3.000.000 đ mỗi tổ mỗi năm"),
    ),
    Example(
        "ha-tinh-2023",
        "Hà Tĩnh",
        {
            "number": "119/2023/NQ-HĐND",
            "valid_from": date(2024, 1, 1),
            "last_on": date(2025, 12, 31),
        }
        | {"team_month": 600_000},
        _("600.000 đ mỗi tổ mỗi tháng"),
    ),
    Example(
        "binh-duong-2023",
        "Bình Dương",
        {"number": "27/2023/NQ-HĐND", "member_month": 60_000, "member_day": 150_000},
        _("60.000 đ mỗi người mỗi tháng, 150.000 đ mỗi người mỗi ngày công"),
    ),
)
BY_KEY = {example.key: example for example in EXAMPLES}

"""What a row says of somebody of a team, and why it is not done, or not taken back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from imports.kinds.teams.party import FIELDS
from imports.models import ImportRow
from teams.models import Member


class Why(models.TextChoices):
    """Why a person was not written, or not taken back."""

    PLACE = "place", gettext_lazy("Thôn này đã thôi trước khi nhập.")
    HAS_TEAM = "has_team", gettext_lazy("Nơi này đã có tổ sau lần xem trước. Gửi lại tệp.")
    NO_MORE = "no_more", gettext_lazy("Tổ đã giải thể sau lần xem trước.")
    SINCE = "since", gettext_lazy("Sổ đã đổi sau lần xem trước. Gửi lại tệp để so lại.")
    DAYS = "days", gettext_lazy("Ngày không khớp với các quyết định và vai trò của tổ.")
    BUILT_ON = "built_on", gettext_lazy("Người này đã có việc ghi sau lần nhập, nên giữ lại.")
    TOOK_OVER = (
        "took_over",
        gettext_lazy("Đã thay tổ trưởng cũ, nên giữ lại. Đổi tổ trưởng ở trang của tổ."),
    )
    FOUNDED = (
        "founded",
        gettext_lazy(
            "Đã rút người này. Tổ thì giữ lại, vì đã có việc ghi sau đó hoặc đã vào số liệu cuối tháng; nếu nhầm, giải thể ở trang của tổ."
        ),
    )


def fields_of(row: ImportRow) -> dict[str, Any]:
    """Return what `join` is told of a person."""
    said = {name: row.values[name] for name in FIELDS if name in row.values}
    day = date.fromisoformat(row.values["joined_on"])
    return {"full_name": row.values["name"], "joined_on": day, **said}


def differs(member: Member, pairs: Mapping[str, Sequence[Any]], at: int) -> bool:
    """Say whether somebody is no longer as he was found (`at` 0), or as he was left (1)."""
    return any(getattr(member, name) != pair[at] for name, pair in pairs.items())

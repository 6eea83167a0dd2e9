"""What is to be known of a team before it is saved, in words. No database."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _, ngettext

from teams.models import Member


class Line(NamedTuple):
    """One thing to know: the icon says whether it is well, worth a look, or an account to come."""

    icon: str
    words: str


def before_saving(people: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Say how many people there are, who leads, what is missing and may stay so, who gets an account."""
    if not people:
        return []
    said = [_size(people), _leader(people)]
    if nameless := [one["full_name"] for one in people if not one.get("phone")]:
        words = _("Chưa ghi điện thoại: %(names)s. Vẫn lưu được.")
        said.append(Line("warn", words % {"names": ", ".join(nameless)}))
    if accounts := sum(bool(one.get("with_account")) for one in people):
        words = ngettext(
            "Cấp %(n)s tài khoản; giấy mời hiện một lần sau khi lưu, in được",
            "Cấp %(n)s tài khoản; giấy mời hiện một lần sau khi lưu, in được",
            accounts,
        )
        said.append(Line("key", words % {"n": accounts}))
    return said


def _size(people: Sequence[Mapping[str, Any]]) -> Line:
    """Say how many there are, women apart, unknown apart; a team of another size is saved too."""
    least, most = settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS
    n, unknown = len(people), sum(not one.get("sex") for one in people)
    women = sum(one.get("sex") == Member.Sex.FEMALE for one in people)
    words = ngettext(
        "%(n)s người, trong đó %(women)s nữ", "%(n)s người, trong đó %(women)s nữ", n
    ) % {"n": n, "women": women}
    if unknown:
        words += _(", %(n)s người chưa ghi giới tính") % {"n": unknown}
    if least <= n <= most:
        return Line("ok", words)
    should = _("Nên từ %(least)s đến %(most)s người.") % {"least": least, "most": most}
    return Line("warn", f"{words}. {should}")


def _leader(people: Iterable[Mapping[str, Any]]) -> Line:
    if any(one.get("role") == Member.Role.LEADER for one in people):
        return Line("ok", _("Đã có tổ trưởng"))
    return Line("warn", _("Chưa có tổ trưởng"))

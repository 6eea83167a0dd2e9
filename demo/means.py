"""What the teams of the demo work with, and what they ask for."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.models import User
from areas.models import Area
from demo.seeded_random import day_between, seeded
from teams.models import Equipment, Member, Need, Team
from teams.provincial.actions import set_norm

Kind, State = Equipment.Kind, Equipment.State
_SOURCES = ("Xã cấp (minh họa)", "Doanh nghiệp viễn thông tặng (minh họa)", "Của thành viên")
_NAMES = {
    Kind.PHONE: "Điện thoại thông minh",
    Kind.COMPUTER: "Máy tính xách tay",
    Kind.SPEAKER: "Loa kéo",
    Kind.PRINTER: "Máy in",
    Kind.LINE: "Cáp quang nhà văn hóa",
}
_OFTEN = ((Kind.PHONE, 0.9), (Kind.COMPUTER, 0.5), (Kind.SPEAKER, 0.4), (Kind.LINE, 0.6))
# What is asked for, how many, how many đồng.
_ASKED = (
    (Need.Kind.PEOPLE, "Người trẻ biết máy, tổ toàn người lớn tuổi", 2, None),
    (Need.Kind.TRAINING, "Tập huấn dịch vụ công trực tuyến cho cả tổ", 5, None),
    (Need.Kind.TRAINING, "Tài liệu hướng dẫn bằng tiếng Ê Đê", None, None),
    (Need.Kind.EQUIPMENT, "Điện thoại để hướng dẫn, máy cũ đã hỏng", 1, 4_000_000),
    (Need.Kind.NETWORK, "Sóng 4G yếu, họp thôn không vào mạng được", 1, None),
    (Need.Kind.MONEY, "Xăng xe đi lại giữa các xóm, sáu tháng", None, 3_600_000),
)
_TEAM = (Need.Kind.TEAM, "Thôn muốn có tổ, đã có người nhận", None, None)
_ANSWERS = {
    Need.Status.LOOKING: "Đã chuyển Sở, hẹn trả lời trong tháng (minh họa)",
    Need.Status.MET: "Đã cấp theo kế hoạch của xã (minh họa)",
    Need.Status.UNMET: "Chưa có nguồn, xem lại năm sau (minh họa)",
}
# Two teams in three have listed what they have.
_LISTED = 0.66


def set_norm_of(users: Mapping[str, User], today: date) -> None:
    """Let the province say what a team should have; the paper says of itself that it is none."""
    if province := users["tinh"].area:
        day, paper = date(today.year - 1, 1, 1), "05/QĐ-UBND (minh họa)"
        numbers = {"phone": 1, "computer": 1, "speaker": 1}
        set_norm(by=users["quantri"], province=province, valid_from=day, document=paper, **numbers)


def equip(today: date) -> int:
    """Let the teams in force list what they have, some of it broken or gone; return how many items."""
    teams = Team.unscoped.in_force(today).order_by("pk")
    holders: dict[int, list[Member]] = {}
    for member in Member.unscoped.filter(left_on=None).order_by("pk"):
        holders.setdefault(member.team_id, []).append(member)
    items = [one for team in teams for one in _items_of(team, holders.get(team.pk, []), today)]
    Equipment.unscoped.bulk_create(items, batch_size=1000)
    return len(items)


def _items_of(team: Team, members: list[Member], today: date) -> list[Equipment]:
    rng = seeded("equipment", str(team.pk))
    if rng.random() >= _LISTED:
        return []
    return [_item(rng, team, members, kind, today) for kind, p in _OFTEN if rng.random() < p]


def _item(
    rng: Random, team: Team, members: list[Member], kind: Equipment.Kind, today: date
) -> Equipment:
    received = day_between(rng, team.founded_on, today)
    state = rng.choices(list(State), weights=(84, 11, 2, 3))[0]
    seen = day_between(rng, max(received, today - timedelta(days=200)), today)
    ended = seen if state in Equipment.ENDS else None
    return Equipment(
        uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
        team=team,
        kind=kind,
        name=_NAMES[kind],
        state=state,
        custodian=rng.choice(members) if members and kind != Kind.LINE else None,
        source=rng.choice(_SOURCES),
        received_on=received,
        checked_on=seen if rng.random() < 0.7 else None,
        ended_on=ended,
    )


def ask_for(villages: list[Area], users: Mapping[str, Any], today: date) -> int:
    """Let one village in eight ask for something, most of it answered; return how many requests."""
    teams = Team.unscoped.in_force(today).order_by("pk")
    team_of = {team.area_id: team for team in teams}
    needs = [
        _need(rng, village, team_of.get(village.pk), users["tinh"], today)
        for village in villages
        if (rng := seeded("need", village.code or village.name, village.commune_id)).random() < 0.12
    ]
    Need.unscoped.bulk_create(needs, batch_size=500)
    return len(needs)


def _need(rng: Random, area: Area, team: Team | None, answering: Any, today: date) -> Need:
    asked = today - timedelta(days=rng.randint(1, 60))
    said = _said(rng, team)
    return Need(
        uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
        area=area,
        team=team,
        asked_on=asked,
        **said,
        **_answered(rng, said["amount"], answering, day_between(rng, asked, today)),
    )


def _said(rng: Random, team: Team | None) -> dict[str, Any]:
    if team is None:
        kind, words, number, amount = _TEAM
    else:
        kind, words, number, amount = rng.choice(_ASKED)
    by = "Tổ trưởng (minh họa)" if team else "Trưởng thôn (minh họa)"
    return {"kind": kind, "words": words, "number": number, "amount": amount, "asked_by": by}


def _answered(rng: Random, amount: int | None, by: Any, on: date) -> dict[str, Any]:
    status = rng.choices((Need.Status.NEW, *_ANSWERS), weights=(40, 30, 20, 10))[0]
    if status == Need.Status.NEW:
        return {"status": status}
    given = amount if status == Need.Status.MET else None
    answer = _ANSWERS[status]
    return {
        "status": status,
        "answer": answer,
        "given": given,
        "answered_on": on,
        "answered_by": by,
    }

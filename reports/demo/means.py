"""What the teams of the demo work with."""

import uuid
from datetime import date, timedelta
from random import Random

from reports.demo.chance import chance, day_between
from teams.models import Equipment, Member, Team

Kind, State = Equipment.Kind, Equipment.State
_SOURCES = ("Xã cấp (minh hoạ)", "Doanh nghiệp viễn thông tặng (minh hoạ)", "Của thành viên")
_NAMES = {
    Kind.PHONE: "Điện thoại thông minh",
    Kind.COMPUTER: "Máy tính xách tay",
    Kind.SPEAKER: "Loa kéo",
    Kind.PRINTER: "Máy in",
    Kind.LINE: "Cáp quang nhà văn hoá",
}
_OFTEN = ((Kind.PHONE, 0.9), (Kind.COMPUTER, 0.5), (Kind.SPEAKER, 0.4), (Kind.LINE, 0.6))
# Two teams in three have listed what they have.
_LISTED = 0.66


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
    rng = chance("equipment", str(team.pk))
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

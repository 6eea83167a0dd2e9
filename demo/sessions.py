"""What a team of the demo did in two years: where, what it taught, to how many."""

import uuid
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings

from demo.seeded_random import MONTHS_24, day_between, seeded
from teams.models import Activity, Member, Team

# What a session is about, with the skills it teaches.
_ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Hướng dẫn cài VNeID, thanh toán QR", ("public_services", "payment")),
    ("Nộp hồ sơ trên Cổng dịch vụ công", ("public_services",)),
    ("Nhận biết cuộc gọi, tin nhắn lừa đảo", ("safety",)),
    ("Đến từng nhà hướng dẫn chuyển khoản", ("payment",)),
    ("Mua bán trên sàn thương mại điện tử", ("shopping", "payment")),
    ("Cài nền tảng số của tỉnh, gửi phản ánh", ("local_platform",)),
    ("Sinh hoạt tổ, phân công rà soát hộ chưa khảo sát", ()),
    ("Hướng dẫn người cao tuổi dùng sổ sức khỏe điện tử", ("public_services", "local_platform")),
    ("Ngày hội chuyển đổi số tại nhà văn hóa", ("public_services", "payment", "safety")),
    ("Giúp bà con lập tài khoản thanh toán", ("payment", "safety")),
    ("Cùng đoàn thanh niên hướng dẫn tiểu thương chợ quét mã QR", ("payment",)),
    ("Đặt mật khẩu mạnh, giữ kín mã OTP", ("safety",)),
)
_PLACES = ("Nhà văn hóa thôn", "Nhà văn hóa thôn", "Tại nhà dân", "UBND xã", "Chợ", "Trường học")


def activities_of(rng: Random, team: Team, today: date, *, logger: Any) -> list[Activity]:
    """Draw the sessions of a team with a leader: three in four teams held one lately."""
    recent = settings.TEAM_ACTIVE_DAYS - 5
    if logger or rng.random() < 0.76:
        last = today - timedelta(days=rng.randint(1, recent))
    elif rng.random() < 0.75:
        last = today - timedelta(days=rng.randint(recent + 10, recent + 400))
    else:
        return []
    last = min(last, team.dissolved_on or last)
    if last < team.founded_on:
        return []
    first = max(team.founded_on, today - timedelta(days=MONTHS_24))
    days = {last, *(day_between(rng, first, last) for _ in range(rng.randint(2, 14)))}
    return [_drawn(rng, team, day, logger) for day in sorted(days)]


def _drawn(rng: Random, team: Team, day: date, logger: Any) -> Activity:
    """Draw one session; who logs in a few taps ticks the skills and writes no words."""
    key = uuid.UUID(int=rng.getrandbits(128), version=4)
    (title, taught), people = rng.choice(_ABOUT), rng.randint(8, 60)
    own = seeded("session", key)
    session = Activity(uuid=key, team=team, held_on=day, people=people, logged_by=logger)
    session.place = own.choice(_PLACES)
    session.title = "" if taught and own.random() < 0.5 else title
    for skill in taught:
        setattr(session, skill, True)
    if own.random() < 0.8:
        session.persons = people - own.randint(0, people // 5)
        session.women = round(session.persons * own.uniform(0.35, 0.75))
    if own.random() < 0.7:
        session.households = own.randint(people // 2, people)
    return session


def present_at(session: Activity, members: list[Member]) -> list[Member]:
    """Draw who of the team was there: most of those who served on that day."""
    day, own = session.held_on, seeded("present", session.uuid)
    serving = [m for m in members if m.joined_on <= day and not (m.left_on and m.left_on <= day)]
    return [member for member in serving if own.random() < 0.8]

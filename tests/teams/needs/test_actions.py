"""Requests and gaps: what is asked for, what the register shows, what is answered."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind as AreaKind
from audit.models import COUNTED, AuditEntry
from teams.equipment import actions as equipment_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Member, Need
from teams.needs import actions as needs_actions
from teams.needs.queries import ASKING, GAPS, ranked, ranking
from teams.register import actions as register_actions
from teams.training import actions as training_actions
from tests.factories import NeedFactory, UserFactory, VillageFactory
from web.once import KeyTaken, Outdated

pytestmark = pytest.mark.django_db
FOUNDED = date(2026, 1, 5)
Status = Need.Status


@pytest.fixture
def village():
    return VillageFactory()


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


def found(officer, village, people=1):
    members = [{"full_name": f"Người {n}", "role": "member"} for n in range(people - 1)]
    leader = {"full_name": "Lê Lan", "role": "leader"}
    everybody = [leader, *members] if people else []
    return founding_actions.found_team(by=officer, area=village, on=FOUNDED, members=everybody)


def ask(officer, village, **facts):
    facts = {"kind": "equipment", "words": "Hỏng máy", "asked_on": today(), **facts}
    return needs_actions.ask(by=officer, area=village, **facts)


def answer(officer, need, **said):
    said = {"status": "looking", "answer": "Đã chuyển Sở", **said}
    return needs_actions.answer_need(by=officer, need=need, version=need.version, **said)


def today():
    return timezone.localdate()


def last():
    return AuditEntry.unscoped.first()


# Asking


def test_a_request_keeps_all_that_is_said_of_it(officer, village):
    team = found(officer, village)
    facts = {"kind": "money", "words": "Xăng xe", "number": 3, "amount": 12_600_000}
    need = Need.unscoped.get(pk=ask(officer, village, **facts, asked_by="Tổ trưởng").pk)
    assert {name: getattr(need, name) for name in facts} == facts
    assert (need.team, need.logged_by, need.status) == (team, officer, "new")
    assert (last().verb, last().subject, last().place) == (
        "Gửi đề nghị",
        "teams.need",
        village.path,
    )
    assert last().changes["amount"] == [None, 12_600_000]
    assert "teams.need" not in COUNTED


def test_numbers_that_nobody_said_stay_unknown(officer, village):
    need = ask(officer, village)
    assert (need.number, need.amount, need.given, need.team) == (None,) * 4


def test_a_village_without_a_team_asks_for_one_and_one_with_a_team_does_not(officer, village):
    assert ask(officer, village, kind="team").team is None
    found(officer, village)
    with pytest.raises(needs_actions.HasTeam):
        ask(officer, village, kind="team")


def test_the_same_key_twice_asks_once(officer, village):
    key = uuid.uuid4()
    assert ask(officer, village, uuid=key) == ask(officer, village, uuid=key)
    assert Need.unscoped.count() == 1
    with pytest.raises(KeyTaken):
        ask(officer, VillageFactory(), uuid=key)


def test_nobody_asks_on_a_day_to_come(officer, village):
    with pytest.raises(ValueError, match="never later than today"):
        ask(officer, village, asked_on=today() + timedelta(days=1))


# Answering


def test_an_answer_says_who_and_when(officer, village):
    need = answer(officer, ask(officer, village))
    assert (need.status, need.answered_on, need.answered_by) == ("looking", today(), officer)
    assert last().verb == "Trả lời đề nghị"
    need = answer(officer, need, status="met", answer="Đã cấp", given=3_000_000)
    assert (need.status, need.given, need.version) == ("met", 3_000_000, 3)
    n = AuditEntry.unscoped.count()
    assert answer(officer, need, status="met", answer="Đã cấp", given=3_000_000).version == 3
    assert AuditEntry.unscoped.count() == n


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "met", "answer": ""},
        {"status": "looking", "answer": ""},
        {"status": "unmet", "answer": "Chưa có kinh phí", "given": 5},
        {"status": "new", "answer": "Đã xem"},
    ],
)
def test_an_answer_that_the_status_does_not_fit_is_refused(officer, village, wrong):
    need = ask(officer, village)
    with pytest.raises(register_actions.OutOfOrder):
        answer(officer, need, **wrong)
    need.refresh_from_db()
    assert (need.status, need.version) == ("new", 1)


def test_two_who_answer_are_told(officer, village):
    need = ask(officer, village)
    answer(officer, need)
    with pytest.raises(Outdated):
        answer(officer, need, status="unmet", answer="Không có")


def test_what_was_withdrawn_stays_and_is_answered_no_more(officer, village):
    need = needs_actions.withdraw_need(by=officer, need=ask(officer, village), version=1)
    assert (need.status, last().changes) == ("withdrawn", {"status": ["new", "withdrawn"]})
    assert not Need.unscoped.open().exists()
    with pytest.raises(Outdated):
        answer(officer, need)
    with pytest.raises(Outdated):
        needs_actions.withdraw_need(by=officer, need=need, version=need.version)


def test_what_was_decided_is_not_withdrawn(officer, village):
    need = answer(officer, ask(officer, village), status="met", answer="Đã cấp")
    with pytest.raises(Outdated):
        needs_actions.withdraw_need(by=officer, need=need, version=need.version)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "drone"},
        {"words": ""},
        {"number": 0},
        {"amount": 0},
        {"status": "met", "answer": "Có", "answered_on": FOUNDED, "given": 0},
        {"status": "met"},
        {"status": "lost"},
        {"answer": "Có"},
        {"asked_on": today(), "status": "met", "answer": "Có", "answered_on": FOUNDED},
    ],
)
def test_the_database_refuses_nonsense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedFactory(**wrong)
    NeedFactory(status="met", answer="Có", answered_on=FOUNDED)


def test_the_database_refuses_that_a_team_asks_for_a_team(officer, village):
    team = found(officer, village)
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedFactory(area=village, team=team, kind="team")


# Waiting


def test_requests_wait_until_somebody_decides(settings, officer, village):
    settings.NEED_ANSWER_DAYS = 14
    old = ask(officer, village, asked_on=today() - timedelta(days=15))
    new = ask(officer, village, asked_on=today() - timedelta(days=14))
    assert list(Need.unscoped.unanswered(today())) == [old]
    assert (old.waited(today()), new.waited(today())) == (15, 14)
    met = answer(officer, ask(officer, village), status="met", answer="Đã cấp")
    assert list(Need.unscoped.in_order()) == [old, new, met]
    old = answer(officer, old)
    assert list(Need.unscoped.unanswered(today())) == []
    assert set(Need.unscoped.open()) == {old, new}
    assert met.waited(today() + timedelta(days=9)) == 0


# Gaps


def keys(area):
    """Return where each gap is found: key → places."""
    lines = ranking(area, today())
    return {
        gap.key: {line.unit.name for line in lines if line.gaps[n]} for n, gap in enumerate(GAPS)
    }


def test_the_register_shows_what_is_lacking_and_stores_nothing(settings, officer, village):
    settings.TEAM_EQUIPMENT, settings.TEAM_MIN_MEMBERS = {"phone": 1}, 3
    by, commune = officer, village.commune
    names = ("Không Tổ", "Không Trưởng", "Ít", "Hỏng", "Đủ")
    places = {n: add_village(by=by, commune=commune, kind=AreaKind.THON, name=n) for n in names}
    found(by, village, 3)
    found(by, places["Không Trưởng"], 0)
    found(by, places["Ít"], 2)
    for name, state in (("Hỏng", "broken"), ("Đủ", "good")):
        team = found(by, places[name], 3)
        equipment_actions.add_equipment(by=by, team=team, kind="phone", name="Máy", state=state)
    seen = keys(commune)
    assert seen["chua-co-to"] == {"Không Tổ"}
    assert seen["chua-to-truong"] == {"Không Trưởng"}
    assert seen["it-nguoi"] == {"Ít", "Không Trưởng"}
    assert seen["thieu-thiet-bi"] == {"Hỏng"}
    assert seen["chua-tap-huan"] == {village.name, "Ít", "Hỏng", "Đủ"}
    assert not Need.unscoped.exists()
    course = training_actions.open_course(by=by, area=commune, name="Khóa")
    members = Member.unscoped.filter(team__area=places["Đủ"])[:1]
    training_actions.enrol(by=by, course=course, members=members, certified_on=today())
    assert keys(commune)["chua-tap-huan"] == {village.name, "Ít", "Hỏng"}


def test_who_left_serves_no_more(settings, officer, village):
    settings.TEAM_MIN_MEMBERS = 3
    team = found(officer, village, 3)
    assert keys(village.commune)["it-nguoi"] == set()
    members_actions.leave(by=officer, member=team.members.last(), on=today())
    assert keys(village.commune)["it-nguoi"] == {village.name}


def test_a_dissolved_team_lacks_nothing_but_its_village_lacks_a_team(officer, village):
    team = found(officer, village, 0)
    founding_actions.dissolve_team(by=officer, team=team, on=today())
    seen = keys(village.commune)
    assert seen["chua-to-truong"] == set()
    assert seen["chua-co-to"] == {village.name}


def test_units_are_ranked_by_how_many_places_ask(officer, village):
    """Unlike things are not added up; provinces, then communes, then villages."""
    second = add_village(by=officer, commune=village.commune, kind=AreaKind.THON, name="Hai")
    found(officer, second, 3)
    ask(officer, second)
    ask(officer, second, kind="network", words="Không có sóng")
    needs_actions.withdraw_need(by=officer, need=ask(officer, second), version=1)
    ask(officer, village.commune, kind="money", words="Kinh phí")
    lines = ranking(village.commune, today())
    commune = village.commune
    assert [(line.unit, sum(line.gaps), line.asked) for line in lines] == [
        *sorted([(second, 1, 2), (commune, 0, 1)], key=lambda line: line[0].sort_key),
        (village, 1, 0),
    ]
    assert [rank for rank, _line in ranked(lines, ASKING)] == [1, 1, None]
    by_team = ranking(commune, today(), "chua-co-to")
    (first, line), *_rest = ranked(by_team, "chua-co-to")
    assert (first, line.unit) == (1, village)
    assert [rank for rank, _line in ranked(by_team, "chua-co-to")] == [1, None, None]
    for above in (commune.province, commune.province.parent):
        (line,) = ranking(above, today())
        assert (line.gaps, line.asked, line.asking) == ([1, 0, 0, 1, 0], 3, 2)
    assert ranking(commune.province, today())[0].unit == commune
    assert ranking(commune.province.parent, today())[0].unit == commune.province

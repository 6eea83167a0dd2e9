"""Codes drawn for many: one each, good once, taken back by card and by sheet, and never for whom two must decide."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.cards import actions
from accounts.cards.actions import TooMany, draw, revoke_cards, revoke_sheet
from accounts.codes.actions import choose_password, try_code
from accounts.models import CardSheet, Code, User
from accounts.people.actions import NewPerson, invite, make_many, stop
from accounts.roles import Role
from audit.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CHOSEN = "toi-tu-dat-mat-khau-2026"


@pytest.fixture
def province(world):
    return UserFactory(role=Role.REVIEWER, area=world.province)


def newcomers(by, area, n=2, role=Role.OFFICER):
    """Make accounts that nobody has opened, and return their keys."""
    people = [NewPerson(f"Người Mới {i}", role, area) for i in range(n)]
    return [user.pk for _person, user in make_many(by=by, people=people).made]


def opened(issued):
    name, words = issued.person.username, issued.words
    return try_code(name=name, words=words, phone="", address="10.0.0.1")


def test_each_person_gets_one_code_that_opens_once(world, province):
    keys = newcomers(province, world.own.area)
    drawn = draw(by=province, people=keys, form="paper")
    assert (drawn.sheet.cards, drawn.sheet.area, drawn.sheet.made_by) == (
        2,
        world.province,
        province,
    )
    assert len({one.words for one in drawn.issued}) == 2
    for issued in drawn.issued:
        code = Code.unscoped.get(person=issued.person)
        assert (code.sheet, code.made_by, code.kind) == (drawn.sheet, province, "invitation")
        assert (code.expires_at - code.made_at).days == 14
        assert AuditEntry.unscoped.about(issued.person).filter(verb="In giấy mời").count() == 1
        choose_password(code=opened(issued), password=CHOSEN)
        assert opened(issued) is None


def test_a_card_drawn_again_ends_the_one_before(world, province):
    keys = newcomers(province, world.own.area)
    first = draw(by=province, people=keys, form="paper")
    second = draw(by=province, people=keys[:1], form="text")
    assert [bool(opened(one)) for one in first.issued] == [False, True]
    assert opened(second.issued[0])
    assert second.sheet.pk != first.sheet.pk


def test_nobody_who_has_come_gets_a_card(world, province):
    keys = newcomers(province, world.own.area)
    drawn = draw(by=province, people=keys, form="paper")
    choose_password(code=opened(drawn.issued[0]), password=CHOSEN)
    again = draw(by=province, people=[*keys, world.own.officer.pk, province.pk], form="paper")
    assert [one.person.pk for one in again.issued] == keys[1:]


def test_whom_two_people_must_decide_and_whoever_is_beyond_is_left_out(world, province):
    keys = newcomers(province, world.own.area)
    high = UserFactory(role=Role.REVIEWER, area=world.district, password="!")
    other = UserFactory(area=world.foreign.area, password="!")
    User.unscoped.filter(pk=world.own.member.pk).update(last_login=timezone.now())
    drawn = draw(by=province, people=[*keys, high.pk, other.pk], form="paper")
    assert (drawn.sheet, drawn.issued) == (None, [])
    assert {one.pk for one in drawn.left_out} == {*keys, high.pk, other.pk}
    assert not Code.unscoped.exists()
    assert not CardSheet.unscoped.exists()
    # The commune draws for its own.
    own = draw(by=world.own.officer, people=keys, form="paper")
    assert len(own.issued) == 2


def test_a_lost_sheet_is_taken_back_whole_but_for_cards_that_were_drawn_again(world, province):
    keys = newcomers(province, world.own.area, 3)
    lost = draw(by=province, people=keys, form="paper")
    later = draw(by=province, people=keys[:1], form="paper")
    choose_password(code=opened(lost.issued[2]), password=CHOSEN)
    assert revoke_sheet(by=province, sheet=lost.sheet) == 1
    assert opened(lost.issued[1]) is None
    assert opened(later.issued[0])
    assert CardSheet.unscoped.get(pk=lost.sheet.pk).revoked_at
    assert AuditEntry.unscoped.about(lost.sheet).get().verb == "Thu hồi tờ giấy mời"


def test_a_lost_sheet_is_taken_back_whole_by_whoever_sees_some_of_its_people_alone(world, province):
    # The administrator drew members' cards, too, whom a reviewer does not list.
    keys = newcomers(world.administrator, world.own.area, 1)
    keys += newcomers(world.administrator, world.own.village, 1, role=Role.MEMBER)
    lost = draw(by=world.administrator, people=keys, form="paper")
    assert len(lost.issued) == 2
    assert revoke_sheet(by=province, sheet=lost.sheet) == 2
    assert [opened(one) for one in lost.issued] == [None, None]


def test_from_above_no_card_is_taken_back_that_the_commune_gave_out(world, province):
    keys = newcomers(world.own.officer, world.own.area)
    drawn = draw(by=world.own.officer, people=keys, form="paper")
    assert revoke_cards(by=province, people=keys) == 0
    assert all(opened(one) for one in drawn.issued)


def test_a_commune_whose_officers_were_all_stopped_is_not_begun_anew_by_one_from_above(
    world, province
):
    keys = newcomers(province, world.own.area)
    draw(by=province, people=keys, form="paper")
    User.unscoped.filter(pk=world.own.officer.pk).update(last_login=timezone.now())
    stop(by=world.administrator, user=world.own.officer)
    drawn = draw(by=province, people=keys, form="paper")
    assert (drawn.issued, {one.pk for one in drawn.left_out}) == ([], set(keys))


def test_one_card_is_taken_back_and_the_others_stay(world, province):
    keys = newcomers(province, world.own.area)
    drawn = draw(by=province, people=keys, form="paper")
    assert revoke_cards(by=province, people=keys[:1]) == 1
    assert [bool(opened(one)) for one in drawn.issued] == [False, True]
    stranger = UserFactory(role=Role.REVIEWER, area=world.other_province)
    assert revoke_cards(by=stranger, people=keys) == 0


def test_more_than_one_press_takes_are_refused(world, province, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    with pytest.raises(TooMany):
        draw(by=province, people=newcomers(province, world.own.area), form="paper")


def test_a_card_of_an_invitation_of_before_is_replaced(world):
    officer = world.own.officer
    facts = {"username": "moi", "full_name": "Người Mới", "role": Role.MEMBER}
    first = invite(by=officer, area=world.own.village, **facts)
    drawn = draw(by=officer, people=[first.person.pk], form="paper")
    assert opened(first) is None
    assert opened(drawn.issued[0])


def test_forty_cost_no_more_queries_than_twenty_five(world, province):
    costs = []
    for area, n in ((world.own.area, 25), (world.sibling.area, 40)):
        keys = newcomers(province, area, n)
        with CaptureQueriesContext(connection) as queries:
            draw(by=province, people=keys, form="paper")
        costs.append(len(queries))
    assert costs[1] <= costs[0] <= 20

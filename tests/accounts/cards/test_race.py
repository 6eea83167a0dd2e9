"""Two hands at once on PostgreSQL: a lost sheet is taken back while its cards are used."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from accounts.cards.actions import draw, revoke_cards, revoke_sheet
from accounts.codes.actions import CodeIsOver, choose_password
from accounts.models import Code
from accounts.people.actions import NewPerson, make_many
from accounts.roles import Role
from tests.factories import CommuneFactory, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 8


def at_once(*acts):
    """Do several things at the same moment; return what each gave, or that a code was over."""
    ready = Barrier(len(acts))

    def one(act):
        try:
            ready.wait()
            return act()
        except CodeIsOver as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(one, acts))


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER, area=CommuneFactory())


def drawn_for(officer, at, n=3):
    people = [NewPerson(f"Người {at} {i}", Role.MEMBER, officer.area) for i in range(n)]
    keys = [user.pk for _person, user in make_many(by=officer, people=people).made]
    return draw(by=officer, people=keys, form="paper")


def used(issued):
    return partial(choose_password, code=issued.code, password="mat-khau-cua-nguoi-do")


def test_a_card_that_is_used_while_its_sheet_is_taken_back_is_used_or_over(officer):
    for at in range(ROUNDS):
        drawn = drawn_for(officer, at)
        back = partial(revoke_sheet, by=officer, sheet=drawn.sheet)
        *said, n = at_once(*map(used, drawn.issued), back)
        assert n == sum(isinstance(answer, CodeIsOver) for answer in said)
        assert not Code.unscoped.open().filter(sheet=drawn.sheet).exists()


def test_cards_that_are_drawn_again_while_they_are_used_or_taken_back_leave_one_open_at_most(
    officer,
):
    for at in range(ROUNDS):
        drawn = drawn_for(officer, at)
        keys = [one.person.pk for one in drawn.issued]
        at_once(
            *map(used, drawn.issued),
            partial(draw, by=officer, people=keys, form="paper"),
            partial(draw, by=officer, people=keys[::-1], form="text"),
            partial(revoke_sheet, by=officer, sheet=drawn.sheet),
            partial(revoke_cards, by=officer, people=keys),
        )
        for key in keys:
            codes = Code.unscoped.filter(person=key)
            assert codes.open().count() + codes.exclude(used_at=None).count() <= 1

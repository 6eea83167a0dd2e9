"""What lies between two operations of one author comes last, by whatever way; what was written on line since stays."""

import pytest

from accounts.roles import Role
from households.models import Resident
from households.survey.actions import set_result
from offline.models import CellConflict, SentOperation, Why
from offline.pending.actions import write
from offline.pending.queries.waiting import item_in
from offline.sending.actions import answers
from offline.sending.forms import said_by
from offline.sending.rules.results import Held
from skills.models import LocalPlatform
from tests.factories import UserFactory
from tests.offline.phone import Phone

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def results(person):
    return Resident.unscoped.get(pk=person.pk).results


def open_cells():
    return [(one.resident_id, one.number) for one in CellConflict.unscoped.open()]


@pytest.fixture
def linked(phone, home, an):
    """What one author did, of which the second, that says nothing of the cell in which both others wrote, comes last."""

    def first_and_last(number):
        """Send the two others; return the second."""
        at = " " * (number - 1)
        first = phone.answered(home, an, f"{at}2")
        phone.answered(home, an, "  2", follows=first)
        between = phone.items.pop()
        phone.answered(home, an, f"{at}1", follows=between["uuid"])
        assert phone.sent() == [("applied", ""), ("conflict", "cells")]
        return between

    return first_and_last


def test_what_was_written_on_line_since_is_not_overwritten_by_an_earlier_link_or_an_undo(
    client, phone, linked, home, an, village
):
    between, officer = linked(1), UserFactory(area=village.commune)
    other = Phone(client, UserFactory(area=village.commune, role=Role.MEMBER), village)
    set_result(by=officer, household=home, number=1, result=0, resident=an)
    phone.items = [between]
    assert phone.sent() == [("applied", "")]
    assert (results(an)[:3], open_cells()) == ([0, None, 2], [])
    # Of two that differ one is taken back after somebody wrote a third value.
    thing = other.answered(home, an, "2")
    assert other.sent() == [("conflict", "cells")]
    set_result(by=officer, household=home, number=1, result=1, resident=an)
    other.did("undo", home.uuid, of=str(thing))
    assert other.sent() == [("applied", "")]
    assert (results(an)[0], open_cells()) == (1, [])


def test_what_lies_between_and_waited_links_once_an_officer_writes_it(
    phone, linked, an, village, monkeypatch
):
    def held(*_some):
        raise Held(Why.NO_PLATFORM)

    phone.items = [linked(1)]
    with monkeypatch.context() as patch:
        patch.setattr(answers, "_take", held)
        assert phone.sent() == [("waiting", "no_platform")]
    row = SentOperation.unscoped.get(state="waiting")
    write(by=UserFactory(area=village.commune), operation=row, said=said_by(*item_in(row)))
    assert (results(an)[:3], open_cells()) == ([1, None, 2], [])


def test_a_link_is_taken_where_the_register_takes_the_cell_no_more(phone, linked, an):
    between = linked(5)
    LocalPlatform.unscoped.all().delete()
    phone.items = [between]
    assert phone.sent() == [("applied", "")]
    assert (results(an)[2:], open_cells()) == ([2, None, 2], [(an.pk, 5)])


@pytest.mark.parametrize("at_once", [True, False])
def test_what_lies_between_and_was_undone_before_it_came_links_all_the_same(
    phone, home, an, at_once
):
    """Its author saw what came before it; nobody else wrote."""
    first = phone.answered(home, an, "2")
    between = phone.answered(home, an, "0", follows=first)
    item = phone.items.pop()
    phone.did("undo", home.uuid, of=str(between))
    phone.items.append(item)
    told = [] if at_once else phone.sent()
    phone.answered(home, an, "1", follows=between)
    told += phone.sent()
    assert told[-2:] == [("refused", "undone"), ("applied", "")]
    assert (results(an)[0], open_cells()) == (1, [])

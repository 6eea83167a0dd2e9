"""Two who did not know of each other write one cell: one is shown, both stay, somebody chooses."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from audit.models import AuditEntry
from households.counts.rollup import HOUSEHOLDS
from households.models import Assessment, Resident
from households.survey.actions import set_result
from offline.models import CellConflict, CellWrite, SentOperation
from offline.sending.actions.settling import NotAmong, choose, values_of
from offline.sending.queries.cells import Cells
from offline.sending.rules.merging import candidates
from rollup.counts import wrong_rows
from tests.factories import UserFactory
from tests.offline.phone import Phone

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture(autouse=True)
def every_count_is_right_afterwards(db):
    yield
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []


@pytest.fixture
def other(client, village):
    return Phone(client, UserFactory(area=village.commune, role=Role.MEMBER), village)


def results(person):
    return Resident.unscoped.get(pk=person.pk).results


def open_cells():
    return [(one.resident_id, one.number) for one in CellConflict.unscoped.open()]


def test_the_first_that_came_is_shown_and_the_other_is_kept(phone, other, home, an):
    """They agree on the first skill, differ on the second, and only one asked the third."""
    phone.answered(home, an, "22")
    other.answered(home, an, "201")
    assert phone.sent() == [("applied", "")]
    assert other.sent() == [("conflict", "cells")]
    assert results(an) == [2, 2, 1, None, None]
    assert open_cells() == [(an.pk, 2)]
    aside = Assessment.unscoped.get(set_aside=True)
    assert (aside.results, aside.assessor) == ([None, 0, None, None, None], other.author)
    assert AuditEntry.unscoped.filter(verb="Giữ bản kia, không chọn bản này").exists()
    conflict = CellConflict.unscoped.get()
    assert [(one.value, one.operation.author) for one in values_of(conflict)] == [
        (2, phone.author),
        (0, other.author),
    ]
    # What was kept aside is not brought back by being sent again.
    assert Assessment.unscoped.count() == 3


@pytest.mark.parametrize(("value", "after"), [(2, 2), (0, 0)])
def test_somebody_chooses_and_both_stay_in_the_history(
    phone, other, home, an, village, value, after
):
    phone.answered(home, an, "2")
    other.answered(home, an, "0")
    officer = UserFactory(area=village.commune)
    phone.sent()
    other.sent()
    conflict = CellConflict.unscoped.get()
    assert Notice.unscoped.get(to=officer).number == 1
    with pytest.raises(NotAmong):
        choose(by=officer, conflict=conflict, value=1)
    for _twice in range(2):
        done = choose(by=officer, conflict=conflict, value=value)
    assert (done.closed_by, open_cells(), results(an)[0]) == (officer, [], after)
    assert {row.results[0] for row in Assessment.unscoped.all()} == {2, 0}
    assert not Notice.unscoped.filter(to=officer).exists()
    entry = AuditEntry.unscoped.get(verb="Chọn bản đúng")
    assert (entry.actor, entry.changes) == (officer.username, {"public_services": [2, value]})
    # What comes later from before the choice differs anew; what was taken along after it does not.
    other.answered(home, an, "1")
    assert other.sent() == [("conflict", "cells")]
    other.taken = timezone.now()
    other.answered(home, an, "1", was=str(after))
    assert other.sent() == [("applied", "")]
    assert (open_cells(), results(an)[0]) == ([], 1)


def test_what_somebody_wrote_on_line_meanwhile_is_not_overwritten(phone, home, an, village):
    officer = UserFactory(area=village.commune)
    set_result(by=officer, household=home, number=1, result=0, resident=an)
    phone.answered(home, an, "2")
    assert phone.sent() == [("conflict", "cells")]
    assert results(an)[0] == 0
    online, mine = values_of(CellConflict.unscoped.get())
    assert (online.operation, online.value, mine.value) == (None, 0, 2)


def test_an_authors_later_word_comes_first(phone, home, an):
    """Both orders end with the later one, which alone is shown; the earlier stands in the history."""
    first = phone.answered(home, an, "2")
    second = phone.answered(home, an, "02", follows=first)
    phone.items.reverse()
    assert phone.sent() == [("applied", ""), ("applied", "later")]
    assert (results(an)[:2], open_cells()) == ([0, 2], [])
    assert Assessment.unscoped.get(set_aside=True).results[0] == 2
    third = phone.answered(home, an, "-", follows=second)
    assert phone.sent() == [("applied", "")]
    assert results(an)[:2] == [None, 2]
    assert SentOperation.unscoped.get(uuid=third).follows == second


def test_who_gives_in_ends_the_conflict(phone, other, home, an):
    mine = phone.answered(home, an, "2")
    phone.sent()
    other.answered(home, an, "0")
    other.sent()
    phone.answered(home, an, "0", follows=mine)
    assert phone.sent() == [("applied", "")]
    assert (open_cells(), results(an)[0]) == ([], 0)


def test_what_is_undone_shows_what_is_left(phone, other, home, an):
    """Undone before it came, after it came, and as one of two that differ; each twice."""
    early = phone.answered(home, an, "  2")
    item = phone.items.pop()
    phone.did("undo", home.uuid, of=str(early))
    assert phone.sent() == [("applied", "")]
    phone.items = [item]
    assert phone.sent() == [("refused", "undone")]
    mine = phone.answered(home, an, "22")
    phone.sent()
    other.answered(home, an, "0")
    other.sent()
    assert (results(an)[:3], open_cells()) == ([2, 2, None], [(an.pk, 1)])
    for state in ("applied", "identical"):
        phone.did("undo", home.uuid, of=str(mine))
        assert phone.sent() == [(state, "")]
        assert (results(an)[:2], open_cells()) == ([0, None], [])
    shown = Assessment.unscoped.filter(withdrawn_at=None).get()
    assert shown.assessor == other.author
    # Nobody takes back what somebody else did.
    thing = CellWrite.unscoped.filter(operation__author=other.author).get().operation
    phone.did("undo", home.uuid, of=str(thing.uuid))
    assert phone.sent() == [("refused", "author")]
    assert results(an)[0] == 0


def test_people_statuses_and_their_undoing(phone, home, an):
    """Nobody at home, then somebody was; one more person, twice; taken back."""
    wife = "5b7e1a52-3f0c-4b8e-9d57-1c2a90f4e611"
    phone.did("status", home.uuid, to="nobody_home", was="resident")
    assert phone.sent() == [("applied", "")]
    home.refresh_from_db()
    assert home.status == "nobody_home"
    told = {"ref": wife, "name": "Lê Thị Hoa", "relation": "spouse", "results": "2----"}
    added = phone.did("person", home.uuid, **told)
    phone.did("person", home.uuid, **told)
    phone.did("status", home.uuid, to="resident", was="nobody_home")
    phone.did("status", home.uuid, to="nobody_home", was="refused")
    phone.did("person", home.uuid, ref=wife[:-1] + "2", name="Ai", results="----2", on="2020-01-01")
    expected = [("applied", ""), ("identical", ""), ("identical", ""), ("waiting", "status")]
    assert phone.sent() == [*expected, ("applied", "")]
    home.refresh_from_db()
    assert (home.status, [one.full_name for one in home.residents.order_by("pk")][1]) == (
        "resident",
        "Lê Thị Hoa",
    )
    away = phone.did("status", home.uuid, to="nobody_home", was="resident")
    phone.did("undo", home.uuid, of=str(away))
    phone.did("undo", home.uuid, of=str(away))
    assert phone.sent() == [("applied", ""), ("applied", ""), ("identical", "")]
    home.refresh_from_db()
    assert home.status == "resident"
    hoa = Resident.unscoped.get(uuid=wife)
    phone.answered(home, hoa, "0", follows=added)
    assert phone.sent() == [("applied", "")]
    phone.did("undo", home.uuid, of=str(added))
    assert phone.sent() == [("applied", "")]
    hoa.refresh_from_db()
    assert hoa.left_on == timezone.localdate()


def test_a_household_is_taken_back_unless_others_wrote_of_it(phone, other):
    first, second = phone.entered("Hai", results="2----"), phone.entered("Ba", results="2----")
    keys = [one["uuid"] for one in phone.items]
    phone.sent()
    other.taken = timezone.now() + timedelta(seconds=1)
    other.answered(second, "head", "2")
    other.answered(second, "head", " 2")
    assert other.sent() == [("identical", ""), ("applied", "")]
    phone.did("undo", first, of=keys[0])
    phone.did("undo", second, of=keys[1])
    assert phone.sent() == [("applied", ""), ("waiting", "more")]
    rows = Resident.unscoped.order_by("pk").values_list("household__status", flat=True)
    assert list(rows) == ["ended", "resident"]


def test_in_every_order_the_same_is_left(client, home, an, village):
    """Two who took it along before any of these came, one of them with a second thought."""
    phones = [
        Phone(client, UserFactory(area=village, role=Role.MEMBER), village) for _n in range(2)
    ]
    first = phones[0].answered(home, an, "20")
    phones[0].answered(home, an, "1", follows=first)
    phones[1].answered(home, an, "22")
    sent = [(phone, item) for phone in phones for item in phone.items]
    ends = set()
    for order in permutations(sent):
        point = transaction.savepoint_create()
        for phone, item in order:
            phone.items = [item]
            phone.sent()
        cells = Cells([an.pk])
        left = [candidates(cells.cells[an.pk, n].writes, cells.chain) for n in (1, 2)]
        assert all(now in some for now, some in zip(results(an), left, strict=False))
        ends.add((*map(frozenset, left), tuple(sorted(open_cells()))))
        transaction.savepoint_rollback(point)
    assert ends == {(frozenset({1, 2}), frozenset({0, 2}), ((an.pk, 1), (an.pk, 2)))}


def test_what_lies_between_two_of_one_author_may_come_last(phone, home, an):
    """It says nothing of the cell in which both wrote: that differs only until it has come."""
    first = phone.answered(home, an, "20")
    between = phone.answered(home, an, "  2", follows=first)
    phone.answered(home, an, "1", follows=between)
    for order in permutations(phone.items):
        point = transaction.savepoint_create()
        for item in order:
            phone.items = [item]
            phone.sent()
        assert (results(an)[:3], open_cells()) == ([1, 0, 2], [])
        transaction.savepoint_rollback(point)

"""Somebody who is erased stands in nothing that waits any more; what is about others goes on waiting."""

import pytest

from areas.named import Named
from erasure.actions import erase
from offline.models import SentOperation
from offline.pending.actions import forget_sent, leave_out
from offline.pending.queries.waiting import said_by
from tests.factories import HouseholdFactory, ResidentFactory, UserFactory
from tests.sent import let_wait

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
NAME = "Phạm Thị Wjkx"
OTHER = {"name": "Đặng Thị Khác", "results": "-----"}
THEM = {"name": NAME, "results": "2----"}


@pytest.fixture
def home(village):
    home = HouseholdFactory(village=village, head_name=NAME)
    ResidentFactory(household=home, full_name=NAME, is_head=True)
    return home


def sent(village, member, home):
    """Return what waits: their own answers, a household that they head, one in which they live, one of others."""
    person = home.residents.get()
    told = {"author": member}
    return (
        let_wait(village, kind="answers", home=home, person=str(person.pk), set={"1": "2"}, **told),
        let_wait(village, head=THEM, people=[OTHER], **told),
        let_wait(village, head=OTHER, people=[THEM], **told),
        let_wait(village, head=OTHER, people=[], **told),
    )


def state_of(row):
    return SentOperation.unscoped.get(pk=row.pk).state


def test_an_erasure_empties_what_is_about_them_and_leaves_what_is_about_others(
    village, member, home
):
    own, heads, lives, others = sent(village, member, home)
    officer = UserFactory(area=village.commune, role="officer")
    row = erase(by=officer, subject=home.residents.get())
    assert row.found["sent"] == 3
    assert state_of(own) == state_of(heads) == "refused"
    assert state_of(lives) == state_of(others) == "waiting"
    for one in SentOperation.unscoped.all():
        assert NAME not in str(said_by(one))
    lives.refresh_from_db()
    left = said_by(lives)
    assert (left["head"], left["people"]) == (OTHER, [])


def test_what_was_left_out_and_may_be_taken_back_forgets_them_too(village, member, home):
    heads = let_wait(village, member, head=THEM, people=[])
    officer = UserFactory(area=village.commune, role="officer")
    leave_out(by=officer, operation=heads, why="Trùng")
    said = {"kind": "session", "skills": ["1"], "note": f"Có {NAME} dự"}
    session = let_wait(village, member, **said)
    told = {"communes": [village.commune], "homes": set(), "residents": set()}
    assert forget_sent(named=Named.of([NAME]), **told) == 2
    heads.refresh_from_db()
    assert (heads.state, heads.sealed) == ("refused", "")
    session.refresh_from_db()
    assert session.is_waiting
    assert (said_by(session)["skills"], said_by(session)["note"]) == (["1"], "")

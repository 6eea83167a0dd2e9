"""Somebody who is erased stands in nothing that waits any more; what is about others goes on waiting."""

from uuid import UUID, uuid4

import pytest

from accounts.models import Notice
from areas.named import Named
from erasure.actions import erase
from households.register.actions import add_household, add_resident
from offline.models import SentOperation
from offline.pending.actions import forget_sent, leave_out
from offline.pending.queries.choosing import differing_in, open_in
from offline.pending.queries.listing import keys_of, lines_of
from offline.pending.queries.marks import marks_of
from offline.pending.queries.waiting import said_by
from offline.sending.rules.said import head_key
from offline.sending.telling import tell_waiting
from tests.factories import HouseholdFactory, ResidentFactory, UserFactory
from tests.sent import let_differ, let_wait

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
NAME = "Phạm Thị Wjkx"
KEY = UUID("c0ffee00-0000-4000-8000-000000000007")
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


def test_answers_by_the_key_of_a_phone_are_about_them_too(village, member):
    """Of whoever was entered without a network; the head of such a household is called "head"."""
    officer = UserFactory(area=village.commune, role="officer")
    home = add_household(
        by=officer, village=village, head_name=NAME, head_uuid=head_key(KEY), uuid=KEY
    )
    son = add_resident(by=officer, household=home, full_name="Phạm Văn Con", uuid=uuid4())
    cells = {"set": {"1": "2"}, "was": {"1": "-"}}
    told = {"author": member, "kind": "answers", "home": home, "why": "handed_over"}
    head = let_wait(village, person="head", **cells, **told)
    other = let_wait(village, person=str(son.uuid), **cells, **told)
    erase(by=officer, subject=home.residents.get(is_head=True))
    assert (state_of(head), state_of(other)) == ("refused", "waiting")
    erase(by=officer, subject=son)
    assert state_of(other) == "refused"


def test_nobody_is_asked_which_of_two_is_right_of_somebody_erased(village, member, home):
    officer = UserFactory(area=village.commune, role="officer")
    son = ResidentFactory(household=home, full_name="Phạm Văn Con")
    for person in (home.residents.get(is_head=True), son):
        let_differ(person, member, UserFactory(area=village, role="member"))
    tell_waiting(village.commune)
    assert Notice.unscoped.get(to=officer).number == 1
    erase(by=officer, subject=home.residents.get(is_head=True))
    (line,) = lines_of(keys_of(officer), officer)
    assert len(differing_in(open_in(officer, home))) == 1
    assert "Kỹ năng 1" in line[0].why
    erase(by=officer, subject=son)
    assert keys_of(officer) == []
    assert marks_of(officer, [home]) == {}
    assert not Notice.unscoped.filter(kind=Notice.Kind.SENT_WAITS).exists()

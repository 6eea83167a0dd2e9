"""An officer writes what waits: into a village, as a household that is there, of somebody they chose."""

import pytest

from households.erasing.actions import erase_household
from households.models import Assessment, Household, Resident, Status
from households.register.actions import add_household, set_status
from households.register.queries.history import timeline
from households.survey.actions import set_result
from offline.models import CellConflict, SentOperation
from offline.pending.actions import leave_out, take_back
from offline.sealing.rules import open_sealed
from offline.sending.actions.deciding import write_waiting
from offline.sending.forms import said_by
from offline.sending.rules.results import Held
from offline.sending.rules.said import Item
from tests.factories import UserFactory, VillageFactory
from tests.offline.phone import HEAD

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
FOR_ANOTHER = "Ghi kết quả người khác đã hỏi"
WIFE = "5b7e1a52-3f0c-4b8e-9d57-1c2a90f4e611"


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


def said_in(row):
    item = Item(row.uuid, row.key, row.sealed)
    return said_by(item, open_sealed(row.sealed, str(row.uuid), row.key))


def decide(officer, row, **how):
    return write_waiting(by=officer, operation=row, said=said_in(row), **how)


def who_asked(household):
    rows = Assessment.unscoped.filter(resident__household=household).select_related("assessor")
    return {row.assessor for row in rows}


def waiting():
    return SentOperation.unscoped.waiting().get()


def test_a_new_household_goes_into_the_village_that_was_chosen(phone, home, officer, village):
    """It looks like another one and is none; its name was erased before and it comes again; twice is once."""
    beside = VillageFactory(parent=village.commune)
    gone = add_household(by=officer, village=village, head_name="Phạm Thị Xóa")
    erase_household(by=officer, household=gone)
    for name in ("Nguyễn Văn An", "Phạm Thị Xóa"):
        new = phone.entered(name, results="2----", on="2026-01-02")
        assert phone.sent()[0][0] == "waiting"
        row = waiting()
        said = said_in(row)
        done = decide(officer, row, village=beside)
        made = Household.unscoped.get(uuid=new)
        assert (made.village, made.head_name, made.created_by) == (beside, name, officer)
        assert who_asked(made) == {phone.author}
        assert (done.state, done.sealed, done.decided_by) == ("applied", "", officer)
        assert made.opened_on == row.on
        done.refresh_from_db()
        assert (done.village, done.why) == (village, "")
        before = Household.unscoped.count()
        assert write_waiting(by=officer, operation=done, said=said, village=village) == done
        assert Household.unscoped.count() == before


def test_it_is_the_same_household_its_people_come_together(phone, home, an, officer):
    """Of whom both know something else differs; who is not there is added; their answers find them from now on."""
    phone.answered(home, an, "22")
    phone.sent()
    people = [{"ref": WIFE, "name": "Lê Thị Hoa", "relation": "spouse", "results": "1----"}]
    new = phone.entered("nguyễn văn an", results="20-2-", people=people)
    phone.answered(new, HEAD, "    2")
    phone.answered(new, HEAD, "    2")
    phone.items.pop()
    assert phone.sent() == [("waiting", "twin"), ("waiting", "unknown")]
    first, second = SentOperation.unscoped.waiting()
    assert decide(officer, first, household=home).state == "conflict"
    assert Household.unscoped.count() == 1
    hoa = home.residents.get(full_name="Lê Thị Hoa")
    # Its author asked, also what is set aside; the officer wrote, and the history says so.
    assert who_asked(home) == {phone.author}
    wrote = [one.who for one in timeline(home) if one.entry and one.entry.verb == FOR_ANOTHER]
    assert wrote == [str(officer)] * 2
    assert (hoa.results[0], str(hoa.uuid)) == (1, WIFE)
    assert Resident.unscoped.get(pk=an.pk).results == [2, 2, None, 2, None]
    assert [(one.resident, one.number) for one in CellConflict.unscoped.open()] == [(an, 2)]
    assert decide(officer, second).state == "applied"
    assert Resident.unscoped.get(pk=an.pk).results == [2, 2, None, 2, 2]
    assert Assessment.unscoped.filter(resident=hoa).count() == 1


def test_of_somebody_who_was_chosen_or_not_at_all(phone, home, an, officer):
    """A household out of the register stays so; come back, it is written; nothing of what was refused."""
    set_status(by=officer, household=home, status=Status.MOVED_AWAY)
    phone.answered(home, an, "2")
    assert phone.sent() == [("waiting", "closed")]
    row = waiting()
    with pytest.raises(Held) as held:
        decide(officer, row)
    assert held.value.why == "closed"
    row.refresh_from_db()
    assert row.is_waiting
    assert row.sealed
    second = add_household(by=officer, village=phone.village, head_name="Hai")
    chosen = second.residents.get()
    assert decide(officer, row, resident=chosen).resident == chosen
    assert Resident.unscoped.get(pk=chosen.pk).results[0] == 2
    stranger = UserFactory(area=VillageFactory().commune)
    phone.answered(home, an, "2")
    phone.sent()
    with pytest.raises(Held) as held:
        decide(stranger, waiting(), resident=chosen)
    assert held.value.why == "stranger"


def test_what_others_wrote_of_a_household_does_not_keep_an_officer_from_taking_it_back(
    phone, home, officer
):
    """Only its author takes it back; once it was taken for one that is there, nobody does."""
    new = phone.entered("Vũ Thị Mới", results="2----")
    entry = phone.items[0]["uuid"]
    phone.sent()
    made = Household.unscoped.get(uuid=new)
    set_result(by=officer, household=made, number=2, result=2)
    for target, whose in ((entry, home.uuid), (entry, new)):
        phone.did("undo", whose, of=target)
    assert phone.sent() == [("refused", "malformed"), ("waiting", "more")]
    assert decide(officer, waiting()).state == "applied"
    assert Household.unscoped.get(pk=made.pk).is_closed
    same = phone.entered("Nguyễn Văn An")
    entry = phone.items[0]["uuid"]
    assert phone.sent() == [("waiting", "twin")]
    decide(officer, waiting(), household=home)
    phone.did("undo", same, of=entry)
    assert phone.sent() == [("waiting", "unknown")]
    assert not Household.unscoped.get(pk=home.pk).is_closed


def test_a_status_that_somebody_else_changed_is_written_once_an_officer_says_so(
    phone, home, officer
):
    phone.did("status", home.uuid, to="nobody_home", was="refused")
    assert phone.sent() == [("waiting", "status")]
    assert decide(officer, waiting()).state == "applied"
    assert Household.unscoped.get(pk=home.pk).status == Status.NOBODY_HOME


def test_what_its_author_took_back_or_what_was_sealed_anew_is_not_written(phone, home, an, officer):
    """An officer left it out, its author took it back, the officer lets it wait again."""
    phone.answered(home, an, "2")
    set_status(by=officer, household=home, status=Status.MOVED_AWAY)
    key = phone.items[0]["uuid"]
    assert phone.sent() == [("waiting", "closed")]
    row, said = waiting(), said_in(waiting())
    leave_out(by=officer, operation=row, why="Đã chuyển đi")
    phone.did("undo", home.uuid, of=key)
    assert phone.sent() == [("identical", "")]
    take_back(by=officer, operation=row)
    set_status(by=officer, household=home, status=Status.RESIDENT)
    with pytest.raises(Held) as held:
        decide(officer, waiting())
    assert held.value.why == "undone"
    SentOperation.unscoped.filter(kind="undo").update(author=officer)
    row.sealed = "x"
    row.save()
    assert write_waiting(by=officer, operation=row, said=said).is_waiting

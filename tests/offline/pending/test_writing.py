"""An officer writes what waits: as it was entered, elsewhere in the commune, or into a household that is there already."""

from uuid import UUID

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from households.lifecycle.actions import move_within
from households.models import Household, Resident
from households.register.actions import add_household, set_status
from offline.models import CellWrite, SentOperation
from tests.factories import SuccessionFactory, UserFactory, VillageFactory
from tests.offline.phone import HEAD
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
WAITS = [("waiting", "twin")]
SON = {"ref": "c0ffee00-0000-4000-8000-000000000002", "name": "Nguyễn Văn Bé", "results": "2----"}


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune, role="officer")


@pytest.fixture
def twin(phone, home):
    """A household that looks like one of the register, entered with one more person."""
    phone.entered("Nguyễn Văn An", birth_year=1970, results="20---", people=[SON])
    assert phone.sent() == WAITS
    return SentOperation.unscoped.get()


def write(officer, operation, **sent):
    answer = signed_in(officer).post(f"/cho-xu-ly/{operation.uuid}/ghi/", sent, follow=True)
    assert answer.status_code == 200
    operation.refresh_from_db()
    return answer.content.decode()


def test_it_is_another_household_after_all_and_goes_into_the_village_that_was_chosen(
    officer, twin, village
):
    other = VillageFactory(parent=village.commune)
    assert "Đã ghi vào sổ." in write(officer, twin, village=other.pk)
    made = Household.unscoped.get(uuid=twin.household_uuid)
    assert (made.village, made.head_name) == (other, "Nguyễn Văn An")
    assert made.residents.get(is_head=True).results == [2, 0, None, None, None]
    assert (twin.state, twin.why, twin.sealed, twin.decided_by) == ("applied", "", "", officer)
    assert CellWrite.unscoped.filter(operation=twin).count() == 3
    assert AuditEntry.unscoped.about(twin).get().verb == "Ghi mục nhập khi không có mạng"
    # Sent again by the phone, it stays one, and its author is told what became of it.
    assert "vừa được người khác quyết định" in write(officer, twin, village=other.pk)
    assert Household.unscoped.filter(head_name="Nguyễn Văn An").count() == 2


def test_it_is_the_same_household_who_is_there_gets_the_answers_and_the_others_are_added(
    officer, twin, home, an
):
    assert "Đã ghi vào sổ." in write(officer, twin, household=home.uuid)
    an.refresh_from_db()
    assert an.results == [2, 0, None, None, None]
    son = Resident.unscoped.get(full_name="Nguyễn Văn Bé")
    assert (son.household, son.results[0]) == (home, 2)
    assert Household.unscoped.count() == 1
    assert (twin.state, twin.sealed) == ("applied", "")


def test_a_household_of_another_commune_is_no_choice(officer, twin):
    stranger = Household.unscoped.create(
        village=VillageFactory(), head_name="Xa", opened_on=twin.on, search_key="xa", sort_key="xa"
    )
    answer = signed_in(officer).post(
        f"/cho-xu-ly/{twin.uuid}/ghi/", {"household": stranger.uuid, "village": 1}
    )
    assert answer.status_code == 404
    assert "không ghi vào sổ được" in write(officer, twin, village=stranger.village_id)
    assert twin.state == "waiting"


def test_what_its_author_may_no_longer_write_is_written_where_the_household_is_now(
    officer, phone, home, an, village
):
    move_within(by=officer, household=home, village=VillageFactory(parent=village.commune))
    phone.answered(home, HEAD, "2")
    phone.answered(home, an, "2")
    assert ("waiting", "moved") in phone.sent()
    waits = SentOperation.unscoped.get(why="moved")
    assert "Đã ghi vào sổ." in write(officer, waits)
    an.refresh_from_db()
    assert (an.results[0], waits.state, waits.resident) == (2, "applied", an)


def test_what_cannot_be_written_yet_waits_on_and_says_why(officer, phone, home, an):
    set_status(by=officer, household=home, status="moved_away")
    phone.answered(home, an, "2")
    assert phone.sent() == [("waiting", "closed")]
    waits = SentOperation.unscoped.get()
    page = write(officer, waits)
    assert "Hộ đã ra khỏi sổ" in page
    assert "chọn “Trở lại sổ”" in page
    assert (waits.state, waits.decided_by) == ("waiting", None)
    assert waits.sealed
    set_status(by=officer, household=home, status="resident")
    assert "Đã ghi vào sổ." in write(officer, waits)
    assert waits.state == "applied"


def test_answers_of_somebody_who_is_not_known_are_given_to_whom_the_officer_says(
    officer, phone, home, an
):
    phone.answered(home, UUID(int=7), "2")
    assert phone.sent() == [("waiting", "unknown")]
    waits = SentOperation.unscoped.get()
    page = signed_in(officer).get(f"/cho-xu-ly/{waits.uuid}/").content.decode()
    assert f'name="resident" value="{an.pk}"' in page
    assert "Đã ghi vào sổ." in write(officer, waits, resident=an.pk)
    an.refresh_from_db()
    assert (an.results[0], waits.state, waits.resident) == (2, "applied", an)


def test_of_a_village_that_ended_the_household_is_looked_for_in_what_it_became(
    officer, phone, village
):
    """The phone still says the old village; by the name alone one is found in the village where one looks."""
    heir = VillageFactory(parent=village.commune)
    there = add_household(by=officer, village=heir, head_name="Lò Văn Trùng")
    phone.entered("Lò Văn Trùng")
    village.closed_on = timezone.localdate()
    village.save()
    SuccessionFactory(predecessor=village, successor=heir)
    phone.author.area = heir
    phone.author.save()
    assert phone.sent() == WAITS
    waits = SentOperation.unscoped.get()
    page = signed_in(officer).get(f"/cho-xu-ly/{waits.uuid}/").content.decode()
    assert f'name="household" value="{there.uuid}"' in page
    assert f'value="{heir.pk}" selected' in page
    assert "Đã ghi vào sổ." in write(officer, waits, household=there.uuid)


def test_only_officers_of_the_commune_write(officer, twin, home, member):
    for person in (member, UserFactory(role="officer")):
        answer = signed_in(person).post(f"/cho-xu-ly/{twin.uuid}/ghi/", {"household": home.uuid})
        assert answer.status_code == 404
    twin.refresh_from_db()
    assert twin.state == "waiting"

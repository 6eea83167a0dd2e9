"""What an operation was about has changed meanwhile: it is found where it is now, or waits where somebody knows."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import Role
from households.duplicates.actions import merge
from households.erasing.actions import erase_household, erase_resident
from households.lifecycle.actions.life import move_within
from households.models import Household, Resident, Status
from households.register.actions import add_household, leave, refuse, set_status
from offline.models import CarriedVillage, SentOperation
from offline.sealing.rules import open_sealed
from offline.sending.actions import answers
from tests.factories import CarriedVillageFactory, SuccessionFactory, UserFactory, VillageFactory
from tests.offline.phone import HEAD, Phone

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


@pytest.fixture
def beside(village):
    """Another village of the commune, which the member does not look after."""
    return VillageFactory(parent=village.commune)


def results(person):
    return Resident.unscoped.get(pk=person.pk).results


def moved(home, officer, beside, **_more):
    move_within(by=officer, household=home, village=beside)


def closed(home, officer, **_more):
    set_status(by=officer, household=home, status=Status.MOVED_AWAY)


def refused(home, officer, **_more):
    refuse(by=officer, household=home)


def left(home, an, officer, **_more):
    """Somebody else heads the household, and An has left it."""
    add = Resident.unscoped.create(household=home, full_name="Con", birth_year=1990)
    leave(by=officer, resident=an, next_head=add)


def erased(home, an, officer, **_more):
    erase_resident(by=officer, resident=an)


def all_erased(home, officer, **_more):
    erase_household(by=officer, household=home)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (moved, ("waiting", "moved")),
        (closed, ("waiting", "closed")),
        (refused, ("waiting", "refuses")),
        (left, ("waiting", "left")),
        (erased, ("refused", "erased")),
        (all_erased, ("refused", "erased")),
    ],
)
def test_what_cannot_be_written_waits_or_is_refused(phone, home, an, officer, beside, change, told):
    """Nothing is written; what waits is kept sealed and says the same; a good one beside it goes in."""
    second = add_household(by=officer, village=phone.village, head_name="Hai")
    change(home=home, an=an, officer=officer, beside=beside)
    before = results(an)
    key = phone.answered(home, an, "2")
    phone.answered(second, HEAD, "2")
    phone.answered(second, second.residents.get(), "2")
    assert phone.sent() == [told, ("waiting", "unknown"), ("applied", "")]
    row = SentOperation.unscoped.get(uuid=key)
    assert (results(an), row.commune, row.village) == (before, phone.village.commune, phone.village)
    if told[0] == "waiting":
        said = open_sealed(row.sealed, str(row.uuid), row.key)
        assert (said["set"], said["person"]) == ({"1": "2"}, an.pk)
        # Quoted, as a key is: three letters come by chance in what is sealed.
        assert '"set"' not in json.dumps([row.sealed, row.key])
    else:
        assert row.sealed == ""


def test_an_officer_writes_wherever_the_household_went_in_the_commune(
    client, home, an, officer, beside, village
):
    """Moved, and merged into another one in which the same person is."""
    phone = Phone(client, officer, village)
    moved(home, officer, beside)
    phone.answered(home, an, "2")
    assert phone.sent() == [("applied", "")]
    keep = add_household(by=officer, village=village, head_name="Nguyễn Văn An", birth_year=1970)
    home.refresh_from_db()
    merge(by=officer, keep=keep, duplicate=home)
    twin = keep.residents.get()
    phone.answered(home, an, " 2")
    phone.did("status", home.uuid, to="nobody_home", was="resident")
    phone.did("person", home.uuid, ref=str(uuid4()), name="Con", relation="child")
    assert phone.sent() == [("applied", "")] * 3
    assert results(twin)[:2] == [2, 2]
    assert {one.full_name for one in keep.residents.all()} == {"Nguyễn Văn An", "Con"}
    erase_household(by=officer, household=keep)
    phone.answered(home, an, "  2")
    assert phone.sent() == [("refused", "erased")]


def test_a_new_household_that_is_there_already_is_the_same_wherever_it_went(phone, officer, beside):
    new = phone.entered("Trần Thị Bình", results="2----")
    first = phone.items[0]
    phone.sent()
    moved(Household.unscoped.get(uuid=new), officer, beside)
    phone.items = [first]
    assert phone.sent() == [("applied", "")]
    # The same household under another key of an operation, as a restored phone would send it.
    phone.entered("Trần Thị Bình", new)
    assert phone.sent() == [("identical", "")]
    assert Household.unscoped.filter(uuid=new).get().village == beside


def test_a_household_that_looks_like_one_waits_unless_its_author_said_it_is_another(
    phone, home, officer
):
    phone.entered("Nguyễn Văn An", birth_year=1970)
    phone.entered("Nguyễn Văn An", birth_year=1970, apart=[str(home.uuid)])
    assert phone.sent() == [("waiting", "twin"), ("applied", "")]
    gone = add_household(by=officer, village=phone.village, head_name="Phạm Thị Xóa")
    erase_household(by=officer, household=gone)
    waits = phone.entered("Phạm Thị Xóa")
    # What is done to a household that waits waits with it.
    phone.answered(waits, HEAD, "2")
    assert phone.sent() == [("waiting", "named_before"), ("waiting", "unknown")]


def test_a_village_that_ended_leads_on_to_the_one_that_it_is_now(client, officer, village, member):
    """Two heirs are no answer; one is, for whoever writes there; whose area ended, too, hands over."""
    phone, mine = Phone(client, officer, village), Phone(client, member, village)
    heirs = [VillageFactory(parent=village.commune) for _n in range(2)]
    village.closed_on = timezone.localdate()
    village.save()
    SuccessionFactory(predecessor=village, successor=heirs[0])
    new = phone.entered("Một")
    assert phone.sent() == [("applied", "")]
    assert Household.unscoped.get(uuid=new).village == heirs[0]
    mine.author.refresh_from_db()
    CarriedVillageFactory(user=mine.author, village=village)
    mine.entered("Hai")
    assert mine.sent() == [("waiting", "handed_over")]


def renamed(village, **_more):
    village.name = "Tên Mới"
    village.save()


def ended(village, **_more):
    village.closed_on = timezone.localdate()
    village.save()


def split(village, **_more):
    ended(village)
    for _n in range(2):
        heir = VillageFactory(parent=village.commune)
        SuccessionFactory(predecessor=village, successor=heir)


def reads_alone(member, **_more):
    member.role, member.area = Role.COMMITTEE, member.area.commune
    member.save()


@pytest.mark.parametrize(
    ("befall", "new", "known"),
    [
        (renamed, ("applied", ""), ("applied", "")),
        (ended, ("waiting", "handed_over"), ("waiting", "handed_over")),
        (split, ("waiting", "handed_over"), ("waiting", "handed_over")),
        (reads_alone, ("waiting", "handed_over"), ("waiting", "handed_over")),
    ],
)
def test_what_befell_their_village_or_role_meanwhile(
    client, home, an, village, member, befall, new, known
):
    """Written where it is the same village; else it waits for somebody of the commune. Nothing is gone."""
    CarriedVillageFactory(user=member, village=village)
    befall(village=village, member=member)
    village.refresh_from_db()
    member.refresh_from_db()
    phone = Phone(client, member, village)
    phone.entered("Hộ Mới")
    phone.answered(home, an, "2")
    assert phone.sent() == [new, known]


@pytest.mark.parametrize("befall", [ended, split])
def test_an_officer_says_into_which_village_what_one_of_no_or_several_heirs_goes(
    client, officer, home, an, village, befall
):
    befall(village=village)
    phone = Phone(client, officer, village)
    phone.entered("Hộ Mới")
    phone.answered(home, an, "2")
    assert phone.sent() == [("waiting", "ended")] * 2


def test_whose_area_changed_hands_over_and_a_stranger_leaves_nothing(
    client, phone, home, an, village
):
    """With the village along once, it waits in its commune; without, nothing of it is kept."""
    elsewhere = VillageFactory()
    phone.author.area = elsewhere
    phone.author.save()
    phone.answered(home, an, "2")
    items = list(phone.items)
    assert phone.sent() == [("refused", "stranger")]
    assert not SentOperation.unscoped.exists()
    carried = CarriedVillageFactory(user=phone.author, village=village)
    phone.items = items
    new = phone.entered("Hộ Mới")
    assert phone.sent() == [("waiting", "handed_over"), ("waiting", "handed_over")]
    assert results(an) == [None] * 5
    assert not Household.unscoped.filter(uuid=new).exists()
    officer, other = UserFactory(area=village.commune), UserFactory(area=elsewhere.commune)
    rows = SentOperation.objects
    assert rows.visible_to(officer).waiting().count() == 2
    assert not rows.visible_to(other).exists()
    CarriedVillage.unscoped.filter(pk=carried.pk).update(user=officer)
    phone.answered(home, an, "2")
    assert phone.sent() == [("refused", "stranger")]


def test_who_may_read_alone_writes_nothing(client, village, home, an):
    reader = UserFactory(area=village.commune, role=Role.COMMITTEE)
    phone = Phone(client, reader, village)
    phone.answered(home, an, "2")
    assert phone.sent() == [("refused", "stranger")]
    phone.village = VillageFactory.build(pk=987654321)
    phone.answered(home, an, "2")
    assert phone.sent() == [("refused", "stranger")]
    assert not SentOperation.unscoped.exists()


def test_skill_five_waits_where_it_means_nothing(client, village):
    far = VillageFactory()
    member = UserFactory(area=far, role=Role.MEMBER)
    phone = Phone(client, member, far)
    home = add_household(by=member, village=far, head_name="Xa")
    phone.answered(home, home.residents.get(), "2   2")
    phone.entered("Gần", results="2---2")
    phone.entered("Cũng gần", results="2----", on=timezone.localdate() - timedelta(days=2))
    waits = ("waiting", "no_platform")
    assert phone.sent() == [waits, waits, ("applied", "")]
    assert home.residents.get().results == [None] * 5


@pytest.mark.expected_errors
def test_a_fault_of_ours_keeps_that_one_and_writes_the_others(phone, home, an, monkeypatch, caplog):
    whole = answers.turn_of

    def broken(cells, said, person):
        if said.facts["cells"] == {3: 2}:
            raise RuntimeError(home.head_name)
        return whole(cells, said, person)

    monkeypatch.setattr(answers, "turn_of", broken)
    for cells in ("2", "  2", " 2"):
        phone.answered(home, an, cells)
    items = list(phone.items)
    expected = [("applied", ""), ("waiting", "fault"), ("applied", "")]
    assert phone.sent() == expected
    assert results(an)[:3] == [2, 2, None]
    # Where it came up is logged, and nobody's name.
    assert "in broken" in caplog.text
    assert "Nguyễn" not in caplog.text
    phone.items = items
    assert phone.sent() == expected


def test_nobody_learns_of_people_elsewhere_by_guessing_their_numbers(phone, officer):
    """There, gone or erased, it is the same answer; whoever knows the household is told."""
    far = add_household(by=officer, village=VillageFactory(), head_name="Xa")
    gone = add_household(by=officer, village=far.village, head_name="Xóa")
    people = [far.residents.get().pk, gone.residents.get().pk, 10**8]
    erase_household(by=officer, household=gone)
    for whom in people:
        phone.answered(uuid4(), whom, "2")
    phone.answered(far, people[0], "2")
    assert phone.sent() == [("waiting", "unknown")] * 3 + [("waiting", "moved")]


@pytest.mark.parametrize("level", ["province", "district"])
def test_who_reads_no_names_writes_nothing_and_learns_of_nobody(client, village, home, an, level):
    """An administrator sees no page of households: no answer tells them whether somebody is there."""
    unit = getattr(village, level)
    author = UserFactory(area=unit, role=Role.ADMINISTRATOR)
    phone = Phone(client, author, village)
    for name in ("Nguyễn Văn An", "Lê Không Có"):
        phone.entered(name)
    phone.answered(home, an, "2")
    before = Household.unscoped.count()
    assert set(phone.sent()) == {("refused", "stranger")}
    assert (Household.unscoped.count(), results(an)) == (before, results(an))

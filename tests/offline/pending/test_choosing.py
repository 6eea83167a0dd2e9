"""Two people wrote one skill differently without knowing of each other: it is marked, and whoever works there chooses."""

import pytest

from accounts.models import Notice
from audit.models import AuditEntry
from households.duplicates.actions import merge
from households.models import Assessment, Household, Resident
from households.register.actions import add_household, refuse, set_status
from offline.models import CellConflict
from offline.pending.actions import choose
from offline.pending.queries.tasks import tasks_of_sent
from offline.sending.actions.settling import NotAmong
from offline.sending.queries.cells import Cells
from offline.sending.rules.merging import candidates
from offline.sending.telling import tell_waiting
from tests.factories import UserFactory
from tests.offline.phone import Phone
from tests.pages import signed_in
from tests.sent import let_differ
from tests.world import accessible

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(village):
    return UserFactory(area=village, role="member", full_name="Trần Quốc Vinh")


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune, role="officer")


@pytest.fixture
def differs(client, phone, other, village, home, an):
    """The member says yes, the other one says no; the first that came is shown."""
    second = Phone(client, other, village)
    phone.answered(home, an, "2")
    second.answered(home, an, "0")
    assert phone.sent() == [("applied", "")]
    assert second.sent() == [("conflict", "cells")]
    return CellConflict.unscoped.get()


def page_of(person, home):
    return signed_in(person).get(f"/ho/{home.uuid}/ban-dung/").content.decode()


def value_of(an):
    return Resident.unscoped.get(pk=an.pk).results[0]


def test_both_values_stand_there_with_who_wrote_them_and_nothing_is_chosen_beforehand(
    differs, member, home
):
    page = page_of(member, home)
    assert "1. Dịch vụ công trực tuyến" in page
    assert page.index("sổ đang ghi") < page.index("Trần Quốc Vinh")
    assert str(member) in page
    assert "checked" not in page.split("<main")[1]


def test_the_choice_is_what_the_register_says_and_the_other_stays_in_the_history(
    differs, member, home, an
):
    client, at = signed_in(member), f"/ho/{home.uuid}/ban-dung/"
    assert client.post(at, {}).status_code == 422
    answer = client.post(at, {f"c{differs.pk}": "0"}, follow=True)
    assert "Đã lưu lựa chọn ở 1 chỗ" in answer.content.decode()
    differs.refresh_from_db()
    assert (value_of(an), differs.closed_by) == (0, member)
    said = {row.public_services for row in Assessment.unscoped.filter(resident=an)}
    assert said == {2, 0}
    entry = AuditEntry.unscoped.about(home).filter(verb="Chọn bản đúng").get()
    assert entry.changes["public_services"] == [2, 0]
    assert "Không còn chỗ nào khác nhau" in page_of(member, home)
    # The rule reads the choice as a write that knew of all the others.
    cells = Cells({an.pk})
    assert candidates(cells.cells[an.pk, 1].writes, cells.chain) == [0]


def test_to_keep_what_is_shown_settles_it_as_well_and_a_second_press_changes_nothing(
    differs, member, home, an
):
    before = Assessment.unscoped.count()
    chosen = {differs.pk: 2}
    assert choose(by=member, household=home, chosen=chosen) == 1
    assert choose(by=member, household=home, chosen={differs.pk: 0}) == 0
    assert (value_of(an), Assessment.unscoped.count()) == (2, before)
    assert not CellConflict.unscoped.open().exists()


def test_what_nobody_wrote_is_no_choice(differs, member, home, an):
    with pytest.raises(NotAmong):
        choose(by=member, household=home, chosen={differs.pk: 1})
    assert CellConflict.unscoped.open().exists()


def test_lists_and_the_page_of_the_household_say_so_until_it_is_settled(differs, member, home):
    client = signed_in(member)
    roster, detail = f"/thon/{home.village_id}/ho/", f"/ho/{home.uuid}/"
    assert "Hai bản khác nhau" in client.get(roster).content.decode()
    page = client.get(detail).content.decode()
    assert f'href="{detail}ban-dung/"' in page
    assert "1 kỹ năng hai người ghi khác nhau" in page
    choose(by=member, household=home, chosen={differs.pk: 0})
    assert "Hai bản khác nhau" not in client.get(roster).content.decode()
    assert f"{detail}ban-dung/" not in client.get(detail).content.decode()


def test_the_commune_reads_it_among_what_waits_and_nobody_outside_does(world):
    home = world.own.households[1]
    one = let_differ(home.residents.first(), world.own.member, world.own.officer)
    let_differ(home.residents.first(), world.own.member, world.own.officer, number=2)
    page = signed_in(world.own.officer).get("/cho-xu-ly/").content.decode()
    assert home.head_name in page
    assert "Kỹ năng 1, 2 ghi khác nhau" in page
    assert "1 mục, cũ nhất trước" in page
    assert f"/ho/{home.uuid}/ban-dung/" in page
    (task,) = tasks_of_sent(world.own.area, accessible(world.own.officer), None)
    assert task.number == 1
    tell_waiting(world.own.area)
    assert Notice.unscoped.get(kind="sent_waits", to=world.own.officer).number == 1
    for person in (world.sibling.officer, world.sibling.member, world.reviewer, world.committee):
        assert signed_in(person).get(f"/ho/{home.uuid}/ban-dung/").status_code == 404
        answer = signed_in(person).post(f"/ho/{home.uuid}/ban-dung/", {f"c{one.pk}": "0"})
        assert answer.status_code == 404


def test_of_who_is_gone_nothing_is_asked_and_of_a_household_that_refused_nothing_is_written(
    differs, member, officer, home, an
):
    """It comes back with them; a household that was merged into another leads on there."""
    at, sent = f"/ho/{home.uuid}/ban-dung/", {f"c{differs.pk}": "0"}
    refuse(by=member, household=home)
    answer = signed_in(member).post(at, sent)
    assert (answer.status_code, value_of(an)) == (422, 2)
    assert Household.unscoped.get(pk=home.pk).refuses
    set_status(by=officer, household=home, status="moved_away")
    assert "Không còn chỗ nào khác nhau" in page_of(member, home)
    assert at not in signed_in(officer).get("/cho-xu-ly/").content.decode()
    set_status(by=officer, household=home, status="resident", agreed=True)
    Resident.unscoped.create(household=home, full_name="Con", birth_year=1990)
    assert "Không còn chỗ nào khác nhau" not in page_of(member, home)
    Resident.unscoped.filter(pk=an.pk).update(left_on="2026-01-02")
    assert choose(by=member, household=home, chosen={differs.pk: 0}) == 0
    Resident.unscoped.filter(pk=an.pk).update(left_on=None)
    keep = add_household(by=officer, village=home.village, head_name="Nguyễn Văn An")
    merge(by=officer, keep=keep, duplicate=home)
    assert signed_in(member).get(at).url == f"/ho/{keep.uuid}/ban-dung/"

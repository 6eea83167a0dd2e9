"""The level above confirms where people of an ended unit work now, many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notice, User
from accounts.moved.actions import settle
from accounts.moved.queries import moved_people
from accounts.people.actions import BeyondOwnPowers
from accounts.roles import Role
from audit.models import AuditEntry
from tests.accounts.people.test_ended_unit import end
from tests.areas.test_ended import ended
from tests.factories import CommuneFactory, UserFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/don-vi-cu/"


@pytest.fixture
def members(world):
    """Return three members of a village of ours that went whole into the other, and where they go."""
    heir, old = world.own.villages[:2]
    ended(old, heir)
    return UserFactory.create_batch(3, role=Role.MEMBER, area=old), heir


def again(person):
    return User.unscoped.select_related("area").get(pk=person.pk)


def test_one_press_gives_all_the_unit_that_theirs_became(world, members):
    people, heir = members
    officer, follower = signed_in(world.own.officer), signed_in(people[0])
    assert "3 người của đơn vị đã kết thúc" in officer.get("/tai-khoan/").content.decode()
    assert (
        "3 người của đơn vị đã kết thúc" in officer.get(reverse("reports:today")).content.decode()
    )
    page = officer.get(PAGE)
    form = {f"p{row.person.pk}": row.proposed.pk for row in page.context["rows"]}
    assert len(form) == 3
    assert "Xem đã đổi gì" in follower.get("/bao-mat/").content.decode()
    assert "Đã chuyển 3 tài khoản." in officer.post(PAGE, form, follow=True).content.decode()
    assert {again(one).area for one in people} == {heir}
    # Open sessions go on, and their next page is of the new village.
    page = follower.get("/bao-mat/")
    assert page.status_code == 200
    assert "Xem đã đổi gì" not in page.content.decode()
    assert follower.get(f"/thon/{heir.pk}/ho/").status_code == 200
    rows = AuditEntry.unscoped.filter(verb="Chuyển tài khoản theo đơn vị")
    assert {row.place for row in rows} == {heir.path}
    told = Notice.unscoped.filter(kind=Notice.Kind.FOLLOWED)
    assert {one.to_id for one in told} == {one.pk for one in people}
    assert moved_people(world.own.officer) == []


def test_more_than_a_form_may_have_are_confirmed_one_page_after_the_other(
    world, members, monkeypatch
):
    monkeypatch.setattr("accounts.moved.views.MOST", 2)
    officer = signed_in(world.own.officer)
    page = officer.get(PAGE)
    assert (len(page.context["rows"]), page.context["more"]) == (2, 1)
    assert "Còn 1 người nữa" in page.content.decode()
    said = officer.post(PAGE, {"p1": ""}, follow=True).content.decode()
    assert "Chưa có gì thay đổi" in said


def test_where_a_unit_became_several_the_level_above_chooses_among_its_own(world, members):
    people, heir = members
    ended(people[0].area, world.foreign.village)
    row = moved_people(world.own.officer)[0]
    assert row.choices == [heir]
    settle(by=world.own.officer, choices={people[0].pk: world.foreign.village.pk})
    settle(by=world.own.officer, choices={people[1].pk: world.sibling.village.pk})
    assert {again(one).area for one in people} == {people[0].area}


def test_a_person_may_be_stopped_there_and_left_for_later(world, members):
    people, _heir = members
    signed_in(world.own.officer).post(PAGE, {f"p{people[0].pk}": "ngung", f"p{people[1].pk}": ""})
    assert [again(one).is_active for one in people] == [False, True, True]
    assert again(people[1]).area == people[1].area


def test_people_of_a_commune_of_elsewhere_are_settled_by_who_may_give_its_successor(world):
    old = CommuneFactory(parent=world.other_province, name="Bên Kia")
    officer = UserFactory(role=Role.OFFICER, area=old)
    end(old, world.own.area)
    assert [row.person for row in moved_people(world.reviewer)] == [officer]
    assert moved_people(world.sibling.officer) == []
    settle(by=world.reviewer, choices={officer.pk: world.own.area.pk})
    assert again(officer).area == world.own.area


def test_nobody_settles_themself_nor_from_an_ended_unit_nor_whom_two_decide_on(world):
    new = CommuneFactory(parent=world.district)
    end(world.own.area, new)
    for by in (world.own.officer, world.commune_administrator):
        by.area.refresh_from_db()
        assert moved_people(by) == []
    mine = {one.person: one for one in moved_people(world.administrator)}
    assert mine[world.commune_administrator].needs_second
    done = settle(by=world.administrator, choices={world.commune_administrator.pk: new.pk})
    assert done.left == [world.commune_administrator]
    assert again(world.commune_administrator).area == world.own.area


def test_who_was_stopped_meanwhile_settles_nobody(world, members):
    people, heir = members
    User.unscoped.filter(pk=world.own.officer.pk).update(
        is_active=False, stopped_at=world.own.officer.created_at
    )
    with pytest.raises(BeyondOwnPowers):
        settle(by=world.own.officer, choices={people[0].pk: heir.pk})


def test_its_queries_do_not_grow_with_the_people(world, members):
    people, heir = members
    officer = signed_in(world.own.officer)
    officer.get(PAGE)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert officer.get(PAGE).status_code == 200
        return len(found)

    three = queries()
    settle(by=world.own.officer, choices={one.pk: heir.pk for one in people[:2]})
    assert queries() == three == 5


def test_whose_unit_ended_reads_what_it_is_now(world, members):
    people, heir = members
    page = signed_in(people[0]).get("/don-vi-da-doi/").content.decode()
    assert heir.full_name in page
    assert "Cấp trên xác nhận một lần" in page
    assert (
        signed_in(world.own.officer).get("/don-vi-da-doi/").content.decode().count("đang hoạt động")
        == 1
    )


def test_nobody_alone_gives_somebody_a_unit_above_the_communes(world):
    """A commune that went into its province: an account there needs two people."""
    ended(world.own.area, world.province)
    person = world.person("bcd-cu", Role.COMMITTEE, world.own.area)
    (row,) = (one for one in moved_people(world.root) if one.person == person)
    assert row.choices == [world.province]
    assert row.needs_second
    done = settle(by=world.root, choices={person.pk: world.province.pk})
    assert done.left == [person]
    assert again(person).area == world.own.area


def test_an_account_without_a_unit_has_none_that_ended():
    nobody = UserFactory(role=Role.OFFICER, area=None)
    assert signed_in(nobody).get(reverse("accounts:my_unit")).status_code == 404

"""What somebody else wrote since a page was opened is not lost in silence: of a member of a team, and of a decision."""

import pytest
from django.urls import reverse

from teams.members.actions import change_member
from teams.models import Decision, Member
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
LATE = "vừa được người khác sửa. Tải lại trang rồi sửa."


def read(client, address):
    """Return what the page of a form would send back as it is."""
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in typed.items()}


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def test_of_two_who_change_a_member_the_second_is_told(world, officer):
    member = world.own.team.members.filter(left_on=None).first()
    address = reverse("teams:member_change", args=[member.pk])
    was = read(officer, address)
    change_member(by=world.own.officer, member=fresh(member), phone="0912 000 111")
    late = officer.post(address, {**was, "sex": Member.Sex.FEMALE})
    assert LATE in late.context["form"].non_field_errors()[0]
    assert (fresh(member).phone, fresh(member).sex) == ("0912 000 111", member.sex)
    again = {**read(officer, address), "sex": Member.Sex.FEMALE}
    assert officer.post(address, again).status_code == 302
    assert (fresh(member).phone, fresh(member).sex) == ("0912 000 111", Member.Sex.FEMALE)


def test_a_page_of_before_that_says_what_stands_there_is_saved(world, officer):
    member = world.own.team.members.filter(left_on=None).first()
    address = reverse("teams:member_change", args=[member.pk])
    was = read(officer, address)
    change_member(by=world.own.officer, member=fresh(member), phone="0912 000 111")
    assert officer.post(address, {**was, "phone": "0912 000 111"}).status_code == 302


def test_of_two_who_correct_a_decision_the_second_is_told(world, officer):
    decision = world.own.team.decisions.first()
    address = reverse("teams:decision_change", args=[decision.pk])
    was = read(officer, address)
    assert officer.post(address, {**was, "signer": "Ông Một"}).status_code == 302
    late = officer.post(address, {**was, "number": "9/QĐ-UBND"})
    assert LATE in late.context["form"].non_field_errors()[0]
    found = Decision.unscoped.get(pk=decision.pk)
    assert (found.signer, found.number) == ("Ông Một", decision.number)
    again = {**read(officer, address), "number": "9/QĐ-UBND"}
    assert officer.post(address, again).status_code == 302

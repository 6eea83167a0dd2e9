"""People of a team: what is known of them, and the account that one may be linked to."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from teams.members import actions
from teams.models import Member
from tests.factories import MemberFactory, UserFactory
from tests.pages import signed_in
from tests.world import FOUNDED
from web.once import KeyTaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(world):
    return world.own.team


@pytest.fixture
def officer(world):
    return world.own.officer


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def join(world, **fields):
    team, by = world.own.team, world.own.officer
    return actions.join(by=by, team=team, full_name="Lê Lan", joined_on=FOUNDED, **fields)


# Actions


def test_a_member_needs_no_account(world):
    assert join(world).account is None


def test_the_same_key_adds_a_person_once(world):
    key = uuid.uuid4()
    assert join(world, uuid=key) == join(world, uuid=key)
    with pytest.raises(KeyTaken):
        actions.join(
            by=world.sibling.officer,
            team=world.sibling.team,
            full_name="Lê Lan",
            joined_on=FOUNDED,
            uuid=key,
        )
    assert Member.unscoped.filter(full_name="Lê Lan").count() == 1


def test_the_form_of_a_member_sent_twice_adds_one(world, team):
    client, address = signed_in(world.own.officer), f"/to/{team.pk}/nguoi-moi/"
    page = client.get(address).content.decode()
    key = re.search(r'name="uuid" value="([0-9a-f-]{36})"', page)[1]
    typed = {"full_name": "Lê Lan", "role": "member", "organisation": "youth", "uuid": key}
    assert [client.post(address, typed).status_code for _ in range(3)] == [302] * 3
    assert team.members.filter(full_name="Lê Lan").count() == 1


def test_a_member_may_be_linked_to_an_account_of_the_commune(world):
    account = world.own.member
    member = join(world, account=account)
    assert list(account.memberships.all()) == [member]
    actions.change_member(by=world.own.officer, member=member, account=None)
    assert again(member).account is None


def test_an_account_is_linked_to_one_who_serves_in_a_team(world, team):
    member = join(world, account=world.own.member)
    with pytest.raises(actions.WrongAccount):
        join(world, account=world.own.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(team=team, account=world.own.member)
    actions.leave(by=world.own.officer, member=member, on=FOUNDED)
    assert join(world, account=world.own.member).account == world.own.member


def test_no_account_of_elsewhere_is_linked(world, officer):
    stopped = UserFactory(area=world.own.area, is_active=False, stopped_at="2026-01-01T00:00Z")
    member = join(world)
    for account in (world.foreign.member, world.sibling.member, world.committee, stopped):
        with pytest.raises(actions.WrongAccount):
            join(world, account=account)
        with pytest.raises(actions.WrongAccount):
            actions.change_member(by=officer, member=member, account=account)
    assert again(member).account is None


def test_an_account_that_moved_away_stays_until_it_is_changed(world, officer):
    member, account = join(world, account=world.own.member), world.own.member
    account.area = world.sibling.area
    account.save()
    actions.change_member(by=officer, member=member, full_name="Lê Lan Anh", account=account)
    assert again(member).account == account


# Pages


def sent(client, member, **changes):
    data = {"full_name": member.full_name, "role": "member", "organisation": "women", **changes}
    return client.post(f"/to/thanh-vien/{member.pk}/", data)


def test_the_form_offers_accounts_of_the_commune_that_are_free(world, officer, team):
    other = world.person("nguoi-khac", Role.MEMBER, world.own.villages[1])
    actions.join(by=officer, team=team, full_name="A", joined_on=FOUNDED, account=world.own.member)
    form = signed_in(officer).get(f"/to/{team.pk}/nguoi-moi/").context["form"]
    assert set(form.fields["account"].queryset) == {officer, other, world.commune_administrator}
    assert not form.fields["account"].required


def test_the_form_keeps_what_is_known(world, officer):
    member = join(world)
    client = signed_in(officer)
    response = sent(client, member, birth_year="1990", sex="f", account=world.own.member.pk)
    assert response.status_code == 302
    member = again(member)
    assert (member.birth_year, member.sex, member.account) == (1990, "f", world.own.member)
    assert client.get(f"/to/thanh-vien/{member.pk}/").context["form"]["account"].value()
    assert "có tài khoản" in client.get(f"/to/{member.team_id}/").content.decode()


def test_the_form_refuses_foreign_accounts_and_years_to_come(world, officer):
    member, client = join(world), signed_in(officer)
    for account in (world.foreign.officer.pk, world.sibling.officer.pk, "x", "9" * 30):
        assert "account" in sent(client, member, account=account).context["form"].errors
    for year in ("1899", "2999"):
        assert "birth_year" in sent(client, member, birth_year=year).context["form"].errors
    assert again(member).account is None


def test_an_account_taken_meanwhile_is_said_beside_the_field(world, officer, team, monkeypatch):
    def taken(**facts):
        raise actions.WrongAccount

    member, client = join(world), signed_in(officer)
    monkeypatch.setattr(actions, "change_member", taken)
    assert "account" in sent(client, member).context["form"].errors
    monkeypatch.setattr(actions, "join", taken)
    data = {"full_name": "A", "role": "member", "organisation": "women"}
    assert "account" in client.post(f"/to/{team.pk}/nguoi-moi/", data).context["form"].errors


def test_a_stopped_account_is_called_so_and_survives_the_form(world, officer):
    member = join(world, account=world.own.member)
    account = world.own.member
    account.is_active, account.stopped_at = False, "2026-01-01T00:00Z"
    account.save()
    client = signed_in(officer)
    assert "tài khoản đã ngừng" in client.get(f"/to/{member.team_id}/").content.decode()
    assert sent(client, member).status_code == 302
    assert again(member).account == account


def test_admin_refuses_an_account_of_another_commune(world):
    member = join(world)
    client = signed_in(world.root)
    page = f"/quan-tri/teams/member/{member.pk}/change/"
    form = client.get(page).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(page, {**data, "account": world.sibling.officer.pk})
    assert "không thuộc xã của tổ" in answer.content.decode()
    assert client.post(page, {**data, "account": world.own.member.pk}).status_code == 302
    assert Member.unscoped.get(pk=member.pk).account == world.own.member


# All at once


def test_a_whole_team_is_invited_in_one_press(world, team, officer):
    MemberFactory(team=team, full_name="Có Máy", phone="0905 444 444", account=None)
    MemberFactory(team=team, full_name="Không Máy", phone="", account=None)
    MemberFactory(team=team, full_name="Có Rồi", account=UserFactory(area=world.own.area))
    MemberFactory(team=team, full_name="Trùng Máy", phone="0905444444", account=None)
    response = signed_in(officer).post(f"/to/{team.pk}/moi-ca-to/")
    found = response.context["found"]
    assert [user.full_name for user in found.made] == ["Có Máy"]
    assert "Không Máy" in [one.full_name for one in found.no_phone]
    assert "Có Rồi" in [one.full_name for one in found.have_one]
    assert [(one.full_name, why) for one, why in found.refused] == [
        ("Trùng Máy", "Số điện thoại này đã có ở một tài khoản khác")
    ]
    account = Member.unscoped.get(full_name="Có Máy").account
    assert (account.role, account.area, account.phone) == (Role.MEMBER, team.area, "0905 444 444")
    again = signed_in(officer).post(f"/to/{team.pk}/moi-ca-to/")
    assert again.context["said"] == "Không có ai để mời thêm."


def test_a_team_of_another_commune_is_invited_by_nobody_else(world, officer):
    client = signed_in(officer)
    assert client.post(f"/to/{world.sibling.team.pk}/moi-ca-to/").status_code == 404
    for user in (world.own.member, world.reviewer, world.committee):
        assert signed_in(user).post(f"/to/{world.own.team.pk}/moi-ca-to/").status_code == 404

"""Organisations that a province names beside the list in code, and the people who are of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from audit.models import AuditEntry
from teams.counts.shares import tally
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import FurtherOrganisation, Member
from teams.provincial import actions as provincial_actions
from teams.provincial.queries import further_for
from teams.training import actions as training_actions
from tests.admin_world import errors_of, filled, signed_in as admin_of, url
from tests.factories import (
    FurtherOrganisationFactory,
    MemberFactory,
    ProvinceFactory,
    TeamFactory,
)
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(world):
    return provincial_actions.add_organisation(
        by=world.root, province=world.province, name="Bưu điện"
    )


@pytest.fixture
def foreign(world):
    return FurtherOrganisationFactory(province=world.other_province, name="Nơi Khác")


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def ended(organisation):
    today = timezone.localdate()
    return provincial_actions.change_organisation(
        by=None, organisation=organisation, ended_on=today
    )


def join(world, **fields):
    team, by = world.own.team, world.own.officer
    return members_actions.join(by=by, team=team, full_name="Lê Lan", joined_on=FOUNDED, **fields)


def change(world, member, **fields):
    return members_actions.change_member(by=world.own.officer, member=member, **fields)


# The database


@pytest.mark.parametrize("facts", [{"name": ""}, {"name": "…"}])
def test_the_database_refuses_one_that_has_no_word_for_a_name(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        FurtherOrganisationFactory(**facts)


def test_the_database_keeps_further_ones_beside_other_alone():
    further = FurtherOrganisationFactory()
    MemberFactory(further=further)
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(further=further, organisation="women")


# Actions


def test_one_is_added_renamed_and_ended_and_audited(world, post):
    change = provincial_actions.change_organisation
    row = change(by=world.root, organisation=post, name="  Bưu điện   xã ")
    row = change(by=world.root, organisation=row, name="Bưu điện xã")
    row = change(by=world.root, organisation=row, ended_on=FOUNDED)
    row = change(by=world.root, organisation=row, ended_on=None)
    assert (row.name, row.search_key, row.ended_on) == ("Bưu điện xã", "buu dien xa", None)
    entries = AuditEntry.unscoped.about(row)
    assert {entry.place for entry in entries} == {world.province.path}
    assert [(entry.verb, list(entry.changes)) for entry in entries][-2:] == [
        ("Sửa đơn vị cử người", ["name"]),
        ("Thêm đơn vị cử người", ["name"]),
    ]
    assert not FurtherOrganisation.unscoped.on(FOUNDED).filter(ended_on=FOUNDED).exists()


def test_a_province_names_one_once_however_it_is_written(world, post):
    for name in ("BƯU ĐIỆN", "buu dien"):
        with pytest.raises(IntegrityError), transaction.atomic():
            provincial_actions.add_organisation(by=None, province=world.province, name=name)
    provincial_actions.add_organisation(by=None, province=world.other_province, name="Bưu điện")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_of_the_list_is_not_named_again(language):
    province = ProvinceFactory()
    with translation.override(language):
        for name in ("Hội phụ nữ", "cong an xa", "Khác"):
            with pytest.raises(provincial_actions.Listed):
                provincial_actions.add_organisation(by=None, province=province, name=name)


# Its people


def test_a_person_is_of_one_and_called_so(world, post):
    member = join(world, further=post)
    assert (member.organisation, member.organisation_label) == ("other", "Bưu điện")
    assert join(world, organisation="women").organisation_label == "Hội Phụ nữ"
    assert join(world).organisation_label == "Khác"


def test_whoever_comes_to_a_listed_one_is_of_no_further_one(world, post):
    member = change(world, join(world, further=post), organisation="women")
    assert (member.further, member.organisation) == (None, "women")
    entry = AuditEntry.unscoped.about(world.own.team).first()
    assert entry.changes == {"organisation": ["other", "women"], "further": ["Bưu điện", None]}


def test_none_of_another_province_and_none_beside_a_listed_one(world, post, foreign):
    member = join(world)
    for fields in ({"further": foreign}, {"further": post, "organisation": "women"}):
        with pytest.raises(provincial_actions.WrongOrganisation):
            join(world, **fields)
        with pytest.raises(provincial_actions.WrongOrganisation):
            change(world, member, **fields)
    leader = {"full_name": "A", "role": "leader", "further": foreign}
    with pytest.raises(provincial_actions.WrongOrganisation):
        founding_actions.found_team(
            by=world.own.officer, area=world.own.villages[1], on=FOUNDED, members=[leader]
        )
    assert not Member.unscoped.filter(further__isnull=False).exists()


def test_an_ended_one_takes_nobody_and_keeps_whoever_is_of_it(world, post):
    member = join(world, further=post)
    ended(post)
    with pytest.raises(provincial_actions.WrongOrganisation):
        join(world, further=post)
    member = change(world, member, further=post, organisation="other", full_name="Lê Lan Anh")
    assert member.organisation_label == "Bưu điện"
    assert further_for(world.own.team) == []
    assert further_for(world.own.team, but=member) == [post]


def test_people_are_counted_by_its_name():
    team = TeamFactory()
    names = ("Hội Cựu chiến binh", "Bưu điện", "Bưu điện")
    province = team.area.province
    rows = [FurtherOrganisationFactory(province=province, name=name) for name in set(names)]
    for name in names:
        MemberFactory(team=team, further=next(row for row in rows if row.name == name))
    MemberFactory(team=team, organisation="women")
    MemberFactory(team=team)
    parts = tally(Member.unscoped.filter(team=team), FOUNDED).organisations
    assert [(str(part.label), part.n, part.of) for part in parts] == [
        ("Bưu điện", 2, 5),
        ("Hội Phụ nữ", 1, 5),
        ("Hội Cựu chiến binh", 1, 5),
        ("Khác", 1, 5),
    ]


# Pages


def sent(client, member, organisation):
    data = {"full_name": member.full_name, "role": "member", "organisation": organisation}
    return client.post(f"/to/thanh-vien/{member.pk}/", data)


def test_the_form_offers_those_of_the_province_before_other(world, post, foreign):
    FurtherOrganisationFactory(province=world.province, name="Ân Nhân")
    ended(FurtherOrganisationFactory(province=world.province, name="Đã Thôi"))
    form = signed_in(world.own.officer).get(f"/to/{world.own.team.pk}/nguoi-moi/").context["form"]
    labels = [str(label) for _value, label in form.fields["organisation"].choices]
    assert labels[-4:] == ["Doanh nghiệp", "Ân Nhân", "Bưu điện", "Khác"]
    assert len(labels) == 11


def test_a_person_of_one_is_shown_so_wherever_people_are_listed(world, post):
    client, team = signed_in(world.own.officer), world.own.team
    data = {"full_name": "Lê Lan", "role": "member", "organisation": post.pk}
    data["joined_on"] = FOUNDED.strftime("%d/%m/%Y")
    assert client.post(f"/to/{team.pk}/nguoi-moi/", data).status_code == 302
    member = Member.unscoped.get(full_name="Lê Lan")
    course = world.own.area.courses.first()
    training_actions.enrol(by=world.own.officer, course=course, members=[member])
    for page in (
        f"/to/{team.pk}/",
        f"/to/quyet-dinh/{team.decisions.first().pk}/danh-sach/",
        f"/to/tap-huan/buoi/{course.sessions.first().pk}/phieu/",
        f"/to/so-lieu/{world.own.area.pk}/",
    ):
        assert "Bưu điện" in client.get(page).content.decode(), page
    form = client.get(f"/to/thanh-vien/{member.pk}/").context["form"]
    assert form["organisation"].value() == post.pk
    assert sent(client, member, "other").status_code == 302
    assert again(member).organisation_label == "Khác"


def test_keys_of_elsewhere_are_no_choice(world, post, foreign):
    member, client = join(world, further=post), signed_in(world.own.officer)
    for key in (foreign.pk, "9" * 30, "-1", f"0{post.pk}", "x", ""):
        assert "organisation" in sent(client, member, key).context["form"].errors
    assert again(member).further == post


def test_one_ended_meanwhile_is_said_beside_the_field(world, post, monkeypatch):
    def gone(**facts):
        raise provincial_actions.WrongOrganisation

    member, client = join(world), signed_in(world.own.officer)
    monkeypatch.setattr(members_actions, "change_member", gone)
    assert "organisation" in sent(client, member, post.pk).context["form"].errors
    monkeypatch.setattr(members_actions, "join", gone)
    data = {"full_name": "A", "role": "member", "organisation": post.pk}
    answer = client.post(f"/to/{world.own.team.pk}/nguoi-moi/", data)
    assert "organisation" in answer.context["form"].errors


# Admin


def test_one_is_added_and_ended_in_admin_and_refused_in_words(admin_world):
    client, address = admin_of(admin_world.provincial), url(FurtherOrganisation, "add")

    def add(name):
        said = {"province": admin_world.province.pk, "name": name}
        return client.post(address, filled(client, address, **said))

    assert "đã có sẵn" in errors_of(add("công an xã"))
    assert add("Bưu điện").status_code == 302
    assert "trùng" in errors_of(add("BƯU ĐIỆN"))
    row = FurtherOrganisation.unscoped.get()
    page, day = url(row, "change"), timezone.localdate() - timedelta(days=1)
    assert client.post(page, filled(client, page, ended_on=day.isoformat())).status_code == 302
    assert again(row).ended_on == day
    assert "Sửa đơn vị cử người" in client.get(url(row, "history")).content.decode()


def test_whoever_is_below_a_province_finds_none_in_admin(admin_world):
    row = FurtherOrganisationFactory(province=admin_world.province)
    assert admin_of(admin_world.local).get(url(row, "change")).status_code == 404
    for person in (admin_world.local, admin_world.officer):
        assert not FurtherOrganisation.objects.visible_to(person).exists()
    assert FurtherOrganisation.objects.visible_to(admin_world.provincial).get() == row


def test_admin_shows_it_beside_a_person_and_takes_it_away_for_a_listed_one(admin_world):
    member, client = admin_world.own.member, admin_of(admin_world.local)
    Member.unscoped.update(
        organisation="other",
        further=FurtherOrganisationFactory(province=admin_world.province, name="Bưu điện"),
    )
    page = url(member, "change")
    for address in (page, url(Member, "changelist")):
        assert "Bưu điện" in client.get(address).content.decode()
    assert client.post(page, filled(client, page, organisation="women")).status_code == 302
    assert again(member).further is None

"""Pages of equipment."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from teams.equipment import actions as equipment_actions
from teams.models import Equipment
from teams.provincial import actions as provincial_actions
from tests.pages import signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def item(world):
    return world.own.team.equipment.get()


def form_of(page):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_team_shows_what_it_has_against_the_norm(world, officer, settings, only_reads):
    settings.TEAM_EQUIPMENT = {"phone": 2}
    with only_reads():
        page = officer.get(f"/to/{world.own.team.pk}/thiet-bi/")
    assert "Điện thoại có 1/2" in words(page)
    assert "mức gợi ý chung, không phải quy định" in words(page)
    assert "Chưa giao" in words(page)


def test_the_norm_of_the_province_is_named(world, officer):
    by, day = world.root, date(2026, 1, 1)
    provincial_actions.set_norm(
        by=by, province=world.province, valid_from=day, document="5/QĐ", phone=3
    )
    page = words(officer.get(f"/to/{world.own.team.pk}/thiet-bi/"))
    assert "Điện thoại có 1/3" in page
    assert "Định mức của tỉnh từ ngày 01/01/2026. 5/QĐ." in page


def test_a_team_that_listed_nothing_says_so(world, officer):
    team = world.found(world.own.officer, world.own.villages[1], lambda text: text)
    team.equipment.all().delete()
    page = words(officer.get(f"/to/{team.pk}/thiet-bi/"))
    assert "Chưa kê khai thiết bị nào" in page
    assert "So với định mức" not in page


def test_an_item_is_added_once(world, officer):
    address = f"/to/{world.own.team.pk}/thiet-bi/moi/"
    leader = world.own.team.members.get(role="leader")
    data = {**form_of(officer.get(address)), "kind": "computer", "name": "Máy B"}
    data |= {"custodian": leader.pk, "received_on": "01/02/2026"}
    for _ in range(2):
        assert officer.post(address, data).status_code == 302
    item = Equipment.unscoped.get(name="Máy B")
    assert (item.custodian, item.received_on.isoformat()) == (leader, "2026-02-01")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Tên thiết bị: "),
        ({"state": "lost"}, "Ghi ngày mất hoặc ngày trả."),
        ({"ended_on": "01/02/2026"}, "Thiết bị còn ở tổ thì để trống ngày này"),
        ({"checked_on": "01/02/2036"}, "Ngày này chưa đến"),
        (
            {"received_on": "02/02/2026", "checked_on": "01/02/2026"},
            "Ngày này phải sau ngày nhận.",
        ),
    ],
)
def test_a_wrong_item_is_refused_in_words(world, officer, wrong, said):
    address = f"/to/{world.own.team.pk}/thiet-bi/moi/"
    data = {**form_of(officer.get(address)), "name": "Máy B", **wrong}
    page = officer.post(address, data)
    assert said in words(page)
    assert not Equipment.unscoped.filter(name="Máy B").exists()


def test_a_custodian_of_another_team_is_no_choice(world, officer):
    address = f"/to/{world.own.team.pk}/thiet-bi/moi/"
    stranger = world.sibling.team.members.first()
    data = {**form_of(officer.get(address)), "name": "Máy B", "custodian": stranger.pk}
    assert "custodian" in officer.post(address, data).context["form"].errors


def test_an_item_is_changed_and_a_second_change_is_told(world, officer, item):
    address = f"/to/thiet-bi/{item.pk}/"
    data = form_of(officer.get(address)) | {"state": "returned", "ended_on": "01/03/2026"}
    assert officer.post(address, data).status_code == 302
    page = officer.post(address, {**data, "name": "Máy khác"})
    assert "vừa được người khác sửa" in words(page)
    page = words(officer.get(f"/to/{world.own.team.pk}/thiet-bi/"))
    assert "Đã mất hoặc đã trả" in page
    assert "Tổ không còn thiết bị nào." in page


def test_a_member_of_the_team_reports_what_broke_and_changes_nothing_else(world, item):
    member = signed_in(world.own.member)
    assert member.get(f"/to/thiet-bi/{item.pk}/").status_code == 404
    member.post(f"/to/thiet-bi/{item.pk}/kiem-tra/", {})
    assert Equipment.unscoped.get(pk=item.pk).state == item.state
    member.post(f"/to/thiet-bi/{item.pk}/kiem-tra/", {"tot": "0"})
    item.refresh_from_db()
    assert (item.state, item.checked_on) == ("broken", timezone.localdate())
    member.post(f"/to/thiet-bi/{item.pk}/kiem-tra/", {"tot": "1"})
    item.refresh_from_db()
    assert item.state == "good"


def test_a_check_of_what_is_gone_is_told(world, item):
    by, day = world.own.officer, timezone.localdate() - timedelta(days=1)
    equipment_actions.change_equipment(by=by, item=item, version=1, state="lost", ended_on=day)
    client = signed_in(world.own.member)
    page = client.post(f"/to/thiet-bi/{item.pk}/kiem-tra/", {"tot": "1"}, follow=True)
    assert "vừa được người khác sửa" in words(page)


def test_what_is_broken_is_listed_by_commune_for_the_province(world, item, only_reads):
    for commune in (world.own, world.sibling, world.foreign):
        broken = commune.team.equipment.get()
        day = timezone.localdate()
        equipment_actions.check_equipment(by=commune.officer, item=broken, on=day, whole=False)
    client = signed_in(world.committee)
    with only_reads():
        page = client.get("/to/thiet-bi/")
    assert {i.team for i in page.context["page"]} == {world.own.team, world.sibling.team}
    units = [(unit.pk, n) for unit, n in page.context["units"]]
    assert sorted(units) == sorted([(world.own.area.pk, 1), (world.sibling.area.pk, 1)])
    page = client.get("/to/thiet-bi/", {"dia-ban": world.own.area.pk})
    assert [i.team for i in page.context["page"]] == [world.own.team]
    assert page.context["units"] == []
    page = client.get("/to/thiet-bi/", {"tinh-trang": "tot"})
    assert list(page.context["page"]) == []
    assert client.get("/to/thiet-bi/", {"dia-ban": world.foreign.area.pk}).status_code == 404


def test_the_country_counts_by_province(world, item):
    for commune in (world.own, world.foreign):
        broken = commune.team.equipment.get()
        day = timezone.localdate()
        equipment_actions.check_equipment(by=commune.officer, item=broken, on=day, whole=False)
    page = signed_in(world.root).get("/to/thiet-bi/")
    units = {unit.pk: n for unit, n in page.context["units"]}
    assert units == {world.province.pk: 1, world.other_province.pk: 1}


def test_the_team_leads_to_its_equipment(world, officer):
    page = officer.get(f"/to/{world.own.team.pk}/").content.decode()
    assert f'href="/to/{world.own.team.pk}/thiet-bi/"' in page


def test_the_list_opens_on_the_first_state_that_has_items(world, officer, item):
    assert officer.get("/to/thiet-bi/").context["wanted"] == "tot"
    day = timezone.localdate()
    equipment_actions.check_equipment(by=world.own.officer, item=item, on=day, whole=False)
    assert officer.get("/to/thiet-bi/").context["wanted"] == "hong"


def test_the_list_of_a_place_without_items_opens_on_what_is_broken(world):
    world.own.team.equipment.all().delete()
    assert signed_in(world.own.officer).get("/to/thiet-bi/").context["wanted"] == "hong"

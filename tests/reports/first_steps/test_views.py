"""First steps: the first page of an empty place, told by its data, with one primary button."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from areas.actions import recount_villages
from households.declarations.actions import declare
from households.register.actions import add_household
from reports.first_steps.queries.above import counts_of
from rollup.counts import lock
from skills.models import platforms_of
from teams.founding.actions import found_team
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    HelpContactFactory,
    LocalPlatformFactory,
    ProvinceFactory,
    TargetFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in
from tests.reports.registers import counted

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
TODAY = timezone.localdate()


@pytest.fixture
def province(db):
    return ProvinceFactory(parent=CountryFactory(), name="An Khởi")


@pytest.fixture
def commune(province):
    one = CommuneFactory(parent=province)
    lock([one])
    return one


def steps_for(person):
    """Return the titles, which are done, and what the one primary button says."""
    page = signed_in(person).get("/bat-dau/")
    assert page.status_code == 200
    first = page.context["first"]
    primary = re.findall(r'<a class="btn" href="([^"]+)"', page.content.decode())
    return [step.is_done for step in first.steps], primary, first


def test_an_officer_of_an_empty_commune_begins_with_the_file_of_villages(commune):
    officer = UserFactory(area=commune, role=Role.OFFICER)
    assert signed_in(officer).get("/")["Location"] == "/bat-dau/"
    done, primary, first = steps_for(officer)
    assert (done, primary) == ([False] * 5, ["/nhap-excel/"])
    # What cannot be done yet says what it waits for.
    assert first.steps[3].says == "Có thôn rồi mới nhập hộ được."
    assert first.steps[4].says == "Có thôn rồi mới lập tổ được."
    assert first.next.other.url == reverse("areas:village_add", args=[commune.pk])


def test_each_step_of_a_commune_is_done_by_its_data_and_the_next_one_leads_on(commune):
    officer = UserFactory(area=commune, role=Role.OFFICER)
    village = VillageFactory(parent=commune)
    recount_villages(commune)
    assert steps_for(officer)[:2] == ([True] + [False] * 4, [f"/nen-tang/{commune.pk}/"])
    LocalPlatformFactory(area=commune.province, valid_from=TODAY)
    assert steps_for(officer)[:2] == (
        [True, True, False, False, False],
        [f"/xa/{commune.pk}/so-khai-bao/"],
    )
    declare(by=None, area=commune, households=120, source="UBND xã")
    assert steps_for(officer)[1] == [f"/thon/{village.pk}/ho/moi/"]
    add_household(by=None, village=village, head_name="Lê Lan")
    assert steps_for(officer)[:2] == ([True] * 4 + [False], ["/to/moi/"])
    # A household is in the register: the day's work comes first from now on.
    assert signed_in(officer).get("/")["Location"] == "/viec/"
    found_team(by=None, area=village, on=TODAY)
    done, primary, first = steps_for(officer)
    assert (done, primary, first.is_done) == ([True] * 5, [], True)
    assert first.steps[4].says == "1/1 thôn có tổ."


def test_a_member_has_no_first_steps(commune):
    member = UserFactory(area=commune, role=Role.MEMBER)
    client = signed_in(member)
    assert client.get("/bat-dau/").status_code == 404
    assert client.get("/")["Location"] == "/viec/"


def test_a_province_where_fewer_than_half_have_begun_lands_on_its_first_steps(province):
    committee = UserFactory(area=province, role=Role.COMMITTEE)
    begun, *idle = [counted(province, (40, 10)), *CommuneFactory.create_batch(2, parent=province)]
    lock(idle)
    assert signed_in(committee).get("/")["Location"] == "/bat-dau/"
    counted(province, (40, 10))
    assert signed_in(committee).get("/")["Location"] == f"/tong-quan/{province.pk}/"
    assert begun.pk


def test_the_steps_of_a_province_say_how_many_communes_of_how_many(province):
    committee = UserFactory(area=province, role=Role.COMMITTEE)
    counted(province, (40, 10))
    lock(CommuneFactory.create_batch(2, parent=province))
    done, primary, first = steps_for(committee)
    assert done == [True, False, False, False, False, False]
    assert primary == [f"/trien-khai/{province.pk}/?thieu=tai-khoan#danh-sach"]
    assert "1/3 (33,3%) xã, phường có danh sách thôn." in [step.says for step in first.steps]
    assert "0/3 xã, phường đã cấp tài khoản" in first.steps[1].says


def test_an_administrator_of_the_country_sees_how_the_server_stands(province):
    root = UserFactory(area=province.parent, role=Role.ADMINISTRATOR)
    page = signed_in(root).get("/", follow=True)
    assert page.request["PATH_INFO"] == "/bat-dau/"
    assert {check.key for check in page.context["server_health"]} == {
        "worker",
        "daily",
        "daily_runs",
        "backup",
    }
    assert "Máy chủ" in page.content.decode()
    local = signed_in(UserFactory(area=province, role=Role.ADMINISTRATOR)).get("/bat-dau/")
    assert 'id="may-chu"' not in local.content.decode()


def test_platforms_are_counted_for_many_as_they_are_found_for_one(province):
    one, *others = CommuneFactory.create_batch(3, parent=province)
    assert counts_of(province, TODAY)["platforms"] == 0
    LocalPlatformFactory(area=one, valid_from=TODAY)
    LocalPlatformFactory(area=others[0], valid_from=TODAY + timedelta(days=1))
    assert counts_of(province, TODAY)["platforms"] == sum(
        bool(platforms_of(commune, TODAY)) for commune in (one, *others)
    )
    LocalPlatformFactory(area=province, valid_from=TODAY)
    assert counts_of(province, TODAY)["platforms"] == 3


def test_the_sheet_for_the_first_meeting_says_the_targets_that_hold_and_whom_to_ask(province):
    commune = counted(province, (40, 10))
    officer = UserFactory(area=commune, role=Role.OFFICER, full_name="Lê Công Chức")
    target = TargetFactory(area=province, indicator="ho-dat", level=60)
    HelpContactFactory(province=province)
    sheet = reverse("reports:kick_off", args=[commune.pk])
    text = signed_in(officer).get(sheet).content.decode()
    assert "<b>60%</b>" in text
    assert f"{target.due_on:%d/%m/%Y}" in text
    assert "10/40" in text
    assert "<b>Lê Công Chức</b>" in text
    assert "0257 300 0100" in text
    # Of what nobody set there is a line to write on, two for each.
    assert text.count('how-line"></span>') == 3 + 2 * 2
    assert sheet in signed_in(officer).get("/bat-dau/").content.decode()
    assert sheet in signed_in(officer).get("/huong-dan/").content.decode()


def test_the_sheet_of_a_commune_is_for_who_sees_the_commune(province, commune):
    sheet = reverse("reports:kick_off", args=[commune.pk])
    village = VillageFactory(parent=CommuneFactory(parent=province))
    for area, role, status in (
        (province, Role.COMMITTEE, 200),
        (CommuneFactory(parent=province), Role.OFFICER, 404),
        (village, Role.MEMBER, 404),
        (ProvinceFactory(parent=province.parent), Role.REVIEWER, 404),
    ):
        assert signed_in(UserFactory(area=area, role=role)).get(sheet).status_code == status
    # A province has no such sheet.
    above = reverse("reports:kick_off", args=[province.pk])
    committee = UserFactory(area=province, role=Role.COMMITTEE)
    assert signed_in(committee).get(above).status_code == 404


def test_a_reviewer_of_a_province_is_led_to_the_one_workbook_until_all_communes_have_accounts(
    province, commune
):
    reviewer = UserFactory(area=province, role=Role.REVIEWER)
    upload = reverse("imports:upload")
    _done, primary, first = steps_for(reviewer)
    _units, accounts, platforms, villages, _declared, teams = first.steps
    assert primary == [upload]
    assert {one.way.url for one in (accounts, platforms, villages, teams)} == {upload}
    assert accounts.other.url == reverse("accounts:invite")
    assert signed_in(reviewer).get(upload).status_code == 200
    late = CommuneFactory(parent=province)
    lock([late])
    UserFactory(area=commune, role=Role.OFFICER)
    assert steps_for(reviewer)[2].steps[1].other.url == reverse("accounts:cards")
    UserFactory(area=late, role=Role.OFFICER)
    _done, primary, first = steps_for(reviewer)
    assert primary == [reverse("accounts:cards")]
    assert "thieu=dang-nhap" in first.steps[1].other.url


def test_an_administrator_of_the_country_invites_the_provinces_and_not_each_commune(province):
    root = UserFactory(area=province.parent, role=Role.ADMINISTRATOR)
    first = steps_for(root)[2]
    assert first.steps[1].says.endswith("Chỉ mời người của Sở ở mỗi tỉnh; Sở mời các xã.")

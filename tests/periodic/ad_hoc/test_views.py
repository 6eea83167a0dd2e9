"""The pages of what is asked once: asked, answered by the communes, put side by side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from areas.actions import recount_villages
from households.register.actions import add_household
from periodic.models import Period, Report, Schedule
from rollup.counts import lock
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    ProvinceFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
NEW = "/bao-cao/yeu-cau/moi/"


@pytest.fixture
def province(db):
    return ProvinceFactory(parent=CountryFactory())


@pytest.fixture
def communes(province):
    """Two communes with a household each, a ward with none."""
    kinds = {"22015": "xa", "22018": "xa", "22021": "phuong"}
    found = [CommuneFactory(parent=province, code=code, kind=kinds[code]) for code in kinds]
    lock(found)
    for one in found:
        village = VillageFactory(parent=one)
        recount_villages(one)
        if one.kind == "xa":
            add_household(by=None, village=village, head_name="Lê Lan")
    return found


@pytest.fixture
def asker(province):
    return signed_in(UserFactory(area=province, role=Role.REVIEWER))


def said(**more):
    today = timezone.localdate()
    return {
        "title": "Tổng kết năm",
        "figures": ["ho-trong-so", "buoi"],
        "asks": "2",
        "cau-1": "Số máy tính dùng được",
        "kieu-1": "number",
        "begins_on": today.replace(month=1, day=1).isoformat(),
        "ends_on": today.isoformat(),
        "due_on": (today + timedelta(days=9)).isoformat(),
        "whom": "all",
        **more,
    }


def test_all_communes_are_asked_in_one_press_with_what_the_register_knows(asker, communes):
    page = asker.post(NEW, said(), follow=True).content.decode()
    assert "Đã gửi yêu cầu cho 3 nơi." in page
    assert "0/3 nơi đã trả lời." in page
    assert page.count(">theo sổ") == 3
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.count(">1</td>") == 2


@pytest.mark.parametrize(("whom", "names"), [("wards", [2]), ("chosen", [0, 2])])
def test_only_wards_or_chosen_ones_are_asked(asker, communes, whom, names):
    wanted = [communes[n] for n in names]
    asker.post(NEW, said(whom=whom, chosen=[one.pk for one in wanted]))
    assert set(Schedule.unscoped.get().chosen.all()) == set(wanted)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"figures": [], "cau-1": ""}, "Chọn ít nhất một mục"),
        ({"whom": "chosen"}, "Chọn ít nhất một nơi trả lời."),
        ({"due_on": "2020-01-01"}, "Hạn trả lời"),
        ({"title": ""}, "errsum"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent_or_lost(asker, communes, wrong, words):
    page = asker.post(NEW, said(**wrong)).content.decode()
    assert words in page
    assert not Period.unscoped.exists()
    if "cau-1" not in wrong:
        assert "Số máy tính dùng được" in page


@pytest.mark.parametrize(
    ("whom", "chosen", "words"),
    [
        ("all", [], "Đã gửi yêu cầu cho 1 nơi."),
        ("wards", [], "Vào ngày này chưa có nơi nào được hỏi"),
        ("chosen", [0, 2], "Vào ngày chốt số chưa có ở đây: "),
    ],
)
def test_of_a_day_that_is_past_who_was_there_then_is_asked(asker, communes, whom, chosen, words):
    day = timezone.localdate() - timedelta(days=10)
    for one in communes[1:]:
        one.opened_on = day + timedelta(days=1)
        one.save()
    days = {"begins_on": day.isoformat(), "ends_on": day.isoformat()}
    chosen = [communes[n].pk for n in chosen]
    page = asker.post(NEW, said(whom=whom, chosen=chosen, **days), follow=True).content.decode()
    assert words in page
    assert list(Period.unscoped.all()) == list(Period.unscoped.filter(ends_on=day))
    assert Period.unscoped.exists() == (whom == "all")


def test_a_press_opens_more_questions_and_loses_nothing(asker, communes):
    page = asker.post(NEW, said(them="1")).content.decode()
    assert 'name="cau-5"' in page
    assert 'name="cau-6"' not in page
    assert "Số máy tính dùng được" in page
    assert "errsum" not in page
    assert not Period.unscoped.exists()


def test_a_commune_finds_it_filled_in_types_the_rest_and_is_counted(asker, communes):
    asker.post(NEW, said())
    period, first = Period.unscoped.get(), communes[0]
    officer = signed_in(UserFactory(area=first))
    assert "Tổng kết năm" in officer.get("/bao-cao/").content.decode()
    address = reverse("periodic:report", args=[period.uuid, first.code])
    page = officer.get(address).content.decode()
    assert "Hộ trong sổ" in page
    assert 'name="so-cau-1"' in page
    page = officer.post(
        address, {"version": "0", "so-cau-1": "20", "gui": "1"}, follow=True
    ).content.decode()
    assert "Đã gửi báo cáo." in page
    assert Report.unscoped.get().area == first
    page = asker.get(reverse("periodic:collected", args=[period.uuid])).content.decode()
    assert "1/3 nơi đã trả lời." in page
    assert page.count(">theo sổ") == 2
    assert "<b>20</b>" in page


def test_what_was_asked_is_kept_and_asked_again(asker, communes):
    asker.post(NEW, said())
    period = Period.unscoped.get()
    page = asker.get(reverse("periodic:collected", args=[period.uuid])).content.decode()
    assert "Giữ làm biểu mẫu" in page
    page = asker.post(reverse("periodic:keep_form", args=[period.uuid]), follow=True)
    assert "Giữ làm biểu mẫu</button>" not in page.content.decode()
    kept = asker.get(NEW, {"mau": str(period.schedule.form.uuid)}).content.decode()
    assert "Số máy tính dùng được" in kept
    assert kept.count(" checked") == 3


def test_nobody_of_a_commune_asks_or_sees_the_table(asker, communes):
    asker.post(NEW, said())
    period = Period.unscoped.get()
    officer = signed_in(UserFactory(area=communes[0]))
    for address in (NEW, reverse("periodic:collected", args=[period.uuid])):
        assert officer.get(address).status_code == 404
    assert asker.get(NEW, {"mau": "nichts"}).status_code == 404

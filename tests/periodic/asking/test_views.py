"""Schedules and forms are written on pages; periods are locked and opened again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periodic.asking.forms import ScheduleForm
from periodic.catalogue.actions import bring_ours
from periodic.catalogue.queries import columns_in, latest
from periodic.models import Form, FormVersion, Period, Reopening, Schedule, Span
from tests.factories import CommuneFactory, CountryFactory, ProvinceFactory, UserFactory
from tests.pages import signed_in
from tests.periodic.drafts.hand import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    found = ProvinceFactory(parent=CountryFactory(), code="54")
    bring_ours()
    return found


@pytest.fixture
def commune(province):
    return CommuneFactory(parent=province, code="22015")


@pytest.fixture
def asker(province, commune):
    return signed_in(UserFactory(area=province, role=Role.REVIEWER))


def said(**more):
    return {
        "uuid": str(uuid4()),
        "form": Form.unscoped.get(key="thang").pk,
        "title": "Báo cáo tháng",
        "span": "month",
        "cutoff": "fourteenth",
        "working_days": "2",
        "begins_on": timezone.localdate().isoformat(),
        **more,
    }


def press(client, where, *args, **data):
    return client.post(reverse(f"periodic:{where}", args=args), data, follow=True).content.decode()


def test_a_schedule_is_made_once_and_its_period_opens(asker):
    data = said()
    for _twice in range(2):
        page = press(asker, "schedule_new", **data)
    assert "Đã lập lịch “Báo cáo tháng”." in page
    assert Schedule.unscoped.get().span == Span.MONTH
    assert Period.unscoped.count() == 1
    assert "Báo cáo tháng" in asker.get("/bao-cao/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"begins_on": "1926-01-01"}, {"working_days": "x"}, {"span": "free"}]
)
def test_a_wrong_schedule_is_said_and_not_made(asker, wrong):
    assert "errsum" in press(asker, "schedule_new", **said(**wrong))
    assert not Schedule.unscoped.exists()


def test_several_periods_that_are_over_are_asked_for_once_that_is_said(asker):
    data = said(begins_on=(timezone.localdate() - timedelta(days=100)).isoformat())
    page = press(asker, "schedule_new", **data)
    assert "Từ ngày này có các kỳ đã qua hạn gửi, từ tháng" in page
    assert "Giao cả các kỳ đã qua hạn" in page
    assert not Schedule.unscoped.exists()
    press(asker, "schedule_new", **data, with_past="on")
    assert Schedule.unscoped.get().periods.count() > 2
    # One that is over is what is asked for now.
    for title, days in (("Một", 28), ("Hôm nay", 0)):
        day = (timezone.localdate() - timedelta(days=days)).isoformat()
        press(asker, "schedule_new", **said(begins_on=day, title=title))
        assert Schedule.unscoped.filter(title=title).exists()


def test_periods_that_would_be_late_at_once_are_told_from_those_that_are_over(province):
    layouts = Form.unscoped.filter(key="thang")
    rows = [
        # Three are over: the last may be sent until today, or was due yesterday.
        (date(2026, 8, 20), 2, "từ tháng 9/2026 đến tháng 10/2026:"),
        (date(2026, 8, 20), 1, "từ tháng 9/2026 đến tháng 11/2026:"),
        # Two, or five, are over: only one was due.
        (date(2026, 9, 20), 2, ""),
        (date(2026, 7, 20), 60, ""),
    ]
    with at(date(2026, 11, 17)):
        for first, days, late in rows:
            data = said(begins_on=first.isoformat(), working_days=days)
            form = ScheduleForm(data, layouts=layouts)
            assert form.is_valid() == (not late), (first, days)
            assert late in str(form.errors), (first, days)


def test_a_schedule_that_is_ended_opens_nothing_more_and_says_so_twice(asker):
    press(asker, "schedule_new", **said())
    schedule = Schedule.unscoped.get()
    assert "Đã ngừng lịch." in press(asker, "schedule_end", schedule.uuid)
    assert "đã ngừng từ trước" in press(asker, "schedule_end", schedule.uuid)


def test_a_period_is_locked_and_opened_again_with_a_reason(asker, commune):
    press(asker, "schedule_new", **said())
    period = Period.unscoped.get()
    assert asker.get(reverse("periodic:reopen", args=[period.uuid])).status_code == 404
    page = press(asker, "lock", period.uuid)
    assert "Đã khóa kỳ." in page
    assert "Mở lại kỳ" in page
    until = timezone.localdate() + timedelta(days=3)
    again = {"until": until.isoformat(), "area": commune.pk}
    assert "errsum" in press(asker, "reopen", period.uuid, **again)
    assert "Đã mở lại kỳ." in press(asker, "reopen", period.uuid, reason="Sót buổi", **again)
    assert (Reopening.unscoped.get().area, Reopening.unscoped.get().until) == (commune, until)


def test_a_form_of_ours_is_copied_with_a_column_of_ones_own(asker, province):
    ours = Form.unscoped.get(key="thang")
    address = f"{reverse('periodic:layout_new')}?mau={ours.uuid}"
    page = asker.get(address).content.decode()
    assert "Kinh phí" in page
    sent = {"name": "Mẫu của tỉnh", "figures": ["ho", "buoi"], "ten-1": "Hộ nghèo", "most-1": "ho"}
    page = asker.post(address, sent, follow=True).content.decode()
    assert "Đã lập biểu mẫu." in page
    form = Form.unscoped.get(area=province)
    columns = columns_in(latest(form))
    assert [one.name for one in columns] == ["Số hộ", "Buổi hướng dẫn", "Hộ nghèo"]
    assert columns[-1].checks == (("<=", "ho"),)


def test_a_changed_form_is_a_new_version_and_no_column_changes_its_meaning(asker, province):
    first = {"name": "Mẫu của tỉnh", "figures": ["ho"], "ten-1": "Hộ nghèo"}
    press(asker, "layout_new", **first)
    form = Form.unscoped.get(area=province)
    press(asker, "layout", form.uuid, **{**first, "ten-2": "Hộ cận nghèo"})
    assert FormVersion.unscoped.filter(form=form).count() == 2
    page = press(asker, "layout", form.uuid, **{**first, "ten-1": "Hộ giàu"})
    assert "không đổi nghĩa được" in page
    assert FormVersion.unscoped.filter(form=form).count() == 2
    assert "errsum" in press(asker, "layout_new", name="Trống")


def test_what_is_another_units_is_not_found(asker, province):
    press(asker, "schedule_new", **said())
    press(asker, "layout_new", name="Mẫu của tỉnh", figures=["ho"])
    period, schedule = Period.unscoped.get(), Schedule.unscoped.get()
    form = Form.unscoped.get(area=province)
    elsewhere = ProvinceFactory(parent=province.parent)
    stranger = signed_in(UserFactory(area=elsewhere, role=Role.REVIEWER))
    gets = [reverse("periodic:layout", args=[form.uuid]), f"/bao-cao/bieu-mau/moi/?mau={form.uuid}"]
    assert [stranger.get(one).status_code for one in gets] == [404, 404]
    posts = [("lock", period.uuid), ("schedule_end", schedule.uuid)]
    for name, key in posts:
        assert stranger.post(reverse(f"periodic:{name}", args=[key])).status_code == 404
    ours = Form.unscoped.get(key="thang")
    assert stranger.get(reverse("periodic:layout", args=[ours.uuid])).status_code == 404


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ten-1": "Hộ nghèo", "most-1": "ho"}, "Biểu mẫu chưa hỏi chỉ tiêu này"),
        ({"dvt-2": "hộ"}, "Ghi tên chỉ tiêu, hoặc xóa phần đã ghi"),
        ({"can-cu-1": "on"}, "Ghi tên chỉ tiêu, hoặc xóa phần đã ghi"),
    ],
)
def test_what_a_line_says_is_never_left_out_of_a_form_unsaid(asker, more, words):
    """A check against a figure that is not asked; a unit without a name."""
    before = Form.unscoped.count()
    page = press(asker, "layout_new", name="Mẫu của tỉnh", figures=["buoi"], **more)
    assert words in page
    assert Form.unscoped.count() == before

"""The list of periods, and the page on which a unit writes its report and sends it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEntry
from periodic.catalogue.actions import new_version
from periodic.catalogue.rules.columns import column_of, typed
from periodic.content import Value
from periodic.drafts.queries.drafts import content_of
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.waiting import waiting_counts
from periodic.models import Report, TypedValue
from periodic.periods.actions import lock_period
from tests.factories import PeriodFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
FORM = (
    column_of("ho"),
    column_of("buoi"),
    typed("ho-ngheo", "Hộ nghèo", "Theo chuẩn", "hộ", checks=(("<=", "ho"),)),
    typed("dvc", "Người được hướng dẫn", "Trong kỳ", "người", needs_evidence=True),
)
SAID = {"results": "Đã làm", "so-dvc": "2", "can-cu-dvc": "Sổ ghi buổi"}


@pytest.fixture
def period(world):
    """Ask for the period before that of the world, on a form of four columns."""
    schedule, last = world.with_reports().schedule, world.period.begins_on - timedelta(days=1)
    new_version(by=None, form=schedule.form, columns=FORM)
    return PeriodFactory(
        schedule=schedule,
        begins_on=last.replace(day=1),
        ends_on=last,
        due_on=timezone.localdate() + timedelta(days=3),
    )


def address(period, area):
    return reverse("periodic:report", args=[period.uuid, area.code])


def page_of(user, period, area):
    return signed_in(user).get(address(period, area)).content.decode()


def send(user, period, area, **data):
    """Write as somebody does who has just opened the page."""
    found = Report.unscoped.filter(period=period, area=area).first()
    data = {"version": found.version if found else 0, **data}
    return signed_in(user).post(address(period, area), data)


def test_an_officer_finds_what_is_asked_with_its_state_and_one_button(world, period):
    page = signed_in(world.own.officer).get(reverse("periodic:periods")).content.decode()
    assert page.count("Xem và gửi") == 1
    assert page.count("Xem bản đã gửi") == 1
    assert address(period, world.own.area) in page
    reader = world.person("bcd-xa", Role.COMMITTEE, world.own.area)
    page = signed_in(reader).get(reverse("periodic:periods")).content.decode()
    assert "Xem và gửi" not in page
    assert "Xem báo cáo" in page


def test_a_province_finds_how_many_have_sent_and_how_many_wait(world, period):
    page = signed_in(world.committee).get(reverse("periodic:periods")).content.decode()
    assert "Ai đã gửi (2)" in page
    assert "Ai đã gửi (0)" in page
    # Whoever does not decide is offered no way to a page that is not theirs.
    assert "Duyệt (" not in page
    waiting = waiting_counts(world.reviewer)
    assert waiting.total() == 2
    page = signed_in(world.reviewer).get(reverse("periodic:periods")).content.decode()
    assert [f"Duyệt ({n})" in page for n in waiting.values()] == [True]


def test_a_report_shows_its_numbers_before_anybody_opened_it_and_writes_nothing(world, period):
    page = page_of(world.own.officer, period, world.own.area)
    assert "Gửi báo cáo" in page
    assert "Kỳ trước" in page
    assert not Report.unscoped.filter(period=period).exists()
    assert "Gửi báo cáo" not in page_of(world.reviewer, period, world.own.area)


def test_strangers_and_members_find_nothing(world, period):
    for user in (world.own.member, world.sibling.officer, world.foreign.officer):
        assert signed_in(user).get(address(period, world.own.area)).status_code == 404
    other = PeriodFactory(schedule__area=world.other_province)
    assert signed_in(world.own.officer).get(address(other, world.own.area)).status_code == 404
    village = world.own.village
    village.code = "99001"
    village.save()
    assert signed_in(world.own.officer).get(address(period, village)).status_code == 404


def test_an_officer_looks_up_each_figure_and_nobody_above_is_led_to_pages_of_others(world, period):
    page = page_of(world.own.officer, period, world.own.area)
    homes = reverse("households:of_area", args=[world.own.area.pk])
    assert page.count("Xem nguồn") == 2
    assert f'<a href="{homes}">' in page
    assert f'<a href="{reverse("teams:activities")}">' in page
    assert signed_in(world.own.officer).get(homes).status_code == 200
    assert "Xem nguồn" not in page_of(world.reviewer, period, world.own.area)


def test_only_the_unit_itself_writes(world, period):
    reader = world.person("bcd-xa", Role.COMMITTEE, world.own.area)
    for user in (world.reviewer, reader):
        assert send(user, period, world.own.area, results="Tốt").status_code == 404
    assert not Report.unscoped.filter(period=period).exists()


def test_what_is_written_is_saved_and_shown_again(world, period):
    answer = send(world.own.officer, period, world.own.area, **SAID)
    assert answer.status_code == 302
    report = Report.unscoped.get(period=period)
    assert (report.state, report.texts) == ("draft", {"results": "Đã làm"})
    assert report.typed.get().number == 2
    entry = AuditEntry.unscoped.get(verb="Ghi số vào báo cáo")
    assert entry.changes == {"dvc": [None, "2"]}
    page = page_of(world.own.officer, period, world.own.area)
    assert "Đã làm" in page
    assert 'value="2"' in page
    send(world.own.officer, period, world.own.area, **SAID)
    assert TypedValue.unscoped.filter(report=report).count() == 1
    send(world.own.officer, period, world.own.area, **SAID | {"so-dvc": "", "can-cu-dvc": ""})
    assert report.typed.order_by("-pk").first().number is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"so-ho-ngheo": "99"}, "Không lớn hơn"),
        ({"so-ho-ngheo": "-1"}, "nhỏ hơn 0"),
        ({"so-ho-ngheo": "nhiều"}, "Nhập"),
        ({"so-dvc": "3"}, "Ghi căn cứ của số này"),
        ({"results": "Khen ông Chủ Hộ 01"}, "họ tên một người dân"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_of_it_is_written(
    world, period, data, words
):
    home = world.own.household
    home.head_name = "Nguyễn Văn Đảo"
    home.save()
    world.own.household.residents.filter(is_head=True).update(full_name="Nguyễn Văn Đảo")
    data = {key: text.replace("Chủ Hộ 01", "Nguyễn Văn Đảo") for key, text in data.items()}
    answer = send(world.own.officer, period, world.own.area, **data)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not TypedValue.unscoped.filter(report__period=period).exists()
    assert not Report.unscoped.filter(period=period).exclude(texts={}).exists()


def test_a_commune_without_remarks_sends_by_one_press_and_its_numbers_stay(world, period):
    answer = send(world.own.officer, period, world.own.area, gui="1")
    report = Report.unscoped.get(period=period)
    assert answer.url == reverse("periodic:copy", args=[period.uuid, world.own.area.code, 1])
    assert report.state == "sent"
    content = report.submissions.get().content
    # Everybody was entered today, after the period.
    assert content["total"]["values"]["ho"]["n"] == 0
    assert content["total"]["values"]["ho-ngheo"]["n"] is None
    assert "Gửi báo cáo" not in page_of(world.own.officer, period, world.own.area)


def test_a_number_that_the_register_fell_below_since_is_not_sent(world, period, monkeypatch):
    """Typed while it could be so; neither sent, nor sent again, nor put in the place of a copy by another page."""
    own, limit = world.own, {"n": 9}
    form = (*FORM[:2], typed("may", "Máy", "Đang có", "cái", checks=(("<=", "ho"),)), FORM[3])
    new_version(by=None, form=period.schedule.form, columns=form)

    def said(report, moment, by):
        found = content_of(report, moment)
        total = found.total.values | {"ho": Value(limit["n"])}
        return replace(found, total=replace(found.total, values=total))

    monkeypatch.setattr("periodic.filing.views.copies.write", said)
    report = open_report(by=own.officer, period=period, area=own.area)
    TypedValue.unscoped.create(report=report, column="may", number=5, by=own.officer)
    limit["n"] = 4
    page = reverse("periodic:send", args=[report.uuid])
    answer = signed_in(own.officer).post(page, follow=True).content.decode()
    assert "nay lớn hơn số mà nó phải so theo" in answer
    limit["n"] = 5
    signed_in(own.officer).post(page)
    limit["n"] = 4
    again = reverse("periodic:correct", args=[report.uuid])
    answer = signed_in(own.officer).post(again, {"reason": "Sót"}, follow=True).content.decode()
    assert "nay lớn hơn số mà nó phải so theo" in answer
    assert report.submissions.get().content["total"]["values"]["may"]["n"] == 5


def test_nothing_is_sent_before_the_last_day(world, period):
    period.ends_on = timezone.localdate() + timedelta(days=1)
    period.begins_on = timezone.localdate()
    period.save()
    assert "mới xong" in page_of(world.own.officer, period, world.own.area)
    send(world.own.officer, period, world.own.area, gui="1")
    assert Report.unscoped.get(period=period).state == "draft"


def test_nothing_is_written_into_a_locked_period(world, period):
    lock_period(by=world.root, period=period)
    page = page_of(world.own.officer, period, world.own.area)
    assert "Kỳ đã khóa" in page
    assert "Lưu, chưa gửi" not in page
    for data in ({"results": "Sau khi khóa"}, {"gui": "1"}, {"so-ho-ngheo": "1"}):
        answer = send(world.own.officer, period, world.own.area, **data)
        assert "Kỳ này đã khóa" in answer.content.decode()
    assert not Report.unscoped.filter(period=period).exists()


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten_unseen(world, period):
    own = world.own
    send(own.officer, period, own.area, results="Đã làm nhiều", **{"so-ho-ngheo": "0"})
    page = send(own.officer, period, own.area, version=0, results="").content.decode()
    assert "Báo cáo này vừa được sửa ở nơi khác." in page
    report = Report.unscoped.get(period=period)
    assert report.texts == {"results": "Đã làm nhiều"}
    assert TypedValue.unscoped.filter(report=report, column="ho-ngheo").count() == 1
    assert f'name="version" value="{report.version}"' in page


def test_a_press_without_a_page_neither_sends_nor_empties(world, period):
    own = world.own
    send(own.officer, period, own.area, results="Đã làm nhiều")
    signed_in(own.officer).post(address(period, own.area), {"gui": "1"})
    report = Report.unscoped.get(period=period)
    assert (report.state, report.texts) == ("draft", {"results": "Đã làm nhiều"})

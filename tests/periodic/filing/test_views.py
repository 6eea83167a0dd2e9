from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from periodic.content import Value
from periodic.filing.actions.commenting import Said, comment
from periodic.filing.actions.deciding import approve, send_back
from periodic.filing.actions.sending import correct, send
from periodic.filing.actions.writing import open_report, save_texts
from periodic.models import Comment, FormVersion, Period, Report, State
from periodic.periods.actions import reopen_period
from tests.factories import HouseholdFactory, UserFactory, VillageFactory
from tests.periodic.filing.worlds import Asked, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def drafts(monkeypatch):
    monkeypatch.setattr("periodic.filing.queries.live.content_of", lambda r, m: written(r, m, None))
    monkeypatch.setattr("periodic.filing.views.copies.write", written)


@pytest.fixture
def asked():
    asked = Asked.build()
    for number, area in enumerate((asked.commune, asked.other), start=1):
        area.code = f"2201{number}"
        area.save()
    return asked


def opened(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"periodic:{name}", args=args))


def pressed(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"periodic:{name}", args=args), data, follow=True)


def copy_of(client, user, report, number=1):
    return opened(client, user, "copy", report.period.uuid, report.area.code, number)


def said(response):
    return " ".join(response.content.decode().split())


def frozen(response):
    page = response.content.decode()
    return page[page.index('<article class="stack" id="ban-da-gui">') : page.index("</article>")]


def test_a_report_is_sent_seen_and_approved(client, asked):
    report = asked.opened()
    page = said(pressed(client, asked.officer, "send", report.uuid))
    assert "Đã gửi báo cáo." in page
    assert "Bản đã gửi giữ nguyên." in page
    assert "Duyệt báo cáo" not in page
    page = said(copy_of(client, asked.reviewer, report))
    assert "Duyệt báo cáo" in page
    assert "Nếu gửi bản thay thế" not in page
    page = said(pressed(client, asked.reviewer, "approve", report.uuid, 1))
    assert "Đã duyệt báo cáo." in page
    report.refresh_from_db()
    assert report.state == State.APPROVED
    page = said(pressed(client, asked.reviewer, "approve", report.uuid, 1))
    assert "vừa được gửi, duyệt hoặc trả lại" in page


def test_a_frozen_copy_stays_the_same_bytes(client, asked):
    report = asked.sent()
    before = frozen(copy_of(client, asked.reviewer, report))
    assert "Hộ trong sổ" in before
    assert "12" in before
    asked.commune.name, asked.commune.closed_on = "Tên Mới", timezone.localdate()
    asked.commune.save()
    asked.officer.full_name = "Tên Khác"
    asked.officer.save()
    FormVersion.unscoped.create(form=asked.schedule.form, number=2, columns=[])
    FormVersion.unscoped.filter(number=1).update(columns=[{"key": "khac"}])
    assert frozen(copy_of(client, asked.reviewer, report)) == before


def test_what_differs_today_is_told_with_its_causes(client, asked, monkeypatch):
    report = asked.sent()

    def today(one, moment):
        now = written(one, moment, None)
        values = now.total.values | {"ho": Value(10)}
        rows = tuple(
            replace(now.total, name=name, pk=pk, values={"ho": Value(n)})
            for pk, (name, n) in enumerate([("Thôn Một", -2)], start=1)
        )
        return replace(now, total=replace(now.total, values=values), rows=rows)

    monkeypatch.setattr("periodic.filing.queries.live.content_of", today)
    page = said(copy_of(client, asked.officer, report))
    assert "1/3 dòng khác" in page
    assert "1 dòng khác, 2 dòng giống" in page
    assert "−2" in page
    assert "Thôn Một: −2" in page
    assert "Thôn Một</textarea>" in page
    assert "chưa rõ vì sao" not in page


def test_a_copy_goes_back_with_a_reason_and_comes_again(client, asked):
    report = asked.sent()
    page = said(pressed(client, asked.reviewer, "send_back", report.uuid, 1, why=""))
    assert "Trường này" in page or "errsum" in page
    pressed(client, asked.reviewer, "send_back", report.uuid, 1, why="Thiếu buổi ngày 8")
    page = said(copy_of(client, asked.officer, report))
    assert "Thiếu buổi ngày 8" in page
    assert "Gửi lại báo cáo" in page
    page = said(pressed(client, asked.officer, "send", report.uuid))
    assert "bản 2" in page
    assert "Sửa theo ý kiến của nơi nhận" in page
    older = said(copy_of(client, asked.reviewer, report))
    assert "đã được thay bằng bản 2" in older
    assert "Duyệt báo cáo" not in older


def test_a_copy_is_replaced_with_a_reason(client, asked):
    report = asked.sent()
    page = said(pressed(client, asked.officer, "correct", report.uuid, reason=""))
    assert report.submissions.count() == 1
    assert "errsum" in page
    page = said(pressed(client, asked.officer, "correct", report.uuid, reason="Sót buổi"))
    assert "Đã gửi bản thay thế" in page
    assert "Sót buổi" in page


def test_a_comment_is_made_and_done(client, asked):
    report = asked.sent()
    remark = {"chi-tieu-1": "ho", "y-kien-1": "Xem lại"}
    pressed(client, asked.reviewer, "comment", report.uuid, **remark)
    page = said(copy_of(client, asked.officer, report))
    assert "Hộ trong sổ:</b> Xem lại" in page
    assert "Đã làm xong" in page
    pressed(client, asked.officer, "comment_done", Comment.unscoped.get().uuid)
    assert "làm xong" in said(copy_of(client, asked.reviewer, report))


def test_a_name_is_refused_beside_its_field_and_cut_out_where_it_stands(client, asked):
    report = asked.opened()
    save_texts(by=asked.officer, report=report, texts={"results": "Khen ông Nguyễn Văn Đảo"})
    send(by=asked.officer, report=report, write=written)
    HouseholdFactory(village=VillageFactory(parent=asked.commune), head_name="Nguyễn Văn Đảo")
    words = "Xem hộ Nguyễn Văn Đảo"
    for user, name, args, data in (
        (asked.reviewer, "send_back", (report.uuid, 1), {"why": words}),
        (asked.reviewer, "comment", (report.uuid,), {"y-kien-1": words}),
        (asked.officer, "correct", (report.uuid,), {"reason": words}),
    ):
        assert "họ tên một người dân" in said(pressed(client, user, name, *args, **data))
    assert report.submissions.count() == 1
    assert not Comment.unscoped.exists()
    page = said(pressed(client, asked.officer, "send", report.uuid))
    assert "Lỗi" in page or "vừa được" in page or "họ tên" in page
    page = said(pressed(client, asked.officer, "redact", report.uuid, results="Khen một hộ"))
    assert "Đã xóa tên trong mọi bản" in page
    assert "Nguyễn Văn Đảo" not in page
    assert "Nguyễn Văn Đảo" not in said(copy_of(client, asked.reviewer, report, 1))


def test_the_board_says_who_has_sent_and_whom_to_remind(client, asked):
    report = asked.sent()
    page = said(opened(client, asked.reviewer, "period", asked.period.uuid))
    assert "1/2 đơn vị đã gửi (50,0%)" in page
    assert "Chép lời nhắc" in page
    assert f"Còn 1 nơi: {asked.other.short_name}." in page
    assert reverse("periodic:copy", args=[asked.period.uuid, asked.commune.code, 1]) in page
    left = said(_left(client, asked))
    table = left[left.index("<tbody>") : left.index("</tbody>")]
    assert asked.other.full_name in table
    assert asked.commune.full_name not in table
    approve(by=asked.reviewer, report=report, number=1)
    second = open_report(by=asked.officer, period=asked.period, area=asked.other)
    send(by=asked.officer, report=second, write=written)
    page = said(opened(client, asked.reviewer, "period", asked.period.uuid))
    assert "2/2 đơn vị đã gửi đủ." in page
    assert "Chép lời nhắc" not in page


def test_of_a_locked_period_who_may_still_send_is_reminded_alone(client, asked):
    Period.unscoped.filter(pk=asked.period.pk).update(locked_at=timezone.now())
    page = said(opened(client, asked.reviewer, "period", asked.period.uuid))
    assert "Chép lời nhắc" not in page
    facts = {"until": timezone.localdate(), "reason": "Sót"}
    reopen_period(by=None, period=asked.period, area=asked.other, **facts)
    page = said(opened(client, asked.reviewer, "period", asked.period.uuid))
    assert f"Còn 1 nơi: {asked.other.short_name}." in page


def _left(client, asked):
    return client.get(f"{reverse('periodic:period', args=[asked.period.uuid])}?loc=chua-gui")


def test_each_unit_leads_to_its_report_below_the_short_name_of_the_month(client, asked):
    asked.sent()
    page = opened(client, asked.reviewer, "period", asked.period.uuid).content.decode()
    for area in (asked.commune, asked.other):
        address = reverse("periodic:report", args=[asked.period.uuid, area.code])
        assert f'href="{address}">{area.full_name}</a>' in page
    assert f">T{asked.period.ends_on.month}</th>" in page


def test_what_was_sent_says_how_each_figure_is_counted_once_and_folded(client, asked):
    page = frozen(copy_of(client, asked.officer, asked.sent()))
    folded = page[page.index('<details class="def"') : page.index("</details>")]
    for words in ("Hộ đang ở", "Buổi trong kỳ", "Đã chi"):
        assert page.count(words) == folded.count(words) == 1


def test_many_are_approved_by_one_press(client, asked):
    report = asked.sent()
    second = open_report(by=asked.officer, period=asked.period, area=asked.other)
    low = lambda r, m, b: replace(  # noqa: E731 - short
        written(r, m, b), previous=replace(written(r, m, b).total, values={"ho": Value(100)})
    )
    send(by=asked.officer, report=second, write=low)
    page = said(opened(client, asked.reviewer, "review", asked.period.uuid))
    assert "2 báo cáo chờ duyệt" in page
    assert "Duyệt 1 báo cáo khớp sổ" in page
    assert "Giảm bất thường" in page
    assert "Hộ trong sổ" in page
    page = said(
        pressed(client, asked.reviewer, "review", asked.period.uuid, ban=[f"{report.pk}:1"])
    )
    assert "Đã duyệt 1 báo cáo." in page
    assert "1 báo cáo chờ duyệt" in page
    correct(by=asked.officer, report=second, write=low, reason="Sót")
    page = said(
        pressed(client, asked.reviewer, "review", asked.period.uuid, ban=[f"{second.pk}:1"])
    )
    assert "1 báo cáo vừa đổi nên chưa duyệt." in page
    assert Report.unscoped.get(pk=second.pk).state == State.SENT


def test_what_nobody_may_decide_is_not_listed(client, asked):
    asked.sent()
    page = said(opened(client, asked.country_reviewer, "review", asked.period.uuid))
    assert "0 báo cáo chờ duyệt" in page


def test_others_find_nothing(client, asked):
    report = asked.sent()
    comment(by=asked.reviewer, report=report, remarks=[Said("Xem")])
    stranger = UserFactory(area=asked.other)
    assert copy_of(client, stranger, report).status_code == 404
    for name, args in (
        ("send", (report.uuid,)),
        ("correct", (report.uuid,)),
        ("redact", (report.uuid,)),
        ("comment_done", (Comment.unscoped.get().uuid,)),
    ):
        for user in (stranger, asked.reviewer):
            assert pressed(client, user, name, *args).status_code == 404
    for name, args in (("approve", (report.uuid, 1)), ("comment", (report.uuid,))):
        assert pressed(client, asked.officer, name, *args).status_code == 404
    page = said(pressed(client, asked.colleague, "send_back", report.uuid, 1, why="Sai"))
    assert "do người khác duyệt" in page


def test_a_locked_period_says_so(client, asked):
    report = asked.opened()
    asked.period.locked_at = timezone.now() - timedelta(hours=1)
    asked.period.save()
    client.force_login(asked.officer)
    response = client.post(reverse("periodic:send", args=[report.uuid]))
    assert response.status_code == 302
    assert not report.submissions.exists()


def test_a_notice_leads_to_the_newest_copy(client, asked):
    report = asked.sent()
    send_back(by=asked.reviewer, report=report, number=1, why="Sai")
    client.force_login(asked.officer)
    page = client.get(reverse("accounts:inbox")).content.decode()
    address = reverse("periodic:of_report", args=[report.uuid])
    assert "bị trả lại" in page
    assert address in page
    page = client.get(address).content.decode()
    assert "bản 1" in page
    assert "Cần sửa:" in page

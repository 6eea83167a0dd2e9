"""What changes around a report while it is written, sent and decided on: each with its rule and its message.

The last second, two senders and typed figures over their checks are in `test_actions`, `test_race` and
`writing/test_views`; templates without a placeholder in `documents/test_templates`; days that were moved in
`periods/test_moved_days`.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from areas.kinds import Kind
from areas.reorganising import restyle
from periodic.ad_hoc.rules import Question, columns_asked
from periodic.catalogue.actions import make_form, new_version
from periodic.content import Content
from periodic.filing.actions.deciding import approve
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.sending import NotAsked, correct, send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.board import ABSENT, UNOPENED, board_of
from periodic.filing.queries.due import due_of, late_communes
from periodic.filing.queries.live import write
from periodic.filing.queries.reminding import reminder, sentence
from periodic.models import Report, Schedule, State, Submission, TypedValue
from periodic.periods.actions import lock_period, reopen_period
from periodic.periods.queries import readable, there_on, units_asked
from tests.factories import (
    CommuneFactory,
    FormVersionFactory,
    PeriodFactory,
    PlacementFactory,
    ProvinceFactory,
    ReportFactory,
    ScheduleFactory,
    UserFactory,
)
from tests.pages import signed_in
from tests.periodic.filing.worlds import LONG_AGO, Asked, written

pytestmark = pytest.mark.django_db
ONE, TWO = Question("Số máy tính"), Question("Số loa")


@pytest.fixture
def asked():
    """The province asks how many computers there are."""
    asked = Asked.build()
    form = make_form(
        by=None, area=asked.schedule.area, name="Máy", columns=columns_asked(["thon"], [ONE])
    ).form
    Schedule.unscoped.filter(pk=asked.schedule.pk).update(form=form)
    asked.period.schedule.refresh_from_db()
    return asked


def page_of(asked, commune=None):
    commune = commune or asked.commune
    return reverse("periodic:report", args=[asked.period.uuid, commune.address])


def change_form(asked):
    columns = columns_asked(["thon"], [ONE, TWO])
    new_version(by=None, form=asked.period.schedule.form, columns=columns)


def test_a_report_under_way_keeps_its_form_and_the_next_one_has_the_new_one(asked):
    asked.opened()
    change_form(asked)
    officer = signed_in(asked.officer)
    page = officer.get(page_of(asked)).content.decode()
    assert "Số máy tính" in page
    assert "Số loa" not in page
    officer.post(page_of(asked), {"version": "1", "layout": "1", "so-cau-1": "7", "gui": "1"})
    content = Content.of_data(Submission.unscoped.get().content)
    assert (content.form_version, content.total.values["cau-1"].n) == (1, 7)
    other = signed_in(UserFactory(area=asked.other))
    assert "Số loa" in other.get(page_of(asked, asked.other)).content.decode()


def test_what_was_written_on_the_form_before_is_shown_again_before_it_is_saved(asked):
    """Nobody had opened it: what the page asked is not what would be saved."""
    officer, said = signed_in(asked.officer), {"version": "0", "layout": "1", "so-cau-1": "7"}
    assert 'name="layout" value="1"' in officer.get(page_of(asked)).content.decode()
    change_form(asked)
    page = officer.post(page_of(asked), {**said, "gui": "1"}).content.decode()
    assert "Biểu mẫu vừa đổi." in page
    assert "Số loa" in page
    assert 'value="7"' in page
    assert 'name="layout" value="2"' in page
    assert not Report.unscoped.exists()
    officer.post(page_of(asked), {**said, "layout": "2"})
    assert TypedValue.unscoped.get().number == 7


def test_a_press_that_comes_twice_sends_once_and_says_so(asked):
    """A slow line, or a finger: the second press is answered with what the first one sent."""
    asked.opened()
    officer = signed_in(asked.officer)
    said = {"version": "1", "layout": "1", "so-cau-1": "7", "results": "Đã làm", "gui": "1"}
    first, second = (officer.post(page_of(asked), said) for _press in range(2))
    assert second.url == first.url
    assert Submission.unscoped.count() == 1
    assert "Báo cáo đã gửi từ trước" in officer.get(second.url).content.decode()
    # In the other tab, or by a colleague, something else was written: that is said, and lost for nobody.
    colleague = signed_in(asked.colleague)
    page = colleague.post(page_of(asked), {**said, "so-cau-1": "8"}).content.decode()
    assert "Bản đã gửi chưa có những gì ghi bên dưới" in page
    assert 'value="8"' in page
    assert TypedValue.unscoped.get().number == 7


def test_a_correction_that_is_pressed_twice_is_one_and_a_colleagues_is_not_replaced_unseen(asked):
    report, reason = asked.sent(), "Ghi sót một buổi"
    officer, colleague = signed_in(asked.officer), signed_in(asked.colleague)
    copy = reverse("periodic:copy", args=[asked.period.uuid, asked.commune.address, 1])
    assert 'name="number" value="1"' in officer.get(copy).content.decode()
    press, said = reverse("periodic:correct", args=[report.uuid]), {"reason": reason, "number": "1"}
    first, second = (officer.post(press, said) for _press in range(2))
    assert second.url == first.url == copy.replace("/ban/1/", "/ban/2/")
    page = colleague.post(press, {"reason": "Sót hai buổi", "number": "1"}, follow=True)
    assert "Đã có bản khác thay bản này." in page.content.decode()
    assert report.submissions.count() == 2
    colleague.post(press, {"reason": "Sót hai buổi", "number": "2"})
    assert report.submissions.count() == 3


def test_what_was_saved_and_could_not_be_sent_is_saved_again_from_the_same_page(asked):
    """The page is of the version that it wrote, and nobody else has written."""
    asked.opened()
    asked.period.ends_on = asked.period.due_on = timezone.localdate() + timedelta(days=1)
    asked.period.save()
    officer, said = signed_in(asked.officer), {"layout": "1", "so-cau-1": "7"}
    page = officer.post(page_of(asked), {**said, "version": "1", "gui": "1"}).content.decode()
    assert "Kỳ chưa hết, chưa gửi được." in page
    report = Report.unscoped.get()
    assert f'name="version" value="{report.version}"' in page
    again = {**said, "version": str(report.version), "so-cau-1": "9"}
    assert officer.post(page_of(asked), again).status_code == 302
    assert TypedValue.unscoped.first().number == 9


def test_a_unit_closed_within_the_period_sends_no_more_and_is_told(asked):
    report = asked.opened()
    asked.commune.closed_on = asked.period.ends_on
    asked.commune.save()
    with pytest.raises(NotAsked):
        send(by=asked.officer, report=Report.unscoped.get(), write=written)
    answer = signed_in(asked.officer).post(reverse("periodic:send", args=[report.uuid]))
    # Who is of a unit that has ended writes nothing anywhere, and is told so.
    assert answer.status_code == 409
    assert not Submission.unscoped.exists()
    assert list(units_asked(asked.period)) == [asked.other]


def test_a_unit_closed_after_the_period_still_sends_and_is_corrected(asked):
    asked.commune.closed_on = asked.period.ends_on + timedelta(days=1)
    asked.commune.save()
    report = asked.sent()
    correct(by=asked.officer, report=report, write=written, reason="Sót")
    assert report.submissions.count() == 2
    board = board_of(asked.period, asked.schedule.area)
    assert asked.commune in {line.area for line in board.lines}


@pytest.mark.engines
def test_a_unit_that_came_after_the_last_day_owes_no_report_of_it_here(asked):
    """It stood in another province: there it reported of that day, and here it is neither called for nor late."""
    moved, today = asked.commune, timezone.localdate()
    beside = ProvinceFactory(parent=asked.schedule.area.parent)
    PlacementFactory(area=moved, valid_from=LONG_AGO)
    restyle(moved, kind=moved.kind, name=moved.name, parent=beside, on=today, document="")
    asked.officer.refresh_from_db()
    schedule = ScheduleFactory(area=beside, form=FormVersionFactory(form__area=beside).form)
    facts = {"schedule": schedule, "due_on": today}
    before = PeriodFactory(begins_on=LONG_AGO, ends_on=today - timedelta(days=1), **facts)
    after = PeriodFactory(begins_on=today, ends_on=today, **facts)
    assert (list(units_asked(before)), list(units_asked(after))) == ([], [moved])
    assert board_of(before, beside).lines == []
    assert list(readable(asked.officer)) == [after]
    assert [one.period for one in due_of(moved, asked.officer, today)] == [after]
    after.delete()
    assert late_communes(beside, today + timedelta(days=1)) == {}
    above = UserFactory(area=beside, role=Role.REVIEWER)
    for reader in (asked.officer, above):
        page = signed_in(reader).get(reverse("periodic:report", args=[before.uuid, "22015"]))
        assert page.status_code == 404
    # Nor is it asked of a day that is over, whatever named it; and a report that was opened is not sent there.
    assert there_on(beside, [moved], before.ends_on) == []
    with pytest.raises(NotAsked):
        send(by=asked.officer, report=ReportFactory(period=before, area=moved), write=written)


@pytest.mark.engines
def test_in_the_periods_before_a_unit_that_came_is_missed_by_nobody(asked):
    """On the board of the period after, that before is of those that stood there then."""
    moved, today = asked.commune, timezone.localdate()
    beside = ProvinceFactory(parent=asked.schedule.area.parent)
    stays = CommuneFactory(parent=beside, opened_on=LONG_AGO)
    for one in (moved, stays):
        PlacementFactory(area=one, valid_from=LONG_AGO)
    restyle(moved, kind=moved.kind, name=moved.name, parent=beside, on=today, document="")
    facts = {"schedule": ScheduleFactory(area=beside), "due_on": today}
    PeriodFactory(begins_on=LONG_AGO, ends_on=today - timedelta(days=1), **facts)
    board = board_of(PeriodFactory(begins_on=today, ends_on=today, **facts), beside)
    states = {line.area: [cell.state for cell in line.cells] for line in board.lines}
    assert states == {moved: [ABSENT, UNOPENED], stays: [UNOPENED, UNOPENED]}
    assert [board.share(at)[-1] for at in (0, 1)] == [1, 2]


def test_whoever_has_ended_since_is_missed_by_nobody(asked):
    """The board, its text and what a province has to do say the same of who may still send."""
    asked.other.closed_on = timezone.localdate()
    asked.other.save()
    asked.period.due_on = asked.period.ends_on
    asked.period.save()
    board = board_of(asked.period, asked.schedule.area)
    ended = "1 nơi đã sắp xếp lại, không gửi nữa."
    assert sentence(board).startswith("0/2 đơn vị đã gửi (0,0%). Còn 1 nơi, trong đó 1 nơi chưa mở")
    assert sentence(board).endswith(f". {ended}")
    assert f"Còn 1 nơi: {asked.commune.short_name}." in reminder(board)
    assert late_communes(asked.schedule.area, timezone.localdate()) == {asked.commune.pk: 1}
    asked.sent()
    board = board_of(asked.period, asked.schedule.area)
    assert sentence(board) == f"1/2 đơn vị đã gửi (50,0%). {ended}"
    assert reminder(board) == ""


def test_a_unit_renamed_within_the_period_keeps_the_name_it_sent_under(asked):
    before = asked.commune.full_name
    report = asked.opened()
    send(by=asked.officer, report=report, write=write)
    asked.commune.kind, asked.commune.name = Kind.PHUONG, "Đổi Tên"
    asked.commune.save()
    report = Report.unscoped.get()
    correct(by=asked.officer, report=report, write=write, reason="Đổi tên đơn vị")
    names = report.submissions.order_by("number").values_list("content__unit", flat=True)
    assert list(names) == [before, "Phường Đổi Tên"]
    copy = reverse("periodic:copy", args=[asked.period.uuid, asked.commune.address, 1])
    assert before in signed_in(asked.reviewer).get(copy).content.decode()


def test_reopened_for_one_after_the_level_above_has_sent(asked):
    """Whoever sent above is told and keeps what was sent, until the period is opened for that unit, too."""
    report = asked.sent()
    approve(by=asked.reviewer, report=report, number=1)
    theirs = open_report(by=asked.reviewer, period=asked.period, area=asked.schedule.area)
    send(by=asked.reviewer, report=theirs, write=written)
    frozen = theirs.submissions.get().digest
    lock_period(by=asked.reviewer, period=asked.period)
    Notice.unscoped.all().delete()
    day = timezone.localdate()
    facts = {"by": asked.reviewer, "period": asked.period, "until": day, "reason": "Sót một buổi"}
    reopen_period(area=asked.commune, **facts)
    correct(by=asked.officer, report=Report.unscoped.get(pk=report.pk), write=written, reason="Sót")
    assert [(one.to, one.kind) for one in Notice.unscoped.all()] == [(asked.reviewer, "report_new")]
    assert theirs.submissions.get().digest == frozen
    theirs = Report.unscoped.get(pk=theirs.pk)
    with pytest.raises(PeriodLocked):
        correct(by=asked.reviewer, report=theirs, write=written, reason="Theo xã")
    page = signed_in(asked.reviewer).post(
        reverse("periodic:correct", args=[theirs.uuid]), {"reason": "Theo xã"}, follow=True
    )
    assert "Kỳ này đã khóa." in page.content.decode()
    reopen_period(area=asked.schedule.area, **facts)
    correct(by=asked.reviewer, report=theirs, write=written, reason="Theo xã")
    assert theirs.submissions.count() == 2


def test_a_commune_without_a_code_and_two_that_share_one_have_their_reports(asked):
    """Codes come again on the map after: of units that share one, that which was asked is meant."""
    province, last = asked.schedule.area, asked.period.ends_on
    bare = CommuneFactory(parent=province, code="")
    after = CommuneFactory(parent=province, code="22015", opened_on=last + timedelta(days=1))
    # It stood on that day until the units were put right, and has a report of it.
    ReportFactory(period=asked.period, area=after)
    reviewer = signed_in(asked.reviewer)
    board = reviewer.get(reverse("periodic:period", args=[asked.period.uuid])).content.decode()
    for commune in (bare, asked.commune):
        address = page_of(asked, commune)
        assert address in board
        assert commune.full_name in reviewer.get(address).content.decode()
        officer = signed_in(UserFactory(area=commune))
        officer.post(address, {"version": "0", "gui": "1"})
        assert Report.unscoped.get(area=commune).state == State.SENT
        copy = reverse("periodic:copy", args=[asked.period.uuid, commune.address, 1])
        assert officer.get(copy).status_code == reviewer.get(copy).status_code == 200
    for strange in ("id-", "id-x", f"id-{asked.schedule.area_id}9", "id-9999999999999999999"):
        copy = reverse("periodic:copy", args=[asked.period.uuid, strange, 1])
        report = reverse("periodic:report", args=[asked.period.uuid, strange])
        assert reviewer.get(copy).status_code == reviewer.get(report).status_code == 404

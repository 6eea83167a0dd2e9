"""A request to 102 communes as such a thing goes: some in time, some late, some sent back, one twice, two merged meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periodic.ad_hoc.actions import ask, keep_form
from periodic.ad_hoc.queries import collected, sums_of
from periodic.ad_hoc.rules import Question, columns_asked
from periodic.catalogue.queries import columns_in, forms_for, latest
from periodic.filing.actions.deciding import send_back
from periodic.filing.actions.sending import correct, send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.board import board_of
from periodic.filing.queries.live import write
from periodic.filing.queries.reminding import reminder
from periodic.models import Period
from tests.books import listed
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    ProvinceFactory,
    SuccessionFactory,
    TypedValueFactory,
    UserFactory,
)
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
COMMUNES, COLUMNS = 102, columns_asked(["buoi"], [Question("Số máy tính")])


class Asked:
    """Everybody is asked today how many computers there are."""

    def __init__(self, **days):
        self.province = ProvinceFactory(parent=CountryFactory())
        self.communes = CommuneFactory.create_batch(COMMUNES, parent=self.province)
        self.reviewer = UserFactory(area=self.province, role=Role.REVIEWER)
        self.today = today = timezone.localdate()
        self.facts = {"begins_on": today, "ends_on": today, "due_on": today, **days}
        self.period = self.ask()

    def ask(self):
        said = {"by": self.reviewer, "area": self.province, "title": "Máy tính", "columns": COLUMNS}
        return ask(**said, units=self.communes, **self.facts)

    def answers(self, commune, number):
        report = open_report(by=self.reviewer, period=self.period, area=commune)
        TypedValueFactory(report=report, column="cau-1", number=number)
        send(by=UserFactory(area=commune), report=report, write=write)
        return report

    def end(self, commune, on):
        """Let a commune go into a new one."""
        commune.closed_on = on
        commune.save()
        new = CommuneFactory(parent=self.province, opened_on=on)
        SuccessionFactory(predecessor=commune, successor=new, on=on)
        return new


def test_each_answer_counts_once_and_the_late_are_named_who_can_still_send():
    asked = Asked()
    period, communes = asked.period, asked.communes
    first = [asked.answers(one, 10) for one in communes[:10]]
    officer = UserFactory(area=communes[0])
    correct(by=officer, report=again(first[0], 12), write=write, reason="Ghi thiếu")
    send_back(by=asked.reviewer, report=first[1], number=1, why="Sai")
    Period.unscoped.update(begins_on=asked.today - timedelta(3), ends_on=asked.today - timedelta(3))
    Period.unscoped.update(due_on=asked.today - timedelta(1))
    period.refresh_from_db()
    late = [asked.answers(one, 1) for one in communes[10:15]]
    # Merged after the last day: one had answered, one will not any more.
    asked.end(communes[2], asked.today)
    asked.end(communes[20], asked.today)
    table = collected(period, asked.province, latest(period.schedule.form))
    assert (len(table.answered), table.whole) == (9 + len(late), COMMUNES)
    assert communes[1].pk not in table.answered
    assert table.total.values["cau-1"].n == 12 + 8 * 10 + 5
    assert table.back == {communes[1].pk}
    address = reverse("periodic:collected", args=[period.uuid])
    rows = listed(signed_in(asked.reviewer).get(address, {"tep": "excel"})).rows
    sources = {row[0]: row[1:] for row in rows}
    assert sources[communes[0].full_name] == ["đã trả lời", 0, 12]
    assert sources[communes[1].full_name][0] == "theo sổ, đã trả lại"
    assert sources[communes[50].full_name][0] == "theo sổ, chưa trả lời"
    page = signed_in(asked.reviewer).get(address).content.decode()
    assert page.count("theo sổ, đã trả lại") == 1
    told = {column.key: words for _text, column, words in sums_of(table)}
    assert told["cau-1"] == f"14/{COMMUNES}"
    assert table.gone == ()
    board = board_of(period, asked.province)
    # What came back has not come; what came again is in time as it was at first.
    assert board.share(-1) == (9, 14, COMMUNES)
    words = reminder(board)
    assert "đã nhận 14/102 báo cáo" in words
    assert "Còn 87 nơi" in words
    assert f"Đã sắp xếp lại, không gửi nữa: {communes[20].short_name}." in words
    assert "và 27 nơi khác" in words


def again(report, number):
    """Type another number into what was sent."""
    report.refresh_from_db()
    TypedValueFactory(report=report, column="cau-1", number=number)
    return report


def test_who_ended_by_the_last_day_is_said_to_be_asked_no_more():
    day = timezone.localdate() + timedelta(5)
    asked = Asked(ends_on=day, due_on=day)
    gone, beside = asked.communes[:2]
    new = asked.end(gone, day)
    SuccessionFactory(predecessor=gone, successor=beside, on=day)
    address = reverse("periodic:collected", args=[asked.period.uuid])
    page = signed_in(asked.reviewer).get(address).content.decode()
    assert f"{gone.full_name} đã kết thúc ngày" in page
    assert "Không phải trả lời nữa." in page
    assert f"Nơi chưa được hỏi: {new.full_name[0].lower()}{new.full_name[1:]}." in page
    assert "0/101 nơi đã trả lời." in page


def test_what_was_asked_is_kept_and_asked_again_with_nothing_of_the_first_answers():
    asked = Asked()
    asked.answers(asked.communes[0], 7)
    form = keep_form(by=asked.reviewer, form=asked.period.schedule.form)
    assert form in forms_for(asked.province)
    assert columns_in(latest(form)) == COLUMNS
    asked.period = asked.ask()
    table = collected(asked.period, asked.province, latest(asked.period.schedule.form))
    assert table.answered == frozenset()
    assert table.total.values["cau-1"].n is None

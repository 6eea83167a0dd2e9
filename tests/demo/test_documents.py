"""Real drafts of the demo, sent: a commune's month with late entries, a province's quarter, what was asked once.

Every number of the sentences, of Word, PDF and workbook and of the page is that of the frozen copy, on both maps.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from areas.kinds import Level
from areas.models import Area
from periodic.ad_hoc.actions import ask
from periodic.ad_hoc.rules import Question, columns_asked
from periodic.content import Content
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report, save_texts
from periodic.filing.queries.live import write
from periodic.models import Cutoff, Period, Schedule, Span, Submission, TypedValue
from periodic.periods.actions import make_schedule
from teams.activities.actions import log_activity
from teams.models import Team
from tests.demo.conftest import MAPS
from tests.periodic.documents import said
from tests.proving import sample_or_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEXTS = {"difficulties": "Còn thôn chưa có sóng 4G.", "proposals": "Thêm 2 buổi mỗi tháng."}


@pytest.fixture(params=MAPS)
def sent(request, demo):
    """Send one report of each kind by whoever reads English: the paper is in Vietnamese all the same."""
    demo(map=request.param)
    schedule = Schedule.unscoped.get(span=Span.MONTH)
    people = {one.username: one for one in User.unscoped.filter(username__in=["canbo", "tinh"])}
    with override("en"):
        return {
            "month": month(schedule, people["canbo"]),
            "quarter": quarter(schedule, people["tinh"]),
            "ad hoc": once(schedule, people["canbo"]),
        }


def month(schedule, by):
    """Send the month that is left, with a session that was written down late."""
    last, before = periods_over(schedule)[:2]
    team = Team.unscoped.inside(by.area.path).in_force(before.begins_on).first()
    log_activity(by=by, team=team, held_on=before.ends_on, title="Buổi ghi muộn", people=1234)
    report = open_report(by=by, period=last, area=by.area)
    type_in(report, "kinh-phi", by, number="1234567.25")
    save_texts(by=by, report=report, texts=TEXTS)
    return send(by=by, report=report, write=write)


def quarter(schedule, by):
    """Let the ministry ask for the quarter, and the province send it."""
    asked = make_schedule(
        by=by,
        area=schedule.area.parent,
        form=schedule.form,
        title="Báo cáo hoạt động tổ công nghệ số cộng đồng",
        span=Span.QUARTER,
        cutoff=Cutoff.FOURTEENTH,
        working_days=5,
        begins_on=timezone.localdate() - timedelta(days=200),
    )
    report = open_report(by=by, period=periods_over(asked)[0], area=schedule.area)
    return send(by=by, report=report, write=write)


def once(schedule, by):
    """Let the province ask for figures and for answers of their own, and the commune answer."""
    questions = [Question("Cửa hàng nhận tiền bằng mã QR"), Question("Nơi chưa có sóng", "text")]
    today = timezone.localdate()
    period = ask(
        by=by,
        area=schedule.area,
        title="Rà soát mã QR",
        columns=columns_asked(["ho", "ho-trong-so", "ho-dat", "luot"], questions),
        units=[by.area],
        begins_on=today - timedelta(days=40),
        ends_on=today - timedelta(days=1),
        due_on=today,
    )
    report = open_report(by=by, period=period, area=by.area)
    type_in(report, "cau-1", by, number="0.5")
    type_in(report, "cau-2", by, text="Thôn 3, thôn 4")
    return send(by=by, report=report, write=write)


def type_in(report, column, by, **value):
    TypedValue.unscoped.create(report=report, column=column, by=by, **value)


def periods_over(schedule):
    over = Period.unscoped.filter(schedule=schedule, ends_on__lt=timezone.localdate())
    return over.order_by("-ends_on")


def test_every_number_is_the_frozen_one_in_every_document_and_on_the_page(sent, client):
    client.force_login(User.unscoped.get(username="quantri"))
    for kind, copy in sent.items():
        compare(client, copy, kind)
    content = Content.of_data(sent["month"].content)
    assert content.previous is not None
    assert len(content.rows) > 1
    assert 1234 in [one.amount for one in content.late if one.column == "luot"]
    assert any("1.234 lượt" in words for words in content.sentences)
    has_districts = Area.unscoped.filter(level=Level.DISTRICT, closed_on=None).exists()
    assert len(content.above) == (3 if has_districts else 2)
    assert len(sent["quarter"].content["rows"]) > 1
    assert sent["quarter"].content["sentences"][0].startswith("Đến hết ngày ")


def test_what_the_demo_says_was_sent_is_in_every_document_too(demo, client):
    demo()
    client.force_login(User.unscoped.get(username="quantri"))
    copies = Submission.unscoped.order_by("-report__period__ends_on", "pk")
    for copy in copies[: sample_or_all(1, None)]:
        compare(client, copy, copy.pk)


def compare(client, copy, why):
    """Compare what each document of a copy says with what was frozen, and one with another."""
    copy = Submission.unscoped.select_related("report__period", "report__area").get(pk=copy.pk)
    content, expected = Content.of_data(copy.content), said.frozen(copy.content)
    place = [copy.report.period.uuid, copy.report.area.code, copy.number]
    files = {
        kind: client.get(reverse("periodic:copy_file", args=[*place, kind])).content
        for kind in ("word", "pdf", "excel")
    }
    text = client.get(reverse("periodic:copy", args=place)).content.decode()
    read = {
        "word": (said.said_by_word(files["word"], content), said.WORD),
        "book": (said.said_by_book(files["excel"], content), said.BOOK),
        "page": (said.said_by_page(text, content), said.PAGE),
    }
    for document, (numbers, places) in read.items():
        assert said.differences(expected, numbers, places) == set(), (why, document)
    assert said.said_by_pdf(files["pdf"]) == said.said_in_word(files["word"]), why

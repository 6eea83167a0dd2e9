from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from audit.models import AuditEntry
from periodic.brief import brief_of
from periodic.content import Content, Value, digest
from periodic.drafts.rules.values import FROM_TEXTS, repeated
from periodic.filing.actions.commenting import Said, comment, done
from periodic.filing.actions.deciding import (
    NotYours,
    Replaced,
    approve,
    approve_many,
    let_go,
    send_back,
)
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.redacting import Rewritten, redact
from periodic.filing.actions.sending import NoReason, NotOver, correct, send
from periodic.filing.actions.writing import Outdated, open_report, save_texts
from periodic.filing.rules.states import TABLE, Act, NotNow
from periodic.models import REPLACED, FormVersion, Report, State, Submission, frozen
from periodic.naming.rules import Named
from tests.factories import HouseholdFactory, ReopeningFactory, UserFactory, VillageFactory
from tests.periodic.filing.worlds import Asked, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return Asked.build()


def again(row):
    row.refresh_from_db()
    return row


def acts(asked, report):
    """How each act is done by whoever may do it."""
    copy = report.submissions.first()
    number = copy.number if copy else 1
    officer, reviewer = asked.officer, asked.reviewer
    return {
        Act.SAVE: lambda: save_texts(by=officer, report=report, texts={"results": "Đã làm tốt"}),
        Act.SEND: lambda: send(by=officer, report=report, write=written),
        Act.CORRECT: lambda: correct(by=officer, report=report, write=written, reason="Sót buổi"),
        Act.LET_GO: lambda: let_go(by=asked.colleague, report=report, number=number),
        Act.APPROVE: lambda: approve(by=reviewer, report=report, number=number),
        Act.RETURN: lambda: send_back(by=reviewer, report=report, number=number, why="Sai"),
        Act.COMMENT: lambda: comment(by=reviewer, report=report, remarks=[Said("Xem lại", "ho")]),
        Act.REDACT: lambda: redact(by=officer, report=report, texts={"results": "Đã"}),
    }


def brought_to(asked, state):
    report = asked.opened()
    save_texts(by=asked.officer, report=report, texts={"results": "Đã làm"})
    steps = {
        State.DRAFT: (),
        State.SENT: (Act.SEND,),
        State.RETURNED: (Act.SEND, Act.RETURN),
        State.APPROVED: (Act.SEND, Act.APPROVE),
    }[state]
    for act in steps:
        acts(asked, again(report))[act]()
    assert again(report).state == state
    return report


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", sorted(set(Act) - {Act.LET_GO}))
def test_every_act_in_every_state(asked, act, state):
    report = brought_to(asked, state)
    copies = report.submissions.count()
    if state in TABLE[act]:
        acts(asked, report)[act]()
        assert again(report).state == TABLE[act][state]
        return
    with pytest.raises(NotNow):
        acts(asked, report)[act]()
    assert again(report).state == state
    assert report.submissions.count() == copies


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", sorted(set(Act) - {Act.LET_GO}))
def test_nothing_of_a_locked_period_changes(asked, act, state):
    report = brought_to(asked, state)
    if act not in (act for act, row in TABLE.items() if state in row):
        return
    before = everything()
    asked.period.locked_at = timezone.now()
    asked.period.save()
    with pytest.raises(PeriodLocked):
        acts(asked, report)[act]()
    assert everything() == before
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(PeriodLocked):
        acts(asked, report)[act]()
    ReopeningFactory(period=asked.period, until=yesterday)
    ReopeningFactory(period=asked.period, area=asked.other, until=timezone.localdate())
    with pytest.raises(PeriodLocked):
        acts(asked, report)[act]()
    ReopeningFactory(period=asked.period, area=asked.commune, until=timezone.localdate())
    acts(asked, report)[act]()
    assert again(report).state == TABLE[act][state]


def everything():
    return [list(model.unscoped.order_by("pk").values()) for model in (Report, Submission)]


def test_a_report_is_opened_once_on_the_newest_form(asked):
    FormVersion.unscoped.create(form=asked.schedule.form, number=2, columns=[])
    report = asked.opened()
    assert (report.state, report.form_version.number) == (State.DRAFT, 2)
    assert open_report(by=asked.colleague, period=asked.period, area=asked.commune) == report
    assert AuditEntry.unscoped.about(report).count() == 1


def test_a_locked_period_opens_no_report(asked):
    asked.period.locked_at = timezone.now()
    asked.period.save()
    with pytest.raises(PeriodLocked):
        asked.opened()


def test_sending_freezes_what_the_draft_says(asked):
    report = asked.opened()
    save_texts(by=asked.officer, report=report, texts={"results": "Đã làm tốt"})
    copy = send(by=asked.officer, report=report, write=written)
    content = Content.of_data(again(copy).content)
    assert (content.total.values["ho"].n, content.texts) == (12, {"results": "Đã làm tốt"})
    assert copy.digest == digest(copy.content)
    assert (copy.number, copy.reason, copy.on_time, copy.decision) == (1, "", True, "")
    assert (copy.filled, copy.indicators, copy.unusual) == (3, 3, 0)
    assert content.known_at == copy.sent_at.isoformat()
    entry = AuditEntry.unscoped.about(report).first()
    assert (entry.verb, entry.place) == ("Gửi báo cáo", asked.commune.path)


def test_a_text_that_nobody_changed_writes_nothing(asked):
    report = asked.opened()
    save_texts(by=asked.officer, report=report, texts={"results": "Đã làm"})
    entries = AuditEntry.unscoped.count()
    save_texts(by=asked.officer, report=report, texts={"results": "Đã làm", "proposals": ""})
    assert AuditEntry.unscoped.count() == entries


def test_who_writes_on_an_older_page_is_told(asked):
    report = asked.opened()
    seen = report.version
    save_texts(by=asked.officer, report=report, texts={"results": "Một"}, version=seen)
    with pytest.raises(Outdated) as error:
        save_texts(by=asked.colleague, report=report, texts={"results": "Hai"}, version=seen)
    assert error.value.current.texts == {"results": "Một"}


def test_a_second_sender_finds_the_first_ones_copy(asked):
    report = asked.sent()
    with pytest.raises(NotNow):
        send(by=asked.colleague, report=report, write=written)
    assert report.submissions.count() == 1


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (-1, False)])
def test_the_last_second_of_the_due_day_is_in_time(asked, days, in_time, monkeypatch):
    asked.period.due_on = timezone.localdate() + timedelta(days=days)
    asked.period.save()
    last = timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999_999)
    moments = iter([last, last + timedelta(seconds=3)])
    report = asked.opened()
    monkeypatch.setattr("periodic.filing.actions.sending.timezone.now", lambda: next(moments, last))
    copy = send(by=asked.officer, report=report, write=written)
    assert copy.on_time is in_time
    assert copy.sent_at == last + timedelta(seconds=3)


def test_approving_is_for_another_of_the_level_above(asked):
    report = asked.sent()
    asked.officer.role = Role.REVIEWER
    asked.officer.save()
    strangers = [
        asked.officer,
        asked.colleague,
        asked.country_reviewer,
        UserFactory(area=asked.other, role=Role.REVIEWER),
        UserFactory(area=asked.schedule.area, role=Role.COMMITTEE),
    ]
    for person in strangers:
        with pytest.raises(NotYours):
            approve(by=person, report=report, number=1)
        with pytest.raises(NotYours):
            send_back(by=person, report=report, number=1, why="Sai")
    copy = approve(by=asked.reviewer, report=report, number=1)
    assert (copy.decision, copy.decided_by, again(report).state) == (
        State.APPROVED,
        asked.reviewer,
        State.APPROVED,
    )
    notice = Notice.unscoped.get()
    assert (notice.to, notice.kind, notice.ref) == (asked.officer, "report_ok", str(report.uuid))


def test_where_nobody_decides_the_level_above_does(asked):
    report = asked.sent()
    asked.reviewer.role = Role.COMMITTEE
    asked.reviewer.save()
    approve(by=asked.country_reviewer, report=report, number=1)
    assert again(report).state == State.APPROVED


def test_the_database_refuses_its_author_as_approver(asked):
    copy = asked.sent().submissions.get()
    copy.decision, copy.decided_by, copy.decided_at = "approved", asked.officer, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    copy = again(copy)
    copy.within_by, copy.within_at = asked.officer, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_copy_that_was_replaced_meanwhile_is_not_approved(asked):
    report = asked.sent()
    correct(by=asked.officer, report=report, write=written, reason="Sót buổi")
    with pytest.raises(Replaced):
        approve(by=asked.reviewer, report=report, number=1)
    first, second = report.submissions.order_by("number")
    assert (first.decision, first.decided_by) == (REPLACED, asked.officer)
    assert (second.number, second.reason, second.decision) == (2, "Sót buổi", "")


def test_what_came_back_is_sent_again_as_another_copy(asked):
    report = brought_to(asked, State.RETURNED)
    notice = Notice.unscoped.get()
    assert (notice.to, notice.kind, notice.by) == (asked.officer, "report_back", asked.reviewer)
    copy = send(by=asked.officer, report=report, write=written)
    assert (copy.number, copy.reason) == (2, "Sửa theo ý kiến của nơi nhận")
    assert [one.decision for one in report.submissions.order_by("number")] == ["returned", ""]


def test_nothing_is_sent_before_the_period_is_over(asked):
    report = asked.opened()
    asked.period.ends_on = asked.period.due_on = timezone.localdate() + timedelta(days=1)
    asked.period.save()
    with pytest.raises(NotOver):
        send(by=asked.officer, report=report, write=written)
    assert not report.submissions.exists()


def test_reasons_are_asked_for(asked):
    report = asked.sent()
    with pytest.raises(NoReason):
        send_back(by=asked.reviewer, report=report, number=1, why="")
    with pytest.raises(NoReason):
        correct(by=asked.officer, report=report, write=written, reason="")


def test_a_correction_after_the_level_above_has_sent_tells_it(asked):
    report = brought_to(asked, State.APPROVED)
    theirs = open_report(by=asked.reviewer, period=asked.period, area=asked.schedule.area)
    Notice.unscoped.all().delete()
    correct(by=asked.officer, report=report, write=written, reason="Sót buổi")
    assert not Notice.unscoped.exists()
    send(by=asked.reviewer, report=theirs, write=written)
    frozen = theirs.submissions.get().content
    correct(by=asked.officer, report=again(report), write=written, reason="Sót nữa")
    assert [(one.to, one.kind) for one in Notice.unscoped.all()] == [(asked.reviewer, "report_new")]
    assert theirs.submissions.get().content == frozen


def test_within_a_commune_another_lets_it_go_up_first():
    asked = Asked.build(approved_within=True)
    report = asked.sent()
    with pytest.raises(NotYours):
        approve(by=asked.reviewer, report=report, number=1)
    with pytest.raises(NotYours):
        let_go(by=asked.officer, report=report, number=1)
    with pytest.raises(NotYours):
        let_go(by=asked.reviewer, report=report, number=1)
    let_go(by=asked.colleague, report=report, number=1)
    with pytest.raises(NotYours):
        let_go(by=asked.colleague, report=report, number=1)
    approve(by=asked.reviewer, report=report, number=1)
    assert again(report).state == State.APPROVED


def test_within_a_commune_it_may_come_back_at_once():
    asked = Asked.build(approved_within=True)
    report = asked.sent()
    send_back(by=asked.colleague, report=report, number=1, why="Thiếu buổi")
    assert again(report).state == State.RETURNED


def test_nobody_lets_go_what_need_not_wait(asked):
    with pytest.raises(NotYours):
        let_go(by=asked.colleague, report=asked.sent(), number=1)


def test_many_are_approved_and_what_changed_meanwhile_is_left(asked):
    report = asked.sent()
    officer = UserFactory(area=asked.other)
    second = open_report(by=officer, period=asked.period, area=asked.other)
    send(by=officer, report=second, write=written)
    correct(by=officer, report=second, write=written, reason="Sót")
    done_, left = approve_many(by=asked.reviewer, seen={report: 1, second: 1})
    assert (done_, left) == (1, [second])
    assert [again(report).state, again(second).state] == ["approved", "sent"]


def test_a_comment_that_is_sent_twice_is_said_once(asked):
    report = asked.sent()
    said = [Said("Xem lại", "ho"), Said("Ghi thêm nguồn")]
    assert len(comment(by=asked.reviewer, report=report, remarks=said)) == 2
    assert comment(by=asked.reviewer, report=report, remarks=said) == []
    (more,) = comment(by=asked.reviewer, report=report, remarks=[*said, Said("Xem lại", "to")])
    assert (more.column, report.comments.count()) == ("to", 3)
    # What is done may be said again.
    done(by=asked.officer, comment=report.comments.get(column="ho"))
    assert len(comment(by=asked.reviewer, report=report, remarks=said)) == 1


def test_a_comment_is_a_task_until_it_is_done(asked):
    report = asked.sent()
    (said,) = comment(by=asked.reviewer, report=report, remarks=[Said("Xem lại", "ho")])
    assert Notice.unscoped.get().kind == "report_said"
    done(by=asked.officer, comment=said)
    first = again(said).done_at
    done(by=asked.colleague, comment=said)
    assert (again(said).done_by, said.done_at) == (asked.officer, first)


def test_no_text_of_a_report_names_a_resident(asked):
    village = VillageFactory(parent=asked.commune)
    HouseholdFactory(village=village, head_name="Nguyễn Văn Đảo")
    elsewhere = VillageFactory(parent=asked.other)
    HouseholdFactory(village=elsewhere, head_name="Phan Thị Lụa")
    report, words = asked.opened(), "Khen ông Nguyễn Văn Đảo"
    with pytest.raises(Named) as error:
        save_texts(by=asked.officer, report=report, texts={"results": "Tốt", "proposals": words})
    assert error.value.keys == ["proposals"]
    save_texts(by=asked.officer, report=report, texts={"results": "Khen bà Phan Thị Lụa"})
    send(by=asked.officer, report=report, write=written)
    for act in (
        lambda: comment(by=asked.reviewer, report=report, remarks=[Said(words)]),
        lambda: send_back(by=asked.reviewer, report=report, number=1, why=words),
        lambda: correct(by=asked.officer, report=report, write=written, reason=words),
    ):
        with pytest.raises(Named):
            act()
    theirs = open_report(by=asked.reviewer, period=asked.period, area=asked.schedule.area)
    with pytest.raises(Named):
        save_texts(by=asked.reviewer, report=theirs, texts={"results": "Bà Phan Thị Lụa dạy"})


def test_a_name_that_came_later_keeps_a_report_from_being_sent(asked):
    report = asked.opened()
    save_texts(by=asked.officer, report=report, texts={"results": "Khen ông Nguyễn Văn Đảo"})
    village = VillageFactory(parent=asked.commune)
    HouseholdFactory(village=village, head_name="Nguyễn Văn Đảo")
    with pytest.raises(Named):
        send(by=asked.officer, report=report, write=written)
    assert not report.submissions.exists()


def test_a_name_is_cut_out_of_every_copy(asked):
    report = asked.opened()
    words = {"results": "Khen ông Nguyễn Văn Đảo", "proposals": "Thêm máy"}
    save_texts(by=asked.officer, report=report, texts=words)
    send(by=asked.officer, report=report, write=written)
    approve(by=asked.reviewer, report=report, number=1)
    sent = report.submissions.get()
    copy = redact(by=asked.officer, report=report, texts={"results": "Khen một hộ"})
    old = again(sent)
    assert old.content["texts"] == {"results": "Khen một hộ", "proposals": "Thêm máy"}
    assert old.redacted_at
    assert old.content["total"] == copy.content["total"]
    assert (old.digest, digest(copy.content)) == (sent.digest, copy.digest)
    assert (copy.number, copy.decision, copy.decided_by) == (2, "approved", asked.reviewer)
    assert (copy.sent_by, copy.sent_at) == (asked.officer, old.sent_at)
    assert again(report).state == State.APPROVED
    assert report.texts["results"] == "Khen một hộ"
    with pytest.raises(NoReason):
        redact(by=asked.officer, report=report, texts={"results": "Khen một hộ"})


def _with_remarks(report, moment, by):
    """Our form of the month has a column that repeats the remarks."""
    said = written(report, moment, by)
    values = said.total.values | {"kho-khan": Value(text=repeated(report.texts)["kho-khan"])}
    return replace(said, total=replace(said.total, values=values))


@pytest.mark.usefixtures("frozen_copies")
def test_a_name_is_cut_out_of_the_column_that_repeats_the_remarks(asked):
    report = asked.opened()
    words = {"difficulties": "Ông Nguyễn Văn Đảo chưa có máy", "proposals": "Thêm máy"}
    save_texts(by=asked.officer, report=report, texts=words)
    send(by=asked.officer, report=report, write=_with_remarks)
    redact(by=asked.officer, report=report, texts={"difficulties": "Ông chưa có máy"})
    for copy in report.submissions.all():
        assert "Đảo" not in f"{copy.content} {copy.brief}"
        assert copy.content["total"]["values"]["kho-khan"]["text"] == "Ông chưa có máy; Thêm máy"
        assert copy.brief == brief_of(copy.content)
    # Nothing else of the whole changes, even so.
    figures = {**copy.content, "total": {**copy.content["total"], "name": "khác"}}
    rows = Submission.unscoped.filter(pk=copy.pk)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(content=figures, redacted_at=timezone.now())
    repeats = [part[2] for part in frozen.CUT["content"] if part[0] == "total"]
    assert repeats == list(FROM_TEXTS)


def test_what_was_approved_is_shortened_and_never_rewritten(asked):
    report = brought_to(asked, State.APPROVED)
    for words in ("Đã làm thêm 9 buổi", "Làm đã"):
        with pytest.raises(Rewritten):
            redact(by=asked.officer, report=again(report), texts={"results": words})
    assert [one.content["texts"] for one in report.submissions.all()] == [{"results": "Đã làm"}]


@pytest.mark.usefixtures("frozen_copies")
def test_the_database_refuses_to_change_what_was_sent(asked):
    report = asked.sent()
    approve(by=asked.reviewer, report=report, number=1)
    copy = report.submissions.get()
    moment = timezone.now() - timedelta(days=9)
    texts = {**copy.content, "texts": {"results": "khác"}}
    figures = {**copy.content, "total": {}}
    for facts in (
        {"content": figures},
        {"content": texts},
        {"content": figures, "redacted_at": moment},
        {"digest": "1" * 64},
        {"reason": "khác"},
        {"sent_at": moment},
        {"sent_by": asked.colleague},
        {"on_time": False},
        {"number": 7},
        {"decision": "returned", "decided_why": "x"},
        {"decided_at": moment},
        {"decided_by": asked.country_reviewer},
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Submission.unscoped.filter(pk=copy.pk).update(**facts)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        copy.delete()
    Submission.unscoped.filter(pk=copy.pk).update(content=texts, redacted_at=moment)
    assert again(copy).content["texts"] == {"results": "khác"}


@pytest.mark.usefixtures("frozen_copies")
def test_a_whole_life_passes_the_guard(asked):
    report = brought_to(asked, State.RETURNED)
    send(by=asked.officer, report=again(report), write=written)
    correct(by=asked.officer, report=again(report), write=written, reason="Sót buổi")
    approve(by=asked.reviewer, report=again(report), number=3)
    redact(by=asked.officer, report=again(report), texts={"results": "Đã"})
    correct(by=asked.officer, report=again(report), write=written, reason="Sót nữa")
    decisions = [one.decision for one in report.submissions.order_by("number")]
    assert decisions == ["returned", "replaced", "approved", "approved", ""]

"""Whatever is posted, in whatever state, by whom, to a page or to admin: a report goes where the table says, or nowhere."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periodic.filing.actions.commenting import Said, comment
from periodic.filing.actions.deciding import approve, send_back
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import save_texts
from periodic.filing.rules.states import TABLE, Act
from periodic.models import Comment, Report, State, Submission, TypedValue
from tests.factories import CommuneFactory, ReopeningFactory, UserFactory
from tests.pages import signed_in
from tests.periodic.filing.worlds import LONG_AGO, Asked, written

pytestmark = pytest.mark.django_db
TEXT = {"results": "Đã làm"}


@pytest.fixture(autouse=True)
def drafts(monkeypatch):
    monkeypatch.setattr("periodic.filing.queries.live.content_of", lambda r, m: written(r, m, None))
    monkeypatch.setattr("periodic.filing.views.copies.write", written)
    monkeypatch.setattr("periodic.writing.views.reports.write", written)


def brought_to(asked, state):
    report = asked.opened()
    save_texts(by=asked.officer, report=report, texts=TEXT)
    if state != State.DRAFT:
        send(by=asked.officer, report=report, write=written)
        comment(by=asked.reviewer, report=report, remarks=[Said("Xem lại", "ho")])
    if state == State.RETURNED:
        send_back(by=asked.reviewer, report=report, number=1, why="Sai")
    if state == State.APPROVED:
        approve(by=asked.reviewer, report=report, number=1)
    return Report.unscoped.get()


def posts(asked, report):
    """Every post that writes into a report, as whoever may do it sends it: by the act, its address, data and sender."""
    key, number = report.uuid, max(report.submissions.count(), 1)
    page = "report", (asked.period.uuid, asked.commune.code)
    typed = {"version": report.version, "results": "Đã làm tốt"}
    return [
        (Act.SAVE, *page, typed, asked.officer),
        (Act.SEND, *page, {**typed, "gui": "1"}, asked.officer),
        (Act.SEND, "send", (key,), {}, asked.officer),
        (Act.CORRECT, "correct", (key,), {"reason": "Sót buổi"}, asked.officer),
        (Act.APPROVE, "approve", (key, number), {}, asked.reviewer),
        (Act.RETURN, "send_back", (key, number), {"why": "Sai"}, asked.reviewer),
        (Act.COMMENT, "comment", (key,), {"y-kien-1": "Xem lại"}, asked.reviewer),
        (Act.REDACT, "redact", (key,), {"results": "Đã"}, asked.officer),
    ]


def facts():
    """All that is kept of reports, but the moment at which somebody signed in."""
    models = (Report, Submission, TypedValue, Comment)
    return [list(model.unscoped.order_by("pk").values()) for model in models]


def pressed(name, args, data, user):
    """Post once, say what is kept of reports afterwards, and take it back."""
    with transaction.atomic():
        answer = signed_in(user).post(reverse(f"periodic:{name}", args=args), data)
        found = answer.status_code, Report.unscoped.get().state, facts()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("state", State)
def test_a_post_in_any_state_leads_where_the_table_says_or_nowhere(state):
    asked = Asked.build()
    report, before = brought_to(asked, state), facts()
    for act, name, args, data, user in posts(asked, report):
        _status, after, kept = pressed(name, args, data, user)
        if state in TABLE[act]:
            assert (after, kept != before) == (TABLE[act][state], True), (act, name)
        else:
            # What was written on the page is kept, and it is not sent again.
            assert after == state, (act, name)
            assert name == "report" or kept == before, (act, name)
            assert len(kept[1]) == len(before[1]), (act, name)


@pytest.mark.parametrize("state", State)
def test_no_post_changes_a_report_of_a_locked_period(state):
    asked = Asked.build()
    report = brought_to(asked, state)
    asked.period.locked_at = timezone.now()
    asked.period.save()
    # Open for another unit, and until yesterday for this one.
    yesterday = timezone.localdate() - timedelta(days=1)
    ReopeningFactory(period=asked.period, area=asked.other, until=timezone.localdate())
    ReopeningFactory(period=asked.period, area=asked.commune, until=yesterday)
    before, every = facts(), posts(asked, report)
    if said := report.comments.first():
        every.append((None, "comment_done", (said.uuid,), {}, asked.officer))
    for act, name, args, data, user in every:
        status, after, kept = pressed(name, args, data, user)
        assert (after, kept) == (state, before), (act, name)
        assert status in {200, 302, 404}, (act, name)


def test_a_code_that_another_unit_had_before_leads_to_whoever_is_asked():
    asked = Asked.build()
    last, province = asked.period.ends_on, asked.schedule.area
    CommuneFactory(parent=province, code=asked.commune.code, closed_on=last, opened_on=LONG_AGO)
    CommuneFactory(parent=province, code=asked.commune.code, opened_on=last + timedelta(days=1))
    page = reverse("periodic:report", args=[asked.period.uuid, asked.commune.code])
    for user in (asked.officer, asked.reviewer, asked.country_reviewer):
        assert asked.commune.full_name in signed_in(user).get(page).content.decode()
    signed_in(asked.officer).post(page, {"version": 0, "gui": "1"})
    assert Submission.unscoped.get().report.area == asked.commune


def test_whoever_sent_decides_on_nothing_of_it_wherever_they_stand_later():
    asked = Asked.build()
    asked.schedule.approved_within = True
    asked.schedule.save()
    report = asked.sent()
    key, before = report.uuid, facts()
    every = [
        ("pass_on", (key, 1), {}),
        ("approve", (key, 1), {}),
        ("send_back", (key, 1), {"why": "Sai"}),
        ("comment", (key,), {"y-kien-1": "Xem lại"}),
    ]
    province = asked.schedule.area
    places = [(asked.commune, Role.OFFICER), (asked.commune, Role.REVIEWER)]
    places += [(province, Role.REVIEWER), (province.parent, Role.REVIEWER)]
    for within in (True, False):
        asked.schedule.approved_within = within
        asked.schedule.save()
        for area, role in places:
            asked.officer.area, asked.officer.role = area, role
            asked.officer.save()
            for name, args, data in every:
                _status, after, kept = pressed(name, args, data, asked.officer)
                assert (after, kept) == (State.SENT, before), (name, area.level, role)
    # What was refused is not refused to all: another one of the province approves.
    assert pressed("approve", (key, 1), {}, asked.reviewer)[1] == State.APPROVED


def test_admin_writes_nothing_of_reports_whatever_is_posted():
    asked = Asked.build()
    report = brought_to(asked, State.SENT)
    TypedValue.unscoped.create(report=report, column="kinh-phi", number=5, by=asked.officer)
    ReopeningFactory(period=asked.period)
    country = asked.country_reviewer.area
    admin = signed_in(UserFactory(area=country, role=Role.ADMINISTRATOR))
    models = [
        one for one in apps.get_app_config("periodic").get_models() if not one._meta.auto_created
    ]
    kept = {model: list(model.unscoped.order_by("pk").values()) for model in models}
    posted = 0
    for model, rows in kept.items():
        base = f"admin:periodic_{model._meta.model_name}"
        filled = {key: str(value) for row in rows[:1] for key, value in row.items()}
        filled |= {"state": "approved", "decision": "approved", "content": "{}", "locked_at": ""}
        listed = reverse(f"{base}_changelist")
        posted += sum(
            admin.post(address, data).status_code in {302, 403, 404, 405}
            for address, data in [
                (reverse(f"{base}_add"), filled),
                *((reverse(f"{base}_change", args=[row["id"]]), filled) for row in rows),
                *((reverse(f"{base}_delete", args=[row["id"]]), {"post": "yes"}) for row in rows),
                (listed, {"action": "delete_selected", "_selected_action": [1, 2], "post": "yes"}),
            ]
        )
        assert admin.get(listed).status_code == 200, model
    assert {one: list(one.unscoped.order_by("pk").values()) for one in models} == kept
    assert posted > len(models) * 2

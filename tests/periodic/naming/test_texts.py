"""Every free text that a report or a request keeps is compared with the names of residents before it is written."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from accounts.roles import Role
from periodic.ad_hoc.actions import ask, save_draft, take_back
from periodic.ad_hoc.rules import Question, columns_asked
from periodic.catalogue.actions import make_form, new_version
from periodic.filing.actions.commenting import Said, comment
from periodic.filing.actions.deciding import send_back
from periodic.filing.actions.sending import correct
from periodic.filing.actions.writing import save_texts
from periodic.later.actions import ask_later, decline
from periodic.models import (
    Comment,
    Cutoff,
    Extension,
    Form,
    FormVersion,
    Period,
    PublishedFigure,
    Reopening,
    Report,
    RequestDraft,
    Schedule,
    Span,
    Submission,
    TypedValue,
)
from periodic.naming.rules import Named
from periodic.periods.actions import make_schedule, reopen_period
from periodic.published.actions import enter_figure, withdraw_figure
from periodic.writing.actions import Refused, Typed, type_values
from tests.factories import (
    HouseholdFactory,
    PeriodFactory,
    PublishedFigureFactory,
    UserFactory,
    VillageFactory,
)
from tests.periodic.filing.worlds import CONTENT, Asked, written

NAME = "Nguyễn Văn Đảo"
WORDS = f"Theo lời ông {NAME}"
# No free text: keys, check codes, and what a source and its address are called.
NO_FREE_TEXT = {
    *("Form.key", "FormVersion.number", "TypedValue.column", "Comment.column"),
    # What is kept for the level above is made of `Submission.content`.
    *("Submission.digest", "Submission.brief", "WordTemplate.digest"),
    *(f"PublishedFigure.{name}" for name in ("figure", "about", "unit", "source", "link")),
}


def _schedule(asked, **said):
    form, area = asked.schedule.form, asked.schedule.area
    said = {"title": "Tháng", "span": Span.MONTH, "cutoff": Cutoff.CALENDAR, **said}
    today = timezone.localdate()
    make_schedule(by=asked.reviewer, area=area, form=form, begins_on=today, **said)


def _form(asked, name="Tháng", words="Số máy tính"):
    columns = columns_asked([], [Question(words)])
    make_form(by=asked.reviewer, area=asked.schedule.area, name=name, columns=columns)


def _ask(asked, **said):
    day = timezone.localdate()
    facts = {"title": "Năm", "words": "Số máy tính", "document": "", **said}
    ask(
        by=asked.reviewer,
        area=asked.schedule.area,
        title=facts["title"],
        document=facts["document"],
        columns=columns_asked(["ho"], [Question(facts["words"])]),
        units=[asked.commune],
        begins_on=day,
        ends_on=day,
        due_on=day,
    )


def _reopen(asked, area=None):
    period = PeriodFactory(schedule=asked.schedule, locked_at=timezone.now())
    day = timezone.localdate() + timedelta(days=1)
    reopen_period(by=asked.reviewer, period=period, until=day, reason=WORDS, area=area)


def _take_back(asked):
    Schedule.unscoped.update(span=Span.FREE)
    take_back(by=asked.reviewer, period=asked.period, reason=WORDS)


def _draft(asked, **said):
    save_draft(by=asked.reviewer, area=asked.schedule.area, uuid=uuid4(), said=said)


def _later(asked, reason="Mất điện"):
    Schedule.unscoped.update(span=Span.FREE)
    day = asked.period.due_on + timedelta(days=1)
    facts = {"period": Period.unscoped.get(pk=asked.period.pk), "area": asked.commune}
    return ask_later(by=asked.officer, wanted=day, reason=reason, **facts)


def _type(asked, **said):
    cells = {(None, "kinh-phi"): Typed(**said)}
    type_values(by=asked.officer, report=asked.opened(), cells=cells, content=CONTENT)


def _publish(asked, **said):
    figure = PublishedFigureFactory.build(area=asked.commune)
    names = ("day", "name", "value", "unit", "source", "link")
    facts = {name: getattr(figure, name) for name in names}
    enter_figure(by=asked.reviewer, area=asked.commune, **{**facts, **said})


def _columns(asked):
    columns = columns_asked([], [Question(WORDS)])
    new_version(by=asked.reviewer, form=asked.schedule.form, columns=columns)


# By the column that would keep the name, every way in which a person writes it.
WRITES = {
    "Form.name": [lambda asked: _form(asked, name=WORDS)],
    "FormVersion.columns": [
        lambda asked: _form(asked, words=WORDS),
        _columns,
        lambda asked: _ask(asked, words=WORDS),
    ],
    "Schedule.title": [
        lambda asked: _schedule(asked, title=WORDS),
        lambda asked: _ask(asked, title=WORDS),
    ],
    "Schedule.document": [
        lambda asked: _schedule(asked, document=WORDS),
        lambda asked: _ask(asked, document=WORDS),
    ],
    "Schedule.withdrawn_why": [_take_back],
    "RequestDraft.title": [lambda asked: _draft(asked, title=[WORDS])],
    "RequestDraft.said": [lambda asked: _draft(asked, **{"cau-1": ["Số máy", WORDS]})],
    "Reopening.reason": [_reopen, lambda asked: _reopen(asked, asked.commune)],
    "Extension.reason": [lambda asked: _later(asked, reason=WORDS)],
    "Extension.decided_why": [
        lambda asked: decline(by=asked.reviewer, extension=_later(asked), why=WORDS)
    ],
    "Report.texts": [
        lambda asked: save_texts(by=asked.officer, report=asked.opened(), texts={"results": WORDS})
    ],
    # What stands in a copy was compared as it was written, and is once more as it is sent.
    "Submission.content": [
        lambda asked: correct(
            by=asked.officer, report=_named_later(asked), write=written, reason="Sót"
        )
    ],
    "Submission.reason": [
        lambda asked: correct(by=asked.officer, report=asked.sent(), write=written, reason=WORDS)
    ],
    "Submission.decided_why": [
        lambda asked: send_back(by=asked.reviewer, report=asked.sent(), number=1, why=WORDS)
    ],
    "TypedValue.text": [lambda asked: _type(asked, text=WORDS)],
    "TypedValue.evidence": [lambda asked: _type(asked, evidence=WORDS)],
    "Comment.text": [
        lambda asked: comment(by=asked.reviewer, report=asked.sent(), remarks=[Said(WORDS)])
    ],
    "PublishedFigure.name": [lambda asked: _publish(asked, name=WORDS)],
    "PublishedFigure.note": [lambda asked: _publish(asked, note=WORDS)],
    "PublishedFigure.withdrawn_why": [
        lambda asked: withdraw_figure(
            by=asked.reviewer, figure=PublishedFigureFactory(area=asked.commune), why=WORDS
        )
    ],
}


def _named_later(asked):
    report = asked.sent()
    Report.unscoped.filter(pk=report.pk).update(texts={"results": WORDS})
    return report


def test_every_text_of_the_models_is_compared_or_none_of_people():
    """A new column of text fails here until it is compared."""
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("periodic").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
    }
    assert found == {*WRITES, *(NO_FREE_TEXT & found)}
    assert not set(WRITES) & NO_FREE_TEXT


@pytest.mark.django_db
def test_a_name_is_refused_wherever_it_is_written():
    asked = Asked.build()
    asked.reviewer = UserFactory(area=asked.schedule.area, role=Role.REVIEWER)
    HouseholdFactory(village=VillageFactory(parent=asked.commune), head_name=NAME)
    for column, ways in WRITES.items():
        for way in ways:
            # Whatever else it did is undone.
            with transaction.atomic():
                with pytest.raises((Named, Refused)) as error:
                    way(asked)
                # A cell says so beside itself.
                cells = getattr(error.value, "why", {}).values()
                assert all("họ tên một người dân" in words for words in cells), column
                assert not _told(NAME), column
                transaction.set_rollback(True)
    with transaction.atomic():
        _reopen(asked, asked.other)
        assert _told(NAME)


def _told(name):
    """Return the rows that say a name, but for the report that a test wrote it into."""
    kept = (
        Extension,
        RequestDraft,
        Form,
        FormVersion,
        Schedule,
        Reopening,
        Submission,
        TypedValue,
        Comment,
    )
    rows = (row for model in (*kept, PublishedFigure) for row in model.unscoped.all())
    return [row for row in rows if name in str(vars(row))]

"""Units are asked for something once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from areas.reorganising import restyle
from audit.models import AuditEntry
from periodic.ad_hoc.actions import AsksNobody, ask, keep_form
from periodic.ad_hoc.rules import Question, columns_asked
from periodic.catalogue.queries import forms_for
from periodic.models import Form, Period, Schedule
from periodic.periods.actions import NotBelow
from periodic.periods.queries import units_asked
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    PlacementFactory,
    ProvinceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    return ProvinceFactory(parent=CountryFactory())


@pytest.fixture
def reviewer(province):
    return UserFactory(area=province, role=Role.REVIEWER)


def asked(by, units, **said):
    today = timezone.localdate()
    return ask(
        **{
            "by": by,
            "area": by.area,
            "title": "Tổng kết năm",
            "columns": columns_asked(["ho"], [Question("Số máy tính")]),
            "units": units,
            "begins_on": today.replace(month=1, day=1),
            "ends_on": today,
            "due_on": today + timedelta(days=9),
            **said,
        }
    )


def test_only_the_units_that_were_chosen_are_asked_until_the_day_that_was_set(province, reviewer):
    one, _other = CommuneFactory(parent=province), CommuneFactory(parent=province)
    period = asked(reviewer, [one], document="Công văn 2214")
    assert list(units_asked(period)) == [one]
    assert period.due_on == timezone.localdate() + timedelta(days=9)
    assert period.schedule.document == "Công văn 2214"
    assert AuditEntry.unscoped.filter(verb="Lập lịch báo cáo").count() == 1


def test_officers_of_the_units_are_told_and_nobody_else(province, reviewer):
    one, other = CommuneFactory(parent=province), CommuneFactory(parent=province)
    officer, _stranger = UserFactory(area=one), UserFactory(area=other)
    period = asked(reviewer, [one])
    told = Notice.unscoped.filter(kind=Notice.Kind.REPORT_ASKED)
    assert [(row.to_id, row.ref) for row in told] == [(officer.pk, str(period.uuid))]


def test_a_unit_that_was_not_there_on_the_last_day_is_neither_asked_nor_told(province, reviewer):
    day = timezone.localdate() - timedelta(days=10)
    there = CommuneFactory(parent=province, opened_on=day)
    later = CommuneFactory(parent=province, opened_on=day + timedelta(days=1))
    officer, _late = UserFactory(area=there), UserFactory(area=later)
    days = {"begins_on": day, "ends_on": day}
    period = asked(reviewer, [there, later], **days)
    assert list(period.schedule.chosen.all()) == list(units_asked(period)) == [there]
    told = Notice.unscoped.filter(kind=Notice.Kind.REPORT_ASKED)
    assert [row.to_id for row in told] == [officer.pk]
    with pytest.raises(AsksNobody):
        asked(reviewer, [later], **days)


def test_a_unit_that_came_from_elsewhere_since_is_neither_asked_nor_told(province, reviewer):
    """It would be told of what it cannot open."""
    today = timezone.localdate()
    beside = ProvinceFactory(parent=province.parent)
    there, came = CommuneFactory(parent=province), CommuneFactory(parent=beside)
    PlacementFactory(area=came, valid_from=came.opened_on)
    restyle(came, kind=came.kind, name=came.name, parent=province, on=today, document="")
    officer, _late = UserFactory(area=there), UserFactory(area=came)
    days = {"begins_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1)}
    period = asked(reviewer, [there, came], **days)
    assert list(period.schedule.chosen.all()) == list(units_asked(period)) == [there]
    told = Notice.unscoped.filter(kind=Notice.Kind.REPORT_ASKED)
    assert [row.to_id for row in told] == [officer.pk]
    with pytest.raises(AsksNobody):
        asked(reviewer, [came], **days)


def test_the_same_form_sent_twice_asks_once(province, reviewer):
    one, key = CommuneFactory(parent=province), uuid4()
    assert asked(reviewer, [one], uuid=key) == asked(reviewer, [one], uuid=key)
    assert Period.unscoped.count() == Schedule.unscoped.count() == Form.unscoped.count() == 1


def test_a_request_to_nobody_or_to_a_stranger_is_refused_whole(province, reviewer):
    elsewhere = CommuneFactory(parent=ProvinceFactory(parent=province.parent))
    for units, error in (([], AsksNobody), ([elsewhere], NotBelow)):
        with pytest.raises(error):
            asked(reviewer, units)
    assert not Form.unscoped.exists()


def test_its_form_is_offered_once_it_was_kept(province, reviewer):
    period = asked(reviewer, [CommuneFactory(parent=province)])
    form = period.schedule.form
    assert form not in forms_for(province)
    for _twice in range(2):
        keep_form(by=reviewer, form=form)
    assert form in forms_for(province)
    assert AuditEntry.unscoped.filter(verb="Giữ làm biểu mẫu").count() == 1

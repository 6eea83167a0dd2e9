"""What raw posts, colleagues who wait, and names that come later must not do to a report."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periodic.ad_hoc.queries import collected
from periodic.content import Value
from periodic.drafts.queries.below import sent_below
from periodic.filing.actions.commenting import NotYours, Said, comment
from periodic.filing.actions.deciding import let_go
from periodic.filing.actions.sending import send
from periodic.filing.queries.board import board_of
from periodic.filing.queries.due import due_of, late_communes
from periodic.filing.rules.words import share_of
from periodic.models import Submission, TypedValue
from periodic.naming.rules import Named
from periodic.periods.queries import readable, units_asked
from periodic.writing.queries.periods import lines_of
from tests.factories import (
    CommentFactory,
    CommuneFactory,
    CountryFactory,
    DistrictFactory,
    FormVersionFactory,
    HouseholdFactory,
    PeriodFactory,
    ProvinceFactory,
    ReopeningFactory,
    ReportFactory,
    ScheduleFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in
from tests.periodic.filing.worlds import Asked, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return Asked.build()


def test_pressed_before_the_period_is_over_it_is_said_so(asked):
    day = timezone.localdate() + timedelta(days=1)
    asked.period.ends_on = asked.period.due_on = day
    asked.period.save()
    address = reverse("periodic:report", args=[asked.period.uuid, asked.commune.code])
    page = signed_in(asked.officer).post(address, {"version": "1", "gui": "1"}).content.decode()
    assert "Kỳ chưa hết, chưa gửi được." in page
    assert not Submission.unscoped.exists()


@pytest.mark.parametrize("field", ["text", "evidence"])
def test_a_name_typed_into_a_cell_that_came_later_keeps_it_from_being_sent(asked, field):
    report, words = asked.opened(), "Sổ của ông Nguyễn Văn Đảo"
    TypedValue.unscoped.create(report=report, column="kinh-phi", **{field: words})
    HouseholdFactory(village=VillageFactory(parent=asked.commune), head_name="Nguyễn Văn Đảo")
    with pytest.raises(Named) as error:
        send(by=asked.officer, report=report, write=written)
    assert error.value.keys == ["kinh-phi"]
    assert not Submission.unscoped.exists()


def test_what_waits_in_its_commune_has_come_nowhere():
    asked = Asked.build(approved_within=True)
    report, province = asked.sent(), asked.schedule.area
    tomorrow = timezone.localdate() + timedelta(days=1)

    def come():
        (line,) = lines_of(province, [asked.period])
        rows = sent_below(asked.period, {asked.commune.pk: asked.commune})
        return line.sent, len(rows), asked.commune.pk not in late_communes(province, tomorrow)

    assert come() == (0, 0, False)
    let_go(by=asked.colleague, report=report, number=1)
    assert come() == (1, 1, True)


def test_only_who_stands_above_speaks_of_what_was_sent(asked):
    report = asked.sent()
    neighbour = UserFactory(area=asked.commune, role=Role.REVIEWER)
    sibling = UserFactory(area=asked.other, role=Role.REVIEWER)
    for person in (neighbour, sibling, asked.colleague):
        with pytest.raises(NotYours):
            comment(by=person, report=report, remarks=[Said("Xem lại")])
    address = reverse("periodic:comment", args=[report.uuid])
    signed_in(neighbour).post(address, {"y-kien-1": "Xem lại"})
    assert not report.comments.exists()


def test_a_share_that_may_not_be_said_is_not_and_almost_all_is_not_all():
    assert share_of(Value(10, 11)) == "90,9%"
    assert share_of(replace(Value(9, 10), is_said=False)) == ""
    assert share_of(Value(9_999, 10_000)) == "99,9%"


def test_what_siblings_are_asked_concerns_nobody_else_and_hides_no_task(asked):
    for _time in range(13):
        schedule = ScheduleFactory(area=asked.schedule.area, form=asked.schedule.form)
        schedule.chosen.set([asked.other])
        day = timezone.localdate() - timedelta(days=1)
        PeriodFactory(schedule=schedule, begins_on=day, ends_on=day, due_on=day)
    assert list(readable(asked.officer)) == [asked.period]
    assert readable(UserFactory(area=asked.other)).count() == 14
    assert readable(asked.reviewer).count() == 14
    found = due_of(asked.commune, asked.officer, timezone.localdate())
    assert [one.period for one in found] == [asked.period]


def test_what_is_left_to_do_is_found_behind_any_number_of_newer_periods(asked):
    """What came hides nothing; what is over a year old and never locked is nobody's task."""
    ends, today = asked.period.ends_on, timezone.localdate()
    for ago in (*range(1, 15), 370):
        day = ends - timedelta(days=ago)
        PeriodFactory(schedule=asked.schedule, begins_on=day, ends_on=day, due_on=day)
    first, *others = asked.schedule.periods.filter(ends_on__gt=ends - timedelta(days=366)).order_by(
        "ends_on"
    )
    for one in others:
        ReportFactory(period=one, area=asked.commune, state="sent")
    assert [one.period for one in due_of(asked.commune, asked.officer, today)] == [first]
    # One that came and whose remarks are not done is left, too.
    CommentFactory(report=asked.commune.period_reports.get(period=others[3]))
    asked.schedule.periods.update(locked_at=timezone.now() - timedelta(days=1))
    assert due_of(asked.commune, asked.officer, today) == []
    for one in (others[3], others[5], first):
        ReopeningFactory(period=one, area=asked.commune, until=today)
    found = due_of(asked.commune, asked.officer, today)
    assert {one.period for one in found} == {first, others[3]}


def test_communes_that_the_ministry_chose_stand_on_its_board_and_in_its_table(asked):
    country = asked.country_reviewer.area
    schedule = ScheduleFactory(area=country, form=FormVersionFactory(form__area=country).form)
    schedule.chosen.set([asked.commune, asked.other])
    day = timezone.localdate() - timedelta(days=1)
    asked.period = PeriodFactory(schedule=schedule, begins_on=day, ends_on=day, due_on=day)
    asked.sent()
    board = board_of(asked.period, country)
    assert (board.sent, board.whole) == (1, 2)
    table = collected(asked.period, country, schedule.form.versions.get())
    assert table.answered == {asked.commune.pk}


def test_a_unit_that_asks_reports_to_nobody_below_itself():
    district = DistrictFactory(parent=ProvinceFactory(parent=CountryFactory()))
    commune = CommuneFactory(parent=district)
    schedule = ScheduleFactory(area=district, form=FormVersionFactory(form__area=district).form)
    period = PeriodFactory(schedule=schedule)
    assert set(units_asked(period)) == {commune}

"""Due days of periods, and what a decree that moves a day does to those that are open."""

from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from areas.models import MovedDay
from audit.models import AuditEntry
from periodic.models import Period, Span
from periodic.periods.actions import lock_period, make_schedule, move_day
from periodic.periods.queries import due_on
from tests.factories import (
    CountryFactory,
    FormVersionFactory,
    MovedDayFactory,
    PeriodFactory,
    ProvinceFactory,
    UserFactory,
)
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
OFF, WORKED, USUAL = MovedDay.How
# A Saturday; two working days after it are the 16th and the 17th.
ENDS, DUE = date(2026, 11, 14), date(2026, 11, 17)


def open_period(**fields):
    said = {"begins_on": date(2026, 10, 15), "ends_on": ENDS, "due_on": DUE, **fields}
    return PeriodFactory(schedule__working_days=2, **said)


def move(day, how=OFF):
    return move_day(by=None, day=day, how=how, document="Quyết định 12/QĐ-TTg")


@pytest.mark.parametrize(
    ("ends", "days", "due"),
    [
        # A Saturday; the Monday and the Tuesday after it.
        (ENDS, 2, DUE),
        (ENDS, 0, ENDS),
        # New Year's Day is no working day; the 31st is a Thursday.
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_it_is_due_some_working_days_after_its_end(ends, days, due):
    assert due_on(ends, days) == due


@pytest.mark.parametrize(
    ("day", "how", "due"),
    [
        (date(2026, 11, 16), OFF, date(2026, 11, 18)),
        (date(2026, 11, 17), OFF, date(2026, 11, 18)),
        # Of no day of these two.
        (date(2026, 11, 14), OFF, DUE),
        (date(2026, 11, 18), OFF, DUE),
        # The 16th would do, but the 17th was told.
        (date(2026, 11, 15), WORKED, DUE),
    ],
)
def test_the_due_day_of_an_open_period_follows_and_is_never_made_earlier(day, how, due):
    period = open_period()
    move(day, how)
    period.refresh_from_db()
    assert period.due_on == due
    moved = AuditEntry.unscoped.filter(verb="Lùi hạn gửi theo ngày nghỉ")
    assert [one.document for one in moved] == ["Quyết định 12/QĐ-TTg"] * (due != DUE)


def test_taken_back_it_holds_for_the_next_period_and_what_was_told_stays():
    period = open_period()
    move(date(2026, 11, 16))
    move(date(2026, 11, 16), USUAL)
    period.refresh_from_db()
    assert period.due_on == date(2026, 11, 18)
    assert due_on(ENDS, 2) == DUE
    assert MovedDay.unscoped.count() == 2


def test_a_period_that_is_locked_and_a_day_set_by_hand_stay():
    locked = lock_period(by=None, period=open_period())
    once = open_period(schedule__span=Span.FREE)
    move(date(2026, 11, 16))
    assert set(Period.unscoped.values_list("pk", "due_on")) == {(locked.pk, DUE), (once.pk, DUE)}


def test_a_period_that_opens_later_knows_it():
    MovedDayFactory(day=date(2026, 11, 16))
    province = ProvinceFactory()
    with time_machine.travel(date(2026, 11, 20), tick=False):
        schedule = make_schedule(
            by=None,
            area=province,
            form=FormVersionFactory(form__area=province).form,
            title="Tháng",
            span=Span.MONTH,
            cutoff="fourteenth",
            working_days=2,
            begins_on=date(2026, 10, 20),
        )
    assert schedule.periods.get(ends_on=ENDS).due_on == date(2026, 11, 18)


def test_administrators_of_the_country_alone_write_it_down():
    country = CountryFactory()
    period, address = open_period(), reverse("admin:areas_movedday_add")
    said = {"day": "2026-11-16", "how": "off", "document": "Quyết định 12/QĐ-TTg"}
    near = UserFactory(area=ProvinceFactory(parent=country), role=Role.ADMINISTRATOR)
    with time_machine.travel(date(2026, 11, 10), tick=False):
        assert signed_in(near).post(address, said).status_code in {403, 404}
        assert not MovedDay.unscoped.exists()
        central = signed_in(UserFactory(area=country, role=Role.ADMINISTRATOR))
        assert (
            "Xem lại năm." in central.post(address, {**said, "day": "1926-11-16"}).content.decode()
        )
        central.post(address, said)
    period.refresh_from_db()
    assert period.due_on == date(2026, 11, 18)
    assert AuditEntry.unscoped.filter(verb="Ghi ngày nghỉ, ngày làm bù").count() == 1


def test_the_command_writes_it_down_or_says_what_is_wrong():
    period = open_period()
    for day, document, words in (
        ("16/11/2026", "QĐ 12", "Ngày không đúng dạng"),
        ("2026-11-16", " ", "Ghi số văn bản."),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("move_day", day, "off", document)
    call_command("move_day", "2026-11-16", "off", "QĐ 12")
    period.refresh_from_db()
    assert period.due_on == date(2026, 11, 18)

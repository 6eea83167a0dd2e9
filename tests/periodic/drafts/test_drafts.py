"""Drafts by hand: what is of the period, what came late, what a unit above adds up."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from areas.kinds import Kind
from areas.models import Area
from areas.reorganising import restyle
from households.register.actions import add_household
from households.survey import actions as survey
from periodic.content import Content, Value
from periodic.drafts.queries.drafts import content_of, draft
from periodic.drafts.queries.facts import Asked, added, facts_of
from periodic.drafts.rules.sentences import number_text
from rollup.counts import recount
from rollup.placing import place_below
from teams.activities.actions import change_activity, log_activity, withdraw_activity
from teams.founding.actions import dissolve_team, found_team
from teams.members.actions import join, leave
from teams.models import Member
from tests.factories import (
    CommuneFactory,
    PlacementFactory,
    ReportFactory,
    TypedValueFactory,
    VillageFactory,
)
from tests.periodic.drafts.hand import FORM, Place, at, known, late, number

pytestmark = pytest.mark.django_db
ALL, NOTHING = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]
FOUNDED = date(2026, 9, 1)


def day(number, month=10):
    return date(2026, month, number)


@pytest.fixture
def place():
    made = Place()
    with at(FOUNDED):
        leader = {"full_name": "Tổ Trưởng", "role": Member.Role.LEADER, "sex": "f"}
        team = found_team(
            by=None, area=made.villages[0], on=FOUNDED, number="01/QĐ", members=[leader]
        )
        join(by=None, team=team, full_name="Tổ Viên", joined_on=FOUNDED)
        made.team = team
    return made


def home(place, on, results=ALL, village=0, name="Chủ Hộ"):
    return add_household(
        by=None, village=place.villages[village], head_name=name, birth_year=1980, results=results
    )


def session(place, on, people=10, **facts):
    return log_activity(by=None, team=place.team, held_on=on, title="Buổi", people=people, **facts)


def test_a_day_belongs_to_the_period_in_which_it_lies_and_late_ones_stand_apart(place):
    """Sessions of the 13th to the 16th; two of them are written down after October was sent."""
    with at(day(13)):
        home(place, day(13))
        session(place, day(13), 10)
    with at(day(14)):
        home(place, day(14), NOTHING)
        session(place, day(14), 20)
    with at(day(15)):
        home(place, day(15))
        session(place, day(15), 40)
    with at(day(16)):
        session(place, day(16), 80)
        first = place.send(place.report(place.october))
    assert [number(first, key) for key in ("buoi", "luot")] == [2, 30]
    assert [number(first, key) for key in ("ho", "ho-khao-sat", "ho-dat")] == [2, 2, 1]
    assert first.previous is None
    assert first.late == ()
    with at(day(20)):
        session(place, day(13), 7)
        session(place, day(14), 5)
    with at(day(18, 11)):
        second = place.send(place.report(place.november))
    assert [number(second, key) for key in ("buoi", "luot")] == [2, 120]
    assert [number(second, key) for key in ("ho", "ho-dat")] == [3, 2]
    assert second.previous == first.total
    assert [late(second, key) for key in ("buoi", "luot", "ho", "ho-dat")] == [2, 12, 0, 0]
    lines = [one for one in second.late if one.column == "luot"]
    assert [(one.amount, one.happened_on, one.recorded_on) for one in lines] == [
        (7, "2026-10-13", "2026-10-20"),
        (5, "2026-10-14", "2026-10-20"),
    ]
    assert all(place.villages[0].full_name in one.words for one in lines)


def test_a_village_that_went_to_another_commune_since_is_in_the_report_of_where_it_stood(place):
    village, other = place.villages[0], CommuneFactory(parent=place.commune.parent)
    with at(FOUNDED):
        PlacementFactory(area=village)
    with at(day(13)):
        home(place, day(13))
    with at(day(20)):
        restyle(village, kind=village.kind, name="Đã Đi", parent=other, on=day(20), document="")
        place_below(village)
        recount(village, place.commune, other)
    with at(day(25)):
        one = content_of(place.report(place.october), timezone.now())
        there = content_of(ReportFactory(area=other, period=place.october), timezone.now())
    assert {row.name for row in one.rows} == {each.full_name for each in place.villages}
    assert (number(one, "thon"), number(one, "ho")) == (2, 1)
    assert (number(there, "thon"), number(there, "ho")) == (0, 0)


def test_a_correction_and_a_withdrawal_of_what_was_sent_come_late_too(place):
    with at(day(13)):
        first, second = session(place, day(13), 10), session(place, day(14 - 1), 20)
    with at(day(16)):
        place.send(place.report(place.october))
    with at(day(17)):
        change_activity(by=None, activity=first, version=first.version, people=15)
        withdraw_activity(by=None, activity=second, why="Ghi nhầm")
    with at(day(18, 11)):
        said = content_of(place.report(place.november), timezone.now())
    assert number(said, "buoi") == 0
    assert [late(said, key) for key in ("buoi", "luot")] == [-1, -15]
    assert {one.words for one in said.late} == {"Sửa, rút hoặc ghi muộn khác"}


def test_what_was_said_at_a_sending_is_said_again_of_its_moment(place):
    with at(day(13)):
        home(place, day(13))
    with at(day(16)):
        moment = timezone.now()
        sent = place.send(place.report(place.october))
    with at(day(20)):
        found = home(place, day(20), NOTHING)
        session(place, day(13))
        survey.confirm(by=None, households=[found])
    report = place.commune.period_reports.get()
    with at(day(21)):
        again, now = content_of(report, moment), content_of(report)
    assert again.total == sent.total
    assert again.rows == sent.rows
    assert number(now, "buoi") == number(sent, "buoi") + 1
    assert known(place.commune, day(14), moment).households == number(sent, "ho-trong-so")


def test_members_are_said_as_their_roles_were_written_down_at_a_moment(place):
    report = place.report(place.october)
    keys = ("thanh-vien", "vao-to", "roi-to")

    def told(moment=None):
        said = content_of(report, moment)
        return [number(said, key) for key in keys]

    with at(day(12)):
        leaves = join(by=None, team=place.team, full_name="Người Rời", joined_on=day(2))
    with at(day(16)):
        moment = timezone.now()
        assert told(moment) == [3, 1, 0]
    with at(day(17)):
        join(by=None, team=place.team, full_name="Người Ghi Muộn", joined_on=day(5))
    with at(day(18)):
        assert told() == [4, 2, 0]
        leave(by=None, member=leaves, on=day(10))
        assert told() == [3, 2, 1]
    with at(day(19)):
        dissolve_team(by=None, team=place.team, on=day(13), number="02/QĐ")
        assert told() == [0, 2, 1]
        assert told(moment) == [3, 1, 0]


def test_a_figure_that_is_of_now_alone_says_so_beside_it():
    (phones,) = [one for one in FORM if one.figure == "ho-khong-dien-thoai"]
    assert phones.name.endswith("(số lúc lập báo cáo)")


def test_rows_of_a_commune_are_its_villages_and_add_up_to_it(place):
    with at(day(13)):
        home(place, day(13))
        home(place, day(13), village=1)
        session(place, day(13))
    with at(day(16)):
        said = content_of(place.report(place.october))
    assert [row.name for row in said.rows] == sorted(one.full_name for one in place.villages)
    for key in ("thon", "ho", "ho-dat", "thanh-vien", "buoi", "luot", "to"):
        assert sum(row.values[key].n for row in said.rows) == number(said, key), key
    assert (number(said, "thanh-vien"), number(said, "to"), number(said, "thon-co-to")) == (2, 1, 1)
    assert said.total.values["thanh-vien-nu"] == Value(n=1, of=1)
    assert said.total.values["ho-khong-dien-thoai"] == Value()
    assert said.total.values["kinh-phi"] == Value()
    assert said.above[0] == place.commune.district.full_name if place.commune.district else True
    assert Content.of_data(said.as_data()) == said


def test_a_closed_village_stands_while_it_stood(place):
    village = place.villages[1]
    village.closed_on = day(14) + timedelta(1)
    village.save()
    with at(day(16)):
        october, november = (
            content_of(place.report(one)) for one in (place.october, place.november)
        )
    assert len(october.rows) == 2
    assert len(november.rows) == 1
    assert number(november, "thon") == 1


def test_typed_numbers_are_the_newest_and_blank_is_not_nought(place):
    report = place.report(place.october)
    with at(day(15)):
        TypedValueFactory(report=report, column="kinh-phi", number=5)
        TypedValueFactory(report=report, column="kinh-phi", number=7)
    with at(day(16)):
        assert content_of(report).total.values["kinh-phi"] == Value(n=7)
        TypedValueFactory(report=report, column="kinh-phi", number=None)
        assert content_of(report).total.values["kinh-phi"] == Value()
    with at(day(15)):
        moment = timezone.now() + timedelta(hours=1)
    assert content_of(report, moment).total.values["kinh-phi"] == Value(n=7)
    with at(day(17)):
        for village, n in zip(place.villages, (3, 4), strict=True):
            TypedValueFactory(report=report, column="kinh-phi", number=n, area=village)
        assert content_of(report).total.values["kinh-phi"] == Value(n=7)
        assert sorted(row.values["kinh-phi"].n for row in content_of(report).rows) == [3, 4]


def test_a_province_adds_up_what_was_sent_and_takes_the_register_of_the_rest(place):
    other = CommuneFactory(parent=place.commune.parent)
    with at(day(13)):
        home(place, day(13))
        session(place, day(13))
    with at(day(16)):
        report = place.report(place.october)
        TypedValueFactory(report=report, column="kinh-phi", number=9)
        place.send(report)
        home(place, day(16))
        session(place, day(14))
        province = place.commune.province
        said = draft(place.october, province, place.schedule.form.versions.get())
    rows = {row.pk: row for row in said.rows}
    assert said.sent_below == (1, 2)
    assert rows[place.commune.pk].values["ho"] == Value(n=1)
    assert rows[other.pk].values["ho"] == Value(n=0, origin="register")
    # As it was sent: the household and the session written down since are not in it.
    assert (number(said, "ho"), number(said, "buoi"), number(said, "kinh-phi")) == (1, 1, 9)
    report.state = "returned"
    report.save()
    said = draft(place.october, province, place.schedule.form.versions.get())
    assert said.sent_below == (0, 2)
    assert number(said, "buoi") == 2


def test_what_moved_late_in_the_register_is_told_by_the_village_as_it_is_called(place):
    village = place.villages[0]
    Area.unscoped.filter(pk=village.pk).update(kind=Kind.KHU_PHO)
    with at(day(16)):
        place.send(place.report(place.october))
    with at(day(20)):
        add_household(by=None, village=village, head_name="Hộ", birth_year=1980, on=day(13))
    with at(day(18, 11)):
        said = content_of(place.report(place.november), timezone.now())
    assert f"Sổ hộ, khu phố {village.name}" in {one.words for one in said.late}


def test_what_a_province_summed_up_and_is_otherwise_now_came_late(place):
    """One corrected its October and wrote a session down late; the other had not sent, and its register was taken."""
    other = CommuneFactory(parent=place.commune.parent)
    village, province = VillageFactory(parent=other), place.commune.province
    with at(day(13)):
        home(place, day(13))
        session(place, day(13))
        report = place.report(place.october)
    with at(day(16)):
        place.send(report)
        first = place.send(place.report(place.october, province))
    with at(day(17)):
        add_household(by=None, village=village, head_name="Hộ", birth_year=1980, on=day(14))
        add_household(by=None, village=village, head_name="Hộ", birth_year=1980)
        home(place, day(17))
        session(place, day(14))
    with at(day(18)):
        place.send(report)
    with at(day(20)):
        session(place, day(12))
    with at(day(17, 11)):
        place.send(place.report(place.november))
        second = place.send(place.report(place.november, province))
    assert [number(first, key) for key in ("ho", "buoi")] == [1, 1]
    assert [number(second, key) for key in ("ho", "buoi")] == [4, 0]
    # Of the 14th one household of the other commune; two sessions, of which the commune itself told one.
    assert [late(second, key) for key in ("ho", "buoi")] == [1, 2]
    rest = "Nơi dưới sửa, gửi hoặc ghi sau khi đã tổng hợp kỳ trước"
    told = {(one.column, one.amount): one.words for one in second.late}
    assert (told["ho-trong-so", 1], told["buoi", 1]) == (rest, rest)
    assert second.previous_on == "2026-10-14"
    assert second.stood["ho-trong-so"] == 2


def test_a_draft_takes_as_many_queries_with_many_households_as_with_few(
    place, django_assert_num_queries
):
    report = place.report(place.october)
    with at(day(13)):
        home(place, day(13))
    with at(day(16)), django_assert_num_queries(19):
        content_of(report)
    with at(day(14)):
        for number_ in range(5):
            home(place, day(14), village=number_ % 2)
            session(place, day(14))
    with at(day(16)), django_assert_num_queries(19):
        content_of(report)


def test_a_province_takes_as_many_queries_with_many_communes_as_with_one(
    place,
):
    version, found = place.schedule.form.versions.get(), []

    def asked():
        with CaptureQueriesContext(connection) as queries:
            draft(place.october, place.commune.province, version)
        found.append(len(queries))

    asked()
    asked()
    for _ in range(4):
        area = CommuneFactory(parent=place.commune.parent)
        with at(day(16)):
            place.send(place.report(place.october, area))
    asked()
    asked()
    for _ in range(4):
        CommuneFactory(parent=place.commune.parent)
    asked()
    # The registers of those who did not send are read once; of copies, what is kept of them.
    assert found == [16, 4, 5, 4, 16]


def test_facts_of_parts_add_up_to_those_of_the_whole(place):
    with at(day(13)):
        home(place, day(13))
        session(place, day(13))
    asked = Asked(place.commune, day(1), day(14))
    parts = facts_of(asked)
    whole = known(place.commune, day(14))
    assert added(parts.values()).figures.sums == whole.sums
    assert added(parts.values()).figures.covered_rate == whole.covered_rate
    above = facts_of(Asked(place.commune.province, day(1), day(14)))
    assert above[place.commune.pk] == added(parts.values())


def test_sentences_take_every_number_from_the_content(place):
    with at(day(13)):
        home(place, day(13))
        session(place, day(13), 34, women=20)
    with at(day(16)):
        said = content_of(place.report(place.october))
    assert said.sentences[0].startswith("Đến hết ngày 14/10/2026 có 1/2 thôn có tổ (50,0%)")
    assert "đã tổ chức 1 buổi hướng dẫn cho 34 lượt người" in said.sentences[1]
    assert len(FORM) == len(said.columns)


def numbers_of(said):
    """Write every number of a content as sentences write it."""
    found = {said.ends_on[8:] + said.ends_on[5:7]}
    rows = [said.total, *([said.previous] if said.previous else [])]
    for row in rows:
        for one in row.values.values():
            found |= {number_text(n) for n in (one.n, one.of) if n is not None}
            if one.share is not None:
                found.add(f"{one.share:.1f}".replace(".", ","))
    for key in said.total.values:
        if said.previous and said.previous.values.get(key, Value()).n is not None:
            now, was = said.total.values[key].n, said.previous.values[key].n
            found |= {number_text(abs(now - was))} if now is not None else set()
    return found | {number_text(late(said, key)) for key in ("buoi", "luot")}


def test_no_number_of_a_sentence_is_not_of_the_content(place):
    for n in (13, 14, 16, 20):
        with at(day(n)):
            home(place, day(n), ALL if n % 2 else NOTHING)
            session(place, day(13), n, women=n // 2)
        if n == 16:
            with at(day(16)):
                place.send(place.report(place.october))
    with at(day(18, 11)):
        said = content_of(place.report(place.november))
    assert len(said.sentences) == 4
    for words in said.sentences:
        text = words.replace(date_format(date.fromisoformat(said.ends_on)), "")
        found = re.findall(r"\d+(?:[.,]\d+)*", text.replace("/", " "))
        assert set(found) <= numbers_of(said), words

"""The sheet of sessions comes back: untouched it changes nothing, corrected it corrects, stale it takes nothing back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from teams.activities import actions as activities_actions
from teams.founding import actions as founding_actions
from teams.models import Activity
from tests.imports.ours import edited, rows_of, sent, taken, taken_back, told, written
from tests.world import FOUNDED
from web.fields import NOT_IN_CALENDAR

pytestmark = pytest.mark.django_db
ACTIVITIES = {"kind": "activities"}
DAY = date(2026, 3, 4)


@pytest.fixture
def session(world):
    """Return a session of which everything is known."""
    facts = {"people": 12, "persons": 10, "women": 7, "households": 9, "note": "=Ghi"}
    facts |= {"place": "Nhà 3/4", "title": "-Ra quân", "payment": True}
    return activities_actions.log_activity(
        by=world.own.officer, team=world.own.team, held_on=DAY, **facts
    )


def sheet(client, world, wanted=None, more=(), **asked):
    content = taken(client, world.own.area, **ACTIVITIES, **asked)
    return edited(content, wanted or {}, more=more, **ACTIVITIES)


class TestWhatItHolds:
    def test_the_sessions_of_the_days_asked_for_this_year_unasked(self, world, client, session):
        by, team, own = world.own.officer, world.own.team, world.own
        long_ago = date(timezone.localdate().year - 1, 5, 6)
        for day in (long_ago, FOUNDED):
            activities_actions.log_activity(by=by, team=team, held_on=day, title="Buổi cũ")
        gone = activities_actions.log_activity(by=by, team=team, held_on=DAY, title="Ghi nhầm")
        activities_actions.withdraw_activity(by=by, activity=gone, why="Nhầm")

        def held(place, **asked):
            rows = rows_of(taken(client, place, **ACTIVITIES, **asked), "activities")
            return [row["held_on"] for row in rows]

        last_week = timezone.localdate() - timedelta(days=7)
        assert held(own.area) == held(own.village) == [last_week, DAY, FOUNDED]
        assert held(own.area, tu="2026-03-04", den="2026-03-04") == [DAY]
        assert held(own.area, tu=f"{long_ago:%d/%m/%Y}")[-1] == long_ago
        assert held(own.villages[1]) == []

    def test_a_day_that_cannot_be_read_is_said_at_its_field(self, world, client, session):
        client.force_login(world.own.officer)
        page = reverse("imports:filled_activities", args=[world.own.area.pk])
        said = client.get(page, {"tu": "30/02/2026"}, follow=True)
        assert said.redirect_chain == [
            ("/nhap-excel/?tu=30%2F02%2F2026&loai=activities#mau-tu", 302)
        ]
        assert str(NOT_IN_CALENDAR) in said.content.decode()


class TestRoundTrip:
    def test_untouched_every_row_is_identical(self, world, client, session):
        by, own = world.own.officer, world.own
        commune = founding_actions.found_team(by=by, area=own.area, on=FOUNDED)
        # Of the same day, place and words, of a team of the commune, of before its team, with odd words.
        activities_actions.log_activity(
            by=by, team=own.team, held_on=DAY, title="-Ra quân", place="Nhà 3/4"
        )
        activities_actions.log_activity(
            by=by, team=commune, held_on=DAY, title="Tổng cộng", people=0
        )
        activities_actions.log_activity(
            by=by, team=own.team, held_on=date(2026, 1, 1), safety=True, title=""
        )
        source = sent(client, sheet(client, world), **ACTIVITIES)
        assert told(source) == [("identical", [], [])] * 5

    def test_what_was_changed_is_changed_and_taken_back(self, world, client, session):
        wanted = {
            ("-Ra quân", "held_on"): "05/03/2026",
            ("-Ra quân", "women"): 8,
            ("-Ra quân", "payment"): "không",
            ("-Ra quân", "safety"): "x",
            ("-Ra quân", "note"): "Mới",
            ("-Ra quân", "place"): None,
        }
        source = sent(client, sheet(client, world, wanted), **ACTIVITIES)
        page = client.get(f"/nhap-excel/{source.uuid}/").content.decode()
        assert "gồm 1 cập nhật, 1 không đổi." in page
        for words in ("04/03/2026 → 05/03/2026", "có → không", "7 → 8", "giữ Nhà 3/4 trong sổ"):
            assert words in page
        page = client.post(f"/nhap-excel/{source.uuid}/nhap/", follow=True).content.decode()
        assert "1 buổi cập nhật." in page
        now = Activity.unscoped.get(pk=session.pk)
        facts = (now.held_on, now.women, now.payment, now.safety, now.note, now.place)
        assert facts == (date(2026, 3, 5), 8, False, True, "Mới", "Nhà 3/4")
        assert (now.title, now.people, now.logged_by) == ("-Ra quân", 12, world.own.officer)
        assert list(taken_back(client, source).values()) == [""]
        back = Activity.unscoped.get(pk=session.pk)
        assert (back.held_on, back.women, back.payment, back.note) == (DAY, 7, True, "=Ghi")
        assert back.withdrawn_on is None

    def test_new_rows_are_new_sessions(self, world, client, session):
        new = {"village": world.own.village.full_name, "held_on": "06/03/2026", "title": "Thêm"}
        written(client, sheet(client, world, more=[new]), **ACTIVITIES)
        assert Activity.unscoped.get(title="Thêm").held_on == date(2026, 3, 6)


class TestWhatCannotBe:
    def test_each_says_why(self, world, client, session):
        by, team = world.own.officer, world.own.team
        foreign = world.foreign.team.activities.first()
        for title in ("Buổi 0", "Buổi 1", "Buổi 2", "Buổi 3", "Bị rút"):
            gone = activities_actions.log_activity(by=by, team=team, held_on=DAY, title=title)
        wanted = {
            ("-Ra quân", "people"): 9,
            ("Buổi 0", "held_on"): "01/01/2026",
            ("Buổi 1", "id"): f"B{foreign.pk:07d}",
            ("Buổi 2", "id"): f"B{session.pk:07d}",
            ("Buổi 3", "held_on"): "05/03/2026",
            ("Buổi 3", "title"): "Khác hẳn",
        }
        twin = {"id": f"B{session.pk:07d}", "title": "-Ra quân", "held_on": "04/03/2026"}
        content = sheet(client, world, wanted, more=[twin])
        activities_actions.withdraw_activity(by=by, activity=gone, why="Nhầm")
        source = sent(client, content, **ACTIVITIES)
        another = "Ngày và nội dung khác hẳn buổi ở dòng này lúc tải mẫu."
        elsewhere = "Mã dòng này ở ngoài địa bàn, hoặc không còn trong sổ."
        assert [problems for _verdict, problems, _notes in told(source)] == [
            [],
            [elsewhere],
            [another],
            [another],
            [elsewhere],
            ["Thôn này không có tổ vào ngày đó."],
            ["Số người không thể nhiều hơn số lượt."],
            ["Trùng với dòng 8 của tệp."],
        ]


class TestStale:
    def test_each_cell_goes_its_own_way(self, world, client, session):
        wanted = {("-Ra quân", "women"): 8, ("-Ra quân", "households"): 5}
        content = sheet(client, world, wanted)
        facts = {"women": 6, "shopping": True, "payment": False}
        activities_actions.change_activity(
            by=world.own.officer, activity=session, version=session.version, **facts
        )
        source = written(client, content, **ACTIVITIES)
        now = Activity.unscoped.get(pk=session.pk)
        assert (now.women, now.households, now.shopping, now.payment) == (6, 5, True, False)
        (row,) = [row for row in told(source) if row[0] == "changes"]
        assert row[2] == [
            "Sau khi tải mẫu, trong sổ đã đổi thành có: giữ trong sổ.",
            "Sau khi tải mẫu, trong sổ đã đổi thành không: giữ trong sổ.",
            "Lúc tải mẫu là 7, tệp ghi 8, trong sổ nay là 6: giữ trong sổ.",
        ]

    def test_without_what_was_given_out_it_only_fills_blanks(self, world, client, session):
        wanted = {("-Ra quân", "women"): 8, ("-Ra quân", "safety"): "x"}
        content = sheet(client, world, {**wanted, ("-Ra quân", "given"): "["})
        activities_actions.change_activity(
            by=world.own.officer, activity=session, version=session.version, women=6
        )
        written(client, content, **ACTIVITIES)
        now = Activity.unscoped.get(pk=session.pk)
        assert (now.women, now.safety) == (6, True)

    @pytest.mark.parametrize("facts", [{"women": 6}, {"persons": 9, "women": 9}])
    def test_what_somebody_changed_since_the_preview_stays(self, world, client, session, facts):
        """Also where only the two together would be nonsense."""
        wanted = {("-Ra quân", "women"): 8, ("-Ra quân", "people"): 11}
        if "persons" in facts:
            wanted = {("-Ra quân", "people"): 10, ("-Ra quân", "persons"): 8}
            facts = {"women": 9}
        source = sent(client, sheet(client, world, wanted), **ACTIVITIES)
        activities_actions.change_activity(
            by=world.own.officer, activity=session, version=session.version, **facts
        )
        client.post(f"/nhap-excel/{source.uuid}/nhap/")
        assert source.rows.get(result__isnull=False).result.why == "meanwhile"
        assert Activity.unscoped.get(pk=session.pk).people == 12

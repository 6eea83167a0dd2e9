"""What would happen to each row: against the other rows, and against the register."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from households.register import actions as register_actions
from households.survey import actions as survey_actions
from imports.kinds.households import forgotten, grouping
from imports.kinds.households.check import Check
from imports.kinds.households.register import Register
from imports.spreadsheet.lines import Line
from skills.catalogue import CLEARED, COLUMNS
from tests.world import ALL, NOTHING

pytestmark = pytest.mark.django_db


def lines(*said):
    """Return rows from 2 on, each by what its cells say."""
    return [Line(n, dict(one)) for n, one in enumerate(said, start=2)]


def checked(world, *said, skills=COLUMNS, empty_is_no=False, village=None):
    """Check rows of our first village; return them by number."""
    place = (village or world.own.village).pk
    register = Register(world.own.area)
    check = Check(register, lambda line: place, list(skills), empty_is_no=empty_is_no)
    return {row.number: row for row in check.rows(lines(*said))}


def verdicts(rows):
    return [(rows[n].group, rows[n].verdict) for n in sorted(rows)]


def head(name, **said):
    return {"head_name": name, **said}


def person(name, relation, **said):
    return {"full_name": name, "relation": relation, **said}


class TestGroups:
    def test_a_row_is_a_household_where_nobody_else_is_named(self, world):
        rows = checked(world, head("Lê Một"), head("Lê Hai"))
        assert verdicts(rows) == [(2, "new"), (3, "new")]

    def test_people_follow_their_head(self, world):
        rows = checked(world, person("A B", "head"), person("C D", "child"), person("E F", "head"))
        assert verdicts(rows) == [(2, "new"), (2, "new"), (4, "new")]

    def test_people_name_their_head(self, world):
        said = ({"head_name": "A B", "full_name": name} for name in ("A B", "C D"))
        rows = checked(world, *said, head("E F"), {"head_name": "A B", "full_name": "G H"})
        assert verdicts(rows) == [(2, "new"), (2, "new"), (4, "new"), (2, "new")]

    def test_people_carry_the_code_of_their_household(self, world):
        said = [person("A B", "head"), person("C D", "head"), person("E F", "child")]
        rows = checked(
            world, *({**one, "household": code} for one, code in zip(said, "121", strict=True))
        )
        assert rows[4].group == 2

    def test_who_belongs_to_nobody_is_wrong(self, world):
        rows = checked(world, person("C D", "child"))
        assert "Không thấy dòng của chủ hộ" in rows[2].problems[0]["what"]

    def test_a_household_of_hundreds_is_a_sheet_read_wrongly(self, world):
        rows = checked(
            world, person("A B", "head"), *(person(f"C {n}", "child") for n in range(102))
        )
        assert [row.verdict for row in rows.values()].count("error") == 2
        assert "hơn 100 người" in rows[103].problems[0]["what"]

    def test_people_of_a_head_that_is_wrong_wait_for_it(self, world):
        rows = checked(world, {"relation": "head"}, person("C D", "child"))
        assert verdicts(rows) == [(2, "error"), (2, "error")]
        assert rows[3].problems[0]["what"] == "Dòng 2 của chủ hộ có lỗi."


class TestHouseholdByHousehold:
    """Of a file that was put in order each row says of which household it is, and these follow each other."""

    @staticmethod
    def told(homes, taken):
        for n in range(homes):
            for at, line in enumerate((Line(2 * n + 2), Line(2 * n + 3))):
                line.values = {"full_name": f"A {n}.{at}"}
                line.block, line.is_head = f"0.0.{n}", not at
                taken.append(line.number)
                yield line

    def check(self, world, monkeypatch, some, homes=6):
        monkeypatch.setattr(grouping, "SOME", some)
        place, taken = world.own.village.pk, []
        check = Check(
            Register(world.own.area), lambda line: place, list(COLUMNS), empty_is_no=False
        )
        return check.rows(self.told(homes, taken)), taken

    def test_those_that_came_are_checked_before_all_have_come(self, world, monkeypatch):
        rows, taken = self.check(world, monkeypatch, some=2)
        assert next(iter(rows)).number == 2
        assert len(taken) == 5  # two households, and the first row of the third

    def test_in_turn_and_all_together_they_come_to_the_same(self, world, monkeypatch):
        def found(some):
            rows, _ = self.check(world, monkeypatch, some)
            return [(row.number, row.group, row.verdict, row.values) for row in rows]

        assert found(2) == found(100)
        assert [one[1] for one in found(2)] == [2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12]

    def test_who_was_erased_is_asked_once_for_rows_that_are_checked_together(
        self, world, monkeypatch
    ):
        asked = []
        monkeypatch.setattr(
            forgotten,
            "erased_among",
            lambda commune, names: asked.append(sorted(names)) or {"a 0 1", "a 3 1"},
        )
        rows = {row.number: row for row in self.check(world, monkeypatch, some=2)[0]}
        assert len(asked) == 3
        assert [number for number, row in rows.items() if row.is_hidden] == [3, 9]

    def test_who_names_a_household_that_was_let_go_belongs_to_none(self, world, monkeypatch):
        monkeypatch.setattr(grouping, "SOME", 1)
        place = world.own.village.pk
        check = Check(
            Register(world.own.area), lambda line: place, list(COLUMNS), empty_is_no=False
        )
        said = [("a", True), ("b", True), ("c", True), ("a", False)]
        lines = [
            Line(n, {"full_name": f"A {n}"}, block=block, is_head=is_head)
            for n, (block, is_head) in enumerate(said, start=2)
        ]
        rows = {row.number: row for row in check.rows(lines)}
        assert rows[5].verdict == "error"
        assert "Không thấy dòng của chủ hộ" in rows[5].problems[0]["what"]


class TestTwiceInTheFile:
    @pytest.mark.parametrize(
        ("one", "other", "is_twin"),
        [
            ({}, {}, True),
            ({"birth_year": 1980}, {}, True),
            ({"birth_year": 1980}, {"birth_year": 1981}, False),
            ({"phone": "0905123456"}, {"phone": "0905 123 456"}, True),
            ({"phone": "0905123456"}, {"phone": "0905123457"}, False),
            ({"hamlet": "Xóm 1"}, {"hamlet": "Xóm 2"}, False),
        ],
    )
    def test_the_second_is_wrong_unless_something_tells_them_apart(
        self, world, one, other, is_twin
    ):
        rows = checked(world, head("Lê Một", **one), head("LÊ MỘT", **other))
        assert verdicts(rows) == [(2, "new"), (3, "error" if is_twin else "new")]


class TestAgainstTheRegister:
    def test_what_is_there_already_is_not_new(self, world):
        rows = checked(
            world, head("chủ hộ 01", birth_year=1980, **dict(zip(COLUMNS, ALL, strict=True)))
        )
        assert rows[2].verdict == "identical"
        assert rows[2].household_id == world.own.household.pk

    def test_what_differs_is_said_field_by_field(self, world):
        rows = checked(world, head("Chủ Hộ 02", hamlet="Xóm Mới", sex="f", payment=2))
        assert rows[2].verdict == "changes"
        assert rows[2].changes == {
            "home": {"hamlet": ["Xóm", "Xóm Mới"]},
            "fields": {"sex": ["", "f"]},
            "results": [NOTHING, [None, None, 2, None, None]],
        }

    def test_a_telephone_written_otherwise_is_the_same(self, world):
        phone = world.own.households[1].phone
        rows = checked(world, head("Chủ Hộ 02", phone=f"+84 {phone[1:]}"))
        assert rows[2].verdict == "identical"

    def test_somebody_else_there_is_found_or_added(self, world):
        rows = checked(
            world,
            person("Chủ Hộ 01", "head"),
            person("người nhà 01", "child", birth_year=2001),
            person("Người Lạ", "child"),
        )
        assert [rows[n].verdict for n in (2, 3, 4)] == ["identical", "changes", "changes"]
        assert rows[3].changes["fields"] == {"relation": ["other", "child"]}
        assert rows[4].resident_id is None

    def test_another_year_of_birth_is_another_household(self, world):
        assert checked(world, head("Chủ Hộ 01", birth_year=1950))[2].verdict == "new"

    def test_two_of_one_name_must_be_told_apart(self, world):
        own = world.own
        for hamlet in ("Xóm A", "Xóm B"):
            register_actions.add_household(
                by=own.officer, village=own.village, head_name="Trùng Tên", hamlet=hamlet
            )
        rows = checked(world, head("Trùng Tên"), head("Trùng Tên", hamlet="xom b"))
        assert rows[2].problems[0]["what"] == "Trong sổ có 2 hộ cùng tên chủ hộ ở thôn này."
        assert rows[3].verdict == "identical"

    def test_one_that_may_be_the_same_is_noted_by_its_code(self, world):
        phone = world.own.household.phone
        rows = checked(world, head("Tên Khác", phone=phone), village=world.own.villages[1])
        assert rows[2].verdict == "new"
        assert world.own.household.code in rows[2].notes[0]["what"]

    def test_a_foreign_household_is_never_seen(self, world):
        foreign = world.foreign.household
        said = head(foreign.head_name, phone=foreign.phone, birth_year=1980)
        rows = checked(world, said)
        assert (rows[2].verdict, rows[2].notes, rows[2].household_id) == ("new", [], None)

    def test_an_older_finding_does_not_replace_a_newer_one(self, world):
        day = timezone.localdate() - timedelta(days=9)
        rows = checked(world, head("Chủ Hộ 02", payment=2, assessed_on=day))
        assert rows[2].verdict == "identical"
        assert rows[2].notes[0]["what"].startswith("Kỹ năng 3: trong sổ có ghi chép mới hơn")

    def test_an_older_finding_fills_what_was_not_asked_since(self, world):
        home, days = world.own.households[2], (20, 9)
        day, between = (timezone.localdate() - timedelta(ago) for ago in days)
        tap = partial(survey_actions.set_result, by=world.own.officer, household=home)
        tap(number=1, result=0, on=day - timedelta(9))
        tap(number=2, result=2, on=between)
        tap(number=3, result=2, on=between)
        tap(number=3, result=CLEARED)
        said = head("Chủ Hộ 03", assessed_on=day, **dict(zip(COLUMNS, ALL, strict=True)))
        rows = checked(world, said)
        assert rows[2].changes["results"] == [[0, 2, None, None, None], [2, 2, None, 2, 2]]
        today = f"{timezone.localdate():%d/%m/%Y}"
        assert [one["what"] for one in rows[2].notes] == [
            f"Kỹ năng 3: trong sổ có ghi chép mới hơn, ngày {today}; giữ nguyên trong sổ."
        ]

    def test_an_older_finding_that_is_known_already_is_told_as_such(self, world):
        home, day = world.own.households[2], timezone.localdate() - timedelta(9)
        survey_actions.set_result(by=world.own.officer, household=home, number=1, result=2)
        rows = checked(world, head("Chủ Hộ 03", assessed_on=day, public_services=2))
        assert (rows[2].verdict, rows[2].notes) == ("identical", [])

    def test_a_stale_sheet_fills_the_skills_that_were_not_asked(self, world):
        home = world.own.households[2]
        survey_actions.set_result(by=world.own.officer, household=home, number=1, result=0)
        rows = checked(world, head("Chủ Hộ 03", version=99, public_services=2, shopping=2))
        assert rows[2].changes["results"] == [[0, *[None] * 4], [None, 2, None, None, None]]
        assert "chỉ điền ô trống" in rows[2].notes[0]["what"]

    def test_a_stale_sheet_that_only_fills_is_written_in_full_and_nothing_is_noted(self, world):
        home = world.own.households[2]
        survey_actions.set_result(by=world.own.officer, household=home, number=1, result=2)
        rows = checked(world, head("Chủ Hộ 03", version=99, public_services=2, shopping=2))
        assert rows[2].changes["results"] == [[2, *[None] * 4], [None, 2, None, None, None]]
        assert (rows[2].verdict, rows[2].notes) == ("changes", [])

    @pytest.mark.parametrize(
        "code", ["", "N", "N1", "N" + "9" * 5000, "N²", "H0000000", "X0000001"]
    )
    def test_what_is_no_code_of_ours_means_nobody(self, world, code):
        assert Register(world.own.area).by_code(code) is None

    def test_a_code_means_a_person_and_a_household_only_if_nobody_is_left(self, world):
        household = world.own.household
        person, register = household.residents.first(), Register(world.own.area)
        assert register.by_code(f"N{person.pk:07d}")[1].pk == person.pk
        assert register.by_code(f"H{household.pk:07d}") is None
        register.homes[household.pk].people.clear()
        assert register.by_code(f"H{household.pk:07d}")[1] is None


class TestEmptyCells:
    def test_say_nothing(self, world):
        rows = checked(world, head("Chủ Hộ 01"), head("Lê Mới"))
        assert (rows[2].verdict, rows[3].values["results"]) == ("identical", None)

    def test_say_not_yet_where_that_was_chosen(self, world):
        rows = checked(world, head("Chủ Hộ 03"), head("Lê Mới"), empty_is_no=True)
        assert rows[2].changes["results"] == [[None] * 5, NOTHING]
        assert rows[3].values["results"] == NOTHING

    def test_take_nothing_back_that_was_found(self, world):
        household = world.own.households[2]
        survey_actions.set_result(by=world.own.officer, household=household, number=1, result=2)
        said = [head("Chủ Hộ 03", shopping=2), head("Chủ Hộ 01")]
        rows = checked(world, *said, empty_is_no=True)
        assert rows[2].changes["results"] == [[2, None, None, None, None], [None, 2, 0, 0, 0]]
        assert rows[3].verdict == "identical"

    def test_say_it_of_columns_that_are_there_alone(self, world):
        rows = checked(world, head("Lê Mới", payment=2), skills=["payment"], empty_is_no=True)
        assert rows[2].values["results"] == [None, None, 2, None, None]

    def test_the_fifth_means_nothing_without_a_platform(self, world):
        world.platform.valid_to = timezone.localdate()
        world.platform.save()
        rows = checked(world, head("Lê Mới", payment=2, local_platform=2))
        assert rows[2].values["results"] == [None, None, 2, None, None]
        assert "bỏ qua kỹ năng 5" in rows[2].notes[0]["what"]

    def test_the_fifth_goes_by_the_day_of_the_row(self, world):
        ended = timezone.localdate() - timedelta(9)
        world.platform.valid_to = ended
        world.platform.save()
        days = (ended - timedelta(1), ended)
        said = [head(f"Lê {n}", assessed_on=day, local_platform=2) for n, day in enumerate(days)]
        rows = checked(world, *said)
        assert [one.values["results"] for one in rows.values()] == [[None] * 4 + [2], None]


def test_the_register_is_read_once_however_many_rows(world):
    with CaptureQueriesContext(connection) as few:
        checked(world, head("Lê Một"))
    with CaptureQueriesContext(connection) as many:
        checked(world, *(head(f"Lê {n}", payment=2) for n in range(50)))
    # One of them asks who was erased, one who refused.
    assert len(few) == len(many) == 5
    day = timezone.localdate() - timedelta(9)
    with CaptureQueriesContext(connection) as older:
        checked(
            world,
            *(head(f"Chủ Hộ 0{n}", assessed_on=day, payment=n % 3) for n in (1, 2, 3)),
        )
    assert len(older) == 6


class TestRefusals:
    @pytest.fixture
    def refused(self, world):
        by, village = world.own.officer, world.own.village
        home = register_actions.add_household(by=by, village=village, head_name="Lê Chối")
        register_actions.refuse(by=by, household=home)
        return home

    def test_what_was_found_in_a_household_that_refused_is_left_out_and_told(self, world, refused):
        skills = dict.fromkeys(COLUMNS, 2)
        rows = checked(world, head("Lê Chối", **skills, hamlet="Xóm Mới"))
        assert rows[2].household_id == refused.pk
        assert "results" not in rows[2].changes
        assert rows[2].changes["home"] == {"hamlet": ["", "Xóm Mới"]}
        assert "bỏ kết quả khảo sát" in rows[2].notes[0]["what"]

    @pytest.mark.parametrize("empty_is_no", [False, True])
    def test_so_is_what_somebody_new_there_knows(self, world, refused, empty_is_no):
        skills = dict.fromkeys(COLUMNS[:2], 2)
        said = head("Lê Chối"), person("Lê Con", "child", head_name="Lê Chối", **skills)
        rows = checked(world, *said, empty_is_no=empty_is_no)
        assert rows[3].household_id == refused.pk
        assert rows[3].values["results"] is None

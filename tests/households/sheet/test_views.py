"""The sheet's page, and what its script is answered."""

import gzip
import json
import re
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from households.counts.checks import wrong_standings
from households.counts.rollup import HOUSEHOLDS
from households.models import Assessment, Confirmation, Household
from households.register import actions as register_actions
from households.sheet.queries import SheetRow
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from skills.models import LocalPlatform
from tests.factories import HouseholdFactory, ResidentFactory, today
from tests.pages import signed_in

KB = 1024
ALL, NO = [2] * 5, [0] * 5


@pytest.fixture
def client(world):
    return signed_in(world.own.officer)


@pytest.fixture
def village(world):
    return world.own.village


@pytest.fixture(autouse=True)
def every_count_is_right_afterwards(db):
    yield
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []


def written(results):
    return ",".join("" if one is None else str(one) for one in results)


def only(number, result):
    return written([result if n == number else None for n in range(1, 6)])


def head(household):
    return household.residents.get(is_head=True)


def press(household, results, was=NO):
    return {
        "uuid": str(uuid.uuid4()),
        "resident": head(household).pk,
        "results": results,
        "was": written(was),
    }


def post(client, name, key, data, status=200):
    response = client.post(reverse(f"households:{name}", args=[key]), data)
    assert response.status_code == status, response.content[:300]
    return response.json()


# --- The page ---


def test_the_page_shows_the_best_known_person_of_each_household(world, client, village, only_reads):
    with only_reads():
        page = " ".join(client.get(f"/thon/{village.pk}/ho/bang/").content.decode().split())
    for household in world.own.households:
        assert f'href="/ho/{household.pk}/"' in page
        assert str(household.uuid) not in page, "a key is sixteen bytes of noise in each row"
    assert page.count('class="k y">✓<') == 5
    assert page.count('class="k z">–<') == 5
    assert page.count('class="k u"><') == 10  # one row and the one for a new household
    assert "Nền tảng của tỉnh" in page


def test_the_page_marks_what_the_household_knows_together(world, client, village):
    household = world.own.households[1]
    child = household.residents.get(is_head=False)
    survey_actions.assess(by=world.own.officer, resident=head(household), results=[2, 2, 0, 0, 0])
    survey_actions.assess(by=world.own.officer, resident=child, results=[0, 0, 2, 0, 0])
    page = client.get(f"/thon/{village.pk}/ho/bang/").content.decode()
    assert "cả hộ 3/5" in page


def test_the_page_says_who_can_name_a_platform(client, village):
    LocalPlatform.unscoped.update(valid_to=today())
    page = client.get(f"/thon/{village.pk}/ho/bang/").content.decode()
    assert "Công chức xã hoặc quản trị tỉnh nêu tên ở mục Nền tảng." in page
    assert 'data-fifth=""' in page


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", 3),
        ("chua-khao-sat", 1),
        ("hoi-do", 0),
        ("hoi-not-1", 0),
        ("thieu-1", 0),
        ("thieu-ky-nang-4", 0),
        ("cu", 0),
        ("chua-ra-soat", 1),
        ("khong-co", 3),
    ],
)
def test_a_filter_hides_what_it_leaves_out(client, village, wanted, found):
    page = client.get(f"/thon/{village.pk}/ho/bang/", {"loc": wanted}).content.decode()
    rows = re.findall(r"<tr\s+data-h\s[^>]*>", page)
    assert len(rows) == 3
    assert sum(not row.endswith(" hidden>") for row in rows) == found


def test_a_row_says_from_how_many_days_ago_it_was_reviewed(client, village):
    """What travels for each of up to a thousand rows is short: no day, no number of its row."""
    looked = today() - timedelta(days=40)
    assert SheetRow(Household(reviewed_on=looked), None).ago == 40
    page = client.get(f"/thon/{village.pk}/ho/bang/").content.decode()
    asked = village.households.filter(reviewed_on=today()).count()
    assert re.findall(r'data-o="([^"]*)"', page) == ["0"] * asked
    assert asked
    assert page.count('<td class="num mu"></td>') == 3
    # A space between cells would be a node of its own: five in each row.
    assert not re.search(
        r"\s(?=<t[dhr][ >])", page[page.index("<tbody>") + 8 : page.index("</tbody>")].strip()
    )


def test_the_filters_are_those_of_the_roster(world, client, village):
    survey_actions.assess(
        by=world.own.officer, resident=head(world.own.households[1]), results=[2, 2, 2, 0, 2]
    )
    survey_actions.assess(
        by=world.own.officer,
        resident=head(world.own.households[2]),
        results=[2, None, 2, 2, 2],
    )
    for wanted in (
        "hoi-do",
        "hoi-not-1",
        "hoi-not-ky-nang-2",
        "thieu-ky-nang-4",
        "thieu-1",
        "chua-khao-sat",
        "chua-ra-soat",
        "cu",
    ):
        sheet = client.get(f"/thon/{village.pk}/ho/bang/", {"loc": wanted}).context["rows"]
        roster = client.get(f"/thon/{village.pk}/ho/", {"loc": wanted}).context["page"]
        assert {row.household for row in sheet if row.shown} == set(roster), wanted


def fill(village, n):
    for number in range(n):
        household = HouseholdFactory(
            village=village,
            hamlet=f"Xóm {number % 9}, số {number}",
            surveyed_on=today(),
            reviewed_on=today(),
            skills_mask=number % 31,
            asked_mask=0b1111 | number % 31,
            best_mask=number % 31,
        )
        results = {
            c: 2 * (number >> n & 1)
            for n, c in enumerate(("public_services", "shopping", "payment", "safety"))
        }
        ResidentFactory.create_batch(2, household=household, assessed_on=today(), **results)


@pytest.mark.usefixtures("world")
class TestWeight:
    @pytest.fixture(autouse=True)
    def every_count_is_right_afterwards(self):
        """Rows made to be heavy are in no count."""

    def test_150_households_weigh_40_kb_and_cost_the_same_queries(self, client, world):
        village = world.own.villages[1]
        fill(village, 3)
        client.get("/cach-tinh/")
        few = self.queries(client, village)
        fill(village, 147)
        assert self.queries(client, village) == few
        response = client.get(f"/thon/{village.pk}/ho/bang/", headers={"accept-encoding": "gzip"})
        assert len(response.content) <= 40 * KB
        assert len(gzip.decompress(response.content)) > 40 * KB

    def queries(self, client, village):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/thon/{village.pk}/ho/bang/")
        return len(queries)


# --- One press ---


def test_a_press_sets_one_skill_and_says_the_row(world, client):
    household = world.own.households[1]
    said = post(client, "cell", household.uuid, press(household, only(2, 2)))
    assert said["cells"] == [0, 2, 0, 0, 0]
    assert (said["covered"], said["lacks"], said["together"]) == (False, 4, 0)
    assert (said["age"], said["on"]) == ("hôm nay", today().isoformat())
    assert said["resident"] == head(household).pk
    assert len(json.dumps(said)) <= KB


def test_the_answer_says_that_a_household_is_covered(world, client):
    household = world.own.households[1]
    said = post(client, "cell", household.uuid, press(household, written(ALL)))
    assert (said["covered"], said["lacks"]) == (True, 0)


def test_no_script_of_the_sheet_decides_what_is_covered():
    for path in (settings.BASE_DIR / "static/households/sheet").glob("*.js"):
        assert re.findall(r"31|threshold|>= 2", path.read_text().replace("? 15 : 31", "")) == [], (
            path
        )


def test_a_press_costs_thirteen_statements(world, client, django_capture_on_commit_callbacks):
    """Session, person, household; then the ten of the save. Whom the sheet named is written with the sheet."""
    household = world.own.households[1]
    with django_capture_on_commit_callbacks(execute=True):
        client.get(f"/thon/{world.own.village.pk}/ho/bang/")
    with CaptureQueriesContext(connection) as queries:
        post(client, "cell", household.uuid, press(household, only(2, 2)))
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) - 1 == 13, statements  # one is this test's own: the head


def test_a_press_sent_twice_counts_once(world, client):
    household = world.own.households[1]
    data = press(household, only(2, 2))
    assert post(client, "cell", household.uuid, data) == post(client, "cell", household.uuid, data)
    assert Assessment.unscoped.filter(resident__household=household).count() == 2


def test_all_five_at_once(world, client):
    household = world.own.households[2]
    said = post(client, "cell", household.uuid, press(household, written(ALL), was=[None] * 5))
    assert said["cells"] == ALL
    assert Household.unscoped.get(pk=household.pk).covered


def test_four_at_once_leave_the_fifth_open(world, client):
    household = world.own.households[2]
    said = post(client, "cell", household.uuid, press(household, "0,0,0,0,", was=[None] * 5))
    assert said["cells"] == [0, 0, 0, 0, None]


def test_a_press_on_what_another_has_changed_names_both(world, client):
    household = world.own.households[1]
    survey_actions.set_result(by=world.root, household=household, number=2, result=1)
    said = post(client, "cell", household.uuid, press(household, only(2, 2)), status=409)
    assert said["clash"] == {"2": [2, 1]}
    assert said["cells"] == [0, 1, 0, 0, 0]


def test_a_press_that_is_not_chosen_stays_in_the_history(world, client):
    household = world.own.households[1]
    said = post(client, "set_aside", household.uuid, press(household, "0,2,0,0,0"))
    assert said["cells"] == NO
    assert Assessment.unscoped.get(set_aside=True).results == [0, 2, 0, 0, 0]


@pytest.mark.parametrize(
    "change",
    [
        {"results": "2,2"},
        {"results": "3,,,,"},
        {"was": ""},
        {"uuid": "x"},
        {"resident": "-1"},
        {"resident": "x"},
    ],
)
def test_a_press_that_cannot_be_read_is_refused_in_words(world, client, change):
    household = world.own.households[1]
    said = post(client, "cell", household.uuid, press(household, only(2, 2)) | change, 422)
    assert "Tải lại trang" in said["error"]
    assert said["cells"] == NO


def test_a_press_for_somebody_of_another_household_is_refused(world, client):
    household, other = world.own.households[1], head(world.foreign.household)
    for results in (only(2, 2), written(ALL)):
        data = press(household, results) | {"resident": other.pk}
        said = post(client, "cell", household.uuid, data, 422)
        assert said["error"] == "Người này không còn ở hộ."


def test_skill_5_without_a_platform_is_refused(world, client):
    LocalPlatform.unscoped.update(valid_to=today())
    household = world.own.households[1]
    for results in (only(5, 2), written(ALL)):
        said = post(client, "cell", household.uuid, press(household, results), 422)
        assert "Chưa nêu nền tảng" in said["error"]


def test_back_to_unsurveyed_and_again(world, client, village):
    household = world.own.households[0]
    said = post(client, "unsurvey", household.uuid, {"was": written(ALL)})
    assert (said["cells"], said["on"]) == ([None] * 5, "")
    data = {"do": "redo", "assessments": ",".join(said["back"])}
    rows = post(client, "sheet_undo", village.pk, data)["rows"]
    assert [row["cells"] for row in rows] == [ALL]


def test_a_household_is_added_with_what_its_head_knows(client, village):
    key = str(uuid.uuid4())
    data = {"uuid": key, "head_name": " Lê  Lan ", "results": "2,0,0,0,", "was": ",,,,"}
    said = [post(client, "sheet_add", village.pk, data) for _time in range(2)]
    assert said[0] == said[1]
    assert said[0]["cells"] == [2, 0, 0, 0, None]
    (added,) = Household.unscoped.filter(head_name="Lê Lan")
    assert (said[0]["household"], said[0]["name"]) == (added.pk, "Lê Lan")
    assert str(added.uuid) == key


def test_a_household_is_added_unsurveyed(client, village):
    data = {"uuid": str(uuid.uuid4()), "head_name": "Lê Lan", "results": ",,,,", "was": ",,,,"}
    assert post(client, "sheet_add", village.pk, data)["on"] == ""


@pytest.mark.parametrize("name", ["", "123"])
def test_a_household_without_a_name_is_refused(client, village, name):
    data = {"uuid": str(uuid.uuid4()), "head_name": name, "results": ",,,,", "was": ",,,,"}
    assert post(client, "sheet_add", village.pk, data, 422)["error"]
    assert Household.unscoped.filter(village=village).count() == 3


def test_a_household_is_named_by_its_key_or_its_number_and_by_neither_beyond_the_territory(
    world, client
):
    for name in ("detail", "row", "history"):
        mine, theirs = world.own.household, world.foreign.household
        places = [reverse(f"households:{name}", args=[key]) for key in (mine.uuid, mine.pk)]
        pages = [client.get(place, headers={"hx-request": "true"}) for place in places]
        assert [page.status_code for page in pages] == [200, 200]
        assert all(mine.head_name in page.content.decode() for page in pages), name
        for key in (theirs.uuid, theirs.pk, 10**18 - 1):
            assert client.get(reverse(f"households:{name}", args=[key])).status_code == 404
    assert client.get(f"/ho/{10**18}/").status_code == 404


# --- Undo ---


def test_a_press_is_undone_and_redone(world, client, village):
    household = world.own.households[1]
    data = press(household, only(2, 2))
    post(client, "cell", household.uuid, data)
    for do, cells in (("undo", NO), ("redo", [0, 2, 0, 0, 0]), ("redo", [0, 2, 0, 0, 0])):
        said = post(client, "sheet_undo", village.pk, {"do": do, "assessments": data["uuid"]})
        assert [row["cells"] for row in said["rows"]] == [cells]


def test_what_is_of_another_territory_is_not_undone(world, client, village):
    row = Assessment.unscoped.filter(resident__household=world.foreign.household).first()
    data = {
        "do": "undo",
        "assessments": str(row.uuid),
        "households": str(world.foreign.household.uuid),
    }
    assert post(client, "sheet_undo", village.pk, data) == {"rows": []}
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_only_a_household_one_added_oneself_is_taken_out_again(world, client, village):
    mine = Household.unscoped.get(pk=world.own.household.pk)
    post(client, "sheet_undo", village.pk, {"do": "undo", "households": str(mine.uuid)})
    mine.refresh_from_db()
    assert mine.is_closed
    said = post(client, "sheet_undo", village.pk, {"do": "redo", "households": str(mine.uuid)})
    assert [row["cells"] for row in said["rows"]] == [ALL]
    theirs = register_actions.add_household(
        by=world.root, village=village, head_name="Của Người Khác"
    )
    post(client, "sheet_undo", village.pk, {"do": "undo", "households": str(theirs.uuid)})
    theirs.refresh_from_db()
    assert not theirs.is_closed


# --- Confirmations ---


def old(household):
    day = today().replace(day=1, month=1, year=today().year - 2)
    Assessment.unscoped.filter(resident__household=household).update(assessed_on=day)
    household.residents.filter(assessed_on__isnull=False).update(assessed_on=day)
    Household.unscoped.filter(pk=household.pk).update(surveyed_on=day, reviewed_on=day)
    return day


def test_nothing_has_changed_and_undo(world, client, village):
    households = world.own.households
    day = old(households[0])
    # By their numbers, as the page names them, and one by the key that it was given when it was added.
    named = [households[0].pk, households[1].uuid, households[2].pk, world.foreign.household.pk]
    keys = ",".join(map(str, named))
    said = [post(client, "sheet_confirm", village.pk, {"households": keys}) for _time in range(2)]
    assert said[0]["confirmations"] == said[1]["confirmations"]
    assert len(said[0]["confirmations"]) == 1
    assert {row["on"] for row in said[0]["rows"]} == {today().isoformat(), ""}
    data = {"do": "undo", "confirmations": said[0]["confirmations"]}
    rows = post(client, "sheet_undo", village.pk, data)["rows"]
    assert [row["on"] for row in rows] == [day.isoformat()]
    assert not Confirmation.unscoped.filter(withdrawn_at=None).exists()


# --- Blocks ---


def test_a_paste_is_shown_and_writes_nothing(world, client, village, only_reads):
    first, second, third = world.own.households
    data = {"text": "\t\t\t\t\nx\tx\t\t\t\nx", "first": 0, "rows": f"{first.uuid},{second.pk}"}
    with only_reads():
        lines = post(client, "sheet_paste", village.pk, data)["lines"]
    assert [line.get("after") for line in lines] == [ALL, [2, 2, 0, 0, 0], None]
    assert [line.get("same") for line in lines] == [True, False, None]
    assert lines[2]["error"] == "Hết hàng trong bảng."
    named = {"text": f"{third.head_name}\tx\tx\tx\tx\tx", "first": 3, "rows": ""}
    lines = post(client, "sheet_paste", village.pk, named)["lines"]
    assert (lines[0]["household"], lines[0]["after"]) == (third.pk, ALL)


def test_a_paste_where_no_platform_is_named_keeps_off_skill_5(world, client, village):
    LocalPlatform.unscoped.update(valid_to=today())
    third = world.own.households[2]
    rows = {"first": 0, "rows": str(third.uuid)}
    said = post(client, "sheet_paste", village.pk, {"text": "x\tx\tx\tx\t", **rows})["lines"]
    assert said[0]["after"] == [2, 2, 2, 2, None]
    said = post(client, "sheet_paste", village.pk, {"text": "x\tx\tx\tx\tx", **rows})["lines"]
    assert "Chưa nêu nền tảng" in said[0]["error"]


def test_a_block_is_written_and_says_what_it_refused(world, client, village):
    own, foreign = world.own.households, world.foreign.household
    changes = [
        {"household": str(own[1].uuid), **press(own[1], only(1, 2))},
        {"household": own[0].pk, **press(own[0], only(1, 0), was=[1, 2, 2, 2, 2])},
        {"household": foreign.pk, **press(foreign, only(1, 2))},
    ]
    said = post(client, "sheet_block", village.pk, {"changes": json.dumps(changes)})
    assert set(said["refused"]) == {str(own[0].pk), str(foreign.pk)}
    assert {row["household"]: row["cells"] for row in said["rows"]} == {
        own[1].pk: [2, 0, 0, 0, 0],
        own[0].pk: ALL,
    }
    assert AuditEntry.unscoped.about(foreign).filter(verb="Khảo sát").count() == 0


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '[{"household":"x"}]', "null"])
def test_a_block_that_cannot_be_read_is_refused(client, village, text):
    assert "error" in post(client, "sheet_block", village.pk, {"changes": text}, 422)
    assert "error" in post(client, "sheet_undo", village.pk, {"assessments": text}, 422)

"""Smartphone and internet of a household in files: of any sheet, of ours, there and back."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from households.models import MEANS, Household
from households.register.actions import NewHousehold, NewPerson, add_many
from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.lines import pack, unpack
from tests.imports.ours import edited, rows_of, sent, sheet_of, taken, taken_back, written
from tests.imports.sheets import workbook

pytestmark = pytest.mark.django_db
HEAD = ["Thôn", "Họ tên chủ hộ", "Năm sinh", "Có điện thoại thông minh", "Wifi"]
PEOPLE = ["Thôn", "Họ và tên", "Quan hệ với chủ hộ", "Smartphone", "Internet"]
TODAY = timezone.localdate
# What the head and two others of a household answer, and what the household then has.
OF_ANYBODY = {
    ("không", "có", None): True,
    (None, "có", "không"): True,
    ("không", None, None): False,
    ("không", "không", "không"): False,
    (None, "không", None): None,
    (None, None, None): None,
}


def means(name):
    home = Household.unscoped.get(head_name=name)
    return home.smartphone, home.internet, home.means_asked_on


def household(world, **facts):
    [home] = add_many(
        by=world.own.officer,
        rows=[NewHousehold(village=world.own.village, head_name="Lê Thị Lan", **facts)],
    )
    return home


def told(source):
    return [note["what"] for row in source.rows.all() for note in row.notes]


def of_people(world, *rows):
    return workbook(*([world.own.village.name, *row] for row in rows), head=PEOPLE)


class TestAnySheet:
    def test_yes_no_and_blank_are_three_answers(self, world, client):
        household(world, smartphone=True, birth_year=1980)
        place = world.own.village.name
        rows = [("Lê Một", "x", "không"), ("Lê Hai", "0", None), ("Lê Thị Lan", None, "có")]
        source = written(client, workbook(*([place, a, 1980, b, c] for a, b, c in rows), head=HEAD))
        assert source.layout["questions"] == []
        assert means("Lê Một") == (True, False, TODAY())
        assert means("Lê Hai") == (False, None, TODAY())
        # A blank takes nothing away.
        assert means("Lê Thị Lan") == (True, True, TODAY())

    def test_what_is_neither_is_named_as_left(self, world, client):
        rows = [[world.own.village.name, "Lê Một", 1980, "Samsung", "4G"]]
        source = written(client, workbook(*rows, head=HEAD))
        assert means("Lê Một") == (None, None, None)
        assert {(one["why"], one["name"]) for one in source.layout["left"]} >= {
            ("not_understood", "Có điện thoại thông minh"),
            ("not_understood", "Wifi"),
        }

    def test_a_household_has_what_anybody_in_it_has(self, world, client):
        names = [("Lê Một", "Chủ hộ"), ("Lê Hai", "Vợ"), ("Lê Ba", "Con")]
        people = [
            (f"{name} {'ABCDEF'[at]}", relation, one)
            for at, said in enumerate(OF_ANYBODY)
            for (name, relation), one in zip(names, said, strict=True)
        ]
        written(client, of_people(world, *people))
        found = {said: means(f"Lê Một {'ABCDEF'[at]}")[0] for at, said in enumerate(OF_ANYBODY)}
        assert found == OF_ANYBODY

    def test_an_older_file_changes_no_newer_answer_and_says_so(self, world, client):
        household(world, smartphone=True, birth_year=1980)
        day = f"{TODAY() - timedelta(days=30):%d/%m/%Y}"
        row = [world.own.village.name, "Lê Thị Lan", 1980, "không", "có", day]
        source = written(client, workbook(row, head=[*HEAD, "Ngày khảo sát"]))
        assert means("Lê Thị Lan") == (True, True, TODAY())
        assert any("trong sổ có câu trả lời mới hơn" in one for one in told(source))

    def test_taking_back_gives_back_what_was_answered_before(self, world, client):
        household(world, smartphone=True, birth_year=1980)
        place = world.own.village.name
        rows = [[place, "Lê Thị Lan", 1980, "không", "có"], [place, "Lê Một", 1970, "x", None]]
        source = written(client, workbook(*rows, head=HEAD))
        assert means("Lê Thị Lan")[:2] == (False, True)
        verb, changes = AuditEntry.unscoped.filter(verb="Sửa hộ").values_list("verb", "changes")[0]
        assert changes == {"smartphone": [True, False], "internet": [None, True]}, verb
        taken_back(client, source)
        assert means("Lê Thị Lan") == (True, None, TODAY())
        assert Household.unscoped.get(head_name="Lê Một").is_closed

    def test_a_household_that_was_never_asked_has_no_day_again(self, world, client):
        household(world, birth_year=1980)
        rows = [[world.own.village.name, "Lê Thị Lan", 1980, "không", "có"]]
        taken_back(client, written(client, workbook(*rows, head=HEAD)))
        assert means("Lê Thị Lan") == (None, None, None)

    def test_the_preview_says_what_changes(self, world, client):
        household(world, smartphone=True, birth_year=1980)
        rows = [[world.own.village.name, "Lê Thị Lan", 1980, "không", "có"]]
        file = SimpleUploadedFile("ho.xlsx", workbook(*rows, head=HEAD))
        page = client.post(reverse("imports:upload"), {"file": file}, follow=True).content.decode()
        assert "Điện thoại thông minh: có → không" in page
        assert "Internet ở nhà: trống → có" in page


class TestOurs:
    @pytest.fixture
    def home(self, world):
        people = [NewPerson("Lê Con", "child")]
        return household(world, smartphone=False, internet=True, people=people)

    def test_it_shows_what_the_household_has_in_the_row_of_its_head(self, world, client, home):
        rows = rows_of(taken(client, world.own.area))
        own = [row for row in rows if row["household"] == home.code]
        assert [(row.get("smartphone"), row.get("internet")) for row in own] == [
            ("không", "có"),
            (None, None),
        ]

    def test_untouched_it_changes_nothing(self, world, client, home):
        source = sent(client, taken(client, world.own.area))
        assert (source.to_write, told(source)) == (0, [])

    def test_what_was_changed_in_it_is_changed(self, world, client, home):
        wanted = {("Lê Thị Lan", "smartphone"): "có"}
        written(client, edited(taken(client, world.own.area), wanted))
        assert means("Lê Thị Lan") == (True, True, TODAY())

    def test_an_emptied_cell_takes_nothing_away_and_says_so(self, world, client, home):
        wanted = {("Lê Thị Lan", "internet"): None}
        source = sent(client, edited(taken(client, world.own.area), wanted))
        assert (source.to_write, told(source)) == (0, ["Ô đã xóa trống; giữ có trong sổ."])

    def test_the_row_of_another_says_nothing_of_the_household(self, world, client, home):
        wanted = {("Lê Con", "smartphone"): "có"}
        new = {
            "household": home.code,
            "head_name": "Lê Thị Lan",
            "village": world.own.village.full_name,
        }
        more = [{**new, "full_name": "Lê Mới", "relation": "con", "smartphone": "có"}]
        source = sent(client, edited(taken(client, world.own.area), wanted, more=more))
        assert [row.values["name"] for row in source.rows.exclude(verdict="identical")] == [
            "Lê Mới"
        ]
        assert sum("chỉ ghi ở dòng của chủ hộ" in one for one in told(source)) == 2

    def test_what_was_answered_meanwhile_stays(self, world, client, home):
        content = edited(taken(client, world.own.area), {("Lê Thị Lan", "internet"): "không"})
        Household.unscoped.filter(pk=home.pk).update(internet=None)
        source = sent(client, content)
        assert source.to_write == 0
        assert any("tệp ghi không, trong sổ nay là chưa hỏi" in one for one in told(source))

    def test_a_sheet_of_before_these_columns_comes_back_untouched(self, world, client, home):
        keys = [column.key for column in HOUSEHOLDS.columns]
        head, *rows = [list(row.cells) for row in sheet_of(taken(client, world.own.area)).rows]
        for row in rows:
            exported = unpack(HOUSEHOLDS, row[keys.index("given")], row[keys.index("id")])
            row[keys.index("given")] = f"{pack(HOUSEHOLDS, exported).rsplit(',', 2)[0]}]"
        kept = [at for at, key in enumerate(keys) if key not in MEANS]
        plain = [[f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row] for row in rows]
        old = [[row[at] for at in kept] for row in [head, *plain]]
        source = sent(client, workbook(*old[1:], head=old[0]))
        assert (source.to_write, told(source)) == (0, [])


def test_a_newer_file_has_the_day_of_its_rows(world, client):
    row = [world.own.village.name, "Lê Một", 1980, "x", None, "15/03/2026"]
    written(client, workbook(row, head=[*HEAD, "Ngày khảo sát"]))
    assert means("Lê Một") == (True, None, date(2026, 3, 15))

"""Our own sheet comes back: untouched it changes nothing, changed it changes that, stale it takes nothing back."""

import io
import unicodedata
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from households.models import Household, Resident, Status
from households.register import actions as households
from tests.imports.ours import KEYS, edited, sent, sheet_of, taken, written
from tests.imports.sheets import workbook
from tests.world import ALL, NOTHING

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
MOSTLY = [2, 1, 0, 2, None]

# Names that sheets take for formulas, totals or mistakes; the second of a pair is told by its code alone.
NAMES = ["=1+1 Lê", "+84 Trần", "-Ngô", "@Đỗ", "Cộng Thành", "TRẦN VĂN HOA", "H' Blô Niê", "Lê 2"]
ODD_STATES = [
    {"status": Status.NOBODY_HOME, "phone": "113"},
    {"status": Status.REFUSED, "refused_on": "2026-01-02"},
]


def odd_ones(village):
    """Return households with odd names, partial skills, unknown years, several people of one name."""
    facts = {"hamlet": "=Xóm 1/2", "phone": "0905123456", "birth_year": 1940}
    people = [
        households.NewPerson(
            "Trịnh Ba", "child", 2001, "m", NOTHING, date(2026, 2, 3), "0912 345 678"
        ),
        households.NewPerson("Trịnh Ba", "child", 2001, "m"),
        households.NewPerson("Tổng Cộng", "other", None, ""),
    ]
    new = households.NewHousehold
    return [
        *(new(village, unicodedata.normalize("NFD", name), **facts) for name in NAMES),
        new(village, "Nguyễn Thị Ửng"),
        new(village, "Nguyễn Thị Ửng", results=MOSTLY, on=date(2026, 1, 2)),
        new(village, "Trịnh Ba", results=ALL, on=timezone.localdate(), people=people),
    ]


class TestRoundTrip:
    @pytest.fixture
    def register(self, world):
        """Fill a village with whatever sheets are said to lose."""
        homes = households.add_many(by=world.own.officer, rows=odd_ones(world.own.village))
        for home, facts in zip(homes, ODD_STATES, strict=False):
            Household.unscoped.filter(pk=home.pk).update(**facts)
        of = Resident.unscoped.filter
        of(household=homes[2]).update(relation="other", sex="f")
        of(household=homes[3]).update(left_on=timezone.localdate())
        of(household=homes[4]).update(is_head=False)

    @pytest.mark.parametrize("empty", ["", "no"])
    def test_every_row_is_identical(self, world, client, register, empty):
        source = sent(client, taken(client, world.own.area), empty=empty)
        told = [(row.number, row.problems, row.notes, row.changes) for row in source.rows.all()]
        assert {(bool(a), bool(b), bool(c)) for _, a, b, c in told} == {(False,) * 3}, told
        people = Resident.unscoped.filter(left_on=None, household__village__commune=world.own.area)
        assert source.counts["identical"] == source.rows_read == people.count() + 1
        assert source.to_write == 0

    def test_nothing_is_written_and_the_book_says_so(self, world, client):
        before = list(AuditEntry.unscoped.values_list("pk", flat=True))
        file = SimpleUploadedFile("mau.xlsx", taken(client, world.own.village))
        page = client.post(reverse("imports:upload"), {"file": file}, follow=True)
        assert "Không có gì mới so với sổ" in page.content.decode()
        assert "Giá trị lúc tải" not in page.content.decode().split("Mẫu có")[0]
        verbs = AuditEntry.unscoped.exclude(pk__in=before).values_list("verb", flat=True)
        assert set(verbs) == {"Tải mẫu có sẵn hộ", "Nhận tệp để nhập"}


class TestChanges:
    def test_only_what_was_changed_is_changed(self, world, client):
        home, name = world.own.household, world.own.household.head_name
        wanted = {
            (name, "phone"): "0905 123 456",
            (name, "birth_year"): 1980,
            (name, "payment"): "biết",
        }
        written(client, edited(taken(client, world.own.area), wanted))
        home.refresh_from_db()
        head = home.residents.get(is_head=True)
        assert (home.phone, head.birth_year, head.payment) == ("0905 123 456", 1980, 2)
        assert head.assessed_on == timezone.localdate()

    def test_everybody_has_a_telephone_of_their_own(self, world, client):
        home = world.own.household
        person = home.residents.get(is_head=False)
        before = home.phone
        content = edited(taken(client, world.own.area), {(person.full_name, "phone"): "0912345678"})
        source = written(client, content)
        person.refresh_from_db()
        home.refresh_from_db()
        assert (person.phone, home.phone) == ("0912345678", before)
        again = sent(client, taken(client, world.own.area))
        assert again.counts["identical"] == again.rows_read
        client.post(reverse("imports:undo", args=[source.uuid]))
        person.refresh_from_db()
        assert person.phone == ""

    def test_the_number_of_the_household_on_the_row_of_another_is_the_heads(self, world, client):
        home = world.own.household
        person = home.residents.get(is_head=False)
        content = edited(taken(client, world.own.area), {(person.full_name, "phone"): home.phone})
        assert sent(client, content).to_write == 0

    @pytest.mark.parametrize("column", ["head_name", "full_name"])
    def test_a_name_that_was_corrected_finds_its_person(self, world, client, column):
        home, name = world.own.household, world.own.household.head_name
        source = written(
            client, edited(taken(client, world.own.area), {(name, column): f"{name} Một"})
        )
        home.refresh_from_db()
        head = home.residents.get(is_head=True)
        assert home.head_name == head.full_name == f"{name} Một"
        client.post(reverse("imports:undo", args=[source.uuid]))
        home.refresh_from_db()
        assert home.head_name == home.residents.get(is_head=True).full_name == name

    def test_somebody_new_under_a_household_is_added_to_it(self, world, client):
        home = world.own.household
        rows = [list(row.cells) for row in sheet_of(taken(client, world.own.village)).rows]
        new = [None] * len(KEYS)
        new[KEYS.index("full_name")], new[KEYS.index("relation")] = "Con Mới", "Con"
        new[KEYS.index("household")] = home.code
        plain = [[f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row] for row in rows]
        written(client, workbook(*plain[1:], new, head=plain[0]))
        assert home.residents.get(full_name="Con Mới").relation == "child"

    def test_a_code_of_elsewhere_is_outside(self, world, client):
        foreign = world.foreign.household.residents.get(is_head=True)
        name = world.own.household.head_name
        source = sent(
            client, edited(taken(client, world.own.area), {(name, "id"): f"N{foreign.pk:07d}"})
        )
        row = source.rows.get(verdict="error")
        assert "ở ngoài địa bàn" in str(row.problems)
        assert foreign.full_name not in str(row.problems)

    def test_a_row_that_comes_back_to_be_mended_still_finds_its_person(self, world, client):
        home, name = world.own.household, world.own.household.head_name
        wrong = {(name, "phone"): "12", (name, "birth_year"): 1980}
        source = sent(client, edited(taken(client, world.own.area), wrong))
        answer = client.get(reverse("imports:mend", args=[source.uuid]))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert 'hidden="1"' in parts.read("xl/worksheets/sheet1.xml").decode()
        written(client, edited(content, {(name, "phone"): "0905123456"}))
        home.refresh_from_db()
        assert (home.phone, home.residents.get(is_head=True).birth_year) == ("0905123456", 1980)


class TestStale:
    """Somebody changed the register after the sheet was exported."""

    def test_each_cell_goes_its_own_way(self, world, client):
        head = world.own.household.residents.get(is_head=True)
        name, by = head.full_name, world.own.officer
        content = taken(client, world.own.area)
        households.change_resident(by=by, resident=head, birth_year=1981)
        wanted = {(name, "birth_year"): 1975, (name, "sex"): "Nữ", (name, "phone"): "0905123456"}
        source = written(client, edited(content, wanted))
        head.refresh_from_db()
        assert (head.birth_year, head.sex, head.household.phone) == (1981, "f", "0905123456")
        (note,) = source.rows.get(resident=head).notes
        assert "tệp ghi 1975" in note["what"]
        assert "nay là 1981" in note["what"]

    def test_what_was_not_touched_in_it_stays_as_it_is_now(self, world, client):
        head = world.own.household.residents.get(is_head=True)
        content = taken(client, world.own.area)
        households.change_resident(by=world.own.officer, resident=head, birth_year=1981)
        source = written(client, content)
        head.refresh_from_db()
        assert head.birth_year == 1981
        row = source.rows.get(resident=head)
        assert (row.verdict, row.noted) == ("identical", True)
        assert "đã đổi thành 1981" in row.notes[0]["what"]

    def test_without_what_was_given_out_it_only_fills_blanks(self, world, client):
        head = world.own.household.residents.get(is_head=True)
        name, content = head.full_name, taken(client, world.own.area)
        households.change_resident(by=world.own.officer, resident=head, birth_year=1981)
        wanted = {(name, "birth_year"): 1975, (name, "sex"): "Nữ", (name, "given"): "["}
        wanted[name, "phone"] = None
        written(client, edited(content, wanted))
        head.refresh_from_db()
        assert (head.birth_year, head.sex) == (1981, "f")

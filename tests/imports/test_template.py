"""The sheet of ours: what is in it, who may take it, and that it changes nothing when it comes back."""

import io
import tracemalloc
import zipfile
from datetime import date
from itertools import repeat
from tempfile import NamedTemporaryFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from areas.kinds import Kind, Level
from areas.models import Area
from audit.models import AuditEntry
from households import actions as households
from households.models import Household, Resident, Status
from imports.book import Fault
from imports.cage import read
from imports.columns import HOUSEHOLDS
from imports.models import Import
from imports.template import write
from tests.imports.sheets import workbook
from tests.pages import signed_in
from tests.world import ALL, NOTHING

pytestmark = pytest.mark.django_db
KEYS = [column.key for column in HOUSEHOLDS.columns]
MOSTLY = [2, 1, 0, 2, None]


@pytest.fixture
def client(world):
    return signed_in(world.own.officer)


def taken(client, place):
    """Return the bytes of the sheet with the households of a place."""
    answer = client.get(reverse("imports:filled", args=[place.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


def book_of(content):
    """Read a workbook as a file of people is read."""
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return read(file.name)


def sheet_of(content):
    return book_of(content).sheets[0]


def rows_of(content):
    """Return the rows under the headings, each by field; blank cells are not there."""
    return [
        {key: cell for key, cell in zip(KEYS, row.cells, strict=False) if cell is not None}
        for row in sheet_of(content).rows[1:]
    ]


def edited(content, wanted):
    """Write into cells by (name, field), as somebody does in Excel; return the workbook."""
    rows = [[*row.cells, *[None] * (len(KEYS) - len(row.cells))] for row in sheet_of(content).rows]
    for (name, key), value in wanted.items():
        row = next(row for row in rows if name in (row[KEYS.index("full_name")], row[1]))
        row[KEYS.index(key)] = value
    plain = [[f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row] for row in rows]
    return workbook(*plain[1:], head=plain[0])


def sent(client, content, **fields):
    """Send a workbook; return what was found in it."""
    file = SimpleUploadedFile("mau.xlsx", content)
    answer = client.post(reverse("imports:upload"), {"file": file, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Import.unscoped.get(uuid=answer.url.strip("/").split("/")[-1])


def written(client, content):
    """Send a workbook and have it written."""
    source = sent(client, content)
    client.post(reverse("imports:confirm", args=[source.uuid]))
    return source


class TestRoundTrip:
    @pytest.fixture
    def register(self, world):
        """Fill a village with whatever sheets are said to lose."""
        by, village = world.own.officer, world.own.village
        today = timezone.localdate()
        names = [
            "=1+1 Lê",
            "+84 Trần",
            "-Ngô",
            "@Đỗ",
            "Cộng Thành",
            "TRẦN VĂN HOA",
            "H' Blô Niê",
            "Lê 2",
        ]
        new = [
            households.NewHousehold(
                village, name, hamlet="=Xóm 1/2", phone="0905123456", birth_year=1940
            )
            for name in names
        ]
        new += [
            households.NewHousehold(village, "Nguyễn Thị Ửng"),
            households.NewHousehold(village, "Nguyễn Thị Ửng", results=MOSTLY, on=date(2026, 1, 2)),
            households.NewHousehold(
                village,
                "Trịnh Ba",
                results=ALL,
                on=today,
                people=[
                    households.NewPerson("Trịnh Ba", "child", 2001, "m", NOTHING, date(2026, 2, 3)),
                    households.NewPerson("Trịnh Ba", "child", 2001, "m"),
                    households.NewPerson("Tổng Cộng", "other", None, ""),
                ],
            ),
        ]
        homes = households.add_many(by=by, rows=new)
        Household.unscoped.filter(pk=homes[0].pk).update(status=Status.NOBODY_HOME, phone="113")
        Household.unscoped.filter(pk=homes[1].pk).update(status=Status.REFUSED)
        head = Resident.unscoped.get(household=homes[2], is_head=True)
        Resident.unscoped.filter(pk=head.pk).update(relation="other", sex="f")
        empty = Resident.unscoped.filter(household=homes[3])
        empty.update(left_on=today)
        headless = Resident.unscoped.filter(household=homes[4])
        headless.update(is_head=False)
        return homes

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
        assert "không có gì mới so với sổ" in page.content.decode()
        assert "Giá trị lúc tải" not in page.content.decode().split("Nhận ra")[0]
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
    """Somebody changed the register after the sheet was given out."""

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


class TestSheet:
    def test_text_is_text_and_days_are_days(self, world, client):
        home = world.own.household
        Household.unscoped.filter(pk=home.pk).update(head_name="=HYPERLINK(1)", phone="0905000111")
        Resident.unscoped.filter(household=home, is_head=True).update(full_name="=HYPERLINK(1)")
        content = taken(client, world.own.village)
        row = next(row for row in rows_of(content) if row["household"] == home.code)
        assert (row["head_name"], row["phone"]) == ("=HYPERLINK(1)", "0905000111")
        assert all(not isinstance(cell, Fault) for cell in row.values())
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            first = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in first

    def test_headings_and_codes_are_locked_and_the_rest_is_free(self, world, client):
        with zipfile.ZipFile(io.BytesIO(taken(client, world.own.area))) as parts:
            first = parts.read("xl/worksheets/sheet1.xml").decode()
            listed = parts.read("xl/workbook.xml").decode()
        for part in (
            "<sheetProtection",
            'insertRows="0"',
            "<dataValidations",
            'orientation="landscape"',
        ):
            assert part in first
        assert (
            'sort="0"' not in first
        )  # Rows sorted without their hidden codes would be other people.
        assert first.count('hidden="1"') >= 1
        assert 'state="veryHidden"' in listed

    def test_choices_are_offered_whole_though_they_have_commas(self, world, client):
        content = taken(client, world.own.area)
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            first = parts.read("xl/worksheets/sheet1.xml").decode()
        assert [
            first.count(f"!${column}$1:${column}${n}<")
            for column, n in zip("ABCD", (2, 6, 2, 3), strict=True)
        ] == [1, 1, 1, 5]
        offered = [row.cells[:4] for row in book_of(content).sheets[1].rows]
        assert [row[1] for row in offered] == [str(label) for label in Resident.Relation.labels]
        assert [row[3] for row in offered[:3]] == ["biết", "có hỗ trợ", "chưa"]

    def test_the_empty_one_offers_the_villages_and_holds_nobody(self, world, client):
        content = b"".join(client.get(reverse("imports:template")).streaming_content)
        assert rows_of(content) == []
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            lists = parts.read("xl/worksheets/sheet2.xml").decode()
        assert all(village.full_name in lists for village in world.own.villages)

    def test_one_village_alone(self, world, client):
        own = world.own
        address = reverse("imports:filled", args=[own.area.pk])
        whole = rows_of(taken(client, own.area))
        first = client.get(f"{address}?thon={own.village.pk}")
        rows = rows_of(b"".join(first.streaming_content))
        assert {row["village"] for row in rows} == {own.village.full_name}
        assert rows == [row for row in whole if row["village"] == own.village.full_name]
        assert client.get(f"{address}?thon={world.foreign.village.pk}").status_code == 404

    def test_the_journal_says_who_took_how_many(self, world, client):
        client.head(reverse("imports:filled", args=[world.own.village.pk]))
        number = len(rows_of(taken(client, world.own.village)))
        entry = AuditEntry.unscoped.get(verb="Tải mẫu có sẵn hộ")
        assert entry.changes == {"rows": [None, number]}

    def test_queries_do_not_grow_with_the_rows(self, world, client):
        def queries():
            with CaptureQueriesContext(connection) as found:
                taken(client, world.own.area)
            return len(found)

        queries()  # What is asked once, and kept.
        before = queries()
        new = [households.NewHousehold(world.own.villages[n % 2], f"Lê {n}") for n in range(9)]
        households.add_many(by=world.own.officer, rows=new)
        assert queries() == before


@pytest.mark.once
def test_its_memory_does_not_grow_with_its_rows():
    place = Area(name="An Ninh", kind=Kind.XA, level=Level.COMMUNE)
    row = dict.fromkeys(KEYS, "Nguyễn Thị Ửng") | {"birth_year": 1980, "version": 1}

    def peak(rows):
        tracemalloc.start()
        assert write(io.BytesIO(), place, [], repeat(row, rows)) == rows
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(2_000) < peak(200) + 2**20


@pytest.mark.parametrize(
    "role", ["officer", "member", "reviewer", "committee", "commune_administrator"]
)
def test_it_is_for_whoever_reads_the_roster(world, role):
    client = signed_in(getattr(world.own, role, None) or getattr(world, role))
    for place in (world.own.village, world.foreign.village):
        addresses = (
            reverse(name, args=[place.pk]) for name in ("households:list", "imports:filled")
        )
        roster, sheet = (client.get(address).status_code for address in addresses)
        assert sheet == roster == (200 if _reads(role) and place == world.own.village else 404)


def _reads(role):
    return role in {"officer", "member", "commune_administrator"}
